//! The letters to members about their own membership: a session that was ended for them, what became of a post, and goodbye.
//!
//! The rule: they hold no secret, so that a member who left can keep theirs.

use shared::clock::Timestamp;
use shared::platform::Platform;

use super::super::plain_text::{one_line, quoted};
use super::{LABEL_CHARS_MAX, Writer};

impl Writer<'_> {
    pub(super) fn session_reused(&mut self, at: Timestamp) -> String {
        self.say_when("session-reused-happened", at);
        self.next_step("session-reused");
        self.close(&["why-member"]);
        self.say_what("session-reused-subject")
    }

    pub(super) fn left(&mut self, accounts: &[(Platform, &str)]) -> String {
        self.say("left-happened");
        for (platform, account) in accounts {
            let key = match platform {
                Platform::Matrix => "left-matrix",
                Platform::Mastodon => "left-mastodon",
            };
            let account = one_line(account, LABEL_CHARS_MAX);
            self.say_about(key, &[("account", account.as_str().into())]);
        }
        self.say("left-not-you");
        self.lead("left-link");
        self.close(&["why-left"]);
        self.say_what("left-subject")
    }

    /// A post's title stands in the letter where the post does: what is gone is not named any more.
    pub(super) fn post_moderated(&mut self, is_deleted: bool, title: Option<&str>) -> String {
        let kind = if is_deleted { "post-deleted" } else { "post-unpublished" };
        let title = title.map(|title| quoted(&one_line(title, LABEL_CHARS_MAX), LABEL_CHARS_MAX)).filter(|title| !title.is_empty());
        match title.filter(|_| !is_deleted) {
            Some(title) => self.say_about("post-unpublished-happened-titled", &[("title", title.into())]),
            None => self.say(&format!("{kind}-happened")),
        }
        self.next_step(kind);
        self.close(&["why-member"]);
        self.say_what(&format!("{kind}-subject"))
    }
}
