# Names of the words the system keeps: one id for each code, `vocabulary-code`.
# vocabulary: role consent compartment submitter identity-mode entry
# vocabulary: need clock
# vocabulary: fear urgency told outcome kind mandate precision



## Why a case was erased

erase-asked-for = Une personne qui en a le droit l’a demandé
erase-kept-long-enough = Il a été gardé aussi longtemps que nous gardons de tels dossiers
erase-not-a-report = Ce n’est pas un signalement : vide, ou envoyé pour en cacher d’autres
erase-ordered = Un tribunal ou une autorité l’a ordonné

## Roles at a desk

role-intake = Accueil
role-intake-explained = Lit ce qui arrive, confirme la réception et confie le dossier à un chargé de dossier.
role-case-officer = Chargé de dossier
role-case-officer-explained = Fait avancer les dossiers et écrit aux personnes qui signalent.
role-supervisor = Superviseur
role-supervisor-explained = Répond du bureau : ses membres, ses questions et qui peut voir quel dossier.
role-custodian = Gardien des identités
role-custodian-explained = Garde les noms et contacts des personnes qui signalent, à part de ce qu’elles disent.
role-analyst = Analyste
role-analyst-explained = Voit les chiffres et les tendances, mais aucun dossier.
role-auditor = Auditeur
role-auditor-explained = Voit qui a fait quoi et quand, mais pas ce qui a été dit.
role-administrator = Administrateur
role-administrator-explained = Fait fonctionner le système. Ne lit aucun dossier.
role-monitor = Suivi
role-monitor-explained = Tient à jour ce que l’on sait des entreprises et des pays, et observe comment les entreprises agissent. Ne lit aucun dossier.

## What may be done with a report

consent-store = Garder mon signalement
consent-store-explained = Nous gardons sous clé ce que vous avez envoyé pour pouvoir y travailler. Sans cela, nous ne pouvons pas aider. Si vous le retirez, votre nom et le moyen de vous joindre sont effacés pour de bon.
consent-contact = Me contacter
consent-contact-explained = Nous pouvons vous écrire ou vous appeler de la façon que vous avez indiquée. Sinon, nous répondons seulement sur ce site.
consent-link = Le mettre à côté d’autres semblables
consent-link-explained = Nous pouvons mettre votre signalement à côté d’autres qui disent la même chose. Ensemble, ils pèsent plus. Les autres n’apprennent rien de vous. Un conseil ou l’Association peut alors apprendre de quelle entreprise et de quel genre de préjudice vous parlez, à peu près combien vous êtes, dans quel pays et en quelle année.
consent-send-to-company = Informer l’entreprise
consent-send-to-company-explained = Nous pouvons dire à l’entreprise de sécurité ce qui s’est passé, pour qu’elle réponde. Votre nom n’est pas donné, sauf si vous le voulez.
consent-name-to-company = Dire à l’entreprise qui je suis
consent-name-to-company-explained = Nous pouvons dire votre nom à l’entreprise de sécurité. Elle peut alors savoir où vous trouver. Dites oui seulement si vous vous sentez en sécurité.
consent-send-to-mediator = Informer une médiation
consent-send-to-mediator-explained = Nous pouvons dire à une personne médiatrice ce qui s’est passé ; elle n’est d’aucun côté et aide les deux à trouver une solution. Votre nom n’est pas donné, sauf si vous le voulez.
consent-name-to-mediator = Dire à la médiation qui je suis
consent-name-to-mediator-explained = Nous pouvons dire votre nom à la personne médiatrice, pour qu’elle parle avec vous.
consent-send-to-icoca = Informer l’Association
consent-send-to-icoca-explained = Nous pouvons transmettre votre signalement à l’Association qui veille sur le Code de conduite des entreprises de sécurité.
consent-send-to-regulator = Informer les autorités
consent-send-to-regulator-explained = Nous pouvons transmettre votre signalement au service public qui autorise les entreprises de sécurité.
consent-share-with-cso = Partager avec des organisations partenaires
consent-share-with-cso-explained = Nous pouvons partager votre signalement avec d’autres organisations qui défendent les droits et gardent le secret comme nous.
consent-publish-deidentified = Publier sans noms
consent-publish-deidentified-explained = Nous pouvons raconter votre histoire en public sans noms, sans lieux et sans rien qui montre qui vous êtes.
consent-publish-named = Publier avec mon nom
consent-publish-named-explained = Nous pouvons raconter votre histoire en public avec votre nom. Une fois publique, elle ne peut plus être retirée partout.
consent-statistics = Le compter
consent-statistics-explained = Nous pouvons compter votre signalement dans nos chiffres. Un chiffre ne montre à personne qui vous êtes.
consent-court = L’utiliser en justice
consent-court-explained = Nous pouvons remettre votre signalement à un tribunal ou à un avocat s’il y a un procès. On pourrait vous demander d’y parler.
consent-reach = Cela comprend : { $scope }. Cela va à : { $to }.
consent-since = Permis depuis le { $day }.

