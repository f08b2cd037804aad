//! The audit log in Redis: sealing, forgetting, verifying, and what was decided lately.
//!
//! Sealing goes on from the newest checkpoint that we made, in bounded steps, and appends the next one in
//! a script that checks the hold and that no other came in between. Which seal of another partition it
//! bears witness of is read before, as far as others can be read: no script sees two. Forgetting ends at a checkpoint and leaves a
//! mark, so that what is left can always be verified. What the codes mean is `chain`'s.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use fred::interfaces::{KeysInterface, StreamsInterface};

use super::{
    Entry,
    chain::{Break, Chain, Checkpoint, Code, EntryId, Line, Mark, Position, Walk, Witness},
};
use crate::{
    clock::Timestamp,
    crypto::jitter,
    error::Error,
    job::Held,
    keyspace::{self, Key, Partition},
    redis::{self, Redis},
    root::Roots,
    script,
};

script!(SEAL, "seal.lua");
script!(TRIM, "trim.lua");

/// How many entries one checkpoint seals, and how many are read in one step.
pub const LINES_MAX: usize = 1_000;
/// How many checkpoints are read in one step; each may be long.
const CHECKPOINTS_SEEN_MAX: usize = 20;
/// How often sealing begins anew because another worker was faster, before it comes again later.
const ROUNDS_MAX: u64 = 4;
/// How often verifying begins anew because entries were forgotten meanwhile.
const WALKS_MAX: u32 = 3;

/// How a run of sealing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Sealing {
    /// Everything that was there is sealed.
    Done,
    /// There may be more: come again.
    More,
    /// The job is another worker's by now.
    Lost,
}

/// What verifying one partition found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries are sealed and hold.
    pub sealed_count: u64,
    /// How many newest are not sealed yet.
    pub unsealed_count: u64,
    /// The newest sealed entry, where there ever was one.
    pub newest: Option<Position>,
    /// Where it breaks, in order.
    pub breaks: Vec<Break>,
    /// What was sealed long after it was written, or was put in later with an earlier time.
    pub late: Vec<EntryId>,
    /// The oldest entry that is not sealed yet.
    pub waiting: Option<EntryId>,
}

/// Seals the newest entries of the held job's partition, at most `LINES_MAX` of them.
///
/// # Errors
/// When Redis is away.
pub async fn seal(redis: &Redis, roots: &Roots, held: &Held, now: Timestamp) -> Result<Sealing, Error> {
    let chain = Chain::new(roots, held.partition);
    for round in 1..=ROUNDS_MAX {
        let End { last, reached, .. } = newest(redis, chain).await?;
        let lines = page(redis, &held.partition.audit(), reached.id, LINES_MAX).await?;
        let witness = if lines.is_empty() { None } else { witness(redis, roots, held.partition).await };
        let Some(checkpoint) = chain.seal(reached, &lines, now, witness) else { return Ok(Sealing::Done) };
        let args = vec![
            keyspace::WORKERS.into(),
            held.consumer.as_ref().into(),
            held.entry.as_str().into(),
            last.map(|id| id.to_string()).unwrap_or_default().into(),
            serde_json::to_string(&checkpoint).unwrap_or_default().into(),
        ];
        let keys = [held.partition.jobs(held.lane), held.partition.checkpoints()];
        match redis.run::<i64>(&SEAL, &keys, args).await? {
            0 => return Ok(Sealing::Lost),
            1 if lines.len() < LINES_MAX => return Ok(Sealing::Done),
            1 => return Ok(Sealing::More),
            _ => tokio::time::sleep(Duration::from_millis(jitter(round * 5))).await,
        }
    }
    Ok(Sealing::More)
}

