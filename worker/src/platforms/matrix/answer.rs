//! What a homeserver answered, and what it means for the one who asked.
//! `Refused` is sorted by what to do next, never by status code. It is found from the status, the error code and, where Synapse
//! gives nothing better, one word of its text; the text itself goes no further, nor does any body.

use std::fmt;
use std::time::Duration;

use secrecy::zeroize::Zeroizing;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::policy::PolicyFault;

pub use crate::platforms::Absence;

/// A homeserver that asks for more patience than this is asked again after it all the same.
const PATIENCE_MAX: Duration = Duration::from_hours(24);

/// Why a homeserver did not do what it was asked, by what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// An account of this name exists already, ours or a stranger's: logging in with our password tells which.
    #[error("the name is taken")]
    NameTaken,
    /// The homeserver never takes this name: ask the applicant for another.
    #[error("the homeserver does not take this name")]
    NameRefused,
    /// The homeserver's policy is against the new password: ask for another.
    #[error("the homeserver does not take this password")]
    PasswordRefused(Vec<PolicyFault>),
    /// Log-in: the account is not ours, or its password was changed since.
    #[error("the password is not the account's")]
    WrongPassword,
    /// The account is ours and locked by the homeserver's people: hold, tell the moderators.
    #[error("the account is locked")]
    Locked,
    /// Password change: the old password is not the account's any more.
    #[error("the old password is not the account's")]
    AuthenticationFailed,
    /// The access token has ended: it was logged out, by us or by somebody else. Log in anew.
    #[error("the access token has ended")]
    SignedOut,
    /// This room lets the account in neither now nor later.
    #[error("the room does not let the account in")]
    RoomRefused,
    /// The operator has to act; until then no order can succeed.
    #[error("{0}")]
    Misconfigured(Fault),
    /// The question needs a setting that is not there. Nothing was sent.
    #[error("this needs an admin token, and none is set")]
    NotConfigured,
    /// Asked too often, or in maintenance: again after `retry_after`, or after the caller's own back-off. As with `Away`, what was
    /// asked may have happened.
    #[error("the homeserver asks for patience")]
    Busy {
        /// How long the homeserver wants to be left alone, at most a day.
        retry_after: Option<Duration>,
    },
    /// Nothing certain came back; what was asked may have happened, or may happen yet. Again later, the same.
    #[error("the homeserver is away: {0}")]
    Away(Absence),
}

/// What the operator has to set right, in words for the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The MAC was wrong.
    #[error("MATRIX_SHARED_SECRET is not the homeserver's registration_shared_secret")]
    WrongSecret,
    /// The homeserver has no shared secret.
    #[error("the homeserver has no registration_shared_secret")]
    RegistrationOff,
    /// Accounts live in a Matrix Authentication Service.
    #[error("this homeserver leaves its accounts to a Matrix Authentication Service, where shared-secret registration does not exist")]
    Mas,
    /// 404 where the interface should be.
    #[error(
        "nothing answers at this path of MATRIX_URL: is it the homeserver, and are its /_matrix and /_synapse/admin reachable from here?"
    )]
    NotFound,
    /// 403 without a word of the homeserver's: something in front of it.
    #[error("a proxy in front of the homeserver forbids this path, mostly /_synapse/admin")]
    Forbidden,
    /// 3xx; redirects are not followed.
    #[error("MATRIX_URL answers with a redirect: it must be the homeserver's own address")]
    Redirected,
    /// Log-in by password is switched off.
    #[error("the homeserver does not take passwords at log-in")]
    PasswordLoginOff,
    /// Changing passwords is switched off or asks for more than the old password.
    #[error("the homeserver does not let an account change its password by giving the old one")]
    PasswordChangeOff,
    /// The admin token is not an admin's.
    #[error("MATRIX_ADMIN_TOKEN is not the token of one of the homeserver's admins")]
    AdminToken,
    /// No base for paths.
    #[error("MATRIX_URL is not an address paths can be added to")]
    Url,
    /// No certificates to trust, mostly.
    #[error("no TLS client can be made here: are the system's CA certificates installed?")]
    Tls,
}

