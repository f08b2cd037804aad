//! What holds wherever one knocks: credentials, forms, faults, and a Redis that is away or full.

use std::time::{Duration, Instant};

use fred::interfaces::ClientLike;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::visitor::Visitor;
use reqwest::{Method, RequestBuilder, header};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::{accounts, forged, pointers, seen, unconfirmed_gate};
use crate::acts::{self, apply, apply_with, letter_token, moderator_token, vote};

#[tokio::test]
async fn the_documents_come_from_the_process_itself_and_load_nothing_from_elsewhere() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().start().await?;
    let visitor = gate.visitor()?;
    let document = visitor.call(Method::GET, "/openapi.json", None, None).await?.expect(200)?.json()?;
    let of_mastodon = ["/generate-token", "/change-password", "/forgot-password"];
    let of_members = ["/users", "/users/me", "/users/{id}", "/auth/register", "/auth/login", "/login", "/auth/refresh", "/auth/logout"];
    let of_board = ["/posts", "/posts/all", "/posts/{id}", "/vote"];
    let of_registrations = ["/registrations", "/registrations/{rid}", "/registrations/names"];
    for path in of_registrations
        .into_iter()
        .chain(of_mastodon)
        .chain(of_members)
        .chain(of_board)
        .chain(["/auth/logout-all", "/.well-known/jwks.json"])
    {
        assert!(document["paths"][path].is_object(), "{path}");
    }
    for (path, program) in [("/docs", "SwaggerUIBundle"), ("/redoc", "Redoc")] {
        let page = visitor.open(path).await?.expect(200)?;
        assert!(page.body.contains(program) && page.body.contains("/registrations/{rid}"), "{path} brings program and document");
        let html = Html::parse_document(&page.body);
        for (elements, attribute) in [("script[src], img[src], iframe[src]", "src"), ("link[href]", "href")] {
            let selector = Selector::parse(elements).expect("a selector");
            let elsewhere: Vec<&str> = html.select(&selector).filter_map(|found| found.attr(attribute)).collect();
            assert!(elsewhere.iter().all(|source| *source == "/favicon.svg"), "{path}: {elsewhere:?}");
        }
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str()?;
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("http"), "{path}: {policy}");
    }
    gate.finish().await
}

#[tokio::test]
async fn links_and_their_pages_answer_with_the_slash_too() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let letter = letter_token(&gate, "ada@example.org", "c", &ada.rid).await?;
    let person = gate.visitor()?;
    let page = person.open(&format!("/c/{}/?t={letter}", ada.rid)).await?.expect(200)?;
    person.submit(&page, &page.form("action=yes")?).await?.expect(200)?;
    let manager = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let page = person.open(&format!("/m/{}/?t={manager}", ada.rid)).await?.expect(200)?;
    person.submit(&page, &page.form("action=approve")?).await?.expect(200)?;
    for path in [format!("/r/{}/?t={letter}", ada.rid), format!("/r/{}/", ada.rid), "/problems/invalid/".to_owned()] {
        person.open(&path).await?.expect(200)?;
    }
    assert_eq!(seen(&ada, &letter).await?["status"], "approved");
    gate.finish().await
}

/// What is wrong with the credentials, the rid asked about, what is presented, and the status.
type Presented<'a> = (&'a str, &'a str, Option<(&'a str, &'a str)>, u16);

