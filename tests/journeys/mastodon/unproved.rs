//! Where nobody has to confirm an address, Mastodon alone waits for it: no instance is told that an unproved address is confirmed, and
//! whoever proves it chooses anew.

use std::time::Duration;

use anyhow::Context as _;
use fred::interfaces::KeysInterface;
use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON};
use harness::mastodon_double::Call;
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

use super::alike::written_to_enough;
use super::programs::generate;
use super::spine::{PASSWORD, page, ready_letters};
use super::troubles::{seen, until_status};
use crate::acts::{self, Applied, apply_with, approve};

const EMAIL: &str = "ada@example.org";
const OWNERS: &str = "the owner's own words";

async fn gate() -> anyhow::Result<Gatelodge> {
    Gatelodge::wish().setting("CONFIRM_EMAIL", "false").mastodon(MastodonWish::Socket).start().await
}

/// Asserts that the instance was never told of the address, nor asked to make anything.
fn nothing_happened_there(gate: &Gatelodge) {
    let calls = gate.mastodon.calls();
    let tells = |call: &&harness::mastodon_double::Seen| format!("{call:?}").contains(EMAIL);
    assert!(calls.iter().find(tells).is_none(), "{:?}", calls.iter().find(tells));
    assert_eq!(gate.mastodon.calls_count(Call::EnsureUser), 0);
    assert!(gate.mastodon.users().is_empty());
}

async fn patch(applied: &Applied, token: &str, body: Value) -> anyhow::Result<Page> {
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, token)), Some(body)).await
}

fn both(name: &str, password: &str) -> Value {
    json!({"matrix_status": "processing", "mastodon_status": "processing", "username": name, "password": password})
}

/// The page behind the letter, in the owner's own browser.
async fn behind_the_letter(gate: &Gatelodge, applied: &Applied) -> anyhow::Result<(Visitor, Page, String)> {
    let token = acts::letter_token(gate, EMAIL, "c", &applied.rid).await?;
    let owner = gate.visitor()?;
    let shown = owner.open(&format!("/c/{}?t={token}", applied.rid)).await?.expect(200)?;
    Ok((owner, shown, token))
}

/// Somebody asked, was approved, and the caller has opened Matrix with a password of theirs.
async fn matrix_is_open(gate: &Gatelodge, password: Option<&str>) -> anyhow::Result<Applied> {
    let applied = apply_with(gate, json!({"email": EMAIL, "username": "ada"})).await?;
    for moderator in MODERATORS {
        acts::moderator_token(gate, moderator, &applied.rid).await?;
    }
    approve(gate, MODERATORS[0], &applied.rid).await?;
    let patched = patch(&applied, &applied.token, json!({"matrix_status": "processing", "username": "ada", "password": password}));
    let patched = patched.await?.expect(200)?.json()?;
    assert_eq!((&patched["matrix_status"], &patched["mastodon_status"]), (&json!("processing"), &json!("pending")));
    until_status(&applied, "matrix_status", "success").await?;
    Ok(applied)
}

#[tokio::test]
async fn moderators_hear_at_once_and_are_told_that_nobody_proved_the_address() -> anyhow::Result<()> {
    let gate = gate().await?;
    let applied = apply_with(&gate, json!({"email": EMAIL, "username": "ada"})).await?;
    let token = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let mo = gate.visitor()?;
    let review = mo.call(Method::GET, &applied.path(), Some((&applied.rid, &token)), None).await?.expect(200)?.json()?;
    assert_eq!((&review["confirmed"], &review["flags"]), (&json!(false), &json!(["unproved_address"])));
    assert_eq!(review["services"], json!(["matrix", "mastodon"]));
    gate.mailbox().wait_for_subject(EMAIL, "Please confirm your email address", SOON).await?;
    gate.settle().await?;
    nothing_happened_there(&gate);
    gate.finish().await
}

