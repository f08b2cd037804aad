//! The applicant takes a registration back.
//!
//! A repeat gets the same answer for a minute: its caller may not have heard the first. The tombstone knows no epoch any
//! more, so a genuine link of the very record is enough for that.

use shared::clock::{Timestamp, later};
use shared::registration::status::Event;
use shared::token::link::Link;

use super::{Refused, change};
use crate::credentials::{self, Asker, NotBelieved, Presented};
use crate::gate::Gate;
use crate::guard::NetworkBlock;
use crate::problem::Problem;

/// Withdraws, as somebody who is believed.
///
/// # Errors
/// `Rule`: `Processing`, `NotYours`; `Gone`; `Failed`.
pub async fn withdraw(gate: &Gate, asker: &Asker) -> Result<(), Refused> {
    change(gate, asker.record.rid, asker.actor, Event::Withdraw).await.map(drop)
}

/// Withdraws with what was shown; a repeat within `Timing::repeat_delete` is done already.
///
/// # Errors
/// As [`credentials::who`] and [`withdraw`].
pub async fn with_credentials(gate: &Gate, network: NetworkBlock, rid: &str, shown: Option<&Presented>) -> Result<(), Problem> {
    let asker = match credentials::who(gate, network, rid, shown, credentials::OWN).await {
        Ok(asker) => asker,
        Err(NotBelieved::Ended { at, link }) if repeats(gate, at, link) => return Ok(()),
        Err(why) => return Err(why.into()),
    };
    match withdraw(gate, &asker).await {
        // Somebody withdrew it between our look and our change.
        Ok(()) | Err(Refused::Gone) => Ok(()),
        Err(refused) => Err(refused.into()),
    }
}

/// Whether a registration that ended then, asked about by this link, is still answered as if it were there to be ended.
pub fn repeats(gate: &Gate, at: Timestamp, link: Link) -> bool {
    credentials::OWN.contains(&link.kind) && later(at, gate.timing.repeat_delete) > gate.clock.now()
}
