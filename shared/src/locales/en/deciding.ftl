# For moderators: deciding, and the queue.

# Deciding
page-decide-title = Let this person in?
page-decide-title-name = Let @{ $name } in?
page-decide-left = time left to decide:
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
page-decide-you = You decide as
page-decide-approve-heading = Let in
page-decide-approve = Approve: this person may choose name and password
page-decide-approve-name = Approve: @{ $name } may choose name and password
page-decide-approve-account = { $count ->
    [one] Approve: the account @{ $name } is opened
   *[other] Approve: the accounts @{ $name } are opened
}
page-decide-approve-vote = Vote to approve this person
page-decide-approve-vote-name = Vote to approve @{ $name }
page-decide-hears-letter = A letter tells them how to go on.
page-decide-hears-opened = A letter tells them as soon as they can sign in.
page-decide-hears-page = No letter reaches them: they see it when they open their page.
page-decide-needs-others = It counts once enough moderators agree.
page-decide-reject-heading = Turn away
page-decide-reasons = A ready-made reason
page-decide-reason-none = None of these
page-decide-own-words = In your own words
page-decide-words-many = Reason for these people
page-decide-silent-many = Send no letters
page-decide-reject-letter = Reject: this person is told by letter
page-decide-reject-letter-name = Reject: @{ $name } is told by letter
page-decide-reject-silent = Reject: this person gets no letter
page-decide-reject-silent-name = Reject: @{ $name } gets no letter
page-decide-reject-page = Reject: this person sees it on their page
page-decide-reject-page-name = Reject: @{ $name } sees it on their page
page-decide-reject-vote = Vote to reject this person
page-decide-reject-vote-name = Vote to reject @{ $name }
page-decide-last-writes = Whoever casts the deciding vote may say why.
page-decide-hint = Once enough moderators agree, the decision is final.
page-decide-hint-one = Your vote decides at once and cannot be taken back.
page-decide-approved = This person was approved
page-decide-rejected = This person was rejected
page-decide-then-opens = The account is being opened. A letter tells them as soon as they can sign in.
page-decide-then-opens-page = The account is being opened. They see it when they open their page.
page-decide-then-chooses = A letter asks them to choose name and password. They have { $left }.
page-decide-then-chooses-page = They choose name and password when they open their page. They have { $left }.
page-decide-then-letter = A letter tells them.
page-decide-then-page = No letter goes out: they see it if they open their page.
page-decide-then-forgets = The request deletes itself in { $left }.
page-decide-others = { $count ->
    [one] One more request waits for a decision.
   *[other] { $count } more requests wait for a decision.
}
page-decide-go-on = See what waits
page-decide-no-others = Nothing else waits. You are done for now.
page-decide-queue = What was decided lately
page-decide-by = Decided by
page-decide-words = Words to this person
page-decide-contrary = Your vote came too late: the others had decided already.
page-decide-unconfirmed = Not confirmed yet
page-decide-unconfirmed-lead = This person has not confirmed the email address. You can decide as soon as that is done; we write to you then.
page-decide-unconfirmed-left = If it is not confirmed, the request deletes itself in
page-decide-own = This is your own request
page-decide-own-lead = Others decide about it.
page-flag-same-address = The same email address had other requests when this one came; it may have an account already.
page-flag-no-address = No email address was given: we cannot write to this person.
page-flag-unproved = The email address is not confirmed: it may be somebody else’s.

# The queue
page-queue-title = What waits for a decision
page-queue-total = { $count ->
    [one] 1 request waits.
   *[other] { $count } requests wait, the oldest first.
}
page-queue-empty = Nothing waits. You are done for now.
page-queue-empty-then = We write to you as soon as somebody asks. You may close this page.
page-queue-none-here = Nothing of what waits is of this kind.
page-queue-show-all = Show all
page-queue-by-vote = Show by votes
page-queue-by-door = Show by platform
page-queue-all = All
page-queue-undecided = Without my vote
page-queue-mine = With my vote
page-queue-everywhere = Everywhere
page-queue-nameless = somebody without a name
page-queue-choose = Choose
page-queue-age = waiting for { $age }
page-queue-left = { $left } left
page-queue-no-reason = No reason given
page-queue-open = Read it all and decide
page-queue-tick-all = { $count ->
    [one] Tick the one on this page
   *[other] Tick all { $count } on this page
}
page-queue-tick-none = Tick none
page-queue-to-together = To the buttons for all that are ticked
page-queue-flag-same-address = asked before
page-queue-flag-no-address = no email address
page-queue-flag-unproved = address not confirmed
page-queue-voted-approve = you voted to approve
page-queue-voted-reject = you voted to reject
page-queue-together = All that are ticked
page-queue-together-means = These buttons vote on every request that is ticked above.
page-queue-words-decide = Your words go to those whom your vote turns away for good.
page-queue-approve-chosen = Approve all that are ticked
page-queue-reject-chosen = Reject all that are ticked
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
page-queue-door-no-moderator = You are signed in, but your account does not have a moderator’s address that was confirmed.
page-queue-door-sign-in = Sign in, if you are a member with a moderator’s address
page-queue-sent-lead = If this address belongs to a moderator, the link is on the way.
page-queue-sent-missing = Give it a few minutes and look into your spam folder. If none comes, ask the operator whether your address is on the list of moderators.
