# The working area of those who are signed in.

## Signing in and unlocking

sign-lead = Inicie sesión para trabajar en los casos.
sign-name = Nombre
sign-passphrase = Frase para iniciar sesión
sign-code = Código
sign-code-hint = Seis números de su autenticador, o un código de reserva.
sign-unlock-title = Desbloquee sus casos
sign-unlock-lead = Ha iniciado sesión. Lo que la gente envió sigue bajo llave; esta segunda frase lo abre para usted.
sign-unlocking = Frase para desbloquear
sample-title = Cuentas de muestra
sample-text = Esta es una red de muestra; nada en ella es real. Cada código sirve una vez y cambia cada 30 segundos: abra de nuevo esta página para otro.
sample-what = Qué hacen

## Inbox

inbox-locked = Antes de desbloquear solo se ven los estados y los plazos.
inbox-title = Título
inbox-state = Estado
inbox-all-states = Todos, también cerrados
inbox-due = Plazo
inbox-overdue = Vencido
inbox-soon = Vence en una semana
inbox-overdue-count = Vencidos: { $count }
inbox-assignee = A cargo de
inbox-me = Yo
inbox-nobody = Nadie
inbox-week = Semana de llegada

## A case

case-acknowledge = Confirmar la llegada
case-answer = Responder
case-consent = Permitido por quien informa
case-contact-stopped = Quien informa no está a salvo y pide que no haya contacto. No escriba ni llame.
case-withdrawn = Quien informa retiró el informe.
case-report = El informe
case-reporter = Quien informa
case-somebody = Alguien de la oficina
case-system = El sistema
case-message = Escribir a quien informa
case-message-hint = Quien informa lo lee en el sitio, con su código.
case-send = Enviar a quien informa
case-notes = Notas
case-note = Escribir una nota
case-note-hint = La lee el equipo, no quien informa.
case-note-save = Guardar para el equipo
case-note-own = Guardar solo para mí
case-own-note = Solo usted lee esto
case-next = Lo que sigue
case-assign = Quién lo lleva, y su título
case-reason = Motivo
step-why = Por qué, para el equipo
step-leads-to = Lleva a: { $state }
step-others = Lo que otros pueden hacer desde aquí
step-beside = Qué más ocurre
step-beside-ends = Terminó: { $what }
step-not-now = No es posible desde donde está el caso
step-now = Posible ahora: { $acts }
step-kept = Usted había escrito esto; no se usó:
step-not-yet = Falta algo
step-missing = Todavía no es posible. Hace falta: { $needs }
case-may-be = A qué empresa puede referirse
case-may-be-text = Solo por el nombre. Usted decide; nada se vincula solo.
case-company-then = El { $day }: { $standing }
case-company-uncertain = no es seguro: vea su página
case-linked = Vinculado
sheets-title = Fichas
sheets-others = Lo que otros rellenan aquí
sheet-not-yet = aún sin rellenar
sheet-shown = La persona que denunció lee esto.
sheet-hidden = Solo el equipo lee esto.
sheet-not-own = Tiene que hacerlo otra persona
sheet-not-own-text = Nadie revisa lo que rellenó. Pídalo a un colega.
sheet-again = { $what }, de nuevo
doors-title = Puertas abiertas
doors-text = Se propone a partir del informe y de lo que usted indique aquí. La persona elige; nada se hace sin ella.
doors-standing = Qué era la empresa en la Asociación ese día
doors-force = De quién eran los guardias
doors-country = País
doors-signs = También
doors-state-forces = Había policías o soldados
doors-minor = Un menor sufrió daño
doors-put = Ponerlas en palabras abajo
doors-tried = ya probada
doors-days = plazo, en días desde los hechos: { $days }
doors-months = plazo, en meses desde los hechos: { $months }
doors-years = plazo, en años desde los hechos: { $years }
doors-no-limit = pregunte hasta qué día
case-beside = También
clock-longer = Más tiempo: { $what }
clock-reminds = recordatorio: { $what }
clock-over = plazo vencido: { $what }
clock-waits = está parado
clock-paused = Los plazos están parados
procedure-link = Todo el procedimiento
case-close-reason = ¿Cómo terminó?
case-close-explanation = Explíquelo al equipo
case-access = Quién puede leerlo
case-access-named = Solo las personas nombradas
case-access-desk = Toda la oficina
case-aside = Apartarme de este caso
case-identity = Quién informó
case-identity-open = Abrir nombre y contacto

## What happened in a case

