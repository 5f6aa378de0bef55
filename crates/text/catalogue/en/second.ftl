# A second pair of eyes.
# vocabulary: guarded

second-title = A second pair of eyes
second-text = Some things are not done here by one person alone. Ask, say why, and somebody else looks. What they agree to is exactly what you asked, is good for you, and ends after some days.
second-none = Nobody waits for a word.
second-ask = Ask a second person
second-asks = { $name } asks: { $act } – { $what }
second-thing = What exactly
second-why = Why, for whoever looks
second-until = Until { $day }
second-look = Look at what is told
second-other-draft = something that was changed since
second-agree = I agree
second-agreed = { $name } agreed.
second-refuse = I do not agree
second-refusal = If not: why
second-needed = Somebody else has to agree to this first: { $act }
second-who = These can: { $names }. Ask them on the page “A second pair of eyes” of the case.
second-nobody = Nobody else who reads this case can. Let an officer or the lead read it.
act-second-asked = asked for a second pair of eyes
act-second-agreed = agreed, as the second person, with
act-second-refused = did not agree, as the second person, with
guarded-release = tell a company
guarded-close = end the case
guarded-erase = take the case away for good
guarded-give-out = give out a copy
second-other-copy = a copy that was changed since
inbox-words = Colleagues who wait for your word, before something that nobody does alone: { $count }
second-count = { $count ->
    [0] nobody waits for a word
    [one] one waits for a word
    *[other] { $count } wait for a word
}
