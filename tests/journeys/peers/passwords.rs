//! Changing and forgetting passwords, and what stands between an address and an account.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use reqwest::{Method, header};
use serde_json::json;

use super::{ADA, PASSWORD, ada, at_page, bearer, login, open_gate, refresh, sign_in};
use crate::acts::{self, letter_token};

const NEW: &str = "eight loud herons walk";

#[tokio::test]
async fn t11_mas_5151_changing_a_password_needs_the_old_one() -> anyhow::Result<()> {
    let gate = open_gate().setting("RATE_LIMITS", "off").start().await?;
    ada(&gate).await?;
    let (access, token) = sign_in(&gate).await?;
    for (body, status) in [
        (json!({"new_password": NEW}), 422),
        (json!({"old_password": null, "new_password": NEW}), 422),
        (json!({"old_password": "", "new_password": NEW}), 401),
        (json!({"old_password": NEW, "new_password": NEW}), 401),
        (json!({"old_password": ["seven quiet otters paint"], "new_password": NEW}), 422),
        (json!({"token": access, "new_password": NEW}), 401),
        (json!({"token": token, "new_password": NEW}), 401),
    ] {
        let found = bearer(&gate, Method::POST, "/auth/change-password", &access, body.clone()).await?;
        assert!(found == status || (body["old_password"] == "" && found == 422), "{body}: {found}");
    }
    // Nor by the page: being signed in is not enough.
    let browser = at_page(&gate).await?;
    let page = browser.open("/account").await?.expect(200)?;
    for old in ["", NEW] {
        let form = page.form("do=password")?.with("old-password", old).with("password", NEW);
        let told = browser.submit(&page, &form).await?;
        assert!(told.status.is_client_error(), "{}", told.status);
    }
    gate.settle().await?;
    login(&gate, NEW).await?.expect(401)?;
    login(&gate, PASSWORD).await?.expect(200)?;
    let right = json!({"old_password": PASSWORD, "new_password": NEW});
    assert_eq!(bearer(&gate, Method::POST, "/auth/change-password", &access, right).await?, 200);
    login(&gate, NEW).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn t11_vaultwarden_ghsa_6j4w_a_change_ends_every_session() -> anyhow::Result<()> {
    let gate = open_gate().setting("RATE_LIMITS", "off").start().await?;
    ada(&gate).await?;
    let (mine, other, browser) = (sign_in(&gate).await?, sign_in(&gate).await?, at_page(&gate).await?);
    assert_eq!(browser.open("/account").await?.url.path(), "/account");
    let change = json!({"old_password": PASSWORD, "new_password": NEW});
    assert_eq!(bearer(&gate, Method::POST, "/auth/change-password", &mine.0, change).await?, 200);
    for (access, token) in [&mine, &other] {
        assert_eq!(bearer(&gate, Method::GET, "/users/me", access, json!({})).await?, 401);
        refresh(&gate, token).await?.expect(401)?;
    }
    assert_eq!(browser.open("/account").await?.url.path(), "/login", "the page's session, too");
    gate.mailbox().wait_for_subject(ADA, "your password was changed", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn t11_mastodon_ghsa_q3rg_changing_a_password_is_rate_limited() -> anyhow::Result<()> {
    let gate = open_gate().setting("LIMITS", "passwords.account=5/15m").start().await?;
    ada(&gate).await?;
    let (access, _) = sign_in(&gate).await?;
    let mut said = Vec::new();
    for number in 0..8 {
        let guess = json!({"old_password": format!("guess number {number}"), "new_password": NEW});
        said.push(bearer(&gate, Method::POST, "/auth/change-password", &access, guess).await?);
    }
    // Signing in was the first try of the five.
    assert_eq!(said, [401, 401, 401, 401, 429, 429, 429, 429]);
    let right = json!({"old_password": PASSWORD, "new_password": NEW});
    assert_eq!(bearer(&gate, Method::POST, "/auth/change-password", &access, right).await?, 429, "nor is the right one told apart");
    let other_road = json!({"email": ADA, "password": PASSWORD});
    let visitor = gate.visitor()?;
    let limited = visitor.call(Method::POST, "/login", None, Some(other_road)).await?.expect(429)?;
    assert!(limited.headers.contains_key(header::RETRY_AFTER), "one budget, whichever road");
    gate.finish().await
}

#[tokio::test]
async fn t5_keycloak_cve_2026_18963_a_reset_goes_nowhere_without_its_token() -> anyhow::Result<()> {
    let gate = open_gate().setting("RATE_LIMITS", "off").start().await?;
    ada(&gate).await?;
    gate.visitor()?.call(Method::POST, "/auth/forgot-password", None, Some(json!({"email": ADA}))).await?.expect(202)?;
    let fits = |letter: &harness::mailbox::Letter| letter.is_to(ADA) && letter.link_to("/reset?t=").is_some();
    let letter = gate.mailbox().wait_for(fits, SOON).await?;
    let link = letter.link_to("/reset?t=").expect("a link").to_owned();
    gate.settle().await?;
    let before = acts::everything(&gate).await?;
    // The steps of the flow, without the token or with anything in its place.
    for token in [json!(""), json!("null"), json!("undefined"), json!(ADA), json!("glp_"), json!([]), json!({"t": ""}), json!(true)] {
        let body = json!({"token": token, "email": ADA, "new_password": NEW});
        let answer = gate.visitor()?.call(Method::POST, "/auth/change-password", None, Some(body)).await?;
        assert!(matches!(answer.status.as_u16(), 401 | 422), "{token}: {}", answer.status);
    }
    let stranger = gate.visitor()?;
    for path in ["/reset", "/reset?t=", "/reset?step=2&email=ada@example.org"] {
        let page = stranger.open(path).await?;
        assert!(page.status.is_client_error() && page.form("action=set").is_err(), "{path}: {}", page.status);
    }
    // The very form of the owner's page, pressed in a browser that never followed the link.
    let owner = gate.visitor()?;
    let page = owner.open(&link).await?.expect(200)?;
    let form = page.form("action=set")?.with("password", NEW);
    let pressed = stranger.submit(&page, &form).await?;
    assert!(pressed.status.is_client_error(), "{}", pressed.status);
    assert_eq!(acts::everything(&gate).await?, before, "and nothing has changed");
    login(&gate, PASSWORD).await?.expect(200)?;
    owner.submit(&page, &form).await?.expect(200)?;
    login(&gate, NEW).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn t7_mastodon_35806_confirming_does_not_bypass_approval() -> anyhow::Result<()> {
    for members in ["approved", "open"] {
        let gate = Gatelodge::wish().setting("MEMBERS", members).setting("RATE_LIMITS", "off").start().await?;
        let body = json!({"user_id": "eve", "email": "eve@example.org", "password": PASSWORD});
        let made = gate.visitor()?.call(Method::POST, "/users/", None, Some(body)).await?.expect(201)?.json()?;
        let rid = acts::text(&made, "rid");
        let token = letter_token(&gate, "eve@example.org", "c", rid).await?;
        let owner = gate.visitor()?;
        let link = format!("/c/{rid}?t={token}");
        let page = owner.open(&link).await?.expect(200)?;
        let yes = page.form("action=yes")?.with("username", "eve").with("password_from", "own").with("password", PASSWORD);
        // Pressed again and again, and once more after a reset of the password.
        for _ in 0..3 {
            owner.submit(&page, &yes).await?;
            owner.open(&link).await?;
        }
        let forgot = json!({"email": "eve@example.org"});
        gate.visitor()?.call(Method::POST, "/auth/forgot-password", None, Some(forgot)).await?.expect(202)?;
        gate.pass(Duration::from_hours(47)).await?;
        let seen = gate.visitor()?.call(Method::GET, &format!("/registrations/{rid}"), Some((rid, &token)), None).await?.expect(200)?;
        assert_eq!(seen.json()?["status"], "pending", "{members}");
        assert_eq!(gate.matrix.created_count(), 0, "{members}");
        let tokens = json!({"username": "eve@example.org", "password": PASSWORD});
        let signed_in = gate.visitor()?.call(Method::POST, "/login/", None, Some(tokens)).await?;
        assert_eq!(signed_in.status, if members == "open" { 200 } else { 401 });
        acts::approve(&gate, MODERATORS[0], rid).await?;
        gate.matrix.wait_for_account("eve", SOON).await?;
        gate.finish().await?;
    }
    Ok(())
}
