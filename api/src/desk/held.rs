//! Claiming a name on every door that will use it, and to sign in with, before the commit that wants it.
//!
//! The claim lasts minutes; the commit's own jobs prolong it to the record's deadline. What was taken for a commit that
//! never came is given back, but on the doors where the record wants the very name.

use shared::claim::MemberClaim;
use shared::clock::later;
use shared::error::Error;
use shared::keyspace::{MemberId, Rid};
use shared::localpart::Localpart;
use shared::platform::{Platform, Services};
use shared::registration::leases::{self, Lease};
use shared::registration::store::Found;
use shared::registration::{HeldName, Registration};
use shared::root::{Print, Roots};

use super::Refused;
use crate::gate::Gate;

/// Who claims a name.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    /// The registration.
    pub(super) rid: Rid,
    /// Whether they sign in with this very name: no other was asked for.
    pub(super) signs_in: bool,
}

/// Whether a name is a word of our own paths, which nobody signs in with: `/users/me` is whoever asks.
pub(super) fn is_ours(name: &Localpart) -> bool {
    matches!(name.as_str(), "me" | "all")
}

/// What a name is known by.
pub(super) fn named(roots: &Roots, name: Localpart) -> HeldName {
    HeldName { print: roots.print(Print::Name, name.as_str().as_bytes()), name }
}

/// Claims a name on all these doors and to sign in with; `None` when somebody else holds it on one of them.
pub(super) async fn take(
    gate: &Gate,
    roots: &Roots,
    name: Localpart,
    services: &Services,
    owner: Owner,
) -> Result<Option<HeldName>, Error> {
    let held = named(roots, name);
    if owner.signs_in && !take_sign_in(gate, &held, owner.rid).await? {
        return Ok(None);
    }
    for platform in services.iter() {
        if !gate.claims.take_name(platform, held.print, owner.rid).await? {
            give_back(gate, &held, services, owner.rid).await?;
            return Ok(None);
        }
    }
    Ok(Some(held))
}

/// Claims a name to sign in with, until a commit's job says for how long it is held.
pub(super) async fn take_sign_in(gate: &Gate, held: &HeldName, owner: Rid) -> Result<bool, Error> {
    if is_ours(&held.name) {
        return Ok(false);
    }
    let until = later(gate.clock.now(), gate.timing.claim_taken);
    gate.member_claims.take(MemberClaim::SignIn(held.print), MemberId::from(owner), gate.clock.now(), until).await
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
        Ok(record) => services.iter().any(|platform| !wants(record, platform, held)) || !wants_to_sign_in(record, held),
        Err(refused) => matches!(refused, Refused::Rule(_) | Refused::Gone),
    };
    if is_left_over { give_back(gate, held, services, owner).await } else { Ok(()) }
}

fn wants(record: &Registration, platform: Platform, held: &HeldName) -> bool {
    leases::wants(record, Lease::Name(platform, held.print))
}

fn wants_to_sign_in(record: &Registration, held: &HeldName) -> bool {
    leases::wants(record, Lease::SignIn(held.print))
}

/// Gives a claimed name back that no commit came for. The record is asked first: an equal request beside this one may have
/// committed the same name meanwhile.
pub(super) async fn give_back(gate: &Gate, held: &HeldName, services: &Services, owner: Rid) -> Result<(), Error> {
    let record = committed(gate, owner).await?;
    for platform in services.iter().filter(|platform| !record.as_ref().is_some_and(|record| wants(record, *platform, held))) {
        gate.claims.release_name(platform, held.print, owner).await?;
    }
    give_back_unless_wanted(gate, record.as_deref(), held, owner).await
}

/// The same for a name to sign in with that was asked for apart.
pub(super) async fn give_back_sign_in(gate: &Gate, held: &HeldName, owner: Rid) -> Result<(), Error> {
    let record = committed(gate, owner).await?;
    give_back_unless_wanted(gate, record.as_deref(), held, owner).await
}

async fn committed(gate: &Gate, owner: Rid) -> Result<Option<Box<Registration>>, Error> {
    Ok(match gate.registrations.load(owner).await? {
        Found::Record(record, _) => Some(record),
        Found::Nothing | Found::Deleted { .. } => None,
    })
}

async fn give_back_unless_wanted(gate: &Gate, record: Option<&Registration>, held: &HeldName, owner: Rid) -> Result<(), Error> {
    if !record.is_some_and(|record| wants_to_sign_in(record, held)) {
        gate.member_claims.give_back(MemberClaim::SignIn(held.print), MemberId::from(owner)).await?;
    }
    Ok(())
}
