//! One name on all doors: held on each from the confirmation on, looked up on each, and never one of the staff's.

use std::time::Duration;

use fred::interfaces::KeysInterface;
use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON, Wish};
use harness::mastodon_double::Call;
use harness::matrix_double::Setup;
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::{Value, json};
use shared::keyspace::{self, Rid};
use shared::platform::Platform::{self, Mastodon, Matrix};
use shared::root::Print;

use super::spine::PASSWORD;
use super::troubles::seen;
use crate::acts::{self, Applied, apply, apply_with, approve, approved, confirmed, vote};

const EMAIL: &str = "ada@example.org";
const ROUTE: &str = "/registrations/names";

/// A gate whose worker may ask both doors about names.
pub(super) fn asking(way: MastodonWish) -> Wish {
    Gatelodge::wish().mastodon(way).setting("MATRIX_ADMIN_TOKEN", &Setup::default().admin_token)
}

/// How long a name is held on a door; none where nobody holds it.
async fn held(gate: &Gatelodge, platform: Platform, name: &str) -> anyhow::Result<Option<Duration>> {
    let print = acts::roots(gate).await?.print(Print::Name, name.as_bytes());
    let left: i64 = gate.redis.client().await?.pttl(keyspace::name_claim(platform, print).as_str()).await?;
    Ok(u64::try_from(left).ok().map(Duration::from_millis))
}

/// On which doors a name is held, once the workers rest.
pub(super) async fn doors_of(gate: &Gatelodge, name: &str) -> anyhow::Result<(bool, bool)> {
    gate.settle().await?;
    Ok((held(gate, Matrix, name).await?.is_some(), held(gate, Mastodon, name).await?.is_some()))
}

/// Asserts that both doors hold the name as long as the record lives, and that this is how long.
async fn lives_as_long_as_the_record(gate: &Gatelodge, applied: &Applied, name: &str, long: Duration) -> anyhow::Result<()> {
    gate.settle().await?;
    let record: i64 = gate.redis.client().await?.pttl(Rid::parse(&applied.rid).expect("a rid").record().as_str()).await?;
    let record = Duration::from_millis(u64::try_from(record)?);
    assert!(record.abs_diff(long) < Duration::from_mins(1), "the record lives {record:?}, not {long:?}");
    for platform in [Matrix, Mastodon] {
        let left = held(gate, platform, name).await?.unwrap_or_default();
        assert!(left.abs_diff(record) < Duration::from_mins(1), "{platform} holds {name} for {left:?}, the record lives {record:?}");
    }
    Ok(())
}

/// The word about a name on these doors, asked with a registration's token.
async fn word(asker: &Applied, name: &str, services: &[&str]) -> anyhow::Result<Value> {
    let body = json!({"username": name, "services": services});
    let answer = asker.browser.call(Method::POST, ROUTE, asker.mine(), Some(body)).await?.expect(200)?.json()?;
    assert_eq!(answer.as_object().map(serde_json::Map::len), Some(2), "one word for all doors: {answer}");
    Ok(answer["available"].clone())
}

pub(super) async fn patch(applied: &Applied, token: &str, body: Value) -> anyhow::Result<Page> {
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, token)), Some(body)).await
}

pub(super) fn both(name: &str) -> Value {
    json!({"matrix_status": "processing", "mastodon_status": "processing", "username": name, "password": PASSWORD})
}

fn pointers(refused: &Page) -> anyhow::Result<Vec<String>> {
    let refused = refused.json()?;
    let faults = refused["errors"].as_array().cloned().unwrap_or_default();
    Ok(faults.iter().map(|fault| fault["pointer"].as_str().unwrap_or_default().to_owned()).collect())
}