/// The newest seal of any other partition. The newest, so that each seal is soon known elsewhere, however seldom each partition is
/// written to: whoever takes one away has to take away everything that was sealed after it, everywhere. A partition that cannot be read
/// keeps no other from being sealed: its newest is witnessed by whoever is sealed next once it can be read again.
async fn witness(redis: &Redis, roots: &Roots, here: Partition) -> Option<Witness> {
    let others = Partition::all().filter(|partition| *partition != here);
    let newest = others.map(async |partition| (partition, newest(redis, Chain::new(roots, partition)).await));
    let ends = futures_util::future::join_all(newest).await;
    let sealed = ends.into_iter().filter_map(|(partition, end)| match end {
        Ok(end) => Some((end.ours?, Witness::new(partition, end.reached))),
        Err(error) => {
            tracing::debug!(%error, %partition, "the audit log's newest seal there cannot be witnessed now");
            None
        }
    });
    sealed.max_by_key(|(id, _)| *id).map(|(_, witness)| witness)
}

/// Where a partition's chain ends.
struct End {
    /// The last checkpoint, whoever made it.
    last: Option<EntryId>,
    /// The newest one that we made ourselves.
    ours: Option<EntryId>,
    /// How far the chain has come, as that one says.
    reached: Position,
}

async fn newest(redis: &Redis, chain: Chain<'_>) -> Result<End, Error> {
    let key = chain.partition().checkpoints();
    let (mut last, mut end, mut count) = (None, "+".to_owned(), 1);
    loop {
        let seen = back(redis, &key, &end, count).await?;
        last = last.or_else(|| seen.first().map(|line| line.id));
        let reached = |line: &Line| Some((line.id, checkpoint(line).filter(|checkpoint| chain.believes(checkpoint))?.reached()?));
        if let Some((id, reached)) = seen.iter().find_map(reached) {
            return Ok(End { last, ours: Some(id), reached });
        }
        let Some(oldest) = seen.last() else { break };
        (end, count) = (format!("({}", oldest.id), CHECKPOINTS_SEEN_MAX);
    }
    let mark = mark(redis, chain.partition()).await?.filter(|mark| chain.believes_mark(mark));
    Ok(End { last, ours: None, reached: mark.map_or_else(|| chain.beginning(), |mark| mark.reached) })
}

/// Forgets a partition's entries that were sealed before `before`.
///
/// # Errors
/// When Redis is away.
pub async fn trim(redis: &Redis, roots: &Roots, partition: Partition, before: Timestamp) -> Result<(), Error> {
    let chain = Chain::new(roots, partition);
    let key = partition.checkpoints();
    let (mut ends_at, mut at) = (None, EntryId::default());
    'pages: loop {
        let seen = page(redis, &key, at, CHECKPOINTS_SEEN_MAX).await?;
        let Some(last) = seen.last() else { break };
        at = last.id;
        for line in &seen {
            // One that is not ours says nothing about its time.
            let Some(checkpoint) = checkpoint(line).filter(|checkpoint| chain.believes(checkpoint)) else { continue };
            if checkpoint.at >= before {
                break 'pages;
            }
            ends_at = checkpoint.reached().map(|reached| (line.id, reached));
        }
    }
    let Some((id, reached)) = ends_at else { return Ok(()) };
    let to = chain.mark(reached);
    if mark(redis, partition).await?.as_ref() == Some(&to) {
        return Ok(());
    }
    let text = serde_json::to_string(&to).unwrap_or_default();
    let args = vec![id.to_string().into(), reached.id.next().to_string().into(), text.into()];
    redis.run::<i64>(&TRIM, &[partition.audit(), key, partition.forgotten()], args).await?;
    Ok(())
}

/// Walks along every partition's chain from the oldest checkpoint left, and asks each what the others witness of it.
///
/// # Errors
/// When Redis is away.
pub async fn verify_all(redis: &Redis, roots: &Roots) -> Result<Vec<(Partition, Verdict)>, Error> {
    verify_all_counting(redis, roots, &AtomicU64::new(0)).await
}

/// The same, counting the entries that were read so far, for whoever waits.
///
/// # Errors
/// When Redis is away.
pub async fn verify_all_counting(redis: &Redis, roots: &Roots, read: &AtomicU64) -> Result<Vec<(Partition, Verdict)>, Error> {
    let mut walks = Vec::new();
    for partition in Partition::all() {
        walks.push(walked(redis, roots, partition, read).await?);
    }
    let witnesses: Vec<Witness> = walks.iter().flat_map(|walked| walked.witnesses.iter().copied()).collect();
    let mut verdicts = Vec::new();
    for (partition, mut walked) in Partition::all().zip(walks) {
        let mut forsworn = walked.forsworn(partition, &witnesses);
        if !forsworn.is_empty() {
            // It may have been sealed on while we read the others; what is witnessed was there before its witness.
            walked = self::walked(redis, roots, partition, read).await?;
            forsworn = walked.forsworn(partition, &witnesses);
        }
        walked.verdict.breaks.extend(forsworn.into_iter().map(Break::Forsworn));
        verdicts.push((partition, walked.verdict));
    }
    Ok(verdicts)
}

