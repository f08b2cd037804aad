//! Every Redis key: its name, type, partition and lifetime. No key literal stands anywhere else.
//!
//! | key | type | lives |
//! |---|---|---|
//! | `gl:{pp}:reg:<rid>` | hash `v, ops, box, until` | the registration's deadline; a tombstone 48 h |
//! | `gl:{pp}:member:<mid>` | hash `v, ops, box, until` | no TTL; a tombstone 48 h |
//! | `gl:{pp}:members` | sorted set of mids, score = made (ms) | no TTL |
//! | `gl:{pp}:family:<mid>:<fid>` | hash `step, at, past, box`, or `reused` | `REFRESH_TOKEN_EXPIRE_DAYS` from its last use |
//! | `gl:{pp}:families:<mid>` | sorted set of families, score = deadline (ms) | the last family's deadline |
//! | `gl:{pp}:notice:<id>` | hash `v, ops, box, until` | the notice's deadline |
//! | `gl:{pp}:passwords:<rid>` | string, a counter | a day after the last link to a new password |
//! | `gl:{pp}:pressed:<platform>:<rid>` | string, the notice that will tell | two minutes, while an account's password is set |
//! | `gl:{pp}:used:<rid>` | string, a mark | 48 h, where records live less than a day |
//! | `gl:{pp}:jobs:<lane>` | stream | entries until acknowledged |
//! | `gl:{pp}:later` | sorted set, score = due (ms) | entries until due |
//! | `gl:{pp}:dead` | hash, field = job id | until retried or dropped, 30 d at most |
//! | `gl:{pp}:audit`, `gl:{pp}:checkpoints` | stream | trimmed by `AUDIT_TTL` |
//! | `gl:{pp}:forgotten` | string, how far `audit` was trimmed | no TTL |
//! | `gl:{pp}:open`, `gl:{pp}:waiting` | sorted set of rids, score = deadline (ms) | swept by the janitor |
//! | `gl:{pp}:claim:<kind>:<print>` | string, value = owner | its own TTL; a member's has none |
//! | `gl:{pp}:seats:<print>` | sorted set of rids, score = deadline (ms) | the last seat's deadline |
//! | `gl:{pp}:rest:<print>` | string | 30 d |
//! | `gl:{pp}:moderator:<print>` | string, the epoch of that moderator's links | no TTL |
//! | `gl:{pp}:request:<id>`, `gl:{pp}:answer:<id>` | string (sealed) | 60 s |
//! | `gl:{board}:…`: jobs, audit and the like as in any partition, and those in `keyspace/board.rs` | | |
//! | `gl:{house}:root:<name>` | string (sealed) | no TTL |
//! | `gl:{house}:health`, `gl:{house}:pause:<platform>` | hash, string | 30 s, a minute |
//! | `gl:{house}:pace` | sorted set of how long decisions took, score = the day | 90 d |
//! | `gl:{limits}:<limit>:<print>:<window>` | string, a counter | its window |
//! | `gl:{limits}:<limit>:passed:<print>` | string, a mark | a minute |
//!
//! Names hold no user text: people appear as fingerprints only (T22). A partition's tag has its slot
//! in [1024·i, 1024·(i+1)), so for 1 to 16 masters with contiguous ranges no two differ by more than
//! one partition. The number of partitions never changes: a rid's first four bits name its own. The board
//! is a partition by itself, the seventeenth: no rid names it, and its tag has whatever slot it has.

mod board;
mod member;
mod notice;

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use board::{PostId, author, authors, made_posts, own_posts, post_count, posts, posts_at, voter, word};
pub use member::{MemberId, address_claim, sign_in_claim};
pub use notice::NoticeId;

use crate::{crypto::fingerprint::Fingerprint, job::Lane, platform::Platform};

/// The hash tags of the partitions, each that a rid names with its slot near the middle of its sixteenth (asserted below); last
/// the board's.
const TAGS: [&str; 17] = [
    "p0pw", "p1qw", "p2rw", "p3sw", "p4tw", "p5uw", "p6vw", "p7ww", "p8hs", "p9is", "paoc", "pbul", "pcle", "pdsl", "pekc", "pfql", "board",
];

/// The channel on which a partition's new jobs are announced: `<partition> <lane>`.
pub const WAKE: &str = "gl:wake";
/// The channel on which an answer is announced: its key.
pub const ANSWERED: &str = "gl:answered";
/// The channel on which a changed record is announced: `<key> <version>`, nothing else.
pub const CHANGED: &str = "gl:changed";
/// What all keys and channels begin with, as the rules of a user of Redis write it.
pub const OURS: &str = "gl:*";
/// The consumer group of every job stream.
pub const WORKERS: &str = "workers";