#[tokio::test]
async fn matrix_opens_and_nothing_happens_on_the_instance_until_yes_is_pressed() -> anyhow::Result<()> {
    let gate = gate().await?;
    let applied = matrix_is_open(&gate, Some(PASSWORD)).await?;
    let letter = gate.mailbox().wait_for_subject(EMAIL, "your Matrix account is ready", SOON).await?;
    assert!(letter.text.contains("Your Mastodon account is not open yet"), "{}", letter.text);
    let callers = page(&gate, &applied, &applied.token).await?.text();
    assert!(callers.contains("Matrix: open") && callers.contains("Mastodon: waiting"), "{callers}");
    assert!(callers.contains("One step is left: confirm your address"), "{callers}");
    // Asking again changes nothing: the address is what is missing.
    patch(&applied, &applied.token, both("ada", PASSWORD)).await?.expect(200)?;
    gate.pass(Duration::from_hours(24)).await?;
    let (owner, shown, token) = behind_the_letter(&gate, &applied).await?;
    assert!(shown.text().contains("Your address is taken off the request"), "{}", shown.text());
    assert_eq!(seen(&applied).await?["mastodon_status"], "pending", "opening a page is no yes");
    nothing_happened_there(&gate);

    let chosen = owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
    gate.settle().await?;
    nothing_happened_there(&gate);
    let form = chosen.form("action=choose")?;
    let empty = owner.submit(&chosen, &form.clone().with("password_from", "own")).await?.expect(422)?;
    assert!(empty.text().contains("Your name on Mastodon"), "{}", empty.text());
    patch(&applied, &applied.token, both("ada", PASSWORD)).await?.expect(403)?;
    owner.submit(&chosen, &form.with("password_from", "own").with("password", OWNERS)).await?.expect(200)?;
    gate.mailbox().wait_for_subject(EMAIL, "your accounts are ready", SOON).await?;
    assert!(gate.mastodon.signs_in(EMAIL, OWNERS) && !gate.mastodon.signs_in(EMAIL, PASSWORD));
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(PASSWORD), "that account is made");
    assert!(page(&gate, &applied, &token).await?.text().contains("Mastodon: open"));
    assert_eq!(ready_letters(&gate, EMAIL).len(), 2);
    gate.finish().await
}

