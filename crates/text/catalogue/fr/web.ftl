# What the frame of every page says, beside the common words.

field-day = Jour
field-month = Mois
field-year = Année
problem-link = { $label } – { $problem }
problem-unknown-word = Aucun reçu ne contient le mot numéro { $position }. Veuillez le vérifier.
problem-unknown-word-near = Aucun reçu ne contient le mot numéro { $position }. Vouliez-vous dire « { $suggestion } » ?
problem-receipt-mistyped = Un mot, ou un groupe de chiffres, diffère du reçu. Veuillez les comparer un par un.
problem-receipt-length = Il y a trop peu ou trop de mots ou de chiffres. Veuillez donner tout le reçu.
problem-unknown-receipt = Nous ne connaissons aucun signalement avec ce reçu. Veuillez comparer chaque mot, ou chaque groupe de chiffres.
problem-empty-file = « { $name } » est vide : rien n’a pu en être gardé. Veuillez le choisir de nouveau, ou choisir un autre fichier.
