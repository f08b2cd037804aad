//! What questions and answers say: one JSON line each way, of 64 KiB at most, held together by a nonce.
//! An error's kind is turned into what to do next; its words, and what the script says of types, go no further.

use std::collections::BTreeMap;
use std::io;

use secrecy::zeroize::Zeroizing;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::super::LINE_MAX;
use super::super::answer::{Absence, Fault, Refused};

/// A whole line, without its end. It may hold a password or a token.
pub(super) type Line = Zeroizing<Vec<u8>>;

/// How an answer begins.
const MARK: &[u8] = b"@gatelodge ";
/// Stands in place of the nonce where the script could not read one.
const NO_NONCE: &[u8] = b"-";

/// Everything that questions have; each has some of it.
#[derive(Default, Serialize)]
pub(super) struct Arguments<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) username: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) old: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) new: Option<&'a str>,
    /// Whether the same was asked before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) again: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) locale: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) client_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) client_secret: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scopes: Option<&'a [String]>,
}

impl Arguments<'_> {
    /// What to answer where all of it is longer than a line: the longest is what the instance would not have taken either.
    fn too_long(&self) -> Refused {
        let typed =
            [("username", self.username), ("email", self.email), ("password", self.password), ("old", self.old), ("password", self.new)];
        let longest = typed.into_iter().max_by_key(|(_, value)| value.map_or(0, str::len));
        longest.and_then(|(field, _)| refused_field(field)).unwrap_or(Refused::Away(Absence::Garbled))
    }
}

#[derive(Serialize)]
struct Envelope<'a> {
    v: u8,
    nonce: &'a str,
    op: &'static str,
    #[serde(flatten)]
    arguments: &'a Arguments<'a>,
}

/// One line to be sent.
pub(super) struct Question {
    nonce: String,
    line: Line,
}

impl Question {
    /// Refuses what is longer than a line by what is too long about it.
    pub(super) fn new(op: &'static str, arguments: &Arguments<'_>) -> Result<Self, Refused> {
        let nonce = nonce();
        // As large as it may become: a buffer that grows leaves copies behind that nobody wipes.
        let mut line = Room(Zeroizing::new(Vec::with_capacity(LINE_MAX)));
        let envelope = Envelope { v: 1, nonce: &nonce, op, arguments };
        let fits = serde_json::to_writer(&mut line, &envelope).is_ok() && io::Write::write_all(&mut line, b"\n").is_ok();
        if fits { Ok(Self { nonce, line: line.0 }) } else { Err(arguments.too_long()) }
    }

    /// With its end.
    pub(super) fn line(&self) -> &[u8] {
        &self.line
    }

    /// The JSON of a line, if that is what answers this question. Everything else is noise.
    pub(super) fn answer<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        let rest = line.strip_prefix(MARK)?;
        let end = rest.iter().position(|byte| *byte == b' ')?;
        let (nonce, json) = rest.split_at_checked(end)?;
        (nonce == self.nonce.as_bytes() || nonce == NO_NONCE).then(|| json.get(1..))?
    }
}

fn nonce() -> String {
    format!("{:032x}", u128::from_ne_bytes(shared::crypto::random()))
}

/// A line that never outgrows its buffer.
struct Room(Line);

impl io::Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LINE_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The answer hoped for.
#[derive(Deserialize)]
struct Reply<T> {
    ok: T,
}

/// An error's kind, with what belongs to it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    error: Option<String>,
    field: Option<String>,
    fields: BTreeMap<String, Vec<String>>,
}

/// The answer's `ok`, or what its error means.
pub(super) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Refused> {
    if let Ok(Reply { ok }) = serde_json::from_slice(json) {
        return Ok(ok);
    }
    let refusal: Refusal = serde_json::from_slice(json).map_err(|_| Refused::Away(Absence::Garbled))?;
    Err(refusal.meaning())
}

/// Whether something went wrong inside that the script did not foresee.
pub(super) fn is_internal(json: &[u8]) -> bool {
    serde_json::from_slice(json).is_ok_and(|refusal: Refusal| refusal.error.as_deref() == Some("internal"))
}

impl Refusal {
    fn meaning(&self) -> Refused {
        let garbled = Refused::Away(Absence::Garbled);
        match self.error.as_deref() {
            Some("taken") => match self.field.as_deref() {
                Some("username") => Refused::NameTaken,
                Some("email") => Refused::AddressTaken,
                _ => garbled,
            },
            // What nobody typed cannot be refused for good: a reason or an age that the instance asks of strangers.
            Some("invalid") => ["username", "email", "old", "password"]
                .into_iter()
                .find(|field| self.fields.contains_key(*field))
                .and_then(refused_field)
                .unwrap_or(Refused::Away(Absence::Internal)),
            Some("denied") => Refused::Denied,
            Some("second_factor") => Refused::SecondFactor,
            Some("not_functional") => Refused::NotFunctional,
            Some("not_found") => Refused::NotFound,
            Some("client") => Refused::Misconfigured(Fault::WrongClient),
            Some("scope") => Refused::Misconfigured(Fault::WrongScopes),
            Some("environment") => Refused::Misconfigured(Fault::WrongEnvironment),
            Some("race" | "internal") => Refused::Away(Absence::Internal),
            // A kind of another version, too.
            Some(_) => Refused::Misconfigured(Fault::Protocol),
            None => garbled,
        }
    }
}

fn refused_field(field: &str) -> Option<Refused> {
    match field {
        "username" => Some(Refused::NameRefused),
        "email" => Some(Refused::AddressRefused),
        "old" => Some(Refused::Denied),
        "password" => Some(Refused::PasswordRefused),
        _ => None,
    }
}
