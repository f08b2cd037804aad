//! Votes: at most one of each member for each post, counted beside the post's box. What a member voted for lies under the member's
//! fingerprint and goes when the member leaves; the count alone says nothing of anybody.

use super::store::Board;
use crate::{
    commit::OperationId,
    error::Error,
    keyspace::{self, Key, MemberId, PostId},
    root::{Print, Roots},
    script,
};

script!(VOTE, "vote.lua");
script!(TAKE_BACK, "take_back.lua");

/// How many votes of a member that leaves are taken back in one step: no script holds Redis up.
const BATCH: i64 = 200;

/// What came of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voted {
    /// It counts.
    Counted,
    /// It counts no more.
    TakenBack,
    /// It counted before.
    Already,
    /// There was none.
    NothingToTakeBack,
    /// There is no such post on the board; a draft is not on it.
    NoSuchPost,
    /// The member has left: nobody would take the vote back.
    Left,
}

impl Board {
    /// Votes for a post, or takes the vote back.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn vote(&self, roots: &Roots, member: MemberId, post: PostId, up: bool, operation: &OperationId) -> Result<Voted, Error> {
        let keys = [voter(roots, member), post.record(), keyspace::posts()];
        let args = vec![post.to_string().into(), i64::from(up).into(), operation.as_str().into()];
        let answer: i64 = self.redis.run_within(&VOTE, &keys, args, self.patience()).await?;
        match answer {
            1 => Ok(Voted::Counted),
            2 => Ok(Voted::TakenBack),
            3 => Ok(Voted::Already),
            4 => Ok(Voted::NothingToTakeBack),
            5 => Ok(Voted::NoSuchPost),
            6 => Ok(Voted::Left),
            _ => Err(Error::Corrupt("answer to a vote")),
        }
    }

    /// Takes back every vote of a member that leaves, and lets no more in. Safe to do twice, and to stop in the middle.
    pub(super) async fn take_votes_back(&self, roots: &Roots, member: MemberId) -> Result<(), Error> {
        let keys = [voter(roots, member)];
        loop {
            let args = vec![BATCH.into(), keyspace::posts_at().as_str().into(), self.mark_of_who_left().into()];
            // Each step takes out what it counts, so this ends.
            let left: i64 = self.redis.run(&TAKE_BACK, &keys, args).await?;
            if left == 0 {
                return Ok(());
            }
        }
    }
}

pub(super) fn voter(roots: &Roots, member: MemberId) -> Key {
    keyspace::voter(roots.print(Print::Voter, member.rid().as_bytes()))
}
