//! The form at the gate, as people fill it in: with capitals, while Redis is away, with a password where the gate to the board
//! stands open. And what who waits is told about how long it takes.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS};
use harness::visitor::{Form, Page, Visitor};
use reqwest::{Method, header};
use serde_json::json;

use crate::acts::{self, apply, approve, text, vote};

const PASSWORD: &str = "seven quiet tomatoes";

/// The form, filled in.
async fn filled(browser: &Visitor, email: &str, name: &str) -> anyhow::Result<(Page, Form)> {
    let page = browser.open("/").await?.expect(200)?;
    let form = page.form("")?.with("email", email).with("username", name).with("reason", "I keep <b>bees</b>");
    Ok((page, form))
}

async fn login(gate: &Gatelodge, email: &str, password: &str) -> anyhow::Result<Page> {
    gate.visitor()?.call(Method::POST, "/auth/login", None, Some(json!({"email": email, "password": password}))).await
}

#[tokio::test]
async fn a_name_that_a_phone_began_with_a_capital_is_taken_in_small_letters() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let browser = gate.visitor()?;
    let (page, form) = filled(&browser, "ada@example.org", " Ada ").await?;
    let check = page.form("check=name")?.with("username", "Ada");
    let checked = browser.submit(&page, &check).await?.expect(200)?;
    assert_eq!(checked.form("")?.value("username"), Some("ada"), "what will be asked for is what stands there");
    browser.submit(&page, &form).await?.expect(200)?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org"), harness::gatelodge::SOON).await?;
    let confirm = browser.open(letter.link_to("/c/").unwrap_or_default()).await?.expect(200)?;
    assert!(confirm.text().contains("@ada:"), "{}", confirm.text());
    // Programs are told that it is wrong, as ever.
    let body = json!({"email": "eve@example.org", "username": "Eve"});
    browser.call(Method::POST, "/registrations", None, Some(body)).await?.expect(422)?;
    gate.finish().await
}

#[tokio::test]
async fn a_form_sent_while_redis_is_away_comes_back_as_it_was_and_one_press_later_it_is_one_request() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let browser = gate.visitor()?;
    let (page, form) = filled(&browser, "ada@example.org", "ada").await?;
    gate.redis.freeze()?;
    let answer = browser.submit(&page, &form).await;
    gate.redis.thaw()?;
    let back = answer?.expect(503)?;
    assert!(back.headers.contains_key(header::RETRY_AFTER));
    assert!(back.text().contains("Nothing you typed is lost"), "{}", back.text());
    let again = back.form("")?;
    for name in ["email", "username", "reason", "idempotency_key"] {
        assert_eq!(again.value(name), form.value(name), "{name}");
    }
    acts::until_ready(&gate).await?;
    browser.submit(&back, &again).await?.expect(200)?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to("ada@example.org").len(), 1);
    gate.finish().await
}

#[tokio::test]
async fn who_is_too_fast_keeps_what_they_typed() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("LIMITS", "registrations.block=1/1h").start().await?;
    let browser = gate.visitor()?;
    let (page, form) = filled(&browser, "ada@example.org", "ada").await?;
    browser.submit(&page, &form).await?.expect(200)?;
    let (page, form) = filled(&browser, "bob@example.org", "bob").await?;
    let back = browser.submit(&page, &form).await?.expect(429)?;
    assert!(back.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(back.form("")?.value("reason"), Some("I keep <b>bees</b>"));
    gate.finish().await
}

#[tokio::test]
async fn an_address_that_mastodon_needs_is_asked_for_with_its_reason() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().mastodon(harness::gatelodge::MastodonWish::Socket).start().await?;
    let browser = gate.visitor()?;
    let (page, form) = filled(&browser, "", "ada").await?;
    assert!(page.text().contains("Email address (needed for Mastodon)"), "{}", page.text());
    let back = browser.submit(&page, &form).await?.expect(422)?;
    assert!(back.text().contains("take the tick from Mastodon"), "{}", back.text());
    gate.finish().await
}

#[tokio::test]
async fn where_the_gate_stands_open_a_password_in_the_form_makes_a_member_at_once() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("MEMBERS", "open").start().await?;
    let browser = gate.visitor()?;
    let (page, form) = filled(&browser, "ada@example.org", "Ada").await?;
    let short = browser.submit(&page, &form.clone().with("password", "short")).await?.expect(422)?;
    assert!(short.text().contains("Use at least 12 characters for your password"), "{}", short.text());
    assert_eq!(short.form("")?.value("password"), Some(""), "it is not given back");
    let bare = browser.submit(&page, &form.clone().with("email", "").with("password", PASSWORD)).await?.expect(422)?;
    assert!(bare.text().contains("you sign in with it"), "{}", bare.text());
    browser.submit(&page, &form.with("password", PASSWORD)).await?.expect(200)?;
    login(&gate, "ada@example.org", PASSWORD).await?.expect(200)?;
    let by_name = json!({"username": "ada", "password": PASSWORD});
    gate.visitor()?.call(Method::POST, "/auth/login", None, Some(by_name)).await?.expect(200)?;
    // Another may not bear that name, and hears it at the field.
    let (page, form) = filled(&browser, "eve@example.org", "ada").await?;
    let taken = browser.submit(&page, &form.with("password", PASSWORD)).await?.expect(422)?;
    assert!(taken.text().contains("This name is not available"), "{}", taken.text());
    // Without a password it is asking for an account, as everywhere.
    let (page, form) = filled(&browser, "bob@example.org", "bob").await?;
    browser.submit(&page, &form).await?.expect(200)?;
    login(&gate, "bob@example.org", PASSWORD).await?.expect(401)?;
    gate.finish().await
}

