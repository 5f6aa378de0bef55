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
case-close = Clore le dossier
case-close-reason = Comment cela s’est-il terminé ?
case-close-explanation = Expliquez-le à l’équipe
case-reopen = Le reprendre
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
act-moved-on = a changé l’état
act-closed = a clos le dossier
act-reopened = a repris le dossier
act-assigned = a dit qui le suit
act-titled = a changé le titre
act-access-given = a donné accès à quelqu’un
act-access-taken = a retiré un accès
act-access-changed = a changé qui peut le lire
act-stepped-aside = s’est retiré
act-merged-into = l’a joint à un autre
act-message-sent = a écrit à l’auteur
act-note-written = a écrit une note
act-private-note-written = a écrit une note privée
act-file-added = a ajouté un fichier
act-reporter-wrote = a écrit un message
act-reporter-sent-file = a envoyé un fichier
act-consent-changed = a changé ce qui est permis
act-contact-stopped = a demandé à ne pas être contacté
act-contact-allowed = a de nouveau permis le contact
act-withdrawn = a retiré le signalement
act-receipt-changed = a changé le code
