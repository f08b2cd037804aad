//! The sealed box: how anything personal or secret rests in Redis.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) under a key ring whose first key seals and whose
//! others only open. A box is bound to the place where it rests (key name, purpose, record version):
//! moved anywhere else it does not open. It knows nothing of what is inside.

use std::fmt;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use super::random;

/// The format of a box: its first byte.
const FORMAT: u8 = 1;
const NONCE_BYTES: usize = 24;

/// Where a box rests. Sealing and opening must name the same place.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The Redis key that holds the box.
    pub key: &'a str,
    /// What the box is for, so that two boxes of one key cannot be exchanged.
    pub purpose: &'static str,
    /// The record's version the box was written with; 0 where there are no versions.
    pub version: u64,
}

impl Place<'_> {
    /// The associated data: lengths first, so that no two places ever write the same bytes.
    fn associated_data(&self) -> Vec<u8> {
        let mut data = Vec::with_capacity(24 + self.key.len() + self.purpose.len());
        data.extend((self.key.len() as u64).to_be_bytes());
        data.extend(self.key.as_bytes());
        data.extend((self.purpose.len() as u64).to_be_bytes());
        data.extend(self.purpose.as_bytes());
        data.extend(self.version.to_be_bytes());
        data
    }
}

/// Why a box did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenFault {
    /// Not a box of a format that this version knows.
    #[error("not a sealed box of a known format")]
    Format,
    /// Sealed with a key that is no longer, or not yet, in the ring.
    #[error("a box is sealed with a key that is not in the key ring")]
    UnknownKey,
    /// Changed, moved from its place, or sealed with another key of the same id.
    #[error("a box was changed or does not belong where it lies")]
    Forged,
}

struct RingKey {
    id: String,
    cipher: XChaCha20Poly1305,
}

/// The keys that seal and open, newest first.
pub struct KeyRing {
    first: RingKey,
    older: Vec<RingKey>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing").field("seals_with", &self.first.id).finish_non_exhaustive()
    }
}

impl KeyRing {
    /// A ring of `(id, key)`: the first seals, all open. Ids are at most 255 bytes long (the settings check it).
    pub fn new<'a>(first: (&str, &[u8; 32]), older: impl IntoIterator<Item = (&'a str, &'a [u8; 32])>) -> Self {
        let key = |(id, key): (&str, &[u8; 32])| RingKey { id: id.to_owned(), cipher: XChaCha20Poly1305::new(key.into()) };
        Self { first: key(first), older: older.into_iter().map(key).collect() }
    }

    /// Seals `content` for `place` with the newest key: `1 ‖ length of id ‖ id ‖ nonce ‖ ciphertext ‖ tag`.
    pub fn seal(&self, place: Place<'_>, content: &[u8]) -> Vec<u8> {
        let nonce = random::<NONCE_BYTES>();
        let payload = Payload { msg: content, aad: &place.associated_data() };
        // Encryption fails only beyond 256 GiB; an empty box would then fail to open, never leak.
        let sealed = self.first.cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        let id = self.first.id.as_bytes();
        let mut out = Vec::with_capacity(2 + id.len() + NONCE_BYTES + sealed.len());
        out.push(FORMAT);
        out.push(u8::try_from(id.len()).unwrap_or(u8::MAX));
        out.extend_from_slice(id);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        out
    }

    /// Opens a box that rests at `place`.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenFault> {
        let parts = split(sealed).ok_or(OpenFault::Format)?;
        let key = std::iter::once(&self.first).chain(&self.older).find(|key| key.id.as_bytes() == parts.id).ok_or(OpenFault::UnknownKey)?;
        let payload = Payload { msg: parts.content, aad: &place.associated_data() };
        let nonce = XNonce::from(parts.nonce);
        key.cipher.decrypt(&nonce, payload).map(Zeroizing::new).map_err(|_| OpenFault::Forged)
    }
}

struct Parts<'a> {
    id: &'a [u8],
    nonce: [u8; NONCE_BYTES],
    content: &'a [u8],
}

fn split(sealed: &[u8]) -> Option<Parts<'_>> {
    let (&[format, length], rest) = sealed.split_first_chunk()?;
    if format != FORMAT {
        return None;
    }
    let (id, rest) = rest.split_at_checked(usize::from(length))?;
    let (nonce, content) = rest.split_first_chunk()?;
    Some(Parts { id, nonce: *nonce, content })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail loudly")]
    use super::*;

    const HERE: Place<'static> = Place { key: "gl:{p3}:reg:abc", purpose: "registration", version: 7 };

    fn ring() -> KeyRing {
        KeyRing::new(("new", &[7; 32]), [("old", &[9; 32])])
    }

    #[test]
    fn t15_a_box_opens_where_it_rests_and_nowhere_else() {
        let ring = ring();
        let sealed = ring.seal(HERE, b"alice@example.org");
        assert_eq!(ring.open(HERE, &sealed).unwrap().as_slice(), b"alice@example.org");
        for elsewhere in [Place { key: "gl:{p3}:reg:abd", ..HERE }, Place { purpose: "member", ..HERE }, Place { version: 8, ..HERE }] {
            assert_eq!(ring.open(elsewhere, &sealed).unwrap_err(), OpenFault::Forged);
        }
    }

    #[test]
    fn t15_every_flipped_bit_is_noticed() {
        let ring = ring();
        let sealed = ring.seal(HERE, b"x");
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(ring.open(HERE, &changed).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn t15_an_unknown_key_is_a_typed_fault_and_an_older_one_still_opens() {
        let old = KeyRing::new(("old", &[9; 32]), []);
        let sealed = old.seal(HERE, b"x");
        assert_eq!(ring().open(HERE, &sealed).unwrap().as_slice(), b"x");
        let other = KeyRing::new(("other", &[1; 32]), []);
        assert_eq!(other.open(HERE, &sealed).unwrap_err(), OpenFault::UnknownKey);
    }

    #[test]
    fn anything_shorter_than_a_box_is_refused() {
        let ring = ring();
        let sealed = ring.seal(HERE, b"");
        for length in 0..sealed.len() {
            assert!(ring.open(HERE, &sealed[..length]).is_err());
        }
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", ring()), "KeyRing { seals_with: \"new\", .. }");
    }
}
