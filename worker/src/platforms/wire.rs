//! One HTTP call to a platform, and nothing behind it: no redirect, no retry, no proxy from the environment, a deadline on the whole
//! and a limit on the answer (T24). What it hands on is a whole answer, wiped when dropped, or the word that there was none.
//! What an answer means is left to the platform's own folder.

use std::error::Error as _;
use std::time::Duration;

use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, redirect, retry};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use shared::telemetry::step;
use tracing::Instrument;
use url::Url;

use super::absence::Absence;

/// How long a call may take.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// From the first byte sent to the last byte read. A registration that takes long is still a registration: be generous.
    pub total: Duration,
    /// Until the connection stands.
    pub connect: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { total: Duration::from_secs(30), connect: Duration::from_secs(5) }
    }
}

/// A whole answer.
pub(super) struct Whole {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Zeroizing<Vec<u8>>,
}

/// What calls are made with. Fails where there are no certificates to trust, mostly.
pub(super) fn client(deadlines: Deadlines) -> reqwest::Result<Client> {
    Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .timeout(deadlines.total)
        .connect_timeout(deadlines.connect)
        .user_agent(concat!("gatelodge/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// The address of a path below another; each segment is one segment, whatever characters it has. None below `mailto:` and the like.
pub(super) fn below<'a>(base: &Url, segments: impl IntoIterator<Item = &'a str>) -> Option<Url> {
    let mut url = base.clone();
    url.path_segments_mut().ok()?.pop_if_empty().extend(segments);
    Some(url)
}

/// Asks once. An answer of more than `at_most` bytes is not read further.
pub(super) async fn call(request: RequestBuilder, token: Option<&SecretString>, at_most: usize) -> Result<Whole, Absence> {
    let request = match token {
        Some(token) => request.bearer_auth(token.expose_secret()),
        None => request,
    };
    let mut response = request.send().instrument(step("platform")).await.map_err(|error| lost(&error))?;
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response.chunk().await.map_err(|error| lost(&error))? {
        if body.len() + chunk.len() > at_most {
            return Err(Absence::Garbled);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Whole { status: response.status().as_u16(), headers: std::mem::take(response.headers_mut()), body })
}

/// How many seconds the server wants to be left alone: a number, or a date (RFC 9110 §10.2.3), counted from its own time.
pub(super) fn patience(headers: &HeaderMap) -> Option<u64> {
    let read = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let date = |text: &str| rfc2822::parse(text).ok().map(|at| at.timestamp());
    let asked = read(RETRY_AFTER)?;
    asked.parse().ok().or_else(|| u64::try_from(date(asked)?.duration_since(date(read(DATE)?)?).as_secs()).ok())
}

/// The error itself names the address, and with it perhaps a person: only its innermost cause is logged.
fn lost(error: &reqwest::Error) -> Absence {
    let mut cause = error.source();
    while let Some(inner) = cause.and_then(std::error::Error::source) {
        cause = Some(inner);
    }
    tracing::debug!(cause = cause.map(tracing::field::display), "no whole answer from the platform");
    if error.is_timeout() {
        Absence::Timeout
    } else if error.is_connect() {
        Absence::Unreachable
    } else {
        Absence::Broken
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn patience_is_a_number_or_a_date() {
        let asked = |retry_after: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, "Fri, 20 Nov 2026 12:00:00 GMT".parse().unwrap());
            headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
            patience(&headers)
        };
        assert_eq!(asked(" 120 "), Some(120));
        assert_eq!(asked("Fri, 20 Nov 2026 12:01:30 GMT"), Some(90));
        assert_eq!(asked("Fri, 20 Nov 2026 11:00:00 GMT"), None, "past");
        assert_eq!(asked("soon"), None);
        assert_eq!(patience(&HeaderMap::new()), None);
    }
}
