//! The applicant's page: where the registration stands, what happens next and what may be done now. A password is
//! in it only as the answer to the button that asks for it.

use std::time::Duration;

use secrecy::SecretString;
use serde::Serialize;

use super::apply::shown;
use super::fault::Fault;
use super::parts::{Asked, Choose, Live};
use super::time::{TimeLeft, When};
use crate::pages::qr::Qr;
use crate::pages::render::View;

/// `GET /r/{rid}`, and every `POST` to it that stays on the page. Sends `nonce` and `action`: `choose` and `check`
/// (with the form's fields), `show-password`, `saved`, `token`, `revoke-token`,
/// `withdraw`.
#[derive(Serialize)]
pub struct Status {
    /// Where it stands.
    pub stage: Stage,
    /// The way so far and to go.
    pub timeline: Vec<Step>,
    /// Who decides.
    pub who: Who,
    /// Where the page hears of news; none on the answer to a button, which may show what no other page does, and at the end.
    pub live: Option<Live>,
    /// What was asked.
    pub asked: Asked,
    /// A password made for the applicant that has not been saved yet.
    pub password: Option<Password>,
    /// The access token for programs, where there is an account that can have one.
    pub token: Option<Token>,
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
    const HAS_SCRIPT: bool = true;
}

/// Who decides, and how long that usually takes.
#[derive(Clone, Serialize)]
pub struct Who {
    /// Moderators who are asked.
    pub count: usize,
    /// How many must say yes.
    pub needed: u32,
    /// How long the last decisions took; none while there are too few.
    pub usual: Option<Usual>,
}

/// How long decisions usually take, as roughly as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Usual {
    /// Less than an hour.
    Hour,
    /// A few hours.
    Hours,
    /// Less than a day.
    Day,
    /// A day or two.
    Days,
    /// More.
    Long,
}

impl Usual {
    /// What half of the decisions took at most, rounded up.
    pub fn of(median: Duration) -> Self {
        match median.as_secs() / 3_600 {
            0 => Self::Hour,
            1..5 => Self::Hours,
            5..24 => Self::Day,
            24..48 => Self::Days,
            _ => Self::Long,
        }
    }
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
        /// Where the letter goes that a door waits for.
        proof: Option<String>,
    },
    /// Approved; name and password are wanted.
    Choose {
        /// Until it forgets itself.
        left: TimeLeft,
        /// Those asked for, but for the ones that wait for nothing else.
        doors: Vec<DoorState>,
        /// The form.
        choose: Choose,
    },
    /// Approved; whoever reads the address chooses name and password, by the link of their letter.
    Elsewhere {
        /// Until it forgets itself.
        left: TimeLeft,
        /// Those asked for, but for the ones that wait for nothing else.
        doors: Vec<DoorState>,
    },
    /// Approved; what is left waits for the address to be confirmed.
    Proof {
        /// Until it forgets itself.
        left: TimeLeft,
        /// One per door asked for.
        doors: Vec<DoorState>,
    },
    /// Accounts are being made.
    Processing {
        /// One per door asked for.
        doors: Vec<DoorState>,
        /// The form, where a door failed meanwhile.
        choose: Option<Choose>,
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
    /// Every account is there that can be.
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
    Pending {
        /// What it waits for.
        waits: Waits,
    },
    /// The account is being made.
    Processing,
    /// The account is there.
    Success {
        /// The account.
        account: Account,
    },
    /// It did not work.
    Failed {
        /// Why.
        problem: DoorProblem,
    },
}

/// What a door waits for before anything is done there.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Waits {
    /// Name and password.
    Choice,
    /// Another name: the one chosen is taken on another door, and an account is never renamed.
    HeldBack,
    /// The yes of whoever reads the address.
    Proof {
        /// The address.
        email: String,
    },
    /// An address: the one there was is taken off.
    Address,
}

/// An account that was made.
#[derive(Serialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum Account {
    /// On Matrix.
    Matrix {
        /// The full id: `@alice:example.org`.
        id: String,
        /// What to type where a client asks for the server.
        server: String,
        /// Where to sign in.
        client_url: Option<String>,
        /// Rooms it has been taken into.
        rooms: Vec<String>,
        /// The account as a `matrix:` address, for another device or person.
        qr: Option<Qr>,
    },
    /// On Mastodon.
    Mastodon {
        /// The handle: `@alice@example.org`.
        id: String,
        /// The instance.
        url: String,
        /// The account's page there, for another device or person.
        qr: Option<Qr>,
        /// What is left to do there.
        first: FirstSteps,
    },
}

/// What is left to do before the first sign-in on Mastodon.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum FirstSteps {
    /// Nothing: the password is the one that was chosen or made here.
    SignIn,
    /// Setting a password there.
    SetPassword {
        /// Where.
        url: String,
    },
    /// Pressing the link in Mastodon's own letter.
    PressLetter,
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
        /// Another account still needs it, so it cannot be forgotten yet.
        needed: bool,
    },
}

/// The access token of the account on Mastodon.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Token {
    /// None was shown here: one can be made, and any that a program asked for can be ended.
    Offered,
    /// As the answer to the button, and never again.
    Shown {
        /// The token.
        #[serde(serialize_with = "shown")]
        token: SecretString,
        /// What it allows, separated by spaces.
        scope: String,
    },
    /// One was shown.
    Made {
        /// When.
        at: When,
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
    /// A token was shown before.
    TokenShownBefore,
    /// Nothing was heard of the token yet.
    TokenLater,
    /// The instance gives no token for this account.
    TokenRefused,
    /// The operator has not set tokens up.
    TokenNotSetUp,
    /// The token is no more.
    TokenRevoked,
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
