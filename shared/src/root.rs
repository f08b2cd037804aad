//! The two root secrets and everything that is derived from them.
//!
//! The *link root* makes link tokens, page nonces and the tokens of members' sessions; the *index root*
//! makes fingerprints, idempotent rids and Message-IDs. Both are random, made once with SET NX, read back, and rest sealed under the
//! key ring. HKDF-SHA256 (RFC 5869) with one label per use keeps the uses apart. A process that finds
//! another root after a reconnect must end itself: it would make links that nobody can check.

use std::sync::Arc;

use fred::{interfaces::KeysInterface, types::SetOptions};
use ring::{hkdf, hmac};
use tokio::sync::OnceCell;
use zeroize::Zeroizing;

use crate::{
    address::EmailAddress,
    crypto::{
        fingerprint::Fingerprint,
        random,
        sealed_box::{KeyRing, Place},
    },
    error::Error,
    keyspace::{self, Key, Rid},
    redis::{self, Redis},
};

const PURPOSE: &str = "root";

/// The derived keys, ready for use.
pub struct Roots {
    links: hmac::Key,
    nonces: hmac::Key,
    refreshes: hmac::Key,
    sessions: hmac::Key,
    access: Zeroizing<[u8; 32]>,
    prints: hmac::Key,
    rids: hmac::Key,
    letters: hmac::Key,
    audit: hmac::Key,
    /// Digest of both secrets, to notice another Redis.
    identity: [u8; 32],
}

/// What a fingerprint is of; each use has prints of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// A normalised e-mail address: applicant and moderator alike, so that one's own vote is noticed.
    Address,
    /// A name wished for or held on the doors.
    Name,
    /// The network block that a request came from.
    Network,
    /// The body of a request, to recognise its repeat.
    Body,
    /// A question, to name the notice that it causes.
    Question,
    /// A word of a post on the board.
    Word,
    /// A member, as one who votes on the board.
    Voter,
}

impl Print {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Address => b"address\0",
            Self::Name => b"name\0",
            Self::Network => b"network\0",
            Self::Body => b"body\0",
            Self::Question => b"question\0",
            Self::Word => b"word\0",
            Self::Voter => b"voter\0",
        }
    }
}

impl Roots {
    fn derive(link: &[u8; 32], index: &[u8; 32]) -> Self {
        let expand = |secret: &[u8; 32], label: &[u8]| {
            let mut key = Zeroizing::new([0; 32]);
            // Expanding 32 bytes from SHA-256 cannot fail: the limit of RFC 5869 is 255 × 32.
            let _ = hkdf::Salt::new(hkdf::HKDF_SHA256, b"gatelodge")
                .extract(secret)
                .expand(&[label], hkdf::HKDF_SHA256)
                .map(|okm| okm.fill(key.as_mut()));
            key
        };
        let mac = |secret, label| hmac::Key::new(hmac::HMAC_SHA256, expand(secret, label).as_ref());
        let mut identity = ring::digest::Context::new(&ring::digest::SHA256);
        identity.update(expand(link, b"identity").as_ref());
        identity.update(expand(index, b"identity").as_ref());
        let mut digest = [0; 32];
        digest.copy_from_slice(identity.finish().as_ref());
        Self {
            links: mac(link, b"links"),
            nonces: mac(link, b"nonces"),
            refreshes: mac(link, b"refresh tokens"),
            sessions: mac(link, b"page sessions"),
            access: expand(link, b"access tokens"),
            prints: mac(index, b"fingerprints"),
            rids: mac(index, b"rids"),
            letters: mac(index, b"letters"),
            audit: mac(index, b"audit"),
            identity: digest,
        }
    }

    /// Roots of fixed secrets, for pure tests.
    #[doc(hidden)]
    pub fn of_secrets(link: [u8; 32], index: [u8; 32]) -> Self {
        Self::derive(&link, &index)
    }

    /// The fingerprint of something, for one use.
    pub fn print(&self, of: Print, content: &[u8]) -> Fingerprint {
        Fingerprint::from_bytes(first16(&tag(&self.prints, &[of.label(), content])))
    }

