//! Seed 4's JavaScript: `fetch` from a page of ours, from a site of `ALLOWED_ORIGINS`, and from anywhere else.

use harness::visitor::Page;
use reqwest::Method;

use super::seed_4::{JOHN_DOE, LOGIN, cookie, john, wish};
use super::{Caller, Mode, Program, Sends, both};
use crate::acts::text;

/// What `JSON.stringify` makes of the document's object.
fn stringified() -> String {
    LOGIN.replace(": ", ":").replace(", ", ",")
}

/// What a browser asks before it lets a script of another site send this.
async fn preflight(caller: &Caller, path: &str, method: &str, headers: &str) -> anyhow::Result<Page> {
    let asked = caller.client.request(Method::OPTIONS, caller.origin.join(path)?).header("access-control-request-method", method);
    let mut request = asked.header("access-control-request-headers", headers);
    for (name, value) in caller.headers() {
        request = request.header(name, value);
    }
    let answer = request.send().await?;
    let (status, url, headers) = (answer.status(), answer.url().clone(), answer.headers().clone());
    Ok(Page { status, url, headers, body: answer.text().await? })
}

/// Whether a browser shows the answer to the script, which asked with credentials.
fn is_shown_to(page: &Page, origin: &str) -> bool {
    let says = |name: &str, value: &str| page.headers.get(name).is_some_and(|found| found == value);
    says("access-control-allow-origin", origin) && says("access-control-allow-credentials", "true")
}

#[tokio::test]
async fn seed_4_a_script_of_our_own_page_signs_in_and_stays_signed_in() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = wish(mode).start().await?;
        john(&gate, mode, Program::Curl, JOHN_DOE).await?;
        let page = Caller::new(&gate, Program::OwnPage)?;
        for (login, refresh) in both("/auth/login").into_iter().zip(both("/auth/refresh")) {
            let signed_in = page.post(&login, Sends::Json(&stringified())).await?.expect(200)?;
            assert!(cookie(&signed_in).is_some());
            let me = page.get("/users/me", text(&signed_in.json()?, "access_token")).await?.expect(200)?.json()?;
            assert_eq!(me["user_id"], "johndoe");
            let next = page.post(&refresh, Sends::Nothing).await?.expect(200)?;
            assert!(cookie(&next).is_some());
            page.get("/users/me", text(&next.json()?, "access_token")).await?.expect(200)?;
        }
        page.post("/auth/logout", Sends::Nothing).await?.expect(200)?;
        page.post("/auth/refresh", Sends::Nothing).await?.expect(401)?;
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_4_a_script_of_an_allowed_site_does_the_same() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = wish(mode).start().await?;
        john(&gate, mode, Program::Curl, JOHN_DOE).await?;
        for origin in ["http://localhost:3000", "http://localhost:8080"] {
            let site = Caller::new(&gate, Program::Site(origin))?;
            for (path, method, headers) in [
                ("/auth/login", "POST", "content-type"),
                ("/users/me", "GET", "authorization"),
                ("/posts/", "POST", "authorization,content-type"),
            ] {
                let allowed = preflight(&site, path, method, headers).await?;
                assert!(allowed.status.is_success() && is_shown_to(&allowed, origin), "{path} {:?}", allowed.headers);
                let named = |name: &str| allowed.headers[name].to_str().unwrap_or_default().to_lowercase();
                assert!(named("access-control-allow-methods").contains(&method.to_lowercase()));
                assert!(headers.split(',').all(|header| named("access-control-allow-headers").contains(header)));
            }
            let signed_in = site.post("/auth/login", Sends::Json(&stringified())).await?.expect(200)?;
            assert!(is_shown_to(&signed_in, origin) && cookie(&signed_in).is_some());
            let me = site.get("/users/me", text(&signed_in.json()?, "access_token")).await?.expect(200)?;
            assert!(is_shown_to(&me, origin));
            let next = site.post("/auth/refresh", Sends::Nothing).await?.expect(200)?;
            assert!(is_shown_to(&next, origin) && cookie(&next).is_some());
            site.post("/auth/logout", Sends::Nothing).await?.expect(200)?;
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn t14_a_script_of_any_other_site_neither_reads_nor_uses_the_cookie() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = wish(mode).start().await?;
        john(&gate, mode, Program::Curl, JOHN_DOE).await?;
        // The port is another, so it is another origin, of the same site: SameSite alone would let its requests bring the cookie.
        for origin in ["http://localhost:9999", "http://localhost:3000.evil.example", "null"] {
            let site = Caller::new(&gate, Program::Site(origin))?;
            let held = site.post("/auth/login", Sends::Json(&stringified())).await?.expect(200)?;
            assert!(!is_shown_to(&held, origin));
            for path in ["/auth/refresh", "/auth/logout"] {
                let refused = site.post(path, Sends::Nothing).await?.expect(403)?;
                assert!(cookie(&refused).is_none() && !refused.headers.contains_key("access-control-allow-origin"), "{origin}");
            }
            let asked = preflight(&site, "/auth/login", "POST", "content-type").await?;
            assert!(!asked.headers.contains_key("access-control-allow-origin"), "{origin}");
            // Their session lives on: nothing was done.
            let value = cookie(&held).expect("a cookie").0;
            let body = format!(r#"{{"refresh_token": "{value}"}}"#);
            Caller::new(&gate, Program::Curl)?.post("/auth/refresh", Sends::Json(&body)).await?.expect(200)?;
        }
        gate.finish().await?;
    }
    Ok(())
}
