//! `/r/{rid}/events`: an open page hears that there is something new, and nothing else.

use std::time::Duration;

use futures_util::{Stream, StreamExt};
use harness::gatelodge::{Gatelodge, MODERATORS, SOON, Wish};
use harness::visitor::Visitor;
use reqwest::{Response, StatusCode, header};
use tokio::time::timeout;

use crate::acts::{self, Applied, apply, approve};

/// Somebody whose page is open; no address is asked to confirm.
async fn at_their_page(wish: Wish) -> anyhow::Result<(Gatelodge, Applied)> {
    let gate = wish.setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    applied.browser.open(&format!("/r/{}?t={}", applied.rid, applied.token)).await?.expect(200)?;
    Ok((gate, applied))
}

async fn ask(visitor: &Visitor, rid: &str) -> anyhow::Result<Response> {
    ask_from(visitor, rid, "127.0.0.1").await
}

/// Asks from this address, where our proxy is believed.
async fn ask_from(visitor: &Visitor, rid: &str, address: &str) -> anyhow::Result<Response> {
    let request = visitor.client().get(visitor.origin().join(&format!("/r/{rid}/events"))?).header("Sec-Fetch-Site", "same-origin");
    Ok(request.header("X-Forwarded-For", address).send().await?)
}

/// An open stream of events.
struct Events<S>(S, String);

async fn watch(applied: &Applied) -> anyhow::Result<Events<impl Stream<Item = Option<String>> + Unpin>> {
    let answer = ask(&applied.browser, &applied.rid).await?;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    // A stream that was cut has ended, too.
    let text = answer.bytes_stream().map(|chunk| chunk.ok().map(|chunk| String::from_utf8_lossy(&chunk).into_owned()));
    Ok(Events(text.boxed(), String::new()))
}

impl<S: Stream<Item = Option<String>> + Unpin> Events<S> {
    /// Everything up to and with this; `None` where the stream ended before.
    async fn until(&mut self, wanted: &str) -> anyhow::Result<Option<String>> {
        loop {
            if let Some((before, after)) = self.1.split_once(wanted) {
                let heard = format!("{before}{wanted}");
                self.1 = after.to_owned();
                return Ok(Some(heard));
            }
            match timeout(SOON, self.0.next()).await?.flatten() {
                Some(chunk) => self.1.push_str(&chunk),
                None => return Ok(None),
            }
        }
    }

    /// The next version that is told.
    async fn version(&mut self) -> anyhow::Result<Option<u64>> {
        if self.until("data: ").await?.is_none() {
            return Ok(None);
        }
        let number = self.until("\n").await?.unwrap_or_default();
        Ok(Some(number.trim().parse()?))
    }
}

#[tokio::test]
async fn an_open_page_hears_of_a_decision_at_once_and_then_shows_it() -> anyhow::Result<()> {
    let (gate, applied) = at_their_page(Gatelodge::wish()).await?;
    let page = format!("/r/{}", applied.rid);
    let shown = async || {
        let page = applied.browser.open(&page).await?.expect(200)?;
        let version = page.body.split("data-version=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
        anyhow::Ok((version, page.text()))
    };
    let mut events = watch(&applied).await?;
    let first = events.version().await?.expect("the version as it is now");
    assert_eq!(shown().await?.0, first.to_string(), "the page need not fetch itself again");
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    let second = events.version().await?.expect("the decision");
    assert!(second > first);
    let (version, text) = shown().await?;
    assert_eq!(version, second.to_string());
    assert!(text.contains("Choose your name and password"), "{text}");
    gate.finish().await
}

#[tokio::test]
async fn an_event_tells_a_version_and_nothing_of_anybody() -> anyhow::Result<()> {
    let (gate, applied) = at_their_page(Gatelodge::wish().timing(|timing| timing.heartbeat = Duration::from_millis(50))).await?;
    let mut events = watch(&applied).await?;
    let mut heard = events.until("data: ").await?.unwrap_or_default();
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    heard.push_str(&events.until("data: ").await?.unwrap_or_default());
    // What keeps the connection alive comes without anything having happened.
    heard.push_str(&events.until("\n:\n\n").await?.unwrap_or_default());
    for line in heard.lines() {
        let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let fits = match (field, value.trim()) {
            ("", "") | ("event", "version") => true,
            ("retry", value) => number(value),
            ("data", value) => value.is_empty() || number(value),
            (rest, "") => number(rest),
            _ => false,
        };
        assert!(fits, "an event says {line:?}");
    }
    assert_eq!(heard.matches("event: version").count(), 2);
    gate.finish().await
}

#[tokio::test]
async fn the_newest_two_pages_watch_a_registration_and_an_older_one_makes_room() -> anyhow::Result<()> {
    let (gate, applied) = at_their_page(Gatelodge::wish()).await?;
    let (mut first, mut second) = (watch(&applied).await?, watch(&applied).await?);
    let now = first.version().await?;
    assert_eq!(second.version().await?, now);
    let mut third = watch(&applied).await?;
    assert_eq!(third.version().await?, now);
    // The oldest makes room, and is told to ask again much later.
    assert!(first.until("retry: 6").await?.is_some());
    assert_eq!(first.version().await?, None);
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    assert!(second.version().await? > now && third.version().await? > now, "the others watch on");
    gate.finish().await
}

#[tokio::test]
async fn one_network_leaves_places_to_others_and_its_newer_pages_take_those_of_its_older_ones() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().setting("TRUSTED_PROXIES", "127.0.0.1").setting("RATE_LIMITS", "off");
    let (gate, other) = at_their_page(wish).await?;
    let (crowded, elsewhere) = ("2001:db8:1:2::7", "2001:db8:1:3::7");
    let (mut crowd, mut open) = (Vec::new(), Vec::new());
    for number in 0..25 {
        let applied = apply(&gate, &format!("ada{number}@example.org"), &format!("ada{number}")).await?;
        applied.browser.open(&format!("/r/{}?t={}", applied.rid, applied.token)).await?.expect(200)?;
        for _ in 0..2 {
            open.push(ask_from(&applied.browser, &applied.rid, crowded).await?.error_for_status()?);
        }
        crowd.push(applied);
    }
    let refused = ask_from(&other.browser, &other.rid, "2001:db8:1:2:ffff::1").await?;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ask_from(&other.browser, &other.rid, elsewhere).await?.status(), StatusCode::OK);
    assert_eq!(ask_from(&crowd[0].browser, &crowd[0].rid, crowded).await?.status(), StatusCode::OK);
    drop(open);
    gate.finish().await
}

