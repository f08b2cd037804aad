//! Opening an account: how far each door is, and what the worker's reports change. Pure.
//!
//! The order keeps an account from being made twice or a stranger's from being touched: the worker
//! first writes down a random secret of its own (`Intend`), registers with it, reports the account
//! (`Created`), puts the person's password in its place and reports that (`Opened`). Whoever holds the
//! secret can prove that the account is ours. It is dropped with the last report, whatever that is.

use serde::{Deserialize, Serialize};

use super::{
    Password, Registration,
    status::{Next, Refusal, Terms, Transition, letter_to_applicant, letter_to_moderators},
};
use crate::{
    audit::Deed,
    clock::{Timestamp, later},
    crypto::secret::Secret,
    job::{Job, Letter},
    localpart::Localpart,
    platform::Platform,
};

/// How far one platform's account is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Door {
    /// Nothing was done.
    Pending,
    /// A job works on it.
    Processing {
        /// What was tried so far.
        attempt: Option<Attempt>,
    },
    /// The account is open.
    Success {
        /// What the platform calls it.
        account: String,
        /// Since when.
        at: Timestamp,
    },
    /// It will not be tried again unless the applicant does something.
    Failed {
        /// Why.
        problem: Trouble,
        /// An account that exists, or may.
        attempt: Option<Attempt>,
    },
}

/// One try to make an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The name it is made with.
    pub name: Localpart,
    /// The password it is made with: random, known to nobody, the proof that the account is ours.
    pub secret: Secret,
    /// How far it came.
    pub stage: Stage,
}

/// How far a try came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stage {
    /// The platform may have been asked; what it did is unknown.
    Sent,
    /// The account exists and is ours.
    Created {
        /// What the platform calls it.
        account: String,
        /// A session of it, where the platform gave one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Secret>,
        /// Whether it was made with the password that waited here then, so that no copy has to bring it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        has_waiting: bool,
    },
}

/// Why an account was not made, as applicants and callers read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The name belongs to somebody else there.
    NameTaken,
    /// The platform does not accept the name.
    NameRefused,
    /// The platform does not accept the password.
    PasswordRefused,
    /// Somebody else changed the account while it was being made.
    Conflict,
    /// The platform was away for too long.
    Unavailable,
}

impl Trouble {
    /// Every trouble.
    pub const ALL: [Self; 5] = [Self::NameTaken, Self::NameRefused, Self::PasswordRefused, Self::Conflict, Self::Unavailable];

    /// The word on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NameTaken => "name_taken",
            Self::NameRefused => "name_refused",
            Self::PasswordRefused => "password_refused",
            Self::Conflict => "conflict",
            Self::Unavailable => "unavailable",
        }
    }

    /// Whether the applicant alone cannot mend it: moderators hear.
    pub const fn is_for_good(self) -> bool {
        matches!(self, Self::Conflict | Self::Unavailable)
    }

    /// Whether nothing is left to go on with: no account of ours exists under the name, or it is no longer ours.
    const fn ends_the_attempt(self) -> bool {
        matches!(self, Self::NameTaken | Self::NameRefused | Self::Conflict)
    }
}

impl Attempt {
    /// What is kept of it. Where the password was refused the account still has the secret, which is enough to go on with:
    /// the session that the worker ended is not kept for somebody who may never come back.
    fn after(self, problem: Trouble) -> Self {
        match problem {
            Trouble::PasswordRefused => Self { stage: Stage::Sent, ..self },
            // Here the account may have the chosen password by now, and only the stage says that it is ours.
            _ => self,
        }
    }
}

impl Door {
    /// The word on the wire.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing { .. } => "processing",
            Self::Success { .. } => "success",
            Self::Failed { .. } => "failed",
        }
    }

    /// Whether nothing more happens here by itself.
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Success { .. } | Self::Failed { .. })
    }

    /// Whether it failed.
    pub const fn has_failed(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }

    /// The name that this door's account bears already, or may.
    pub(super) const fn fixed_name(&self) -> Option<&Localpart> {
        match self {
            Self::Failed { attempt: Some(attempt), .. } | Self::Processing { attempt: Some(attempt) } => Some(&attempt.name),
            _ => None,
        }
    }

    /// The try under way.
    pub const fn attempt(&self) -> Option<&Attempt> {
        match self {
            Self::Processing { attempt } | Self::Failed { attempt, .. } => attempt.as_ref(),
            Self::Pending | Self::Success { .. } => None,
        }
    }
}