/// Walks along one partition's chain, and asks no other.
///
/// # Errors
/// When Redis is away.
pub async fn verify(redis: &Redis, roots: &Roots, partition: Partition) -> Result<Verdict, Error> {
    Ok(walked(redis, roots, partition, &AtomicU64::new(0)).await?.verdict)
}

/// How many entries there are.
///
/// # Errors
/// When Redis is away.
pub async fn count(redis: &Redis) -> Result<u64, Error> {
    let mut count = 0;
    for partition in Partition::all() {
        count += redis.client().xlen::<u64, _>(partition.audit().as_str()).await.map_err(|error| redis::fault(&error))?;
    }
    Ok(count)
}

/// What a walk saw.
struct Walked {
    verdict: Verdict,
    /// Everything that its checkpoints seal.
    seals: BTreeMap<EntryId, Code>,
    /// Where it began: what lies before was forgotten in its time.
    began: EntryId,
    /// What its checkpoints know of other partitions.
    witnesses: Vec<Witness>,
}

impl Walked {
    /// What others know as sealed here, and this chain does not.
    fn forsworn(&self, partition: Partition, witnesses: &[Witness]) -> BTreeSet<EntryId> {
        let of_here = witnesses.iter().filter(|witness| witness.is_of(partition)).map(|witness| witness.reached);
        let is_known = |seal: &Position| seal.id <= self.began || self.seals.get(&seal.id) == Some(&seal.code);
        of_here.filter(|seal| !is_known(seal)).map(|seal| seal.id).collect()
    }
}

async fn walked(redis: &Redis, roots: &Roots, partition: Partition, read: &AtomicU64) -> Result<Walked, Error> {
    let chain = Chain::new(roots, partition);
    for _ in 0..WALKS_MAX {
        let began = mark(redis, partition).await?;
        let walked = walk(redis, chain, began.as_ref(), read).await?;
        // What was forgotten in mid-walk looks like what was taken away.
        if mark(redis, partition).await? == began {
            return Ok(walked);
        }
    }
    Err(Error::Contended)
}

async fn walk(redis: &Redis, chain: Chain<'_>, mark: Option<&Mark>, read: &AtomicU64) -> Result<Walked, Error> {
    let mut walk = Walk::begin(chain, mark);
    let began = walk.at().id;
    let mut lines = Lines { redis, key: chain.partition().audit(), read: VecDeque::new(), at: EntryId::default(), count: read };
    walk.beside(&lines.through(began).await?);
    let (mut seals, mut witnesses) = (BTreeMap::new(), Vec::new());
    let (checkpoints, mut at) = (chain.partition().checkpoints(), EntryId::default());
    loop {
        let seen = page(redis, &checkpoints, at, CHECKPOINTS_SEEN_MAX).await?;
        let Some(last) = seen.last() else { break };
        at = last.id;
        for line in &seen {
            let checkpoint = checkpoint(line);
            // Where it stands does not matter: we said so once.
            let ours = checkpoint.as_ref().filter(|checkpoint| chain.believes(checkpoint));
            witnesses.extend(ours.and_then(|checkpoint| checkpoint.witness));
            let Some((until, checkpoint)) = walk.next(line.id, checkpoint.as_ref()).zip(checkpoint) else { continue };
            seals.extend(checkpoint.seals().iter().map(|seal| (seal.id, seal.code)));
            walk.follow(&checkpoint, lines.through(until).await?);
        }
    }
    let (at, Walk { sealed_count, breaks, late, .. }) = (walk.at(), walk);
    let newest = (at != chain.beginning()).then_some(at);
    let (unsealed_count, waiting) = lines.left().await?;
    let verdict = Verdict { sealed_count, unsealed_count, newest, breaks, late, waiting };
    Ok(Walked { verdict, seals, began, witnesses })
}

