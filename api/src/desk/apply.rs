//! Making a registration.
//!
//! The order: what was sent is judged, a repeat is answered, limits are counted, a seat of the address is taken, and where
//! nobody has to confirm first, the name. Then record and jobs are written at once. The rule: whatever is known about an
//! address, the answer is the same; only who hears of the registration differs.

use shared::claim::Seat;
use shared::commit::OperationId;
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::keyspace::Rid;
use shared::rate_limit::Pass;
use shared::registration::status::{self, Birth, Hearing, Next};
use shared::registration::store::Born;
use shared::registration::{Application, HeldName, Origin, Password, Registration};
use shared::root::{Print, Roots};
use shared::settings::LimitName;
use shared::token::link::Epoch;

pub use super::application::{ANSWER_MAX, NewRegistration, REASON_MAX};
use super::{Fault, Field, Refused, What, application, held, repeat};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// How a registration came.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The request's `Idempotency-Key`, or the one that the form carries.
    pub idempotency_key: Option<&'a str>,
    /// From where.
    pub network: NetworkBlock,
    /// Whether a person filled in the form: they may be asked for a reason.
    pub from_page: bool,
}

/// A registration that was made.
#[derive(Debug)]
pub struct Applied {
    /// The record.
    pub record: Box<Registration>,
    /// The caller's token: the only way back where there is no address.
    pub token: Secret,
    /// Whether it was made before, by an equal request with the same key.
    pub repeated: bool,
}

impl Applied {
    pub(super) fn new(record: Box<Registration>, roots: &Roots, repeated: bool) -> Self {
        Self { token: Secret::new(record.caller_link().token(roots)), record, repeated }
    }
}

/// All faults of what was sent, for a road that found some of its own already. Nothing is written.
pub async fn faults(gate: &Gate, sent: &NewRegistration, context: Context<'_>) -> Vec<Fault> {
    let mut faults = application::examine(&gate.settings, sent, context.from_page).await.err().unwrap_or_default();
    faults.extend(repeat::key_fault(context.idempotency_key));
    faults
}

/// Makes a registration.
///
/// # Errors
/// `Invalid` with all faults (a name that another registration holds too), `KeyUsed`, `Limited`, `Failed`.
pub async fn apply(gate: &Gate, sent: &NewRegistration, context: Context<'_>) -> Result<Applied, Refused> {
    let mut draft = match application::examine(&gate.settings, sent, context.from_page).await {
        Ok(draft) if repeat::key_fault(context.idempotency_key).is_none() => draft,
        _ => return Err(Refused::Invalid(faults(gate, sent, context).await)),
    };
    let (roots, terms) = gate.known().await?;
    let now = gate.clock.now();
    let password = draft.password.take();
    let application = draft.into_application(&roots);
    // Without a key nothing can ever be compared, so nothing is kept to compare.
    let origin = context.idempotency_key.map(|_| repeat::origin(&roots, &application, password.as_ref(), context.network));
    let keyed = context.idempotency_key.zip(origin);
    if let Some((key, origin)) = keyed
        && let Some(applied) = repeat::find(gate, &roots, key, origin, now).await?
    {
        return Ok(applied);
    }
    let rid = keyed.map_or_else(Rid::random, |(key, _)| repeat::rid(&roots, key, now));
    count(gate, &roots, context.network, rid).await?;
    let (hearing, same_address) = hearing(gate, &application, rid).await?;
    let name = if hearing == Hearing::AtOnce { claim(gate, &roots, &application, rid).await? } else { None };
    let origin = origin.unwrap_or(Origin { body: Fingerprint::NONE, network: Fingerprint::NONE });
    let birth = Birth { rid, epoch: Epoch::random(), origin, hearing, same_address };
    // Only who wants the account made at the approval settles name and password beforehand.
    let password = application.on_approval.then(|| password.map_or_else(|| Password::Generated(Secret::password()), Password::Chosen));
    let transition = status::apply(birth, application, name, password, terms, now);
    let Next::Record(record) = &transition.next else { return Err(Error::Corrupt("new registration").into()) };
    match (gate.registrations.create(record, &transition, &OperationId::random()).await?, keyed) {
        (Born::Yes, _) => {
            let Next::Record(record) = transition.next else { return Err(Error::Corrupt("new registration").into()) };
            Ok(Applied::new(record, &roots, false))
        }
        // The other tap of a double tap was faster.
        (Born::Exists, Some((key, origin))) => repeat::find(gate, &roots, key, origin, now).await?.ok_or(Refused::KeyUsed),
        // 128 random bits met: nobody will ever see this.
        (Born::Exists, None) => Err(Error::Contended.into()),
    }
}

/// Counts the request against the limits of its road.
async fn count(gate: &Gate, roots: &Roots, network: NetworkBlock, rid: Rid) -> Result<(), Refused> {
    let block = roots.print(Print::Network, network.as_bytes());
    let limits = [(LimitName::RegistrationsBlock, block), (LimitName::RegistrationsAll, Fingerprint::NONE)];
    match gate.limits.count_once(rid, &limits).await? {
        Pass::Yes => Ok(()),
        Pass::After(wait) => Err(Refused::Limited(wait)),
    }
}

/// Who hears of it, and whether the address has other open registrations.
async fn hearing(gate: &Gate, application: &Application, rid: Rid) -> Result<(Hearing, bool), Error> {
    let Some(contact) = &application.email else { return Ok((Hearing::AtOnce, false)) };
    let confirm = gate.settings.confirm_email;
    if confirm && !may_write(gate, contact.print, rid).await? {
        return Ok((Hearing::Nobody { letter: false }, false));
    }
    Ok(match gate.claims.take_seat(contact.print, rid, gate.clock.now()).await? {
        Seat::Taken { others } => (if confirm { Hearing::AfterLetter } else { Hearing::AtOnce }, others > 0),
        Seat::Full => (Hearing::Nobody { letter: confirm || may_write(gate, contact.print, rid).await? }, true),
        Seat::Resting => (Hearing::Nobody { letter: false }, false),
    })
}

/// Whether the address may get one more letter about a registration that a stranger can cause; it is counted.
pub(super) async fn may_write(gate: &Gate, address: Fingerprint, rid: Rid) -> Result<bool, Error> {
    Ok(gate.limits.count_once(rid, &[(LimitName::LettersReceiver, address)]).await? == Pass::Yes)
}

/// Claims the name wished for, for a registration that nobody has to confirm.
async fn claim(gate: &Gate, roots: &Roots, application: &Application, rid: Rid) -> Result<Option<HeldName>, Refused> {
    let Some(wish) = &application.wish else { return Ok(None) };
    let held = held::take(gate, roots, wish.clone(), &application.services, rid).await?;
    if held.is_none() {
        if let Some(contact) = &application.email {
            gate.claims.release_seat(contact.print, rid, gate.clock.now()).await?;
        }
        return Err(Refused::fault(Field::Username, What::NameTaken));
    }
    Ok(held)
}
