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
case-close = Cerrar el caso
case-close-reason = ¿Cómo terminó?
case-close-explanation = Explíquelo al equipo
case-reopen = Retomarlo
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
act-moved-on = cambió el estado
act-closed = cerró el caso
act-reopened = retomó el caso
act-assigned = dijo quién lo lleva
act-titled = cambió el título
act-access-given = dio acceso a alguien
act-access-taken = retiró un acceso
act-access-changed = cambió quién puede leerlo
act-stepped-aside = se apartó
act-merged-into = lo unió a otro
act-message-sent = escribió a quien informa
act-note-written = escribió una nota
act-private-note-written = escribió una nota privada
act-file-added = añadió un archivo
act-reporter-wrote = escribió un mensaje
act-reporter-sent-file = envió un archivo
act-consent-changed = cambió lo permitido
act-contact-stopped = pidió que no haya contacto
act-contact-allowed = permitió otra vez el contacto
act-withdrawn = retiró el informe
act-receipt-changed = cambió el código
