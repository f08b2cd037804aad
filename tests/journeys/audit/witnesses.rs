//! What one partition's log knows of another's: a log that was cut off or begun anew is found, and one that nobody touched is not.

use std::{cell::Cell, time::Duration};

use anyhow::Context;
use fred::interfaces::{KeysInterface, StreamsInterface};
use harness::gatelodge::{Gatelodge, SOON, Wish};
use shared::{
    audit::{
        self, Deed, Entry,
        chain::{Break, EntryId},
        store::Sealing,
    },
    clock::{Timestamp, earlier},
    health::Health,
    job::{Held, Lane, queue::Queue},
    keyspace::{Partition, Rid},
};
use worker::command::Exit;

use super::{DAY, Raw, decide, here, lines, rewrite, verified, wish};
use crate::{acts, queue::ask};

fn there() -> Partition {
    Rid::from_bytes([0x90; 16]).partition()
}

/// Somebody decides something, and it is sealed before anything else is; its id.
async fn decided(gate: &Gatelodge, partition: Partition) -> anyhow::Result<EntryId> {
    decide(gate, &gate.connection()?, partition).await?;
    gate.settle().await?;
    newest(gate, partition).await
}

async fn newest(gate: &Gatelodge, partition: Partition) -> anyhow::Result<EntryId> {
    let (id, _) = lines(&gate.redis.client().await?, &partition.audit()).await?.pop().context("an entry")?;
    EntryId::parse(&id).context("an id")
}

/// A gate where two partitions were written to in turns: the ids of the first one's entries.
async fn in_turns(wish: Wish) -> anyhow::Result<(Gatelodge, [EntryId; 2])> {
    let gate = wish.start().await?;
    let first = decided(&gate, here()).await?;
    decided(&gate, there()).await?;
    let second = decided(&gate, here()).await?;
    decided(&gate, there()).await?;
    assert_eq!(faults(&gate).await?, []);
    Ok((gate, [first, second]))
}

/// Where all partitions together break.
async fn faults(gate: &Gatelodge) -> anyhow::Result<Vec<(Partition, Break)>> {
    let verdicts = audit::verify_all(&gate.connection()?, acts::roots(gate).await?.as_ref()).await?;
    Ok(verdicts.into_iter().flat_map(|(partition, verdict)| verdict.breaks.into_iter().map(move |fault| (partition, fault))).collect())
}

/// The operator is told of these entries, and of no other fault.
async fn told(gate: &Gatelodge, forsworn: &[EntryId]) -> anyhow::Result<()> {
    let expected: Vec<_> = forsworn.iter().map(|id| (here(), Break::Forsworn(*id))).collect();
    assert_eq!(faults(gate).await?, expected);
    let said = ask(gate, "audit verify").await?;
    assert_eq!(said.exit, Exit::Failed, "{}", said.answer);
    for id in forsworn {
        let named = |line: &str| line.starts_with(&format!("{} ", here())) && line.contains(&id.to_string());
        assert!(
            said.answer.lines().any(|line| named(line) && line.contains("another partition knows") && line.contains("failover")),
            "{id}:\n{}",
            said.answer
        );
    }
    Ok(())
}

async fn wipe(gate: &Gatelodge, partition: Partition) -> anyhow::Result<()> {
    let keys = [partition.audit(), partition.checkpoints(), partition.forgotten()];
    Ok(gate.redis.client().await?.del(keys.map(|key| key.as_str().to_owned()).to_vec()).await?)
}

