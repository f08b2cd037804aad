//! The registration: one person's request to be let in, from the first form to the open account.
//!
//! This file owns the record and what can be read off it. What may happen to it is decided by `status`
//! (through `applicant`, `moderation` and `provision`), votes counted by `ballot`, the claims it keeps by `leases`, what its member
//! becomes by `membership`; `store` loads and commits. All of it is pure but `store`: time, actor and randomness are arguments.

mod applicant;
pub mod ballot;
pub mod leases;
pub mod membership;
mod moderation;
pub mod provision;
pub mod status;
pub mod store;
#[cfg(test)]
mod table;
#[cfg(test)]
mod two_doors;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    address::EmailAddress,
    clock::Timestamp,
    crypto::{fingerprint::Fingerprint, password::PasswordHash, secret::Secret},
    keyspace::Rid,
    locales::Locale,
    localpart::Localpart,
    platform::{Platform, Services},
    token::link::{Epoch, Kind, Link},
};
pub use applicant::doors_meant;
use ballot::Ballot;
use provision::Door;

/// The version of the record's form. A process that meets a newer one leaves the record alone.
pub const FORMAT: u8 = 3;
/// The form of records without anything of a member's: older processes read it, too.
const FORMAT_WITHOUT_MEMBER: u8 = 2;
/// The form of records that ask for Matrix alone besides.
const FORMAT_OF_ONE_DOOR: u8 = 1;

/// A registration as it lies in its sealed box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// The form's version.
    pub format: u8,
    /// Its identifier.
    pub rid: Rid,
    /// Drawn when it was made: the applicant's links end when this changes.
    pub epoch: Epoch,
    /// When it was made.
    pub created_at: Timestamp,
    /// When anything last changed.
    pub modified_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// How a repeat of its POST is recognised.
    pub origin: Origin,
    /// What was asked.
    pub application: Application,
    /// What is known of the address.
    pub proof: Proof,
    /// When moderators heard of it, where that was before its address was proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<Timestamp>,
    /// Whether other registrations of the address were open when this one was made.
    pub same_address: bool,
    /// Where the decision stands.
    pub status: Status,
    /// The votes so far.
    pub ballot: Ballot,
    /// The name that is held for it on all doors, but on those where it has another one.
    pub name: Option<HeldName>,
    /// The name on single doors, chosen there because the other was taken.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<Platform, HeldName>,
    /// The password it will open its accounts with, once one was chosen or made.
    pub password: Option<Password>,
    /// What is kept of that password for good, once there is a member. One that the member sets itself leaves it as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<PasswordHash>,
    /// Whether that password came before the address was proved: it opens what was begun with it, and nothing else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub password_is_callers: bool,
    /// The name to sign in with, where another one than the account's was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<HeldName>,
    /// Whether it has become a member.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_member: bool,
    /// How far the account on each platform is.
    pub doors: BTreeMap<Platform, Door>,
    /// When a platform token was shown, as long as it has not been revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_at: Option<Timestamp>,
}

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Where letters go.
    pub email: Option<Contact>,
    /// The name wished for.
    pub wish: Option<Localpart>,
    /// Why they want to join.
    pub reason: Option<String>,
    /// Answers to the operator's questions, in their order.
    pub answers: Vec<(String, String)>,
    /// The doors asked for.
    pub services: Services,
    /// The language of pages and letters.
    pub locale: Locale,
    /// Whether the account is made at the approval itself.
    pub on_approval: bool,
}

/// An address and its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The address.
    pub address: EmailAddress,
    /// What it is recognised by.
    pub print: Fingerprint,
}

/// How the repeat of an idempotent POST is told from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The body's fingerprint.
    pub body: Fingerprint,
    /// The network block's fingerprint.
    pub network: Fingerprint,
}

/// Whether the address is known to belong to the person who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Proof {
    /// Nobody asked, or there is no address: the caller is the applicant.
    NotAsked,
    /// A letter asks; until its button is pressed no moderator hears.
    Awaited,
    /// A letter asks, and nothing waits for it but the door that must not be told of an unproved address: until then the
    /// caller is the applicant.
    AwaitedBeside,
    /// A letter asks an address that was added later; the caller stays the applicant meanwhile.
    AwaitedLater,
    /// Looks like `AwaitedLater` to its caller, but nobody is written to: the address rests, is full or has had its letters.
    UnheardLater,
    /// Looks like any other to its caller, but nobody will ever hear of it.
    Unheard {
        /// Whether it looks like `Awaited`; otherwise like `NotAsked`.
        asks: bool,
    },
    /// The owner pressed Yes: who reads the address is the applicant.
    Given {
        /// When.
        at: Timestamp,
    },
}

/// Where the decision stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Status {
    /// Nobody has decided.
    Pending,
    /// Enough moderators agreed.
    Approved {
        /// When.
        at: Timestamp,
    },
    /// Enough moderators disagreed.
    Rejected {
        /// When.
        at: Timestamp,
        /// What the deciding moderator wanted to say.
        message: Option<String>,
    },
}

/// A name and its fingerprint, claimed for this registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldName {
    /// The name.
    pub name: Localpart,
    /// What its claim is filed under.
    pub print: Fingerprint,
}

/// The password for the accounts, until they have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Password {
    /// Typed by the applicant; never shown again.
    Chosen(Secret),
    /// Made by us; shown to the applicant until "I have saved it".
    Generated(Secret),
}

/// A password with what is kept of it for good, both made when it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPassword {
    /// The password.
    pub password: Password,
    /// Its hash.
    pub hash: PasswordHash,
}

