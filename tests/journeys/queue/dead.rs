//! How jobs end that come to nothing: who hears of it, and what is left behind.

use std::time::Duration;

use fred::interfaces::HashesInterface;
use harness::{
    gatelodge::{Gatelodge, SOON},
    matrix_double::{Call, Policy, Trouble},
    redis_server::RedisServer,
    smtp_double::Moment,
};
use reqwest::Method;
use serde_json::json;
use shared::{
    clock::{Clock, Timing, earlier},
    job::queue::{DeadLetter, Queue},
    keyspace::Rid,
    platform::Platform,
    redis::Redis,
    registration::{
        provision::{Attempt, Stage},
        store::{Found, Registrations},
    },
};

use super::{PASSWORD, approved, ask, standing, waiting};
use crate::acts::{self, Applied, apply};

const DAY: Duration = Duration::from_hours(24);

/// The try under way, as it lies in the record.
async fn attempt(gate: &Gatelodge, applied: &Applied) -> anyhow::Result<Option<Attempt>> {
    let store = Registrations::new(gate.connection()?, acts::ring(gate)?, gate.clock.clone(), gate.timing().clone());
    match store.load(Rid::parse(&applied.rid).expect("a rid")).await? {
        Found::Record(record, _) => Ok(record.door(Platform::Matrix).attempt().cloned()),
        other => anyhow::bail!("{other:?}"),
    }
}

/// Lets time pass until the account's job is due, which makes this call.
async fn another_try(gate: &Gatelodge, after: Duration, call: Call) -> anyhow::Result<()> {
    // What is not put off yet would be put off from the later time.
    acts::until(SOON, async || Ok(!waiting(gate, "provision").await?.is_empty())).await?;
    let before = gate.matrix.calls_count(call);
    gate.clock.advance(after);
    acts::until(SOON, async || Ok(gate.matrix.calls_count(call) > before)).await
}

#[tokio::test]
async fn whoever_waits_for_an_account_hears_when_its_job_dies_and_goes_on_when_it_is_tried_again() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").timing(|timing| timing.attempts_max = 2);
    let gate = wish.start().await?;
    gate.matrix.trouble(Call::Password, Trouble::Proxy(502), 1_000);
    let applied = approved(&gate, "ada").await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(1));
        Ok(!gate.dead_letters().await?.is_empty())
    })
    .await?;
    assert_eq!(gate.dead_letters().await?, ["the platform is away"]);
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
    assert_eq!((&seen["matrix_status"], &seen["problem"]["code"]), (&json!("failed"), &json!("unavailable")));
    gate.matrix.end_troubles();
    assert_eq!(ask(&gate, "jobs retry --all").await?.answer, "dead letters tried again: 1\n");
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!((gate.matrix.created_count(), gate.matrix.live_tokens_count()), (1, 0));
    gate.finish().await
}

#[tokio::test]
async fn a_password_that_is_refused_leaves_no_session_behind_and_the_next_one_opens_the_same_account() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    gate.matrix.trouble(Call::Password, Trouble::Freeze, 1);
    let applied = approved(&gate, "ada").await?;
    gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
    // The account is made; now the homeserver wants more of a password than it said before.
    gate.matrix.set_policy(Policy { require_digit: true, ..Default::default() });
    gate.matrix.thaw();
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    assert_eq!(standing(&applied).await?, "failed");
    assert_eq!(gate.matrix.live_tokens_count(), 0);
    let kept = attempt(&gate, &applied).await?.expect("the account is gone on with");
    assert_eq!(kept.stage, Stage::Sent, "no token rests for somebody who may never come back");

    let better = format!("{PASSWORD} 5");
    let patch = Some(json!({"matrix_status": "processing", "username": "ada", "password": better}));
    applied.browser.call(Method::PATCH, &applied.path(), applied.mine(), patch).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!(gate.matrix.account("ada").map(|account| account.password), Some(better));
    assert_eq!((gate.matrix.created_count(), gate.matrix.live_tokens_count(), gate.matrix.calls_count(Call::LogIn)), (1, 0, 1));
    gate.finish().await
}

