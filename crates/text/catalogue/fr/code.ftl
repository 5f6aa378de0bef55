# The Code, paragraph by paragraph
# vocabulary: basis affected

code-title = Le Code de conduite
code-lead = Ce que le Code de conduite international demande aux entreprises de sécurité privées, paragraphe par paragraphe, en mots simples.
code-ours = Ces mots sont les nôtres, pour vous aider à vous y retrouver. Le texte du Code n’est pas ici : ce qui compte est ce que l’Association publie.
code-text = Lire le texte là-bas (autre site)
code-edition = { $name }, depuis le { $since }. Comment nous le savons : { $known }
code-tag = De quoi il s’agit
code-affects = Qui il protège
code-basis = Comment nous le savons
code-citing = Comment il est cité ici
code-cited = { $name } : { $code }
code-found = Paragraphes trouvés : { $count }
code-others = Où d’autres textes en parlent
code-others-none = Nous n’en connaissons pas.
code-numbers = Dossiers terminés qui y touchent
code-numbers-none = Aucun chiffre n’est encore communiqué, ou aucun n’est assez grand.
code-before = Précédent : { $number } · { $title }
code-after = Suivant : { $number } · { $title }
code-when = Période
basis-seen = lu dans le texte
basis-partly = lu en partie
basis-remembered = de mémoire
basis-unsure = de mémoire, à vérifier
affected-public = Les personnes qui vivent ou travaillent à proximité
affected-guards = Les agents et les autres personnes qui travaillent pour l’entreprise
affected-detainees = Les personnes retenues
affected-clients = Les clients
affected-states = Les États
