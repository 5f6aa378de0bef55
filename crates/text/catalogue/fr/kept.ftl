# Combien de temps les signalements sont conservés une fois terminés.

kept-before = Durée de conservation après la fin, en mois : votre identité { $identity }, un signalement que nous n’avons pas pu prendre en charge { $early }, tout autre { $late }. Plus longtemps seulement si un tribunal ou une autorité en a besoin.
kept-until = Conservé jusqu’au
kept-identity-until = L’identité de la personne est conservée jusqu’au
kept-soon = Ceci sera effacé le { $day }
kept-soon-text = À partir de ce jour, votre code n’ouvre plus rien ici. Prenez votre copie avant, si vous pouvez la garder sans danger. Écrivez-nous s’il faut conserver plus longtemps.
kept-goes-identity = L’identité de la personne est effacée le { $day }
kept-goes-whole = Le dossier est effacé le { $day }
act-going-said = Ce qui sera effacé
act-identity-gone = L’identité de la personne a été effacée, comme le canal l’avait annoncé
line-going-said = Il a été annoncé ce qui sera effacé, et quand
line-identity-gone = Votre identité a été effacée
channels-kept-identity = Mois de conservation de l’identité après la fin
channels-kept-early = Mois de conservation d’un dossier non pris en charge
channels-kept-late = Mois de conservation de tout autre dossier
channels-kept-hint = De 1 à 600. Les gens le lisent avant de signaler, et cela vaut pour ce qui arrive ensuite. Tout effacement est annoncé 30 jours avant ; une mise en réserve l’arrête.
