//! The one way to change a record, on a real redis-server.

use std::time::Duration;

use fred::interfaces::{HashesInterface, KeysInterface, SortedSetsInterface, StreamsInterface};
use harness::redis_server::RedisServer;
use shared::{
    clock::{Clock, Timestamp, Timing, later},
    commit::{Commit, Ending, IndexMove, OperationId, Outcome, RecordWrite, Write},
    job::{
        Envelope, Job, Lane, Letter, Receiver,
        queue::{Queue, Still},
    },
    keyspace::Rid,
    redis::Redis,
};

const PATIENCE: Duration = Duration::from_secs(5);

struct Place {
    server: RedisServer,
    redis: Redis,
    timing: Timing,
    now: Timestamp,
}

async fn place() -> anyhow::Result<Place> {
    let server = RedisServer::start().await?;
    let timing = Timing::default();
    let redis = Redis::connect(&server.url(), &timing)?;
    Ok(Place { server, redis, timing, now: Clock::system().now() })
}

fn letter(rid: Rid) -> Envelope {
    Envelope::new(Job::Letter { rid, letter: Letter::Received, to: Receiver::Applicant })
}

/// A commit of one record with a job now, one later, an index move and an audit entry.
fn commit(rid: Rid, expected: u64, write: Write, now: Timestamp) -> Commit<'static> {
    Commit {
        partition: rid.partition(),
        operation: OperationId::random(),
        records: vec![RecordWrite { key: rid.record(), expected, write }],
        indexes: vec![IndexMove { key: rid.partition().open(), member: rid.to_string(), until: Some(later(now, Duration::from_secs(60))) }],
        jobs: vec![(letter(rid), None), (letter(rid), Some(later(now, Duration::from_secs(60))))],
        audit: Some("{}".to_owned()),
        held: None,
    }
}

impl Place {
    async fn write(&self, commit: &Commit<'_>) -> anyhow::Result<Outcome> {
        Ok(commit.write(&self.redis, &self.timing, self.now, PATIENCE).await?)
    }

    /// How much one partition holds: jobs now, jobs later, audit entries, index members.
    async fn counts(&self, rid: Rid) -> anyhow::Result<(u64, u64, u64, u64)> {
        let client = self.server.client().await?;
        let partition = rid.partition();
        Ok((
            client.xlen(partition.jobs(Lane::Letters).as_str()).await?,
            client.zcard(partition.later().as_str()).await?,
            client.xlen(partition.audit().as_str()).await?,
            client.zcard(partition.open().as_str()).await?,
        ))
    }

    fn boxed(&self) -> Write {
        Write::Box(b"sealed".to_vec(), Some(later(self.now, Duration::from_secs(60))))
    }
}

#[tokio::test]
async fn a_repeat_is_recognised_where_the_first_record_is_only_looked_at() -> anyhow::Result<()> {
    let place = place().await?;
    let (looked_at, written) = (Rid::from_bytes([0x31; 16]), Rid::from_bytes([0x32; 16]));
    place.write(&commit(looked_at, 0, place.boxed(), place.now)).await?;
    let mut both = commit(looked_at, 1, Write::Keep, place.now);
    both.records.push(RecordWrite { key: written.record(), expected: 0, write: place.boxed() });
    assert_eq!(place.write(&both).await?, Outcome::Written(1));
    let counts = place.counts(looked_at).await?;
    assert_eq!(place.write(&both).await?, Outcome::Repeated(1), "its answer was lost on the way");
    assert_eq!(place.counts(looked_at).await?, counts, "and nothing was written twice");
    Ok(())
}

#[tokio::test]
async fn a_commit_writes_all_of_it_and_its_repeat_nothing() -> anyhow::Result<()> {
    let place = place().await?;
    let rid = Rid::random();
    let commit = commit(rid, 0, place.boxed(), place.now);
    assert_eq!(place.write(&commit).await?, Outcome::Written(1));
    assert_eq!(place.counts(rid).await?, (1, 1, 1, 1));
    for _ in 0..3 {
        assert_eq!(place.write(&commit).await?, Outcome::Repeated(1), "callers repeat what they did not hear about");
    }
    assert_eq!(place.counts(rid).await?, (1, 1, 1, 1));
    let client = place.server.client().await?;
    let left: i64 = client.pttl(rid.record().as_str()).await?;
    assert!((55_000..=60_000).contains(&left), "{left} ms");
    Ok(())
}

