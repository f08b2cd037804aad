//! The letters about accounts that could not be opened: to the applicant, who can mend most of it, and to moderators.
//!
//! The rule: each failed door is named with what was in its way, and what to do stands once.

use shared::platform::Platform;
use shared::registration::provision::Trouble;

use super::{Block, CouldNotOpen, LABEL_CHARS_MAX, NameIsFor, Needed, Needs, Waits, Writer, one_line, quoted};

impl Writer<'_> {
    pub(super) fn needs_you(&mut self, needs: &Needs) -> String {
        for needed in &needs.failed {
            self.say_door(&format!("needs-you-happened-{}", trouble_key(needed.platform, needed.trouble)), needed.platform);
        }
        let mut said = Vec::new();
        for needed in &needs.failed {
            let key = do_key(*needed);
            if !said.contains(&key) {
                said.push(key);
                self.say_door(&format!("needs-you-do-{key}"), needed.platform);
            }
        }
        self.button(button_key(&needs.failed));
        for (platform, waits) in &needs.others {
            self.other(*platform, *waits);
        }
        for (platform, account) in &needs.open {
            let (door, account) = (self.door(*platform), one_line(account, LABEL_CHARS_MAX));
            self.say_about("needs-you-open", &[("door", door.into()), ("account", account.into())]);
        }
        let is_all = needs.open.is_empty() && !needs.others.iter().any(|(_, waits)| *waits == Waits::Work);
        self.say(if is_all { "needs-you-nothing" } else { "needs-you-nothing-rest" });
        self.end_to_applicant("needs-you-subject")
    }

    pub(super) fn could_not_open(&mut self, story: &CouldNotOpen<'_>) -> String {
        self.say("could-not-open-happened");
        if let Some(wish) = story.wish {
            let wish = quoted(&one_line(wish, LABEL_CHARS_MAX), LABEL_CHARS_MAX);
            self.blocks.push(Block::Facts { facts: vec![self.fact("case-wish", wish)] });
        }
        for (platform, trouble) in &story.failed {
            let key = trouble_key(*platform, *trouble);
            self.say_door(&format!("could-not-open-why-{key}"), *platform);
            self.say_door(&format!("could-not-open-do-{key}"), *platform);
        }
        self.button("could-not-open-button");
        self.say("could-not-open-nothing");
        self.close(&["own-link", "why-moderator"]);
        self.subject_about("could-not-open-subject", story.wish, story.short_id)
    }

    fn say_door(&mut self, key: &str, platform: Platform) {
        let door = self.door(platform);
        self.say_about(key, &[("door", door.into())]);
    }
}

/// A conflict has other reasons on Mastodon, where an address belongs to an account.
const fn trouble_key(platform: Platform, trouble: Trouble) -> &'static str {
    match (trouble, platform) {
        (Trouble::NameTaken, _) => "name-taken",
        (Trouble::NameRefused, _) => "name-refused",
        (Trouble::PasswordRefused, _) => "password-refused",
        (Trouble::Conflict, Platform::Matrix) => "conflict",
        (Trouble::Conflict, Platform::Mastodon) => "conflict-mastodon",
        (Trouble::Unavailable, _) => "unavailable",
    }
}

const fn do_key(needed: Needed) -> &'static str {
    match (needed.trouble, needed.platform) {
        (Trouble::Conflict, Platform::Mastodon) => "conflict-mastodon",
        (Trouble::NameTaken | Trouble::NameRefused | Trouble::Conflict, _) => match needed.name_is_for {
            NameIsFor::Every => "name",
            NameIsFor::EveryOrThis => "name-or-here",
            NameIsFor::This => "name-here",
        },
        (Trouble::PasswordRefused, _) => "password",
        (Trouble::Unavailable, _) => "again",
    }
}

/// Where more than one thing is to be done the button promises none of them.
fn button_key(failed: &[Needed]) -> &'static str {
    let key = |needed: &Needed| match do_key(*needed) {
        "password" => "needs-you-button-password",
        "again" => "needs-you-button-again",
        "conflict-mastodon" => "needs-you-button-page",
        _ => "needs-you-button-name",
    };
    let mut keys = failed.iter().map(key);
    let first = keys.next().unwrap_or("needs-you-button-page");
    if keys.all(|key| key == first) { first } else { "needs-you-button-page" }
}
