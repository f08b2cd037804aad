//! Jobs in the hands of workers that freeze, die, stop or cannot read them. What an operator does about jobs is `operator`'s.
//!
//! Leases pass on Redis' own time, seen by looking until it is so; waits pass on the clock that the test sets.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::Context;
use fred::interfaces::{HashesInterface, SortedSetsInterface, StreamsInterface};
use harness::{
    gatelodge::{Gatelodge, MODERATORS, SOON, Wish},
    matrix_double::{Call, Trouble},
    process::Process,
    smtp_double::Moment,
};
use reqwest::Method;
use serde_json::json;
use shared::{
    clock::{Timestamp, between, later},
    health::{Health, Word},
    job::{Envelope, Job, Lane, queue::Still},
    keyspace::{self, Partition, Rid, WORKERS},
    platform::Platform,
};
use worker::command::Exit;

use crate::acts::{self, Applied, apply, apply_with};

mod dead;
mod holds;
mod leases;
mod operator;
mod operator_members;
mod pauses;

use holds::{adding, letter};
pub use operator::ask;

const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");
const PASSWORD: &str = "correct horse battery";
/// Short, and long enough that a busy machine prolongs in time.
const LEASE: Duration = Duration::from_millis(900);
const TIMING: &str = "lease=900,sweep=50,retry=30";

/// A gate for workers that are processes of their own.
fn for_processes() -> Wish {
    Gatelodge::wish().real_time().without_worker().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off")
}

/// Somebody whose account opens with the approval, which is given.
async fn approved(gate: &Gatelodge, name: &str) -> anyhow::Result<Applied> {
    let body = json!({"email": format!("{name}@example.org"), "username": name, "on_approval": true, "password": PASSWORD});
    let applied = apply_with(gate, body).await?;
    let token = acts::forged_moderator_token(gate, MODERATORS[0], &applied.rid).await?;
    let vote = Some(json!({"status": "approved"}));
    applied.browser.call(Method::PUT, &applied.path(), Some((&applied.rid, &token)), vote).await?.expect(200)?;
    Ok(applied)
}

fn process(gate: &Gatelodge) -> anyhow::Result<Process> {
    Process::start(WORKER, gate.settings(), TIMING)
}

/// How many lines of a worker's log say this.
fn said(worker: &Process, words: &str) -> anyhow::Result<usize> {
    Ok(std::fs::read_to_string(worker.log())?.lines().filter(|line| line.contains(words)).count())
}

