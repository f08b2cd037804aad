//! Seed 0's three documented lines, sent as they stand in the document, and the whole story that they tell.

use anyhow::Context as _;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use serde_json::{Value, json};

use super::programs::{self, gate, registrations_count, send};
use crate::acts;

/// The documented lines, in the document's order: path and body.
const GENERATE: (&str, &str) = ("/generate-token", r#"{"email": "demo@tempmail.com", "password": "mani1234"}"#);
const CHANGE: (&str, &str) =
    ("/change-password", r#"{"email": "demo@tempmail.com", "old_password": "mani1234", "new_password": "newsecure123"}"#);
const FORGOT: (&str, &str) = ("/forgot-password", r#"{"email": "demo@tempmail.com", "new_password": "root1234"}"#);
const DEMO: &str = "demo@tempmail.com";

/// All three, with the slash or without; their statuses.
async fn the_lines(gate: &Gatelodge, slash: &str) -> anyhow::Result<[u16; 3]> {
    let mut statuses = [0; 3];
    for (status, (path, body)) in statuses.iter_mut().zip([GENERATE, CHANGE, FORGOT]) {
        *status = send(gate, &format!("{path}{slash}"), body).await?.status.as_u16();
    }
    Ok(statuses)
}

#[tokio::test]
async fn the_documented_lines_of_somebody_whom_nobody_knows_are_answered_as_the_contract_says() -> anyhow::Result<()> {
    let gate = gate().setting("PASSWORD_MIN", "8").start().await?;
    for slash in ["", "/"] {
        assert_eq!(the_lines(&gate, slash).await?, [202, 401, 202], "with {slash:?}");
    }
    gate.settle().await?;
    assert_eq!(registrations_count(&gate).await?, 1, "one address, one registration");
    let letters = gate.mailbox().letters();
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].is_to(DEMO) && letters[0].link_to("/c/").is_some());
    assert!(gate.mastodon.users().is_empty() && gate.matrix.accounts().is_empty(), "nobody has approved anything");
    gate.finish().await
}

#[tokio::test]
async fn by_the_default_rules_the_lines_are_answered_as_well_and_only_a_weak_new_password_is_refused() -> anyhow::Result<()> {
    let strict = || gate().setting("PASSWORD_SCORE", "3");
    let (gate, other) = (strict().start().await?, strict().start().await?);
    other.mastodon.add_ours("demo", DEMO, "mani1234", &shared::keyspace::Rid::random().to_string());
    for slash in ["", "/"] {
        assert_eq!(the_lines(&gate, slash).await?, [202, 401, 202], "with {slash:?}");
    }
    assert_eq!(the_lines(&other, "").await?, [200, 200, 202], "a password that is the account's is no new one");
    assert_eq!(other.mastodon.user("demo").map(|user| user.password).as_deref(), Some("newsecure123"));
    let weak = r#"{"email": "demo@tempmail.com", "old_password": "newsecure123", "new_password": "password12345"}"#;
    let (unknown, known) = (send(&gate, CHANGE.0, weak).await?.expect(422)?, send(&other, CHANGE.0, weak).await?.expect(422)?);
    assert_eq!(programs::wire(&known), programs::wire(&unknown));
    assert_eq!(known.json()?["errors"][0]["pointer"], "/new_password", "{}", known.body);
    assert_eq!(other.mastodon.user("demo").map(|user| user.password).as_deref(), Some("newsecure123"));
    gate.finish().await?;
    other.finish().await
}

/// Reads the letter, says yes, keeps the suggested name and types the password once more; answers the registration.
async fn says_yes(gate: &Gatelodge, name: &str, password: &str) -> anyhow::Result<String> {
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(DEMO) && letter.link_to("/c/").is_some(), SOON).await?;
    let link = letter.link_to("/c/").context("a link")?;
    let rid = link.split("/c/").nth(1).and_then(|rest| rest.split('?').next()).context("a rid")?;
    let owner = gate.visitor()?;
    let page = owner.open(link).await?.expect(200)?;
    let form = page.form("action=yes")?;
    assert_eq!((form.value("username"), form.value("password_from")), (Some(name), Some("own")), "the name is suggested");
    assert_eq!(form.value("password"), Some(""), "what a stranger sent is nowhere");
    owner.submit(&page, &form.with("password", password)).await?.expect(200)?;
    Ok(rid.to_owned())
}

