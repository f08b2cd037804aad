//! Access tokens: what a member's program shows with each request, for some minutes (T12).
//!
//! A JWT of RFC 9068's kind, signed with the one algorithm that the settings name. Owns making and believing them: every
//! header field and claim is required and typed, times come from the caller, and a token is a claim about who signed in,
//! never about what they may do. Whether the session still lives (its epoch) is judged by whoever loads the member.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm as Signing, DecodingKey, Header, Validation};
use ring::{digest, hkdf, hmac};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use url::Url;

use super::provider::{self, SigningKey};
use crate::clock::{Timestamp, later};
use crate::crypto::{random, secret::Secret};
use crate::error::Error;
use crate::keyspace::MemberId;
use crate::member::SessionEpoch;
use crate::member::session::FamilyId;
use crate::root::Roots;
use crate::settings::Algorithm;

/// What the header calls such a token (RFC 9068).
const KIND: &str = "at+jwt";
/// A longer token is not ours: not even decoded.
const BYTES_MAX: usize = 4 * 1024;
/// How far another process' clock may be ahead, in seconds.
const LEEWAY: i64 = 5;
/// So many tokens are remembered whose signature was checked.
const KNOWN_MAX: usize = 4_096;

/// What a believed token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessClaims {
    /// Who signed in.
    pub member: MemberId,
    /// In which family of sessions.
    pub family: FamilyId,
    /// In which epoch of the member's sessions: a token of another one is dead.
    pub epoch: SessionEpoch,
    /// When the token was made and holds from, to the second.
    pub issued_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Why a token is not believed. The caller is told one and the same whichever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No token at all, or one that is too long.
    #[error("no access token")]
    Unreadable,
    /// Another algorithm, kind or key than ours.
    #[error("another kind of token or another key")]
    Header,
    /// Nobody of us signed it, or a claim is missing or of a wrong type.
    #[error("not signed by this gate, or not in full")]
    Unproved,
    /// Made by or for somebody else.
    #[error("made by or for somebody else")]
    Elsewhere,
    /// Its time has not come.
    #[error("not valid yet")]
    Early,
    /// Its time is over.
    #[error("expired")]
    Expired,
}

/// The claims as they are written. Numbers are whole numbers and texts are texts: nothing is converted.
#[derive(Serialize, Deserialize)]
struct Written {
    iss: String,
    aud: String,
    sub: MemberId,
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: String,
    sid: FamilyId,
    epoch: String,
}

/// Makes and believes access tokens.
pub struct AccessTokens {
    algorithm: Signing,
    signing: SigningKey,
    checking: DecodingKey,
    /// The public key, where there is one.
    public: Option<String>,
    key_id: String,
    /// The header of every token.
    header: Header,
    /// The same as it is written.
    header_part: String,
    issuer: String,
    ttl: Duration,
    known: Mutex<Known>,
}

