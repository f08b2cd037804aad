//! Registrations in Redis: loading, and changing one by the rules in one commit.
//!
//! A change loads the record and its version, lets a pure function decide, and commits record, jobs,
//! claims' jobs, index and audit entry together. If somebody was faster it loads and decides again, so an
//! already decided record ends the loop by itself. The only place where boxes of registrations are made.

use std::{sync::Arc, time::Duration};

use fred::interfaces::{HashesInterface, KeysInterface, SortedSetsInterface};
use fred::types::Expiration;

use super::{
    FORMAT, Registration, leases,
    membership::{self, Chance},
    status::{Next, Refusal, Transition},
};
use crate::{
    clock::{Clock, Timestamp, Timing},
    commit::{Commit, Ending, IndexMove, OperationId, Outcome, RecordWrite, Write},
    crypto::{
        jitter,
        sealed_box::{KeyRing, Place},
    },
    error::Error,
    job::{Envelope, Held},
    keyspace::{Key, MemberId, Partition, Rid},
    member::{
        SessionEpoch,
        change::NextMember,
        store::{FoundMember, Members},
    },
    redis::{self, Redis},
    telemetry::metrics,
};

const PURPOSE: &str = "registration";
/// How often a change is decided anew before it gives up.
const ROUNDS_MAX: u32 = 16;

/// What lies under a rid.
#[derive(Debug, Clone)]
pub enum Found {
    /// A registration, and its version.
    Record(Box<Registration>, u64),
    /// It was deleted; the tombstone says when.
    Deleted {
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
pub enum Changed {
    /// The record as it is now; `None` when it ended with this change.
    To(Option<Box<Registration>>),
    /// The rules forbid it.
    Refused(Refusal),
    /// There is no such record any more.
    Gone,
    /// The job that wanted it is another worker's by now.
    Lost,
}

/// How a birth ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Born {
    /// It is there.
    Yes,
    /// Something was there under its rid already.
    Exists,
}

/// Registrations in this Redis, sealed under this ring.
#[derive(Clone)]
pub struct Registrations {
    redis: Redis,
    ring: Arc<KeyRing>,
    members: Members,
    clock: Clock,
    timing: Timing,
}

impl Registrations {
    /// A store.
    pub fn new(redis: Redis, ring: Arc<KeyRing>, clock: Clock, timing: Timing) -> Self {
        let members = Members::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone());
        Self { redis, ring, members, clock, timing }
    }

    /// Loads what lies under a rid.
    ///
    /// # Errors
    /// When Redis is away, or the box does not open.
    pub async fn load(&self, rid: Rid) -> Result<Found, Error> {
        let key = rid.record();
        let fields = ["v", "box", "deleted_at"].map(ToOwned::to_owned).to_vec();
        let (version, sealed, deleted_at): (Option<u64>, Option<Vec<u8>>, Option<i64>) =
            self.redis.client().hmget(key.as_str(), fields).await.map_err(|error| redis::fault(&error))?;
        let Some(version) = version else { return Ok(Found::Nothing) };
        if let Some(at) = deleted_at {
            return Ok(Found::Deleted { at: Timestamp::from_millisecond(at).unwrap_or_default() });
        }
        let sealed = sealed.ok_or(Error::Corrupt("registration"))?;
        let content = self.ring.open(Place { key: key.as_str(), purpose: PURPOSE, version }, &sealed)?;
        // What a newer version of us wrote must not be written back by this one, and may not even be readable to it.
        let record = match serde_json::from_slice::<Registration>(&content) {
            Ok(record) if record.format <= FORMAT => record,
            Err(_) if !is_newer(&content) => return Err(Error::Corrupt("registration")),
            Ok(_) | Err(_) => return Err(Error::Corrupt("registration of a newer version")),
        };
        // Redis ends a record by its own clock; ours may be set, and is the one that people were told of.
        if record.expires_at <= self.clock.now() {
            return Ok(Found::Nothing);
        }
        Ok(Found::Record(Box::new(record), version))
    }

