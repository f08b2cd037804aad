//! What holds before any rule of ours is asked: answers that nobody stores or passes on, redirects that stay here, bounds on
//! what is sent and how slowly, limits that all replicas share. And the same outwards: the worker calls whom the settings name.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use futures_util::StreamExt as _;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::process::Process;
use reqwest::{Method, header};
use serde_json::json;
use shared::clock::Timing;
use shared::health::Health;
use shared::platform::Platform;
use shared::settings::{Environment, read_api};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use worker::platforms::matrix::{Access, Deadlines, Fault, Homeserver, Refused};

use crate::acts::{self, apply, apply_with, approve};

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");
const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");

/// Where a gate's API listens.
fn address(gate: &Gatelodge) -> anyhow::Result<SocketAddr> {
    Ok(gate.origin().trim_start_matches("http://").parse()?)
}

/// Sends these very bytes and reads until the other side closes.
async fn raw(address: SocketAddr, request: &str) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    timeout(SOON, stream.read_to_end(&mut answer)).await??;
    Ok(String::from_utf8(answer)?)
}

/// A header of an answer as it came over the wire.
fn field<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (head, _) = answer.split_once("\r\n\r\n")?;
    let of = |line: &'a str| line.split_once(':').filter(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
    head.lines().find_map(of)
}

/// Somebody who listens and is never to be called; counts who calls anyway, and answers each request so.
struct Listener {
    url: String,
    calls: Arc<AtomicUsize>,
}

