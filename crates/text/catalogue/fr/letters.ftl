letters-choose = Commencer par une lettre
letters-put = Mettre ci-dessous
letters-hint = Elle remplace ce qui est écrit ci-dessous.
problem-unfilled = Quelque chose est resté ouvert : { $what }. Complétez-le ou enlevez-le.
