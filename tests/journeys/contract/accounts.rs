//! What is settled and made: passwords chosen and generated, repeats while an account is being made, and each trouble's code.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::matrix_double::{Call, Policy, Trouble};
use reqwest::Method;
use serde_json::{Value, json};

use super::{accounts, approve_unasked, seen, settle, unconfirmed_gate};
use crate::acts::{self, Applied, apply, apply_with, approve};

const READY: &str = "account is ready";

/// Somebody who has been approved where nobody confirms.
async fn welcome(gate: &Gatelodge, email: &str, username: &str) -> anyhow::Result<Applied> {
    let applied = apply(gate, email, username).await?;
    approve_unasked(gate, &applied).await?;
    Ok(applied)
}

#[tokio::test]
async fn while_processing_an_equal_body_is_the_same_200_and_another_409() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().without_worker().setting("CONFIRM_EMAIL", "false").start().await?;
    let (ada, bob) = (welcome(&gate, "ada@example.org", "ada").await?, welcome(&gate, "bob@example.org", "bob").await?);
    let made_for_me = json!({"matrix_status": "processing", "username": "ada"});
    let first = settle(&ada, &ada.token, made_for_me.clone()).await?.expect(200)?.json()?;
    let password = acts::text(&first, "password").to_owned();
    assert_eq!((password.chars().count(), &first["matrix_status"]), (20, &json!("processing")));
    let own = accounts("bob", "correct horse battery");
    let chosen = settle(&bob, &bob.token, own.clone()).await?.expect(200)?.json()?;
    assert_eq!(chosen["password"], "", "a chosen one is never answered");
    gate.clock.advance(Duration::from_secs(5));
    assert_eq!(settle(&ada, &ada.token, made_for_me.clone()).await?.expect(200)?.json()?, first);
    assert_eq!(settle(&bob, &bob.token, own.clone()).await?.expect(200)?.json()?, chosen);
    let other_name = json!({"matrix_status": "processing", "username": "lovelace"});
    for (applied, body) in [
        (&ada, other_name),
        (&ada, accounts("ada", "correct horse battery")),
        (&bob, accounts("bob", "another horse battery")),
        (&bob, accounts("robert", "correct horse battery")),
    ] {
        settle(applied, &applied.token, body.clone()).await?.expect(409)?;
    }
    gate.start_worker().await?;
    for email in ["ada@example.org", "bob@example.org"] {
        gate.mailbox().wait_for_subject(email, READY, SOON).await?;
    }
    let passwords = ["ada", "bob"].map(|name| gate.matrix.account(name).map(|account| account.password));
    assert_eq!(passwords, [Some(password), Some("correct horse battery".to_owned())]);
    assert_eq!(gate.matrix.created_count(), 2, "and no name that was refused");
    for (applied, body) in [(&ada, made_for_me), (&bob, own)] {
        settle(applied, &applied.token, body).await?.expect(409)?;
    }
    let after = seen(&ada, &ada.token).await?;
    assert_eq!((&after["status"], &after["matrix_status"]), (&json!("approved"), &json!("success")));
    assert_eq!(after["mastodon_status"], "pending", "a door that was not asked for stays so and counts for nothing");
    gate.finish().await
}

#[tokio::test]
async fn a_password_chosen_beforehand_is_never_answered_and_one_made_beforehand_is_the_accounts() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let chosen = "correct horse battery";
    let body = |name: &str, password: Value| json!({"email": format!("{name}@example.org"), "username": name, "on_approval": true, "password": password});
    let visitor = gate.visitor()?;
    let made = visitor.call(Method::POST, "/registrations", None, Some(body("ada", json!(chosen)))).await?.expect(201)?;
    assert!(!made.body.contains(chosen), "{}", made.body);
    let made = made.json()?;
    let (rid, token) = (acts::text(&made, "rid").to_owned(), acts::text(&made, "token").to_owned());
    let ada = Applied { rid, token, email: "ada@example.org".to_owned(), browser: visitor };
    let bob = apply_with(&gate, body("bob", Value::Null)).await?;
    assert_eq!(seen(&ada, &ada.token).await?["password"], "");
    for applied in [&ada, &bob] {
        assert_eq!(gate.matrix.created_count(), usize::from(applied.email == bob.email), "not before the approval");
        approve(&gate, MODERATORS[0], &applied.rid).await?;
        gate.mailbox().wait_for_subject(&applied.email, READY, SOON).await?;
    }
    let (own, generated) = (seen(&ada, &ada.token).await?, seen(&bob, &bob.token).await?);
    assert_eq!((&own["password"], acts::text(&generated, "password").chars().count()), (&json!(""), 20));
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(chosen));
    assert_eq!(gate.matrix.account("bob").map(|account| account.password).as_deref(), generated["password"].as_str());
    let page = ada.browser.open(&format!("/r/{}?t={}", ada.rid, ada.token)).await?.expect(200)?;
    assert!(page.form("action=show-password").is_err() && !page.body.contains(chosen), "no page shows it either");
    gate.finish().await
}

