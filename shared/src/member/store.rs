//! Members in Redis: loading, and changing one by the rules in one commit.
//!
//! As with registrations, a change loads the member and its version, lets a pure function decide, and commits record, jobs,
//! index and audit entry together. A commit of two records takes its parts from here. The only place where boxes of members
//! are made.

use std::{sync::Arc, time::Duration};

use fred::interfaces::{HashesInterface, SortedSetsInterface};

use super::{
    FORMAT, Member,
    change::{MemberRefusal, MemberTransition, NextMember},
};
use crate::{
    claim::{MemberClaim, MemberClaims},
    clock::{Clock, Timestamp, Timing},
    commit::{Commit, Ending, IndexMove, OperationId, Outcome, RecordWrite, Write},
    crypto::{
        fingerprint::Fingerprint,
        jitter,
        sealed_box::{KeyRing, Place},
    },
    error::Error,
    job::{Envelope, Held},
    keyspace::{MemberId, Partition},
    redis::{self, Redis},
};

const PURPOSE: &str = "member";
/// How often a change is decided anew before it gives up.
const ROUNDS_MAX: u32 = 16;

/// What lies under a member's identifier.
#[derive(Debug, Clone)]
pub enum FoundMember {
    /// A member, and its version.
    Member(Box<Member>, u64),
    /// It left; the tombstone says when.
    Left {
        /// When.
        at: Timestamp,
    },
    /// Nothing.
    Nothing,
}

/// What every version can read of a record.
#[derive(serde::Deserialize)]
struct Form {
    format: u8,
}

/// How a change ended.
#[derive(Debug)]
pub enum MemberChanged {
    /// The member as it is now; `None` when it left with this change.
    To(Option<Box<Member>>),
    /// The rules forbid it.
    Refused(MemberRefusal),
    /// There is no such member (any more).
    Gone,
    /// The job that wanted it is another worker's by now.
    Lost,
}

/// Members in this Redis, sealed under this ring.
#[derive(Clone)]
pub struct Members {
    redis: Redis,
    ring: Arc<KeyRing>,
    clock: Clock,
    timing: Timing,
    claims: MemberClaims,
}

impl Members {
    /// A store.
    pub fn new(redis: Redis, ring: Arc<KeyRing>, clock: Clock, timing: Timing) -> Self {
        let claims = MemberClaims::new(redis.clone());
        Self { redis, ring, clock, timing, claims }
    }

    /// Loads what lies under a member's identifier.
    ///
    /// # Errors
    /// When Redis is away, or the box does not open.
    pub async fn load(&self, id: MemberId) -> Result<FoundMember, Error> {
        let key = id.record();
        let fields = ["v", "box", "deleted_at"].map(ToOwned::to_owned).to_vec();
        let (version, sealed, deleted_at): (Option<u64>, Option<Vec<u8>>, Option<i64>) =
            Box::pin(self.redis.client().hmget(key.as_str(), fields)).await.map_err(|error| redis::fault(&error))?;
        let Some(version) = version else { return Ok(FoundMember::Nothing) };
        if let Some(at) = deleted_at {
            return Ok(FoundMember::Left { at: Timestamp::from_millisecond(at).unwrap_or_default() });
        }
        let sealed = sealed.ok_or(Error::Corrupt("member"))?;
        let content = self.ring.open(Place { key: key.as_str(), purpose: PURPOSE, version }, &sealed)?;
        // What a newer version of us wrote must not be written back by this one, and may not even be readable to it.
        match serde_json::from_slice::<Member>(&content) {
            Ok(member) if member.format <= FORMAT => Ok(FoundMember::Member(Box::new(member), version)),
            Err(_) if !is_newer(&content) => Err(Error::Corrupt("member")),
            Ok(_) | Err(_) => Err(Error::Corrupt("member of a newer version")),
        }
    }

    /// The member that signs in with a name, and its version. The claim leads there, the record has the last word.
    ///
    /// # Errors
    /// When Redis is away, or the box does not open.
    pub async fn find_by_name(&self, print: Fingerprint) -> Result<Option<(Box<Member>, u64)>, Error> {
        self.find(MemberClaim::SignIn(print)).await
    }

    /// The member that signs in with an address, and its version.
    ///
    /// # Errors
    /// When Redis is away, or the box does not open.
    pub async fn find_by_address(&self, print: Fingerprint) -> Result<Option<(Box<Member>, u64)>, Error> {
        self.find(MemberClaim::Address(print)).await
    }

    async fn find(&self, claim: MemberClaim) -> Result<Option<(Box<Member>, u64)>, Error> {
        let Some(holder) = self.claims.holder(claim).await? else { return Ok(None) };
        Ok(match self.load(holder).await? {
            FoundMember::Member(member, version) if claim.is_of(&member) => Some((member, version)),
            FoundMember::Member(..) | FoundMember::Left { .. } | FoundMember::Nothing => None,
        })
    }

