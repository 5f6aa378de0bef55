# Words that many pages share.

-brand = Watchpost

## Getting around

nav-home = Accueil
nav-report = Signaler un problème
nav-follow-up = Suivre un signalement
nav-desk = Bureau
nav-cases = Dossiers
nav-search = Recherche
nav-profile = Votre profil
nav-administration = Administration
nav-public-log = Journal public
nav-sign-in = Se connecter
nav-sign-out = Se déconnecter
nav-main = Menu principal
nav-language = Langue
nav-skip = Aller au contenu
nav-leave = Quitter cette page
nav-leave-help = Vous mène aussitôt à une page ordinaire. Ce que vous n’avez pas envoyé est perdu.
nav-about = À propos de ce service
nav-privacy = Comment nous vous protégeons
nav-help = Aide
page-title = { $title } – { $site }

## Buttons

do-next = Suivant
do-back = Retour
do-save = Enregistrer
do-save-continue = Enregistrer et continuer
do-send = Envoyer
do-cancel = Annuler
do-change = Modifier
do-change-what =
    { do-change } : { $what }
do-remove = Retirer
do-remove-what = Retirer { $what }
do-delete = Supprimer
do-add = Ajouter
do-add-another = Ajouter un autre élément
do-edit = Modifier
do-open = Ouvrir
do-close = Fermer
do-continue = Continuer
do-confirm = Oui, j’en suis sûr(e)
do-undo = Revenir en arrière
do-search = Rechercher
do-filter = Filtrer
do-clear-filter = Tout afficher
do-sort = Trier
do-download = Télécharger
do-print = Imprimer
do-copy = Copier
do-choose-file = Choisir un fichier
do-upload = Envoyer le fichier
do-try-again = Réessayer
do-start = Commencer
do-show = Afficher
do-hide = Masquer
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
choose-any = Choisissez tout ce qui convient
not-answered = Pas de réponse

## Marks of state

loading = Chargement…
working = En cours. Cette page se met à jour toute seule.
done = Terminé
saved = Enregistré
sent = Envoyé
copied = Copié
is-new = Nouveau
warning = Attention
important = Important
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
filter-label = Filtrer cette liste
search-label = Rechercher
results-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
history = Historique
details = Détails
show-as-table = Afficher en tableau

## When there is nothing

empty-list = Il n’y a encore rien ici.
empty-search = Rien trouvé. Essayez avec moins de mots ou d’autres mots.
empty-filter = Rien ne correspond à ce filtre. Affichez tout pour voir le reste.
empty-messages = Pas encore de message.
empty-files = Pas encore de fichier.

## Lists inside a sentence

list-comma = { ", " }
list-and = { $start } et { $last }
