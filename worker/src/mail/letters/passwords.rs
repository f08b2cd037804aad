//! The letters about a password on Mastodon, to the owner of an account that may be years old.
//!
//! The rule: they say what happened and what to do if that was somebody else. Only the one with the link to a new password
//! holds a secret; the others lead to Mastodon's own page.

use shared::clock::Timestamp;

use super::{Block, Writer, when};

impl Writer<'_> {
    pub(super) fn password_changed(&mut self, at: Timestamp) -> String {
        self.say_when("password-changed-happened", at);
        self.say("password-changed-do");
        self.say("password-changed-not-you");
        self.lead("password-changed-link");
        self.end_to_owner("password-changed-subject")
    }

    pub(super) fn set_password(&mut self) -> String {
        self.plain("set-password");
        self.say("set-password-not-you");
        self.close(&["own-link", "why-owner"]);
        self.say_what("set-password-subject")
    }

    pub(super) fn somebody_tried(&mut self, at: Timestamp) -> String {
        self.say_when("somebody-tried-happened", at);
        self.say("somebody-tried-do");
        self.lead("somebody-tried-link");
        self.say("somebody-tried-nothing");
        self.end_to_owner("somebody-tried-subject")
    }

    pub(super) fn change_it_there(&mut self) -> String {
        self.plain("change-it-there");
        self.end_to_owner("change-it-there-subject")
    }

    fn say_when(&mut self, key: &str, at: Timestamp) {
        let date = when::date(at, self.locale);
        self.say_about(key, &[("date", date.into())]);
    }

    /// A link that is no button: most readers have nothing to do.
    fn lead(&mut self, key: &str) {
        let (label, link) = (self.say_what(key), self.link.to_owned());
        self.blocks.push(Block::Link { label, link });
    }

    fn end_to_owner(&mut self, subject: &str) -> String {
        self.close(&["why-owner"]);
        self.say_what(subject)
    }
}
