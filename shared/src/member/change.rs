//! The rules: what may happen to a member and what follows. Pure.
//!
//! Each change answers the next member with the jobs and the audit entry it causes; `store` commits all of it or nothing.
//! Time and randomness are arguments. Who may ask for a change, and what a new password must be like, is the caller's affair.

use std::collections::BTreeMap;

use super::{Account, CopyState, FORMAT, Member, PasswordCopy, Role, SessionEpoch};
use crate::{
    audit::Entry,
    clock::Timestamp,
    crypto::{fingerprint::Fingerprint, password::PasswordHash, secret::Secret},
    job::Job,
    keyspace::MemberId,
    locales::Locale,
    platform::Platform,
    registration::{Contact, HeldName},
};

/// Why something does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberRefusal {
    /// There is no address to prove or to yield.
    NoAddress,
    /// A proved address yields to nobody.
    Proved,
    /// The member signs in with another name already.
    NameIsFixed,
    /// The password was changed meanwhile.
    PasswordChanged,
}

/// The next state of the member.
#[derive(Debug, Clone, PartialEq)]
pub enum NextMember {
    /// Nothing changes.
    Same,
    /// This.
    Member(Box<Member>),
    /// It left.
    Left,
}

/// A change and all it causes.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberTransition {
    /// The next member.
    pub next: NextMember,
    /// Jobs, with their time where they are not due now.
    pub jobs: Vec<(Job, Option<Timestamp>)>,
    /// The audit entry.
    pub audit: Option<Entry>,
}

impl MemberTransition {
    /// Nothing changes.
    pub const fn same() -> Self {
        Self { next: NextMember::Same, jobs: Vec::new(), audit: None }
    }

    fn to(member: Member) -> Self {
        Self { next: NextMember::Member(Box::new(member)), jobs: Vec::new(), audit: None }
    }

    /// The same, with these jobs besides, due now.
    #[must_use]
    pub fn causing(mut self, jobs: impl IntoIterator<Item = Job>) -> Self {
        self.jobs.extend(jobs.into_iter().map(|job| (job, None)));
        self
    }

    /// The same, with an audit entry.
    #[must_use]
    pub fn noting(mut self, entry: Entry) -> Self {
        self.audit = Some(entry);
        self
    }

    /// The member as it will be: `before` where nothing changes, none where it leaves.
    pub fn after<'a>(&'a self, before: Option<&'a Member>) -> Option<&'a Member> {
        match &self.next {
            NextMember::Same => before,
            NextMember::Member(member) => Some(member),
            NextMember::Left => None,
        }
    }

    /// Another change on top of this one, in one commit. The later audit entry counts.
    ///
    /// # Errors
    /// What the other change refuses.
    pub fn then(self, before: &Member, change: impl FnOnce(&Member) -> Result<Self, MemberRefusal>) -> Result<Self, MemberRefusal> {
        let Some(member) = self.after(Some(before)) else { return Ok(self) };
        let other = change(member)?;
        let jobs = self.jobs.into_iter().chain(other.jobs).collect();
        let next = if other.next == NextMember::Same { self.next } else { other.next };
        Ok(Self { next, jobs, audit: other.audit.or(self.audit) })
    }
}

/// What a new member begins with.
#[derive(Debug, Clone)]
pub struct MemberBirth {
    /// The rid that makes it.
    pub id: MemberId,
    /// Its sign-in name, claimed.
    pub user_id: Option<HeldName>,
    /// Its address.
    pub contact: Option<Contact>,
    /// When that was proved by a pressed link, if it was.
    pub proved_at: Option<Timestamp>,
    /// Its password.
    pub password: Option<PasswordHash>,
    /// Its first session epoch.
    pub sessions: SessionEpoch,
    /// The language of its letters.
    pub locale: Locale,
    /// Accounts that were open before it was made.
    pub accounts: BTreeMap<Platform, Account>,
}

