# How a registration stands, withdrawing it, and finding its link again.

# Status
page-status-unconfirmed = Check your mail
page-status-unconfirmed-lead = We are sending a letter to
page-status-unconfirmed-open = Open the link in the letter.
page-status-unconfirmed-press = Press “Yes, I asked for this”.
page-status-unconfirmed-then = Then moderators read your request, and we write to you.
page-status-unconfirmed-left = The link works for another
page-letter-missing = No letter?
page-status-unconfirmed-missing = Give it a few minutes and look into your spam folder. Is the address above mistyped?
page-status-unconfirmed-again = Ask again
page-status-pending = Moderators are reading your request
page-status-pending-lead = There is nothing you need to do now. When they say yes, you choose your name and password here.
page-status-pending-lead-settled = There is nothing you need to do now. Your name and password are settled: your account opens as soon as they say yes.
page-status-pending-letters = We write to you when they have decided.
page-status-pending-no-letters = Come back by the link you saved to see what they said.
page-status-pending-proof = For Mastodon: confirm your address
page-status-pending-left = They have another
page-status-pending-nobody = If nobody decides by then, the request deletes itself and you may ask again.
page-who = { $count ->
    [one] One moderator reads and decides.
   *[other] { $count } moderators have been asked.
}
page-who-needed = { $count ->
    [one] One of them decides.
   *[other] { $count } of them must say yes.
}
page-who-next = { $count ->
    [one] One moderator decides.
   *[other] { $count } moderators are asked.
}
page-usual-hour = Usually it takes less than an hour.
page-usual-hours = Usually it takes a few hours.
page-usual-day = Usually it takes less than a day.
page-usual-days = Usually it takes a day or two.
page-usual-long = Usually it takes some days.
page-status-choose = Welcome! Choose your name and password
page-status-choose-lead = Moderators said yes. One step is left.
page-status-choose-left = You have another
page-status-choose-send = Open my account
page-status-elsewhere = Moderators said yes
page-status-elsewhere-lead = Name and password are chosen by the link in the letter we sent. This page can only show how it goes.
page-status-elsewhere-left = For that there are another
page-status-proof = One step is left: confirm your address
page-status-proof-lead = Moderators said yes. Open the letter we sent; after your yes there you choose name and password, and the account opens.
page-status-processing = Your account is being made
page-status-processing-lead = This takes a few seconds, or a little longer if the server is busy. You may close this page and come back.
page-status-look-again = Look again
page-status-failed = Nearly there: we need you once more
page-status-failed-lead = Moderators said yes, and that stays. Something else was in the way.
page-status-failed-send = Try again
page-status-done = { $count ->
    [one] Your account is open
   *[other] Your accounts are open
}
page-status-done-lead = Welcome! This is how you sign in.
page-status-done-member = You are a member here now and can sign in on this site, too.
page-status-done-kept = This page deletes itself in
page-status-done-stays = { $count ->
    [one] Your account stays.
   *[other] Your accounts stay.
}
page-status-rejected = Moderators said no this time
page-status-rejected-lead = We are sorry. No account was made.
page-status-rejected-words = Their words to you
page-status-rejected-again = You may ask again, and tell them more about yourself.
page-status-kept = This page deletes itself in
page-status-way = Your way in
page-status-withdraw = Withdraw my request
page-status-withdraw-why = Changed your mind?
page-step-done = Done:
page-step-now = Now:
page-step-next = Next:
page-step-ended = Ended:
page-step-asked = Your request
page-step-confirmed = Your address
page-step-decided = The moderators’ decision
page-step-chosen = Your name and password
page-step-ready = Your account
page-step-chosen-next = You choose them here, once moderators say yes.
page-step-ready-next = It opens by itself after that.
page-live-copy = Copy
page-live-copied = Copied
page-live-news = There is something new about your request.
page-live-load = Show it
page-notice-password-saved = Good. We have forgotten your password. Only you know it now.
page-notice-too-late = This came too late: your account is being made or is open already.
page-door-success = open
page-door-failed = not yet
page-door-processing = being made
page-door-pending = waiting
page-door-name-taken = Somebody else has this name. Please choose another one.
page-door-name-refused = The server does not allow this name. Please choose another one.
page-door-password-refused = The server does not accept this password. Please choose a longer or less common one, or let us make one.
page-door-conflict = Somebody else changed this account while we were making it, so we left it alone. Please choose another name.
page-door-unavailable = The server did not answer for a long time, so we stopped trying.
page-door-try-again = You may try again now.
page-door-choice = This account opens once you have chosen name and password.
page-door-held-back = This account could be opened, but your name is not free everywhere, and a name cannot be changed later. So we wait for your choice.
page-door-no-address = This account needs a confirmed email address, and your request has none. So it is not opened.
page-proof-letter = Mastodon opens accounts for confirmed addresses only. Open our letter and press “Yes, I asked for this”. It goes to
page-proof-missing = No letter? Give it a few minutes and look into your spam folder. If none comes today, ask for your link again tomorrow. If the address is mistyped, or no letter comes then either, withdraw this request and ask anew.
page-proof-lost = Find my link again
page-account-id = Your full name there
page-account-server = Server to enter in your app
page-account-rooms = Rooms you are in already
page-account-sign-in = Sign in
page-account-any-app = Open any Matrix app, choose “Sign in”, and enter this server first.
page-account-qr = QR code
page-account-qr-matrix = Let others scan it with a phone that has a Matrix app: it leads them to you.
page-account-qr-mastodon = Let others scan it with a phone: it leads them to your page there.
page-account-mastodon = Sign in with your email address and your password.
page-account-mastodon-set-password = Set a password first: enter your email address there, and Mastodon mails you a link for it.
page-account-mastodon-letter = Mastodon has mailed you a letter of its own. Press the link in it, then sign in with your email address and your password.
page-account-set-password = Set your password
page-account-open-mastodon = Open Mastodon
page-password = Your password
page-password-hidden = We made a password for you. Make sure nobody is looking over your shoulder. It goes with this page, so save it before.
page-password-show = Show my password
page-password-shown = Save it in your password manager or write it down now. Upper and lower case matter.
page-password-saved = I have saved it
page-password-needed = Your other account still needs it, so we keep it a little longer.
page-password-saved-means = We then forget it, and nobody can show it again.

