//! What was sent to make a registration, and what becomes of it: judged whole, all faults at once. Pure but for guessing at
//! the password.

use std::str::FromStr;

use shared::address::EmailAddress;
use shared::crypto::secret::Secret;
use shared::locales::Locale;
use shared::localpart::{Localpart, NameFault};
use shared::platform::{Platform, Services};
use shared::registration::{Application, Contact};
use shared::root::Roots;
use shared::settings::ApiSettings;
use shared::typed;

use super::{Fault, Field, What, held, password};

/// The most characters of a reason.
pub const REASON_MAX: usize = 1_000;
/// The most characters of an answer.
pub const ANSWER_MAX: usize = 500;

/// A registration as it was sent, by JSON or by form. Blank text is as good as none.
#[derive(Clone, Default)]
pub struct NewRegistration {
    /// Where letters go.
    pub email: Option<String>,
    /// The name wished for.
    pub username: Option<String>,
    /// The name to sign in with, where it is to be another one than the account's.
    pub user_id: Option<String>,
    /// Why they want to join.
    pub reason: Option<String>,
    /// The doors asked for; none named means all that are open, without Mastodon where there is no address.
    pub services: Option<Vec<String>>,
    /// The language of pages and letters; one that we do not speak falls back to the operator's.
    pub locale: Option<String>,
    /// Answers, each with its question's text or number from 1.
    pub answers: Vec<(String, String)>,
    /// Whether the account is made at the approval itself.
    pub on_approval: bool,
    /// Whether the name is chosen later although the account is made at the approval.
    pub is_name_open: bool,
    /// The password for it.
    pub password: Option<Secret>,
}

/// An address with what it is recognised by.
pub(super) fn contact(roots: &Roots, address: EmailAddress) -> Contact {
    Contact { print: roots.address(&address), address }
}

/// Text that is not blank.
pub(super) fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Judges everything that was sent but the password. The page asks for a reason where the operator wishes it; programs need
/// not give one.
pub(super) fn examine(settings: &ApiSettings, roots: &Roots, sent: &NewRegistration, from_page: bool) -> Result<Application, Vec<Fault>> {
    let mut faults = Faults(Vec::new());
    let email = faults.sift(Field::Email, email(settings, sent));
    let wish = faults.sift(Field::Username, wish(sent));
    let user_id = faults.sift(Field::UserId, user_id(sent));
    let reason = faults.sift(Field::Reason, reason(settings, sent, from_page));
    let answers = answers(&settings.questions, sent, &mut faults);
    let services = faults.sift(Field::Services, services(&settings.common.services, sent.services.as_deref()));
    // What is wrong with an address was said already.
    let has_address = email.as_ref().is_none_or(Option::is_some);
    let within_reach = |services| reachable(services, sent.services.is_some(), has_address);
    let services = services.and_then(|services| faults.sift(Field::Email, within_reach(services)));
    match (faults.0.is_empty() && user_id.is_some(), email, wish, reason, services) {
        (true, Some(email), Some(wish), Some(reason), Some(services)) => Ok(Application {
            email: email.map(|address| contact(roots, address)),
            wish,
            reason,
            answers,
            services,
            locale: sent.locale.as_deref().and_then(|tag| Locale::from_str(tag).ok()).unwrap_or(settings.common.locale),
            on_approval: sent.on_approval,
        }),
        _ => Err(faults.0),
    }
}

/// Judges the password, where one was sent. What else was sent counts as known to others as far as it is right.
pub(super) async fn judge_password(settings: &ApiSettings, sent: &NewRegistration) -> Result<Option<Secret>, Fault> {
    let Some(given) = &sent.password else { return Ok(None) };
    let (name, address) = (wish(sent).ok().flatten(), email(settings, sent).ok().flatten());
    let words =
        password::words(name.as_ref().map(Localpart::as_str), address.as_ref().map(EmailAddress::as_str), &settings.common.community);
    let judged = password::judge(settings.password, given, words).await;
    judged.map(Some).map_err(|what| Fault::new(Field::Password, what))
}

/// Collects faults.
struct Faults(Vec<Fault>);

impl Faults {
    fn sift<T>(&mut self, field: Field, judged: Result<T, What>) -> Option<T> {
        judged.map_err(|what| self.0.push(Fault::new(field, what))).ok()
    }
}

