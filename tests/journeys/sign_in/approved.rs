//! `GATELODGE_MEMBERS=approved`, the default: moderators keep the gate.

use harness::gatelodge::{Gatelodge, MODERATORS};
use reqwest::Method;
use serde_json::json;

use super::{PASSWORD, ada, post, sign_in, with_token};
use crate::acts::{self, letter_token, text};

#[tokio::test]
async fn a_pending_person_signs_in_once_confirmed_and_approved_with_the_password_typed_again() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("BOARD", "public").start().await?;
    let made = ada(&gate).await?;
    let rid = text(&made, "rid");
    let nobody_yet = async || {
        for name in ["ada", "ada@example.org"] {
            let refused = post(&gate, "/login/", json!({"username": name, "password": PASSWORD})).await?.expect(401)?.json()?;
            assert_eq!(refused["detail"], "Invalid credentials");
        }
        for id in ["ada", rid] {
            gate.visitor()?.call(Method::GET, &format!("/users/{id}"), None, None).await?.expect(404)?;
        }
        anyhow::Ok(())
    };
    nobody_yet().await?;
    let token = letter_token(&gate, "ada@example.org", "c", rid).await?;
    let person = gate.visitor()?;
    let page = person.open(&format!("/c/{rid}?t={token}")).await?.expect(200)?;
    let form = page.form("action=yes")?.with("username", "ada_l").with("password_from", "own").with("password", PASSWORD);
    person.submit(&page, &form).await?.expect(200)?;
    nobody_yet().await?;
    acts::approve(&gate, MODERATORS[0], rid).await?;
    gate.settle().await?;
    let tokens = sign_in(&gate, "ada").await?;
    sign_in(&gate, "ada@example.org").await?;
    let me = with_token(&gate, Method::GET, "/users/me", text(&tokens, "access_token"), None).await?.json::<serde_json::Value>().await?;
    assert_eq!((&me["id"], &me["user_id"]), (&made["id"], &json!("ada")), "the sign-in name is apart from the platforms' name");
    gate.visitor()?.call(Method::GET, "/users/ada", None, None).await?.expect(200)?;
    post(&gate, "/users/", json!({"user_id": "ada", "email": "eve@example.org", "password": PASSWORD})).await?.expect(409)?;
    gate.finish().await
}

#[tokio::test]
async fn a_rejected_person_never_signs_in_and_members_are_shown_to_members_alone() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let made = ada(&gate).await?;
    let rid = text(&made, "rid");
    let manager = acts::moderator_token(&gate, MODERATORS[0], rid).await?;
    acts::vote(&gate.visitor()?, rid, &manager, "rejected").await?.expect(200)?;
    gate.settle().await?;
    post(&gate, "/login", json!({"username": "ada", "password": PASSWORD})).await?.expect(401)?;
    gate.visitor()?.call(Method::GET, "/users/ada", None, None).await?.expect(401)?;
    gate.finish().await
}
