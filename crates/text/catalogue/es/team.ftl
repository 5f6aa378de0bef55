act-task-set = anotó algo por hacer
act-task-given = pasó una tarea a
act-task-done = hizo lo que había que hacer
act-task-put-aside = dejó de lado una tarea
act-ticked = marcó algo en la lista
act-unticked = quitó una marca
tasks-title = Lo que hay que hacer
tasks-mine = Mis tareas
tasks-mine-none = No tiene nada que hacer. Lo que alguien le encargue en un caso aparece aquí.
tasks-none = No hay nada que hacer aquí.
tasks-count = { $count ->
    [0] nada por hacer
    [one] una cosa por hacer
    *[other] { $count } cosas por hacer
}
tasks-overdue-count = { $count ->
    [one] una está atrasada
    *[other] { $count } están atrasadas
}
tasks-ended = Lo que está hecho o se dejó de lado
task-new = Algo nuevo por hacer
task-what = Qué hay que hacer
task-what-hint = Una línea. Solo la lee el equipo.
task-whom = Quién lo hace
task-by = Para cuándo
task-change = Hecho, o pasarlo a otra persona
task-word = Unas palabras sobre ello: necesarias para dejarlo de lado
task-done = Hecho
task-aside = Dejar de lado
task-to = Pasarlo a
task-give = Pasar
task-left = Esta persona ya no lee este caso. Páselo a otra.
task-done-by = hecho por { $name }, { $at }
task-aside-by = dejado de lado por { $name }, { $at }
list-title = Lo que se suele hacer aquí: { $state }
list-done-of = Hecho: { $what }
list-undo = No está hecho
list-undo-of = No está hecho: { $what }
