//! A member's one password for all doors: changed by the one so far, or by the link of a letter that is good once.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use fred::interfaces::KeysInterface;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON, Wish};
use harness::visitor::Page;
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::acts;
use crate::mastodon::alike::{Alike, Watched, written_to_enough};
use crate::mastodon::programs::{self, PASSWORD, Wire, subjects, wire};

pub const ADA: &str = "ada@example.org";
pub const NEW: &str = "seven quiet otters";

/// A gate where whoever registers is a member.
pub fn open() -> Wish {
    Gatelodge::wish().setting("MEMBERS", "open").setting("CONFIRM_EMAIL", "false")
}

/// The same, and what the letter would carry is answered.
pub fn answering() -> Wish {
    open().setting("RETURN_RESET_TOKEN", "true")
}

async fn post(gate: &Gatelodge, path: &str, bearer: Option<&str>, body: Value) -> anyhow::Result<Page> {
    let visitor = gate.visitor()?;
    let mut request = visitor.client().post(visitor.origin().join(path)?).json(&body);
    if let Some(token) = bearer {
        request = request.bearer_auth(token);
    }
    let answer = request.send().await?;
    let (status, url, headers) = (answer.status(), answer.url().clone(), answer.headers().clone());
    Ok(Page { status, url, headers, body: answer.text().await? })
}

/// Makes a member at `<name>@example.org`, and waits until the address leads there.
async fn member(gate: &Gatelodge, name: &str) -> anyhow::Result<()> {
    let body = json!({"email": format!("{name}@example.org"), "password": PASSWORD, "username": name});
    post(gate, "/auth/register", None, body).await?.expect(201)?;
    gate.settle().await
}

pub async fn sign_in(gate: &Gatelodge, email: &str, password: &str) -> anyhow::Result<Page> {
    post(gate, "/auth/login", None, json!({"email": email, "password": password})).await
}

/// The access token and the refresh token of Ada's new session.
pub async fn signed_in(gate: &Gatelodge, password: &str) -> anyhow::Result<(String, String)> {
    let tokens = sign_in(gate, ADA, password).await?.expect(200)?.json()?;
    Ok((acts::text(&tokens, "access_token").to_owned(), acts::text(&tokens, "refresh_token").to_owned()))
}

pub async fn change(gate: &Gatelodge, bearer: Option<&str>, old: &str, new: &str) -> anyhow::Result<Page> {
    post(gate, "/auth/change-password", bearer, json!({"old_password": old, "new_password": new})).await
}

pub async fn set(gate: &Gatelodge, token: &str, new: &str) -> anyhow::Result<Page> {
    post(gate, "/auth/change-password", None, json!({"token": token, "new_password": new})).await
}

async fn forgot(gate: &Gatelodge, email: &str) -> anyhow::Result<Page> {
    post(gate, "/auth/forgot-password", None, json!({"email": email})).await
}

/// The token that a gate which is set up so answers.
pub async fn reset_token(gate: &Gatelodge, email: &str) -> anyhow::Result<String> {
    Ok(acts::text(&forgot(gate, email).await?.expect(200)?.json()?, "reset_token").to_owned())
}

/// The link in the newest letter to Ada.
async fn mailed(gate: &Gatelodge) -> anyhow::Result<String> {
    let fits = |letter: &harness::mailbox::Letter| letter.is_to(ADA) && letter.link_to("/reset?t=").is_some();
    let letter = gate.mailbox().wait_for(fits, SOON).await?;
    let link = letter.link_to("/reset?t=").context("a link")?;
    Ok(link.strip_prefix(gate.origin()).unwrap_or(link).to_owned())
}

