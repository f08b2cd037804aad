//! The letter that brings a moderator's link to everything that waits.
//!
//! The rule: whoever asks learns nothing. Moderator or not, limited or not, the answer is the same, and so are limits counted
//! and commits written. The worker asks the settings once more before it mails the link.

use shared::address::EmailAddress;
use shared::clock::later;
use shared::commit::{Commit, OperationId};
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::random;
use shared::keyspace::{NoticeId, Rid};
use shared::notice::{About, Notice};
use shared::rate_limit::Pass;
use shared::registration::Contact;
use shared::root::Print;
use shared::settings::LimitName;
use shared::token::link::Epoch;

use super::{Field, Refused, What, application};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// Sends the letter, if the address is a moderator's and may get one more.
///
/// # Errors
/// `Invalid` for what is no address, `Limited` for a network block that asks too often, `Failed`.
pub async fn send(gate: &Gate, network: NetworkBlock, email: &str) -> Result<(), Refused> {
    let fault = |what| Refused::fault(Field::Email, what);
    let email = application::filled(Some(email)).ok_or_else(|| fault(What::EmailMissing))?;
    let address = EmailAddress::parse(email).map_err(|_| fault(What::EmailMalformed))?;
    let (roots, terms) = gate.known().await?;
    let block = roots.print(Print::Network, network.as_bytes());
    if let Pass::After(wait) = gate.limits.count(None, &[(LimitName::LostLinkBlock, block)]).await? {
        return Err(Refused::Limited(wait));
    }
    let print = roots.address(&address);
    let is_moderator = terms.electorate.moderators.contains(&print);
    // Only a letter counts as one; where nobody is written to, something is counted that nobody has.
    let counted = if is_moderator { print } else { Fingerprint::from_bytes(random()) };
    let may = gate.limits.count(None, &[(LimitName::LettersReceiver, counted)]).await? == Pass::Yes;
    if is_moderator && may {
        gate.notices.post(&notice(gate, Contact { address, print })).await?;
    } else {
        nothing(gate).await?;
    }
    Ok(())
}

fn notice(gate: &Gate, contact: Contact) -> Notice {
    let (now, about) = (gate.clock.now(), About::QueueLink);
    Notice {
        format: about.format(),
        id: NoticeId::of_link(Rid::random()),
        epoch: Epoch::random(),
        made_at: now,
        expires_at: later(now, gate.timing.notice_ttl),
        locale: gate.settings.common.moderator_locale(&contact.address),
        contact,
        about,
    }
}

/// A commit of nothing, somewhere.
async fn nothing(gate: &Gate) -> Result<(), Refused> {
    let (partition, operation) = (Rid::random().partition(), OperationId::random());
    let commit = Commit { partition, operation, records: vec![], indexes: vec![], jobs: vec![], audit: None, held: None };
    commit.write(&gate.redis, &gate.timing, gate.clock.now(), gate.timing.redis_deadline).await?;
    Ok(())
}
