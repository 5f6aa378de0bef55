# Pages that need no login: the front door, reporting, coming back with the receipt.

## Front door

home-title = Comment pouvons-nous vous aider ?
home-lead = Vous ou d’autres avez subi un tort de la part d’agents de sécurité privée ? Vous travaillez pour une société de sécurité et avez vu quelque chose de grave ? Vous pouvez le dire ici, en sécurité.
home-safe-title = Comment nous vous protégeons
home-safe-account = Vous n’avez besoin ni de compte ni de nom. Vous recevez un code, et avec lui vous revenez.
home-safe-sealed = Ce que vous envoyez est aussitôt mis sous clé. Seules les personnes que vous choisissez peuvent l’ouvrir.
home-safe-choose = Vous décidez de ce qui peut en être fait, et vous pouvez changer d’avis.
neutral-title = Heures d’ouverture
neutral-text = Notre bureau est ouvert du lundi au vendredi, de 9 h à 17 h. Il est fermé les jours fériés.

## What the service promises

about-title = Comment nous vous protégeons
about-lead = Cette page dit ce que nous faisons d’un signalement, et aussi ce que nous ne pouvons pas faire.
about-readers-title = Qui le lit
about-readers = Seulement les personnes de l’organisation que vous choisissez. Avant que vous écriviez, nous vous disons qui elles sont. Votre nom et la façon de vous joindre sont mis sous clé à part ; moins de personnes peuvent les ouvrir, et elles doivent chaque fois dire pourquoi. Si un signalement est réservé à quelques personnes nommées et qu’aucune n’est joignable, la personne qui dirige peut l’ouvrir en urgence ; toutes sont averties avant qu’il s’ouvre.
about-sealed-title = Ce qui est sous clé
about-sealed = Tout ce que vous tapez et chaque fichier est chiffré solidement dès qu’il nous parvient. Qui prend nos ordinateurs n’y trouve rien de lisible.
about-kept = Nous ne gardons en clair ni l’adresse de votre ordinateur ni de date plus précise que la semaine. Quand vous revenez lire, rien n’est noté.
about-limits-title = Ce que nous ne pouvons pas faire
about-limits-server = Au moment où vous envoyez, notre serveur voit ce qui passe et le met sous clé. Si quelqu’un contrôlait le serveur en secret à ce moment-là, il pourrait le voir.
about-limits-device = Nous ne pouvons pas protéger un téléphone ou un ordinateur contrôlé par quelqu’un d’autre. Si possible, utilisez un appareil qui n’est ni à vous ni à votre employeur, et effacez ensuite son historique.
about-limits-files = Une photo ou un document peut dire qui l’a fait, quand et où. Les personnes qui lisent votre signalement le voient aussi.
about-proof-title = Comment vous pouvez le prouver
about-proof = Tout ce que vous écrivez, et tout ce que le bureau répond, laisse une empreinte dans une liste publique que personne ne peut modifier sans que cela se voie. Avec votre code, vous pouvez enregistrer des preuves : de ce qui a été écrit, et que cela y était à ce moment-là. L’empreinte ne dit rien de vous. Une preuve contient les mots : ne la montrez qu’à des personnes de confiance.

## Beginning

