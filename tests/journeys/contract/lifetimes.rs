//! How long records live where the settings say otherwise, where nothing may prolong them, and where a new try begins.

use std::time::Duration;

use fred::interfaces::KeysInterface;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use reqwest::Method;
use serde_json::json;
use shared::{keyspace, root::Print};

use super::{accounts, approve_unasked, seen, settle, unconfirmed_gate};
use crate::acts::{self, apply, apply_with, approve, confirmed, letter_token, moderator_token, vote};
use crate::lifetimes::lives;

const HOUR: Duration = Duration::from_hours(1);
const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn lifetimes_and_their_letters_follow_the_settings() -> anyhow::Result<()> {
    let settings = Gatelodge::wish().setting("UNCONFIRMED_TTL", "6h").setting("REGISTRATION_TTL", "20h");
    let gate = settings.setting("APPROVED_TTL", "3d").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    lives(&gate, &ada, 6 * HOUR).await?;
    let token = confirmed(&gate, &ada).await?;
    lives(&gate, &ada, 20 * HOUR).await?;
    gate.settle().await?;
    let counts = || (gate.mailbox().letters_to(MODERATORS[0]).len(), gate.mailbox().letters_to("ada@example.org").len());
    let told = counts().1;
    for (time, asked, more) in
        [(10 * HOUR - MINUTE, 1, 0), (2 * MINUTE, 2, 0), (8 * HOUR - 2 * MINUTE, 2, 0), (2 * MINUTE, 3, 0), (HOUR, 3, 1)]
    {
        gate.pass(time).await?;
        assert_eq!(counts(), (asked, told + more), "at half, nine tenths and an hour before the end: {}", gate.clock.now());
    }
    approve(&gate, MODERATORS[0], &ada.rid).await?;
    lives(&gate, &ada, 3 * DAY).await?;
    gate.settle().await?;
    let told = counts().1;
    gate.pass(DAY - MINUTE).await?;
    assert_eq!(counts().1, told);
    gate.pass(2 * MINUTE).await?;
    assert_eq!(counts().1, told + 1, "two days before the end");
    gate.pass(2 * DAY).await?;
    for token in [&ada.token, &token] {
        ada.browser.call(Method::GET, &ada.path(), Some((&ada.rid, token)), None).await?.expect(404)?;
    }
    gate.finish().await
}

#[tokio::test]
async fn without_an_address_it_is_pending_from_its_creation() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply_with(&gate, json!({"username": "ada"})).await?;
    lives(&gate, &ada, 2 * DAY).await?;
    gate.finish().await
}

#[tokio::test]
async fn nothing_that_comes_again_prolongs_a_record() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let letter = letter_token(&gate, "ada@example.org", "c", &ada.rid).await?;
    let page = ada.browser.open(&format!("/c/{}?t={letter}", ada.rid)).await?.expect(200)?;
    let yes = async || ada.browser.submit(&page, &page.form("action=yes")?).await?.expect(200);
    yes().await?;
    lives(&gate, &ada, 2 * DAY).await?;
    let end = acts::deadline(&gate, &ada.rid).await?;
    gate.pass(5 * HOUR).await?;
    yes().await?;
    seen(&ada, &letter).await?;
    assert_eq!(acts::deadline(&gate, &ada.rid).await?, end, "a second yes");
    for status in ["approved", "rejected"] {
        let (applied, long) =
            if status == "approved" { (&ada, 7 * DAY) } else { (&apply_with(&gate, json!({"username": "bob"})).await?, DAY) };
        let manager = moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
        vote(&applied.browser, &applied.rid, &manager, status).await?.expect(200)?;
        lives(&gate, applied, long).await?;
        let end = acts::deadline(&gate, &applied.rid).await?;
        gate.pass(5 * HOUR).await?;
        vote(&applied.browser, &applied.rid, &manager, status).await?.expect(200)?;
        assert_eq!(acts::deadline(&gate, &applied.rid).await?, end, "an equal vote: {status}");
    }
    gate.finish().await
}

#[tokio::test]
async fn the_one_that_nobody_hears_of_lives_and_looks_like_the_others_of_its_address() -> anyhow::Result<()> {
    for (confirm, long) in [("true", DAY), ("false", 2 * DAY)] {
        let settings = Gatelodge::wish().setting("LIMITS", "letters.receiver=10/1d");
        let gate = settings.setting("CONFIRM_EMAIL", confirm).start().await?;
        let mut shown = Vec::new();
        for number in 1..=4 {
            let applied = apply_with(&gate, json!({"email": "ada@example.org"})).await?;
            lives(&gate, &applied, long).await?;
            let mut answer = seen(&applied, &applied.token).await?;
            answer["rid"] = json!(null);
            shown.push(answer);
            gate.settle().await?;
            let asked = gate.mailbox().letters_to(MODERATORS[0]).len();
            assert_eq!(asked, if confirm == "true" { 0 } else { number.min(3) }, "confirmation {confirm}, number {number}");
        }
        assert!(shown.iter().all(|answer| *answer == shown[0]), "{shown:?}");
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_failed_one_lives_two_days_and_a_new_try_begins_anew() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    gate.matrix.add_account("ada", "a stranger's own");
    let ada = apply_with(&gate, json!({"email": "ada@example.org"})).await?;
    approve_unasked(&gate, &ada).await?;
    settle(&ada, &ada.token, accounts("ada", "correct horse battery")).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    lives(&gate, &ada, 2 * DAY).await?;
    gate.pass(DAY).await?;
    gate.matrix.freeze();
    settle(&ada, &ada.token, accounts("ada_l", "correct horse battery")).await?.expect(200)?;
    lives(&gate, &ada, 7 * DAY).await?;
    gate.matrix.thaw();
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    lives(&gate, &ada, 2 * DAY).await?;
    gate.finish().await
}

#[tokio::test]
async fn an_address_that_was_not_the_callers_rests_for_thirty_days() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply(&gate, "Ada@example.org", "ada").await?;
    let token = letter_token(&gate, "Ada@example.org", "c", &ada.rid).await?;
    let page = ada.browser.open(&format!("/c/{}?t={token}", ada.rid)).await?.expect(200)?;
    ada.browser.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    gate.settle().await?;
    let rest = keyspace::rest(acts::roots(&gate).await?.print(Print::Address, b"ada@example.org"));
    let client = gate.redis.client().await?;
    let left: i64 = client.pttl(rest.as_str()).await?;
    let month = 30 * 24 * 3_600_000;
    assert!(left <= month && left > month - 30_000, "{left}");
    let letters = gate.mailbox().count();
    let resting = apply(&gate, "ada@example.org", "ada").await?;
    lives(&gate, &resting, DAY).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), letters);
    // Redis ends the rest by its own clock, which no test moves.
    client.del::<(), _>(rest.as_str()).await?;
    let after = apply(&gate, "ada@example.org", "ada").await?;
    letter_token(&gate, "ada@example.org", "c", &after.rid).await?;
    gate.finish().await
}
