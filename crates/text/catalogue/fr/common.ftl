# Words that many pages share.

-brand = Watchpost

## Getting around

nav-home = Accueil
nav-report = Signaler un problème
nav-follow-up = Suivre un signalement
nav-desk = Bureau
nav-cases = Dossiers
nav-public-log = Journal public
nav-sign-in = Se connecter
nav-sign-out = Se déconnecter
nav-main = Menu principal
nav-language = Langue
nav-skip = Aller au contenu
nav-leave = Quitter cette page
nav-leave-help = Vous mène aussitôt à une page ordinaire. Ce que vous n’avez pas envoyé est perdu.
nav-privacy = Comment nous vous protégeons
page-title = { $title } – { $site }

## Buttons

do-next = Suivant
do-back = Retour
do-find = Chercher
do-save = Enregistrer
do-send = Envoyer
do-cancel = Annuler
do-change = Modifier
do-change-what =
    { do-change } : { $what }
do-remove-what = Retirer { $what }
do-open = Ouvrir
do-continue = Continuer
do-filter = Filtrer
do-clear-filter = Tout afficher
do-download = Télécharger
do-upload = Envoyer le fichier
do-try-again = Réessayer
do-start = Commencer
do-unlock = Déverrouiller
do-lock = Verrouiller

## Answers

yes = Oui
no = Non
not-known = Je ne sais pas
not-said = Je préfère ne pas le dire
none = Aucun
other = Autre
optional = facultatif
choose-one = Choisissez une réponse
not-answered = Pas de réponse

## Marks of state

working = En cours. Cette page se met à jour toute seule.
done = Terminé
saved = Enregistré
sent = Envoyé
copied = Copié
is-new = Nouveau
shown-once = Ceci n’est affiché qu’une seule fois.

## Lists and pages of lists

pager-label = Pages
pager-next = Page suivante
pager-previous = Page précédente
pager-first = Première page
pager-shown = { $count ->
    [one] { $count } affiché
   *[other] { $count } affichés
}
sort-by = Trier par
sort-newest = Les plus récents d’abord
sort-oldest = Les plus anciens d’abord
sort-due = Les plus urgents d’abord
search-label = Rechercher
results-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
history = Historique

## When there is nothing

empty-list = Il n’y a encore rien ici.
empty-filter = Rien ne correspond à ce filtre. Affichez tout pour voir le reste.
empty-messages = Pas encore de message.
empty-files = Pas encore de fichier.

## Lists inside a sentence

list-comma = { ", " }
list-and = { $start } et { $last }
arrow = →