#[tokio::test]
async fn t11_a_change_needs_the_password_so_far_ends_all_sessions_and_is_told_by_letter() -> anyhow::Result<()> {
    let gate = open().start().await?;
    member(&gate, "ada").await?;
    let ((access, refresh), (other, _)) = (signed_in(&gate, PASSWORD).await?, signed_in(&gate, PASSWORD).await?);
    for (bearer, old, status) in [(None, PASSWORD, 401), (Some("no token"), PASSWORD, 401), (Some(&*access), "a guess at it", 401)] {
        let refused = change(&gate, bearer, old, NEW).await?.expect(status)?;
        assert_eq!(refused.headers[header::WWW_AUTHENTICATE], "Bearer");
    }
    let both = post(&gate, "/auth/change-password", Some(&access), json!({"new_password": "short"})).await?.expect(422)?.json()?;
    let pointers: Vec<&str> = both["errors"].as_array().unwrap().iter().map(|fault| acts::text(fault, "pointer")).collect();
    assert_eq!(pointers, ["/old_password", "/new_password"]);
    sign_in(&gate, ADA, PASSWORD).await?.expect(200)?;
    assert!(subjects(&gate, ADA).iter().all(|subject| !subject.contains("was changed")), "nothing has happened");

    let changed = change(&gate, Some(&access), PASSWORD, NEW).await?.expect(200)?.json()?;
    assert_eq!(changed, json!({"msg": "Password changed successfully", "doors": {}}));
    for ended in [&access, &other] {
        change(&gate, Some(ended), NEW, "eight loud herons").await?.expect(401)?;
    }
    post(&gate, "/auth/refresh", None, json!({"refresh_token": refresh})).await?.expect(401)?;
    sign_in(&gate, ADA, PASSWORD).await?.expect(401)?;
    sign_in(&gate, ADA, NEW).await?.expect(200)?;
    let letter = gate.mailbox().wait_for_subject(ADA, "your password was changed", SOON).await?;
    assert!(letter.link_to("/forgot").is_some() && !letter.text.contains(NEW) && !letter.text.contains(PASSWORD), "{}", letter.text);
    gate.finish().await
}

#[tokio::test]
async fn sessions_that_a_new_password_or_a_yes_ended_are_listed_and_counted_no_more() -> anyhow::Result<()> {
    let families = async |gate: &Gatelodge| -> anyhow::Result<usize> {
        Ok(acts::keys(gate).await?.iter().filter(|key| key.contains(":famil")).count())
    };
    let gate = answering().start().await?;
    member(&gate, "ada").await?;
    let (access, _) = signed_in(&gate, PASSWORD).await?;
    signed_in(&gate, PASSWORD).await?;
    assert_eq!(families(&gate).await?, 3, "two, and the index");
    change(&gate, Some(&access), PASSWORD, NEW).await?.expect(200)?;
    assert_eq!(families(&gate).await?, 0);
    signed_in(&gate, NEW).await?;
    set(&gate, &reset_token(&gate, ADA).await?, PASSWORD).await?.expect(200)?;
    assert_eq!(families(&gate).await?, 0);
    gate.finish().await?;

    let gate = Gatelodge::wish().setting("MEMBERS", "open").start().await?;
    let applied = acts::apply_with(&gate, json!({"email": ADA, "username": "ada", "password": PASSWORD, "on_approval": true})).await?;
    signed_in(&gate, PASSWORD).await?;
    assert_eq!(families(&gate).await?, 2);
    acts::confirmed(&gate, &applied).await?;
    assert_eq!(families(&gate).await?, 0, "the yes may be another person's");
    gate.finish().await
}

#[tokio::test]
async fn t11_guessing_at_the_password_so_far_is_limited_with_the_sign_ins() -> anyhow::Result<()> {
    let gate = open().setting("LIMITS", "passwords.account=3/15m").start().await?;
    member(&gate, "ada").await?;
    let (access, _) = signed_in(&gate, PASSWORD).await?;
    for _ in 0..2 {
        change(&gate, Some(&access), "a guess at it", NEW).await?.expect(401)?;
    }
    let limited = change(&gate, Some(&access), PASSWORD, NEW).await?.expect(429)?;
    assert!(limited.headers.contains_key(header::RETRY_AFTER));
    sign_in(&gate, ADA, PASSWORD).await?.expect(429)?;
    gate.finish().await
}