impl Fault {
    /// How the operator sets it right, in words for the operator.
    pub const fn mend(self) -> &'static str {
        match self {
            Self::WrongSecret => "copy registration_shared_secret from the homeserver's configuration into GATELODGE_MATRIX_SHARED_SECRET",
            Self::RegistrationOff => {
                "set registration_shared_secret in the homeserver's configuration, restart it, and write the same into \
                 GATELODGE_MATRIX_SHARED_SECRET"
            }
            Self::Mas => {
                "set GATELODGE_MATRIX_URL to a homeserver that keeps its accounts itself, or take matrix out of GATELODGE_SERVICES"
            }
            Self::NotFound | Self::Url => "write the homeserver's own address, as this machine reaches it, into GATELODGE_MATRIX_URL",
            Self::Forbidden => "let GATELODGE_MATRIX_URL lead to the homeserver itself, past the proxy, or let the proxy pass this machine",
            Self::Redirected => "write the address that the redirect leads to into GATELODGE_MATRIX_URL",
            Self::PasswordLoginOff => "allow log-in by password (password_config) on the homeserver of GATELODGE_MATRIX_URL",
            Self::PasswordChangeOff => "allow changing passwords (password_config) on the homeserver of GATELODGE_MATRIX_URL",
            Self::AdminToken => {
                "write the access token of an admin of the homeserver into GATELODGE_MATRIX_ADMIN_TOKEN, or leave it empty: then \
                 nobody hears beforehand whether a name is free, and a member's new password gets there with the old one only"
            }
            Self::Tls => "install the package ca-certificates; GATELODGE_MATRIX_URL is called with TLS",
        }
    }
}

/// The fields of an error body that count; all absent where the body is not Matrix'.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct MatrixFault {
    pub(super) errcode: Option<String>,
    error: Option<String>,
    retry_after_ms: Option<f64>,
    /// User-interactive authentication: what the next try has to name.
    pub(super) session: Option<String>,
}

impl MatrixFault {
    /// Whether Synapse's text has this word: used only where its error code says nothing.
    pub(super) fn says(&self, word: &str) -> bool {
        self.error.as_deref().is_some_and(|text| text.to_ascii_lowercase().contains(word))
    }
}