    /// Changes a member by the rules. `decide` is pure and may be called again with a newer member.
    ///
    /// # Errors
    /// When Redis is away, refuses, or others changed the record each time.
    pub async fn change(
        &self,
        id: MemberId,
        held: Option<(&Held, Ending)>,
        decide: impl Fn(&Member, Timestamp) -> Result<MemberTransition, MemberRefusal> + Send,
    ) -> Result<MemberChanged, Error> {
        let operation = OperationId::random();
        for round in 0..ROUNDS_MAX {
            let FoundMember::Member(member, version) = self.load(id).await? else { return Ok(MemberChanged::Gone) };
            let transition = match decide(&member, self.clock.now()) {
                Ok(transition) => transition,
                Err(refusal) => return Ok(MemberChanged::Refused(refusal)),
            };
            if transition.next == NextMember::Same && held.is_none() {
                return Ok(MemberChanged::To(Some(member)));
            }
            match self.write(&self.commit(id, version, &transition, &operation, held)).await? {
                Outcome::Written(_) => return Ok(MemberChanged::To(transition.after(Some(&member)).cloned().map(Box::new))),
                // It had been written before, perhaps from an older record than this one: look.
                Outcome::Repeated(_) => {
                    return Ok(match self.load(id).await? {
                        FoundMember::Member(member, _) => MemberChanged::To(Some(member)),
                        FoundMember::Left { .. } | FoundMember::Nothing => MemberChanged::To(None),
                    });
                }
                Outcome::Lost => return Ok(MemberChanged::Lost),
                Outcome::Clash => tokio::time::sleep(Duration::from_millis(jitter(u64::from(round + 1) * 5))).await,
            }
        }
        Err(Error::Contended)
    }

    /// The commit of one change, upon the version it was decided on (0 = a new member). Other records of the partition may
    /// join it.
    pub fn commit<'a>(
        &self,
        id: MemberId,
        expected: u64,
        transition: &MemberTransition,
        operation: &OperationId,
        held: Option<(&'a Held, Ending)>,
    ) -> Commit<'a> {
        let (record, index) = match &transition.next {
            NextMember::Same => (RecordWrite { key: id.record(), expected, write: Write::Keep }, None),
            NextMember::Member(member) => (self.write_of(member, expected), Some(index_of(member))),
            NextMember::Left => {
                let index = IndexMove { key: id.partition().members(), member: id.to_string(), until: None };
                (RecordWrite { key: id.record(), expected, write: Write::Delete }, Some(index))
            }
        };
        Commit {
            partition: id.partition(),
            operation: operation.clone(),
            records: vec![record],
            indexes: index.into_iter().collect(),
            jobs: transition.jobs.iter().cloned().map(|(job, due)| (Envelope::new(job), due)).collect(),
            audit: transition.audit.as_ref().map(crate::audit::Entry::line),
            held,
        }
    }

    /// Writes such a commit, repeating while its outcome is unknown.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn write(&self, commit: &Commit<'_>) -> Result<Outcome, Error> {
        commit.write(&self.redis, &self.timing, self.clock.now(), self.timing.redis_deadline).await
    }

    /// A member as a commit of several records takes it. A new one needs [`index_of`] besides.
    pub fn write_of(&self, member: &Member, expected: u64) -> RecordWrite {
        let key = member.id.record();
        // Strings, numbers and enums: nothing in it can fail to be JSON.
        let content = zeroize::Zeroizing::new(serde_json::to_vec(member).unwrap_or_default());
        let sealed = self.ring.seal(Place { key: key.as_str(), purpose: PURPOSE, version: expected + 1 }, &content);
        RecordWrite { key, expected, write: Write::Box(sealed, None) }
    }

    /// A partition's members with the time they were made, the oldest first.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn ids(&self, partition: Partition) -> Result<Vec<(MemberId, Timestamp)>, Error> {
        let key = partition.members();
        let members: Vec<(String, f64)> =
            self.redis.client().zrange(key.as_str(), 0, -1, None, false, None, true).await.map_err(|error| redis::fault(&error))?;
        #[expect(clippy::cast_possible_truncation, reason = "scores are whole milliseconds far below 2^53")]
        let read = |(id, made): (String, f64)| Some((MemberId::parse(&id)?, Timestamp::from_millisecond(made as i64).ok()?));
        Ok(members.into_iter().filter_map(read).collect())
    }
}

/// Whether a newer version of us wrote this.
fn is_newer(content: &[u8]) -> bool {
    serde_json::from_slice::<Form>(content).is_ok_and(|form| form.format > FORMAT)
}

/// The index move that lists a member.
pub fn index_of(member: &Member) -> IndexMove {
    IndexMove { key: member.id.partition().members(), member: member.id.to_string(), until: Some(member.created_at) }
}
