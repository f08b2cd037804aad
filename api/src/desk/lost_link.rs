//! The letter that brings the links of an address's open registrations back.
//!
//! The rule: whoever asks learns nothing. Known or not, limited or not, the answer is the same and so is the work: limits
//! counted, seats read, one commit written.

use shared::address::EmailAddress;
use shared::commit::{Commit, OperationId};
use shared::job::{Envelope, Job, Letter, Receiver};
use shared::keyspace::Rid;
use shared::rate_limit::Pass;
use shared::root::Print;
use shared::settings::LimitName;

use super::{Field, Refused, What, application};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// Sends the letter, if the address has open registrations and may get one more letter.
///
/// # Errors
/// `Invalid` for what is no address, `Limited` for a network block that asks too often, `Failed`.
pub async fn send(gate: &Gate, network: NetworkBlock, email: &str) -> Result<(), Refused> {
    let fault = |what| Refused::fault(Field::Email, what);
    let email = application::filled(Some(email)).ok_or_else(|| fault(What::EmailMissing))?;
    let address = EmailAddress::parse(email).map_err(|_| fault(What::EmailMalformed))?;
    let roots = gate.roots().await?;
    let block = roots.print(Print::Network, network.as_bytes());
    if let Pass::After(wait) = gate.limits.count(&[(LimitName::LostLinkBlock, block)]).await? {
        return Err(Refused::Limited(wait));
    }
    let print = roots.print(Print::Address, address.normalised().as_bytes());
    let now = gate.clock.now();
    let letters = [(LimitName::LettersReceiver, print)];
    let (pass, seated) = tokio::try_join!(gate.limits.count(&letters), gate.claims.seated(print, now))?;
    let known = seated.first().copied().filter(|_| pass == Pass::Yes);
    let letter = known.map(|rid| (Envelope::new(Job::Letter { rid, letter: Letter::YourLinks, to: Receiver::Applicant }), None));
    let commit = Commit {
        // A commit of nothing, somewhere, where there is nobody to write to.
        partition: known.unwrap_or_else(Rid::random).partition(),
        operation: OperationId::random(),
        records: vec![],
        indexes: vec![],
        jobs: letter.into_iter().collect(),
        audit: None,
        held: None,
    };
    commit.write(&gate.redis, &gate.timing, now, gate.timing.redis_deadline).await?;
    Ok(())
}