/// Entries of all partitions from `since` on, newest first, at most `count`.
///
/// # Errors
/// When Redis is away.
pub async fn lately(redis: &Redis, since: Timestamp, count: usize) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    for partition in Partition::all() {
        let lines = back(redis, &partition.audit(), "+", count).await?;
        let seen = lines.len();
        let read: Vec<Entry> = lines.iter().filter_map(|line| serde_json::from_slice(line.value("entry")?).ok()).collect();
        // One of them must not hide the others; a newer version of us may know more deeds.
        if read.len() < seen {
            tracing::warn!(count = seen - read.len(), %partition, "audit entries cannot be read");
        }
        entries.extend(read.into_iter().filter(|entry| entry.at >= since));
    }
    // Stable: of one moment, what was written later stands first.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    entries.truncate(count);
    Ok(entries)
}

/// Entries in order, read ahead in pages.
struct Lines<'a> {
    redis: &'a Redis,
    key: Key,
    read: VecDeque<Line>,
    at: EntryId,
    /// How many were read, of this chain and others.
    count: &'a AtomicU64,
}

impl Lines<'_> {
    /// What is left up to an id and with it.
    async fn through(&mut self, last: EntryId) -> Result<Vec<Line>, Error> {
        let mut lines = Vec::new();
        loop {
            while let Some(line) = self.read.pop_front_if(|line| line.id <= last) {
                lines.push(line);
            }
            if !self.read.is_empty() || self.at >= last || !self.read_on().await? {
                return Ok(lines);
            }
        }
    }

    /// How many are left, and the first of them.
    async fn left(&mut self) -> Result<(u64, Option<EntryId>), Error> {
        let (mut count, mut first) = (0, None);
        loop {
            first = first.or_else(|| self.read.front().map(|line| line.id));
            count += self.read.drain(..).count() as u64;
            if !self.read_on().await? {
                return Ok((count, first));
            }
        }
    }

    async fn read_on(&mut self) -> Result<bool, Error> {
        let page = page(self.redis, &self.key, self.at, LINES_MAX).await?;
        self.count.fetch_add(page.len() as u64, Ordering::Relaxed);
        self.read.extend(page);
        self.at = self.read.back().map_or(self.at, |line| line.id);
        Ok(!self.read.is_empty())
    }
}

/// A line as the client answers it.
type Raw = (String, Vec<Vec<u8>>);

/// Up to `count` lines of a stream behind an id, oldest first.
async fn page(redis: &Redis, key: &Key, behind: EntryId, count: usize) -> Result<Vec<Line>, Error> {
    let raw: Vec<Raw> =
        redis.client().xrange(key.as_str(), format!("({behind}"), "+", Some(count as u64)).await.map_err(|error| redis::fault(&error))?;
    read(raw)
}

/// Up to `count` lines of a stream from `end` back, newest first.
async fn back(redis: &Redis, key: &Key, end: &str, count: usize) -> Result<Vec<Line>, Error> {
    let raw: Vec<Raw> = redis.client().xrevrange(key.as_str(), end, "-", Some(count as u64)).await.map_err(|error| redis::fault(&error))?;
    read(raw)
}

fn read(raw: Vec<Raw>) -> Result<Vec<Line>, Error> {
    let line = |(id, fields): Raw| Some(Line { id: EntryId::parse(&id)?, fields });
    raw.into_iter().map(line).collect::<Option<_>>().ok_or(Error::Corrupt("stream id"))
}

fn checkpoint(line: &Line) -> Option<Checkpoint> {
    serde_json::from_slice(line.value("checkpoint")?).ok()
}

/// The mark of what was forgotten; one that cannot be read says nothing.
async fn mark(redis: &Redis, partition: Partition) -> Result<Option<Mark>, Error> {
    let text: Option<Vec<u8>> = redis.client().get(partition.forgotten().as_str()).await.map_err(|error| redis::fault(&error))?;
    Ok(text.and_then(|text| serde_json::from_slice(&text).ok()))
}
