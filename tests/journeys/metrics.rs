//! What operators see: every metric appears where it belongs and says what happened, and the address that tells it answers
//! three questions and holds nobody.

use std::io::ErrorKind;
use std::time::Duration;

use harness::{
    gatelodge::{Gatelodge, MODERATORS, SOON},
    monitored::{Monitored, value},
    process::Process,
    redis_server::RedisServer,
};
use reqwest::Method;
use serde_json::json;
use shared::{
    settings::Process::{Api, Worker},
    telemetry::metrics::ALL,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::acts;

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");
const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");
const TIMING: &str = "lease=3000,sweep=50,retry=30";

/// Somebody is let in, somebody else is not, and a stranger tries to sign in.
async fn a_day(gate: &Gatelodge) -> anyhow::Result<()> {
    let (ada, letter) = acts::approved(gate, "ada@example.org", "ada").await?;
    let patch = json!({"matrix_status": "processing", "username": "ada", "password": "correct horse battery"});
    ada.browser.call(Method::PATCH, &ada.path(), Some((&ada.rid, &letter)), Some(patch)).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    let eve = acts::apply(gate, "eve@example.org", "eve").await?;
    acts::confirmed(gate, &eve).await?;
    let token = acts::moderator_token(gate, MODERATORS[1], &eve.rid).await?;
    acts::vote(&eve.browser, &eve.rid, &token, "rejected").await?.expect(200)?;
    let stranger = json!({"username": "nobody", "password": "correct horse battery"});
    gate.visitor()?.call(Method::POST, "/auth/login", None, Some(stranger)).await?.expect(401)?;
    gate.settle().await
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_every_metric_stands_on_the_page_of_its_process_and_says_what_happened() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().real_time().without_worker();
    let mut gate = wish.setting("LIMITS", "passwords.account=1/1h").start().await?;
    gate.stop_api().await;
    let (at_api, at_worker) = (Monitored::free()?, Monitored::free()?);
    let _api = Process::start(API, &at_api.on_top_of(gate.settings()), TIMING)?;
    let _worker = Process::start(WORKER, &at_worker.on_top_of(gate.settings()), TIMING)?;
    acts::until_ready(&gate).await?;
    a_day(&gate).await?;
    let again = json!({"username": "nobody", "password": "correct horse battery"});
    gate.visitor()?.call(Method::POST, "/auth/login", None, Some(again)).await?.expect(429)?;
    // The worker has looked at mail and platform, and has said so.
    acts::until(SOON, async || Ok(at_api.value("gatelodge_worker_heard{}").await? >= 1.0)).await?;

    let (api, worker) = (at_api.metrics().await?, at_worker.metrics().await?);
    for metric in ALL.iter().map(|metric| metric.about()) {
        let family = metric.name.trim_end_matches("_total");
        let series = |page: &str| page.lines().any(|line| !line.starts_with('#') && line.starts_with(family));
        assert_eq!(series(&api), metric.is_of(Api), "{} on the API's page:\n{api}", metric.name);
        assert_eq!(series(&worker), metric.is_of(Worker), "{} on the worker's page:\n{worker}", metric.name);
    }
    for (page, series, at_least, at_most) in [
        (&api, r#"gatelodge_http_requests_total{method="POST",route="/registrations",status="2xx"}"#, 2.0, 2.0),
        (&api, r#"gatelodge_http_requests_total{method="POST",route="/auth/login",status="4xx"}"#, 2.0, 2.0),
        (&api, r#"gatelodge_http_request_duration_seconds_count{method="POST",route="/auth/login"}"#, 2.0, 2.0),
        (&api, "gatelodge_registrations_made_total{}", 2.0, 2.0),
        (&api, "gatelodge_registrations_confirmed_total{}", 2.0, 2.0),
        (&api, r#"gatelodge_decisions_total{decision="approved"}"#, 1.0, 1.0),
        (&api, r#"gatelodge_decisions_total{decision="rejected"}"#, 1.0, 1.0),
        (&api, r#"gatelodge_sign_ins_total{outcome="wrong"}"#, 1.0, 1.0),
        (&api, r#"gatelodge_sign_ins_total{outcome="limited"}"#, 1.0, 1.0),
        (&api, r#"gatelodge_refusals_total{limit="passwords.account"}"#, 1.0, 1.0),
        (&api, r#"gatelodge_refusals_total{limit="passwords.block"}"#, 0.0, 0.0),
        (&api, "gatelodge_hashes_total{}", 2.0, 9.0),
        (&api, "gatelodge_connections_max{}", 900.0, 900.0),
        (&api, "gatelodge_redis_up{}", 1.0, 1.0),
        (&api, "process_resident_memory_bytes{}", 1e6, 1e9),
        (&worker, "gatelodge_accounts_opened_total{}", 1.0, 1.0),
        (&worker, r#"gatelodge_letters_total{outcome="sent"}"#, 5.0, 50.0),
        (&worker, r#"gatelodge_job_runs_total{kind="letter",outcome="done"}"#, 5.0, 50.0),
        (&worker, r#"gatelodge_job_tries_bucket{le="1.0",kind="provision"}"#, 1.0, 1.0),
        (&worker, "gatelodge_mail_up{}", 1.0, 1.0),
        (&worker, r#"gatelodge_platform_up{platform="matrix"}"#, 1.0, 1.0),
        (&worker, r#"gatelodge_platform_paused{platform="matrix"}"#, 0.0, 0.0),
        (&worker, r#"gatelodge_jobs_ready{lane="letters"}"#, 0.0, 0.0),
        (&worker, "gatelodge_dead_letters{}", 0.0, 0.0),
    ] {
        let said = value(page, series).unwrap_or_else(|| panic!("{series} on\n{page}"));
        assert!((at_least..=at_most).contains(&said), "{series} {said}");
    }
    assert_eq!(at_api.get("/readyz").await?, (200, "ok\n".to_owned()));
    Ok(())
}

#[tokio::test]
async fn what_waits_in_the_queue_is_counted_and_what_is_away_is_named() -> anyhow::Result<()> {
    let at = Monitored::free()?;
    let mut gate = Gatelodge::wish().without_worker().setting("METRICS_BIND", &at.0.to_string()).start().await?;
    assert_eq!(at.get("/readyz").await?, (200, "worker: none has said anything for half a minute\n".to_owned()));
    acts::apply(&gate, "ada@example.org", "ada").await?;
    let held = gate.queue("somebody")?;
    let lane = shared::job::Lane::Letters;
    for partition in shared::keyspace::Partition::all() {
        let depth = held.depth(partition, gate.clock.now()).await?;
        assert_eq!(depth.lanes.len(), shared::job::Lane::ALL.len());
        let waiting = held.queued(partition, lane, 100).await?.len();
        assert_eq!((depth.lanes[0].ready, depth.lanes[0].held), (waiting as u64, 0), "{partition}");
        let taken = held.take(partition, lane, 9).await?;
        let depth = held.depth(partition, gate.clock.now()).await?;
        assert_eq!((depth.lanes[0].ready, depth.lanes[0].held), (0, taken.len() as u64), "{partition}");
        for job in taken {
            let due = gate.clock.now();
            assert_eq!(held.put_off_body(&job.held, &job.body, due).await?, shared::job::queue::Still::Ours);
            gate.clock.advance(Duration::from_secs(120));
            let depth = held.depth(partition, gate.clock.now()).await?;
            assert!(depth.delayed >= 1 && depth.lanes[0].oldest >= Duration::from_secs(120), "overdue: {depth:?}");
        }
    }
    gate.stop_api().await;
    Ok(())
}

#[tokio::test]
async fn without_redis_a_process_still_says_so() -> anyhow::Result<()> {
    let (at_api, at_worker) = (Monitored::free()?, Monitored::free()?);
    let mut redis = RedisServer::start().await?;
    redis.kill();
    let wish = Gatelodge::wish().redis(redis).without_worker().setting("METRICS_BIND", &at_api.0.to_string());
    let mut gate = wish.start().await?;
    gate.set("METRICS_BIND", &at_worker.0.to_string());
    gate.start_worker().await?;
    for at in [at_api, at_worker] {
        assert_eq!(at.get("/livez").await?, (200, "ok\n".to_owned()));
        assert_eq!(at.get("/readyz").await?, (503, "redis: does not answer\n".to_owned()));
        assert_eq!(at.value("gatelodge_redis_up{}").await?, 0.0);
    }
    assert!(at_worker.value("gatelodge_dead_letters{}").await?.is_nan(), "unknown, not none");
    gate.redis.launch().await?;
    acts::until(SOON, async || Ok(at_worker.get("/readyz").await?.0 == 200)).await?;
    acts::until(SOON, async || Ok(at_worker.value("gatelodge_dead_letters{}").await? >= 0.0)).await?;
    gate.finish().await
}

#[tokio::test]
async fn the_address_is_not_the_public_one_and_answers_nothing_else() -> anyhow::Result<()> {
    let at = Monitored::free()?;
    let gate = Gatelodge::wish().without_worker().setting("METRICS_BIND", &at.0.to_string()).start().await?;
    let visitor = gate.visitor()?;
    assert_eq!(visitor.call(Method::GET, "/metrics", None, None).await?.status, 404, "the public port has no metrics");
    visitor.call(Method::GET, "/readyz", None, None).await?.expect(200)?;
    for path in ["/", "/registrations", "/metrics/", "/openapi.json"] {
        assert_eq!(at.get(path).await?.0, 404, "{path}");
    }
    let client = harness::client::client()?;
    for method in [Method::POST, Method::HEAD, Method::PUT, Method::DELETE] {
        let answer = client.request(method.clone(), format!("http://{}/metrics", at.0)).send().await?;
        assert_eq!((answer.status().as_u16(), answer.headers()["allow"].to_str()?), (405, "GET"), "{method}");
    }
    gate.finish().await
}

#[tokio::test]
async fn whoever_asks_slowly_is_not_waited_for() -> anyhow::Result<()> {
    let at = Monitored::free()?;
    let wish = Gatelodge::wish().without_worker().setting("METRICS_BIND", &at.0.to_string());
    let gate = wish.timing(|timing| timing.slow_client = Duration::from_millis(300)).start().await?;
    // More than are served at once, and none of them ends its request.
    let mut slow = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(at.0).await?;
        stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: a\r\n").await?;
        slow.push(stream);
    }
    assert_eq!(timeout(SOON, at.get("/livez")).await??.0, 200);
    for mut stream in slow {
        let mut heard = Vec::new();
        let ended = timeout(SOON, stream.read_to_end(&mut heard)).await?;
        assert!(ended.is_ok_and(|count| count == 0) || heard.is_empty(), "nothing was answered");
    }
    let mut endless = TcpStream::connect(at.0).await?;
    let sent = endless.write_all(&vec![b'a'; 100_000]).await;
    assert!(sent.is_ok() || sent.is_err_and(|error| matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset)));
    assert_eq!(at.get("/livez").await?.0, 200);
    gate.finish().await
}

#[tokio::test]
async fn many_who_say_nothing_keep_nobody_waiting() -> anyhow::Result<()> {
    const ASKED_AGAIN: Duration = Duration::from_secs(3);
    let at = Monitored::free()?;
    let gate = Gatelodge::wish().without_worker().setting("METRICS_BIND", &at.0.to_string()).start().await?;
    let mut held = Vec::new();
    // Nothing at all, and half a line.
    for number in 0..40 {
        let mut stream = TcpStream::connect(at.0).await?;
        stream.write_all(if number % 2 == 0 { b"" } else { b"GET /liv" }).await?;
        held.push(stream);
    }
    assert_eq!(timeout(ASKED_AGAIN, at.get("/livez")).await??.0, 200, "as long as a probe waits");
    // Those who asked, were answered, and do not hang up.
    for number in 0..30 {
        let mut stream = TcpStream::connect(at.0).await?;
        let path = if number % 2 == 0 { "livez" } else { "metrics" };
        stream.write_all(format!("GET /{path} HTTP/1.1\r\nhost: a\r\n\r\n").as_bytes()).await?;
        held.push(stream);
    }
    assert_eq!(timeout(ASKED_AGAIN, at.get("/livez")).await??.0, 200, "more than are served at once");
    gate.finish().await
}

#[tokio::test]
async fn while_redis_hangs_many_who_want_metrics_keep_no_probe_waiting() -> anyhow::Result<()> {
    let at = Monitored::free()?;
    let gate = Gatelodge::wish().without_worker().setting("METRICS_BIND", &at.0.to_string()).start().await?;
    gate.redis.freeze()?;
    let mut answers = JoinSet::new();
    for _ in 0..100 {
        answers.spawn(at.get("/metrics"));
    }
    // Some are told to come again at once: the others hold all that there is for metrics.
    let told = async {
        loop {
            let (status, _) = answers.join_next().await.expect("somebody is left")??;
            if status == 503 {
                return anyhow::Ok(());
            }
        }
    };
    timeout(SOON, told).await??;
    assert_eq!(timeout(Duration::from_secs(1), at.get("/livez")).await??.0, 200);
    gate.redis.thaw()?;
    let mut whole = 0;
    while let Some(answer) = answers.join_next().await {
        whole += usize::from(answer??.0 == 200);
    }
    assert!(whole > 0, "whoever was first is told, with Redis or without");
    gate.finish().await
}

#[tokio::test]
async fn an_address_that_another_process_has_is_said_in_words() -> anyhow::Result<()> {
    let at = Monitored::free()?;
    let mut gate = Gatelodge::wish().without_worker().setting("METRICS_BIND", &at.0.to_string()).start().await?;
    let refused = gate.start_worker().await.expect_err("the API has it");
    assert!(refused.to_string().contains("each need an address of their own"), "{refused}");
    gate.finish().await
}
