# The Code, paragraph by paragraph
# vocabulary: basis affected

code-title = El Código de Conducta
code-lead = Lo que el Código de Conducta Internacional pide a las empresas de seguridad privada, párrafo por párrafo, en palabras sencillas.
code-ours = Estas palabras son nuestras, para ayudarle a orientarse. El texto del Código no está aquí: lo que cuenta es lo que publica la Asociación.
code-text = Leer el texto allí (otro sitio)
code-edition = { $name }, desde el { $since }. Cómo lo sabemos: { $known }
code-tag = De qué trata
code-affects = A quién protege
code-basis = Cómo lo sabemos
code-citing = Cómo se cita aquí
code-cited = { $name }: { $code }
code-found = Párrafos encontrados: { $count }
code-others = Dónde hablan otros de lo mismo
code-others-none = No conocemos ninguno.
code-numbers = Casos terminados que lo tocan
code-numbers-none = Aún no se da ninguna cifra, o ninguna es bastante grande.
code-before = Anterior: { $number } · { $title }
code-after = Siguiente: { $number } · { $title }
code-when = Periodo
basis-seen = leído en el texto
basis-partly = leído en parte
basis-remembered = de memoria
basis-unsure = de memoria, por comprobar
affected-public = Quienes viven o trabajan cerca
affected-guards = Guardias y otras personas que trabajan para la empresa
affected-detainees = Personas retenidas
affected-clients = Clientes
affected-states = Estados
