//! Making a registration.
//!
//! The order: what was sent is judged, a repeat is answered, limits are counted, a seat of the address is taken, and where
//! nobody has to confirm first, the name. Then record and jobs are written at once. The rule: whatever is known about an
//! address, the answer is the same; only who hears of the registration differs.

use futures_util::future::try_join_all;
use shared::claim::{MemberClaim, Seat};
use shared::clock::{Timestamp, later};
use shared::commit::OperationId;
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::random;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::keyspace::{MemberId, Rid};
use shared::platform::{Platform, Services};
use shared::rate_limit::Pass;
use shared::registration::status::{self, Birth, Hearing, Names, Next};
use shared::registration::store::Born;
use shared::registration::{Application, Contact, HeldName, Origin, Password, Registration};
use shared::root::{Print, Roots};
use shared::settings::{LimitName, MemberGate};
use shared::token::link::Epoch;

pub use super::application::{ANSWER_MAX, NewRegistration, REASON_MAX};
use super::{Fault, Field, Refused, What, application, held, password, repeat};
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
    /// Whether its road has counted it against the limits already.
    pub is_counted: bool,
}

/// A registration that was made.
#[derive(Debug)]
pub struct Applied {
    /// The record.
    pub record: Box<Registration>,
    /// The caller's token: the only way back where there is no address.
    pub token: Secret,
}

impl Applied {
    pub(super) fn new(record: Box<Registration>, roots: &Roots) -> Self {
        Self { token: Secret::new(record.caller_link().token(roots)), record }
    }
}

/// All faults of what was sent, for a road that found some of its own already. Nothing is written.
///
/// # Errors
/// `Limited`, `Failed`.
pub async fn faults(gate: &Gate, sent: &NewRegistration, context: Context<'_>) -> Result<Vec<Fault>, Refused> {
    let roots = gate.roots().await?;
    // Something is wrong already, so nothing will be made, whatever is right here.
    let examined = application::examine(&gate.settings, &roots, sent, context.from_page).and_then(|_| Err(Vec::new()));
    match judge(gate, &roots, sent, context, examined, None).await {
        Ok(_) => Ok(Vec::new()),
        Err(Refused::Invalid(faults)) => Ok(faults),
        Err(refused) => Err(refused),
    }
}

/// Counts what may be made, and all guessing at passwords, which costs more than the rest together; then judges the password
/// and tells all faults at once.
async fn judge(
    gate: &Gate,
    roots: &Roots,
    sent: &NewRegistration,
    context: Context<'_>,
    examined: Result<Application, Vec<Fault>>,
    operation: Option<Fingerprint>,
) -> Result<(Application, Option<Secret>), Refused> {
    let key_fault = repeat::key_fault(context.idempotency_key);
    let counts = !context.is_counted && (sent.password.is_some() || (examined.is_ok() && key_fault.is_none()));
    if counts && let Pass::After(wait) = count(gate, roots, context.network, operation).await? {
        return Err(Refused::Limited(wait));
    }
    match (examined, application::judge_password(&gate.settings, sent).await, key_fault) {
        (Ok(application), Ok(password), None) => Ok((application, password)),
        (examined, judged, key_fault) => {
            let faults = examined.err().into_iter().flatten();
            Err(Refused::Invalid(faults.chain(judged.err()).chain(key_fault).collect()))
        }
    }
}

