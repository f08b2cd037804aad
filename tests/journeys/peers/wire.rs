//! What peers got wrong on the wire and in browsers: hosts, forwarding headers, memory, headers of answers.

use harness::gatelodge::SOON;
use harness::process::Process;
use harness::visitor::Page;
use reqwest::{Method, header};
use serde_json::json;

use super::{ADA, PASSWORD, ada, at_page, login, open_gate};
use crate::acts::{self, letter_token};

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");

#[tokio::test]
async fn t6_zitadel_letters_link_to_the_public_url_whatever_hosts_were_sent() -> anyhow::Result<()> {
    let gate = open_gate().setting("TRUSTED_PROXIES", "127.0.0.0/8").setting("RATE_LIMITS", "off").start().await?;
    let client = harness::client::client()?;
    let send = async |path: &str, body: serde_json::Value| {
        let hosts = [
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-server", "evil.example"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-prefix", "/evil"),
            ("x-original-host", "evil.example"),
            ("forwarded", "host=evil.example;proto=https"),
            ("x-zitadel-public-host", "evil.example"),
            ("x-zitadel-instance-host", "evil.example"),
            ("origin", "https://evil.example"),
            ("referer", "https://evil.example/"),
        ];
        let request =
            hosts.iter().fold(client.post(format!("{}{path}", gate.origin())), |request, (name, value)| request.header(*name, *value));
        anyhow::Ok(request.json(&body).send().await?.status().as_u16())
    };
    assert_eq!(send("/users/", json!({"user_id": "ada", "email": ADA, "password": PASSWORD})).await?, 201);
    assert_eq!(send("/auth/forgot-password", json!({"email": ADA})).await?, 202);
    assert_eq!(send("/forgot-password", json!({"email": ADA})).await?, 202);
    let fits = |letter: &harness::mailbox::Letter| letter.is_to(ADA) && letter.link_to("/reset?t=").is_some();
    gate.mailbox().wait_for_count(2, fits, SOON).await?;
    gate.mailbox().wait_for(|letter| letter.is_to(ADA) && letter.link_to("/c/").is_some(), SOON).await?;
    gate.settle().await?;
    let mut links = 0;
    for letter in gate.mailbox().letters() {
        let raw = String::from_utf8_lossy(&letter.raw).into_owned();
        assert!(!raw.contains("evil") && !letter.text.contains("evil") && !letter.html.contains("evil"), "{}", letter.subject());
        for link in letter.links() {
            assert!(link.starts_with(gate.origin()), "{link}");
            links += 1;
        }
    }
    assert!(links >= 3, "{links}");
    gate.finish().await
}

/// Tries at many accounts from one place, each with these headers; how many were not limited.
async fn let_through(
    gate: &harness::gatelodge::Gatelodge,
    headers: impl Fn(usize) -> Vec<(&'static str, String)>,
) -> anyhow::Result<usize> {
    let client = harness::client::client()?;
    let mut through = 0;
    for number in 0..12 {
        let request = client.post(format!("{}/auth/login", gate.origin()));
        let request = headers(number).into_iter().fold(request, |request, (name, value)| request.header(name, value));
        let body = json!({"email": format!("nobody{number}@example.org"), "password": "not the password"});
        let status = request.json(&body).send().await?.status().as_u16();
        anyhow::ensure!(matches!(status, 401 | 429), "{status}");
        through += usize::from(status == 401);
    }
    Ok(through)
}

#[tokio::test]
async fn t27_mastodon_ghsa_c2r5_no_header_of_a_stranger_names_another_client() -> anyhow::Result<()> {
    // No proxy is configured: whatever a client says of where it comes from, its connection counts.
    let gate = open_gate().setting("LIMITS", "passwords.block=4/1d").without_worker().start().await?;
    let names = ["x-forwarded-for", "x-real-ip", "client-ip", "x-client-ip", "cf-connecting-ip", "true-client-ip", "x-cluster-client-ip"];
    let through = let_through(&gate, |number| {
        let address = format!("203.0.113.{number}");
        let mut headers: Vec<_> = names.iter().map(|name| (*name, address.clone())).collect();
        headers.push(("forwarded", format!("for={address}")));
        headers
    })
    .await?;
    assert_eq!(through, 4);
    gate.finish().await
}

#[tokio::test]
async fn t27_a_peer_trusts_the_whole_x_forwarded_for() -> anyhow::Result<()> {
    let proxied = || open_gate().setting("LIMITS", "passwords.block=4/1d").setting("TRUSTED_PROXIES", "127.0.0.0/8").without_worker();
    let gate = proxied().start().await?;
    // The proxy appends the client's own address; what stands before it was written by the client.
    let through =
        let_through(&gate, |number| vec![("x-forwarded-for", format!("203.0.113.{number}, 10.0.0.{number}, 127.0.0.1, 198.51.100.7"))]);
    assert_eq!(through.await?, 4);
    let other = proxied().start().await?;
    let through = let_through(&other, |number| vec![("x-forwarded-for", format!("198.51.100.{number}"))]).await?;
    assert_eq!(through, 12, "the proxy is believed about whom it speaks for");
    gate.finish().await?;
    other.finish().await
}

/// The most memory that a process has had, in MiB.
fn peak(process: &Process) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.pid()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or_else(|| anyhow::anyhow!("no VmHWM in {status}"))?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()? / 1024)
}

