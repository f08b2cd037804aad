//! The moderator's page: what was asked, what others said, and two buttons that each name what they do. It never
//! shows the applicant's address.

use serde::Serialize;

use super::fault::Fault;
use super::parts::Asked;
use super::time::{TimeLeft, When};
use crate::pages::render::View;

/// `GET /m/{rid}` and `POST` to it. Sends `nonce`, `action` (`approve` or `reject`), and with a rejection
/// `reason` and `message`, and `silent` when no letter is to go out.
#[derive(Serialize)]
pub struct Decide {
    /// Where it stands.
    pub stage: DecideStage,
    /// The moderator's own address: whoever opened the link sees as whom they decide.
    pub moderator: Option<String>,
    /// What was asked.
    pub asked: Asked,
    /// What a moderator should know.
    pub flags: Vec<Flag>,
    /// The person can be written to.
    pub letters: bool,
    /// Votes so far.
    pub votes: Votes,
    /// The ready-made reasons.
    pub reasons: Vec<String>,
    /// What was chosen and typed last.
    pub typed: Words,
    /// How many others wait, where it is time to go on.
    pub others: Option<usize>,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for Decide {
    const TEMPLATE: &'static str = "decide.html";
}

/// Where a decision stands.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DecideStage {
    /// The address is not confirmed: nothing to decide yet.
    Unconfirmed {
        /// Until it forgets itself.
        left: TimeLeft,
    },
    /// Votes count.
    Open {
        /// Until nobody decided.
        left: TimeLeft,
        /// What the last press of a button did.
        counted: Option<Counted>,
        /// Name and password are settled: approving makes the account at once.
        settled: bool,
    },
    /// The moderator's own registration: others decide.
    Own,
    /// Decided.
    Decided {
        /// Which way.
        vote: Vote,
        /// When.
        at: When,
        /// Who, where that is known: names or addresses of moderators.
        by: Vec<String>,
        /// Words to the applicant, where there were any.
        message: Option<String>,
        /// How the applicant hears of it, as far as it is known here.
        told: Told,
        /// Name and password are settled: the account is made without another word.
        settled: bool,
        /// Until the applicant must have done their part, or until the request deletes itself.
        left: TimeLeft,
        /// This press of a button came too late and the other way.
        contrary: bool,
    },
}

/// How an applicant hears of a decision.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// By letter.
    Letter,
    /// On their own page alone.
    Page,
    /// Another decided, and only they know whether a letter went out.
    Unknown,
}

/// What a moderator who turns somebody away says to them.
#[derive(Clone, Default, Serialize)]
pub struct Words {
    /// The ready-made reason; empty where none was chosen.
    pub reason: String,
    /// Their own words.
    pub message: String,
    /// "Send no letter" is chosen.
    pub silent: bool,
}

/// One way or the other.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// Let in.
    Approve,
    /// Turn away.
    Reject,
}

/// What a vote did while the decision stays open.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// The first vote of this moderator.
    New,
    /// It took the place of another.
    Changed,
}

/// Votes so far, as the settings count them now.
#[derive(Clone, Copy, Serialize)]
pub struct Votes {
    /// For.
    pub approve: u32,
    /// Against.
    pub reject: u32,
    /// Needed to approve.
    pub needed_approve: u32,
    /// Needed to reject.
    pub needed_reject: u32,
    /// This moderator's.
    pub mine: Option<Vote>,
}

/// What a moderator should know.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Flag {
    /// The same address had other open registrations.
    SameAddress,
    /// No address was given: nobody can be written to.
    NoAddress,
    /// An address was given and nobody confirmed it.
    Unproved,
}
