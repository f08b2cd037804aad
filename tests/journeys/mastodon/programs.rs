//! What programs send to seed 0's routes, and what of an answer they could tell people apart by.

use harness::gatelodge::{Gatelodge, MastodonWish, SOON, Wish};
use harness::visitor::Page;
use reqwest::{Method, header};
use serde_json::json;
use shared::keyspace::Rid;

use crate::acts::{self, Applied};

/// The password of every account of ours.
pub const PASSWORD: &str = "correct horse battery";

/// A gate whose second door is the resident script's socket.
pub fn gate() -> Wish {
    Gatelodge::wish().mastodon(MastodonWish::Socket)
}

/// Sends these very bytes.
pub async fn send(gate: &Gatelodge, path: &str, body: &str) -> anyhow::Result<Page> {
    let visitor = gate.visitor()?;
    let request = visitor.client().post(visitor.origin().join(path)?).header(header::CONTENT_TYPE, "application/json");
    let answer = request.body(body.to_owned()).send().await?;
    let (status, url, headers) = (answer.status(), answer.url().clone(), answer.headers().clone());
    Ok(Page { status, url, headers, body: answer.text().await? })
}

pub async fn generate(gate: &Gatelodge, email: &str, password: &str) -> anyhow::Result<Page> {
    let body = json!({"email": email, "password": password});
    gate.visitor()?.call(Method::POST, "/generate-token", None, Some(body)).await
}

pub async fn change(gate: &Gatelodge, email: &str, old: &str, new: &str) -> anyhow::Result<Page> {
    let body = json!({"email": email, "old_password": old, "new_password": new});
    gate.visitor()?.call(Method::POST, "/change-password", None, Some(body)).await
}

pub async fn forgot(gate: &Gatelodge, email: &str) -> anyhow::Result<Page> {
    gate.visitor()?.call(Method::POST, "/forgot-password", None, Some(json!({"email": email}))).await
}

/// An account of ours with this name, at `<name>@example.org`; its mark.
pub fn account(gate: &Gatelodge, name: &str) -> String {
    let rid = Rid::random().to_string();
    gate.mastodon.add_ours(name, &format!("{name}@example.org"), PASSWORD, &rid);
    rid
}

/// Somebody whom moderators let in, with an account on both doors; the letter's token beside.
pub async fn let_in(gate: &Gatelodge, name: &str) -> anyhow::Result<(Applied, String)> {
    let (applied, token) = acts::approved(gate, &format!("{name}@example.org"), name).await?;
    let patch = json!({"mastodon_status": "processing", "matrix_status": "processing", "username": name, "password": PASSWORD});
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &token)), Some(patch)).await?.expect(200)?;
    acts::until(SOON, async || {
        let now = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
        Ok(now["mastodon_status"] == "success" && now["matrix_status"] == "success")
    })
    .await?;
    Ok((applied, token))
}

/// How many registrations there are.
pub async fn registrations_count(gate: &Gatelodge) -> anyhow::Result<usize> {
    Ok(acts::keys(gate).await?.iter().filter(|key| key.contains(":reg:")).count())
}

/// The subjects of the letters to somebody so far.
pub fn subjects(gate: &Gatelodge, to: &str) -> Vec<String> {
    gate.mailbox().letters_to(to).iter().map(|letter| letter.subject().to_owned()).collect()
}

/// An answer as its caller reads it, but for the request's own id and the time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// Reads an answer.
pub fn wire(page: &Page) -> Wire {
    let id = page.headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let varying = |name: &str| matches!(name, "date" | "x-request-id");
    let headers = page.headers.iter().filter(|(name, _)| !varying(name.as_str()));
    Wire {
        status: page.status.as_u16(),
        headers: headers.map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect(),
        body: if id.is_empty() { page.body.clone() } else { page.body.replace(id, "…") },
    }
}