#[tokio::test]
async fn every_method_of_a_registration_judges_credentials_in_the_same_order() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    let manager = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let ended = moderator_token(&gate, MODERATORS[1], &ada.rid).await?;
    acts::relink(&gate, MODERATORS[1]).await?;
    let (nobody, nowhere) = ("AAAAAAAAAAAAAAAAAAAAAA", "no-rid-at-all");
    let (wrong, wrong_of_bob) = (forged(&ada.token), forged(&bob.token));
    let before = acts::everything(&gate).await?;
    let ask = async |method: &Method, rid: &str, basic: Option<(&str, &str)>, body: Option<Value>| {
        ada.browser.call(method.clone(), &format!("/registrations/{rid}"), basic, body).await
    };
    let bodies = [
        (Method::GET, None, &ended),
        (Method::PUT, Some(json!({"status": "approved"})), &ada.token),
        (Method::PATCH, Some(accounts("ada", "correct horse battery")), &manager),
        (Method::DELETE, None, &manager),
    ];
    for (method, body, not_here) in &bodies {
        let rows: [Presented<'_>; 9] = [
            ("none", &ada.rid, None, 401),
            ("none, and no such record", nobody, None, 401),
            ("no such record", nobody, Some((nobody, &ada.token)), 404),
            ("no such record, wrong signature", nobody, Some((nobody, &wrong)), 404),
            ("nothing that could be a record", nowhere, Some((nowhere, &ada.token)), 404),
            ("wrong signature", &ada.rid, Some((&ada.rid, &wrong)), 401),
            ("wrong signature, and another rid's", &ada.rid, Some((&ada.rid, &wrong_of_bob)), 401),
            ("another rid's", &ada.rid, Some((&ada.rid, &bob.token)), 403),
            ("a kind not allowed here, or ended", &ada.rid, Some((&ada.rid, not_here)), 403),
        ];
        for (what, rid, basic, status) in rows {
            let answer = ask(method, rid, basic, body.clone()).await?;
            assert_eq!(answer.status.as_u16(), status, "{method}, {what}: {}", answer.body);
            assert_eq!(answer.headers.contains_key(header::WWW_AUTHENTICATE), status == 401, "{method}, {what}");
        }
        for unreadable in ["Bearer abc", "Basic !!!", "Basic"] {
            let url = ada.browser.origin().join(&ada.path())?;
            let answer = ada.browser.client().request(method.clone(), url).header(header::AUTHORIZATION, unreadable).send().await?;
            assert_eq!(answer.status(), 401, "{method} {unreadable}");
        }
    }
    let answer = ask(&Method::PUT, &ada.rid, Some((&ada.rid, &ended)), Some(json!({"status": "approved"}))).await?;
    assert_eq!(answer.status, 403, "an ended link does not vote: {}", answer.body);
    assert_eq!(acts::everything(&gate).await?, before, "and nothing changed");
    gate.finish().await
}

#[tokio::test]
async fn an_unknown_rid_and_a_wrong_token_cost_the_same_work() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let nobody = "AAAAAAAAAAAAAAAAAAAAAA";
    let (client, wrong) = (gate.redis.client().await?, forged(&ada.token));
    let cost = async |rid: &str, status: u16| {
        client.custom::<(), _>(fred::cmd!("CONFIG"), vec!["RESETSTAT"]).await?;
        ada.browser.call(Method::GET, &format!("/registrations/{rid}"), Some((rid, &wrong)), None).await?.expect(status)?;
        acts::commands(&client).await
    };
    cost(&ada.rid, 401).await?;
    let (known, unknown) = (cost(&ada.rid, 401).await?, cost(nobody, 404).await?);
    assert_eq!(known, unknown);
    assert_eq!(known.get("hmget"), Some(&1), "the record is loaded: {known:?}");
    let page = async |rid: &str| {
        client.custom::<(), _>(fred::cmd!("CONFIG"), vec!["RESETSTAT"]).await?;
        let url = ada.browser.origin().join(&format!("/r/{rid}"))?;
        let answer = harness::client::client()?.get(url).header(header::COOKIE, format!("gl-c={wrong}; gl-a={wrong}")).send().await?;
        anyhow::Ok((answer.status(), answer.text().await?.replace(rid, ""), acts::commands(&client).await?))
    };
    let (known, unknown) = (page(&ada.rid).await?, page(nobody).await?);
    assert_eq!(known.2.get("hmget"), Some(&1), "{:?}", known.2);
    assert_eq!(known, unknown, "a page does not even say which of the two it was");
    gate.finish().await
}

