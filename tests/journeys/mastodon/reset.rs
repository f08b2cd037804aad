//! The link of "set a new password": good once, for half an hour, by a pressed button on our own page, and for nothing else.

use std::time::Duration;

use anyhow::Context as _;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::mastodon_double::{Call, Trouble};
use harness::visitor::{Form, Page, Visitor};
use reqwest::{Method, header};
use serde_json::json;

use super::programs::{PASSWORD, account, change, forgot, gate, generate, let_in, subjects};
use crate::{acts, links};

const ADA: &str = "ada@example.org";
const NEW: &str = "seven quiet otters";

/// The paths of all links mailed to Ada so far, once there are so many.
async fn mailed(gate: &Gatelodge, count: usize) -> anyhow::Result<Vec<String>> {
    let fits = |letter: &harness::mailbox::Letter| letter.is_to(ADA) && letter.link_to("/reset?t=").is_some();
    let letters = gate.mailbox().wait_for_count(count, fits, SOON).await?;
    let paths = letters.iter().filter_map(|letter| letter.link_to("/reset?t=")?.strip_prefix(gate.origin()).map(str::to_owned));
    Ok(paths.collect())
}

/// A gate with Ada's account, and the link that she asked for.
async fn asked() -> anyhow::Result<(Gatelodge, String)> {
    let gate = gate().start().await?;
    account(&gate, "ada");
    gate.mastodon.sign_in("ada")?;
    forgot(&gate, ADA).await?.expect(202)?;
    let link = mailed(&gate, 1).await?.pop().context("a link")?;
    gate.settle().await?;
    Ok((gate, link))
}

/// Follows a link with a fresh browser: the page, and its form with a password typed.
async fn typed(gate: &Gatelodge, link: &str, password: &str) -> anyhow::Result<(Visitor, Page, Form)> {
    let browser = gate.visitor()?;
    let page = browser.open(link).await?.expect(200)?;
    let form = page.form("action=set")?.with("password", password);
    Ok((browser, page, form))
}

fn password(gate: &Gatelodge) -> String {
    gate.mastodon.user("ada").map(|user| user.password).unwrap_or_default()
}

#[tokio::test]
async fn t1_following_the_link_changes_nothing_however_often_and_by_whatever_program() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    let (before, calls) = (acts::everything(&gate).await?, gate.mastodon.calls());
    links::scan(&gate.visitor()?, &link).await?;
    assert_eq!(acts::everything(&gate).await?, before);
    assert_eq!(gate.mastodon.calls(), calls);
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    browser.submit(&page, &form).await?.expect(200)?;
    assert_eq!(password(&gate), NEW, "and the link still works");
    gate.finish().await
}

#[tokio::test]
async fn t8_the_links_token_leaves_the_address_bar_and_nothing_says_whose_account_it_is() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    let client = harness::client::client()?;
    let traded = client.get(format!("{}{link}", gate.origin())).send().await?;
    assert_eq!((traded.status().as_u16(), &traded.headers()[header::LOCATION]), (303, &header::HeaderValue::from_static("/reset")));
    assert_eq!(traded.headers()[header::REFERRER_POLICY], "no-referrer");
    assert_eq!(traded.headers()[header::CACHE_CONTROL], "no-store");
    let cookie = traded.headers()[header::SET_COOKIE].to_str()?;
    assert!(cookie.starts_with("gl-p=") && cookie.contains("Path=/reset"), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let page = gate.visitor()?.open(&link).await?.expect(200)?;
    assert_eq!((page.url.path(), page.url.query()), ("/reset", None));
    assert_eq!(page.headers[header::REFERRER_POLICY], "same-origin");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    let token = link.split_once("?t=").context("a token")?.1;
    assert!(!page.body.contains(token) && !page.body.contains("ada"), "{}", page.body);
    gate.finish().await
}

