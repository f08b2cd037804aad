//! What each job does: one exhaustive match, a file per kind.
//!
//! The rules: every handler may be run twice, loads what it needs when it runs, writes only while the job is held, and says how
//! it ended instead of ending the job itself.

mod audit;
mod claims;
mod copies;
mod letters;
mod members;
mod own_account;
pub(crate) use letters::moderator_print;
pub(crate) use own_account::way_back;
mod provision;
mod questions;

use shared::claim::MemberClaim;
use shared::error::Error;
use shared::job::{Envelope, Held, Job};
use shared::registration::leases::Lease;

use crate::Worker;
use crate::outcome::Outcome;

/// Runs one job.
pub(crate) async fn run(worker: &Worker, held: &Held, envelope: &Envelope) -> Outcome {
    let ran = match &envelope.job {
        Job::Letter { rid, letter, to } => letters::send(worker, &envelope.id, *rid, *letter, *to).await,
        Job::PostModerated { member, post, deed } => letters::post::send(worker, &envelope.id, *member, (*post, *deed)).await,
        Job::Notice { notice } => letters::notice::send(worker, &envelope.id, *notice).await,
        Job::Provision { rid, platform } => provision::open(worker, held, envelope.attempts, *rid, *platform).await,
        Job::ProlongName { name, platform, owner } | Job::ReleaseName { name, platform, owner } => {
            claims::as_wanted(worker, Lease::Name(*platform, *name), *owner).await
        }
        Job::ProlongSeat { address, owner } | Job::ReleaseSeat { address, owner } => {
            claims::as_wanted(worker, Lease::Seat(*address), *owner).await
        }
        Job::RestAddress { address, until } => claims::rest(worker, *address, *until).await,
        Job::SealAudit { .. } => audit::seal(worker, held).await,
        Job::ClaimSignIn { member, print } => members::as_wanted(worker, held, MemberClaim::SignIn(*print), *member).await,
        Job::ClaimAddress { member, print } => members::as_wanted(worker, held, MemberClaim::Address(*print), *member).await,
        Job::EndYielded { member, to, print } => members::end_yielded(worker, held, *member, *to, *print).await,
        Job::CopyPassword { member, platform, serial } => copies::copy(worker, held, envelope.attempts, *member, *platform, *serial).await,
        Job::MemberLeft { member, user_id, address } => members::left(worker, *member, *user_id, *address).await,
        Job::CheckName { request, .. } | Job::Ask { request, .. } => questions::answer(worker, held, envelope.attempts, request).await,
    };
    ran.unwrap_or_else(|error| {
        tracing::debug!(%error, "a job met an error");
        Outcome::of_error(&error, &worker.timing)
    })
}

/// The last word of a job that is about to be a dead letter: whoever waits for it hears. Answers how the job ends then; may be
/// called again where Redis did not hear it.
pub(crate) async fn give_up(worker: &Worker, held: &Held, envelope: &Envelope, why: &'static str) -> Result<Outcome, Error> {
    let told = match &envelope.job {
        Job::Provision { rid, platform } => provision::give_up(worker, held, *rid, *platform).await,
        Job::CopyPassword { member, platform, serial } => copies::give_up(worker, held, *member, *platform, *serial).await,
        // A letter that did not go out has nobody to be told by; a question is waited for for seconds; leases end by themselves; a
        // member's claims and what one left behind are the operator's to try again.
        Job::Letter { .. }
        | Job::ProlongName { .. }
        | Job::ReleaseName { .. }
        | Job::ProlongSeat { .. }
        | Job::ReleaseSeat { .. }
        | Job::RestAddress { .. }
        | Job::ClaimSignIn { .. }
        | Job::ClaimAddress { .. }
        | Job::EndYielded { .. }
        | Job::MemberLeft { .. }
        | Job::PostModerated { .. }
        | Job::SealAudit { .. }
        | Job::Notice { .. }
        | Job::Ask { .. }
        | Job::CheckName { .. } => Ok(None),
    };
    match told {
        Ok(other) => Ok(other.unwrap_or(Outcome::Fail(why))),
        Err(error @ Error::Redis(_)) => Err(error),
        // What cannot be read can be told nothing, today or later.
        Err(error) => {
            tracing::warn!(%error, "a registration could not be told that its job is given up");
            Ok(Outcome::Fail(why))
        }
    }
}
