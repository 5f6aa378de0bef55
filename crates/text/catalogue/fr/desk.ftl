# The working area of those who are signed in.

## Signing in and unlocking

sign-lead = Connectez-vous pour travailler sur les dossiers.
sign-name = Nom
sign-passphrase = Phrase de passe pour se connecter
sign-code = Code
sign-code-hint = Six chiffres de votre authentificateur, ou un code de réserve.
sign-unlock-title = Déverrouillez vos dossiers
sign-unlock-lead = Vous êtes connecté. Ce que les gens ont envoyé est encore sous clé ; cette seconde phrase l’ouvre pour vous.
sign-unlocking = Phrase de passe pour déverrouiller
sample-title = Comptes d’essai
sample-text = Ceci est un réseau fictif ; rien n’y est réel. Chaque code sert une fois et change toutes les 30 secondes : rouvrez cette page pour un nouveau.
sample-what = Ce qu’ils font

## Inbox

inbox-locked = Avant le déverrouillage, seuls les états et les délais sont visibles.
inbox-title = Titre
inbox-state = État
inbox-all-states = Tous, même clos
inbox-due = Délai
inbox-overdue = En retard
inbox-soon = À faire sous une semaine
inbox-overdue-count = En retard : { $count }
inbox-assignee = Suivi par
inbox-me = Moi
inbox-nobody = Personne
inbox-week = Semaine d’arrivée

## A case

case-acknowledge = Confirmer l’arrivée
case-answer = Répondre
case-consent = Permis par l’auteur
case-contact-stopped = L’auteur n’est pas en sécurité et ne veut aucun contact. N’écrivez pas, n’appelez pas.
case-withdrawn = L’auteur a retiré le signalement.
case-report = Le signalement
case-reporter = L’auteur
case-somebody = Quelqu’un du bureau
case-system = Le système
case-message = Écrire à l’auteur
case-message-hint = L’auteur le lit sur le site, avec son code.
case-send = Envoyer à l’auteur
case-notes = Notes
case-note = Écrire une note
case-note-hint = L’équipe la lit, l’auteur ne la lit pas.
case-note-save = Garder pour l’équipe
case-note-own = Garder pour moi seul
case-own-note = Vous seul lisez ceci
case-next = La suite
case-assign = Qui le suit, et son titre
case-reason = Raison
step-why = Pourquoi, pour l’équipe
step-leads-to = Mène à : { $state }
step-others = Ce que d’autres peuvent faire d’ici
step-beside = Ce qui est aussi le cas
step-beside-ends = Terminé : { $what }
step-not-now = Ce n’est pas possible dans l’état du dossier
step-now = Possible maintenant : { $acts }
step-kept = Vous aviez écrit ceci ; ce n’a pas été utilisé :
step-not-yet = Il manque quelque chose
step-missing = Pas encore possible. Il faut : { $needs }
case-may-be = Quelle entreprise peut être visée
case-may-be-text = D’après le nom seul. C’est vous qui décidez ; rien n’est relié tout seul.
case-company-then = Le { $day } : { $standing }
case-company-uncertain = pas certain : voyez sa page
case-linked = Lié
sheets-title = Fiches
sheets-others = Ce que d’autres remplissent ici
sheet-not-yet = pas encore remplie
sheet-shown = La personne qui a signalé lit ceci.
sheet-hidden = Seule l’équipe lit ceci.
sheet-not-own = Quelqu’un d’autre doit le faire
sheet-not-own-text = Personne ne vérifie ce qu’il a rempli. Demandez à une ou un collègue.
sheet-again = { $what }, à nouveau
doors-title = Portes ouvertes
doors-text = Proposé d’après le signalement et ce que vous indiquez ici. La personne choisit ; rien ne se fait sans elle.
doors-standing = Ce que l’entreprise était dans l’Association ce jour-là
doors-force = À qui étaient ces gardes
doors-country = Pays
doors-signs = Autres circonstances
doors-state-forces = La police ou l’armée était là
doors-minor = Un enfant a été lésé
doors-put = Mettre ceci en mots ci-dessous
doors-tried = essayée
doors-days = dernier délai, en jours après les faits : { $days }
doors-months = dernier délai, en mois après les faits : { $months }
doors-years = dernier délai, en années après les faits : { $years }
doors-no-limit = demandez jusqu’à quel jour
case-beside = Aussi le cas
clock-longer = Plus de temps : { $what }
clock-reminds = rappel : { $what }
clock-over = délai écoulé : { $what }
clock-waits = est arrêté
clock-paused = Les délais sont arrêtés
procedure-link = Toute la procédure
case-close-reason = Comment cela s’est-il terminé ?
case-close-explanation = Expliquez-le à l’équipe
case-access = Qui peut le lire
case-access-named = Seulement les personnes nommées
case-access-desk = Tout le bureau
case-aside = Me retirer de ce dossier
case-identity = Qui a signalé
case-identity-open = Ouvrir le nom et le contact

