//! What is away comes back, and nobody has to restart anything.

use std::time::{Duration, Instant};

use harness::{
    gatelodge::{Gatelodge, MODERATORS, SOON},
    matrix_double::{Call, Trouble},
    redis_server::RedisServer,
    smtp_double::Moment,
};
use reqwest::Method;
use serde_json::json;

use crate::acts::{self, apply, apply_with, approve, approved, confirmed};

#[tokio::test]
async fn with_redis_away_at_the_start_everything_is_503_within_three_seconds_and_recovers() -> anyhow::Result<()> {
    let mut redis = RedisServer::start().await?;
    redis.kill();
    let mut gate = Gatelodge::wish().redis(redis).start().await?;
    let visitor = gate.visitor()?;
    let rows = [
        (Method::POST, "/registrations", Some(json!({"email": "ada@example.org"}))),
        (Method::GET, "/registrations/AAAAAAAAAAAAAAAAAAAAAA", None),
        (Method::GET, "/readyz", None),
    ];
    for (method, path, body) in rows {
        let began = Instant::now();
        let answer = visitor.call(method.clone(), path, Some(("AAAAAAAAAAAAAAAAAAAAAA", "glc_AAAA")), body).await?;
        assert_eq!(answer.status, 503, "{method} {path}: {}", answer.body);
        assert!(answer.headers.contains_key("retry-after"), "{method} {path}");
        assert!(began.elapsed() < Duration::from_secs(3), "{method} {path} took {:?}", began.elapsed());
    }
    visitor.call(Method::GET, "/livez", None, None).await?.expect(200)?;
    gate.redis.launch().await?;
    acts::until_ready(&gate).await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    confirmed(&gate, &applied).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_frozen_redis_is_503_and_a_thawed_one_goes_on() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    gate.redis.freeze()?;
    let began = Instant::now();
    let answer = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await;
    gate.redis.thaw()?;
    assert_eq!(answer?.status, 503);
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    acts::until_ready(&gate).await?;
    applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?;
    confirmed(&gate, &applied).await?;
    gate.finish().await
}

#[tokio::test]
async fn redis_with_its_memory_full_refuses_writes_reads_on_and_recovers() -> anyhow::Result<()> {
    use fred::interfaces::ClientLike;
    let gate = Gatelodge::wish().without_worker().setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let client = gate.redis.client().await?;
    let limit = async |bytes: &str| client.custom::<(), _>(fred::cmd!("CONFIG"), vec!["SET", "maxmemory", bytes]).await;
    limit("1").await?;
    let answer = applied.browser.call(Method::POST, "/registrations", None, Some(json!({"email": "bob@example.org"}))).await?;
    assert_eq!(answer.status, 503, "{}", answer.body);
    applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?;
    limit("0").await?;
    apply(&gate, "bob@example.org", "bob").await?;
    Ok(())
}

#[tokio::test]
async fn with_smtp_down_the_api_answers_and_every_letter_goes_out_afterwards() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    gate.smtp.down().await;
    let mut all = Vec::new();
    for name in ["ada", "bob", "cleo"] {
        all.push(apply(&gate, &format!("{name}@example.org"), name).await?);
    }
    gate.clock.advance(Duration::from_secs(5));
    gate.smtp.up().await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(60));
        Ok(gate.mailbox().count() == 3)
    })
    .await?;
    for applied in &all {
        confirmed(&gate, applied).await?;
    }
    gate.finish().await
}

#[tokio::test]
async fn a_letter_taken_without_an_answer_comes_again_under_the_same_message_id() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    gate.smtp.vanish_after_taking(1);
    gate.smtp.refuse(Moment::Rcpt, 451, 1);
    apply(&gate, "ada@example.org", "ada").await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(30));
        Ok(gate.mailbox().count() == 2)
    })
    .await?;
    let letters = gate.mailbox().letters();
    assert_eq!(letters[0].message_id(), letters[1].message_id());
    assert!(!letters[0].message_id().is_empty());
    gate.finish().await
}

