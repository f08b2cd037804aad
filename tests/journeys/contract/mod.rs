//! CONTRACT's “Every route”, “Registrations” and “Lifetimes”, sentence by sentence, as far as no other journey tells them.
//!
//! `every_route` holds what is so wherever one knocks, `keys` what a repeat of a POST gets, `registrations` what each method
//! answers to whom, `names` the question whether a name is free, `accounts` what is settled and made, `confirmation` who the
//! applicant is, `votes` how moderators decide, `lifetimes` how long records live.

mod accounts;
mod confirmation;
mod every_route;
mod keys;
mod lifetimes;
mod names;
mod registrations;
mod votes;

use harness::{gatelodge::Gatelodge, visitor::Page};
use reqwest::Method;
use serde_json::{Value, json};

use crate::acts::{self, Applied};

/// A gate on which nobody has to confirm: the caller is the applicant.
async fn unconfirmed_gate() -> anyhow::Result<Gatelodge> {
    Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await
}

/// What the holder of this token is shown.
async fn seen(applied: &Applied, token: &str) -> anyhow::Result<Value> {
    applied.browser.call(Method::GET, &applied.path(), Some((&applied.rid, token)), None).await?.expect(200)?.json()
}

/// Settles as the holder of this token.
async fn settle(applied: &Applied, token: &str, accounts: Value) -> anyhow::Result<Page> {
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, token)), Some(accounts)).await
}

/// Name and password for the Matrix account.
fn accounts(username: &str, password: &str) -> Value {
    json!({"matrix_status": "processing", "username": username, "password": password})
}

/// Approves with the first moderator's vote, whether or not their letter went out.
async fn approve_unasked(gate: &Gatelodge, applied: &Applied) -> anyhow::Result<()> {
    let token = acts::forged_moderator_token(gate, harness::gatelodge::MODERATORS[0], &applied.rid).await?;
    acts::vote(&applied.browser, &applied.rid, &token, "approved").await?.expect(200).map(drop)
}

/// The names of an answer's fields, sorted.
fn fields(answer: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// The pointers of a 422, sorted.
fn pointers(answer: &Page) -> anyhow::Result<Vec<String>> {
    anyhow::ensure!(answer.status == 422, "{} answered {}: {}", answer.url, answer.status, answer.body);
    let problem = answer.json()?;
    let faults = problem["errors"].as_array().expect("errors");
    let mut pointers: Vec<String> = faults.iter().map(|fault| acts::text(fault, "pointer").to_owned()).collect();
    pointers.sort_unstable();
    Ok(pointers)
}

/// The token with one letter of its proof changed.
fn forged(token: &str) -> String {
    let (head, tail) = token.split_at(token.len() - 5);
    let other = if tail.starts_with('A') { 'B' } else { 'A' };
    format!("{head}{other}{}", &tail[1..])
}