/// Makes a registration.
///
/// # Errors
/// `Invalid` with all faults (a name that another registration holds too), `KeyUsed`, `Limited`, `Failed`.
pub async fn apply(gate: &Gate, sent: &NewRegistration, context: Context<'_>) -> Result<Applied, Refused> {
    let (roots, terms) = gate.known().await?;
    let now = gate.clock.now();
    let examined = application::examine(&gate.settings, &roots, sent, context.from_page);
    // Without a key nothing can ever be compared, so nothing is kept to compare.
    let key = context.idempotency_key.filter(|key| repeat::key_fault(Some(key)).is_none());
    let origin = |application| repeat::origin(&roots, application, sent, context.network);
    let keyed = key.zip(examined.as_ref().ok().map(origin));
    // A repeat is answered before anything is counted or guessed at.
    if let Some((key, origin)) = keyed
        && let Some(applied) = repeat::find(gate, &roots, key, origin, now).await?
    {
        return Ok(applied);
    }
    let rid = keyed.map_or_else(Rid::random, |(key, _)| repeat::rid(&roots, key, now));
    let operation = keyed.map(|(key, origin)| repeat::operation(&roots, key, origin));
    let (application, password) = judge(gate, &roots, sent, context, examined, operation).await?;
    // Only who wants the account made at the approval settles name and password beforehand.
    let password = application.on_approval.then(|| password.map_or_else(|| Password::Generated(Secret::password()), Password::Chosen));
    let password = if counts_now(gate, &application, sent) { password::hashed(gate, password).await? } else { None };
    // Nobody could sign in with a password that nobody has seen.
    let is_member = gate.settings.members.gate == MemberGate::Open && sent.password.is_some() && password.is_some();
    let takes = is_member || is_heard_at_once(gate, &application);
    let user_id = sign_in_name(gate, &roots, sent, rid, takes).await?;
    let (hearing, same_address) = hearing(gate, &application, rid, operation).await?;
    let owner = held::Owner { rid, signs_in: user_id.is_none() };
    let name = claim(gate, &roots, &application, owner, hearing).await;
    let is_wanted = name.is_ok() && (is_member || tells_moderators(hearing));
    if let Some(held) = user_id.as_ref().filter(|_| takes && !is_wanted) {
        held::give_back_sign_in(gate, held, rid).await?;
    }
    let name = name?;
    let origin = keyed.map_or(Origin { body: Fingerprint::NONE, network: Fingerprint::NONE }, |(_, origin)| origin);
    if is_member && let Some(contact) = &application.email {
        hold_address(gate, contact, rid, now).await?;
    }
    let birth = Birth { rid, epoch: Epoch::random(), origin, hearing, same_address, is_member };
    let transition = status::apply(birth, application, Names { name, user_id }, password, terms, now);
    let Next::Record(record) = &transition.next else { return Err(Error::Corrupt("new registration").into()) };
    match (gate.registrations.create(record, &transition, &OperationId::random()).await?, keyed) {
        (Born::Yes, keyed) => {
            if keyed.is_some() {
                repeat::remember(gate, rid).await?;
            }
            let Next::Record(record) = transition.next else { return Err(Error::Corrupt("new registration").into()) };
            if is_member {
                hold_longer(gate, &record, now, later(now, terms.lifetimes.pending)).await;
            }
            Ok(Applied::new(record, &roots))
        }
        // The other tap of a double tap was faster.
        (Born::Exists, Some((key, origin))) => repeat::find(gate, &roots, key, origin, now).await?.ok_or(Refused::KeyUsed),
        // 128 random bits met: nobody will ever see this.
        (Born::Exists, None) => Err(Error::Contended.into()),
    }
}

/// Whether a password of the application is of any use: who has to confirm first types one there, and is a member meanwhile only with
/// one that they typed, where the gate stands open.
fn counts_now(gate: &Gate, application: &Application, sent: &NewRegistration) -> bool {
    let makes_member = gate.settings.members.gate == MemberGate::Open && sent.password.is_some();
    makes_member || is_heard_at_once(gate, application)
}

/// Whether no letter comes before the moderators.
fn is_heard_at_once(gate: &Gate, application: &Application) -> bool {
    !gate.settings.confirm_email || application.email.is_none()
}

const fn tells_moderators(hearing: Hearing) -> bool {
    matches!(hearing, Hearing::AtOnce | Hearing::AtOnceAndLetter { .. })
}

