//! What holding a job means, between two consumers on a real redis-server and without any worker.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fred::interfaces::{ClientLike, KeysInterface, SortedSetsInterface};
use harness::{gatelodge::SOON, redis_server::RedisServer};
use shared::{
    clock::{Clock, Timestamp, Timing, later},
    commit::{Commit, Ending, OperationId, Outcome, RecordWrite, Write},
    job::{
        Envelope, Job, Lane, Letter, Receiver,
        queue::{DeadLetter, Queue, Still, Taken},
    },
    keyspace::{Rid, WORKERS},
    redis::Redis,
};

use super::LEASE;
use crate::acts;

/// A Redis without any worker.
struct Place {
    _server: RedisServer,
    client: fred::clients::Client,
    redis: Redis,
    now: Timestamp,
}

impl Place {
    async fn start() -> anyhow::Result<Self> {
        let server = RedisServer::start().await?;
        let (client, redis) = (server.client().await?, Redis::connect(&server.url(), &Timing::default())?);
        Ok(Self { _server: server, client, redis, now: Clock::system().now() })
    }

    fn queue(&self, consumer: &str) -> Queue {
        Queue::new(self.redis.clone(), consumer)
    }

    async fn write(&self, commit: &Commit<'_>) -> anyhow::Result<Outcome> {
        Ok(commit.write(&self.redis, &Timing::default(), self.now, SOON).await?)
    }

    /// Idle time and deliveries of the only job that is held.
    async fn held(&self, rid: Rid) -> anyhow::Result<(Duration, u64)> {
        let key = rid.partition().jobs(Lane::Letters);
        let all: Vec<(String, String, u64, u64)> =
            self.client.custom(fred::cmd!("XPENDING"), vec![key.as_str(), WORKERS, "-", "+", "2"]).await?;
        let [(_, _, idle, deliveries)] = all.as_slice() else { bail!("{all:?}") };
        Ok((Duration::from_millis(*idle), *deliveries))
    }
}

pub(super) fn letter(rid: Rid) -> Envelope {
    Envelope::new(Job::Letter { rid, letter: Letter::Received, to: Receiver::Applicant })
}

/// A commit that adds one job.
pub(super) fn adding(rid: Rid, job: Envelope) -> Commit<'static> {
    let (partition, operation) = (rid.partition(), OperationId::random());
    Commit { partition, operation, records: vec![], indexes: vec![], jobs: vec![(job, None)], audit: None, held: None }
}

/// The job of the dead, as soon as the lease has passed.
async fn taken_over(by: &Queue, rid: Rid) -> anyhow::Result<Taken> {
    let mut taken = Vec::new();
    acts::until(SOON, async || {
        taken = by.recover(rid.partition(), Lane::Letters, LEASE, 10).await?;
        Ok(!taken.is_empty())
    })
    .await?;
    Ok(taken.remove(0))
}