act-report-received = envió el informe
act-opened = abrió el caso
act-identity-opened = abrió nombre y contacto
act-file-opened = abrió un archivo
act-stepped = hizo avanzar el caso
act-sheet-filled = rellenó
act-linked = abrió un caso urgente
act-beside-begun = anotó que es así
act-beside-ended = anotó que terminó
act-clock-said = el plazo
act-clock-extended = dio más tiempo
act-assigned = dijo quién lo lleva
act-titled = cambió el título
act-access-given = dio acceso a alguien
act-access-taken = retiró un acceso
act-access-ended = el acceso terminó en su fecha
act-access-changed = cambió quién puede leerlo
act-stepped-aside = se apartó
act-merged-into = lo unió a otro
act-merged-from = se le unió otro caso
act-message-sent = escribió a quien informa
act-note-written = escribió una nota
act-private-note-written = escribió una nota privada
act-file-added = añadió un archivo
act-reporter-wrote = escribió un mensaje
act-reporter-sent-file = envió un archivo
act-consent-changed = cambió lo permitido
act-contact-stopped = detuvo el contacto
act-contact-allowed = permitió otra vez el contacto
act-withdrawn = retiró el informe
act-receipt-changed = cambió el código

## People

people-title = Personas
people-name = Nombre
people-roles = Funciones
people-leads = Firma quién puede leer
people-reads = Admitida
people-waits = Aún no admitida
people-left = Ya no está
people-closed = Cuenta cerrada; quítela para que la mesa reciba una clave nueva
people-fingerprint = Huella de las claves
people-fingerprint-hint = Compare esta huella de viva voz antes de admitir a alguien: así sabe que nadie ha puesto otra clave en su lugar.
people-roster = La lista de quién puede leer, número { $version }: huella { $sign }. Toda persona de la mesa que mire aquí debe ver la misma.
people-invitations = Invitaciones aún sin usar
people-invite = Invitar a alguien
people-invite-do = Crear la invitación
people-invited = La invitación está lista.
people-invited-how = Entregue usted este enlace a la persona, por un medio seguro. Sirve una sola vez, en siete días.
people-take-back = Retirar la invitación
people-admit = Admitir
people-admit-how = Llame a esta persona y compare la huella de sus claves. Si es la misma, admítala: desde entonces lee lo que sus funciones leen.
people-remove = Quitar de la mesa
people-remove-what = Su sesión se cierra de inmediato y no lee nada de lo que llegue desde ahora. Lo que ya leyó, lo sabe. La mesa recibe una clave nueva.
people-change-admit = Admitir a { $name }
people-change-roles = { $name }: otras funciones ({ $roles })
people-change-remove = Quitar a { $name }
people-waiting = Hacen falta las firmas de { $needed } personas. Ya firmaron: { $signed }.
people-another-waits = Un cambio espera otra firma. Fírmelo o descártelo primero.
people-sign = Firmar este cambio
people-drop = Descartar este cambio
people-conflict = Este cambio no es posible ahora.
people-conflict-why = Quizá otro cambio espera. O la mesa se quedaría sin nadie que firme o que guarde los nombres, o quedaría un caso que nadie puede abrir, o cuyos nombres nadie puede abrir: nombre antes a otra persona, o haga que se pasen los nombres.
rolled-back = Una lista antigua de quién puede leer está en el lugar de la más nueva.
rolled-back-why = Alguien ha cambiado la base de datos, o se ha vuelto a poner una copia antigua. No se recibe ninguna denuncia ni se sella nada para esta mesa hasta que sus responsables hayan mirado quién está en la lista y la hayan firmado de nuevo: para ello, guardan otra vez los roles de alguien.

## Coming in by invitation

join-title = Le damos la bienvenida a { $desk }
join-lead = { $name }, la invitación es para estas funciones: { $roles }. Elija un nombre y dos frases secretas.
join-name-hint = Al menos tres letras o números. Lo escribe para entrar.
join-passphrase-hint = Varias palabras que nadie adivine, al menos 12 signos. Abre la puerta, pero ningún caso.
join-unlocking-hint = Otras palabras, al menos 12 signos. Abren lo que la gente envió. Nadie puede dárselas de nuevo, ni siquiera la administración.
join-again = La misma otra vez
join-sheet = Imprima esta página o cópiela a mano
join-sheet-lead = Guárdela fuera del ordenador, donde solo usted la encuentre.
join-recovery = Código de recuperación
join-recovery-what = Abre sus claves una vez si olvida la frase para desbloquear. Quien lo tenga y pueda entrar en su lugar lee todo lo que usted lee.
join-spares = Códigos de reserva
join-spares-what = Cada uno sirve una vez en lugar de su autenticador.
join-authenticator = Autenticador
join-authenticator-what = Capture esta imagen con una aplicación de autenticación de su teléfono. Mostrará seis números que cambian cada 30 segundos.
join-qr = Imagen para la aplicación de autenticación
join-type-in = Si no puede usar la imagen, escriba esto en la aplicación:
join-code = Código del autenticador
join-code-hint = Los seis números que muestra ahora.
join-finish = He impreso los códigos. Terminar
join-done = Ya está
join-done-lead = Ahora alguien que dirige { $desk } debe admitirle. Le llamará y comparará esta huella de sus claves:

