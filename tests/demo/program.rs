//! A program that talks JSON with the gate: what it sends, and what it is answered.
//!
//! Programs know no pages and keep no cookies; whom they speak for is said by an access token.

use anyhow::{Context as _, ensure};
use harness::client;
use reqwest::{Method, RequestBuilder, header};
use serde_json::{Value, json};
use url::Url;

/// Sends JSON as it is written; status and answer.
pub async fn post(gate: &Url, path: &str, body: impl Into<reqwest::Body>) -> anyhow::Result<(u16, Value)> {
    answered(client::client()?.post(gate.join(path)?).header(header::CONTENT_TYPE, "application/json").body(body)).await
}

/// Asks for somebody who is signed in; status and answer.
pub async fn call(gate: &Url, token: &str, method: Method, path: &str, body: &Value) -> anyhow::Result<(u16, Value)> {
    let request = client::client()?.request(method, gate.join(path)?).bearer_auth(token);
    answered(if body.is_null() { request } else { request.json(body) }).await
}

/// Signs somebody in; what the gate answered.
pub async fn sign_in(gate: &Url, name: &str, password: &str) -> anyhow::Result<(u16, Value)> {
    post(gate, "/auth/login", json!({ "username": name, "password": password }).to_string()).await
}

/// Signs somebody in who can; their access token.
pub async fn access_token(gate: &Url, name: &str, password: &str) -> anyhow::Result<String> {
    let (status, said) = sign_in(gate, name, password).await?;
    ensure!(status == 200, "signing {name} in was answered {status}: {said}");
    text(&said, "access_token")
}

/// A field of an answer.
pub fn text(said: &Value, field: &str) -> anyhow::Result<String> {
    Ok(said[field].as_str().with_context(|| format!("there is no {field}"))?.to_owned())
}

async fn answered(request: RequestBuilder) -> anyhow::Result<(u16, Value)> {
    let answer = request.send().await?;
    Ok((answer.status().as_u16(), answer.json().await.context("the gate did not answer with JSON")?))
}
