//! The first whole story: somebody applies, confirms, is approved, and signs in to Matrix.

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use reqwest::Method;
use serde_json::json;

use crate::acts::{self, apply, approve, confirmed};

#[tokio::test]
async fn somebody_applies_confirms_is_approved_and_signs_in() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = gate.visitor()?;

    let page = ada.open("/").await?.expect(200)?;
    let form = page.form("")?.with("email", "ada@example.org").with("username", "ada").with("reason", "I keep bees");
    let sent = ada.submit(&page, &form).await?.expect(200)?;
    assert!(sent.url.path().starts_with("/r/"), "{}", sent.url);
    assert!(sent.url.query().is_none(), "the token leaves the address bar");
    assert!(gate.mailbox().letters_to(MODERATORS[0]).is_empty(), "nobody hears before the address is confirmed");

    let letter = gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org"), SOON).await?;
    let link = letter.link_to("/c/").expect("the letter has a link");
    let confirm = ada.open(link).await?.expect(200)?;
    assert!(confirm.url.query().is_none());
    ada.submit(&confirm, &confirm.form("action=yes")?).await?.expect(200)?;

    for moderator in MODERATORS {
        gate.mailbox().wait_for(|letter| letter.is_to(moderator), SOON).await?;
    }
    let mo = gate.visitor()?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    assert!(!letter.text.contains("ada@example.org"), "moderators judge the request, not the address");
    let decide = mo.open(letter.link_to("/m/").expect("a link to decide")).await?.expect(200)?;
    assert!(decide.text().contains("I keep bees"));
    mo.submit(&decide, &decide.form("action=approve")?).await?.expect(200)?;

    let letter = gate.mailbox().wait_for_subject("ada@example.org", "You are welcome", SOON).await?;
    let status = ada.open(letter.link_to("/r/").expect("a link to choose")).await?.expect(200)?;
    let form = status.form("action=choose")?.with("password_from", "own").with("password", "correct horse battery");
    ada.submit(&status, &form).await?.expect(200)?;

    let letter = gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert!(letter.text.contains("@ada:example.test") && !letter.text.contains("correct horse battery"));
    let account = gate.matrix.account("ada").expect("the account exists");
    assert_eq!((account.password.as_str(), gate.matrix.created_count()), ("correct horse battery", 1));
    assert_eq!(gate.matrix.live_tokens_count(), 0, "the worker's session is signed out");
    let done = ada.open(status.url.path()).await?.expect(200)?;
    assert!(done.text().contains("@ada:example.test"));
    gate.finish().await
}

#[tokio::test]
async fn seed_2_works_over_the_api_to_the_letter() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let caller = gate.visitor()?;
    let made = caller.call(Method::POST, "/registrations/", None, Some(json!({"email": "ada@example.org"}))).await?.expect(201)?.json()?;
    let (rid, token) = (acts::text(&made, "rid"), acts::text(&made, "token"));
    for (field, value) in
        [("username", ""), ("email", "ada@example.org"), ("password", ""), ("status", "pending"), ("matrix_status", "pending")]
    {
        assert_eq!(made[field], value, "{field}: {made}");
    }
    let path = format!("/registrations/{rid}/");
    let mine = Some((rid, token));

    let manager = acts::moderator_token(&gate, MODERATORS[0], rid).await?;
    let seen = caller.call(Method::GET, &path, Some((rid, &manager)), None).await?.expect(200)?.json()?;
    assert!(seen["username"].is_null() && seen["email"].is_null() && seen["password"].is_null(), "{seen}");

    let early = json!({"matrix_status": "processing", "username": "ada"});
    caller.call(Method::PATCH, &path, mine, Some(early.clone())).await?.expect(409)?;
    let decided = caller.call(Method::PUT, &path, Some((rid, &manager)), Some(json!({"status": "approved"}))).await?.expect(200)?.json()?;
    assert_eq!((&decided["status"], &decided["matrix_status"]), (&json!("approved"), &json!("pending")));
    assert_eq!(decided["votes"], json!({"approve": 1, "reject": 0, "needed_approve": 1, "needed_reject": 1, "mine": "approve"}));

    let patched = caller.call(Method::PATCH, &path, mine, Some(early)).await?.expect(200)?.json()?;
    assert_eq!((&patched["username"], &patched["matrix_status"]), (&json!("ada"), &json!("processing")));
    let password = acts::text(&patched, "password").to_owned();
    assert_eq!(password.chars().count(), 20, "without a password one is generated");

    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    let after = caller.call(Method::GET, &path, mine, None).await?.expect(200)?.json()?;
    assert_eq!((&after["matrix_status"], &after["password"]), (&json!("success"), &json!(password)));
    assert_eq!(gate.matrix.account("ada").map(|account| account.password), Some(password));

    caller.call(Method::DELETE, &path, mine, None).await?.expect(204)?;
    caller.call(Method::DELETE, &path, mine, None).await?.expect(204)?;
    gate.clock.advance(std::time::Duration::from_secs(61));
    caller.call(Method::DELETE, &path, mine, None).await?.expect(404)?;
    caller.call(Method::GET, &path, mine, None).await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn a_rejected_person_gets_the_moderators_words_and_no_account() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "eve@example.org", "eve").await?;
    confirmed(&gate, &applied).await?;
    let token = acts::moderator_token(&gate, MODERATORS[1], &applied.rid).await?;
    let words = json!({"status": "rejected", "message": "We know you from elsewhere"});
    let path = format!("/registrations/{}", applied.rid);
    gate.visitor()?.call(Method::PUT, &path, Some((&applied.rid, &token)), Some(words)).await?.expect(200)?;
    let letter = gate
        .mailbox()
        .wait_for(|letter| letter.is_to("eve@example.org") && letter.text.contains("We know you from elsewhere"), SOON)
        .await?;
    assert!(!letter.text.contains(MODERATORS[1]), "nobody learns who decided");
    gate.settle().await?;
    assert_eq!(gate.matrix.created_count(), 0);
    gate.finish().await
}

#[tokio::test]
async fn with_a_quorum_of_two_one_vote_decides_nothing() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("APPROVALS", "2").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    confirmed(&gate, &applied).await?;
    let first = approve(&gate, MODERATORS[0], &applied.rid).await?;
    assert_eq!((&first["status"], &first["votes"]["approve"]), (&json!("pending"), &json!(1)));
    let again = approve(&gate, MODERATORS[0], &applied.rid).await?;
    assert_eq!(again["votes"]["approve"], 1, "one vote each by whatever way");
    let second = approve(&gate, MODERATORS[2], &applied.rid).await?;
    assert_eq!(second["status"], "approved");
    gate.finish().await
}

#[tokio::test]
async fn settled_beforehand_the_account_is_made_at_the_approval() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let body = json!({"email": "ada@example.org", "username": "ada", "on_approval": true, "password": "correct horse battery"});
    let made = gate.visitor()?.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?.json()?;
    let rid = acts::text(&made, "rid");
    approve(&gate, MODERATORS[0], rid).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some("correct horse battery"));
    assert!(
        !gate.mailbox().letters_to("ada@example.org").iter().any(|letter| letter.subject().contains("You are welcome")),
        "nothing is left to choose"
    );
    gate.finish().await
}
