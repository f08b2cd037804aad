//! What the worker must know: the secrets of platforms and of the mail server among it.

use super::both::{self, Common};
use super::catalogue;
use super::environment::Environment;
use super::faults::{Faults, Wrong};
use super::mail::{self, Smtp};
use super::mastodon::{self, MastodonAccess};
use super::matrix::{self, MatrixSecrets};
use super::reader::Reader;
use super::values;
use crate::platform::Platform;

/// Settings of `gatelodge-worker`.
#[derive(Clone, Debug)]
pub struct WorkerSettings {
    /// What both processes know.
    pub common: Common,
    /// The mail server.
    pub smtp: Smtp,
    /// Who letters come from: `Name <address>` or an address alone.
    pub mail_from: String,
    /// What opens accounts on the homeserver, where that door is open.
    pub matrix: Option<MatrixSecrets>,
    /// How the Mastodon instance is reached, where that door is open.
    pub mastodon: Option<MastodonAccess>,
    /// Jobs at once.
    pub concurrency: Concurrency,
}

/// How many jobs run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concurrency {
    /// Letters.
    pub letters: usize,
    /// Calls per platform.
    pub platform: usize,
}

/// Reads the worker's settings.
///
/// # Errors
/// Every fault at once; the process then ends with [`Faults::EXIT`].
pub fn read_worker(environment: &Environment) -> Result<WorkerSettings, Faults> {
    let mut reader = Reader::new(environment);
    let common = both::read(&mut reader);
    let smtp = reader.read(&catalogue::SMTP_URL, Smtp::parse);
    let mail_from = reader.read(&catalogue::MAIL_FROM, mail::sender);
    let matrix = if reader.doors.contains(Platform::Matrix) { matrix::read_secrets(&mut reader) } else { None };
    let mastodon = if reader.doors.contains(Platform::Mastodon) { mastodon::read_access(&mut reader) } else { None };
    let concurrency = reader.read(&catalogue::CONCURRENCY, concurrency);
    let build =
        || Some(WorkerSettings { common: common?, smtp: smtp?, mail_from: mail_from?, matrix, mastodon, concurrency: concurrency? });
    reader.finish(build())
}

/// `letters=16,platform=2`; what is not named stays as it is.
fn concurrency(text: &str) -> Result<Concurrency, Wrong> {
    let mut concurrency = Concurrency { letters: 16, platform: 2 };
    for entry in values::entries(text, ',') {
        let (name, count) = entry.split_once('=').unwrap_or((entry, ""));
        let place = match name.trim() {
            "letters" => &mut concurrency.letters,
            "platform" => &mut concurrency.platform,
            _ => return Err(Wrong::new("names a kind of job that there is not", "write letters=16,platform=2")),
        };
        *place = values::number(count.trim(), &(1..=256))?;
    }
    Ok(concurrency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_stays() {
        assert_eq!(concurrency("letters=1"), Ok(Concurrency { letters: 1, platform: 2 }));
        assert_eq!(concurrency("platform=3, letters=4"), Ok(Concurrency { letters: 4, platform: 3 }));
        for text in ["letters=0", "letters", "jobs=1", "letters=257", ""] {
            assert!(concurrency(text).is_err(), "{text}");
        }
    }
}
