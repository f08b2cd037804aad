//! Claims: a name, or a seat of an address, held for one registration; and what a member signs in with. Never the truth.
//!
//! Whoever wants to commit something that needs a name takes the claim first, for ten minutes; the
//! commit's transition enqueues the job that prolongs it to the record's deadline, or gives it back. A
//! claim whose commit never came ends by itself. One whose job came too late has ended as well: the job
//! looks at the record and takes it again. The truth about a name is the platform's; about a sign-in name or an
//! address it is the member's record, and its claim has no end.

use crate::{
    clock::{Timestamp, Timing, later},
    crypto::fingerprint::Fingerprint,
    error::Error,
    keyspace::{self, Key, MemberId, Rid},
    member::Member,
    platform::Platform,
    redis::{Arg, Redis, lifetime_ms},
    script,
};
use fred::interfaces::SortedSetsInterface;

script!(CLAIM, "claim.lua");
script!(SEATS, "seats.lua");

/// How many registrations of one address may be open at once.
pub const SEATS_MAX: i64 = 3;

/// What became of the wish for a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Taken; so many others of the same address are open.
    Taken {
        /// Other open registrations of the address.
        others: u64,
    },
    /// The address has enough open registrations.
    Full,
    /// Its owner said "this was not me" not long ago.
    Resting,
}

/// Takes, prolongs and gives back claims.
#[derive(Clone)]
pub struct Claims {
    redis: Redis,
    timing: Timing,
}

impl Claims {
    /// Claims in this Redis.
    pub fn new(redis: Redis, timing: Timing) -> Self {
        Self { redis, timing }
    }

    /// Takes a name for a registration, or keeps it if it is its own already; false if another holds it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn take_name(&self, platform: Platform, name: Fingerprint, owner: Rid) -> Result<bool, Error> {
        let lifetime = i64::try_from(self.timing.claim_taken.as_millis()).unwrap_or(i64::MAX);
        self.name(platform, name, owner, "take", lifetime).await
    }

    /// Keeps a name until `until`, if the registration still holds it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn prolong_name(
        &self,
        platform: Platform,
        name: Fingerprint,
        owner: Rid,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, Error> {
        self.name(platform, name, owner, "prolong", lifetime_ms(until.duration_since(now))).await
    }

    /// Gives a name back, if the registration holds it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn release_name(&self, platform: Platform, name: Fingerprint, owner: Rid) -> Result<bool, Error> {
        self.name(platform, name, owner, "release", 0).await
    }

    async fn name(&self, platform: Platform, name: Fingerprint, owner: Rid, act: &str, lifetime: i64) -> Result<bool, Error> {
        let args: Vec<Arg> = vec![owner.to_string().into(), act.into(), lifetime.into()];
        let answer: i64 = self.redis.run(&CLAIM, &[keyspace::name_claim(platform, name)], args).await?;
        Ok(answer == 1)
    }

    /// Whether somebody holds the name.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn name_is_held(&self, platform: Platform, name: Fingerprint) -> Result<bool, Error> {
        use fred::interfaces::KeysInterface;
        let key = keyspace::name_claim(platform, name);
        let held: i64 = self.redis.client().exists(key.as_str()).await.map_err(|error| crate::redis::fault(&error))?;
        Ok(held == 1)
    }

    /// Takes one of an address's seats for a registration.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn take_seat(&self, address: Fingerprint, owner: Rid, now: Timestamp) -> Result<Seat, Error> {
        let until = later(now, self.timing.claim_taken);
        Ok(match self.seats(address, &owner.to_string(), "take", now, until).await? {
            -1 => Seat::Full,
            -2 => Seat::Resting,
            others => Seat::Taken { others: u64::try_from(others).unwrap_or(0) },
        })
    }

    /// Keeps a seat until `until`.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn prolong_seat(&self, address: Fingerprint, owner: Rid, now: Timestamp, until: Timestamp) -> Result<(), Error> {
        self.seats(address, &owner.to_string(), "prolong", now, until).await.map(drop)
    }

    /// Gives a seat back.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn release_seat(&self, address: Fingerprint, owner: Rid, now: Timestamp) -> Result<(), Error> {
        self.seats(address, &owner.to_string(), "release", now, now).await.map(drop)
    }

    /// Leaves an address alone until `until`: no registration of it is heard.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn rest(&self, address: Fingerprint, now: Timestamp, until: Timestamp) -> Result<(), Error> {
        self.seats(address, "", "rest", now, until).await.map(drop)
    }

    async fn seats(&self, address: Fingerprint, owner: &str, act: &str, now: Timestamp, until: Timestamp) -> Result<i64, Error> {
        let args: Vec<Arg> = vec![
            owner.into(),
            act.into(),
            now.as_millisecond().into(),
            until.as_millisecond().into(),
            lifetime_ms(until.duration_since(now)).into(),
            SEATS_MAX.into(),
        ];
        Ok(self.redis.run(&SEATS, &[keyspace::seats(address), keyspace::rest(address)], args).await?)
    }

    /// The registrations that sit on an address's seats now.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn seated(&self, address: Fingerprint, now: Timestamp) -> Result<Vec<Rid>, Error> {
        let key = keyspace::seats(address);
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age fit a double exactly")]
        let from = now.as_millisecond() as f64;
        let rids: Vec<String> = self
            .redis
            .client()
            .zrangebyscore(key.as_str(), from, f64::INFINITY, false, None)
            .await
            .map_err(|error| crate::redis::fault(&error))?;
        Ok(rids.iter().filter_map(|rid| Rid::parse(rid)).collect())
    }
}

