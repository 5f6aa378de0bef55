# Le dossier d’un cas : ce qui en sort, pour qui, et comment on l’imprime.

act-take-out-prepared = a noté ce qui doit sortir
act-taken-out = a remis une copie de parties choisies
act-printed = a tout ouvert pour l’imprimer
line-taken-out = Une copie de parties choisies a été remise à quelqu’un
problem-not-a-recipient = Ce n’est pas un destinataire age. Il commence par age1 et se copie en entier, sans espaces.
takeout-part-answer = Réponses du signalement
takeout-part-message = Messages
takeout-part-file = Fichiers
takeout-part-sheet = Fiches de travail
takeout-part-why = Motifs des décisions
takeout-part-line = Lignes de l’historique
takeout-open = Remettre une copie
takeout-text = Choisissez ce qui sort, pièce par pièce. Rien ne sort encore : vous le lisez d’abord comme la personne qui le recevra.
takeout-identity = Qui a signalé et comment joindre cette personne ne figure dans aucune copie faite ici, quoi qu’elle permette. Les noms dans les textes ne sont retirés que si vous les écrivez ci-dessous.
takeout-allowed = La personne permet : { $purposes }
takeout-allowed-none = La personne ne permet aucun des buts pour lesquels une copie peut sortir. Rien ne peut sortir.
takeout-purpose = Dans quel but ?
takeout-to = Qui la reçoit ?
takeout-to-hint = Le tribunal, le service ou l’organisation, et la personne là-bas. Qui a signalé lit cette ligne.
takeout-recipient = Son destinataire age
takeout-recipient-hint = Il se fait avec age-keygen et vous est donné par une voie sûre, de préférence lu au téléphone. Seule cette personne peut ouvrir la copie.
takeout-names = Noms qui s’y trouvent. Lesquels sont retirés ?
takeout-words = Autres mots à retirer, un nom ou une expression par ligne
takeout-words-hint = Chacun est retiré partout où il se trouve comme mot entier, en majuscules ou minuscules. D’autres graphies demandent leurs propres lignes.
takeout-next = Comme on le lira
takeout-look = Comme la personne qui la reçoit la lira
takeout-look-text = Préparé pour { $to }, pas encore remis. But : { $purpose }
takeout-look-words = Regardez d’abord ces mots : ils peuvent montrer qui a signalé. La liste trouve trop, et jamais tout.
takeout-files = Les fichiers sortent tels qu’ils sont venus. Rien n’y est retiré, et ils peuvent contenir des noms, des lieux et des visages : regardez chacun d’eux.
takeout-give = Remettre la copie
takeout-give-text = Vous recevez un fichier que seul le destinataire peut ouvrir. Qu’il est sorti, pour qui et dans quel but figure dans l’historique avant qu’il sorte, et qui a signalé le lit aussi. Ce qui est sorti ne peut être repris.
takeout-change = Le changer
takeout-nothing = Rien n’est préparé pour sortir.
takeout-changed = Autre chose a été préparé entre-temps. Regardez à nouveau.
takeout-before = Copies remises
takeout-line = { $day }, à { $to }. But : { $purpose }
takeout-print = Tout sur une page, pour l’imprimer
print-title = Cas { $reference }
print-text = Tout ce que vous pouvez lire du cas, sauf qui a signalé, ce qu’une seule personne a écrit pour elle-même et ce que les entreprises ont répondu. Ce qui est imprimé est lisible par tous : gardez-le sous clé.
print-consents = Ce que la personne permet
print-shared = Ce qui a été dit à des entreprises
copy-title = Cas { $reference } : parties choisies
copy-for = Fait pour { $to }. But : { $purpose }
copy-identity = Qui a signalé ne figure pas dans cette copie.
copy-left-out =
    { $count ->
        [0] Rien de ce qui pouvait être choisi n’a été laissé de côté.
        [one] { $count } pièce du cas n’est pas dans cette copie.
       *[other] { $count } pièces du cas ne sont pas dans cette copie.
    }
copy-redacted =
    { $count ->
        [0] Aucun mot n’a été retiré.
        [one] Des mots ont été retirés à { $count } endroit. Il y a […] à leur place.
       *[other] Des mots ont été retirés à { $count } endroits. Il y a […] à leur place.
    }
copy-unproven =
    { $count ->
        [0] Chaque ligne de l’historique qui s’y trouve a sa preuve dans le dossier proofs.
        [one] { $count } ligne de l’historique n’a pas de preuve : elle attend sa place dans le registre public, ou dit ce qui a été retiré.
       *[other] { $count } lignes de l’historique n’ont pas de preuve : elles attendent leur place dans le registre public, ou disent ce qui a été retiré.
    }
copy-files = Les fichiers sont tels qu’ils sont venus : rien n’y a été retiré.
copy-file = { $size } · SHA-256 { $hash }
readme-open = Le fichier que vous avez reçu est un fichier age avec un zip à l’intérieur. Si vous lisez ceci, vous l’avez ouvert :
readme-page = Ouvrez index.html dans un navigateur. Il ne demande aucun réseau et n’exécute rien. case.pdf, s’il s’y trouve, est la même chose pour le papier ; case.json pour les programmes.
readme-check = Pour voir que rien ne manque et que rien n’a été changé :
readme-proofs = Chaque fichier du dossier proofs montre qu’une ligne de l’historique se trouve dans le registre public. Avec la clé du registre, que l’installation publie sous /log/key :
follow-copies = Copies remises
follow-copies-text = Vous l’avez permis. Ce qui a été remis ne peut être repris ; ce que vous ne permettez plus n’est remis à personne d’autre.
own-copy-title = Tout ce qui est gardé sur ce signalement
own-copy-open = Prendre une copie de tout ce qui est gardé sur ce signalement
own-copy-text = Vous recevez un fichier, un zip. Il contient vos réponses, votre nom si vous l’avez donné, tous les messages et fichiers, ce que vous avez permis, qui a appris quoi, et des preuves. Qui a le fichier peut le lire : ne le prenez pas sur un téléphone ou un ordinateur que d’autres regardent. Les notes de l’équipe n’y sont pas.
own-copy-take = Prendre la copie
own-copy-careful = Qui a ce fichier peut le lire. Gardez-le là où personne d’autre ne le trouve.
own-copy-not = Les notes de l’équipe n’y sont pas.
own-copy-identity = Votre nom et comment vous joindre
own-copy-consents = Ce que vous permettez
takeout-part-promise = Ce qui a été promis
