# When something is in the way: pages, the labels of fields, and what is wrong in them.

# When something is in the way
page-ended-title = This link does not open anything
page-ended-lead = That can have a simple reason:
page-ended-forgotten = The request is over. Requests delete themselves some time after they end.
page-ended-withdrawn = The request was withdrawn.
page-ended-copied = The link was not copied whole. Try to open it from the letter again.
page-ended-lost = Find my link again
page-ended-reset-used = It has done its work: it is good for one new password.
page-ended-reset-over = Its time is over. It is good for half an hour.
page-ended-reset-then = Ask for another one
page-ended-moderator-over = The request is over and has deleted itself, or the person withdrew it.
page-ended-moderator-list = Your address is no longer on the list of moderators, or newer links have replaced this one.
page-ended-moderator-then = If you are unsure, ask the operator of this community.
page-stale-title = Please open the page again
page-stale-lead = It was open for too long or came from somewhere else, so we did nothing. Open it again and press the button there.
page-stale-open = Open the page
page-problem-not-found = There is no such page
page-problem-not-found-lead = The address may be mistyped or out of date. If you followed a link from a letter, copy the link whole, or have your links mailed again.
page-problem-too-many = That was a bit much
page-problem-too-many-lead = There were too many tries from your network. Please go back and try again in { $wait }.
page-problem-resting = We are resting for a moment
page-problem-resting-lead = The service cannot answer right now. Please try again in a minute. If you pressed a button, press it again: nothing happens twice.
page-problem-nothing-to-see = There is nothing to see here
page-problem-nothing-to-see-lead = This address only takes what forms and programs send. Whatever you were looking for begins elsewhere.
page-problem-too-large = That was too much text
page-problem-too-large-lead = Please go back and shorten what you wrote.
page-problem-other = Something went wrong
page-problem-other-lead = It is not your fault. Please go back and try again. If it stays, tell the operator the number below.
page-problem-home = To the first page
page-problem-number = For the operator:

## Fields

field-optional = (optional)
field-email = Email address
field-email-hint = We write to you about this request and nothing else.
field-email-hint-optional = We write to you about this request, and later about your account. Without an address we give you a link to save.
field-email-for-mastodon = (needed for Mastodon)
field-email-hint-moderator = The address by which the operator knows you.
field-email-hint-lost = The address you asked with.
field-email-hint-forgot = The address of your account.
field-name-wish = The name you would like
field-name-choose = Your name
field-name-choose-on = Your name on { $door }
field-name-hint = Up to 30 letters from a to z, digits or underscores. Capitals become small letters.
field-name-hint-ends = { $count ->
    [one] The full name ends in { $ends }.
   *[other] The full names end in { $ends }.
}
field-name-fixed = Your account has this name already.
field-name-available = “{ $name }” is free right now.
field-name-taken = “{ $name }” is not available. Please try another name.
field-name-doors = “{ $name }” is
field-name-door-available = free on { $door }
field-name-door-taken = not available on { $door }
field-name-door-unknown = not known on { $door } right now
field-name-door-untold = { $door } does not tell beforehand which names are taken. You may go on; if yours is, we ask you again.
field-name-unknown = We cannot ask the server right now. You may go on; if the name is taken, we ask you again.
field-name-untold = This server does not tell beforehand which names are taken. You may go on; if yours is, we ask you again.
field-reason = Why would you like to join?
field-reason-hint = A sentence or two is fine; 1000 characters at most. Moderators read it.
field-doors = Where would you like an account?
field-doors-hint = Choose one or more.
field-doors-hint-mastodon = Mastodon needs an email address, which you confirm by a link we send.
field-scope-legend = Where would you like this name?
field-scope-both = Everywhere, so that my accounts have one name
field-scope-here = Only on { $door }
field-password-elsewhere = You set the password for this account in Mastodon itself. We show you where.
field-password-legend = Your password
field-password-own = I choose my own
field-password = Password
field-password-hint = At least { $count } characters. A few unrelated words are fine; no signs or digits needed. Not your name or address.
field-password-keep-hint = Leave it empty to keep the one you have.
field-password-generate = Make one for me
field-password-generate-hint = We show it to you once your account is open.
field-password-join = Password for this site
field-password-join-hint = With an email address and a password you can sign in here at once. Accounts elsewhere wait for the moderators.
field-new-password = New password
field-old-password = Your password so far
field-leave-password = Your password
field-sign-in-name = Name or email address
field-message = Reason for this person
field-message-hint = It goes into the letter. 1000 characters at most.
field-message-hint-no-letter = They read it on their page. 1000 characters at most.
field-silent = Send no letter
field-title = Title
field-content = Text
field-content-hint = Leave an empty line between paragraphs. *Words* in stars are emphasised, “- ” begins a line of a list, and [words](https://example.org) make a link; so does an address that begins with https://.

## Faults

fault-email-missing = Enter your email address
fault-email-for-mastodon = Enter your email address, or take the tick from Mastodon: it needs one
fault-email-for-password = Enter your email address: you sign in with it
fault-email-malformed = Enter an email address like name@example.org
fault-name-empty = Enter the name you would like
fault-name-too-long = Use at most 30 characters for the name
fault-name-characters = Use only letters from a to z, digits and underscores
fault-name-digits-only = Use at least one letter in the name
fault-name-leading-underscore = Begin the name with a letter or a digit
fault-name-reserved = { fault-name-taken }
fault-name-taken = This name is not available. Choose another one
fault-reason-missing = Tell us why you would like to join
fault-reason-too-long = Shorten your reason to { $count } characters
fault-answer-too-long = Shorten your answer to { $count } characters
fault-message-too-long = Shorten your words to { $count } characters
fault-door-missing = Choose at least one place for your account
fault-door-closed = Choose a place from the list
fault-password-missing = Enter a password, or choose “Make one for me”
fault-new-password-missing = Enter a new password
fault-new-password-weak = This password is easy to guess. Use a longer one
fault-password-refused = The server does not accept this password. Use a longer or less common one
fault-wrong-password = This is not your password. Please try again
fault-sign-in = Check name and password: they do not belong together
fault-password-short = Use at least { $count } characters for your password
fault-password-long = Use at most { $count } characters for your password
fault-password-bytes = Use a shorter password: { $count } plain letters at most. Letters with accents, other scripts and emoji count as two to four
fault-password-weak = This password is easy to guess. Use a longer one, or choose “Make one for me”
fault-title-missing = Give your post a title
fault-title-too-long = Shorten the title to { $count } characters
fault-content-missing = Write something
fault-content-too-long = Shorten your text to { $count } characters
