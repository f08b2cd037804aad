//! T14: the cookies of a page's session, and whose forms are believed.

use harness::gatelodge::{Gatelodge, Wish};
use harness::visitor::{Form, Page};
use reqwest::{Response, header};

use super::{NEW, PASSWORD, ada, at_account, open_gate};
use crate::acts::everything;

const DAYS: &str = "Max-Age=2592000";

/// A gate at a public https address, answering on loopback as behind a proxy.
fn public_gate() -> Wish {
    let strong = "q:uCuXh0ZBzXvSxPq0lXlq0mFzY3o7n0f6m1kqS5cQ2hE=";
    open_gate().setting("PUBLIC_URL", "https://gate.example").setting("KEYS", strong).without_worker()
}

/// Name, value and sorted attributes of each cookie that an answer sets.
fn cookies(answer: &Response) -> Vec<(String, String, Vec<String>)> {
    let read = |line: &header::HeaderValue| {
        let (pair, attributes) = line.to_str().unwrap().split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        let mut attributes: Vec<String> = attributes.split(';').map(|attribute| attribute.trim().to_owned()).collect();
        attributes.sort();
        (name.to_owned(), value.to_owned(), attributes)
    };
    let mut cookies: Vec<_> = answer.headers().get_all(header::SET_COOKIE).iter().map(read).collect();
    cookies.sort();
    cookies
}

/// Posts a form as a browser of that origin does, and follows nothing.
async fn post(gate: &Gatelodge, path: &str, origin: &str, cookie: &str, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
    let request = harness::client::client()?.post(format!("{}{path}", gate.origin())).header(header::ORIGIN, origin);
    Ok(request.header(header::ACCEPT, "text/html").header(header::COOKIE, cookie).form(fields).send().await?)
}

fn nonce(form: &Form) -> String {
    form.value("nonce").unwrap_or_default().to_owned()
}

