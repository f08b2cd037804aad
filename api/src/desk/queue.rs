//! What waits for the moderators, oldest first, and what they decided lately.
//!
//! The index says what waits and in which order; records are opened only as far as a page shows them, or as a filter has to
//! look. The rule: looking changes nothing. Votes are `decide`'s.

use std::collections::BTreeSet;

use futures_util::future::{try_join, try_join_all};
use shared::audit::{self, Deed, Entry};
use shared::clock::{Timestamp, earlier};
use shared::crypto::fingerprint::Fingerprint;
use shared::error::Error;
use shared::keyspace::{Partition, Rid};
use shared::platform::Platform;
use shared::registration::Registration;
use shared::registration::ballot::Choice;
use shared::registration::store::Found;

use crate::gate::Gate;

/// Registrations on a page.
pub const PAGE: usize = 50;
/// Records opened for one page at most, and so many again that no index names: a filter that fits little goes on behind "next".
const LOOKED_MAX: usize = 1_000;
/// Decisions shown at most.
const LATELY_MAX: usize = 10;
/// Entries read to find them: votes and accounts stand between.
const ENTRIES_MAX: usize = 200;
/// Decisions are "late" for so long.
const LATELY: std::time::Duration = std::time::Duration::from_hours(7 * 24);

/// Which ones are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// All of them.
    #[default]
    All,
    /// Those that this moderator has voted on.
    Mine,
    /// Those that wait for this moderator's vote.
    UndecidedByMe,
}

/// What a page is to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By votes.
    pub show: Show,
    /// By a door that was asked for.
    pub door: Option<Platform>,
}

impl Filter {
    fn fits(self, record: &Registration, moderator: Fingerprint) -> bool {
        let voted = record.ballot.of(moderator).is_some();
        let by_vote = match self.show {
            Show::All => true,
            Show::Mine => voted,
            Show::UndecidedByMe => !voted && !is_own(record, moderator),
        };
        by_vote && self.door.is_none_or(|door| record.application.services.contains(door))
    }
}

/// Whether a registration is the moderator's own: others decide about it.
pub fn is_own(record: &Registration, moderator: Fingerprint) -> bool {
    record.application.email.as_ref().is_some_and(|contact| contact.print == moderator)
}

/// A place in the queue, which stays where it is when others come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    until: Timestamp,
    rid: Rid,
}

impl Mark {
    /// The place as an address carries it.
    pub fn text(self) -> String {
        format!("{}.{}", self.until.as_millisecond(), self.rid)
    }

    /// Reads what `text` wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (until, rid) = text.split_once('.')?;
        Some(Self { until: Timestamp::from_millisecond(until.parse().ok()?).ok()?, rid: Rid::parse(rid)? })
    }
}

/// Where a page begins, or ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// With the oldest.
    #[default]
    First,
    /// Behind this place.
    After(Mark),
    /// Before this place.
    Before(Mark),
}

/// A page of the queue.
#[derive(Debug, Default)]
pub struct Stretch {
    /// The records, oldest first.
    pub records: Vec<Registration>,
    /// How many wait altogether, whatever the filter.
    pub total: usize,
    /// Where the page before ends.
    pub before: Option<Mark>,
    /// Where the next page begins.
    pub after: Option<Mark>,
}

/// Reads a page of what waits.
///
/// # Errors
/// When Redis is away, or a record does not open.
pub async fn page(gate: &Gate, moderator: Fingerprint, filter: Filter, start: Start) -> Result<Stretch, Error> {
    let marks = marks(gate).await?;
    let looker = Looker { gate, moderator, filter };
    if let Start::Before(mark) = start {
        let end = marks.partition_point(|other| *other < mark);
        let mut earlier: Vec<Mark> = marks.iter().take(end).copied().collect();
        earlier.reverse();
        let mut seen = looker.look(&earlier).await?;
        // With fewer left than fill a page, the first page is meant.
        if let Some(more) = seen.more {
            seen.records.reverse();
            return Ok(Stretch { before: Some(more), after: seen.last_but(&marks, end), total: marks.len(), records: seen.records });
        }
    }
    let begin = if let Start::After(mark) = start { marks.partition_point(|other| *other <= mark) } else { 0 };
    let seen = looker.look(marks.get(begin..).unwrap_or_default()).await?;
    let before = marks.get(begin).or(marks.last()).copied().filter(|_| begin > 0);
    Ok(Stretch { before, after: seen.more, total: marks.len(), records: seen.records })
}

/// How many wait, by the index alone: no record is opened for it.
///
/// # Errors
/// When Redis is away.
pub async fn count(gate: &Gate) -> Result<usize, Error> {
    let now = gate.clock.now();
    let waiting = try_join_all(Partition::of_rids().map(|partition| gate.registrations.waiting(partition))).await?;
    Ok(waiting.iter().flatten().filter(|(_, until)| *until > now).count())
}