impl Listener {
    async fn start(answer: String) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let (url, calls) = (format!("http://{}", listener.local_addr()?), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&calls);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let mut read = vec![0; 65_536];
                let _ = stream.read(&mut read).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Ok(Self { url, calls })
    }

    /// One that sends everybody on.
    async fn redirecting(status: u16, to: &str) -> anyhow::Result<Self> {
        Self::start(format!("HTTP/1.1 {status} Elsewhere\r\nLocation: {to}/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).await
    }

    fn calls_count(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn t8_no_answer_about_a_token_is_stored_or_passed_on() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    let manager = acts::moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let votes = json!({"status": "approved"});
    let rows = [
        (200, Method::GET, ada.path(), ada.mine(), None),
        (200, Method::GET, ada.path(), Some((ada.rid.as_str(), manager.as_str())), None),
        (200, Method::PUT, ada.path(), Some((ada.rid.as_str(), manager.as_str())), Some(votes.clone())),
        (401, Method::GET, ada.path(), None, None),
        (403, Method::GET, ada.path(), Some((ada.rid.as_str(), bob.token.as_str())), None),
        (403, Method::PUT, bob.path(), bob.mine(), Some(votes)),
        (404, Method::GET, format!("/nowhere?t={}", ada.token), None, None),
        (405, Method::POST, format!("{}?t={}", ada.path(), ada.token), ada.mine(), None),
        (413, Method::POST, "/registrations".to_owned(), ada.mine(), Some(json!({"reason": "x".repeat(70_000)}))),
        (204, Method::DELETE, ada.path(), ada.mine(), None),
    ];
    for (status, method, path, credentials, body) in rows {
        let answer = gate.visitor()?.call(method.clone(), &path, credentials, body).await?.expect(status)?;
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{method} {status}");
        let referrer = answer.headers[header::REFERRER_POLICY].to_str()?;
        assert!(["same-origin", "no-referrer"].contains(&referrer), "{method} {status}: {referrer}");
        // A 200 shows the applicant's own; whatever else is answered never repeats what was presented.
        let presented = [&ada.token, &bob.token, &manager];
        assert!(!presented.iter().any(|token| answer.body.contains(*token)), "{method} {status}");
    }
    gate.finish().await
}

#[tokio::test]
async fn t8_no_token_gets_into_the_log_wherever_it_is_put() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().without_worker().setting("LOG", "debug").setting("RATE_LIMITS", "off").start().await?;
    gate.stop_api().await;
    let api = Process::start(API, gate.settings(), "")?;
    acts::until_ready(&gate).await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let (rid, token) = (&applied.rid, &applied.token);
    for path in
        [format!("/registrations/{rid}?t={token}"), format!("/{token}"), format!("/r/{rid}/{token}?{token}"), format!("/r/{rid}?t={token}")]
    {
        for method in [Method::GET, Method::POST, Method::from_bytes(b"ODD")?] {
            gate.visitor()?.call(method, &path, applied.mine(), None).await?;
        }
    }
    let client = gate.visitor()?.client().clone();
    for name in ["referer", "x-request-id", "traceparent", "user-agent", "cookie", "x-forwarded-for", "idempotency-key"] {
        client.post(format!("{}/registrations", gate.origin())).header(name, token).json(&json!({token: token})).send().await?;
    }
    let said = std::fs::read_to_string(api.log())?;
    assert!(said.lines().count() >= 12, "a line for every request:\n{said}");
    for secret in [token.as_str(), rid.as_str(), "ada@example.org"] {
        assert!(!said.contains(secret), "{secret} in the log:\n{said}");
    }
    Ok(())
}

#[tokio::test]
async fn t23_every_redirect_stays_on_this_origin() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let manager = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let (rid, token) = (&applied.rid, &applied.token);
    let paths = [
        format!("/r/{rid}?t={token}"),
        format!("/r/{rid}?t={token}&next=//evil.example&return_to=https://evil.example"),
        format!("/m/{rid}?t={manager}&next=%2F%2Fevil.example"),
        format!("/c/{rid}?t={token}"),
        format!("/r/{rid}//evil.example/?t={token}"),
        format!("//evil.example/r/{rid}?t={token}"),
        "//evil.example".to_owned(),
        "//evil.example/".to_owned(),
        "//evil.example/%2e%2e/".to_owned(),
        "/%2f%2fevil.example/".to_owned(),
        "/%5cevil.example/".to_owned(),
        "/\\evil.example/".to_owned(),
        "/docs/".to_owned(),
        "/?next=https://evil.example".to_owned(),
        "/lost-link/?next=https://evil.example".to_owned(),
        "http://evil.example/".to_owned(),
        format!("http://evil.example/r/{rid}?t={token}"),
    ];
    let mut seen = 0;
    for (path, method) in paths.iter().flat_map(|path| [(path, "GET"), (path, "POST")]) {
        let hosts = "Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.example";
        let request = format!("{method} {path} HTTP/1.1\r\n{hosts}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        let answer = raw(address(&gate)?, &request).await?;
        let Some(location) = field(&answer, "location") else { continue };
        seen += 1;
        let relative = location.starts_with('/') && !location[1..].starts_with(['/', '\\']);
        assert!(relative && !location.contains("evil"), "{method} {path}: {location}");
    }
    assert!(seen >= 3, "links out of letters are traded with a redirect: only {seen} were seen");
    let made = gate.visitor()?.client().post(format!("{}/registrations", gate.origin())).header(header::HOST, "evil.example");
    let made = made.json(&json!({"email": "bob@example.org"})).send().await?;
    let location = made.headers()[header::LOCATION].to_str()?.to_owned();
    let rid = made.json::<serde_json::Value>().await?["rid"].as_str().unwrap_or_default().to_owned();
    assert_eq!(location, format!("/registrations/{rid}"));
    gate.finish().await
}

#[tokio::test]
async fn t24_a_homeserver_that_redirects_is_not_followed_and_asked_once() -> anyhow::Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let elsewhere = Listener::start(String::new()).await?;
    for status in [301, 302, 303, 307, 308] {
        let homeserver = Listener::redirecting(status, &elsewhere.url).await?;
        let access = Access {
            url: homeserver.url.parse()?,
            server_name: "example.test".to_owned(),
            shared_secret: "vestibule".into(),
            admin_token: None,
        };
        let checked = Homeserver::new(access, Deadlines::default()).map_err(|refused| anyhow::anyhow!("{refused:?}"))?.check().await;
        assert_eq!(checked.err(), Some(Refused::Misconfigured(Fault::Redirected)), "{status}");
        assert_eq!(homeserver.calls_count(), 1, "{status}: the first answer is the last");
    }
    let homeserver = Listener::redirecting(307, &elsewhere.url).await?;
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("MATRIX_URL", &homeserver.url).start().await?;
    let applied = apply_with(&gate, json!({"email": "ada@example.org", "username": "ada", "on_approval": true})).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    let health = Health::new(gate.connection()?, gate.timing().clone());
    acts::until(SOON, async || Ok(health.paused(Platform::Matrix).await?.is_some())).await?;
    ensure!(homeserver.calls_count() > 0, "the homeserver was not asked");
    assert_eq!(elsewhere.calls_count(), 0, "nobody was sent anywhere");
    gate.finish().await
}

