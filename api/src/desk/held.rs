//! Claiming a name on every door that a registration asks for, before the commit that wants it.
//!
//! The claim lasts minutes; the commit's own jobs prolong it to the record's deadline. What was taken for a commit that
//! never came is given back, unless the record holds the very name.

use shared::error::Error;
use shared::keyspace::Rid;
use shared::localpart::Localpart;
use shared::platform::Services;
use shared::registration::HeldName;
use shared::registration::store::Found;
use shared::root::{Print, Roots};

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

/// Gives a claimed name back that no commit came for. The record is asked first: an equal request beside this one may have
/// committed the same name meanwhile.
pub(super) async fn give_back(gate: &Gate, held: &HeldName, services: &Services, owner: Rid) -> Result<(), Error> {
    if let Found::Record(record, _) = gate.registrations.load(owner).await?
        && record.name.as_ref() == Some(held)
    {
        return Ok(());
    }
    for platform in services.iter() {
        gate.claims.release_name(platform, held.print, owner).await?;
    }
    Ok(())
}
