# Pages that need no login: the front door, reporting, coming back with the receipt.

## Front door

home-title = How can we help you?
home-lead = Were you or others harmed by private security guards? Do you work for a security company and have seen something wrong? Here you can say so, safely.
home-safe-title = How we keep you safe
home-safe-account = You need no account and no name. You get a code, and with it you come back.
home-safe-sealed = What you send is locked at once. Only the people you choose can open it.
home-safe-choose = You decide what may be done with it, and you can change your mind.
neutral-title = Opening hours
neutral-text = Our office is open from Monday to Friday, from 9 to 17. On public holidays it is closed.

## What the service promises

about-title = How we protect you
about-lead = This page says what we do with a report, and also what we cannot do.
about-readers-title = Who reads it
about-readers = Only the people of the organisation you choose. Before you write, we show you who they are. Your name and how to reach you are locked apart; fewer people can open them, and each time they must say why. If a report is kept to a few named people and none of them can be reached, whoever leads can open it in an emergency; all of them are told before it opens.
about-sealed-title = What is locked
about-sealed = Everything you type and every file is locked with strong encryption as soon as it reaches us. Whoever takes our computers finds nothing they can read.
about-kept = We keep no address of your computer and no time finer than a week in the open. When you come back to read, nothing is written down.
about-limits-title = What we cannot do
about-limits-server = At the moment you send, our server sees what passes through it, and locks it. If somebody secretly controlled the server at that moment, they could see it.
about-limits-device = We cannot protect a phone or computer that somebody else controls. If you can, use one that is not yours or your employer’s, and clear its history afterwards.
about-limits-files = A photo or document can say who made it, when and where. The people who read your report see that too.
about-proof-title = How you can prove it
about-proof = Everything you write, and everything the desk answers, leaves a fingerprint in a public list that nobody can change without being seen. With your code you can save proofs: of what was written, and that it was there by then. The fingerprint says nothing about you. A proof holds the words, so show it only to people you trust.

## Beginning

report-start-title = Before you begin
report-start-lead = You answer one question after the other. You can stop and go on for 24 hours, on this device.
report-start-required = Only four answers are needed: what happened, where, when, and how to reach you. “I don’t know” is always an answer.
report-start-sealed = What you send is locked. Only those you choose below can open it.
report-start-receipt = Before you send, you get a code. With it you can come back, read the answer and write more.
report-start-device = Do not use a phone or computer of the company this is about.
report-danger-title = Is somebody in danger now?
report-danger = Do not wait for us. Get to a safe place and call the emergency number or people you trust. Nobody may read this for some days.
report-channel = Who should read it?
report-languages = Languages: { $languages }.
report-promise = They confirm its arrival within { $first ->
    [one] 1 day
   *[other] { $first } days
}, and answer within { $full ->
    [one] 1 day
   *[other] { $full } days
}.
report-over-title = There is nothing to go on with
report-over = What was begun here was sent, thrown away, or is older than 24 hours. You can begin anew.
report-closed-title = Nobody can take a report here just now
report-closed = Please come back later. If you cannot wait, turn to people you trust.
report-going-on = You have begun a report on this device.
report-discard = Throw it away

## Questions, one a page

report-progress = Question { $number } of { $of }
report-skipped = You answered: { $answer }
report-when-date = The date, as far as you know it
report-when-date-hint = You may leave parts empty: only a year, or a month and a year.
report-when-precision = How exact is it?
report-country = Country
report-district = District
report-districts = Show districts
report-files-add = Add these files
report-files-added = Added so far
report-files-limits = Photos, videos, voice recordings, documents: any kind, up to 2 GB each. They are locked as they arrive.
file-too-large = “{ $name }” is larger than 2 GB and was not kept.
file-no-room = There is no room for “{ $name }” now, and it was not kept. Please send it again in a few hours.
file-not-whole = “{ $name }” did not arrive whole and was not kept. Please send it again.
file-others-kept = What you wrote, and the files you sent before it, are kept.
report-check-title = Check your answers
report-check-missing = These answers are still needed
report-check-unread = What you typed is kept, and something in it needs another look.

## Receipt and sending

receipt-title = Keep this code
receipt-lead = It is the only way back to your report. We cannot send it to you again.
receipt-or = The same code as numbers:
receipt-write = Write it on paper or learn it by heart. It looks like a customer number.
receipt-lost = If you lose it, nobody can open this conversation for you, not even we.
receipt-hide = Keep it where the people you fear do not look. A photo of it can be found on your phone.
receipt-type-word = To be sure you have it: type word number { $number }
receipt-type-group = To be sure you have it: type the group of numbers number { $number }
report-send-title = Send your report
report-send-lead = It goes to: { $reader }. Once sent, it cannot be changed here, but you can always add to it.
report-send-again = If the connection breaks, press the button again. It is sent only once.
report-sent-title = Your report has arrived
report-sent-lead = Thank you. It is locked now, and those you chose can read it.
report-sent-reference = Reference number
report-sent-next = Come back with your code in some days. There you find our answer, and you can write to us. Nobody will call you unless you allowed it.
report-sent-leave = Leave now
## What was typed is not lost

