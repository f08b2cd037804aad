//! The second story: one registration opens both doors under one name with one password, by each driver.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON, Wish};
use harness::mailbox::Letter;
use harness::mastodon_double::{Call, Setup, Trouble};
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

use super::troubles::{seen, settled, until_status};
use crate::acts::{self, Applied, apply_with};

pub(super) const PASSWORD: &str = "correct horse battery";
const EMAIL: &str = "ada@example.org";
const MATRIX_ID: &str = "@ada:example.test";

/// The letters to somebody that say that something is open.
pub(super) fn ready_letters(gate: &Gatelodge, to: &str) -> Vec<String> {
    let letters = gate.mailbox().letters_to(to).into_iter();
    letters.map(|letter| letter.subject().to_owned()).filter(|subject| subject.contains("ready")).collect()
}

/// What an account on the double's instance is called.
pub(super) fn handle(gate: &Gatelodge, name: &str) -> String {
    format!("@{name}@{}", gate.mastodon.url().host_str().unwrap_or_default())
}

/// The applicant's page, by a link of theirs.
pub(super) async fn page(gate: &Gatelodge, applied: &Applied, token: &str) -> anyhow::Result<Page> {
    gate.visitor()?.open(&format!("/r/{}?t={token}", applied.rid)).await?.expect(200)
}

/// Chooses a password on the page, and the name that stands there.
async fn choose(ada: &Visitor, letter: &Letter) -> anyhow::Result<Page> {
    let page = ada.open(letter.link_to("/r/").expect("a link to choose")).await?.expect(200)?;
    let form = page.form("action=choose")?.with("password_from", "own").with("password", PASSWORD);
    assert_eq!(form.value("username"), Some("ada"), "the name wished for stands there");
    ada.submit(&page, &form).await?.expect(200)
}

/// A person's whole way over the pages, from the form to both accounts. Answers the letter and the page that say so.
async fn way_in(gate: &Gatelodge) -> anyhow::Result<(std::sync::Arc<Letter>, Page)> {
    let ada = gate.visitor()?;
    let form = ada.open("/").await?.expect(200)?;
    let filled = form.form("")?.with("email", EMAIL).with("username", "ada").with("reason", "I keep bees");
    ada.submit(&form, &filled).await?.expect(200)?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(EMAIL), SOON).await?;
    let confirm = ada.open(letter.link_to("/c/").expect("a link to confirm")).await?.expect(200)?;
    for name in [MATRIX_ID, &handle(gate, "ada")] {
        assert!(confirm.text().contains(name), "what was asked for is shown whole: {}", confirm.text());
    }
    ada.submit(&confirm, &confirm.form("action=yes")?).await?.expect(200)?;
    assert!(gate.mastodon.users().is_empty() && gate.matrix.accounts().is_empty(), "nothing is made before the decision");
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    assert!(letter.text.contains("Matrix") && letter.text.contains("Mastodon"), "moderators read which doors: {}", letter.text);
    let mo = gate.visitor()?;
    let decide = mo.open(letter.link_to("/m/").expect("a link to decide")).await?.expect(200)?;
    mo.submit(&decide, &decide.form("action=approve")?).await?.expect(200)?;
    let letter = gate.mailbox().wait_for_subject(EMAIL, "You are welcome", SOON).await?;
    let chosen = choose(&ada, &letter).await?;
    let ready = gate.mailbox().wait_for_subject(EMAIL, "your accounts are ready", SOON).await?;
    Ok((ready, ada.open(chosen.url.path()).await?.expect(200)?))
}

/// What page, letter and API say once both doors are open, whatever the driver.
async fn both_open(gate: &Gatelodge) -> anyhow::Result<(std::sync::Arc<Letter>, Page)> {
    let (letter, done) = way_in(gate).await?;
    assert!(!letter.text.contains(PASSWORD) && !done.body.contains(PASSWORD));
    let shown = done.text();
    for words in [MATRIX_ID.to_owned(), handle(gate, "ada")] {
        assert!(letter.text.contains(&words), "the letter says {words}: {}", letter.text);
        assert!(shown.contains(&words), "the page says {words}: {shown}");
    }
    assert!(shown.contains("Matrix: open") && shown.contains("Mastodon: open"), "{shown}");
    let link = letter.link_to("/r/").expect("the way to the page");
    let (path, token) = link.split_once("?t=").expect("a token");
    let rid = path.rsplit('/').next().unwrap_or_default();
    let route = format!("/registrations/{rid}");
    let now = gate.visitor()?.call(Method::GET, &route, Some((rid, token)), None).await?.expect(200)?.json()?;
    for (field, value) in [("status", "approved"), ("matrix_status", "success"), ("mastodon_status", "success"), ("username", "ada")] {
        assert_eq!(now[field], value, "{field}: {now}");
    }
    assert!(now["usernames"].is_null() && now["problem"].is_null(), "one name, and nothing in the way: {now}");
    assert_eq!((gate.matrix.created_count(), gate.mastodon.created_count()), (1, 1));
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(PASSWORD));
    let user = gate.mastodon.user("ada").expect("the account is there");
    assert_eq!((user.email.as_str(), user.role), (EMAIL, None));
    gate.pass(Duration::from_mins(5)).await?;
    assert_eq!(ready_letters(gate, EMAIL), ["Gatelodge: your accounts are ready"], "one letter, and none about one of them");
    Ok((letter, done))
}

