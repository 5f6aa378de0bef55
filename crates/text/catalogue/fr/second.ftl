second-title = Un second regard
second-text = Ici, certaines choses ne se font pas seul. Demandez, dites pourquoi, et quelqu’un d’autre regarde. L’accord vaut exactement pour ce que vous avez demandé, pour vous, et prend fin après quelques jours.
second-none = Personne n’attend de réponse.
second-ask = Demander à une seconde personne
second-asks = { $name } demande : { $act } – { $what }
second-thing = Quoi exactement
second-why = Pourquoi, pour la personne qui regarde
second-until = Jusqu’au { $day }
second-look = Regarder ce qui est dit
second-other-draft = quelque chose qui a été changé depuis
second-agree = Je suis d’accord
second-agreed = { $name } a donné son accord.
second-refuse = Je ne suis pas d’accord
second-refusal = Sinon : pourquoi
second-needed = Quelqu’un d’autre doit d’abord donner son accord : { $act }
second-who = Ces personnes le peuvent : { $names }. Demandez-le-leur à la page « Un second regard » du dossier.
second-nobody = Personne d’autre parmi ceux qui lisent ce dossier ne le peut. Faites-le lire à un chargé de dossiers ou au responsable.
act-second-asked = a demandé un second regard
act-second-agreed = a donné son accord, comme seconde personne, à
act-second-refused = n’a pas donné son accord, comme seconde personne, à
guarded-release = informer une entreprise
guarded-close = terminer le dossier
guarded-erase = supprimer le dossier pour toujours
guarded-give-out = remettre une copie
second-other-copy = une copie qui a changé depuis
inbox-words = Collègues qui attendent votre parole, avant quelque chose que personne ne fait seul : { $count }
second-count = { $count ->
    [0] personne n’attend de réponse
    [one] une demande attend une réponse
    *[other] { $count } demandes attendent une réponse
}
