//! The homeserver's paths, and one call to one of them; each segment of a path stays one segment.
//! How a call is made, and that nothing follows it, is `platforms::wire`'s; what an answer means is `answer`'s.

use reqwest::{Client, Method, RequestBuilder};
use secrecy::SecretString;
use serde::Serialize;
use url::Url;

use super::Deadlines;
use super::answer::{Answer, Fault, Refused};
use crate::platforms::wire::{self};

/// No answer we ask for is longer; what is longer is not read further.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Where a path begins.
#[derive(Clone, Copy)]
pub(super) enum Root {
    /// What has no version in its path, or one behind it.
    Matrix,
    /// The client-server interface.
    Client,
    /// Its one newer corner.
    ClientV1,
    /// Synapse's own interface for its operators.
    Admin,
    /// Where that tells of accounts.
    AdminV2,
}

impl Root {
    fn segments(self) -> &'static [&'static str] {
        match self {
            Self::Matrix => &["_matrix"],
            Self::Client => &["_matrix", "client", "v3"],
            Self::ClientV1 => &["_matrix", "client", "v1"],
            Self::Admin => &["_synapse", "admin", "v1"],
            Self::AdminV2 => &["_synapse", "admin", "v2"],
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
        let client = wire::client(deadlines).map_err(|_| Refused::Misconfigured(Fault::Tls))?;
        Ok(Self { client, base })
    }

    /// The address of a path; each segment is one segment, whatever characters it has.
    pub(super) fn at(&self, root: Root, segments: &[&str]) -> Result<Url, Refused> {
        let segments = root.segments().iter().copied().chain(segments.iter().copied());
        wire::below(&self.base, segments).ok_or(Refused::Misconfigured(Fault::Url))
    }

    pub(super) async fn get(&self, root: Root, segments: &[&str]) -> Result<Answer, Refused> {
        call(self.client.get(self.at(root, segments)?), None).await
    }

    /// As `get`, with a token, for an address that may carry a query.
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
    let whole = wire::call(request, token, ANSWER_BYTES_MAX).await.map_err(Refused::Away)?;
    Ok(Answer::new(whole.status, wire::patience(&whole.headers), whole.body))
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
