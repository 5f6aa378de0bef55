# Pages that need no login: the front door, reporting, coming back with the receipt.

## Front door

home-title = ¿Cómo podemos ayudarle?
home-lead = ¿Usted u otras personas sufrieron un daño por guardias de seguridad privada? ¿Trabaja en una empresa de seguridad y vio algo grave? Aquí puede decirlo sin peligro.
home-safe-title = Cómo le protegemos
home-safe-account = No necesita cuenta ni nombre. Recibe un código, y con él vuelve.
home-safe-sealed = Lo que envía queda bajo llave al instante. Solo las personas que usted elige pueden abrirlo.
home-safe-choose = Usted decide qué se puede hacer con ello, y puede cambiar de opinión.
neutral-title = Horario de atención
neutral-text = Nuestra oficina abre de lunes a viernes, de 9 a 17 horas. Los días festivos está cerrada.

## What the service promises

about-title = Cómo le protegemos
about-lead = Esta página dice qué hacemos con un informe, y también lo que no podemos hacer.
about-readers-title = Quién lo lee
about-readers = Solo las personas de la organización que usted elige. Antes de escribir le decimos quiénes son. Su nombre y cómo llegar a usted se guardan bajo otra llave; menos personas pueden abrirlos, y cada vez deben decir por qué. Si un informe queda reservado a unas pocas personas nombradas y no se puede contactar a ninguna, quien dirige puede abrirlo en una emergencia; se avisa a todas antes de que se abra.
about-sealed-title = Qué queda bajo llave
about-sealed = Todo lo que escribe y cada archivo se cifra con fuerza en cuanto nos llega. Quien se lleve nuestros ordenadores no encuentra nada que pueda leer.
about-kept = No guardamos a la vista la dirección de su ordenador ni una fecha más exacta que la semana. Cuando vuelve a leer, no se anota nada.
about-limits-title = Lo que no podemos hacer
about-limits-server = En el momento en que envía, nuestro servidor ve lo que pasa por él y lo pone bajo llave. Si alguien controlara el servidor en secreto en ese momento, podría verlo.
about-limits-device = No podemos proteger un teléfono u ordenador que controla otra persona. Si puede, use uno que no sea suyo ni de su empleador, y borre después el historial.
about-limits-files = Una foto o un documento puede decir quién lo hizo, cuándo y dónde. Quienes leen su informe también lo ven.
about-proof-title = Cómo puede probarlo
about-proof = Todo lo que escribe, y todo lo que la oficina responde, deja una huella en una lista pública que nadie puede cambiar sin que se note. Con su código puede guardar pruebas: de lo que se escribió, y de que ya estaba allí. La huella no dice nada de usted. Una prueba contiene las palabras: muéstrela solo a personas de confianza.

## Beginning

report-start-title = Antes de empezar
report-start-lead = Responde una pregunta tras otra. Puede parar y seguir durante 24 horas, en este aparato.
report-start-required = Solo hacen falta cuatro respuestas: qué pasó, dónde, cuándo y cómo llegar a usted. «No lo sé» siempre es una respuesta.
report-start-sealed = Lo que envía queda bajo llave. Solo quienes elija abajo pueden abrirlo.
report-start-receipt = Antes de enviar recibe un código. Con él puede volver, leer la respuesta y escribir más.
report-start-device = No use un teléfono u ordenador de la empresa de la que se trata.
report-danger-title = ¿Hay alguien en peligro ahora?
report-danger = No nos espere. Póngase a salvo y llame al número de emergencia o a personas de confianza. Puede que nadie lea esto en algunos días.
report-channel = ¿Quién debe leerlo?
report-languages = Idiomas: { $languages }.
report-promise = Confirman que llegó en { $first ->
    [one] 1 día
   *[other] { $first } días
} y responden en { $full ->
    [one] 1 día
   *[other] { $full } días
}.
report-over-title = No hay nada que continuar
report-over = Lo que se empezó aquí ya se envió, se tiró o tiene más de 24 horas. Puede empezar de nuevo.
report-closed-title = Ahora mismo nadie puede recibir informes aquí
report-closed = Vuelva más tarde. Si no puede esperar, acuda a personas de confianza.
report-going-on = Ha empezado un informe en este aparato.
report-discard = Tirarlo

## Questions, one a page

