# The working area of those who are signed in.
# vocabulary: act audit answer-kind often numbers-clock

## Signing in and unlocking

sign-lead = Sign in to work on cases.
sign-name = Name
sign-passphrase = Passphrase to sign in
sign-code = Code
sign-code-hint = Six numbers from your authenticator, or a spare code.
sign-unlock-title = Unlock your cases
sign-unlock-lead = You are signed in. What people sent is still locked; this second passphrase opens it for you.
sign-unlocking = Passphrase to unlock
sample-title = Sample logins
sample-text = This is a sample network; nothing in it is real. Each code works once and changes every 30 seconds: open this page again for a new one.
sample-what = What they do

## Inbox

inbox-locked = Before you unlock, only states and clocks are shown.
inbox-title = Title
inbox-state = State
inbox-all-states = All, closed ones too
inbox-due = Clock
inbox-overdue = Overdue
inbox-soon = Due within a week
inbox-overdue-count = Overdue: { $count }
inbox-assignee = Carried by
inbox-me = Me
inbox-nobody = Nobody
inbox-week = Week of arrival

## A case

case-acknowledge = Say that it arrived
case-answer = Answer
case-consent = Allowed by the reporter
case-contact-stopped = The reporter is not safe and asks for no contact. Do not write or call.
case-withdrawn = The reporter took the report back.
case-report = The report
case-reporter = The reporter
case-somebody = Somebody of the desk
case-system = The system
case-message = Write to the reporter
case-message-hint = The reporter reads this on the site, with the code.
case-send = Send to the reporter
case-notes = Notes
case-note = Write a note
case-note-hint = The team reads it, the reporter does not.
case-note-save = Keep for the team
case-note-own = Keep for me alone
case-own-note = Only you read this
case-next = What comes next
case-assign = Who carries it, and its title
case-reason = Reason
step-why = Why, for the team
step-leads-to = Leads to: { $state }
step-others = What others can do from here
step-beside = What else is so
step-beside-ends = Over: { $what }
step-not-now = That cannot be done from where the case stands
step-now = Possible now: { $acts }
step-kept = You had typed this; it was not used:
step-not-yet = Something is missing
step-missing = Not possible yet. It needs: { $needs }
case-may-be = Which company may be meant
case-may-be-text = By its name alone. You decide; nothing is linked by itself.
case-company-then = On { $day }: { $standing }
case-company-uncertain = not certain: look at its page
case-linked = Linked
sheets-title = Worksheets
sheets-others = What others fill in here
sheet-not-yet = not filled in yet
sheet-shown = The person who reported reads this.
sheet-hidden = Only the team reads this.
sheet-not-own = Somebody else has to do that
sheet-not-own-text = Nobody looks over what they filled in themselves. Ask a colleague.
sheet-again = { $what }, again
doors-title = Doors that stand open
doors-text = Proposed from the report and from what you say here. The person chooses; nothing is done without them.
doors-standing = What the company was in the Association on that day
doors-force = Whose guards they were
doors-country = Country
doors-signs = Also so
doors-state-forces = Police or soldiers were there
doors-minor = A child was harmed
doors-put = Put these into words below
doors-tried = tried
doors-days = last day, in days after it happened: { $days }
doors-months = last day, in months after it happened: { $months }
doors-years = last day, in years after it happened: { $years }
doors-no-limit = ask by which day
case-beside = Also so
clock-longer = More time: { $what }
clock-reminds = reminder: { $what }
clock-over = time is up: { $what }
clock-waits = stands still
clock-paused = Clocks stand still
procedure-link = The whole procedure
case-close-reason = How did it end?
case-close-explanation = Explain it to the team
case-access = Who may read it
case-access-named = Only those named
case-access-desk = All of the desk
case-aside = Step aside from this case
case-identity = Who reported
case-identity-open = Open name and contact

## What happened in a case

act-report-received = sent the report
act-opened = opened the case
act-identity-opened = opened name and contact
act-file-opened = opened a file
act-stepped = carried it on
act-sheet-filled = filled in
act-linked = opened an urgent case
act-beside-begun = noted that it is so
act-beside-ended = noted that it is over
act-clock-said = the clock
act-clock-extended = gave more time
act-assigned = said who carries it
act-titled = changed the title
act-access-given = let somebody read it
act-access-taken = ended somebody’s reading
act-access-ended = reading ended on its day
act-access-changed = changed who may read it
act-stepped-aside = stepped aside
act-merged-into = joined it with another
act-merged-from = another case was joined with it
act-message-sent = wrote to the reporter
act-note-written = wrote a note
act-private-note-written = wrote a private note
act-file-added = added a file
act-reporter-wrote = wrote a message
act-reporter-sent-file = sent a file
act-consent-changed = changed what is allowed
act-contact-stopped = stopped contact
act-contact-allowed = allowed contact again
act-withdrawn = took the report back
act-receipt-changed = changed the code

