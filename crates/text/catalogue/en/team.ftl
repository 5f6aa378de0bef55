# How the people of a desk work together.

act-task-set = wrote down something to do
act-task-given = gave something to do on to
act-task-done = did what was to be done
act-task-put-aside = put aside something to do
act-ticked = ticked something in the list
act-unticked = took a tick back
tasks-title = What is to be done
tasks-mine = My tasks
tasks-mine-none = Nothing is to be done by you. What somebody gives you to do in a case appears here.
tasks-none = Nothing is to be done here.
tasks-count = { $count ->
    [0] nothing to do
    [one] one thing to do
    *[other] { $count } things to do
}
tasks-overdue-count = { $count ->
    [one] one is late
    *[other] { $count } are late
}
tasks-ended = What is done, or was put aside
task-new = Something new to do
task-what = What is to be done
task-what-hint = One line. Only the team reads it.
task-whom = By whom
task-by = By when
task-change = Done, or give it on
task-word = A word on it: needed to put it aside
task-done = Done
task-aside = Put aside
task-to = Give it to
task-give = Give it on
task-left = They do not read this case any more. Give it to somebody else.
task-done-by = done by { $name }, { $at }
task-aside-by = put aside by { $name }, { $at }
list-title = Usually done here: { $state }
list-done-of = Done: { $what }
list-undo = Not done after all
list-undo-of = Not done after all: { $what }
