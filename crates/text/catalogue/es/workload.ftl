act-handed-over = traspasó a
workload-title = Carga de trabajo
workload-text = Lo que cada quien lleva y tiene que hacer, en los casos que usted lee.
workload-who = Quién
workload-nobody = No lo lleva nadie
workload-cases = Casos abiertos
workload-late = con retraso
workload-tasks = Por hacer
work-title = El trabajo de { $name }
work-none = No lleva ningún caso que usted lea, ni tiene nada que hacer en uno.
work-hand-over = Traspasar
work-text = Los casos, y lo que hay que hacer en ellos, pasan a otra persona. Su nota queda en cada caso. Lo que la otra persona no puede leer se queda.
work-choose = Qué casos
work-note = Una nota para cada caso
work-note-hint = Por qué, y qué debe saber la otra persona. Solo lo lee el equipo.
work-unread = No puede leerlo.
work-all = { $count ->
    [one] Todo: un caso
    *[other] Todo: { $count } casos
}
work-done = { $count ->
    [0] No se traspasó nada
    [one] Se traspasó un caso
    *[other] Se traspasaron { $count } casos
}
work-stays = { $count ->
    [one] Uno se queda: no puede leerlo.
    *[other] { $count } se quedan: no puede leerlos.
}