#[tokio::test]
async fn a_link_sets_one_password_ends_the_sessions_and_signs_nobody_in() -> anyhow::Result<()> {
    let gate = open().start().await?;
    member(&gate, "ada").await?;
    let (access, _) = signed_in(&gate, PASSWORD).await?;
    let accepted = forgot(&gate, ADA).await?.expect(202)?;
    assert!(!accepted.body.contains("reset_token"), "{}", accepted.body);
    let token = mailed(&gate).await?.split_once("?t=").context("a token")?.1.to_owned();
    set(&gate, &token, "short").await?.expect(422)?;
    let done = set(&gate, &token, NEW).await?.expect(200)?;
    assert!(!done.headers.contains_key(header::SET_COOKIE) && !done.body.contains("access_token"), "{}", done.body);
    assert_eq!(set(&gate, &token, "eight loud herons").await?.status, 401, "it is good once");
    change(&gate, Some(&access), NEW, "eight loud herons").await?.expect(401)?;
    sign_in(&gate, ADA, NEW).await?.expect(200)?;
    gate.mailbox().wait_for_subject(ADA, "your password was changed", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_link_ends_with_every_change_of_the_password_and_after_half_an_hour() -> anyhow::Result<()> {
    let gate = answering().setting("LIMITS", "letters.receiver=1/1d").start().await?;
    member(&gate, "ada").await?;
    let (first, second, third) = (reset_token(&gate, ADA).await?, reset_token(&gate, ADA).await?, reset_token(&gate, ADA).await?);
    gate.settle().await?;
    assert_eq!(subjects(&gate, ADA).iter().filter(|subject| subject.contains("set a new password")).count(), 1, "as the limit says");
    set(&gate, &second, NEW).await?.expect(200)?;
    let used = wire(&set(&gate, &second, "eight loud herons").await?.expect(401)?);
    for older in [&first, &third] {
        assert_eq!(wire(&set(&gate, older, "eight loud herons").await?), used);
    }
    let (access, _) = signed_in(&gate, NEW).await?;
    let fourth = reset_token(&gate, ADA).await?;
    change(&gate, Some(&access), NEW, "nine calm geese walk").await?.expect(200)?;
    assert_eq!(wire(&set(&gate, &fourth, NEW).await?), used);

    let (early, late) = (reset_token(&gate, ADA).await?, reset_token(&gate, ADA).await?);
    gate.pass(Duration::from_mins(30)).await?;
    for ended in [&early, &late] {
        assert_eq!(wire(&set(&gate, ended, NEW).await?), used, "after half an hour");
    }
    let in_time = reset_token(&gate, ADA).await?;
    gate.pass(Duration::from_mins(29)).await?;
    set(&gate, &in_time, NEW).await?.expect(200)?;
    sign_in(&gate, ADA, NEW).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn of_many_links_pressed_at_once_one_sets_the_password() -> anyhow::Result<()> {
    let gate = answering().start().await?;
    member(&gate, "ada").await?;
    let (one, other) = (reset_token(&gate, ADA).await?, reset_token(&gate, ADA).await?);
    gate.settle().await?;
    let choices: Vec<String> = (0..6).map(|number| format!("choice number {number}")).collect();
    let presses = choices.iter().zip([&one, &other].into_iter().cycle()).map(|(choice, token)| set(&gate, token, choice));
    let answers = futures_util::future::try_join_all(presses).await?;
    let mut told = choices.iter().zip(&answers).filter(|(_, answer)| answer.status == 200).map(|(choice, _)| choice);
    let chosen = told.next().context("one is told so")?;
    assert!(told.next().is_none() && answers.iter().filter(|answer| answer.status == 401).count() == 5, "{answers:?}");
    sign_in(&gate, ADA, chosen).await?.expect(200)?;
    gate.settle().await?;
    assert_eq!(subjects(&gate, ADA).iter().filter(|subject| subject.contains("was changed")).count(), 1);
    gate.finish().await
}

#[tokio::test]
async fn t5_tokens_of_other_kinds_and_forged_ones_set_no_password_and_read_the_same() -> anyhow::Result<()> {
    let gate = answering().start().await?;
    member(&gate, "ada").await?;
    let applied = acts::apply(&gate, "bob@example.org", "bob").await?;
    let manager = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let (access, refresh) = signed_in(&gate, PASSWORD).await?;
    let (good, nobodys) = (reset_token(&gate, ADA).await?, reset_token(&gate, "eve@example.org").await?);
    gate.settle().await?;
    let flipped = format!("{}{}", &good[..good.len() - 2], if good.ends_with("AA") { "BB" } else { "AA" });
    let renamed = applied.token.replacen("glc_", "glp_", 1);
    let before = acts::everything(&gate).await?;
    let mut answers: BTreeMap<&str, Wire> = BTreeMap::new();
    for wrong in [&*applied.token, &manager, &access, &refresh, &nobodys, &flipped, &renamed, "glp_", "", "x"] {
        answers.insert(wrong, wire(&set(&gate, wrong, NEW).await?.expect(401)?));
    }
    let first = answers.values().next().context("one")?.clone();
    assert!(answers.values().all(|answer| *answer == first), "{answers:?}");
    let unlimited = |keys: BTreeMap<String, Vec<u8>>| -> Vec<_> { keys.into_iter().filter(|(key, _)| !key.contains("{limits}")).collect() };
    assert_eq!(unlimited(acts::everything(&gate).await?), unlimited(before));
    for (method, path) in [(Method::GET, applied.path()), (Method::DELETE, applied.path())] {
        let status = gate.visitor()?.call(method, &path, Some((&applied.rid, &good)), None).await?.status;
        assert!(matches!(status.as_u16(), 401 | 403), "{status}");
    }
    change(&gate, Some(&good), PASSWORD, NEW).await?.expect(401)?;
    set(&gate, &good, NEW).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn t9_whoever_forgot_a_password_reads_the_same_after_the_same_work_whether_anybody_signs_in_with_the_address() -> anyhow::Result<()> {
    let members = |wish: Wish| wish.setting("MEMBERS", "open").setting("CONFIRM_EMAIL", "false");
    let watched = Watched::with(|wish| members(wish).setting("LIMITS", "registrations.block=100/1h")).await?;
    let gate = &watched.gate;
    for name in ["known", "spent"] {
        member(gate, name).await?;
    }
    written_to_enough(gate, "spent@example.org").await?;
    forgot(gate, "first@example.org").await?.expect(202)?;
    gate.settle().await?;
    for path in ["/auth/forgot-password", "/forgot-password"] {
        let mut alike = Alike::default();
        for name in ["nobdy", "known", "spent", "other"] {
            let body = json!({"email": format!("{name}@example.org")});
            let (page, told) = watched.work(post(gate, path, None, body)).await?;
            assert_eq!(page.status, 202, "{name}: {}", page.body);
            alike.compare(name, &page, told);
        }
    }
    gate.settle().await?;
    let links = |name: &str| {
        let letters = gate.mailbox().letters_to(&format!("{name}@example.org"));
        letters.iter().filter(|letter| letter.link_to("/reset?t=").is_some()).count()
    };
    assert_eq!(["nobdy", "known", "spent", "other"].map(links), [0, 2, 0, 0]);
    Ok(())
}

#[tokio::test]
async fn t9_what_is_left_for_the_worker_has_one_size_whoever_forgot_a_password() -> anyhow::Result<()> {
    let mut gate = open().start().await?;
    member(&gate, "known").await?;
    gate.stop_worker().await;
    for email in ["known@example.org", "nobdy@example.org"] {
        forgot(&gate, email).await?.expect(202)?;
    }
    let redis = gate.redis.client().await?;
    let mut sizes = Vec::new();
    for key in acts::keys(&gate).await?.into_iter().filter(|key| key.contains(":request:")) {
        sizes.push(redis.strlen::<u64, _>(key).await?);
    }
    assert_eq!(sizes.len(), 2);
    // Numbers are written with as many digits as they have.
    assert!(sizes[0].abs_diff(sizes[1]) <= 3, "{sizes:?}");
    gate.start_worker().await?;
    gate.finish().await
}

#[tokio::test]
async fn one_password_goes_to_all_doors_and_the_page_of_the_link_says_where_it_is() -> anyhow::Result<()> {
    let gate = programs::gate().start().await?;
    programs::let_in(&gate, "ada").await?;
    gate.settle().await?;
    let (access, _) = signed_in(&gate, PASSWORD).await?;
    let changed = change(&gate, Some(&access), PASSWORD, NEW).await?.expect(200)?.json()?;
    assert_eq!(changed["doors"], json!({"matrix": "done", "mastodon": "done"}));
    gate.matrix.wait_for_password("ada", NEW, SOON).await?;
    gate.mastodon.wait_for_password("ada", NEW, SOON).await?;
    let letter = gate.mailbox().wait_for_subject(ADA, "your password was changed", SOON).await?;
    assert!(letter.text.contains("Matrix, Mastodon"), "{}", letter.text);

    // Without the password so far and without an admin's token the homeserver is left to its owner.
    gate.mastodon.set_away(true)?;
    forgot(&gate, ADA).await?.expect(202)?;
    let browser = gate.visitor()?;
    let page = browser.open(&mailed(&gate).await?).await?.expect(200)?;
    assert!(!page.body.contains("ada"), "{}", page.body);
    let done = browser.submit(&page, &page.form("action=set")?.with("password", "eight loud herons")).await?.expect(200)?;
    let text = done.text();
    assert!(text.contains("Your password is changed") && text.contains("Matrix It still has your old password"), "{text}");
    assert!(text.contains("Mastodon It is away at the moment"), "{text}");
    browser.open("/reset").await?.expect(404)?;
    gate.mastodon.set_away(false)?;
    gate.pass(Duration::from_mins(15)).await?;
    gate.mastodon.wait_for_password("ada", "eight loud herons", SOON).await?;
    sign_in(&gate, ADA, "eight loud herons").await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn this_was_not_me_ends_a_members_link_and_leaves_the_password() -> anyhow::Result<()> {
    let gate = open().start().await?;
    member(&gate, "ada").await?;
    forgot(&gate, ADA).await?.expect(202)?;
    let link = mailed(&gate).await?;
    let browser = gate.visitor()?;
    let page = browser.open(&link).await?.expect(200)?;
    browser.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    set(&gate, link.split_once("?t=").context("a token")?.1, NEW).await?.expect(401)?;
    sign_in(&gate, ADA, PASSWORD).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn seed_0s_routes_go_by_the_members_password_and_by_no_copy_of_it() -> anyhow::Result<()> {
    let gate = programs::gate().start().await?;
    programs::let_in(&gate, "ada").await?;
    gate.settle().await?;
    // A copy that went its own way opens nothing here.
    gate.mastodon.change_user("ada", |user| user.password = "the copy's own words".to_owned())?;
    let unknown = programs::change(&gate, "nobody@example.org", PASSWORD, NEW).await?;
    let copys = programs::change(&gate, ADA, "the copy's own words", NEW).await?.expect(401)?;
    assert_eq!(wire(&copys), wire(&unknown));
    programs::generate(&gate, ADA, "the copy's own words").await?.expect(202)?;
    gate.mailbox().wait_for_subject(ADA, "a wrong password was given", SOON).await?;
    assert_eq!(gate.mastodon.user("ada").map(|user| user.password).as_deref(), Some("the copy's own words"));
    assert!(gate.mastodon.tokens_of("ada").is_empty());

    let granted = programs::generate(&gate, ADA, PASSWORD).await?.expect(200)?.json()?;
    assert_eq!((acts::text(&granted, "username"), acts::text(&granted, "email")), ("ada", ADA));
    let changed = programs::change(&gate, ADA, PASSWORD, NEW).await?.expect(200)?.json()?;
    assert_eq!(changed, json!({"msg": "Password changed successfully", "doors": {"matrix": "done", "mastodon": "done"}}));
    assert_eq!(gate.mastodon.user("ada").map(|user| user.password).as_deref(), Some(NEW));
    sign_in(&gate, ADA, NEW).await?.expect(200)?;
    programs::forgot(&gate, ADA).await?.expect(202)?;
    gate.mailbox().wait_for_subject(ADA, "set a new password", SOON).await?;
    mailed(&gate).await?;
    gate.finish().await
}