#[tokio::test]
async fn t24_proxies_named_in_the_environment_are_not_used() -> anyhow::Result<()> {
    let proxy = Listener::start("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()).await?;
    let gate = Gatelodge::wish().real_time().without_worker().setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply_with(&gate, json!({"email": "ada@example.org", "username": "ada", "on_approval": true})).await?;
    let mut environment = gate.settings().clone();
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        environment.insert(name.to_owned(), proxy.url.clone());
        environment.insert(name.to_uppercase(), proxy.url.clone());
    }
    let _worker = Process::start(WORKER, &environment, "sweep=50")?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!(gate.matrix.created_count(), 1);
    assert_eq!(proxy.calls_count(), 0);
    Ok(())
}

#[tokio::test]
async fn t25_bodies_heads_and_nesting_have_exactly_their_maximum() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().setting("RATE_LIMITS", "off").start().await?;
    let client = gate.visitor()?.client().clone();
    let route = format!("{}/registrations", gate.origin());
    let post = async |body: String| {
        let request = client.post(&route).header(header::CONTENT_TYPE, "application/json").body(body);
        anyhow::Ok(request.send().await?.status().as_u16())
    };
    let spaces = |length: usize| format!("{{{}}}", " ".repeat(length - 2));
    assert_eq!(post(spaces(64 * 1024)).await?, 201, "64 KiB are read");
    assert_eq!(post(spaces(64 * 1024 + 1)).await?, 413);
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let deepest = client.post(&route).header(header::CONTENT_TYPE, "application/json").body(nested(33)).send().await?;
    assert_eq!(deepest.status(), 422);
    let within = client.post(&route).header(header::CONTENT_TYPE, "application/json").body(nested(32)).send().await?;
    assert_eq!(within.status(), 422);
    assert_ne!(deepest.text().await?, within.text().await?, "the one is too deep, the other is no object");
    let head = async |length: usize| {
        anyhow::Ok(client.get(format!("{}/livez", gate.origin())).header("x-long", "x".repeat(length)).send().await?.status().as_u16())
    };
    assert_eq!(head(15 * 1024).await?, 200);
    assert_eq!(head(16 * 1024).await?, 431);
    assert_eq!(head(200 * 1024).await.unwrap_or(431), 431, "or the connection is cut");
    gate.visitor()?.call(Method::GET, "/livez", None, None).await?.expect(200)?;
    Ok(())
}

/// Sends the beginning, then drop after drop until the other side has had enough; answers how long that took.
async fn trickle(address: SocketAddr, beginning: &'static str, drop: &'static str, every: Duration) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let (mut reader, mut writer) = TcpStream::connect(address).await?.into_split();
    writer.write_all(beginning.as_bytes()).await?;
    let dropping = tokio::spawn(async move {
        let mut turns = tokio::time::interval(every);
        while !drop.is_empty() && writer.write_all(drop.as_bytes()).await.is_ok() {
            turns.tick().await;
        }
        writer
    });
    let mut rest = Vec::new();
    // A reset is as much of an end as a close.
    let _ = timeout(SOON, reader.read_to_end(&mut rest)).await.context("it was never closed")?;
    dropping.abort();
    Ok(begun.elapsed())
}

