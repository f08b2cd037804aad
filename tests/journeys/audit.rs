//! The audit log: every decision is sealed, whoever touches it is noticed, and it is forgotten in its time.

mod witnesses;

use std::time::Duration;

use anyhow::Context;
use fred::{
    clients::Client,
    interfaces::{ClientLike, KeysInterface, StreamsInterface},
};
use harness::gatelodge::{Gatelodge, MODERATORS, SOON, Wish};
use reqwest::Method;
use serde_json::json;
use shared::{
    audit::{
        self, Deed, Entry,
        chain::Break,
        store::{LINES_MAX, Sealing, Verdict},
    },
    commit::{Commit, OperationId, Outcome},
    job::{Lane, queue::Taken},
    keyspace::{Key, Partition, Rid},
    redis::Redis,
};
use worker::command::Exit;

use crate::{
    acts::{self, Applied, apply, approve},
    kills::Mortals,
    queue::ask,
};

const DAY: Duration = Duration::from_hours(24);
/// What Redis has under one id: names and values in turns.
type Raw = (String, Vec<String>);

fn wish() -> Wish {
    Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off")
}

/// The partition that most of these write to.
fn here() -> Partition {
    Rid::from_bytes([0x50; 16]).partition()
}

/// Somebody decides something in a partition: one commit with an entry and nothing else.
async fn decide(gate: &Gatelodge, redis: &Redis, partition: Partition) -> anyhow::Result<()> {
    let entry = Entry { at: gate.clock.now(), deed: Deed::Approved, rid: Rid::random(), moderator: None };
    let (operation, audit) = (OperationId::random(), Some(entry.line()));
    let commit = Commit { partition, operation, records: vec![], indexes: vec![], jobs: vec![], audit, held: None };
    let written = commit.write(redis, gate.timing(), gate.clock.now(), SOON).await?;
    assert!(matches!(written, Outcome::Written(_)), "{written:?}");
    Ok(())
}

/// A gate with so many sealed entries in one partition.
async fn sealed(wish: Wish, count: usize) -> anyhow::Result<Gatelodge> {
    let gate = wish.start().await?;
    let redis = gate.connection()?;
    for _ in 0..count {
        decide(&gate, &redis, here()).await?;
    }
    gate.settle().await?;
    let verdict = verified(&gate).await?;
    assert_eq!((verdict.sealed_count, verdict.unsealed_count, verdict.breaks), (count as u64, 0, vec![]));
    Ok(gate)
}

async fn verified(gate: &Gatelodge) -> anyhow::Result<Verdict> {
    Ok(audit::verify(&gate.connection()?, acts::roots(gate).await?.as_ref(), here()).await?)
}

async fn lines(client: &Client, key: &Key) -> anyhow::Result<Vec<Raw>> {
    Ok(client.xrange(key.as_str(), "-", "+", None).await?)
}

/// Writes a stream anew as somebody with Redis' password may, ids and all.
async fn rewrite(client: &Client, key: &Key, lines: &[Raw]) -> anyhow::Result<()> {
    client.del::<(), _>(key.as_str()).await?;
    for (id, fields) in lines {
        let words: Vec<&str> = [key.as_str(), id.as_str()].into_iter().chain(fields.iter().map(String::as_str)).collect();
        client.custom::<(), _>(fred::cmd!("XADD"), words).await?;
    }
    Ok(())
}

/// The operator is told that the log holds; what is told.
async fn holds(gate: &Gatelodge, sealed_count: usize) -> anyhow::Result<()> {
    let said = ask(gate, "audit verify").await?;
    assert_eq!(said.exit, Exit::Well, "{}", said.answer);
    for line in [format!("sealed and hold: {sealed_count}\n"), "not sealed yet: 0\n".to_owned()] {
        assert!(said.answer.contains(&line), "{line} is not said:\n{}", said.answer);
    }
    Ok(())
}