fn email(settings: &ApiSettings, sent: &NewRegistration) -> Result<Option<EmailAddress>, What> {
    // Spaces are slips of the hand; whatever else stands around an address makes it none.
    match sent.email.as_deref().map(|email| email.trim_matches(' ')).filter(|email| !email.is_empty()) {
        None if settings.require_email => Err(What::EmailMissing),
        None => Ok(None),
        Some(email) => EmailAddress::parse(email).map(Some).map_err(|_| What::EmailMalformed),
    }
}

fn wish(sent: &NewRegistration) -> Result<Option<Localpart>, What> {
    match filled(sent.username.as_deref()) {
        None if sent.on_approval && !sent.is_name_open => Err(What::NameMissing),
        None => Ok(None),
        Some(name) => Localpart::parse(name).map(Some).map_err(What::Name),
    }
}

/// The name to sign in with. `me` and `all` are words of our own paths.
pub(super) fn user_id(sent: &NewRegistration) -> Result<Option<Localpart>, What> {
    let Some(name) = filled(sent.user_id.as_deref()) else { return Ok(None) };
    match Localpart::parse(name) {
        Ok(name) if held::is_ours(&name) => Err(What::Name(NameFault::Reserved)),
        judged => judged.map(Some).map_err(What::Name),
    }
}

fn reason(settings: &ApiSettings, sent: &NewRegistration, from_page: bool) -> Result<Option<String>, What> {
    match text(sent.reason.as_deref(), REASON_MAX)? {
        None if from_page && settings.require_reason => Err(What::ReasonMissing),
        reason => Ok(reason),
    }
}

/// In the order of the questions.
fn answers(questions: &[String], sent: &NewRegistration, faults: &mut Faults) -> Vec<(String, String)> {
    let place = |key: &str| {
        let by_text = questions.iter().position(|question| question == key);
        by_text.or_else(|| key.parse::<usize>().ok()?.checked_sub(1).filter(|place| *place < questions.len()))
    };
    let mut placed = Vec::with_capacity(sent.answers.len());
    for (key, answer) in &sent.answers {
        match place(key) {
            Some(place) => placed.push((place, answer)),
            None => faults.0.push(Fault::new(Field::Answers, What::QuestionUnknown)),
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.dedup_by_key(|(place, _)| *place);
    let judged = placed.into_iter().filter_map(|(place, answer)| {
        let answer = faults.sift(Field::Answer(place + 1), text(Some(answer), ANSWER_MAX))??;
        Some((questions.get(place)?.clone(), answer))
    });
    judged.collect()
}

/// The doors asked for; all that are open where none is named.
pub(super) fn services(open: &Services, named: Option<&[String]>) -> Result<Services, What> {
    let Some(named) = named else { return Ok(open.clone()) };
    if named.is_empty() {
        return Err(What::DoorMissing);
    }
    let platform = |word: &String| word.parse::<Platform>().ok().filter(|platform| open.contains(*platform));
    named.iter().map(platform).collect::<Option<Services>>().ok_or(What::DoorClosed)
}

/// Mastodon knows nobody without an address: it is left out where no door was named, and cannot be asked for.
fn reachable(services: Services, are_named: bool, has_address: bool) -> Result<Services, What> {
    if has_address || !services.contains(Platform::Mastodon) {
        return Ok(services);
    }
    let rest: Services = services.iter().filter(|platform| *platform != Platform::Mastodon).collect();
    if are_named || rest.is_empty() { Err(What::EmailMissing) } else { Ok(rest) }
}

/// Free text: ends of lines made alike, no signs that steer a terminal, a mail or a reader, trimmed, `None` where nobody sees any
/// of it.
pub(super) fn text(given: Option<&str>, max: usize) -> Result<Option<String>, What> {
    let Some(kept) = given.map(typed::lines) else { return Ok(None) };
    let kept = kept.trim();
    if !typed::is_visible(kept) {
        return Ok(None);
    }
    if kept.chars().count() > max {
        return Err(What::TextTooLong { max });
    }
    Ok(Some(kept.to_owned()))
}

#[cfg(test)]
mod tests;