## What happened in a case

act-report-received = a envoyé le signalement
act-opened = a ouvert le dossier
act-identity-opened = a ouvert le nom et le contact
act-file-opened = a ouvert un fichier
act-stepped = a fait avancer le dossier
act-sheet-filled = a rempli
act-linked = a ouvert un dossier urgent
act-beside-begun = a noté que c’est le cas
act-beside-ended = a noté que c’est terminé
act-clock-said = le délai
act-clock-extended = a donné plus de temps
act-assigned = a dit qui le suit
act-titled = a changé le titre
act-access-given = a donné accès à quelqu’un
act-access-taken = a retiré un accès
act-access-ended = l’accès en lecture a pris fin à la date prévue
act-access-changed = a changé qui peut le lire
act-stepped-aside = s’est retiré
act-merged-into = l’a joint à un autre
act-merged-from = un autre dossier y a été joint
act-message-sent = a écrit à l’auteur
act-note-written = a écrit une note
act-private-note-written = a écrit une note privée
act-file-added = a ajouté un fichier
act-reporter-wrote = a écrit un message
act-reporter-sent-file = a envoyé un fichier
act-consent-changed = a changé ce qui est permis
act-contact-stopped = a arrêté le contact
act-contact-allowed = a de nouveau permis le contact
act-withdrawn = a retiré le signalement
act-receipt-changed = a changé le code

## People

people-title = Personnes
people-name = Nom
people-roles = Rôles
people-leads = Signe qui peut lire
people-reads = Admis·e
people-waits = Pas encore admis·e
people-left = N’est plus ici
people-closed = Compte fermé ; retirez cette personne pour que le bureau reçoive une nouvelle clé
people-fingerprint = Empreinte des clés
people-fingerprint-hint = Comparez cette empreinte de vive voix avant d’admettre quelqu’un : vous savez alors que personne n’a glissé une autre clé à la place.
people-roster = La liste de qui peut lire, numéro { $version } : empreinte { $sign }. Toute personne du bureau qui regarde ici doit voir la même.
people-invitations = Invitations pas encore utilisées
people-invite = Inviter quelqu’un
people-invite-do = Créer l’invitation
people-invited = L’invitation est prête.
people-invited-how = Remettez vous-même ce lien à la personne, par un moyen sûr. Il sert une seule fois, dans les sept jours.
people-take-back = Reprendre
people-admit = Admettre
people-admit-how = Appelez cette personne et comparez l’empreinte de ses clés. Si c’est la même, admettez-la : elle lira dès lors ce que ses rôles lisent.
people-remove = Retirer du bureau
people-remove-what = La personne est déconnectée aussitôt et ne lit rien de ce qui arrive désormais. Ce qu’elle a déjà lu, elle le sait. Le bureau reçoit une nouvelle clé.
people-change-admit = Admettre { $name }
people-change-roles = { $name } : autres rôles ({ $roles })
people-change-remove = Retirer { $name }
people-waiting = Il faut la signature de { $needed } personnes. Ont déjà signé : { $signed }.
people-another-waits = Un changement attend une autre signature. Signez-le ou abandonnez-le d’abord.
people-sign = Signer ce changement
people-drop = Abandonner ce changement
people-conflict = Ce changement n’est pas possible maintenant.
people-conflict-why = Un autre changement attend peut-être. Ou bien le bureau resterait sans personne qui signe ou qui garde les noms, ou un dossier que personne ne pourrait ouvrir, ou dont personne ne pourrait ouvrir les noms : désignez d’abord quelqu’un d’autre, ou faites transmettre les noms.
rolled-back = Une ancienne liste de qui peut lire se trouve à la place de la plus récente.
rolled-back-why = Quelqu’un a changé la base de données, ou une ancienne copie a été remise. Aucun signalement n’est reçu et rien n’est scellé pour ce bureau tant que ses responsables n’ont pas regardé qui est sur la liste et ne l’ont pas signée à nouveau : pour cela, ils enregistrent encore une fois les rôles de quelqu’un.

