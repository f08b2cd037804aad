//! Who the applicant is: the page behind the letter, what counts only when it is chosen there, and registrations without an
//! address or with one that comes later.

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use reqwest::{Method, header};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::{accounts, seen, settle};
use crate::acts::{self, apply, apply_with, approve, letter_token};

#[tokio::test]
async fn the_page_behind_the_letter_shows_what_was_asked_and_two_buttons_of_equal_weight() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("QUESTIONS", "Who invited you?").start().await?;
    let body = json!({"email": "ada@example.org", "username": "ada", "reason": "I keep bees", "answers": {"1": "Grace"}});
    let ada = apply_with(&gate, body).await?;
    let token = letter_token(&gate, "ada@example.org", "c", &ada.rid).await?;
    let page = ada.browser.open(&format!("/c/{}?t={token}", ada.rid)).await?.expect(200)?;
    for asked in ["ada", "I keep bees", "Who invited you?", "Grace", "Matrix"] {
        assert!(page.text().contains(asked), "{asked}: {}", page.text());
    }
    let html = Html::parse_document(&page.body);
    let button = |form: &str| {
        let selector = Selector::parse(&format!("div.pair > div > button[form={form}]")).expect("a selector");
        let found: Vec<_> = html.select(&selector).collect();
        assert_eq!(found.len(), 1, "{form}");
        let weight = (found[0].attr("class").map(ToOwned::to_owned), found[0].attr("tabindex").map(ToOwned::to_owned));
        (weight, found[0].text().collect::<String>())
    };
    let (yes, not_me) = (button("yes"), button("not-me"));
    assert_eq!((yes.1.as_str(), not_me.1.as_str()), ("Yes, I asked for this", "This was not me"));
    assert_eq!(yes.0, not_me.0);
    assert!(gate.mailbox().letters_to(MODERATORS[0]).is_empty(), "opening the link tells nobody");
    ada.browser.submit(&page, &page.form("action=yes")?).await?.expect(200)?;
    gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_password_sent_before_the_confirmation_counts_only_if_it_is_typed_again_there() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (before, own) = ("chosen by whoever called", "chosen by who reads letters");
    let body = json!({"email": "ada@example.org", "username": "ada", "on_approval": true, "password": before});
    let ada = apply_with(&gate, body).await?;
    let token = letter_token(&gate, "ada@example.org", "c", &ada.rid).await?;
    let page = ada.browser.open(&format!("/c/{}?t={token}", ada.rid)).await?.expect(200)?;
    assert!(!page.body.contains(before));
    assert!(page.body.contains("value=\"generate\""), "“make one for me” stands beside");
    let form = page.form("action=yes")?;
    assert_eq!((form.value("username"), form.value("password")), (Some("ada"), Some("")), "the name is prefilled, the password is not");
    for (name, password) in [("ada", ""), ("ada", "short"), ("", own), ("ada!", own)] {
        let again = ada.browser.submit(&page, &form.clone().with("username", name).with("password", password)).await?.expect(422)?;
        assert!(again.form("action=yes").is_ok() && !again.body.contains(own), "{name}, {password}");
    }
    gate.settle().await?;
    assert!(gate.mailbox().letters_to(MODERATORS[0]).is_empty(), "nothing was confirmed by that");
    ada.browser.submit(&page, &form.with("username", "countess").with("password", own)).await?.expect(200)?;
    assert_eq!(seen(&ada, &ada.token).await?["username"], "countess");
    approve(&gate, MODERATORS[0], &ada.rid).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!(gate.matrix.account("countess").map(|account| account.password).as_deref(), Some(own));
    assert_eq!(gate.matrix.created_count(), 1);
    gate.finish().await
}

#[tokio::test]
async fn without_an_address_the_caller_is_the_applicant_and_moderators_hear_at_once() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply_with(&gate, json!({"username": "ada", "reason": "I keep bees"})).await?;
    approve(&gate, MODERATORS[0], &ada.rid).await?;
    let settled = settle(&ada, &ada.token, json!({"matrix_status": "processing", "username": "ada"})).await?.expect(200)?.json()?;
    let account = gate.matrix.wait_for_account("ada", SOON).await?;
    gate.matrix.wait_for_password("ada", acts::text(&settled, "password"), SOON).await?;
    assert_eq!(account.localpart, "ada");
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), MODERATORS.len(), "nobody else was written to");
    gate.finish().await
}

#[tokio::test]
async fn whoever_gives_no_address_is_shown_rid_and_token_as_the_only_way_back() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = gate.visitor()?;
    let page = ada.open("/").await?.expect(200)?;
    let kept = ada.submit(&page, &page.form("")?.with("username", "ada").with("reason", "I keep bees")).await?.expect(200)?;
    let html = Html::parse_document(&kept.body);
    let copied: Vec<String> = html.select(&Selector::parse("code.copy").expect("a selector")).map(|code| code.text().collect()).collect();
    let [link, rid, token] = copied.as_slice() else { panic!("{copied:?}") };
    assert!(kept.text().contains("only way back") && kept.text().contains("Copy") && kept.text().contains("print"), "{}", kept.text());
    assert_eq!(kept.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(link, &format!("{}/r/{rid}?t={token}", gate.origin()));
    let later = gate.visitor()?;
    assert_eq!(later.open(link).await?.expect(200)?.url.path(), format!("/r/{rid}"));
    let shown = later.call(Method::GET, &format!("/registrations/{rid}"), Some((rid, token)), None).await?.expect(200)?.json()?;
    assert_eq!((&shown["username"], &shown["email"]), (&json!("ada"), &json!("")));
    gate.finish().await
}

