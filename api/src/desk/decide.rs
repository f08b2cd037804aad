//! A moderator's vote. Whether it counts and what it decides is the rules' to say.

use shared::clock::Timestamp;
use shared::crypto::fingerprint::Fingerprint;
use shared::keyspace::Rid;
use shared::registration::Registration;
use shared::registration::ballot::Choice;
use shared::registration::status::{Actor, Event, Terms};

use super::{Fault, Field, Refused, application, changed};
use crate::credentials::Asker;
use crate::gate::Gate;

/// The most characters of a moderator's words to the applicant.
pub const MESSAGE_MAX: usize = 1_000;

/// The votes so far, as the settings count them now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub mine: Option<Choice>,
}

/// Counts the votes of a record, as one moderator sees them.
pub fn votes(terms: &Terms, record: &Registration, moderator: Fingerprint) -> Votes {
    let tally = record.ballot.tally(&terms.electorate);
    Votes {
        approve: tally.approve,
        reject: tally.reject,
        needed_approve: terms.electorate.approvals,
        needed_reject: terms.electorate.rejections,
        mine: record.ballot.of(moderator),
    }
}

/// What is wrong with a moderator's words, for a road that found faults of its own already.
pub fn fault(message: Option<&str>) -> Option<Fault> {
    application::text(message, MESSAGE_MAX).err().map(|what| Fault::new(Field::Message, what))
}

/// Votes. `message` and `letter` matter only if this vote rejects: words for the applicant, and whether they get a letter.
/// Answers the record with its true status.
///
/// # Errors
/// `Invalid` for words that are too long; `Rule`: `NotConfirmed`, `DecidedOtherwise`, `OwnRegistration`, `NotYours`; `Gone`;
/// `Failed`.
pub async fn vote(gate: &Gate, asker: &Asker, choice: Choice, message: Option<&str>, letter: bool) -> Result<Box<Registration>, Refused> {
    vote_of(gate, asker.actor, asker.record.rid, choice, message, letter).await
}

/// As [`vote`], by a moderator whose link is about no single registration.
///
/// # Errors
/// As [`vote`].
pub async fn vote_of(
    gate: &Gate,
    actor: Actor,
    rid: Rid,
    choice: Choice,
    message: Option<&str>,
    letter: bool,
) -> Result<Box<Registration>, Refused> {
    let message = application::text(message, MESSAGE_MAX).map_err(|what| Refused::fault(Field::Message, what))?;
    let began = gate.clock.now();
    let record = changed(gate, rid, actor, Event::Vote { choice, message, letter }).await?;
    note_pace(gate, &record, began);
    Ok(record)
}

/// Remembers how long this decision took, where it fell during this very call: a repeat finds an older one. Nobody waits for that.
fn note_pace(gate: &Gate, record: &Registration, began: Timestamp) {
    if let Some(decided_at) = record.decided_at().filter(|at| *at >= began) {
        let (pace, heard_at) = (gate.pace.clone(), record.heard_at());
        tokio::spawn(async move {
            if let Err(error) = pace.remember(heard_at, decided_at).await {
                tracing::debug!(%error, "it is not remembered how long a decision took");
            }
        });
    }
}
