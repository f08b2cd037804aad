//! Registering by the roads of seeds 1, 3 and 4, signing in, staying signed in, signing out and leaving.
//!
//! `open` tells the whole story where the gate in front of the board stands open, `approved` where moderators keep it; `alike`
//! holds what nobody may learn (T9), `cookies` what the refresh cookie is and who may use it (T14), `names` who has a sign-in name,
//! `sites` what other web sites may read.

mod alike;
mod approved;
mod cookies;
mod names;
mod open;
mod sites;

use harness::gatelodge::{Gatelodge, Wish};
use harness::visitor::Page;
use reqwest::{Method, Response, header};
use serde_json::{Value, json};

const PASSWORD: &str = "seven quiet otters paint";

/// A gate where whoever registers is a member at once.
fn open_gate() -> Wish {
    Gatelodge::wish().setting("MEMBERS", "open")
}

/// Calls the API with a JSON body.
async fn post(gate: &Gatelodge, path: &str, body: Value) -> anyhow::Result<Page> {
    gate.visitor()?.call(Method::POST, path, None, Some(body)).await
}

/// Sends a form, as a program without cookies and origin.
async fn post_form(gate: &Gatelodge, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
    let visitor = gate.visitor()?;
    Ok(visitor.client().post(visitor.origin().join(path)?).form(fields).send().await?)
}

/// Registers ada, who signs in as `ada` and as ada@example.org.
async fn ada(gate: &Gatelodge) -> anyhow::Result<Value> {
    let body = json!({"user_id": "ada", "email": "ada@example.org", "password": PASSWORD});
    post(gate, "/users/", body).await?.expect(201)?.json()
}

/// Signs in by JSON.
async fn sign_in(gate: &Gatelodge, name: &str) -> anyhow::Result<Value> {
    post(gate, "/auth/login", json!({"username": name, "password": PASSWORD})).await?.expect(200)?.json()
}

/// Asks with an access token.
async fn with_token(gate: &Gatelodge, method: Method, path: &str, token: &str, body: Option<Value>) -> anyhow::Result<Response> {
    let visitor = gate.visitor()?;
    let mut request = visitor.client().request(method, visitor.origin().join(path)?).bearer_auth(token);
    if let Some(body) = body {
        request = request.json(&body);
    }
    Ok(request.send().await?)
}

/// Fails unless nobody is believed: the status, the words and the challenge of seeds 1 and 3.
async fn expect_not_validated(answer: Response) -> anyhow::Result<()> {
    anyhow::ensure!(answer.status() == 401, "{} answered {}", answer.url(), answer.status());
    anyhow::ensure!(answer.headers().get(header::WWW_AUTHENTICATE).is_some_and(|challenge| challenge == "Bearer"));
    let problem: Value = answer.json().await?;
    anyhow::ensure!(problem["detail"] == "Could not validate credentials", "{problem}");
    Ok(())
}
