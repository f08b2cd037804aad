//! What the API must know. Secrets of platforms and of the mail server are not read here.

use std::net::SocketAddr;

use ipnet::IpNet;

use super::both::{self, Common};
use super::catalogue;
use super::environment::Environment;
use super::faults::{Faults, Wrong};
use super::members::{self, MemberSettings};
use super::reader::Reader;
use super::values;
use crate::platform::Platform;

/// What bcrypt looks at, and so what Mastodon takes.
const MASTODON_BYTES_MAX: usize = 72;

/// Settings of `gatelodge-api`.
#[derive(Clone, Debug)]
pub struct ApiSettings {
    /// What both processes know.
    pub common: Common,
    /// Where the API listens.
    pub bind: SocketAddr,
    /// Networks whose forwarding headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Questions on the form, at most five.
    pub questions: Vec<String>,
    /// Whether the form insists on a reason.
    pub require_reason: bool,
    /// Whether a registration must have an address.
    pub require_email: bool,
    /// Whether an address is confirmed before moderators hear of it.
    pub confirm_email: bool,
    /// What a password being set must be like.
    pub password: PasswordRules,
    /// Members, sign-in and board.
    pub members: MemberSettings,
}

/// What a password being set must be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// The fewest characters.
    pub min: usize,
    /// The least score on zxcvbn's scale of 0 to 4.
    pub score: u8,
    /// The most bytes, where a door looks at no more of them: 72 with Mastodon.
    pub bytes_max: Option<usize>,
}

/// Reads the API's settings.
///
/// # Errors
/// Every fault at once; the process then ends with [`Faults::EXIT`].
pub fn read_api(environment: &Environment) -> Result<ApiSettings, Faults> {
    let mut reader = Reader::new(environment);
    let bind = reader.read(&catalogue::BIND, values::bind);
    // Noted first: it decides how strict the rest is.
    reader.is_public = bind.is_some_and(|bind| !bind.ip().to_canonical().is_loopback());
    let common = both::read(&mut reader);
    if bind.is_some_and(|bind| bind.port() != 0 && reader.peek(&catalogue::METRICS_BIND, values::bind) == Some(bind)) {
        let mend = format!("give it another port than {}: metrics are nothing for the public", catalogue::BIND.name);
        reader.fault(&catalogue::METRICS_BIND, Wrong::new("is the address that people reach", mend));
    }
    let trusted_proxies = reader.read(&catalogue::TRUSTED_PROXIES, values::networks).unwrap_or_default();
    let questions = reader.read(&catalogue::QUESTIONS, values::questions).unwrap_or_default();
    let require_reason = reader.read(&catalogue::REQUIRE_REASON, values::switch);
    let require_email = reader.read(&catalogue::REQUIRE_EMAIL, values::switch);
    let confirm_email = reader.read(&catalogue::CONFIRM_EMAIL, values::switch);
    let bytes_max = reader.doors.contains(Platform::Mastodon).then_some(MASTODON_BYTES_MAX);
    // What one door cannot take would keep everybody out.
    let min = reader.read(&catalogue::PASSWORD_MIN, |text| values::number(text, &(8..=bytes_max.unwrap_or(128))));
    let score = reader.read(&catalogue::PASSWORD_SCORE, |text| values::number(text, &(0..=4)));
    let members = members::read(&mut reader);
    let build = || {
        Some(ApiSettings {
            common: common?,
            bind: bind?,
            trusted_proxies,
            questions,
            require_reason: require_reason?,
            require_email: require_email?,
            confirm_email: confirm_email?,
            password: PasswordRules { min: min?, score: score?, bytes_max },
            members: members?,
        })
    };
    reader.finish(build())
}