report-start-title = Avant de commencer
report-start-lead = Vous répondez à une question après l’autre. Vous pouvez vous arrêter et continuer pendant 24 heures, sur cet appareil.
report-start-required = Quatre réponses seulement sont nécessaires : ce qui s’est passé, où, quand, et comment vous joindre. « Je ne sais pas » est toujours une réponse.
report-start-sealed = Ce que vous envoyez est mis sous clé. Seuls ceux que vous choisissez ci-dessous peuvent l’ouvrir.
report-start-receipt = Avant d’envoyer, vous recevez un code. Avec lui vous pouvez revenir, lire la réponse et écrire encore.
report-start-device = N’utilisez pas un téléphone ou un ordinateur de la société en cause.
report-danger-title = Quelqu’un est-il en danger maintenant ?
report-danger = Ne nous attendez pas. Mettez-vous à l’abri et appelez le numéro d’urgence ou des personnes de confiance. Il se peut que personne ne lise ceci avant quelques jours.
report-channel = Qui doit le lire ?
report-languages = Langues : { $languages }.
report-promise = Ils confirment l’arrivée sous { $first ->
    [one] { $first } jour
   *[other] { $first } jours
} et répondent sous { $full ->
    [one] { $full } jour
   *[other] { $full } jours
}.
report-over-title = Il n’y a rien à continuer
report-over = Ce qui avait été commencé ici a été envoyé, jeté, ou a plus de 24 heures. Vous pouvez recommencer.
report-closed-title = Personne ne peut recevoir de signalement ici pour le moment
report-closed = Revenez plus tard. Si vous ne pouvez pas attendre, adressez-vous à des personnes de confiance.
report-going-on = Vous avez commencé un signalement sur cet appareil.
report-discard = Le jeter

## Questions, one a page

report-progress = Question { $number } sur { $of }
report-skipped = Vous avez répondu : { $answer }
report-when-date = La date, autant que vous la connaissez
report-when-date-hint = Vous pouvez laisser des parties vides : seulement une année, ou un mois et une année.
report-when-precision = Est-ce exact ?
report-country = Pays
report-district = District
report-districts = Montrer les districts
report-files-add = Ajouter ces fichiers
report-files-added = Déjà ajoutés
report-files-limits = Photos, vidéos, enregistrements de voix, documents : de toute sorte, jusqu’à 2 Go chacun. Ils sont mis sous clé dès leur arrivée.
file-too-large = « { $name } » dépasse 2 Go et n’a pas été gardé.
file-no-room = Il n’y a pas de place pour « { $name } » pour le moment, il n’a pas été gardé. Envoyez-le à nouveau dans quelques heures.
file-not-whole = « { $name } » n’est pas arrivé entier et n’a pas été gardé. Envoyez-le à nouveau.
file-others-kept = Ce que vous avez écrit et les fichiers envoyés avant lui sont gardés.
report-check-title = Vérifiez vos réponses
report-check-missing = Ces réponses sont encore nécessaires
report-check-unread = Ce que vous avez tapé est gardé, et quelque chose y est à revoir.

## Receipt and sending

receipt-title = Gardez ce code
receipt-lead = C’est le seul chemin vers votre signalement. Nous ne pouvons pas vous l’envoyer de nouveau.
receipt-or = Le même code en chiffres :
receipt-write = Écrivez-le sur papier ou apprenez-le par cœur. Il ressemble à un numéro de client.
receipt-lost = Si vous le perdez, personne ne peut ouvrir cette conversation pour vous, pas même nous.
receipt-hide = Gardez-le là où ceux que vous craignez ne regardent pas. Une photo du code peut être trouvée sur votre téléphone.
receipt-type-word = Pour être sûr de l’avoir : tapez le mot numéro { $number }
receipt-type-group = Pour être sûr de l’avoir : tapez le groupe de chiffres numéro { $number }
report-send-title = Envoyez votre signalement
report-send-lead = Il va à : { $reader }. Une fois envoyé, il ne peut plus être changé ici, mais vous pouvez toujours le compléter.
report-send-again = Si la connexion se coupe, appuyez de nouveau sur le bouton. Il n’est envoyé qu’une fois.
report-sent-title = Votre signalement est arrivé
report-sent-lead = Merci. Il est maintenant sous clé, et ceux que vous avez choisis peuvent le lire.
report-sent-reference = Numéro de référence
report-sent-next = Revenez avec votre code dans quelques jours. Vous y trouverez notre réponse et pourrez nous écrire. Personne ne vous appellera sans votre accord.
report-sent-leave = Quitter maintenant
## Ce qui a été tapé n’est pas perdu

