//! The board's keys, all under one tag, so that a script may take them together.
//!
//! | key | type | lives |
//! |---|---|---|
//! | `gl:{board}:post:<id>` | hash `v, ops, box, until, votes` | no TTL; a tombstone 48 h |
//! | `gl:{board}:posts` | sorted set of `<id> <mid>`, score = id; published posts | no TTL |
//! | `gl:{board}:by:<mid>` | sorted set of `<id> <mid>`, score = id; drafts too | no TTL |
//! | `gl:{board}:word:<print>` | sorted set of ids, score = id; published posts | no TTL |
//! | `gl:{board}:author:<mid>` | string (sealed) | until the member leaves |
//! | `gl:{board}:voter:<print>` | hash, field = id of a post voted for, and `ops`; then `left` | until the member leaves; the mark 48 h |
//! | `gl:{board}:count` | string, the last post's id | no TTL |
//! | `gl:{board}:made:<mid>:<operation>` | string, the id that the operation was given | ten minutes |

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Key, MemberId, Partition};
use crate::crypto::fingerprint::Fingerprint;

/// A post's identifier: a whole number, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PostId(u64);

impl PostId {
    /// Beyond it neither JSON nor a sorted set keeps whole numbers apart.
    const MAX: u64 = (1 << 53) - 1;

    /// The identifier with this number; none where no post can have it.
    pub const fn new(number: u64) -> Option<Self> {
        if number == 0 || number > Self::MAX { None } else { Some(Self(number)) }
    }

    /// Reads what `Display` wrote: digits, the first no nought.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        text.parse().ok().filter(|_| plain).and_then(Self::new)
    }

    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The record.
    pub fn record(self) -> Key {
        Partition::BOARD.key(format_args!("post:{self}"))
    }
}

impl fmt::Display for PostId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a post's record begins with; its id follows. For the script that reads a page of them.
pub fn posts_at() -> Key {
    Partition::BOARD.key(format_args!("post:"))
}

/// What an author's name lies under; the member's id follows. For the script that reads a page of posts.
pub fn authors() -> Key {
    Partition::BOARD.key(format_args!("author:"))
}

/// The name that a member's posts bear, sealed.
pub fn author(member: MemberId) -> Key {
    Partition::BOARD.key(format_args!("author:{member}"))
}

/// The published posts.
pub fn posts() -> Key {
    Partition::BOARD.key(format_args!("posts"))
}

/// A member's own posts, drafts too.
pub fn own_posts(member: MemberId) -> Key {
    Partition::BOARD.key(format_args!("by:{member}"))
}

/// The published posts that a word stands in.
pub fn word(print: Fingerprint) -> Key {
    Partition::BOARD.key(format_args!("word:{print}"))
}

/// What one member voted for.
pub fn voter(print: Fingerprint) -> Key {
    Partition::BOARD.key(format_args!("voter:{print}"))
}

/// The counter that posts have their ids from.
pub fn post_count() -> Key {
    Partition::BOARD.key(format_args!("count"))
}

/// The id that one operation of a member was given for its post.
pub fn made_posts(member: MemberId, operation: &str) -> Key {
    Partition::BOARD.key(format_args!("made:{member}:{operation}"))
}
