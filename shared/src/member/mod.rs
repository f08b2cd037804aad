//! The member: a person who was let in, with what they sign in by and what they may do.
//!
//! This file owns the record and what can be read off it; it stays until its owner leaves. What may happen to it stands in
//! `change`, which is pure; `store` loads and commits, `session` keeps who is signed in. That sign-in name and address lead
//! here is `claim`'s: the record is the truth, a claim only the way to it.

pub mod change;
pub mod session;
pub mod store;

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    clock::Timestamp,
    crypto::{fingerprint::Fingerprint, password::PasswordHash, secret::Secret},
    keyspace::MemberId,
    locales::Locale,
    platform::Platform,
    registration::{Contact, HeldName},
};

/// The version of the record's form. A process that meets a newer one leaves the record alone.
pub const FORMAT: u8 = 1;

/// A member as it lies in its sealed box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The form's version.
    pub format: u8,
    /// Its identifier.
    pub id: MemberId,
    /// When it was made.
    pub created_at: Timestamp,
    /// The sign-in name and the print that its claim is filed under.
    pub user_id: Option<HeldName>,
    /// Where letters go, and what it signs in with as well.
    pub contact: Option<Contact>,
    /// When the address was proved by a pressed link.
    pub proved_at: Option<Timestamp>,
    /// What its password is checked against; none where only a reset gives one.
    pub password: Option<PasswordHash>,
    /// One more with every change of the password: a reset link knows the number it was made at.
    pub password_serial: u64,
    /// Changing it ends every refresh and access token at once.
    pub sessions: SessionEpoch,
    /// The role that the operator gave.
    pub granted: Option<Role>,
    /// The language of its letters.
    pub locale: Locale,
    /// Its accounts on the platforms.
    pub accounts: BTreeMap<Platform, Account>,
    /// Where the last password went, and the password itself while it is on its way.
    pub copy: Option<PasswordCopy>,
}

/// A random number drawn when a member is made; changing it ends its sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionEpoch(u64);

impl SessionEpoch {
    /// A fresh one.
    pub fn random() -> Self {
        Self(u64::from_be_bytes(crate::crypto::random()))
    }

    /// The epoch with this number.
    pub const fn of(number: u64) -> Self {
        Self(number)
    }

    /// The number itself.
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for SessionEpoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a member may do, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What everybody may who was let in.
    Member,
    /// Decides on registrations and posts.
    Moderator,
    /// Runs this Gatelodge.
    Operator,
}

/// An account that was opened for the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What the platform calls it: the mxid, the acct.
    pub name: String,
    /// Since when.
    pub at: Timestamp,
}

/// A password on its way to the platforms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordCopy {
    /// The new password; none once no door waits for it.
    pub password: Option<Secret>,
    /// The one before, where it was given; none once the homeserver, which may ask for it, does not wait.
    pub old: Option<Secret>,
    /// When the password was changed.
    pub since: Timestamp,
    /// When no door is waited for any longer.
    pub until: Timestamp,
    /// How far each door is. Stays until the next change.
    pub doors: BTreeMap<Platform, CopyState>,
}

/// How far a door is with the new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyState {
    /// A job works on it.
    Waiting,
    /// The account has it.
    Done,
    /// Its owner must do it on the platform.
    ByHand,
}

impl Member {
    /// Its role by the settings and the operator. The settings speak of an address, so they count only where it was proved.
    pub fn role(&self, moderators: &[Fingerprint]) -> Role {
        let by_settings = self.role_by_settings(moderators);
        self.granted.map_or(by_settings, |granted| granted.max(by_settings))
    }

    /// The role that the settings alone give it.
    pub fn role_by_settings(&self, moderators: &[Fingerprint]) -> Role {
        let proved = self.contact.as_ref().filter(|_| self.proved_at.is_some());
        let moderates = proved.is_some_and(|contact| moderators.contains(&contact.print));
        if moderates { Role::Moderator } else { Role::Member }
    }

    /// Whether it signs in with the address of this print.
    pub fn has_address(&self, print: Fingerprint) -> bool {
        self.contact.as_ref().is_some_and(|contact| contact.print == print)
    }

    /// Whether it signs in with the name of this print.
    pub fn has_name(&self, print: Fingerprint) -> bool {
        self.user_id.as_ref().is_some_and(|held| held.print == print)
    }

    /// The password on its way to a platform, if it is still that change's and the door waits.
    pub fn copy_for(&self, platform: Platform, serial: u64) -> Option<&PasswordCopy> {
        let waits = |copy: &&PasswordCopy| copy.doors.get(&platform) == Some(&CopyState::Waiting);
        self.copy.as_ref().filter(|_| self.password_serial == serial).filter(waits)
    }
}