## People

people-title = People
people-name = Name
people-roles = Roles
people-leads = Signs who may read
people-reads = Is let in
people-waits = Not let in yet
people-left = No longer here
people-closed = Account closed; remove them, so that the desk gets a new key
people-fingerprint = Sign of the keys
people-fingerprint-hint = Compare this sign by voice before you let somebody in: then you know that nobody has put another key in its place.
people-roster = The list of who may read, number { $version }: sign { $sign }. Whoever of the desk looks here must see the same.
people-invitations = Invitations not taken yet
people-invite = Invite somebody
people-invite-do = Make the invitation
people-invited = The invitation is ready.
people-invited-how = Give this link to the person yourself, in a safe way. It works once, within seven days.
people-take-back = Take back
people-admit = Let them in
people-admit-how = Call this person and compare the sign of their keys. If it is the same, let them in: from then on they read what their roles read.
people-remove = Remove from the desk
people-remove-what = They are signed out at once and read nothing that comes from now on. What they have read before, they know. The desk gets a new key.
people-change-admit = Let { $name } in
people-change-roles = { $name }: other roles ({ $roles })
people-change-remove = Remove { $name }
people-waiting = Needs signatures of { $needed } people. Signed so far: { $signed }.
people-another-waits = A change waits for another signature. Sign it or drop it first.
people-sign = Sign this change
people-drop = Drop this change
people-conflict = This change cannot be made now.
people-conflict-why = Perhaps another change waits. Or the desk would be left without somebody who signs, or who keeps names, or a case would be left that nobody can open, or whose names nobody can: name somebody else, or have the names handed on, first.
rolled-back = An older list of who may read lies where the newest should be.
rolled-back-why = Somebody has changed the database, or an old copy of it was put back. No report is taken and nothing is sealed to this desk until its leads have looked who is on the list, and signed it anew: to do so, they save the roles of somebody once more.

## Coming in by invitation

join-title = Welcome to { $desk }
join-lead = { $name }, you are invited as: { $roles }. Choose a name and two passphrases.
join-name-hint = At least three letters or numbers. You type it to sign in.
join-passphrase-hint = Several words that nobody guesses, at least 12 signs. It opens the door, but no case.
join-unlocking-hint = Other words, at least 12 signs. They open what people sent. Nobody can give them to you again, not even the administrator.
join-again = The same again
join-sheet = Print this page or copy it by hand
join-sheet-lead = Keep it outside the computer, where only you find it.
join-recovery = Recovery code
join-recovery-what = It opens your keys once if you forget the passphrase to unlock. Whoever has it and can sign in as you reads all that you read.
join-spares = Spare codes
join-spares-what = Each works once in place of your authenticator.
join-authenticator = Authenticator
join-authenticator-what = Draw this picture into an authenticator app on your phone. It then shows six numbers that change every 30 seconds.
join-qr = Picture for the authenticator app
join-type-in = If you cannot use the picture, type this into the app:
join-code = Code of the authenticator
join-code-hint = The six numbers that it shows now.
join-finish = I have printed the codes. Finish
join-done = You are in
join-done-lead = Now somebody who leads { $desk } must let you in. They call you and compare this sign of your keys:

## The own account

account-title = My account
account-sessions = Where you are signed in
account-session = Since { $begun }, last used { $used }
account-this-session = This one
account-end = End
account-language-browser = As the browser asks
account-calendar = Calendar
account-calendar-what = A calendar program can ask at an address of your own on which days something is due. It is told how many, and nothing of any case.
account-calendar-make = Make a new address
account-calendar-end = End the address
calendar-name = Due at the desk
calendar-due = Due: { $count }
calendar-due-late = Due: { $count }, of them late: { $late }
account-secrets = Passphrases and codes
account-spares-left = Spare codes left
account-old = The passphrase until now
account-new = The new passphrase
account-make = Make new ones
account-passphrase = Another passphrase to sign in
account-passphrase-what = You are signed out everywhere else.
account-unlocking = Another passphrase to unlock
account-unlocking-what = It must differ from the one you sign in with: the server hears that one at every sign-in.
account-recovery = A new recovery code
account-recovery-what = The one you printed before then opens nothing any more.
account-spares = New spare codes
account-spares-what = The old ones then open nothing any more.
account-authenticator = Another authenticator
account-authenticator-what = The old one works until the new one has shown its first code.
recover-link = I have lost this passphrase
recover-title = Unlock with the recovery code
recover-lead = Type the code that you printed, and choose a new passphrase to unlock. The code is then used up, and you get a new one.
recover-code = Recovery code
recover-code-hint = Seven groups of four signs.

