//! Where jobs wait: the only place with stream commands.
//!
//! A worker takes jobs of one lane of one partition, holds them while they run (prolonging the hold at a
//! third of the lease) and ends the hold by finishing, putting off, burying or answering. Each of these
//! asks in the same step whether the job is still held; otherwise the answer is `lost` and the worker
//! must do nothing more. Which job to take, and when, is decided by the worker's runner.

use std::{collections::HashMap, sync::Arc, time::Duration};

use fred::interfaces::{ClientLike, HashesInterface, SortedSetsInterface, StreamsInterface};
use serde::{Deserialize, Serialize};

use super::{Envelope, Held, Lane, unknown};
use crate::{
    clock::{Timestamp, later},
    error::{Error, RedisFault},
    keyspace::{self, Key, Partition},
    redis::{self, Arg, Redis},
    script,
};

script!(TAKE, "take.lua");
script!(RECOVER, "recover.lua");
script!(HOLD, "hold.lua");
script!(FORGET, "forget.lua");
script!(FORWARD, "forward.lua");
script!(REDRIVE, "redrive.lua");
script!(DEPTH, "depth.lua");

/// How many dead letters are looked at in one step.
const DEAD_SEEN_MAX: &str = "100";

/// Whether a job was still ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Still {
    /// It was, and what was asked is done.
    Ours,
    /// It is another's by now: do nothing more.
    Lost,
}

/// A job as it came out of a stream.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The proof of holding it.
    pub held: Held,
    /// What there is to do; `None` when this version cannot read it.
    pub envelope: Option<Envelope>,
    /// The text as it lay in the stream.
    pub body: String,
}

/// A job that will not be tried again unless somebody says so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeadLetter {
    /// When it died.
    pub at: Timestamp,
    /// Why, in words without anything personal.
    pub why: String,
    /// The job as it was, unreadable ones too.
    pub body: String,
    /// The number of its lane.
    pub lane: i64,
}

impl DeadLetter {
    /// The job, if this version can read it.
    pub fn envelope(&self) -> Option<Envelope> {
        serde_json::from_str(&self.body).ok()
    }
}

/// How much waits in one partition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Depth {
    /// By lane, in the order of [`Lane::ALL`].
    pub lanes: Vec<LaneDepth>,
    /// Jobs that wait for their time.
    pub delayed: u64,
    /// Jobs that were given up.
    pub dead: u64,
}

/// How much waits in one lane of one partition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LaneDepth {
    /// Jobs that nobody has taken yet.
    pub ready: u64,
    /// Jobs that a worker holds.
    pub held: u64,
    /// How long the oldest of both, or one whose time has come, waits.
    pub oldest: Duration,
}

/// The queue of one worker process.
#[derive(Clone)]
pub struct Queue {
    redis: Redis,
    consumer: Arc<str>,
}

impl Queue {
    /// A queue for this consumer name, which must be new at each start.
    pub fn new(redis: Redis, consumer: &str) -> Self {
        Self { redis, consumer: consumer.into() }
    }

