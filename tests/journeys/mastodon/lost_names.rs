//! A name that is lost on one door before its account is made there: the other one holds back, the applicant chooses "another name on
//! both" or "there only", and an account that is made is never renamed.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON};
use serde_json::json;
use shared::clock::Timing;
use shared::health::Health;
use shared::keyspace;
use shared::platform::Platform::{self, Mastodon, Matrix};

use super::names::{asking, both, doors_of, patch};
use super::spine::{PASSWORD, handle, page};
use super::troubles::{seen, settled, until_status};
use crate::acts::{self, Applied, apply, approve, confirmed};

const EMAIL: &str = "ada@example.org";

/// Both accounts' names, once both are there.
async fn both_names(applied: &Applied) -> anyhow::Result<(String, String)> {
    until_status(applied, "matrix_status", "success").await?;
    until_status(applied, "mastodon_status", "success").await?;
    let now = seen(applied).await?;
    let on = |door: &str| now["usernames"][door].as_str().or(now["username"].as_str()).unwrap_or_default().to_owned();
    Ok((on("matrix"), on("mastodon")))
}

/// Somebody whose name a stranger took on Mastodon between the form and the choice: Matrix holds back.
async fn half_lost(gate: &Gatelodge) -> anyhow::Result<(Applied, String)> {
    let applied = apply(gate, EMAIL, "ada").await?;
    let token = confirmed(gate, &applied).await?;
    gate.mastodon.add_foreign("ada", "another@example.net", "their own");
    approve(gate, MODERATORS[0], &applied.rid).await?;
    // Mastodon's job asks Matrix about the name before anything else: it is not the quicker one here.
    gate.matrix.slow_down(Duration::from_millis(300));
    patch(&applied, &token, both("ada")).await?.expect(200)?;
    until_status(&applied, "mastodon_status", "failed").await?;
    gate.settle().await?;
    gate.matrix.slow_down(Duration::ZERO);
    let now = seen(&applied).await?;
    assert_eq!((&now["matrix_status"], &now["status"]), (&json!("pending"), &json!("approved")), "{now}");
    assert_eq!((&now["problem"]["service"], &now["problem"]["code"]), (&json!("mastodon"), &json!("name_taken")));
    assert!(gate.matrix.account("ada").is_none(), "nothing is made on Matrix");
    Ok((applied, token))
}

fn strangers_account_stands(gate: &Gatelodge) {
    let stranger = gate.mastodon.user("ada").expect("the stranger is there");
    assert_eq!((stranger.email.as_str(), stranger.password.as_str()), ("another@example.net", "their own"));
}

