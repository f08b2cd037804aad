//! Signing in, and a member's own account. No view holds another member's anything.

use serde::Serialize;
use shared::member::CopyState;
use shared::platform::Platform;

use super::fault::Fault;
use super::status::Token;
use super::time::When;
use crate::pages::render::View;

/// `GET /login`, and `POST /account/session` with faults. Sends `nonce`, `to`, `username`, `password` and `do` `sign-in`.
#[derive(Serialize)]
pub struct SignIn {
    /// What was typed last.
    pub name: String,
    /// Where to go then.
    pub to: String,
    /// Why they are asked, where they were on their way elsewhere.
    pub why: Option<SignInWhy>,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for SignIn {
    const TEMPLATE: &'static str = "login.html";
}

/// Why somebody is asked to sign in.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInWhy {
    /// They were signed in, and are not any more.
    Ended,
    /// The board is for members.
    Board,
    /// Writing is for members.
    Writing,
    /// The queue is for moderators.
    Queue,
}

/// `GET /login` for who is signed in already.
#[derive(Serialize)]
pub struct AlreadySignedIn {
    /// The sign-in name, where there is one.
    pub name: Option<String>,
    /// Where to go on.
    pub to: String,
}

impl View for AlreadySignedIn {
    const TEMPLATE: &'static str = "login_already.html";
}

/// The answer to whoever signs out.
#[derive(Serialize)]
pub struct SignedOut {}

impl View for SignedOut {
    const TEMPLATE: &'static str = "signed_out.html";
}

/// `GET /forgot`, and `POST` with faults. Sends `email` and `nonce`.
#[derive(Serialize)]
pub struct Forgot {
    /// What was typed last.
    pub email: String,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for Forgot {
    const TEMPLATE: &'static str = "forgot.html";
}

/// The one answer to every forgotten password.
#[derive(Serialize)]
pub struct ForgotSent {
    /// What was typed.
    pub email: String,
}

impl View for ForgotSent {
    const TEMPLATE: &'static str = "forgot_sent.html";
}

/// `GET /account` and `POST` to it. Sends `nonce` and `do`: `end` with `session`, `end-others`, `password` with `old-password`
/// and `password`, `token`, `revoke-token`, `leave` with `leave-password`; to `/account/session`, `sign-out`.
#[derive(Serialize)]
pub struct MemberAccount {
    /// The sign-in name.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// It was proved by a pressed link.
    pub proved: bool,
    /// What they may do.
    pub role: AccountRole,
    /// Since when.
    pub since: When,
    /// Accounts on the platforms.
    pub doors: Vec<AccountDoor>,
    /// Where they are signed in, this browser first, then those that were used last.
    pub sessions: Vec<AccountSession>,
    /// How many there are besides this browser's, on all pages.
    pub elsewhere: usize,
    /// The address of the page before.
    pub newer: Option<String>,
    /// The address of the next page.
    pub older: Option<String>,
    /// How long a program may go on after its session ended, as `span` says it.
    pub access: String,
    /// The queue is theirs to see.
    pub moderates: bool,
    /// Characters a password needs.
    pub password_min: usize,
    /// A token for programs, where one is offered.
    pub token: Option<Token>,
    /// What the last press of a button did.
    pub notice: Option<AccountNotice>,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for MemberAccount {
    const TEMPLATE: &'static str = "account.html";
}

/// What a member may do.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountRole {
    /// What everybody may who was let in.
    Member,
    /// Decides.
    Moderator,
    /// Runs this place.
    Operator,
}

/// An account on a platform.
#[derive(Serialize)]
pub struct AccountDoor {
    /// Which.
    pub platform: Platform,
    /// What people call it.
    pub label: String,
    /// What it calls the account.
    pub account: String,
    /// How far it is with the last change of the password: `waiting`, `done` or `by_hand`; none where there was no change.
    pub state: Option<CopyState>,
}

/// A session.
#[derive(Serialize)]
pub struct AccountSession {
    /// Its name in forms.
    pub id: String,
    /// What it was begun with.
    pub device: Option<String>,
    /// Since when.
    pub made_at: When,
    /// How long ago it was used last, as `span` says it; none where that was within a day, which is as exact as it is known.
    pub seen: Option<String>,
    /// It is this browser's.
    pub here: bool,
}

/// What the last press of a button did.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountNotice {
    /// One session ended.
    SessionEnded,
    /// All others ended.
    OthersEnded,
    /// No token is good any more.
    TokenRevoked,
    /// Nothing was heard in time.
    TokenLater,
    /// The instance does not do it.
    TokenRefused,
    /// The operator has not set it up.
    TokenNotSetUp,
}

/// The answer to whoever left.
#[derive(Serialize)]
pub struct Left {
    /// What stays elsewhere.
    pub accounts: Vec<AccountDoor>,
}

impl View for Left {
    const TEMPLATE: &'static str = "left.html";
}
