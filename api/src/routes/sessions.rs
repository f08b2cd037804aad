//! Signing in and out (seeds 1, 3, 4): `/auth/login`, `/login`, `/auth/refresh`, `/auth/logout`, `/auth/logout-all`, and the
//! keys that others check access tokens with.
//!
//! The rule (T14): the refresh cookie is read by `/auth/refresh` and `/auth/logout` alone, never where the body brings a token
//! or an `Authorization` header stands, and only for requests of our own pages, of a site that may ask, or of a program that
//! says nothing of where it comes from.

use std::sync::Arc;

use poem::http::{HeaderMap, header};
use poem::web::cookie::{Cookie, CookieJar};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi, Tags};
use serde::Serialize;
use shared::crypto::secret::Secret;

use super::plain_json::PlainJson;
use super::sent::{MaybeBody, Sent, Text, password};
use super::sign_in::{Posted, SignIn};
use crate::credentials::bearer::{AccessToken, SignedIn, not_validated};
use crate::credentials::cookies::SessionCookie;
use crate::desk::device;
use crate::desk::sessions::{self, Tokens};
use crate::gate::Gate;
use crate::guard::{NetworkBlock, Source, source};
use crate::problem::{Fault, Kind, Problem};

/// The routes.
pub struct Sessions {
    gate: Arc<Gate>,
}

/// What belongs together in the document.
#[derive(Tags)]
enum Tag {
    /// Members' sessions.
    Sessions,
}

/// A refresh token; without one the cookie counts.
#[derive(Object, Default)]
struct Refresh {
    /// The token.
    refresh_token: Sent<Text>,
}

/// What a member stays signed in with.
#[derive(Object, Serialize)]
struct TokenPair {
    /// Shown with each request, as `Authorization: Bearer`.
    access_token: String,
    /// Traded at `/auth/refresh` for the next two. Not answered to whoever sent the cookie: theirs comes as a cookie.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// `bearer`.
    token_type: String,
    /// For so many seconds the access token is good.
    expires_in: u64,
}

/// Said to whoever signs out.
#[derive(Object)]
struct Farewell {
    /// `logged out`.
    msg: String,
}

/// The answer to whoever signs in, or stays signed in.
#[derive(ApiResponse)]
enum SessionAnswer {
    /// The tokens.
    #[oai(status = 200)]
    Tokens(
        PlainJson<TokenPair>,
        /// The refresh cookie, where the answer brings one.
        #[oai(header = "Set-Cookie")]
        Option<String>,
    ),
}

/// The answer to whoever signs out.
#[derive(ApiResponse)]
enum SignedOut {
    /// Always.
    #[oai(status = 200)]
    Done(
        Json<Farewell>,
        /// Takes the refresh cookie away, unless another web site asks.
        #[oai(header = "Set-Cookie")]
        Option<String>,
    ),
}

/// The public keys of access tokens (RFC 7517).
#[derive(Object)]
struct KeySet {
    /// The keys; none where tokens are signed with a shared secret.
    keys: Vec<serde_json::Value>,
}

#[OpenApi(tag = "Tag::Sessions")]
impl Sessions {
    /// Signs in with address or sign-in name, and password. As a form, `username` takes either.
    #[oai(path = "/auth/login", method = "post")]
    async fn sign_in(&self, network: NetworkBlock, headers: &HeaderMap, body: SignIn) -> Result<SessionAnswer, Problem> {
        self.begin(network, headers, body).await
    }

    /// The same as `/auth/login`.
    #[oai(path = "/login", method = "post")]
    async fn sign_in_too(&self, network: NetworkBlock, headers: &HeaderMap, body: SignIn) -> Result<SessionAnswer, Problem> {
        self.begin(network, headers, body).await
    }

    /// Trades a refresh token for the next tokens: by body for a pair in the body, by cookie for another cookie.
    #[oai(path = "/auth/refresh", method = "post")]
    async fn refresh(&self, network: NetworkBlock, headers: &HeaderMap, body: MaybeBody<Refresh>) -> Result<SessionAnswer, Problem> {
        let shown = self.shown(headers, body)?;
        let Some(token) = shown.token() else { return Err(not_validated()) };
        let tokens = sessions::refresh(&self.gate, network, token).await?;
        Ok(match shown {
            Shown::Body(_) => SessionAnswer::Tokens(pair(&tokens, true), None),
            Shown::Cookie(_) | Shown::Nothing => SessionAnswer::Tokens(pair(&tokens, false), Some(self.cookie(&tokens))),
        })
    }

    /// Ends the session of a refresh token, or of the cookie. Says the same of a token that is not good.
    #[oai(path = "/auth/logout", method = "post")]
    async fn sign_out(&self, headers: &HeaderMap, body: MaybeBody<Refresh>) -> Result<SignedOut, Problem> {
        let shown = self.shown(headers, body)?;
        if let Some(token) = shown.token() {
            sessions::sign_out(&self.gate, token).await?;
        }
        Ok(self.signed_out(headers))
    }

