//! Signing in and out, and everything that one may do at one's account.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MastodonWish, SOON};
use harness::visitor::Page;
use reqwest::Method;
use serde_json::json;

use super::{NEW, PASSWORD, ada, at_account, expect_stranger, let_in, open_gate, press, try_to_sign_in};

#[tokio::test]
async fn whoever_signs_in_comes_to_the_page_they_wanted_and_is_greeted_on_every_page_until_they_sign_out() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let browser = gate.visitor()?;
    let stranger = browser.open("/").await?.expect(200)?.text();
    assert!(stranger.contains("Sign in") && stranger.contains("Board"), "{stranger}");
    expect_stranger(&browser).await?;
    let page = try_to_sign_in(&browser, "/login?to=/account", "ada", PASSWORD).await?.expect(200)?;
    assert_eq!(page.url.path(), "/account");
    let text = page.text();
    for words in ["Your account ada", "ada@example.org not confirmed", "Member since 20 November 2026", "(this browser)"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for path in ["/", "/lost-link", "/forgot", "/moderate", "/login"] {
        let text = browser.open(path).await?.expect(200)?.text();
        assert!(text.contains("Your account ada"), "{path}: {text}");
    }
    let gate_page = browser.open("/").await?.expect(200)?;
    let text = gate_page.text();
    assert!(text.contains("You are signed in") && text.contains("Ask for another account"), "{text}");
    assert!(gate_page.body.contains("name=\"reason\"") && !stranger.contains("You are signed in"), "and one may still ask");
    let already = browser.open("/login?to=/moderate").await?;
    assert!(already.text().contains("You are here as ada") && already.body.contains("href=\"&#x2f;moderate\""));
    let out = press(&browser, &page, "do=sign-out").await?.expect(200)?;
    assert!(out.text().contains("You are signed out") && !out.text().contains("ada"), "{}", out.text());
    expect_stranger(&browser).await?;
    // Pressed in another tab: what they wanted is so.
    press(&browser, &page, "do=sign-out").await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn t23_signing_in_leads_to_a_page_of_ours_whatever_the_address_says() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    for (to, path) in [("/moderate", "/moderate"), ("//evil.example", "/account"), ("https://evil.example", "/account")] {
        let page = try_to_sign_in(&gate.visitor()?, &format!("/login?to={to}"), "ada@example.org", PASSWORD).await?.expect(200)?;
        assert_eq!((page.url.origin(), page.url.path()), (gate.visitor()?.origin().origin(), path), "{to}");
    }
    // Nor does a form that somebody changed lead elsewhere.
    let browser = gate.visitor()?;
    let page = browser.open("/login").await?;
    let form = page.form("do=sign-in")?.with("username", "ada").with("password", PASSWORD).with("to", "https://evil.example/");
    assert_eq!(browser.submit(&page, &form).await?.expect(200)?.url.path(), "/account");
    gate.finish().await
}

#[tokio::test]
async fn sessions_are_shown_and_ended_one_by_one_or_all_others() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let mut others = Vec::new();
    for _ in 0..3 {
        others.push(at_account(&gate, "ada", PASSWORD).await?.0);
    }
    let (mine, page) = at_account(&gate, "ada", PASSWORD).await?;
    assert_eq!((page.body.matches("name=\"session\"").count(), page.body.matches("(this browser)").count()), (3, 1));
    let ended = press(&mine, &page, "session").await?.expect(200)?;
    assert!(ended.text().contains("That session is ended.") && ended.body.matches("name=\"session\"").count() == 2);
    let mut alive = Vec::new();
    for other in &others {
        alive.push(other.open("/account").await?.url.path() == "/account");
    }
    assert_eq!(alive.iter().filter(|alive| **alive).count(), 2, "one of them is ended");
    let alone = press(&mine, &ended, "do=end-others").await?.expect(200)?;
    assert!(alone.text().contains("All other sessions are ended."));
    assert!(!alone.body.contains("name=\"session\"") && !alone.body.contains("end-others"), "nothing is left to end");
    for other in &others {
        expect_stranger(other).await?;
    }
    mine.open("/account").await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn many_sessions_have_pages_and_say_when_they_were_used_last() -> anyhow::Result<()> {
    let gate = open_gate().setting("RATE_LIMITS", "off").start().await?;
    ada(&gate).await?;
    for _ in 0..11 {
        at_account(&gate, "ada", PASSWORD).await?;
    }
    gate.clock.advance(Duration::from_hours(72));
    let (mine, page) = at_account(&gate, "ada", PASSWORD).await?;
    let count = |page: &Page| page.body.matches("name=\"session\"").count();
    assert_eq!((count(&page), page.body.contains("rel=\"next\""), page.body.contains("rel=\"prev\"")), (9, true, false));
    assert!(page.text().contains("Last seen 3 days ago") && page.text().contains("End all 11 others"), "{}", page.text());
    let second = mine.open("/account?sessions=2").await?.expect(200)?;
    assert_eq!((count(&second), second.body.contains("rel=\"next\""), second.body.contains("rel=\"prev\"")), (2, false, true));
    for odd in ["/account?sessions=0", "/account?sessions=x", "/account?sessions=99999999999999999999"] {
        assert_eq!(count(&mine.open(odd).await?.expect(200)?), 9, "{odd}");
    }
    assert_eq!(count(&mine.open("/account?sessions=9").await?.expect(200)?), 2, "beyond the end is the last page");
    gate.finish().await
}

