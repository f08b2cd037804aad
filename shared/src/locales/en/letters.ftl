# Letters.
#
# Each says what happened, what its reader can do, by when, what happens without, and why it came.
# { $deadline } reads like "2 May 2027, 09:00 UTC (in 2 days)".

letter-hello = Hello,
letter-link-hint = If the button does not work, open this link:
letter-own-link = The link in this letter is for you alone. Whoever has it can act for you, so please do not pass this letter on.
letter-own-links = The links in this letter are for you alone. Whoever has them can act for you, so please do not pass this letter on.
letter-why-applicant = You get this letter because a request to join { $community } was made with this email address.
letter-why-moderator = You get this letter because you are a moderator of { $community }.
letter-why-member = You get this letter because this email address belongs to an account at { $community }.
letter-why-owner = You get this letter because this email address belongs to an account on the Mastodon of { $community }.
letter-message = The moderators wrote:
letter-contact = Questions? Answer this letter, or write to { $address }.

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
letter-confirm-happened = Somebody, hopefully you, asked for an account at { $community } and gave this email address.
letter-confirm-do = The page below shows what was asked. If it was you, open it and press “Yes, I asked for this”. The moderators hear of your request only after that.
letter-confirm-button = See the request
letter-confirm-nothing = You have time until { $deadline }. If you do nothing, the request is erased then and nobody hears of it.
letter-confirm-beside-subject = Please confirm your email address for { $community }
letter-confirm-beside-happened = Somebody, hopefully you, asked for an account at { $community }, on Mastodon too, and gave this email address. The moderators have the request already.
letter-confirm-beside-do = The page below shows what was asked. If it was you, open it and press “Yes, I asked for this”.
letter-confirm-beside-nothing = You have time until { $deadline }. Only the Mastodon account waits for your yes, and is not opened without it.
letter-confirm-later-subject = Please confirm your email address for { $community }
letter-confirm-later-happened = Somebody, hopefully you, asked for an account at { $community } and has now given this email address for it.
letter-confirm-later-do = If it was you, open the page below and press “Yes, I asked for this”. Then we know that our letters reach you here.
letter-confirm-later-nothing = You have time until { $deadline }. Nothing else waits for it.
letter-confirm-not-you = It was not you? Then ignore this letter, or press “This was not me” on the same page, and this address is left in peace.

letter-received-subject = We have your request to join { $community }
letter-received-happened = Thank you. Your request to join { $community } is with the moderators now.
letter-received-do = There is nothing you have to do. On your page you can see how it stands, and withdraw your request if you change your mind.
letter-received-do-mastodon = One thing is left for your Mastodon account: open your page and press “Yes, I asked for this”, so that we know that this email address is yours. Nothing else waits for it. There you can also see how your request stands, and withdraw it.
letter-received-button = See how it stands
letter-received-nothing = The moderators have until { $deadline } to decide, and we write to you as soon as they have. If nobody decides by then, your request is erased, and you can ask again.
letter-received-keep = Please keep this letter: its link is your way back to your request.

letter-case-wish = Name they wish for
letter-case-wish-none = none yet
letter-case-doors = Account on
letter-case-door-matrix = Matrix
letter-case-door-mastodon = Mastodon
letter-case-note = Please note
letter-case-flag-same-address = The same email address has asked before.
letter-case-flag-no-address = They gave no email address.
letter-case-flag-unproved = Nobody has confirmed their email address.
letter-case-votes = Votes so far
letter-case-votes-counted = { $approve } for and { $reject } against. It takes { $needed_approve } to approve, { $needed_reject } to reject.
letter-case-votes-first = None. The first vote decides.
letter-case-reason = Why they want to join, in their words:
letter-case-reason-none = They gave no reason.
letter-case-care = These words come from somebody we do not know. Please be careful with any address in them.

letter-please-decide-subject = { $community }: “{ $name }” asks to join
letter-please-decide-subject-nameless = { $community }: somebody asks to join ({ $id })
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