## The own account

account-title = Mi cuenta
account-sessions = Dónde tiene la sesión abierta
account-session = Desde { $begun }, usada por última vez { $used }
account-this-session = Esta
account-end = Cerrar
account-language-browser = Como lo pide el navegador
account-calendar = Calendario
account-calendar-what = Un programa de calendario puede preguntar en una dirección suya qué días vence algo. Se le dice cuántos, y nada de ningún caso.
account-calendar-make = Crear una dirección nueva
account-calendar-end = Eliminar la dirección
calendar-name = Vencimientos de la oficina
calendar-due = Vencen: { $count }
calendar-due-late = Vencen: { $count }, con retraso: { $late }
account-secrets = Frases secretas y códigos
account-spares-left = Códigos de reserva restantes
account-old = La frase actual
account-new = La frase nueva
account-make = Crear nuevos
account-passphrase = Otra frase para entrar
account-passphrase-what = Su sesión se cierra en todos los demás lugares.
account-unlocking = Otra frase para desbloquear
account-unlocking-what = Debe ser distinta de la que usa para entrar: el servidor oye esa cada vez que usted entra.
account-recovery = Un código de recuperación nuevo
account-recovery-what = El que imprimió antes ya no abrirá nada.
account-spares = Códigos de reserva nuevos
account-spares-what = Los antiguos ya no abrirán nada.
account-authenticator = Otro autenticador
account-authenticator-what = El anterior sirve hasta que el nuevo haya mostrado su primer código.
recover-link = He perdido esta frase
recover-title = Desbloquear con el código de recuperación
recover-lead = Escriba el código que imprimió y elija una frase nueva para desbloquear. El código queda usado, y recibe uno nuevo.
recover-code = Código de recuperación
recover-code-hint = Siete grupos de cuatro signos.

## Audit

audit-title = Registro de actos
audit-lead = Quién cambió la mesa, y cuándo. Lo que se hizo en un caso está en el propio caso.
audit-when = Cuándo
audit-who = Quién
audit-what = Qué
audit-desk-founded = fundó la mesa
audit-member-invited = invitó a alguien
audit-invitation-taken = aceptó la invitación
audit-roster-signed = firmó quién puede leer
audit-member-removed = quitó a
audit-member-disabled = cerró la cuenta de
audit-login-reset = restableció la entrada de
audit-procedure-used = puso en uso otro procedimiento
audit-doors-used = puso en uso otras puertas
audit-profile-used = puso en uso otro perfil legal
audit-figures-used = puso en uso otras cifras
audit-country-set = dijo dónde trabaja la oficina
audit-channel-changed = cambió una vía de denuncia
audit-roster-proposed = propuso un cambio de quién puede leer:
audit-roster-dropped = descartó un cambio de quién puede leer:
audit-invitation-taken-back = retiró una invitación
audit-case-erased = borró un caso:
audit-passphrase-changed = cambió la frase de contraseña para entrar
audit-unlocking-changed = cambió la frase de contraseña para desbloquear
audit-authenticator-changed = configuró otro autenticador
audit-spare-codes-made = hizo nuevos códigos de reserva
audit-recovery-code-made = hizo un nuevo código de recuperación
audit-recovery-code-used = desbloqueó con el código de recuperación
audit-older = Líneas más antiguas

## Numbers

numbers-title = Cifras
numbers-lead = Cuántas denuncias hay y cómo están. Nada aquí señala un caso.
numbers-few-why = Menos de { $fewest } no se dicen, ni lo que las delataría.
numbers-weeks = Semana de llegada
numbers-count = Denuncias
numbers-few = pocas
numbers-before = Antes
numbers-told = En qué quedaron los casos de esta oficina
numbers-told-text = Las cifras públicas, solo de los casos de esta oficina, hechas una vez por cada periodo terminado. Guárdelas dentro de la oficina: comparadas con las cifras públicas, hablan de otras oficinas.
numbers-clock-overdue = Fuera de plazo
numbers-clock-soon = Vence en una semana
numbers-clock-later = Vence más tarde
numbers-clock-none = Sin plazo