#[tokio::test(flavor = "multi_thread")]
async fn t10_naive_spawn_blocking_would_take_memory_for_each_hash() -> anyhow::Result<()> {
    let mut gate = open_gate().real_time().without_worker().setting("RATE_LIMITS", "off").start().await?;
    ada(&gate).await?;
    gate.stop_api().await;
    // What this machine does beside it must not make Redis seem away: 140 hashes at once leave it little of the processor.
    let api = Process::start(API, gate.settings(), "redis=14000")?;
    acts::until_ready(&gate).await?;
    login(&gate, PASSWORD).await?.expect(200)?;
    let before = peak(&api)?;
    let client = harness::client::client()?;
    let tries = (0..140).map(|number| {
        let body = json!({"email": ADA, "password": if number % 2 == 0 { PASSWORD } else { "a wrong one at that" }});
        let request = client.post(format!("{}/auth/login", gate.origin())).json(&body);
        async move {
            let answer = request.send().await?;
            let (status, later) = (answer.status().as_u16(), answer.headers().contains_key(header::RETRY_AFTER));
            anyhow::ensure!(matches!((status, later), (200 | 401, false) | (429, true)), "{status}: {}", answer.text().await?);
            Ok(status)
        }
    });
    let answers = futures_util::future::try_join_all(tries).await?;
    assert!(answers.iter().filter(|status| **status != 429).count() >= 10, "{answers:?}");
    let (cores, grown) = (u64::try_from(std::thread::available_parallelism()?.get())?, peak(&api)? - before);
    // 19 MiB for each core at most; 140 at once would be 2.6 GiB.
    assert!(grown <= cores * 19 + 40, "{grown} MiB more on {cores} cores");
    Ok(())
}

#[tokio::test]
async fn t30_poems_405_lacks_allow() -> anyhow::Result<()> {
    let gate = open_gate().without_worker().setting("RATE_LIMITS", "off").start().await?;
    let visitor = gate.visitor()?;
    let rows = [
        (Method::GET, "/auth/login", "POST"),
        (Method::PUT, "/login/", "GET"),
        (Method::DELETE, "/auth/refresh", "POST"),
        (Method::GET, "/auth/logout-all/", "POST"),
        (Method::PATCH, "/users/me", "DELETE"),
        (Method::GET, "/vote/", "POST"),
        (Method::PATCH, "/posts/1", "PUT"),
        (Method::PUT, "/posts/", "POST"),
        (Method::POST, "/posts/all/", "GET"),
        (Method::DELETE, "/account", "GET"),
        (Method::PUT, "/forgot", "POST"),
        (Method::PUT, "/account/session", "POST"),
    ];
    for (method, path, allowed) in rows {
        let answer = visitor.call(method.clone(), path, None, None).await?.expect(405)?;
        let said = answer.headers.get(header::ALLOW).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let methods: Vec<&str> = said.split(',').map(str::trim).collect();
        assert!(methods.contains(&allowed) && !methods.contains(&method.as_str()), "{method} {path}: {said:?}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{method} {path}");
    }
    gate.finish().await
}

