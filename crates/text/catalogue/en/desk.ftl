# The working area of those who are signed in.
# vocabulary: act

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
case-close = Close the case
case-close-reason = How did it end?
case-close-explanation = Explain it to the team
case-reopen = Take it up again
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
act-moved-on = changed the state
act-closed = closed the case
act-reopened = took the case up again
act-assigned = said who carries it
act-titled = changed the title
act-access-given = let somebody read it
act-access-taken = ended somebody’s reading
act-access-changed = changed who may read it
act-stepped-aside = stepped aside
act-merged-into = joined it with another
act-message-sent = wrote to the reporter
act-note-written = wrote a note
act-private-note-written = wrote a private note
act-file-added = added a file
act-reporter-wrote = wrote a message
act-reporter-sent-file = sent a file
act-consent-changed = changed what is allowed
act-contact-stopped = asked for no contact
act-contact-allowed = allowed contact again
act-withdrawn = took the report back
act-receipt-changed = changed the code
