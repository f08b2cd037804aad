//! Notices in Redis: one box each, written with the job of its letter in one commit.

use std::{sync::Arc, time::Duration};

use fred::interfaces::{HashesInterface, KeysInterface};
use fred::types::{Expiration, SetOptions};

use super::{About, FORMAT, Notice, ResetOf};
use crate::{
    clock::{Clock, Timing, later},
    commit::{Commit, Ending, OperationId, Outcome, RecordWrite, Write},
    crypto::sealed_box::{KeyRing, Place},
    error::Error,
    job::{Envelope, Held, Job},
    keyspace::{Key, MemberId, NoticeId, Rid},
    member::store::{FoundMember, Members},
    platform::Platform,
    redis::{self, Redis},
};

const PURPOSE: &str = "notice";
/// Changes of a password are remembered so many times as long as a link lives.
const REMEMBERED: u32 = 48;

/// What every version can read of a notice.
#[derive(serde::Deserialize)]
struct Form {
    format: u8,
}

/// How a write ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is there.
    Yes,
    /// It was there already, or was changed meanwhile: nothing was written.
    Not,
    /// The job that wanted it is another worker's by now.
    Lost,
}

/// Notices in this Redis, sealed under this ring.
#[derive(Clone)]
pub struct Notices {
    redis: Redis,
    ring: Arc<KeyRing>,
    members: Members,
    clock: Clock,
    timing: Timing,
}

