//! The requests that seeds 1, 3 and 4 document, each as its program sends it, with the answer that the document shows.
//!
//! Every journey is played in both modes: where whoever registers is a member at once (`MEMBERS=open`), and where an address is
//! confirmed and moderators approve between registering and signing in (`MEMBERS=approved`). The seeds' own passwords need
//! `PASSWORD_MIN=8` and `PASSWORD_SCORE=0`; that the rules we keep otherwise refuse them is a test of its own. Where an answer
//! is another than the document's, the test names the row of the contract's “Where we differ”.

mod seed_1;
mod seed_1_board;
mod seed_3;
mod seed_4;
mod seed_4_fetch;
mod settings;

use harness::gatelodge::{Gatelodge, MODERATORS, Wish};
use harness::visitor::Page;
use reqwest::{Method, header};
use serde_json::Value;
use url::Url;

use crate::acts::{self, letter_token, text};

/// Who is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Open,
    Approved,
}

impl Mode {
    const BOTH: [Self; 2] = [Self::Open, Self::Approved];

    /// A gate of this mode by whose rules the seeds' passwords are good.
    fn wish(self) -> Wish {
        let members = match self {
            Self::Open => "open",
            Self::Approved => "approved",
        };
        let wish = Gatelodge::wish().setting("MEMBERS", members).setting("RATE_LIMITS", "off");
        wish.setting("PASSWORD_MIN", "8").setting("PASSWORD_SCORE", "0")
    }

    /// What lies between registering and signing in: nothing, or the letter's link, the password typed again, and a moderator.
    async fn let_in(self, gate: &Gatelodge, made: &Value, email: &str, name: &str, password: &str) -> anyhow::Result<()> {
        let rid = text(made, "rid");
        if self == Self::Approved {
            let token = letter_token(gate, email, "c", rid).await?;
            let owner = gate.visitor()?;
            let page = owner.open(&format!("/c/{rid}?t={token}")).await?.expect(200)?;
            let form = page.form("action=yes")?.with("username", name).with("password_from", "own").with("password", password);
            owner.submit(&page, &form).await?.expect(200)?;
            acts::approve(gate, MODERATORS[0], rid).await?;
        }
        gate.settle().await
    }
}

/// What sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Program {
    /// curl: a program without a memory.
    Curl,
    /// Python's `requests`, with a `Session` that keeps cookies.
    Requests,
    /// A script of a page of ours, in a browser.
    OwnPage,
    /// A script of another site on the same machine, which asks with `credentials: 'include'`.
    Site(&'static str),
}

/// A body as it goes over the wire.
#[derive(Clone, Copy, Debug)]
enum Sends<'a> {
    Nothing,
    Json(&'a str),
    Form(&'a str),
}

/// One program, with its cookies.
struct Caller {
    program: Program,
    client: reqwest::Client,
    origin: Url,
}

impl Caller {
    fn new(gate: &Gatelodge, program: Program) -> anyhow::Result<Self> {
        let builder = harness::client::builder().redirect(reqwest::redirect::Policy::none());
        let client = builder.cookie_store(program != Program::Curl).build()?;
        Ok(Self { program, client, origin: Url::parse(gate.origin())? })
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let fetch = |site: &str, origin: String| {
            vec![
                ("user-agent", browser.to_owned()),
                ("accept", "*/*".to_owned()),
                ("accept-language", "en-US,en;q=0.5".to_owned()),
                ("referer", format!("{origin}/")),
                ("origin", origin),
                ("sec-fetch-dest", "empty".to_owned()),
                ("sec-fetch-mode", "cors".to_owned()),
                ("sec-fetch-site", site.to_owned()),
            ]
        };
        match self.program {
            Program::Curl => vec![("user-agent", "curl/8.14.1".to_owned()), ("accept", "*/*".to_owned())],
            Program::Requests => vec![
                ("user-agent", "python-requests/2.32.3".to_owned()),
                ("accept-encoding", "gzip, deflate".to_owned()),
                ("accept", "*/*".to_owned()),
                ("connection", "keep-alive".to_owned()),
            ],
            Program::OwnPage => fetch("same-origin", self.origin.origin().ascii_serialization()),
            Program::Site(origin) => fetch("same-site", origin.to_owned()),
        }
    }

    /// Sends it, with this access token where there is one.
    async fn send(&self, method: Method, path: &str, token: Option<&str>, body: Sends<'_>) -> anyhow::Result<Page> {
        let mut request = self.client.request(method.clone(), self.origin.join(path)?);
        for (name, value) in self.headers() {
            // A browser names the origin of a GET to where it came from only if that is another.
            if !(self.program == Program::OwnPage && method == Method::GET && name == "origin") {
                request = request.header(name, value);
            }
        }
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request = match body {
            Sends::Nothing => request,
            Sends::Json(text) => request.header(header::CONTENT_TYPE, "application/json").body(text.to_owned()),
            Sends::Form(text) => request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(text.to_owned()),
        };
        let answer = request.send().await?;
        let (status, url, headers) = (answer.status(), answer.url().clone(), answer.headers().clone());
        Ok(Page { status, url, headers, body: answer.text().await? })
    }

    async fn post(&self, path: &str, body: Sends<'_>) -> anyhow::Result<Page> {
        self.send(Method::POST, path, None, body).await
    }

    async fn get(&self, path: &str, token: &str) -> anyhow::Result<Page> {
        self.send(Method::GET, path, Some(token), Sends::Nothing).await
    }

    /// Signs in; both tokens.
    async fn sign_in(&self, path: &str, body: Sends<'_>) -> anyhow::Result<Tokens> {
        let answer = self.post(path, body).await?.expect(200)?.json()?;
        anyhow::ensure!(answer["token_type"] == "bearer", "{answer}");
        Ok(Tokens { access: text(&answer, "access_token").to_owned(), refresh: text(&answer, "refresh_token").to_owned() })
    }
}

/// What signing in answers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tokens {
    access: String,
    refresh: String,
}

/// A path without the slash at its end, and with it.
fn both(path: &str) -> [String; 2] {
    let bare = path.trim_end_matches('/');
    [bare.to_owned(), format!("{bare}/")]
}

/// Fails unless an answer is the problem that seeds 1, 3 and 4 read: this status, and `detail`.
fn refused(page: Page, status: u16, detail: &str) -> anyhow::Result<()> {
    let problem = page.expect(status)?.json()?;
    anyhow::ensure!(problem["detail"] == detail, "{problem}");
    Ok(())
}

/// The pointers of everything that a 422 finds wrong.
fn pointers(page: &Page) -> anyhow::Result<Vec<String>> {
    let problem = page.json()?;
    let errors = problem["errors"].as_array().ok_or_else(|| anyhow::anyhow!("no errors in {problem}"))?;
    Ok(errors.iter().map(|fault| text(fault, "pointer").to_owned()).collect())
}