## Ways to report

channels-title = Vías de denuncia
channels-lead = Cada vía de denuncia tiene sus preguntas, sus lectores y su promesa. La gente ve las que están abiertas.
desk-country = Dónde trabaja la oficina
desk-country-hint = Los días hábiles se cuentan según los fines de semana y festivos de este país.
channels-open = Abierta
channels-closed = Cerrada
channels-open-what = Abierta: se puede denunciar por esta vía
channels-add = Añadir una vía de denuncia
channels-questions = Las preguntas
channels-questions-what = Una por página, en este orden. Cuatro deben quedarse; todas las demás pueden quitarse o cambiar.
channels-required = Hay que responder; «no lo sé» cuenta
channels-conditional = Solo se hace tras ciertas respuestas
channels-earlier = Antes: { $question }
channels-later = Después: { $question }
channels-new-question = Una pregunta propia
channels-left-out = Ahora no se hacen
channels-put-back = Hacerla
channels-settings = Ajustes
channels-languages = Idiomas en que se ofrece
channels-own-language = Su propio idioma, que se muestra donde falta otro
channels-acknowledge = Ustedes dicen que llegó, en días
channels-answer = Ustedes responden, en días
channels-days-hint = De 1 a 60 días para decir que llegó, después 730 días como máximo.
channels-name = Nombre ({ $language })
channels-readers = Quién lo lee, en palabras sencillas ({ $language })
channels-readers-hint = Por esto decide la gente si se atreve a escribir.
channels-conflict = Otra persona cambió esto mientras tanto.
channels-conflict-what = Mírelo como está ahora y cámbielo de nuevo.
channels-kind = Tipo de respuesta
channels-question = Pregunta ({ $language })
channels-question-hint = Déjelo vacío para usar las palabras que vienen con Watchpost.
channels-hint = Ayuda debajo ({ $language })
channels-options = Respuestas para elegir ({ $language })
channels-options-hint = Una por línea, en el mismo orden en cada idioma. Solo para «una» y «varias».
channels-offered = Respuestas que se ofrecen
channels-only-if = Hacerla solo tras una respuesta a
channels-only-if-hint = Déjelo vacío para hacerla siempre.
channels-any-of = Qué respuestas
channels-remove = No hacer más esta pregunta
channels-remove-what = Las respuestas ya dadas se quedan en sus casos.
answer-kind-short = Una línea
answer-kind-long = Un texto más largo
answer-kind-one = Una de varias respuestas
answer-kind-many = Varias respuestas
answer-kind-when = Una fecha, tan exacta como se sepa
answer-kind-where = Un lugar

## Entering a report, joining two, letting others read

enter-title = Anotar una denuncia
enter-lead = Para alguien que llamó, escribió o vino. Haga las mismas preguntas; al final hay un código para esa persona.
enter-channel = Vía de denuncia
enter-how = ¿Cómo llegó?
enter-language = Idioma
enter-language-hint = El que habla con la persona.
case-give = Dejar leer a alguien
case-until = Hasta este día
case-give-do = Dejar leer
case-take = Terminar la lectura de alguien
case-take-do = Terminarla
case-merge = Unir con otro caso
case-merge-what = Si ambos tratan de la misma denuncia. Este se cierra y remite al otro.
case-merge-other = Referencia del otro caso
case-erase = Borrar el caso
case-erase-what = Todo desaparece para siempre: la denuncia, los archivos, los mensajes, las notas y el historial. Quien denunció ya no podrá volver con su código. El registro público queda entero, pero nadie podrá mostrar ya qué significaban sus entradas. Las copias de seguridad hechas antes de hoy aún contienen el caso hasta que se eliminen.
case-erase-reference = Escriba la referencia de este caso
case-erase-why = ¿Por qué se borra?
receipt-entered = Anota esto para otra persona. Léale el código o entrégueselo; no lo guarde.

## Looking at a file

preview = Mirar
preview-of = Mirar: { $name }
preview-back = Volver al caso
preview-none = Este archivo no se puede mirar aquí. Descárguelo y ábralo solo donde no pueda hacer daño.
preview-unreadable = Este archivo no se puede dibujar aquí: está dañado, protegido con contraseña o es de un tipo desconocido. Descárguelo y ábralo solo donde no pueda hacer daño.
preview-too-long = Este archivo es demasiado grande para mirarlo aquí. Descárguelo y ábralo solo donde no pueda hacer daño.
preview-not-held = Este servidor no puede mostrar imágenes y PDF sin peligro; por eso no lo hace. Diga a quien lo administra que `watchpost doctor` explica por qué. Mientras tanto, el archivo se puede descargar.
preview-page = Página { $page } de { $pages }
preview-close = Más grande, aparte
preview-drawn = Está dibujado de nuevo a partir del archivo: no lleva nada oculto y no puede hacer nada. Lo que se envió queda como estaba.

