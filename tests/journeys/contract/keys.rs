//! Repeats of a POST, rids and times: what an idempotency key finds, on every road and from day to day.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use jiff::civil::{Date, date};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use shared::clock::Timestamp;

use super::seen;
use crate::acts::{self, Applied, apply, approve};

const KEY: &str = "one-key-for-every-day-of-it";

fn body() -> Value {
    json!({"email": "ada@example.org", "username": "ada"})
}

/// POSTs with the key; answers status and body.
async fn post(gate: &Gatelodge, body: &Value, more: impl FnOnce(RequestBuilder) -> RequestBuilder) -> anyhow::Result<(u16, Value)> {
    let visitor = gate.visitor()?;
    let request = visitor.client().post(format!("{}/registrations", gate.origin())).header("Idempotency-Key", KEY).json(body);
    let answer = more(request).send().await?;
    Ok((answer.status().as_u16(), answer.json().await?))
}

#[tokio::test]
async fn a_key_is_looked_up_for_today_and_yesterday_and_makes_a_rid_for_today_only() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().start().await?;
    let rid_of = async |day: Date| anyhow::Ok(json!(acts::roots(&gate).await?.idempotent_rid(KEY, day).to_string()));
    let post = async || post(&gate, &body(), |request| request).await;
    let (first, second) = (date(2026, 11, 20), date(2026, 11, 21));
    gate.clock.advance(Duration::from_mins(11 * 60 + 55));
    let made = post().await?;
    assert_eq!((made.0, &made.1["rid"]), (201, &rid_of(first).await?));
    gate.clock.advance(Duration::from_mins(6));
    assert_eq!(post().await?, made, "on the next day it is found, and the same answer with it");
    gate.clock.advance(Duration::from_hours(23));
    assert_eq!(post().await?.0, 409);
    gate.clock.advance(Duration::from_mins(56));
    let next = post().await?;
    assert_eq!((next.0, &next.1["rid"]), (201, &rid_of(second).await?), "the first has ended: today's is another one");
    let (rid, token) = (acts::text(&next.1, "rid"), acts::text(&next.1, "token"));
    gate.visitor()?.call(Method::DELETE, &format!("/registrations/{rid}"), Some((rid, token)), None).await?.expect(204)?;
    assert_eq!(post().await?.0, 409, "and is not made twice");
    Ok(())
}

#[tokio::test]
async fn a_repeat_gets_the_same_answer_from_the_same_block_until_the_decision_only() -> anyhow::Result<()> {
    let proxied = Gatelodge::wish().setting("TRUSTED_PROXIES", "127.0.0.0/8").setting("CONFIRM_EMAIL", "false");
    let gate = proxied.setting("LIMITS", "registrations.block=1/1h").start().await?;
    let from = async |address: &str| post(&gate, &body(), |request| request.header("X-Forwarded-For", address)).await;
    let made = from("2001:db8:1:2::1").await?;
    assert_eq!(made.0, 201);
    assert_eq!(from("2001:db8:1:2::ffff").await?, made, "the same block, and a repeat counts for no limit");
    assert_eq!(from("2001:db8:1:3::1").await?.0, 409, "whoever asks from elsewhere does not get the token");
    approve(&gate, MODERATORS[0], acts::text(&made.1, "rid")).await?;
    assert_eq!(from("2001:db8:1:2::1").await?.0, 409, "nor does anybody after the decision");
    gate.finish().await
}

#[tokio::test]
async fn the_page_brings_a_key_so_that_a_double_tap_is_one_registration() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = gate.visitor()?;
    let page = ada.open("/").await?.expect(200)?;
    let form = page.form("")?.with("email", "ada@example.org").with("reason", "I keep bees");
    let key = form.value("idempotency_key").unwrap_or_default().to_owned();
    assert!(key.len() >= 22, "{key}");
    assert_ne!(ada.open("/").await?.form("")?.value("idempotency_key"), Some(key.as_str()), "each page has its own");
    let (one, other) = tokio::try_join!(ada.submit(&page, &form), ada.submit(&page, &form))?;
    let again = ada.submit(&page, &form).await?.expect(200)?;
    assert!(one.url.path().starts_with("/r/"), "{}", one.url);
    assert_eq!((one.url.path(), one.url.path()), (other.url.path(), again.url.path()));
    gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org"), SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), 1);
    let anew = ada.submit(&page, &form.clone().with("email", "countess@example.org")).await?.expect(200)?;
    assert_ne!(anew.url.path(), one.url.path(), "whoever goes back and mends the address asks anew");
    gate.clock.advance(Duration::from_mins(11));
    ada.submit(&page, &form).await?.expect(409)?;
    gate.finish().await
}

