//! The cryptography of access tokens: of signing, and of `jsonwebtoken`, which checks.
//!
//! Owns two algorithms and no more: Ed25519 (RFC 8032) by ed25519-dalek, whose private key is its seed and whose public key is
//! its 32 bytes, and HMAC-SHA256 by ring. The library's own choices would bring `rsa` (RUSTSEC-2023-0071) or a C build; without
//! any it panics at the first token, so whoever makes keys installs this first. It would also make the key pair anew for each
//! token it signs, which costs as much as signing: [`SigningKey`] is made once, and the library signs nothing.

use ed25519_dalek::{Signer as _, VerifyingKey};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{self, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use ring::hmac;

/// Keys are never read from or written as JWK by the library: its helpers for that are not there.
static PROVIDER: CryptoProvider =
    CryptoProvider { signer_factory: no_signer, verifier_factory: verifier, key_utils: KeyUtils::new_unimplemented() };

/// Makes this the process' provider; every time but the first does nothing.
pub(super) fn install() {
    let _ = PROVIDER.install_default();
}

/// What access tokens are signed with.
pub(super) enum SigningKey {
    /// `EdDSA`.
    Ed25519(ed25519_dalek::SigningKey),
    /// `HS256`.
    Mac(hmac::Key),
}

impl SigningKey {
    /// The signature of a message.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Self::Mac(key) => hmac::sign(key, message).as_ref().to_vec(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the library says so")]
fn no_signer(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    Err(ErrorKind::InvalidAlgorithm.into())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the library says so")]
fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    match algorithm {
        Algorithm::EdDSA if key.family() == algorithm.family() => {
            let key = VerifyingKey::try_from(key.try_get_as_bytes()?).map_err(|_| ErrorKind::InvalidEddsaKey)?;
            Ok(Box::new(Public(key)))
        }
        Algorithm::HS256 if key.family() == algorithm.family() => Ok(Box::new(Mac::new(key.try_get_as_bytes()?))),
        _ => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

struct Public(VerifyingKey);

impl Verifier<Vec<u8>> for Public {
    fn verify(&self, message: &[u8], code: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        // Each message has one code that is right, and no key that fits every message is taken.
        let code = ed25519_dalek::Signature::from_slice(code).map_err(|_| signature::Error::new())?;
        self.0.verify_strict(message, &code).map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for Public {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

struct Mac(hmac::Key);

impl Mac {
    fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }
}

impl Verifier<Vec<u8>> for Mac {
    fn verify(&self, message: &[u8], code: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        // In constant time.
        hmac::verify(&self.0, message, code).map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for Mac {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}
