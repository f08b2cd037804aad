//! One HTTP call to the homeserver, and nothing behind it: no redirect, no retry, no proxy from the environment, a deadline on the whole
//! and a limit on the answer (T24). What it hands on is a whole answer or the word that there was none.

use std::error::Error as _;
use std::time::Duration;

use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Client, Method, RequestBuilder, redirect, retry};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use url::Url;

use super::answer::{Absence, Answer, Fault, Refused};

/// No answer we ask for is longer; what is longer is not read further.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

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

/// Where a path begins.
#[derive(Clone, Copy)]
pub(super) enum Root {
    /// The client-server interface.
    Client,
    /// Its one newer corner.
    ClientV1,
    /// Synapse's own interface for its operators.
    Admin,
}

impl Root {
    fn segments(self) -> [&'static str; 3] {
        match self {
            Self::Client => ["_matrix", "client", "v3"],
            Self::ClientV1 => ["_matrix", "client", "v1"],
            Self::Admin => ["_synapse", "admin", "v1"],
        }
    }
}

/// The one homeserver that is ever called.
pub(super) struct Wire {
    client: Client,
    base: Url,
}

impl Wire {
    pub(super) fn new(base: Url, deadlines: Deadlines) -> Result<Self, Refused> {
        if base.cannot_be_a_base() {
            return Err(Refused::Misconfigured(Fault::Url));
        }
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .referer(false)
            .timeout(deadlines.total)
            .connect_timeout(deadlines.connect)
            .user_agent(concat!("gatelodge/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| Refused::Misconfigured(Fault::Tls))?;
        Ok(Self { client, base })
    }

    /// The address of a path; each segment is one segment, whatever characters it has.
    pub(super) fn at(&self, root: Root, segments: &[&str]) -> Result<Url, Refused> {
        let mut url = self.base.clone();
        url.path_segments_mut().map_err(|()| Refused::Misconfigured(Fault::Url))?.pop_if_empty().extend(root.segments()).extend(segments);
        Ok(url)
    }

    pub(super) async fn get(&self, root: Root, segments: &[&str]) -> Result<Answer, Refused> {
        call(self.client.get(self.at(root, segments)?), None).await
    }

    /// As `get`, with a token, for an address that carries a query.
    pub(super) async fn get_at(&self, url: Url, token: &SecretString) -> Result<Answer, Refused> {
        call(self.client.get(url), Some(token)).await
    }

    pub(super) async fn send(
        &self,
        method: Method,
        root: Root,
        segments: &[&str],
        token: Option<&SecretString>,
        body: &(impl Serialize + Sync),
    ) -> Result<Answer, Refused> {
        call(self.client.request(method, self.at(root, segments)?).json(body), token).await
    }
}

async fn call(request: RequestBuilder, token: Option<&SecretString>) -> Result<Answer, Refused> {
    let request = match token {
        Some(token) => request.bearer_auth(token.expose_secret()),
        None => request,
    };
    let mut response = request.send().await.map_err(|error| absence(&error))?;
    let status = response.status().as_u16();
    let retry_after = patience(response.headers());
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response.chunk().await.map_err(|error| absence(&error))? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(Refused::Away(Absence::Garbled));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer::new(status, retry_after, body))
}

/// How many seconds the server wants to be left alone: a number, or a date (RFC 9110 §10.2.3), counted from its own time.
fn patience(headers: &HeaderMap) -> Option<u64> {
    let read = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let date = |text: &str| rfc2822::parse(text).ok().map(|at| at.timestamp());
    let asked = read(RETRY_AFTER)?;
    asked.parse().ok().or_else(|| u64::try_from(date(asked)?.duration_since(date(read(DATE)?)?).as_secs()).ok())
}

/// The error itself names the address, and with it perhaps a person: only its innermost cause is logged.
fn absence(error: &reqwest::Error) -> Refused {
    let mut cause = error.source();
    while let Some(inner) = cause.and_then(std::error::Error::source) {
        cause = Some(inner);
    }
    tracing::debug!(cause = cause.map(tracing::field::display), "no whole answer from the homeserver");
    Refused::Away(if error.is_timeout() {
        Absence::Timeout
    } else if error.is_connect() {
        Absence::Unreachable
    } else {
        Absence::Broken
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn wire(base: &str) -> Wire {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Wire::new(base.parse().unwrap(), Deadlines::default()).unwrap()
    }

    #[test]
    fn a_segment_stays_one_segment() {
        let url = wire("https://matrix.example").at(Root::Client, &["profile", "@a/b?c#d%2f:example", "displayname"]).unwrap();
        assert_eq!(url.as_str(), "https://matrix.example/_matrix/client/v3/profile/@a%2Fb%3Fc%23d%252f:example/displayname");
    }

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

    #[test]
    fn a_homeserver_may_live_under_a_path() {
        for base in ["https://example.org/hs", "https://example.org/hs/"] {
            assert_eq!(wire(base).at(Root::Admin, &["register"]).unwrap().as_str(), "https://example.org/hs/_synapse/admin/v1/register");
        }
    }

    #[test]
    fn an_address_without_paths_is_the_operators_fault() {
        let refused = Wire::new("mailto:a@example.org".parse().unwrap(), Deadlines::default()).err();
        assert_eq!(refused, Some(Refused::Misconfigured(Fault::Url)));
    }
}
