//! What becomes of a registration's member: read off the record before and after a change. Pure.
//!
//! The rules say in the record whether there is a member (`is_member`) and by which password (`hash`); what that means for the
//! member is found here, so that no rule has to think of it. A member is made once, by the later of approval and settlement, or
//! with the registration itself where the gate in front of the board stands open; then the registration tells it what it learns.
//! The other way round the registration hears of three things: a password that the member sets, its end, and a lost name.

use std::{collections::BTreeMap, time::Duration};

use super::{
    Contact, HeldName, Password, Proof, Registration, Status,
    provision::{Attempt, Door, Stage},
    status::{Next, Transition},
};
use crate::{
    clock::{Timestamp, later},
    crypto::{fingerprint::Fingerprint, password::PasswordHash, secret::Secret},
    job::Job,
    keyspace::MemberId,
    member::{
        Account, CopyState, Member, SessionEpoch,
        change::{self, MemberBirth, MemberRefusal, MemberTransition, NewPassword, NextMember},
    },
    platform::Platform,
};

/// One thing that happens to the member.
#[derive(Debug, Clone)]
pub enum MemberMove {
    /// It begins.
    Make(Box<MemberBirth>),
    /// The owner of the address pressed Yes: what was known before counts no more, and this password does.
    Prove {
        /// When.
        at: Timestamp,
        /// The address.
        contact: Contact,
        /// The password chosen with the yes.
        hash: Option<PasswordHash>,
    },
    /// An address came, or went: its owner said "this was not me".
    Contact(Option<Contact>),
    /// Another name to sign in with.
    Name(HeldName),
    /// Another password, for the doors that are open already, too; unless the member has chosen one since.
    Password {
        /// What the registration gave the member before.
        before: Option<PasswordHash>,
        /// Its hash.
        hash: PasswordHash,
        /// The password.
        secret: Secret,
    },
    /// An account was made with this password, or with one that nobody knows in its place: where the member set that very one meanwhile,
    /// no copy has to follow.
    Given {
        /// Where.
        platform: Platform,
        /// The password.
        password: Secret,
    },
    /// An account was opened.
    Open {
        /// Where.
        platform: Platform,
        /// What the platform calls it.
        account: String,
        /// When.
        at: Timestamp,
    },
    /// It ends with its registration, which never was approved.
    End,
}

/// What a member's part of the change needs beside the record.
#[derive(Debug, Clone, Copy)]
pub struct Chance {
    /// The session epoch that a member has from now on who is new, proved, or has another password.
    pub sessions: SessionEpoch,
    /// How long a door that is away is waited for with a new password.
    pub copies_wait: Duration,
    /// What time it is.
    pub now: Timestamp,
}

/// The member after these moves, with what they cause. One who left, or never was, stays gone.
pub fn followed(member: Option<&Member>, moves: &[MemberMove], chance: Chance) -> MemberTransition {
    let start = MemberTransition::same();
    moves.iter().fold(start, |so_far, step| match (so_far.after(member), step) {
        (None, MemberMove::Make(birth)) => change::made(MemberBirth { sessions: chance.sessions, ..(**birth).clone() }, chance.now),
        (None, _) => so_far,
        (Some(current), step) => {
            let current = current.clone();
            so_far.clone().then(&current, |_| follow(&current, step, chance)).unwrap_or(so_far)
        }
    })
}

fn follow(member: &Member, step: &MemberMove, chance: Chance) -> Result<MemberTransition, MemberRefusal> {
    match step {
        MemberMove::Make(_) => Ok(MemberTransition::same()),
        MemberMove::Prove { at, contact, hash } => prove(member, *at, contact, hash.as_ref(), chance),
        MemberMove::Contact(contact) => {
            let claims = [&member.contact, contact].into_iter().flatten().map(|contact| contact.print);
            let jobs: Vec<_> = claims.map(|print| Job::ClaimAddress { member: member.id, print }).collect();
            Ok(to(Member { contact: contact.clone(), proved_at: None, ..member.clone() }).causing(jobs))
        }
        MemberMove::Name(held) => {
            let claims = member.user_id.iter().chain([held]).map(|held| held.print);
            let jobs: Vec<_> = claims.map(|print| Job::ClaimSignIn { member: member.id, print }).collect();
            Ok(to(Member { user_id: Some(held.clone()), ..member.clone() }).causing(jobs))
        }
        MemberMove::Password { before, .. } if *before != member.password => Ok(MemberTransition::same()),
        MemberMove::Password { hash, secret, .. } => {
            let doors: BTreeMap<_, _> = member.accounts.keys().map(|platform| (*platform, CopyState::Waiting)).collect();
            let (sessions, until) = (chance.sessions, later(chance.now, chance.copies_wait));
            let new = NewPassword { hash: hash.clone(), password: secret.clone(), old: None, doors, sessions, until };
            Ok(member.set_password(new, chance.now))
        }
        MemberMove::Given { platform, password } => {
            let brings_it = member.copy_for(*platform, member.password_serial).is_some_and(|copy| copy.password.as_ref() == Some(password));
            Ok(if brings_it { member.without_copy(*platform) } else { MemberTransition::same() })
        }
        MemberMove::Open { platform, account, at } => Ok(member.open_door(*platform, Account { name: account.clone(), at: *at })),
        MemberMove::End => Ok(member.leave()),
    }
}