## Ce qu’un usage atteint, et qui le reçoit

data-scope-identity = votre nom et comment vous joindre
data-scope-facts = ce qui s’est passé
data-scope-evidence = vos fichiers
data-scope-statistics = un de plus dans un nombre
recipient-desk = le bureau que vous avez choisi
recipient-company = l’entreprise de sécurité
recipient-mediator = la personne médiatrice
recipient-association = l’Association
recipient-authorities = les autorités
recipient-organisations = des organisations partenaires
recipient-public = tout le monde
recipient-court = les tribunaux et les avocats

## Parts of a case

compartment-identity = Nom et contact
compartment-narrative = Le signalement et les messages
compartment-team = Notes de l’équipe
compartment-room = Ce qui est dit à d’autres, et leurs réponses
compartment-original = Fichiers tels qu’ils sont arrivés
compartment-derivative = Copies faites à partir des fichiers

## Who reports

submitter-affected = Cela m’est arrivé
submitter-representative = Je parle pour une personne à qui c’est arrivé
submitter-group = Je parle pour un groupe de personnes
submitter-union = Je suis d’un syndicat
submitter-ngo = Je suis d’une organisation
submitter-witness = Je l’ai vu ou j’en ai connaissance
submitter-guard = Je suis agent de sécurité
submitter-other = Quelqu’un d’autre

## How a person wants to be known

identity-mode-named = Vous pouvez donner mon nom
identity-mode-confidential-to-desk = Seul le bureau peut connaître mon nom
identity-mode-anonymous = Je ne donne pas mon nom

## How a report came in

entry-web = Ce site
entry-phone = Téléphone
entry-letter = Lettre
entry-in-person = En personne
entry-email = E-mail
entry-partner = Une organisation partenaire

## Fear of revenge

fear-none = Non, je n’ai pas peur
fear-some = Cela m’inquiète un peu
fear-high = Oui, j’ai très peur

## What makes it urgent

urgency-life = La vie ou la santé de quelqu’un est en danger
urgency-minor = Un enfant est touché
urgency-ongoing = Cela continue encore
urgency-evidence-perishing = Des preuves risquent de disparaître
urgency-none = Rien de tout cela

## Who was told already

told-company = L’entreprise
told-police = La police
told-regulator = Les autorités
told-court = Un tribunal
told-union = Un syndicat
told-media = Les journaux, la radio ou la télévision
told-nobody = Personne

## What the person wants

outcome-apology = Des excuses
outcome-compensation = De l’argent pour le tort subi
outcome-back-pay = Le salaire qui est dû
outcome-reinstatement = Retrouver l’emploi
outcome-medical-care = Des soins médicaux
outcome-protection = Une protection
outcome-stop = Que cela cesse
outcome-investigation = Que l’on vérifie les faits
outcome-policy-change = Que les règles changent
outcome-discipline = Que les responsables en répondent
outcome-be-heard = Être entendu
outcome-other = Autre chose