    /// Writes a new registration, unless anything ever lay under its rid.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn create(&self, record: &Registration, transition: &Transition, operation: &OperationId) -> Result<Born, Error> {
        let member = self.followed(None, record.rid, transition, operation).await?;
        let commit = self.commit(None, (record.rid, 0), (transition, member), operation, None);
        match commit.write(&self.redis, &self.timing, self.clock.now(), self.patience()).await? {
            Outcome::Written(_) | Outcome::Repeated(_) => {
                metrics::REGISTRATIONS_MADE.count([]);
                Ok(Born::Yes)
            }
            Outcome::Clash | Outcome::Lost => Ok(Born::Exists),
        }
    }

    /// Remembers for so long that a rid was used, though its record may be forgotten before.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn remember_used(&self, rid: Rid, lifetime: Duration) -> Result<(), Error> {
        let lifetime = Expiration::PX(i64::try_from(lifetime.as_millis()).unwrap_or(i64::MAX).max(1));
        let set: Result<(), _> = self.redis.client().set(rid.used().as_str(), "1", Some(lifetime), None, false).await;
        Ok(set.map_err(|error| redis::fault(&error))?)
    }

    /// Whether a rid is remembered as used.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn is_used(&self, rid: Rid) -> Result<bool, Error> {
        let found: i64 = self.redis.client().exists(rid.used().as_str()).await.map_err(|error| redis::fault(&error))?;
        Ok(found == 1)
    }

    /// Changes a registration by the rules. `decide` is pure and may be called again with a newer record.
    ///
    /// # Errors
    /// When Redis is away, refuses, or others changed the record each time.
    pub async fn change(
        &self,
        rid: Rid,
        held: Option<(&Held, Ending)>,
        decide: impl Fn(&Registration, Timestamp) -> Result<Transition, Refusal> + Send,
    ) -> Result<Changed, Error> {
        let operation = OperationId::random();
        for round in 0..ROUNDS_MAX {
            let Found::Record(record, version) = self.load(rid).await? else { return Ok(Changed::Gone) };
            let transition = match decide(&record, self.clock.now()) {
                Ok(transition) => transition,
                Err(refusal) => return Ok(Changed::Refused(refusal)),
            };
            if transition.next == Next::Same && held.is_none() {
                return Ok(Changed::To(Some(record)));
            }
            let member = self.followed(Some(&record), rid, &transition, &operation).await?;
            let commit = self.commit(Some(&record), (rid, version), (&transition, member), &operation, held);
            match commit.write(&self.redis, &self.timing, self.clock.now(), self.patience()).await? {
                Outcome::Written(_) => {
                    if let Some(entry) = &transition.audit {
                        metrics::note(entry.deed);
                    }
                    return Ok(Changed::To(after(&transition, record)));
                }
                // It had been written before, perhaps from an older record than this one: look.
                Outcome::Repeated(_) => {
                    return Ok(match self.load(rid).await? {
                        Found::Record(record, _) => Changed::To(Some(record)),
                        Found::Deleted { .. } | Found::Nothing => Changed::To(None),
                    });
                }
                Outcome::Lost => return Ok(Changed::Lost),
                Outcome::Clash => tokio::time::sleep(Duration::from_millis(jitter(u64::from(round + 1) * 5))).await,
            }
        }
        Err(Error::Contended)
    }

    fn patience(&self) -> Duration {
        self.timing.redis_deadline
    }

    /// What the change means for its member, who lies in the same partition and is written in the same commit.
    async fn followed(
        &self,
        before: Option<&Registration>,
        rid: Rid,
        transition: &Transition,
        operation: &OperationId,
    ) -> Result<Option<Commit<'static>>, Error> {
        let moves = membership::moves(before, &transition.next);
        if moves.is_empty() {
            return Ok(None);
        }
        let id = MemberId::from(rid);
        let (member, expected) = match self.members.load(id).await? {
            FoundMember::Member(member, version) => (Some(member), version),
            FoundMember::Nothing => (None, 0),
            // Who left does not come back this way.
            FoundMember::Left { .. } => return Ok(None),
        };
        let chance = Chance { sessions: SessionEpoch::random(), copies_wait: self.timing.copies_wait, now: self.clock.now() };
        let followed = membership::followed(member.as_deref(), &moves, chance);
        if followed.next == NextMember::Same {
            return Ok(None);
        }
        Ok(Some(self.members.commit(id, expected, &followed, operation, None)))
    }

    fn commit<'a>(
        &self,
        before: Option<&Registration>,
        (rid, expected): (Rid, u64),
        (transition, member): (&Transition, Option<Commit<'static>>),
        operation: &OperationId,
        held: Option<(&'a Held, Ending)>,
    ) -> Commit<'a> {
        let key = rid.record();
        let next = match &transition.next {
            Next::Record(record) => Some(record.as_ref()),
            Next::Same => before,
            Next::Deleted => None,
        };
        let write = match &transition.next {
            Next::Same => Write::Keep,
            Next::Deleted => Write::Delete,
            Next::Record(record) => Write::Box(self.sealed(&key, expected + 1, record), Some(record.expires_at)),
        };
        let index = IndexMove { key: rid.partition().open(), member: rid.to_string(), until: next.map(|record| record.expires_at) };
        let waits = |record: Option<&Registration>| record.filter(|record| record.waits_for_decision()).map(|record| record.expires_at);
        let waiting = (waits(before).is_some() || waits(next).is_some()).then(|| IndexMove {
            key: rid.partition().waiting(),
            member: rid.to_string(),
            until: waits(next),
        });
        let claims = leases::moves(before, next).into_iter().map(|job| (job, None));
        let jobs = transition.jobs.iter().cloned().chain(claims).map(|(job, due)| (Envelope::new(job), due));
        let mut commit = Commit {
            partition: rid.partition(),
            operation: operation.clone(),
            records: vec![RecordWrite { key, expected, write }],
            indexes: std::iter::once(index).chain(waiting).collect(),
            jobs: jobs.collect(),
            audit: transition.audit.as_ref().map(crate::audit::Entry::line),
            held,
        };
        if let Some(member) = member {
            commit.take_in(member);
        }
        commit
    }

    /// Takes the change of a registration, upon the version it was decided on, into a commit of its partition that is another record's:
    /// written with it, or not at all. Where nothing changes the version is looked at all the same.
    pub fn join(&self, commit: &mut Commit<'_>, (record, version): (&Registration, u64), transition: &Transition) {
        let part = self.commit(Some(record), (record.rid, version), (transition, None), &commit.operation, None);
        commit.take_in(part);
    }

    fn sealed(&self, key: &Key, version: u64, record: &Registration) -> Vec<u8> {
        // Strings, numbers and enums: nothing in it can fail to be JSON.
        let content = zeroize::Zeroizing::new(serde_json::to_vec(record).unwrap_or_default());
        self.ring.seal(Place { key: key.as_str(), purpose: PURPOSE, version }, &content)
    }

    /// The rids of a partition's open registrations with their deadlines, soonest first.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn open(&self, partition: Partition) -> Result<Vec<(Rid, Timestamp)>, Error> {
        self.index(&partition.open()).await
    }

    /// The rids of a partition's registrations that wait for the moderators with their deadlines, soonest first.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn waiting(&self, partition: Partition) -> Result<Vec<(Rid, Timestamp)>, Error> {
        self.index(&partition.waiting()).await
    }

    async fn index(&self, key: &Key) -> Result<Vec<(Rid, Timestamp)>, Error> {
        let members: Vec<(String, f64)> =
            self.redis.client().zrange(key.as_str(), 0, -1, None, false, None, true).await.map_err(|error| redis::fault(&error))?;
        #[expect(clippy::cast_possible_truncation, reason = "scores are whole milliseconds far below 2^53")]
        let read = |(rid, until): (String, f64)| Some((Rid::parse(&rid)?, Timestamp::from_millisecond(until as i64).ok()?));
        Ok(members.into_iter().filter_map(read).collect())
    }

    /// Takes members that ended by `now` out of a partition's indexes; says how many.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn forget_ended(&self, partition: Partition, now: Timestamp) -> Result<u64, Error> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age fit a double exactly")]
        let until = now.as_millisecond() as f64;
        let mut forgotten = 0;
        for key in [partition.open(), partition.waiting()] {
            let client = self.redis.client();
            let ended: Result<u64, _> = client.zremrangebyscore(key.as_str(), f64::NEG_INFINITY, until).await;
            forgotten += ended.map_err(|error| redis::fault(&error))?;
        }
        Ok(forgotten)
    }
}

/// Whether a newer version of us wrote this.
fn is_newer(content: &[u8]) -> bool {
    serde_json::from_slice::<Form>(content).is_ok_and(|form| form.format > FORMAT)
}

fn after(transition: &Transition, before: Box<Registration>) -> Option<Box<Registration>> {
    match &transition.next {
        Next::Same => Some(before),
        Next::Record(record) => Some(record.clone()),
        Next::Deleted => None,
    }
}
