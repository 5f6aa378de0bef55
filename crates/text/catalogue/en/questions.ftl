# What the shipped questions ask: one id for each key, with a word of help where it is needed.
# vocabulary: question question-hint

question-urgent = Is it urgent?
question-hint-urgent = If somebody’s life is in danger, get help near you first.
question-what-happened = What happened?
question-hint-what-happened = In your own words and your own language. Leave out names of people who could be harmed by it.
question-kind = What is it about?
question-where = Where was it?
question-hint-where = A town, a site or a road is enough.
question-when = When was it?
question-hint-when = As you remember it: “a Friday in March” is fine.
question-company = Which company?
question-hint-company = The name as you know it, or the uniform, the sign on the car.
question-people-affected = Who was affected?
question-hint-people-affected = How many, and who they are to you. No names unless they agree.
question-submitter = Who are you in this?
question-mandate = How did they ask you to speak for them?
question-mandate-details = Tell us more about that
question-hint-mandate-details = When, and for what. Can they take it back?
question-told = Who was told already?
question-fear = Are you afraid of revenge?
question-fear-details = Whom or what are you afraid of?
question-wished = What do you wish for?
question-files = Do you have photos, recordings or documents?
question-hint-files = Only if you can send them safely.
question-identity-mode = May we know who you are?
question-name = What is your name?
question-contact = How can we reach you?
question-hint-contact = A number or address that is safe, when, and what we may say. Or write: do not contact. You can always read our answer here.
question-consent = What may be done with your report?
question-hint-consent = Nothing is allowed unless you tick it. You can change it later.
