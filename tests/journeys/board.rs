//! The board over HTTP (seeds 1 and 3): posts, drafts and votes, as programs have them.
//!
//! `seeds` sends what the seeds document, to the letter; `drafts` holds who learns nothing of a draft; `moderators` what they may
//! do and what becomes of posts whose owner leaves; `bounds` pages, faults, repeats and limits.

mod bounds;
mod drafts;
pub mod moderators;
mod seeds;

use harness::gatelodge::{Gatelodge, Wish};
use harness::visitor::{Page, Visitor};
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};
use shared::keyspace::MemberId;
use shared::member::store::Members;

use crate::acts::{self, text};

pub const PASSWORD: &str = "seven quiet otters paint";

/// A gate where whoever registers is a member at once.
pub fn open_gate() -> Wish {
    Gatelodge::wish().setting("MEMBERS", "open")
}

/// A member with an access token.
pub struct Person {
    pub id: String,
    pub token: String,
    pub visitor: Visitor,
}

/// Registers and signs in, as seed 3 does.
pub async fn join(gate: &Gatelodge, name: &str) -> anyhow::Result<Person> {
    let visitor = gate.visitor()?;
    let body = json!({"user_id": name, "email": format!("{name}@example.org"), "password": PASSWORD});
    let made = visitor.call(Method::POST, "/users/", None, Some(body)).await?.expect(201)?.json()?;
    let login = visitor.client().post(visitor.origin().join("/login/")?).form(&[("username", name), ("password", PASSWORD)]);
    let answer: Value = login.send().await?.error_for_status()?.json().await?;
    Ok(Person { id: text(&made, "id").to_owned(), token: text(&answer, "access_token").to_owned(), visitor })
}

impl Person {
    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> anyhow::Result<Page> {
        self.call_with(method, path, body, HeaderMap::new()).await
    }

    async fn call_with(&self, method: Method, path: &str, body: Option<Value>, headers: HeaderMap) -> anyhow::Result<Page> {
        let url = self.visitor.origin().join(path)?;
        let mut request = self.visitor.client().request(method, url).bearer_auth(&self.token).headers(headers);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await?;
        let (status, url, headers) = (answer.status(), answer.url().clone(), answer.headers().clone());
        Ok(Page { status, url, headers, body: answer.text().await? })
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.call(Method::GET, path, None).await?.expect(200)?.json()
    }

    pub async fn post(&self, body: Value) -> anyhow::Result<Value> {
        self.call(Method::POST, "/posts/", Some(body)).await?.expect(201)?.json()
    }

    /// A published post; answers its id.
    pub async fn publish(&self, title: &str, content: &str) -> anyhow::Result<u64> {
        Ok(id(&self.post(json!({"title": title, "content": content})).await?))
    }

    /// A draft; answers its id.
    pub async fn draft(&self, text: &str) -> anyhow::Result<u64> {
        Ok(id(&self.post(json!({"post_data": text})).await?))
    }

    async fn vote(&self, post: u64, dir: u8) -> anyhow::Result<Page> {
        self.call(Method::POST, "/vote/", Some(json!({"post_id": post, "dir": dir}))).await
    }
}

/// The store of a gate's members, opened as the product opens it.
fn members(gate: &Gatelodge) -> anyhow::Result<Members> {
    Ok(Members::new(gate.connection()?, acts::ring(gate)?, gate.clock.clone(), gate.timing().clone()))
}

fn member_id(person: &Person) -> MemberId {
    MemberId::parse(&person.id).expect("a member's identifier")
}

fn id(post: &Value) -> u64 {
    post["id"].as_u64().unwrap_or_else(|| panic!("no id in {post}"))
}

fn ids(posts: &Value) -> Vec<u64> {
    posts.as_array().unwrap_or_else(|| panic!("no list: {posts}")).iter().map(id).collect()
}

/// Where the next page is.
fn next(page: &Page) -> Option<String> {
    let link = page.headers.get("link")?.to_str().ok()?;
    link.strip_prefix('<')?.strip_suffix(r#">; rel="next""#).map(ToOwned::to_owned)
}
