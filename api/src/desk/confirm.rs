//! "Yes, I asked for this" and "This was not me", pressed on the page behind the letter.
//!
//! From Yes on the name is held, moderators hear, and a door that waited for it need not wait any more. A password counts only
//! where the account is made at the approval, and only if it is chosen here: one that the caller sent before is not kept. A name to sign
//! in with that was asked for apart is claimed here; where another was faster it falls away, and the settled name takes its place.

use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::secret::Secret;
use shared::localpart::Localpart;
use shared::registration::membership::name_lost;
use shared::registration::status::{Event, Next, decide};
use shared::registration::store::Changed;
use shared::registration::{Password, Proof, Registration};

use super::{Fault, Field, PasswordChoice, Refused, What, change, changed, held, password, sessions, settle};
use crate::credentials::Asker;
use crate::gate::Gate;

/// Confirms the address. `name` takes the place of the wish; without one the wish is held if it is still free. A password is
/// kept only for an account that is made at the approval.
///
/// # Errors
/// `Invalid` with all faults (a `name` that another registration holds too); `Rule`: `NotYours`, `NothingToConfirm`; `Gone`;
/// `Failed`.
pub async fn confirm(gate: &Gate, asker: &Asker, name: Option<&str>, password: PasswordChoice) -> Result<Box<Registration>, Refused> {
    let record = &asker.record;
    let (roots, terms) = gate.known().await?;
    let bare = Event::Confirm { name: None, password: None };
    let first = decide(record, bare.clone(), asker.actor, terms, gate.clock.now()).map_err(Refused::Rule)?;
    if first.next == Next::Same || !(record.proof == Proof::Awaited || chooses(record)) {
        let confirmed = changed(gate, record.rid, asker.actor, bare).await;
        if first.next != Next::Same && confirmed.is_ok() {
            sessions::clear_up(gate, record.rid.into()).await;
        }
        return confirmed;
    }
    let (given, password) = judge(gate, record, name, password).await.map_err(Refused::Invalid)?;
    let must = given.is_some();
    let password = password::hashed(gate, password).await?;
    let has_user_id = match &record.user_id {
        Some(user_id) => held::take_sign_in(gate, user_id, record.rid).await?,
        None => false,
    };
    let owner = held::Owner { rid: record.rid, signs_in: !has_user_id };
    let held = match given.or_else(|| record.asked_name().cloned()) {
        Some(name) => held::take(gate, &roots, name, &record.application.services, owner).await?,
        None => None,
    };
    let confirmed = if must && held.is_none() {
        Err(Refused::fault(Field::Username, What::NameTaken))
    } else {
        let lost = record.user_id.as_ref().filter(|_| !has_user_id).map(|user_id| user_id.print);
        written(gate, asker, Event::Confirm { name: held.clone(), password }, lost).await
    };
    if let Some(held) = &held {
        held::settle_up(gate, held, &record.application.services, record.rid, &confirmed).await?;
    }
    if let Some(user_id) = record.user_id.as_ref().filter(|_| has_user_id && !matches!(confirmed, Ok(_) | Err(Refused::Failed(_)))) {
        held::give_back_sign_in(gate, user_id, record.rid).await?;
    }
    if confirmed.is_ok() {
        // Whoever was signed in before may have been anybody: the yes has ended it.
        sessions::clear_up(gate, record.rid.into()).await;
    }
    confirmed
}

/// Writes the yes, without the sign-in name that was asked for apart where that is another's by now.
async fn written(gate: &Gate, asker: &Asker, event: Event, lost: Option<Fingerprint>) -> Result<Box<Registration>, Refused> {
    let (_, terms) = gate.known().await?;
    let by_the_rules = |record: &Registration, now| {
        let confirmed = decide(record, event.clone(), asker.actor, terms, now)?;
        Ok(match lost {
            Some(print) => confirmed.then(|next| name_lost(next, print)),
            None => confirmed,
        })
    };
    match gate.registrations.change(asker.record.rid, None, by_the_rules).await? {
        Changed::To(Some(record)) => Ok(record),
        Changed::Refused(refusal) => Err(Refused::Rule(refusal)),
        Changed::To(None) | Changed::Gone | Changed::Lost => Err(Refused::Gone),
    }
}

/// Whether name and password are chosen together with the yes. Once it is approved there is a page for that.
pub fn chooses(record: &Registration) -> bool {
    let is_asked = matches!(record.proof, Proof::Awaited | Proof::AwaitedBeside);
    is_asked && record.application.on_approval && record.approved_at().is_none()
}

/// What is wrong with the name, for a form whose password is missing.
pub async fn faults(gate: &Gate, asker: &Asker, name: Option<&str>) -> Vec<Fault> {
    judge(gate, &asker.record, name, PasswordChoice::Keep).await.err().unwrap_or_default()
}

/// What was chosen beforehand, if this registration wants that at all.
async fn judge(
    gate: &Gate,
    record: &Registration,
    name: Option<&str>,
    password: PasswordChoice,
) -> Result<(Option<Localpart>, Option<Password>), Vec<Fault>> {
    let mut faults = Vec::new();
    let given = name.map(|name| settle::name(Some(name))).transpose().unwrap_or_else(|what| {
        faults.push(Fault::new(Field::Username, what));
        None
    });
    let password = match settle::chosen(gate, record, name, password).await {
        _ if !record.application.on_approval => None,
        Ok(PasswordChoice::Keep) => None,
        Ok(PasswordChoice::Typed(secret)) => Some(Password::Chosen(secret)),
        Ok(PasswordChoice::MakeOne) => Some(Password::Generated(Secret::password())),
        Err(what) => {
            faults.push(Fault::new(Field::Password, what));
            None
        }
    };
    if faults.is_empty() { Ok((given, password)) } else { Err(faults) }
}

/// "This was not me": the registration ends (`None`); one that the address was added to later, or that has begun to make accounts,
/// loses it. The address rests.
///
/// # Errors
/// `Rule`: `NotYours`, `NothingToConfirm`; `Gone`; `Failed`.
pub async fn disown(gate: &Gate, asker: &Asker) -> Result<Option<Box<Registration>>, Refused> {
    change(gate, asker.record.rid, asker.actor, Event::Disown).await
}

#[cfg(test)]
mod tests {
    use shared::clock::Timestamp;
    use shared::registration::status::Hearing;
    use shared::registration::{Application, Status};

    use super::*;
    use crate::desk::tests::{both_doors, record_of};

    #[test]
    fn name_and_password_come_with_the_yes_only_where_the_approval_makes_the_account() {
        let at = Timestamp::UNIX_EPOCH;
        for (hearing, asked) in [(Hearing::AfterLetter, true), (Hearing::AtOnceAndLetter { letter: true }, true), (Hearing::AtOnce, false)]
        {
            let plain = record_of(&both_doors(&[]), hearing);
            assert!(!chooses(&plain));
            let ready = Registration { application: Application { on_approval: true, ..plain.application.clone() }, ..plain };
            assert_eq!(chooses(&ready), asked, "{hearing:?}");
            assert!(!chooses(&Registration { status: Status::Approved { at }, ..ready.clone() }), "there is a page for that");
            assert!(!chooses(&Registration { proof: Proof::Given { at }, ..ready }));
        }
    }
}