#[tokio::test]
async fn a_name_is_held_on_both_doors_from_the_confirmation_until_somebody_says_no() -> anyhow::Result<()> {
    let gate = asking(MastodonWish::Socket).start().await?;
    let eve = apply_with(&gate, json!({"email": "eve@example.org", "services": ["mastodon"]})).await?;
    let mat = apply_with(&gate, json!({"email": "mat@example.org", "services": ["matrix"]})).await?;
    let ada = apply(&gate, EMAIL, "ada").await?;
    assert_eq!(doors_of(&gate, "ada").await?, (false, false), "whoever has not said yes holds nothing");
    gate.pass(Duration::from_hours(3)).await?;
    confirmed(&gate, &ada).await?;
    lives_as_long_as_the_record(&gate, &ada, "ada", Duration::from_hours(48)).await?;
    for services in [&["matrix"][..], &["mastodon"], &["matrix", "mastodon"]] {
        assert_eq!(word(&eve, "ada", services).await?, json!(false), "{services:?}");
        assert_eq!(word(&ada, "ada", services).await?, json!(true), "one's own is free: {services:?}");
    }
    for (other, door) in [(&eve, "mastodon_status"), (&mat, "matrix_status")] {
        let token = confirmed(&gate, other).await?;
        approve(&gate, MODERATORS[0], &other.rid).await?;
        let body = json!({door: "processing", "username": "ada", "password": PASSWORD});
        let refused = patch(other, &token, body).await?.expect(422)?;
        assert_eq!(pointers(&refused)?, ["/username"]);
        let browser = gate.visitor()?;
        let shown = browser.open(&format!("/r/{}?t={token}", other.rid)).await?.expect(200)?;
        let form = shown.form("action=choose")?.with("username", "ada").with("password_from", "generate");
        let refused = browser.submit(&shown, &form).await?.expect(422)?;
        assert!(refused.text().contains("This name is not available"), "{}", refused.text());
    }
    let token = acts::moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    vote(&gate.visitor()?, &ada.rid, &token, "rejected").await?.expect(200)?;
    assert_eq!(doors_of(&gate, "ada").await?, (false, false), "a rejected one gives its name back");
    assert_eq!(word(&eve, "ada", &["matrix", "mastodon"]).await?, json!(true));
    gate.finish().await
}

#[tokio::test]
async fn both_doors_hold_a_name_as_long_as_the_registration_lives_and_give_it_back_when_it_is_withdrawn() -> anyhow::Result<()> {
    let gate = asking(MastodonWish::Socket).start().await?;
    let (ada, token) = approved(&gate, EMAIL, "ada").await?;
    lives_as_long_as_the_record(&gate, &ada, "ada", Duration::from_hours(7 * 24)).await?;
    ada.browser.call(Method::DELETE, &ada.path(), Some((&ada.rid, &token)), None).await?.expect(204)?;
    assert_eq!(doors_of(&gate, "ada").await?, (false, false), "nobody holds what was withdrawn");
    let (bob, _) = approved(&gate, "bob@example.org", "ada").await?;
    assert_eq!(doors_of(&gate, "ada").await?, (true, true), "the next one may have it");
    assert_eq!(seen(&bob).await?["username"], "ada");
    gate.finish().await
}

