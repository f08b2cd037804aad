//! What each job does: one exhaustive match, a file per kind.
//!
//! The rules: every handler may be run twice, loads what it needs when it runs, writes only while the job is held, and says how
//! it ended instead of ending the job itself.

mod claims;
mod letters;
pub(crate) use letters::moderator_print;
mod provision;
mod questions;

use shared::job::{Envelope, Held, Job};

use crate::Worker;
use crate::outcome::Outcome;

/// Runs one job.
pub(crate) async fn run(worker: &Worker, held: &Held, envelope: &Envelope) -> Outcome {
    let ran = match &envelope.job {
        Job::Letter { rid, letter, to } => letters::send(worker, &envelope.id, *rid, *letter, *to).await,
        Job::Provision { rid, platform } => provision::open(worker, held, envelope.attempts, *rid, *platform).await,
        Job::ProlongName { name, platform, owner, until } => claims::prolong_name(worker, *platform, *name, *owner, *until).await,
        Job::ReleaseName { name, platform, owner } => claims::release_name(worker, *platform, *name, *owner).await,
        Job::ProlongSeat { address, owner, until } => claims::prolong_seat(worker, *address, *owner, *until).await,
        Job::ReleaseSeat { address, owner } => claims::release_seat(worker, *address, *owner).await,
        Job::RestAddress { address, until } => claims::rest(worker, *address, *until).await,
        Job::CheckName { request, .. } => questions::answer(worker, held, request).await,
    };
    ran.unwrap_or_else(|error| {
        tracing::debug!(%error, "a job met an error");
        Outcome::of_error(&error, &worker.timing)
    })
}