kept-title = What you typed
kept-copy = It is not kept here any more. Copy it now; on the next page you can paste it.
kept-yours = Your answer
kept-old-form = Nothing was sent. What you typed is still here: press the button once more.
kept-try-later = What you typed is still here, and not sent yet. Leave this page open and press the button again in a few minutes.
kept-changed = It was changed in another window. What you typed is still here: look at it, and press the button once more.

## What the window is called where the title would say too much

window-note = Please note
window-last = Last step
window-done = Done

## Coming back

follow-title = Your messages
follow-lead = With your code you see what happens, read our answers and write to us.
follow-receipt = Your code
follow-receipt-hint = The nine words, or the 30 numbers. Spaces and capitals do not matter.
follow-lost = If you lost the code, we cannot open it for you. You can send a new report.
follow-over-title = These pages have closed
follow-over = They close by themselves when nothing is done for 30 minutes. What you had sent is kept. Enter your code again to go on.
follow-over-act = What you asked for has not been done yet: enter your code, and you come back to it.
follow-enter-again = Enter the code again
follow-acknowledge-by = We say that it arrived by
follow-answer-by = We answer by
follow-stopped = You asked us not to contact you. We do not.
follow-withdrawn = You took this report back.
follow-messages = Messages
follow-from-you = You
follow-from-desk = Our answer
follow-write = Write to us
follow-files = Files
follow-files-add = Add files
follow-consent = What may we do with your report?
follow-consent-until = Allow this only until
follow-consent-until-hint = All that is ticked then holds until the end of that day. Leave it empty to change no end.
follow-consent-open = What we may do with it
follow-safety = If you are not safe
follow-safety-text = Tell us not to contact you, and nobody will write or call. You can still read and write here.
follow-contact-stop = I am not safe, do not contact me
follow-contact-again = You may contact me again
follow-code-title = Somebody has my code: get a new one
follow-code-lead = This is a new code. When you have typed a part of it back, the old one stops working at once.
follow-code-take = Use the new code
follow-end-title = Take the report back
follow-end-lead = We stop working on it and pass it to nobody else. What was already passed on cannot be called back everywhere.
follow-end-kept = We keep that there was a report and what was done with it, so that nobody can say it never was. It stays locked.
follow-end-final = This is final: it cannot be undone.
follow-end-still = You can still read here, write to us and send files.
follow-end-free = I decide this freely: take it back
follow-end-pressed = Somebody forces me: take it back
follow-proof = Proofs of what was said
follow-proof-text = Save a proof of any of these. Whoever has it can check with the public list what was said, and that it was there by then. It holds the words, and never the part with your name and contact. Show it only to people you trust.
follow-proof-later = Your report will be in the public list in a few minutes. Come back then.
## vocabulary: line
line-report-received = Your report
line-stepped = The status changed
line-sheet-filled = Something was filled in
line-linked = An urgent case was opened
follow-linked = What you said about revenge is looked at as an urgent matter of its own.
follow-go-linked = Look at it: { $reference }
follow-is-linked = This is about what you said of revenge. Your first report goes on beside it.
follow-first = Back to your first report
sheet-filled = { $who }, { $day }
sheet-why = Why: { $question }
paragraphs-title = Paragraphs of the Code
paragraphs-hint = Those that the facts would touch, if they are true. This does not say that the Code was broken.
paragraphs-ticked = Ticked
paragraphs-look = Look for a paragraph
paragraphs-find = A number, or words
paragraphs-find-hint = In the titles, the summaries and what they are about. What is ticked stays ticked.
paragraphs-edition = Which text of the Code held then
made-from = Proposed from
version-profile = What is known of this country: { $country }
version-shipped = { $what }, number { $number }, in use since { $since } (came with the program)
version-own = { $what }, number { $number }, in use since { $since }
line-message-sent = The desk wrote
line-file-added = The desk added a file
line-reporter-wrote = You wrote
line-reporter-sent-file = You sent a file
line-consent-changed = You changed what you allow
line-contact-stopped = Contact with you was stopped
line-contact-allowed = You allowed contact again
line-withdrawn = You took the report back
line-receipt-changed = You changed your code
follow-steps = What you can do now
follow-step-text = Tell us about it in your words
follow-step-how = How is it?
follow-due = Next by
follow-close = Close and forget the code on this device

