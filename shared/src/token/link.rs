//! Link tokens: a capability that describes itself, per person and purpose (T3, T5).
//!
//! `gl<kind>_` + base64url(rid ‖ subject ‖ epoch ‖ HMAC-SHA256). Nothing of a token rests: it is derived
//! from the link root whenever it is needed and checked in constant time. Changing the epoch of a
//! record or of a moderator ends all their links at once. What a kind may do is decided by routes.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::{crypto::fingerprint::Fingerprint, keyspace::Rid, root::Roots};

const FIELDS_BYTES: usize = 16 + 16 + 8;
const CODE_BYTES: usize = 32;

/// Who a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whoever made the registration: answered with its 201.
    Caller,
    /// The person who reads the address: mailed, never answered.
    Applicant,
    /// One moderator, for one registration.
    Moderator,
    /// The owner of an account, for a new password: mailed, and good for one.
    Reset,
    /// One moderator, for everything that waits for a decision.
    Queue,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Caller, Self::Applicant, Self::Moderator, Self::Reset, Self::Queue];

    /// The letter that names the kind in tokens.
    pub const fn letter(self) -> char {
        match self {
            Self::Caller => 'c',
            Self::Applicant => 'a',
            Self::Moderator => 'm',
            Self::Reset => 'p',
            Self::Queue => 'q',
        }
    }
}

/// A random number drawn when a record (or a moderator's entry) is made; changing it ends its links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Epoch(u64);

impl Epoch {
    /// A fresh one.
    pub fn random() -> Self {
        Self(u64::from_be_bytes(crate::crypto::random()))
    }

    /// The number itself, as it rests.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The epoch with this number.
    pub const fn of(number: u64) -> Self {
        Self(number)
    }
}

/// What a link token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Who it is for.
    pub kind: Kind,
    /// The registration, or the notice; `Rid::NONE` where it is about no single one.
    pub rid: Rid,
    /// The fingerprint of the address it was mailed to, or `Fingerprint::NONE`.
    pub subject: Fingerprint,
    /// The epoch it was made in.
    pub epoch: Epoch,
}

impl Link {
    /// Writes the token.
    pub fn token(&self, roots: &Roots) -> String {
        let mut bytes = self.fields();
        bytes.extend(roots.link_code(&self.signed()));
        format!("gl{}_{}", self.kind.letter(), URL_SAFE_NO_PAD.encode(bytes))
    }

    fn fields(&self) -> Vec<u8> {
        let mut fields = Vec::with_capacity(FIELDS_BYTES + CODE_BYTES);
        fields.extend(self.rid.as_bytes());
        fields.extend(self.subject.as_bytes());
        fields.extend(self.epoch.0.to_be_bytes());
        fields
    }

    /// What the code covers: the kind too, so that no kind can be taken for another.
    fn signed(&self) -> Vec<u8> {
        let mut signed = vec![self.kind as u8];
        signed.extend(self.fields());
        signed
    }
}

/// A token that could be read but has not been believed yet. `Debug` tells nothing of it.
#[derive(Clone, Copy)]
pub struct Claimed {
    link: Link,
    code: [u8; CODE_BYTES],
}

impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claimed(…)")
    }
}

impl Claimed {
    /// Reads a token's fields; `None` when it is not one. Nothing is proved by that.
    pub fn read(text: &str) -> Option<Self> {
        let (head, body) = text.split_once('_')?;
        let kind = Kind::ALL.into_iter().find(|kind| head.strip_prefix("gl").is_some_and(|rest| rest.chars().eq([kind.letter()])))?;
        let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
        let (rid, rest) = bytes.split_first_chunk()?;
        let (subject, rest) = rest.split_first_chunk()?;
        let (epoch, code) = rest.split_first_chunk()?;
        let link =
            Link { kind, rid: Rid::from_bytes(*rid), subject: Fingerprint::from_bytes(*subject), epoch: Epoch(u64::from_be_bytes(*epoch)) };
        Some(Self { link, code: code.try_into().ok()? })
    }

    /// The link, if this Gatelodge made the token; compared in constant time.
    pub fn believed(&self, roots: &Roots) -> Option<Link> {
        roots.link_code_holds(&self.link.signed(), &self.code).then_some(self.link)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn roots() -> Roots {
        Roots::of_secrets([1; 32], [2; 32])
    }

    fn link(kind: Kind) -> Link {
        Link { kind, rid: Rid::from_bytes([3; 16]), subject: Fingerprint::from_bytes([4; 16]), epoch: Epoch(5) }
    }

    #[test]
    fn t3_a_token_says_what_it_is_and_carries_256_bits_of_proof() {
        for kind in Kind::ALL {
            let token = link(kind).token(&roots());
            assert!(token.starts_with(&format!("gl{}_", kind.letter())));
            assert_eq!(Claimed::read(&token).unwrap().believed(&roots()), Some(link(kind)));
        }
    }

    #[test]
    fn t3_no_other_root_and_no_changed_letter_is_believed() {
        let token = link(Kind::Moderator).token(&roots());
        let other = Roots::of_secrets([8; 32], [2; 32]);
        assert!(Claimed::read(&token).unwrap().believed(&other).is_none());
        for (at, _) in token.char_indices() {
            for replacement in ['A', 'z', '-', 'c', 'a'] {
                let mut changed: Vec<char> = token.chars().collect();
                if std::mem::replace(changed.get_mut(at).unwrap(), replacement) == replacement {
                    continue;
                }
                let changed: String = changed.into_iter().collect();
                assert!(Claimed::read(&changed).and_then(|claimed| claimed.believed(&roots())).is_none(), "{at} {replacement}");
            }
        }
    }

    #[test]
    fn t3_kinds_are_not_interchangeable() {
        let token = link(Kind::Caller).token(&roots());
        let as_moderator = token.replacen("glc_", "glm_", 1);
        assert!(Claimed::read(&as_moderator).unwrap().believed(&roots()).is_none());
    }
}
