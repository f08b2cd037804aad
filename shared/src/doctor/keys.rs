//! Whether the key ring opens what rests: the root secrets, and a few records of each partition, which the other process may have
//! sealed.
//!
//! The rule: nothing is made. Where no gate has begun yet, there is nothing to open and nothing wrong.

use super::Finding;
use crate::crypto::sealed_box::OpenFault;
use crate::error::Error;
use crate::keyspace::Partition;
use crate::registration::store::Registrations;
use crate::root::RootKeeper;

const PLACE: &str = "GATELODGE_KEYS";
/// So many records of each partition are opened: the newest, since the newest key sealed them.
const RECORDS_MAX: usize = 4;

/// Looks at both; nothing where Redis does not answer, which is told elsewhere.
pub async fn look(keeper: &RootKeeper, registrations: &Registrations) -> Vec<Finding> {
    match keeper.rest().await {
        Ok(true) => {}
        Ok(false) => return vec![Finding::ok("keys.first-start", PLACE, "Nothing is sealed yet: the first start begins with this ring.")],
        Err(Error::Sealed(OpenFault::UnknownKey)) => return vec![wrong_ring("has no key of the name that everything is sealed with")],
        Err(Error::Sealed(_)) => return vec![wrong_ring("has a key of the right name and the wrong content")],
        Err(_) => return Vec::new(),
    }
    match sealed_by_others(registrations).await {
        Ok(0) => vec![Finding::ok("keys.open", PLACE, "The key ring opens what rests in Redis.")],
        Ok(count) => vec![rings_differ(count)],
        Err(_) => Vec::new(),
    }
}

/// How many records were met that the ring does not open.
async fn sealed_by_others(registrations: &Registrations) -> Result<usize, Error> {
    let mut count = 0;
    for partition in Partition::of_rids() {
        for (rid, _) in registrations.open(partition).await?.into_iter().rev().take(RECORDS_MAX) {
            match registrations.load(rid).await {
                Err(Error::Sealed(_)) => count += 1,
                Err(error @ Error::Redis(_)) => return Err(error),
                _ => {}
            }
        }
    }
    Ok(count)
}

fn wrong_ring(what: &str) -> Finding {
    Finding::fault("keys.wrong-ring", PLACE, format!("The key ring {what} in this Redis."))
        .because("The process ends with 78 as soon as it is started: it could read no registration and no member.")
        .mend("Put the key that was used until now behind the new one, with a comma; both processes need the same. Or is it another Redis?")
}

fn rings_differ(count: usize) -> Finding {
    Finding::fault("keys.rings-differ", PLACE, format!("{count} registrations are sealed with a key that this ring does not have."))
        .because("The other process seals with it: what one of them writes the other cannot read, and those registrations stand still.")
        .mend("Give both processes the same ring, in the same order, and restart both.")
}