## Coming in by invitation

join-title = Bienvenue à { $desk }
join-lead = { $name }, vous êtes invité·e comme : { $roles }. Choisissez un nom et deux phrases secrètes.
join-name-hint = Au moins trois lettres ou chiffres. Vous le tapez pour vous connecter.
join-passphrase-hint = Plusieurs mots que personne ne devine, au moins 12 signes. Elle ouvre la porte, mais aucun dossier.
join-unlocking-hint = D’autres mots, au moins 12 signes. Ils ouvrent ce que les gens ont envoyé. Personne ne peut vous les redonner, pas même l’administration.
join-again = La même encore une fois
join-sheet = Imprimez cette page ou recopiez-la à la main
join-sheet-lead = Gardez-la hors de l’ordinateur, là où vous seul·e la trouvez.
join-recovery = Code de secours
join-recovery-what = Il ouvre vos clés une fois si vous oubliez la phrase de déverrouillage. Qui l’a et peut se connecter à votre place lit tout ce que vous lisez.
join-spares = Codes de réserve
join-spares-what = Chacun sert une fois à la place de votre authentificateur.
join-authenticator = Authentificateur
join-authenticator-what = Prenez cette image dans une application d’authentification de votre téléphone. Elle montre alors six chiffres qui changent toutes les 30 secondes.
join-qr = Image pour l’application d’authentification
join-type-in = Si vous ne pouvez pas utiliser l’image, tapez ceci dans l’application :
join-code = Code de l’authentificateur
join-code-hint = Les six chiffres qu’il montre maintenant.
join-finish = J’ai imprimé les codes. Terminer
join-done = C’est fait
join-done-lead = Une personne qui dirige { $desk } doit maintenant vous admettre. Elle vous appelle et compare cette empreinte de vos clés :

## The own account

account-title = Mon compte
account-sessions = Où vous êtes connecté·e
account-session = Depuis { $begun }, utilisée la dernière fois { $used }
account-this-session = Celle-ci
account-end = Terminer
account-language-browser = Comme le navigateur le demande
account-calendar = Calendrier
account-calendar-what = Un programme de calendrier peut demander à une adresse à vous quels jours une échéance tombe. On lui dit combien, et rien d’aucun dossier.
account-calendar-make = Créer une nouvelle adresse
account-calendar-end = Supprimer l’adresse
calendar-name = Échéances du bureau
calendar-due = À échéance : { $count }
calendar-due-late = À échéance : { $count }, dont en retard : { $late }
account-secrets = Phrases secrètes et codes
account-spares-left = Codes de réserve restants
account-old = La phrase actuelle
account-new = La nouvelle phrase
account-make = En créer de nouveaux
account-passphrase = Une autre phrase pour se connecter
account-passphrase-what = Vous êtes déconnecté·e partout ailleurs.
account-unlocking = Une autre phrase de déverrouillage
account-unlocking-what = Elle doit différer de celle de la connexion : le serveur entend celle-là à chaque connexion.
account-recovery = Un nouveau code de secours
account-recovery-what = Celui que vous aviez imprimé n’ouvre alors plus rien.
account-spares = De nouveaux codes de réserve
account-spares-what = Les anciens n’ouvrent alors plus rien.
account-authenticator = Un autre authentificateur
account-authenticator-what = L’ancien sert jusqu’à ce que le nouveau ait montré son premier code.
recover-link = J’ai perdu cette phrase
recover-title = Déverrouiller avec le code de secours
recover-lead = Tapez le code que vous avez imprimé et choisissez une nouvelle phrase de déverrouillage. Le code est alors consommé, et vous en recevez un nouveau.
recover-code = Code de secours
recover-code-hint = Sept groupes de quatre signes.