    /// What an address is recognised by.
    pub fn address(&self, address: &EmailAddress) -> Fingerprint {
        self.print(Print::Address, address.normalised().as_bytes())
    }

    /// The rid that an idempotency key stands for on a UTC day.
    pub fn idempotent_rid(&self, key: &str, day: jiff::civil::Date) -> Rid {
        Rid::from_bytes(first16(&tag(&self.rids, &[day.to_string().as_bytes(), b"\0", key.as_bytes()])))
    }

    /// The local part of a letter's Message-ID: the same for every copy of one job's letter.
    pub fn message_id(&self, job: &str) -> String {
        Fingerprint::from_bytes(first16(&tag(&self.letters, &[job.as_bytes()]))).to_string()
    }

    /// A code of the audit chain.
    pub(crate) fn audit_code(&self, parts: &[&[u8]]) -> [u8; 32] {
        tag(&self.audit, parts)
    }

    /// The authentication code of a link token's fields.
    pub(crate) fn link_code(&self, fields: &[u8]) -> [u8; 32] {
        tag(&self.links, &[fields])
    }

    /// Whether `code` belongs to the fields, in constant time.
    pub(crate) fn link_code_holds(&self, fields: &[u8], code: &[u8]) -> bool {
        hmac::verify(&self.links, fields, code).is_ok()
    }

    /// The code of a page's nonce: bound to the page and to the credential that the page was shown for.
    pub(crate) fn nonce_code(&self, parts: &[&[u8]]) -> [u8; 32] {
        tag(&self.nonces, parts)
    }

    /// The code of a refresh token's fields.
    pub(crate) fn refresh_code(&self, fields: &[u8]) -> [u8; 32] {
        tag(&self.refreshes, &[fields])
    }

    /// Whether `code` belongs to a refresh token's fields, in constant time.
    pub(crate) fn refresh_code_holds(&self, fields: &[u8], code: &[u8]) -> bool {
        hmac::verify(&self.refreshes, fields, code).is_ok()
    }

    /// The code of the fields of a session on the pages.
    pub(crate) fn page_code(&self, fields: &[u8]) -> [u8; 32] {
        tag(&self.sessions, &[fields])
    }

    /// Whether `code` belongs to the fields of a session on the pages, in constant time.
    pub(crate) fn page_code_holds(&self, fields: &[u8], code: &[u8]) -> bool {
        hmac::verify(&self.sessions, fields, code).is_ok()
    }

    /// The seed of the Ed25519 key that signs access tokens.
    pub(crate) fn access_seed(&self) -> &[u8; 32] {
        &self.access
    }
}

fn tag(key: &hmac::Key, parts: &[&[u8]]) -> [u8; 32] {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(part);
    }
    let mut code = [0; 32];
    code.copy_from_slice(context.sign().as_ref());
    code
}

