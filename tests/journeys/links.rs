//! Links out of letters: only a pressed button decides, and nothing of a link leaks.

use harness::{
    gatelodge::{Gatelodge, MODERATORS, SOON},
    visitor::Visitor,
};
use reqwest::{Method, header};

use crate::acts::{self, apply, approve, confirmed, letter_token, moderator_token};

/// What mail scanners do with a link: open it again and again, in every way that is no pressed button.
pub async fn scan(visitor: &Visitor, link: &str) -> anyhow::Result<()> {
    let target = visitor.origin().join(link)?;
    for _ in 0..50 {
        visitor.client().get(target.clone()).send().await?;
    }
    for method in [Method::HEAD, Method::OPTIONS] {
        visitor.client().request(method, target.clone()).send().await?;
    }
    let prefetched = visitor.client().get(target).header("Sec-Purpose", "prefetch").send().await?;
    assert!(prefetched.status().is_success());
    Ok(())
}

#[tokio::test]
async fn t1_no_link_changes_anything_until_a_button_is_pressed() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("RATE_LIMITS", "off").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let token = letter_token(&gate, "ada@example.org", "c", &applied.rid).await?;
    let link = format!("/c/{}?t={token}", applied.rid);
    let before = acts::everything(&gate).await?;
    scan(&gate.visitor()?, &link).await?;
    assert_eq!(acts::everything(&gate).await?, before, "the confirmation's link");
    confirmed(&gate, &applied).await?;
    let manager = moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    let queue = letter.link_to("/moderate?t=").expect("the second link").to_owned();
    for link in [format!("/m/{}?t={manager}", applied.rid), format!("/r/{}?t={token}", applied.rid), queue, link] {
        let before = acts::everything(&gate).await?;
        scan(&gate.visitor()?, &link).await?;
        assert_eq!(acts::everything(&gate).await?, before, "{link}");
    }
    let page = gate.visitor()?.open(&format!("/m/{}?t={manager}", applied.rid)).await?.expect(200)?;
    assert!(page.form("action=approve").is_ok(), "and the link still works");
    gate.finish().await
}

#[tokio::test]
async fn t2_a_decision_needs_the_cookie_the_nonce_and_the_same_origin() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    confirmed(&gate, &applied).await?;
    let manager = moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let other = moderator_token(&gate, MODERATORS[1], &applied.rid).await?;
    let path = format!("/m/{}", applied.rid);
    let (mo, max) = (gate.visitor()?, gate.visitor()?);
    let page = mo.open(&format!("{path}?t={manager}")).await?.expect(200)?;
    let others = max.open(&format!("{path}?t={other}")).await?.expect(200)?;
    let nonce = page.form("action=approve")?.value("nonce").unwrap_or_default().to_owned();
    let foreign = others.form("action=approve")?.value("nonce").unwrap_or_default().to_owned();
    let before = acts::everything(&gate).await?;
    let target = mo.origin().join(&path)?;
    let origin = mo.origin().origin().ascii_serialization();
    let press = |visitor: &Visitor, nonce: &str, headers: &[(&str, &str)]| {
        let mut request = visitor.client().post(target.clone()).form(&[("action", "approve"), ("nonce", nonce)]);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send()
    };
    let same = [("Sec-Fetch-Site", "same-origin")];
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let rows: [(&str, &Visitor, &str, Headers<'_>); 8] = [
        ("no nonce", &mo, "", &same),
        ("another moderator's nonce", &mo, &foreign, &same),
        ("from another site", &mo, &nonce, &[("Sec-Fetch-Site", "cross-site")]),
        ("from a sibling", &mo, &nonce, &[("Sec-Fetch-Site", "same-site")]),
        ("from nowhere known", &mo, &nonce, &[]),
        ("a null origin", &mo, &nonce, &[("Origin", "null")]),
        ("another origin", &mo, &nonce, &[("Origin", "https://evil.example")]),
        ("no cookie", &gate.visitor()?, &nonce, &same),
    ];
    for (what, visitor, nonce, headers) in rows {
        let answer = press(visitor, nonce, headers).await?;
        assert!(matches!(answer.status().as_u16(), 401 | 403 | 404), "{what}: {}", answer.status());
    }
    assert_eq!(acts::everything(&gate).await?, before);
    let answer = press(&mo, &nonce, &[("Origin", &origin)]).await?;
    assert!(answer.status().is_success(), "where Sec-Fetch-Site is absent the Origin proves it: {}", answer.status());
    assert_ne!(acts::everything(&gate).await?, before);
    gate.finish().await
}

