//! The table of the registrations' routes: what each method answers to whom, and each of its refusals.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use reqwest::Method;
use serde_json::{Value, json};

use super::{accounts, approve_unasked, fields, forged, pointers, seen, settle, unconfirmed_gate};
use crate::acts::{self, Applied, apply, apply_with, approve, confirmed, letter_token, moderator_token, vote};

/// What every sight of a registration has.
const ALWAYS: [&str; 11] =
    ["created", "email", "expires", "mastodon_status", "matrix_status", "modified", "password", "rid", "services", "status", "username"];

#[tokio::test]
async fn what_is_made_is_answered_whole_and_null_is_as_good_as_absent() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let nothing = json!({
        "email": null, "username": null, "reason": null, "services": null, "locale": null, "answers": null, "on_approval": null, "password": null,
    });
    for body in [json!({}), nothing] {
        let made = gate.visitor()?.call(Method::POST, "/registrations/", None, Some(body.clone())).await?.expect(201)?.json()?;
        let mut expected = [&ALWAYS[..], &["token"]].concat();
        expected.sort_unstable();
        assert_eq!(fields(&made), expected, "{body}");
        for (field, value) in [
            ("username", json!("")),
            ("email", json!("")),
            ("password", json!("")),
            ("created", json!("2026-11-20T12:00:00Z")),
            ("modified", json!("2026-11-20T12:00:00Z")),
            ("expires", json!("2026-11-22T12:00:00Z")),
            ("status", json!("pending")),
            ("matrix_status", json!("pending")),
            ("mastodon_status", json!("pending")),
            ("services", json!(["matrix"])),
        ] {
            assert_eq!(made[field], value, "{field} of {body}");
        }
    }
    let body = json!({"email": "Ada@Example.ORG", "username": "ada", "reason": "Bees", "services": ["matrix"], "locale": "en", "on_approval": false});
    let answer = gate.visitor()?.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?;
    let made = answer.json()?;
    assert_eq!((&made["username"], &made["email"]), (&json!("ada"), &json!("Ada@example.org")), "the wish, and the address as given");
    assert_eq!(answer.headers["location"].to_str()?, format!("/registrations/{}", acts::text(&made, "rid")));
    gate.finish().await
}

#[tokio::test]
async fn what_may_not_be_asked_for_is_422() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().setting("RATE_LIMITS", "off").setting("QUESTIONS", "Who invited you?").start().await?;
    let rows = [
        (json!({"services": ["mastodon"]}), "/services"),
        (json!({"services": ["matrix", "mastodon"]}), "/services"),
        (json!({"services": ["irc"]}), "/services"),
        (json!({"services": []}), "/services"),
        (json!({"email": "ada@example.org", "on_approval": true}), "/username"),
        (json!({"username": "admin"}), "/username"),
        (json!({"username": "_ada"}), "/username"),
        (json!({"password": "short"}), "/password"),
        (json!({"reason": "x".repeat(1_001)}), "/reason"),
        (json!({"answers": {"2": "Grace"}}), "/answers"),
        (json!({"answers": {"1": "x".repeat(501)}}), "/answers/1"),
        (json!({"email": "ada@example.org\r\nBcc: eve@example.org"}), "/email"),
    ];
    let visitor = gate.visitor()?;
    for (body, pointer) in rows {
        let answer = visitor.call(Method::POST, "/registrations", None, Some(body.clone())).await?;
        assert_eq!(pointers(&answer)?, [pointer], "{body}");
    }
    assert!(!acts::keys(&gate).await?.iter().any(|key| key.contains(":reg:")), "nothing was made");
    apply(&gate, "ada@example.org", "ada").await?;
    assert!(acts::keys(&gate).await?.iter().any(|key| key.contains(":reg:")), "what is made would have been found");
    Ok(())
}

