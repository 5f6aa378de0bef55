# The Code, paragraph by paragraph
# vocabulary: basis affected

code-title = The Code of Conduct
code-lead = What the International Code of Conduct asks of private security companies, paragraph by paragraph, in plain words.
code-ours = These words are ours, to help you find your way. The text of the Code is not here: what counts is what the Association publishes.
code-text = Read the text there (another site)
code-edition = { $name }, since { $since }. How we know it: { $known }
code-tag = What it is about
code-affects = Whom it protects
code-basis = How we know it
code-citing = How it is cited here
code-cited = { $name }: { $code }
code-found = Paragraphs found: { $count }
code-others = Where others speak of the same
code-others-none = We know of none.
code-numbers = Cases that ended and touched it
code-numbers-none = No number is told of it yet, or none is large enough.
code-before = Before: { $number } · { $title }
code-after = Next: { $number } · { $title }
code-when = Time
basis-seen = read in the text
basis-partly = read in part
basis-remembered = from memory
basis-unsure = from memory, to be checked
affected-public = Those who live or work nearby
affected-guards = Guards and others who work for the company
affected-detainees = People who are held
affected-clients = Clients
affected-states = States
