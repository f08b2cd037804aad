//! A new password by the link of a letter. Nothing on these pages says whose account it is.

use serde::Serialize;
use shared::member::CopyState;
use shared::platform::Platform;

use super::fault::Fault;
use super::time::TimeLeft;
use crate::pages::render::View;

/// `GET /reset`, and `POST` with faults. Sends `nonce` and `action`: `set` (with `password`), `not-me`.
#[derive(Serialize)]
pub struct Reset {
    /// The instance's name: `social.example.org`. None where the password is a member's.
    pub instance: Option<String>,
    /// Characters a password needs.
    pub password_min: usize,
    /// Until the link ends.
    pub left: TimeLeft,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for Reset {
    const TEMPLATE: &'static str = "reset.html";
}

/// The account has its new password.
#[derive(Serialize)]
pub struct ResetDone {
    /// The instance's name.
    pub instance: String,
    /// Where to sign in.
    pub url: Option<String>,
}

impl View for ResetDone {
    const TEMPLATE: &'static str = "reset_done.html";
}

/// The member has its new password.
#[derive(Serialize)]
pub struct ResetDoneMember {
    /// What became of it on each platform with an account.
    pub doors: Vec<PasswordDoor>,
}

impl View for ResetDoneMember {
    const TEMPLATE: &'static str = "reset_done_member.html";
}

/// What became of a new password on a platform.
#[derive(Serialize)]
pub struct PasswordDoor {
    /// Which.
    pub platform: Platform,
    /// What people call it.
    pub label: String,
    /// `waiting`, `done` or `by_hand`.
    pub state: CopyState,
}

/// Nothing was heard in time.
#[derive(Serialize)]
pub struct ResetLater {}

impl View for ResetLater {
    const TEMPLATE: &'static str = "reset_later.html";
}

/// The answer to "This was not me".
#[derive(Serialize)]
pub struct ResetNotMe {}

impl View for ResetNotMe {
    const TEMPLATE: &'static str = "reset_not_me.html";
}
