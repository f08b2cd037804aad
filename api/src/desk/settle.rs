//! Name and password for the accounts, once approved; and "I have saved it".
//!
//! The name is claimed on the doors it is for before the commit that wants it, and given back if that never comes; the old name of
//! a rename is released by the commit's own jobs. What the rules refuse anyhow is found out first, so that nothing is claimed for it.

use shared::address::EmailAddress;
use shared::claim::Seat;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::localpart::Localpart;
use shared::platform::{Platform, Services};
use shared::registration::provision::{Door, Trouble};
use shared::registration::status::{Event, Next, Refusal, decide};
use shared::registration::{Contact, Password, Registration, doors_meant};
use shared::root::{Print, Roots};
use shared::token::link::Kind;

use super::apply::may_write;
use super::{Fault, Field, PasswordChoice, Refused, What, application, changed, held, password};
use crate::credentials::Asker;
use crate::gate::Gate;

/// What accounts are made with.
#[derive(Clone, Debug)]
pub struct Settlement<'a> {
    /// The name.
    pub username: Option<&'a str>,
    /// The address: the record's own, or one where there was none, which then is asked to confirm.
    pub email: Option<&'a str>,
    /// The password.
    pub password: PasswordChoice,
    /// The door it is about alone, where that one failed; otherwise every door that is not done.
    pub alone: Option<Platform>,
}

/// What was sent, judged.
struct Judged {
    name: Localpart,
    email: Option<EmailAddress>,
    password: PasswordChoice,
}

/// Settles name and password and begins to make the accounts. In processing an equal request changes nothing.
///
/// # Errors
/// `Invalid` with all faults; `Rule`: `NotConfirmed`, `NotYours`, `NotApproved`, `Processing`, `Done`, `NameIsFixed`; `Gone`;
/// `Failed`.
pub async fn settle(gate: &Gate, asker: &Asker, wanted: Settlement<'_>) -> Result<Box<Registration>, Refused> {
    may_settle(&asker.record, asker.link.kind)?;
    let alone = wanted.alone;
    let (roots, terms) = gate.known().await?;
    let judged = judge(gate, &roots, &asker.record, wanted).await.map_err(Refused::Invalid)?;
    let record = &asker.record;
    let password = password::hashed(gate, password_for(record, judged.password)).await?;
    let name = held::named(&roots, judged.name);
    let given = judged.email.map(|address| application::contact(&roots, address));
    let event = |contact, heard| Event::Settle { name: name.clone(), password: password.clone(), contact, heard, alone };
    let first = decide(record, event(given.clone(), false), asker.actor, terms, gate.clock.now()).map_err(Refused::Rule)?;
    if first.next == Next::Same {
        return Ok(record.clone());
    }
    // A door that is done, or not meant, keeps the name it has.
    let doors: Services = doors_meant(record, alone).into_iter().collect();
    let is_for_all = record.doors.keys().all(|platform| doors.contains(*platform));
    let owner = held::Owner { rid: record.rid, signs_in: record.user_id.is_none() && is_for_all };
    if held::take(gate, &roots, name.name.clone(), &doors, owner).await?.is_none() {
        return Err(Refused::fault(Field::Username, What::NameTaken));
    }
    let heard = match &given {
        Some(contact) if record.application.email.is_none() => may_hear(gate, &roots, record, contact).await?,
        _ => false,
    };
    let settled = changed(gate, record.rid, asker.actor, event(given, heard)).await;
    held::settle_up(gate, &name, &doors, record.rid, &settled).await?;
    settled
}

/// All faults of a settlement, for a road that found some of its own already. Nothing is written.
///
/// # Errors
/// `Rule` where it may not be settled at all, `Failed`.
pub async fn faults(gate: &Gate, asker: &Asker, wanted: Settlement<'_>) -> Result<Vec<Fault>, Refused> {
    may_settle(&asker.record, asker.link.kind)?;
    let roots = gate.roots().await?;
    Ok(judge(gate, &roots, &asker.record, wanted).await.err().unwrap_or_default())
}