fn first16(code: &[u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.iter_mut().zip(code).for_each(|(to, from)| *to = *from);
    half
}

/// Holds the roots once Redis could be asked for them.
#[derive(Clone)]
pub struct RootKeeper {
    redis: Redis,
    ring: Arc<KeyRing>,
    roots: Arc<OnceCell<Arc<Roots>>>,
}

impl RootKeeper {
    /// A keeper that has asked nothing yet.
    pub fn new(redis: Redis, ring: Arc<KeyRing>) -> Self {
        Self { redis, ring, roots: Arc::default() }
    }

    /// The roots: from memory, or from Redis the first time, made there if this Gatelodge is new.
    ///
    /// # Errors
    /// When Redis is away, or the roots rest under a key that is not in the ring.
    pub async fn roots(&self) -> Result<Arc<Roots>, Error> {
        self.roots.get_or_try_init(|| async { self.read_or_make().await.map(Arc::new) }).await.cloned()
    }

    /// Whether Redis still holds the roots this process works with; `true` while none were read. Nothing is made: roots that are
    /// gone are no longer the same.
    ///
    /// # Errors
    /// When Redis is away, or they rest under a key that is not in the ring.
    pub async fn still_the_same(&self) -> Result<bool, Error> {
        let Some(mine) = self.roots.get() else { return Ok(true) };
        match (self.read("link").await?, self.read("index").await?) {
            (Some(link), Some(index)) => Ok(Roots::derive(&link, &index).identity == mine.identity),
            _ => Ok(false),
        }
    }

    /// Whether both rest there and the ring opens them; `false` where this Gatelodge has not begun yet. Nothing is made.
    ///
    /// # Errors
    /// When Redis is away, or they rest under a key that is not in the ring.
    pub async fn rest(&self) -> Result<bool, Error> {
        Ok(self.read("link").await?.is_some() && self.read("index").await?.is_some())
    }

    async fn read_or_make(&self) -> Result<Roots, Error> {
        let link = self.secret("link").await?;
        let index = self.secret("index").await?;
        Ok(Roots::derive(&link, &index))
    }

    async fn secret(&self, name: &str) -> Result<Zeroizing<[u8; 32]>, Error> {
        if let Some(resting) = self.read(name).await? {
            return Ok(resting);
        }
        let key = keyspace::root(name);
        let fresh = self.ring.seal(place(&key), &random::<32>());
        let made: Result<Option<String>, _> =
            self.redis.client().set(key.as_str(), fresh.as_slice(), None, Some(SetOptions::NX), false).await;
        made.map_err(|error| redis::fault(&error))?;
        self.read(name).await?.ok_or(Error::Corrupt("root secret"))
    }

    async fn read(&self, name: &str) -> Result<Option<Zeroizing<[u8; 32]>>, Error> {
        let key = keyspace::root(name);
        let resting: Option<Vec<u8>> = self.redis.client().get(key.as_str()).await.map_err(|error| redis::fault(&error))?;
        let Some(resting) = resting else { return Ok(None) };
        let opened = self.ring.open(place(&key), &resting)?;
        opened.as_slice().try_into().map(Zeroizing::new).map(Some).map_err(|_| Error::Corrupt("root secret"))
    }
}

fn place(key: &Key) -> Place<'_> {
    Place { key: key.as_str(), purpose: PURPOSE, version: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_differ_by_use_and_by_root() {
        let roots = Roots::of_secrets([1; 32], [2; 32]);
        let print = roots.print(Print::Address, b"a@example.org");
        assert_eq!(print, Roots::of_secrets([9; 32], [2; 32]).print(Print::Address, b"a@example.org"), "links roll, prints stay");
        assert_ne!(print, roots.print(Print::Name, b"a@example.org"));
        assert_ne!(print, Roots::of_secrets([1; 32], [3; 32]).print(Print::Address, b"a@example.org"));
    }

    #[test]
    fn codes_of_one_use_are_none_of_another() {
        let (roots, other) = (Roots::of_secrets([1; 32], [2; 32]), Roots::of_secrets([9; 32], [2; 32]));
        let (refresh, page) = (roots.refresh_code(b"fields"), roots.page_code(b"fields"));
        assert!(roots.refresh_code_holds(b"fields", &refresh) && roots.page_code_holds(b"fields", &page));
        assert!(!roots.refresh_code_holds(b"fields", &page) && !roots.page_code_holds(b"fields", &refresh));
        assert!(!roots.link_code_holds(b"fields", &refresh) && !roots.refresh_code_holds(b"field", &refresh));
        assert!(!other.refresh_code_holds(b"fields", &refresh) && !other.page_code_holds(b"fields", &page), "rolling ends them");
        assert_ne!(roots.access_seed(), other.access_seed());
    }

    #[test]
    fn an_idempotent_rid_belongs_to_its_day() {
        let roots = Roots::of_secrets([1; 32], [2; 32]);
        let day = jiff::civil::date(2026, 11, 20);
        assert_eq!(roots.idempotent_rid("k", day), roots.idempotent_rid("k", day));
        assert_ne!(roots.idempotent_rid("k", day), roots.idempotent_rid("k", day.yesterday().unwrap_or(day)));
    }
}