page-token = Access token for programs
page-token-offered = With a token, a program can use your account on Mastodon without your password. Make one only if you need it.
page-token-make = Make a token
page-token-scope = What it allows:
page-token-shown = Copy it now: we do not show it again. It does not expire, so keep it like a password. You can end it here as long as this page lives, and later in your account’s settings on Mastodon.
page-token-made = A token was made on
page-token-made-lost = If you have lost it, or do not need it any more, end it. Then you can make another one.
page-token-revoke = Revoke the token
page-token-revoke-means = Revoking ends any token this gate handed out for your account, also to a program that asked for one with your password.
page-notice-token-revoked = Done: no token this gate handed out for your account can be used any more.
page-notice-token-later = This takes longer than usual. Please press the button again in a moment.
page-notice-token-shown-before = A token was shown before and is not shown again. If you have lost it, end it and make another one.
page-notice-token-refused = Mastodon does not let us do this for your account. In your account’s settings there you can do it yourself.
page-notice-token-not-set-up = The operator has not set tokens up.

# Withdrawing
page-withdraw-title = Withdraw your request?
page-withdraw-lead = Everything you wrote is deleted and moderators stop here. You may ask again later.
page-withdraw-yes = Yes, withdraw it
page-withdraw-no = No, go back
page-withdrawn-title = Your request is withdrawn
page-withdrawn-lead = Everything you wrote is deleted.

# Lost links
page-lost-title = Find my link again
page-lost-lead = Tell us the email address you asked with. If it has open requests, we mail you their links.
page-lost-send = Mail me my links
page-lost-no-address = Did you ask without an address? Then the link you saved is the only way back.
page-lost-sent-title = Check your mail
page-lost-sent-lead = If this address has open requests, their links are on the way.
page-lost-sent-to = Letters go to
page-lost-sent-missing = Give it a few minutes and look into your spam folder. If none comes, there is most likely no open request for this address.
