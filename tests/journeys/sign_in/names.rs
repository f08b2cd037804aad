//! A sign-in name is one member's: held from the POST where moderators hear at once or the gate stands open, else from the yes.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS};
use reqwest::Method;
use serde_json::{Value, json};

use super::{PASSWORD, ada, open_gate, post, sign_in, with_token};
use crate::acts::{self, letter_token, text};

/// Registers somebody who wants to sign in as `ada`.
async fn another_ada(gate: &Gatelodge, email: &str) -> anyhow::Result<harness::visitor::Page> {
    post(gate, "/users/", json!({"user_id": "ada", "email": email, "password": PASSWORD})).await
}

/// Confirms with a name for the platforms and a password, then is approved.
async fn let_in(gate: &Gatelodge, made: &Value, email: &str, name: &str) -> anyhow::Result<()> {
    let rid = text(made, "rid");
    let token = letter_token(gate, email, "c", rid).await?;
    let person = gate.visitor()?;
    let page = person.open(&format!("/c/{rid}?t={token}")).await?.expect(200)?;
    let form = page.form("action=yes")?.with("username", name).with("password_from", "own").with("password", PASSWORD);
    person.submit(&page, &form).await?.expect(200)?;
    acts::approve(gate, MODERATORS[0], rid).await?;
    gate.settle().await
}

/// Whom the API says somebody is.
async fn me(gate: &Gatelodge, name: &str) -> anyhow::Result<Value> {
    let tokens = sign_in(gate, name).await?;
    Ok(with_token(gate, Method::GET, "/users/me", text(&tokens, "access_token"), None).await?.json().await?)
}

#[tokio::test]
async fn of_two_who_asked_for_one_name_the_first_to_confirm_has_it_and_the_other_signs_in_with_the_settled_one() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let late = ada(&gate).await?;
    let first = another_ada(&gate, "bob@example.org").await?.expect(201)?.json()?;
    let_in(&gate, &first, "bob@example.org", "bob").await?;
    let_in(&gate, &late, "ada@example.org", "ada_l").await?;
    assert_eq!((&me(&gate, "ada").await?["id"], &me(&gate, "bob@example.org").await?["user_id"]), (&first["id"], &json!("ada")));
    assert_eq!((&me(&gate, "ada_l").await?["id"], &me(&gate, "ada@example.org").await?["user_id"]), (&late["id"], &json!("ada_l")));
    gate.finish().await
}

#[tokio::test]
async fn where_moderators_hear_at_once_a_name_is_held_from_the_post() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").without_worker().start().await?;
    ada(&gate).await?;
    another_ada(&gate, "bob@example.org").await?.expect(409)?;
    Ok(())
}

#[tokio::test]
async fn a_name_that_no_registration_came_of_is_free() -> anyhow::Result<()> {
    // The address says at once that nobody is to hear of any more of its requests.
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").without_worker().start().await?;
    for _ in 0..3 {
        post(&gate, "/users/", json!({"email": "eve@example.org", "password": PASSWORD})).await?.expect(201)?;
    }
    another_ada(&gate, "eve@example.org").await?.expect(201)?;
    ada(&gate).await?;
    Ok(())
}

#[tokio::test]
async fn in_an_open_gate_a_members_name_waits_for_a_worker_as_long_as_the_registration() -> anyhow::Result<()> {
    use fred::interfaces::KeysInterface;
    let gate = open_gate().without_worker().start().await?;
    ada(&gate).await?;
    let client = gate.redis.client().await?;
    let claim = acts::keys(&gate).await?.into_iter().find(|key| key.contains(":claim:signin:")).expect("a claim");
    let left: i64 = client.pttl(claim).await?;
    assert!(left > i64::try_from(Duration::from_hours(24).as_millis())?, "{left} ms");
    Ok(())
}

#[tokio::test]
async fn an_address_that_two_proved_is_the_seconds_once_the_first_has_left() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (email, first) = ("ada@example.org", ada(&gate).await?);
    let body = json!({"user_id": "lovelace", "email": email, "password": PASSWORD});
    let second = post(&gate, "/users/", body).await?.expect(201)?.json()?;
    let_in(&gate, &first, email, "ada").await?;
    let_in(&gate, &second, email, "lovelace").await?;
    assert_eq!(me(&gate, email).await?["id"], first["id"]);
    assert_eq!(me(&gate, "lovelace").await?["id"], second["id"]);
    assert_eq!(me(&gate, email).await?["id"], first["id"], "it is the first one's as long as that one is here");
    let tokens = sign_in(&gate, "ada").await?;
    let left = with_token(&gate, Method::DELETE, "/users/me", text(&tokens, "access_token"), Some(json!({"password": PASSWORD}))).await?;
    assert_eq!(left.status(), 204);
    gate.settle().await?;
    post(&gate, "/login", json!({"username": email, "password": PASSWORD})).await?.expect(401)?;
    sign_in(&gate, "lovelace").await?;
    assert_eq!(me(&gate, email).await?["id"], second["id"]);
    gate.finish().await
}

#[tokio::test]
async fn nobody_signs_in_with_a_word_of_our_own_paths_by_any_road() -> anyhow::Result<()> {
    let gate = open_gate().setting("CONFIRM_EMAIL", "false").start().await?;
    for word in ["me", "all"] {
        let email = format!("{word}@example.org");
        post(&gate, "/users/", json!({"user_id": word, "email": email, "password": PASSWORD})).await?.expect(422)?;
        let wished = json!({"username": word, "email": email, "on_approval": true, "password": PASSWORD});
        post(&gate, "/registrations/", wished).await?.expect(422)?;
        let asked = post(&gate, "/registrations/names", json!({"username": word})).await?;
        anyhow::ensure!(asked.status.as_u16() != 200 || asked.json()?["available"] == false, "{word}: {}", asked.body);
    }
    gate.finish().await
}
