# What the frame of every page says, beside the common words.

field-day = Día
field-month = Mes
field-year = Año
problem-link = { $label } – { $problem }
problem-unknown-word = Ningún recibo tiene la palabra número { $position }. Revísela, por favor.
problem-unknown-word-near = Ningún recibo tiene la palabra número { $position }. ¿Quería decir «{ $suggestion }»?
problem-receipt-mistyped = Una palabra, o un grupo de números, no es como en el recibo. Compárelos uno por uno, por favor.
problem-receipt-length = Hay muy pocas o demasiadas palabras o cifras. Escriba el recibo completo, por favor.
problem-unknown-receipt = No conocemos ningún informe con este recibo. Compare cada palabra, o cada grupo de números, por favor.
problem-empty-file = «{ $name }» está vacío y no se pudo guardar nada de él. Elíjalo otra vez, por favor, o elija otro archivo.