kept-title = Ce que vous avez tapé
kept-copy = Ce n’est plus gardé ici. Copiez-le maintenant ; sur la page suivante vous pourrez le coller.
kept-yours = Votre réponse
kept-old-form = Rien n’a été envoyé. Ce que vous avez tapé est encore là : appuyez encore une fois sur le bouton.
kept-try-later = Ce que vous avez tapé est encore là, et pas encore envoyé. Laissez cette page ouverte et appuyez à nouveau sur le bouton dans quelques minutes.
kept-changed = Ceci a changé dans une autre fenêtre. Ce que vous avez tapé est encore là : regardez-le, puis appuyez encore une fois sur le bouton.

## Le nom de la fenêtre là où le titre en dirait trop

window-note = À noter
window-last = Dernière étape
window-done = Terminé

## Coming back

follow-title = Vos messages
follow-lead = Avec votre code, vous voyez ce qui se passe, lisez nos réponses et nous écrivez.
follow-receipt = Votre code
follow-receipt-hint = Les neuf mots, ou les 30 chiffres. Espaces et majuscules ne comptent pas.
follow-lost = Si vous avez perdu le code, nous ne pouvons pas l’ouvrir pour vous. Vous pouvez envoyer un nouveau signalement.
follow-over-title = Ces pages se sont fermées
follow-over = Elles se ferment d’elles-mêmes après 30 minutes sans rien faire. Ce que vous aviez envoyé est gardé. Entrez à nouveau votre code pour continuer.
follow-over-act = Ce que vous demandiez n’a pas encore été fait : entrez votre code, et vous y reviendrez.
follow-enter-again = Entrer à nouveau le code
follow-acknowledge-by = Nous confirmons l’arrivée avant le
follow-answer-by = Nous répondons avant le
follow-stopped = Vous nous avez demandé de ne pas vous contacter. Nous ne le faisons pas.
follow-withdrawn = Vous avez retiré ce signalement.
follow-messages = Messages
follow-from-you = Vous
follow-from-desk = Notre réponse
follow-write = Écrivez-nous
follow-files = Fichiers
follow-files-add = Ajouter des fichiers
follow-consent = Que pouvons-nous faire de votre signalement ?
follow-consent-until = Le permettre seulement jusqu’au
follow-consent-until-hint = Tout ce qui est coché vaut alors jusqu’à la fin de ce jour. Laissez vide pour ne changer aucune fin.
follow-consent-open = Ce que nous pouvons en faire
follow-safety = Si vous n’êtes pas en sécurité
follow-safety-text = Dites-nous de ne pas vous contacter, et personne n’écrira ni n’appellera. Vous pouvez toujours lire et écrire ici.
follow-contact-stop = Je ne suis pas en sécurité, ne me contactez pas
follow-contact-again = Vous pouvez de nouveau me contacter
follow-code-title = Quelqu’un a mon code : en obtenir un nouveau
follow-code-lead = Voici un nouveau code. Quand vous en aurez retapé une partie, l’ancien cessera aussitôt de marcher.
follow-code-take = Utiliser le nouveau code
follow-end-title = Retirer le signalement
follow-end-lead = Nous cessons d’y travailler et ne le transmettons à personne d’autre. Ce qui a déjà été transmis ne peut pas être rappelé partout.
follow-end-kept = Nous gardons qu’il y a eu un signalement et ce qui en a été fait, pour que personne ne puisse dire qu’il n’a jamais existé. Il reste sous clé.
follow-end-final = C’est définitif : on ne peut pas revenir en arrière.
follow-end-still = Vous pouvez toujours lire ici, nous écrire et envoyer des fichiers.
follow-end-free = Je le décide librement : le retirer
follow-end-pressed = On m’y force : le retirer
follow-proof = Preuves de ce qui a été dit
follow-proof-text = Enregistrez la preuve de l’une de ces lignes. Qui la possède peut vérifier avec la liste publique ce qui a été dit, et que cela y était à ce moment-là. Elle contient les mots, jamais la partie avec votre nom et vos coordonnées. Ne la montrez qu’à des personnes de confiance.
follow-proof-later = Votre signalement sera dans la liste publique dans quelques minutes. Revenez alors.
## vocabulary: line
line-report-received = Votre signalement
line-stepped = L’état a changé
line-sheet-filled = Une fiche a été remplie
line-linked = Un dossier urgent a été ouvert
follow-linked = Ce que vous avez dit des représailles est traité à part, en urgence.
follow-go-linked = Le voir : { $reference }
follow-is-linked = Il s’agit ici des représailles. Votre premier signalement continue à côté.
follow-first = Retour au premier signalement
sheet-filled = { $who }, { $day }
sheet-why = Pourquoi : { $question }
paragraphs-title = Paragraphes du Code
paragraphs-hint = Ceux que les faits concerneraient, s’ils sont vrais. Cela ne dit pas que le Code a été enfreint.
paragraphs-ticked = Cochés
paragraphs-look = Chercher un paragraphe
paragraphs-find = Un numéro, ou des mots
paragraphs-find-hint = Dans les titres, les résumés et les sujets. Ce qui est coché le reste.
paragraphs-edition = Quel texte du Code valait alors
made-from = Proposé à partir de
version-profile = Ce que l’on sait de ce pays : { $country }
version-shipped = { $what }, numéro { $number }, en service depuis le { $since } (fourni avec le programme)
version-own = { $what }, numéro { $number }, en service depuis le { $since }
line-message-sent = Le bureau a écrit
line-file-added = Le bureau a ajouté un fichier
line-reporter-wrote = Vous avez écrit
line-reporter-sent-file = Vous avez envoyé un fichier
line-consent-changed = Vous avez changé ce que vous permettez
line-contact-stopped = Le contact avec vous a été arrêté
line-contact-allowed = Vous avez permis à nouveau le contact
line-withdrawn = Vous avez retiré le signalement
line-receipt-changed = Vous avez changé votre code
follow-steps = Ce que vous pouvez faire maintenant
follow-step-text = Dites-le-nous avec vos mots
follow-step-how = Qu’en est-il ?
follow-due = Prochaine échéance
follow-close = Fermer et oublier le code sur cet appareil

