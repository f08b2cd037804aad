//! The form at the gate and the answer to it.

use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};

use super::fault::Fault;
use super::parts::{Door, NameCheck};
use crate::pages::qr::Qr;
use crate::pages::render::View;

/// An operator's question. Its control is `answer-1` to `answer-5`, in the order given.
#[derive(Clone, Serialize)]
pub struct Question {
    /// The operator's words.
    pub label: String,
    /// What was typed last.
    pub answer: String,
}

/// How long things are kept, each as `span` says it.
#[derive(Clone, Serialize)]
pub struct Kept {
    /// Unconfirmed.
    pub unconfirmed: String,
    /// Pending.
    pub pending: String,
    /// Approved, name and password not settled.
    pub approved: String,
}

/// `GET /`, and `POST /` with faults or after a name check. Sends `email`, `username`, `reason`, `answer-N`,
/// `services` (once per door), `password`, `idempotency_key`, `nonce`, and `check` when the name is only to be checked.
#[derive(Serialize)]
pub struct Apply {
    /// What the full name ends with on each open door: `:example.org`.
    pub ends: Vec<String>,
    /// An address is required.
    pub require_email: bool,
    /// The address will be asked to confirm.
    pub confirm_email: bool,
    /// A reason is required.
    pub require_reason: bool,
    /// What was typed last.
    pub email: String,
    /// What was typed last.
    pub username: String,
    /// What a check just found, for `username`.
    pub name_check: Option<NameCheck>,
    /// What was typed last.
    pub reason: String,
    /// At most 5.
    pub questions: Vec<Question>,
    /// The fewest characters of a password, where one makes a member at once.
    pub password_min: Option<usize>,
    /// Open doors; with one only there is nothing to choose.
    pub doors: Vec<Door>,
    /// How long things are kept.
    pub kept: Kept,
    /// So that a double tap is one registration.
    pub idempotency_key: String,
    /// The page's nonce.
    pub nonce: String,
    /// Why it could not be sent just now.
    pub notice: Option<ApplyNotice>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for Apply {
    const TEMPLATE: &'static str = "apply.html";
}

/// Why a form that is right could not be sent. What was typed stays in it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ApplyNotice {
    /// Something is away for a moment.
    Resting,
    /// Too many came from there.
    TooMany {
        /// How long to wait, as `span` says it.
        wait: String,
    },
}

/// The answer to a registration without an address: the only way back, shown once.
#[derive(Serialize)]
pub struct Keep {
    /// The registration.
    pub rid: String,
    /// The caller's token.
    #[serde(serialize_with = "shown")]
    pub token: SecretString,
    /// The absolute link to the status page with the token in it.
    #[serde(serialize_with = "shown")]
    pub link: SecretString,
    /// That link, for the camera of a phone.
    pub qr: Option<Qr>,
    /// How long moderators have, as `span` says it.
    pub left: String,
}

impl View for Keep {
    const TEMPLATE: &'static str = "keep.html";
    const HAS_SCRIPT: bool = true;
}

/// Puts a secret into the one page that is made to show it.
pub(super) fn shown<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}