#[tokio::test]
async fn another_members_session_is_not_ended_by_its_name() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    super::registered(&gate, "bob", "bob@example.org").await?;
    let (adas, _) = at_account(&gate, "ada", PASSWORD).await?;
    at_account(&gate, "ada", PASSWORD).await?;
    let (bobs, page) = at_account(&gate, "bob", PASSWORD).await?;
    at_account(&gate, "bob", PASSWORD).await?;
    let of_ada = adas.open("/account").await?.form("session")?.value("session").unwrap_or_default().to_owned();
    let form = bobs.open("/account").await?.form("session")?.with("session", &of_ada);
    bobs.submit(&page, &form).await?.expect(200)?;
    assert!(adas.open("/account").await?.body.contains(&of_ada), "it lives on");
    let form = page.form("do=password")?.with("do", "end").with("session", "nonsense");
    bobs.submit(&page, &form).await?.expect(422)?;
    gate.finish().await
}

#[tokio::test]
async fn a_new_password_goes_to_the_doors_and_signs_out_everywhere_here_as_well() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("MATRIX_ADMIN_TOKEN", "syt_admin").start().await?;
    let_in(&gate, "ada", "ada@example.org").await?;
    let (other, _) = at_account(&gate, "ada", PASSWORD).await?;
    let (browser, page) = at_account(&gate, "ada@example.org", PASSWORD).await?;
    assert!(page.text().contains("Matrix @ada_l:example.test") && page.text().contains("ada@example.org confirmed"), "{}", page.text());
    let change = async |old: &str, new: &str| {
        browser.submit(&page, &page.form("do=password")?.with("old-password", old).with("password", new)).await
    };
    for (old, new, words) in [
        ("not my password", NEW, "This is not your password"),
        ("", NEW, "This is not your password"),
        (PASSWORD, "short", "Use at least 12 characters"),
        (PASSWORD, "", "Enter a new password"),
    ] {
        let faulty = change(old, new).await?.expect(422)?;
        assert!(faulty.text().contains(words) && faulty.body.contains("<details open>"), "{words}: {}", faulty.text());
        assert!(!faulty.body.contains(PASSWORD) && !faulty.body.contains(NEW), "no password comes back");
    }
    let done = change(PASSWORD, NEW).await?.expect(200)?;
    assert!(
        done.text().contains("Your password is changed") && done.text().contains("It has the password that you sign in with here."),
        "{}",
        done.text()
    );
    assert!(!done.text().contains("Your account ada"), "nobody is signed in any more");
    for browser in [&browser, &other] {
        expect_stranger(browser).await?;
    }
    try_to_sign_in(&browser, "/login", "ada", PASSWORD).await?.expect(422)?;
    let (_, page) = at_account(&gate, "ada", NEW).await?;
    assert!(page.text().contains("It has the password that you sign in with here."), "{}", page.text());
    gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org") && letter.subject().contains("password was changed"), SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn the_account_says_what_to_do_where_a_door_cannot_be_given_the_new_password() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("MATRIX_ADMIN_TOKEN", "syt_admin").start().await?;
    let_in(&gate, "ada", "ada@example.org").await?;
    gate.matrix.freeze();
    let (browser, page) = at_account(&gate, "ada", PASSWORD).await?;
    let form = page.form("do=password")?.with("old-password", PASSWORD).with("password", NEW);
    let later = browser.submit(&page, &form).await?.expect(200)?.text();
    assert!(later.contains("It is away at the moment."), "{later}");
    let (_, page) = at_account(&gate, "ada", NEW).await?;
    assert!(page.text().contains("It is away at the moment."), "{}", page.text());
    Ok(())
}