/// Takes the newest entry away, and the checkpoint that seals it.
async fn cut(gate: &Gatelodge, partition: Partition) -> anyhow::Result<()> {
    let client = gate.redis.client().await?;
    for key in [partition.audit(), partition.checkpoints()] {
        let (id, _) = lines(&client, &key).await?.pop().context("a line")?;
        client.xdel::<(), _, _>(key.as_str(), id).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_log_that_was_wiped_is_found_also_when_it_began_anew() -> anyhow::Result<()> {
    let (gate, ids) = in_turns(wish()).await?;
    wipe(&gate, here()).await?;
    told(&gate, &ids).await?;
    let anew = decided(&gate, here()).await?;
    assert_eq!(verified(&gate).await?.breaks, [], "by itself it looks like a young one");
    told(&gate, &ids).await?;
    decided(&gate, there()).await?;
    assert!(ids.iter().all(|id| *id < anew));
    told(&gate, &ids).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_log_that_was_cut_off_at_its_end_is_found_once_anything_was_sealed_elsewhere() -> anyhow::Result<()> {
    let (gate, [_, second]) = in_turns(wish()).await?;
    let client = gate.redis.client().await?;
    let before = [lines(&client, &here().audit()).await?, lines(&client, &here().checkpoints()).await?];
    cut(&gate, here()).await?;
    assert_eq!(verified(&gate).await?.breaks, [], "by itself it looks whole");
    told(&gate, &[second]).await?;
    for (key, lines) in [here().audit(), here().checkpoints()].iter().zip(&before) {
        rewrite(&client, key, lines).await?;
    }
    assert_eq!(faults(&gate).await?, []);

    let third = decided(&gate, here()).await?;
    cut(&gate, here()).await?;
    assert_eq!(faults(&gate).await?, [], "nobody knows of it yet: the limit that SECURITY.md states");
    gate.clock.advance(Duration::from_secs(1));
    let again = decided(&gate, here()).await?;
    assert_ne!(again, third);
    // Whichever partition it is: the newest seal is known by the next one.
    decided(&gate, Partition::BOARD).await?;
    cut(&gate, here()).await?;
    told(&gate, &[again]).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_partition_that_cannot_be_read_keeps_no_other_from_being_sealed_and_witnessed() -> anyhow::Result<()> {
    let (gate, _) = in_turns(wish()).await?;
    let client = gate.redis.client().await?;
    let away = Partition::all().find(|partition| ![here(), there()].contains(partition)).context("a third one")?;
    client.set::<(), _, _>(away.checkpoints().as_str(), "no stream at all", None, None, false).await?;
    let id = decided(&gate, here()).await?;
    decided(&gate, there()).await?;
    for partition in [here(), there()] {
        let verdict = audit::verify(&gate.connection()?, acts::roots(&gate).await?.as_ref(), partition).await?;
        assert_eq!((verdict.sealed_count, verdict.unsealed_count), (3, 0), "{partition}");
    }
    client.del::<(), _>(away.checkpoints().as_str()).await?;
    assert_eq!(faults(&gate).await?, []);
    cut(&gate, here()).await?;
    told(&gate, &[id]).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_checkpoint_that_was_robbed_of_its_witness_is_none_of_ours() -> anyhow::Result<()> {
    let (gate, _) = in_turns(wish()).await?;
    let client = gate.redis.client().await?;
    let mut checkpoints: Vec<Raw> = lines(&client, &there().checkpoints()).await?;
    for (_, fields) in &mut checkpoints {
        let mut told: serde_json::Value = serde_json::from_str(&fields[1])?;
        told.as_object_mut().and_then(|told| told.remove("witness")).context("a witness")?;
        fields[1] = told.to_string();
    }
    rewrite(&client, &there().checkpoints(), &checkpoints).await?;
    wipe(&gate, here()).await?;
    let found = faults(&gate).await?;
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|(partition, fault)| *partition == there() && matches!(fault, Break::Checkpoint(_))), "{found:?}");
    gate.finish().await
}

#[tokio::test]
async fn what_is_new_or_seldom_written_to_or_forgotten_in_its_time_is_no_fault() -> anyhow::Result<()> {
    let brief = Duration::from_millis(50);
    let gate = wish().setting("AUDIT_TTL", "90d").timing(|timing| timing.janitor_every = brief).start().await?;
    let well = async || Ok::<_, anyhow::Error>((faults(&gate).await?.is_empty(), ask(&gate, "audit verify").await?.exit));
    assert_eq!(well().await?, (true, Exit::Well), "nothing was decided yet");
    decided(&gate, here()).await?;
    assert_eq!(well().await?, (true, Exit::Well), "one partition alone");
    let client = gate.redis.client().await?;
    let oldest = async |partition: Partition| Ok::<_, anyhow::Error>(lines(&client, &partition.audit()).await?.into_iter().next());
    for round in 0..4 {
        let first = decided(&gate, there()).await?.to_string();
        decided(&gate, here()).await?;
        // The one is written to all the time, the other one not at all for months.
        for _ in 0..3 {
            gate.pass(31 * DAY).await?;
            decided(&gate, there()).await?;
            assert_eq!(well().await?, (true, Exit::Well), "round {round}");
        }
        acts::until(SOON, async || {
            let is_left = oldest(there()).await?.is_some_and(|(id, _)| id == first);
            Ok(!is_left && oldest(here()).await?.is_none())
        })
        .await?;
        assert_eq!(well().await?, (true, Exit::Well), "round {round}, after the janitor");
    }
    assert!(client.exists::<bool, _>(here().forgotten().as_str()).await?);
    // What is left of it in the others' words still finds whoever wipes it.
    let id = decided(&gate, here()).await?;
    decided(&gate, there()).await?;
    wipe(&gate, here()).await?;
    let found = faults(&gate).await?;
    assert!(found.contains(&(here(), Break::Forsworn(id))), "{found:?}");
    gate.finish().await
}

#[tokio::test]
async fn partitions_that_are_sealed_and_verified_at_once_contradict_nobody() -> anyhow::Result<()> {
    let gate = wish().without_worker().start().await?;
    let (redis, roots) = (gate.connection()?, acts::roots(&gate).await?);
    let (one, other) = (gate.queue("one")?, gate.queue("other")?);
    let take = async |queue: &Queue, partition| -> anyhow::Result<Held> {
        decide(&gate, &redis, partition).await?;
        Ok(queue.take(partition, Lane::House, 1).await?.pop().context("a job")?.held)
    };
    let (is_over, mut looks_count) = (Cell::new(false), 0);
    let sealing = async {
        for _ in 0..200 {
            let (mine, theirs) = (take(&one, here()).await?, take(&other, there()).await?);
            let seal = |held| audit::seal(&redis, &roots, held, gate.clock.now());
            let ends = tokio::try_join!(seal(&mine), seal(&theirs))?;
            assert_eq!(ends, (Sealing::Done, Sealing::Done));
        }
        is_over.set(true);
        Ok::<_, anyhow::Error>(())
    };
    let looking = async {
        while !is_over.get() {
            let verdicts = audit::verify_all(&redis, &roots).await?;
            assert!(verdicts.iter().all(|(_, verdict)| verdict.breaks.is_empty()), "look {looks_count}: {verdicts:?}");
            looks_count += 1;
        }
        Ok(())
    };
    tokio::try_join!(sealing, looking)?;
    assert!(looks_count > 3 && faults(&gate).await?.is_empty(), "{looks_count}");
    let count =
        async |partition: Partition| Ok::<_, anyhow::Error>(lines(&gate.redis.client().await?, &partition.checkpoints()).await?.len());
    assert_eq!((count(here()).await?, count(there()).await?), (200, 200));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_in_with_an_earlier_time_or_is_not_sealed_though_a_worker_runs_is_told_and_is_no_fault() -> anyhow::Result<()> {
    let gate = wish().real_time().start().await?;
    let client = gate.redis.client().await?;
    let put = async |partition: Partition, ago: Duration| -> anyhow::Result<String> {
        let at = earlier(Timestamp::now(), ago);
        let entry = Entry { at, deed: Deed::Approved, rid: Rid::random(), moderator: None };
        let id = format!("{}-0", at.as_millisecond());
        Ok(client.xadd(partition.audit().as_str(), false, None, id, ("entry", entry.line())).await?)
    };
    let health = Health::new(gate.connection()?, gate.timing().clone());
    acts::until(SOON, async || Ok(!health.heard().await?.is_empty())).await?;
    let young = put(Partition::BOARD, Duration::from_mins(5)).await?;
    let said = ask(&gate, "audit verify").await?;
    assert!(said.exit == Exit::Well && !said.answer.contains("warnings") && !said.answer.contains(&young), "{}", said.answer);

    let (early, waiting) = (put(here(), Duration::from_hours(2)).await?, put(there(), Duration::from_mins(20)).await?);
    let in_time = decided(&gate, here()).await?;
    let said = ask(&gate, "audit verify").await?;
    assert_eq!(said.exit, Exit::Well, "{}", said.answer);
    let has = |id: &str, why: &str| said.answer.lines().any(|line| line.contains(id) && line.contains(why));
    assert!(said.answer.contains("\nwarnings: 2\n"), "{}", said.answer);
    assert!(has(&early, "more than an hour") && has(&waiting, "though a worker runs"), "{}", said.answer);
    assert!(!has(&in_time.to_string(), "more than an hour"), "{}", said.answer);
    gate.finish().await
}
