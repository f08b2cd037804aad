//! A moderator by a link of their own: to everything that waits, and to no registration more than to another.

use shared::crypto::fingerprint::Fingerprint;
use shared::keyspace::Rid;
use shared::rate_limit::Pass;
use shared::root::Print;
use shared::settings::LimitName;
use shared::token::link::{Claimed, Kind};

use super::NotBelieved;
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// Finds out which moderator shows this token.
///
/// # Errors
/// `WrongToken`, `KindNotAllowed`, `Revoked`, `Limited`, `Failed`.
pub async fn moderator(gate: &Gate, network: NetworkBlock, token: &str) -> Result<Fingerprint, NotBelieved> {
    let (roots, terms) = gate.known().await?;
    let Some(link) = Claimed::read(token).and_then(|claimed| claimed.believed(&roots)) else {
        if gate.settings.common.rate_limits {
            let block = roots.print(Print::Network, network.as_bytes());
            if let Pass::After(wait) = gate.limits.count(None, &[(LimitName::CredentialsBlock, block)]).await? {
                return Err(NotBelieved::Limited(wait));
            }
        }
        return Err(NotBelieved::WrongToken);
    };
    if link.kind != Kind::Queue || link.rid != Rid::NONE {
        return Err(NotBelieved::KindNotAllowed);
    }
    let good = terms.electorate.moderators.contains(&link.subject) && gate.moderators.epoch(link.subject).await? == Some(link.epoch);
    if good { Ok(link.subject) } else { Err(NotBelieved::Revoked) }
}