letter-reminder-subject = { $community }: “{ $name }” is still waiting
letter-reminder-subject-nameless = { $community }: somebody is still waiting ({ $id })
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
letter-account-ready-mastodon-sign-in = Sign in to Mastodon with this email address and { $password ->
    [made] this password
   *[chosen] the password you chose
}.
letter-account-ready-mastodon-set-password = Your Mastodon account was made with a password that nobody knows. Before you sign in, set one of your own: enter this email address on the page below, and Mastodon sends you a link.
letter-account-ready-mastodon-set-password-button = Set my Mastodon password
letter-account-ready-mastodon-then = Then sign in to Mastodon with this email address and that password.
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
letter-other-door-proof = Your { $door } account is not open yet: it waits until we know that this email address is yours. Open your page, press “Yes, I asked for this” and go on from there.
letter-other-door-choice = Your { $door } account is not open yet: it waits for you. Open your page to go on.
letter-other-door-follows = Nothing has been done for your { $door } account yet: it follows once you have chosen.
letter-other-door-failed = Your { $door } account is not open yet. Another letter from us says what is in the way.

letter-needs-you-subject = Please help us open your account at { $community }
letter-needs-you-happened-name-taken = Your { $door } account at { $community } is not open yet: the name you chose is already taken there.
letter-needs-you-happened-name-refused = Your { $door } account at { $community } is not open yet: the server does not allow the name you chose.
letter-needs-you-happened-password-refused = Your { $door } account at { $community } needs you once more: the server does not accept the password for it.
letter-needs-you-happened-conflict = Your { $door } account at { $community } is not open: somebody else changed it while we were making it, so we left it alone.
letter-needs-you-happened-conflict-mastodon = Your { $door } account at { $community } is not open. Either this email address has an account there already, or { $door } does not accept this address, or there is an account with your name that we cannot prove to be yours. We left everything there as it is.
letter-needs-you-happened-unavailable = Your { $door } account at { $community } is not open yet: we could not reach the server for a long time and have stopped trying.
letter-needs-you-do-name = Please open your page and choose another name. Your approval stays.
letter-needs-you-do-name-or-here = Please open your page and choose another name, for all your accounts or for { $door } only. Your approval stays.
letter-needs-you-do-name-here = Please open your page and choose another name for { $door }. Your approval stays, and no other account changes its name.
letter-needs-you-do-password = Please open your page and choose another password, best a longer one. Your approval stays.
letter-needs-you-do-again = Please open your page and press the button to try again. If it fails once more, ask the moderators. Your approval stays.
letter-needs-you-do-conflict-mastodon = If you have an account on { $door } with this email address, simply go on using it. If not, please write to the moderators: they know that something is in the way, and can have it looked into. After that you can try again on your page. Your approval stays.
letter-needs-you-button-name = Choose another name
letter-needs-you-button-password = Choose another password
letter-needs-you-button-again = Try again
letter-needs-you-button-page = Open your page
letter-needs-you-open = Your { $door } account is open: { $account }. How to sign in stands on your page.
letter-needs-you-nothing = You have time until { $deadline }. If you do nothing, the approval ends then, your request is erased, and you would have to ask again.
letter-needs-you-nothing-rest = You have time until { $deadline } at least. If you do nothing, your request is erased, and what is missing is not opened any more. Accounts that are open stay.

letter-could-not-open-subject = { $community }: no account for “{ $name }” yet
letter-could-not-open-subject-nameless = { $community }: an account could not be opened ({ $id })
letter-could-not-open-happened = The moderators approved a request to join { $community }, but an account for it could not be opened.
letter-could-not-open-why-conflict = { $door }: somebody else changed the account while we were making it, so we left it alone.
letter-could-not-open-do-conflict = The person has been asked to choose another name. Please tell whoever runs { $door }, because nobody else should be able to change an account so early.
letter-could-not-open-why-conflict-mastodon = { $door }: either the person’s email address has an account there already, or { $door } does not accept the address, or there is an account with the name that nobody can prove to be theirs. We left everything there as it is.
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
letter-already-asked-happened = Somebody, hopefully you, asked once more to join { $community } with this email address. There are several open requests with it already, so we did not pass this one on.
letter-already-asked-do = If it was you: your earlier requests go on, and their links are in earlier letters. On the page below you can have the links sent again.
letter-already-asked-button = Send me my links
letter-already-asked-nothing = If it was not you, or if you do nothing, nothing changes.

