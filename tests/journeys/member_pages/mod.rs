//! The pages of members, in a browser that runs no scripts: signing in and out, one's own account, a forgotten password.
//!
//! `account` tells what people do there, `alike` holds what nobody may learn (T9), `forms` the cookies and whose forms are
//! believed (T14), `moderating` who sees the queue by signing in.

mod account;
mod alike;
mod forms;
mod moderating;

use harness::gatelodge::{Gatelodge, MODERATORS, Wish};
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

use crate::acts::{self, letter_token, text};

const PASSWORD: &str = "seven quiet otters paint";
const NEW: &str = "eight loud herons sing";

/// A gate where whoever registers is a member at once.
fn open_gate() -> Wish {
    Gatelodge::wish().setting("MEMBERS", "open")
}

/// Registers ada, who signs in as `ada` and as ada@example.org.
async fn ada(gate: &Gatelodge) -> anyhow::Result<Value> {
    registered(gate, "ada", "ada@example.org").await
}

async fn registered(gate: &Gatelodge, name: &str, email: &str) -> anyhow::Result<Value> {
    let body = json!({"user_id": name, "email": email, "password": PASSWORD});
    gate.visitor()?.call(Method::POST, "/users/", None, Some(body)).await?.expect(201)?.json()
}

/// Registers somebody who confirms and is approved; their accounts are open then.
async fn let_in(gate: &Gatelodge, name: &str, email: &str) -> anyhow::Result<()> {
    let made = registered(gate, name, email).await?;
    let rid = text(&made, "rid");
    let token = letter_token(gate, email, "c", rid).await?;
    let person = gate.visitor()?;
    let page = person.open(&format!("/c/{rid}?t={token}")).await?.expect(200)?;
    let form = page.form("action=yes")?.with("username", &format!("{name}_l")).with("password_from", "own").with("password", PASSWORD);
    person.submit(&page, &form).await?.expect(200)?;
    acts::approve(gate, MODERATORS[1], rid).await?;
    gate.settle().await
}

/// Fills in the form of the page where people sign in.
async fn try_to_sign_in(visitor: &Visitor, path: &str, name: &str, password: &str) -> anyhow::Result<Page> {
    let page = visitor.open(path).await?.expect(200)?;
    let form = page.form("do=sign-in")?.with("username", name).with("password", password);
    visitor.submit(&page, &form).await
}

/// Somebody signed in, with the page of their account.
async fn at_account(gate: &Gatelodge, name: &str, password: &str) -> anyhow::Result<(Visitor, Page)> {
    let visitor = gate.visitor()?;
    let page = try_to_sign_in(&visitor, "/login", name, password).await?.expect(200)?;
    anyhow::ensure!(page.url.path() == "/account", "{} is no account", page.url);
    Ok((visitor, page))
}

/// Presses a button of a page, as it stands there.
async fn press(visitor: &Visitor, page: &Page, button: &str) -> anyhow::Result<Page> {
    visitor.submit(page, &page.form(button)?).await
}

/// Fails unless the browser is not signed in any more.
async fn expect_stranger(visitor: &Visitor) -> anyhow::Result<()> {
    let page = visitor.open("/account").await?.expect(200)?;
    anyhow::ensure!((page.url.path(), page.url.query()) == ("/login", Some("to=/account")), "still at {}", page.url);
    Ok(())
}