#[tokio::test]
async fn a_moderator_sees_what_to_judge_by_and_nothing_personal() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("QUESTIONS", "Who invited you?|What do you grow?").setting("APPROVALS", "2").start().await?;
    let body = |email: Value| {
        let answers = json!({"1": "Grace", "What do you grow?": "Beans"});
        json!({"email": email, "username": "ada", "reason": "I keep bees", "answers": answers, "on_approval": true, "password": "correct horse battery"})
    };
    let first = apply(&gate, "ada@EXAMPLE.org", "lovelace").await?;
    let ada = apply_with(&gate, body(json!("Ada@example.org"))).await?;
    confirmed(&gate, &ada).await?;
    let mut without = body(Value::Null);
    without["username"] = json!("countess");
    let nobody = apply_with(&gate, without).await?;
    let review = async |applied: &Applied| {
        let token = moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
        anyhow::Ok((seen(applied, &token).await?, token))
    };
    let (shown, token) = review(&ada).await?;
    let mut expected = [&ALWAYS[..], &["answers", "confirmed", "flags", "reason", "votes", "wish"]].concat();
    expected.sort_unstable();
    assert_eq!(fields(&shown), expected);
    let open = json!({"approve": 0, "reject": 0, "needed_approve": 2, "needed_reject": 1, "mine": null});
    for (field, value) in [
        ("username", Value::Null),
        ("email", Value::Null),
        ("password", Value::Null),
        ("wish", json!("ada")),
        ("reason", json!("I keep bees")),
        ("answers", json!({"Who invited you?": "Grace", "What do you grow?": "Beans"})),
        ("services", json!(["matrix"])),
        ("confirmed", json!(true)),
        ("flags", json!(["same_address"])),
        ("votes", open),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    vote(&ada.browser, &ada.rid, &token, "approved").await?.expect(200)?;
    assert_eq!(seen(&ada, &token).await?["votes"]["mine"], "approve");
    let (shown, _) = review(&nobody).await?;
    assert_eq!((&shown["flags"], &shown["confirmed"], &shown["wish"]), (&json!(["no_address"]), &json!(false), &json!("countess")));
    first.browser.call(Method::DELETE, &first.path(), first.mine(), None).await?.expect(204)?;
    gate.finish().await
}

#[tokio::test]
async fn the_applicant_sees_it_whole_with_the_callers_token_and_with_the_letters() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let letter = letter_token(&gate, "ada@example.org", "r", &ada.rid).await?;
    let (callers, letters) = (seen(&ada, &ada.token).await?, seen(&ada, &letter).await?);
    assert_eq!(fields(&callers), ALWAYS);
    assert_eq!(callers, letters);
    assert_eq!((&callers["username"], &callers["email"], &callers["rid"]), (&json!("ada"), &json!("ada@example.org"), &json!(ada.rid)));
    let token = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let words = json!({"status": "rejected", "message": "We know you from elsewhere"});
    ada.browser.call(Method::PUT, &ada.path(), Some((&ada.rid, &token)), Some(words)).await?.expect(200)?;
    let rejected = seen(&ada, &ada.token).await?;
    assert_eq!((&rejected["status"], &rejected["message"]), (&json!("rejected"), &json!("We know you from elsewhere")));
    assert_eq!(rejected["matrix_status"], "pending");
    gate.finish().await
}