## The API

api-title = For programs
api-lead = Programs can send reports and follow them up, over HTTPS and in JSON. No key is needed for that.
api-document = The description that programs read (OpenAPI 3.1)
api-call = Call
api-does = What it does
api-example = The smallest report

## The public log

log-lead = This log proves what was said when, and tells nobody what it was.
log-what = Every report, answer and decision leaves one line here: a number from which nothing can be learned. Whoever holds a report can prove what was said and that its line is in the log. Nobody can take a line out or change one without being seen.
log-size = Lines
log-key = Key of the log
log-checkpoint = Newest checkpoint
log-keep = Keep a copy of it. If the log ever says something else, your copy proves it.
log-follows = The log before this one
log-follows-why = That log had said more than could be restored after a loss, so it ended. This one begins by naming the last that is known of it, and holds everything that was restored.
log-check = Check it yourself
log-check-how = Anybody can read the whole log and compute it again. This program does it:

## The procedure

procedure-title = How a report goes on
procedure-lead = Where a report can stand, what leads on from there, who can do it, and by when. Nothing else moves it.
procedure-drawn = The procedure, drawn
procedure-drawn-text = The table below says the same in words.
procedure-state = Where it stands
procedure-when = By when
procedure-on = What leads on
procedure-anywhere = From anywhere in between
procedure-back = back to where it was
procedure-gone = nothing is kept
procedure-beside = What can be so beside
procedure-begun = Said by
procedure-ended = Ended by
procedure-clocks = Clocks
procedure-stand = stand still
procedure-run = run on
procedure-asked = What has to be found out
procedure-ends = How it can end
procedure-version = Version { $version }
procedure-urgent = { $time } when it is urgent
procedure-for = { $what }: { $time }
procedure-longer = { $time }, once longer
procedure-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
procedure-working-days = { $days ->
    [one] 1 working day
   *[other] { $days } working days
}
procedure-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}

## Numbers for the public
## vocabulary: counted-by counted-track counted-answer counted-remedy counted-kept

statistics-title = Our numbers
statistics-lead = How many cases came, from where, about what, and how they ended. The numbers are made of the cases themselves, so that nobody can be found by them.
statistics-none = There are no numbers yet
statistics-none-text = They are made for a whole period once it is over and settled, and then stay as they are. This is what will be counted:
statistics-received = Cases that came: { $period }
statistics-ended = Cases that ended: { $period }
statistics-total = Cases: { $count }
statistics-total-held = Cases: fewer than { $least }, or none. Nothing more is told of this time.
statistics-made = Made once this was over: { $quarter }; it stays as it is. Numbers below { $least } are held back.
statistics-counts = What is counted:
statistics-leaves-out = What is not:
statistics-definition = Definition { $version }, since { $day }
statistics-cases = Cases
statistics-all = All
statistics-held-back = held back
statistics-rest = All that is not told one by one
statistics-share = { $value }: { $percent } %. Cases in all: { $total }
statistics-nothing = No number is large enough to be told.
statistics-older = Older times are in the files below.
statistics-data = The same for programs
statistics-csv = For a spreadsheet (CSV)
statistics-json = With all definitions (JSON)
counted-quarter = { $number ->
    [1] 1st quarter of { $year }
    [2] 2nd quarter of { $year }
    [3] 3rd quarter of { $year }
   *[other] 4th quarter of { $year }
}
counted-period = { $first } to { $last }
counted-paragraph = Paragraph { $number }
counted-not-told = Not told
counted-by-quarter = Quarter
counted-by-country = Country
counted-by-kind = Kind of harm
counted-by-paragraph = Paragraph of the Code
counted-by-track = What it is for
counted-by-route = Way
counted-by-first-answer = First answer
counted-by-outcome = How it ended
counted-by-remedy = Remedy
counted-track-harm = To put harm right
counted-track-evidence-only = Evidence for oversight only
counted-answer-within-a-week = Within 7 days
counted-answer-within-thirty-days = Within 30 days
counted-answer-later = Later
counted-answer-none = Not yet
counted-remedy-confirmed = Confirmed by the harmed person
counted-remedy-not-confirmed = Not confirmed
statistics-due = Cases with something promised for a day in this time: { $period }
counted-by-promised = What was promised
counted-by-kept = How it was kept
counted-several = Several kinds
counted-kept-not-kept = Not kept
counted-kept-partly = Kept in part
counted-kept-said = Said to be done, seen by nobody else
counted-kept-late = Kept after its day
counted-kept-seen = Kept in time, seen by somebody else
counted-kept-confirmed = Kept in time, confirmed by the people