#[tokio::test]
async fn the_link_sets_one_password_ends_everything_that_was_signed_in_and_is_over() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    generate(&gate, ADA, PASSWORD).await?.expect(200)?;
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    let weak = browser.submit(&page, &page.form("action=set")?.with("password", "short")).await?.expect(422)?;
    assert!(!weak.body.contains("short\""), "what was typed is not sent back");
    assert!(browser.submit(&page, &page.form("action=set")?).await?.status == 422, "nor is an empty one taken");
    assert_eq!((password(&gate).as_str(), gate.mastodon.tokens_of("ada").len()), (PASSWORD, 1), "a refused one ends nothing");

    let done = browser.submit(&page, &form).await?.expect(200)?;
    assert!(done.text().contains("Your password is changed"), "{}", done.text());
    let user = gate.mastodon.user("ada").context("ada")?;
    assert_eq!((user.password.as_str(), user.sessions_count), (NEW, 0));
    assert!(gate.mastodon.tokens_of("ada").is_empty());
    let letter = gate.mailbox().wait_for_subject(ADA, "password was changed", SOON).await?;
    assert!(!letter.text.contains(NEW));

    let again = browser.submit(&page, &form.with("password", "somebody else's choice")).await?.expect(404)?;
    assert!(again.text().contains("This link does not open anything"), "{}", again.text());
    for visitor in [browser, gate.visitor()?] {
        visitor.open(&link).await?.expect(404)?;
    }
    gate.settle().await?;
    assert_eq!((password(&gate).as_str(), gate.mailbox().letters_to(ADA).len()), (NEW, 2));
    gate.finish().await
}

#[tokio::test]
async fn t14b_whoever_only_typed_the_address_keeps_nobody_from_the_way_back_into_their_account() -> anyhow::Result<()> {
    let gate = gate().setting("MEMBERS", "open").setting("CONFIRM_EMAIL", "false").start().await?;
    account(&gate, "ada");
    let stranger = json!({"email": ADA, "password": "a stranger's own password"});
    gate.visitor()?.call(Method::POST, "/auth/register", None, Some(stranger.clone())).await?.expect(201)?;
    gate.settle().await?;
    forgot(&gate, ADA).await?.expect(202)?;
    let link = mailed(&gate, 1).await?.pop().context("a link")?;
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    browser.submit(&page, &form).await?.expect(200)?;
    gate.settle().await?;
    assert_eq!(password(&gate), NEW, "it is the account's link");
    gate.visitor()?.call(Method::POST, "/auth/login", None, Some(stranger)).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn this_was_not_me_ends_the_link_and_leaves_the_password() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    let calls = gate.mastodon.calls().len();
    let thanked = browser.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    assert!(thanked.text().contains("The link is ended"), "{}", thanked.text());
    browser.submit(&page, &form).await?.expect(404)?;
    gate.visitor()?.open(&link).await?.expect(404)?;
    gate.settle().await?;
    assert_eq!((password(&gate).as_str(), gate.mastodon.calls().len(), gate.mailbox().count()), (PASSWORD, calls, 1));
    forgot(&gate, ADA).await?.expect(202)?;
    let links = mailed(&gate, 2).await?;
    let (browser, page, form) = typed(&gate, &links[1], NEW).await?;
    browser.submit(&page, &form).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn the_link_ends_after_half_an_hour() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    gate.pass(Duration::from_mins(29)).await?;
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    gate.pass(Duration::from_mins(1)).await?;
    browser.submit(&page, &form).await?.expect(404)?;
    gate.visitor()?.open(&link).await?.expect(404)?;
    assert_eq!(password(&gate), PASSWORD);
    gate.finish().await
}

