//! What an instance's API answered, and what it means for the one who asked; Mastodon's words and `GoToSocial`'s.
//! Mastodon names a field and a code for what is wrong with a sign-up. `GoToSocial` has one flat sentence, of which one phrase has to do.
//! No text of an answer goes further, nor does any body.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap};
use secrecy::zeroize::Zeroizing;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::answer::{Absence, Fault, Refused};
use crate::platforms::wire::{Whole, patience};

/// An instance that asks for more patience than this is asked again after it all the same.
const PATIENCE_MAX: Duration = Duration::from_hours(24);

/// Why a sign-up made no account.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotSignedUp {
    /// Name or address is in use, by an account that may be our own; what it means if it is not.
    Taken(Refused),
    /// Anything else.
    Refused(Refused),
}

impl From<Refused> for NotSignedUp {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// The fields of an error body that count; all absent where the body is not the API's.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ApiFault {
    error: Option<String>,
    details: BTreeMap<String, Vec<Detail>>,
}

#[derive(Deserialize)]
struct Detail {
    error: String,
}

impl ApiFault {
    fn says(&self, phrase: &str) -> bool {
        self.error.as_deref().is_some_and(|text| text.to_ascii_lowercase().contains(phrase))
    }

    /// What is wrong with a sign-up, by field. An address in use comes first: another name would not help.
    fn by_field(&self) -> Option<NotSignedUp> {
        let codes = |field: &str| self.details.get(field).into_iter().flatten().map(|detail| detail.error.as_str());
        let is_taken = |field| codes(field).any(|code| code == "ERR_TAKEN");
        let is_refused = |field| codes(field).next().is_some();
        if is_taken("email") {
            Some(NotSignedUp::Taken(Refused::AddressTaken))
        } else if is_refused("email") {
            Some(NotSignedUp::Refused(Refused::AddressRefused))
        } else if is_taken("username") {
            Some(NotSignedUp::Taken(Refused::NameTaken))
        } else if is_refused("username") {
            Some(NotSignedUp::Refused(Refused::NameRefused))
        } else if is_refused("password") {
            Some(NotSignedUp::Refused(Refused::PasswordRefused))
        } else {
            None
        }
    }

    /// The same from `GoToSocial`'s one sentence. It may quote the name, so only phrases that no name can be are looked for.
    fn by_phrase(&self) -> Option<Refused> {
        [
            ("registration is not open", Refused::Misconfigured(Fault::RegistrationsClosed)),
            ("hit its limit of new sign-ups", Refused::Busy { retry_after: None }),
            ("sign-up backlog is currently full", Refused::Busy { retry_after: None }),
            ("given username ", Refused::NameRefused),
            ("password is ", Refused::PasswordRefused),
            ("password should be ", Refused::PasswordRefused),
            ("mail: ", Refused::AddressRefused),
        ]
        .into_iter()
        .find_map(|(phrase, refused)| self.says(phrase).then_some(refused))
    }
}

/// A whole answer, at most as long as the wire allows. It may hold a token, so it is wiped and never printed.
pub(super) struct Answer {
    status: u16,
    retry_after: Option<Duration>,
    body: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Answer {
    pub(super) fn new(whole: Whole) -> Self {
        let asked = patience(&whole.headers).or_else(|| reset(&whole.headers));
        Self { status: whole.status, retry_after: asked.map(|seconds| Duration::from_secs(seconds).min(PATIENCE_MAX)), body: whole.body }
    }

    pub(super) fn status(&self) -> u16 {
        self.status
    }

    /// The body as what this question is answered with.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Refused> {
        serde_json::from_slice(&self.body).map_err(|_| Refused::Away(Absence::Garbled))
    }

    fn fault(&self) -> ApiFault {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Whether an error is the API's own word, and not that of something in front of it.
    pub(super) fn is_the_apis(&self) -> bool {
        self.fault().error.is_some()
    }

    /// Whether the token was the trouble. `GoToSocial` says 401 for other things too, but not to who signs up.
    pub(super) fn is_about_the_token(&self) -> bool {
        self.status == 401 && self.is_the_apis()
    }

    /// What an answer means that is not the hoped-for one, as far as that is the same for every question.
    pub(super) fn refusal(&self) -> Refused {
        match self.status {
            429 => Refused::Busy { retry_after: self.retry_after },
            // An instance in maintenance says until when. What was asked may have happened, as behind any 5xx.
            503 if self.retry_after.is_some() => Refused::Busy { retry_after: self.retry_after },
            500..=599 => Refused::Away(Absence::Internal),
            300..=399 => Refused::Misconfigured(Fault::NotMastodon),
            401 | 403 | 404 | 405 | 410 if !self.is_the_apis() => Refused::Misconfigured(Fault::NotMastodon),
            200..=299 => Refused::Away(Absence::Garbled),
            _ => Refused::Away(Absence::Unexpected(self.status)),
        }
    }

    /// As `refusal`, to who asked as an administrator.
    pub(super) fn admin_refusal(&self) -> Refused {
        match self.status {
            403 if self.fault().says("scope") => Refused::Misconfigured(Fault::WrongScopes),
            // 422 to the token of an application, behind which there is nobody.
            401 | 403 | 422 if self.is_the_apis() => Refused::Misconfigured(Fault::AdminToken),
            _ => self.refusal(),
        }
    }

    /// As `refusal`, to who asked for a token.
    pub(super) fn oauth_refusal(&self) -> Refused {
        match self.status {
            400 | 401 | 403 | 422 if self.fault().says("scope") => Refused::Misconfigured(Fault::WrongScopes),
            400 | 401 | 403 | 422 if self.is_the_apis() => Refused::Misconfigured(Fault::WrongClient),
            _ => self.refusal(),
        }
    }

    /// What an answer to a sign-up means.
    pub(super) fn signed_up(&self) -> Result<(), NotSignedUp> {
        let fault = self.fault();
        let refused = match self.status {
            200 => return Ok(()),
            // GoToSocial, of name and address alike: who looks for the address afterwards knows which.
            409 if self.is_the_apis() => return Err(NotSignedUp::Taken(Refused::NameTaken)),
            403 if fault.says("scope") => Refused::Misconfigured(Fault::WrongScopes),
            403 if self.is_the_apis() => Refused::Misconfigured(Fault::RegistrationsClosed),
            422 if !fault.details.is_empty() => return Err(fault.by_field().unwrap_or(NotSignedUp::Refused(self.refusal()))),
            400 | 422 => match fault.by_phrase() {
                Some(refused) => refused,
                // `Duplicate record`, in whatever language: two were at it at the same time, and the next time one is found.
                None if self.status == 422 && self.is_the_apis() => Refused::Away(Absence::Internal),
                None => self.refusal(),
            },
            _ => self.refusal(),
        };
        Err(NotSignedUp::Refused(refused))
    }
}

/// How many seconds are left of `X-RateLimit-Reset`: a time, or seconds since 1970; counted from the server's own time, which every
/// answer tells: our clocks may differ.
fn reset(headers: &HeaderMap) -> Option<u64> {
    let read = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = read("x-ratelimit-reset")?;
    let until = asked.parse::<Timestamp>().ok().or_else(|| Timestamp::from_second(asked.parse().ok()?).ok())?;
    let now = rfc2822::parse(read(DATE.as_str())?).ok()?.timestamp();
    // Up: a second too early is asked in vain.
    u64::try_from(until.as_millisecond().saturating_sub(now.as_millisecond())).ok().map(|left| left.div_ceil(1000))
}

#[cfg(test)]
mod tests;