#[tokio::test]
async fn t6_links_are_built_from_the_public_url_whatever_the_request_says() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    let request = visitor
        .client()
        .post(visitor.origin().join("/registrations")?)
        .header(header::HOST, "evil.example")
        .header("X-Forwarded-Host", "evil.example")
        .header("X-Forwarded-Proto", "https")
        .header("Forwarded", "host=evil.example;proto=https");
    let answer = request.json(&serde_json::json!({"email": "ada@example.org"})).send().await?;
    assert_eq!(answer.status(), 201);
    let letter = gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org"), SOON).await?;
    assert!(!String::from_utf8_lossy(&letter.raw).contains("evil.example"));
    assert!(letter.link_to("/c/").is_some_and(|link| link.starts_with(gate.origin())));
    gate.finish().await
}

#[tokio::test]
async fn t8_the_trading_answer_sends_no_referrer_and_nothing_is_stored() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let token = letter_token(&gate, "ada@example.org", "c", &applied.rid).await?;
    let client = harness::client::client()?;
    let traded = client.get(format!("{}/c/{}?t={token}", gate.origin(), applied.rid)).send().await?;
    assert_eq!(traded.status(), 303);
    assert_eq!(traded.headers()[header::LOCATION], format!("/c/{}", applied.rid));
    assert_eq!(traded.headers()[header::REFERRER_POLICY], "no-referrer");
    assert_eq!(traded.headers()[header::CACHE_CONTROL], "no-store");
    let cookie = traded.headers()[header::SET_COOKIE].to_str()?;
    for part in ["HttpOnly", "SameSite=Lax", &format!("Path=/c/{}", applied.rid)] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.starts_with("__Secure-") && !cookie.contains("; Secure"), "on http: {cookie}");
    let page = applied.browser.open(&format!("/c/{}?t={token}", applied.rid)).await?.expect(200)?;
    assert_eq!(page.headers[header::REFERRER_POLICY], "same-origin");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert!(!page.body.contains(&token), "the page itself does not hold the token");
    gate.finish().await
}

#[tokio::test]
async fn no_get_shows_a_secret_and_a_button_shows_the_generated_password() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let token = confirmed(&gate, &applied).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    let link = format!("/r/{}?t={token}", applied.rid);
    let status = applied.browser.open(&link).await?.expect(200)?;
    let form = status.form("action=choose")?.with("username", "ada").with("password_from", "generate");
    applied.browser.submit(&status, &form).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    let password = gate.matrix.account("ada").expect("an account").password;
    let done = applied.browser.open(&format!("/r/{}", applied.rid)).await?.expect(200)?;
    assert!(!done.body.contains(&password), "no GET shows it");
    let shown = applied.browser.submit(&done, &done.form("action=show-password")?).await?.expect(200)?;
    assert!(shown.text().contains(&password));
    let saved = applied.browser.submit(&shown, &shown.form("action=saved")?).await?.expect(200)?;
    assert!(saved.form("action=show-password").is_err(), "once saved it is gone");
    let seen = applied.browser.call(Method::GET, &applied.path(), Some((&applied.rid, &token)), None).await?.expect(200)?.json()?;
    assert_eq!(seen["password"], "");
    gate.finish().await
}

#[tokio::test]
async fn this_was_not_me_ends_it_and_the_address_rests() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let token = letter_token(&gate, "ada@example.org", "c", &applied.rid).await?;
    let owner = gate.visitor()?;
    let page = owner.open(&format!("/c/{}?t={token}", applied.rid)).await?.expect(200)?;
    owner.submit(&page, &page.form("action=not-me")?).await?.expect(200)?;
    applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(404)?;
    gate.settle().await?;
    let letters = gate.mailbox().count();
    let again = apply(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), letters, "no letter reaches a resting address");
    let seen = again.browser.call(Method::GET, &again.path(), again.mine(), None).await?.expect(200)?.json()?;
    assert_eq!(seen["status"], "pending", "and its caller sees what anybody sees");
    assert_eq!(gate.mailbox().letters_to(MODERATORS[0]).len(), 0);
    gate.finish().await
}

#[tokio::test]
async fn once_confirmed_the_letters_token_chooses_and_the_callers_only_looks_and_leaves() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (applied, letter) = acts::approved(&gate, "ada@example.org", "ada").await?;
    let patch = serde_json::json!({"matrix_status": "processing", "username": "ada"});
    applied.browser.call(Method::PATCH, &applied.path(), applied.mine(), Some(patch.clone())).await?.expect(403)?;
    let chosen =
        applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &letter)), Some(patch)).await?.expect(200)?.json()?;
    assert_ne!(chosen["password"], "");
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
    assert_eq!((&seen["email"], &seen["password"]), (&"ada@example.org".into(), &"".into()));
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    applied.browser.call(Method::DELETE, &applied.path(), applied.mine(), None).await?.expect(204)?;
    gate.finish().await
}