#[tokio::test]
async fn with_redis_away_every_road_says_503_in_time_and_finds_back() -> anyhow::Result<()> {
    let mut gate = unconfirmed_gate().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let manager = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let mo = gate.visitor()?;
    let decide = mo.open(&format!("/m/{}?t={manager}", ada.rid)).await?.expect(200)?;
    let (form, lost) = (mo.open("/").await?.expect(200)?, mo.open("/lost-link").await?.expect(200)?);
    gate.settle().await?;
    gate.redis.kill();
    let (path, mine, theirs) = (ada.path(), ada.mine(), Some((ada.rid.as_str(), manager.as_str())));
    let calls = [
        (Method::POST, "/registrations", None, Some(json!({"email": "bob@example.org"}))),
        (Method::POST, "/registrations/names", mine, Some(json!({"username": "bob"}))),
        (Method::GET, path.as_str(), mine, None),
        (Method::PUT, path.as_str(), theirs, Some(json!({"status": "approved"}))),
        (Method::PATCH, path.as_str(), mine, Some(accounts("ada", "correct horse battery"))),
        (Method::DELETE, path.as_str(), mine, None),
    ];
    let began = Instant::now();
    let calls = calls.into_iter().map(|(method, path, basic, body)| ada.browser.call(method, path, basic, body));
    let calls = futures_util::future::try_join_all(calls);
    let pages = async {
        anyhow::Ok([
            mo.open(&format!("/m/{}", ada.rid)).await?,
            mo.submit(&decide, &decide.form("action=approve")?).await?,
            mo.submit(&form, &form.form("")?.with("email", "bob@example.org").with("reason", "Bees")).await?,
            mo.submit(&lost, &lost.form("")?.with("email", "ada@example.org")).await?,
        ])
    };
    let calls = calls.await?;
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    for answer in calls.into_iter().chain(pages.await?) {
        assert_eq!(answer.status, 503, "{}: {}", answer.url, answer.body);
        assert!(answer.headers[header::RETRY_AFTER].to_str()?.parse::<u64>()? > 0, "{}", answer.url);
    }
    gate.redis.launch().await?;
    acts::until_ready(&gate).await?;
    assert_eq!(seen(&ada, &ada.token).await?["status"], "pending", "nothing of it was done");
    vote(&mo, &ada.rid, &manager, "approved").await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn redis_with_its_disk_full_refuses_writes_reads_on_and_recovers() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().setting("CONFIRM_EMAIL", "false").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let client = gate.redis.client().await?;
    let order = async |words: &[&str]| client.custom::<(), _>(fred::cmd!("CONFIG"), words.to_vec()).await;
    // A folder stands where the snapshot should go: Redis cannot write it, and says what it says when its disk is full.
    let place = gate.redis.folder().join("dump.rdb");
    std::fs::create_dir(&place)?;
    order(&["SET", "save", "3600 1000000"]).await?;
    let saved = async |well: bool| {
        let wanted = format!("rdb_last_bgsave_status:{}", if well { "ok" } else { "err" });
        let _ = client.custom::<(), _>(fred::cmd!("BGSAVE"), Vec::<String>::new()).await;
        acts::until(SOON, async || {
            let said: String = client.custom(fred::cmd!("INFO"), vec!["persistence"]).await?;
            Ok(said.contains(&wanted) && said.contains("rdb_bgsave_in_progress:0"))
        })
        .await
    };
    saved(false).await?;
    let answer = ada.browser.call(Method::POST, "/registrations", None, Some(json!({"email": "bob@example.org"}))).await?;
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(seen(&ada, &ada.token).await?["username"], "ada", "reads go on");
    std::fs::remove_dir(&place)?;
    saved(true).await?;
    apply(&gate, "bob@example.org", "bob").await?;
    Ok(())
}

