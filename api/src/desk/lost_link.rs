//! The letter that brings the links of an address's open registrations back.
//!
//! The rule: whoever asks learns nothing. Known or not, limited or not, the answer is the same and so is the work: limits
//! counted, seats read, one commit written.

use shared::address::EmailAddress;
use shared::claim::SEATS_MAX;
use shared::commit::{Commit, OperationId};
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::random;
use shared::error::Error;
use shared::job::{Envelope, Job, Letter, Receiver};
use shared::keyspace::Rid;
use shared::rate_limit::Pass;
use shared::registration::store::Found;
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
    if let Pass::After(wait) = gate.limits.count(None, &[(LimitName::LostLinkBlock, block)]).await? {
        return Err(Refused::Limited(wait));
    }
    let print = roots.address(&address);
    let now = gate.clock.now();
    let seated = gate.claims.seated(print, now).await?;
    // Only a letter counts as one; where nobody can be written to, something is counted that nobody has.
    let counted = if seated.is_empty() { Fingerprint::from_bytes(random()) } else { print };
    let letters = [(LimitName::LettersReceiver, counted)];
    let (pass, open) = tokio::try_join!(gate.limits.count(None, &letters), first_open(gate, seated))?;
    let known = open.filter(|_| pass == Pass::Yes);
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

/// The first of an address's seats whose registration is there: a seat can outlive it for a while. As many are looked up for
/// an address that has none.
async fn first_open(gate: &Gate, mut seated: Vec<Rid>) -> Result<Option<Rid>, Error> {
    seated.resize_with(usize::try_from(SEATS_MAX).unwrap_or_default().max(seated.len()), Rid::random);
    let mut open = None;
    for rid in seated {
        let found = gate.registrations.load(rid).await?;
        open = open.or(matches!(found, Found::Record(..)).then_some(rid));
    }
    Ok(open)
}
