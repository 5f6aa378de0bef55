# Words that many pages share.

-brand = Watchpost

## Getting around

nav-home = Home
nav-report = Report a problem
nav-follow-up = Follow up a report
nav-desk = Desk
nav-cases = Cases
nav-search = Search
nav-profile = Your profile
nav-administration = Administration
nav-public-log = Public log
nav-sign-in = Sign in
nav-sign-out = Sign out
nav-main = Main menu
nav-language = Language
nav-skip = Skip to content
nav-leave = Leave this page
nav-leave-help = Takes you at once to an ordinary page. What you have not sent is lost.
nav-about = About this service
nav-privacy = How we protect you
nav-help = Help
page-title = { $title } – { $site }

## Buttons

do-next = Next
do-back = Back
do-save = Save
do-save-continue = Save and continue
do-send = Send
do-cancel = Cancel
do-change = Change
do-change-what =
    { do-change }: { $what }
do-remove = Remove
do-remove-what = Remove { $what }
do-delete = Delete
do-add = Add
do-add-another = Add another
do-edit = Edit
do-open = Open
do-close = Close
do-continue = Continue
do-confirm = Yes, I am sure
do-undo = Undo
do-search = Search
do-filter = Filter
do-clear-filter = Show all
do-sort = Sort
do-download = Download
do-print = Print
do-copy = Copy
do-choose-file = Choose a file
do-upload = Send the file
do-try-again = Try again
do-start = Start
do-show = Show
do-hide = Hide
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
choose-any = Choose all that fit
not-answered = Not answered

## Marks of state

loading = Loading…
working = Working on it. This page updates itself.
done = Done
saved = Saved
sent = Sent
copied = Copied
is-new = New
warning = Careful
important = Important
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
filter-label = Filter this list
search-label = Search for
results-count = { $count ->
    [one] 1 result
   *[other] { $count } results
}
history = History
details = Details
show-as-table = Show as a table

## When there is nothing

empty-list = There is nothing here yet.
empty-search = Nothing found. Try fewer or other words.
empty-filter = Nothing fits this filter. Show all to see the rest.
empty-messages = No messages yet.
empty-files = No files yet.

## Lists inside a sentence

list-comma = { ", " }
list-and = { $start } and { $last }
