//! T14: the refresh cookie exactly as the contract has it, and who may use it.

use harness::gatelodge::{Gatelodge, Wish};
use reqwest::{Method, Response, header};
use serde_json::{Value, json};

use super::{PASSWORD, ada, open_gate};
use crate::acts::text;

/// A gate at a public https address, answering on loopback as behind a proxy.
fn public_gate() -> Wish {
    let strong = "q:uCuXh0ZBzXvSxPq0lXlq0mFzY3o7n0f6m1kqS5cQ2hE=";
    open_gate()
        .setting("PUBLIC_URL", "https://gate.example")
        .setting("KEYS", strong)
        .whole_setting("ALLOWED_ORIGINS", "https://app.example")
        .without_worker()
}

async fn sent(gate: &Gatelodge, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> anyhow::Result<Response> {
    let mut request = harness::client::client()?.request(Method::POST, format!("{}{path}", gate.origin()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    Ok(request.send().await?)
}

/// Name, value and attributes of the only cookie that an answer sets.
fn cookie(answer: &Response) -> Option<(String, String, Vec<String>)> {
    let mut lines = answer.headers().get_all(header::SET_COOKIE).iter();
    let line = lines.next()?.to_str().unwrap();
    assert!(lines.next().is_none(), "one cookie at most");
    let (pair, attributes) = line.split_once(';').unwrap();
    let (name, value) = pair.split_once('=').unwrap();
    let mut attributes: Vec<String> = attributes.split(';').map(|attribute| attribute.trim().to_owned()).collect();
    attributes.sort();
    Some((name.to_owned(), value.to_owned(), attributes))
}

fn login() -> Option<Value> {
    Some(json!({"username": "ada", "password": PASSWORD}))
}

#[tokio::test]
async fn t14_the_refresh_cookie_is_a_strict_host_cookie_and_on_http_loses_prefix_and_secure() -> anyhow::Result<()> {
    let days = "Max-Age=2592000";
    for (gate, name, attributes) in [
        (public_gate().start().await?, "__Host-refresh", vec!["HttpOnly", days, "Path=/", "SameSite=Strict", "Secure"]),
        (open_gate().without_worker().start().await?, "refresh", vec!["HttpOnly", days, "Path=/", "SameSite=Strict"]),
    ] {
        ada(&gate).await?;
        let answer = sent(&gate, "/auth/login", &[], login()).await?;
        let (set, value, found) = cookie(&answer).expect("a refresh cookie");
        assert_eq!((set.as_str(), found), (name, attributes.iter().map(|word| (*word).to_owned()).collect()));
        let tokens: Value = answer.json().await?;
        assert_eq!(value, text(&tokens, "refresh_token"));
        let cookies = format!("other=1; {name}={value}");
        let answer = sent(&gate, "/auth/refresh", &[("cookie", &cookies)], None).await?;
        assert_eq!(answer.status(), 200);
        let (set, next, found) = cookie(&answer).expect("a new cookie");
        assert_eq!((set.as_str(), found.len()), (name, attributes.len()));
        assert_ne!(next, value);
        let tokens: Value = answer.json().await?;
        assert!(tokens.get("refresh_token").is_none() && tokens["access_token"].is_string(), "{tokens}");
        let cookies = format!("{name}={next}");
        let answer = sent(&gate, "/auth/logout", &[("cookie", &cookies)], None).await?;
        assert_eq!(answer.status(), 200);
        let (set, value, found) = cookie(&answer).expect("the cookie is taken away");
        assert_eq!((set.as_str(), value.as_str()), (name, ""));
        assert!(found.contains(&"Max-Age=0".to_owned()), "{found:?}");
        assert_eq!(sent(&gate, "/auth/refresh", &[("cookie", &cookies)], None).await?.status(), 401);
    }
    Ok(())
}

#[tokio::test]
async fn t14_the_cookie_is_used_by_our_pages_by_sites_that_may_ask_and_by_programs_only() -> anyhow::Result<()> {
    let gate = public_gate().start().await?;
    ada(&gate).await?;
    let table: [(&[(&str, &str)], u16); 8] = [
        (&[], 200),
        (&[("sec-fetch-site", "same-origin")], 200),
        (&[("origin", "https://gate.example")], 200),
        (&[("sec-fetch-site", "same-site"), ("origin", "https://app.example")], 200),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "null")], 403),
        (&[("authorization", "Bearer x")], 401),
    ];
    for (headers, status) in table {
        let (_, token, _) = cookie(&sent(&gate, "/auth/login", &[], login()).await?).expect("a cookie");
        let cookies = format!("__Host-refresh={token}");
        let with: Vec<(&str, &str)> = headers.iter().copied().chain([("cookie", cookies.as_str())]).collect();
        let answer = sent(&gate, "/auth/refresh", &with, None).await?;
        assert_eq!(answer.status(), status, "{headers:?}");
        assert_eq!(cookie(&answer).is_some(), status == 200, "{headers:?}");
        // The body wins over the cookie, and needs no origin: whoever has the token could say anything.
        let body = Some(json!({"refresh_token": "glr_nonsense"}));
        assert_eq!(sent(&gate, "/auth/refresh", &with, body).await?.status(), 401, "{headers:?}");
        let out = sent(&gate, "/auth/logout", &with, None).await?;
        assert_eq!(out.status(), if status == 403 { 403 } else { 200 }, "{headers:?}");
    }
    // Nothing but these two reads it.
    let (_, token, _) = cookie(&sent(&gate, "/auth/login", &[], login()).await?).expect("a cookie");
    let cookies = format!("__Host-refresh={token}");
    assert_eq!(sent(&gate, "/auth/logout-all", &[("cookie", &cookies)], None).await?.status(), 401);
    Ok(())
}