## Audit

audit-title = Audit
audit-lead = Who changed the desk, and when. What was done in a case stands in the case itself.
audit-when = When
audit-who = Who
audit-what = What
audit-desk-founded = founded the desk
audit-member-invited = invited somebody
audit-invitation-taken = took the invitation
audit-roster-signed = signed who may read
audit-member-removed = removed
audit-member-disabled = closed the account of
audit-login-reset = reset the login of
audit-procedure-used = put another procedure to use
audit-doors-used = put other doors to use
audit-profile-used = put another legal profile to use
audit-figures-used = put other figures to use
audit-country-set = said where the desk works
audit-channel-changed = changed a way to report
audit-roster-proposed = proposed a change of who may read:
audit-roster-dropped = dropped a change of who may read:
audit-invitation-taken-back = took back an invitation
audit-case-erased = erased a case:
audit-passphrase-changed = changed the passphrase to sign in with
audit-unlocking-changed = changed the passphrase to unlock with
audit-authenticator-changed = set up another authenticator
audit-spare-codes-made = made new spare codes
audit-recovery-code-made = made a new recovery code
audit-recovery-code-used = unlocked with the recovery code
audit-older = Older lines

## Numbers

numbers-title = Numbers
numbers-lead = How many reports there are, and how they stand. Nothing here names a case.
numbers-few-why = Fewer than { $fewest } are not told, nor what would give them away.
numbers-weeks = Week of arrival
numbers-count = Reports
numbers-few = few
numbers-before = Before
numbers-told = What this desk’s cases came to
numbers-told-text = The figures of the public numbers, of the cases of this desk alone, made once for each period that is over. Keep them within the desk: held against the public numbers, they tell of other desks.
numbers-clock-overdue = Overdue
numbers-clock-soon = Due within a week
numbers-clock-later = Due later
numbers-clock-none = No clock

## Ways to report

channels-title = Ways to report
channels-lead = Each way to report has its own questions, readers and promise. People see those that are open.
desk-country = Where the desk works
desk-country-hint = Working days are counted by the weekends and holidays of this country.
channels-open = Open
channels-closed = Closed
channels-open-what = Open: people can report this way
channels-add = Add a way to report
channels-questions = Questions
channels-questions-what = One a page, in this order. Four of them must stay; all others may go or change.
channels-required = Must be answered; “I don’t know” counts
channels-conditional = Asked only after certain answers
channels-earlier = Earlier: { $question }
channels-later = Later: { $question }
channels-new-question = A question of your own
channels-left-out = Not asked now
channels-put-back = Ask it
channels-settings = Settings
channels-languages = Languages it is offered in
channels-own-language = Its own language, shown where another is missing
channels-acknowledge = You say that it arrived, within days
channels-answer = You answer, within days
channels-days-hint = From 1 to 60 days until you say that it arrived, then until 730 days at most.
channels-name = Name ({ $language })
channels-readers = Who reads it, in plain words ({ $language })
channels-readers-hint = People decide by this whether they dare to write.
channels-conflict = Somebody else changed this meanwhile.
channels-conflict-what = Look at it as it is now, and change it again.
channels-kind = Kind of answer
channels-question = Question ({ $language })
channels-question-hint = Leave it empty for the words that ship with Watchpost.
channels-hint = Help below it ({ $language })
channels-options = Answers to choose from ({ $language })
channels-options-hint = One a line, in the same order in each language. Only for “one” and “several”.
channels-offered = Answers that are offered
channels-only-if = Ask it only after an answer to
channels-only-if-hint = Leave it empty to ask always.
channels-any-of = Which answers
channels-remove = Do not ask this any more
channels-remove-what = Answers that people gave stay in their cases.
answer-kind-short = A line
answer-kind-long = A longer text
answer-kind-one = One of several answers
answer-kind-many = Several answers
answer-kind-when = A date, as exactly as is known
answer-kind-where = A place

## Entering a report, joining two, letting others read

