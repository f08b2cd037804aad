//! The letters about a password: a member's, or that of an account on Mastodon that may be years old.
//!
//! The rule: they say what happened and what to do if that was somebody else. Only those with a link to a new password hold a
//! secret; the others lead to the platform's own page, or to ours where anybody may ask for such a link.

use shared::clock::Timestamp;
use shared::platform::Platform;

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

    /// What a door does with the new password is known later, and one that cannot take it has a letter of its own.
    pub(super) fn member_password_changed(&mut self, at: Timestamp, doors: &[Platform]) -> String {
        self.say_when("member-password-changed-happened", at);
        if !doors.is_empty() {
            let doors: Vec<String> = doors.iter().map(|door| self.door(*door)).collect();
            self.say_about("member-password-changed-doors", &[("platforms", doors.join(", ").as_str().into())]);
        }
        self.say("password-changed-do");
        self.say("member-password-changed-not-you");
        self.lead("password-changed-link");
        self.close(&["why-member"]);
        self.say_what("member-password-changed-subject")
    }

    /// Nothing is promised that a door without a way for it would break.
    pub(super) fn set_member_password(&mut self, reaches_all: bool) -> String {
        self.say(if reaches_all { "set-member-password-happened" } else { "set-member-password-happened-some" });
        self.next_step("set-password");
        self.say("set-password-not-you");
        self.close(&["own-link", "why-member"]);
        self.say_what("set-member-password-subject")
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

    pub(super) fn copy_by_hand(&mut self, platform: Platform, leads_there: bool) -> String {
        let door = self.door(platform);
        let door = [("platform", door.as_str().into())];
        self.say_about("copy-by-hand-happened", &door);
        self.say(match platform {
            Platform::Matrix => "copy-by-hand-matrix",
            Platform::Mastodon => "copy-by-hand-mastodon",
        });
        self.button(match platform {
            _ if !leads_there => "copy-by-hand-button-here",
            Platform::Matrix => "copy-by-hand-button-matrix",
            Platform::Mastodon => "copy-by-hand-button-mastodon",
        });
        self.say_about("copy-by-hand-nothing", &door);
        self.close(&["why-member"]);
        self.say_of("copy-by-hand-subject", &door)
    }

    pub(super) fn say_when(&mut self, key: &str, at: Timestamp) {
        let date = when::date(at, self.locale);
        self.say_about(key, &[("date", date.into())]);
    }

    /// A link that is no button: most readers have nothing to do.
    pub(super) fn lead(&mut self, key: &str) {
        let (label, link) = (self.say_what(key), self.link.to_owned());
        self.blocks.push(Block::Link { label, link });
    }

    fn end_to_owner(&mut self, subject: &str) -> String {
        self.close(&["why-owner"]);
        self.say_what(subject)
    }
}