#[tokio::test]
async fn a_password_that_was_made_for_the_caller_is_not_the_owners_either() -> anyhow::Result<()> {
    for from in ["own", "generate"] {
        let gate = gate().await?;
        let applied = matrix_is_open(&gate, None).await?;
        let callers = seen(&applied).await?["password"].as_str().unwrap_or_default().to_owned();
        assert_eq!(callers.chars().count(), 20);
        let (owner, shown, token) = behind_the_letter(&gate, &applied).await?;
        let chosen = owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
        let form = chosen.form("action=choose")?.with("password_from", from);
        let answer = owner.submit(&chosen, &form).await?;
        if from == "own" {
            answer.expect(422)?;
            patch(&applied, &token, json!({"mastodon_status": "processing", "username": "ada"})).await?.expect(200)?;
        } else {
            answer.expect(200)?;
        }
        until_status(&applied, "mastodon_status", "success").await?;
        assert!(!gate.mastodon.signs_in(EMAIL, &callers), "{from}: whoever called knows that password");
        let mine = applied.browser.call(Method::GET, &applied.path(), Some((&applied.rid, &token)), None).await?.json()?;
        let made = mine["password"].as_str().unwrap_or_default();
        assert!(gate.mastodon.signs_in(EMAIL, made), "{from}: the owner is shown theirs");
        assert_eq!(seen(&applied).await?["password"], "", "{from}: and the caller is not");
        assert_eq!(gate.matrix.account("ada").map(|account| account.password), Some(callers));
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_yes_while_matrix_is_being_made_does_not_open_mastodon_with_the_callers_password() -> anyhow::Result<()> {
    let gate = gate().await?;
    let applied = apply_with(&gate, json!({"email": EMAIL, "username": "ada"})).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    gate.matrix.freeze();
    patch(&applied, &applied.token, both("ada", PASSWORD)).await?.expect(200)?;
    let (owner, shown, token) = behind_the_letter(&gate, &applied).await?;
    owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
    assert_eq!(seen(&applied).await?["matrix_status"], "processing");
    gate.matrix.thaw();
    until_status(&applied, "matrix_status", "success").await?;
    gate.settle().await?;
    nothing_happened_there(&gate);
    let shown = owner.open(&format!("/r/{}?t={token}", applied.rid)).await?.expect(200)?;
    let form = shown.form("action=choose")?.with("password_from", "own").with("password", OWNERS);
    owner.submit(&shown, &form).await?.expect(200)?;
    until_status(&applied, "mastodon_status", "success").await?;
    assert!(gate.mastodon.signs_in(EMAIL, OWNERS));
    gate.finish().await
}

#[tokio::test]
async fn a_password_that_opened_nothing_before_the_yes_opens_nothing_after_it() -> anyhow::Result<()> {
    let gate = gate().await?;
    gate.matrix.add_account("ada", "a stranger's");
    let applied = apply_with(&gate, json!({"email": EMAIL, "username": "ada"})).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    patch(&applied, &applied.token, both("ada", PASSWORD)).await?.expect(200)?;
    until_status(&applied, "matrix_status", "failed").await?;
    let (owner, shown, _) = behind_the_letter(&gate, &applied).await?;
    let chosen = owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
    let form = chosen.form("action=choose")?.with("username", "lovelace").with("password_from", "own");
    owner.submit(&chosen, &form).await?.expect(422)?;
    owner.submit(&chosen, &form.with("password", OWNERS)).await?.expect(200)?;
    until_status(&applied, "matrix_status", "success").await?;
    until_status(&applied, "mastodon_status", "success").await?;
    assert!(gate.mastodon.signs_in(EMAIL, OWNERS));
    assert_eq!(gate.matrix.account("lovelace").map(|account| account.password).as_deref(), Some(OWNERS));
    gate.finish().await
}

#[tokio::test]
async fn what_the_caller_typed_beforehand_is_typed_again_by_the_owner_or_does_not_count() -> anyhow::Result<()> {
    let gate = gate().await?;
    let body = json!({"email": EMAIL, "username": "ada", "on_approval": true, "password": PASSWORD});
    let applied = apply_with(&gate, body).await?;
    let (owner, shown, _) = behind_the_letter(&gate, &applied).await?;
    let form = shown.form("action=yes")?.with("password_from", "own");
    owner.submit(&shown, &form).await?.expect(422)?;
    let shown = owner.submit(&shown, &form.with("password", OWNERS)).await?.expect(200)?;
    assert!(shown.text().contains("your account opens as soon as they say yes"), "{}", shown.text());
    nothing_happened_there(&gate);
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    gate.mailbox().wait_for_subject(EMAIL, "your accounts are ready", SOON).await?;
    assert!(gate.mastodon.signs_in(EMAIL, OWNERS));
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(OWNERS));
    gate.finish().await
}

#[tokio::test]
async fn this_was_not_me_ends_it_before_anything_is_made() -> anyhow::Result<()> {
    let gate = gate().await?;
    let applied = apply_with(&gate, json!({"email": EMAIL, "username": "ada"})).await?;
    acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let (owner, shown, token) = behind_the_letter(&gate, &applied).await?;
    let gone = owner.submit(&shown, &shown.form("action=not-me")?).await?.expect(200)?;
    assert!(gone.text().contains("The request is deleted"), "{}", gone.text());
    for theirs in [&applied.token, &token] {
        let answer = applied.browser.call(Method::GET, &applied.path(), Some((&applied.rid, theirs)), None).await?;
        assert_eq!(answer.status.as_u16(), 404);
    }
    gate.settle().await?;
    let letters = (gate.mailbox().letters_to(EMAIL).len(), gate.mailbox().letters_to(MODERATORS[0]).len());
    let again = apply_with(&gate, json!({"email": EMAIL, "username": "ada"})).await?;
    gate.settle().await?;
    assert_eq!(seen(&again).await?["status"], "pending", "its caller sees nothing of it");
    assert_eq!((gate.mailbox().letters_to(EMAIL).len(), gate.mailbox().letters_to(MODERATORS[0]).len()), letters, "the address rests");
    nothing_happened_there(&gate);
    gate.finish().await
}

#[tokio::test]
async fn this_was_not_me_takes_the_address_off_what_has_an_account_and_mastodon_never_opens() -> anyhow::Result<()> {
    let gate = gate().await?;
    let applied = matrix_is_open(&gate, Some(PASSWORD)).await?;
    let (owner, shown, _) = behind_the_letter(&gate, &applied).await?;
    let kept = owner.submit(&shown, &shown.form("action=not-me")?).await?.expect(200)?;
    assert!(kept.text().contains("Your address is taken off"), "{}", kept.text());
    gate.settle().await?;
    let letters = gate.mailbox().letters_to(EMAIL).len();
    let now = seen(&applied).await?;
    assert_eq!((&now["email"], &now["matrix_status"], &now["mastodon_status"]), (&json!(""), &json!("success"), &json!("pending")));
    let callers = page(&gate, &applied, &applied.token).await?.text();
    assert!(callers.contains("needs a confirmed email address, and your request has none"), "{callers}");
    gate.pass(Duration::from_hours(24)).await?;
    assert_eq!(gate.mailbox().letters_to(EMAIL).len(), letters, "nobody writes there any more");
    nothing_happened_there(&gate);
    gate.finish().await
}

#[tokio::test]
async fn whoever_asks_for_mastodon_alone_is_decided_about_at_once_and_waits_for_the_yes() -> anyhow::Result<()> {
    let gate = gate().await?;
    let applied = apply_with(&gate, json!({"email": EMAIL, "username": "ada", "services": ["mastodon"]})).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    let callers = page(&gate, &applied, &applied.token).await?.text();
    assert!(callers.contains("One step is left: confirm your address"), "{callers}");
    let mastodon = json!({"mastodon_status": "processing", "username": "ada", "password": PASSWORD});
    let patched = patch(&applied, &applied.token, mastodon.clone()).await?.expect(200)?.json()?;
    assert_eq!(patched["mastodon_status"], "pending", "it waits for the address");
    gate.pass(Duration::from_hours(24)).await?;
    nothing_happened_there(&gate);
    let (owner, shown, _) = behind_the_letter(&gate, &applied).await?;
    let chosen = owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
    let form = chosen.form("action=choose")?;
    owner.submit(&chosen, &form.clone().with("password_from", "own")).await?.expect(422)?;
    patch(&applied, &applied.token, mastodon).await?.expect(403)?;
    owner.submit(&chosen, &form.with("password_from", "own").with("password", OWNERS)).await?.expect(200)?;
    gate.mailbox().wait_for_subject(EMAIL, "your account is ready", SOON).await?;
    assert!(gate.mastodon.signs_in(EMAIL, OWNERS) && !gate.mastodon.signs_in(EMAIL, PASSWORD));
    assert_eq!(gate.matrix.created_count(), 0);
    gate.finish().await
}

/// Another day for the limits, whose time is Redis' own.
async fn limits_begin_anew(gate: &Gatelodge) -> anyhow::Result<()> {
    let redis = gate.redis.client().await?;
    for key in acts::keys(gate).await?.iter().filter(|key| key.starts_with("gl:{limits}:")) {
        redis.del::<(), _>(key).await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_address_that_had_its_letters_for_the_day_is_proved_by_a_lost_link_of_the_next() -> anyhow::Result<()> {
    let gate = gate().await?;
    written_to_enough(&gate, EMAIL).await?;
    let applied = apply_with(&gate, json!({"email": EMAIL, "username": "ada"})).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    gate.settle().await?;
    let asked = |letter: &std::sync::Arc<harness::mailbox::Letter>| letter.subject().contains("Please confirm");
    assert!(!gate.mailbox().letters_to(EMAIL).iter().any(asked), "no letter asks today");
    let callers = page(&gate, &applied, &applied.token).await?.text();
    assert!(callers.contains("If none comes today, ask for your link again tomorrow."), "{callers}");
    limits_begin_anew(&gate).await?;
    let owner = gate.visitor()?;
    let lost = owner.open("/lost-link").await?.expect(200)?;
    owner.submit(&lost, &lost.form("")?.with("email", EMAIL)).await?.expect(200)?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(EMAIL) && letter.subject().contains("link"), SOON).await?;
    let link = letter.link_to(&format!("/c/{}", applied.rid)).context("a link that asks")?;
    let shown = owner.open(link).await?.expect(200)?;
    nothing_happened_there(&gate);
    let chosen = owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
    let form = chosen.form("action=choose")?.with("password_from", "own").with("password", OWNERS);
    owner.submit(&chosen, &form).await?.expect(200)?;
    until_status(&applied, "mastodon_status", "success").await?;
    assert!(gate.mastodon.signs_in(EMAIL, OWNERS));
    gate.finish().await
}

#[tokio::test]
async fn the_queue_says_how_long_moderators_have_known_of_it_however_late_the_address_was_proved() -> anyhow::Result<()> {
    let gate = gate().await?;
    let applied = apply_with(&gate, json!({"email": EMAIL, "username": "ada"})).await?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]) && letter.link_to("/moderate?t=").is_some(), SOON).await?;
    let queue = letter.link_to("/moderate?t=").context("a link")?;
    gate.pass(Duration::from_hours(3)).await?;
    let (owner, shown, _) = behind_the_letter(&gate, &applied).await?;
    owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
    gate.pass(Duration::from_hours(1)).await?;
    let text = gate.visitor()?.open(queue).await?.expect(200)?.text();
    assert!(text.contains("waiting for 4 hours"), "{text}");
    gate.finish().await
}

