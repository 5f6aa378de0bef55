# Names of the words the system keeps: one id for each code, `vocabulary-code`.
# vocabulary: erase role consent compartment submitter identity-mode entry
# vocabulary: need clock standing guard-force door-stands door-why likely name-reason
# vocabulary: rules door-cost fear urgency told outcome kind mandate precision data-scope recipient



## Why a case was erased

erase-asked-for = Somebody with the right to it asked
erase-kept-long-enough = It was kept as long as we keep such cases
erase-not-a-report = Not a report: empty, or sent to bury others
erase-ordered = A court or an authority ordered it

## Roles at a desk

role-intake = Intake
role-intake-explained = Reads what comes in, answers that it has arrived, and gives it to an officer.
role-case-officer = Case officer
role-case-officer-explained = Carries cases forward and writes with the people who report.
role-supervisor = Supervisor
role-supervisor-explained = Answers for the desk: its people, its questions and who may see which case.
role-custodian = Custodian
role-custodian-explained = Keeps the names and contacts of those who report, apart from what they say.
role-analyst = Analyst
role-analyst-explained = Sees numbers and trends, but no case.
role-auditor = Auditor
role-auditor-explained = Sees who did what and when, but not what was said.
role-administrator = Administrator
role-administrator-explained = Keeps the system running. Reads no case.
role-monitor = Monitor
role-monitor-explained = Keeps what is known of companies and countries, and looks at how companies act. Reads no case.

## What may be done with a report

consent-store = Keep my report
consent-store-explained = We keep what you sent, locked, so that we can work on it. Without this we cannot help. If you take it back, your name and how to reach you are erased for good.
consent-contact = Contact me
consent-contact-explained = We may write to you or call you in the way you told us. Without this we only answer on this site.
consent-link = Put it beside others like it
consent-link-explained = We may put your report beside others that tell the same. Together they weigh more. The others are told nothing of you. A board or the Association may then hear of which company and what kind of harm you tell, roughly how many you are, in which country and in which year.
consent-send-to-company = Tell the company
consent-send-to-company-explained = We may tell the security company what happened, so that it can answer. Your name is left out unless you say otherwise.
consent-name-to-company = Tell the company who I am
consent-name-to-company-explained = We may tell the security company your name. It may then know where to find you. Say yes only if you feel safe.
consent-send-to-mediator = Tell a mediator
consent-send-to-mediator-explained = We may tell a mediator what happened, somebody on neither side who helps both to find a solution. Your name is left out unless you say otherwise.
consent-name-to-mediator = Tell the mediator who I am
consent-name-to-mediator-explained = We may tell the mediator your name, so that they can speak with you.
consent-send-to-icoca = Tell the Association
consent-send-to-icoca-explained = We may pass your report to the Association that watches over the Code of Conduct for security companies.
consent-send-to-regulator = Tell the authorities
consent-send-to-regulator-explained = We may pass your report to the public office that gives security companies their licence.
consent-share-with-cso = Share with partner organisations
consent-share-with-cso-explained = We may share your report with other organisations that defend people’s rights and keep secrets as we do.
consent-publish-deidentified = Publish without names
consent-publish-deidentified-explained = We may tell your story in public without names, places or anything else that shows who you are.
consent-publish-named = Publish with my name
consent-publish-named-explained = We may tell your story in public with your name. Once it is public, it cannot be taken back everywhere.
consent-statistics = Count it
consent-statistics-explained = We may count your report in our numbers. Nobody can see from a number who you are.
consent-court = Use it in court
consent-court-explained = We may hand your report to a court or a lawyer if there is a case. You might be asked to speak there.
consent-reach = It covers: { $scope }. It goes to: { $to }.
consent-since = Allowed since { $day }.

## What of a report a purpose reaches, and who gets it

data-scope-identity = your name and how to reach you
data-scope-facts = what happened
data-scope-evidence = your files
data-scope-statistics = one more in a number
recipient-desk = the desk you chose
recipient-company = the security company
recipient-mediator = the mediator
recipient-association = the Association
recipient-authorities = the authorities
recipient-organisations = partner organisations
recipient-public = everybody
recipient-court = courts and lawyers

## Parts of a case

compartment-identity = Name and contact
compartment-narrative = The report and the messages
compartment-team = Notes of the team
compartment-room = What is told to others, and what they answer
compartment-original = Files as they came
compartment-derivative = Copies made of files

## Who reports

submitter-affected = It happened to me
submitter-representative = I speak for somebody it happened to
submitter-group = I speak for a group of people
submitter-union = I am from a trade union
submitter-ngo = I am from an organisation
submitter-witness = I saw it or know of it
submitter-guard = I am a security guard
submitter-other = Somebody else

