# Words that many pages share.

-brand = Watchpost

## Getting around

nav-home = Inicio
nav-report = Informar de un problema
nav-follow-up = Seguir un informe
nav-desk = Mesa de trabajo
nav-cases = Casos
nav-search = Búsqueda
nav-profile = Su perfil
nav-administration = Administración
nav-public-log = Registro público
nav-sign-in = Iniciar sesión
nav-sign-out = Cerrar sesión
nav-main = Menú principal
nav-language = Idioma
nav-skip = Ir al contenido
nav-leave = Salir de esta página
nav-leave-help = Le lleva enseguida a una página cualquiera. Lo que no haya enviado se pierde.
nav-about = Sobre este servicio
nav-privacy = Cómo le protegemos
nav-help = Ayuda
page-title = { $title } – { $site }

## Buttons

do-next = Siguiente
do-back = Atrás
do-save = Guardar
do-save-continue = Guardar y continuar
do-send = Enviar
do-cancel = Cancelar
do-change = Cambiar
do-change-what =
    { do-change }: { $what }
do-remove = Quitar
do-remove-what = Quitar { $what }
do-delete = Borrar
do-add = Añadir
do-add-another = Añadir otro
do-edit = Editar
do-open = Abrir
do-close = Cerrar
do-continue = Continuar
do-confirm = Sí, con seguridad
do-undo = Deshacer
do-search = Buscar
do-filter = Filtrar
do-clear-filter = Mostrar todo
do-sort = Ordenar
do-download = Descargar
do-print = Imprimir
do-copy = Copiar
do-choose-file = Elegir un archivo
do-upload = Enviar el archivo
do-try-again = Intentar de nuevo
do-start = Empezar
do-show = Mostrar
do-hide = Ocultar
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
choose-any = Elija todas las que correspondan
not-answered = Sin respuesta

## Marks of state

loading = Cargando…
working = En curso. Esta página se actualiza sola.
done = Hecho
saved = Guardado
sent = Enviado
copied = Copiado
is-new = Nuevo
warning = Cuidado
important = Importante
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
filter-label = Filtrar esta lista
search-label = Buscar
results-count = { $count ->
    [one] 1 resultado
   *[other] { $count } resultados
}
history = Historial
details = Detalles
show-as-table = Mostrar como tabla

## When there is nothing

empty-list = Aquí todavía no hay nada.
empty-search = No se encontró nada. Pruebe con menos palabras o con otras.
empty-filter = Nada coincide con este filtro. Muestre todo para ver el resto.
empty-messages = Todavía no hay mensajes.
empty-files = Todavía no hay archivos.

## Lists inside a sentence

list-comma = { ", " }
list-and = { $start } y { $last }
