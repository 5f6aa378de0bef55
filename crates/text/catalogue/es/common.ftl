# Words that many pages share.

-brand = Watchpost

## Getting around

nav-home = Inicio
nav-report = Informar de un problema
nav-follow-up = Seguir un informe
nav-desk = Mesa de trabajo
nav-cases = Casos
nav-public-log = Registro público
nav-sign-in = Iniciar sesión
nav-sign-out = Cerrar sesión
nav-main = Menú principal
nav-language = Idioma
nav-skip = Ir al contenido
nav-leave = Salir de esta página
nav-leave-help = Le lleva enseguida a una página cualquiera. Lo que no haya enviado se pierde.
nav-privacy = Cómo le protegemos
page-title = { $title } – { $site }

## Buttons

do-next = Siguiente
do-back = Atrás
do-find = Buscar
do-save = Guardar
do-send = Enviar
do-cancel = Cancelar
do-change = Cambiar
do-change-what =
    { do-change }: { $what }
do-remove-what = Quitar { $what }
do-open = Abrir
do-continue = Continuar
do-filter = Filtrar
do-clear-filter = Mostrar todo
do-download = Descargar
do-upload = Enviar el archivo
do-try-again = Intentar de nuevo
do-start = Empezar
do-unlock = Desbloquear
do-lock = Bloquear

## Answers

yes = Sí
no = No
not-known = No lo sé
not-said = Prefiero no decirlo
none = Ninguno
other = Otro
optional = opcional
choose-one = Elija una respuesta
not-answered = Sin respuesta

## Marks of state

working = En curso. Esta página se actualiza sola.
done = Hecho
saved = Guardado
sent = Enviado
copied = Copiado
is-new = Nuevo
shown-once = Esto se muestra una sola vez.

## Lists and pages of lists

pager-label = Páginas
pager-next = Página siguiente
pager-previous = Página anterior
pager-first = Primera página
pager-shown = { $count ->
    [one] 1 en pantalla
   *[other] { $count } en pantalla
}
sort-by = Ordenar por
sort-newest = Primero lo más nuevo
sort-oldest = Primero lo más antiguo
sort-due = Primero lo que vence antes
search-label = Buscar
results-count = { $count ->
    [one] 1 resultado
   *[other] { $count } resultados
}
history = Historial

## When there is nothing

empty-list = Aquí todavía no hay nada.
empty-filter = Nada coincide con este filtro. Muestre todo para ver el resto.
empty-messages = Todavía no hay mensajes.
empty-files = Todavía no hay archivos.

## Lists inside a sentence

list-comma = { ", " }
list-and = { $start } y { $last }
arrow = →
