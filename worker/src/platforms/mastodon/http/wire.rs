//! The instance's paths, and one call to one of them; each segment of a path stays one segment.
//! How a call is made, and that nothing follows it, is `platforms::wire`'s; what an answer means is `answer`'s.

use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use secrecy::SecretString;
use serde::Serialize;
use url::Url;

use super::super::answer::{Fault, Refused};
use super::answer::Answer;
use crate::platforms::wire::{self, Deadlines};

/// No answer we ask for is longer: twenty accounts with everything that their owners wrote about themselves.
const ANSWER_BYTES_MAX: usize = 512 * 1024;

/// The one instance that is ever called.
pub(super) struct Wire {
    client: Client,
    base: Url,
}

impl Wire {
    pub(super) fn new(base: Url, deadline: Duration) -> Result<Self, Refused> {
        if base.cannot_be_a_base() {
            return Err(Refused::Misconfigured(Fault::NotMastodon));
        }
        let deadlines = Deadlines { total: deadline, ..Deadlines::default() };
        let client = wire::client(deadlines).map_err(|_| Refused::Misconfigured(Fault::Tls))?;
        Ok(Self { client, base })
    }

    /// The address of a path and a query.
    pub(super) fn at(&self, segments: &[&str], query: &[(&str, &str)]) -> Result<Url, Refused> {
        let mut url = wire::below(&self.base, segments.iter().copied()).ok_or(Refused::Misconfigured(Fault::NotMastodon))?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    pub(super) async fn get(&self, url: Url, token: Option<&SecretString>) -> Result<Answer, Refused> {
        call(self.client.get(url), token).await
    }

    pub(super) async fn post(&self, url: Url, token: &SecretString, body: &(impl Serialize + Sync)) -> Result<Answer, Refused> {
        call(self.client.post(url).json(body), Some(token)).await
    }

    /// As OAuth wants it.
    pub(super) async fn post_form(&self, url: Url, form: &(impl Serialize + Sync)) -> Result<Answer, Refused> {
        call(self.client.post(url).form(form), None).await
    }
}

async fn call(request: RequestBuilder, token: Option<&SecretString>) -> Result<Answer, Refused> {
    let whole = wire::call(request, token, ANSWER_BYTES_MAX).await.map_err(Refused::Away)?;
    Ok(Answer::new(whole))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn what_was_typed_stays_one_segment_and_one_value() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let wire = Wire::new("https://example.org/m/".parse().unwrap(), Duration::from_secs(30)).unwrap();
        let url = wire.at(&["api", "v1", "../x/?#"], &[("email", "a&b=c@example.org#%2f")]).unwrap();
        assert_eq!(url.as_str(), "https://example.org/m/api/v1/..%2Fx%2F%3F%23?email=a%26b%3Dc%40example.org%23%252f");
        assert_eq!(wire.at(&["oauth", "token"], &[]).unwrap().as_str(), "https://example.org/m/oauth/token");
    }
}
