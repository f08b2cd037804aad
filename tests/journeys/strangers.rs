//! What strangers can learn about an address, or do to it, by every road that takes one: nothing.

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use reqwest::Method;
use serde_json::{Value, json};

use crate::acts::{self, apply, apply_with, approve, letter_token, text};

/// What an answer shows besides what differs from registration to registration.
fn shape(made: &Value) -> Value {
    let mut shape = made.clone();
    for field in ["rid", "token", "created", "modified", "expires", "username"] {
        shape[field] = json!("…");
    }
    shape
}

/// The seconds that a registration has to live.
fn lives(made: &Value) -> i64 {
    let time = |field| text(made, field).parse::<shared::clock::Timestamp>().expect("a time").as_second();
    time("expires") - time("created")
}

async fn post(gate: &Gatelodge, body: Value) -> anyhow::Result<Value> {
    gate.visitor()?.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?.json()
}

#[tokio::test]
async fn without_confirmation_an_address_that_is_full_looks_like_any_other() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let body = |number: usize| json!({"email": "ada@example.org", "username": format!("ada{number}")});
    let mut made = Vec::new();
    for number in 0..4 {
        made.push(post(&gate, body(number)).await?);
    }
    assert!(made.windows(2).all(|pair| shape(&pair[0]) == shape(&pair[1]) && lives(&pair[0]) == lives(&pair[1])), "{made:?}");
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to(MODERATORS[0]).len(), 3, "the fourth is heard by nobody");
    let (rid, token) = (text(&made[3], "rid"), text(&made[3], "token"));
    let browser = gate.visitor()?;
    let page = browser.open(&format!("/r/{rid}?t={token}")).await?.expect(200)?;
    assert!(page.text().contains("Moderators are reading your request"), "{}", page.text());
    let taken = browser.call(Method::POST, "/registrations", None, Some(body(0))).await?;
    assert_eq!(taken.status, 422, "a name that is held is refused whatever becomes of the registration");
    gate.finish().await
}

#[tokio::test]
async fn lost_links_of_an_address_without_registrations_take_nothing_from_it() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    for _ in 0..3 {
        let visitor = gate.visitor()?;
        let page = visitor.open("/lost-link").await?.expect(200)?;
        visitor.submit(&page, &page.form("")?.with("email", "ada@example.org")).await?.expect(200)?;
    }
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    letter_token(&gate, "ada@example.org", "c", &applied.rid).await?;
    gate.finish().await
}

#[tokio::test]
async fn an_address_that_rests_is_taken_like_any_other_and_never_written_to() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let first = apply(&gate, "bob@example.org", "bob").await?;
    let token = letter_token(&gate, "bob@example.org", "c", &first.rid).await?;
    let owner = gate.visitor()?;
    let page = owner.open(&format!("/c/{}?t={token}", first.rid)).await?.expect(200)?;
    owner.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    gate.settle().await?;
    let letters = gate.mailbox().letters_to("bob@example.org").len();

    let eve = apply_with(&gate, json!({"username": "eve"})).await?;
    approve(&gate, MODERATORS[0], &eve.rid).await?;
    let patch = json!({"matrix_status": "processing", "username": "eve", "email": "bob@example.org", "password": "correct horse battery"});
    for _ in 0..2 {
        let seen = eve.browser.call(Method::PATCH, &eve.path(), eve.mine(), Some(patch.clone())).await?;
        // The second may come after the account was made, which is told in the same way to everybody.
        assert!(seen.status == 200 || seen.status == 409, "{}", seen.body);
        let now = eve.browser.call(Method::GET, &eve.path(), eve.mine(), None).await?.expect(200)?.json()?;
        assert_eq!(now["email"], "bob@example.org", "{now}");
    }
    gate.matrix.wait_for_account("eve", SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to("bob@example.org").len(), letters);
    gate.finish().await
}

#[tokio::test]
async fn guessing_at_passwords_is_counted_before_it_costs_anything() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("LIMITS", "registrations.block=3/1h").setting("PASSWORD_SCORE", "3").start().await?;
    let visitor = gate.visitor()?;
    let body = json!({"email": "no address", "password": "@4(3$5017!|1@4(3$5017!|1@4(3$5017!|1@4(3$5017!|1"});
    let mut said = Vec::new();
    for _ in 0..5 {
        said.push(visitor.call(Method::POST, "/registrations", None, Some(body.clone())).await?.status.as_u16());
    }
    assert_eq!(said, [422, 422, 422, 429, 429]);
    gate.finish().await
}

#[tokio::test]
async fn a_seat_whose_registration_is_gone_does_not_swallow_the_letter_of_another() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let print = acts::roots(&gate).await?.print(shared::root::Print::Address, b"ada@example.org");
    let claims = shared::claim::Claims::new(gate.connection()?, gate.timing().clone());
    claims.take_seat(print, shared::keyspace::Rid::random(), gate.clock.now()).await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    letter_token(&gate, "ada@example.org", "c", &applied.rid).await?;
    let visitor = gate.visitor()?;
    let page = visitor.open("/lost-link").await?.expect(200)?;
    visitor.submit(&page, &page.form("")?.with("email", "ada@example.org")).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "Your links", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn whoever_reads_an_address_added_later_may_say_yes_or_no_and_nothing_else_before() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let el = apply_with(&gate, json!({"username": "el"})).await?;
    approve(&gate, MODERATORS[0], &el.rid).await?;
    let patch = json!({"matrix_status": "processing", "username": "el", "email": "typo@example.org"});
    let patched = el.browser.call(Method::PATCH, &el.path(), el.mine(), Some(patch)).await?.expect(200)?.json()?;
    let password = text(&patched, "password").to_owned();
    let token = letter_token(&gate, "typo@example.org", "c", &el.rid).await?;
    gate.matrix.wait_for_account("el", SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to("typo@example.org").len(), 1, "nothing but the question goes there");
    let stranger = gate.visitor()?;
    let theirs = Some((el.rid.as_str(), token.as_str()));
    let seen = stranger.call(Method::GET, &el.path(), theirs, None).await?.expect(200)?.json()?;
    assert_eq!(seen["password"], "");
    stranger.call(Method::DELETE, &el.path(), theirs, None).await?.expect(403)?;
    stranger.call(Method::PATCH, &el.path(), theirs, Some(json!({"matrix_status": "processing", "username": "eve"}))).await?.expect(403)?;
    let mine = el.browser.call(Method::GET, &el.path(), el.mine(), None).await?.expect(200)?.json()?;
    assert_eq!(mine["password"], password, "whoever asked still sees it");
    let page = stranger.open(&format!("/r/{}?t={token}", el.rid)).await?.expect(200)?;
    assert!(page.url.path().starts_with("/c/"), "{}", page.url);
    let gone = stranger.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    assert!(gone.text().contains("Your address is taken off"), "{}", gone.text());
    gate.finish().await
}

#[tokio::test]
async fn a_button_pressed_twice_says_the_same_twice() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let token = letter_token(&gate, "ada@example.org", "c", &applied.rid).await?;
    let owner = gate.visitor()?;
    let page = owner.open(&format!("/c/{}?t={token}", applied.rid)).await?.expect(200)?;
    let form = page.form("action=not-me")?;
    let first = owner.submit(&page, &form).await?.expect(200)?;
    let second = owner.submit(&page, &form).await?.expect(200)?;
    assert_eq!(first.text(), second.text());
    gate.clock.advance(std::time::Duration::from_secs(61));
    owner.submit(&page, &form).await?.expect(404)?;
    gate.finish().await
}