#[tokio::test]
async fn where_a_stranger_took_the_name_on_mastodon_the_page_offers_another_one_on_both_or_there_only() -> anyhow::Result<()> {
    for way in [MastodonWish::Socket, MastodonWish::Command, MastodonWish::Http] {
        for (scope, names) in [("both", ("lovelace", "lovelace")), ("here", ("ada", "lovelace"))] {
            let gate = asking(way).start().await?;
            let (ada, token) = half_lost(&gate).await?;
            let letter = gate.mailbox().wait_for_subject(EMAIL, "Please help us open your account", SOON).await?;
            assert!(
                letter.text.contains("Mastodon account at Gatelodge is not open yet: the name you chose is already taken"),
                "{}",
                letter.text
            );
            let browser = gate.visitor()?;
            let shown = browser.open(letter.link_to("/r/").expect("a link")).await?.expect(200)?;
            let text = shown.text();
            assert!(text.contains("Mastodon: not yet") && text.contains("So we wait for your choice"), "{text}");
            assert!(text.contains("Everywhere, so that my accounts have one name") && text.contains("Only on Mastodon"), "{text}");
            let form = shown.form("action=choose")?;
            assert_eq!((form.value("scope"), form.value("username")), (Some("both"), Some("ada")));
            let form = form.with("scope", scope).with("username", "lovelace").with("password_from", "own");
            browser.submit(&shown, &form).await?.expect(200)?;
            let made = both_names(&ada).await?;
            assert_eq!((made.0.as_str(), made.1.as_str()), names, "{way:?} {scope}");
            assert_eq!(gate.matrix.account(names.0).map(|account| account.password).as_deref(), Some(PASSWORD), "{way:?} {scope}");
            assert_eq!(gate.mastodon.user("lovelace").map(|user| user.password).as_deref(), Some(PASSWORD));
            assert_eq!((gate.matrix.created_count(), gate.mastodon.created_count()), (1, 1));
            strangers_account_stands(&gate);
            let done = page(&gate, &ada, &token).await?.text();
            assert!(done.contains(&format!("@{}:example.test", names.0)) && done.contains(&handle(&gate, "lovelace")), "{done}");
            let lovelace = (scope == "both", true);
            assert_eq!((doors_of(&gate, "ada").await?, doors_of(&gate, "lovelace").await?), ((scope == "here", false), lovelace));
            gate.finish().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn over_the_api_mastodon_status_alone_means_there_only() -> anyhow::Result<()> {
    let there = json!({"mastodon_status": "processing", "username": "lovelace"});
    for (body, names) in [(there, ("ada", "lovelace")), (both("lovelace"), ("lovelace", "lovelace"))] {
        let gate = asking(MastodonWish::Socket).start().await?;
        let (ada, token) = half_lost(&gate).await?;
        patch(&ada, &token, body).await?.expect(200)?;
        let made = both_names(&ada).await?;
        assert_eq!((made.0.as_str(), made.1.as_str()), names);
        let now = seen(&ada).await?;
        assert_eq!(now["usernames"].is_null(), names.0 == names.1, "said where they differ: {now}");
        assert!(now["problem"].is_null(), "{now}");
        assert_eq!(gate.matrix.account(names.0).map(|account| account.password).as_deref(), Some(PASSWORD));
        assert!(gate.mastodon.signs_in(EMAIL, PASSWORD));
        strangers_account_stands(&gate);
        gate.finish().await?;
    }
    Ok(())
}

/// Somebody whose name a stranger has on one door, which says so before the other one begins. The other's job ran since.
async fn lost_before_the_other_began(gate: &Gatelodge, lost: Platform, other: Platform) -> anyhow::Result<(Applied, String)> {
    // Who looks and finds that a platform works would end its pause: they have looked once, and do not look again so soon.
    acts::until(SOON, async || Ok(acts::keys(gate).await?.iter().any(|key| key == keyspace::health().as_str()))).await?;
    let health = Health::new(gate.connection()?, gate.timing().clone());
    health.pause(other, "somebody looks after it").await?;
    match lost {
        Matrix => gate.matrix.add_account("ada", "their own"),
        Mastodon => gate.mastodon.add_foreign("ada", "another@example.net", "their own"),
    }
    let (ada, token) = settled(gate, EMAIL, "ada").await?;
    until_status(&ada, &format!("{lost}_status"), "failed").await?;
    let status = format!("{other}_status");
    assert_eq!(seen(&ada).await?[&status], "processing");
    health.resume(other).await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_mins(1));
        Ok(seen(&ada).await?[&status] != "processing")
    })
    .await?;
    assert_eq!(seen(&ada).await?[&status], "pending", "it waits for the choice");
    Ok((ada, token))
}

/// A gate that never looks again whether a platform works.
async fn steady() -> anyhow::Result<Gatelodge> {
    let steady = |timing: &mut Timing| {
        timing.platform_pause = Duration::from_mins(10);
        timing.health_every = Duration::from_hours(1);
    };
    asking(MastodonWish::Socket).timing(steady).start().await
}

#[tokio::test]
async fn matrix_holds_back_too_when_mastodon_was_quicker_to_say_that_the_name_is_taken() -> anyhow::Result<()> {
    let gate = steady().await?;
    lost_before_the_other_began(&gate, Mastodon, Matrix).await?;
    assert!(gate.matrix.accounts().is_empty());
    gate.finish().await
}

