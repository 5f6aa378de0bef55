act-task-set = a noté quelque chose à faire
act-task-given = a confié une tâche à
act-task-done = a fait ce qui était à faire
act-task-put-aside = a mis une tâche de côté
act-ticked = a coché quelque chose dans la liste
act-unticked = a retiré une coche
tasks-title = Ce qui est à faire
tasks-mine = Mes tâches
tasks-mine-none = Vous n’avez rien à faire. Ce que l’on vous confie dans un dossier apparaît ici.
tasks-none = Rien n’est à faire ici.
tasks-count = { $count ->
    [0] rien à faire
    [one] une chose à faire
    *[other] { $count } choses à faire
}
tasks-overdue-count = { $count ->
    [one] une est en retard
    *[other] { $count } sont en retard
}
tasks-ended = Ce qui est fait, ou a été mis de côté
task-new = Quelque chose de nouveau à faire
task-what = Ce qui est à faire
task-what-hint = Une ligne. Seule l’équipe la lit.
task-whom = Par qui
task-by = Pour quand
task-change = Fait, ou à confier à un autre
task-word = Un mot à ce sujet : nécessaire pour mettre de côté
task-done = Fait
task-aside = Mettre de côté
task-to = À confier à
task-give = Confier
task-left = Cette personne ne lit plus ce dossier. Confiez la tâche à quelqu’un d’autre.
task-done-by = fait par { $name }, { $at }
task-aside-by = mis de côté par { $name }, { $at }
list-title = Ce que l’on fait d’habitude ici : { $state }
list-done-of = Fait : { $what }
list-undo = Pas fait, finalement
list-undo-of = Pas fait, finalement : { $what }