/// The page's markup with its addresses as a browser reads them.
fn links_of(page: &Page) -> String {
    page.body.replace("&#x2f;", "/")
}

fn by(way: MastodonWish) -> Wish {
    Gatelodge::wish().mastodon(way)
}

#[tokio::test]
async fn the_runner_opens_both_doors_and_one_password_signs_in_to_both() -> anyhow::Result<()> {
    for way in [MastodonWish::Socket, MastodonWish::Command] {
        let gate = by(way).start().await?;
        let (letter, done) = both_open(&gate).await?;
        assert!(gate.mastodon.signs_in(EMAIL, PASSWORD), "{way:?}");
        let url = gate.mastodon.url().as_str();
        assert!(letter.links().contains(&url) && links_of(&done).contains(url), "both say where: {}", letter.text);
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn with_tootctl_page_and_letter_say_where_to_set_the_password_for_mastodon() -> anyhow::Result<()> {
    let gate = by(MastodonWish::Tootctl).start().await?;
    let (letter, done) = both_open(&gate).await?;
    let there = format!("{}auth/password/new", gate.mastodon.url());
    assert!(letter.links().contains(&there.as_str()), "{}", letter.text);
    assert!(links_of(&done).contains(&there) && done.text().contains("Set a password first"), "{}", done.text());
    assert!(!gate.mastodon.signs_in(EMAIL, PASSWORD), "the command line takes no chosen password");
    gate.mastodon.change_user("ada", |user| user.password = "set over there".to_owned())?;
    assert!(gate.mastodon.signs_in(EMAIL, "set over there"), "nothing else is missing");
    gate.finish().await
}

/// Over HTTP nobody confirms an address but its owner, in Mastodon's own letter.
async fn over_http(setup: Setup) -> anyhow::Result<()> {
    let gate = by(MastodonWish::Http).mastodon_setup(setup).start().await?;
    let (letter, done) = both_open(&gate).await?;
    assert!(letter.text.contains("Mastodon sends you a letter of its own"), "{}", letter.text);
    assert!(done.text().contains("Press the link in it"), "{}", done.text());
    let user = gate.mastodon.user("ada").expect("the account is there");
    assert_eq!((user.approved, user.confirmed, user.confirmation_letters_count), (true, false, 1));
    assert!(!gate.mastodon.signs_in(EMAIL, PASSWORD));
    gate.mastodon.change_user("ada", |user| user.confirmed = true)?;
    assert!(gate.mastodon.signs_in(EMAIL, PASSWORD), "nothing else is missing");
    gate.finish().await
}

#[tokio::test]
async fn over_http_page_and_letter_say_to_press_the_link_in_mastodons_own_letter() -> anyhow::Result<()> {
    over_http(Setup::default()).await
}

#[tokio::test]
async fn gotosocial_is_a_second_door_like_any_other() -> anyhow::Result<()> {
    over_http(Setup { gotosocial: true, version: "0.20.2".to_owned(), ..Setup::default() }).await
}

#[tokio::test]
async fn where_mastodon_hangs_a_letter_tells_of_matrix_and_a_second_one_of_both() -> anyhow::Result<()> {
    let gate = by(MastodonWish::Socket).start().await?;
    gate.mastodon.trouble(Call::EnsureUser, Trouble::Hang, 1);
    let (applied, token) = settled(&gate, EMAIL, "ada").await?;
    until_status(&applied, "matrix_status", "success").await?;
    gate.mastodon.wait_for_calls(Call::EnsureUser, 1, SOON).await?;
    let shown = page(&gate, &applied, &token).await?.text();
    assert!(shown.contains("Matrix: open") && shown.contains("Mastodon: being made"), "{shown}");
    assert_eq!(seen(&applied).await?["mastodon_status"], "processing");
    assert_eq!(ready_letters(&gate, EMAIL), [""; 0], "the other door may follow in a moment");
    gate.clock.advance(gate.timing().other_door_waits + Duration::from_secs(1));
    let first = gate.mailbox().wait_for_subject(EMAIL, "your Matrix account is ready", SOON).await?;
    assert!(first.text.contains(MATRIX_ID) && !first.text.contains(&handle(&gate, "ada")), "{}", first.text);
    assert!(first.text.contains("Mastodon account takes longer"), "{}", first.text);
    gate.mastodon.release();
    let second = gate.mailbox().wait_for_subject(EMAIL, "your accounts are ready", SOON).await?;
    assert!(second.text.contains(MATRIX_ID) && second.text.contains(&handle(&gate, "ada")), "{}", second.text);
    gate.pass(Duration::from_mins(5)).await?;
    assert_eq!(ready_letters(&gate, EMAIL).len(), 2);
    assert!(gate.mastodon.signs_in(EMAIL, PASSWORD));
    gate.finish().await
}

/// Applies for these doors, is approved and settles.
async fn asks_for(gate: &Gatelodge, services: Value) -> anyhow::Result<(Applied, String)> {
    let applied = apply_with(gate, json!({"email": EMAIL, "username": "ada", "services": services})).await?;
    let token = acts::confirmed(gate, &applied).await?;
    acts::approve(gate, MODERATORS[0], &applied.rid).await?;
    let browser = gate.visitor()?;
    let own = browser.open(&format!("/r/{}?t={token}", applied.rid)).await?.expect(200)?;
    let form = own.form("action=choose")?.with("password_from", "own").with("password", PASSWORD);
    browser.submit(&own, &form).await?.expect(200)?;
    Ok((applied, token))
}

#[tokio::test]
async fn whoever_asks_for_one_door_gets_that_one_and_the_other_never_hears() -> anyhow::Result<()> {
    let gate = by(MastodonWish::Socket).start().await?;
    let (applied, token) = asks_for(&gate, json!(["matrix"])).await?;
    gate.mailbox().wait_for_subject(EMAIL, "your account is ready", SOON).await?;
    let now = seen(&applied).await?;
    assert_eq!(
        (&now["services"], &now["matrix_status"], &now["mastodon_status"]),
        (&json!(["matrix"]), &json!("success"), &json!("pending"))
    );
    let shown = page(&gate, &applied, &token).await?.text();
    assert!(shown.contains("Matrix: open") && !shown.contains("Mastodon:"), "{shown}");
    assert!(gate.mastodon.users().is_empty() && gate.mastodon.calls_count(Call::EnsureUser) == 0);
    let both = json!({"mastodon_status": "processing", "username": "ada"});
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &token)), Some(both)).await?.expect(422)?;
    gate.finish().await?;

    let gate = by(MastodonWish::Socket).start().await?;
    let (applied, token) = asks_for(&gate, json!(["mastodon"])).await?;
    let letter = gate.mailbox().wait_for_subject(EMAIL, "your account is ready", SOON).await?;
    assert!(letter.text.contains(&handle(&gate, "ada")) && !letter.text.contains(MATRIX_ID), "{}", letter.text);
    let now = seen(&applied).await?;
    let expected = (&json!(["mastodon"]), &json!("pending"), &json!("success"));
    assert_eq!((&now["services"], &now["matrix_status"], &now["mastodon_status"]), expected);
    let shown = page(&gate, &applied, &token).await?.text();
    assert!(shown.contains("Mastodon: open") && !shown.contains("Matrix:"), "{shown}");
    assert_eq!(gate.matrix.created_count(), 0);
    assert!(gate.mastodon.signs_in(EMAIL, PASSWORD));
    gate.finish().await
}