/// Makes a member.
pub fn made(birth: MemberBirth, now: Timestamp) -> MemberTransition {
    let MemberBirth { id, user_id, contact, proved_at, password, sessions, locale, accounts } = birth;
    let name = user_id.as_ref().map(|held| Job::ClaimSignIn { member: id, print: held.print });
    let address = contact.as_ref().map(|contact| Job::ClaimAddress { member: id, print: contact.print });
    let member = Member {
        format: FORMAT,
        id,
        created_at: now,
        user_id,
        proved_at: proved_at.filter(|_| contact.is_some()),
        contact,
        password,
        password_serial: 0,
        sessions,
        granted: None,
        locale,
        accounts,
        copy: None,
    };
    MemberTransition::to(member).causing(name.into_iter().chain(address))
}

/// A new password, and what it is copied to.
#[derive(Debug, Clone)]
pub struct NewPassword {
    /// What it is checked against from now on.
    pub hash: PasswordHash,
    /// The password, for the doors.
    pub password: Secret,
    /// The one before, where it was given.
    pub old: Option<Secret>,
    /// The doors it goes to, each with how far it is: those with an account of the member's, and those that may open yet, which
    /// get it once they have.
    pub doors: BTreeMap<Platform, CopyState>,
    /// The session epoch from now on.
    pub sessions: SessionEpoch,
    /// When no door is waited for any longer.
    pub until: Timestamp,
}

impl Member {
    /// The owner of the address pressed a link. Whoever was here before may have been anybody: their password, sessions and
    /// role end with it.
    ///
    /// # Errors
    /// `NoAddress` where there is none.
    pub fn prove(&self, sessions: SessionEpoch, now: Timestamp) -> Result<MemberTransition, MemberRefusal> {
        let Some(contact) = &self.contact else { return Err(MemberRefusal::NoAddress) };
        if self.proved_at.is_some() {
            return Ok(MemberTransition::same());
        }
        let job = Job::ClaimAddress { member: self.id, print: contact.print };
        let proved = Self { proved_at: Some(now), ..self.closed(sessions) };
        Ok(MemberTransition::to(proved).causing([job]))
    }

    /// Gives its address up to a member that proved it: nothing opens this one any more.
    ///
    /// # Errors
    /// `Proved` where the address is its own, `NoAddress` where there is none (any more).
    pub fn yield_address(&self, sessions: SessionEpoch) -> Result<MemberTransition, MemberRefusal> {
        match (&self.contact, self.proved_at) {
            (None, _) => Err(MemberRefusal::NoAddress),
            (Some(_), Some(_)) => Err(MemberRefusal::Proved),
            (Some(_), None) => Ok(MemberTransition::to(Self { contact: None, ..self.closed(sessions) })),
        }
    }

    /// The same without anything that opens it: no password, sessions, role or password on its way.
    fn closed(&self, sessions: SessionEpoch) -> Self {
        let password_serial = self.password_serial + 1;
        Self { password: None, password_serial, sessions, granted: None, copy: None, ..self.clone() }
    }

    /// Gives it a sign-in name, claimed, where it had none.
    ///
    /// # Errors
    /// `NameIsFixed` where it has another.
    pub fn name(&self, held: HeldName) -> Result<MemberTransition, MemberRefusal> {
        match &self.user_id {
            Some(mine) if mine.print == held.print => Ok(MemberTransition::same()),
            Some(_) => Err(MemberRefusal::NameIsFixed),
            None => {
                let job = Job::ClaimSignIn { member: self.id, print: held.print };
                Ok(MemberTransition::to(Self { user_id: Some(held), ..self.clone() }).causing([job]))
            }
        }
    }

    /// Takes away a sign-in name that is another's; one that it has instead by now stays.
    pub fn lose_name(&self, print: Fingerprint) -> MemberTransition {
        if !self.has_name(print) {
            return MemberTransition::same();
        }
        MemberTransition::to(Self { user_id: None, ..self.clone() })
    }

