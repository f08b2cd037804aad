//! Keeps what members sign in with, and clears up behind those that yield or leave.
//!
//! As with other claims, jobs come late and overtake each other: each asks the member, and before there is one the registration
//! that will make it, what they want by now, and asks again once that is done. A member keeps for ever what a registration
//! holds until its deadline. Of two members with one address the one that proved it has it.

use std::mem::replace;

use shared::claim::MemberClaim;
use shared::clock::Timestamp;
use shared::commit::{Commit, Ending, OperationId};
use shared::crypto::fingerprint::Fingerprint;
use shared::error::Error;
use shared::job::{Envelope, Held, Job};
use shared::keyspace::MemberId;
use shared::member::change::{MemberRefusal, MemberTransition};
use shared::member::store::{FoundMember, MemberChanged};
use shared::member::{Member, SessionEpoch, session};
use shared::registration::Registration;
use shared::registration::leases::{Lease, wants};
use shared::registration::membership::name_lost;
use shared::registration::store::Found;

use super::claims;
use crate::Worker;
use crate::outcome::Outcome;

/// How often a record that changes its mind meanwhile is followed; each change leaves a job of its own besides.
const ROUNDS_MAX: usize = 4;

/// For how long somebody wants a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// There is a member that signs in with it.
    ForEver,
    /// A registration will make that member.
    Until(Timestamp),
    /// Nobody of that identifier wants it.
    Nothing,
}

/// Keeps a claim, holds it for a while, or gives it back, as is wanted by now.
pub(super) async fn as_wanted(worker: &Worker, held: &Held, claim: MemberClaim, member: MemberId) -> Result<Outcome, Error> {
    let mut wish = wish(worker, claim, member).await?;
    for _ in 0..ROUNDS_MAX {
        match (wish, claim) {
            (Wish::ForEver, _) => {
                if !worker.member_claims.keep(claim, member).await? {
                    return contest(worker, held, claim, member).await;
                }
            }
            (Wish::Until(until), MemberClaim::SignIn(name)) => claims::hold(worker, Lease::SignIn(name), member.rid(), until).await?,
            (Wish::Nothing | Wish::Until(_), _) => worker.member_claims.give_back(claim, member).await.map(drop)?,
        }
        let by_now = self::wish(worker, claim, member).await?;
        if replace(&mut wish, by_now) == by_now {
            break;
        }
    }
    Ok(Outcome::Finish)
}

/// What the member wants, or where there never was one, its registration. Who left wants nothing.
async fn wish(worker: &Worker, claim: MemberClaim, member: MemberId) -> Result<Wish, Error> {
    match worker.members.load(member).await? {
        FoundMember::Member(member, _) => return Ok(if claim.is_of(&member) { Wish::ForEver } else { Wish::Nothing }),
        FoundMember::Left { .. } => return Ok(Wish::Nothing),
        FoundMember::Nothing => {}
    }
    let MemberClaim::SignIn(name) = claim else { return Ok(Wish::Nothing) };
    Ok(match worker.registrations.load(member.rid()).await? {
        Found::Record(record, _) if wants(&record, Lease::SignIn(name)) => Wish::Until(record.expires_at),
        Found::Record(..) | Found::Deleted { .. } | Found::Nothing => Wish::Nothing,
    })
}

/// Another holds what the member wants for ever.
async fn contest(worker: &Worker, held: &Held, claim: MemberClaim, member: MemberId) -> Result<Outcome, Error> {
    let Some(holder) = worker.member_claims.holder(claim).await? else {
        return Ok(Outcome::retry("a claim changed hands meanwhile"));
    };
    match (worker.members.load(holder).await?, claim) {
        (FoundMember::Member(theirs, _), MemberClaim::Address(print)) if claim.is_of(&theirs) => {
            let yields = theirs.proved_at.is_none() && has_proved(worker, member, print).await?;
            if yields {
                end_yielded_later(worker, holder, member, print).await?;
            }
            // Otherwise it stays with whom it came to first, and the member signs in by its name, which brings it the address once
            // that one has left. Without a name it has to ask the operator.
            Ok(Outcome::Finish)
        }
        (FoundMember::Member(theirs, _), MemberClaim::SignIn(name)) if claim.is_of(&theirs) => lost(worker, held, member, name).await,
        (FoundMember::Nothing, MemberClaim::SignIn(name)) => match wish(worker, claim, holder).await? {
            // Somebody may be about to commit what they took it for; if not, it is free soon.
            Wish::Nothing => {
                Ok(Outcome::Retry { why: "another holds the sign-in name for a while", after: Some(worker.timing.claim_taken) })
            }
            Wish::ForEver | Wish::Until(_) => lost(worker, held, member, name).await,
        },
        // Its holder left, has another by now, or holds an address before it is a member: then it asks for itself.
        _ if worker.member_claims.move_from(claim, holder, member).await? => Ok(Outcome::Finish),
        _ => Ok(Outcome::retry("a claim changed hands meanwhile")),
    }
}