#[tokio::test]
async fn t2_a_password_is_set_from_our_own_page_by_whoever_followed_the_link_only() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    forgot(&gate, ADA).await?.expect(202)?;
    let links = mailed(&gate, 2).await?;
    gate.settle().await?;
    let (ada, page, form) = typed(&gate, &link, NEW).await?;
    let (_, _, others) = typed(&gate, links.iter().find(|other| **other != link).context("the other")?, NEW).await?;
    let (nonce, foreign) = (form.value("nonce").unwrap_or_default(), others.value("nonce").unwrap_or_default());
    let (before, calls) = (acts::everything(&gate).await?, gate.mastodon.calls().len());
    let same = ("Sec-Fetch-Site", "same-origin");
    let rows = [
        ("no nonce", &ada, "", same),
        ("another link's nonce", &ada, foreign, same),
        ("from another site", &ada, nonce, ("Sec-Fetch-Site", "cross-site")),
        ("from a sibling", &ada, nonce, ("Sec-Fetch-Site", "same-site")),
        ("a null origin", &ada, nonce, ("Origin", "null")),
        ("another origin", &ada, nonce, ("Origin", "https://evil.example")),
        ("no cookie", &gate.visitor()?, nonce, same),
    ];
    for (what, visitor, nonce, (name, value)) in rows {
        for action in ["set", "not-me"] {
            let request = visitor.client().post(page.url.clone()).header(name, value);
            let answer = request.form(&[("action", action), ("nonce", nonce), ("password", NEW)]).send().await?;
            assert!(matches!(answer.status().as_u16(), 403 | 404), "{what}: {}", answer.status());
        }
    }
    assert_eq!(acts::everything(&gate).await?, before);
    assert_eq!(gate.mastodon.calls().len(), calls);
    ada.submit(&page, &form).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn t5_tokens_of_other_kinds_and_forged_ones_set_no_password_and_this_one_opens_nothing_else() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    let (applied, letter) = let_in(&gate, "ada").await?;
    let manager = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    forgot(&gate, ADA).await?.expect(202)?;
    let link = mailed(&gate, 1).await?.pop().context("a link")?;
    let token = link.split_once("?t=").context("a token")?.1.to_owned();
    gate.settle().await?;
    let (before, calls) = (acts::everything(&gate).await?, gate.mastodon.calls().len());
    let flipped = format!("{}{}", &token[..token.len() - 2], if token.ends_with("AA") { "BB" } else { "AA" });
    let renamed = letter.replacen("gla_", "glp_", 1);
    for wrong in [applied.token.as_str(), &letter, &manager, &flipped, &renamed, "glp_", "", "%00"] {
        let visitor = gate.visitor()?;
        visitor.open(&format!("/reset?t={wrong}")).await?.expect(404)?;
        let request = visitor.client().post(visitor.origin().join("/reset")?).header("Sec-Fetch-Site", "same-origin");
        let request = request.header(header::COOKIE, format!("gl-p={wrong}"));
        let answer = request.form(&[("action", "set"), ("nonce", ""), ("password", NEW)]).send().await?;
        assert!(answer.status().is_client_error(), "{wrong}: {}", answer.status());
    }
    for page in ["r", "c", "m"] {
        gate.visitor()?.open(&format!("/{page}/{}?t={token}", applied.rid)).await?.expect(404)?;
    }
    let theirs = gate.visitor()?;
    for method in [Method::GET, Method::DELETE, Method::PATCH] {
        let body = (method == Method::PATCH).then(|| serde_json::json!({"mastodon_status": "processing", "username": "ada"}));
        let status = theirs.call(method.clone(), &applied.path(), Some((&applied.rid, &token)), body).await?.status;
        assert!(matches!(status.as_u16(), 401 | 403 | 404), "{method}: {status}");
    }
    assert_eq!(acts::everything(&gate).await?, before);
    assert_eq!((gate.mastodon.calls().len(), password(&gate).as_str()), (calls, PASSWORD));
    gate.finish().await
}

#[tokio::test]
async fn a_password_that_was_set_ends_the_links_of_all_letters_before_it_and_none_after() -> anyhow::Result<()> {
    let (gate, first) = asked().await?;
    forgot(&gate, ADA).await?.expect(202)?;
    let links = mailed(&gate, 2).await?;
    let second = links.iter().find(|link| **link != first).context("another link")?.clone();
    let (browser, page, form) = typed(&gate, &second, NEW).await?;
    let (late, late_page, late_form) = typed(&gate, &first, "eight loud herons").await?;
    browser.submit(&page, &form).await?.expect(200)?;
    late.submit(&late_page, &late_form).await?.expect(404)?;
    gate.visitor()?.open(&first).await?.expect(404)?;
    assert_eq!(password(&gate), NEW);
    forgot(&gate, ADA).await?.expect(202)?;
    let third = mailed(&gate, 3).await?.into_iter().find(|link| *link != first && *link != second).context("a third link")?;
    change(&gate, ADA, NEW, "nine calm geese walk").await?.expect(200)?;
    gate.visitor()?.open(&third).await?.expect(404)?;
    gate.settle().await?;
    assert_eq!(subjects(&gate, ADA).iter().filter(|subject| subject.contains("was changed")).count(), 2);
    gate.finish().await
}

