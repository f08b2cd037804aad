//! The chain that audit entries are bound into, and the walk along it. Pure.
//!
//! The code of an entry is HMAC-SHA256 over the code before it, its stream id and what it says, under a
//! key that the index root makes. A checkpoint lists the codes of the entries that were sealed together
//! and bears a code of its own, so that a fault is pinned to one entry. It also says, under the same code,
//! how far another partition's chain had come: a log that is cut off or begun anew contradicts what stands
//! in another. Reading and writing is `store`'s.

use std::{fmt, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    clock::{Timestamp, later},
    keyspace::Partition,
    root::Roots,
};

/// An entry that is sealed so long after it was written is worth a word: Redis' clock and a worker's may differ by minutes.
const LATE: Duration = Duration::from_hours(1);

/// The place of an entry in its stream, as Redis numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct EntryId {
    ms: u64,
    seq: u64,
}

impl EntryId {
    /// Reads `ms-seq`.
    pub fn parse(text: &str) -> Option<Self> {
        let (ms, seq) = text.split_once('-')?;
        Some(Self { ms: ms.parse().ok()?, seq: seq.parse().ok()? })
    }

    /// The first place behind this one.
    pub(super) const fn next(self) -> Self {
        match self.seq.checked_add(1) {
            Some(seq) => Self { ms: self.ms, seq },
            None => Self { ms: self.ms.saturating_add(1), seq: 0 },
        }
    }

    /// When Redis wrote it, by its own clock.
    pub fn at(self) -> Timestamp {
        i64::try_from(self.ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok()).unwrap_or(Timestamp::MAX)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.ms, self.seq)
    }
}

impl Serialize for EntryId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntryId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an entry's id"))
    }
}

/// A link of the chain: 256 bits that only the index root makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; 32]);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let bytes = URL_SAFE_NO_PAD.decode(&*text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| serde::de::Error::custom("not a code"))
    }
}

/// What lies in a stream under one id: names and values in turns, exactly as Redis has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its place.
    pub id: EntryId,
    /// Names and values.
    pub fields: Vec<Vec<u8>>,
}

impl Line {
    /// The value, where there is this one field and nothing else.
    pub fn value(&self, name: &str) -> Option<&[u8]> {
        match self.fields.as_slice() {
            [only, value] if only == name.as_bytes() => Some(value),
            _ => None,
        }
    }

    /// All of it, in a form that no other line has.
    fn content(&self) -> Vec<u8> {
        self.fields.iter().flat_map(|field| [&(field.len() as u64).to_be_bytes()[..], field].concat()).collect()
    }
}

/// How far the chain has come: the last entry's place and code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The last entry.
    pub id: EntryId,
    /// Its code.
    pub code: Code,
}

/// How far the chain of another partition had come when a checkpoint was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// The number of that partition.
    partition: u8,
    /// The newest seal there.
    pub reached: Position,
}

impl Witness {
    /// Says how far that partition's chain has come.
    pub const fn new(partition: Partition, reached: Position) -> Self {
        Self { partition: partition.number(), reached }
    }

    /// Whether it speaks of this partition.
    pub const fn is_of(&self, partition: Partition) -> bool {
        self.partition == partition.number()
    }

    fn content(&self) -> Vec<u8> {
        [b"witness\0", &[self.partition][..], self.reached.id.to_string().as_bytes(), b"\0", &self.reached.code.0].concat()
    }
}

/// What was sealed at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// When.
    pub at: Timestamp,
    /// The code that it goes on from.
    after: Code,
    /// The entries, in order, each with its code.
    seals: Vec<Position>,
    /// What it knew of another partition; none in one of an older version, and where nothing else was sealed yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// The code of all this.
    code: Code,
}

impl Checkpoint {
    /// How far the chain has come with it; none in one that was never ours.
    pub fn reached(&self) -> Option<Position> {
        self.seals.last().copied()
    }

    /// The entries that it seals, in order, each with its code.
    pub fn seals(&self) -> &[Position] {
        &self.seals
    }
}

/// Says that everything up to here was forgotten because its time was over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How far.
    pub reached: Position,
    /// The code of that.
    code: Code,
}

/// The chain of one partition.
#[derive(Clone, Copy)]
pub struct Chain<'a> {
    roots: &'a Roots,
    partition: Partition,
}

impl<'a> Chain<'a> {
    /// The chain that these roots make there.
    pub const fn new(roots: &'a Roots, partition: Partition) -> Self {
        Self { roots, partition }
    }

    /// The partition.
    pub const fn partition(&self) -> Partition {
        self.partition
    }

    /// Where every chain begins. Each partition has a beginning of its own, so that one is not taken for another.
    pub fn beginning(&self) -> Position {
        Position { id: EntryId::default(), code: self.code(&[b"beginning\0"]) }
    }

    fn code(&self, parts: &[&[u8]]) -> Code {
        let number = [self.partition.number()];
        let mut all: Vec<&[u8]> = vec![&number];
        all.extend_from_slice(parts);
        Code(self.roots.audit_code(&all))
    }

    fn link(&self, before: Code, line: &Line) -> Code {
        self.code(&[b"entry\0", &before.0, line.id.to_string().as_bytes(), b"\0", &line.content()])
    }

    /// No id begins as a witness does, so nothing of one can be read as the other. Without a witness it is the code of older versions.
    fn checkpoint_code(&self, at: Timestamp, after: Code, seals: &[Position], witness: Option<&Witness>) -> Code {
        let seals: Vec<u8> = seals.iter().flat_map(|seal| [seal.id.to_string().as_bytes(), b"\0", &seal.code.0].concat()).collect();
        let witness = witness.map(Witness::content).unwrap_or_default();
        self.code(&[b"checkpoint\0", &at.as_millisecond().to_be_bytes(), &after.0, &seals, &witness])
    }