#[tokio::test]
async fn whoever_was_frozen_past_the_lease_has_lost_the_job_in_every_way() -> anyhow::Result<()> {
    let place = Place::start().await?;
    let rid = Rid::random();
    place.write(&adding(rid, letter(rid))).await?;
    let (frozen, other) = (place.queue("frozen"), place.queue("other"));
    let job = frozen.take(rid.partition(), Lane::Letters, 1).await?.remove(0);
    let taken = taken_over(&other, rid).await?;
    assert_eq!((&taken.held.entry, taken.held.deliveries), (&job.held.entry, 2));

    let envelope = job.envelope.context("readable")?;
    assert_eq!(frozen.prolong(&job.held).await?, Still::Lost, "its heartbeat");
    for ending in [Ending::Keep, Ending::Finish] {
        let record = RecordWrite { key: rid.record(), expected: 0, write: Write::Box(b"sealed".to_vec(), None) };
        let commit = Commit { records: vec![record], held: Some((&job.held, ending)), ..adding(rid, letter(rid)) };
        assert_eq!(place.write(&commit).await?, Outcome::Lost, "its commit");
    }
    assert_eq!(frozen.put_off(&job.held, &envelope, place.now).await?, Still::Lost, "its retry");
    assert_eq!(frozen.finish(&job.held).await?, Still::Lost, "its end");
    let dead = DeadLetter { at: place.now, why: "x".to_owned(), body: job.body.clone(), lane: 1 };
    assert_eq!(frozen.bury(&job.held, &envelope.id, &dead).await?, Still::Lost, "its dead letter");
    let (asked, answered) = (rid.partition().request("x"), rid.partition().answer("x"));
    assert_eq!(frozen.answer(&job.held, &asked, &answered, b"x", SOON).await?, Still::Lost, "its answer");

    let written: u64 = place.client.exists(vec![rid.record().as_str(), answered.as_str()]).await?;
    assert_eq!((written, other.waiting(rid.partition(), 9).await?.len(), other.dead(rid.partition()).await?.len()), (0, 0, 0));
    assert_eq!(other.queued(rid.partition(), Lane::Letters, 9).await?, std::slice::from_ref(&envelope), "there is that one job");
    assert_eq!(other.prolong(&taken.held).await?, Still::Ours);
    assert_eq!(other.put_off(&taken.held, &envelope, place.now).await?, Still::Ours);
    assert_eq!(other.prolong(&taken.held).await?, Still::Lost, "what is put off is held by nobody");
    Ok(())
}

#[tokio::test]
async fn a_hold_that_is_prolonged_stays_and_counts_as_one_delivery() -> anyhow::Result<()> {
    let place = Place::start().await?;
    let rid = Rid::random();
    place.write(&adding(rid, letter(rid))).await?;
    let (mine, other) = (place.queue("mine"), place.queue("other"));
    let held = mine.take(rid.partition(), Lane::Letters, 1).await?.remove(0).held;
    let began = Instant::now();
    while began.elapsed() < LEASE * 2 {
        acts::until(SOON, async || Ok(place.held(rid).await?.0 >= LEASE / 3)).await?;
        assert_eq!(mine.prolong(&held).await?, Still::Ours);
        assert!(other.recover(rid.partition(), Lane::Letters, LEASE, 1).await?.is_empty(), "somebody works on it");
    }
    assert_eq!(place.held(rid).await?.1, 1);
    Ok(())
}

#[tokio::test]
async fn jobs_of_lanes_that_only_a_newer_version_knows_are_put_off_and_in_nobodys_way() -> anyhow::Result<()> {
    let place = Place::start().await?;
    let (rid, queue) = (Rid::random(), place.queue("forwarder"));
    let (partition, key, unknown) = (rid.partition(), rid.partition().later(), Duration::from_secs(30));
    let due = place.now.as_millisecond() as f64;
    let known = letter(rid);
    let members = (0..150).map(|number| (due - 2.0, format!("9 {{\"f\":2,\"id\":\"{number}\"}}")));
    let rubbish = ["no lane", "0 {}", "99 {}"].map(|member| (due - 2.0, member.to_owned()));
    let all: Vec<(f64, String)> = members.chain(rubbish).chain([(due - 1.0, known.member())]).collect();
    place.client.zadd::<(), _, _>(key.as_str(), None, None, false, false, all).await?;

    let mut steps = Vec::new();
    for _ in 0..3 {
        steps.push(queue.forward(partition, place.now, unknown, 100).await?);
    }
    assert_eq!(steps, [100, 54, 0], "the forwarder comes to an end");
    assert_eq!(queue.queued(partition, Lane::Letters, 9).await?, [known]);
    let until = later(place.now, unknown).as_millisecond() as f64;
    let left: u64 = place.client.zcount(key.as_str(), until, until).await?;
    assert_eq!(left, 153, "each waits on for who knows it");
    Ok(())
}
