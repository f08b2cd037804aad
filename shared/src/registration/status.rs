//! The rules: what may happen to a registration, who may do it, and what follows. Pure.
//!
//! `decide(record, event, actor, terms, now)` answers a transition (the next record and everything it
//! causes) or a refusal. Nothing here reads a clock, draws a number or knows of Redis; `store` commits a
//! transition whole. The answers stand next door: the applicant's in `applicant`, moderators' in `moderation`,
//! the worker's in `provision`.

use std::{collections::BTreeMap, time::Duration};

use super::{
    Application, Contact, FORMAT, FORMAT_OF_ONE_DOOR, FORMAT_WITHOUT_MEMBER, HeldName, NewPassword, Origin, Proof, Registration, Status,
    applicant::{self, Settling},
    ballot::{Ballot, Choice, Electorate},
    moderation::{self, Ballotpaper},
    provision::{self, Door, Report},
};
use crate::{
    audit::{Deed, Entry},
    clock::{Timestamp, Timing, earlier, later},
    crypto::fingerprint::Fingerprint,
    job::{Job, Letter, Receiver},
    keyspace::Rid,
    platform::Platform,
    root::Roots,
    settings::{Common, Lifetimes},
    token::link::Epoch,
};

/// What the rules need to know of the settings.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Who votes, and how many must agree.
    pub electorate: Electorate,
    /// How long registrations live.
    pub lifetimes: Lifetimes,
    /// The product's other durations.
    pub timing: Timing,
}

impl Terms {
    /// What the settings say; moderators are known by their fingerprints.
    pub fn of(common: &Common, roots: &Roots, timing: &Timing) -> Self {
        let moderators = common.moderators.iter().map(|address| roots.address(address)).collect();
        let electorate = Electorate { moderators, approvals: common.approvals, rejections: common.rejections };
        Self { electorate, lifetimes: common.lifetimes, timing: timing.clone() }
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Whoever made the registration, by the token of its 201.
    Caller,
    /// Whoever reads the address, by a letter's link.
    Applicant,
    /// A moderator.
    Moderator(Fingerprint),
    /// The worker.
    House,
}

/// What happens.
#[derive(Debug, Clone)]
pub enum Event {
    /// "Yes, I asked for this", perhaps with the name and password to use when approved.
    Confirm {
        /// The name claimed now, if one was free.
        name: Option<HeldName>,
        /// The password chosen or made now.
        password: Option<NewPassword>,
    },
    /// "This was not me."
    Disown,
    /// A moderator's vote.
    Vote {
        /// For what.
        choice: Choice,
        /// Words for the applicant, if this vote rejects.
        message: Option<String>,
        /// Whether the applicant gets a letter, if this vote rejects.
        letter: bool,
    },
    /// Name and password for the accounts.
    Settle {
        /// The name, claimed.
        name: HeldName,
        /// The password; absent, one that exists stays.
        password: Option<NewPassword>,
        /// An address, where there was none.
        contact: Option<Contact>,
        /// Whether that address may be written to.
        heard: bool,
        /// The door it is about alone, where that one failed; none means every door that is not done.
        alone: Option<Platform>,
    },
    /// "I have saved it": the generated password need not be shown again.
    Saved,
    /// A token of the platform's was shown, or is no more.
    Token {
        /// Whether there is one now.
        is_shown: bool,
    },
    /// The applicant does not want it any more.
    Withdraw,
    /// What the worker did or found on a platform.
    Report(Report),
}

/// Why something does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not this actor's to do.
    NotYours,
    /// A moderator does not vote on their own registration.
    OwnRegistration,
    /// The address is not confirmed yet.
    NotConfirmed,
    /// The address is confirmed already, or never had to be.
    NothingToConfirm,
    /// It was decided the other way.
    DecidedOtherwise,
    /// Only an approved registration gets accounts.
    NotApproved,
    /// An account is being made with other words.
    Processing,
    /// The account is made.
    Done,
    /// The account bears a name already, or may.
    NameIsFixed,
    /// A registration has one address.
    AnotherAddress,
    /// A name was given where none can be used, or is missing where one is due.
    NoPassword,
}

/// The next state of the record.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Nothing changes: an equal request came again.
    Same,
    /// This.
    Record(Box<Registration>),
    /// It ends.
    Deleted,
}

/// A change and all it causes.
#[derive(Debug, Clone, PartialEq)]
pub struct Transition {
    /// The next record.
    pub next: Next,
    /// Jobs, with their time where they are not due now.
    pub jobs: Vec<(Job, Option<Timestamp>)>,
    /// The audit entry.
    pub audit: Option<Entry>,
}