report-progress = Pregunta { $number } de { $of }
report-skipped = Usted respondió: { $answer }
report-when-date = La fecha, hasta donde la sepa
report-when-date-hint = Puede dejar partes vacías: solo un año, o un mes y un año.
report-when-precision = ¿Qué tan exacta es?
report-country = País
report-district = Distrito
report-districts = Mostrar distritos
report-files-add = Añadir estos archivos
report-files-added = Añadidos hasta ahora
report-files-limits = Fotos, vídeos, grabaciones de voz, documentos: de todo tipo, hasta 2 GB cada uno. Quedan bajo llave según llegan.
file-too-large = «{ $name }» pasa de 2 GB y no se guardó.
file-no-room = Ahora no hay sitio para «{ $name }», y no se guardó. Envíelo otra vez en unas horas.
file-not-whole = «{ $name }» no llegó entero y no se guardó. Envíelo otra vez.
file-others-kept = Lo que escribió y los archivos que envió antes están guardados.
report-check-title = Revise sus respuestas
report-check-missing = Todavía hacen falta estas respuestas
report-check-unread = Lo que escribió está guardado, y hay algo que mirar otra vez.

## Receipt and sending

receipt-title = Guarde este código
receipt-lead = Es el único camino de vuelta a su informe. No podemos enviárselo otra vez.
receipt-or = El mismo código en números:
receipt-write = Escríbalo en papel o apréndalo de memoria. Parece un número de cliente.
receipt-lost = Si lo pierde, nadie puede abrir esta conversación por usted, ni siquiera nosotros.
receipt-hide = Guárdelo donde no miren las personas que teme. Una foto del código puede encontrarse en su teléfono.
receipt-type-word = Para saber que lo tiene: escriba la palabra número { $number }
receipt-type-group = Para saber que lo tiene: escriba el grupo de números número { $number }
report-send-title = Envíe su informe
report-send-lead = Va a: { $reader }. Una vez enviado no puede cambiarse aquí, pero siempre puede añadir más.
report-send-again = Si se corta la conexión, pulse el botón otra vez. Se envía una sola vez.
report-sent-title = Su informe ha llegado
report-sent-lead = Gracias. Ahora está bajo llave y pueden leerlo quienes usted eligió.
report-sent-reference = Número de referencia
report-sent-next = Vuelva con su código en unos días. Allí encontrará nuestra respuesta y podrá escribirnos. Nadie le llamará si usted no lo permitió.
report-sent-leave = Salir ahora
## Lo escrito no se pierde

kept-title = Lo que escribió
kept-copy = Aquí ya no se guarda. Cópielo ahora; en la página siguiente puede pegarlo.
kept-yours = Su respuesta
kept-old-form = No se envió nada. Lo que escribió sigue aquí: pulse el botón una vez más.
kept-try-later = Lo que escribió sigue aquí, y aún no se envió. Deje esta página abierta y pulse el botón otra vez en unos minutos.
kept-changed = Esto cambió en otra ventana. Lo que escribió sigue aquí: mírelo y pulse el botón una vez más.

## El nombre de la ventana donde el título diría demasiado

window-note = Para recordar
window-last = Último paso
window-done = Listo

## Coming back