#[tokio::test]
async fn every_decision_is_sealed_and_listed_with_whom_it_was_made_by() -> anyhow::Result<()> {
    let mut gate = wish().setting("APPROVALS", "2").start().await?;
    assert!(ask(&gate, "audit verify").await?.answer.starts_with("the audit log is empty\n"));
    assert_eq!(ask(&gate, "audit list").await?.answer, "nothing was decided in that time\n");
    let mut applied = Vec::new();
    for number in 0..6 {
        applied.push(apply(&gate, &format!("p{number}@example.org"), &format!("person{number}")).await?);
    }
    let reject = async |applied: &Applied| {
        let token = acts::moderator_token(&gate, MODERATORS[2], &applied.rid).await?;
        acts::vote(&gate.visitor()?, &applied.rid, &token, "rejected").await?.expect(200)
    };
    for applied in &applied[..3] {
        approve(&gate, MODERATORS[0], &applied.rid).await?;
        approve(&gate, MODERATORS[1], &applied.rid).await?;
    }
    gate.pass(Duration::from_mins(10)).await?;
    reject(&applied[3]).await?;
    let withdrawn = &applied[4];
    withdrawn.browser.call(Method::DELETE, &withdrawn.path(), withdrawn.mine(), None).await?.expect(204)?;
    gate.settle().await?;
    holds(&gate, 8).await?;

    gate.set("MODERATORS", "mo@example.org,mia@example.org");
    let list = ask(&gate, "audit list").await?.answer;
    let has = |rid: &str, deed: &str, by: &str| list.lines().any(|line| line.contains(rid) && line.contains(deed) && line.ends_with(by));
    assert!(has(&applied[0].rid, "voted approve", MODERATORS[0]) && has(&applied[0].rid, "approved", "a former moderator"), "{list}");
    assert!(has(&applied[3].rid, "rejected", MODERATORS[2]) && has(&withdrawn.rid, "withdrawn", "the applicant"), "{list}");
    let order: Vec<&str> = list.lines().skip(1).map(|line| &line[..20]).collect();
    assert!(order.len() == 8 && order.is_sorted_by(|newer, older| newer >= older), "{list}");
    let page = audit::lately(&gate.connection()?, gate.clock.now(), 10).await?;
    assert_eq!(page.len(), 2, "since ten minutes: {page:?}");
    assert_eq!(audit::lately(&gate.connection()?, shared::clock::Timestamp::MIN, 3).await?.len(), 3);
    gate.finish().await
}

#[tokio::test]
async fn a_changed_removed_inserted_or_reordered_entry_is_found_and_named() -> anyhow::Result<()> {
    let gate = sealed(wish(), 6).await?;
    let client = gate.redis.client().await?;
    let before = lines(&client, &here().audit()).await?;
    let id = |at: usize| audit::chain::EntryId::parse(&before[at].0).context("an id");
    let touched = async |change: &dyn Fn(&mut Vec<Raw>)| -> anyhow::Result<Vec<Break>> {
        let mut now = before.clone();
        change(&mut now);
        rewrite(&client, &here().audit(), &now).await?;
        let breaks = verified(&gate).await?.breaks;
        let said = ask(&gate, "audit verify").await?;
        assert_eq!(said.exit, Exit::Failed, "{}", said.answer);
        for fault in &breaks {
            let named = |line: &str| line.starts_with(&format!("{} ", here())) && line.contains(&fault.id().to_string());
            assert!(said.answer.lines().any(named), "{fault:?} is not named:\n{}", said.answer);
        }
        Ok(breaks)
    };
    let say = |line: &mut Raw| line.1[1] = line.1[1].replace("approved", "rejected");
    assert_eq!(touched(&|lines| say(&mut lines[2])).await?, [Break::Changed(id(2)?)]);
    assert_eq!(touched(&|lines| drop(lines.remove(2))).await?, [Break::Removed(id(2)?)]);
    assert_eq!(touched(&|lines| drop(lines.remove(5))).await?, [Break::Removed(id(5)?)], "the newest");
    let between = |lines: &mut Vec<Raw>| {
        let (ms, seq) = lines[2].0.split_once('-').expect("an id");
        let id = format!("{ms}-{}", seq.parse::<u64>().expect("a number") + 1);
        // Two entries of one millisecond leave no room between them.
        if lines[3].0 == id {
            lines.remove(3);
        }
        lines.insert(3, (id, lines[0].1.clone()));
    };
    let found = touched(&between).await?;
    assert!(!found.is_empty() && found.iter().all(|fault| matches!(fault, Break::Inserted(_) | Break::Changed(_))), "{found:?}");
    let reordered = |lines: &mut Vec<Raw>| {
        let first = lines[1].1.clone();
        lines[1].1 = std::mem::replace(&mut lines[4].1, first);
    };
    assert_eq!(touched(&reordered).await?, [Break::Changed(id(1)?), Break::Changed(id(4)?)]);
    rewrite(&client, &here().audit(), &before).await?;
    holds(&gate, 6).await?;
    gate.finish().await
}

