act-handed-over = a transmis à
workload-title = Charge de travail
workload-text = Ce que chacun porte et a à faire, dans les dossiers que vous lisez.
workload-who = Qui
workload-nobody = Porté par personne
workload-cases = Dossiers ouverts
workload-late = en retard
workload-tasks = À faire
work-title = Le travail de { $name }
work-none = Cette personne ne porte aucun dossier que vous lisez, et n’a rien à y faire.
work-hand-over = Transmettre
work-text = Les dossiers, et ce qui y est à faire, passent à quelqu’un d’autre. Votre mot figure dans chaque dossier. Ce que l’autre ne peut pas lire reste.
work-choose = Quels dossiers
work-note = Un mot pour chaque dossier
work-note-hint = Pourquoi, et ce que l’autre doit savoir. Seule l’équipe le lit.
work-unread = Cette personne ne peut pas le lire.
work-all = { $count ->
    [one] Tout : un dossier
    *[other] Tout : { $count } dossiers
}
work-done = { $count ->
    [0] Rien n’a été transmis
    [one] Un dossier a été transmis
    *[other] { $count } dossiers ont été transmis
}
work-stays = { $count ->
    [one] Un reste : cette personne ne peut pas le lire.
    *[other] { $count } restent : cette personne ne peut pas les lire.
}