#[tokio::test]
async fn t14_another_site_signs_nobodys_browser_out() -> anyhow::Result<()> {
    let gate = public_gate().start().await?;
    ada(&gate).await?;
    let table: [(&[(&str, &str)], bool); 6] = [
        (&[], true),
        (&[("sec-fetch-site", "same-origin"), ("origin", "https://gate.example")], true),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://app.example")], true),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], false),
        (&[("origin", "https://evil.example")], false),
        (&[("sec-fetch-site", "cross-site"), ("origin", "null")], false),
    ];
    for (headers, clears) in table {
        // A strict cookie does not come with what another site sends; the answer must not take it away all the same.
        for body in [None, Some(json!({"refresh_token": "glr_nonsense"}))] {
            let out = sent(&gate, "/auth/logout", headers, body).await?;
            assert_eq!((out.status().as_u16(), cookie(&out).is_some()), (200, clears), "{headers:?}");
        }
        let tokens: Value = sent(&gate, "/auth/login", &[], login()).await?.json().await?;
        let bearer = format!("Bearer {}", text(&tokens, "access_token"));
        let with: Vec<(&str, &str)> = headers.iter().copied().chain([("authorization", bearer.as_str())]).collect();
        let out = sent(&gate, "/auth/logout-all", &with, None).await?;
        assert_eq!((out.status().as_u16(), cookie(&out).is_some()), (200, clears), "{headers:?}");
    }
    Ok(())
}

#[tokio::test]
async fn t14_a_form_from_elsewhere_signs_nobodys_browser_in() -> anyhow::Result<()> {
    let gate = public_gate().start().await?;
    ada(&gate).await?;
    let table: [(&[(&str, &str)], bool); 5] = [
        (&[], true),
        (&[("sec-fetch-site", "same-origin"), ("origin", "https://gate.example")], true),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], false),
        (&[("origin", "https://evil.example")], false),
        (&[("sec-fetch-site", "cross-site"), ("origin", "null")], false),
    ];
    for (headers, sets) in table {
        for path in ["/login/", "/auth/login"] {
            let mut request = harness::client::client()?.post(format!("{}{path}", gate.origin()));
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = request.form(&[("username", "ada"), ("password", PASSWORD)]).send().await?;
            assert_eq!(answer.status(), 200, "{headers:?}");
            assert_eq!(cookie(&answer).is_some(), sets, "{path} {headers:?}");
        }
    }
    Ok(())
}
