# The register of consents of a case.
# vocabulary: consent-form

consents-title = Ce que la personne permet
consents-text = Chaque but pour lui-même. Ce qui n’est pas permis ici, personne ne le fait : le programme refuse et dit ce qui manque.
consents-allowed = Permis.
consents-not = Pas permis.
consents-here = Dit ici, en : { $language }
consents-told = { $form }, le { $day }
consents-explained = Expliqué par : { $who }
consents-to = À : { $who }
consents-until = Jusqu’au { $day }
consents-ended = Terminé le { $day }.
consents-shown = { $who } a été informé le { $on } et le voit encore.
consents-shut = { $who } a été informé le { $on } et n’en voit plus rien depuis le { $day }. Ce qui a été lu ou imprimé avant ne peut pas être repris.
consents-see = Le fichier qui le montre
consents-record = Noter ce que la personne vous a dit
consents-record-text = Seulement ce que la personne vous a dit elle-même, après l’avoir compris. Elle lit sur sa page ce que vous écrivez ici, et peut le retirer là.
consents-which = Que permet-elle ?
consents-form = Comment l’a-t-elle dit ?
consents-who-explained = Qui le lui a expliqué, et en quelle langue
consents-on = Quel jour
consents-whom = À qui, par son nom, si c’est pour quelqu’un en particulier
consents-until-when = Jusqu’à quand, si cela prend fin de soi-même
consents-evidence = Le fichier qui le montre, par exemple une photo du papier
consents-back = Noter ce que la personne retire
consents-back-text = Qui a été informé pour ce but n’en voit plus rien ensuite. Ce que vous écrivez ici n’efface rien : la personne le fait avec son code.
consents-which-back = Que retire-t-elle ?
consent-form-written = Par écrit
consent-form-thumbprint = Par empreinte du pouce
consent-form-audio = Enregistrement sonore
consent-form-witnessed = Dit devant témoin
consent-form-spoken = Dit au téléphone ou en personne
consent-by-desk = Le bureau l’a noté ({ $form }, { $day }). Si ce n’est pas vrai, retirez-le ici.
consent-until = Cela prend fin de soi-même après le { $day }.
