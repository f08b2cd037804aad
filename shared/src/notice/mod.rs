//! A notice: one letter to the owner of an account, whose registration may have ended long ago.
//!
//! It carries the address that the letter goes to and what it says, and lives only as long as that is true. The notice with a
//! link to a new password is also the proof that the link is good, once. It is written with the job of its letter in one
//! commit, under an id that its question decides, so a question that is answered twice writes one. Loading and writing is
//! `store`'s.

pub mod store;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    clock::Timestamp,
    keyspace::{NoticeId, Rid},
    locales::Locale,
    platform::Platform,
    registration::Contact,
    token::link::{Epoch, Kind, Link},
};

/// The newest version of the form. A process that meets a newer one leaves it alone.
pub const FORMAT: u8 = 2;

/// A notice as it lies in its sealed box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The form's version: that of what it says.
    pub format: u8,
    /// Its identifier.
    pub id: NoticeId,
    /// Drawn when it was made; its link carries it.
    pub epoch: Epoch,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends, its letter sent or not.
    pub expires_at: Timestamp,
    /// Where the letter goes.
    pub contact: Contact,
    /// Its language.
    pub locale: Locale,
    /// What it says.
    pub about: About,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum About {
    /// The password was changed.
    PasswordChanged {
        /// Whose.
        #[serde(default)]
        of: ResetOf,
        /// The doors that get a member's new password as well.
        #[serde(default)]
        doors: Vec<Platform>,
    },
    /// Somebody asked for a new password: a link to set one.
    SetPassword {
        /// The registration that the account bears as its mark, or that made the member.
        key: Rid,
        /// Whether the link has done its work, or its reader said "this was not me".
        is_used: bool,
        /// How many changes of the password it knows of: one more ends the link.
        #[serde(default)]
        changes: u64,
        /// Whose password it is.
        #[serde(default)]
        of: ResetOf,
    },
    /// Somebody tried to get in with a wrong password.
    SomebodyTried,
    /// The account is not for us to change: its owner does it on the platform itself.
    ChangeItThere,
    /// A member changed its password, and its account on this platform has to be given the new one by its owner.
    CopyByHand {
        /// The platform.
        platform: Platform,
    },
    /// A moderator asked for their link to everything that waits.
    QueueLink,
    /// Somebody used a member's refresh token a second time: that session has ended.
    SessionReused,
    /// A member left.
    Left {
        /// The accounts that it leaves on the platforms, as they are called there.
        accounts: BTreeMap<Platform, String>,
    },
}

/// Whose password a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetOf {
    /// An account's on Mastodon that bears our mark.
    #[default]
    Account,
    /// A member's, and with it those of its accounts.
    Member,
}

impl About {
    /// The first version of the form that can say this. What processes of the first version understand they may send; what they
    /// would read as something else, such as a member's link as one for an account, they must leave alone.
    pub const fn format(&self) -> u8 {
        match self {
            Self::PasswordChanged { of: ResetOf::Account, .. }
            | Self::SetPassword { of: ResetOf::Account, .. }
            | Self::SomebodyTried
            | Self::ChangeItThere => 1,
            Self::PasswordChanged { of: ResetOf::Member, .. }
            | Self::SetPassword { of: ResetOf::Member, .. }
            | Self::CopyByHand { .. }
            | Self::QueueLink
            | Self::SessionReused
            | Self::Left { .. } => FORMAT,
        }
    }
}

impl Notice {
    /// The link that its letter carries, where it carries one.
    pub fn link(&self) -> Option<Link> {
        matches!(self.about, About::SetPassword { .. }).then_some(Link {
            kind: Kind::Reset,
            rid: self.id.rid(),
            subject: self.contact.print,
            epoch: self.epoch,
        })
    }

    /// What its link may still set a password for: an account by its mark, or a member.
    pub const fn opens(&self) -> Option<(ResetOf, Rid)> {
        match self.about {
            About::SetPassword { key, is_used: false, of, .. } => Some((of, key)),
            _ => None,
        }
    }

    /// The same, under an identifier and an epoch that were drawn before it was made: its link was answered already.
    #[must_use]
    pub fn drawn(self, id: NoticeId, epoch: Epoch) -> Self {
        Self { id, epoch, ..self }
    }

    /// The same, with its link at its end.
    #[must_use]
    pub fn used(self) -> Self {
        match self.about {
            About::SetPassword { key, changes, of, .. } => Self { about: About::SetPassword { key, changes, of, is_used: true }, ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::crypto::fingerprint::Fingerprint;

    #[test]
    fn a_link_that_was_answered_before_its_notice_was_made_opens_it() {
        let about = About::SetPassword { key: Rid::from_bytes([3; 16]), is_used: false, changes: 0, of: ResetOf::Member };
        let made = Notice {
            format: about.format(),
            id: NoticeId::of_link(Rid::from_bytes([1; 16])),
            epoch: Epoch::of(1),
            made_at: Timestamp::UNIX_EPOCH,
            expires_at: Timestamp::MAX,
            contact: Contact { address: "ada@example.org".parse().unwrap(), print: Fingerprint::NONE },
            locale: Locale::default(),
            about,
        };
        let (id, epoch) = (NoticeId::of_link(Rid::from_bytes([2; 16])), Epoch::of(2));
        let drawn = made.clone().drawn(id, epoch);
        assert_eq!(drawn.link(), Some(Link { rid: id.rid(), epoch, ..made.link().unwrap() }));
        assert_eq!((drawn.opens(), drawn.expires_at), (made.opens(), made.expires_at));
    }

    #[test]
    fn what_an_older_process_would_misread_has_a_form_that_it_leaves_alone() {
        let link = |of| About::SetPassword { key: Rid::from_bytes([3; 16]), is_used: false, changes: 0, of };
        let changed = |of| About::PasswordChanged { of, doors: Vec::new() };
        for known in [link(ResetOf::Account), changed(ResetOf::Account), About::SomebodyTried, About::ChangeItThere] {
            assert_eq!(known.format(), 1, "{known:?}");
        }
        let by_hand = About::CopyByHand { platform: Platform::Matrix };
        let left = About::Left { accounts: BTreeMap::new() };
        let new = [link(ResetOf::Member), changed(ResetOf::Member), by_hand, left, About::QueueLink, About::SessionReused];
        for new in new {
            assert_eq!(new.format(), 2, "{new:?}");
        }
    }
}