/// The name to sign in with, where another one than the account's was asked for. Taken where the commit wants it at once, otherwise
/// from the confirmation on: until then it must only be nobody's.
async fn sign_in_name(gate: &Gate, roots: &Roots, sent: &NewRegistration, rid: Rid, takes: bool) -> Result<Option<HeldName>, Refused> {
    let Some(name) = application::user_id(sent).map_err(|what| Refused::fault(Field::UserId, what))? else { return Ok(None) };
    let held = held::named(roots, name);
    let is_free = if takes {
        held::take_sign_in(gate, &held, rid).await?
    } else {
        gate.member_claims.holder(MemberClaim::SignIn(held.print)).await?.is_none_or(|holder| holder == MemberId::from(rid))
    };
    if is_free { Ok(Some(held)) } else { Err(Refused::UserIdTaken) }
}

/// Holds an address for a member made at once, by when the commit's job keeps it for good. One that is held already stays with its
/// holder, and nobody is told.
async fn hold_address(gate: &Gate, contact: &Contact, rid: Rid, now: Timestamp) -> Result<(), Error> {
    let until = later(now, gate.timing.claim_taken);
    gate.member_claims.take(MemberClaim::Address(contact.print), MemberId::from(rid), now, until).await.map(drop)
}

/// Holds what a member made at once signs in with as long as the registration lives at least: they sign in from now on, however long
/// no worker comes to keep it for good. What was held for a commit that never came has ended long before.
async fn hold_longer(gate: &Gate, record: &Registration, now: Timestamp, until: Timestamp) {
    let name = record.sign_in_name().map(|held| MemberClaim::SignIn(held.print));
    let address = record.application.email.as_ref().map(|contact| MemberClaim::Address(contact.print));
    let held = name.into_iter().chain(address).map(|claim| gate.member_claims.prolong(claim, MemberId::from(record.rid), now, until));
    if let Err(error) = try_join_all(held).await {
        // The registration is made, and its jobs do the same.
        tracing::debug!(%error, "what a new member signs in with is held for minutes only");
    }
}

/// Counts a request against the limits of registrations.
pub(super) async fn count(gate: &Gate, roots: &Roots, network: NetworkBlock, operation: Option<Fingerprint>) -> Result<Pass, Error> {
    let block = roots.print(Print::Network, network.as_bytes());
    let limits = [(LimitName::RegistrationsBlock, block), (LimitName::RegistrationsAll, Fingerprint::NONE)];
    gate.limits.count(operation, &limits).await
}

/// Who hears of it, and whether the address has other open registrations.
async fn hearing(gate: &Gate, application: &Application, rid: Rid, operation: Option<Fingerprint>) -> Result<(Hearing, bool), Error> {
    let Some(contact) = &application.email else { return Ok((Hearing::AtOnce, false)) };
    let asks = Asks::of(gate.settings.confirm_email, &application.services);
    let is_counted = asks != Asks::Nothing;
    let counted = is_counted && may_write(gate, contact.print, operation).await?;
    if asks == Asks::First && !counted {
        // As much work as for an address that may be written to: a seat of nobody's.
        gate.claims.take_seat(Fingerprint::from_bytes(random()), rid, gate.clock.now()).await?;
        return Ok((Hearing::Nobody { letter: false, asks: true }, false));
    }
    let seat = gate.claims.take_seat(contact.print, rid, gate.clock.now()).await?;
    // Where nothing is asked the only letter is the one about full seats.
    let writable = counted || (!is_counted && seat == Seat::Full && may_write(gate, contact.print, operation).await?);
    Ok(heard_by(asks, writable, seat))
}

/// What an address is asked to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// All of it, before moderators hear.
    First,
    /// That it is theirs, for the door that must not be told of an unproved one. Moderators hear at once.
    Beside,
    /// Nothing.
    Nothing,
}

impl Asks {
    fn of(confirm_email: bool, services: &Services) -> Self {
        match (confirm_email, services.contains(Platform::Mastodon)) {
            (true, _) => Self::First,
            (false, true) => Self::Beside,
            (false, false) => Self::Nothing,
        }
    }
}

