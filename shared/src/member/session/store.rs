//! Families in Redis: begun, rotated, ended.
//!
//! Each act is one script, and asking again what one did not hear the answer of does no harm. Times are by our clock; Redis
//! forgets a family by its own. Nothing here knows whether a token was believed: ask that first.

use std::{sync::Arc, time::Duration};

use fred::interfaces::{HashesInterface, KeysInterface, SortedSetsInterface};
use serde::{Deserialize, Serialize};

use super::{ClaimedRefresh, FamilyId, refresh_token};
use crate::{
    clock::{Clock, Timestamp, Timing, earlier, later},
    crypto::{
        sealed_box::{KeyRing, Place},
        secret::Secret,
    },
    error::{Error, RedisFault},
    keyspace::MemberId,
    member::SessionEpoch,
    redis::{self, Arg, Redis},
    root::Roots,
    script,
};

script!(FAMILY, "family.lua");
script!(ROTATE, "rotate.lua");

const PURPOSE: &str = "session";
/// How many families a member has at most; one more ends the one that was not used for longest.
const FAMILIES_MAX: i64 = 100;
/// How many steps that were used within the grace are remembered.
const PAST_MAX: i64 = 100;
/// How much later the deadline must become for a visit to be written down.
const TOUCHED: Duration = Duration::from_hours(24);

/// What a refresh token is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation {
    /// The next token.
    Next(Secret),
    /// The same successor again: it is unused, and this token was rotated a moment ago.
    Same(Secret),
    /// Nothing, and nothing happened.
    Refused,
    /// Somebody used it long ago: the family has ended, and its owner should hear. Answered until [`Families::end`] is told that
    /// they will.
    Reused,
    /// There is no such family any more.
    Gone,
}

/// A family as its member may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub family: FamilyId,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was last prolonged: by a rotation, or by the first visit of a day.
    pub seen_at: Timestamp,
    /// What it was begun with, in a few words.
    pub device: Option<String>,
    /// When it ends if nobody uses it.
    pub until: Timestamp,
}

/// What rests of a family beside its steps.
#[derive(Serialize, Deserialize)]
struct Begun {
    made_at: Timestamp,
    device: Option<String>,
}

/// The families in this Redis.
#[derive(Clone)]
pub struct Families {
    redis: Redis,
    ring: Arc<KeyRing>,
    clock: Clock,
    timing: Timing,
    lives: Duration,
}

impl Families {
    /// Families that live for `refresh_ttl` after their last use.
    pub fn new(redis: Redis, ring: Arc<KeyRing>, clock: Clock, timing: Timing, refresh_ttl: Duration) -> Self {
        Self { redis, ring, clock, timing, lives: refresh_ttl }
    }