#[tokio::test]
async fn mastodon_is_asked_for_with_an_address_or_not_at_all() -> anyhow::Result<()> {
    let gate = by(MastodonWish::Socket).start().await?;
    let ask = async |body: Value| gate.visitor()?.call(Method::POST, "/registrations", None, Some(body)).await;
    for services in [json!(["mastodon"]), json!(["matrix", "mastodon"])] {
        for body in
            [json!({"services": services}), json!({"email": "", "services": services}), json!({"email": null, "services": services})]
        {
            let refused = ask(body.clone()).await?.expect(422)?.json()?;
            let pointers: Vec<&Value> = refused["errors"].as_array().expect("errors").iter().map(|fault| &fault["pointer"]).collect();
            assert_eq!(pointers, ["/email"], "{body}");
        }
    }
    for (body, services) in [
        (json!({"username": "ada"}), json!(["matrix"])),
        (json!({"username": "eve", "services": null}), json!(["matrix"])),
        (json!({"email": "eve@example.org"}), json!(["matrix", "mastodon"])),
        (json!({"email": "eve@example.org", "services": ["mastodon"]}), json!(["mastodon"])),
    ] {
        assert_eq!(ask(body.clone()).await?.expect(201)?.json()?["services"], services, "{body}");
    }
    let visitor = gate.visitor()?;
    let page = visitor.open("/").await?.expect(200)?;
    let refused = visitor.submit(&page, &page.form("")?.with("username", "bob").with("reason", "Bees")).await?.expect(422)?;
    assert!(refused.body.contains("aria-describedby=\"email-hint email-fault\""), "the page says so at the address: {}", refused.body);
    gate.finish().await?;

    let alone = by(MastodonWish::Socket).setting("SERVICES", "mastodon").start().await?;
    let refused = alone.visitor()?.call(Method::POST, "/registrations", None, Some(json!({"username": "ada"}))).await?.expect(422)?;
    assert_eq!(refused.json()?["errors"][0]["pointer"], "/email", "no other door is left");
    alone.finish().await
}
