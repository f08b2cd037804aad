//! The queue: everything that waits for the moderators, with the buttons that decide it, one by one or many at once. It
//! never shows an applicant's address.

use serde::Serialize;

use super::decide::{Flag, Vote, Votes, Words};
use super::fault::Fault;
use super::parts::Asked;
use super::time::{TimeLeft, When};
use crate::pages::render::View;

/// `GET /moderate` and `POST` to it. Sends `nonce` and `action`: `approve` or `reject` with `rid`; `approve-chosen` or
/// `reject-chosen` with a `chosen` for each rid; with a rejection `reason`, `message` and `silent`.
#[derive(Serialize)]
pub struct Queue {
    /// The moderator's own address: they see as whom they decide.
    pub moderator: Option<String>,
    /// This very page's address, where its forms post to.
    pub here: String,
    /// The address of this page with everything ticked, or with nothing where everything is.
    pub tick: String,
    /// Everything is ticked.
    pub ticked: bool,
    /// The ready-made reasons.
    pub reasons: Vec<String>,
    /// What was typed for all that were chosen, and not taken.
    pub typed: Option<Words>,
    /// How many wait, whatever the filter.
    pub total: usize,
    /// The filters by votes: `all`, `undecided-by-me`, `mine`.
    pub shows: Vec<Way>,
    /// The filters by door: `all` or a platform's own name. None where there is one door.
    pub doors: Vec<Way>,
    /// What the last press of a button did.
    pub lines: Vec<Line>,
    /// Whether any vote did what it was to do.
    pub done: bool,
    /// Why it did nothing.
    pub nothing: Option<Nothing>,
    /// What waits, oldest first.
    pub rows: Vec<Row>,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the next page.
    pub next: Option<String>,
    /// What was decided lately, newest first.
    pub lately: Vec<Decided>,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong with the words that were typed.
    pub faults: Vec<Fault>,
}

impl View for Queue {
    const TEMPLATE: &'static str = "queue.html";
}

/// A filter, and the address that sets it.
#[derive(Serialize)]
pub struct Way {
    /// Its name.
    pub name: String,
    /// The address.
    pub href: String,
    /// It is set.
    pub here: bool,
}

/// One registration that waits.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the row says, and they go together in any way")]
#[derive(Serialize)]
pub struct Row {
    /// Its identifier.
    pub rid: String,
    /// What was asked.
    pub asked: Asked,
    /// The first words of the reason.
    pub words: Option<String>,
    /// For how long it has waited.
    pub age: String,
    /// Until nobody decided.
    pub left: TimeLeft,
    /// That is soon.
    pub soon: bool,
    /// What a moderator should know.
    pub flags: Vec<Flag>,
    /// Votes so far.
    pub votes: Votes,
    /// The person can be written to.
    pub letters: bool,
    /// Name and password are settled: approving makes the account at once.
    pub settled: bool,
    /// The moderator's own: others decide.
    pub own: bool,
    /// It is ticked.
    pub chosen: bool,
    /// What was typed in this row and not taken.
    pub typed: Option<Words>,
}

/// What became of one vote.
#[derive(Serialize)]
pub struct Line {
    /// The name asked for, where it is known.
    pub name: Option<String>,
    /// What became of it.
    pub became: Became,
}

/// What became of a vote.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It approved.
    Approved,
    /// It rejected.
    Rejected,
    /// It counts for, and others are waited for.
    CountedApprove,
    /// It counts against, and others are waited for.
    CountedReject,
    /// Others had approved.
    FasterApproved,
    /// Others had rejected.
    FasterRejected,
    /// The moderator's own registration.
    Own,
    /// It has ended, or is not to be decided yet.
    Gone,
}

impl Became {
    /// Whether the vote did what it was to do.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Approved | Self::Rejected | Self::CountedApprove | Self::CountedReject)
    }
}

/// Why a batch did nothing.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Nothing {
    /// Nothing was chosen.
    NoneChosen,
    /// More was chosen than is decided at once.
    TooMany {
        /// How many may be.
        max: usize,
    },
}

/// A decision that was made lately.
#[derive(Serialize)]
pub struct Decided {
    /// The name asked for, as long as it is known.
    pub name: Option<String>,
    /// Which way.
    pub vote: Vote,
    /// When.
    pub at: When,
    /// Whose vote decided, as the settings name them; none for who is no moderator any more.
    pub by: Option<String>,
}

/// `GET /moderate` for those whom nobody knows there. Sends `nonce`, `email` and `action` `mail-link`.
#[derive(Serialize)]
pub struct QueueDoor {
    /// A link was followed, or kept, that opens nothing (any more).
    pub ended: bool,
    /// Somebody is signed in who is no moderator.
    pub member: bool,
    /// What was typed last.
    pub email: String,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for QueueDoor {
    const TEMPLATE: &'static str = "queue_door.html";
}

/// The one answer to whoever asks for a moderator's link.
#[derive(Serialize)]
pub struct QueueLinkSent {
    /// What was typed.
    pub email: String,
}

impl View for QueueLinkSent {
    const TEMPLATE: &'static str = "queue_link_sent.html";
}