impl Notices {
    /// A store.
    pub fn new(redis: Redis, ring: Arc<KeyRing>, clock: Clock, timing: Timing) -> Self {
        let members = Members::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone());
        Self { redis, ring, members, clock, timing }
    }

    /// Loads a notice and its version; none where it has ended.
    ///
    /// # Errors
    /// When Redis is away, or the box does not open.
    pub async fn load(&self, id: NoticeId) -> Result<Option<(Notice, u64)>, Error> {
        let key = id.record();
        let fields = ["v", "box"].map(ToOwned::to_owned).to_vec();
        let (version, sealed): (Option<u64>, Option<Vec<u8>>) =
            self.redis.client().hmget(key.as_str(), fields).await.map_err(|error| redis::fault(&error))?;
        let (Some(version), Some(sealed)) = (version, sealed) else { return Ok(None) };
        let content = self.ring.open(Place { key: key.as_str(), purpose: PURPOSE, version }, &sealed)?;
        // What a newer version of us says may not even be readable to this one.
        let Form { format } = serde_json::from_slice(&content).map_err(|_| Error::Corrupt("notice"))?;
        if format > FORMAT {
            return Err(Error::Corrupt("notice of a newer version"));
        }
        let notice: Notice = serde_json::from_slice(&content).map_err(|_| Error::Corrupt("notice"))?;
        if notice.expires_at <= self.clock.now() {
            return Ok(None);
        }
        Ok(Some((if self.is_outrun(&notice).await? { notice.used() } else { notice }, version)))
    }

    /// Whether the password was changed since the link was made, or the member has left or has another address.
    async fn is_outrun(&self, notice: &Notice) -> Result<bool, Error> {
        match notice.about {
            About::SetPassword { key, changes, is_used: false, of: ResetOf::Account } => Ok(self.changes(key).await? != changes),
            About::SetPassword { key, changes, is_used: false, of: ResetOf::Member } => {
                Ok(match self.members.load(MemberId::from(key)).await? {
                    FoundMember::Member(member, _) => member.password_serial != changes || !member.has_address(notice.contact.print),
                    FoundMember::Left { .. } | FoundMember::Nothing => true,
                })
            }
            _ => Ok(false),
        }
    }

    /// How many changes of an account's password are known, for a link that is about to be made: they are remembered longer than
    /// it lives.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn changes_for_link(&self, key: Rid) -> Result<u64, Error> {
        let counter = key.passwords();
        let kept: Result<bool, _> = self.redis.client().pexpire(counter.as_str(), self.remembered(), None).await;
        kept.map_err(|error| redis::fault(&error))?;
        self.changes(key).await
    }

    /// Ends every link to a new password of an account that is out: it has one.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn end_links(&self, key: Rid) -> Result<(), Error> {
        let counter = key.passwords();
        let client = self.redis.client();
        let added: Result<i64, _> = client.incr(counter.as_str()).await;
        added.map_err(|error| redis::fault(&error))?;
        let kept: Result<bool, _> = client.pexpire(counter.as_str(), self.remembered(), None).await;
        kept.map(drop).map_err(|error| redis::fault(&error).into())
    }

    /// Whether the press or copy that `news` tells of may set the password of this rid's account on a platform now: of two at once
    /// one waits, and finds itself at its end.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn may_press(&self, key: Rid, platform: Platform, news: NoticeId) -> Result<bool, Error> {
        let (now, lives) = (self.clock.now(), self.timing.request_ttl + self.timing.instance_timeout);
        let (pressed, mine) = (key.pressed(platform), format!("{} {}", news.rid(), later(now, lives).as_millisecond()));
        if self.put_press(&pressed, &mine, lives, Some(SetOptions::NX)).await? {
            return Ok(true);
        }
        let holder: Option<String> = self.redis.client().get(pressed.as_str()).await.map_err(|error| redis::fault(&error))?;
        let holder = holder.unwrap_or_default();
        let (notice, until) = holder.split_once(' ').unwrap_or_default();
        if notice == news.rid().to_string() {
            return Ok(true);
        }
        // Redis' clock and ours may differ, and what nobody waits for any more came to nothing.
        if until.parse().is_ok_and(|until: i64| until > now.as_millisecond()) {
            return Ok(false);
        }
        self.put_press(&pressed, &mine, lives, None).await
    }

    async fn put_press(&self, pressed: &Key, mine: &str, lives: Duration, only: Option<SetOptions>) -> Result<bool, Error> {
        let until = Expiration::PX(i64::try_from(lives.as_millis()).unwrap_or(i64::MAX));
        let set: Result<Option<String>, _> = self.redis.client().set(pressed.as_str(), mine, Some(until), only, false).await;
        Ok(set.map_err(|error| redis::fault(&error))?.is_some())
    }

    /// The press came to its end; the next may.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn end_press(&self, key: Rid, platform: Platform) -> Result<(), Error> {
        let ended: Result<i64, _> = self.redis.client().del(key.pressed(platform).as_str()).await;
        ended.map(drop).map_err(|error| redis::fault(&error).into())
    }

    async fn changes(&self, key: Rid) -> Result<u64, Error> {
        let counted: Option<u64> = self.redis.client().get(key.passwords().as_str()).await.map_err(|error| redis::fault(&error))?;
        Ok(counted.unwrap_or(0))
    }

    fn remembered(&self) -> i64 {
        i64::try_from(self.timing.reset_ttl.saturating_mul(REMEMBERED).as_millis()).unwrap_or(i64::MAX)
    }

    /// Writes a new notice and the job of its letter, for the job that is held.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn make(&self, notice: &Notice, held: &Held) -> Result<Written, Error> {
        self.write(vec![(notice, 0)], Some(notice), Some(held)).await
    }

    /// Writes a new notice whose letter nobody may be sent, for the job that is held.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn make_silently(&self, notice: &Notice, held: &Held) -> Result<Written, Error> {
        self.write(vec![(notice, 0)], None, Some(held)).await
    }

    /// Writes a new notice and the job of its letter, which nobody's job but a person wanted.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn post(&self, notice: &Notice) -> Result<Written, Error> {
        self.write(vec![(notice, 0)], Some(notice), None).await
    }

    /// Ends the link of a notice, and writes the notice that says what became of it, where there is one.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn use_up(&self, used: &Notice, version: u64, news: Option<&Notice>, held: Option<&Held>) -> Result<Written, Error> {
        let records = std::iter::once((used, version)).chain(news.map(|news| (news, 0))).collect();
        self.write(records, news, held).await
    }

    async fn write(&self, records: Vec<(&Notice, u64)>, letter: Option<&Notice>, held: Option<&Held>) -> Result<Written, Error> {
        let Some((first, _)) = records.first() else { return Ok(Written::Not) };
        let commit = Commit {
            partition: first.id.partition(),
            operation: OperationId::random(),
            records: records.iter().map(|(notice, expected)| self.write_of(notice, *expected)).collect(),
            indexes: vec![],
            jobs: letter.map(|notice| (Envelope::new(Job::Notice { notice: notice.id }), None)).into_iter().collect(),
            audit: None,
            held: held.map(|held| (held, Ending::Keep)),
        };
        Ok(match commit.write(&self.redis, &self.timing, self.clock.now(), self.patience()).await? {
            Outcome::Written(_) | Outcome::Repeated(_) => Written::Yes,
            Outcome::Clash => Written::Not,
            Outcome::Lost => Written::Lost,
        })
    }

    const fn patience(&self) -> Duration {
        self.timing.redis_deadline
    }

    /// A notice as a commit of several records takes it, upon the version it was decided on (0 = a new one).
    pub fn write_of(&self, notice: &Notice, expected: u64) -> RecordWrite {
        let key = notice.id.record();
        // Strings, numbers and enums: nothing in it can fail to be JSON.
        let content = zeroize::Zeroizing::new(serde_json::to_vec(notice).unwrap_or_default());
        let sealed = self.ring.seal(Place { key: key.as_str(), purpose: PURPOSE, version: expected + 1 }, &content);
        RecordWrite { key, expected, write: Write::Box(sealed, Some(notice.expires_at)) }
    }
}
