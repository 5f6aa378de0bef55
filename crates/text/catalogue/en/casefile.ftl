# The file of a case: what goes out of it, to whom, and how it is printed.
# vocabulary: takeout-part

act-take-out-prepared = wrote down what is to go out
act-taken-out = gave out a copy of chosen parts
act-printed = opened all of it for printing
line-taken-out = A copy of chosen parts was given to somebody
problem-not-a-recipient = This is no age recipient. It begins with age1 and is copied whole, without spaces inside.
takeout-part-answer = Answers of the report
takeout-part-message = Messages
takeout-part-file = Files
takeout-part-sheet = Worksheets
takeout-part-why = Why it was decided
takeout-part-line = Lines of the history
takeout-open = Give out a copy
takeout-text = Choose what goes, piece by piece. Nothing goes out yet: first you read it as whoever gets it will.
takeout-identity = Who reported and how to reach them is in no copy that is made here, whatever the person allows. Names that stand in texts are left out only where you write them below.
takeout-allowed = The person allows: { $purposes }
takeout-allowed-none = The person allows none of the purposes for which a copy can go out. Nothing can go.
takeout-purpose = What is it for?
takeout-to = Who gets it?
takeout-to-hint = The court, office or organisation, and the person there. Who reported reads this line.
takeout-recipient = Their age recipient
takeout-recipient-hint = They make it with age-keygen and give it to you by a way you trust, best read out on the telephone. Only they can open the copy.
takeout-names = Names that stand in it. Which are left out?
takeout-words = Other words that are left out, one name or phrase a line
takeout-words-hint = Each is left out wherever it stands as a whole word, in any spelling of large and small letters. Other spellings need lines of their own.
takeout-next = As they will read it
takeout-look = As whoever gets it will read it
takeout-look-text = Written down for { $to }, and not given out yet. Purpose: { $purpose }
takeout-look-words = Look at these words first: they may show who reported. The list finds too much, and never everything.
takeout-files = Files go as they came. Nothing is left out inside them, and they may hold names, places and faces: look at each of them.
takeout-give = Give out the copy
takeout-give-text = You get one file that only the recipient can open. That it went, to whom and for what, is in the history before it goes, and who reported reads it too. What went out cannot be taken back.
takeout-change = Change it
takeout-nothing = Nothing is written down that is to go out.
takeout-changed = Something else was written down meanwhile. Look at it again.
takeout-before = Copies that went out
takeout-line = { $day }, to { $to }. Purpose: { $purpose }
takeout-print = All of it on one page, for printing
print-title = Case { $reference }
print-text = All of the case that you may read, but who reported, what only one of you wrote for themselves, and what companies answered. What is printed lies open: keep it locked away.
print-consents = What the person allows
print-shared = What companies were told
copy-title = Case { $reference }: chosen parts
copy-for = Made for { $to }. Purpose: { $purpose }
copy-identity = Who reported is not in this copy.
copy-left-out =
    { $count ->
        [0] Nothing that could be chosen was left out.
        [one] { $count } piece of the case is not in this copy.
       *[other] { $count } pieces of the case are not in this copy.
    }
copy-redacted =
    { $count ->
        [0] No words were left out.
        [one] Words were left out in { $count } place. There stands […].
       *[other] Words were left out in { $count } places. There stands […].
    }
copy-unproven =
    { $count ->
        [0] Every line of the history that is in it has its proof in the folder proofs.
        [one] { $count } line of the history has no proof: it waits for its place in the public log, or it says what was left out.
       *[other] { $count } lines of the history have no proof: they wait for their place in the public log, or they say what was left out.
    }
copy-files = Files are as they came: nothing was left out inside them.
copy-file = { $size } · SHA-256 { $hash }
readme-open = The file that you got is an age file with a zip inside. If you read this, you have opened it:
readme-page = Open index.html in any browser. It needs no network and runs nothing. case.pdf is the same for paper, where it is there; case.json the same for programs.
readme-check = To see that nothing is missing and nothing was changed:
readme-proofs = Each file in the folder proofs shows that a line of the history stands in the public log. With the key of the log, which the installation publishes under /log/key:
follow-copies = Copies that were given out
follow-copies-text = You allowed it. What was given cannot be taken back; what you no longer allow is given to nobody else.
own-copy-title = Everything that is kept about this report
own-copy-open = Take a copy of everything that is kept about this report
own-copy-text = You get one file, a zip. It holds your answers, your name if you gave it, all messages and files, what you allowed, who was told what, and proofs. Whoever has the file can read it: do not take it on a phone or a computer that others look into. The team’s own notes are not in it.
own-copy-take = Take the copy
own-copy-careful = Whoever has this file can read it. Keep it where nobody else finds it.
own-copy-not = The team’s own notes are not in it.
own-copy-identity = Your name and how to reach you
own-copy-consents = What you allow
takeout-part-promise = What was promised