## What happened

kind-force = Violence ou coups
kind-killing-injury = Mort ou blessure grave
kind-torture-ill-treatment = Torture ou traitement cruel
kind-sexual-violence = Violence sexuelle
kind-detention = Être retenu ou enfermé
kind-trafficking-forced-labour = Traite de personnes ou travail forcé
kind-child-labour = Travail d’enfants
kind-discrimination = Être traité moins bien que les autres
kind-pay-hours = Salaire ou heures de travail
kind-working-conditions = Conditions de travail dangereuses ou mauvaises
kind-harassment = Harcèlement ou menaces
kind-weapons = Armes
kind-property = Biens abîmés ou pris
kind-retaliation = Vengeance pour avoir parlé
kind-other = Autre chose

## How a person agreed that another speaks for them

mandate-written = Par écrit
mandate-thumbprint = Par une empreinte du pouce
mandate-audio = Par un enregistrement de la voix
mandate-community-meeting = Dans une réunion de la communauté
mandate-none = Pas encore

## How sure a date is

precision-exact = Ce jour exactement
precision-about = Vers cette date
precision-month = Ce mois
precision-season = Cette saison
precision-year = Cette année
precision-unknown = Pas connu

## What an act of the procedure needs, and what a clock waits for

need-reminded-twice = Deux rappels sans réponse
need-reason = Un motif, en mots pour l’équipe
clock-plan = Le plan de l’entreprise
clock-acknowledge = L’accusé de réception
clock-answer = La réponse promise

standing-applicant = Candidate
standing-transitional-member = Membre en transition
standing-certified-member = Membre certifié
standing-affiliate = Affiliée
standing-suspended = Suspendue
standing-withdrawn = Partie d’elle-même
standing-terminated = Adhésion terminée
standing-not-in = Jamais membre
standing-unknown = On ne sait pas
guard-force-security-company = Une entreprise de sécurité
guard-force-in-house = Des gardes du propriétaire du site
guard-force-public = Police, armée ou autre force publique
guard-force-unknown = On ne sait pas
door-stands-open = ouverte
door-stands-careful = ouverte, avec prudence
door-stands-not-first = ouverte, mais pas en premier
door-stands-tip-only = prend note et ne répond pas
door-stands-not-known = on ne sait pas s’il y en a une
door-stands-dead = il n’y en a pas dans ce pays
door-why-for-everybody = pour tout le monde
door-why-standing = ce que l’entreprise était alors
door-why-standing-to-check = vérifier ce que l’entreprise était alors
door-why-force = qui l’a fait
door-why-force-to-check = établir qui l’a fait
door-why-harm = traite de ce qui s’est passé
door-why-harm-to-check = établir ce qui s’est passé
door-why-for-workers = pour qui y travaille
door-why-gives = peut donner ce qui est souhaité
door-why-named-here = citée dans le profil du pays
door-why-profile-missing = rien n’est connu ici du droit du pays
door-why-profile-not-reviewed = le profil du pays n’est pas relu
door-why-from-memory = de mémoire : à vérifier
door-why-no-answer = pas de réponse
door-why-no-such-route = pas de telle plainte là-bas
door-why-not-known-here = ce qu’elle traite n’est pas connu ici
door-why-in-danger = danger
door-why-tried = déjà essayée
door-cost-free = gratuit
door-cost-fee = payant
rules-procedure = Procédure
rules-doors = Portes
rules-figures = Chiffres

likely-sure = le même nom
likely-perhaps = peut-être
likely-doubtful = douteux
name-reason-same = rien ne diffère
name-reason-same-without-legal-form = la forme juridique diffère
name-reason-word-order = l’ordre des mots diffère
name-reason-joined-words = les espaces diffèrent
name-reason-trade-words = des mots du métier diffèrent
name-reason-other-script = écrit dans une autre écriture
name-reason-abbreviation = abrégé
name-reason-part-of-name = une partie du nom
name-reason-spelling = des lettres diffèrent
