//! What of a record is shown, the same on every page.

use shared::locales::Locale;
use shared::localpart::{Localpart, NameFault};
use shared::platform::{Platform, Services};
use shared::registration::provision::{Door, Trouble};
use shared::registration::{Proof, Registration, doors_meant};
use shared::settings::MastodonDriver;

use super::forms::{self, Fields};
use super::site::Site;
use super::views::{Answer, Asked, Choose, ChoosePassword, DoorWord, Fault, NameCheck, NameWord, Scope, When};
use crate::desk::names::{self, Availability};
use crate::desk::{self, Refused};
use crate::guard::NetworkBlock;
use crate::problem::Problem;

/// A platform's own name.
pub(super) const fn label(platform: Platform) -> &'static str {
    match platform {
        Platform::Matrix => "Matrix",
        Platform::Mastodon => "Mastodon",
    }
}

/// The beginning of a text on one line, cut between words.
pub(super) fn first_words(text: &str, max: usize) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        let room = max.saturating_sub(words.chars().count());
        if word.chars().count() >= room {
            // A single word may be longer than all the room there is.
            words.extend(word.chars().take(if words.is_empty() { room } else { 0 }));
            words.push('…');
            return words;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// What the full name ends with on a door: `@alice` and this.
fn end(site: &Site, platform: Platform) -> Option<String> {
    let common = &site.gate.settings.common;
    match platform {
        Platform::Matrix => common.matrix.as_ref().map(|matrix| format!(":{}", matrix.server_name)),
        Platform::Mastodon => common.mastodon.as_ref().map(|mastodon| format!("@{}", mastodon.domain)),
    }
}

/// What the full name ends with on each of these doors.
pub(super) fn ends(site: &Site, services: &Services) -> Vec<String> {
    services.iter().filter_map(|platform| end(site, platform)).collect()
}

/// What was asked for.
pub(super) fn asked(site: &Site, record: &Registration, locale: Locale) -> Asked {
    let application = &record.application;
    let answers = application.answers.iter();
    Asked {
        full_names: match record.asked_name() {
            Some(wish) => ends(site, &application.services).into_iter().map(|end| format!("@{}{end}", wish.as_str())).collect(),
            None => Vec::new(),
        },
        wish: record.asked_name().map(|wish| wish.as_str().to_owned()),
        reason: application.reason.clone(),
        answers: answers.map(|(question, answer)| Answer { question: question.clone(), answer: answer.clone() }).collect(),
        doors: application.services.iter().map(|platform| label(platform).to_owned()).collect(),
        at: When::new(locale, record.created_at),
    }
}

/// What the form for name and password is about.
pub(super) struct About {
    /// The one door that it is about, where another is done or goes its own way.
    alone: Option<Platform>,
    /// Whether the other doors may get the new name, too: nothing was done there.
    may_both: bool,
}

impl About {
    /// What there is to choose for a record.
    pub(super) fn of(record: &Registration) -> Self {
        let failed: Vec<(Platform, &Door)> =
            record.doors.iter().filter(|(_, door)| door.has_failed()).map(|(platform, door)| (*platform, door)).collect();
        let Some((first, door)) = failed.first() else { return Self { alone: None, may_both: false } };
        // Where several failed and none has its name yet, one name for all is what was wanted from the start.
        let is_free = |(_, door): &(Platform, &Door)| door.attempt().is_none();
        if failed.len() > 1 && record.names.is_empty() && failed.iter().all(is_free) {
            return Self { alone: None, may_both: false };
        }
        let mut others = record.doors.iter().filter(|(platform, _)| *platform != first).peekable();
        let needs_name =
            matches!(door, Door::Failed { problem: Trouble::NameTaken | Trouble::NameRefused | Trouble::Conflict, attempt: None });
        let alone = others.peek().is_some().then_some(*first);
        Self { alone, may_both: needs_name && alone.is_some() && others.all(|(_, door)| *door == Door::Pending) }
    }

    /// The scope that was chosen last, where there is one to choose.
    fn scope(&self, fields: &Fields) -> Option<Scope> {
        self.may_both.then(|| if fields.text("scope") == "here" { Scope::Here } else { Scope::Both })
    }

    /// The door that a settlement by these fields is about alone.
    pub(super) fn alone(&self, fields: &Fields) -> Option<Platform> {
        self.alone.filter(|_| self.scope(fields) != Some(Scope::Both))
    }

    /// The doors that are meant, were the form sent like this.
    fn meant(&self, record: &Registration, fields: &Fields) -> Services {
        doors_meant(record, self.alone(fields)).into_iter().collect()
    }
}

/// The form for name and password, as it was filled in last.
pub(super) fn choose(site: &Site, record: &Registration, fields: &Fields, name_check: Option<NameCheck>) -> Choose {
    let about = About::of(record);
    let meant = about.meant(record, fields);
    let fixed = meant.iter().find_map(|platform| record.door(platform).attempt()).map(|attempt| &attempt.name);
    let here = about.alone.or_else(|| meant.iter().next());
    let held = here.and_then(|platform| record.name_on(platform)).map(|held| &held.name);
    let known = fixed.or(held).or(record.asked_name());
    let typed = fields.typed("username").filter(|_| fixed.is_none()).map(|_| fields.name());
    Choose {
        username: typed.or_else(|| known.map(|name| name.as_str().to_owned())).unwrap_or_else(|| suggested(record)),
        name_fixed: fixed.is_some(),
        ends: ends(site, &meant),
        alone: here.filter(|_| about.alone.is_some() || meant.len() < record.doors.len()).map(|platform| label(platform).to_owned()),
        scope: about.scope(fields),
        name_check,
        password: meant.iter().any(|platform| takes_password(site, platform)).then(|| ChoosePassword {
            min: site.gate.settings.password.min,
            generate: fields.text("password_from") == "generate",
            keeps: keeps_password(record),
        }),
    }
}

/// What the name may be begun with, where it was left open for the account that is made at the approval. The visitor reads this
/// address, or gave it.
fn suggested(record: &Registration) -> String {
    let contact = record.application.email.as_ref().filter(|_| record.application.on_approval);
    contact.and_then(|contact| Localpart::suggested(&contact.address)).map_or_else(String::new, String::from)
}

/// Whether accounts there get the password that is chosen here.
pub(super) fn takes_password(site: &Site, platform: Platform) -> bool {
    let mastodon = site.gate.settings.common.mastodon.as_ref();
    platform != Platform::Mastodon || mastodon.is_none_or(|mastodon| mastodon.driver != MastodonDriver::Tootctl)
}

/// Whether a password is there that the accounts can be made with. One that the caller sent is typed again by whoever reads the
/// address, if it is to count.
pub(super) fn keeps_password(record: &Registration) -> bool {
    if record.proof == Proof::AwaitedBeside && record.approved_at().is_none() {
        return false;
    }
    let refused = record.doors.values().any(|door| matches!(door, Door::Failed { problem: Trouble::PasswordRefused, .. }));
    record.own_password().is_some() && !refused
}

/// What a press of "Check" found about the name in the form of a registration.
pub(super) async fn check_name(
    site: &Site,
    network: NetworkBlock,
    fields: &Fields,
    record: &Registration,
) -> Result<Result<NameCheck, Vec<Fault>>, Problem> {
    let meant = About::of(record).meant(record, fields);
    let services: Vec<String> = meant.iter().map(|platform| platform.as_str().to_owned()).collect();
    name_check(site, network, &fields.name(), Some(&services), Some(record)).await
}

/// As `check_name`, for a form that no registration stands behind yet.
pub(super) async fn name_check(
    site: &Site,
    network: NetworkBlock,
    name: &str,
    services: Option<&[String]>,
    mine: Option<&Registration>,
) -> Result<Result<NameCheck, Vec<Fault>>, Problem> {
    if name.trim().is_empty() {
        let empty = desk::Fault::new(desk::Field::Username, desk::What::Name(NameFault::Empty));
        return Ok(Err(forms::faults(vec![empty])));
    }
    match names::check(&site.gate, network, name, services, mine).await {
        Ok(checked) => Ok(Ok(found(&checked))),
        Err(Refused::Invalid(found)) => Ok(Err(forms::faults(found))),
        Err(refused) => Err(refused.into()),
    }
}

/// One word for all doors, and each door's own where they differ. What a door never tells is said apart from what the others said.
fn found(checked: &names::Checked) -> NameCheck {
    let word = |known| match known {
        Availability::Free => NameWord::Available,
        Availability::Taken => NameWord::Taken,
        Availability::Unknown => NameWord::Unknown,
        Availability::Untold => NameWord::Untold,
    };
    let differ = checked.doors().iter().any(|(_, known)| *known != checked.word());
    let (untold, told): (Vec<_>, Vec<_>) =
        checked.doors().iter().copied().filter(|_| differ).partition(|(_, known)| *known == Availability::Untold);
    let doors = told.into_iter().map(|(platform, known)| DoorWord { label: label(platform).to_owned(), word: word(known) }).collect();
    let untold = untold.into_iter().map(|(platform, _)| label(platform).to_owned()).collect();
    NameCheck { word: word(checked.word()), doors, untold }
}

#[cfg(test)]
mod tests;