#[tokio::test]
async fn a_call_with_an_authorization_header_reads_no_cookie() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let manager = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let mo = gate.visitor()?;
    let page = mo.open(&format!("/m/{}?t={manager}", ada.rid)).await?.expect(200)?;
    let nonce = page.form("action=approve")?.value("nonce").unwrap_or_default().to_owned();
    let before = acts::everything(&gate).await?;
    let press =
        || mo.client().post(page.url.clone()).header("Sec-Fetch-Site", "same-origin").form(&[("action", "approve"), ("nonce", &nonce)]);
    for authorization in ["Basic AAAA", "Bearer abc", ""] {
        let looked = mo.client().get(page.url.clone()).header(header::AUTHORIZATION, authorization).send().await?;
        let pressed = press().header(header::AUTHORIZATION, authorization).send().await?;
        assert_eq!((looked.status().as_u16(), pressed.status().as_u16()), (404, 404), "“{authorization}”");
    }
    let cookies = format!("gl-m={manager}; gl-c={}; gl-a={}", ada.token, ada.token);
    let bare =
        |method: Method| ada.browser.client().request(method, format!("{}{}", gate.origin(), ada.path())).header(header::COOKIE, &cookies);
    assert_eq!(bare(Method::GET).send().await?.status(), 401, "nor does the JSON road know anybody by a cookie");
    let vote = bare(Method::PUT).basic_auth(&ada.rid, Some(&ada.token)).json(&json!({"status": "approved"}));
    assert_eq!(vote.send().await?.status(), 403);
    assert_eq!(acts::everything(&gate).await?, before);
    assert!(press().send().await?.status().is_success(), "the cookie alone is enough");
    gate.finish().await
}