/// Whoever was here before may have been anybody; the password that came with the yes is the owner's.
fn prove(
    member: &Member,
    at: Timestamp,
    contact: &Contact,
    hash: Option<&PasswordHash>,
    chance: Chance,
) -> Result<MemberTransition, MemberRefusal> {
    let with_address = Member { contact: Some(contact.clone()), ..member.clone() };
    let mut transition = with_address.prove(chance.sessions, at)?;
    if let NextMember::Member(proved) = &mut transition.next {
        proved.password = hash.cloned();
    }
    Ok(transition)
}

fn to(member: Member) -> MemberTransition {
    MemberTransition { next: NextMember::Member(Box::new(member)), jobs: Vec::new(), audit: None }
}

/// What this change of the registration means for its member.
pub fn moves(before: Option<&Registration>, next: &Next) -> Vec<MemberMove> {
    let was_member = before.is_some_and(|record| record.is_member);
    // Whoever proved the address is not ended by the token of somebody who may have been anybody.
    let ends_with_it = |record: &Registration| record.approved_at().is_none() && !matches!(record.proof, Proof::Given { .. });
    match (next, before) {
        (Next::Deleted, before) => {
            before.filter(|record| was_member && ends_with_it(record)).map(|_| MemberMove::End).into_iter().collect()
        }
        (Next::Record(next), _) if !was_member => next.is_member.then(|| make(next)).flatten().into_iter().collect(),
        (Next::Record(next), Some(before)) => between(before, next),
        (Next::Same, _) | (Next::Record(_), None) => Vec::new(),
    }
}

fn make(record: &Registration) -> Option<MemberMove> {
    let proved_at = match record.proof {
        Proof::Given { at } => Some(at),
        _ => None,
    };
    let birth = MemberBirth {
        id: MemberId::from(record.rid),
        user_id: record.sign_in_name().cloned(),
        contact: record.application.email.clone(),
        proved_at,
        password: Some(record.hash.clone()?),
        // Drawn where it is written.
        sessions: SessionEpoch::of(0),
        locale: record.application.locale,
        accounts: opened(None, record).collect(),
    };
    Some(MemberMove::Make(Box::new(birth)))
}

fn between(before: &Registration, next: &Registration) -> Vec<MemberMove> {
    if matches!(next.status, Status::Rejected { .. }) && !matches!(before.status, Status::Rejected { .. }) {
        return vec![MemberMove::End];
    }
    let mut moves = Vec::new();
    let (was_proved, contact) = (matches!(before.proof, Proof::Given { .. }), &next.application.email);
    match (next.proof, contact) {
        (Proof::Given { at }, Some(contact)) if !was_proved => {
            moves.push(MemberMove::Prove { at, contact: contact.clone(), hash: next.hash.clone() });
        }
        _ => {
            moves.extend((*contact != before.application.email).then(|| MemberMove::Contact(contact.clone())));
            moves.extend(new_password(before, next));
        }
    }
    let name = next.sign_in_name().filter(|name| Some(*name) != before.sign_in_name());
    moves.extend(name.cloned().map(MemberMove::Name));
    moves.extend(given(before, next));
    moves.extend(opened(Some(before), next).map(|(platform, Account { name, at })| MemberMove::Open { platform, account: name, at }));
    moves
}

fn new_password(before: &Registration, next: &Registration) -> Option<MemberMove> {
    let hash = next.hash.clone().filter(|hash| Some(hash) != before.hash.as_ref())?;
    Some(MemberMove::Password { before: before.hash.clone(), hash, secret: next.own_password()?.secret().clone() })
}