    /// Ends every session of the member at once: each refresh and access token.
    #[oai(path = "/auth/logout-all", method = "post")]
    async fn sign_out_everywhere(&self, headers: &HeaderMap, token: AccessToken) -> Result<SignedOut, Problem> {
        let signed_in = SignedIn::by_token(&self.gate, &token).await?;
        sessions::sign_out_everywhere(&self.gate, &signed_in).await?;
        Ok(self.signed_out(headers))
    }

    /// The keys that access tokens are checked with.
    #[oai(path = "/.well-known/jwks.json", method = "get")]
    async fn keys(&self) -> Result<Json<KeySet>, Problem> {
        let mut keys = self.gate.access().await?.jwks();
        let keys = keys.get_mut("keys").and_then(|keys| keys.as_array_mut()).map(std::mem::take).unwrap_or_default();
        Ok(Json(KeySet { keys }))
    }
}

/// A refresh token as it was shown.
enum Shown {
    Body(Secret),
    Cookie(Secret),
    Nothing,
}

impl Shown {
    fn token(&self) -> Option<&str> {
        match self {
            Self::Body(token) | Self::Cookie(token) => Some(token.expose()),
            Self::Nothing => None,
        }
    }
}

impl Sessions {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }

    async fn begin(&self, network: NetworkBlock, headers: &HeaderMap, SignIn { posted, body }: SignIn) -> Result<SessionAnswer, Problem> {
        let body = body?;
        let mut wrong = Vec::new();
        let (email, username) = (body.email.text("email", &mut wrong), body.username.text("username", &mut wrong));
        let password = password(body.password, "password", &mut wrong);
        let name = email.or(username).filter(|name| !name.trim().is_empty());
        if name.is_none() && wrong.iter().all(|fault| fault.pointer == "/password") {
            let field = if posted == Posted::Form { "/username" } else { "/email" };
            wrong.push(Fault::new(field, "It is missing."));
        }
        let (Some(name), Some(password), true) = (name, password, wrong.is_empty()) else { return Err(Problem::invalid(wrong)) };
        let device = headers.get(header::USER_AGENT).and_then(|agent| device::words(agent.to_str().ok()?));
        let begun = sessions::sign_in(&self.gate, network, &name, &password, device).await?;
        // A form of another site could sign its visitors in as somebody else; JSON it cannot send.
        let may_keep = posted == Posted::Json || self.source(headers) != Source::Elsewhere;
        Ok(SessionAnswer::Tokens(pair(&begun.tokens, true), may_keep.then(|| self.cookie(&begun.tokens))))
    }

    /// The refresh token that was shown: that of the body, else that of the cookie where it may be read.
    fn shown(&self, headers: &HeaderMap, body: MaybeBody<Refresh>) -> Result<Shown, Problem> {
        let mut wrong = Vec::new();
        let token = body.read()?.refresh_token.text("refresh_token", &mut wrong);
        if !wrong.is_empty() {
            return Err(Problem::invalid(wrong));
        }
        if let Some(token) = token {
            return Ok(Shown::Body(Secret::new(token)));
        }
        let name = SessionCookie::Refresh.name(&self.gate);
        match cookie(headers, &name).filter(|_| !headers.contains_key(header::AUTHORIZATION)) {
            None => Ok(Shown::Nothing),
            Some(_) if self.source(headers) == Source::Elsewhere => Err(Problem::new(Kind::CrossSite)),
            Some(cookie) => Ok(Shown::Cookie(Secret::new(cookie.value_str()))),
        }
    }

    fn source(&self, headers: &HeaderMap) -> Source {
        let settings = &self.gate.settings;
        source(headers, &settings.common.public_url, &settings.members.allowed_origins)
    }

    fn cookie(&self, tokens: &Tokens) -> String {
        SessionCookie::Refresh.with(&self.gate, &tokens.refresh).to_string()
    }

    /// A form of another site brings no cookie, so its answer must not take one away either.
    fn signed_out(&self, headers: &HeaderMap) -> SignedOut {
        let gone = (self.source(headers) != Source::Elsewhere).then(|| SessionCookie::Refresh.gone(&self.gate).to_string());
        SignedOut::Done(Json(Farewell { msg: "logged out".to_owned() }), gone)
    }
}

/// The cookie of this name. Which one, where several came, is the browser's muddle: a good one of them is good.
fn cookie(headers: &HeaderMap, name: &str) -> Option<Cookie> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.filter_map(|line| line.parse::<CookieJar>().ok()).find_map(|jar| jar.get(name))
}

fn pair(tokens: &Tokens, with_refresh: bool) -> PlainJson<TokenPair> {
    PlainJson(TokenPair {
        access_token: tokens.access.expose().to_owned(),
        refresh_token: with_refresh.then(|| tokens.refresh.expose().to_owned()),
        token_type: "bearer".to_owned(),
        expires_in: tokens.expires_in,
    })
}