/// Who hears, and whether the address has other open registrations. A letter that may not go out keeps nobody from hearing of what
/// needs no letter: the door that waits for it then waits for a later one, and its caller is told no more than others.
fn heard_by(asks: Asks, writable: bool, seat: Seat) -> (Hearing, bool) {
    let nobody = |letter| Hearing::Nobody { letter, asks: matches!(asks, Asks::First) };
    match (seat, asks) {
        (Seat::Taken { others }, Asks::First) => (Hearing::AfterLetter, others > 0),
        (Seat::Taken { others }, Asks::Beside) => (Hearing::AtOnceAndLetter { letter: writable }, others > 0),
        (Seat::Taken { others }, Asks::Nothing) => (Hearing::AtOnce, others > 0),
        (Seat::Full, _) => (nobody(writable), true),
        (Seat::Resting, _) => (nobody(false), false),
    }
}

/// Whether the address may get one more letter that a stranger can cause; it is counted, once for all taps of an operation.
pub(super) async fn may_write(gate: &Gate, address: Fingerprint, operation: Option<Fingerprint>) -> Result<bool, Error> {
    Ok(gate.limits.count(operation, &[(LimitName::LettersReceiver, address)]).await? == Pass::Yes)
}

/// Claims the name wished for, where nobody is asked to confirm. One that nobody hears of is answered as any other, and gives
/// the name back.
async fn claim(
    gate: &Gate,
    roots: &Roots,
    application: &Application,
    owner: held::Owner,
    hearing: Hearing,
) -> Result<Option<HeldName>, Refused> {
    let rid = owner.rid;
    let at_once = tells_moderators(hearing);
    let Some(wish) = application.wish.as_ref().filter(|_| !gate.settings.confirm_email || at_once) else {
        return Ok(None);
    };
    let held = held::take(gate, roots, wish.clone(), &application.services, owner).await?;
    match held {
        Some(held) if at_once => Ok(Some(held)),
        Some(held) => {
            held::give_back(gate, &held, &application.services, rid).await?;
            Ok(None)
        }
        None => {
            if let Some(contact) = &application.email {
                gate.claims.release_seat(contact.print, rid, gate.clock.now()).await?;
            }
            Err(Refused::fault(Field::Username, What::NameTaken))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_seat_and_setting_has_its_hearing() {
        let (nobody, taken) = (|letter, asks| Hearing::Nobody { letter, asks }, Seat::Taken { others: 0 });
        let table = [
            (Asks::First, true, taken, Hearing::AfterLetter),
            (Asks::First, true, Seat::Full, nobody(true, true)),
            (Asks::First, true, Seat::Resting, nobody(false, true)),
            (Asks::Beside, true, taken, Hearing::AtOnceAndLetter { letter: true }),
            (Asks::Beside, false, taken, Hearing::AtOnceAndLetter { letter: false }),
            (Asks::Beside, true, Seat::Full, nobody(true, false)),
            (Asks::Beside, false, Seat::Full, nobody(false, false)),
            (Asks::Beside, true, Seat::Resting, nobody(false, false)),
            (Asks::Nothing, false, taken, Hearing::AtOnce),
            (Asks::Nothing, true, Seat::Full, nobody(true, false)),
            (Asks::Nothing, false, Seat::Resting, nobody(false, false)),
        ];
        for (asks, writable, seat, expected) in table {
            assert_eq!(heard_by(asks, writable, seat).0, expected, "{asks:?} {writable} {seat:?}");
        }
        assert!(heard_by(Asks::Beside, true, Seat::Taken { others: 1 }).1);
    }

    #[test]
    fn only_mastodon_needs_an_address_that_is_proved() {
        let (matrix, both) = (Services::from(Platform::Matrix), Platform::ALL.iter().copied().collect());
        assert_eq!([Asks::of(true, &matrix), Asks::of(true, &both)], [Asks::First; 2]);
        assert_eq!([Asks::of(false, &matrix), Asks::of(false, &both)], [Asks::Nothing, Asks::Beside]);
    }
}
