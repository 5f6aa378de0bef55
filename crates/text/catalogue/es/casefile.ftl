# El expediente de un caso: qué sale de él, para quién, y cómo se imprime.

act-take-out-prepared = escribió lo que debe salir
act-taken-out = entregó una copia de partes elegidas
act-printed = lo abrió todo para imprimirlo
line-taken-out = Se entregó a alguien una copia de partes elegidas
problem-not-a-recipient = Esto no es un destinatario de age. Empieza por age1 y se copia entero, sin espacios dentro.
takeout-part-answer = Respuestas del informe
takeout-part-message = Mensajes
takeout-part-file = Archivos
takeout-part-sheet = Hojas de trabajo
takeout-part-why = Por qué se decidió
takeout-part-line = Líneas del historial
takeout-open = Entregar una copia
takeout-text = Elija lo que sale, pieza por pieza. Todavía no sale nada: primero usted lo lee como lo leerá quien lo reciba.
takeout-identity = Quién informó y cómo contactarle no está en ninguna copia que se hace aquí, permita lo que permita. Los nombres en los textos solo se quitan si usted los escribe abajo.
takeout-allowed = La persona permite: { $purposes }
takeout-allowed-none = La persona no permite ninguno de los fines para los que puede salir una copia. No puede salir nada.
takeout-purpose = ¿Para qué es?
takeout-to = ¿Quién la recibe?
takeout-to-hint = El tribunal, la oficina o la organización, y la persona allí. Quien informó lee esta línea.
takeout-recipient = Su destinatario de age
takeout-recipient-hint = Lo hace con age-keygen y se lo da por una vía de confianza, mejor leído por teléfono. Solo esa persona puede abrir la copia.
takeout-names = Nombres que aparecen. ¿Cuáles se quitan?
takeout-words = Otras palabras que se quitan, un nombre o una frase por línea
takeout-words-hint = Cada una se quita donde esté como palabra entera, en mayúsculas o minúsculas. Otras grafías necesitan sus propias líneas.
takeout-next = Como lo leerán
takeout-look = Como lo leerá quien la recibe
takeout-look-text = Preparado para { $to }, y aún no entregado. Fin: { $purpose }
takeout-look-words = Mire primero estas palabras: pueden mostrar quién informó. La lista encuentra de más, y nunca todo.
takeout-files = Los archivos salen como llegaron. Dentro no se quita nada, y pueden tener nombres, lugares y caras: mire cada uno.
takeout-give = Entregar la copia
takeout-give-text = Usted recibe un archivo que solo el destinatario puede abrir. Que salió, para quién y para qué queda en el historial antes de salir, y quien informó también lo lee. Lo que salió no se puede recuperar.
takeout-change = Cambiarlo
takeout-nothing = No hay nada preparado para salir.
takeout-changed = Mientras tanto se preparó otra cosa. Mírelo de nuevo.
takeout-before = Copias entregadas
takeout-line = { $day }, a { $to }. Fin: { $purpose }
takeout-print = Todo en una página, para imprimir
print-title = Caso { $reference }
print-text = Todo lo que usted puede leer del caso, salvo quién informó, lo que una sola persona escribió para sí y lo que respondieron las empresas. Lo impreso queda a la vista: guárdelo bajo llave.
print-consents = Lo que la persona permite
print-shared = Lo que se dijo a empresas
copy-title = Caso { $reference }: partes elegidas
copy-for = Hecho para { $to }. Fin: { $purpose }
copy-identity = Quién informó no está en esta copia.
copy-left-out =
    { $count ->
        [0] No se dejó fuera nada de lo que se podía elegir.
        [one] { $count } pieza del caso no está en esta copia.
       *[other] { $count } piezas del caso no están en esta copia.
    }
copy-redacted =
    { $count ->
        [0] No se quitaron palabras.
        [one] Se quitaron palabras en { $count } lugar. Allí está […].
       *[other] Se quitaron palabras en { $count } lugares. Allí está […].
    }
copy-unproven =
    { $count ->
        [0] Cada línea del historial que contiene tiene su prueba en la carpeta proofs.
        [one] { $count } línea del historial no tiene prueba: espera su lugar en el registro público, o dice lo que se quitó.
       *[other] { $count } líneas del historial no tienen prueba: esperan su lugar en el registro público, o dicen lo que se quitó.
    }
copy-files = Los archivos están como llegaron: dentro no se quitó nada.
copy-file = { $size } · SHA-256 { $hash }
readme-open = El archivo que recibió es un archivo age con un zip dentro. Si lee esto, ya lo abrió:
readme-page = Abra index.html en cualquier navegador. No necesita red y no ejecuta nada. case.pdf, si está, es lo mismo para papel; case.json, para programas.
readme-check = Para ver que no falta nada y que nada se cambió:
readme-proofs = Cada archivo de la carpeta proofs muestra que una línea del historial está en el registro público. Con la clave del registro, que la instalación publica en /log/key:
follow-copies = Copias entregadas
follow-copies-text = Usted lo permitió. Lo entregado no se puede recuperar; lo que ya no permite no se entrega a nadie más.
own-copy-title = Todo lo que se guarda sobre este informe
own-copy-open = Llevarse una copia de todo lo que se guarda sobre este informe
own-copy-text = Recibe un archivo, un zip. Contiene sus respuestas, su nombre si lo dio, todos los mensajes y archivos, lo que permitió, a quién se dijo qué, y pruebas. Quien tenga el archivo puede leerlo: no lo guarde en un teléfono o una computadora que otros miran. Las notas del equipo no están.
own-copy-take = Llevarse la copia
own-copy-careful = Quien tenga este archivo puede leerlo. Guárdelo donde nadie más lo encuentre.
own-copy-not = Las notas del equipo no están en él.
own-copy-identity = Su nombre y cómo contactarle
own-copy-consents = Lo que usted permite
takeout-part-promise = Lo que se prometió
