# What went wrong. For forms: `problem-…`, beside the field. For pages: `err-…` says what happened, `rec-…` what to do.

## Forms

problem-title = Hay un problema
problem-summary = { $count ->
    [one] Por favor, revise una respuesta más abajo.
   *[other] Por favor, revise { $count } respuestas más abajo.
}
problem-kept = Lo que escribió sigue aquí.
problem-prefix = Error:

problem-required = Por favor, responda a esta pregunta.
problem-too-long = Es demasiado largo. Use como máximo { $max ->
    [one] 1 carácter
   *[other] { $max } caracteres
}.
problem-too-short = Es demasiado corto. Use al menos { $min ->
    [one] 1 carácter
   *[other] { $min } caracteres
}.
problem-not-an-option = Elija una de las respuestas de la lista.
problem-not-a-date = Este día no existe en el calendario. Escríbalo así: 23 11 2026.
problem-bad-characters = Hay signos que no podemos guardar. Por favor, escriba el texto de nuevo.
problem-unknown-question = Esta respuesta no corresponde a ninguna pregunta de este formulario.
problem-too-many = Son demasiados. Indique como máximo { $max }.
problem-needs-earlier = Depende de una pregunta que viene después. Póngala detrás de esa, o quite la condición.
problem-not-an-address = Esto no es una dirección de correo. Se parece a nombre@example.org.
problem-not-the-same = Los dos no son iguales. Por favor, escríbalos de nuevo.
problem-the-same = Los dos deben ser distintos. Por favor, cambie uno.
problem-taken = Ya está en uso. Por favor, elija otro.
problem-on-hold = Este caso se conserva para un tribunal o una autoridad. Antes hay que ponerle fin.
problem-read-by-more = Alguien lee ese caso y no lee todos estos. Restrínjalo primero, o abra uno nuevo.
problem-wrong-word = Esta no es la palabra que se muestra. Mírela otra vez y cópiela.
problem-wrong-group = Estos no son los números que se muestran. Mírelos otra vez y cópielos.
problem-skipped-and-typed = Usted dio aquí una respuesta y también pulsó un botón que la deja fuera. Pulse «Continuar» para guardar su respuesta, o ese botón una vez más para dejarla fuera.
problem-wrong-secret = No es correcto. Compruébelo e intente de nuevo.

## Pages

err-not-found = Esta página no está aquí
rec-not-found = Quizá la dirección está mal, o la página no está abierta para usted. Revise la dirección o vaya al inicio.
err-forbidden = Usted no puede hacer esto
rec-forbidden = Su función en esta mesa no lo permite. Si lo necesita para su trabajo, pídalo a quien supervisa.
err-signed-out = No ha iniciado sesión
rec-signed-out = Inicie sesión y volverá a esta página.
err-locked = Sus casos están bloqueados
rec-locked = Desbloquéelos con su frase secreta para leer esta página.
err-expired-form = Este formulario estuvo abierto demasiado tiempo
rec-expired-form = No se envió nada. Abra la página de nuevo y envíe el formulario otra vez.
err-over = Esta página ya no se guarda
rec-over = No se pudo aceptar un formulario, y la página que lo decía se guardó media hora, para el navegador que lo envió. Vuelva a donde estaba escribiendo, o empiece desde el inicio.
err-bad-request = No pudimos leer lo que se envió
rec-bad-request = No se guardó nada. Vuelva atrás, abra la página de nuevo e inténtelo otra vez.
err-too-large = Es demasiado grande
rec-too-large = Lo que acaba de enviar no se guardó; lo que envió antes, sí. Envíe un archivo más pequeño, o varios archivos uno por uno.
err-too-often = Demasiados intentos
rec-too-often = Espere unos minutos y vuelva a intentarlo.
err-conflict = Esto cambió mientras tanto
rec-conflict = El cambio viene de otra ventana o de otra persona. Lo que acaba de enviar no se guardó. Abra la página de nuevo, mire lo nuevo y decida otra vez.
err-disk-full = Por ahora no queda espacio aquí
rec-disk-full = Lo que acaba de enviar no se guardó; lo que envió antes, sí. Vuelva en unas horas. Si está en peligro, no espere: pida ayuda cerca de usted.
err-unavailable = Esto no funciona en este momento
rec-unavailable = Nada de lo que le confirmamos se ha perdido. Intente de nuevo en unos minutos.
err-slow = Esto tardó demasiado
rec-slow = Quizá la conexión es débil. Intente de nuevo, con menos archivos o más pequeños.
err-internal = Algo falló de nuestro lado
rec-internal = No es culpa suya. Intente más tarde. Si nos avisa, dé este número: { $number }.
err-method = Esta página no se usa de esa manera
rec-method = Vuelva atrás y use los botones de la página.
err-unsupported-type = No podemos recibir este tipo de contenido
rec-unsupported-type = Envíelo de otra forma, por ejemplo como imagen, PDF o texto simple.