## How a person wants to be known

identity-mode-named = You may use my name
identity-mode-confidential-to-desk = Only the desk may know my name
identity-mode-anonymous = I do not give my name

## How a report came in

entry-web = This site
entry-phone = Phone
entry-letter = Letter
entry-in-person = In person
entry-email = E-mail
entry-partner = A partner organisation

## Fear of revenge

fear-none = No, I am not afraid
fear-some = I am a little worried
fear-high = Yes, I am very afraid

## What makes it urgent

urgency-life = Somebody’s life or health is in danger
urgency-minor = A child is affected
urgency-ongoing = It is still going on
urgency-evidence-perishing = Proof may soon be gone
urgency-none = None of these

## Who was told already

told-company = The company
told-police = The police
told-regulator = The authorities
told-court = A court
told-union = A trade union
told-media = Newspapers, radio or television
told-nobody = Nobody

## What the person wants

outcome-apology = An apology
outcome-compensation = Money for the harm done
outcome-back-pay = The pay that is owed
outcome-reinstatement = The job back
outcome-medical-care = Medical care
outcome-protection = Protection
outcome-stop = That it stops
outcome-investigation = That it is looked into
outcome-policy-change = That the rules change
outcome-discipline = That those who did it are held to account
outcome-be-heard = To be heard
outcome-other = Something else

## What happened

kind-force = Force or beating
kind-killing-injury = Killing or serious injury
kind-torture-ill-treatment = Torture or cruel treatment
kind-sexual-violence = Sexual violence
kind-detention = Being held or locked up
kind-trafficking-forced-labour = Trafficking of people or forced work
kind-child-labour = Child labour
kind-discrimination = Being treated worse than others
kind-pay-hours = Pay or working hours
kind-working-conditions = Dangerous or bad working conditions
kind-harassment = Harassment or threats
kind-weapons = Weapons
kind-property = Damage or taking of property
kind-retaliation = Revenge for speaking out
kind-other = Something else

## How a person agreed that another speaks for them

mandate-written = In writing
mandate-thumbprint = With a thumbprint
mandate-audio = In a voice recording
mandate-community-meeting = In a meeting of the community
mandate-none = Not yet

## How sure a date is

precision-exact = This day exactly
precision-about = About that time
precision-month = This month
precision-season = This season
precision-year = This year
precision-unknown = Not known

## What an act of the procedure needs, and what a clock waits for

need-reminded-twice = Two reminders without an answer
need-reason = A reason, in words for the team
clock-plan = The company’s plan
clock-acknowledge = Saying that it arrived
clock-answer = The promised answer

## What a company was, whose guards they are, and how a door stands

standing-applicant = Applicant
standing-transitional-member = Transitional member
standing-certified-member = Certified member
standing-affiliate = Affiliate
standing-suspended = Suspended
standing-withdrawn = Had left
standing-terminated = Membership ended
standing-not-in = Never in
standing-unknown = Not known
guard-force-security-company = A security company
guard-force-in-house = Guards of the owner of the site
guard-force-public = Police, soldiers or others of a state
guard-force-unknown = Not known
door-stands-open = open
door-stands-careful = open, with care
door-stands-not-first = open, and not the first to go to
door-stands-tip-only = takes what it is told, and does not answer
door-stands-not-known = not known whether there is one
door-stands-dead = there is none in this country
door-why-for-everybody = for everybody
door-why-standing = what the company was then
door-why-standing-to-check = look up what the company was then
door-why-force = whose people did it
door-why-force-to-check = find out whose people did it
door-why-harm = deals with what happened
door-why-harm-to-check = find out what happened
door-why-for-workers = for people who work there
door-why-gives = can give what they wish for
door-why-named-here = named in the profile of the country
door-why-profile-missing = nothing is known here of the law of the country
door-why-profile-not-reviewed = the profile of the country is not reviewed
door-why-from-memory = from memory: check it
door-why-no-answer = they do not answer
door-why-no-such-route = no such complaint there
door-why-not-known-here = what it takes is not known here
door-why-in-danger = danger
door-why-tried = they have been there
door-cost-free = free of charge
door-cost-fee = there is a fee
rules-procedure = Procedure
rules-doors = Doors
rules-figures = Figures

## Which company may be meant

likely-sure = the same name
likely-perhaps = perhaps
likely-doubtful = doubtful
name-reason-same = nothing differs
name-reason-same-without-legal-form = differs in the legal form
name-reason-word-order = differs in the order of words
name-reason-joined-words = differs in spaces
name-reason-trade-words = differs in words of the trade
name-reason-other-script = written in another script
name-reason-abbreviation = shortened
name-reason-part-of-name = a part of the name
name-reason-spelling = differs in letters