    /// Sets a password. All sessions and older reset links end; a job carries it to each door that waits, and clears up at the end
    /// where the door is not open until then.
    pub fn set_password(&self, new: NewPassword, now: Timestamp) -> MemberTransition {
        let NewPassword { hash, password, old, doors, sessions, until } = new;
        let serial = self.password_serial + 1;
        let waiting = doors.iter().filter(|(_, state)| **state == CopyState::Waiting).map(|(platform, _)| *platform);
        let due = |platform| (!self.accounts.contains_key(&platform)).then_some(until);
        let jobs: Vec<_> = waiting.map(|platform| (Job::CopyPassword { member: self.id, platform, serial }, due(platform))).collect();
        let copy = PasswordCopy { password: Some(password), old, since: now, until, doors };
        let next = Self {
            password: Some(hash),
            password_serial: serial,
            sessions,
            copy: Some(copy).filter(|copy| !copy.doors.is_empty()).map(PasswordCopy::lean),
            ..self.clone()
        };
        MemberTransition { jobs, ..MemberTransition::to(next) }
    }

    /// Writes down how a door took the password of one change; a later change is not its affair.
    pub fn copied(&self, platform: Platform, serial: u64, state: CopyState) -> MemberTransition {
        let Some(copy) = self.copy_for(platform, serial).filter(|_| state != CopyState::Waiting) else { return MemberTransition::same() };
        let mut copy = copy.clone();
        copy.doors.insert(platform, state);
        MemberTransition::to(Self { copy: Some(copy.lean()), ..self.clone() })
    }

    /// Takes a door out of the copies that are on their way: its account was made with the password that one would bring, or with none
    /// that anybody knows.
    pub fn without_copy(&self, platform: Platform) -> MemberTransition {
        let Some(copy) = self.copy_for(platform, self.password_serial) else { return MemberTransition::same() };
        let mut copy = copy.clone();
        copy.doors.remove(&platform);
        let copy = Some(copy).filter(|copy| !copy.doors.is_empty()).map(PasswordCopy::lean);
        MemberTransition::to(Self { copy, ..self.clone() })
    }

    /// Notes an account that was opened for it. It was opened with the password of its registration: one that was set since
    /// follows.
    pub fn open_door(&self, platform: Platform, account: Account) -> MemberTransition {
        if self.accounts.get(&platform).is_some_and(|mine| mine.name == account.name) {
            return MemberTransition::same();
        }
        let serial = self.password_serial;
        let follows = self.copy_for(platform, serial).map(|_| Job::CopyPassword { member: self.id, platform, serial });
        let mut next = self.clone();
        next.accounts.insert(platform, account);
        MemberTransition::to(next).causing(follows)
    }

    /// Ends all its sessions.
    pub fn end_sessions(&self, sessions: SessionEpoch) -> MemberTransition {
        MemberTransition::to(Self { sessions, ..self.clone() })
    }

    /// Gives it a role by the operator's word, or takes that one away.
    pub fn grant(&self, role: Option<Role>) -> MemberTransition {
        if self.granted == role {
            return MemberTransition::same();
        }
        MemberTransition::to(Self { granted: role, ..self.clone() })
    }

    /// The same password, hashed by today's measure. Sessions and links go on.
    ///
    /// # Errors
    /// `PasswordChanged` where it is not the password of that serial any more.
    pub fn rehash(&self, hash: PasswordHash, serial: u64) -> Result<MemberTransition, MemberRefusal> {
        if self.password_serial != serial || self.password.is_none() {
            return Err(MemberRefusal::PasswordChanged);
        }
        Ok(MemberTransition::to(Self { password: Some(hash), ..self.clone() }))
    }

    /// It leaves. What it held elsewhere is cleared up by a job that needs no record.
    pub fn leave(&self) -> MemberTransition {
        let user_id = self.user_id.as_ref().map(|held| held.print);
        let address = self.contact.as_ref().map(|contact| contact.print);
        let job = Job::MemberLeft { member: self.id, user_id, address };
        MemberTransition { next: NextMember::Left, jobs: vec![(job, None)], audit: None }
    }
}

impl PasswordCopy {
    /// Without the passwords that no door waits for. The one before opens the homeserver alone, to its owner.
    fn lean(self) -> Self {
        let waits = |door: &Platform| self.doors.get(door) == Some(&CopyState::Waiting);
        let (any, matrix) = (Platform::ALL.iter().any(waits), waits(&Platform::Matrix));
        Self { password: self.password.filter(|_| any), old: self.old.filter(|_| matrix), ..self }
    }
}

#[cfg(test)]
mod tests;