#[tokio::test]
async fn mastodon_holds_back_just_as_well_where_a_stranger_has_the_name_on_matrix() -> anyhow::Result<()> {
    for (scope, names) in [("both", ("lovelace", "lovelace")), ("here", ("lovelace", "ada"))] {
        let gate = steady().await?;
        let (ada, token) = lost_before_the_other_began(&gate, Matrix, Mastodon).await?;
        assert!(gate.mastodon.users().is_empty());
        let browser = gate.visitor()?;
        let shown = browser.open(&format!("/r/{}?t={token}", ada.rid)).await?.expect(200)?;
        assert!(shown.text().contains("Matrix: not yet") && shown.text().contains("Only on Matrix"), "{}", shown.text());
        let form = shown.form("action=choose")?.with("scope", scope).with("username", "lovelace").with("password_from", "own");
        browser.submit(&shown, &form).await?.expect(200)?;
        let made = both_names(&ada).await?;
        assert_eq!((made.0.as_str(), made.1.as_str()), names, "{scope}");
        assert!(gate.mastodon.signs_in(EMAIL, PASSWORD));
        gate.finish().await?;
    }
    Ok(())
}

/// Somebody whose Matrix account was made while Mastodon was away, and whose name a stranger took there meanwhile.
async fn lost_after_matrix(gate: &Gatelodge) -> anyhow::Result<(Applied, String)> {
    gate.mastodon.set_away(true)?;
    let (ada, token) = settled(gate, EMAIL, "ada").await?;
    until_status(&ada, "matrix_status", "success").await?;
    gate.mastodon.add_foreign("ada", "another@example.net", "their own");
    gate.mastodon.set_away(false)?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(1));
        Ok(seen(&ada).await?["mastodon_status"] == "failed")
    })
    .await?;
    Ok((ada, token))
}

#[tokio::test]
async fn an_account_that_is_made_is_never_renamed_and_only_the_other_door_is_asked_about() -> anyhow::Result<()> {
    let gate = asking(MastodonWish::Socket).start().await?;
    let (ada, _) = lost_after_matrix(&gate).await?;
    let letter = gate.mailbox().wait_for_subject(EMAIL, "Please help us open your account", SOON).await?;
    assert!(letter.text.contains("choose another name for Mastodon"), "{}", letter.text);
    let browser = gate.visitor()?;
    let shown = browser.open(letter.link_to("/r/").expect("a link")).await?.expect(200)?;
    let form = shown.form("action=choose")?;
    assert!(form.value("scope").is_none() && shown.text().contains("Your name on Mastodon"), "{}", shown.text());
    // Somebody tampers, and nothing comes of it.
    let form = form.with("scope", "both").with("username", "lovelace").with("password_from", "own");
    browser.submit(&shown, &form).await?.expect(200)?;
    let made = both_names(&ada).await?;
    assert_eq!((made.0.as_str(), made.1.as_str()), ("ada", "lovelace"));
    assert!(gate.mastodon.signs_in(EMAIL, PASSWORD) && gate.matrix.account("ada").is_some());
    assert_eq!(gate.matrix.created_count(), 1);
    strangers_account_stands(&gate);
    gate.finish().await
}

#[tokio::test]
async fn over_the_api_too_the_account_that_is_made_keeps_its_name() -> anyhow::Result<()> {
    let gate = asking(MastodonWish::Socket).start().await?;
    let (ada, token) = lost_after_matrix(&gate).await?;
    patch(&ada, &token, both("lovelace")).await?.expect(200)?;
    let made = both_names(&ada).await?;
    assert_eq!((made.0.as_str(), made.1.as_str()), ("ada", "lovelace"));
    for door in [json!("matrix_status"), json!("mastodon_status")] {
        let body = json!({door.as_str().unwrap_or_default(): "processing", "username": "byron"});
        patch(&ada, &token, body).await?.expect(409)?;
    }
    patch(&ada, &token, both("byron")).await?.expect(409)?;
    gate.settle().await?;
    assert_eq!((gate.matrix.created_count(), gate.mastodon.created_count()), (1, 1));
    assert!(gate.matrix.account("ada").is_some() && gate.mastodon.user("lovelace").is_some());
    gate.finish().await
}
