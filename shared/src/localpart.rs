//! The name a person wishes for: the part of an account's address that they choose.
//!
//! One rule that suits every platform: `^[a-z0-9_]{1,30}$`, and none of the names that would let somebody pass for the
//! staff. Digits alone and a leading underscore are refused because Matrix refuses both. Whether a name is still free is
//! the claim's and the platform's to say.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::address::EmailAddress;

/// The longest name, in characters.
pub const LENGTH_MAX: usize = 30;

/// Names that only the staff may carry; Mastodon's own list, which newer versions let through its command line.
const RESERVED: &[&str] = &[
    "abuse",
    "account",
    "accounts",
    "admin",
    "administration",
    "administrator",
    "admins",
    "help",
    "helpdesk",
    "instance",
    "mod",
    "moderator",
    "moderators",
    "mods",
    "owner",
    "root",
    "security",
    "server",
    "staff",
    "support",
    "webmaster",
];

/// Why a name was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NameFault {
    /// Nothing was given.
    #[error("the name is empty")]
    Empty,
    /// More than [`LENGTH_MAX`] characters.
    #[error("the name is too long")]
    TooLong,
    /// Something other than `a-z`, `0-9` and `_`.
    #[error("the name may contain only a-z, 0-9 and _")]
    Characters,
    /// A name of the staff.
    #[error("the name is reserved")]
    Reserved,
    /// Matrix keeps numbers for guests.
    #[error("the name must contain a letter")]
    DigitsOnly,
    /// Matrix keeps these for bridges.
    #[error("the name may not begin with _")]
    LeadingUnderscore,
}

impl NameFault {
    /// Every fault, so that a test can compare with the texts.
    pub const ALL: &'static [Self] =
        &[Self::Empty, Self::TooLong, Self::Characters, Self::Reserved, Self::DigitsOnly, Self::LeadingUnderscore];

    /// The key of the text that explains it to a person.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "fault-name-empty",
            Self::TooLong => "fault-name-too-long",
            Self::Characters => "fault-name-characters",
            Self::Reserved => "fault-name-reserved",
            Self::DigitsOnly => "fault-name-digits-only",
            Self::LeadingUnderscore => "fault-name-leading-underscore",
        }
    }
}

/// A name that keeps the rule. Personal: `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Localpart(String);

impl Localpart {
    /// Judges a name; nothing is trimmed or changed on the way.
    pub fn parse(name: &str) -> Result<Self, NameFault> {
        if name.is_empty() {
            return Err(NameFault::Empty);
        }
        if name.chars().count() > LENGTH_MAX {
            return Err(NameFault::TooLong);
        }
        if !name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')) {
            return Err(NameFault::Characters);
        }
        if name.starts_with('_') {
            return Err(NameFault::LeadingUnderscore);
        }
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NameFault::DigitsOnly);
        }
        if RESERVED.contains(&name) {
            return Err(NameFault::Reserved);
        }
        Ok(Self(name.to_owned()))
    }

    /// What a form may suggest to whoever reads this address; `None` where nothing usable is left of it. Two addresses may lead to
    /// one name, so it is only ever a suggestion.
    pub fn suggested(address: &EmailAddress) -> Option<Self> {
        let local = address.normalised().split(['@', '+']).next()?;
        let kept = local.chars().map(|letter| if matches!(letter, '.' | '-') { '_' } else { letter });
        let kept: String = kept.filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').take(LENGTH_MAX).collect();
        Self::parse(kept.trim_matches('_')).ok()
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Localpart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Localpart(…)")
    }
}

impl FromStr for Localpart {
    type Err = NameFault;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::parse(name)
    }
}

impl TryFrom<String> for Localpart {
    type Error = NameFault;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::parse(&name)
    }
}

impl From<Localpart> for String {
    fn from(name: Localpart) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn good_names_pass_unchanged() {
        for name in ["a", "alice", "a_1", "7of9", "alice_", &"x".repeat(30), "admin1"] {
            assert_eq!(Localpart::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn every_fault_has_its_name() {
        let cases = [
            ("", NameFault::Empty),
            (&"x".repeat(31) as &str, NameFault::TooLong),
            ("Alice", NameFault::Characters),
            ("a b", NameFault::Characters),
            ("alice\n", NameFault::Characters),
            ("аlice", NameFault::Characters),
            ("a.b", NameFault::Characters),
            ("_alice", NameFault::LeadingUnderscore),
            ("_", NameFault::LeadingUnderscore),
            ("123", NameFault::DigitsOnly),
            ("admin", NameFault::Reserved),
            ("webmaster", NameFault::Reserved),
        ];
        for (name, fault) in cases {
            assert_eq!(Localpart::parse(name), Err(fault), "{name:?}");
        }
        assert!(NameFault::ALL.iter().all(|fault| cases.iter().any(|(_, seen)| seen == fault)));
    }

    #[test]
    fn a_suggestion_is_a_name_or_nothing() {
        for (address, name) in [
            ("Ada.Lovelace+gate@example.org", Some("ada_lovelace")),
            ("a-b@example.org", Some("a_b")),
            ("o'brien@example.org", Some("obrien")),
            ("_.x_@example.org", Some("x")),
            ("_@example.org", None),
            ("admin@example.org", None),
            ("1234@example.org", None),
            ("!@example.org", None),
        ] {
            let suggested = EmailAddress::parse(address).ok().and_then(|address| Localpart::suggested(&address));
            assert_eq!(suggested.as_ref().map(Localpart::as_str), name, "{address}");
        }
        let long = EmailAddress::parse(&format!("{}@example.org", "x".repeat(60))).unwrap();
        assert_eq!(Localpart::suggested(&long).unwrap().as_str().len(), LENGTH_MAX);
    }

    #[test]
    fn it_rests_as_text_and_is_judged_again() {
        let name = Localpart::parse("alice").unwrap();
        assert_eq!(serde_json::to_string(&name).unwrap(), r#""alice""#);
        assert!(serde_json::from_str::<Localpart>(r#""root""#).is_err());
        assert!(!format!("{name:?}").contains("alice"));
    }
}