## Audit

audit-title = Journal des actes
audit-lead = Qui a changé le bureau, et quand. Ce qui a été fait dans un dossier se trouve dans le dossier même.
audit-when = Quand
audit-who = Qui
audit-what = Quoi
audit-desk-founded = a fondé le bureau
audit-member-invited = a invité quelqu’un
audit-invitation-taken = a pris l’invitation
audit-roster-signed = a signé qui peut lire
audit-member-removed = a retiré
audit-member-disabled = a fermé le compte de
audit-login-reset = a remis à neuf la connexion de
audit-procedure-used = a mis en service une autre procédure
audit-doors-used = a mis en service d’autres portes
audit-profile-used = a mis en service un autre profil juridique
audit-figures-used = a mis en service d’autres chiffres
audit-country-set = a dit où le bureau travaille
audit-channel-changed = a changé une voie de signalement
audit-roster-proposed = a proposé un changement de qui peut lire :
audit-roster-dropped = a abandonné un changement de qui peut lire :
audit-invitation-taken-back = a repris une invitation
audit-case-erased = a effacé un dossier :
audit-passphrase-changed = a changé la phrase de passe pour se connecter
audit-unlocking-changed = a changé la phrase de passe pour déverrouiller
audit-authenticator-changed = a installé un autre authentificateur
audit-spare-codes-made = a fait de nouveaux codes de secours
audit-recovery-code-made = a fait un nouveau code de récupération
audit-recovery-code-used = a déverrouillé avec le code de récupération
audit-older = Lignes plus anciennes

## Numbers

numbers-title = Chiffres
numbers-lead = Combien de signalements il y a, et où ils en sont. Rien ici ne désigne un dossier.
numbers-few-why = Moins de { $fewest } ne sont pas dits, ni ce qui les trahirait.
numbers-weeks = Semaine d’arrivée
numbers-count = Signalements
numbers-few = peu
numbers-before = Avant
numbers-told = Ce que sont devenus les dossiers de ce bureau
numbers-told-text = Les chiffres publics, pour les seuls dossiers de ce bureau, établis une fois pour chaque période écoulée. Gardez-les au sein du bureau : comparés aux chiffres publics, ils renseignent sur les autres bureaux.
numbers-clock-overdue = En retard
numbers-clock-soon = À faire dans la semaine
numbers-clock-later = À faire plus tard
numbers-clock-none = Sans délai

## Ways to report

channels-title = Voies de signalement
channels-lead = Chaque voie de signalement a ses questions, ses lecteurs et sa promesse. Les gens voient celles qui sont ouvertes.
desk-country = Où le bureau travaille
desk-country-hint = Les jours ouvrés sont comptés selon les week-ends et jours fériés de ce pays.
channels-open = Ouverte
channels-closed = Fermée
channels-open-what = Ouverte : on peut signaler par cette voie
channels-add = Ajouter une voie de signalement
channels-questions = Les questions
channels-questions-what = Une par page, dans cet ordre. Quatre doivent rester ; toutes les autres peuvent partir ou changer.
channels-required = Réponse obligatoire ; « je ne sais pas » en est une
channels-conditional = Posée seulement après certaines réponses
channels-earlier = Plus tôt : { $question }
channels-later = Plus tard : { $question }
channels-new-question = Une question à vous
channels-left-out = Pas posées pour l’instant
channels-put-back = La poser
channels-settings = Réglages
channels-languages = Langues proposées
channels-own-language = Sa propre langue, montrée là où une autre manque
channels-acknowledge = Vous dites que c’est arrivé, en jours
channels-answer = Vous répondez, en jours
channels-days-hint = De 1 à 60 jours pour dire que c’est arrivé, puis 730 jours au plus.
channels-name = Nom ({ $language })
channels-readers = Qui le lit, en mots simples ({ $language })
channels-readers-hint = C’est d’après cela que les gens décident s’ils osent écrire.
channels-conflict = Quelqu’un d’autre a changé cela entre-temps.
channels-conflict-what = Regardez l’état actuel et changez-le à nouveau.
channels-kind = Genre de réponse
channels-question = Question ({ $language })
channels-question-hint = Laissez vide pour les mots fournis avec Watchpost.
channels-hint = Aide en dessous ({ $language })
channels-options = Réponses au choix ({ $language })
channels-options-hint = Une par ligne, dans le même ordre pour chaque langue. Seulement pour « une » et « plusieurs ».
channels-offered = Réponses proposées
channels-only-if = La poser seulement après une réponse à
channels-only-if-hint = Laissez vide pour la poser toujours.
channels-any-of = Quelles réponses
channels-remove = Ne plus poser cette question
channels-remove-what = Les réponses déjà données restent dans leurs dossiers.
answer-kind-short = Une ligne
answer-kind-long = Un texte plus long
answer-kind-one = Une réponse parmi plusieurs
answer-kind-many = Plusieurs réponses
answer-kind-when = Une date, aussi exacte que possible
answer-kind-where = Un lieu

