# Words that many pages share.

-brand = Watchpost

## Getting around

nav-home = Home
nav-report = Report a problem
nav-follow-up = Follow up a report
nav-desk = Desk
nav-cases = Cases
nav-public-log = Public log
nav-sign-in = Sign in
nav-sign-out = Sign out
nav-main = Main menu
nav-language = Language
nav-skip = Skip to content
nav-leave = Leave this page
nav-leave-help = Takes you at once to an ordinary page. What you have not sent is lost.
nav-privacy = How we protect you
page-title = { $title } – { $site }

## Buttons

do-next = Next
do-back = Back
do-find = Look
do-save = Save
do-send = Send
do-cancel = Cancel
do-change = Change
do-change-what =
    { do-change }: { $what }
do-remove-what = Remove { $what }
do-open = Open
do-continue = Continue
do-filter = Filter
do-clear-filter = Show all
do-download = Download
do-upload = Send the file
do-try-again = Try again
do-start = Start
do-unlock = Unlock
do-lock = Lock

## Answers

yes = Yes
no = No
not-known = I don’t know
not-said = I would rather not say
none = None
other = Other
optional = optional
choose-one = Choose one
not-answered = Not answered

## Marks of state

working = Working on it. This page updates itself.
done = Done
saved = Saved
sent = Sent
copied = Copied
is-new = New
shown-once = This is shown only once.

## Lists and pages of lists

pager-label = Pages
pager-next = Next page
pager-previous = Previous page
pager-first = First page
pager-shown = { $count ->
    [one] 1 shown
   *[other] { $count } shown
}
sort-by = Sort by
sort-newest = Newest first
sort-oldest = Oldest first
sort-due = Due first
search-label = Search for
results-count = { $count ->
    [one] 1 result
   *[other] { $count } results
}
history = History

## When there is nothing

empty-list = There is nothing here yet.
empty-filter = Nothing fits this filter. Show all to see the rest.
empty-messages = No messages yet.
empty-files = No files yet.

## Lists inside a sentence

list-comma = { ", " }
list-and = { $start } and { $last }
arrow = →
