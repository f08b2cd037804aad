//! What a homeserver asks of a password, and whether a given one satisfies it.
//! Asked before the person's choice is sent, so that most refusals are told at once; the homeserver's own word stays the last.
//! The rules are read as Synapse applies them: code points are counted, and everything that is not an ASCII letter or digit is a symbol.

use serde::Deserialize;

use super::Homeserver;
use super::answer::Refused;
use super::wire::Root;

/// Synapse refuses a longer new password as malformed, whatever its policy says. Counted in code points.
pub const PASSWORD_CHARS_MAX: usize = 512;

/// The policy of `GET /_matrix/client/v3/password_policy`; a homeserver without one asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the specification's answer")]
pub struct PasswordPolicy {
    /// At least so many code points.
    #[serde(rename = "m.minimum_length")]
    pub minimum_length: usize,
    /// At least one of `0-9`.
    #[serde(rename = "m.require_digit")]
    pub require_digit: bool,
    /// At least one of `a-z`.
    #[serde(rename = "m.require_lowercase")]
    pub require_lowercase: bool,
    /// At least one of `A-Z`.
    #[serde(rename = "m.require_uppercase")]
    pub require_uppercase: bool,
    /// At least one that is neither an ASCII letter nor a digit.
    #[serde(rename = "m.require_symbol")]
    pub require_symbol: bool,
}

/// One thing a password lacks or has too much of; the applicant is told each in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PolicyFault {
    /// Too few characters; how many it needs, where that is known.
    TooShort {
        /// The fewest code points allowed.
        at_least: Option<usize>,
    },
    /// More characters than the homeserver reads.
    TooLong {
        /// The most code points allowed.
        at_most: usize,
    },
    /// No digit.
    NoDigit,
    /// No lower-case ASCII letter.
    NoLowercase,
    /// No upper-case ASCII letter.
    NoUppercase,
    /// No symbol.
    NoSymbol,
    /// The homeserver found it in a dictionary.
    InDictionary,
    /// The homeserver finds it weak and does not say why.
    Weak,
}

impl PolicyFault {
    /// What the homeserver's own error code says about a password, if it is about passwords at all.
    pub(super) fn from_errcode(errcode: &str) -> Option<Self> {
        Some(match errcode {
            "M_PASSWORD_TOO_SHORT" => Self::TooShort { at_least: None },
            "M_PASSWORD_NO_DIGIT" => Self::NoDigit,
            "M_PASSWORD_NO_LOWERCASE" => Self::NoLowercase,
            "M_PASSWORD_NO_UPPERCASE" => Self::NoUppercase,
            "M_PASSWORD_NO_SYMBOL" => Self::NoSymbol,
            "M_PASSWORD_IN_DICTIONARY" => Self::InDictionary,
            "M_WEAK_PASSWORD" => Self::Weak,
            _ => return None,
        })
    }
}

impl PasswordPolicy {
    /// Everything this policy has against `password`, all at once; empty when it would be taken.
    pub fn complaints(&self, password: &str) -> Vec<PolicyFault> {
        let chars = password.chars().count();
        let lacks = |asked: bool, of: fn(&char) -> bool| asked && !password.chars().any(|char| of(&char));
        [
            (chars < self.minimum_length, PolicyFault::TooShort { at_least: Some(self.minimum_length) }),
            (chars > PASSWORD_CHARS_MAX, PolicyFault::TooLong { at_most: PASSWORD_CHARS_MAX }),
            (lacks(self.require_digit, char::is_ascii_digit), PolicyFault::NoDigit),
            (lacks(self.require_lowercase, char::is_ascii_lowercase), PolicyFault::NoLowercase),
            (lacks(self.require_uppercase, char::is_ascii_uppercase), PolicyFault::NoUppercase),
            (lacks(self.require_symbol, |char| !char.is_ascii_alphanumeric()), PolicyFault::NoSymbol),
        ]
        .into_iter()
        .filter_map(|(holds, fault)| holds.then_some(fault))
        .collect()
    }
}

impl Homeserver {
    /// Asks the homeserver for its password policy; one that knows no such question asks nothing.
    pub async fn password_policy(&self) -> Result<PasswordPolicy, Refused> {
        let answer = self.wire.get(Root::Client, &["password_policy"]).await?;
        match answer.status() {
            200 => answer.read(),
            404 if answer.fault().errcode.is_some() => Ok(PasswordPolicy::default()),
            _ => Err(answer.refusal()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn strict() -> PasswordPolicy {
        serde_json::from_str(
            r#"{"m.minimum_length": 10, "m.require_digit": true, "m.require_symbol": true, "m.require_lowercase": true,
                "m.require_uppercase": true, "org.example.other": 3}"#,
        )
        .unwrap()
    }

    #[test]
    fn every_fault_is_told_at_once() {
        assert_eq!(
            strict().complaints(""),
            [
                PolicyFault::TooShort { at_least: Some(10) },
                PolicyFault::NoDigit,
                PolicyFault::NoLowercase,
                PolicyFault::NoUppercase,
                PolicyFault::NoSymbol
            ]
        );
        assert_eq!(strict().complaints("Aaaaaaaaa1"), [PolicyFault::NoSymbol]);
        assert_eq!(strict().complaints("Aaaaaaaa1!"), []);
    }

    #[test]
    fn characters_are_counted_and_a_foreign_letter_is_a_symbol() {
        assert_eq!(strict().complaints("Aaaaaaaa1é"), []);
        assert_eq!(strict().complaints("éA1aaaaaa"), [PolicyFault::TooShort { at_least: Some(10) }]);
    }

    #[test]
    fn a_homeserver_without_a_policy_still_reads_no_endless_password() {
        let none: PasswordPolicy = serde_json::from_str("{}").unwrap();
        assert_eq!(none, PasswordPolicy::default());
        assert_eq!(none.complaints("x"), []);
        assert_eq!(none.complaints(&"x".repeat(513)), [PolicyFault::TooLong { at_most: 512 }]);
    }
}