#[tokio::test]
async fn checkpoints_that_are_touched_are_found_and_sealing_goes_on() -> anyhow::Result<()> {
    let gate = sealed(wish(), 3).await?;
    let (client, redis) = (gate.redis.client().await?, gate.connection()?);
    let before = lines(&client, &here().checkpoints()).await?;
    // The last one taken away: what it sealed is sealed again, to the same codes.
    rewrite(&client, &here().checkpoints(), &before[..before.len() - 1]).await?;
    decide(&gate, &redis, here()).await?;
    gate.settle().await?;
    holds(&gate, 4).await?;
    // One that says nothing at all, where the next would go on.
    client.xadd::<(), _, _, _, _>(here().checkpoints().as_str(), false, None, "*", ("checkpoint", "rubbish")).await?;
    decide(&gate, &redis, here()).await?;
    gate.settle().await?;
    let verdict = verified(&gate).await?;
    assert!(matches!(verdict.breaks.as_slice(), [Break::Checkpoint(_)]), "{:?}", verdict.breaks);
    assert_eq!((verdict.sealed_count, verdict.unsealed_count), (5, 0));
    assert_eq!(ask(&gate, "audit verify").await?.exit, Exit::Failed);
    gate.finish().await
}

#[tokio::test]
async fn two_workers_that_seal_at_once_leave_one_chain() -> anyhow::Result<()> {
    let gate = wish().without_worker().start().await?;
    let (redis, roots) = (gate.connection()?, acts::roots(&gate).await?);
    let (one, other) = (gate.queue("one")?, gate.queue("other")?);
    for round in 1..=20_u64 {
        decide(&gate, &redis, here()).await?;
        decide(&gate, &redis, here()).await?;
        let take = async |queue: &shared::job::queue::Queue| -> anyhow::Result<Taken> {
            queue.take(here(), Lane::House, 1).await?.pop().context("a job of its own")
        };
        let (mine, theirs) = (take(&one).await?.held, take(&other).await?.held);
        let seal = |held| audit::seal(&redis, &roots, held, gate.clock.now());
        let sealed = tokio::try_join!(seal(&mine), seal(&theirs))?;
        assert_eq!(sealed, (Sealing::Done, Sealing::Done), "round {round}");
        let verdict = verified(&gate).await?;
        assert_eq!((verdict.sealed_count, verdict.unsealed_count, verdict.breaks), (2 * round, 0, vec![]));
        assert!(matches!((one.finish(&mine).await?, other.finish(&theirs).await?), (_, shared::job::queue::Still::Ours)));
        decide(&gate, &redis, here()).await?;
        let job = take(&one).await?.held;
        assert_eq!(one.finish(&job).await?, shared::job::queue::Still::Ours);
        assert_eq!(audit::seal(&redis, &roots, &job, gate.clock.now()).await?, Sealing::Lost, "who does not hold the job seals nothing");
        client_forgets_newest(&gate).await?;
    }
    Ok(())
}