#[tokio::test]
async fn each_trouble_has_its_code_the_approval_stays_and_another_choice_helps() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    gate.matrix.add_account("ada", "a stranger's own");
    gate.matrix.refuse_name("bot_bob");
    gate.matrix.set_policy(Policy { require_digit: true, ..Policy::default() });
    let good = "correct horse battery 5";
    for (email, name, password, code, then) in [
        ("ada@example.org", "ada", good, "name_taken", "ada_l"),
        ("bob@example.org", "bot_bob", good, "name_refused", "bob"),
        ("cleo@example.org", "cleo", "correct horse battery", "password_refused", "cleo"),
    ] {
        let applied = apply_with(&gate, json!({"email": email})).await?;
        approve_unasked(&gate, &applied).await?;
        settle(&applied, &applied.token, accounts(name, password)).await?.expect(200)?;
        gate.mailbox().wait_for_subject(email, "help us open", SOON).await?;
        let failed = seen(&applied, &applied.token).await?;
        assert_eq!((&failed["status"], &failed["matrix_status"]), (&json!("approved"), &json!("failed")), "{code}");
        assert_eq!((&failed["problem"]["code"], &failed["problem"]["service"]), (&json!(code), &json!("matrix")));
        assert!(!acts::text(&failed["problem"], "detail").is_empty());
        let again = settle(&applied, &applied.token, accounts(then, good)).await?.expect(200)?.json()?;
        assert_eq!((&again["matrix_status"], &again["problem"]), (&json!("processing"), &Value::Null), "{code}");
        gate.mailbox().wait_for_subject(email, READY, SOON).await?;
        assert_eq!(gate.matrix.account(then).map(|account| account.password).as_deref(), Some(good));
    }
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some("a stranger's own"));
    gate.finish().await
}

#[tokio::test]
async fn an_account_that_somebody_else_changes_meanwhile_is_a_conflict_and_is_left_alone() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let ada = welcome(&gate, "ada@example.org", "ada").await?;
    gate.matrix.trouble(Call::Password, Trouble::Busy { retry_after_ms: Some(60_000) }, 1);
    settle(&ada, &ada.token, accounts("ada", "correct horse battery")).await?.expect(200)?;
    gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
    gate.settle().await?;
    gate.matrix.add_account("ada", "set by an administrator");
    gate.pass(Duration::from_secs(180)).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    let failed = seen(&ada, &ada.token).await?;
    assert_eq!((&failed["status"], &failed["problem"]["code"]), (&json!("approved"), &json!("conflict")));
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some("set by an administrator"));
    settle(&ada, &ada.token, accounts("ada_l", "correct horse battery")).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", READY, SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_generated_password_is_shown_until_it_is_saved_and_to_nobody_but_the_applicant() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (ada, letter) = acts::approved(&gate, "ada@example.org", "ada").await?;
    let manager = acts::moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let made_for_me = json!({"matrix_status": "processing", "username": "ada"});
    let password = settle(&ada, &letter, made_for_me).await?.expect(200)?.json()?["password"].clone();
    gate.mailbox().wait_for_subject("ada@example.org", READY, SOON).await?;
    let shown = async |token: &str| anyhow::Ok(seen(&ada, token).await?["password"].clone());
    assert_eq!((shown(&letter).await?, shown(&ada.token).await?, shown(&manager).await?), (password.clone(), json!(""), Value::Null));
    let secret = password.as_str().unwrap_or_default();
    assert_eq!(secret.len(), 20);
    assert!(!gate.mailbox().letters().iter().any(|letter| letter.text.contains(secret) || letter.html.contains(secret)));
    let page = ada.browser.open(&format!("/r/{}?t={letter}", ada.rid)).await?.expect(200)?;
    let open = ada.browser.submit(&page, &page.form("action=show-password")?).await?.expect(200)?;
    assert!(!page.body.contains(secret) && open.body.contains(secret));
    ada.browser.submit(&open, &open.form("action=saved")?).await?.expect(200)?;
    assert_eq!(shown(&letter).await?, json!(""));
    gate.finish().await
}