#[tokio::test]
async fn an_address_that_the_mail_server_refuses_for_good_is_a_dead_letter_that_can_be_retried() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    gate.smtp.refuse(Moment::Rcpt, 550, 1);
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    let dead = gate.dead_letters().await?;
    assert_eq!(dead.len(), 1);
    assert!(!dead[0].contains("ada"), "{dead:?}");
    let queue = gate.queue("operator")?;
    let partition = shared::keyspace::Rid::parse(&applied.rid).unwrap().partition();
    let (id, _) = queue.dead(partition).await?.remove(0);
    assert!(queue.retry(partition, &id).await?);
    assert!(!queue.retry(partition, &id).await?, "once");
    confirmed(&gate, &applied).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_homeserver_that_is_busy_is_not_asked_before_it_says() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply_with(&gate, json!({"email": "ada@example.org", "username": "ada", "on_approval": true})).await?;
    gate.matrix.trouble(Call::Register, Trouble::Busy { retry_after_ms: Some(90_000) }, 1);
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    gate.matrix.wait_for_calls(Call::Register, 1, SOON).await?;
    gate.settle().await?;
    gate.pass(Duration::from_secs(80)).await?;
    assert_eq!(gate.matrix.calls_count(Call::Register), 1);
    gate.pass(Duration::from_secs(60)).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!(gate.matrix.calls_count(Call::Register), 2);
    gate.finish().await
}

#[tokio::test]
async fn a_wrong_shared_secret_pauses_the_platform_and_keeps_every_job() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("MATRIX_SHARED_SECRET", "not the one").start().await?;
    let applied = apply_with(&gate, json!({"email": "ada@example.org", "username": "ada", "on_approval": true})).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    let health = shared::health::Health::new(gate.connection()?, gate.timing().clone());
    acts::until(SOON, async || Ok(health.paused(shared::platform::Platform::Matrix).await?.is_some())).await?;
    gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    gate.stop_worker().await;
    gate.set("MATRIX_SHARED_SECRET", "vestibule");
    gate.start_worker().await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(60));
        Ok(gate.matrix.account("ada").is_some())
    })
    .await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_name_that_belongs_to_somebody_is_asked_again_and_the_approval_stays() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    gate.matrix.add_account("ada", "a stranger's own");
    let (applied, letter) = approved(&gate, "ada@example.org", "ada").await?;
    let settle = async |name: &str| {
        let patch = json!({"matrix_status": "processing", "username": name, "password": "correct horse battery"});
        applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &letter)), Some(patch)).await?.expect(200)
    };
    settle("ada").await?;
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.json()?;
    assert_eq!(
        (&seen["status"], &seen["matrix_status"], &seen["problem"]["code"]),
        (&json!("approved"), &json!("failed"), &json!("name_taken"))
    );
    assert_eq!(gate.matrix.calls_count(Call::LogIn), 0, "log-ins are for recovery only");
    settle("ada_l").await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some("a stranger's own"));
    assert_eq!(gate.matrix.account("ada_l").map(|account| account.password).as_deref(), Some("correct horse battery"));
    gate.finish().await
}

#[tokio::test]
async fn the_homeservers_password_policy_is_asked_before_the_account_is_made() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    gate.matrix.set_policy(harness::matrix_double::Policy { require_digit: true, ..Default::default() });
    let (applied, letter) = approved(&gate, "ada@example.org", "ada").await?;
    let settle = async |password: &str| {
        let patch = json!({"matrix_status": "processing", "username": "ada", "password": password});
        applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &letter)), Some(patch)).await?.expect(200)
    };
    settle("correct horse battery").await?;
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    assert_eq!(gate.matrix.calls_count(Call::Register), 0);
    settle("correct horse battery 5").await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_process_ends_itself_over_a_wrong_key_ring_and_over_a_redis_that_was_emptied() -> anyhow::Result<()> {
    use fred::interfaces::ClientLike;
    use shared::{
        crypto::sealed_box::KeyRing,
        root::RootKeeper,
        watch::{Unfit, until_unfit},
    };
    let gate = Gatelodge::wish().without_worker().start().await?;
    acts::roots(&gate).await?;
    let redis = gate.connection()?;
    let other = KeyRing::new(("other", &[7; 32]), []);
    let stranger = RootKeeper::new(redis.clone(), std::sync::Arc::new(other));
    assert_eq!(tokio::time::timeout(SOON, until_unfit(&redis, &stranger)).await?, Unfit::WrongKeys);

    let keeper = RootKeeper::new(redis.clone(), acts::ring(&gate)?);
    keeper.roots().await?;
    let watching = {
        let redis = redis.clone();
        tokio::spawn(async move { until_unfit(&redis, &keeper).await })
    };
    let client = gate.redis.client().await?;
    client.custom::<(), _>(fred::cmd!("FLUSHALL"), Vec::<&str>::new()).await?;
    client.custom::<(), _>(fred::cmd!("CLIENT"), vec!["KILL", "TYPE", "normal", "SKIPME", "yes"]).await?;
    assert_eq!(tokio::time::timeout(SOON, watching).await??, Unfit::OtherRoots);
    Ok(())
}