## Entering a report, joining two, letting others read

enter-title = Saisir un signalement
enter-lead = Pour quelqu’un qui a appelé, écrit ou est venu. Posez les mêmes questions ; à la fin, il y a un code pour cette personne.
enter-channel = Voie de signalement
enter-how = Comment est-ce arrivé ?
enter-language = Langue
enter-language-hint = Celle que vous parlez avec la personne.
case-give = Laisser lire quelqu’un
case-until = Jusqu’à ce jour
case-give-do = Laisser lire
case-take = Mettre fin à la lecture de quelqu’un
case-take-do = Y mettre fin
case-merge = Réunir avec un autre dossier
case-merge-what = Si les deux concernent le même signalement. Celui-ci est clos et renvoie à l’autre.
case-merge-other = Référence de l’autre dossier
case-erase = Effacer le dossier
case-erase-what = Tout disparaît définitivement : le signalement, les fichiers, les messages, les notes et l’historique. La personne qui a signalé ne pourra plus revenir avec son code. Le registre public reste entier, mais personne ne pourra plus montrer ce que ses entrées voulaient dire. Les sauvegardes faites avant aujourd’hui contiennent encore le dossier jusqu’à leur suppression.
case-erase-reference = Tapez la référence de ce dossier
case-erase-why = Pourquoi est-il effacé ?
receipt-entered = Vous saisissez pour quelqu’un. Lisez-lui le code ou remettez-le ; ne le gardez pas.

## Looking at a file

preview = Regarder
preview-of = Regarder : { $name }
preview-back = Retour au dossier
preview-none = Ce fichier ne peut pas être regardé ici. Téléchargez-le et ne l’ouvrez que là où il ne peut pas nuire.
preview-unreadable = Ce fichier ne peut pas être dessiné ici : il est endommagé, protégé par un mot de passe ou d’un genre inconnu. Téléchargez-le et ne l’ouvrez que là où il ne peut pas nuire.
preview-too-long = Ce fichier est trop grand pour être regardé ici. Téléchargez-le et ne l’ouvrez que là où il ne peut pas nuire.
preview-not-held = Ce serveur ne peut pas montrer les images et les PDF sans danger ; il ne le fait donc pas. Dites à qui le fait marcher que `watchpost doctor` explique pourquoi. D’ici là, le fichier peut être téléchargé.
preview-page = Page { $page } sur { $pages }
preview-close = En plus grand, à part
preview-drawn = Ceci est redessiné à partir du fichier : rien n’y est caché et il ne peut rien faire. Ce qui a été envoyé reste tel quel.

## Qui a signalé : à deux

