# What went wrong. For forms: `problem-…`, beside the field. For pages: `err-…` says what happened, `rec-…` what to do.

## Forms

problem-title = There is a problem
problem-summary = { $count ->
    [one] Please look at one answer below.
   *[other] Please look at { $count } answers below.
}
problem-kept = What you typed is still here.
problem-prefix = Error:

problem-required = Please answer this question.
problem-too-long = This is too long. Please use at most { $max ->
    [one] 1 character
   *[other] { $max } characters
}.
problem-too-short = This is too short. Please use at least { $min ->
    [one] 1 character
   *[other] { $min } characters
}.
problem-not-an-option = Please choose one of the answers on the list.
problem-not-a-date = This is not a day in the calendar. Write it like 23 11 2026.
problem-bad-characters = There are signs in here that cannot be kept. Please type the text again.
problem-unknown-question = This answer belongs to no question of this form.
problem-too-many = These are too many. Please give at most { $max }.
problem-needs-earlier = It depends on a question that comes later. Move it behind that one, or take the condition away.
problem-not-an-address = This is not an e-mail address. It looks like name@example.org.
problem-not-the-same = The two are not the same. Please type both again.
problem-the-same = These must differ. Please change one of them.
problem-taken = This is already in use. Please choose another.
problem-on-hold = This case is kept for a court or an authority. Whoever may end that has to do so first.
problem-read-by-more = Somebody reads that case who does not read all of these. Narrow it first, or open a new one.
problem-wrong-word = This is not the word shown. Please look at it again and type it back.
problem-wrong-group = These are not the numbers shown. Please look at them again and type them back.
problem-skipped-and-typed = You have given an answer here and also pressed a button that leaves it out. Press “Continue” to keep your answer, or that button once more to leave it out.
problem-wrong-secret = This is not right. Please check it and try again.

## Pages

err-not-found = This page is not here
rec-not-found = The address may be wrong, or the page is not open to you. Check the address or go to the home page.
err-forbidden = You may not do this
rec-forbidden = Your role at this desk does not allow it. Ask a supervisor if you need it for your work.
err-signed-out = You are not signed in
rec-signed-out = Sign in, and you come back to this page.
err-locked = Your cases are locked
rec-locked = Unlock with your passphrase to read this page.
err-expired-form = This form has been open too long
rec-expired-form = Nothing was sent. Open the page again and send the form once more.
err-over = This page is not kept any longer
rec-over = A form could not be taken, and the page that said so was kept for half an hour, for the browser that sent it. Go back to where you wrote, or begin at the home page.
err-bad-request = We could not read what was sent
rec-bad-request = Nothing was kept. Go back, open the page again and retry.
err-too-large = This is too large
rec-too-large = What you just sent was not kept; what you sent before is. Send a smaller file, or several files one by one.
err-too-often = Too many tries
rec-too-often = Please wait a few minutes, then try again.
err-conflict = This was changed in the meantime
rec-conflict = It was changed in another window, or by somebody else. What you just sent was not saved. Open the page again, look at what is new, and decide again.
err-disk-full = There is no room left here for now
rec-disk-full = What you just sent was not kept; what you sent before is. Please come back in a few hours. If you are in danger, do not wait: ask for help near you.
err-unavailable = This does not work right now
rec-unavailable = Nothing was lost that we confirmed to you. Please try again in a few minutes.
err-slow = This took too long
rec-slow = The connection may be weak. Please try again, with fewer or smaller files.
err-internal = Something went wrong on our side
rec-internal = It is not your fault. Please try again later. If you tell us about it, give this number: { $number }.
err-method = This page cannot be used that way
rec-method = Go back and use the buttons on the page.
err-unsupported-type = We cannot take this kind of content
rec-unsupported-type = Send it in another form, for example as a picture, a PDF or plain text.
