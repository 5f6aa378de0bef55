# What went wrong. For forms: `problem-…`, beside the field. For pages: `err-…` says what happened, `rec-…` what to do.

## Forms

problem-title = Il y a un problème
problem-summary = { $count ->
    [one] Merci de revoir une réponse ci-dessous.
   *[other] Merci de revoir { $count } réponses ci-dessous.
}
problem-kept = Ce que vous avez écrit est toujours là.
problem-prefix = Erreur :

problem-required = Merci de répondre à cette question.
problem-too-long = C’est trop long. Ne dépassez pas { $max ->
    [one] { $max } caractère
   *[other] { $max } caractères
}.
problem-too-short = C’est trop court. Écrivez au moins { $min ->
    [one] { $min } caractère
   *[other] { $min } caractères
}.
problem-not-an-option = Choisissez une des réponses de la liste.
problem-not-a-date = Ce jour n’existe pas dans le calendrier. Écrivez-le ainsi : 23 11 2026.
problem-bad-characters = Ce texte contient des signes que nous ne pouvons pas garder. Merci de l’écrire à nouveau.
problem-unknown-question = Cette réponse ne correspond à aucune question de ce formulaire.
problem-too-many = Il y en a trop. Donnez-en au plus { $max }.
problem-needs-earlier = Elle dépend d’une question qui vient plus tard. Placez-la après celle-là, ou retirez la condition.
problem-not-an-address = Ce n’est pas une adresse e-mail. Elle ressemble à nom@example.org.
problem-not-the-same = Les deux ne sont pas identiques. Merci de les écrire à nouveau.
problem-the-same = Les deux doivent être différents. Merci d’en changer un.
problem-taken = C’est déjà pris. Merci de choisir autre chose.
problem-on-hold = Ce dossier est conservé pour un tribunal ou une autorité. Il faut d’abord y mettre fin.
problem-read-by-more = Quelqu’un lit ce dossier sans lire tous ceux-ci. Restreignez-le d’abord, ou ouvrez-en un nouveau.
problem-wrong-word = Ce n’est pas le mot affiché. Regardez-le encore et recopiez-le.
problem-wrong-group = Ce ne sont pas les chiffres affichés. Regardez-les encore et recopiez-les.
problem-skipped-and-typed = Vous avez donné une réponse ici et appuyé aussi sur un bouton qui la laisse de côté. Appuyez sur « Continuer » pour garder votre réponse, ou encore une fois sur ce bouton pour la laisser de côté.
problem-wrong-secret = Ce n’est pas correct. Vérifiez et réessayez.

## Pages

err-not-found = Cette page n’est pas ici
rec-not-found = L’adresse est peut-être fausse, ou la page ne vous est pas ouverte. Vérifiez l’adresse ou allez à l’accueil.
err-forbidden = Vous ne pouvez pas faire cela
rec-forbidden = Votre rôle dans ce bureau ne le permet pas. Si votre travail le demande, parlez-en à un superviseur.
err-signed-out = Vous n’êtes pas connecté
rec-signed-out = Connectez-vous : vous reviendrez à cette page.
err-locked = Vos dossiers sont verrouillés
rec-locked = Déverrouillez avec votre phrase secrète pour lire cette page.
err-expired-form = Ce formulaire est resté ouvert trop longtemps
rec-expired-form = Rien n’a été envoyé. Ouvrez à nouveau la page et renvoyez le formulaire.
err-over = Cette page n’est plus gardée
rec-over = Un formulaire n’a pas pu être accepté, et la page qui le disait a été gardée une demi-heure, pour le navigateur qui l’avait envoyé. Revenez là où vous écriviez, ou repartez de l’accueil.
err-bad-request = Nous n’avons pas pu lire ce qui a été envoyé
rec-bad-request = Rien n’a été gardé. Revenez en arrière, ouvrez à nouveau la page et réessayez.
err-too-large = C’est trop gros
rec-too-large = Ce que vous venez d’envoyer n’a pas été gardé ; ce que vous aviez envoyé avant l’est. Envoyez un fichier plus petit, ou plusieurs fichiers un par un.
err-too-often = Trop d’essais
rec-too-often = Attendez quelques minutes, puis réessayez.
err-conflict = Ceci a changé entre-temps
rec-conflict = La modification vient d’une autre fenêtre ou de quelqu’un d’autre. Ce que vous venez d’envoyer n’a pas été enregistré. Ouvrez à nouveau la page, voyez ce qui est nouveau, puis décidez.
err-disk-full = Il n’y a plus de place ici pour le moment
rec-disk-full = Ce que vous venez d’envoyer n’a pas été gardé ; ce que vous aviez envoyé avant l’est. Revenez dans quelques heures. Si vous êtes en danger, n’attendez pas : demandez de l’aide près de vous.
err-unavailable = Cela ne marche pas en ce moment
rec-unavailable = Rien de ce que nous vous avons confirmé n’est perdu. Réessayez dans quelques minutes.
err-slow = Cela a pris trop de temps
rec-slow = La connexion est peut-être faible. Réessayez, avec moins de fichiers ou des fichiers plus petits.
err-internal = Une erreur s’est produite chez nous
rec-internal = Ce n’est pas votre faute. Réessayez plus tard. Si vous nous en parlez, donnez ce numéro : { $number }.
err-method = Cette page ne s’utilise pas de cette façon
rec-method = Revenez en arrière et servez-vous des boutons de la page.
err-unsupported-type = Nous ne pouvons pas recevoir ce type de contenu
rec-unsupported-type = Envoyez-le sous une autre forme, par exemple une image, un PDF ou du texte simple.