case-identity-two = Le nom et le contact s’ouvrent à deux : vous dites pourquoi, et un collègue donne son accord.
case-identity-ask = Demander à un collègue
case-identity-waits = Vous avez demandé. Un collègue peut donner son accord jusqu’au { $day }.
case-identity-agreed = { $name } est d’accord. Vous pouvez ouvrir jusqu’au { $day }.
case-identity-alone = Personne d’autre ne lit de dossiers à ce bureau, donc personne ne peut donner son accord. Vous pouvez ouvrir seul ; l’historique le dit.
case-identity-asks = { $name } demande à ouvrir qui a signalé
case-identity-agree = D’accord
case-identity-refuse = Pas d’accord
case-identity-refuse-why = Pourquoi pas
act-identity-asked = a demandé à ouvrir le nom et le contact
act-identity-agreed = a donné son accord pour ouvrir le nom et le contact
act-identity-refused = a refusé que le nom et le contact soient ouverts
act-identity-handed = a donné à un autre gardien la clé du nom et du contact
case-times = { $count ->
    [one] { $count } fois
   *[other] { $count } fois
}
case-older = Plus anciens
case-proof = Preuves
case-proof-of = Preuve de la ligne { $number }
case-proof-what = Une preuve contient ce qui a été dit dans une ligne, autant que vous le lisez, et montre à quiconque que cela figure au journal public. Elle ne dit jamais qui a signalé.
inbox-asked = On demande votre accord
inbox-asked-count = Dossiers où un collègue a besoin de votre accord pour ouvrir qui a signalé : { $count }
inbox-asked-show = Les montrer
people-hand-on = Transmettre qui a signalé
people-hand-on-what = Dossiers où vous pouvez ouvrir qui a signalé et pas cette personne : { $count }. Il lui faut aussi les clés, sinon personne ne les aura quand vous partirez.
people-hand-on-do = Lui donner les clés
case-not-yours = Vous n’avez pas la clé de ce qui a été dit ici ; seuls ceux qui lisent pour le bureau l’ont.

## Le courriel qui dit qu’il y a du nouveau

mail-title = Courriel
mail-lead = Un courriel peut vous dire qu’il y a du nouveau. Il ne dit jamais quoi, ni dans quel dossier. Qui lit vos courriels apprend que vous travaillez ici.
mail-none-here = Aucun courriel ne part d’ici : la personne qui gère la machine ne l’a pas configuré.
mail-address = Votre adresse électronique
mail-often = À quelle fréquence
mail-off = Aucun courriel
often-hourly = Chaque heure où quelque chose est arrivé
often-daily = Une fois par jour
mail-at = À quelle heure, si c’est une fois par jour
mail-quiet-from = Silence à partir de
mail-quiet-until = Silence jusqu’à
mail-zone = Votre fuseau horaire
mail-zone-hint = Par exemple Africa/Dakar ou America/Bogota.
mail-subject = { $site }
mail-news = Il y a du nouveau pour vous.
mail-hello = Les courriels d’ici arrivent désormais à cette adresse.
mail-where = Connectez-vous pour voir : { $address }
mail-no-more = Ce courriel n’en dit pas plus, exprès. Vous pouvez y mettre fin sous « Mon compte ».

## Filtres, vues gardées, et le même acte sur plusieurs dossiers

inbox-kind = Sujet
inbox-country = Pays
inbox-urgency = Urgence
inbox-channel = Voie de signalement
inbox-messages = Messages
inbox-news = Avec du nouveau
inbox-views = Vues gardées
inbox-view-name = Nom pour ce qui est montré
inbox-view-keep = Garder cette vue
inbox-view-drop = Oublier « { $name } »
many-title = Faire de même pour plusieurs
many-lead = Cochez les dossiers ci-dessus. Chacun reçoit sa propre ligne dans son historique.
many-tick = Choisir
many-all = Les { $count } trouvés, pas seulement ceux cochés
many-assign = Les confier à cette personne
many-close = Les clore
many-done = Fait : { $done } sur { $all }
many-running = En cours : { $done } sur { $all }. Rechargez la page pour voir où cela en est.
many-not-possible = Impossible dans l’état du dossier, ou pas permis à vous : { $count }
many-none-ticked = Rien n’a été choisi
many-still-running = Autre chose est encore en cours
many-wait = Attendez que ce soit fini, puis réessayez.
inbox-more = Plus de filtres
