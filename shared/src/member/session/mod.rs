//! Who is signed in: what a session shows, and what it is worth.
//!
//! A family is one signing-in and all that follows from it. Its refresh token names a step: each use goes on to the next, and an
//! older one shows that two people hold it (T13). Nothing of a token rests: it is derived from the link root whenever it is
//! needed. The member's session epoch is in every code, so changing that ends them all. Where a family stands is `store`'s.

mod store;

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use super::SessionEpoch;
use crate::{
    crypto::{random, secret::Secret},
    keyspace::{MemberId, Rid},
    root::Roots,
};
pub use store::{Families, Rotation, Session, end_all};

const REFRESH: &str = "glr_";
const PAGE: &str = "gls_";

/// The name of a family among its member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FamilyId([u8; 8]);

impl FamilyId {
    /// A fresh one.
    pub fn random() -> Self {
        Self(random())
    }

    /// Reads what `Display` wrote; nothing else names a family.
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for FamilyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl From<FamilyId> for String {
    fn from(family: FamilyId) -> Self {
        family.to_string()
    }
}

impl TryFrom<String> for FamilyId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a family")
    }
}

/// A refresh token that could be read but has not been believed yet.
#[derive(Clone, Copy)]
pub struct ClaimedRefresh {
    /// Whose it says it is.
    pub member: MemberId,
    /// Of which family.
    pub family: FamilyId,
    /// Which step of it.
    pub step: u32,
    code: [u8; 32],
}

/// A page session's token that could be read but has not been believed yet.
#[derive(Clone, Copy)]
pub struct ClaimedPage {
    /// Whose it says it is.
    pub member: MemberId,
    /// Of which family.
    pub family: FamilyId,
    code: [u8; 32],
}

impl fmt::Debug for ClaimedRefresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimedRefresh(…)")
    }
}

impl fmt::Debug for ClaimedPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimedPage(…)")
    }
}

/// The refresh token of one step of a family.
pub(super) fn refresh_token(roots: &Roots, member: MemberId, family: FamilyId, step: u32, epoch: SessionEpoch) -> Secret {
    let fields = refresh_fields(member, family, step);
    token(REFRESH, &fields, &roots.refresh_code(&signed(&fields, epoch)))
}

/// Reads a refresh token; `None` when it is not one. Nothing is proved by that.
pub fn read_refresh(text: &str) -> Option<ClaimedRefresh> {
    let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(REFRESH)?).ok()?;
    let (member, rest) = bytes.split_first_chunk()?;
    let (family, rest) = rest.split_first_chunk()?;
    let (step, code) = rest.split_first_chunk()?;
    Some(ClaimedRefresh {
        member: Rid::from_bytes(*member).into(),
        family: FamilyId(*family),
        step: u32::from_be_bytes(*step),
        code: code.try_into().ok()?,
    })
}

impl ClaimedRefresh {
    /// Whether this Gatelodge made it in that epoch; compared in constant time.
    pub fn believed(&self, roots: &Roots, epoch: SessionEpoch) -> bool {
        roots.refresh_code_holds(&signed(&refresh_fields(self.member, self.family, self.step), epoch), &self.code)
    }
}

/// The token of a family's pages.
pub fn page_token(roots: &Roots, member: MemberId, family: FamilyId, epoch: SessionEpoch) -> Secret {
    let fields = page_fields(member, family);
    token(PAGE, &fields, &roots.page_code(&signed(&fields, epoch)))
}

/// Reads the token of a family's pages; `None` when it is not one. Nothing is proved by that.
pub fn read_page(text: &str) -> Option<ClaimedPage> {
    let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PAGE)?).ok()?;
    let (member, rest) = bytes.split_first_chunk()?;
    let (family, code) = rest.split_first_chunk()?;
    Some(ClaimedPage { member: Rid::from_bytes(*member).into(), family: FamilyId(*family), code: code.try_into().ok()? })
}