impl Transition {
    /// Nothing changes.
    pub(super) const fn same() -> Self {
        Self { next: Next::Same, jobs: Vec::new(), audit: None }
    }

    pub(super) fn to(mut record: Registration) -> Self {
        record.format = form_of(&record);
        Self { next: Next::Record(Box::new(record)), jobs: Vec::new(), audit: None }
    }

    /// It ends.
    pub(super) const fn ended() -> Self {
        Self { next: Next::Deleted, jobs: Vec::new(), audit: None }
    }

    /// Another change on top of this one, in one commit, where this one leaves a record. The later audit entry counts.
    #[must_use]
    pub fn then(self, change: impl FnOnce(&Registration) -> Self) -> Self {
        let Next::Record(record) = &self.next else { return self };
        let other = change(record);
        let jobs = self.jobs.into_iter().chain(other.jobs).collect();
        let next = if other.next == Next::Same { self.next } else { other.next };
        Self { next, jobs, audit: other.audit.or(self.audit) }
    }

    pub(super) fn causing(mut self, jobs: impl IntoIterator<Item = Job>) -> Self {
        self.jobs.extend(jobs.into_iter().map(|job| (job, None)));
        self
    }

    pub(super) fn noting(mut self, deed: Deed, rid: Rid, moderator: Option<Fingerprint>, at: Timestamp) -> Self {
        self.audit = Some(Entry { at, deed, rid, moderator });
        self
    }
}

/// How a new registration begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hearing {
    /// Moderators hear at once.
    AtOnce,
    /// Moderators hear at once, and a letter asks the address for the door that needs it proved.
    AtOnceAndLetter {
        /// Whether that letter goes out now. Where it may not, any later letter with the applicant's link asks the same.
        letter: bool,
    },
    /// A letter asks the address first.
    AfterLetter,
    /// Nobody hears, and the address may get one letter that says it has asked already.
    Nobody {
        /// Whether that letter goes out.
        letter: bool,
        /// Whether others of its kind are asked to confirm: to its caller it must look like them.
        asks: bool,
    },
}

/// A new registration's identity and how it came.
#[derive(Debug, Clone, Copy)]
pub struct Birth {
    /// Its identifier.
    pub rid: Rid,
    /// Its epoch.
    pub epoch: Epoch,
    /// Where it came from.
    pub origin: Origin,
    /// Who hears of it.
    pub hearing: Hearing,
    /// Whether the address has other open registrations.
    pub same_address: bool,
    /// Whether whoever asks is a member at once: the gate in front of sign-in and board stands open.
    pub is_member: bool,
}

/// The names that a new registration comes with.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// For its accounts.
    pub name: Option<HeldName>,
    /// To sign in with, where that was asked for apart.
    pub user_id: Option<HeldName>,
}

/// The oldest form that says all of it.
fn form_of(record: &Registration) -> u8 {
    let has_member = record.is_member || record.hash.is_some() || record.user_id.is_some();
    match (has_member, record.doors.keys().all(|platform| *platform == Platform::Matrix)) {
        (true, _) => FORMAT,
        (false, false) => FORMAT_WITHOUT_MEMBER,
        (false, true) => FORMAT_OF_ONE_DOOR,
    }
}

/// Makes a registration. `names` are claimed already; `password` opens accounts only where nobody has to confirm, and a member made at
/// once keeps what the registration does not.
pub fn apply(
    birth: Birth,
    application: Application,
    names: Names,
    password: Option<NewPassword>,
    terms: &Terms,
    now: Timestamp,
) -> Transition {
    let (proof, lifetime) = match birth.hearing {
        Hearing::AtOnce => (Proof::NotAsked, terms.lifetimes.pending),
        Hearing::AtOnceAndLetter { .. } => (Proof::AwaitedBeside, terms.lifetimes.pending),
        Hearing::AfterLetter => (Proof::Awaited, terms.lifetimes.unconfirmed),
        Hearing::Nobody { asks: true, .. } => (Proof::Unheard { asks: true }, terms.lifetimes.unconfirmed),
        Hearing::Nobody { asks: false, .. } => (Proof::Unheard { asks: false }, terms.lifetimes.pending),
    };
    let doors: BTreeMap<_, _> = application.services.iter().map(|platform| (platform, Door::Pending)).collect();
    let at_once = matches!(birth.hearing, Hearing::AtOnce | Hearing::AtOnceAndLetter { .. });
    // One that nobody hears of shows its caller the password that any other would; no account is ever made with it.
    let kept = at_once || matches!(birth.hearing, Hearing::Nobody { asks: false, .. });
    let record = Registration {
        format: FORMAT,
        rid: birth.rid,
        epoch: birth.epoch,
        created_at: now,
        modified_at: now,
        expires_at: later(now, lifetime),
        origin: birth.origin,
        application,
        proof,
        told_at: None,
        same_address: birth.same_address,
        status: Status::Pending,
        ballot: Ballot::default(),
        name: names.name.filter(|_| at_once),
        password: kept.then(|| password.as_ref().map(|new| new.password.clone())).flatten(),
        is_member: birth.is_member && password.is_some(),
        hash: password.filter(|_| kept || birth.is_member).map(|new| new.hash),
        user_id: names.user_id,
        password_is_callers: false,
        names: BTreeMap::new(),
        doors,
        token_at: None,
    };
    let first = match birth.hearing {
        Hearing::AtOnce => return heard(record, terms, now),
        Hearing::AtOnceAndLetter { letter } => {
            let confirm = letter.then_some(Letter::Confirm).and_then(|letter| letter_to_applicant(&record, letter));
            return heard(record, terms, now).causing(confirm);
        }
        Hearing::AfterLetter => Some(Letter::Confirm),
        Hearing::Nobody { letter, .. } => letter.then_some(Letter::AlreadyAsked),
    };
    let letter = first.and_then(|letter| letter_to_applicant(&record, letter));
    Transition::to(record).causing(letter)
}