## The API

api-title = Pour les programmes
api-lead = Des programmes peuvent envoyer des signalements et les suivre, par HTTPS et en JSON. Aucune clé n’est nécessaire.
api-document = La description que lisent les programmes (OpenAPI 3.1)
api-call = Appel
api-does = Ce qu’il fait
api-example = Le plus petit signalement

## The public log

log-lead = Ce journal prouve ce qui a été dit et quand, sans dire à personne ce que c’était.
log-what = Chaque signalement, réponse et décision laisse ici une ligne : un nombre dont on ne peut rien apprendre. Qui détient un signalement peut prouver ce qui a été dit et que sa ligne est dans le journal. Personne ne peut retirer ou changer une ligne sans que cela se voie.
log-size = Lignes
log-key = Clé du journal
log-checkpoint = Dernier point de contrôle
log-keep = Gardez-en une copie. Si le journal disait un jour autre chose, votre copie le prouverait.
log-follows = Le journal d’avant
log-follows-why = Ce journal en avait dit plus que ce qui a pu être restauré après une perte ; il a donc pris fin. Celui-ci commence par nommer la dernière chose connue de l’ancien et contient tout ce qui a été restauré.
log-check = Vérifiez vous-même
log-check-how = Tout le monde peut lire le journal entier et le recalculer. Ce programme le fait :

## The procedure

