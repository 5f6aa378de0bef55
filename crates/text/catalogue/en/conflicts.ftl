# Conflicts of interest, declared beforehand.

conflicts-mine = Where I am not free
conflicts-title = Declared conflicts of interest
conflicts-text = Say beforehand with which companies or people you have ties. You and the leads of your desk read it, and nobody else. Where a case names somebody alike, its page tells you, and you can step aside in one press.
conflicts-none = You declared nothing.
conflict-new = Declare something
conflict-name = The company, or the person
conflict-why = Why
conflict-from = From
conflict-until = Until
conflict-since = From { $day }
conflict-end = Take it back
conflict-end-of = Take it back: { $name }
declared-text = What those of your desk said beforehand. Keep it in mind when you give a case to somebody.
declared-none = Nobody declared anything that you can read. What was declared before you became a lead is there once its writer changes it.
conflicted = This case may touch what you declared: { $name }
