//! What each letter is told: the facts that its writer may use, and no others.
//!
//! The rule: there is no field for what a letter must not hold. A moderator's letter cannot name the applicant's address,
//! and no letter can hold a password.

use shared::clock::Timestamp;
use shared::platform::Services;
use shared::registration::provision::Trouble;

/// What every letter needs.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The name people know the place by.
    pub community: &'a str,
    /// The receiver's own link, the only secret in a letter.
    pub link: &'a str,
    /// When what the letter speaks of ends. Unused by letters that speak of no end.
    pub deadline: Timestamp,
    /// When the letter is written.
    pub now: Timestamp,
}

/// Which letter, and what it needs besides `Facts`.
#[derive(Clone, Copy)]
pub enum LetterView<'a> {
    /// To an unproved address: did you ask for this?
    Confirm,
    /// To an address that was given after the approval: is it yours?
    ConfirmLater,
    /// To the applicant: the moderators have it.
    Received,
    /// To a moderator.
    PleaseDecide(Case<'a>),
    /// To a moderator who has not voted.
    Reminder {
        /// At nine tenths of the time, else at half.
        nine_tenths: bool,
        /// What is to be decided.
        case: Case<'a>,
    },
    /// To the applicant: yes, and name and password are to be chosen.
    Approved,
    /// To the applicant: no.
    Rejected {
        /// What the deciding moderator wrote.
        message: Option<&'a str>,
    },
    /// To the applicant, an hour before the end: nobody has decided.
    NobodyDecided,
    /// To the applicant: the door is open.
    AccountReady(Account<'a>),
    /// To the applicant: the account cannot be made without them.
    NeedsYou(Trouble),
    /// To the applicant: approved, not settled, ends soon.
    TwoDaysLeft,
    /// To an address with too many open registrations; the link leads to the lost-link page.
    AlreadyAsked,
    /// To an address: the links of its open registrations. `Facts::link` is unused.
    YourLinks(&'a [OwnLink<'a>]),
}

/// What moderators judge by. Has no field for the applicant's address on purpose.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The name they wish for.
    pub wish: Option<&'a str>,
    /// The doors they ask for.
    pub services: &'a Services,
    /// Why they want to join.
    pub reason: Option<&'a str>,
    /// The operator's questions and their answers.
    pub answers: &'a [(&'a str, &'a str)],
    /// What moderators should know.
    pub flags: &'a [Flag],
    /// How the vote stands.
    pub votes: Votes,
}

/// What moderators should know about a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The same address asked before.
    SameAddress,
    /// No address was given.
    NoAddress,
    /// An address was given and nobody has proved it.
    Unproved,
}

/// How the vote stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Votes for.
    pub approve: u32,
    /// Votes against.
    pub reject: u32,
    /// How many it takes to approve.
    pub needed_approve: u32,
    /// How many it takes to reject.
    pub needed_reject: u32,
}

/// The account that was opened.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    /// `@name:server`.
    pub mxid: &'a str,
    /// The homeserver, for apps that ask.
    pub homeserver: &'a str,
    /// Where to sign in with a browser.
    pub client_url: Option<&'a str>,
    /// Rooms to begin with.
    pub rooms: &'a [String],
    /// Whether the password was made by us and waits on the applicant's page.
    pub generated: bool,
}

/// One of the links that a lost-link letter lists.
#[derive(Clone, Copy)]
pub struct OwnLink<'a> {
    /// The receiver's link to this registration.
    pub link: &'a str,
    /// When it was made.
    pub created: Timestamp,
    /// How it stands.
    pub status: Standing,
}

/// How a registration stands, for its applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The address is not confirmed.
    Unconfirmed,
    /// The moderators have it.
    Pending,
    /// They said yes.
    Approved,
    /// The account is there.
    Open,
    /// They said no.
    Rejected,
}