#[tokio::test]
async fn t26_slow_clients_are_closed_while_others_are_served() -> anyhow::Result<()> {
    const PATIENCE: Duration = Duration::from_millis(500);
    assert!(Timing::default().slow_client <= Duration::from_secs(10), "the product's own patience");
    let gate = Gatelodge::wish().without_worker().timing(|timing| timing.slow_client = PATIENCE).start().await?;
    let kinds = [
        ("silent", "", ""),
        ("a slow head", "GET /livez HTTP/1.1\r\nHost: x\r\nA: ", "x"),
        ("half a head", "GET /livez HTTP/1.1\r\nHost: x\r\nA: half", ""),
        ("a slow body", "POST /registrations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n", " "),
        ("half a body", "POST /registrations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{", ""),
        (
            "slow chunks",
            "POST /registrations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1\r\n \r\n",
        ),
    ];
    let (address, visitor) = (address(&gate)?, gate.visitor()?);
    let mut slow = JoinSet::new();
    for (what, beginning, drop) in kinds.iter().flat_map(|kind| std::iter::repeat_n(*kind, 20)) {
        slow.spawn(async move { (what, trickle(address, beginning, drop, PATIENCE / 10).await) });
    }
    let mut served = 0;
    while !slow.is_empty() {
        let asked = Instant::now();
        visitor.call(Method::GET, "/livez", None, None).await?.expect(200)?;
        assert!(asked.elapsed() < PATIENCE * 4, "others are served at once: {:?}", asked.elapsed());
        served += 1;
        while let Some(closed) = slow.try_join_next() {
            let (what, took) = closed?;
            let took = took?;
            assert!(took >= PATIENCE && took < PATIENCE * 10, "{what} was closed after {took:?}");
        }
    }
    assert!(served > 10, "{served}");
    Ok(())
}

#[tokio::test]
async fn t27_three_replicas_let_ten_of_a_thousand_requests_pass() -> anyhow::Result<()> {
    // A whole day: no two windows meet in this test.
    let gate = Gatelodge::wish().without_worker().setting("LIMITS", "registrations.block=10/1d").start().await?;
    let mut replicas = Vec::new();
    for _ in 0..2 {
        let mut settings = gate.settings().clone();
        settings.insert("GATELODGE_BIND".to_owned(), "127.0.0.1:0".to_owned());
        let environment = Environment::from_pairs(settings.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        replicas.push(api::start(read_api(&environment)?, gate.clock.clone(), gate.timing().clone()).await?);
    }
    let origins: Vec<String> =
        std::iter::once(gate.origin().to_owned()).chain(replicas.iter().map(|replica| format!("http://{}", replica.address()))).collect();
    let client = gate.visitor()?.client().clone();
    let asked = futures_util::stream::iter(0..1_000_usize).map(|number| {
        let request = client.post(format!("{}/registrations", origins[number % origins.len()]));
        let request = request.header("X-Forwarded-For", format!("203.0.113.{}", number % 250));
        async move { anyhow::Ok(request.json(&json!({"email": format!("n{number}@example.org")})).send().await?.status().as_u16()) }
    });
    let answers: Vec<u16> = asked.buffer_unordered(48).collect::<Vec<_>>().await.into_iter().collect::<anyhow::Result<_>>()?;
    let count = |status: u16| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!((count(201), count(429)), (10, 990));
    for replica in replicas {
        replica.stop().await;
    }
    Ok(())
}

#[tokio::test]
async fn t27_wrong_tokens_are_limited_by_their_block_and_a_right_one_still_opens() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().setting("LIMITS", "credentials.block=5/1d").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let get = async |token: &str| applied.browser.call(Method::GET, &applied.path(), Some((&applied.rid, token)), None).await;
    let wrong = applied.token.replace("glc_", "glm_");
    for _ in 0..5 {
        get(&wrong).await?.expect(401)?;
    }
    let refused = get(&wrong).await?.expect(429)?;
    assert!(refused.headers.contains_key(header::RETRY_AFTER));
    get(&applied.token).await?.expect(200)?;
    Ok(())
}
