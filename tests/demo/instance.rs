//! The Mastodon instance behind the demo: a double that speaks the resident script's wire and the HTTP API.
//!
//! Knows what a program does with a token there, and who gets in with which password. Its accounts live as long as the
//! demo runs; one that was there before us is there, too.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use harness::client;
use harness::mastodon_double::{MastodonDouble, Setup};
use poem::Server;
use poem::listener::TcpAcceptor;
use serde_json::Value;
use url::Url;

use crate::folder::random_secret;
use crate::pages::instance::before;

/// The application that tokens belong to.
pub const CLIENT_ID: &str = "gatelodge-demo";
/// What tokens that people get allow.
pub const SCOPES: &str = "read";
/// Whose account was there before us.
pub const NEIGHBOUR: &str = "rosa";

/// An instance that answers.
pub struct Instance {
    /// Where people and programs find it.
    pub url: Url,
    double: Arc<MastodonDouble>,
}

impl Instance {
    /// Starts the double with a page before it, for people.
    pub async fn double(bind: SocketAddr, client_secret: String, gate: &Url) -> anyhow::Result<Self> {
        let setup = Setup {
            client_id: CLIENT_ID.to_owned(),
            client_secret,
            scopes: SCOPES.to_owned(),
            admin_token: random_secret()?,
            domain: "localhost".to_owned(),
            ..Setup::default()
        };
        let double = Arc::new(MastodonDouble::start(setup).await?);
        double.add_foreign(NEIGHBOUR, "rosa@elsewhere.example", &random_secret()?);
        let listener = tokio::net::TcpListener::bind(bind).await.with_context(|| format!("the instance cannot listen on {bind}"))?;
        let url = Url::parse(&format!("http://localhost:{}", listener.local_addr()?.port()))?;
        let server = Server::new_with_acceptor(TcpAcceptor::from_tokio(listener)?).run(before(&double, &url, gate)?);
        tokio::spawn(server);
        Ok(Self { url, double })
    }

    /// Where the worker reaches it.
    pub fn socket(&self) -> PathBuf {
        self.double.socket()
    }

    /// Asks, as a program does, whose a token is; nobody's where the instance does not take it.
    pub async fn whose(&self, token: &str) -> anyhow::Result<Option<String>> {
        let request = client::client()?.get(self.url.join("api/v1/accounts/verify_credentials")?).bearer_auth(token);
        let answer = request.send().await?;
        if answer.status() == reqwest::StatusCode::UNAUTHORIZED {
            return Ok(None);
        }
        ensure!(answer.status().is_success(), "the instance answered {}", answer.status());
        let said: Value = answer.json().await.context("the instance did not answer with JSON")?;
        Ok(Some(said["username"].as_str().context("the instance named nobody")?.to_owned()))
    }

    /// Whether this password opens the account at Mastodon's own form. Looking changes nothing.
    pub fn opens(&self, email: &str, password: &str) -> bool {
        self.double.signs_in(email, password)
    }
}
