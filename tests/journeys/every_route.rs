//! CONTRACT's "Every route": what holds wherever one knocks.

use harness::gatelodge::Gatelodge;
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::acts::{self, apply};

/// An answer that is a problem of RFC 9457 with this status, and repeats nothing that was sent.
fn problem(answer: &harness::visitor::Page, status: u16, sent: &str) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}: {}", answer.url, answer.body);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{}", answer.url);
    let problem = answer.json().expect("a problem is JSON");
    assert!(problem["type"].as_str().is_some_and(|kind| kind.starts_with("/problems/")), "{problem}");
    assert!(problem["instance"].as_str().is_some_and(|instance| instance.starts_with("urn:uuid:")), "{problem}");
    assert_eq!(problem["status"], status);
    assert!(problem["title"].is_string() && problem["detail"].is_string(), "{problem}");
    assert!(sent.is_empty() || !answer.body.contains(sent), "it repeats what was sent: {}", answer.body);
    problem
}

#[tokio::test]
async fn every_route_answers_with_and_without_the_trailing_slash() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    for path in ["/registrations", "/registrations/"] {
        visitor.call(Method::POST, path, None, Some(json!({"email": "ada@example.org"}))).await?.expect(201)?;
    }
    let applied = apply(&gate, "bob@example.org", "bob").await?;
    for path in [applied.path(), format!("{}/", applied.path())] {
        visitor.call(Method::GET, &path, applied.mine(), None).await?.expect(200)?;
    }
    let pages = ["/lost-link", "/moderate", "/login", "/forgot", "/favicon.svg", "/assets/style.css"];
    for path in ["/livez", "/readyz", "/openapi.json", "/docs", "/redoc"].into_iter().chain(pages) {
        visitor.call(Method::GET, path, None, None).await?.expect(200)?;
        visitor.call(Method::GET, &format!("{path}/"), None, None).await?.expect(200)?;
    }
    // Where the door to Mastodon is closed its calls say so, and nobody learns more from the last.
    let login = json!({"email": "ada@example.org", "password": "mani1234"});
    let change = json!({"email": "ada@example.org", "old_password": "mani1234", "new_password": "newsecure123"});
    for (path, body, status) in [("/generate-token", &login, 501), ("/change-password", &change, 501), ("/forgot-password", &login, 202)] {
        for path in [path.to_owned(), format!("{path}/")] {
            visitor.call(Method::POST, &path, None, Some(body.clone())).await?.expect(status)?;
        }
    }
    // The board asks everybody for a token first.
    for (method, path) in [(Method::GET, "/posts"), (Method::GET, "/posts/all"), (Method::GET, "/posts/1"), (Method::POST, "/vote")] {
        for path in [path.to_owned(), format!("{path}/")] {
            visitor.call(method.clone(), &path, None, None).await?.expect(401)?;
        }
    }
    for path in ["/account", "/account/", "/account/session", "/account/session/"] {
        let answer = harness::client::client()?.get(visitor.origin().join(path)?).send().await?;
        assert_eq!(answer.status(), 303, "{path} asks to sign in first");
    }
    // Its pages ask everybody to sign in first.
    for path in ["/board", "/board/mine", "/board/new", "/board/1", "/board/1/edit"] {
        for path in [path.to_owned(), format!("{path}/")] {
            let page = visitor.call(Method::GET, &path, None, None).await?.expect(200)?;
            assert_eq!(page.url.path(), "/login", "{path}");
        }
    }
    for path in ["/reset", "/reset/"] {
        visitor.call(Method::GET, path, None, None).await?.expect(404)?;
    }
    gate.finish().await
}