impl AccessTokens {
    /// Tokens of this gate: signed as the settings say, made by and for the public URL, good for `ttl`.
    ///
    /// # Errors
    /// When no key can be made of the root, which cannot happen with 32 bytes.
    pub fn new(roots: &Roots, algorithm: &Algorithm, public_url: &Url, ttl: Duration) -> Result<Self, Error> {
        provider::install();
        let issuer = public_url.as_str().trim_end_matches('/').to_owned();
        let with = |algorithm, signing, checking, public, key_id: String| {
            let header = Header { typ: Some(KIND.to_owned()), kid: Some(key_id.clone()), ..Header::new(algorithm) };
            let header_part = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&header).map_err(|_| Error::Corrupt("signing key"))?);
            Ok(Self { algorithm, signing, checking, public, key_id, header, header_part, issuer, ttl, known: Mutex::default() })
        };
        match algorithm {
            Algorithm::EdDsa => {
                let key = ed25519_dalek::SigningKey::from_bytes(roots.access_seed());
                let public = key.verifying_key().to_bytes();
                let (x, checking) = (URL_SAFE_NO_PAD.encode(public), DecodingKey::from_ed_der(&public));
                let key_id = thumbprint(&x);
                with(Signing::EdDSA, SigningKey::Ed25519(key), checking, Some(x), key_id)
            }
            Algorithm::Hs256(secret) => {
                let secret = secret.expose_secret().as_bytes();
                let key_id = name_of(secret)?;
                let signing = SigningKey::Mac(hmac::Key::new(hmac::HMAC_SHA256, secret));
                with(Signing::HS256, signing, DecodingKey::from_secret(secret), None, key_id)
            }
        }
    }

    /// A fresh token (RFC 7515, compact), and for how many seconds it is good.
    ///
    /// # Errors
    /// When its claims cannot be written, which cannot happen with texts and numbers.
    pub fn issue(&self, member: MemberId, family: FamilyId, epoch: SessionEpoch, now: Timestamp) -> Result<(Secret, u64), Error> {
        let (made, ends) = (now.as_second(), later(now, self.ttl).as_second());
        let claims = Written {
            iss: self.issuer.clone(),
            aud: self.issuer.clone(),
            sub: member,
            exp: ends,
            nbf: made,
            iat: made,
            jti: URL_SAFE_NO_PAD.encode(random::<16>()),
            sid: family,
            epoch: epoch.to_string(),
        };
        let claims = serde_json::to_vec(&claims).map_err(|_| Error::Corrupt("access token"))?;
        let message = format!("{}.{}", self.header_part, URL_SAFE_NO_PAD.encode(claims));
        let code = URL_SAFE_NO_PAD.encode(self.signing.sign(message.as_bytes()));
        Ok((Secret::new(format!("{message}.{code}")), self.ttl.as_secs()))
    }

    /// What the token says, if this gate made it and its time is now.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn believe(&self, token: &str, now: Timestamp) -> Result<AccessClaims, Refused> {
        if token.len() > BYTES_MAX {
            return Err(Refused::Unreadable);
        }
        let digest = digest_of(token);
        // Our own signature needs no second look; times need one each time.
        let known = self.lock().get(&digest);
        let claims = match known {
            Some(claims) => claims,
            None => self.check(token)?,
        };
        let second = now.as_second();
        if second >= claims.expires_at.as_second() {
            return Err(Refused::Expired);
        }
        if second.saturating_add(LEEWAY) < claims.issued_at.as_second() {
            return Err(Refused::Early);
        }
        if known.is_none() {
            self.lock().keep(digest, claims);
        }
        Ok(claims)
    }

    /// The public keys, as `/.well-known/jwks.json` shows them; none with a shared secret.
    pub fn jwks(&self) -> serde_json::Value {
        let key =
            |x: &String| serde_json::json!({"kty": "OKP", "crv": "Ed25519", "x": x, "kid": self.key_id, "use": "sig", "alg": "EdDSA"});
        serde_json::json!({ "keys": self.public.iter().map(key).collect::<Vec<_>>() })
    }

    /// Everything but the time.
    fn check(&self, token: &str) -> Result<AccessClaims, Refused> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| Refused::Unreadable)?;
        // All of it: no key, no URL and no extension of the caller's choice.
        if header != self.header {
            return Err(Refused::Header);
        }
        let mut validation = Validation::new(self.algorithm);
        // The library would look at the machine's clock, and takes much for a number: times and names are judged here.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let written: Written = jsonwebtoken::decode(token, &self.checking, &validation).map_err(|_| Refused::Unproved)?.claims;
        if written.iss != self.issuer || written.aud != self.issuer {
            return Err(Refused::Elsewhere);
        }
        let is_named = URL_SAFE_NO_PAD.decode(&written.jti).is_ok_and(|name| name.len() == 16);
        match (is_named, written.epoch.parse(), second(written.iat), second(written.nbf), second(written.exp)) {
            (true, Ok(epoch), Some(made), Some(starts), Some(expires_at)) => Ok(AccessClaims {
                member: written.sub,
                family: written.sid,
                epoch: SessionEpoch::of(epoch),
                issued_at: made.max(starts),
                expires_at,
            }),
            _ => Err(Refused::Unproved),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tokens whose signature was checked, the oldest first out: checking costs 50 µs and a program shows one token often.
#[derive(Default)]
struct Known {
    claims: HashMap<[u8; 32], AccessClaims>,
    order: VecDeque<[u8; 32]>,
}

impl Known {
    fn get(&self, digest: &[u8; 32]) -> Option<AccessClaims> {
        self.claims.get(digest).copied()
    }

    fn keep(&mut self, digest: [u8; 32], claims: AccessClaims) {
        if self.claims.insert(digest, claims).is_none() {
            self.order.push_back(digest);
        }
        while self.order.len() > KNOWN_MAX {
            if let Some(oldest) = self.order.pop_front() {
                self.claims.remove(&oldest);
            }
        }
    }
}

/// The moment that a claim names; none before 1970 or beyond the calendar.
fn second(claim: i64) -> Option<Timestamp> {
    Timestamp::from_second(claim).ok().filter(|_| claim >= 0)
}

fn digest_of(token: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest::digest(&digest::SHA256, token.as_bytes()).as_ref());
    bytes
}

/// The name of an Ed25519 key (RFC 7638, with the members of RFC 8037 in order).
fn thumbprint(x: &str) -> String {
    let key = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, key.as_bytes()))
}

/// The name of a shared secret: follows from it, leads to nothing.
fn name_of(secret: &[u8]) -> Result<String, Error> {
    let mut name = [0; 16];
    let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, b"gatelodge").extract(secret);
    extracted.expand(&[b"access token key id"], Length16).and_then(|okm| okm.fill(&mut name)).map_err(|_| Error::Corrupt("signing key"))?;
    Ok(URL_SAFE_NO_PAD.encode(name))
}

struct Length16;

impl hkdf::KeyType for Length16 {
    fn len(&self) -> usize {
        16
    }
}

#[cfg(test)]
mod tests;