    /// The checkpoint that seals these entries; none where there are none.
    pub fn seal(&self, after: Position, lines: &[Line], at: Timestamp, witness: Option<Witness>) -> Option<Checkpoint> {
        let mut before = after.code;
        let seal = |line: &Line| {
            before = self.link(before, line);
            Position { id: line.id, code: before }
        };
        let seals: Vec<Position> = lines.iter().map(seal).collect();
        let code = self.checkpoint_code(at, after.code, &seals, witness.as_ref());
        (!seals.is_empty()).then_some(Checkpoint { at, after: after.code, seals, witness, code })
    }

    /// Whether a checkpoint is one that we made for this partition.
    pub fn believes(&self, checkpoint: &Checkpoint) -> bool {
        let Checkpoint { at, after, seals, witness, code } = checkpoint;
        !seals.is_empty() && self.checkpoint_code(*at, *after, seals, witness.as_ref()) == *code
    }

    /// The mark that everything up to there was forgotten.
    pub fn mark(&self, reached: Position) -> Mark {
        let code = self.code(&[b"forgotten\0", reached.id.to_string().as_bytes(), b"\0", &reached.code.0]);
        Mark { reached, code }
    }

    /// Whether a mark is one that we made for this partition.
    pub fn believes_mark(&self, mark: &Mark) -> bool {
        self.mark(mark.reached) == *mark
    }
}

/// A place where the log is not what was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// This entry says something else than it did.
    Changed(EntryId),
    /// This entry is gone.
    Removed(EntryId),
    /// This entry was never sealed, and later ones are.
    Inserted(EntryId),
    /// Something is missing before this entry, entries and checkpoints alike.
    Missing(EntryId),
    /// This checkpoint is none that we made, or stands in another's place.
    Checkpoint(EntryId),
    /// A seal of another partition knows this entry as sealed here, and this chain does not: its end was cut off or all of it wiped,
    /// by somebody or by a failover to a replica that had not got the last writes yet.
    Forsworn(EntryId),
}

impl Break {
    /// The id of what it is about.
    pub const fn id(self) -> EntryId {
        match self {
            Self::Changed(id) | Self::Removed(id) | Self::Inserted(id) | Self::Missing(id) | Self::Checkpoint(id) | Self::Forsworn(id) => {
                id
            }
        }
    }
}

/// The walk along a chain.
pub struct Walk<'a> {
    chain: Chain<'a>,
    at: Position,
    /// How many entries hold.
    pub sealed_count: u64,
    /// Where it breaks.
    pub breaks: Vec<Break>,
    /// What was sealed long after it was written, or so it says.
    pub late: Vec<EntryId>,
}

impl<'a> Walk<'a> {
    /// Begins behind what was forgotten, or at the very beginning.
    pub fn begin(chain: Chain<'a>, mark: Option<&Mark>) -> Self {
        let at = mark.filter(|mark| chain.believes_mark(mark)).map_or_else(|| chain.beginning(), |mark| mark.reached);
        Self { chain, at, sealed_count: 0, breaks: Vec::new(), late: Vec::new() }
    }

    /// How far it has come.
    pub const fn at(&self) -> Position {
        self.at
    }

    /// These entries lie where none can: before the beginning.
    pub fn beside(&mut self, lines: &[Line]) {
        self.breaks.extend(lines.iter().map(|line| Break::Inserted(line.id)));
    }

    /// How far the entries are needed for this checkpoint; none where it leads nowhere, which is noted if it is a fault.
    pub fn next(&mut self, id: EntryId, checkpoint: Option<&Checkpoint>) -> Option<EntryId> {
        let reached = checkpoint.filter(|checkpoint| self.chain.believes(checkpoint)).and_then(Checkpoint::reached);
        match reached {
            Some(reached) if reached.id > self.at.id => return Some(reached.id),
            // Where the last trimming ended; or an older version, which does not believe a witness, sealed the same once more.
            Some(reached) if reached == self.at => {}
            _ => self.breaks.push(Break::Checkpoint(id)),
        }
        None
    }

    /// Compares the entries up to a checkpoint with what it says.
    pub fn follow(&mut self, checkpoint: &Checkpoint, lines: Vec<Line>) {
        let mut lines = lines.into_iter().peekable();
        let mut before = checkpoint.after;
        // An older version beside us does not believe a checkpoint with a witness, and seals once more what that one did.
        let known = checkpoint.seals.iter().take_while(|seal| seal.id <= self.at.id).last();
        let first = checkpoint.seals.iter().map(|seal| seal.id).find(|id| *id > self.at.id);
        if known.map_or(before, |seal| seal.code) != self.at.code {
            self.breaks.extend(first.map(Break::Missing));
        }
        let sealed_at = checkpoint.at;
        self.late.extend(checkpoint.seals.iter().map(|seal| seal.id).filter(|id| *id > self.at.id && sealed_at > later(id.at(), LATE)));
        for seal in &checkpoint.seals {
            while let Some(line) = lines.next_if(|line| line.id < seal.id) {
                self.breaks.push(Break::Inserted(line.id));
            }
            match lines.next_if(|line| line.id == seal.id) {
                Some(line) if self.chain.link(before, &line) == seal.code => self.sealed_count += 1,
                Some(line) => self.breaks.push(Break::Changed(line.id)),
                // An earlier checkpoint spoke of it already.
                None if seal.id <= self.at.id => {}
                None => self.breaks.push(Break::Removed(seal.id)),
            }
            before = seal.code;
        }
        self.breaks.extend(lines.map(|line| Break::Inserted(line.id)));
        self.at = checkpoint.reached().unwrap_or(self.at);
    }
}

#[cfg(test)]
mod tests;