/// The accounts that were made between the two with the password that waits.
fn given<'a>(before: &'a Registration, next: &'a Registration) -> impl Iterator<Item = MemberMove> + 'a {
    let has_waiting = |door: &Door| matches!(door.attempt(), Some(Attempt { stage: Stage::Created { has_waiting: true, .. }, .. }));
    let made = next.doors.iter().filter(move |(platform, door)| has_waiting(door) && !has_waiting(before.door(**platform)));
    let password = next.password.as_ref().map(|password| password.secret().clone());
    made.zip(password.into_iter().cycle()).map(|((platform, _), password)| MemberMove::Given { platform: *platform, password })
}

/// The accounts that were opened between the two.
fn opened<'a>(before: Option<&'a Registration>, next: &'a Registration) -> impl Iterator<Item = (Platform, Account)> + 'a {
    next.doors.iter().filter_map(move |(platform, door)| match door {
        Door::Success { account, at } if before.is_none_or(|before| before.door(*platform) != door) => {
            Some((*platform, Account { name: account.clone(), at: *at }))
        }
        _ => None,
    })
}

/// A password that a member sets.
#[derive(Debug, Clone)]
pub struct OwnPassword {
    /// What it is checked against from now on.
    pub hash: PasswordHash,
    /// The password.
    pub password: Secret,
    /// The one before, where it was given.
    pub old: Option<Secret>,
}

/// What it means for both records that a member sets its password. Accounts that the registration has yet to make are made with it, so
/// neither it nor the one before waits for them; it is carried to the accounts that are there, or may be. The registration keeps the
/// hash that it gave its member: it is another one now, so what is settled there later changes the member no more.
pub fn password_set(member: &Member, record: Option<&Registration>, own: OwnPassword, chance: Chance) -> (MemberTransition, Transition) {
    let OwnPassword { hash, password, old } = own;
    let record = record.filter(|record| record.password.is_some() && unopened(record).next().is_some());
    let registration = match record.filter(|record| passes_on(record)) {
        Some(record) => {
            Transition::to(Registration { password: Some(Password::Chosen(password.clone())), modified_at: chance.now, ..record.clone() })
        }
        None => Transition::same(),
    };
    let is_passed_on = registration.next != Next::Same;
    let follows = |(platform, door): &(Platform, &Door)| !is_passed_on || may_have_been_told(*platform, door);
    let later_on = record.into_iter().flat_map(unopened).filter(follows).map(|(platform, _)| platform);
    let doors = member.accounts.keys().copied().chain(later_on).map(|platform| (platform, CopyState::Waiting)).collect();
    // An account that is to be made with another person's password does not open with this one.
    let opens_with_old = member.accounts.contains_key(&Platform::Matrix) || record.is_some_and(|record| record.own_password().is_some());
    let (sessions, until) = (chance.sessions, later(chance.now, chance.copies_wait));
    let new = NewPassword { hash, password, old: old.filter(|_| opens_with_old), doors, sessions, until };
    (member.set_password(new, chance.now), registration)
}

fn unopened(record: &Registration) -> impl Iterator<Item = (Platform, &Door)> {
    record.doors.iter().map(|(platform, door)| (*platform, door)).filter(|(_, door)| !matches!(door, Door::Success { .. }))
}

/// Whether a member's new password takes the place of the one that waits for accounts: not of another person's, which opens what was
/// begun with it and nothing else, and not once the homeserver's account is made, which may have it by now and is proved to be ours by
/// nothing else.
fn passes_on(record: &Registration) -> bool {
    let attempt = record.door(Platform::Matrix).attempt();
    let is_made = attempt.is_some_and(|attempt| matches!(attempt.stage, Stage::Created { .. }));
    record.own_password().is_some() && !is_made
}

/// Whether the platform may know the password that waited until now. The homeserver is told of it only once it is written down that its
/// account is made. An instance may be told with the very call that makes one, and takes another one without the one before.
const fn may_have_been_told(platform: Platform, door: &Door) -> bool {
    match platform {
        Platform::Matrix => false,
        Platform::Mastodon => matches!(door, Door::Processing { .. } | Door::Failed { attempt: Some(_), .. }),
    }
}

/// What it means for the registration that its member leaves: nobody is let in who has left. One that was decided ends by its time.
pub fn left(record: &Registration) -> Transition {
    match record.status {
        Status::Pending => Transition::ended(),
        Status::Approved { .. } | Status::Rejected { .. } => Transition::same(),
    }
}

/// Takes away a name to sign in with that was asked for apart and is another's: the settled one takes its place. One that the record
/// has instead by now stays.
pub fn name_lost(record: &Registration, print: Fingerprint) -> Transition {
    match &record.user_id {
        Some(held) if held.print == print => Transition::to(Registration { user_id: None, ..record.clone() }),
        _ => Transition::same(),
    }
}

#[cfg(test)]
mod tests;
