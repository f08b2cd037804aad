//! The repeat of a request that made a registration, known by its idempotency key.
//!
//! A key stands for one rid on each UTC day, looked up for today and yesterday and made for today only, so no rid is ever
//! made twice. Only an equal body from the same network block gets the answer again, and only for a while: the answer holds
//! the caller's token.

use std::time::Duration;

use jiff::civil::Date;
use shared::clock::{Timestamp, later};
use shared::crypto::fingerprint::Fingerprint;
use shared::keyspace::Rid;
use shared::registration::store::Found;
use shared::registration::{Application, Origin, Registration, Status};
use shared::root::{Print, Roots};

use super::apply::{Applied, NewRegistration};
use super::{Fault, Field, Refused, What, day};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// How long a key may be: as short as 128 bits in base64url, as long as a header needs to be.
const KEY_LENGTH: std::ops::RangeInclusive<usize> = 22..=255;

const A_DAY: Duration = Duration::from_hours(24);

/// What is wrong with a key, if there is one.
pub(super) fn key_fault(key: Option<&str>) -> Option<Fault> {
    let good = |key: &str| KEY_LENGTH.contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    key.filter(|key| !good(key)).map(|_| Fault::new(Field::IdempotencyKey, What::KeyMalformed))
}

/// The rid that a key stands for today.
pub(super) fn rid(roots: &Roots, key: &str, now: Timestamp) -> Rid {
    roots.idempotent_rid(key, day(now))
}

/// What all taps of one request have in common: the key and what was sent.
pub(super) fn operation(roots: &Roots, key: &str, origin: Origin) -> Fingerprint {
    roots.print(Print::Body, format!("{key} {}", origin.body).as_bytes())
}

/// What a repeat is compared by: the body as it was understood, whatever road it took, and the network block.
pub(super) fn origin(roots: &Roots, application: &Application, sent: &NewRegistration, network: NetworkBlock) -> Origin {
    let password = sent.password.as_ref();
    // Strings, sets and enums: nothing in it can fail to be JSON.
    let body = match &sent.user_id {
        None => serde_json::to_vec(&(application, password)),
        Some(user_id) => serde_json::to_vec(&(application, password, user_id)),
    };
    let body = body.unwrap_or_default();
    Origin { body: roots.print(Print::Body, &body), network: roots.print(Print::Network, network.as_bytes()) }
}

/// The registration that the key made before, answered again; `None` when it made none.
///
/// # Errors
/// `Invalid` for another body, `KeyUsed` where the answer may not be given again.
pub(super) async fn find(gate: &Gate, roots: &Roots, key: &str, origin: Origin, now: Timestamp) -> Result<Option<Applied>, Refused> {
    let load = |day| gate.registrations.load(roots.idempotent_rid(key, day));
    let (today, before) = tokio::try_join!(load(day(now)), load(before_day(now)))?;
    for (found, made_on) in [(today, day(now)), (before, before_day(now))] {
        match found {
            Found::Nothing if forgets_early(gate) && gate.registrations.is_used(roots.idempotent_rid(key, made_on)).await? => {
                return Err(Refused::KeyUsed);
            }
            Found::Nothing => {}
            Found::Deleted { .. } => return Err(Refused::KeyUsed),
            Found::Record(record, _) => {
                compare(&record, origin, later(record.created_at, gate.timing.idempotent_repeat) > now)?;
                return Ok(Some(Applied::new(record, roots)));
            }
        }
    }
    Ok(None)
}

fn before_day(now: Timestamp) -> Date {
    day(now).yesterday().unwrap_or(day(now))
}

/// Whether a record may be forgotten on the very day it was made, when its key still stands for the same rid.
fn forgets_early(gate: &Gate) -> bool {
    let lifetimes = gate.settings.common.lifetimes;
    lifetimes.unconfirmed.min(lifetimes.pending) < A_DAY
}

/// Remembers what was made, as long as its key can stand for the same rid.
pub(super) async fn remember(gate: &Gate, rid: Rid) -> Result<(), Refused> {
    if forgets_early(gate) {
        gate.registrations.remember_used(rid, A_DAY * 2).await?;
    }
    Ok(())
}

/// Whether a request of this origin gets the record's answer again. Pure.
fn compare(record: &Registration, origin: Origin, in_time: bool) -> Result<(), Refused> {
    if record.origin.body != origin.body {
        return Err(Refused::fault(Field::IdempotencyKey, What::KeyOfAnotherBody));
    }
    let same = record.origin.network == origin.network && in_time && record.status == Status::Pending;
    if same { Ok(()) } else { Err(Refused::KeyUsed) }
}

#[cfg(test)]
mod tests;