/// What the worker tells of one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which platform.
    pub platform: Platform,
    /// What.
    pub news: News,
}

/// A step of the sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// It will be tried once more: the record lives on for that, and what was given up is taken up again.
    Trying,
    /// About to ask the platform, with this secret unless one is written down already.
    Intend {
        /// A fresh one.
        secret: Secret,
    },
    /// The account exists and is ours.
    Created {
        /// What the platform calls it.
        account: String,
        /// A session of it, where the platform gave one.
        token: Option<Secret>,
        /// What it was made with.
        given: Given,
    },
    /// The name is taken on another door, whose job says so: nothing is made here until the applicant has chosen.
    HeldBack,
    /// The account has the person's password.
    Opened,
    /// It will not come to anything this way.
    Failed(Trouble),
}

/// The password that an account was made with, as far as it matters to whoever set another one meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Another than the person's, or one that they may have replaced since.
    Other,
    /// This one of theirs.
    This(Secret),
    /// One that nobody knows and the person replaces on the platform, whatever was set here before.
    Nobodys,
}

/// Starts the jobs of these doors, and of every other one where nothing was done yet. The record is approved and settled; a door
/// that needs the address proved waits.
pub(super) fn begin(mut record: Registration, meant: &[Platform], terms: &Terms, now: Timestamp) -> Transition {
    let mut jobs = Vec::new();
    let begins = |(platform, door): (&Platform, &Door)| match door {
        Door::Pending => !record.awaits_proof(*platform),
        Door::Failed { .. } => meant.contains(platform) && !record.awaits_proof(*platform),
        Door::Processing { .. } | Door::Success { .. } => false,
    };
    let beginning: Vec<Platform> = record.doors.iter().filter(|entry| begins(*entry)).map(|(platform, _)| *platform).collect();
    for platform in beginning {
        let attempt = record.door(platform).attempt().cloned();
        record.doors.insert(platform, Door::Processing { attempt });
        jobs.push(Job::Provision { rid: record.rid, platform });
    }
    // From here on they may sign in; one that an older process settled has nothing to know them by.
    record.is_member |= record.hash.is_some();
    // Who tries again even later gets that one try.
    record.expires_at = lives_until(&record, terms, now).max(later(now, terms.timing.processing_last_call));
    Transition::to(record).causing(jobs)
}

/// How long an attempt made now lets the record live: seven days, never beyond thirty after the decision.
pub fn lives_until(record: &Registration, terms: &Terms, now: Timestamp) -> Timestamp {
    let decided = record.approved_at().unwrap_or(record.created_at);
    later(now, terms.timing.processing_extends).min(later(decided, terms.timing.processing_max))
}

/// When a platform that is still away has had its chance: early enough for the letter to go out before the record ends.
pub fn gives_up_at(record: &Registration, terms: &Terms) -> Timestamp {
    let decided = record.approved_at().unwrap_or(record.created_at);
    later(decided, terms.timing.processing_max.saturating_sub(terms.timing.processing_last_call))
}

/// Whether a job that was given up goes on where somebody brings it back to life: nothing but patience was missing.
pub fn can_go_on(record: &Registration, platform: Platform) -> bool {
    matches!(record.door(platform), Door::Failed { problem: Trouble::Unavailable, .. }) && record.is_settled()
}

