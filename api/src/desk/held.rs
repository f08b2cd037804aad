//! Claiming a name on every door that will use it, before the commit that wants it.
//!
//! The claim lasts minutes; the commit's own jobs prolong it to the record's deadline. What was taken for a commit that
//! never came is given back, but on the doors where the record wants the very name.

use shared::error::Error;
use shared::keyspace::Rid;
use shared::localpart::Localpart;
use shared::platform::{Platform, Services};
use shared::registration::leases::{self, Lease};
use shared::registration::store::Found;
use shared::registration::{HeldName, Registration};
use shared::root::{Print, Roots};

use super::Refused;
use crate::gate::Gate;

/// Claims a name on all these doors; `None` when another registration holds it on one of them.
pub(super) async fn take(gate: &Gate, roots: &Roots, name: Localpart, services: &Services, owner: Rid) -> Result<Option<HeldName>, Error> {
    let held = HeldName { print: roots.print(Print::Name, name.as_str().as_bytes()), name };
    for platform in services.iter() {
        if !gate.claims.take_name(platform, held.print, owner).await? {
            give_back(gate, &held, services, owner).await?;
            return Ok(None);
        }
    }
    Ok(Some(held))
}

/// After the commit that a name was claimed for: gives back what it did not take. Where nobody knows whether it was written
/// the claim ends by itself.
pub(super) async fn settle_up(
    gate: &Gate,
    held: &HeldName,
    services: &Services,
    owner: Rid,
    done: &Result<Box<Registration>, Refused>,
) -> Result<(), Error> {
    let is_left_over = match done {
        Ok(record) => services.iter().any(|platform| !wants(record, platform, held)),
        Err(refused) => matches!(refused, Refused::Rule(_) | Refused::Gone),
    };
    if is_left_over { give_back(gate, held, services, owner).await } else { Ok(()) }
}

fn wants(record: &Registration, platform: Platform, held: &HeldName) -> bool {
    leases::wants(record, Lease::Name(platform, held.print))
}

/// Gives a claimed name back that no commit came for. The record is asked first: an equal request beside this one may have
/// committed the same name meanwhile.
pub(super) async fn give_back(gate: &Gate, held: &HeldName, services: &Services, owner: Rid) -> Result<(), Error> {
    let record = match gate.registrations.load(owner).await? {
        Found::Record(record, _) => Some(record),
        Found::Nothing | Found::Deleted { .. } => None,
    };
    for platform in services.iter().filter(|platform| !record.as_ref().is_some_and(|record| wants(record, *platform, held))) {
        gate.claims.release_name(platform, held.print, owner).await?;
    }
    Ok(())
}