fn fields(answer: &Value) -> Vec<&str> {
    let mut fields: Vec<&str> = answer.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default();
    fields.sort_unstable();
    fields
}

#[tokio::test]
async fn the_whole_story_of_the_seed_ends_with_a_token_a_new_password_and_a_link() -> anyhow::Result<()> {
    let gate = gate().setting("PASSWORD_MIN", "8").start().await?;
    let accepted = send(&gate, GENERATE.0, GENERATE.1).await?.expect(202)?;
    let rid = says_yes(&gate, "demo", "mani1234").await?;
    gate.settle().await?;
    let again = send(&gate, GENERATE.0, GENERATE.1).await?;
    assert_eq!(programs::wire(&again), programs::wire(&accepted), "until moderators have decided");
    assert!(gate.mastodon.users().is_empty() && gate.matrix.accounts().is_empty());
    acts::approve(&gate, MODERATORS[0], &rid).await?;
    let user = gate.mastodon.wait_for_user("demo", SOON).await?;
    assert_eq!((user.email.as_str(), user.mark()), (DEMO, Some(rid.as_str())));
    gate.matrix.wait_for_account("demo", SOON).await?;
    gate.settle().await?;

    let granted = send(&gate, GENERATE.0, GENERATE.1).await?.expect(200)?.json()?;
    assert_eq!(fields(&granted), ["access_token", "created_at", "email", "scope", "token_type", "username"]);
    let [token] = gate.mastodon.tokens_of("demo").try_into().expect("one token");
    let expected = json!({"access_token": token.access_token, "created_at": token.created_at, "email": DEMO, "scope": "read",
        "token_type": "Bearer", "username": "demo"});
    assert_eq!(granted, expected);
    assert_eq!(send(&gate, "/generate-token/", GENERATE.1).await?.expect(200)?.json()?, granted, "the same one while it lives");

    gate.mastodon.sign_in("demo")?;
    let changed = send(&gate, CHANGE.0, CHANGE.1).await?.expect(200)?.json()?;
    assert_eq!(changed, json!({"msg": "Password changed successfully", "doors": {"matrix": "done", "mastodon": "done"}}));
    let user = gate.mastodon.user("demo").context("demo")?;
    assert_eq!((user.password.as_str(), user.sessions_count), ("newsecure123", 0));
    assert!(gate.mastodon.tokens_of("demo").is_empty(), "old tokens end");
    gate.mailbox().wait_for_subject(DEMO, "password was changed", SOON).await?;

    let forgotten = send(&gate, FORGOT.0, FORGOT.1).await?.expect(202)?;
    let letter = gate.mailbox().wait_for_subject(DEMO, "set a new password", SOON).await?;
    assert!(letter.link_to("/reset?t=").is_some_and(|link| link.starts_with(gate.origin())), "{}", letter.text);
    for letter in gate.mailbox().letters() {
        let whole = format!("{}{}", letter.text, letter.html);
        assert!(!["mani1234", "newsecure123", "root1234"].iter().any(|password| whole.contains(password)), "{}", letter.subject());
    }
    gate.settle().await?;
    assert_eq!(gate.mastodon.user("demo").context("demo")?.password, "newsecure123", "new_password is thrown away");
    assert!(!forgotten.body.contains("root1234"));
    assert_eq!(programs::generate(&gate, DEMO, "newsecure123").await?.status, 200);
    assert_eq!(programs::wire(&send(&gate, GENERATE.0, GENERATE.1).await?), programs::wire(&accepted), "with the old one");
    assert_eq!(registrations_count(&gate).await?, 1);
    gate.finish().await
}

#[tokio::test]
async fn t14b_what_a_stranger_sent_with_an_address_is_no_password_of_the_account() -> anyhow::Result<()> {
    let gate = gate().setting("PASSWORD_MIN", "8").start().await?;
    send(&gate, GENERATE.0, GENERATE.1).await?.expect(202)?;
    let rid = says_yes(&gate, "demo", "the owner's own words").await?;
    acts::approve(&gate, MODERATORS[0], &rid).await?;
    gate.mastodon.wait_for_password("demo", "the owner's own words", SOON).await?;
    gate.settle().await?;
    assert_eq!(send(&gate, GENERATE.0, GENERATE.1).await?.status, 202, "the stranger opens nothing");
    assert!(gate.mastodon.tokens_of("demo").is_empty());
    assert_eq!(programs::generate(&gate, DEMO, "the owner's own words").await?.status, 200);
    gate.finish().await
}