    /// Takes up to `count` new jobs of a lane.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn take(&self, partition: Partition, lane: Lane, count: usize) -> Result<Vec<Taken>, Error> {
        let args = vec![keyspace::WORKERS.into(), self.consumer.as_ref().into(), number(count)];
        let flat: Vec<String> = self.redis.run(&TAKE, &[partition.jobs(lane)], args).await?;
        let (pairs, _) = flat.as_chunks::<2>();
        Ok(pairs.iter().map(|[entry, body]| self.taken(partition, lane, entry, body, 1)).collect())
    }

    /// Takes over up to `count` jobs that nobody has prolonged for `lease`.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn recover(&self, partition: Partition, lane: Lane, lease: Duration, count: usize) -> Result<Vec<Taken>, Error> {
        let args = vec![keyspace::WORKERS.into(), self.consumer.as_ref().into(), millis(lease), number(count)];
        let flat: Vec<String> = self.redis.run(&RECOVER, &[partition.jobs(lane)], args).await?;
        let (triples, _) = flat.as_chunks::<3>();
        Ok(triples.iter().map(|[entry, body, times]| self.taken(partition, lane, entry, body, times.parse().unwrap_or(1))).collect())
    }

    fn taken(&self, partition: Partition, lane: Lane, entry: &str, body: &str, deliveries: u32) -> Taken {
        let held = Held { partition, lane, entry: entry.to_owned(), consumer: self.consumer.clone(), deliveries };
        let envelope = serde_json::from_str(body).ok().filter(Envelope::is_known);
        Taken { held, envelope, body: body.to_owned() }
    }

    /// Says that the job is still being worked on.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn prolong(&self, held: &Held) -> Result<Still, Error> {
        self.hold(held, "prolong", &[], vec![]).await
    }

    /// The job is done and nothing else changes.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn finish(&self, held: &Held) -> Result<Still, Error> {
        self.hold(held, "finish", &[], vec![]).await
    }

    /// Puts the job off until `due`; the envelope says how often it failed by now.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn put_off(&self, held: &Held, envelope: &Envelope, due: Timestamp) -> Result<Still, Error> {
        self.put_off_body(held, &envelope.body(), due).await
    }

    /// Puts a job off as it lies there, for a version of us that can read it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn put_off_body(&self, held: &Held, body: &str, due: Timestamp) -> Result<Still, Error> {
        let member = format!("{} {body}", held.lane.number());
        self.hold(held, "later", &[], vec![due.as_millisecond().into(), member.into()]).await
    }

    /// Makes a dead letter of the job.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn bury(&self, held: &Held, id: &str, letter: &DeadLetter) -> Result<Still, Error> {
        let text = serde_json::to_string(letter).unwrap_or_default();
        self.hold(held, "bury", &[], vec![id.into(), text.into()]).await
    }

    /// Answers the question that the job is about, drops the question and finishes the job.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn answer(&self, held: &Held, question: &Key, answer: &Key, content: &[u8], lifetime: Duration) -> Result<Still, Error> {
        let args = vec![content.into(), millis(lifetime), keyspace::ANSWERED.into()];
        self.hold(held, "answer", &[answer.clone(), question.clone()], args).await
    }

    async fn hold(&self, held: &Held, what: &str, more_keys: &[Key], more_args: Vec<Arg>) -> Result<Still, Error> {
        let mut keys = vec![held.partition.jobs(held.lane), held.partition.later(), held.partition.dead()];
        keys.extend_from_slice(more_keys);
        let mut args: Vec<Arg> = vec![keyspace::WORKERS.into(), held.consumer.as_ref().into(), held.entry.as_str().into(), what.into()];
        args.extend(more_args);
        let answer: i64 = self.redis.run(&HOLD, &keys, args).await?;
        Ok(if answer == 1 { Still::Ours } else { Still::Lost })
    }

    /// Puts up to `count` jobs of a partition that are due back into their lanes, and off for `unknown` where this version
    /// does not know the lane; says how many are not due any more.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn forward(&self, partition: Partition, now: Timestamp, unknown: Duration, count: usize) -> Result<usize, Error> {
        let mut keys = partition.lanes();
        keys.push(partition.later());
        let mut args: Vec<Arg> = vec![now.as_millisecond().into(), number(count), keyspace::WAKE.into()];
        args.extend([i64::from(partition.number()).into(), later(now, unknown).as_millisecond().into()]);
        Ok(self.redis.run(&FORWARD, &keys, args).await?)
    }

    /// How much waits in a partition.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn depth(&self, partition: Partition, now: Timestamp) -> Result<Depth, Error> {
        let mut keys = partition.lanes();
        keys.extend([partition.later(), partition.dead()]);
        let args = vec![keyspace::WORKERS.into(), now.as_millisecond().into()];
        let counted: Vec<u64> = self.redis.run(&DEPTH, &keys, args).await?;
        let (triples, rest) = counted.as_chunks::<3>();
        let lane = |&[ready, held, oldest]: &[u64; 3]| LaneDepth { ready, held, oldest: Duration::from_millis(oldest) };
        let [delayed, dead] = *rest else { return Err(RedisFault::Shape.into()) };
        Ok(Depth { lanes: triples.iter().map(lane).collect(), delayed, dead })
    }

    /// Deletes consumers that have been silent for `idle` and hold nothing; says how many.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn forget_consumers(&self, partition: Partition, lane: Lane, idle: Duration) -> Result<u64, Error> {
        let args = vec![keyspace::WORKERS.into(), millis(idle)];
        Ok(self.redis.run(&FORGET, &[partition.jobs(lane)], args).await?)
    }

    /// The jobs of a partition that wait for their time, with that time; at most `count`, soonest first.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn waiting(&self, partition: Partition, count: usize) -> Result<Vec<(Timestamp, Envelope)>, Error> {
        let last = i64::try_from(count).unwrap_or(i64::MAX) - 1;
        let key = partition.later();
        let members: Vec<(String, f64)> =
            self.redis.client().zrange(key.as_str(), 0, last, None, false, None, true).await.map_err(|error| redis::fault(&error))?;
        #[expect(clippy::cast_possible_truncation, reason = "scores are whole milliseconds far below 2^53")]
        let read = |(member, due): (String, f64)| {
            let envelope = serde_json::from_str(member.split_once(' ')?.1).ok()?;
            Some((Timestamp::from_millisecond(due as i64).ok()?, envelope))
        };
        Ok(members.into_iter().filter_map(read).collect())
    }

    /// The jobs of a lane that are taken or wait to be, at most `count`.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn queued(&self, partition: Partition, lane: Lane, count: u64) -> Result<Vec<Envelope>, Error> {
        let key = partition.jobs(lane);
        let entries: Vec<(String, HashMap<String, String>)> =
            self.redis.client().xrange(key.as_str(), "-", "+", Some(count)).await.map_err(|error| redis::fault(&error))?;
        Ok(entries.into_iter().filter_map(|(_, fields)| serde_json::from_str(fields.get("job")?).ok()).collect())
    }

    /// The dead letters of a partition that can be read, by job id.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn dead(&self, partition: Partition) -> Result<Vec<(String, DeadLetter)>, Error> {
        let all: HashMap<String, String> =
            self.redis.client().hgetall(partition.dead().as_str()).await.map_err(|error| redis::fault(&error))?;
        let count = all.len();
        let letters: Vec<(String, DeadLetter)> =
            all.into_iter().filter_map(|(id, text)| Some((id, serde_json::from_str(&text).ok()?))).collect();
        // One of them must not hide the others.
        if letters.len() < count {
            tracing::warn!(count = count - letters.len(), %partition, "dead letters cannot be read");
        }
        Ok(letters)
    }

    /// Forgets the dead letters of a partition from before `before`; says how many.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn forget_dead(&self, partition: Partition, before: Timestamp) -> Result<u64, Error> {
        let key = partition.dead();
        let client = self.redis.client();
        let (mut forgotten, mut cursor) = (0, "0".to_owned());
        // Strangers can make them, so there may be many: never all at once.
        loop {
            let page = vec![key.as_str(), &cursor, "COUNT", DEAD_SEEN_MAX];
            let (next, all): (String, HashMap<String, String>) =
                client.custom(fred::cmd!("HSCAN"), page).await.map_err(|error| redis::fault(&error))?;
            let is_past = |text: &str| serde_json::from_str::<DeadLetter>(text).is_ok_and(|letter| letter.at < before);
            let past: Vec<String> = all.into_iter().filter_map(|(id, text)| is_past(&text).then_some(id)).collect();
            if !past.is_empty() {
                forgotten += client.hdel::<u64, _, _>(key.as_str(), past).await.map_err(|error| redis::fault(&error))?;
            }
            if next == "0" {
                return Ok(forgotten);
            }
            cursor = next;
        }
    }

    /// Tries a dead letter again, with its failures forgotten; false when there is none of that id.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn retry(&self, partition: Partition, id: &str) -> Result<bool, Error> {
        let key = partition.dead();
        let text: Option<String> = self.redis.client().hget(key.as_str(), id).await.map_err(|error| redis::fault(&error))?;
        let Some(letter) = text.and_then(|text| serde_json::from_str::<DeadLetter>(&text).ok()) else { return Ok(false) };
        let body = letter.envelope().map_or_else(|| unknown::afresh(&letter.body), |envelope| Envelope { attempts: 0, ..envelope }.body());
        let lane = u8::try_from(letter.lane).ok().and_then(Lane::of).ok_or(Error::Corrupt("dead letter"))?;
        self.redrive(partition, lane, id, &body).await
    }

    /// Forgets a dead letter; false when there is none of that id.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn forget(&self, partition: Partition, id: &str) -> Result<bool, Error> {
        self.redrive(partition, Lane::House, id, "").await
    }

    async fn redrive(&self, partition: Partition, lane: Lane, id: &str, body: &str) -> Result<bool, Error> {
        let wake = format!("{partition} {}", lane.number());
        let args = vec![id.into(), body.into(), keyspace::WAKE.into(), wake.into()];
        let done: i64 = self.redis.run(&REDRIVE, &[partition.dead(), partition.jobs(lane)], args).await?;
        Ok(done == 1)
    }
}

fn number(count: usize) -> Arg {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn millis(duration: Duration) -> Arg {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX).into()
}
