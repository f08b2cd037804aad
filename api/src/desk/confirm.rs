//! "Yes, I asked for this" and "This was not me", pressed on the page behind the letter.
//!
//! From Yes on the name is held and moderators hear. A password counts only where the account is made at the approval, and
//! only if it is chosen here: one that the caller sent before was never kept.

use shared::crypto::secret::Secret;
use shared::localpart::Localpart;
use shared::registration::status::{Event, Next, decide};
use shared::registration::{Password, Proof, Registration};

use super::{Fault, Field, PasswordChoice, Refused, What, change, changed, held, settle};
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
    if first.next == Next::Same || record.proof != Proof::Awaited {
        return changed(gate, record.rid, asker.actor, bare).await;
    }
    let (given, password) = judge(gate, record, name, password).await.map_err(Refused::Invalid)?;
    let must = given.is_some();
    let held = match given.or_else(|| record.application.wish.clone()) {
        Some(name) => held::take(gate, &roots, name, &record.application.services, record.rid).await?,
        None => None,
    };
    if must && held.is_none() {
        return Err(Refused::fault(Field::Username, What::NameTaken));
    }
    let event = Event::Confirm { name: held.clone(), password };
    let confirmed = changed(gate, record.rid, asker.actor, event).await;
    if let (Err(Refused::Rule(_) | Refused::Gone), Some(held)) = (&confirmed, &held) {
        held::give_back(gate, held, &record.application.services, record.rid).await?;
    }
    confirmed
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

/// "This was not me": an unconfirmed registration ends (`None`), one whose address was added later loses it. The address
/// rests.
///
/// # Errors
/// `Rule`: `NotYours`, `NothingToConfirm`; `Gone`; `Failed`.
pub async fn disown(gate: &Gate, asker: &Asker) -> Result<Option<Box<Registration>>, Refused> {
    change(gate, asker.record.rid, asker.actor, Event::Disown).await
}