#[tokio::test]
async fn t14b_the_password_of_the_form_ends_with_the_yes_of_whoever_reads_the_address() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("MEMBERS", "open").start().await?;
    let (stranger, owner) = (gate.visitor()?, gate.visitor()?);
    let (page, form) = filled(&stranger, "ada@example.org", "ada").await?;
    stranger.submit(&page, &form.with("password", PASSWORD)).await?.expect(200)?;
    login(&gate, "ada@example.org", PASSWORD).await?.expect(200)?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org"), harness::gatelodge::SOON).await?;
    let confirm = owner.open(letter.link_to("/c/").unwrap_or_default()).await?.expect(200)?;
    assert!(confirm.text().contains("the one that came with the request ends"), "{}", confirm.text());
    let form = confirm.form("action=yes")?.with("password_from", "own").with("password", "a password of the owner's");
    owner.submit(&confirm, &form).await?.expect(200)?;
    gate.settle().await?;
    login(&gate, "ada@example.org", PASSWORD).await?.expect(401)?;
    login(&gate, "ada@example.org", "a password of the owner's").await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn where_the_gate_is_not_open_the_form_asks_for_no_password_and_takes_none() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let browser = gate.visitor()?;
    let (page, form) = filled(&browser, "ada@example.org", "ada").await?;
    assert_eq!(form.value("password"), None);
    browser.submit(&page, &form.with("password", PASSWORD)).await?.expect(200)?;
    login(&gate, "ada@example.org", PASSWORD).await?.expect(401)?;
    gate.finish().await
}

#[tokio::test]
async fn who_waits_is_told_who_was_asked_and_after_five_decisions_how_long_it_usually_takes() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("APPROVALS", "2").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let page = async || Ok::<_, anyhow::Error>(ada.browser.open(&format!("/r/{}?t={}", ada.rid, ada.token)).await?.expect(200)?.text());
    assert!(page().await?.contains("3 moderators have been asked. 2 of them must say yes."), "{}", page().await?);
    // Three quick ones, one slow one, and one that was slower still: the middle counts.
    for (number, minutes) in [10, 20, 30, 600, 1_200].into_iter().enumerate() {
        assert!(!page().await?.contains("Usually it takes"), "{number} decisions are no custom");
        let other = apply(&gate, &format!("p{number}@example.org"), &format!("p{number}")).await?;
        gate.pass(Duration::from_secs(minutes * 60)).await?;
        approve(&gate, MODERATORS[0], &other.rid).await?;
        if number % 2 == 0 {
            approve(&gate, MODERATORS[1], &other.rid).await?;
        } else {
            let token = acts::moderator_token(&gate, MODERATORS[1], &other.rid).await?;
            assert_eq!(text(&vote(&gate.visitor()?, &other.rid, &token, "rejected").await?.expect(200)?.json()?, "status"), "rejected");
        }
        let kept = number + 1;
        acts::until(harness::gatelodge::SOON, async || Ok(paces(&gate).await?.len() == kept)).await?;
    }
    assert!(page().await?.contains("Usually it takes less than an hour."), "{}", page().await?);
    // Nothing but minutes rests, and not for ever.
    for pace in paces(&gate).await? {
        assert!(pace.split(' ').all(|number| number.parse::<u64>().is_ok()), "{pace}");
    }
    gate.finish().await
}

async fn paces(gate: &Gatelodge) -> anyhow::Result<Vec<String>> {
    use fred::interfaces::{KeysInterface, SortedSetsInterface};
    let (client, key) = (gate.redis.client().await?, shared::keyspace::pace());
    let kept: Vec<String> = client.zrange(key.as_str(), 0, -1, None, false, None, false).await?;
    let left: i64 = client.pttl(key.as_str()).await?;
    anyhow::ensure!(kept.is_empty() || (left > 0 && left <= 90 * 86_400_000), "it lives {left} ms");
    Ok(kept)
}

#[tokio::test]
async fn addresses_that_only_take_what_is_sent_say_so_and_lead_on() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let browser = gate.visitor()?;
    let page = browser.open("/auth/login").await?.expect(405)?;
    assert!(page.text().contains("There is nothing to see here") && page.body.contains("href=\"/lost-link\""), "{}", page.text());
    assert!(page.headers.contains_key(header::ALLOW));
    let lost = browser.open("/nowhere").await?.expect(404)?;
    assert!(lost.text().contains("There is no such page") && lost.body.contains("href=\"/lost-link\""), "{}", lost.text());
    gate.finish().await
}