#[tokio::test]
async fn without_a_key_a_rid_is_random_and_alone_it_opens_nothing() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().start().await?;
    let mut rids = Vec::new();
    for _ in 0..3 {
        let applied: Applied = apply(&gate, "ada@example.org", "ada").await?;
        assert_eq!(URL_SAFE_NO_PAD.decode(&applied.rid)?.len(), 16, "128 bits: {}", applied.rid);
        let stranger = gate.visitor()?;
        stranger.call(Method::GET, &applied.path(), None, None).await?.expect(401)?;
        stranger.call(Method::GET, &applied.path(), Some((&applied.rid, &applied.rid)), None).await?.expect(401)?;
        for page in ["r", "c", "m"] {
            let shown = stranger.open(&format!("/{page}/{}", applied.rid)).await?.expect(404)?;
            assert!(!shown.body.contains("ada"), "{}", shown.body);
        }
        rids.push(applied.rid);
    }
    rids.sort();
    rids.dedup();
    assert_eq!(rids.len(), 3, "equal requests are registrations of their own");
    Ok(())
}

#[tokio::test]
async fn times_are_those_of_rfc_3339_in_utc() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let shown = seen(&applied, &applied.token).await?;
    for field in ["created", "modified", "expires"] {
        let text = acts::text(&shown, field);
        let time: Timestamp = text.parse()?;
        assert_eq!((text, text.len()), (time.to_string().as_str(), 20), "{field}");
        assert!(text.ends_with('Z') && &text[10..11] == "T", "{field}: {text}");
    }
    assert_eq!((acts::text(&shown, "created"), acts::text(&shown, "expires")), ("2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z"));
    Ok(())
}

#[tokio::test]
async fn a_key_that_cannot_be_read_is_refused_and_not_passed_over() -> anyhow::Result<()> {
    let gate = harness::gatelodge::Gatelodge::wish().without_worker().start().await?;
    let visitor = gate.visitor()?;
    let post = || visitor.client().post(visitor.origin().join("/registrations").expect("a route")).json(&serde_json::json!({}));
    let unreadable = reqwest::header::HeaderValue::from_bytes("schlüssel-ä-aaaaaaaaaaaaaaaa".as_bytes())?;
    assert_eq!(post().header("Idempotency-Key", unreadable).send().await?.status(), 422);
    let twice = post().header("Idempotency-Key", "a-key-of-twenty-two-or-more").header("Idempotency-Key", "another-key-of-twenty-two");
    assert_eq!(twice.send().await?.status(), 422);
    gate.finish().await
}

#[tokio::test]
async fn no_rid_is_made_twice_even_where_records_live_less_than_a_day() -> anyhow::Result<()> {
    use fred::interfaces::KeysInterface;
    let wish = harness::gatelodge::Gatelodge::wish().without_worker().setting("CONFIRM_EMAIL", "false");
    let gate = wish.setting("REGISTRATION_TTL", "1s").start().await?;
    let visitor = gate.visitor()?;
    let post = || visitor.client().post(visitor.origin().join("/registrations").expect("a route")).json(&serde_json::json!({}));
    let first: serde_json::Value = post().header("Idempotency-Key", "a-key-of-twenty-two-or-more").send().await?.json().await?;
    let rid = shared::keyspace::Rid::parse(first["rid"].as_str().unwrap_or_default()).expect("a rid");
    let client = gate.redis.client().await?;
    crate::acts::until(harness::gatelodge::SOON, async || Ok(client.exists::<i64, _>(rid.record().as_str()).await? == 0)).await?;
    let again = post().header("Idempotency-Key", "a-key-of-twenty-two-or-more").send().await?;
    assert_eq!(again.status(), 409);
    Ok(())
}
