//! Who may ask how often: the limits there are, and what the operator made of them.
//!
//! Owns names and defaults. Counting is `rate_limit`'s business.

use std::collections::BTreeMap;
use std::time::Duration;

use super::faults::Wrong;
use super::values;

/// The highest count of any limit.
const COUNT_MAX: u32 = 1_000_000;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LimitName {
    /// Registrations from one network block.
    RegistrationsBlock,
    /// Registrations from everywhere.
    RegistrationsAll,
    /// Questions whether a name is free, from one network block.
    NamesBlock,
    /// Wishes for a lost link, from one network block.
    LostLinkBlock,
    /// Letters to one address that a stranger can cause.
    LettersReceiver,
    /// Wrong tokens from one network block.
    CredentialsBlock,
    /// Tries with a password at one account.
    PasswordsAccount,
    /// Tries with a password, and wishes for a new one, from one network block.
    PasswordsBlock,
    /// Renewals of sessions from one network block.
    SessionsBlock,
    /// Posts that one member writes.
    PostsMember,
    /// Votes of one member on posts.
    VotesMember,
}

/// So many within a fixed window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many pass in one window.
    pub max: u32,
    /// How long a window is.
    pub window: Duration,
}

impl LimitName {
    /// Every limit.
    pub const ALL: &'static [Self] = &[
        Self::RegistrationsBlock,
        Self::RegistrationsAll,
        Self::NamesBlock,
        Self::LostLinkBlock,
        Self::LettersReceiver,
        Self::CredentialsBlock,
        Self::PasswordsAccount,
        Self::PasswordsBlock,
        Self::SessionsBlock,
        Self::PostsMember,
        Self::VotesMember,
    ];

    /// The name in the settings and in Redis.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RegistrationsBlock => "registrations.block",
            Self::RegistrationsAll => "registrations.all",
            Self::NamesBlock => "names.block",
            Self::LostLinkBlock => "lost-link.block",
            Self::LettersReceiver => "letters.receiver",
            Self::CredentialsBlock => "credentials.block",
            Self::PasswordsAccount => "passwords.account",
            Self::PasswordsBlock => "passwords.block",
            Self::SessionsBlock => "sessions.block",
            Self::PostsMember => "posts.member",
            Self::VotesMember => "votes.member",
        }
    }

    /// What holds where the operator says nothing, as the operator would write it.
    pub(super) const fn default_text(self) -> &'static str {
        match self {
            Self::RegistrationsBlock | Self::LostLinkBlock => "10/1h",
            Self::RegistrationsAll => "500/1h",
            Self::NamesBlock | Self::PostsMember => "60/1h",
            Self::LettersReceiver => "3/1d",
            Self::CredentialsBlock | Self::PasswordsBlock => "60/15m",
            Self::PasswordsAccount => "10/15m",
            Self::SessionsBlock => "600/15m",
            Self::VotesMember => "600/1h",
        }
    }

    /// What is counted, for the operator.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::RegistrationsBlock => "Registrations and calls of `/generate-token` from one network block.",
            Self::RegistrationsAll => "Registrations and calls of `/generate-token` from everywhere together.",
            Self::NamesBlock => "Questions whether a name is free, from one network block.",
            Self::LostLinkBlock => "Wishes for a lost link, from one network block.",
            Self::LettersReceiver => "Letters to one address that a stranger can cause.",
            Self::CredentialsBlock => "Wrong tokens from one network block.",
            Self::PasswordsAccount => "Tries with a password at one account, signing in among them.",
            Self::PasswordsBlock => "Tries with a password, signing in among them, and wishes for a new one, from one network block.",
            Self::SessionsBlock => "Renewals of sessions from one network block.",
            Self::PostsMember => "Posts that one member writes.",
            Self::VotesMember => "Votes of one member on posts.",
        }
    }
}

/// All limits: the defaults, and what the operator wrote over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits(BTreeMap<LimitName, Limit>);

impl Limits {
    /// What holds for this name.
    pub fn get(&self, name: LimitName) -> Limit {
        self.0.get(&name).copied().unwrap_or_else(|| default(name))
    }

    /// These limits with one of them changed, for tests.
    #[must_use]
    pub fn with(mut self, name: LimitName, limit: Limit) -> Self {
        self.0.insert(name, limit);
        self
    }

    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        let mut limits = BTreeMap::new();
        for entry in values::entries(text, ',') {
            let (name, limit) = entry.split_once('=').unwrap_or((entry, ""));
            let name = LimitName::ALL.iter().find(|known| known.as_str() == name.trim()).ok_or_else(|| {
                let known: Vec<_> = LimitName::ALL.iter().map(|name| name.as_str()).collect();
                Wrong::new("names a limit that there is not", format!("the limits are {}", known.join(", ")))
            })?;
            let limit =
                parse_limit(limit.trim()).ok_or_else(|| Wrong::new(format!("has a fault at {}", name.as_str()), "write it like 10/1h"))?;
            if limits.insert(*name, limit).is_some() {
                return Err(Wrong::new(format!("names {} twice", name.as_str()), "keep one of them"));
            }
        }
        Ok(Self(limits))
    }
}

fn default(name: LimitName) -> Limit {
    // A test reads every default; one that could not be read would let almost nobody through.
    parse_limit(name.default_text()).unwrap_or(Limit { max: 1, window: Duration::from_hours(1) })
}

fn parse_limit(text: &str) -> Option<Limit> {
    let (count, window) = text.split_once('/')?;
    let max = values::number(count, &(1..=COUNT_MAX)).ok()?;
    Some(Limit { max, window: values::duration(window).ok()? })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn defaults_can_be_read() {
        for name in LimitName::ALL {
            assert_eq!(Some(default(*name)), parse_limit(name.default_text()), "{name:?}");
        }
        let limits = Limits::default();
        assert_eq!(limits.get(LimitName::CredentialsBlock), Limit { max: 60, window: Duration::from_mins(15) });
    }

    #[test]
    fn what_is_named_changes_and_the_rest_stays() {
        let limits = Limits::parse("letters.receiver=2/1d, registrations.all = 9/90s").unwrap();
        assert_eq!(limits.get(LimitName::LettersReceiver).max, 2);
        assert_eq!(limits.get(LimitName::RegistrationsAll), Limit { max: 9, window: Duration::from_secs(90) });
        assert_eq!(limits.get(LimitName::NamesBlock), default(LimitName::NamesBlock));
    }

    #[test]
    fn slips_are_faults() {
        for text in [
            "x=1/1h",
            "names.block",
            "names.block=0/1h",
            "names.block=1",
            "names.block=1/1w",
            "names.block=1/1h,names.block=2/1h",
            "names.block=1/1h,",
        ] {
            assert!(Limits::parse(text).is_err(), "{text}");
        }
    }
}