enter-title = Enter a report by hand
enter-lead = For somebody who called, wrote or came. Ask them the same questions; at the end there is a code for them.
enter-channel = Way to report
enter-how = How did it come?
enter-language = Language
enter-language-hint = The one you speak with the person.
case-give = Let somebody read
case-until = Until this day
case-give-do = Let them read
case-take = End somebody’s reading
case-take-do = End it
case-merge = Join with another case
case-merge-what = If both are about the same report. This one is closed and points to the other.
case-merge-other = Reference of the other case
case-erase = Erase the case
case-erase-what = All of it goes for good: the report, files, messages, notes and history. Whoever reported it can no longer come back with their code. The public log stays whole, but nobody can show any more what its entries meant. Backups made before today still hold the case until they are deleted.
case-erase-reference = Type the reference of this case
case-erase-why = Why is it erased?
receipt-entered = You enter this for somebody. Read the code to them, or hand it over; do not keep it.

## Looking at a file

preview = Look at it
preview-of = Look at it: { $name }
preview-back = Back to the case
preview-none = This file cannot be looked at here. Download it, and open it only where it can do no harm.
preview-unreadable = This file cannot be drawn here: it is damaged, locked with a password, or of a kind that is not known. Download it, and open it only where it can do no harm.
preview-too-long = This file is too large to be looked at here. Download it, and open it only where it can do no harm.
preview-not-held = This server cannot show pictures and PDFs safely, so it does not. Tell whoever runs it that `watchpost doctor` says why. Until then the file can be downloaded.
preview-page = Page { $page } of { $pages }
preview-close = Larger, on its own
preview-drawn = This is drawn anew from the file: it carries no hidden details and can do nothing. What was sent stays as it was.

## Who reported: two people

case-identity-two = Name and contact are opened by two: you say why, and a colleague agrees.
case-identity-ask = Ask a colleague
case-identity-waits = You asked. A colleague can agree until { $day }.
case-identity-agreed = { $name } agreed. You can open it until { $day }.
case-identity-alone = Nobody else at this desk reads cases, so nobody can agree. You can open it alone; the history says so.
case-identity-asks = { $name } asks to open who reported
case-identity-agree = Agree
case-identity-refuse = Do not agree
case-identity-refuse-why = Why not
act-identity-asked = asked to open name and contact
act-identity-agreed = agreed that name and contact are opened
act-identity-refused = did not agree to open name and contact
act-identity-handed = gave another custodian the key to name and contact
case-times = { $count ->
    [one] once
   *[other] { $count } times
}
case-older = Older
case-proof = Proofs
case-proof-of = Proof of line { $number }
case-proof-what = A proof holds what was said in a line, as far as you read it, and shows anybody that it stands in the public log. It never says who reported.
inbox-asked = Your word is asked
inbox-asked-count = Cases in which a colleague needs your word to open who reported: { $count }
inbox-asked-show = Show them
people-hand-on = Hand on who reported
people-hand-on-what = Cases in which you can open who reported and they cannot: { $count }. They need the keys too, or nobody has them when you leave.
people-hand-on-do = Give them the keys
case-not-yours = You have no key to what was said here; only those who read the desk do.

## Mail that says there is something new

mail-title = Mail
mail-lead = A mail can tell you that there is something new. It never says what, or in which case. Whoever reads your mail learns that you work here.
mail-none-here = No mail goes out from here: whoever runs the machine has not set it up.
mail-address = Your e-mail address
mail-often = How often
mail-off = No mail
often-hourly = Every hour in which something came
often-daily = Once a day
mail-at = At what hour, if once a day
mail-quiet-from = Quiet from
mail-quiet-until = Quiet until
mail-zone = Your time zone
mail-zone-hint = Such as Africa/Nairobi or America/Bogota.
mail-subject = { $site }
mail-news = There is something new for you.
mail-hello = Mail from here comes to this address from now on.
mail-where = Sign in to see it: { $address }
mail-no-more = This mail says nothing more, on purpose. You can end it under "My account".

## Filters, saved views, and the same act on many cases

inbox-kind = About
inbox-country = Country
inbox-urgency = Urgency
inbox-channel = Way of reporting
inbox-messages = Messages
inbox-news = With something new
inbox-views = Saved views
inbox-view-name = Name for what is shown now
inbox-view-keep = Keep this view
inbox-view-drop = Forget “{ $name }”
many-title = Do the same to several
many-lead = Tick the cases above. Each gets its own line in its history.
many-tick = Choose
many-all = All { $count } that are found, not only those ticked
many-assign = Give them to this person
many-close = Close them
many-done = Done: { $done } of { $all }
many-running = Being done: { $done } of { $all }. Load the page again to see how far it is.
many-not-possible = Not possible from where the case stands, or not allowed to you: { $count }
many-none-ticked = Nothing was chosen
many-still-running = Something else is still being done
many-wait = Wait until it is done, then try again.
inbox-more = More filters
