//! Keeps and gives back what registrations hold: names, seats, and the rest of an address whose owner said "this was not me".
//!
//! Jobs come late and overtake each other, so the record is asked what it wants by now, and asked again once that is done:
//! prolonging and giving back are one and the same. What ended meanwhile because no worker ran is taken again, if nobody else has
//! it; whether a name is free is the platform's to say in the end.

use shared::claim::{MemberClaim, Seat};
use shared::clock::Timestamp;
use shared::crypto::fingerprint::Fingerprint;
use shared::error::Error;
use shared::keyspace::Rid;
use shared::registration::leases::{Lease, wants};
use shared::registration::store::Found;

use crate::Worker;
use crate::outcome::Outcome;

/// How often a record that changes its mind meanwhile is followed; each change leaves a job of its own besides.
const ROUNDS_MAX: usize = 4;

/// Holds a lease until its registration ends, or gives it back, as the registration wants by now.
pub(super) async fn as_wanted(worker: &Worker, lease: Lease, owner: Rid) -> Result<Outcome, Error> {
    let mut wanted = wanted_until(worker, lease, owner).await?;
    for _ in 0..ROUNDS_MAX {
        match wanted {
            Some(until) => hold(worker, lease, owner, until).await?,
            None => give_back(worker, lease, owner).await?,
        }
        let before = wanted;
        wanted = wanted_until(worker, lease, owner).await?;
        if wanted == before {
            break;
        }
    }
    Ok(Outcome::Finish)
}

pub(super) async fn rest(worker: &Worker, address: Fingerprint, until: Timestamp) -> Result<Outcome, Error> {
    worker.claims.rest(address, worker.clock.now(), until).await?;
    Ok(Outcome::Finish)
}

/// Until when the registration wants the lease; none if it does not, or has ended.
async fn wanted_until(worker: &Worker, lease: Lease, owner: Rid) -> Result<Option<Timestamp>, Error> {
    Ok(match worker.registrations.load(owner).await? {
        Found::Record(record, _) if wants(&record, lease) => Some(record.expires_at),
        Found::Record(..) | Found::Deleted { .. } | Found::Nothing => None,
    })
}

/// Takes the lease where nobody has it, and prolongs it where the registration does.
pub(super) async fn hold(worker: &Worker, lease: Lease, owner: Rid, until: Timestamp) -> Result<(), Error> {
    let Worker { claims, member_claims, clock, .. } = worker;
    let now = clock.now();
    match lease {
        Lease::SignIn(name) => {
            let claim = MemberClaim::SignIn(name);
            if member_claims.take(claim, owner.into(), now, until).await? {
                member_claims.prolong(claim, owner.into(), now, until).await?;
            }
        }
        Lease::Name(platform, name) => {
            if claims.take_name(platform, name, owner).await? {
                claims.prolong_name(platform, name, owner, now, until).await?;
            }
        }
        Lease::Seat(address) => {
            if let Seat::Taken { .. } = claims.take_seat(address, owner, now).await? {
                claims.prolong_seat(address, owner, now, until).await?;
            }
        }
    }
    Ok(())
}

async fn give_back(worker: &Worker, lease: Lease, owner: Rid) -> Result<(), Error> {
    let Worker { claims, member_claims, clock, .. } = worker;
    match lease {
        Lease::SignIn(name) => member_claims.give_back(MemberClaim::SignIn(name), owner.into()).await.map(drop),
        Lease::Name(platform, name) => claims.release_name(platform, name, owner).await.map(drop),
        Lease::Seat(address) => claims.release_seat(address, owner, clock.now()).await,
    }
}
