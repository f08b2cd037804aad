//! The application's own token, which sign-ups are made with: fetched when it is needed, kept until it ends.
//! Mastodon's never ends; `GoToSocial`'s ends after two hours, and does not always say so beforehand.

use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::super::Client;
use super::super::answer::{Fault, Refused};
use super::answer::Answer;
use super::wire::Wire;

/// What sign-ups need.
pub(super) const SCOPE: &str = "write:accounts";

/// Where nobody is sent back to.
pub(super) const REDIRECT: &str = "urn:ietf:wg:oauth:2.0:oob";

/// Longer than this no token is kept, so that an application taken away is noticed.
const KEPT_MAX: Duration = Duration::from_hours(1);

/// It is fetched anew this long before its end, so that it does not end on the way.
const BEFORE_ITS_END: Duration = Duration::from_mins(1);

/// The token, and how to fetch it.
pub(super) struct AppToken {
    client: Client,
    held: Mutex<Option<Held>>,
}

struct Held {
    token: SecretString,
    until: Instant,
}

#[derive(Serialize)]
struct Credentials<'a> {
    grant_type: &'static str,
    client_id: &'a str,
    client_secret: &'a str,
    redirect_uri: &'static str,
    scope: &'static str,
}

/// RFC 7009.
#[derive(Serialize)]
struct Revocation<'a> {
    client_id: &'a str,
    client_secret: &'a str,
    token: &'a str,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    scope: Option<String>,
    expires_in: Option<u64>,
}

impl AppToken {
    pub(super) fn new(client: Client) -> Self {
        Self { client, held: Mutex::new(None) }
    }

    /// The token; whoever comes while it is fetched waits for it.
    pub(super) async fn get(&self, wire: &Wire) -> Result<SecretString, Refused> {
        let mut held = self.held.lock().await;
        if let Some(held) = held.as_ref().filter(|held| Instant::now() < held.until) {
            return Ok(held.token.clone());
        }
        let credentials = Credentials {
            grant_type: "client_credentials",
            client_id: &self.client.id,
            client_secret: self.client.secret.expose_secret(),
            redirect_uri: REDIRECT,
            scope: SCOPE,
        };
        let answer = wire.post_form(wire.at(&["oauth", "token"], &[])?, &credentials).await?;
        let (token, kept) = granted(&answer)?;
        *held = Some(Held { token: token.clone(), until: Instant::now() + kept });
        Ok(token)
    }

    /// Ends the token that an answer brought, if it brought one. Nothing depends on it.
    pub(super) async fn revoke(&self, wire: &Wire, answer: &Answer) {
        let Ok(Granted { access_token, .. }) = answer.read() else { return };
        let token = SecretString::from(access_token);
        let order =
            Revocation { client_id: &self.client.id, client_secret: self.client.secret.expose_secret(), token: token.expose_secret() };
        let Ok(url) = wire.at(&["oauth", "revoke"], &[]) else { return };
        if let Err(refused) = wire.post_form(url, &order).await {
            tracing::debug!(%refused, "a token of a sign-up was not ended");
        }
    }

    /// The instance takes this one no more; another may have been fetched since.
    pub(super) async fn forget(&self, ended: &SecretString) {
        let mut held = self.held.lock().await;
        if held.as_ref().is_some_and(|held| held.token.expose_secret() == ended.expose_secret()) {
            *held = None;
        }
    }
}

/// The token that an answer brought, and how long to keep it.
fn granted(answer: &Answer) -> Result<(SecretString, Duration), Refused> {
    if answer.status() != 200 {
        return Err(answer.oauth_refusal());
    }
    let Granted { access_token, scope, expires_in } = answer.read()?;
    let token = SecretString::from(access_token);
    if scope.is_some_and(|scope| !scope.split_whitespace().any(|scope| scope == SCOPE || scope == "write")) {
        return Err(Refused::Misconfigured(Fault::WrongScopes));
    }
    let lasts = expires_in.map_or(KEPT_MAX, |seconds| Duration::from_secs(seconds).saturating_sub(BEFORE_ITS_END));
    Ok((token, lasts.min(KEPT_MAX)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::super::answer::Absence;
    use super::*;

    #[test]
    fn a_token_is_kept_until_shortly_before_its_end_and_never_long() {
        let kept = |body: &str| granted(&Answer::of(200, body)).unwrap().1;
        assert_eq!(kept(r#"{"access_token":"t","token_type":"Bearer","scope":"write:accounts","created_at":1}"#), KEPT_MAX);
        assert_eq!(kept(r#"{"access_token":"t","scope":"read write","expires_in":600}"#), Duration::from_mins(9));
        assert_eq!(kept(r#"{"access_token":"t","expires_in":7200}"#), KEPT_MAX);
        assert_eq!(kept(r#"{"access_token":"t","expires_in":5}"#), Duration::ZERO);
    }

    #[test]
    fn an_application_that_is_none_or_may_not_sign_up_is_the_operators() {
        for (status, body, meaning) in [
            (401, r#"{"error":"invalid_client","error_description":"Client authentication failed"}"#, Fault::WrongClient),
            (400, r#"{"error":"unauthorized_client: client_id not found"}"#, Fault::WrongClient),
            (400, r#"{"error":"invalid_scope","error_description":"The requested scope is invalid"}"#, Fault::WrongScopes),
            (200, r#"{"access_token":"t","scope":"read"}"#, Fault::WrongScopes),
            (404, "<html>", Fault::NotMastodon),
        ] {
            assert_eq!(granted(&Answer::of(status, body)).err(), Some(Refused::Misconfigured(meaning)), "{status} {body}");
        }
        assert_eq!(granted(&Answer::of(200, "<html>")).err(), Some(Refused::Away(Absence::Garbled)));
        assert_eq!(granted(&Answer::of(502, "<html>")).err(), Some(Refused::Away(Absence::Internal)));
    }
}