#[tokio::test]
async fn t14_the_cookies_of_a_session_are_exactly_those_of_the_contract() -> anyhow::Result<()> {
    for (gate, prefix, secure) in [(public_gate().start().await?, "__Host-", true), (open_gate().start().await?, "", false)] {
        ada(&gate).await?;
        let origin = if secure { "https://gate.example".to_owned() } else { gate.origin().to_owned() };
        let form = gate.visitor()?.open("/login").await?.form("do=sign-in")?;
        let nonce = nonce(&form);
        let fields = [("nonce", nonce.as_str()), ("do", "sign-in"), ("username", "ada"), ("password", PASSWORD)];
        let answer = post(&gate, "/account/session", &origin, "", &fields).await?;
        assert_eq!((answer.status().as_u16(), answer.headers()[header::LOCATION].to_str()?), (303, "/account"));
        let attributes = |site: &str| {
            let mut all = vec!["HttpOnly".to_owned(), DAYS.to_owned(), "Path=/".to_owned(), format!("SameSite={site}")];
            all.extend(secure.then(|| "Secure".to_owned()));
            all
        };
        let set = cookies(&answer);
        let [(refresh, token, strict), (page, session, lax)] = &set[..] else { panic!("two cookies: {set:?}") };
        assert_eq!((refresh, page), (&format!("{prefix}refresh"), &format!("{prefix}session")));
        assert_eq!((strict, lax), (&attributes("Strict"), &attributes("Lax")));
        assert!(token.starts_with("glr_") && session.starts_with("gls_"));
        // Both are of one session: signing out of the page ends it for programs, too.
        let cookie = format!("{page}={session}");
        let read = harness::client::client()?.get(format!("{}/account", gate.origin())).header(header::COOKIE, &cookie).send().await?;
        let (status, url, headers, body) = (read.status(), read.url().clone(), read.headers().clone(), read.text().await?);
        let account = Page { status, url, headers, body }.expect(200)?;
        let out = account.form("do=sign-out")?;
        let fields = [("nonce", out.value("nonce").unwrap_or_default()), ("do", "sign-out")];
        let answer = post(&gate, "/account/session", &origin, &cookie, &fields).await?;
        assert_eq!(answer.status(), 200);
        let gone: Vec<_> = cookies(&answer)
            .into_iter()
            .map(|(name, value, attributes)| (name, value, attributes.contains(&"Max-Age=0".to_owned())))
            .collect();
        assert_eq!(gone, [(refresh.clone(), String::new(), true), (page.clone(), String::new(), true)]);
        let request = harness::client::client()?.post(format!("{}/auth/refresh", gate.origin()));
        assert_eq!(request.header(header::COOKIE, format!("{refresh}={token}")).send().await?.status(), 401);
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn t14_no_form_of_another_site_or_of_another_session_changes_anything() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    super::registered(&gate, "bob", "bob@example.org").await?;
    let (browser, page) = at_account(&gate, "ada", PASSWORD).await?;
    at_account(&gate, "ada", PASSWORD).await?;
    let page = browser.open(page.url.path()).await?;
    let mine = nonce(&page.form("do=sign-out")?);
    let (_, other) = at_account(&gate, "ada", PASSWORD).await?;
    let (_, bobs) = at_account(&gate, "bob", PASSWORD).await?;
    let (others, bobs) = (nonce(&other.form("do=sign-out")?), nonce(&bobs.form("do=sign-out")?));
    let session = page.form("session")?.value("session").unwrap_or_default().to_owned();
    let before = everything(&gate).await?;
    let own = gate.origin().to_owned();
    type Button<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);
    let buttons: [Button<'_>; 5] = [
        ("/account/session", "sign-out", &[]),
        ("/account", "end", &[("session", &session)]),
        ("/account", "end-others", &[]),
        ("/account", "password", &[("old-password", PASSWORD), ("password", NEW)]),
        ("/account", "leave", &[("leave-password", PASSWORD)]),
    ];
    for (path, button, fields) in buttons {
        for (site, origin, nonce) in [
            (Some("cross-site"), "https://evil.example", &mine),
            (Some("same-site"), "https://evil.example", &mine),
            (None, "null", &mine),
            (None, "https://evil.example", &mine),
            (Some("same-origin"), own.as_str(), &others),
            (Some("same-origin"), own.as_str(), &bobs),
            (Some("same-origin"), own.as_str(), &String::new()),
        ] {
            let mut request = browser.client().post(browser.origin().join(path)?).header(header::ORIGIN, origin);
            if let Some(site) = site {
                request = request.header("sec-fetch-site", site);
            }
            let fields: Vec<_> = [("nonce", nonce.as_str()), ("do", button)].iter().chain(fields).copied().collect();
            let answer = request.header(header::ACCEPT, "text/html").form(&fields).send().await?;
            assert_eq!(answer.status(), 403, "{button} {site:?} {origin}");
            assert!(answer.headers().get(header::SET_COOKIE).is_none(), "{button}");
        }
    }
    assert_eq!(everything(&gate).await?, before, "nothing changed");
    gate.finish().await
}

#[tokio::test]
async fn t14_a_form_of_another_site_signs_nobodys_browser_in() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let nonce = nonce(&gate.visitor()?.open("/login").await?.form("do=sign-in")?);
    for (origin, nonce) in [("https://evil.example", nonce.as_str()), ("null", &nonce), (gate.origin(), "")] {
        let before = gate.hashes_count();
        let fields = [("nonce", nonce), ("do", "sign-in"), ("username", "ada"), ("password", PASSWORD)];
        let answer = post(&gate, "/account/session", origin, "", &fields).await?;
        assert_eq!((answer.status().as_u16(), cookies(&answer).len(), gate.hashes_count() - before), (403, 0, 0), "{origin}");
    }
    gate.finish().await
}

#[tokio::test]
async fn t1_looking_at_the_pages_of_an_account_changes_nothing_and_shows_no_secret() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let (browser, _) = at_account(&gate, "ada", PASSWORD).await?;
    let before = everything(&gate).await?;
    for path in ["/account", "/account/session", "/login", "/forgot", "/account?do=leave", "/account/session?do=sign-out"] {
        for _ in 0..10 {
            let page = browser.open(path).await?.expect(200)?;
            for secret in ["glr_", "gls_", PASSWORD] {
                assert!(!page.body.contains(secret), "{path} holds {secret}");
            }
        }
    }
    assert_eq!(everything(&gate).await?, before);
    gate.finish().await
}