## Quién informó: entre dos

case-identity-two = El nombre y el contacto se abren entre dos: usted dice por qué y un colega da su acuerdo.
case-identity-ask = Pedirlo a un colega
case-identity-waits = Lo ha pedido. Un colega puede dar su acuerdo hasta el { $day }.
case-identity-agreed = { $name } está de acuerdo. Puede abrirlo hasta el { $day }.
case-identity-alone = Nadie más lee casos en esta mesa, así que nadie puede dar su acuerdo. Puede abrirlo a solas; el historial lo dice.
case-identity-asks = { $name } pide abrir quién informó
case-identity-agree = De acuerdo
case-identity-refuse = No estoy de acuerdo
case-identity-refuse-why = Por qué no
act-identity-asked = pidió abrir nombre y contacto
act-identity-agreed = dio su acuerdo para abrir nombre y contacto
act-identity-refused = no dio su acuerdo para abrir nombre y contacto
act-identity-handed = dio a otro custodio la clave de nombre y contacto
case-times = { $count ->
    [one] una vez
   *[other] { $count } veces
}
case-older = Anteriores
case-proof = Pruebas
case-proof-of = Prueba de la línea { $number }
case-proof-what = Una prueba contiene lo que se dijo en una línea, hasta donde usted lo lee, y muestra a cualquiera que está en el registro público. Nunca dice quién informó.
inbox-asked = Se pide su acuerdo
inbox-asked-count = Casos en los que un colega necesita su acuerdo para abrir quién informó: { $count }
inbox-asked-show = Mostrarlos
people-hand-on = Traspasar quién informó
people-hand-on-what = Casos en los que usted puede abrir quién informó y esta persona no: { $count }. También necesita las claves, o nadie las tendrá cuando usted se vaya.
people-hand-on-do = Darle las claves
case-not-yours = Usted no tiene la clave de lo que se dijo aquí; solo la tienen quienes leen para la mesa.

## El correo que dice que hay algo nuevo

mail-title = Correo
mail-lead = Un correo puede avisarle de que hay algo nuevo. Nunca dice qué, ni en qué caso. Quien lea su correo sabrá que usted trabaja aquí.
mail-none-here = De aquí no sale correo: quien administra la máquina no lo ha configurado.
mail-address = Su dirección de correo
mail-often = Con qué frecuencia
mail-off = Sin correo
often-hourly = Cada hora en que llegó algo
often-daily = Una vez al día
mail-at = A qué hora, si es una vez al día
mail-quiet-from = Silencio desde
mail-quiet-until = Silencio hasta
mail-zone = Su zona horaria
mail-zone-hint = Por ejemplo America/Bogota o Africa/Nairobi.
mail-subject = { $site }
mail-news = Hay algo nuevo para usted.
mail-hello = El correo de aquí llega desde ahora a esta dirección.
mail-where = Entre para verlo: { $address }
mail-no-more = Este correo no dice nada más, a propósito. Puede terminarlo en «Mi cuenta».

## Filtros, vistas guardadas y el mismo acto en varios casos

inbox-kind = Asunto
inbox-country = País
inbox-urgency = Urgencia
inbox-channel = Vía de informe
inbox-messages = Mensajes
inbox-news = Con algo nuevo
inbox-views = Vistas guardadas
inbox-view-name = Nombre para lo que se muestra
inbox-view-keep = Guardar esta vista
inbox-view-drop = Olvidar «{ $name }»
many-title = Hacer lo mismo con varios
many-lead = Marque los casos de arriba. Cada uno recibe su propia línea en su historial.
many-tick = Elegir
many-all = Los { $count } encontrados, no solo los marcados
many-assign = Darlos a esta persona
many-close = Cerrarlos
many-done = Hecho: { $done } de { $all }
many-running = En marcha: { $done } de { $all }. Vuelva a cargar la página para ver cuánto falta.
many-not-possible = No es posible en el estado del caso, o no le está permitido: { $count }
many-none-ticked = No se eligió nada
many-still-running = Aún se está haciendo otra cosa
many-wait = Espere a que termine y vuelva a intentarlo.
inbox-more = Más filtros