pub(super) fn report(record: &Registration, report: Report, terms: &Terms, now: Timestamp) -> Result<Transition, Refusal> {
    let attempt = match record.door(report.platform) {
        Door::Processing { attempt } => attempt,
        Door::Failed { attempt, .. } if report.news == News::Trying && can_go_on(record, report.platform) => attempt,
        // The door moved on without this job: whatever it found is old.
        _ => return Err(if record.approved_at().is_some() { Refusal::Done } else { Refusal::NotApproved }),
    };
    let name = record.name_on(report.platform).ok_or(Refusal::NoPassword)?.name.clone();
    let mut next = Registration { modified_at: now, ..record.clone() };
    match (report.news, attempt.clone()) {
        (News::Trying, attempt) => {
            next.doors.insert(report.platform, Door::Processing { attempt });
            next.expires_at = record.expires_at.max(lives_until(record, terms, now));
            Ok(Transition::to(next))
        }
        // What it waits for may be over by now: then this door goes on.
        (News::HeldBack, None) if !has_rival(record, report.platform) => Err(Refusal::Processing),
        (News::HeldBack, None) => {
            next.doors.insert(report.platform, Door::Pending);
            Ok(Transition::to(next))
        }
        // The platform may have been asked: it is too late to hold back.
        (News::HeldBack | News::Intend { .. }, Some(_)) => Ok(Transition::same()),
        (News::Intend { secret }, None) => {
            let attempt = Attempt { name, secret, stage: Stage::Sent };
            next.doors.insert(report.platform, Door::Processing { attempt: Some(attempt) });
            next.expires_at = record.expires_at.max(lives_until(record, terms, now));
            Ok(Transition::to(next))
        }
        (News::Created { account, token, given }, Some(before)) => match before.stage {
            Stage::Created { .. } => Ok(Transition::same()),
            Stage::Sent => {
                let has_waiting = match &given {
                    Given::Other => false,
                    Given::This(given) => record.password.as_ref().is_some_and(|waiting| waiting.secret() == given),
                    Given::Nobodys => true,
                };
                let attempt = Attempt { stage: Stage::Created { account, token, has_waiting }, ..before };
                next.doors.insert(report.platform, Door::Processing { attempt: Some(attempt) });
                Ok(Transition::to(next))
            }
        },
        (News::Opened, Some(Attempt { stage: Stage::Created { account, .. }, .. })) => {
            next.doors.insert(report.platform, Door::Success { account, at: now });
            // Whoever held back for this door need not wait any more: its name is good here.
            let waits = next.awaits_settling() && next.is_settled() && !next.doors.values().any(Door::has_failed);
            let Transition { next, jobs, .. } = if waits { begin(next, &[], terms, now) } else { Transition::to(next) };
            let Next::Record(next) = next else { return Ok(Transition::same()) };
            let letter = ready(&next, terms, now);
            let mut transition = ended(*next, terms, now).noting(Deed::Opened, record.rid, None, now);
            transition.jobs.extend(jobs.into_iter().chain(letter));
            Ok(transition)
        }
        (News::Opened | News::Created { .. }, _) => Err(Refusal::NotApproved),
        (News::Failed(problem), before) => {
            let attempt = before.filter(|_| !problem.ends_the_attempt()).map(|attempt| attempt.after(problem));
            next.doors.insert(report.platform, Door::Failed { problem, attempt });
            let letter = letter_to_applicant(&next, Letter::NeedsYou);
            let to_moderators = if problem.is_for_good() { letter_to_moderators(&next, Letter::CouldNotOpen, terms) } else { Vec::new() };
            Ok(ended(next, terms, now).causing(letter).causing(to_moderators))
        }
    }
}

/// Whether another door wants the same name and has not got it yet, or was told that it is taken. One that gets it after all starts
/// whoever held back.
fn has_rival(record: &Registration, platform: Platform) -> bool {
    let wants_it = |other: Platform| other != platform && record.name_on(other) == record.name_on(platform);
    record.doors.iter().any(|(other, door)| {
        let is_without = matches!(door, Door::Processing { .. } | Door::Failed { problem: Trouble::NameTaken | Trouble::NameRefused, .. });
        is_without && wants_it(*other)
    })
}

/// The letter about an open account, and when it goes out: at once, unless another door may follow in a moment.
fn ready(record: &Registration, terms: &Terms, now: Timestamp) -> Option<(Job, Option<Timestamp>)> {
    if record.is_processing() {
        letter_to_applicant(record, Letter::OneReady).map(|job| (job, Some(later(now, terms.timing.other_door_waits))))
    } else {
        letter_to_applicant(record, Letter::AccountReady).map(|job| (job, None))
    }
}

/// After a door's last word: once all have spoken the record has two days left, and a chosen password
/// goes as soon as nobody needs it.
fn ended(mut record: Registration, terms: &Terms, now: Timestamp) -> Transition {
    if record.is_over() {
        record.expires_at = later(now, terms.timing.done_ttl);
    }
    // A door that still waits for its address to be proved gets a password of its own.
    let is_needed = record.doors.values().any(Door::has_failed) || record.is_processing();
    if !is_needed && matches!(record.password, Some(Password::Chosen(_))) {
        record.set_password(None);
    }
    Transition::to(record)
}

#[cfg(test)]
mod tests;