#[tokio::test]
async fn an_address_given_at_the_settlement_is_asked_and_until_its_yes_the_caller_stays_the_applicant() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply_with(&gate, json!({"username": "ada"})).await?;
    approve(&gate, MODERATORS[0], &ada.rid).await?;
    let body = json!({"matrix_status": "processing", "username": "ada", "email": "Ada@example.org"});
    let settled = settle(&ada, &ada.token, body.clone()).await?.expect(200)?.json()?;
    assert_eq!(settled["email"], "Ada@example.org");
    gate.mailbox().wait_for_subject("Ada@example.org", "confirm your email address", SOON).await?;
    gate.matrix.wait_for_account("ada", SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to("Ada@example.org").len(), 1, "an address that nobody has proved is only asked");
    assert_eq!(seen(&ada, &ada.token).await?["password"], settled["password"], "the caller is the applicant still");
    let token = letter_token(&gate, "Ada@example.org", "c", &ada.rid).await?;
    let owner = gate.visitor()?;
    let page = owner.open(&format!("/c/{}?t={token}", ada.rid)).await?.expect(200)?;
    owner.submit(&page, &page.form("action=yes")?).await?.expect(200)?;
    assert_eq!(seen(&ada, &ada.token).await?["password"], "");
    assert_eq!(seen(&ada, &token).await?["password"], settled["password"], "from the yes on the letter's token is");
    gate.mailbox().wait_for_subject("Ada@example.org", "account is ready", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_later_address_whose_owner_says_no_is_taken_away_and_nothing_else() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let eve = apply_with(&gate, json!({"username": "eve"})).await?;
    approve(&gate, MODERATORS[0], &eve.rid).await?;
    let mut body = accounts("eve", "correct horse battery");
    body["email"] = json!("ada@example.org");
    settle(&eve, &eve.token, body).await?.expect(200)?;
    let token = letter_token(&gate, "ada@example.org", "c", &eve.rid).await?;
    gate.matrix.wait_for_account("eve", SOON).await?;
    gate.settle().await?;
    let ada = gate.visitor()?;
    let page = ada.open(&format!("/c/{}?t={token}", eve.rid)).await?.expect(200)?;
    ada.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    let left = seen(&eve, &eve.token).await?;
    assert_eq!((&left["email"], &left["matrix_status"]), (&json!(""), &json!("success")));
    ada.call(Method::GET, &eve.path(), Some((&eve.rid, &token)), None).await?.expect(403)?;
    gate.settle().await?;
    let letters = gate.mailbox().count();
    apply(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), letters, "and the address rests: nobody hears");
    gate.finish().await
}

#[tokio::test]
async fn before_the_yes_the_caller_may_look_and_leave_and_the_unheard_look_alike() -> anyhow::Result<()> {
    let limits = "letters.receiver=10/1d";
    let gate = Gatelodge::wish().setting("LIMITS", limits).start().await?;
    let mut all = Vec::new();
    for spelling in ["ada@example.org", "Ada@EXAMPLE.org", "ADA@example.org", "ada@Example.Org", "aDa@example.org"] {
        all.push(apply(&gate, spelling, "ada").await?);
    }
    gate.settle().await?;
    let subjects: Vec<String> = gate.mailbox().letters().iter().map(|letter| letter.subject().to_owned()).collect();
    let confirm = subjects.iter().filter(|subject| subject.contains("confirm your request")).count();
    assert_eq!((confirm, subjects.len()), (3, 5), "three ask, however the address is spelled: {subjects:?}");
    let shape = |mut shown: Value| {
        for own in ["rid", "email"] {
            shown[own] = Value::Null;
        }
        shown
    };
    let first = shape(seen(&all[0], &all[0].token).await?);
    for unheard in &all[3..] {
        assert_eq!(shape(seen(unheard, &unheard.token).await?), first);
        settle(unheard, &unheard.token, accounts("ada", "correct horse battery")).await?.expect(409)?;
    }
    settle(&all[0], &all[0].token, accounts("ada", "correct horse battery")).await?.expect(409)?;
    for applied in [&all[0], &all[3]] {
        applied.browser.call(Method::DELETE, &applied.path(), applied.mine(), None).await?.expect(204)?;
    }
    gate.settle().await?;
    apply(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    let again = gate.mailbox().letters().iter().filter(|letter| letter.subject().contains("confirm your request")).count();
    assert_eq!(again, 4, "whoever leaves makes room for another");
    gate.finish().await
}