/// Presses a form's button as a browser whose page sent `Referrer-Policy: no-referrer` does.
async fn press_with_null(browser: &harness::visitor::Visitor, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<u16> {
    let request = browser.client().post(browser.origin().join(path)?).header(header::ORIGIN, "null").form(fields);
    Ok(request.send().await?.status().as_u16())
}

#[tokio::test]
async fn t2_origin_null_under_no_referrer() -> anyhow::Result<()> {
    let gate = open_gate().setting("RATE_LIMITS", "off").start().await?;
    ada(&gate).await?;
    let browser = at_page(&gate).await?;
    let pages = [("/", ""), ("/forgot", ""), ("/lost-link", ""), ("/account", "do=leave"), ("/login", "")];
    for (path, button) in pages {
        let page: Page = browser.open(path).await?.expect(200)?;
        // So that the browser names our origin when the form is sent.
        assert_eq!(page.headers[header::REFERRER_POLICY], "same-origin", "{path}");
        let Ok(form) = page.form(button) else { continue };
        let nonce = form.value("nonce").unwrap_or_default().to_owned();
        let fields = [("nonce", nonce.as_str()), ("do", "leave"), ("leave-password", PASSWORD), ("email", ADA)];
        assert_eq!(press_with_null(&browser, path, &fields).await?, 403, "{path}");
    }
    login(&gate, PASSWORD).await?.expect(200)?;
    let page = browser.open("/account").await?.expect(200)?;
    browser.submit(&page, &page.form("do=leave")?.with("leave-password", PASSWORD)).await?.expect(200)?;
    login(&gate, PASSWORD).await?.expect(401)?;
    gate.finish().await
}

#[tokio::test]
async fn t14_strict_cookies_are_not_sent_after_a_click_in_webmail() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let body = json!({"user_id": "ada", "email": ADA, "password": PASSWORD});
    let made = gate.visitor()?.call(Method::POST, "/users/", None, Some(body)).await?.expect(201)?.json()?;
    let rid = acts::text(&made, "rid");
    gate.visitor()?.call(Method::POST, "/auth/forgot-password", None, Some(json!({"email": ADA}))).await?.expect(202)?;
    let fits = |letter: &harness::mailbox::Letter| letter.is_to(ADA) && letter.link_to("/reset?t=").is_some();
    let reset = gate.mailbox().wait_for(fits, SOON).await?;
    let token = letter_token(&gate, ADA, "c", rid).await?;
    let client = harness::client::client()?;
    // The browser comes from webmail to the link and is sent on: what the first answer sets must come along with the second.
    for link in [format!("{}/c/{rid}?t={token}", gate.origin()), reset.link_to("/reset?t=").unwrap_or_default().to_owned()] {
        let traded = client.get(&link).header("sec-fetch-site", "cross-site").send().await?;
        assert_eq!(traded.status(), 303, "{link}");
        let set = traded.headers()[header::SET_COOKIE].to_str()?.to_owned();
        assert!(set.contains("SameSite=Lax") && !set.contains("Strict") && set.contains("HttpOnly"), "{set}");
    }
    let browser = gate.visitor()?;
    let page = browser.open("/login").await?.expect(200)?;
    let nonce = page.form("do=sign-in")?.value("nonce").unwrap_or_default().to_owned();
    let fields = [("do", "sign-in"), ("nonce", nonce.as_str()), ("username", "ada"), ("password", PASSWORD), ("to", "")];
    let pressed = client.post(format!("{}/account/session", gate.origin())).header("sec-fetch-site", "same-origin").form(&fields);
    let answer = pressed.send().await?;
    let set: Vec<&str> = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).collect();
    let named = |name: &str| set.iter().find(|line| line.starts_with(name)).copied().unwrap_or_default();
    assert!(named("session=").contains("SameSite=Lax"), "whoever comes from a letter is signed in at the page: {set:?}");
    assert!(named("refresh=").contains("SameSite=Strict"), "and no link from anywhere brings the other: {set:?}");
    gate.finish().await
}

#[tokio::test]
async fn t29_a_data_icon_breaks_the_policy() -> anyhow::Result<()> {
    let gate = open_gate().without_worker().start().await?;
    let browser = gate.visitor()?;
    for path in ["/", "/login", "/forgot", "/lost-link"] {
        let page = browser.open(path).await?.expect(200)?;
        assert!(!page.body.contains("data:") && page.body.contains("/favicon.svg"), "{path}");
    }
    let icon = browser.open("/favicon.svg").await?.expect(200)?;
    assert_eq!(icon.headers[header::CONTENT_TYPE], "image/svg+xml");
    assert!(icon.body.starts_with("<svg"));
    gate.finish().await
}
