//! What the applicant may do: confirm or disown the address, settle name and password, withdraw. Pure.
//!
//! Who the applicant is follows from the proof: until an address is confirmed whoever made the
//! registration, from then on whoever reads the address.

use super::{
    Contact, HeldName, NewPassword, Password, Proof, Registration,
    provision::{self, Door},
    status::{Actor, Refusal, Terms, Transition, heard, letter_to_applicant},
};
use crate::{
    audit::Deed,
    clock::{Timestamp, later},
    job::{Job, Letter},
    platform::Platform,
    token::link::Kind,
};

/// Name and password for the accounts, and an address where there was none.
pub(super) struct Settling {
    /// The name, claimed.
    pub(super) name: HeldName,
    /// The password; absent, one that exists stays.
    pub(super) password: Option<NewPassword>,
    /// An address.
    pub(super) contact: Option<Contact>,
    /// Whether it may be written to.
    pub(super) heard: bool,
    /// The door it is about alone.
    pub(super) alone: Option<Platform>,
}

pub(super) fn confirm(
    record: &Registration,
    name: Option<HeldName>,
    password: Option<NewPassword>,
    actor: Actor,
    terms: &Terms,
    now: Timestamp,
) -> Result<Transition, Refusal> {
    if actor != Actor::Applicant {
        return Err(Refusal::NotYours);
    }
    let mut next = Registration { proof: Proof::Given { at: now }, modified_at: now, ..record.clone() };
    match record.proof {
        Proof::Given { .. } => Ok(Transition::same()),
        Proof::NotAsked | Proof::Unheard { .. } | Proof::UnheardLater => Err(Refusal::NothingToConfirm),
        Proof::AwaitedBeside => {
            next.told_at = Some(record.created_at);
            // What was typed before may be a stranger's: from now on only who reads the address chooses.
            if next.doors.values().any(|door| *door != Door::Pending) {
                next.password_is_callers = next.password.is_some();
                next.hash = None;
            } else {
                next.set_password(password);
                next.name = name.or(next.name);
            }
            Ok(Transition::to(next).noting(Deed::Confirmed, record.rid, None, now))
        }
        Proof::AwaitedLater => {
            next.told_at = Some(record.created_at);
            // What was typed before is the caller's, and opens no door for whoever reads this address.
            next.password_is_callers = next.password.is_some();
            next.hash = None;
            // What would have been written meanwhile had this address been anybody's.
            let letter = match (next.has_account(), next.doors.values().any(Door::has_failed)) {
                (_, true) => letter_to_applicant(&next, Letter::NeedsYou),
                (true, false) => letter_to_applicant(&next, Letter::AccountReady),
                (false, false) => None,
            };
            Ok(Transition::to(next).causing(letter).noting(Deed::Confirmed, record.rid, None, now))
        }
        Proof::Awaited => {
            next.name = name;
            next.set_password(password);
            next.expires_at = later(now, terms.lifetimes.pending);
            Ok(heard(next, terms, now).noting(Deed::Confirmed, record.rid, None, now))
        }
    }
}

pub(super) fn disown(record: &Registration, actor: Actor, terms: &Terms, now: Timestamp) -> Result<Transition, Refusal> {
    if actor != Actor::Applicant {
        return Err(Refusal::NotYours);
    }
    let rest = record
        .application
        .email
        .as_ref()
        .map(|contact| Job::RestAddress { address: contact.print, until: later(now, terms.timing.rest_address) });
    let transition = match record.proof {
        // A member whom moderators let in outlives the registration, and must lose the address.
        Proof::Awaited | Proof::AwaitedBeside if !record.is_processing() && !record.has_account() && !outlived(record) => {
            Transition::ended()
        }
        Proof::Awaited | Proof::AwaitedBeside | Proof::AwaitedLater => {
            let mut next = Registration { proof: Proof::NotAsked, modified_at: now, ..record.clone() };
            next.application.email = None;
            Transition::to(next)
        }
        Proof::NotAsked | Proof::Given { .. } | Proof::Unheard { .. } | Proof::UnheardLater => {
            return Err(Refusal::NothingToConfirm);
        }
    };
    Ok(transition.causing(rest).noting(Deed::Disowned, record.rid, None, now))
}

/// Whether there is a member that does not end with its registration.
const fn outlived(record: &Registration) -> bool {
    record.is_member && record.approved_at().is_some()
}

/// Whether the actor is the applicant, by the rule of the proof.
const fn is_applicant(record: &Registration, actor: Actor) -> bool {
    match actor {
        Actor::Caller => record.is_applicant(Kind::Caller),
        Actor::Applicant => record.is_applicant(Kind::Applicant),
        Actor::Moderator(_) | Actor::House => false,
    }
}

