//! `POST /registrations/names`: one word for taken, held and reserved, and none where a platform is away.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MastodonWish, Wish};
use harness::matrix_double::{Call, Setup};
use harness::visitor::Page;
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::acts::{Applied, apply, apply_with};

const ROUTE: &str = "/registrations/names";

/// A gate whose worker may ask the homeserver about names.
fn asking() -> Wish {
    Gatelodge::wish().setting("MATRIX_ADMIN_TOKEN", &Setup::default().admin_token)
}

/// Such a gate on which nobody has to confirm.
async fn unconfirmed_gate() -> anyhow::Result<Gatelodge> {
    asking().setting("CONFIRM_EMAIL", "false").start().await
}

/// Asks with a registration's token.
async fn ask(applied: &Applied, username: &str) -> anyhow::Result<Page> {
    applied.browser.call(Method::POST, ROUTE, applied.mine(), Some(json!({"username": username, "services": ["matrix"]}))).await
}

/// The word about a name.
async fn word(applied: &Applied, username: &str) -> anyhow::Result<Value> {
    let answer = ask(applied, username).await?.expect(200)?.json()?;
    assert_eq!(answer["username"], username);
    assert_eq!(answer.as_object().map(serde_json::Map::len), Some(2), "{answer}");
    Ok(answer["available"].clone())
}

#[tokio::test]
async fn taken_held_and_reserved_are_one_word_and_ones_own_name_is_free() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    apply(&gate, "bob@example.org", "bob").await?;
    gate.matrix.add_account("cleo", "a stranger's own");
    let rows = [("dora", json!(true)), ("ada", json!(true)), ("bob", json!(false)), ("cleo", json!(false)), ("admin", json!(false))];
    for (name, expected) in rows {
        assert_eq!(word(&ada, name).await?, expected, "{name}");
    }
    gate.finish().await
}

#[tokio::test]
async fn a_platform_that_is_away_makes_the_answer_null_and_is_asked_again() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let ada = apply_with(&gate, json!({"email": "ada@example.org"})).await?;
    gate.matrix.set_away(true);
    assert_eq!(word(&ada, "dora").await?, Value::Null);
    assert_eq!(word(&ada, "admin").await?, json!(false), "what is reserved is so without the platform");
    gate.matrix.set_away(false);
    assert_eq!(word(&ada, "dora").await?, json!(true), "nothing was remembered of what nobody said");
    gate.finish().await
}

#[tokio::test]
async fn what_a_platform_said_is_believed_for_a_minute_and_what_is_held_here_is_always_looked_at() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let ada = apply_with(&gate, json!({"email": "ada@example.org"})).await?;
    let asked = || gate.matrix.calls_count(Call::UsernameAvailable);
    for _ in 0..3 {
        assert_eq!(word(&ada, "dora").await?, json!(true));
    }
    assert_eq!(asked(), 1);
    gate.clock.advance(Duration::from_secs(59));
    gate.matrix.add_account("dora", "a stranger's own");
    assert_eq!((word(&ada, "dora").await?, asked()), (json!(true), 1));
    gate.clock.advance(Duration::from_secs(2));
    assert_eq!((word(&ada, "dora").await?, asked()), (json!(false), 2));
    assert_eq!(word(&ada, "emma").await?, json!(true));
    apply(&gate, "emma@example.org", "emma").await?;
    assert_eq!((word(&ada, "emma").await?, asked()), (json!(false), 3));
    gate.finish().await
}

#[tokio::test]
async fn whoever_asks_shows_a_token_or_the_nonce_of_the_form() -> anyhow::Result<()> {
    let gate = asking().start().await?;
    let visitor = gate.visitor()?;
    let page = visitor.open("/").await?.expect(200)?;
    let nonce = page.form("check=name")?.value("nonce").unwrap_or_default().to_owned();
    let lost = visitor.open("/lost-link").await?.expect(200)?;
    let foreign = lost.form("")?.value("nonce").unwrap_or_default().to_owned();
    let ask = async |nonce: Option<&str>, site: Option<&str>| {
        let mut request = visitor.client().post(visitor.origin().join(ROUTE)?).json(&json!({"username": "dora", "nonce": nonce}));
        if let Some(site) = site {
            request = request.header("Sec-Fetch-Site", site);
        }
        anyhow::Ok(request.send().await?.status().as_u16())
    };
    assert_eq!(ask(None, Some("same-origin")).await?, 401);
    assert_eq!(ask(Some(&foreign), Some("same-origin")).await?, 403, "another page's nonce");
    assert_eq!(ask(Some(&nonce), Some("cross-site")).await?, 403);
    assert_eq!(ask(Some(&nonce), None).await?, 403);
    assert_eq!(ask(Some(&nonce), Some("same-origin")).await?, 200);
    let checked = visitor.submit(&page, &page.form("check=name")?.with("username", "dora")).await?.expect(200)?;
    assert!(checked.text().contains("“dora” is free right now"), "{}", checked.text());
    assert_eq!(gate.mailbox().count(), 0, "a name that is checked on the page makes no registration");
    gate.finish().await
}

#[tokio::test]
async fn without_an_admin_token_people_read_that_matrix_does_not_tell_and_not_that_it_is_away() -> anyhow::Result<()> {
    let promise = "does not tell beforehand which names are taken. You may go on; if yours is, we ask you again.";
    let says = async |gate: &Gatelodge| {
        let visitor = gate.visitor()?;
        let page = visitor.open("/").await?.expect(200)?;
        let form = page.form("check=name")?.with("username", "dora");
        anyhow::Ok(visitor.submit(&page, &form).await?.expect(200)?.text())
    };
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let ada = apply_with(&gate, json!({"email": "ada@example.org"})).await?;
    assert_eq!(word(&ada, "dora").await?, Value::Null);
    let told = says(&gate).await?;
    assert!(told.contains(&format!("This server {promise}")) && !told.contains("right now"), "{told}");
    gate.finish().await?;
    let gate = Gatelodge::wish().mastodon(MastodonWish::Socket).start().await?;
    let told = says(&gate).await?;
    assert!(told.contains(&format!("“dora” is free on Mastodon. Matrix {promise}")), "{told}");
    gate.finish().await
}

#[tokio::test]
async fn questions_about_names_are_limited() -> anyhow::Result<()> {
    let gate = asking().setting("CONFIRM_EMAIL", "false").setting("LIMITS", "names.block=2/1d").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    assert_eq!(word(&ada, "dora").await?, json!(true));
    assert_eq!(word(&ada, "dora").await?, json!(true));
    let refused = ask(&ada, "dora").await?.expect(429)?;
    assert!(refused.headers[header::RETRY_AFTER].to_str()?.parse::<u64>()? > 0);
    gate.finish().await
}
