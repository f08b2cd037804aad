# Signing in, the account, passwords.

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
page-login-ended = You are not signed in any more: it was long ago, or you ended it elsewhere. Sign in again, and you go on where you were.
page-login-board = The board is for members. Sign in, and you go straight on to it.
page-login-writing = Members write on the board. Sign in, and you go straight on.
page-login-queue = Sign in with the account that has your moderator’s address, and you go straight on to what waits.
page-login-forgot = I forgot my password
page-login-none = No account yet?
page-login-already-title = You are signed in
page-login-already-as = You are here as
page-login-go-on = Go on
page-login-other = To sign in as somebody else, sign out first. The button for it is here:
page-apply-member-lead = You are a member of this community already.
page-apply-member-again = Ask for another account
page-apply-member-again-means = For somebody beside you, or a second account of your own. Moderators decide about it like about any other.
page-signed-out-title = You are signed out
page-signed-out-lead = This browser opens nothing of yours any more. Other places where you are signed in stay as they are.

# Your account
page-member-title = Your account
page-member-name = Sign-in name
page-member-no-name = none: you sign in with your email address
page-member-email = Email address
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
page-member-session-seen-lately = Last seen within a day
page-member-session-seen = Last seen { $age } ago
page-member-session-end = End
page-member-end-others = { $count ->
    [one] End the other one
   *[other] End all { $count } others
}
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
page-left-lead = We have erased what we knew about you. Thank you for having been with us.
page-left-stays = What stays
page-left-end-there = To end such an account, sign in there and look into its settings.

# A forgotten password
page-forgot-title = Forgot your password?
page-forgot-lead = Tell us your email address. If it belongs to an account here, we mail you a link to set a new password.
page-forgot-send = Mail me a link
page-forgot-no-address = Do you have an account without an address? Then only the people who run this place can help.
page-forgot-sent-title = Check your mail
page-forgot-sent-lead = If this address belongs to an account here, a link is on the way. It works for half an hour.
page-forgot-sent-missing = Give it a few minutes and look into your spam folder. If none comes, there is most likely no account with this address.
page-forgot-again = Try another address
