//! The three lines with `curl` that the token service before this gate documents, sent as they are written there.
//!
//! What was a hole is a letter now: an unknown address becomes a registration that moderators decide on, and who forgot a
//! password chooses another by a link. The gate's rules for passwords are those lines' own meanwhile (see `stage`).

use anyhow::{Context as _, ensure};
use harness::mailbox::Mailbox;
use serde_json::Value;

use crate::moderating::{decides, looks, please_decide};
use crate::person::{Person, seen_on};
use crate::program::post;
use crate::stage::{MODERATORS, Reach};
use crate::steps::Steps;

const GENERATE: &str = r#"{"email": "demo@tempmail.com", "password": "mani1234"}"#;
const CHANGE: &str = r#"{"email": "demo@tempmail.com", "old_password": "mani1234", "new_password": "newsecure123"}"#;
const FORGOT: &str = r#"{"email": "demo@tempmail.com", "new_password": "root1234"}"#;

const ADDRESS: &str = "demo@tempmail.com";
/// What its owner types on the page at last.
const CHOSEN: &str = "quinces77";

/// Plays them.
pub async fn play(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox) -> anyhow::Result<()> {
    let demo = Person::new(&reach.gate, ADDRESS, mailbox)?;
    is_let_in(steps, reach, mailbox, &demo).await?;
    let token = steps.step("the very same call is answered with a token that Mastodon takes", generates(reach, GENERATE)).await?;
    changes(steps, reach, &demo, &token).await?;
    forgets(steps, reach, &demo).await
}

async fn is_let_in(steps: &mut Steps, reach: &Reach, mailbox: &Mailbox, demo: &Person<'_>) -> anyhow::Result<()> {
    let before = mailbox.count();
    steps.step("POST /generate-token, of an address nobody knows: 202, and no token", is_put_off(reach, GENERATE)).await?;
    let confirms = async {
        let letter = demo.letter("/c/", "confirm").await?;
        let page = demo.follow(&letter, "/c/").await?;
        ensure!(!page.body.contains("mani1234"), "the caller's password is on {}", seen_on(&page));
        let suggested = page.form("action=yes")?.value("username").unwrap_or_default().to_owned();
        ensure!(suggested == "demo", "the name {suggested} is suggested on {}", seen_on(&page));
        demo.press(&page, "action=yes", &[("password_from", "own"), ("password", "mani1234")]).await
    };
    steps.step("a letter: its owner confirms, with name and password", confirms).await?;
    let letters = steps.step("the moderators hear of it", please_decide(mailbox, before)).await?;
    let approves = async {
        let (moderator, page) = looks(reach, mailbox, MODERATORS[0], &letters).await?;
        decides(&moderator, &page, "action=approve", &[]).await
    };
    steps.step("a moderator presses Approve", approves).await?;
    steps.step("both accounts open by themselves", demo.letter("/r/", "accounts are ready")).await?;
    Ok(())
}

async fn changes(steps: &mut Steps, reach: &Reach, demo: &Person<'_>, token: &str) -> anyhow::Result<()> {
    let change = async {
        let (status, said) = post(&reach.gate, "/change-password", CHANGE).await?;
        ensure!(status == 200 && said["msg"] == "Password changed successfully", "the gate answered {status}: {said}");
        ensure!(said["doors"]["mastodon"] == "done", "the gate said of the doors: {said}");
        ensure!(reach.instance.whose(token).await?.is_none(), "the token before still opens the account");
        Ok(())
    };
    steps.step("POST /change-password: 200; the token before is dead", change).await?;
    steps.step("a letter tells the owner that the password was changed", demo.letter("/forgot", "password was changed")).await?;
    steps.step("with the old password, the first call gets a 202 and no token", is_put_off(reach, GENERATE)).await?;
    let new = GENERATE.replace("mani1234", "newsecure123");
    steps.step("with the new one it gets a token", generates(reach, &new)).await?;
    Ok(())
}

async fn forgets(steps: &mut Steps, reach: &Reach, demo: &Person<'_>) -> anyhow::Result<()> {
    let forgot = async {
        let (status, said) = post(&reach.gate, "/forgot-password", FORGOT).await?;
        ensure!(status == 202, "the gate answered {status}: {said}");
        demo.letter("/reset", "set a new password").await
    };
    let letter = steps.step("POST /forgot-password: 202 and a letter with a link", forgot).await?;
    let kept = async {
        ensure!(reach.instance.opens(ADDRESS, "newsecure123"), "the password is another one already");
        ensure!(!reach.instance.opens(ADDRESS, "root1234"), "the caller's password opens the account");
        Ok(())
    };
    steps.step("nothing has changed by that: the caller's password was thrown away", kept).await?;
    let sets = async {
        let page = demo.follow(&letter, "/reset").await?;
        demo.press(&page, "action=set", &[("password", CHOSEN)]).await?;
        let again = demo.open(letter.link_to("/reset").unwrap_or_default()).await?;
        ensure!(again.form("action=set").is_err(), "the link is good for another one: {}", seen_on(&again));
        Ok(())
    };
    steps.step("its owner opens the link once and types a new one", sets).await?;
    let set = GENERATE.replace("mani1234", CHOSEN);
    steps.step("with that one the first call gets a token", generates(reach, &set)).await?;
    Ok(())
}

/// What everybody hears who is not known, or has another password.
async fn is_put_off(reach: &Reach, body: &'static str) -> anyhow::Result<()> {
    let (status, said) = post(&reach.gate, "/generate-token", body).await?;
    ensure!(status == 202 && said.get("access_token").is_none(), "the gate answered {status}: {said}");
    Ok(())
}

/// A token with which Mastodon knows whose it is.
async fn generates(reach: &Reach, body: &str) -> anyhow::Result<String> {
    let (status, said) = post(&reach.gate, "/generate-token", body.to_owned()).await?;
    ensure!(status == 200, "the gate answered {status}: {said}");
    for (field, expected) in [("email", ADDRESS), ("username", "demo"), ("token_type", "Bearer"), ("scope", "read")] {
        ensure!(said[field] == expected, "{field} is {}", said[field]);
    }
    let token = said["access_token"].as_str().context("there is no access_token")?.to_owned();
    ensure!(said["created_at"].is_i64(), "created_at is {}", Value::to_string(&said["created_at"]));
    ensure!(reach.instance.whose(&token).await?.as_deref() == Some("demo"), "Mastodon does not know whose the token is");
    Ok(token)
}
