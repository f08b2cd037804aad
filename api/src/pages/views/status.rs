//! The applicant's page: where the registration stands, what happens next and what may be done now. A password is
//! in it only as the answer to the button that asks for it.

use secrecy::SecretString;
use serde::Serialize;

use super::apply::shown;
use super::fault::Fault;
use super::parts::{Asked, Choose};
use super::time::{TimeLeft, When};
use crate::pages::render::View;

/// `GET /r/{rid}`, and every `POST` to it that stays on the page. Sends `nonce` and `action`: `choose` and `check`
/// (with the form's fields), `show-password`, `saved`, `withdraw`.
#[derive(Serialize)]
pub struct Status {
    /// Where it stands.
    pub stage: Stage,
    /// The way so far and to go.
    pub timeline: Vec<Step>,
    /// What was asked.
    pub asked: Asked,
    /// A password made for the applicant that has not been saved yet.
    pub password: Option<Password>,
    /// What the last press of a button did.
    pub notice: Option<Notice>,
    /// Withdrawing is possible now.
    pub may_withdraw: bool,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for Status {
    const TEMPLATE: &'static str = "status.html";
}

/// Where a registration stands, in the applicant's eyes.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stage {
    /// The letter's link has not been pressed.
    Unconfirmed {
        /// Where the letter goes.
        email: String,
        /// Until it forgets itself.
        left: TimeLeft,
    },
    /// Moderators have been asked.
    Pending {
        /// Until nobody decided.
        left: TimeLeft,
        /// Name and password are settled: the account is made as soon as it is approved.
        settled: bool,
        /// An address is known: the decision is told by letter.
        letters: bool,
    },
    /// Approved; name and password are wanted.
    Choose {
        /// Until it forgets itself.
        left: TimeLeft,
        /// The form.
        choose: Choose,
    },
    /// Approved; whoever reads the address chooses name and password, by the link of their letter.
    Elsewhere {
        /// Until it forgets itself.
        left: TimeLeft,
    },
    /// Accounts are being made.
    Processing {
        /// One per door asked for.
        doors: Vec<DoorState>,
    },
    /// At least one door needs the applicant.
    Failed {
        /// Until it forgets itself.
        left: TimeLeft,
        /// One per door asked for.
        doors: Vec<DoorState>,
        /// The form, where another name or password, or trying again, can help.
        choose: Option<Choose>,
    },
    /// Every account is there.
    Done {
        /// Until this page forgets itself.
        left: TimeLeft,
        /// One per door asked for.
        doors: Vec<DoorState>,
    },
    /// Moderators said no.
    Rejected {
        /// Until this page forgets itself.
        left: TimeLeft,
        /// A moderator's words.
        message: Option<String>,
    },
}

/// One step of the way.
#[derive(Clone, Serialize)]
pub struct Step {
    /// Which.
    pub name: StepName,
    /// Behind, here or ahead.
    pub mark: StepMark,
    /// When it was reached.
    pub at: Option<When>,
}

/// The steps of the way, in their order; `Confirmed` only where an address is asked to confirm.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// The form was sent.
    Asked,
    /// The address was confirmed.
    Confirmed,
    /// Moderators decide.
    Decided,
    /// Name and password were chosen.
    Chosen,
    /// The account is there.
    Ready,
}

/// Where a step lies, seen from now.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepMark {
    /// Behind.
    Done,
    /// Here.
    Now,
    /// Ahead.
    Next,
    /// The way ended here.
    Ended,
}

/// One door, in the applicant's eyes.
#[derive(Serialize)]
pub struct DoorState {
    /// The platform's own name.
    pub label: String,
    /// How far it is.
    pub stage: DoorStage,
}

/// How far a door is.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DoorStage {
    /// Not begun.
    Pending,
    /// The account is being made.
    Processing,
    /// The account is there.
    Success(Account),
    /// It did not work.
    Failed {
        /// Why.
        problem: DoorProblem,
    },
}

/// An account that was made.
#[derive(Serialize)]
pub struct Account {
    /// The full id: `@alice:example.org`.
    pub id: String,
    /// What to type where a client asks for the server.
    pub server: String,
    /// Where to sign in.
    pub client_url: Option<String>,
    /// Rooms it has been taken into.
    pub rooms: Vec<String>,
}

/// Why a door failed.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorProblem {
    /// Somebody else has the name.
    NameTaken,
    /// The platform does not allow the name.
    NameRefused,
    /// The platform does not allow the password.
    PasswordRefused,
    /// An account of this name was there before and is not ours.
    Conflict,
    /// The platform stayed away too long.
    Unavailable,
}

/// A password made for the applicant.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Password {
    /// Behind its button: what every GET shows.
    Hidden,
    /// As the answer to the button.
    Shown {
        /// The password.
        #[serde(serialize_with = "shown")]
        password: SecretString,
    },
}

/// What the last press of a button did.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The password was saved and is forgotten here.
    PasswordSaved,
    /// Withdrawing came too late: an account is being made or is there.
    TooLate,
}

/// Asks once more before withdrawing. Sends `nonce` and `action`: `withdraw-yes`.
#[derive(Serialize)]
pub struct Withdraw {
    /// The registration, for the way back.
    pub rid: String,
    /// The page's nonce.
    pub nonce: String,
}

impl View for Withdraw {
    const TEMPLATE: &'static str = "withdraw.html";
}

/// The answer to withdrawing.
#[derive(Serialize)]
pub struct Withdrawn {}

impl View for Withdrawn {
    const TEMPLATE: &'static str = "withdrawn.html";
}
