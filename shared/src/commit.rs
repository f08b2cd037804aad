//! One change, written whole or not at all: the typed side of `commit.lua`.
//!
//! A commit names the version it was decided upon, carries every job, index move and audit entry that
//! the change causes, and, when a job causes it, proves that the job is still held. It is repeated with
//! the same operation id while its outcome is unknown. What is inside the boxes is the caller's affair.

use std::time::Duration;

use crate::{
    clock::{Timestamp, Timing},
    crypto::{fingerprint::Fingerprint, random},
    error::{Error, RedisFault},
    job::{Envelope, Held, Job, Lane},
    keyspace::{self, Key, Partition},
    redis::{Arg, Redis, lifetime_ms},
    script,
};

script!(COMMIT, "commit.lua");

/// Names one attempt to change something, so that its repeat is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationId(String);

impl OperationId {
    /// The one that this print stands for, so that a caller's repeat is recognised, too.
    pub fn of(print: Fingerprint) -> Self {
        Self(print.to_string())
    }

    /// Its text: visible characters, none of them a colon.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// A fresh one; keep it while you repeat.
    pub fn random() -> Self {
        Self(random::<12>().iter().fold(String::with_capacity(24), |mut text, byte| {
            use std::fmt::Write;
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}

/// What happens to a record's box.
#[derive(Debug, Clone)]
pub enum Write {
    /// A new box, and when the record ends (`None`: it stays).
    Box(Vec<u8>, Option<Timestamp>),
    /// The record ends; its tombstone says so for a while.
    Delete,
    /// Only its version is checked.
    Keep,
}

/// One record of a commit.
#[derive(Debug, Clone)]
pub struct RecordWrite {
    /// Its key.
    pub key: Key,
    /// The version the change was decided upon; 0 = must not exist, and never have been deleted lately.
    pub expected: u64,
    /// What to write.
    pub write: Write,
}

/// A member of an index, added with a deadline or removed.
#[derive(Debug, Clone)]
pub struct IndexMove {
    /// The index.
    pub key: Key,
    /// The member.
    pub member: String,
    /// Its score; `None` removes it.
    pub until: Option<Timestamp>,
}

impl IndexMove {
    /// Adds a member at a plain number, or removes it. A score is a number to the index; only people read it as a time.
    pub fn ranked(key: Key, member: String, rank: Option<u64>) -> Self {
        let score = |rank| i64::try_from(rank).ok().and_then(|rank| Timestamp::from_millisecond(rank).ok()).unwrap_or(Timestamp::MAX);
        Self { key, member, until: rank.map(score) }
    }
}

/// What becomes of the held job that a commit belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It goes on: a write-ahead.
    Keep,
    /// It is done with this very commit.
    Finish,
}

/// Everything one change writes. All keys lie in `partition`.
#[derive(Debug, Clone)]
pub struct Commit<'a> {
    /// Where all of it lies.
    pub partition: Partition,
    /// The operation's id.
    pub operation: OperationId,
    /// Up to four records; repeats are recognised by the first that is written. Without one, a repeat adds its jobs again.
    pub records: Vec<RecordWrite>,
    /// Index moves.
    pub indexes: Vec<IndexMove>,
    /// Jobs, each with its due time if it is not due now.
    pub jobs: Vec<(Envelope, Option<Timestamp>)>,
    /// The audit entry, as text. The job that seals it comes with it by itself.
    pub audit: Option<String>,
    /// The job this commit belongs to.
    pub held: Option<(&'a Held, Ending)>,
}

/// How a commit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Written; the first record has this version now.
    Written(u64),
    /// This very operation had been written before, as this version of the first record that it wrote.
    Repeated(u64),
    /// The job is no longer ours. Nothing was written, nothing must be.
    Lost,
    /// Somebody else changed a record in between. Nothing was written.
    Clash,
}

impl Commit<'_> {
    /// Takes in the records, indexes and jobs of another change in the partition. Operation, audit entry and held job stay this one's.
    pub fn take_in(&mut self, other: Commit<'_>) {
        self.records.extend(other.records);
        self.indexes.extend(other.indexes);
        self.jobs.extend(other.jobs);
    }

    /// Writes it, repeating while the outcome is unknown, for at most `within`.
    ///
    /// # Errors
    /// When Redis was away for all that time, or refuses.
    pub async fn write(&self, redis: &Redis, timing: &Timing, now: Timestamp, within: Duration) -> Result<Outcome, Error> {
        let answer: Vec<i64> = redis.run_within(&COMMIT, &self.keys(), self.arguments(timing, now), within).await?;
        let version = answer.get(1).and_then(|version| u64::try_from(*version).ok());
        match (answer.first(), version) {
            (Some(0), version) => Ok(Outcome::Written(version.unwrap_or(0))),
            (Some(1), Some(version)) => Ok(Outcome::Repeated(version)),
            (Some(2), _) => Ok(Outcome::Lost),
            (Some(3), _) => Ok(Outcome::Clash),
            _ => Err(RedisFault::Shape.into()),
        }
    }

    fn keys(&self) -> Vec<Key> {
        let mut keys = self.partition.lanes();
        keys.extend([self.partition.later(), self.partition.audit()]);
        keys.extend(self.records.iter().map(|record| record.key.clone()));
        keys.extend(self.indexes.iter().map(|index| index.key.clone()));
        keys
    }

    fn arguments(&self, timing: &Timing, now: Timestamp) -> Vec<Arg> {
        let mut args: Vec<Arg> = Vec::with_capacity(32 + 5 * self.records.len() + 3 * self.jobs.len());
        args.extend([
            self.operation.as_str().into(),
            now.as_millisecond().into(),
            i64::try_from(timing.tombstone.as_millis()).unwrap_or(i64::MAX).into(),
            keyspace::WAKE.into(),
            keyspace::CHANGED.into(),
            i64::from(self.partition.number()).into(),
        ]);
        match self.held {
            None => args.extend([0.into(), "".into(), "".into(), "".into(), "".into()]),
            Some((held, ending)) => args.extend([
                held.lane.number().into(),
                held.entry.as_str().into(),
                held.consumer.as_ref().into(),
                keyspace::WORKERS.into(),
                if ending == Ending::Finish { "finish" } else { "keep" }.into(),
            ]),
        }
        args.push(length(Lane::ALL.len()));
        self.put_records(&mut args, now);
        args.push(length(self.indexes.len()));
        for index in &self.indexes {
            let act = if index.until.is_some() { "add" } else { "remove" };
            args.extend([act.into(), index.until.map_or(0, Timestamp::as_millisecond).into(), index.member.as_str().into()]);
        }
        self.put_jobs(&mut args);
        args.push(self.audit.as_deref().unwrap_or_default().into());
        args
    }

    fn put_records(&self, args: &mut Vec<Arg>, now: Timestamp) {
        args.push(length(self.records.len()));
        for record in &self.records {
            args.push(record.expected.to_string().into());
            let (act, content, until) = match &record.write {
                Write::Box(content, until) => ("write", content.as_slice(), *until),
                Write::Delete => ("delete", &[][..], None),
                Write::Keep => ("keep", &[][..], None),
            };
            args.extend([act.into(), content.into()]);
            match until {
                Some(until) => args.extend([until.as_millisecond().into(), lifetime_ms(until.duration_since(now)).into()]),
                None => args.extend([0.into(), "".into()]),
            }
        }
    }

    fn put_jobs(&self, args: &mut Vec<Arg>) {
        let sealing = self.audit.as_ref().map(|_| (Envelope::new(Job::SealAudit { partition: self.partition.number() }), None));
        let (now, later): (Vec<_>, Vec<_>) = self.jobs.iter().chain(&sealing).partition(|(_, due)| due.is_none());
        args.push(length(now.len()));
        for (envelope, _) in now {
            args.extend([envelope.job.lane().number().into(), envelope.body().into()]);
        }
        args.push(length(later.len()));
        for (envelope, due) in later {
            args.extend([due.map_or(0, Timestamp::as_millisecond).into(), envelope.member().into()]);
        }
    }
}

fn length(count: usize) -> Arg {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}