follow-title = Sus mensajes
follow-lead = Con su código ve qué pasa, lee nuestras respuestas y nos escribe.
follow-receipt = Su código
follow-receipt-hint = Las nueve palabras o los 30 números. Los espacios y las mayúsculas no importan.
follow-lost = Si perdió el código, no podemos abrirlo por usted. Puede enviar un informe nuevo.
follow-over-title = Estas páginas se cerraron
follow-over = Se cierran solas cuando pasan 30 minutos sin hacer nada. Lo que había enviado está guardado. Escriba su código otra vez para continuar.
follow-over-act = Lo que pidió todavía no se ha hecho: escriba su código y volverá a ello.
follow-enter-again = Escribir el código otra vez
follow-acknowledge-by = Confirmamos que llegó antes del
follow-answer-by = Respondemos antes del
follow-stopped = Nos pidió que no le contactáramos. No lo hacemos.
follow-withdrawn = Usted retiró este informe.
follow-messages = Mensajes
follow-from-you = Usted
follow-from-desk = Nuestra respuesta
follow-write = Escríbanos
follow-files = Archivos
follow-files-add = Añadir archivos
follow-consent = ¿Qué podemos hacer con su informe?
follow-consent-until = Permitirlo solo hasta
follow-consent-until-hint = Todo lo marcado vale entonces hasta el final de ese día. Déjelo vacío para no cambiar ningún final.
follow-consent-open = Lo que podemos hacer con él
follow-safety = Si no está a salvo
follow-safety-text = Díganos que no le contactemos y nadie escribirá ni llamará. Aquí puede seguir leyendo y escribiendo.
follow-contact-stop = No estoy a salvo, no me contacten
follow-contact-again = Pueden contactarme de nuevo
follow-code-title = Alguien tiene mi código: obtener uno nuevo
follow-code-lead = Este es un código nuevo. Cuando haya escrito una parte de él, el viejo deja de servir al instante.
follow-code-take = Usar el código nuevo
follow-end-title = Retirar el informe
follow-end-lead = Dejamos de trabajar en él y no lo pasamos a nadie más. Lo que ya se pasó no puede recogerse en todas partes.
follow-end-kept = Guardamos que hubo un informe y qué se hizo con él, para que nadie pueda decir que nunca existió. Sigue bajo llave.
follow-end-final = Es definitivo: no se puede deshacer.
follow-end-still = Usted puede seguir leyendo aquí, escribirnos y enviar archivos.
follow-end-free = Lo decido libremente: retirarlo
follow-end-pressed = Alguien me obliga: retirarlo
follow-proof = Pruebas de lo que se dijo
follow-proof-text = Guarde la prueba de cualquiera de estas líneas. Quien la tenga puede comprobar con la lista pública qué se dijo, y que ya estaba allí. Contiene las palabras, y nunca la parte con su nombre y contacto. Muéstrela solo a personas de confianza.
follow-proof-later = Su informe estará en la lista pública en unos minutos. Vuelva entonces.
## vocabulary: line
line-report-received = Su informe
line-stepped = El estado cambió
line-sheet-filled = Se rellenó una ficha
line-linked = Se abrió un caso urgente
follow-linked = Lo que dijo de las represalias se trata aparte, con urgencia.
follow-go-linked = Verlo: { $reference }
follow-is-linked = Aquí se trata de las represalias. Su primer informe sigue aparte.
follow-first = Volver al primer informe
sheet-filled = { $who }, { $day }
sheet-why = Por qué: { $question }
paragraphs-title = Párrafos del Código
paragraphs-hint = Los que tocarían los hechos, si son ciertos. No se dice que se infringió el Código.
paragraphs-ticked = Marcados
paragraphs-look = Buscar un párrafo
paragraphs-find = Un número, o palabras
paragraphs-find-hint = En los títulos, los resúmenes y los temas. Lo marcado queda marcado.
paragraphs-edition = Qué texto del Código valía entonces
made-from = Propuesto a partir de
version-profile = Lo que se sabe de este país: { $country }
version-shipped = { $what }, número { $number }, en uso desde el { $since } (vino con el programa)
version-own = { $what }, número { $number }, en uso desde el { $since }
line-message-sent = La oficina escribió
line-file-added = La oficina añadió un archivo
line-reporter-wrote = Usted escribió
line-reporter-sent-file = Usted envió un archivo
line-consent-changed = Usted cambió lo que permite
line-contact-stopped = Se detuvo el contacto con usted
line-contact-allowed = Usted volvió a permitir el contacto
line-withdrawn = Usted retiró el informe
line-receipt-changed = Usted cambió su código
follow-steps = Lo que puede hacer ahora
follow-step-text = Cuéntenoslo con sus palabras
follow-step-how = ¿Cómo es?
follow-due = Próximo plazo
follow-close = Cerrar y olvidar el código en este aparato

## The API

api-title = Para programas
api-lead = Los programas pueden enviar denuncias y hacerles seguimiento, por HTTPS y en JSON. No hace falta ninguna clave.
api-document = La descripción que leen los programas (OpenAPI 3.1)
api-call = Llamada
api-does = Qué hace
api-example = La denuncia más pequeña

## The public log

log-lead = Este registro prueba qué se dijo y cuándo, y no dice a nadie qué fue.
log-what = Cada denuncia, respuesta y decisión deja aquí una línea: un número del que nada se puede saber. Quien tiene una denuncia puede probar qué se dijo y que su línea está en el registro. Nadie puede quitar ni cambiar una línea sin que se vea.
log-size = Líneas
log-key = Clave del registro
log-checkpoint = Último punto de control
log-keep = Guarde una copia. Si el registro dijera alguna vez otra cosa, su copia lo prueba.
log-follows = El registro anterior
log-follows-why = Ese registro había dicho más de lo que pudo restaurarse tras una pérdida, por eso terminó. Este empieza por nombrar lo último que se conoce de él y contiene todo lo que se restauró.
log-check = Compruébelo usted
log-check-how = Cualquiera puede leer el registro entero y calcularlo de nuevo. Este programa lo hace:

## The procedure

procedure-title = Cómo avanza un informe
procedure-lead = Dónde puede estar un informe, qué lo hace avanzar, quién puede hacerlo y en qué plazo. Nada más lo mueve.
procedure-drawn = El procedimiento, dibujado
procedure-drawn-text = La tabla de abajo dice lo mismo con palabras.
procedure-state = Dónde está
procedure-when = Plazo
procedure-on = Qué lo hace avanzar
procedure-anywhere = Desde cualquier punto intermedio
procedure-back = de vuelta a donde estaba
procedure-gone = no se guarda nada
procedure-beside = Qué más puede ocurrir
procedure-begun = Lo dice
procedure-ended = Lo termina
procedure-clocks = Plazos
procedure-stand = parados
procedure-run = siguen
procedure-asked = Lo que hay que averiguar
procedure-ends = Cómo puede terminar
procedure-version = Versión { $version }
procedure-urgent = { $time } si es urgente
procedure-for = { $what }: { $time }
procedure-longer = { $time }, prorrogable una vez
procedure-days = { $days ->
    [one] 1 día
   *[other] { $days } días
}
procedure-working-days = { $days ->
    [one] 1 día hábil
   *[other] { $days } días hábiles
}
procedure-hours = { $hours ->
    [one] 1 hora
   *[other] { $hours } horas
}

## Numbers for the public
## vocabulary: counted-by counted-track counted-answer counted-remedy counted-kept

statistics-title = Nuestras cifras
statistics-lead = Cuántos casos llegaron, de dónde, sobre qué y cómo acabaron. Las cifras se hacen con los propios casos, de modo que por ellas no se puede encontrar a nadie.
statistics-none = Todavía no hay cifras
statistics-none-text = Se hacen para un periodo entero, cuando ha terminado y está asentado, y después no cambian. Esto es lo que se contará:
statistics-received = Casos que llegaron: { $period }
statistics-ended = Casos cerrados: { $period }
statistics-total = Casos: { $count }
statistics-total-held = Casos: menos que { $least }, o ninguno. De este tiempo no se da a conocer nada más.
statistics-made = Hecho tras el fin de este periodo: { $quarter }; ya no cambia. Los números menores de { $least } están reservados.
statistics-counts = Lo que se cuenta:
statistics-leaves-out = Lo que no:
statistics-definition = Definición { $version }, desde el { $day }
statistics-cases = Casos
statistics-all = Todos
statistics-held-back = reservado
statistics-rest = Todo lo que no se da por separado
statistics-share = { $value }: { $percent } %. Casos en total: { $total }
statistics-nothing = Ningún número es lo bastante grande para darlo a conocer.
statistics-older = Los periodos anteriores están en los archivos de abajo.
statistics-data = Lo mismo para programas
statistics-csv = Para una hoja de cálculo (CSV)
statistics-json = Con todas las definiciones (JSON)
counted-quarter = { $number ->
    [1] 1.er trimestre de { $year }
    [2] 2.º trimestre de { $year }
    [3] 3.er trimestre de { $year }
   *[other] 4.º trimestre de { $year }
}
counted-period = { $first } a { $last }
counted-paragraph = Párrafo { $number }
counted-not-told = No indicado
counted-by-quarter = Trimestre
counted-by-country = País
counted-by-kind = Tipo de daño
counted-by-paragraph = Párrafo del Código
counted-by-track = Fin
counted-by-route = Vía
counted-by-first-answer = Primera respuesta
counted-by-outcome = Cómo acabó
counted-by-remedy = Reparación
counted-track-harm = Reparar un daño
counted-track-evidence-only = Solo prueba para la supervisión
counted-answer-within-a-week = En 7 días
counted-answer-within-thirty-days = En 30 días
counted-answer-later = Más tarde
counted-answer-none = Todavía no
counted-remedy-confirmed = Confirmada por la persona dañada
counted-remedy-not-confirmed = No confirmada
statistics-due = Casos con algo prometido para un día de este tiempo: { $period }
counted-by-promised = Qué se prometió
counted-by-kept = Cómo se cumplió
counted-several = Varias formas
counted-kept-not-kept = No cumplido
counted-kept-partly = Cumplido en parte
counted-kept-said = Dado por hecho, nadie más lo vio
counted-kept-late = Cumplido después de su día
counted-kept-seen = Cumplido a tiempo, visto por otra persona
counted-kept-confirmed = Cumplido a tiempo, confirmado por las personas