/// One of the parts of the keyspace that a script may touch alone: sixteen that rids name, and the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Partition(u8);

impl Partition {
    /// Where the board lies.
    pub const BOARD: Self = Self(16);

    /// All seventeen: wherever there may be jobs and audit entries.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::of_rids().chain([Self::BOARD])
    }

    /// The sixteen that rids name: wherever there may be registrations and members.
    pub fn of_rids() -> impl Iterator<Item = Self> {
        (0..16).map(Self)
    }

    /// The partition named by the first four bits of an identifier.
    const fn of(bytes: &[u8; 16]) -> Self {
        let [first, ..] = bytes;
        Self(*first >> 4)
    }

    /// Its number, 0 to 16.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Reads a number as written by `Display`.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number| *number <= Self::BOARD.0).map(Self)
    }

    fn tag(self) -> &'static str {
        TAGS.get(usize::from(self.0)).copied().unwrap_or("p0pw")
    }

    fn key(self, rest: fmt::Arguments<'_>) -> Key {
        Key(format!("gl:{{{}}}:{rest}", self.tag()))
    }

    /// The stream of jobs of one lane.
    pub fn jobs(self, lane: Lane) -> Key {
        self.key(format_args!("jobs:{lane}"))
    }

    /// The streams of all lanes, in the order of `Lane::ALL`.
    pub fn lanes(self) -> Vec<Key> {
        Lane::ALL.into_iter().map(|lane| self.jobs(lane)).collect()
    }

    /// The jobs that are not due yet.
    pub fn later(self) -> Key {
        self.key(format_args!("later"))
    }

    /// The dead letters.
    pub fn dead(self) -> Key {
        self.key(format_args!("dead"))
    }

    /// Who decided what.
    pub fn audit(self) -> Key {
        self.key(format_args!("audit"))
    }

    /// The checkpoints of the audit chain.
    pub fn checkpoints(self) -> Key {
        self.key(format_args!("checkpoints"))
    }

    /// How far audit entries were forgotten because their time was over.
    pub fn forgotten(self) -> Key {
        self.key(format_args!("forgotten"))
    }

    /// The registrations that have not ended, by deadline.
    pub fn open(self) -> Key {
        self.key(format_args!("open"))
    }

    /// The members, by when they were made.
    pub fn members(self) -> Key {
        self.key(format_args!("members"))
    }

    /// The registrations that wait for the moderators, by deadline.
    pub fn waiting(self) -> Key {
        self.key(format_args!("waiting"))
    }

    /// A question to a platform, sealed.
    pub fn request(self, id: &str) -> Key {
        self.key(format_args!("request:{id}"))
    }

    /// The answer to it, sealed.
    pub fn answer(self, id: &str) -> Key {
        self.key(format_args!("answer:{id}"))
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A registration's identifier: 128 random bits, no secret, written as 22 characters of base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rid([u8; 16]);

impl Rid {
    /// The rid that no registration has.
    pub const NONE: Self = Self([0; 16]);

    /// The rid with these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// A fresh one.
    pub fn random() -> Self {
        Self(crate::crypto::random())
    }

    /// Reads what `Display` wrote; nothing else is a rid.
    pub fn parse(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The partition that everything of this registration lies in.
    pub const fn partition(&self) -> Partition {
        Partition::of(&self.0)
    }

    /// The record.
    pub fn record(&self) -> Key {
        self.partition().key(format_args!("reg:{self}"))
    }

    /// How often the password of the account that bears this rid as its mark was changed lately.
    pub fn passwords(&self) -> Key {
        self.partition().key(format_args!("passwords:{self}"))
    }

    /// The mark of the one who sets the password of this rid's account on a platform.
    pub fn pressed(&self, platform: Platform) -> Key {
        self.partition().key(format_args!("pressed:{platform}:{self}"))
    }

    /// The mark that says that the rid was used, where the record may be forgotten before its day is over.
    pub fn used(&self) -> Key {
        self.partition().key(format_args!("used:{self}"))
    }
}

impl fmt::Display for Rid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for Rid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rid({self})")
    }
}

impl Serialize for Rid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a rid"))
    }
}

/// A full key name. Only this module makes one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The name as Redis sees it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part between braces, which decides the slot.
    pub fn tag(&self) -> &str {
        self.0.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(tag, _)| tag)
    }
}