impl Password {
    /// The password itself.
    pub const fn secret(&self) -> &Secret {
        match self {
            Self::Chosen(secret) | Self::Generated(secret) => secret,
        }
    }
}

impl Registration {
    /// Whether moderators have heard of it, or will never.
    pub const fn is_unconfirmed(&self) -> bool {
        matches!(self.proof, Proof::Awaited | Proof::Unheard { asks: true })
    }

    /// Whether moderators have heard of it and none has decided.
    pub const fn waits_for_decision(&self) -> bool {
        matches!(self.status, Status::Pending) && !matches!(self.proof, Proof::Awaited | Proof::Unheard { .. })
    }

    /// When moderators heard of it.
    pub const fn heard_at(&self) -> Timestamp {
        match (self.told_at, self.proof) {
            (Some(at), _) | (None, Proof::Given { at }) => at,
            (None, _) => self.created_at,
        }
    }

    /// Whether name and password are settled.
    pub const fn is_settled(&self) -> bool {
        self.name.is_some() && self.own_password().is_some()
    }

    /// The password, where it is that of whoever is the applicant now.
    pub const fn own_password(&self) -> Option<&Password> {
        if self.password_is_callers { None } else { self.password.as_ref() }
    }

    /// The name that moderators are told of: the wish, or where there was none what was chosen since, or is to sign in with.
    pub fn asked_name(&self) -> Option<&Localpart> {
        let since = self.name.as_ref().or(self.user_id.as_ref());
        self.application.wish.as_ref().or(since.map(|held| &held.name))
    }

    /// The name to sign in with.
    pub fn sign_in_name(&self) -> Option<&HeldName> {
        self.user_id.as_ref().or(self.name.as_ref())
    }

    /// Takes another password, or none.
    fn set_password(&mut self, new: Option<NewPassword>) {
        let (password, hash) = new.map_or((None, None), |new| (Some(new.password), Some(new.hash)));
        self.password = password;
        self.hash = hash;
    }

    /// The name on a platform.
    pub fn name_on(&self, platform: Platform) -> Option<&HeldName> {
        self.names.get(&platform).or(self.name.as_ref())
    }

    /// Whether the address must be proved before anything is done on this platform: Mastodon is told that an address is
    /// confirmed, and never of one that is not.
    pub const fn awaits_proof(&self, platform: Platform) -> bool {
        match platform {
            Platform::Matrix => false,
            Platform::Mastodon => !matches!(self.proof, Proof::Given { .. }),
        }
    }

    /// Whether a door waits for name and password alone: nothing was done there, and nothing else is missing.
    pub fn awaits_settling(&self) -> bool {
        let waits = |(platform, door): (&Platform, &Door)| *door == Door::Pending && !self.awaits_proof(*platform);
        self.approved_at().is_some() && self.doors.iter().any(waits)
    }

    /// When it was approved, if it was.
    pub const fn approved_at(&self) -> Option<Timestamp> {
        match self.status {
            Status::Approved { at } => Some(at),
            Status::Pending | Status::Rejected { .. } => None,
        }
    }

    /// When it was decided, if it was.
    pub const fn decided_at(&self) -> Option<Timestamp> {
        match self.status {
            Status::Approved { at } | Status::Rejected { at, .. } => Some(at),
            Status::Pending => None,
        }
    }

    /// The door of a platform: the one of the record, or one that nobody asked for and that stays pending.
    pub fn door(&self, platform: Platform) -> &Door {
        self.doors.get(&platform).unwrap_or(&Door::Pending)
    }

    /// Whether any door is being worked on.
    pub fn is_processing(&self) -> bool {
        self.doors.values().any(|door| matches!(door, Door::Processing { .. }))
    }

    /// Whether every door asked for is done or has failed.
    pub fn is_over(&self) -> bool {
        self.doors.values().all(Door::is_over)
    }

    /// Whether an account is there on any door.
    pub fn has_account(&self) -> bool {
        self.doors.values().any(|door| matches!(door, Door::Success { .. }))
    }

    /// Whether the holder of such a link may choose name and password now.
    pub const fn is_applicant(&self, kind: Kind) -> bool {
        match self.proof {
            Proof::NotAsked | Proof::AwaitedBeside | Proof::Unheard { asks: false } => matches!(kind, Kind::Caller | Kind::Applicant),
            // Whoever reads that address has not said yes: it may be anybody's.
            Proof::AwaitedLater | Proof::UnheardLater => matches!(kind, Kind::Caller),
            Proof::Given { .. } => matches!(kind, Kind::Applicant),
            Proof::Awaited | Proof::Unheard { asks: true } => false,
        }
    }

    /// The generated password, while it waits to be saved.
    pub const fn generated(&self) -> Option<&Secret> {
        match &self.password {
            Some(Password::Generated(secret)) => Some(secret),
            _ => None,
        }
    }

    /// The link that is answered to the caller.
    pub const fn caller_link(&self) -> Link {
        Link { kind: Kind::Caller, rid: self.rid, subject: Fingerprint::NONE, epoch: self.epoch }
    }

    /// The link that letters to the address carry; `None` without one.
    pub fn applicant_link(&self) -> Option<Link> {
        let contact = self.application.email.as_ref()?;
        Some(Link { kind: Kind::Applicant, rid: self.rid, subject: contact.print, epoch: self.epoch })
    }

    /// Whether a believed link of the caller's or the applicant's is (still) one of this record's.
    pub fn honours(&self, link: &Link) -> bool {
        match link.kind {
            Kind::Caller => *link == self.caller_link(),
            Kind::Applicant => Some(*link) == self.applicant_link(),
            Kind::Moderator | Kind::Reset | Kind::Queue => false,
        }
    }
}