letter-your-links-subject = Your links at { $community }
letter-your-links-happened = Somebody, hopefully you, asked for the links of the open requests that were made with this email address. Here they are.
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
letter-password-changed-not-you = If it was not you, somebody else may be in your account. Set a new password at once: enter this email address on the page below, and Mastodon sends you a link. Then tell the moderators of { $community }.
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
letter-member-password-changed-not-you = If it was not you, somebody else may be in your account. Set a new password at once: enter this email address on the page below, and we send you a link. Then tell the moderators of { $community }.

letter-set-member-password-subject = { $community }: set a new password
letter-set-member-password-happened = Somebody, hopefully you, asked for a new password for your account at { $community }. Your accounts on the platforms get it as well.
letter-set-member-password-happened-some = Somebody, hopefully you, asked for a new password for your account at { $community }. If one of your accounts on the platforms cannot take it from us, another letter says what to do.

letter-somebody-tried-subject = { $community }: a wrong password was given for your Mastodon account
letter-somebody-tried-happened = On { $date } somebody gave your email address and a wrong password for your account on the Mastodon of { $community }. They did not get in, and nothing has changed.
letter-somebody-tried-do = If it was you and you do not remember your password: enter this email address on the page below, and Mastodon sends you a link to set a new one.
letter-somebody-tried-link = If you forgot your password, set a new one here
letter-somebody-tried-nothing = If it was not you, there is nothing you have to do.

letter-change-it-there-subject = { $community }: please do this in Mastodon itself
letter-change-it-there-happened = Somebody, hopefully you, asked us for a new password or a token for your account on the Mastodon of { $community }. We cannot do that from here: the account has a second factor, or is managed in Mastodon itself. Nothing has changed.
letter-change-it-there-do = If it was you, do it there. For a new password enter this email address on the page below, and Mastodon sends you a link.
letter-change-it-there-button = Set a new password in Mastodon
letter-change-it-there-nothing = If it was not you, there is nothing you have to do. Only if somebody may know your password, set a new one.

letter-copy-by-hand-subject = { $community }: please change your { $platform } password yourself
letter-copy-by-hand-happened = The password that you sign in with at { $community } was changed. We could not change it for your account on { $platform } as well, and nothing has changed there.
letter-copy-by-hand-matrix = To have the new password there too, sign in to Matrix with the password that you have there now, and change it in the settings of your account. If you do not know it any more, ask the people who run { $community }.
letter-copy-by-hand-mastodon = To have the new password there too, enter this email address on the page below, and Mastodon sends you a link to set it.
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
letter-why-left = You get this letter because this email address belonged to an account at { $community } until now.

letter-post-unpublished-subject = { $community }: your post was taken off the board
letter-post-unpublished-happened-titled = A moderator took your post “{ $title }” off the board of { $community }. You still find it among your own posts, where nobody but you and the moderators can read it.
letter-post-unpublished-happened = A moderator took one of your posts off the board of { $community }. You still find it among your own posts, where nobody but you and the moderators can read it.
letter-post-unpublished-do = You can keep it there or delete it, but not publish it again.
letter-post-unpublished-button = See your posts
letter-post-unpublished-nothing = If you do nothing, it stays where it is. If you do not know why this happened, ask the people who run { $community }.

letter-post-deleted-subject = { $community }: your post was deleted
letter-post-deleted-happened = A moderator deleted one of your posts from the board of { $community }.
letter-post-deleted-do = If you do not know why this happened, ask the people who run { $community }.
letter-post-deleted-button = Open the board
letter-post-deleted-nothing = There is nothing you have to do.
