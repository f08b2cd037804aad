//! The cryptography of access tokens, over ring: of signing, and of `jsonwebtoken`, which checks.
//!
//! Owns two algorithms and no more: Ed25519, whose private key is its seed and whose public key is its 32 bytes, and
//! HMAC-SHA256. The library's own choices would bring `rsa` (RUSTSEC-2023-0071) or a C build; without any it panics
//! at the first token, so whoever makes keys installs this first. It would also make the key pair anew for each token it
//! signs, which costs as much as signing: [`SigningKey`] is made once, and the library signs nothing.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{self, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use ring::hmac;
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};

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
    Ed25519(Ed25519KeyPair),
    /// `HS256`.
    Mac(hmac::Key),
}

impl SigningKey {
    /// The signature of a message.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
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
            Ok(Box::new(Public(UnparsedPublicKey::new(&ED25519, key.try_get_as_bytes()?.to_vec()))))
        }
        Algorithm::HS256 if key.family() == algorithm.family() => Ok(Box::new(Mac::new(key.try_get_as_bytes()?))),
        _ => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

struct Public(UnparsedPublicKey<Vec<u8>>);

impl Verifier<Vec<u8>> for Public {
    fn verify(&self, message: &[u8], code: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        self.0.verify(message, code).map_err(|_| signature::Error::new())
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