/// A whole answer, at most as long as the wire allows. It may hold an access token, so it is wiped and never printed.
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
    /// `retry_after` is the header's value in seconds, where there was one.
    pub(super) fn new(status: u16, retry_after: Option<u64>, body: Zeroizing<Vec<u8>>) -> Self {
        Self { status, retry_after: retry_after.map(Duration::from_secs), body }
    }

    pub(super) fn status(&self) -> u16 {
        self.status
    }

    /// The body as what this question is answered with.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Refused> {
        serde_json::from_slice(&self.body).map_err(|_| Refused::Away(Absence::Garbled))
    }

    pub(super) fn fault(&self) -> MatrixFault {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// What an answer means that is not the hoped-for one, as far as that is the same for every question.
    pub(super) fn refusal(&self) -> Refused {
        let fault = self.fault();
        let errcode = fault.errcode.as_deref().unwrap_or_default();
        match (self.status, errcode) {
            (429, _) | (_, "M_LIMIT_EXCEEDED") => Refused::Busy { retry_after: self.patience(&fault) },
            // A server in maintenance says until when. What was asked may have happened, as behind any 5xx.
            (500..=599, _) => match self.patience(&fault) {
                Some(asked) => Refused::Busy { retry_after: Some(asked) },
                None => Refused::Away(Absence::Server(self.status)),
            },
            (300..=399, _) => Refused::Misconfigured(Fault::Redirected),
            (401, "M_USER_LOCKED") => Refused::Locked,
            (401, "M_UNKNOWN_TOKEN" | "M_MISSING_TOKEN") => Refused::SignedOut,
            (400, "M_USER_IN_USE") => Refused::NameTaken,
            (400, "M_INVALID_USERNAME" | "M_EXCLUSIVE") => Refused::NameRefused,
            (404 | 405, "" | "M_UNRECOGNIZED") => Refused::Misconfigured(Fault::NotFound),
            (403, "") => Refused::Misconfigured(Fault::Forbidden),
            (200..=299, _) => Refused::Away(Absence::Garbled),
            (400, _) => PolicyFault::from_errcode(errcode)
                .map_or(Refused::Away(Absence::Unexpected(400)), |fault| Refused::PasswordRefused(vec![fault])),
            _ => Refused::Away(Absence::Unexpected(self.status)),
        }
    }

    /// The body's milliseconds before the header's seconds: they are the finer of the two.
    fn patience(&self, fault: &MatrixFault) -> Option<Duration> {
        fault
            .retry_after_ms
            .and_then(|ms| Duration::try_from_secs_f64(ms / 1000.0).ok())
            .or(self.retry_after)
            .map(|asked| asked.min(PATIENCE_MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer::new(status, None, Zeroizing::new(body.as_bytes().to_vec()))
    }

    fn error(status: u16, errcode: &str) -> Refused {
        answer(status, &format!(r#"{{"errcode":"{errcode}","error":"Words."}}"#)).refusal()
    }

    #[test]
    fn status_and_error_code_decide() {
        for (status, errcode, meaning) in [
            (400, "M_USER_IN_USE", Refused::NameTaken),
            (400, "M_INVALID_USERNAME", Refused::NameRefused),
            (400, "M_EXCLUSIVE", Refused::NameRefused),
            (400, "M_WEAK_PASSWORD", Refused::PasswordRefused(vec![PolicyFault::Weak])),
            (400, "M_PASSWORD_NO_DIGIT", Refused::PasswordRefused(vec![PolicyFault::NoDigit])),
            (400, "M_UNKNOWN", Refused::Away(Absence::Unexpected(400))),
            (401, "M_USER_LOCKED", Refused::Locked),
            (401, "M_UNKNOWN_TOKEN", Refused::SignedOut),
            (404, "M_UNRECOGNIZED", Refused::Misconfigured(Fault::NotFound)),
            (404, "M_NOT_FOUND", Refused::Away(Absence::Unexpected(404))),
            (500, "M_USER_IN_USE", Refused::Away(Absence::Server(500))),
            (418, "M_USER_IN_USE", Refused::Away(Absence::Unexpected(418))),
        ] {
            assert_eq!(error(status, errcode), meaning, "{status} {errcode}");
        }
    }

    #[test]
    fn a_body_that_is_not_matrix_leaves_the_status() {
        for (status, meaning) in [
            (200, Refused::Away(Absence::Garbled)),
            (302, Refused::Misconfigured(Fault::Redirected)),
            (403, Refused::Misconfigured(Fault::Forbidden)),
            (404, Refused::Misconfigured(Fault::NotFound)),
            (429, Refused::Busy { retry_after: None }),
            (502, Refused::Away(Absence::Server(502))),
        ] {
            for body in ["", "<html>", "[]", "{\"errcode\":7}"] {
                assert_eq!(answer(status, body).refusal(), meaning, "{status} {body}");
            }
        }
    }

    #[test]
    fn patience_is_read_from_body_or_header_and_has_an_end() {
        let busy = |header, body: &str| match Answer::new(429, header, Zeroizing::new(body.as_bytes().to_vec())).refusal() {
            Refused::Busy { retry_after } => retry_after,
            _ => None,
        };
        assert_eq!(busy(Some(300), r#"{"retry_after_ms": 299454}"#), Some(Duration::from_millis(299_454)));
        assert_eq!(busy(Some(300), "busy"), Some(Duration::from_mins(5)));
        assert_eq!(busy(None, r#"{"retry_after_ms": -5}"#), None);
        assert_eq!(busy(None, r#"{"retry_after_ms": 1e300}"#), None);
        assert_eq!(busy(Some(u64::MAX), ""), Some(PATIENCE_MAX));
        let maintenance = Answer::new(503, Some(120), Zeroizing::new(Vec::new())).refusal();
        assert_eq!(maintenance, Refused::Busy { retry_after: Some(Duration::from_mins(2)) });
    }

    #[test]
    fn nothing_of_a_body_is_printed() {
        let answer = answer(200, r#"{"access_token":"syt_secret"}"#);
        assert!(!format!("{answer:?}").contains("syt_"));
        assert!(!format!("{:?} {}", answer.refusal(), answer.refusal()).contains("syt_"));
    }
}
