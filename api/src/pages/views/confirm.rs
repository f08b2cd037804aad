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
    /// The address was added later: the registration does not hang on it.
    pub later: bool,
    /// Until the link ends.
    pub left: TimeLeft,
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

/// The answer to "This was not me".
#[derive(Serialize)]
pub struct NotMe {
    /// The registration goes on without the address.
    pub kept: bool,
}

impl View for NotMe {
    const TEMPLATE: &'static str = "not_me.html";
}