pub(super) fn settle(record: &Registration, words: Settling, actor: Actor, terms: &Terms, now: Timestamp) -> Result<Transition, Refusal> {
    let Settling { name, password, contact, heard, alone } = words;
    if record.is_unconfirmed() {
        return Err(Refusal::NotConfirmed);
    }
    if !is_applicant(record, actor) {
        return Err(Refusal::NotYours);
    }
    if record.approved_at().is_none() {
        return Err(Refusal::NotApproved);
    }
    let mut asks = Vec::new();
    let mut next = Registration { modified_at: now, ..record.clone() };
    match (&record.application.email, contact) {
        (Some(known), Some(given)) if known.print != given.print => return Err(Refusal::AnotherAddress),
        (None, Some(given)) => {
            next.application.email = Some(given);
            next.proof = if heard { Proof::AwaitedLater } else { Proof::UnheardLater };
            asks.extend(letter_to_applicant(&next, Letter::Confirm));
        }
        _ => {}
    }
    let meant = doors_meant(record, alone);
    if meant.iter().any(|platform| matches!(record.door(*platform), Door::Processing { .. })) {
        let is_named = meant.iter().all(|platform| record.name_on(*platform) == Some(&name));
        let equal = is_named && password.as_ref().is_none_or(|given| is_same_password(record, &given.password)) && asks.is_empty();
        return if equal { Ok(Transition::same()) } else { Err(Refusal::Processing) };
    }
    if meant.is_empty() {
        return Err(Refusal::Done);
    }
    let fixed = |platform: &Platform| record.door(*platform).fixed_name().is_some_and(|fixed| *fixed != name.name);
    if meant.iter().any(fixed) {
        return Err(Refusal::NameIsFixed);
    }
    rename(&mut next, &meant, name);
    if password.is_some() {
        next.set_password(password);
    } else if next.own_password().is_none() {
        return Err(Refusal::NoPassword);
    }
    next.password_is_callers = false;
    Ok(provision::begin(next, &meant, terms, now).causing(asks))
}

/// The doors that name and password are for: every one that is not done, or the one alone that failed.
pub fn doors_meant(record: &Registration, alone: Option<Platform>) -> Vec<Platform> {
    let has_failed = |platform: &Platform| record.door(*platform).has_failed();
    let is_done = |door: &Door| matches!(door, Door::Success { .. });
    match alone.filter(has_failed) {
        Some(platform) => vec![platform],
        None => record.doors.iter().filter(|(_, door)| !is_done(door)).map(|(platform, _)| *platform).collect(),
    }
}

/// Gives these doors a name. One name for all where no other door keeps its own; an account that is made is never renamed.
fn rename(record: &mut Registration, meant: &[Platform], name: HeldName) {
    if record.doors.keys().all(|platform| meant.contains(platform)) {
        record.names.clear();
        record.name = Some(name);
        return;
    }
    for platform in meant {
        if record.name.as_ref() == Some(&name) {
            record.names.remove(platform);
        } else {
            record.names.insert(*platform, name.clone());
        }
    }
}

/// A token of the platform's was shown to the applicant, or was revoked.
pub(super) fn token(record: &Registration, is_shown: bool, actor: Actor, now: Timestamp) -> Result<Transition, Refusal> {
    if !is_applicant(record, actor) {
        return Err(Refusal::NotYours);
    }
    if !matches!(record.door(Platform::Mastodon), Door::Success { .. }) {
        return Err(Refusal::NotApproved);
    }
    match (record.token_at, is_shown) {
        (Some(_), true) => Err(Refusal::Done),
        (None, false) => Ok(Transition::same()),
        (_, is_shown) => Ok(Transition::to(Registration { token_at: is_shown.then_some(now), modified_at: now, ..record.clone() })),
    }
}

/// A generated password equals whatever asks for "one for me".
fn is_same_password(record: &Registration, given: &Password) -> bool {
    match (&record.password, given) {
        (Some(Password::Generated(_)), Password::Generated(_)) => true,
        (Some(Password::Chosen(mine)), Password::Chosen(given)) => mine == given,
        _ => false,
    }
}

pub(super) fn saved(record: &Registration, actor: Actor, now: Timestamp) -> Result<Transition, Refusal> {
    if !is_applicant(record, actor) {
        return Err(Refusal::NotYours);
    }
    match &record.password {
        // Until an account has it, it is nobody's yet.
        Some(Password::Generated(_)) if !record.has_account() || record.is_processing() => Err(Refusal::Processing),
        Some(Password::Generated(_)) => Ok(Transition::to(Registration { password: None, hash: None, modified_at: now, ..record.clone() })),
        _ => Ok(Transition::same()),
    }
}

pub(super) fn withdraw(record: &Registration, actor: Actor, now: Timestamp) -> Result<Transition, Refusal> {
    match actor {
        Actor::Applicant if record.proof == Proof::AwaitedLater => Err(Refusal::NotYours),
        Actor::Caller | Actor::Applicant if record.is_processing() => Err(Refusal::Processing),
        Actor::Caller | Actor::Applicant => Ok(Transition::ended().noting(Deed::Withdrawn, record.rid, None, now)),
        Actor::Moderator(_) | Actor::House => Err(Refusal::NotYours),
    }
}