#[tokio::test]
async fn faults_are_problems_that_repeat_nothing() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    problem(&visitor.call(Method::GET, "/no/such/thing-pelican", None, None).await?, 404, "pelican");
    let wrong = visitor.call(Method::DELETE, "/registrations", None, None).await?;
    problem(&wrong, 405, "");
    assert_eq!(wrong.headers[header::ALLOW], "POST, OPTIONS");
    let wrong = visitor.call(Method::POST, "/livez", None, None).await?;
    problem(&wrong, 405, "");
    assert!(wrong.headers[header::ALLOW].to_str()?.contains("GET"));
    let large = visitor.call(Method::POST, "/registrations", None, Some(json!({"reason": "x".repeat(70_000)}))).await?;
    problem(&large, 413, "xxxx");
    let client = visitor.client();
    let route = visitor.origin().join("/registrations")?;
    let answer = client.post(route.clone()).header(header::CONTENT_TYPE, "text/plain").body("pelican").send().await?;
    assert_eq!(answer.status(), 415);
    for body in ["{\"email\": pelican", "[]", "{\"email\": 7}", "{\"email\": {\"pelican\": 1}}", "\u{0}"] {
        let answer = client.post(route.clone()).header(header::CONTENT_TYPE, "application/json").body(body).send().await?;
        assert_eq!(answer.status(), 422, "{body}");
        let text = answer.text().await?;
        assert!(!text.contains("pelican"), "{text}");
    }
    let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
    let answer = client.post(route).header(header::CONTENT_TYPE, "application/json").body(deep).send().await?;
    assert_eq!(answer.status(), 422);
    gate.finish().await
}

#[tokio::test]
async fn all_faults_of_a_body_come_at_once_with_their_pointers() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let body =
        json!({"email": "pelican", "username": "Not A Name", "services": ["mastodon"], "reason": "x".repeat(3_000), "password": "short"});
    let answer = gate.visitor()?.call(Method::POST, "/registrations", None, Some(body)).await?;
    let problem = problem(&answer, 422, "pelican");
    let pointers: Vec<&str> = problem["errors"].as_array().unwrap().iter().map(|fault| fault["pointer"].as_str().unwrap()).collect();
    for pointer in ["/email", "/username", "/services", "/reason", "/password"] {
        assert!(pointers.iter().any(|found| found.starts_with(pointer)), "{pointer} is missing in {pointers:?}");
    }
    gate.finish().await
}

#[tokio::test]
async fn credentials_are_judged_in_the_order_of_the_contract() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    let visitor = gate.visitor()?;
    let get = async |path: &str, basic: Option<(&str, &str)>| visitor.call(Method::GET, path, basic, None).await;
    let none = get(&ada.path(), None).await?;
    problem(&none, 401, "");
    assert!(none.headers[header::WWW_AUTHENTICATE].to_str()?.starts_with("Basic "));
    let unknown = "AAAAAAAAAAAAAAAAAAAAAA";
    problem(&get(&format!("/registrations/{unknown}"), None).await?, 401, "");
    problem(&get(&format!("/registrations/{unknown}"), Some((unknown, &ada.token))).await?, 404, "");
    let mut forged = ada.token.clone();
    forged.replace_range(forged.len() - 4..forged.len() - 3, if forged.ends_with('A') { "B" } else { "A" });
    let forged = if forged == ada.token { format!("{}x", &ada.token[..ada.token.len() - 6]) } else { forged };
    problem(&get(&ada.path(), Some((&ada.rid, &forged))).await?, 401, &forged);
    problem(&get(&ada.path(), Some((&ada.rid, &bob.token))).await?, 403, &bob.token);
    let vote = visitor.call(Method::PUT, &ada.path(), ada.mine(), Some(json!({"status": "approved"}))).await?;
    problem(&vote, 403, "");
    acts::relink(&gate, "mo@example.org").await?;
    gate.finish().await
}

