# The register of consents of a case.
# vocabulary: consent-form

consents-title = Lo que permite la persona
consents-text = Cada fin por separado. Lo que aquí no se permite no lo hace nadie: el programa lo rechaza y dice qué falta.
consents-allowed = Permitido.
consents-not = No permitido.
consents-here = Lo dijo aquí, en: { $language }
consents-told = { $form }, el { $day }
consents-explained = Explicado por: { $who }
consents-to = A: { $who }
consents-until = Hasta el { $day }
consents-ended = Terminó el { $day }.
consents-shown = { $who } lo supo el { $on } y todavía lo ve.
consents-shut = { $who } lo supo el { $on } y ya no ve nada desde el { $day }. Lo que se leyó o imprimió antes no se puede retirar.
consents-see = El archivo que lo muestra
consents-record = Escribir lo que le dijo
consents-record-text = Solo lo que la persona le dijo ella misma, después de entenderlo. Lee en su página lo que usted escribe aquí, y allí puede retirarlo.
consents-which = ¿Qué permite?
consents-form = ¿Cómo lo dijo?
consents-who-explained = Quién se lo explicó, y en qué idioma
consents-on = Qué día
consents-whom = A quién, por su nombre, si es para alguien en particular
consents-until-when = Hasta cuándo, si termina por sí solo
consents-evidence = El archivo que lo muestra, por ejemplo una foto del papel
consents-back = Escribir lo que retira
consents-back-text = Quien lo supo para ese fin ya no ve nada de ello. Lo que escribe aquí no borra nada: la persona lo hace con su código.
consents-which-back = ¿Qué retira?
consent-form-written = Por escrito
consent-form-thumbprint = Con huella del pulgar
consent-form-audio = Grabado en audio
consent-form-witnessed = Dicho ante testigo
consent-form-spoken = Dicho por teléfono o en persona
consent-by-desk = La oficina lo escribió ({ $form }, { $day }). Si no es así, retírelo aquí.
consent-until = Termina por sí solo después del { $day }.