impl ClaimedPage {
    /// Whether this Gatelodge made it in that epoch; compared in constant time. Whether its family lives is another question.
    pub fn believed(&self, roots: &Roots, epoch: SessionEpoch) -> bool {
        roots.page_code_holds(&signed(&page_fields(self.member, self.family), epoch), &self.code)
    }
}

fn refresh_fields(member: MemberId, family: FamilyId, step: u32) -> Vec<u8> {
    [page_fields(member, family).as_slice(), &step.to_be_bytes()].concat()
}

fn page_fields(member: MemberId, family: FamilyId) -> Vec<u8> {
    [member.rid().as_bytes().as_slice(), &family.0].concat()
}

/// What a code covers: the epoch too, though no token says it.
fn signed(fields: &[u8], epoch: SessionEpoch) -> Vec<u8> {
    [fields, &epoch.number().to_be_bytes()].concat()
}

fn token(prefix: &str, fields: &[u8], code: &[u8; 32]) -> Secret {
    let bytes = zeroize::Zeroizing::new([fields, code].concat());
    Secret::new(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(&*bytes)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    const EPOCH: SessionEpoch = SessionEpoch::of(5);
    const FAMILY: FamilyId = FamilyId([4; 8]);

    fn roots() -> Roots {
        Roots::of_secrets([1; 32], [2; 32])
    }

    fn member() -> MemberId {
        Rid::from_bytes([3; 16]).into()
    }

    #[test]
    fn t3_a_refresh_token_says_whose_step_it_is_and_is_believed_in_its_epoch_alone() {
        let token = refresh_token(&roots(), member(), FAMILY, 7, EPOCH);
        let claimed = read_refresh(token.expose()).unwrap();
        assert_eq!((claimed.member, claimed.family, claimed.step), (member(), FAMILY, 7));
        assert!(claimed.believed(&roots(), EPOCH));
        assert!(!claimed.believed(&roots(), SessionEpoch::of(6)), "a changed epoch ends it");
        assert!(!claimed.believed(&Roots::of_secrets([8; 32], [2; 32]), EPOCH), "another link root ends it");
    }

    #[test]
    fn t3_a_page_token_is_believed_in_its_epoch_alone_and_is_no_refresh_token() {
        let token = page_token(&roots(), member(), FAMILY, EPOCH);
        let claimed = read_page(token.expose()).unwrap();
        assert_eq!((claimed.member, claimed.family), (member(), FAMILY));
        assert!(claimed.believed(&roots(), EPOCH) && !claimed.believed(&roots(), SessionEpoch::of(6)));
        assert!(read_refresh(token.expose()).is_none());
        assert!(read_refresh(&token.expose().replacen(PAGE, REFRESH, 1)).is_none_or(|claimed| !claimed.believed(&roots(), EPOCH)));
    }

    #[test]
    fn t3_no_changed_letter_of_a_refresh_token_is_believed() {
        let token = refresh_token(&roots(), member(), FAMILY, 7, EPOCH);
        for (at, _) in token.expose().char_indices() {
            for replacement in ['A', 'z', '-', 's'] {
                let mut changed: Vec<char> = token.expose().chars().collect();
                if std::mem::replace(changed.get_mut(at).unwrap(), replacement) == replacement {
                    continue;
                }
                let changed: String = changed.into_iter().collect();
                assert!(read_refresh(&changed).is_none_or(|claimed| !claimed.believed(&roots(), EPOCH)), "{at} {replacement}");
            }
        }
    }

    #[test]
    fn a_family_reads_back_and_nothing_else_does() {
        assert_eq!(FamilyId::parse(&FAMILY.to_string()), Some(FAMILY));
        for wrong in ["", "AAAA", "AAAAAAAAAAB", "AAAAAAAAAAAA"] {
            assert_eq!(FamilyId::parse(wrong), None, "{wrong}");
        }
    }
}
