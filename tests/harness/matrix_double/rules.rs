//! What a homeserver's people set: what passwords must have, and how often one may log in.

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::Instant;

use super::reply::Reply;

const LOG_INS_MAX: u32 = 5;
const LOG_IN_EVERY: Duration = Duration::from_secs(333);

/// What a new password has to satisfy; nothing at the start.
#[derive(Debug, Clone, Copy, Default)]
#[expect(missing_docs, reason = "each is the field of its name in the password policy")]
pub struct Policy {
    pub minimum_length: usize,
    pub require_digit: bool,
    pub require_symbol: bool,
    pub require_lowercase: bool,
    pub require_uppercase: bool,
    /// Refuse whatever comes, with `M_WEAK_PASSWORD`.
    pub refuse_all: bool,
}

impl Policy {
    /// As `GET password_policy` shows it: what is not asked is not there.
    pub(super) fn document(self) -> Value {
        let asked = [
            ("m.require_digit", self.require_digit),
            ("m.require_symbol", self.require_symbol),
            ("m.require_lowercase", self.require_lowercase),
            ("m.require_uppercase", self.require_uppercase),
        ];
        let mut document: Map<String, Value> =
            asked.into_iter().filter(|(_, asked)| *asked).map(|(name, asked)| (name.to_owned(), asked.into())).collect();
        if self.minimum_length > 0 {
            document.insert("m.minimum_length".into(), self.minimum_length.into());
        }
        document.into()
    }

    pub(super) fn check(self, password: &str) -> Result<(), Reply> {
        let lacks = |asked: bool, of: fn(char) -> bool| asked && !password.chars().any(of);
        for (fails, errcode, text) in [
            (password.chars().count() < self.minimum_length, "M_PASSWORD_TOO_SHORT", "The password is too short"),
            (lacks(self.require_digit, |c| c.is_ascii_digit()), "M_PASSWORD_NO_DIGIT", "The password must include at least one digit"),
            (
                lacks(self.require_symbol, |c| !c.is_ascii_alphanumeric()),
                "M_PASSWORD_NO_SYMBOL",
                "The password must include at least one symbol",
            ),
            (
                lacks(self.require_uppercase, |c| c.is_ascii_uppercase()),
                "M_PASSWORD_NO_UPPERCASE",
                "The password must include at least one uppercase letter",
            ),
            (
                lacks(self.require_lowercase, |c| c.is_ascii_lowercase()),
                "M_PASSWORD_NO_LOWERCASE",
                "The password must include at least one lowercase letter",
            ),
            (self.refuse_all, "M_WEAK_PASSWORD", "The password is too weak"),
        ] {
            if fails {
                return Err(Reply::error(400, errcode, text));
            }
        }
        Ok(())
    }
}

/// Synapse's `rc_login.address`: so many, and one more every while.
pub(super) struct LogInsLeft {
    left: u32,
    since: Instant,
}

impl LogInsLeft {
    pub(super) fn full(now: Instant) -> Self {
        Self { left: LOG_INS_MAX, since: now }
    }

    /// Takes one, or says how long until there is one.
    pub(super) fn take(&mut self, now: Instant) -> Result<(), Duration> {
        while self.left < LOG_INS_MAX && now.duration_since(self.since) >= LOG_IN_EVERY {
            self.left += 1;
            self.since += LOG_IN_EVERY;
        }
        if self.left == LOG_INS_MAX {
            self.since = now;
        }
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(LOG_IN_EVERY.saturating_sub(now.duration_since(self.since))),
        }
    }
}
