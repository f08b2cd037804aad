//! A member's keys, and those that lead to a member. They lie in the partition of the rid that made it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Key, Partition, Rid};
use crate::crypto::fingerprint::Fingerprint;

/// A member's identifier: the rid that made it, so that both lie in one partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(Rid);

impl From<Rid> for MemberId {
    fn from(rid: Rid) -> Self {
        Self(rid)
    }
}

impl MemberId {
    /// Reads what `Display` wrote; nothing else is a member's identifier.
    pub fn parse(text: &str) -> Option<Self> {
        Rid::parse(text).map(Self)
    }

    /// The rid of the registration that made it.
    pub const fn rid(&self) -> Rid {
        self.0
    }

    /// The partition that everything of this member lies in.
    pub const fn partition(&self) -> Partition {
        self.0.partition()
    }

    /// The record.
    pub fn record(&self) -> Key {
        self.partition().key(format_args!("member:{self}"))
    }

    /// One family of its sessions, by the family's name.
    pub fn family(&self, family: &str) -> Key {
        self.partition().key(format_args!("family:{self}:{family}"))
    }

    /// All families of its sessions.
    pub fn families(&self) -> Key {
        self.partition().key(format_args!("families:{self}"))
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The claim of a sign-in name, which no platform knows of.
pub fn sign_in_claim(print: Fingerprint) -> Key {
    Partition::of(print.as_bytes()).key(format_args!("claim:signin:{print}"))
}

/// The claim of an address that a member signs in with.
pub fn address_claim(print: Fingerprint) -> Key {
    Partition::of(print.as_bytes()).key(format_args!("claim:member:{print}"))
}
