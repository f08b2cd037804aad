//! Keeps and gives back what registrations hold: names, seats, and the rest of an address whose owner said "this was not me".
//!
//! A release carries key and owner and never looks at the record. Prolonging looks, because jobs overtake each other and the
//! record's own deadline is the newest word.

use shared::clock::Timestamp;
use shared::crypto::fingerprint::Fingerprint;
use shared::error::Error;
use shared::keyspace::Rid;
use shared::platform::Platform;
use shared::registration::store::Found;

use crate::Worker;
use crate::outcome::Outcome;

pub(super) async fn prolong_name(
    worker: &Worker,
    platform: Platform,
    name: Fingerprint,
    owner: Rid,
    until: Timestamp,
) -> Result<Outcome, Error> {
    let until = newest(worker, owner, until).await?;
    worker.claims.prolong_name(platform, name, owner, worker.clock.now(), until).await?;
    Ok(Outcome::Finish)
}

pub(super) async fn release_name(worker: &Worker, platform: Platform, name: Fingerprint, owner: Rid) -> Result<Outcome, Error> {
    worker.claims.release_name(platform, name, owner).await?;
    Ok(Outcome::Finish)
}

pub(super) async fn prolong_seat(worker: &Worker, address: Fingerprint, owner: Rid, until: Timestamp) -> Result<Outcome, Error> {
    let until = newest(worker, owner, until).await?;
    worker.claims.prolong_seat(address, owner, worker.clock.now(), until).await?;
    Ok(Outcome::Finish)
}

pub(super) async fn release_seat(worker: &Worker, address: Fingerprint, owner: Rid) -> Result<Outcome, Error> {
    worker.claims.release_seat(address, owner, worker.clock.now()).await?;
    Ok(Outcome::Finish)
}

pub(super) async fn rest(worker: &Worker, address: Fingerprint, until: Timestamp) -> Result<Outcome, Error> {
    worker.claims.rest(address, worker.clock.now(), until).await?;
    Ok(Outcome::Finish)
}

/// The record's deadline; the job's where the record cannot say, and its release is on the way.
async fn newest(worker: &Worker, owner: Rid, until: Timestamp) -> Result<Timestamp, Error> {
    Ok(match worker.registrations.load(owner).await? {
        Found::Record(record, _) => record.expires_at,
        Found::Deleted { .. } | Found::Nothing => until,
    })
}
