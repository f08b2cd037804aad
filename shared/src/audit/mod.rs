//! Who decided what, when, by which way: no personal data, and nobody changes it unseen.
//!
//! An entry is written to the partition's stream by the same commit that carries the decision. People
//! appear as fingerprints. `chain` binds each entry to all before it by codes that only the index root
//! makes; `store` keeps them beside the entries, as checkpoints. Whoever holds Redis alone can change an
//! entry, but not so that `verify_all` does not see it: a chain cut off at its end, or begun anew,
//! contradicts what the other partitions' checkpoints witness. Out of reach: entries not sealed yet,
//! newest seals that no other witnesses yet, and all partitions put back to one earlier moment. How
//! long entries stay is `AUDIT_TTL`.

pub mod chain;
pub mod store;

use serde::{Deserialize, Serialize};

use crate::{clock::Timestamp, crypto::fingerprint::Fingerprint, keyspace::Rid};

pub use store::{count, lately, seal, trim, verify, verify_all, verify_all_counting};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// The address was confirmed.
    Confirmed,
    /// The owner of the address said it was not them.
    Disowned,
    /// A vote for approval.
    VotedApprove,
    /// A vote for rejection.
    VotedReject,
    /// The vote that approved.
    Approved,
    /// The vote that rejected.
    Rejected,
    /// The applicant withdrew.
    Withdrawn,
    /// An account was opened.
    Opened,
    /// Every session of a member was ended.
    SessionsEnded,
    /// A member was given a role, or lost it.
    RoleGranted,
    /// The operator had a link to a new password mailed to a member.
    ResetStarted,
    /// A member left.
    MemberLeft,
    /// A post was taken off the board.
    PostUnpublished,
    /// A post was deleted.
    PostDeleted,
}

/// One line of the audit stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub deed: Deed,
    /// Of which registration.
    pub rid: Rid,
    /// By which moderator, where it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moderator: Option<Fingerprint>,
}

impl Entry {
    /// As it lies in the stream.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