/// Takes the newest entry away again: it was not sealed.
async fn client_forgets_newest(gate: &Gatelodge) -> anyhow::Result<()> {
    assert_eq!(verified(gate).await?.unsealed_count, 1);
    let client = gate.redis.client().await?;
    let newest = lines(&client, &here().audit()).await?.pop().context("an entry")?;
    Ok(client.xdel(here().audit().as_str(), newest.0).await?)
}

#[tokio::test]
async fn more_entries_than_one_run_seals_are_sealed_by_several() -> anyhow::Result<()> {
    let gate = wish().without_worker().start().await?;
    let client = gate.redis.client().await?;
    let count = LINES_MAX + 200;
    for _ in 0..count - 1 {
        client.xadd::<(), _, _, _, _>(here().audit().as_str(), false, None, "*", ("entry", "{}")).await?;
    }
    decide(&gate, &gate.connection()?, here()).await?;
    assert_eq!(verified(&gate).await?.unsealed_count, count as u64, "nobody sealed them yet");
    let worker = gate.another_worker().await?;
    gate.settle().await?;
    assert_eq!(lines(&client, &here().checkpoints()).await?.len(), 2, "a run is bounded");
    holds(&gate, count).await?;
    worker.stop().await;
    gate.finish().await
}

#[tokio::test]
async fn what_is_left_after_its_time_can_still_be_verified_and_nobody_else_forgets_unseen() -> anyhow::Result<()> {
    let brief = Duration::from_millis(50);
    let gate = sealed(wish().setting("AUDIT_TTL", "90d").timing(|timing| timing.janitor_every = brief), 5).await?;
    let (client, redis) = (gate.redis.client().await?, gate.connection()?);
    let left = async || Ok::<usize, anyhow::Error>(lines(&client, &here().audit()).await?.len());
    for round in 0..3 {
        gate.pass(60 * DAY).await?;
        for _ in 0..4 {
            decide(&gate, &redis, here()).await?;
        }
        gate.settle().await?;
        let expected = if round == 0 { 9 } else { 8 };
        acts::until(SOON, async || Ok(left().await? == expected)).await?;
        holds(&gate, expected).await?;
    }
    // Somebody who is no janitor takes the four oldest away, checkpoints and all.
    let (entries, checkpoints) = (lines(&client, &here().audit()).await?, lines(&client, &here().checkpoints()).await?);
    rewrite(&client, &here().audit(), &entries[4..]).await?;
    rewrite(&client, &here().checkpoints(), &checkpoints[checkpoints.len() - 1..]).await?;
    let breaks = verified(&gate).await?.breaks;
    assert!(!breaks.is_empty(), "what was taken away before its time is missed");
    client.del::<(), _>(here().forgotten().as_str()).await?;
    assert!(!verified(&gate).await?.breaks.is_empty(), "the mark's own loss is no way out");
    rewrite(&client, &here().audit(), &entries).await?;
    gate.pass(200 * DAY).await?;
    acts::until(SOON, async || Ok(left().await? == 0)).await?;
    gate.finish().await
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_workers_leave_nothing_unsealed_in_the_end() -> anyhow::Result<()> {
    let gate = wish().real_time().without_worker().start().await?;
    let redis = gate.connection()?;
    let mut workers = Mortals::start(&gate).await?;
    let mut count = 0;
    for _ in 0..20 {
        for _ in 0..5 {
            decide(&gate, &redis, here()).await?;
            count += 1;
        }
        workers.kill_one().await?;
    }
    let body = json!({"email": "ada@example.org", "username": "ada"});
    let applied = acts::apply_with(&gate, body).await?;
    let token = acts::forged_moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    acts::vote(&gate.visitor()?, &applied.rid, &token, "approved").await?.expect(200)?;
    gate.settle().await?;
    holds(&gate, count + 1).await?;
    assert!(gate.dead_letters().await?.is_empty());
    Ok(())
}