/// Its lease ended before the member was there, and another took the name: it falls away, from the posts as well. The member
/// signs in by its address, and by the settled name where that is another one.
async fn lost(worker: &Worker, held: &Held, member: MemberId, name: Fingerprint) -> Result<Outcome, Error> {
    tracing::warn!(%member, "a member's sign-in name is another's");
    let losing = |mine: &Member, _| Ok(mine.lose_name(name));
    if matches!(worker.members.change(member, Some((held, Ending::Keep)), losing).await?, MemberChanged::Lost) {
        return Ok(Outcome::Lost);
    }
    worker.board.take_author_away(member).await?;
    let forgetting = |record: &Registration, _| Ok(name_lost(record, name));
    worker.registrations.change(member.rid(), None, forgetting).await?;
    Ok(Outcome::Finish)
}

async fn has_proved(worker: &Worker, member: MemberId, print: Fingerprint) -> Result<bool, Error> {
    let found = worker.members.load(member).await?;
    Ok(matches!(found, FoundMember::Member(member, _) if member.proved_at.is_some() && member.has_address(print)))
}

/// The one that yields lies in another partition, so a job there ends it. Added twice it does no harm.
async fn end_yielded_later(worker: &Worker, member: MemberId, to: MemberId, print: Fingerprint) -> Result<(), Error> {
    let job = Envelope::new(Job::EndYielded { member, to, print });
    let commit = Commit {
        partition: member.partition(),
        operation: OperationId::random(),
        records: vec![],
        indexes: vec![],
        jobs: vec![(job, None)],
        audit: None,
        held: None,
    };
    commit.write(&worker.redis, &worker.timing, worker.clock.now(), worker.timing.redis_deadline).await.map(drop)
}

/// Ends what opens a member that never proved its address, then hands the address over: whoever finds it by the address
/// afterwards finds its owner. Where that one leaves meanwhile nobody keeps it.
pub(super) async fn end_yielded(
    worker: &Worker,
    held: &Held,
    member: MemberId,
    to: MemberId,
    print: Fingerprint,
) -> Result<Outcome, Error> {
    let claim = MemberClaim::Address(print);
    if !has_proved(worker, to, print).await? {
        // An earlier run may have ended what opens the member, and not have handed the address over.
        return as_wanted(worker, held, claim, member).await;
    }
    let sessions = SessionEpoch::random();
    let yielding = |theirs: &Member, _| {
        if theirs.has_address(print) { theirs.yield_address(sessions) } else { Ok(MemberTransition::same()) }
    };
    match worker.members.change(member, Some((held, Ending::Keep)), yielding).await? {
        MemberChanged::Lost => return Ok(Outcome::Lost),
        MemberChanged::Refused(MemberRefusal::Proved) => return Ok(Outcome::Finish),
        MemberChanged::To(_) | MemberChanged::Gone | MemberChanged::Refused(_) => {}
    }
    session::end_all(&worker.redis, member).await?;
    worker.member_claims.move_from(claim, member, to).await?;
    as_wanted(worker, held, claim, to).await
}

/// Clears up behind a member that left, by what the job carries alone.
pub(super) async fn left(
    worker: &Worker,
    member: MemberId,
    user_id: Option<Fingerprint>,
    address: Option<Fingerprint>,
) -> Result<Outcome, Error> {
    let claims = [user_id.map(MemberClaim::SignIn), address.map(MemberClaim::Address)];
    for claim in claims.into_iter().flatten() {
        worker.member_claims.give_back(claim, member).await?;
    }
    session::end_all(&worker.redis, member).await?;
    worker.board.forget_author(worker.keeper.roots().await?.as_ref(), member).await?;
    Ok(Outcome::Finish)
}
