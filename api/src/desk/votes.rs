//! Votes on posts: one of each member for each post, to be taken back.

use std::collections::BTreeSet;

use shared::board::Voted;
use shared::board::post::Refusal;
use shared::commit::OperationId;
use shared::keyspace::PostId;
use shared::settings::LimitName;

use super::{Refused, posts};
use crate::credentials::bearer::SignedIn;
use crate::gate::Gate;

/// Votes for a post, or takes the vote back.
///
/// # Errors
/// `Post` for one that is not on the board, `AlreadyVoted`, `NoVote`, `Limited`, `NotSignedIn` where the member left meanwhile,
/// `Failed`.
pub async fn vote(gate: &Gate, signed_in: &SignedIn, id: PostId, up: bool) -> Result<(), Refused> {
    let (roots, member) = (gate.roots().await?, signed_in.id());
    posts::count(gate, &roots, LimitName::VotesMember, member, None).await?;
    match gate.board.vote(&roots, member, id, up, &OperationId::random()).await? {
        Voted::Counted | Voted::TakenBack => Ok(()),
        Voted::Already => Err(Refused::AlreadyVoted),
        Voted::NothingToTakeBack => Err(Refused::NoVote),
        Voted::NoSuchPost => Err(Refused::Post(Refusal::NoSuchPost)),
        Voted::Left => Err(Refused::NotSignedIn),
    }
}

/// Which of these posts the member votes for now.
///
/// # Errors
/// `Failed`.
pub async fn mine(gate: &Gate, signed_in: &SignedIn, posts: &[PostId]) -> Result<BTreeSet<PostId>, Refused> {
    Ok(gate.board.voted(&*gate.roots().await?, signed_in.id(), posts).await?)
}
