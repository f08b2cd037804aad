//! Who decided what, when, by which way: no personal data.
//!
//! An entry is written to the partition's stream by the same commit that carries the decision. People
//! appear as fingerprints. How long entries stay is `AUDIT_TTL`, kept by the janitor.

use fred::{interfaces::StreamsInterface, types::streams::XCap};
use serde::{Deserialize, Serialize};

use crate::{
    clock::Timestamp,
    crypto::fingerprint::Fingerprint,
    error::Error,
    keyspace::{Partition, Rid},
    redis::{self, Redis},
};

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

/// Forgets a partition's entries from before `before`.
///
/// # Errors
/// When Redis is away.
pub async fn trim(redis: &Redis, partition: Partition, before: Timestamp) -> Result<(), Error> {
    let key = partition.audit();
    let cap: XCap = ("MINID", "=", format!("{}-0", before.as_millisecond().max(0)), None::<i64>)
        .try_into()
        .map_err(|_| Error::Corrupt("trim order"))?;
    let trimmed: Result<u64, _> = redis.client().xtrim(key.as_str(), cap).await;
    trimmed.map(drop).map_err(|error| redis::fault(&error).into())
}