/// What the rules will say whatever was sent: nobody is told how to mend what they may not do.
fn may_settle(record: &Registration, kind: Kind) -> Result<(), Refused> {
    let refusal = match (record.is_unconfirmed(), record.is_applicant(kind), record.approved_at()) {
        (true, ..) => Refusal::NotConfirmed,
        (_, false, _) => Refusal::NotYours,
        (.., None) => Refusal::NotApproved,
        _ => return Ok(()),
    };
    Err(Refused::Rule(refusal))
}

async fn judge(gate: &Gate, roots: &Roots, record: &Registration, wanted: Settlement<'_>) -> Result<Judged, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |field, what| faults.push(Fault::new(field, what));
    let name = name(wanted.username).map_err(|what| fault(Field::Username, what)).ok();
    let email = match application::filled(wanted.email).map(EmailAddress::parse) {
        Some(Err(_)) => {
            fault(Field::Email, What::EmailMalformed);
            None
        }
        Some(Ok(address)) if differs(record, roots, &address) => {
            fault(Field::Email, What::EmailDiffers);
            None
        }
        email => email.and_then(Result::ok),
    };
    let password = chosen(gate, record, wanted.username, wanted.password).await.map_err(|what| fault(Field::Password, what)).ok();
    match (faults.is_empty(), name, password) {
        (true, Some(name), Some(password)) => Ok(Judged { name, email, password }),
        _ => Err(faults),
    }
}

fn differs(record: &Registration, roots: &Roots, address: &EmailAddress) -> bool {
    let print = || roots.address(address);
    record.application.email.as_ref().is_some_and(|known| known.print != print())
}

/// A name that must be there.
pub(super) fn name(given: Option<&str>) -> Result<Localpart, What> {
    Localpart::parse(application::filled(given).ok_or(What::NameMissing)?).map_err(What::Name)
}

/// A typed password that may be set; the other choices pass.
pub(super) async fn chosen(
    gate: &Gate,
    record: &Registration,
    username: Option<&str>,
    choice: PasswordChoice,
) -> Result<PasswordChoice, What> {
    let PasswordChoice::Typed(typed) = choice else { return Ok(choice) };
    let email = record.application.email.as_ref().map(|contact| contact.address.as_str());
    let words = password::words(application::filled(username), email, &gate.settings.common.community);
    password::judge(gate.settings.password, &typed, words).await.map(PasswordChoice::Typed)
}

/// The password that goes into the event; `None` keeps the one that is there. One that a platform refused is not kept.
fn password_for(record: &Registration, choice: PasswordChoice) -> Option<Password> {
    let refused = record.doors.values().any(|door| matches!(door, Door::Failed { problem: Trouble::PasswordRefused, .. }));
    let generated = || Some(Password::Generated(Secret::password()));
    match (choice, record.own_password()) {
        (PasswordChoice::Typed(secret), _) => Some(Password::Chosen(secret)),
        (PasswordChoice::Keep, Some(_)) | (PasswordChoice::MakeOne, Some(Password::Generated(_))) if !refused => None,
        _ => generated(),
    }
}

/// Whether the address that somebody without one gives now may be asked to confirm, which is a letter that a stranger can
/// cause. Whoever gave it is not told: it is kept all the same, and nobody writes to it.
async fn may_hear(gate: &Gate, roots: &Roots, record: &Registration, contact: &Contact) -> Result<bool, Error> {
    let operation = roots.print(Print::Body, record.rid.to_string().as_bytes());
    if !may_write(gate, contact.print, Some(operation)).await? {
        return Ok(false);
    }
    let seat = gate.claims.take_seat(contact.print, record.rid, gate.clock.now()).await?;
    Ok(matches!(seat, Seat::Taken { .. }))
}

/// "I have saved it": the generated password need not be shown again.
///
/// # Errors
/// `Rule`: `NotYours`, `Processing`; `Gone`; `Failed`.
pub async fn saved(gate: &Gate, asker: &Asker) -> Result<Box<Registration>, Refused> {
    changed(gate, asker.record.rid, asker.actor, Event::Saved).await
}

/// Whether the asker may see a generated password: the applicant, by the rule of the proof.
pub fn sees_password(asker: &Asker) -> bool {
    asker.record.is_applicant(asker.link.kind)
}

#[cfg(test)]
mod tests;