#[tokio::test]
async fn t14b_a_password_sent_for_a_token_is_nobodys_even_where_nobody_is_asked_first() -> anyhow::Result<()> {
    for (is_approved_first, has_had_letters) in [(true, false), (false, false), (true, true)] {
        let gate = gate().await?;
        if has_had_letters {
            written_to_enough(&gate, EMAIL).await?;
        }
        generate(&gate, EMAIL, PASSWORD).await?.expect(202)?;
        let letter = gate.mailbox().wait_for(|letter| letter.is_to(EMAIL) && letter.link_to("/c/").is_some(), SOON).await?;
        let link = letter.link_to("/c/").context("a link")?;
        let rid = link.split("/c/").nth(1).and_then(|rest| rest.split('?').next()).context("a rid")?;
        if is_approved_first {
            approve(&gate, MODERATORS[0], rid).await?;
            gate.settle().await?;
            assert_eq!(gate.matrix.created_count(), 0, "name and password are still to be chosen");
        }
        let owner = gate.visitor()?;
        let mut shown = owner.open(link).await?.expect(200)?;
        if is_approved_first {
            shown = owner.submit(&shown, &shown.form("action=yes")?).await?.expect(200)?;
        }
        let form = shown.form(if is_approved_first { "action=choose" } else { "action=yes" })?.with("password_from", "own");
        assert_eq!((form.value("username"), form.value("password")), (Some("ada"), Some("")));
        owner.submit(&shown, &form).await?.expect(422)?;
        owner.submit(&shown, &form.with("password", OWNERS)).await?.expect(200)?;
        if !is_approved_first {
            approve(&gate, MODERATORS[0], rid).await?;
        }
        gate.mastodon.wait_for_password("ada", OWNERS, SOON).await?;
        gate.matrix.wait_for_account("ada", SOON).await?;
        gate.settle().await?;
        assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(OWNERS));
        generate(&gate, EMAIL, PASSWORD).await?.expect(202)?;
        generate(&gate, EMAIL, OWNERS).await?.expect(200)?;
        gate.finish().await?;
    }
    Ok(())
}