#[tokio::test]
async fn of_two_links_pressed_at_once_one_sets_the_password_and_the_other_is_over() -> anyhow::Result<()> {
    for round in 0..4 {
        let (gate, first) = asked().await?;
        forgot(&gate, ADA).await?.expect(202)?;
        let second = mailed(&gate, 2).await?.into_iter().find(|link| *link != first).context("another link")?;
        let (one, one_page, one_form) = typed(&gate, &first, NEW).await?;
        let (other, other_page, other_form) = typed(&gate, &second, "eight loud herons").await?;
        let (one, other) = tokio::try_join!(one.submit(&one_page, &one_form), other.submit(&other_page, &other_form))?;
        let chosen = if one.text().contains("Your password is changed") { NEW } else { "eight loud herons" };
        let told = [&one, &other].iter().filter(|page| page.text().contains("Your password is changed")).count();
        assert_eq!((told, password(&gate).as_str()), (1, chosen), "round {round}");
        // Whoever waited may find it out only later.
        gate.pass(Duration::from_secs(1)).await?;
        assert_eq!(password(&gate), chosen, "round {round}");
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn one_link_pressed_at_once_by_many_sets_the_password_of_the_one_who_is_told_so() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    let mut typed_in = Vec::new();
    for number in 0..6 {
        let choice = format!("choice number {number}");
        let (browser, page, form) = typed(&gate, &link, &choice).await?;
        typed_in.push((choice, browser, page, form));
    }
    let presses = typed_in.iter().map(|(_, browser, page, form)| browser.submit(page, form));
    let answers = futures_util::future::try_join_all(presses).await?;
    gate.settle().await?;
    let told: Vec<&str> =
        typed_in.iter().zip(&answers).filter(|(_, answer)| answer.status == 200).map(|((choice, ..), _)| &**choice).collect();
    assert_eq!(told, [password(&gate)], "the one who is told so");
    let others = answers.iter().map(|answer| answer.status.as_u16()).filter(|status| *status != 200);
    assert!(others.clone().count() == 5 && others.clone().all(|status| status == 202 || status == 404), "{:?}", others.collect::<Vec<_>>());
    // The others' questions are taken up again, and find the link at its end.
    let set = gate.mastodon.calls_count(Call::SetPassword);
    gate.pass(Duration::from_secs(5)).await?;
    assert_eq!((told, gate.mastodon.calls_count(Call::SetPassword)), (vec![&*password(&gate)], set));
    assert_eq!(subjects(&gate, ADA).iter().filter(|subject| subject.contains("was changed")).count(), 1);
    gate.finish().await
}

#[tokio::test]
async fn a_password_that_takes_long_is_set_all_the_same_and_a_letter_says_so() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    gate.mastodon.trouble(Call::SetPassword, Trouble::Slow, 1);
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    let later = browser.submit(&page, &form).await?.expect(202)?;
    assert!(later.text().contains("This takes longer than usual"), "{}", later.text());
    gate.mastodon.release();
    gate.mailbox().wait_for_subject(ADA, "password was changed", SOON).await?;
    assert_eq!(password(&gate), NEW);
    browser.open(&link).await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn a_password_that_was_set_is_told_by_letter_although_its_reader_said_not_me_too_late() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    gate.mastodon.trouble(Call::SetPassword, Trouble::Slow, 1);
    let (stranger, page, form) = typed(&gate, &link, NEW).await?;
    stranger.submit(&page, &form).await?.expect(202)?;
    let (owner, page, _) = typed(&gate, &link, "").await?;
    owner.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    gate.mastodon.release();
    gate.mailbox().wait_for_subject(ADA, "password was changed", SOON).await?;
    stranger.open(&link).await?.expect(404)?;
    gate.finish().await
}

#[tokio::test]
async fn a_link_whose_instance_stayed_away_is_as_good_as_before() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    gate.mastodon.set_away(true)?;
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    browser.submit(&page, &form).await?.expect(202)?;
    // What nobody could answer in its minute is forgotten, and the button may be pressed anew.
    gate.pass(Duration::from_mins(3)).await?;
    gate.mastodon.set_away(false)?;
    let page = browser.open("/reset").await?.expect(200)?;
    let pressed = browser.submit(&page, &page.form("action=set")?.with("password", "eight loud herons")).await?;
    pressed.expect(200)?;
    assert_eq!(password(&gate), "eight loud herons");
    gate.finish().await
}

#[tokio::test]
async fn an_account_that_got_a_second_factor_meanwhile_is_left_alone() -> anyhow::Result<()> {
    let (gate, link) = asked().await?;
    let (browser, page, form) = typed(&gate, &link, NEW).await?;
    gate.mastodon.change_user("ada", |user| user.second_factor = true)?;
    browser.submit(&page, &form).await?.expect(404)?;
    gate.mailbox().wait_for_subject(ADA, "in Mastodon itself", SOON).await?;
    assert_eq!(password(&gate), PASSWORD);
    gate.finish().await
}