/// Decides. Equal requests that come again change nothing and are no fault.
pub fn decide(record: &Registration, event: Event, actor: Actor, terms: &Terms, now: Timestamp) -> Result<Transition, Refusal> {
    match event {
        Event::Confirm { name, password } => applicant::confirm(record, name, password, actor, terms, now),
        Event::Disown => applicant::disown(record, actor, terms, now),
        Event::Vote { choice, message, letter } => {
            let Actor::Moderator(moderator) = actor else { return Err(Refusal::NotYours) };
            moderation::vote(record, moderator, Ballotpaper { choice, message, letter }, terms, now)
        }
        Event::Settle { name, password, contact, heard, alone } => {
            applicant::settle(record, Settling { name, password, contact, heard, alone }, actor, terms, now)
        }
        Event::Saved => applicant::saved(record, actor, now),
        Event::Token { is_shown } => applicant::token(record, is_shown, actor, now),
        Event::Withdraw => applicant::withdraw(record, actor, now),
        Event::Report(report) if actor == Actor::House => provision::report(record, report, terms, now),
        Event::Report(_) => Err(Refusal::NotYours),
    }
}

/// Moderators hear of it: their letters, the reminders to come, and a word to the applicant.
pub(super) fn heard(record: Registration, terms: &Terms, now: Timestamp) -> Transition {
    let to_each = |letter| letter_to_moderators(&record, letter, terms);
    let lifetime = terms.lifetimes.pending;
    let last_call = last_call(record.expires_at, lifetime, terms.timing.pending_warning);
    let mut jobs: Vec<(Job, Option<Timestamp>)> = to_each(Letter::PleaseDecide).into_iter().map(|job| (job, None)).collect();
    jobs.extend(to_each(Letter::ReminderHalf).into_iter().map(|job| (job, Some(later(now, lifetime / 2)))));
    jobs.extend(to_each(Letter::ReminderLast).into_iter().map(|job| (job, Some(later(now, lifetime / 10 * 9)))));
    jobs.extend(letter_to_applicant(&record, Letter::Received).map(|job| (job, None)));
    jobs.extend(letter_to_applicant(&record, Letter::NobodyDecided).map(|job| (job, Some(last_call))));
    Transition { jobs, ..Transition::to(record) }
}

/// When to warn before an end: `before` it, or halfway where the whole time is not longer than that.
pub(super) fn last_call(end: Timestamp, lifetime: Duration, before: Duration) -> Timestamp {
    earlier(end, if lifetime > before { before } else { lifetime / 2 })
}

/// A letter to each moderator, but about their own registration.
pub(super) fn letter_to_moderators(record: &Registration, letter: Letter, terms: &Terms) -> Vec<Job> {
    let own = record.application.email.as_ref().map(|contact| contact.print);
    let moderators = terms.electorate.moderators.iter().filter(|moderator| Some(**moderator) != own);
    moderators.map(|moderator| Job::Letter { rid: record.rid, letter, to: Receiver::Moderator(*moderator) }).collect()
}

/// A letter to the registration's address, where there is one that may be written to.
pub(super) fn letter_to_applicant(record: &Registration, letter: Letter) -> Option<Job> {
    let may_read = match record.proof {
        Proof::UnheardLater => false,
        Proof::AwaitedLater => letter == Letter::Confirm,
        _ => true,
    };
    record.application.email.as_ref().filter(|_| may_read)?;
    Some(Job::Letter { rid: record.rid, letter, to: Receiver::Applicant })
}
