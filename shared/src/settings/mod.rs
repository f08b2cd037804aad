//! Settings: what the operator decides, read once at the start.
//!
//! Owns names, defaults, reading and judging. The rule: every fault is said at once, a secret is never shown, and a
//! process is given only what it needs: secrets of platforms and of the mail server are the worker's. A value that this
//! gate does not know is a fault; a name that it does not know is only worth a warning.

mod api;
mod argv;
mod both;
pub mod catalogue;
mod doors;
mod environment;
mod example;
mod faults;
mod keys;
mod limits;
mod mail;
mod mastodon;
mod matrix;
mod members;
mod older;
mod overview;
mod reader;
mod urls;
mod values;
mod worker;

pub use api::{ApiSettings, PasswordRules, read_api};
pub use both::{Common, Lifetimes};
pub use catalogue::Process;
pub use environment::{Environment, Origin, inherited};
pub use example::example;
pub use faults::{Fault, Faults};
pub use keys::KeyEntry;
pub use limits::{Limit, LimitName, Limits};
pub use mail::{Security, Smtp};
pub use mastodon::{MastodonAccess, MastodonClient, MastodonDriver, MastodonPublic, MastodonReach, read_mastodon_setup};
pub use matrix::{MatrixPublic, MatrixSecrets};
pub use members::{Algorithm, BoardAudience, MemberGate, MemberSettings};
pub use overview::{Line, overview, page, print};
pub use urls::{RedisUrl, is_loopback};
pub use worker::{Concurrency, WorkerSettings, read_worker};

/// Reads a duration as settings spell it: `90s`, `15m`, `24h` or `7d`.
pub fn duration(text: &str) -> Option<std::time::Duration> {
    values::duration(text).ok()
}

#[cfg(test)]
mod tests;