procedure-title = Comment un signalement avance
procedure-lead = Où un signalement peut se trouver, ce qui le fait avancer, qui peut le faire, et dans quel délai. Rien d’autre ne le déplace.
procedure-drawn = La procédure, dessinée
procedure-drawn-text = Le tableau ci-dessous dit la même chose en mots.
procedure-state = Où il se trouve
procedure-when = Délai
procedure-on = Ce qui fait avancer
procedure-anywhere = De partout entre les deux
procedure-back = retour là où il était
procedure-gone = rien n’est gardé
procedure-beside = Ce qui peut aussi être le cas
procedure-begun = Dit par
procedure-ended = Levé par
procedure-clocks = Délais
procedure-stand = arrêtés
procedure-run = continuent
procedure-asked = Ce qu’il faut établir
procedure-ends = Comment cela peut se terminer
procedure-version = Version { $version }
procedure-urgent = { $time } en cas d’urgence
procedure-for = { $what } : { $time }
procedure-longer = { $time }, une fois prolongé
procedure-days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
procedure-working-days = { $days ->
    [one] { $days } jour ouvré
   *[other] { $days } jours ouvrés
}
procedure-hours = { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}

## Numbers for the public
## vocabulary: counted-by counted-track counted-answer counted-remedy counted-kept

statistics-title = Nos chiffres
statistics-lead = Combien de dossiers sont arrivés, d’où, à quel sujet, et comment ils se sont terminés. Les chiffres sont tirés des dossiers eux-mêmes, de sorte qu’ils ne permettent de retrouver personne.
statistics-none = Il n’y a pas encore de chiffres
statistics-none-text = Ils sont établis pour une période entière, une fois qu’elle est terminée et réglée, et ne changent plus ensuite. Voici ce qui sera compté :
statistics-received = Dossiers arrivés : { $period }
statistics-ended = Dossiers clos : { $period }
statistics-total = Dossiers : { $count }
statistics-total-held = Dossiers : moins que { $least }, ou aucun. Rien d’autre n’est communiqué pour cette période.
statistics-made = Établi après la fin de cette période : { $quarter } ; cela ne change plus. Les nombres inférieurs à { $least } ne sont pas communiqués.
statistics-counts = Ce qui est compté :
statistics-leaves-out = Ce qui ne l’est pas :
statistics-definition = Définition { $version }, depuis le { $day }
statistics-cases = Dossiers
statistics-all = Total
statistics-held-back = non communiqué
statistics-rest = Tout ce qui n’est pas communiqué séparément
statistics-share = { $value } : { $percent } %. Dossiers en tout : { $total }
statistics-nothing = Aucun nombre n’est assez grand pour être communiqué.
statistics-older = Les périodes plus anciennes sont dans les fichiers ci-dessous.
statistics-data = La même chose pour les programmes
statistics-csv = Pour un tableur (CSV)
statistics-json = Avec toutes les définitions (JSON)
counted-quarter = { $number ->
    [1] 1er trimestre { $year }
    [2] 2e trimestre { $year }
    [3] 3e trimestre { $year }
   *[other] 4e trimestre { $year }
}
counted-period = { $first } à { $last }
counted-paragraph = Paragraphe { $number }
counted-not-told = Non indiqué
counted-by-quarter = Trimestre
counted-by-country = Pays
counted-by-kind = Type de préjudice
counted-by-paragraph = Paragraphe du Code
counted-by-track = Objet
counted-by-route = Voie
counted-by-first-answer = Première réponse
counted-by-outcome = Issue
counted-by-remedy = Réparation
counted-track-harm = Réparer un tort
counted-track-evidence-only = Preuve pour la surveillance seulement
counted-answer-within-a-week = Sous 7 jours
counted-answer-within-thirty-days = Sous 30 jours
counted-answer-later = Plus tard
counted-answer-none = Pas encore
counted-remedy-confirmed = Confirmée par la personne lésée
counted-remedy-not-confirmed = Non confirmée
statistics-due = Dossiers avec une promesse pour un jour de cette période : { $period }
counted-by-promised = Ce qui a été promis
counted-by-kept = Comment c’est tenu
counted-several = Plusieurs formes
counted-kept-not-kept = Non tenu
counted-kept-partly = Tenu en partie
counted-kept-said = Annoncé comme fait, vu par personne d’autre
counted-kept-late = Tenu après son jour
counted-kept-seen = Tenu à temps, vu par quelqu’un d’autre
counted-kept-confirmed = Tenu à temps, confirmé par les personnes
