# The board.

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
page-board-write-first = Write a post
page-board-sign-in-to-write = Sign in to write the first post
page-board-newest = To the newest posts
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
page-edit-stale = We have not done anything yet: this page was open for long, or you have signed in anew since. Your text is all here. Please press the button once more.
page-edit-signed-out = You are not signed in any more.
page-edit-signed-out-kept = Your text is all here below, but it is not saved yet. Two steps, and you go on:
page-edit-sign-in = Sign in (opens in a new tab)
page-edit-come-back = Come back to this tab and press “Go on with my text” below.
page-edit-resume = Go on with my text
page-edit-back = Back, without keeping what I typed
