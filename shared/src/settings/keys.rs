//! The key ring as the operator gives it, and which secrets are too well known to be one.
//!
//! Owns the form of `KEYS` and the judgement of secrets. Sealing with the keys is `crypto`'s business.

use std::collections::HashSet;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::catalogue::{self, Setting};
use super::faults::Wrong;
use super::values;

/// How to make a good secret, as the end of a fault.
pub(super) const MAKE: &str = "make one with `openssl rand -base64 32`";
/// A secret has at least so many different bytes.
const DISTINCT_MIN: usize = 16;
/// Secrets that stand in examples, seeds and benchmarks.
const KNOWN: &[&str] = &[
    "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "bench",
    "changeme",
    "change-me",
    "secret",
    "vestibule",
    "your_secret_key",
    "your-super-secret-key-here",
    "your-super-secret-key-minimum-32-characters",
];

/// One key of the ring.
#[derive(Clone)]
pub struct KeyEntry {
    /// What sealed boxes call it by.
    pub id: String,
    /// The key.
    pub key: Zeroizing<[u8; 32]>,
}

impl KeyEntry {
    /// Whether the key is no secret.
    pub(super) fn is_weak(&self) -> bool {
        is_weak(STANDARD.encode(*self.key).as_bytes()) || distinct(&*self.key) < DISTINCT_MIN
    }
}

impl fmt::Debug for KeyEntry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "KeyEntry({}, …)", self.id)
    }
}

/// `id:base64-of-32-bytes`, the first seals; further ones after commas.
pub(super) fn parse(text: &str) -> Result<Vec<KeyEntry>, Wrong> {
    let entries: Vec<KeyEntry> = values::entries(text, ',').map(entry).collect::<Result<_, _>>()?;
    let ids: HashSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    if ids.len() < entries.len() {
        return Err(Wrong::new("has two keys of one id", "give every key an id of its own"));
    }
    Ok(entries)
}

fn entry(text: &str) -> Result<KeyEntry, Wrong> {
    let form = || Wrong::new("holds a key in a form that cannot be read", format!("write id:base64-of-32-bytes; {MAKE}"));
    let (id, key) = text.split_once(':').ok_or_else(form)?;
    if id.is_empty() || id.len() > 32 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        return Err(Wrong::new("has a key with an odd id", "use 1 to 32 letters, digits, - and _"));
    }
    let bytes = Zeroizing::new(STANDARD.decode(key).map_err(|_| form())?);
    let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| form())?;
    Ok(KeyEntry { id: id.to_owned(), key: Zeroizing::new(key) })
}

/// A secret of this setting; a weak one only where everything is on this machine.
pub(super) fn secret(setting: &Setting, text: &str, must_be_strong: bool) -> Result<SecretString, Wrong> {
    if must_be_strong && is_weak(text.as_bytes()) { Err(weak(setting)) } else { Ok(text.into()) }
}

/// How an operator comes by a better secret, as the end of a fault. One that a platform gives cannot be made here: it would be refused.
pub(super) fn better(setting: &Setting) -> &'static str {
    let is = |other: &Setting| setting.name == other.name;
    if is(&catalogue::MATRIX_SHARED_SECRET) {
        "take it anew from homeserver.yaml (registration_shared_secret); where that one is as easy, change it there first"
    } else if is(&catalogue::MATRIX_ADMIN_TOKEN) {
        "take it anew from the homeserver: the access_token that it answers when an admin signs in"
    } else if is(&catalogue::MASTODON_CLIENT_SECRET) {
        "take it anew from `gatelodge-worker mastodon setup`"
    } else if is(&catalogue::MASTODON_ADMIN_TOKEN) {
        "take it anew from Mastodon: Preferences, Development, the access token of the application"
    } else {
        MAKE
    }
}

/// Whether everybody could know or guess the secret.
pub(super) fn is_weak(secret: &[u8]) -> bool {
    let is_known = KNOWN.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(secret));
    // Sixteen digits make at most sixteen different bytes: a random secret in hex is judged by what it stands for.
    is_known || distinct(secret).max(unhex(secret).map_or(0, |bytes| distinct(&bytes))) < DISTINCT_MIN
}

/// What is wrong with a weak secret.
pub(super) fn weak(setting: &Setting) -> Wrong {
    Wrong::new("is known from examples or too easy to guess, and not everything is on this machine", better(setting))
}

fn distinct(bytes: &[u8]) -> usize {
    bytes.iter().collect::<HashSet<_>>().len()
}

fn unhex(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_chunks::<2>();
    let bytes: Option<Vec<u8>> = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect();
    bytes.filter(|_| rest.is_empty()).map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    const BENCH: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    const GOOD: &str = "3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs=";

    #[test]
    fn the_first_seals_and_older_ones_follow() {
        let keys = parse(&format!("new:{GOOD}, old:{BENCH}")).unwrap();
        assert_eq!(keys.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["new", "old"]);
        assert_eq!(keys.iter().map(KeyEntry::is_weak).collect::<Vec<_>>(), [false, true]);
        assert_eq!(format!("{:?}", keys.first().unwrap()), "KeyEntry(new, …)");
    }

    #[test]
    fn odd_keys_are_faults_that_do_not_show_them() {
        for text in
            [GOOD, "a:", &format!(":{GOOD}"), &format!("a b:{GOOD}"), "a:c2hvcnQ=", &format!("a:{GOOD},a:{BENCH}"), &format!("a:{GOOD},")]
        {
            let wrong = parse(text).unwrap_err();
            assert!(!format!("{wrong:?}").contains("3bCk"), "{wrong:?}");
        }
    }

    #[test]
    fn known_and_simple_secrets_are_weak() {
        for secret in [
            "",
            "bench",
            "ChangeMe",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "your-super-secret-key-minimum-32-characters",
            "0123456789abcdef0123456789abcdef",
        ] {
            assert_eq!(is_weak(secret.as_bytes()), secret != "0123456789abcdef0123456789abcdef", "{secret}");
        }
        assert!(is_weak(b"00112233445566770011223344556677"));
        // Random, yet without an f, so only fifteen different digits.
        assert!(!is_weak(b"3b9ca46c3326272d535c292a0d38dc3951c7a9e6ce950dd397164bc166119d3b"));
    }
}
