//! The desk: what may be done with registrations, whichever road one comes by. Routes and pages only read requests and
//! write answers.
//!
//! | file | what is done |
//! |---|---|
//! | [`apply`] | a registration is made, with `application` judging what was sent and `repeat` knowing its repeats |
//! | [`confirm`] | "Yes, I asked for this", "This was not me" |
//! | [`decide`] | a moderator votes |
//! | [`settle`] | name and password; "I have saved it" |
//! | [`withdraw`] | the applicant takes it back |
//! | [`names`] | is this name free |
//! | [`queue`] | what waits for the moderators, and what they decided lately |
//! | [`queue_link`] | the letter that brings a moderator's own link |
//! | [`lost_link`] | the letter that brings the links back |
//! | [`sessions`] | members sign in and out, and stay signed in; `device` says with what |
//! | [`posts`], [`votes`] | the board; [`writing`] judges what is written there |
//! | [`members`] | who a member is, and how one leaves; `member_letters` tells them |
//! | [`passwords`] | tokens and passwords of accounts on Mastodon, for whoever knows address and password |
//! | [`member_passwords`] | a member's password changed, everywhere |
//! | [`forgot`] | a link to a new password |
//! | [`reset`] | a new password by the link of a letter |
//! | [`platform_token`] | a token of the applicant's own account |
//! | [`member_token`] | a token of a member's own account |
//!
//! The rule: nothing here decides what the rules of `shared` decide, and every refusal is a [`Refused`]. `fault` says what
//! is wrong with what was sent, `password` judges passwords, `held` claims names.

mod application;
pub mod apply;
pub mod confirm;
pub mod decide;
pub mod device;
mod fault;
pub mod forgot;
mod held;
pub mod lost_link;
mod member_letters;
pub mod member_passwords;
pub mod member_token;
pub mod members;
pub mod names;
pub mod password;
pub mod passwords;
pub mod platform_token;
pub mod posts;
pub mod queue;
pub mod queue_link;
mod refused;
mod repeat;
pub mod reset;
pub mod sessions;
pub mod settle;
pub mod votes;
pub mod withdraw;
pub mod writing;

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::clock::Timestamp;
use shared::keyspace::Rid;
use shared::registration::Registration;
use shared::registration::status::{Actor, Event, decide as by_the_rules};
use shared::registration::store::Changed;

pub use fault::{Fault, Field, What};
pub use refused::Refused;

use crate::gate::Gate;

/// How a password is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordChoice {
    /// Nothing was said: one that is there stays, otherwise one is made where one is due.
    Keep,
    /// This one.
    Typed(shared::crypto::secret::Secret),
    /// "Make one for me."
    MakeOne,
}

/// Whole seconds for `Retry-After`, at least one.
pub fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0).max(u64::from(wait.is_zero()))
}

/// The UTC day of a moment, by which idempotency keys and pages' nonces count.
pub fn day(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

/// Changes a registration by the rules; `None` when it ended with that.
async fn change(gate: &Gate, rid: Rid, actor: Actor, event: Event) -> Result<Option<Box<Registration>>, Refused> {
    let (_, terms) = gate.known().await?;
    let decide = |record: &Registration, now| by_the_rules(record, event.clone(), actor, terms, now);
    match gate.registrations.change(rid, None, decide).await? {
        Changed::To(record) => Ok(record),
        Changed::Refused(refusal) => Err(Refused::Rule(refusal)),
        Changed::Gone | Changed::Lost => Err(Refused::Gone),
    }
}

/// As `change`, for what never ends a record.
async fn changed(gate: &Gate, rid: Rid, actor: Actor, event: Event) -> Result<Box<Registration>, Refused> {
    change(gate, rid, actor, event).await?.ok_or(Refused::Gone)
}

#[cfg(test)]
pub(crate) mod tests;