    /// Begins a family; answers its first refresh token.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn begin(
        &self,
        roots: &Roots,
        member: MemberId,
        epoch: SessionEpoch,
        device: Option<String>,
    ) -> Result<(FamilyId, Secret), Error> {
        let family = FamilyId::random();
        let begun = Begun { made_at: self.clock.now(), device };
        // Strings and numbers: nothing in it can fail to be JSON.
        let content = zeroize::Zeroizing::new(serde_json::to_vec(&begun).unwrap_or_default());
        let key = member.family(&family.to_string());
        let sealed = self.ring.seal(Place { key: key.as_str(), purpose: PURPOSE, version: 0 }, &content);
        let count = self.act("begin", member, family, &sealed).await?;
        if count > FAMILIES_MAX {
            self.end_oldest(member, count - FAMILIES_MAX).await?;
        }
        Ok((family, refresh_token(roots, member, family, 0, epoch)))
    }

    /// Goes on from a step whose token was believed.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn rotate(&self, roots: &Roots, claimed: &ClaimedRefresh, epoch: SessionEpoch) -> Result<Rotation, Error> {
        let ClaimedRefresh { member, family, step, .. } = *claimed;
        let now = self.clock.now();
        let name = family.to_string();
        let args: Vec<Arg> = vec![
            name.as_str().into(),
            i64::from(step).into(),
            now.as_millisecond().into(),
            milliseconds(self.timing.refresh_grace).into(),
            later(now, self.lives).as_millisecond().into(),
            milliseconds(self.lives).into(),
            PAST_MAX.into(),
        ];
        let keys = [member.family(&name), member.families()];
        let answer: Vec<i64> = self.redis.run_within(&ROTATE, &keys, args, self.timing.redis_deadline).await?;
        let token = |step: &i64| u32::try_from(*step).ok().map(|step| refresh_token(roots, member, family, step, epoch));
        match (answer.first(), answer.get(1).and_then(token)) {
            (Some(0), Some(token)) => Ok(Rotation::Next(token)),
            (Some(1), Some(token)) => Ok(Rotation::Same(token)),
            (Some(2), _) => Ok(Rotation::Refused),
            (Some(3), _) => Ok(Rotation::Reused),
            (Some(4), _) => Ok(Rotation::Gone),
            _ => Err(RedisFault::Shape.into()),
        }
    }

    /// Whether a family lives.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn is_alive(&self, member: MemberId, family: FamilyId) -> Result<bool, Error> {
        Ok(self.act("look", member, family, &[]).await? == 1)
    }

    /// Whether a family lives; a visit prolongs it, at most once a day.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn touch(&self, member: MemberId, family: FamilyId) -> Result<bool, Error> {
        Ok(self.act("touch", member, family, &[]).await? == 1)
    }

    /// Ends a family; whether it lived until now.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn end(&self, member: MemberId, family: FamilyId) -> Result<bool, Error> {
        Ok(self.act("end", member, family, &[]).await? == 1)
    }

    /// Takes all families of a member away, as [`end_all`].
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn end_all(&self, member: MemberId) -> Result<(), Error> {
        end_all(&self.redis, member).await
    }

    async fn act(&self, act: &str, member: MemberId, family: FamilyId, sealed: &[u8]) -> Result<i64, Error> {
        let (now, name) = (self.clock.now(), family.to_string());
        let args: Vec<Arg> = vec![
            act.into(),
            name.as_str().into(),
            now.as_millisecond().into(),
            later(now, self.lives).as_millisecond().into(),
            milliseconds(self.lives).into(),
            sealed.into(),
            milliseconds(TOUCHED).into(),
        ];
        Ok(self.redis.run_within(&FAMILY, &[member.family(&name), member.families()], args, self.timing.redis_deadline).await?)
    }

    async fn end_oldest(&self, member: MemberId, count: i64) -> Result<(), Error> {
        let oldest: Result<Vec<String>, _> =
            self.redis.client().zrange(member.families().as_str(), 0, count - 1, None, false, None, false).await;
        for family in oldest.map_err(|error| redis::fault(&error))?.iter().filter_map(|name| FamilyId::parse(name)) {
            self.end(member, family).await?;
        }
        Ok(())
    }

    /// A member's families, the one used last first.
    ///
    /// # Errors
    /// When Redis is away, or a box does not open.
    pub async fn list(&self, member: MemberId) -> Result<Vec<Session>, Error> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age fit a double exactly")]
        let now = self.clock.now().as_millisecond() as f64;
        let (families, beyond) = (member.families(), format!("({now}"));
        let named: Result<Vec<(String, f64)>, _> =
            self.redis.client().zrevrangebyscore(families.as_str(), f64::INFINITY, beyond, true, None).await;
        let named = named.map_err(|error| redis::fault(&error))?;
        let sessions = named.into_iter().filter_map(|(name, until)| Some((FamilyId::parse(&name)?, until)));
        let looks = sessions.map(|(family, until)| self.session(member, family, until));
        Ok(futures_util::future::try_join_all(looks).await?.into_iter().flatten().collect())
    }

    async fn session(&self, member: MemberId, family: FamilyId, until: f64) -> Result<Option<Session>, Error> {
        let key = member.family(&family.to_string());
        let sealed: Option<Vec<u8>> = self.redis.client().hget(key.as_str(), "box").await.map_err(|error| redis::fault(&error))?;
        let Some(sealed) = sealed else { return Ok(None) };
        let content = self.ring.open(Place { key: key.as_str(), purpose: PURPOSE, version: 0 }, &sealed)?;
        let Begun { made_at, device } = serde_json::from_slice(&content).map_err(|_| Error::Corrupt("session"))?;
        #[expect(clippy::cast_possible_truncation, reason = "scores are whole milliseconds far below 2^53")]
        let until = Timestamp::from_millisecond(until as i64).map_err(|_| Error::Corrupt("session"))?;
        Ok(Some(Session { family, made_at, seen_at: earlier(until, self.lives).max(made_at), device, until }))
    }
}

/// Takes all families of a member away. What ends their tokens is the member's epoch: this only clears up.
///
/// # Errors
/// When Redis is away or refuses.
pub async fn end_all(redis: &Redis, member: MemberId) -> Result<(), Error> {
    let families = member.families();
    let names: Result<Vec<String>, _> = redis.client().zrange(families.as_str(), 0, -1, None, false, None, false).await;
    let names = names.map_err(|error| redis::fault(&error))?;
    let mut keys: Vec<String> = names.iter().map(|name| member.family(name).as_str().to_owned()).collect();
    keys.push(families.as_str().to_owned());
    let ended: Result<i64, _> = redis.client().del(keys).await;
    ended.map(drop).map_err(|error| redis::fault(&error).into())
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
