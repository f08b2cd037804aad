//! The letter about open accounts: what each is called, how to sign in, and how the doors stand that are not open yet.
//!
//! The rule: the button is the one thing to do next. That is the password, if we made it; else what the first account needs.

use super::{Account, Block, First, ITEMS_MAX, LABEL_CHARS_MAX, Ready, Waits, Writer, one_line};
use shared::platform::Platform;

impl Account<'_> {
    const fn platform(&self) -> Platform {
        match self {
            Self::Matrix { .. } => Platform::Matrix,
            Self::Mastodon { .. } => Platform::Mastodon,
        }
    }

    /// Whether one signs in with the password that was chosen for every door.
    const fn has_the_password(&self) -> bool {
        !matches!(self, Self::Mastodon { first: First::SetPassword { .. }, .. })
    }
}

impl Writer<'_> {
    pub(super) fn account_ready(&mut self, ready: &Ready<'_>) -> String {
        let generated = ready.generated && ready.accounts.iter().any(Account::has_the_password);
        self.say_opened("account-ready-happened", ready);
        self.names(&ready.accounts);
        let mut has_button = generated;
        if generated {
            self.say("account-ready-generated");
            self.button("account-ready-generated-button");
        }
        for account in &ready.accounts {
            self.sign_in(account, generated, &mut has_button);
        }
        for (platform, waits) in &ready.others {
            self.other(*platform, *waits);
        }
        if has_button && !generated {
            let (label, link) = (self.say_what("account-ready-button"), self.link.to_owned());
            self.blocks.push(Block::Link { label, link });
        } else if !has_button {
            self.button("account-ready-button");
        }
        if let Some(link) = &ready.sign_in {
            self.say("account-ready-member");
            let label = self.say_what("account-ready-member-link");
            self.blocks.push(Block::Link { label, link: link.clone() });
        }
        // While a door is worked on nothing ends.
        if !ready.others.iter().any(|(_, waits)| *waits == Waits::Work) {
            let key = match (generated, ready.others.is_empty()) {
                (true, _) => "account-ready-generated-nothing",
                (false, true) => "account-ready-nothing",
                (false, false) => "account-ready-rest-nothing",
            };
            self.say_about(key, &[("count", ready.accounts.len().into())]);
        }
        self.close(&["own-link", "why-applicant"]);
        self.say_of(subject(ready), &self.opened(ready))
    }

    fn say_opened(&mut self, key: &str, ready: &Ready<'_>) {
        let key = if is_part(ready) { format!("{key}-part") } else { key.to_owned() };
        let opened = self.opened(ready);
        self.say_about(&key, &opened);
    }

    fn opened(&self, ready: &Ready<'_>) -> [(&'static str, super::Argument<'static>); 2] {
        let door = ready.accounts.first().map(|account| self.door(account.platform())).unwrap_or_default();
        [("door", door.into()), ("count", ready.accounts.len().into())]
    }

    fn names(&mut self, accounts: &[Account<'_>]) {
        let mut facts = Vec::new();
        for account in accounts {
            match account {
                Account::Matrix { mxid, homeserver, .. } => {
                    facts.push(self.fact("account-ready-matrix-id", one_line(mxid, LABEL_CHARS_MAX)));
                    facts.push(self.fact("account-ready-matrix-server", one_line(homeserver, LABEL_CHARS_MAX)));
                }
                Account::Mastodon { handle, .. } => {
                    facts.push(self.fact("account-ready-mastodon-handle", one_line(handle, LABEL_CHARS_MAX)));
                }
            }
        }
        self.blocks.push(Block::Facts { facts });
    }

    fn sign_in(&mut self, account: &Account<'_>, generated: bool, has_button: &mut bool) {
        let password = [("password", if generated { "made" } else { "chosen" }.into())];
        match account {
            Account::Matrix { client_url, rooms, .. } => {
                self.say_about("account-ready-matrix-sign-in", &password);
                if let Some(client) = client_url {
                    self.way_in(Platform::Matrix, client, has_button);
                }
                if !rooms.is_empty() {
                    let items = rooms.iter().take(ITEMS_MAX).map(|room| one_line(room, LABEL_CHARS_MAX)).collect();
                    self.blocks.push(Block::List { label: self.say_what("account-ready-rooms"), items });
                }
            }
            Account::Mastodon { url, first, .. } => {
                match first {
                    First::Nothing => self.say_about("account-ready-mastodon-sign-in", &password),
                    First::SetPassword { page } => {
                        self.say("account-ready-mastodon-set-password");
                        let label = self.say_what("account-ready-mastodon-set-password-button");
                        self.press_or_open(label, page, has_button);
                        self.say("account-ready-mastodon-then");
                    }
                    First::ConfirmThere => {
                        self.say("account-ready-mastodon-confirm");
                        self.say_about("account-ready-mastodon-sign-in", &password);
                    }
                }
                self.way_in(Platform::Mastodon, url, has_button);
            }
        }
    }

    fn way_in(&mut self, platform: Platform, link: &str, has_button: &mut bool) {
        let label = self.say_of("account-ready-client", &[("door", self.door(platform).into())]);
        self.press_or_open(label, link, has_button);
    }

    /// A button, or a link where the letter has its button.
    fn press_or_open(&mut self, label: String, link: &str, has_button: &mut bool) {
        let link = one_line(link, LABEL_CHARS_MAX);
        let block = if *has_button { Block::Link { label, link } } else { Block::Button { label, link } };
        *has_button = true;
        self.blocks.push(block);
    }

    /// How a door stands that is not open.
    pub(super) fn other(&mut self, platform: Platform, waits: Waits) {
        let key = match waits {
            Waits::Work => "other-door-work",
            Waits::Proof => "other-door-proof",
            Waits::Choice => "other-door-choice",
            Waits::Other => "other-door-follows",
            Waits::Failed => "other-door-failed",
        };
        let door = self.door(platform);
        self.say_about(key, &[("door", door.into())]);
    }
}

/// Whether more doors were asked for than are open.
fn is_part(ready: &Ready<'_>) -> bool {
    !ready.others.is_empty() && ready.accounts.len() == 1
}

fn subject(ready: &Ready<'_>) -> &'static str {
    if is_part(ready) { "account-ready-subject-part" } else { "account-ready-subject" }
}
