//! The letters to members about their own membership: a session that was ended for them, and goodbye.
//!
//! The rule: they hold no secret, so that a member who left can keep theirs.

use shared::clock::Timestamp;
use shared::platform::Platform;

use super::super::plain_text::one_line;
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
}