/// Where a form posts to, and what its button sends.
type Press = (String, Vec<(&'static str, String)>);
/// How a press looks to the server: what it is, whether the nonce is the page's own, and the browser's headers.
type Look<'a> = (&'a str, bool, &'a [(&'a str, &'a str)]);

#[tokio::test]
async fn every_form_wants_the_nonce_of_its_page_and_the_same_origin() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let token = letter_token(&gate, "ada@example.org", "c", &ada.rid).await?;
    let visitor = gate.visitor()?;
    let nonce = async |path: &str, button: &str| {
        let page = visitor.open(path).await?.expect(200)?;
        anyhow::Ok((page.url.path().to_owned(), page.form(button)?.value("nonce").unwrap_or_default().to_owned()))
    };
    let email = || ("email", "bob@example.org".to_owned());
    let action = |action: &str| ("action", action.to_owned());
    let forms: [(Press, String); 3] = {
        let (apply, lost) = (nonce("/", "").await?, nonce("/lost-link", "").await?);
        let confirm = nonce(&format!("/c/{}?t={token}", ada.rid), "action=yes").await?;
        [
            ((apply.0, vec![email(), ("reason", "Bees".to_owned()), ("idempotency_key", "x".repeat(22))]), apply.1),
            ((lost.0, vec![email()]), lost.1),
            ((confirm.0, vec![action("yes")]), confirm.1),
        ]
    };
    let before = acts::everything(&gate).await?;
    let same = [("Sec-Fetch-Site", "same-origin")];
    let rows: [Look<'_>; 6] = [
        ("another page's nonce", false, &same),
        ("from another site", true, &[("Sec-Fetch-Site", "cross-site"), ("Origin", gate.origin())]),
        ("typed into the address bar", true, &[("Sec-Fetch-Site", "none")]),
        ("a null origin", true, &[("Origin", "null")]),
        ("another origin", true, &[("Origin", "https://evil.example")]),
        ("from nowhere known", true, &[]),
    ];
    let press = async |(path, fields): &Press, nonce: Option<&str>, headers: &[(&str, &str)]| {
        let mut sent = fields.clone();
        sent.extend(nonce.map(|nonce| ("nonce", nonce.to_owned())));
        let request = visitor.client().post(visitor.origin().join(path)?).form(&sent);
        let request = headers.iter().fold(request, |request: RequestBuilder, (name, value)| request.header(*name, *value));
        anyhow::Ok(request.send().await?.status().as_u16())
    };
    for (number, (form, own)) in forms.iter().enumerate() {
        let other = &forms[(number + 1) % forms.len()].1;
        assert_eq!(press(form, None, &same).await?, 403, "{}: no nonce", form.0);
        for (what, genuine, headers) in rows {
            assert_eq!(press(form, Some(if genuine { own } else { other }), headers).await?, 403, "{}: {what}", form.0);
        }
    }
    assert_eq!(acts::everything(&gate).await?, before);
    for (form, own) in &forms {
        assert_eq!(press(form, Some(own), &same).await?, 200, "{}: as the browser sends it", form.0);
    }
    assert_ne!(acts::everything(&gate).await?, before);
    gate.finish().await
}

#[tokio::test]
async fn every_body_is_told_all_its_faults_at_once() -> anyhow::Result<()> {
    let gate = unconfirmed_gate().await?;
    let ada = apply_with(&gate, json!({"email": "ada@example.org"})).await?;
    let manager = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let long = "x".repeat(1_001);
    let call = async |method: Method, path: &str, token: &str, body: Value| {
        pointers(&ada.browser.call(method, path, Some((&ada.rid, token)), Some(body)).await?)
    };
    let made = json!({"username": 5, "on_approval": true, "password": "short"});
    assert_eq!(call(Method::POST, "/registrations", &ada.token, made).await?, ["/password", "/username"]);
    let ballot = json!({"status": "maybe", "message": long});
    assert_eq!(call(Method::PUT, &ada.path(), &manager, ballot).await?, ["/message", "/status"]);
    assert_eq!(call(Method::PUT, &ada.path(), &manager, json!({"message": 5})).await?, ["/message", "/status"]);
    let names = |body| call(Method::POST, "/registrations/names/", &ada.token, body);
    assert_eq!(names(json!({"username": "Not A Name", "services": ["mastodon"]})).await?, ["/services", "/username"]);
    assert_eq!(names(json!({"services": "matrix"})).await?, ["/services", "/username"]);
    assert_eq!(names(json!({"username": 5, "services": []})).await?, ["/services", "/username"]);
    vote(&ada.browser, &ada.rid, &manager, "approved").await?.expect(200)?;
    let path = ada.path();
    let settle = |body| call(Method::PATCH, &path, &ada.token, body);
    let all = json!({"matrix_status": "success", "mastodon_status": "processing", "username": "_", "email": "nobody", "password": "short"});
    let every = ["/email", "/mastodon_status", "/matrix_status", "/password", "/username"];
    assert_eq!(settle(all).await?, every);
    let wrong = json!({"matrix_status": 1, "mastodon_status": [], "username": {}, "email": 2, "password": true});
    assert_eq!(settle(wrong).await?, every);
    assert_eq!(settle(json!({})).await?, ["/matrix_status", "/username"]);
    gate.finish().await
}

#[tokio::test]
async fn a_fault_says_which_request_it_was_and_where_its_kind_is_explained() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().without_worker().setting("LIMITS", "registrations.block=1/1d").start().await?;
    let visitor: Visitor = gate.visitor()?;
    apply(&gate, "ada@example.org", "ada").await?;
    let rows = [
        (404, Method::GET, "/nowhere", None),
        (405, Method::PATCH, "/readyz", None),
        (413, Method::POST, "/registrations", Some(json!({"reason": "x".repeat(70_000)}))),
        (422, Method::POST, "/registrations", Some(json!({"email": 5}))),
        (429, Method::POST, "/registrations", Some(json!({"email": "bob@example.org"}))),
    ];
    let mut seen = Vec::new();
    for (status, method, path, body) in rows {
        let answer = visitor.call(method, path, None, body).await?.expect(status)?;
        let problem = answer.json()?;
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(problem["instance"], format!("urn:uuid:{}", answer.headers["x-request-id"].to_str()?), "{status}");
        assert_eq!(answer.headers.contains_key(header::RETRY_AFTER), status == 429, "{status}");
        assert_eq!(answer.headers.contains_key(header::ALLOW), status == 405, "{status}");
        assert_eq!(problem["errors"].is_array(), status == 422, "{status}");
        let kind = visitor.call(Method::GET, acts::text(&problem, "type"), None, None).await?.expect(200)?.json()?;
        assert_eq!((&kind["status"], &kind["title"]), (&json!(status), &problem["title"]));
        seen.push(problem["instance"].clone());
    }
    seen.dedup();
    assert_eq!(seen.len(), 5, "each request has its own");
    gate.finish().await
}
