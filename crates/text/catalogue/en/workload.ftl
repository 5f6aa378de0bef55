# Who has how much to do, and handing it over.

act-handed-over = handed over to
workload-title = Workload
workload-text = What each carries and has to do, in the cases that you read.
workload-who = Who
workload-nobody = Carried by nobody
workload-cases = Open cases
workload-late = late
workload-tasks = To do
work-title = The work of { $name }
work-none = They carry no case that you read, and have nothing to do in one.
work-hand-over = Hand over
work-text = The cases, and what is to be done in them, become somebody else’s. Your note is in each case. What the other one may not read stays.
work-choose = Which cases
work-note = A note for each case
work-note-hint = Why, and what the other one should know. Only the team reads it.
work-unread = They may not read it.
work-all = { $count ->
    [one] All of it: one case
    *[other] All of it: { $count } cases
}
work-done = { $count ->
    [0] Nothing was handed over
    [one] One case was handed over
    *[other] { $count } cases were handed over
}
work-stays = { $count ->
    [one] One stays: they may not read it.
    *[other] { $count } stay: they may not read them.
}