#[tokio::test]
async fn t5_who_is_not_known_at_the_page_hears_nothing_of_it() -> anyhow::Result<()> {
    let (gate, applied) = at_their_page(Gatelodge::wish()).await?;
    let stranger = gate.visitor()?;
    assert_eq!(ask(&stranger, &applied.rid).await?.status(), 404);
    let bob = apply(&gate, "bob@example.org", "bob").await?;
    bob.browser.open(&format!("/r/{}?t={}", bob.rid, bob.token)).await?.expect(200)?;
    assert_eq!(ask(&bob.browser, &applied.rid).await?.status(), 404, "a cookie of another's page");
    assert_eq!(ask(&applied.browser, "AAAAAAAAAAAAAAAAAAAAAA").await?.status(), 404);
    let route = stranger.origin().join(&format!("/r/{}/events", applied.rid))?;
    for cookie in ["gl-r=glr_AAAA".to_owned(), format!("gl-c={}", bob.token)] {
        let answer = harness::client::client()?.get(route.clone()).header(header::COOKIE, cookie).send().await?;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
    // A program shows its credentials in a header, and cookies count for nothing then.
    let basic = applied.browser.client().get(route.clone()).basic_auth(&applied.rid, Some(&applied.token)).send().await?;
    assert_eq!(basic.status(), StatusCode::NOT_FOUND);
    assert_eq!(applied.browser.client().post(route).send().await?.status(), StatusCode::METHOD_NOT_ALLOWED);
    gate.finish().await
}

#[tokio::test]
async fn watching_ends_in_time_and_with_the_process() -> anyhow::Result<()> {
    let (gate, applied) = at_their_page(Gatelodge::wish().timing(|timing| timing.watch_max = Duration::from_millis(100))).await?;
    let mut events = watch(&applied).await?;
    assert!(events.version().await?.is_some());
    assert_eq!(events.version().await?, None, "the browser asks again by itself");
    gate.finish().await?;

    let (mut gate, applied) = at_their_page(Gatelodge::wish()).await?;
    let mut events = watch(&applied).await?;
    assert!(events.version().await?.is_some());
    // Nothing that is under way is waited for: the stream would go on for ten minutes, and be cut after ten seconds.
    timeout(gate.timing().shutdown / 2, gate.stop_api()).await?;
    assert_eq!(events.version().await?, None);
    Ok(())
}

#[tokio::test]
async fn where_something_may_have_been_missed_a_page_hears_of_it_or_asks_again() -> anyhow::Result<()> {
    let (mut gate, applied) = at_their_page(Gatelodge::wish().without_worker()).await?;
    let mut events = watch(&applied).await?;
    let before = events.version().await?;
    assert!(before.is_some());
    gate.redis.kill();
    gate.redis.launch().await?;
    acts::until_ready(&gate).await?;
    // Whether this is announced before or after our subscriber is back is chance.
    applied.browser.call(reqwest::Method::DELETE, &applied.path(), applied.mine(), None).await?.expect(204)?;
    assert_ne!(events.version().await?, before, "it is told, or the stream has ended");
    Ok(())
}

#[tokio::test]
async fn t29_only_pages_about_a_registration_name_a_script_and_only_the_answer_to_a_look_follows_it() -> anyhow::Result<()> {
    let (gate, applied) = at_their_page(Gatelodge::wish()).await?;
    let policy = |page: &harness::visitor::Page| page.headers["content-security-policy"].to_str().unwrap_or_default().to_owned();
    let front = applied.browser.open("/").await?.expect(200)?;
    assert!(!policy(&front).contains("script") && !front.body.contains("<script"));
    let status = applied.browser.open(&format!("/r/{}", applied.rid)).await?.expect(200)?;
    assert!(policy(&status).starts_with("default-src 'none'; script-src 'self'; connect-src 'self'; "), "{}", policy(&status));
    assert!(status.body.contains("data-events"));
    // What a button answered may show what no other page does: it stays until its reader goes on.
    let withdrawing = applied.browser.submit(&status, &status.form("action=withdraw")?).await?.expect(200)?;
    assert!(!withdrawing.body.contains("data-events"));
    gate.finish().await
}
