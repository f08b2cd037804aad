//! What can go wrong below the rules: Redis, a sealed box, a record that makes no sense.
//!
//! A module's own refusals are its own types and reach callers through `Error` only where a caller
//! cannot act on them. No status codes here (the API's `problem` has the only table), and no text of
//! an error ever repeats a value that was stored or sent.

use crate::crypto::sealed_box::OpenFault;

/// Whatever kept an operation of this crate from being carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Redis did not do what it was asked.
    #[error(transparent)]
    Redis(#[from] RedisFault),
    /// A sealed box did not open.
    #[error(transparent)]
    Sealed(#[from] OpenFault),
    /// What was read cannot have been written by this version; the text names the kind of thing, not its content.
    #[error("a stored {0} makes no sense to this version")]
    Corrupt(&'static str),
    /// Others changed the record each time we tried; the caller may ask again.
    #[error("the record changed under every attempt")]
    Contended,
}

/// Why Redis did not answer as hoped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedisFault {
    /// No connection, or no answer in time. Whether the command took effect is unknown.
    #[error("Redis is away")]
    Away,
    /// Redis refuses writes: memory or disk is full, or it is a read-only replica.
    #[error("Redis refuses writes")]
    Full,
    /// The server that answers does not fit: a rejected command or password, too old, a script fault.
    #[error("Redis refused the command ({0})")]
    Refused(&'static str),
    /// Redis answered with something that our script or command never answers.
    #[error("Redis answered in an unknown shape")]
    Shape,
}