/// What a member signs in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MemberClaim {
    /// A sign-in name.
    SignIn(Fingerprint),
    /// An address.
    Address(Fingerprint),
}

impl MemberClaim {
    fn key(self) -> Key {
        match self {
            Self::SignIn(print) => keyspace::sign_in_claim(print),
            Self::Address(print) => keyspace::address_claim(print),
        }
    }

    /// The fingerprint of the name or the address.
    pub const fn print(self) -> Fingerprint {
        match self {
            Self::SignIn(print) | Self::Address(print) => print,
        }
    }

    /// Whether a member carries it: only then the claim leads to that member.
    pub fn is_of(self, member: &Member) -> bool {
        match self {
            Self::SignIn(print) => member.has_name(print),
            Self::Address(print) => member.has_address(print),
        }
    }
}

/// Takes, keeps and gives back what members sign in with. Before a member is there, the registration that will make it holds
/// its sign-in name under the same identifier, for a while.
#[derive(Clone)]
pub struct MemberClaims {
    redis: Redis,
}

impl MemberClaims {
    /// Claims in this Redis.
    pub const fn new(redis: Redis) -> Self {
        Self { redis }
    }

    /// Takes it until `until`, by when a commit says for how long; false if another holds it. One's own is never shortened.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn take(&self, claim: MemberClaim, owner: MemberId, now: Timestamp, until: Timestamp) -> Result<bool, Error> {
        self.act(claim, owner, "take", lifetime_ms(until.duration_since(now)).into(), None).await
    }

    /// Keeps it until `until`, if it is held by its owner and not for ever.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn prolong(&self, claim: MemberClaim, owner: MemberId, now: Timestamp, until: Timestamp) -> Result<bool, Error> {
        self.act(claim, owner, "prolong", lifetime_ms(until.duration_since(now)).into(), None).await
    }

    /// Takes it for ever; false if another holds it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn keep(&self, claim: MemberClaim, owner: MemberId) -> Result<bool, Error> {
        self.act(claim, owner, "take", "".into(), None).await
    }

    /// Gives it back, if its owner holds it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn give_back(&self, claim: MemberClaim, owner: MemberId) -> Result<bool, Error> {
        self.act(claim, owner, "release", "".into(), None).await
    }

    /// Hands it from one owner to another, for ever; false if neither of them holds it.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn move_from(&self, claim: MemberClaim, from: MemberId, to: MemberId) -> Result<bool, Error> {
        self.act(claim, to, "move", "".into(), Some(from)).await
    }

    async fn act(&self, claim: MemberClaim, owner: MemberId, act: &str, lifetime: Arg, from: Option<MemberId>) -> Result<bool, Error> {
        let from = from.map_or_else(String::new, |from| from.to_string());
        let args: Vec<Arg> = vec![owner.to_string().into(), act.into(), lifetime, from.into()];
        let answer: i64 = self.redis.run(&CLAIM, &[claim.key()], args).await?;
        Ok(answer == 1)
    }

    /// Who holds it: a member, or the registration that will make one.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn holder(&self, claim: MemberClaim) -> Result<Option<MemberId>, Error> {
        use fred::interfaces::KeysInterface;
        let holder: Option<String> = self.redis.client().get(claim.key().as_str()).await.map_err(|error| crate::redis::fault(&error))?;
        Ok(holder.and_then(|holder| MemberId::parse(&holder)))
    }
}
