# Every text that people read, in English.

## Letters: keys that begin with letter-. Each letter says what happened, what its reader can do, by when, what happens
## without, and why it came. { $deadline } reads like "2 May 2027, 09:00 UTC (in 2 days)".

letter-hello = Hello,
letter-link-hint = If the button does not work, open this link:
letter-own-link = The link in this letter is for you alone. Whoever has it can act for you, so please do not pass this letter on.
letter-own-links = The links in this letter are for you alone. Whoever has them can act for you, so please do not pass this letter on.
letter-why-applicant = You get this letter because a request to join { $community } was made with this e-mail address.
letter-why-moderator = You get this letter because you are a moderator of { $community }.
letter-why-member = You get this letter because this e-mail address belongs to an account at { $community }.
letter-why-owner = You get this letter because this e-mail address belongs to an account on the Mastodon of { $community }.
letter-message = The moderators wrote:

letter-date = { $day } { $month ->
    [m01] January
    [m02] February
    [m03] March
    [m04] April
    [m05] May
    [m06] June
    [m07] July
    [m08] August
    [m09] September
    [m10] October
    [m11] November
   *[m12] December
} { $year }, { $time } UTC
letter-left-days = in { $count ->
    [one] 1 day
   *[other] { $count } days
}
letter-left-hours = in { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
letter-left-minutes = in { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
letter-date-and-left = { $deadline } ({ $left })

letter-confirm-subject = Please confirm your request to join { $community }
letter-confirm-happened = Somebody, hopefully you, asked for an account at { $community } and gave this e-mail address.
letter-confirm-do = The page below shows what was asked. If it was you, open it and press “Yes, I asked for this”. The moderators hear of your request only after that.
letter-confirm-button = See the request
letter-confirm-nothing = You have time until { $deadline }. If you do nothing, the request is erased then and nobody hears of it.
letter-confirm-beside-subject = Please confirm your e-mail address for { $community }
letter-confirm-beside-happened = Somebody, hopefully you, asked for an account at { $community }, on Mastodon too, and gave this e-mail address. The moderators have the request already.
letter-confirm-beside-do = The page below shows what was asked. If it was you, open it and press “Yes, I asked for this”.
letter-confirm-beside-nothing = You have time until { $deadline }. Only the Mastodon account waits for your yes, and is not opened without it.
letter-confirm-later-subject = Please confirm your e-mail address for { $community }
letter-confirm-later-happened = Somebody, hopefully you, asked for an account at { $community } and has now given this e-mail address for it.
letter-confirm-later-do = If it was you, open the page below and press “Yes, I asked for this”. Then we know that our letters reach you here.
letter-confirm-later-nothing = You have time until { $deadline }. Nothing else waits for it.
letter-confirm-not-you = It was not you? Then ignore this letter, or press “This was not me” on the same page, and this address is left in peace.

letter-received-subject = We have your request to join { $community }
letter-received-happened = Thank you. Your request to join { $community } is with the moderators now.
letter-received-do = There is nothing you have to do. On your page you can see how it stands, and withdraw your request if you change your mind.
letter-received-do-mastodon = One thing is left for your Mastodon account: open your page and press “Yes, I asked for this”, so that we know that this e-mail address is yours. Nothing else waits for it. There you can also see how your request stands, and withdraw it.
letter-received-button = See how it stands
letter-received-nothing = The moderators have until { $deadline } to decide, and we write to you as soon as they have. If nobody decides by then, your request is erased, and you can ask again.
letter-received-keep = Please keep this letter: its link is your way back to your request.

letter-case-wish = Name they wish for
letter-case-wish-none = none yet
letter-case-doors = Account on
letter-case-door-matrix = Matrix
letter-case-door-mastodon = Mastodon
letter-case-note = Please note
letter-case-flag-same-address = The same e-mail address has asked before.
letter-case-flag-no-address = They gave no e-mail address.
letter-case-flag-unproved = Nobody has confirmed their e-mail address.
letter-case-votes = Votes so far
letter-case-votes-counted = { $approve } for and { $reject } against. It takes { $needed_approve } to approve, { $needed_reject } to reject.
letter-case-votes-first = None. The first vote decides.
letter-case-reason = Why they want to join, in their words:
letter-case-reason-none = They gave no reason.
letter-case-care = These words come from somebody we do not know. Please be careful with any address in them.

letter-please-decide-subject = Please decide: somebody asks to join { $community }
letter-please-decide-happened = Somebody would like to join { $community }. This is what they told us.
letter-please-decide-do = Please look and decide. Opening the link decides nothing yet: you vote with a button on the page.
letter-please-decide-button = Look and decide
letter-please-decide-nothing = There is time until { $deadline }. If nobody decides by then, the request is erased.
letter-please-decide-queue = Everything that waits

letter-queue-link-subject = { $community }: your link to what waits
letter-queue-link-happened = Somebody, hopefully you, asked for your link to the requests that wait for a decision at { $community }.
letter-queue-link-do = Behind the link you see everything that waits and vote with buttons. Opening it decides nothing.
letter-queue-link-button = See what waits
letter-queue-link-nothing = It was not you? Then there is nothing you have to do: the link went to nobody else.

letter-reminder-subject = Still waiting: somebody asks to join { $community }
letter-reminder-half = Half of the time has passed, and the request below is still undecided.
letter-reminder-nine-tenths = The time is almost over, and the request below is still undecided. This is the last reminder.

letter-approved-subject = You are welcome at { $community }: one step left
letter-approved-happened = Good news: the moderators of { $community } have said yes to your request.
letter-approved-do = One step is left: open your page and choose a name and a password. Then we open your account.
letter-approved-button = Choose name and password
letter-approved-nothing = You have time until { $deadline }. If you do nothing, the approval ends then, your request is erased, and you would have to ask again.

letter-rejected-subject = Your request to join { $community }
letter-rejected-happened = The moderators of { $community } have decided not to open an account for you this time. We are sorry that we have no better news.
letter-rejected-do = There is nothing you have to do. If things change, you are free to ask again.
letter-rejected-button = Open your page
letter-rejected-nothing = Your request and everything you wrote in it are erased on { $deadline }.

letter-nobody-decided-subject = Nobody has decided about your request yet
letter-nobody-decided-happened = The moderators of { $community } have not decided about your request yet, and its time ends on { $deadline }.
letter-nobody-decided-do = There is nothing you have to do; the moderators have been reminded. On your page you can see how it stands.
letter-nobody-decided-button = See how it stands
letter-nobody-decided-nothing = If nobody decides by then, your request is erased. That would be no judgement of you, and you can ask again.

letter-account-ready-subject = { $community }: { $count ->
    [one] your account is ready
   *[other] your accounts are ready
}
letter-account-ready-subject-part = { $community }: your { $door } account is ready
letter-account-ready-happened = { $count ->
    [one] Your account at { $community } is open. Welcome!
   *[other] Your accounts at { $community } are open. Welcome!
}
letter-account-ready-happened-part = Your { $door } account at { $community } is open. Welcome!
letter-account-ready-matrix-id = Your Matrix address
letter-account-ready-matrix-server = Homeserver, if your app asks for it
letter-account-ready-mastodon-handle = Your Mastodon address
letter-account-ready-matrix-sign-in = Sign in to Matrix with your Matrix address and { $password ->
    [made] this password
   *[chosen] the password you chose
}.
letter-account-ready-mastodon-sign-in = Sign in to Mastodon with this e-mail address and { $password ->
    [made] this password
   *[chosen] the password you chose
}.
letter-account-ready-mastodon-set-password = Your Mastodon account was made with a password that nobody knows. Before you sign in, set one of your own: enter this e-mail address on the page below, and Mastodon sends you a link.
letter-account-ready-mastodon-set-password-button = Set my Mastodon password
letter-account-ready-mastodon-then = Then sign in to Mastodon with this e-mail address and that password.
letter-account-ready-mastodon-confirm = Mastodon sends you a letter of its own. Open the link in it within 7 days: the account does not work before, and Mastodon deletes it after.
letter-account-ready-generated = We made a password for you. It is on your page, behind a button: save it somewhere safe before you sign in.
letter-account-ready-client = Sign in to { $door }
letter-account-ready-rooms = Rooms to begin with:
letter-account-ready-button = Open your page
letter-account-ready-generated-button = See my password
letter-account-ready-member = You are a member of { $community } now, and sign in there with the same password: to meet the others on the board, or to change the password for all your accounts at once.
letter-account-ready-member-link = Sign in to { $community }
letter-account-ready-nothing = Your page and what is left of your request are erased on { $deadline }. { $count ->
    [one] Your account stays.
   *[other] Your accounts stay.
}
letter-account-ready-rest-nothing = For that you have time until { $deadline }: then your page and what is left of your request are erased. Your account that is open stays.
letter-account-ready-generated-nothing = Your page, and the password on it, are erased on { $deadline }. { $count ->
    [one] Your account stays
   *[other] Your accounts stay
}, but you need the password to get in.

letter-other-door-work = Your { $door } account takes longer. There is nothing you have to do: we write to you again as soon as it is ready, or if we need you for it.
letter-other-door-proof = Your { $door } account is not open yet: it waits until we know that this e-mail address is yours. Open your page, press “Yes, I asked for this” and go on from there.
letter-other-door-choice = Your { $door } account is not open yet: it waits for you. Open your page to go on.
letter-other-door-follows = Nothing has been done for your { $door } account yet: it follows once you have chosen.
letter-other-door-failed = Your { $door } account is not open yet. Another letter from us says what is in the way.

letter-needs-you-subject = Please help us open your account at { $community }
letter-needs-you-happened-name-taken = Your { $door } account at { $community } is not open yet: the name you chose is already taken there.
letter-needs-you-happened-name-refused = Your { $door } account at { $community } is not open yet: the server does not allow the name you chose.
letter-needs-you-happened-password-refused = Your { $door } account at { $community } needs you once more: the server does not accept the password for it.
letter-needs-you-happened-conflict = Your { $door } account at { $community } is not open: somebody else changed it while we were making it, so we left it alone.
letter-needs-you-happened-conflict-mastodon = Your { $door } account at { $community } is not open. Either this e-mail address has an account there already, or { $door } does not accept this address, or there is an account with your name that we cannot prove to be yours. We left everything there as it is.
letter-needs-you-happened-unavailable = Your { $door } account at { $community } is not open yet: we could not reach the server for a long time and have stopped trying.
letter-needs-you-do-name = Please open your page and choose another name. Your approval stays.
letter-needs-you-do-name-or-here = Please open your page and choose another name, for all your accounts or for { $door } only. Your approval stays.
letter-needs-you-do-name-here = Please open your page and choose another name for { $door }. Your approval stays, and no other account changes its name.
letter-needs-you-do-password = Please open your page and choose another password, best a longer one. Your approval stays.
letter-needs-you-do-again = Please open your page and press the button to try again. If it fails once more, ask the moderators. Your approval stays.
letter-needs-you-do-conflict-mastodon = If you have an account there with this e-mail address, simply go on using it. If not, please write to the moderators: they know that something is in the way, and can have it looked into. After that you can try again on your page. Your approval stays.
letter-needs-you-button-name = Choose another name
letter-needs-you-button-password = Choose another password
letter-needs-you-button-again = Try again
letter-needs-you-button-page = Open your page
letter-needs-you-open = Your { $door } account is open: { $account }. How to sign in stands on your page.
letter-needs-you-nothing = You have time until { $deadline }. If you do nothing, the approval ends then, your request is erased, and you would have to ask again.
letter-needs-you-nothing-rest = You have time until { $deadline } at least. If you do nothing, your request is erased, and what is missing is not opened any more. Accounts that are open stay.

letter-could-not-open-subject = { $community }: an account could not be opened
letter-could-not-open-happened = The moderators approved a request to join { $community }, but an account for it could not be opened.
letter-could-not-open-why-conflict = { $door }: somebody else changed the account while we were making it, so we left it alone.
letter-could-not-open-do-conflict = The person has been asked to choose another name. Please tell whoever runs { $door }, because nobody else should be able to change an account so early.
letter-could-not-open-why-conflict-mastodon = { $door }: either the person’s e-mail address has an account there already, or { $door } does not accept the address, or there is an account with the name that nobody can prove to be theirs. We left everything there as it is.
letter-could-not-open-do-conflict-mastodon = Please ask somebody who administers { $door } to look for such an account, and whether such addresses are blocked. Once nothing is in the way, the person can try again on their page.
letter-could-not-open-why-unavailable = { $door }: we could not reach the server for a long time and have stopped trying.
letter-could-not-open-do-unavailable = Please tell whoever runs { $door }. Once the server answers again, the person can try again on their page.
letter-could-not-open-button = See the request
letter-could-not-open-nothing = There is nothing to vote on. The person’s page tells them the same, and they have until { $deadline } to go on from there. After that the approval ends, and they would have to ask again.

letter-two-days-left-subject = Your account at { $community } is still waiting for you
letter-two-days-left-happened = The moderators of { $community } have said yes to your request, but you have not chosen a name and a password yet.
letter-two-days-left-do = Please open your page and choose them. Then we open your account.
letter-two-days-left-button = Choose name and password
letter-two-days-left-nothing = You have time until { $deadline }. If you do nothing, the approval ends then, your request is erased, and you would have to ask again.

letter-already-asked-subject = You already asked to join { $community }
letter-already-asked-happened = Somebody, hopefully you, asked once more to join { $community } with this e-mail address. There are several open requests with it already, so we did not pass this one on.
letter-already-asked-do = If it was you: your earlier requests go on, and their links are in earlier letters. On the page below you can have the links sent again.
letter-already-asked-button = Send me my links
letter-already-asked-nothing = If it was not you, or if you do nothing, nothing changes.

letter-your-links-subject = Your links at { $community }
letter-your-links-happened = Somebody, hopefully you, asked for the links of the open requests that were made with this e-mail address. Here they are.
letter-your-links-item = { $status }, asked on { $date }
letter-your-links-status-unconfirmed = Waiting for your confirmation
letter-your-links-status-pending = Waiting for the moderators
letter-your-links-status-approved = Approved
letter-your-links-status-open = Your account is open
letter-your-links-status-rejected = Rejected
letter-your-links-nothing = If it was not you, or if you do nothing, nothing changes.

letter-password-changed-subject = { $community }: your Mastodon password was changed
letter-password-changed-happened = The password of your account on the Mastodon of { $community } was changed on { $date }. Apps and browsers that were signed in have been signed out.
letter-password-changed-do = If it was you, there is nothing you have to do but sign in again.
letter-password-changed-not-you = If it was not you, somebody else may be in your account. Set a new password at once: enter this e-mail address on the page below, and Mastodon sends you a link. Then tell the moderators of { $community }.
letter-password-changed-link = If it was not you, set a new password here

letter-set-password-subject = { $community }: set a new Mastodon password
letter-set-password-happened = Somebody, hopefully you, asked for a new password for your account on the Mastodon of { $community }.
letter-set-password-do = If it was you, open the page below and type a new password there.
letter-set-password-button = Set a new password
letter-set-password-nothing = The link works once, until { $deadline }. If you do nothing, your password stays as it is.
letter-set-password-not-you = It was not you? Then ignore this letter, or press “This was not me” on the same page: the link ends at once, and nobody can use it any more.

letter-member-password-changed-subject = { $community }: your password was changed
letter-member-password-changed-happened = The password that you sign in with at { $community } was changed on { $date }. Everybody who was signed in has been signed out, and links to a new password from earlier letters are good no more.
letter-member-password-changed-doors = Your accounts on these platforms get the same password: { $platforms }. If one of them cannot take it from us, another letter says what to do.
letter-member-password-changed-not-you = If it was not you, somebody else may be in your account. Set a new password at once: enter this e-mail address on the page below, and we send you a link. Then tell the moderators of { $community }.

letter-set-member-password-subject = { $community }: set a new password
letter-set-member-password-happened = Somebody, hopefully you, asked for a new password for your account at { $community }. Your accounts on the platforms get it as well.

letter-somebody-tried-subject = { $community }: a wrong password was given for your Mastodon account
letter-somebody-tried-happened = On { $date } somebody gave your e-mail address and a wrong password for your account on the Mastodon of { $community }. They did not get in, and nothing has changed.
letter-somebody-tried-do = If it was you and you do not remember your password: enter this e-mail address on the page below, and Mastodon sends you a link to set a new one.
letter-somebody-tried-link = If you forgot your password, set a new one here
letter-somebody-tried-nothing = If it was not you, there is nothing you have to do.

letter-change-it-there-subject = { $community }: please do this in Mastodon itself
letter-change-it-there-happened = Somebody, hopefully you, asked us for a new password or a token for your account on the Mastodon of { $community }. We cannot do that from here: the account has a second factor, or is managed in Mastodon itself. Nothing has changed.
letter-change-it-there-do = If it was you, do it there. For a new password enter this e-mail address on the page below, and Mastodon sends you a link.
letter-change-it-there-button = Set a new password in Mastodon
letter-change-it-there-nothing = If it was not you, there is nothing you have to do. Only if somebody may know your password, set a new one.

letter-copy-by-hand-subject = { $community }: please change your { $platform } password yourself
letter-copy-by-hand-happened = The password that you sign in with at { $community } was changed. We could not change it for your account on { $platform } as well, and nothing has changed there.
letter-copy-by-hand-matrix = To have the new password there too, sign in to Matrix with the password that you have there now, and change it in the settings of your account. If you do not know it any more, ask the people who run { $community }.
letter-copy-by-hand-mastodon = To have the new password there too, enter this e-mail address on the page below, and Mastodon sends you a link to set it.
letter-copy-by-hand-button-matrix = Open Matrix
letter-copy-by-hand-button-mastodon = Set a new password in Mastodon
letter-copy-by-hand-button-here = See your account
letter-copy-by-hand-nothing = If you do nothing, you go on with two passwords, and whoever knows the old one can still use it on { $platform }.

letter-session-reused-subject = { $community }: we ended one of your sessions
letter-session-reused-happened = On { $date } one of your sessions at { $community } was used by two at once. One of them may have been somebody else, so we ended that session: whoever used it is signed out.
letter-session-reused-do = Sign in again where you need it. If you do not know how it came to this, change your password: that ends every other session as well.
letter-session-reused-button = Open your account
letter-session-reused-nothing = If you do nothing, that session stays ended, and your other ones go on.

letter-left-subject = { $community }: you have left
letter-left-happened = You asked to leave { $community }, and that is done. Your name, your address and your password are erased here, and you are signed out everywhere. Posts of yours that others can read stay, without your name.
letter-left-matrix = Your Matrix account { $account } stays. To end it, sign in to Matrix and choose “Deactivate account” in the settings of your account.
letter-left-mastodon = Your Mastodon account { $account } stays. To end it, sign in to Mastodon and choose “Delete account” in the settings of your account.
letter-left-not-you = If it was not you, tell the moderators of { $community }: somebody knew your password.
letter-left-link = If you want to come back one day, ask here
letter-why-left = You get this letter because this e-mail address belonged to an account at { $community } until now.

letter-post-unpublished-subject = { $community }: your post was taken off the board
letter-post-unpublished-happened = A moderator took one of your posts off the board of { $community }. You still find it among your own posts, where nobody but you and the moderators can read it.
letter-post-unpublished-do = You can keep it there or delete it, but not publish it again.
letter-post-unpublished-button = Open the board
letter-post-unpublished-nothing = If you do nothing, it stays where it is. If you do not know why this happened, ask the people who run { $community }.

letter-post-deleted-subject = { $community }: your post was deleted
letter-post-deleted-happened = A moderator deleted one of your posts from the board of { $community }.
letter-post-deleted-do = If you do not know why this happened, ask the people who run { $community }.
letter-post-deleted-button = Open the board
letter-post-deleted-nothing = There is nothing you have to do.
## End of the letters.

## Pages

page-skip = Skip to the content
page-error-prefix = Error:
page-faults = Please have another look
page-footer = This site
page-footer-apply = Ask for an account
page-footer-lost = Find my link again
page-footer-board = Board
page-header-account = Your account
page-header-sign-in = Sign in
page-continue = Continue
page-check-name = Check if the name is free
page-when = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time } UTC
page-span-moment = less than a minute
page-span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
page-span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
page-span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

# What was asked for
page-asked = What was asked for
page-asked-name = Name
page-asked-no-name = none yet
page-asked-reason = Reason
page-asked-no-reason = none given
page-asked-doors = Account on
page-asked-at = Asked on

# The form at the gate
page-apply-title = Ask for an account
page-apply-heading = Join { $community }
page-apply-lead = Tell us a little about yourself. People read every request here, and people decide.
page-apply-next = What happens next
page-apply-step-send = We pass your request to the moderators.
page-apply-step-send-beside = We pass your request to the moderators. For Mastodon we also mail you a link: open it and press the button there.
page-apply-step-confirm-always = We mail you a link. Open it within { $left } and press the button there.
page-apply-step-confirm = If you gave an address, we mail you a link. Open it within { $left } and press the button there.
page-apply-step-decide = Moderators read your request. They have { $left }.
page-apply-step-choose = Once they say yes, you have { $left } to choose your name and password. Then your account opens.
page-apply-send = Send my request
page-apply-kept = What you write is kept encrypted and only as long as it is needed: { $unconfirmed } if an address is not confirmed, { $pending } if nobody decides, one day after a no, { $approved } if you choose no password, two days once your account is open. Your name and address stay while you are a member, until you leave.
page-apply-again = Ask for an account

# After sending
page-keep-title = Save this page now
page-keep-lead = You gave no mail address, so we cannot write to you. What stands here is your only way back, and we show it once.
page-keep-yours = Your way back
page-keep-link = Your link
page-keep-rid = Request number
page-keep-token = Key
page-keep-how = Copy the link to a safe place, or print this page. Anyone who has the link can use it, so keep it to yourself.
page-keep-then = Moderators have { $left } to decide. Come back by your link to see what they said.
page-keep-open = I have saved it. Open my request

# Confirming
page-confirm-title = Did you ask for this?
page-confirm-lead = Somebody gave your mail address to ask for an account at { $community }.
page-confirm-then = After your yes, moderators read the request. You choose name and password once they agree.
page-confirm-then-beside = Moderators have this request already. Mastodon opens accounts for confirmed addresses only, so that part waits for your yes. From then on name and password are chosen by your link alone.
page-confirm-then-later = The request does not wait for your yes. With it we can write to you how it goes.
page-confirm-choose = Your name and password
page-confirm-choose-why = If it was you, choose them now: a password that came with the request ends when you say yes. Your account then opens as soon as moderators agree.
page-confirm-yes = Yes, I asked for this
page-confirm-yes-means = Moderators are asked to decide.
page-confirm-yes-means-beside = Your address counts as confirmed, and the request is yours.
page-confirm-yes-means-later = From now on our letters come here.
page-confirm-not-me = This was not me
page-confirm-not-me-means = The request is deleted, and we stop writing to you.
page-confirm-not-me-means-kept = Your address is taken off the request, and we stop writing to you.
page-confirm-left = If you press neither, the request deletes itself in
page-not-me-title = Thank you. The request is deleted
page-not-me-kept-title = Thank you. Your address is taken off
page-not-me-lead = Nothing further will be sent to you.
page-not-me-more = For 30 days nobody can ask for an account here with your address. There is nothing else you need to do.

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
page-door-no-address = This account needs a confirmed mail address, and your request has none. So it is not opened.
page-proof-letter = Mastodon opens accounts for confirmed addresses only. Open our letter and press “Yes, I asked for this”. It goes to
page-proof-missing = No letter? Give it a few minutes and look into your spam folder. If none comes today, ask for your link again tomorrow. If the address is mistyped, or no letter comes then either, withdraw this request and ask anew.
page-proof-lost = Find my link again
page-account-id = Your full name there
page-account-server = Server to enter in your app
page-account-rooms = Rooms you are in already
page-account-sign-in = Sign in
page-account-mastodon = Sign in with your mail address and your password.
page-account-mastodon-set-password = Set a password first: enter your mail address there, and Mastodon mails you a link for it.
page-account-mastodon-letter = Mastodon has mailed you a letter of its own. Press the link in it, then sign in with your mail address and your password.
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

# Deciding
page-decide-title = Let this person in?
page-decide-left = Time left to decide:
page-decide-asked = The request
page-decide-votes = Votes
page-decide-approvals = Approvals: { $count } of { $needed } needed.
page-decide-rejections = Rejections: { $count } of { $needed } needed.
page-decide-mine-approve = You voted to approve.
page-decide-mine-reject = You voted to reject.
page-decide-counted = Your vote counts.
page-decide-changed = Your vote is changed.
page-decide-waiting-approve = { $count ->
    [one] Waiting for { $count } more vote to approve.
   *[other] Waiting for { $count } more votes to approve.
}
page-decide-waiting-reject = { $count ->
    [one] Waiting for { $count } more vote to reject.
   *[other] Waiting for { $count } more votes to reject.
}
page-decide-may-change = You may change your mind until it is decided.
page-decide-approve-heading = Let in
page-decide-approve = Approve: this person may choose name and password
page-decide-approve-name = Approve: { $name } may choose name and password
page-decide-approve-account = Approve: the account { $name } opens
page-decide-approve-vote = Approve: vote to let this person in
page-decide-reject-heading = Turn away
page-decide-reject = Reject: the request ends here
page-decide-reject-vote = Reject: vote to turn this person away
page-decide-add-words = Say why, or send no letter
page-decide-add-words-no-letter = Say why
page-decide-hint = Once enough moderators agree, the decision is final.
page-decide-hint-one = Your vote decides at once and cannot be taken back.
page-decide-approved = This person was approved
page-decide-approved-then = There is nothing left to do. They are told how to go on.
page-decide-approved-then-no-letter = There is nothing left to do. They see it when they open their link.
page-decide-rejected = This person was rejected
page-decide-rejected-then = There is nothing left to do. The request deletes itself.
page-decide-by = Decided by
page-decide-words = Words to this person
page-decide-contrary = Your vote came too late: the others had decided already.
page-decide-unconfirmed = Not confirmed yet
page-decide-unconfirmed-lead = This person has not confirmed the mail address. You can decide as soon as that is done; we write to you then.
page-decide-unconfirmed-left = If it is not confirmed, the request deletes itself in
page-decide-own = This is your own request
page-decide-own-lead = Others decide about it.
page-flag-same-address = The same mail address had other requests when this one came; it may have an account already.
page-flag-no-address = No mail address was given: we cannot write to this person.
page-flag-unproved = The mail address is not confirmed: it may be somebody else’s.

# The queue
page-queue-title = What waits for a decision
page-queue-total = { $count ->
    [one] 1 request waits, the oldest first.
   *[other] { $count } requests wait, the oldest first.
}
page-queue-empty = Nothing waits. You are done for now.
page-queue-none-here = Nothing of what waits is of this kind.
page-queue-by-vote = Show by votes
page-queue-by-door = Show by platform
page-queue-all = All
page-queue-undecided = Without my vote
page-queue-mine = With my vote
page-queue-everywhere = Everywhere
page-queue-nameless = somebody without a name
page-queue-nameless-short = this person
page-queue-choose = Choose
page-queue-age = waiting for { $age }
page-queue-left = time left:
page-queue-words = If you reject: say why, or send no letter
page-queue-words-no-letter = If you reject: say why
page-queue-approve = Approve { $name }
page-queue-approve-vote = Vote to approve { $name }
page-queue-reject = Reject { $name }
page-queue-reject-vote = Vote to reject { $name }
page-queue-together = Many at once
page-queue-together-means = This votes on every request that you have ticked above. Whoever is rejected this way gets a letter without words of yours.
page-queue-approve-chosen = Approve the chosen
page-queue-reject-chosen = Reject the chosen
page-queue-approved = approved.
page-queue-rejected = rejected.
page-queue-counted-approve = your vote to approve counts; others are still waited for.
page-queue-counted-reject = your vote to reject counts; others are still waited for.
page-queue-faster-approved = somebody was faster, and this person is approved.
page-queue-faster-rejected = somebody was faster, and this person is rejected.
page-queue-own = this is your own request. Others decide about it.
page-queue-gone = there is nothing to decide any more. The request has ended.
page-queue-none-chosen = Nothing was chosen, so nothing was done. Tick the requests first.
page-queue-too-many = That was too much at once, so nothing was done. Choose { $count } at most.
page-queue-pages = Pages
page-queue-previous = Previous page
page-queue-next = Next page
page-queue-lately = Decided lately
page-queue-was-approved = approved by
page-queue-was-rejected = rejected by
page-queue-by-former = somebody who is no longer a moderator
page-queue-door-title = For moderators
page-queue-door-lead = Here moderators see everything that waits for a decision. Open the link in one of our letters to you, or let us mail you one.
page-queue-door-ended = The link you opened, or kept, is not good any more.
page-queue-door-send = Mail me my link
page-queue-door-sign-in = Sign in, if you are a member with a moderator’s address
page-queue-sent-lead = If this address belongs to a moderator, the link is on the way.
page-queue-sent-missing = Give it a few minutes and look into your spam folder. If none comes, ask the operator whether your address is on the list of moderators.

# Lost links
page-lost-title = Find my link again
page-lost-lead = Tell us the mail address you asked with. If it has open requests, we mail you their links.
page-lost-send = Mail me my links
page-lost-no-address = Did you ask without an address? Then the link you saved is the only way back.
page-lost-sent-title = Check your mail
page-lost-sent-lead = If this address has open requests, their links are on the way.
page-lost-sent-to = Letters go to
page-lost-sent-missing = Give it a few minutes and look into your spam folder. If none comes, there is most likely no open request for this address.

# A new password
page-reset-title = Choose a new password
page-reset-lead = For your Mastodon account on
page-reset-lead-member = You sign in with it here, and with your accounts on the platforms.
page-reset-set = Set this password
page-reset-set-means-member = Everybody who is signed in to your account is signed out, here and on the platforms that tell us so.
page-reset-set-means = Everybody who is signed in to the account is signed out. Accounts elsewhere keep their passwords.
page-reset-not-me-means = The link ends, and your password stays as it is.
page-reset-left = If you press neither, the link ends in
page-reset-done-title = Your password is changed
page-reset-done-lead = You are signed out of Mastodon everywhere. Sign in there with the new password; accounts elsewhere keep theirs.
page-reset-done-open = Go to { $server }
page-reset-done-lead-member = You are signed out everywhere. Sign in with the new password.
page-reset-done-sign-in = Sign in
page-reset-doors = Your accounts on the platforms
page-reset-later-title = This takes longer than usual
page-reset-later-lead = We have passed your new password on, and a letter tells you as soon as it is set.
page-reset-later-more = If no letter comes within a few minutes, nothing was changed. Open the page again then and choose once more.
page-reset-not-me-title = Thank you. The link is ended
page-reset-not-me-lead = Nobody can use it any more, and your password stays as it is.
page-reset-not-me-more = Somebody typed your address here. That alone opens nothing, and there is nothing else you need to do.

# Signing in
page-login-title = Sign in
page-login-send = Sign in
page-login-forgot = I forgot my password
page-login-none = No account yet?
page-login-already-title = You are signed in
page-login-already-as = You are here as
page-login-go-on = Go on
page-login-other = To sign in as somebody else, sign out first. The button for it is here:
page-signed-out-title = You are signed out
page-signed-out-lead = This browser opens nothing of yours any more. Other places where you are signed in stay as they are.

# Your account
page-member-title = Your account
page-member-name = Sign-in name
page-member-no-name = none: you sign in with your mail address
page-member-email = Mail address
page-member-no-email = none: we cannot write to you, nor help when you forget your password
page-member-proved = confirmed
page-member-unproved = not confirmed
page-member-role = Role
page-member-role-member = Member
page-member-role-moderator = Moderator
page-member-role-operator = Operator
page-member-since = Member since
page-member-sign-out = Sign out
page-member-no-doors = None was opened for you.
page-member-door-done = It has the password that you sign in with here.
page-member-door-later = It is away at the moment. It gets your new password as soon as it answers, within 7 days after the change; until then the old one is good there.
page-member-door-by-hand-matrix = It still has your old password: we could not change it from here. Sign in there with the old one and change it in the settings of your account; if you do not know it any more, ask the people who run this place.
page-member-door-by-hand-mastodon = It still has your old password: we could not change it from here. Ask Mastodon itself for a new one on its page “Forgot your password?”.
page-member-sessions = Where you are signed in
page-member-session-unknown = An unknown program
page-member-session-here = (this browser)
page-member-session-since = Since
page-member-session-seen = Last seen
page-member-session-end = End
page-member-end-others = End all others
page-member-end-means = Browsers are signed out at once. A program may go on for { $left } at most.
page-member-notice-ended = That session is ended.
page-member-notice-others = All other sessions are ended.
page-member-change = Password
page-member-change-open = Change my password
page-member-change-send = Change my password
page-member-change-means = It changes on the platforms, too. Then you are signed out everywhere, here as well, and sign in with the new one.
page-member-token-shown = Copy it now: we do not show it again. It does not expire, so keep it like a password. You can end it here at any time.
page-member-token-ends = A new token ends the one before.
page-member-leave = Leaving
page-member-leave-open = Leave for good
page-member-leave-goes = Your name, your address and your password are erased here, your drafts and votes go, and you are signed out everywhere. This cannot be undone.
page-member-leave-stays-doors = Your accounts on the platforms stay: end them there.
page-member-leave-stays = Posts that others can read stay, without your name.
page-member-leave-send = Leave for good
page-left-title = You have left
page-left-lead = Nothing here knows you any more. Thank you for having been with us.
page-left-stays = What stays
page-left-end-there = To end such an account, sign in there and look into its settings.

# A forgotten password
page-forgot-title = Forgot your password?
page-forgot-lead = Tell us your mail address. If somebody signs in with it, we mail a link to a new password.
page-forgot-send = Mail me a link
page-forgot-no-address = Do you have an account without an address? Then only the people who run this place can help.
page-forgot-sent-title = Check your mail
page-forgot-sent-lead = If somebody signs in with this address, a link is on the way. It is good for half an hour.
page-forgot-sent-missing = Give it a few minutes and look into your spam folder. If none comes, there is most likely no account with this address.
page-forgot-again = Try another address

# The board
page-board-title = Board
page-board-own = My posts
page-board-all = All posts
page-board-ways = Which posts
page-board-write = Write a post
page-board-search = Search the posts by whole words
page-board-search-send = Search
page-board-search-end = Show all posts
page-board-found = Posts with all of these words:
page-board-found-none = No post has all of these words. Try fewer.
page-board-empty = Nothing has been written here yet.
page-board-own-empty = You have not written anything yet.
page-board-no-more = Here are no more posts.
page-board-pages = Pages
page-board-newer = Newer posts
page-board-older = Older posts
page-board-deleted = The post is deleted.
page-board-numbered = Post { $number }
page-board-you = you
page-board-nameless = a member without a name
page-board-former = a former member
page-board-draft = Draft
page-board-taken-off = Off the board
page-board-votes = { $count ->
    [0] no votes
    [one] 1 vote
   *[other] { $count } votes
}
page-board-voted = (with yours)
page-post-draft = This is a draft. Nobody reads it but you.
page-post-taken-off-own = A moderator took this post off the board. Nobody reads it but you and the moderators. You can change it or delete it, but not publish it again.
page-post-taken-off = A moderator took this post off the board. Its author and the moderators still see it.
page-post-changed = changed
page-post-sign-in = Sign in to vote
page-post-vote = Vote for it
page-post-take-back = Take my vote back
page-post-edit = Change
page-post-delete = Delete
page-post-take-off = Take off the board
page-post-board = To the board
page-sure-delete-title = Delete this post?
page-sure-delete-means = It is gone for good, and its votes with it.
page-sure-delete = Yes, delete it
page-sure-take-off-title = Take this post off the board?
page-sure-take-off-means = Only its author and the moderators see it then. The author can change it, but not publish it again.
page-sure-take-off = Yes, take it off
page-sure-moderator = The author gets a letter that says so, and the audit log says that it was you.
page-sure-back = No, leave it
page-edit-new = Write a post
page-edit-title = Change your post
page-edit-publish = Publish
page-edit-publish-changes = Publish the changes
page-edit-draft = Keep as a draft
page-edit-make-draft = Make it a draft
page-edit-draft-means = Nobody reads a draft but you.
page-edit-save = Keep the changes
page-edit-save-means = It stays off the board.
page-edit-preview = Preview
page-edit-preview-title = Preview
page-edit-preview-means = Nothing is saved yet.
page-edit-back = Back, without keeping what I typed

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
page-problem-not-found-lead = The address may be mistyped or out of date.
page-problem-too-many = That was a bit much
page-problem-too-many-lead = There were too many tries from your network. Please go back and try again in { $wait }.
page-problem-resting = We are resting for a moment
page-problem-resting-lead = The service cannot answer right now. Please try again in a minute. If you pressed a button, press it again: nothing happens twice.
page-problem-too-large = That was too much text
page-problem-too-large-lead = Please go back and shorten what you wrote.
page-problem-other = Something went wrong
page-problem-other-lead = It is not your fault. Please go back and try again. If it stays, tell the operator the number below.
page-problem-home = To the first page
page-problem-number = For the operator:

## Fields

field-optional = (optional)
field-email = Mail address
field-email-hint = We write to you about this request and nothing else.
field-email-hint-optional = We write to you about this request, and later about your account. Without an address we give you a link to save.
field-email-hint-moderator = The one under which the operator knows you.
field-email-hint-lost = The one you asked with.
field-email-hint-forgot = The one of your account.
field-name-wish = The name you would like
field-name-choose = Your name
field-name-choose-on = Your name on { $door }
field-name-hint = Up to 30 small letters, digits or underscores.
field-name-hint-ends = { $count ->
    [one] The full name ends in { $ends }.
   *[other] The full names end in { $ends }.
}
field-name-fixed = Your account has this name already.
field-name-available = { $name } is free right now.
field-name-taken = { $name } is not available. Please try another name.
field-name-doors = { $name } is
field-name-door-available = free on { $door }
field-name-door-taken = not available on { $door }
field-name-door-unknown = not known on { $door } right now
field-name-unknown = We cannot ask the server right now. You may go on; if the name is taken, we ask you again.
field-reason = Why would you like to join?
field-reason-hint = A sentence or two is fine; 1000 characters at most. Moderators read it.
field-doors = Where would you like an account?
field-doors-hint = Choose one or more.
field-doors-hint-mastodon = Mastodon needs a mail address, which you confirm by a link we send.
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
field-new-password = New password
field-old-password = Your password so far
field-leave-password = Your password
field-sign-in-name = Name or mail address
field-message = Reason for this person
field-message-hint = It goes into the letter. 1000 characters at most.
field-message-hint-no-letter = They read it on their page. 1000 characters at most.
field-silent = Send no letter
field-title = Title
field-content = Text
field-content-hint = Leave an empty line between paragraphs. *Words* in stars are emphasised, “- ” begins a line of a list, and [words](https://example.org) make a link.

## Faults

fault-email-missing = Enter your mail address
fault-email-malformed = Enter a mail address like name@example.org
fault-name-empty = Enter the name you would like
fault-name-too-long = Use at most 30 characters for the name
fault-name-characters = Use only small letters from a to z, digits and underscores
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