#[tokio::test]
async fn another_version_is_a_clash_and_nothing_is_written() -> anyhow::Result<()> {
    let place = place().await?;
    let rid = Rid::random();
    assert_eq!(place.write(&commit(rid, 3, place.boxed(), place.now)).await?, Outcome::Clash, "there is no version 3");
    assert_eq!(place.write(&commit(rid, 0, place.boxed(), place.now)).await?, Outcome::Written(1));
    assert_eq!(place.write(&commit(rid, 0, place.boxed(), place.now)).await?, Outcome::Clash, "it exists");
    assert_eq!(place.write(&commit(rid, 1, place.boxed(), place.now)).await?, Outcome::Written(2));
    assert_eq!(place.counts(rid).await?, (2, 2, 2, 1));
    Ok(())
}

#[tokio::test]
async fn a_repeat_is_recognised_behind_three_later_changes() -> anyhow::Result<()> {
    let place = place().await?;
    let rid = Rid::random();
    let first = commit(rid, 0, place.boxed(), place.now);
    place.write(&first).await?;
    for version in 1..4 {
        place.write(&commit(rid, version, place.boxed(), place.now)).await?;
    }
    assert_eq!(place.write(&first).await?, Outcome::Repeated(1), "the version written then, not the newest");
    place.write(&commit(rid, 4, place.boxed(), place.now)).await?;
    assert_eq!(place.write(&first).await?, Outcome::Clash, "the fifth operation pushed it out, and versions still guard");
    Ok(())
}

#[tokio::test]
async fn a_deleted_record_leaves_a_tombstone_that_nothing_is_made_over() -> anyhow::Result<()> {
    let place = place().await?;
    let rid = Rid::random();
    place.write(&commit(rid, 0, place.boxed(), place.now)).await?;
    assert_eq!(place.write(&commit(rid, 1, Write::Delete, place.now)).await?, Outcome::Written(2));
    let client = place.server.client().await?;
    let fields: Vec<String> = client.hkeys(rid.record().as_str()).await?;
    assert!(!fields.contains(&"box".to_owned()) && fields.contains(&"deleted_at".to_owned()), "{fields:?}");
    let left: i64 = client.pttl(rid.record().as_str()).await?;
    assert!((172_790_000..=172_800_000).contains(&left), "48 h, not {left} ms");
    assert_eq!(place.write(&commit(rid, 0, place.boxed(), place.now)).await?, Outcome::Clash);
    Ok(())
}

#[tokio::test]
async fn only_the_holder_of_a_job_commits_with_it() -> anyhow::Result<()> {
    let place = place().await?;
    let rid = Rid::random();
    place.write(&commit(rid, 0, place.boxed(), place.now)).await?;
    let (mine, other) = (Queue::new(place.redis.clone(), "mine"), Queue::new(place.redis.clone(), "other"));
    let held = mine.take(rid.partition(), Lane::Letters, 1).await?.remove(0).held;

    let ahead = Commit { held: Some((&held, Ending::Keep)), ..commit(rid, 1, place.boxed(), place.now) };
    assert_eq!(place.write(&ahead).await?, Outcome::Written(2), "a write-ahead keeps the job");
    assert_eq!(mine.prolong(&held).await?, Still::Ours);

    let taken = other.recover(rid.partition(), Lane::Letters, Duration::ZERO, 10).await?.remove(0);
    assert_eq!((taken.held.entry.as_str(), taken.held.deliveries), (held.entry.as_str(), 2));
    let late = Commit { held: Some((&held, Ending::Finish)), ..commit(rid, 2, place.boxed(), place.now) };
    assert_eq!(place.write(&late).await?, Outcome::Lost, "XACK alone would not have noticed");
    let before = place.counts(rid).await?;
    let last = Commit { held: Some((&taken.held, Ending::Finish)), ..commit(rid, 2, place.boxed(), place.now) };
    assert_eq!(place.write(&last).await?, Outcome::Written(3));
    assert_eq!(place.counts(rid).await?.0, before.0, "one job finished, one caused");
    assert_eq!(place.write(&last).await?, Outcome::Repeated(3), "the repeat of the finishing commit is no loss");
    Ok(())
}

#[tokio::test]
async fn a_lost_script_cache_is_no_fault() -> anyhow::Result<()> {
    use fred::interfaces::LuaInterface;
    let place = place().await?;
    let rid = Rid::random();
    place.write(&commit(rid, 0, place.boxed(), place.now)).await?;
    place.server.client().await?.script_flush(false).await?;
    assert_eq!(place.write(&commit(rid, 1, place.boxed(), place.now)).await?, Outcome::Written(2));
    Ok(())
}