#[tokio::test]
async fn a_token_is_shown_once_a_new_one_ends_it_and_the_button_ends_all() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().mastodon(MastodonWish::Socket).start().await?;
    let_in(&gate, "ada", "ada@example.org").await?;
    let (browser, page) = at_account(&gate, "ada", PASSWORD).await?;
    let shown = |page: &harness::visitor::Page| {
        let text = page.body.split_once("<code class=\"copy\" dir=\"ltr\">")?.1;
        text.split_once('<').map(|(token, _)| token.to_owned())
    };
    assert_eq!(shown(&page), None);
    let first = press(&browser, &page, "do=token").await?.expect(200)?;
    let token = shown(&first).expect("a token");
    assert!(!browser.open("/account").await?.body.contains(&token), "once");
    let second = shown(&press(&browser, &page, "do=token").await?.expect(200)?).expect("another token");
    assert_ne!(token, second);
    let revoked = press(&browser, &first, "do=revoke-token").await?.expect(200)?;
    assert!(revoked.text().contains("no token this gate handed out"), "{}", revoked.text());
    gate.finish().await
}

#[tokio::test]
async fn whoever_leaves_knows_the_password_and_hears_what_stays() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let_in(&gate, "ada", "ada@example.org").await?;
    let (browser, page) = at_account(&gate, "ada", PASSWORD).await?;
    let leave = async |password: &str| browser.submit(&page, &page.form("do=leave")?.with("leave-password", password)).await;
    for wrong in ["", "not my password at all"] {
        let faulty = leave(wrong).await?.expect(422)?;
        assert!(faulty.text().contains("This is not your password"), "{}", faulty.text());
    }
    let left = leave(PASSWORD).await?.expect(200)?;
    assert!(left.text().contains("You have left") && left.text().contains("@ada_l:example.test"), "{}", left.text());
    expect_stranger(&browser).await?;
    try_to_sign_in(&browser, "/login", "ada", PASSWORD).await?.expect(422)?;
    gate.finish().await
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_link_of_a_letter_which_signs_nobody_in() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let_in(&gate, "ada", "ada@example.org").await?;
    let browser = gate.visitor()?;
    let page = browser.open("/forgot").await?.expect(200)?;
    let sent = browser.submit(&page, &page.form("")?.with("email", "ada@example.org")).await?.expect(200)?;
    assert!(sent.text().contains("Check your mail") && sent.text().contains("ada@example.org"));
    let letter = gate.mailbox().wait_for(|letter| letter.link_to("/reset?t=").is_some(), SOON).await?;
    let page = browser.open(letter.link_to("/reset?t=").unwrap_or_default()).await?.expect(200)?;
    let done = browser.submit(&page, &page.form("action=set")?.with("password", NEW)).await?.expect(200)?;
    assert!(done.body.contains("href=\"/login\""), "{}", done.text());
    expect_stranger(&browser).await?;
    at_account(&gate, "ada", NEW).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_program_with_a_header_of_its_own_is_known_by_no_cookie() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let (browser, _) = at_account(&gate, "ada", PASSWORD).await?;
    let request = browser.client().get(browser.origin().join("/account")?).header("authorization", "Bearer x");
    assert_eq!(request.send().await?.url().path(), "/login");
    let answer = browser.call(Method::POST, "/account", None, Some(json!({"do": "leave"}))).await?;
    assert_eq!(answer.status, 415, "only a form presses a button");
    gate.finish().await
}
