//! What the API must know of members: who becomes one, who reads the board, and how they stay signed in.
//!
//! Some of the names are older than this gate and spelled whole. The rule: what would let anybody in is a fault where others
//! can reach the gate, and the secret that signs tokens is looked at only while it signs any.

use std::collections::HashSet;
use std::time::Duration;

use secrecy::SecretString;

use super::catalogue;
use super::faults::Wrong;
use super::reader::Reader;
use super::{keys, urls, values};

/// Settings of members, sign-in and board.
#[derive(Clone, Debug)]
pub struct MemberSettings {
    /// Who becomes a member.
    pub gate: MemberGate,
    /// Who reads the board.
    pub board: BoardAudience,
    /// How long an access token is good.
    pub access_ttl: Duration,
    /// How long a session lasts after it was last used.
    pub refresh_ttl: Duration,
    /// How access tokens are signed.
    pub algorithm: Algorithm,
    /// Web sites whose scripts may call the API, each as browsers write an origin.
    pub allowed_origins: Vec<String>,
    /// Whether whoever asks for a new password is given the token that the letter would carry.
    pub return_reset_token: bool,
}

/// Who becomes a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberGate {
    /// Whom the moderators let in.
    Approved,
    /// Whoever registers, at once; accounts on the platforms still need the moderators.
    Open,
}

/// Who reads the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardAudience {
    /// Members.
    Members,
    /// Everybody.
    Public,
}

/// How access tokens are signed.
#[derive(Clone, Debug)]
pub enum Algorithm {
    /// Ed25519, with a key made of the root secret; others may check with the public key.
    EdDsa,
    /// HMAC-SHA256, with this secret.
    Hs256(SecretString),
}

/// Reads all of it. Whether others can reach the gate has been noted before.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<MemberSettings> {
    let gate = reader.read(&catalogue::MEMBERS, gate);
    let board = reader.read(&catalogue::BOARD, audience);
    let minutes = reader.read(&catalogue::ACCESS_TOKEN_EXPIRE_MINUTES, |text| values::number(text, &(1..=1_440_u32)));
    let days = reader.read(&catalogue::REFRESH_TOKEN_EXPIRE_DAYS, |text| values::number(text, &(1..=365_u32)));
    let algorithm = read_algorithm(reader);
    let allowed_origins = reader.read(&catalogue::ALLOWED_ORIGINS, origins).unwrap_or_default();
    let return_reset_token = read_return_reset_token(reader);
    Some(MemberSettings {
        gate: gate?,
        board: board?,
        access_ttl: Duration::from_mins(minutes?.into()),
        refresh_ttl: Duration::from_hours(u64::from(days?) * 24),
        algorithm: algorithm?,
        allowed_origins,
        return_reset_token: return_reset_token?,
    })
}

fn read_algorithm(reader: &mut Reader<'_>) -> Option<Algorithm> {
    if !reader.read(&catalogue::ALGORITHM, is_shared)? {
        return Some(Algorithm::EdDsa);
    }
    let must_be_strong = reader.must_be_strong();
    if !reader.is_given(&catalogue::SECRET_KEY) {
        let mend = format!("{} HS256 signs with it: {}, or choose EdDSA", catalogue::ALGORITHM.name, keys::MAKE);
        reader.fault(&catalogue::SECRET_KEY, Wrong::new("is not set", mend));
    }
    reader.read(&catalogue::SECRET_KEY, |text| keys::secret(&catalogue::SECRET_KEY, text, must_be_strong)).map(Algorithm::Hs256)
}

fn read_return_reset_token(reader: &mut Reader<'_>) -> Option<bool> {
    let return_reset_token = reader.read(&catalogue::RETURN_RESET_TOKEN, values::switch)?;
    if return_reset_token && reader.is_public {
        let mend = "leave it off, or make both the public URL and the address to listen on loopback";
        reader.fault(&catalogue::RETURN_RESET_TOKEN, Wrong::new("is on where others can reach the gate", mend));
    }
    Some(return_reset_token)
}

fn gate(text: &str) -> Result<MemberGate, Wrong> {
    match text {
        "approved" => Ok(MemberGate::Approved),
        "open" => Ok(MemberGate::Open),
        _ => Err(Wrong::new("has an unknown value", "write approved or open")),
    }
}

fn audience(text: &str) -> Result<BoardAudience, Wrong> {
    match text {
        "members" => Ok(BoardAudience::Members),
        "public" => Ok(BoardAudience::Public),
        _ => Err(Wrong::new("has an unknown value", "write members or public")),
    }
}

/// Whether tokens are signed with a secret that others share.
fn is_shared(text: &str) -> Result<bool, Wrong> {
    match text {
        "EdDSA" => Ok(false),
        "HS256" => Ok(true),
        _ => Err(Wrong::new("is no algorithm of this gate", "write EdDSA or HS256")),
    }
}

/// Origins as browsers write them, each once.
fn origins(text: &str) -> Result<Vec<String>, Wrong> {
    let mut seen = HashSet::new();
    let mut origins = Vec::new();
    for (at, entry) in (1..).zip(values::entries(text, ',')) {
        if entry.contains('*') || entry == "null" {
            return Err(Wrong::new(
                format!("lets in more than one web site at place {at}"),
                "name each web site, like https://app.example.org",
            ));
        }
        let url = urls::bare(entry)
            .map_err(|_| Wrong::new(format!("has no origin at place {at}"), "write scheme, host and port only, with commas"))?;
        let origin = url.origin().ascii_serialization();
        if !seen.insert(origin.clone()) {
            return Err(Wrong::new(format!("names an origin again at place {at}"), "name each web site once"));
        }
        origins.push(origin);
    }
    Ok(origins)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn origins_are_exact_and_never_everybody() {
        assert_eq!(origins("http://localhost:3000,http://localhost:8080").unwrap(), ["http://localhost:3000", "http://localhost:8080"]);
        assert_eq!(
            origins("https://App.example.org:443/ , https://b\u{fc}cher.example").unwrap(),
            ["https://app.example.org", "https://xn--bcher-kva.example"]
        );
        for text in ["*", "null", "https://*.example.org", "https://a.org,*", "a.org", "https://a.org/b", "https://a.org,", ""] {
            assert!(origins(text).is_err(), "{text}");
        }
        for text in ["https://a.org,https://A.org/", "https://u:p@a.org", "https://a.org?b", "file:///a", "data:,a"] {
            assert!(origins(text).is_err(), "{text}");
        }
    }

    #[test]
    fn words_are_exact() {
        assert_eq!((gate("open"), gate("approved")), (Ok(MemberGate::Open), Ok(MemberGate::Approved)));
        assert_eq!((audience("public"), audience("members")), (Ok(BoardAudience::Public), Ok(BoardAudience::Members)));
        assert_eq!((is_shared("HS256"), is_shared("EdDSA")), (Ok(true), Ok(false)));
        for text in ["", "Open", "closed", "none", "hs256", "RS256", "HS512", "eddsa", "Public"] {
            assert!(gate(text).is_err() && audience(text).is_err() && is_shared(text).is_err(), "{text}");
        }
    }
}