#[tokio::test]
async fn a_name_that_is_taken_on_mastodon_alone_is_taken_and_an_instance_that_is_away_says_nothing() -> anyhow::Result<()> {
    for way in [MastodonWish::Socket, MastodonWish::Command, MastodonWish::Http] {
        let gate = asking(way).start().await?;
        gate.mastodon.add_foreign("bob", "bob@example.net", "their own");
        let ada = apply(&gate, EMAIL, "ada").await?;
        let both = &["matrix", "mastodon"];
        assert_eq!(word(&ada, "bob", both).await?, json!(false), "{way:?}");
        assert_eq!(word(&ada, "bob", &["mastodon"]).await?, json!(false), "{way:?}");
        assert_eq!(word(&ada, "bob", &["matrix"]).await?, json!(true), "{way:?}");
        assert_eq!(word(&ada, "cleo", both).await?, json!(true), "{way:?}");
        gate.mastodon.set_away(true)?;
        assert_eq!(word(&ada, "dora", both).await?, Value::Null, "{way:?}");
        assert_eq!(word(&ada, "dora", &["matrix"]).await?, json!(true), "{way:?}");
        gate.matrix.add_account("emma", "their own");
        assert_eq!(word(&ada, "emma", both).await?, json!(false), "taken on one door is taken: {way:?}");
        assert_eq!(word(&ada, "admin", both).await?, json!(false), "{way:?}");
        gate.mastodon.set_away(false)?;
        acts::until(SOON, async || Ok(word(&ada, "dora", both).await? == json!(true))).await?;
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn tootctl_tells_nobody_whether_a_name_is_free() -> anyhow::Result<()> {
    let gate = asking(MastodonWish::Tootctl).start().await?;
    let (ada, _) = approved(&gate, EMAIL, "ada").await?;
    let eve = apply(&gate, "eve@example.org", "eve").await?;
    assert_eq!(word(&eve, "bob", &["mastodon"]).await?, Value::Null);
    assert_eq!(word(&eve, "ada", &["mastodon"]).await?, json!(false), "what is held here is known without asking");
    assert_eq!(word(&ada, "ada", &["matrix"]).await?, json!(true));
    gate.finish().await
}

/// Presses the check button of the first form there with this name.
async fn check(visitor: &Visitor, page: &Page, button: &str, name: &str) -> anyhow::Result<String> {
    let form = page.form(button)?.with("username", name);
    Ok(visitor.submit(page, &form).await?.expect(200)?.text())
}

#[tokio::test]
async fn the_button_that_checks_a_name_says_on_which_door_it_is_taken() -> anyhow::Result<()> {
    let gate = asking(MastodonWish::Socket).start().await?;
    gate.mastodon.add_foreign("bob", "bob@example.net", "their own");
    gate.matrix.add_account("cleo", "their own");
    let (ada, token) = approved(&gate, EMAIL, "ada").await?;
    let browser = gate.visitor()?;
    let gate_form = browser.open("/").await?.expect(200)?;
    let own = browser.open(&format!("/r/{}?t={token}", ada.rid)).await?.expect(200)?;
    for (page, button) in [(&gate_form, "check=name"), (&own, "action=check")] {
        for (name, words) in [
            ("bob", "“bob” is free on Matrix, not available on Mastodon."),
            ("cleo", "“cleo” is not available on Matrix, free on Mastodon."),
            ("dora", "“dora” is free right now."),
            ("admin", "“admin” is not available."),
        ] {
            let said = check(&browser, page, button, name).await?;
            assert!(said.contains(words), "{button} {name}: {said}");
        }
    }
    assert!(check(&browser, &own, "action=check", "ada").await?.contains("“ada” is free right now."), "one's own is");
    gate.mastodon.set_away(true)?;
    let said = check(&browser, &gate_form, "check=name", "emma").await?;
    assert!(said.contains("“emma” is free on Matrix, not known on Mastodon right now."), "{said}");
    gate.finish().await
}

/// Mastodon's own list, written out once more: newer versions let these through at the command line.
const RESERVED: &str = "abuse account accounts admin administration administrator admins help helpdesk instance mod moderator \
                        moderators mods owner root security server staff support webmaster";

#[tokio::test]
async fn reserved_names_are_refused_on_every_road() -> anyhow::Result<()> {
    let gate = asking(MastodonWish::Tootctl).setting("RATE_LIMITS", "off").start().await?;
    let visitor = gate.visitor()?;
    let (ada, token) = approved(&gate, EMAIL, "ada").await?;
    let ready = apply_with(&gate, json!({"email": "eve@example.org", "username": "eve", "on_approval": true})).await?;
    let yes = acts::letter_token(&gate, "eve@example.org", "c", &ready.rid).await?;
    let form = visitor.open("/").await?.expect(200)?;
    let confirm = visitor.open(&format!("/c/{}?t={yes}", ready.rid)).await?.expect(200)?;
    let own = visitor.open(&format!("/r/{}?t={token}", ada.rid)).await?.expect(200)?;
    for name in RESERVED.split_whitespace() {
        for on_approval in [false, true] {
            let body = json!({"email": "bob@example.org", "username": name, "on_approval": on_approval});
            let refused = visitor.call(Method::POST, "/registrations", None, Some(body)).await?.expect(422)?;
            assert_eq!(pointers(&refused)?, ["/username"], "{name}");
        }
        let refused = patch(&ada, &token, both(name)).await?.expect(422)?;
        assert_eq!(pointers(&refused)?, ["/username"], "{name}");
        assert_eq!(word(&ada, name, &["mastodon"]).await?, json!(false), "{name}");
        let asked = form.form("")?.with("email", "bob@example.org").with("username", name).with("reason", "Bees");
        visitor.submit(&form, &asked).await?.expect(422)?;
        for (page, button) in [(&confirm, "action=yes"), (&own, "action=choose")] {
            let form = page.form(button)?.with("username", name).with("password_from", "generate");
            let refused = visitor.submit(page, &form).await?.expect(422)?;
            assert!(refused.text().contains("This name is not available"), "{name}: {}", refused.text());
        }
    }
    gate.settle().await?;
    assert_eq!(gate.mastodon.calls_count(Call::Create), 0);
    assert!(gate.mastodon.users().is_empty() && gate.matrix.accounts().is_empty());
    gate.finish().await
}