#[tokio::test]
async fn a_worker_process_that_thaws_too_late_finds_its_job_lost_and_its_work_done() -> anyhow::Result<()> {
    let gate = for_processes().start().await?;
    approved(&gate, "ada").await?;
    gate.matrix.trouble(Call::Password, Trouble::Freeze, 1);
    let frozen = process(&gate)?;
    gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
    frozen.freeze()?;
    let other = process(&gate)?;
    gate.matrix.wait_for_calls(Call::Password, 2, SOON).await.context("the other worker took over")?;
    // Both calls are carried out; the answer to the first waits for whoever sent it.
    gate.matrix.thaw();
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    frozen.thaw()?;
    acts::until(SOON, async || Ok(said(&frozen, r#""outcome":"lost""#)? > 0)).await?;
    gate.settle().await?;
    assert_eq!((gate.matrix.created_count(), gate.matrix.live_tokens_count()), (1, 0));
    assert_eq!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(PASSWORD));
    assert_eq!(said(&other, r#""kind":"provision","outcome":"done""#)?, 1);
    assert_eq!(said(&frozen, r#""kind":"provision","outcome":"done""#)?, 0);
    gate.finish().await
}

#[tokio::test]
async fn a_dead_workers_job_runs_elsewhere_within_lease_and_sweep() -> anyhow::Result<()> {
    let gate = for_processes().start().await?;
    approved(&gate, "ada").await?;
    gate.matrix.trouble(Call::Password, Trouble::Hang, 1);
    let mut dying = process(&gate)?;
    gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
    let _other = process(&gate)?;
    dying.kill();
    let died = Instant::now();
    gate.matrix.wait_for_password("ada", PASSWORD, SOON).await?;
    // The rest is for a busy machine, and for the other's start.
    assert!(died.elapsed() < LEASE + Duration::from_secs(5), "{:?}", died.elapsed());
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.settle().await?;
    gate.finish().await
}

#[tokio::test]
async fn a_job_that_kills_its_worker_three_times_is_a_dead_letter_until_somebody_says_otherwise() -> anyhow::Result<()> {
    let gate = for_processes().start().await?;
    approved(&gate, "ada").await?;
    gate.matrix.trouble(Call::Password, Trouble::Hang, 3);
    for death in 1..=3 {
        let mut worker = process(&gate)?;
        gate.matrix.wait_for_calls(Call::Password, death, SOON).await.with_context(|| format!("before death {death}"))?;
        // Whatever else it holds would have been held by three that died, too.
        acts::until(SOON, async || Ok(ask(&gate, "jobs list").await?.answer.matches("queued or running").count() == 1)).await?;
        worker.kill();
    }
    let _worker = process(&gate)?;
    acts::until(SOON, async || Ok(!gate.dead_letters().await?.is_empty())).await?;
    assert_eq!(gate.dead_letters().await?, ["it killed its worker too often"]);
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await.context("the applicant hears of it")?;
    assert_eq!(gate.matrix.calls_count(Call::Password), 3, "it does not get a fourth");
    assert_eq!(ask(&gate, "jobs retry --all").await?.answer, "dead letters tried again: 1\n");
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.settle().await?;
    gate.finish().await
}

#[tokio::test]
async fn a_fault_of_configuration_pauses_the_platform_alone_and_is_told_once() -> anyhow::Result<()> {
    let gate = for_processes().setting("MATRIX_SHARED_SECRET", "not the one").start().await?;
    for name in ["ada", "bob"] {
        approved(&gate, name).await?;
    }
    let workers = [process(&gate)?, process(&gate)?];
    acts::until(SOON, async || Ok(waiting(&gate, "provision").await?.len() == 2)).await?;
    let health = Health::new(gate.connection()?, gate.timing().clone());
    let client = gate.redis.client().await?;
    let parts = async || -> anyhow::Result<BTreeMap<String, Word>> {
        let parts: BTreeMap<String, String> = client.hgetall(keyspace::health().as_str()).await?;
        parts.into_iter().map(|(part, word)| Ok((part, serde_json::from_str(&word)?))).collect()
    };
    acts::until(SOON, async || Ok(parts().await?.contains_key("matrix"))).await?;
    gate.matrix.wait_for_calls(Call::Check, 2, SOON).await?;
    assert!(waiting(&gate, "provision").await?.iter().all(|(_, job)| job.attempts <= 1), "who met the fault was tried, and once only");
    let dan = Rid::parse(&approved(&gate, "dan").await?.rid).context("a rid")?;
    let his = async || -> anyhow::Result<Vec<u32>> {
        let all = waiting(&gate, "provision").await?.into_iter();
        Ok(all.filter(|(_, job)| matches!(job.job, Job::Provision { rid, .. } if rid == dan)).map(|(_, job)| job.attempts).collect())
    };
    acts::until(SOON, async || Ok(!his().await?.is_empty())).await?;
    assert_eq!(his().await?, [0], "waiting for the operator is no failure");
    let parts = parts().await?;
    assert!(parts["matrix"].fault.as_deref().is_some_and(|why| why.contains("MATRIX_SHARED_SECRET")), "{parts:?}");
    assert_eq!(parts["mail"].fault, None);
    assert!(health.paused(Platform::Matrix).await?.is_some());
    // Letters go on: somebody else applies, and moderators hear of it.
    let cleo = apply(&gate, "cleo@example.org", "cleo").await?;
    acts::moderator_token(&gate, MODERATORS[1], &cleo.rid).await?;
    let told: Vec<usize> = workers.iter().map(|worker| said(worker, "the platform is paused")).collect::<Result<_, _>>()?;
    assert_eq!(told.iter().sum::<usize>(), 1, "one of them says it, once: {told:?}");
    Ok(())
}

/// The jobs of a kind that wait for their time.
async fn waiting(gate: &Gatelodge, kind: &str) -> anyhow::Result<Vec<(Timestamp, Envelope)>> {
    let queue = gate.queue("observer")?;
    let mut all = Vec::new();
    for partition in Partition::all() {
        all.extend(queue.waiting(partition, 1_000).await?.into_iter().filter(|(_, envelope)| envelope.job.name() == kind));
    }
    Ok(all)
}

#[tokio::test]
async fn retry_after_is_never_undercut_and_not_believed_beyond_a_day() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let day = Duration::from_hours(24);
    let asked = [Duration::from_secs(90), Duration::from_hours(2), day * 3];
    for patience in asked {
        let retry_after_ms = u64::try_from(patience.as_millis()).ok();
        gate.matrix.trouble(Call::Password, Trouble::Busy { retry_after_ms }, 1);
    }
    approved(&gate, "ada").await?;
    for (calls, patience) in (1..).zip(asked) {
        gate.matrix.wait_for_calls(Call::Password, calls, SOON).await?;
        acts::until(SOON, async || Ok(!waiting(&gate, "provision").await?.is_empty())).await?;
        let (due, job) = waiting(&gate, "provision").await?.remove(0);
        assert_eq!(job.attempts as usize, calls, "a failure counts");
        let wait = between(gate.clock.now(), due);
        assert!(wait >= patience.min(day) && wait < patience.min(day) + gate.timing().retry_max, "{wait:?} for {patience:?}");
        gate.pass(wait - Duration::from_millis(1)).await?;
        assert_eq!(gate.matrix.calls_count(Call::Password), calls, "not a moment before");
        gate.clock.advance(Duration::from_millis(1));
    }
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn attempts_are_bounded_and_forgotten_when_somebody_tries_again() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").timing(|timing| timing.attempts_max = 3).start().await?;
    // One letter to the applicant and one to each moderator: three times each, and not once more.
    let letters = 1 + MODERATORS.len();
    gate.smtp.refuse(Moment::Rcpt, 451, letters * 3);
    apply(&gate, "ada@example.org", "ada").await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(1));
        Ok(gate.dead_letters().await?.len() == letters)
    })
    .await?;
    assert!(gate.dead_letters().await?.iter().all(|why| why == "the mail server is away or busy"));
    assert_eq!(gate.mailbox().count(), 0);
    assert_eq!(ask(&gate, "jobs retry --all").await?.exit, Exit::Well);
    gate.mailbox().wait_for_count(letters, |_| true, SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_job_of_a_newer_version_waits_as_it_is_for_a_week_and_rubbish_is_a_dead_letter() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (rid, client) = (Rid::random(), gate.redis.client().await?);
    let newer = json!({"f": 2, "id": "x", "attempts": 1, "job": {"do": "sing", "song": 7}}).to_string();
    let unknown = json!({"f": 1, "id": "y", "attempts": 1, "job": {"do": "dance"}}).to_string();
    for body in [newer.as_str(), unknown.as_str(), "rubbish"] {
        client.xadd::<(), _, _, _, _>(rid.partition().jobs(Lane::House).as_str(), false, None, "*", ("job", body)).await?;
    }
    let members = async || -> anyhow::Result<Vec<(String, f64)>> {
        Ok(client.zrange(rid.partition().later().as_str(), 0, -1, None, false, None, true).await?)
    };
    let began = gate.clock.now().as_millisecond();
    for round in 1..=3_u32 {
        let due = later(gate.clock.now(), gate.timing().unknown_put_off).as_millisecond();
        acts::until(SOON, async || Ok(members().await?.iter().filter(|(_, at)| *at as i64 == due).count() == 2)).await?;
        let mut bodies: Vec<String> = members().await?.into_iter().map(|(member, _)| member).collect();
        bodies.sort();
        let mut expected = [&newer, &unknown].map(|body| format!("4 {{\"unknown_since\":{began},{}", &body[1..]));
        expected.sort();
        assert_eq!(bodies, expected, "round {round}: not a letter of it is changed");
        gate.clock.advance(gate.timing().unknown_put_off);
    }
    assert_eq!(gate.dead_letters().await?, ["it is no job of any version"]);

    gate.clock.advance(gate.timing().unknown_max);
    acts::until(SOON, async || Ok(gate.dead_letters().await?.len() == 3)).await?;
    assert!(gate.dead_letters().await?.contains(&"no worker could read it for too long".to_owned()));
    assert!(members().await?.is_empty());
    assert_eq!(ask(&gate, "jobs retry --all").await?.exit, Exit::Well);
    acts::until(SOON, async || Ok(members().await?.len() == 2)).await?;
    let anew = format!("4 {{\"unknown_since\":{},", gate.clock.now().as_millisecond());
    assert!(members().await?.iter().all(|(member, _)| member.starts_with(&anew)), "they wait as long again: {:?}", members().await?);
    Ok(())
}

#[tokio::test]
async fn consumers_that_are_idle_and_hold_nothing_are_forgotten_and_no_others() -> anyhow::Result<()> {
    let brief = Duration::from_millis(100);
    let gate = Gatelodge::wish()
        .without_worker()
        .timing(|timing| {
            (timing.idle_consumer, timing.janitor_every) = (brief, brief);
            (timing.lease, timing.prolong_every) = (SOON, SOON);
        })
        .start();
    let gate = gate.await?;
    let (rid, redis) = (Rid::random(), gate.connection()?);
    let (gone, holder) = (gate.queue("gone")?, gate.queue("holder")?);
    let mut held = Vec::new();
    for queue in [&gone, &holder] {
        adding(rid, letter(rid)).write(&redis, gate.timing(), gate.clock.now(), SOON).await?;
        held.push(queue.take(rid.partition(), Lane::Letters, 1).await?.remove(0).held);
    }
    assert_eq!(gone.finish(&held[0]).await?, Still::Ours);
    let client = gate.redis.client().await?;
    let names = async || -> anyhow::Result<Vec<String>> {
        let key = rid.partition().jobs(Lane::Letters);
        let all: Vec<std::collections::HashMap<String, fred::types::Value>> = client.xinfo_consumers(key.as_str(), WORKERS).await?;
        Ok(all.iter().filter_map(|consumer| consumer.get("name")?.as_string()).collect())
    };
    let _worker = gate.another_worker().await?;
    acts::until(SOON, async || Ok(!names().await?.contains(&"gone".to_owned()))).await?;
    acts::until(SOON, async || {
        let seen: u64 = gone.forget_consumers(rid.partition(), Lane::Letters, brief).await? as u64;
        Ok(seen == 0)
    })
    .await?;
    assert!(names().await?.contains(&"holder".to_owned()), "it holds a job, which must not be lost with it");
    assert_eq!(holder.finish(&held[1]).await?, Still::Ours);
    Ok(())
}

#[tokio::test]
async fn a_worker_that_is_told_to_stop_ends_what_it_holds_and_takes_nothing_more() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().without_worker().setting("CONFIRM_EMAIL", "false").start().await?;
    let worker = gate.another_worker().await?;
    gate.matrix.trouble(Call::Password, Trouble::Freeze, 1);
    let applied = approved(&gate, "ada").await?;
    gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
    // It hears of the stop first; then the homeserver answers.
    tokio::join!(worker.stop(), async { gate.matrix.thaw() });
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
    assert_eq!(seen["matrix_status"], "success");
    let ready = |letter: &harness::mailbox::Letter| letter.subject().contains("account is ready");
    assert!(!gate.mailbox().letters().iter().any(|letter| ready(letter)), "the job that this caused is another worker's");
    gate.start_worker().await?;
    gate.mailbox().wait_for(ready, SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn what_does_not_end_in_time_is_let_go_and_taken_over() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().without_worker().setting("CONFIRM_EMAIL", "false").timing(|timing| {
        (timing.lease, timing.prolong_every) = (LEASE, LEASE / 3);
        timing.shutdown = Duration::from_millis(200);
    });
    let mut gate = wish.start().await?;
    let worker = gate.another_worker().await?;
    gate.matrix.trouble(Call::Password, Trouble::Hang, 1);
    approved(&gate, "ada").await?;
    gate.matrix.wait_for_calls(Call::Password, 1, SOON).await?;
    tokio::time::timeout(SOON, worker.stop()).await.context("it never stopped")?;
    assert_ne!(gate.matrix.account("ada").map(|account| account.password).as_deref(), Some(PASSWORD));
    gate.start_worker().await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.finish().await
}

/// How the applicant's account stands.
async fn standing(applied: &Applied) -> anyhow::Result<String> {
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
    Ok(acts::text(&seen, "matrix_status").to_owned())
}

#[tokio::test]
async fn a_platform_that_stays_away_is_given_up_a_day_before_its_thirty_end_and_another_try_is_a_real_one() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().setting("CONFIRM_EMAIL", "false");
    let gate = wish.timing(|timing| timing.forward_every = Duration::from_millis(50)).start().await?;
    gate.matrix.trouble(Call::PasswordPolicy, Trouble::Proxy(502), 1_000);
    let applied = approved(&gate, "ada").await?;
    let calls = || gate.matrix.calls_count(Call::PasswordPolicy);
    gate.matrix.wait_for_calls(Call::PasswordPolicy, 1, SOON).await?;
    let mut days = 0;
    while standing(&applied).await? == "processing" {
        let before = calls();
        gate.clock.advance(Duration::from_hours(24));
        days += 1;
        acts::until(SOON, async || Ok(calls() > before || standing(&applied).await? == "failed")).await?;
    }
    assert_eq!((days, standing(&applied).await?.as_str()), (29, "failed"), "a day before its end, so that they hear in time");
    gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;

    let again = async || {
        let patch = Some(json!({"matrix_status": "processing", "username": "ada", "password": PASSWORD}));
        applied.browser.call(Method::PATCH, &applied.path(), applied.mine(), patch).await?.expect(200)
    };
    let before = calls();
    again().await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_millis(100));
        Ok(standing(&applied).await? == "failed")
    })
    .await?;
    assert_eq!(calls(), before + 1, "it was asked once more before it was given up again");
    gate.matrix.end_troubles();
    again().await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    gate.finish().await
}
