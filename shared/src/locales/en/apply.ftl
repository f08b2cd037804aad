# The form at the gate, what follows upon sending it, and confirming.

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
page-apply-resting = The gate is closed for a moment, and your request has not been sent. Nothing you typed is lost: please press “Send my request” again in a minute.
page-apply-too-many = There were too many tries from your network. Nothing you typed is lost: please press “Send my request” again in { $wait }.
page-apply-kept-title = What we keep, and how long
page-apply-kept = What you write is kept encrypted and only as long as it is needed: { $unconfirmed } if an address is not confirmed, { $pending } if nobody decides, one day after a no, { $approved } if you choose no password, two days once your account is open. Your name and address stay while you are a member, until you leave.
page-apply-again = Ask for an account

# After sending
page-keep-title = Save this page now
page-keep-lead = You gave no email address, so we cannot write to you. What stands here is your only way back, and we show it once.
page-keep-yours = Your way back
page-keep-link = Your link
page-keep-qr = Your link for the camera of a phone
page-keep-rid = Request number
page-keep-token = Key
page-keep-how = Copy the link to a safe place, or print this page. Anyone who has the link can use it, so keep it to yourself.
page-keep-print = Print this page
page-keep-then = Moderators have { $left } to decide. Come back by your link to see what they said.
page-keep-open = I have saved it. Open my request

# Confirming
page-confirm-title = Did you ask for this?
page-confirm-lead = Somebody gave your email address to ask for an account at { $community }.
page-confirm-then = After your yes, moderators read the request. You choose name and password once they agree.
page-confirm-then-beside = Moderators have this request already. Mastodon opens accounts for confirmed addresses only, so that part waits for your yes. From then on name and password are chosen by your link alone.
page-confirm-then-later = The request does not wait for your yes. With it we can write to you how it goes.
page-confirm-choose = Your name and password
page-confirm-choose-why = If it was you, choose them now: a password that came with the request ends when you say yes. Your account then opens as soon as moderators agree.
page-confirm-choose-why-member = If it was you, choose them now. You can sign in on this site already: from your yes on, the password you choose here counts, and the one that came with the request ends.
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