#[tokio::test]
async fn an_account_that_is_given_up_half_made_has_no_session_left_and_is_gone_on_with() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    gate.matrix.trouble(Call::Password, Trouble::Proxy(502), 1_000);
    let applied = approved(&gate, "ada").await?;
    gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
    for _ in 0..4 {
        another_try(&gate, 6 * DAY, Call::Password).await?;
    }
    assert_eq!(gate.matrix.live_tokens_count(), 1);
    another_try(&gate, 5 * DAY, Call::LogOut).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    assert_eq!(gate.matrix.live_tokens_count(), 0);
    gate.matrix.end_troubles();
    let patch = Some(json!({"matrix_status": "processing", "username": "ada", "password": PASSWORD}));
    applied.browser.call(Method::PATCH, &applied.path(), applied.mine(), patch).await?.expect(200)?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    assert_eq!((gate.matrix.created_count(), gate.matrix.live_tokens_count()), (1, 0));
    gate.finish().await
}

#[tokio::test]
async fn attempts_near_the_end_of_the_thirty_days_are_not_written_down_each() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().setting("CONFIRM_EMAIL", "false");
    let gate = wish.timing(|timing| timing.forward_every = Duration::from_millis(50)).start().await?;
    gate.matrix.trouble(Call::PasswordPolicy, Trouble::Proxy(502), 1_000);
    let applied = approved(&gate, "ada").await?;
    gate.matrix.wait_for_calls(Call::PasswordPolicy, 1, SOON).await?;
    for _ in 0..4 {
        another_try(&gate, 6 * DAY, Call::PasswordPolicy).await?;
    }
    let (client, key) = (gate.redis.client().await?, Rid::parse(&applied.rid).expect("a rid").record());
    let version = async || client.hget::<u64, _, _>(key.as_str(), "v").await;
    let before = version().await?;
    // Each time until the call is made, which is after what is written down of it.
    for _ in 0..5 {
        another_try(&gate, Duration::from_mins(10), Call::PasswordPolicy).await?;
    }
    assert_eq!(version().await?, before);
    gate.matrix.end_troubles();
    another_try(&gate, Duration::from_mins(10), Call::PasswordPolicy).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn dead_letters_are_forgotten_after_thirty_days_and_one_that_cannot_be_read_hides_no_other() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().timing(|timing| timing.janitor_every = Duration::from_millis(50)).start().await?;
    gate.smtp.refuse(Moment::Rcpt, 550, 1);
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    let dead = Rid::parse(&applied.rid).expect("a rid").partition().dead();
    gate.redis.client().await?.hset::<(), _, _>(dead.as_str(), ("x", "rubbish")).await?;
    assert_eq!(gate.dead_letters().await?, ["the mail server refused the letter"]);
    gate.clock.advance(30 * DAY + Duration::from_secs(1));
    acts::until(SOON, async || Ok(gate.dead_letters().await?.is_empty())).await?;
    gate.finish().await
}

#[tokio::test]
async fn however_many_dead_letters_there_are_exactly_those_past_their_time_are_forgotten() -> anyhow::Result<()> {
    let server = RedisServer::start().await?;
    let (client, redis) = (server.client().await?, Redis::connect(&server.url(), &Timing::default())?);
    let (queue, partition, now) = (Queue::new(redis, "janitor"), Rid::random().partition(), Clock::system().now());
    for number in 0..1_500_u64 {
        let at = if number % 3 == 0 { now } else { earlier(now, Duration::from_millis(number)) };
        let letter = DeadLetter { at, why: "x".to_owned(), body: "{}".to_owned(), lane: 1 };
        client.hset::<(), _, _>(partition.dead().as_str(), (number.to_string(), serde_json::to_string(&letter)?)).await?;
    }
    assert_eq!(queue.forget_dead(partition, now).await?, 1_000);
    let left = queue.dead(partition).await?;
    assert!(left.len() == 500 && left.iter().all(|(_, letter)| letter.at == now));
    assert_eq!(queue.forget_dead(partition, now).await?, 0);
    Ok(())
}