#[tokio::test]
async fn t25_what_is_too_large_or_too_deep_is_refused_and_the_process_lives() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    let route = visitor.origin().join("/registrations")?;
    let large_head = visitor.client().get(route.clone()).header("X-Large", "x".repeat(20_000)).send().await?;
    assert_eq!(large_head.status(), 431);
    let chunks = futures_util::stream::iter((0..100).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1_000])));
    let streamed = visitor
        .client()
        .post(route)
        .header(header::CONTENT_TYPE, "application/json")
        .body(reqwest::Body::wrap_stream(chunks))
        .send()
        .await?;
    assert_eq!(streamed.status(), 413, "chunked bodies are counted while they are read");
    visitor.call(Method::GET, "/livez", None, None).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn t27_limits_hold_by_network_block_and_only_configured_proxies_are_believed() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("LIMITS", "registrations.block=2/1h").start().await?;
    let visitor = gate.visitor()?;
    let post = async |number: u32, forwarded: &str| {
        let request = visitor.client().post(visitor.origin().join("/registrations")?).header("X-Forwarded-For", forwarded);
        anyhow::Ok(request.json(&json!({"email": format!("p{number}@example.org")})).send().await?)
    };
    for number in 0..2 {
        assert_eq!(post(number, &format!("203.0.113.{number}")).await?.status(), 201);
    }
    let refused = post(2, "203.0.113.77").await?;
    assert_eq!(refused.status(), 429, "nobody is believed about where they come from");
    assert!(refused.headers()[header::RETRY_AFTER].to_str()?.parse::<u64>()? <= 3_600);

    let proxied = Gatelodge::wish().setting("LIMITS", "registrations.block=1/1h").setting("TRUSTED_PROXIES", "127.0.0.0/8").start().await?;
    let visitor = proxied.visitor()?;
    let post = async |forwarded: &str| {
        let request = visitor.client().post(visitor.origin().join("/registrations")?).header("X-Forwarded-For", forwarded);
        anyhow::Ok(request.json(&json!({"email": "ada@example.org"})).send().await?.status().as_u16())
    };
    assert_eq!(post("2001:db8:1:2::1").await?, 201);
    assert_eq!(post("2001:db8:1:2:ffff::9").await?, 429, "a /64 is one block");
    assert_eq!(post("2001:db8:1:3::1").await?, 201);
    assert_eq!(post("198.51.100.1, 2001:db8:1:3::5").await?, 429, "the right-most untrusted hop counts");
    Ok(())
}

#[tokio::test]
async fn an_idempotency_key_makes_one_registration_of_two_equal_requests() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    let key = "a-key-of-twenty-two-or-more";
    let post = async |key: &str, body: &Value| {
        let request =
            visitor.client().post(visitor.origin().join("/registrations")?).header("Idempotency-Key", key).json(body).send().await?;
        anyhow::Ok((request.status().as_u16(), request.json::<Value>().await?))
    };
    let body = json!({"email": "ada@example.org", "username": "ada"});
    let first = post(key, &body).await?;
    assert_eq!(first.0, 201);
    assert_eq!(post(key, &body).await?, first, "the same 201, to the letter");
    assert_eq!(post(key, &json!({"email": "bob@example.org"})).await?.0, 422, "another body");
    for short in ["short", &"x".repeat(256), "with a space in the middle"] {
        assert_eq!(post(short, &body).await?.0, 422, "{short}");
    }
    gate.settle().await?;
    gate.clock.advance(std::time::Duration::from_secs(601));
    assert_eq!(post(key, &body).await?.0, 409, "after ten minutes it is no repeat any more");
    let rid = acts::text(&first.1, "rid");
    visitor.call(Method::DELETE, &format!("/registrations/{rid}"), Some((rid, acts::text(&first.1, "token"))), None).await?.expect(204)?;
    assert_eq!(post(key, &body).await?.0, 409, "no rid is ever made twice");
    gate.mailbox().wait_for_count(1, |letter| letter.is_to("ada@example.org"), harness::gatelodge::SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to("ada@example.org").len(), 1);
    gate.finish().await
}

#[tokio::test]
async fn two_taps_at_once_are_one_registration() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let visitor = gate.visitor()?;
    let body = json!({"email": "ada@example.org", "username": "ada"});
    let taps = (0..8).map(|_| {
        let request =
            visitor.client().post(visitor.origin().join("/registrations").unwrap()).header("Idempotency-Key", "the-same-key-for-all-taps");
        let request = request.json(&body);
        async move { anyhow::Ok(request.send().await?.json::<Value>().await?) }
    });
    let answers = futures_util::future::try_join_all(taps).await?;
    assert!(answers.windows(2).all(|pair| pair[0]["rid"] == pair[1]["rid"] && pair[0]["token"] == pair[1]["token"]), "{answers:?}");
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), 1);
    gate.finish().await
}
