//! The page behind the confirmation letter: it shows what was asked and waits for one of two buttons.

use serde::Serialize;

use super::fault::Fault;
use super::parts::{Asked, Choose};
use super::time::TimeLeft;
use crate::pages::render::View;

/// `GET /c/{rid}`, and `POST` with faults or after a name check. Sends `nonce` and `action`: `yes`, `not-me`, and
/// with `choose` also `check` and that form's fields.
#[derive(Serialize)]
pub struct Confirm {
    /// What was asked.
    pub asked: Asked,
    /// What hangs on the yes.
    pub kind: ConfirmKind,
    /// "This was not me" takes the address off, and the registration goes on without it.
    pub goes_on: bool,
    /// Until the link ends.
    pub left: TimeLeft,
    /// They are a member meanwhile, with a password that came with the request.
    pub is_member: bool,
    /// Name and password, where they are settled beforehand.
    pub choose: Option<Choose>,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for Confirm {
    const TEMPLATE: &'static str = "confirm.html";
}

/// What hangs on the yes.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfirmKind {
    /// Everything: moderators hear after it.
    First,
    /// The door that must not be told of an unproved address.
    Beside,
    /// Letters: the address was added later.
    Later,
}

/// The answer to "This was not me".
#[derive(Serialize)]
pub struct NotMe {
    /// The registration goes on without the address.
    pub kept: bool,
}

impl View for NotMe {
    const TEMPLATE: &'static str = "not_me.html";
}
