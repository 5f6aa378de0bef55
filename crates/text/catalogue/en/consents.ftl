# The register of consents of a case.
# vocabulary: consent-form

consents-title = What the person allows
consents-text = Each purpose for itself. What is not allowed here is done by nobody: the program refuses it and names what is missing.
consents-allowed = Allowed.
consents-not = Not allowed.
consents-here = They said so here, in: { $language }
consents-told = { $form }, on { $day }
consents-explained = Explained by: { $who }
consents-to = To: { $who }
consents-until = Until { $day }
consents-ended = Ended on { $day }.
consents-shown = { $who } was told on { $on }, and is shown it still.
consents-shut = { $who } was told on { $on }, and is shown it no longer since { $day }. What was read or printed by then cannot be taken back.
consents-see = The file that shows it
consents-record = Write down what they told you
consents-record-text = Only what the person said to you themselves, once they understood it. They read on their page what you write here, and can take it back there.
consents-which = What do they allow?
consents-form = How did they say so?
consents-who-explained = Who explained it to them, and in which language
consents-on = On which day
consents-whom = To whom, by name, if it is for somebody in particular
consents-until-when = Until when, if it ends by itself
consents-evidence = The file that shows it, such as a photo of the paper
consents-back = Write down what they take back
consents-back-text = Whoever was told for it is shown nothing of it from then on. Nothing is erased by what you write here: the person does that with their code.
consents-which-back = What do they take back?
consent-form-written = In writing
consent-form-thumbprint = By thumbprint
consent-form-audio = Recorded as sound
consent-form-witnessed = Said before a witness
consent-form-spoken = Said by phone or in person
consent-by-desk = The desk wrote it down ({ $form }, { $day }). If that is not so, take it back here.
consent-until = It ends by itself after { $day }.