/// The claim of a name on a platform, for one owner at a time.
pub fn name_claim(platform: Platform, print: Fingerprint) -> Key {
    Partition::of(print.as_bytes()).key(format_args!("claim:{platform}:{print}"))
}

/// The open registrations of one address.
pub fn seats(print: Fingerprint) -> Key {
    Partition::of(print.as_bytes()).key(format_args!("seats:{print}"))
}

/// The mark of an address whose owner said "this was not me".
pub fn rest(print: Fingerprint) -> Key {
    Partition::of(print.as_bytes()).key(format_args!("rest:{print}"))
}

/// The epoch of one moderator's links.
pub fn moderator(print: Fingerprint) -> Key {
    Partition::of(print.as_bytes()).key(format_args!("moderator:{print}"))
}

/// A root secret, sealed.
pub fn root(name: &str) -> Key {
    Key(format!("gl:{{house}}:root:{name}"))
}

/// What is away, as the workers see it.
pub fn health() -> Key {
    Key("gl:{house}:health".to_owned())
}

/// The mark that a platform is paused for a fault of configuration.
pub fn pause(platform: Platform) -> Key {
    Key(format!("gl:{{house}}:pause:{platform}"))
}

/// How long the last decisions took.
pub fn pace() -> Key {
    Key("gl:{house}:pace".to_owned())
}

/// The mark of an operation that has passed its limits, under the first of them.
pub fn passed(name: &str, operation: Fingerprint) -> Key {
    Key(format!("gl:{{limits}}:{name}:passed:{operation}"))
}

/// The counters of one limit for one subject; the script puts the window's number behind. All share a tag.
pub fn limit(name: &str, print: Fingerprint) -> Key {
    Key(format!("gl:{{limits}}:{name}:{print}"))
}

/// Whether a script may take these keys together: Cluster refuses two slots, so a single Redis does too.
pub fn same_tag<'a>(keys: impl IntoIterator<Item = &'a Key>) -> bool {
    let mut tags = keys.into_iter().map(Key::tag);
    tags.next().is_none_or(|first| tags.all(|tag| tag == first))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    /// CRC16 (XMODEM) modulo 16384, as the Redis Cluster specification defines a slot.
    fn slot(tag: &str) -> u16 {
        let crc = tag.bytes().fold(0_u16, |crc, byte| {
            (0..8).fold(crc ^ (u16::from(byte) << 8), |crc, _| if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 })
        });
        crc % 16384
    }

    #[test]
    fn each_partition_lies_in_its_sixteenth_of_the_slots() {
        for partition in Partition::of_rids() {
            let slot = slot(partition.tag());
            assert_eq!(slot / 1024, u16::from(partition.number()), "{} has slot {slot}", partition.tag());
        }
    }

    #[test]
    fn one_to_sixteen_masters_differ_by_at_most_one_partition() {
        for masters in 1..=16_u32 {
            let mut load = vec![0; masters as usize];
            for partition in Partition::of_rids() {
                let owner = u32::from(slot(partition.tag())) * masters / 16384;
                *load.get_mut(owner as usize).unwrap() += 1;
            }
            assert!(load.iter().max().unwrap() - load.iter().min().unwrap() <= 1, "{masters}: {load:?}");
        }
    }

    #[test]
    fn a_rid_reads_back_and_nothing_else_does() {
        let rid = Rid::random();
        assert_eq!(Rid::parse(&rid.to_string()), Some(rid));
        for wrong in ["", "abc", "AAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAA.A", "AAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(Rid::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_board_is_a_partition_that_no_rid_names() {
        assert_eq!(Partition::all().count(), 17);
        assert_eq!(Partition::all().map(Partition::tag).collect::<std::collections::BTreeSet<_>>().len(), 17);
        for partition in Partition::all() {
            assert_eq!(Partition::parse(&partition.to_string()), Some(partition));
        }
        assert_eq!(Partition::parse("17"), None);
        assert!((0..=255).all(|first| Rid::from_bytes([first; 16]).partition() != Partition::BOARD));
        assert_eq!(Partition::BOARD.audit().tag(), "board");
    }

    #[test]
    fn keys_of_two_partitions_are_never_taken_together() {
        let (a, b) = (Rid::from_bytes([0; 16]), Rid::from_bytes([255; 16]));
        assert!(same_tag([&a.record(), &a.partition().audit()]));
        assert!(!same_tag([&a.record(), &b.record()]));
    }
}