/// Everything that waits, by its deadline: as every registration gets the same time, the oldest stand first.
async fn marks(gate: &Gate) -> Result<Vec<Mark>, Error> {
    let (now, registrations) = (gate.clock.now(), &gate.registrations);
    let live = |indexes: Vec<Vec<(Rid, Timestamp)>>| -> BTreeSet<Mark> {
        indexes.into_iter().flatten().map(|(rid, until)| Mark { until, rid }).filter(|mark| mark.until > now).collect()
    };
    let waiting = try_join_all(Partition::of_rids().map(|partition| registrations.waiting(partition)));
    let open = try_join_all(Partition::of_rids().map(|partition| registrations.open(partition)));
    let (waiting, open) = try_join(waiting, open).await?;
    let (mut waiting, open) = (live(waiting), live(open));
    let unlisted: Vec<Mark> = open.difference(&waiting).take(LOOKED_MAX).copied().collect();
    waiting.extend(forgotten(gate, &unlisted).await?);
    Ok(waiting.into_iter().collect())
}

/// Those that wait though no index says so: processes from before that index change records without it, and run beside this one
/// while a new version is brought in.
async fn forgotten(gate: &Gate, unlisted: &[Mark]) -> Result<Vec<Mark>, Error> {
    let mut found = Vec::new();
    for some in unlisted.chunks(PAGE) {
        let records = try_join_all(some.iter().map(|mark| gate.registrations.load(mark.rid))).await?;
        let waits = |found: &Found| matches!(found, Found::Record(record, _) if record.waits_for_decision());
        found.extend(some.iter().zip(&records).filter(|(_, record)| waits(record)).map(|(mark, _)| *mark));
    }
    Ok(found)
}

/// Opens records as far as a page needs them.
struct Looker<'a> {
    gate: &'a Gate,
    moderator: Fingerprint,
    filter: Filter,
}

/// What was found on the way, in its order.
#[derive(Default)]
struct Seen {
    records: Vec<Registration>,
    /// The last place looked at, where there may be more behind it.
    more: Option<Mark>,
}

impl Seen {
    /// The place behind which the next page begins, for a page that was read backwards.
    fn last_but(&self, marks: &[Mark], end: usize) -> Option<Mark> {
        let last = self.records.last().map(mark_of);
        last.or_else(|| marks.get(end.saturating_sub(1)).copied()).filter(|_| end < marks.len())
    }
}

fn mark_of(record: &Registration) -> Mark {
    Mark { until: record.expires_at, rid: record.rid }
}

impl Looker<'_> {
    async fn look(&self, marks: &[Mark]) -> Result<Seen, Error> {
        let mut seen = Seen::default();
        for (looked, some) in marks.chunks(PAGE).enumerate() {
            if looked * PAGE >= LOOKED_MAX {
                seen.more = marks.get(looked * PAGE - 1).copied();
                return Ok(seen);
            }
            for found in try_join_all(some.iter().map(|mark| self.gate.registrations.load(mark.rid))).await? {
                let Found::Record(record, _) = found else { continue };
                // Somebody may have decided since the index was read.
                if !record.waits_for_decision() || !self.filter.fits(&record, self.moderator) {
                    continue;
                }
                if seen.records.len() == PAGE {
                    seen.more = seen.records.last().map(mark_of);
                    return Ok(seen);
                }
                seen.records.push(*record);
            }
        }
        Ok(seen)
    }
}

/// A decision that was made lately.
#[derive(Debug)]
pub struct Decision {
    /// When.
    pub at: Timestamp,
    /// Which way.
    pub choice: Choice,
    /// Whose vote it was that decided.
    pub moderator: Option<Fingerprint>,
    /// The name they asked for, as long as the record is there.
    pub name: Option<String>,
}

/// What was decided lately, newest first.
///
/// # Errors
/// When Redis is away, or a record does not open.
pub async fn lately(gate: &Gate) -> Result<Vec<Decision>, Error> {
    let since = earlier(gate.clock.now(), LATELY);
    let entries = audit::lately(&gate.redis, since, ENTRIES_MAX).await?;
    let decided = entries.into_iter().filter_map(|entry| match entry.deed {
        Deed::Approved => Some((entry, Choice::Approve)),
        Deed::Rejected => Some((entry, Choice::Reject)),
        _ => None,
    });
    let decided: Vec<(Entry, Choice)> = decided.take(LATELY_MAX).collect();
    let records = try_join_all(decided.iter().map(|(entry, _)| gate.registrations.load(entry.rid))).await?;
    let name = |found: Found| match found {
        Found::Record(record, _) => record.asked_name().map(|name| name.as_str().to_owned()),
        Found::Deleted { .. } | Found::Nothing => None,
    };
    let with_names = decided.into_iter().zip(records.into_iter().map(name));
    Ok(with_names.map(|((entry, choice), name)| Decision { at: entry.at, choice, moderator: entry.moderator, name }).collect())
}
