second-title = Un segundo par de ojos
second-text = Aquí hay cosas que no hace una sola persona. Pida, diga por qué, y otra persona mira. El acuerdo vale exactamente para lo que pidió, para usted, y termina a los pocos días.
second-none = Nadie espera una respuesta.
second-ask = Pedir a una segunda persona
second-asks = { $name } pide: { $act } – { $what }
second-thing = Qué exactamente
second-why = Por qué, para quien mira
second-until = Hasta el { $day }
second-look = Mirar lo que se dice
second-other-draft = algo que se cambió desde entonces
second-agree = Estoy de acuerdo
second-agreed = { $name } estuvo de acuerdo.
second-refuse = No estoy de acuerdo
second-refusal = Si no: por qué
second-needed = Otra persona tiene que estar de acuerdo antes: { $act }
second-who = Pueden: { $names }. Pídaselo en la página «Un segundo par de ojos» del caso.
second-nobody = Nadie más de quienes leen este caso puede. Deje que lo lea un encargado o el responsable.
act-second-asked = pidió un segundo par de ojos
act-second-agreed = estuvo de acuerdo, como segunda persona, con
act-second-refused = no estuvo de acuerdo, como segunda persona, con
guarded-release = informar a una empresa
guarded-close = terminar el caso
guarded-erase = eliminar el caso para siempre
guarded-give-out = entregar una copia
second-other-copy = una copia que cambió desde entonces
inbox-words = Colegas que esperan su palabra, antes de algo que nadie hace a solas: { $count }
second-count = { $count ->
    [0] nadie espera una respuesta
    [one] una petición espera respuesta
    *[other] { $count } peticiones esperan respuesta
}