#[tokio::test]
async fn each_refusal_of_a_vote_is_told_apart() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let manager = acts::forged_moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let put = async |token: &str, body: Value| ada.browser.call(Method::PUT, &ada.path(), Some((&ada.rid, token)), Some(body)).await;
    put(&manager, json!({"status": "approved"})).await?.expect(409)?;
    confirmed(&gate, &ada).await?;
    for (body, pointer) in [
        (json!({}), "/status"),
        (json!({"status": null}), "/status"),
        (json!({"status": "deleted"}), "/status"),
        (json!({"status": true}), "/status"),
        (json!({"status": "rejected", "message": "x".repeat(1_001)}), "/message"),
    ] {
        assert_eq!(pointers(&put(&manager, body.clone()).await?)?, [pointer], "{body}");
    }
    put(&forged(&manager), json!({"status": "approved"})).await?.expect(401)?;
    put(&ada.token, json!({"status": "approved"})).await?.expect(403)?;
    assert_eq!(seen(&ada, &manager).await?["votes"]["approve"], 0, "none of these counted");
    let decided = put(&manager, json!({"status": "rejected"})).await?.expect(200)?.json()?;
    assert_eq!((&decided["status"], &decided["votes"]["mine"]), (&json!("rejected"), &json!("reject")));
    put(&manager, json!({"status": "rejected"})).await?.expect(200)?;
    put(&manager, json!({"status": "approved"})).await?.expect(409)?;
    ada.browser.call(Method::DELETE, &ada.path(), ada.mine(), None).await?.expect(204)?;
    put(&manager, json!({"status": "rejected"})).await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn each_refusal_of_a_settlement_is_told_apart() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let good = || accounts("ada", "correct horse battery");
    settle(&ada, &ada.token, good()).await?.expect(409)?;
    let letter = confirmed(&gate, &ada).await?;
    settle(&ada, &letter, good()).await?.expect(409)?;
    approve(&gate, MODERATORS[0], &ada.rid).await?;
    settle(&ada, &forged(&letter), good()).await?.expect(401)?;
    settle(&ada, &ada.token, good()).await?.expect(403)?;
    let with = |field: &str, value: Value| {
        let mut body = good();
        body[field] = value;
        body
    };
    for (body, pointer) in [
        (with("matrix_status", json!("success")), "/matrix_status"),
        (with("matrix_status", json!("pending")), "/matrix_status"),
        (with("matrix_status", Value::Null), "/matrix_status"),
        (with("mastodon_status", json!("processing")), "/mastodon_status"),
        (with("username", Value::Null), "/username"),
        (with("username", json!("Ada")), "/username"),
        (with("username", json!("admin")), "/username"),
        (with("password", json!("short")), "/password"),
        (with("password", json!("x".repeat(129))), "/password"),
        (with("email", json!("countess@example.org")), "/email"),
    ] {
        assert_eq!(pointers(&settle(&ada, &letter, body.clone()).await?)?, [pointer], "{body}");
    }
    let bob = apply_with(&gate, json!({"username": "bob"})).await?;
    assert_eq!(pointers(&settle(&ada, &letter, with("username", json!("bob"))).await?)?, ["/username"], "a name that another one holds");
    gate.settle().await?;
    assert_eq!((gate.matrix.created_count(), &seen(&ada, &letter).await?["matrix_status"]), (0, &json!("pending")));
    settle(&ada, &letter, with("email", json!("ADA@Example.org"))).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    settle(&ada, &letter, good()).await?.expect(409)?;
    assert_eq!(pointers(&settle(&ada, &letter, with("matrix_status", json!("success"))).await?)?, ["/matrix_status"]);
    bob.browser.call(Method::DELETE, &bob.path(), bob.mine(), None).await?.expect(204)?;
    settle(&bob, &bob.token, accounts("bob", "correct horse battery")).await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn a_withdrawal_answers_nothing_and_its_repeat_the_same_for_a_minute_to_its_own_links_only() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    let manager = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let letter = letter_token(&gate, "ada@example.org", "r", &ada.rid).await?;
    let delete =
        async |rid: &str, token: &str| ada.browser.call(Method::DELETE, &format!("/registrations/{rid}"), Some((rid, token)), None).await;
    delete(&ada.rid, &forged(&ada.token)).await?.expect(401)?;
    delete(&ada.rid, &manager).await?.expect(403)?;
    delete(&ada.rid, &bob.token).await?.expect(403)?;
    for _ in 0..2 {
        let gone = delete(&ada.rid, &ada.token).await?.expect(204)?;
        assert!(gone.body.is_empty() && !gone.headers.contains_key("content-type"), "{:?}", gone.headers);
    }
    gate.clock.advance(Duration::from_secs(59));
    delete(&ada.rid, &letter).await?.expect(204)?;
    for stranger in [&manager, &bob.token, &forged(&ada.token)] {
        delete(&ada.rid, stranger).await?.expect(404)?;
    }
    ada.browser.call(Method::GET, &ada.path(), ada.mine(), None).await?.expect(404)?;
    gate.clock.advance(Duration::from_secs(2));
    delete(&ada.rid, &ada.token).await?.expect(404)?;
    assert_eq!(seen(&bob, &bob.token).await?["status"], "pending");
    gate.finish().await
}

#[tokio::test]
async fn nothing_is_withdrawn_while_a_platform_is_processing() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().without_worker().setting("CONFIRM_EMAIL", "false").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    approve_unasked(&gate, &ada).await?;
    settle(&ada, &ada.token, accounts("ada", "correct horse battery")).await?.expect(200)?;
    ada.browser.call(Method::DELETE, &ada.path(), ada.mine(), None).await?.expect(409)?;
    let page = ada.browser.open(&format!("/r/{}?t={}", ada.rid, ada.token)).await?.expect(200)?;
    assert!(page.form("action=withdraw").is_err(), "nor does the page offer it");
    gate.start_worker().await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    ada.browser.call(Method::DELETE, &ada.path(), ada.mine(), None).await?.expect(204)?;
    assert!(gate.matrix.account("ada").is_some(), "the account stays");
    gate.finish().await
}
