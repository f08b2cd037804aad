//! Everything that a request needs, made once at the start and shared by all of them.
//!
//! Owns the stores, the limits and what the settings mean for the rules. The rule: making a `Gate` waits for nothing; Redis
//! may come later, and the first request that needs the root secrets reads them. Who may do what is left to `credentials`
//! and `desk`.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use shared::board::store::Board;
use shared::claim::{Claims, MemberClaims};
use shared::clock::{Clock, Timing};
use shared::crypto::password::Hasher;
use shared::error::Error;
use shared::health::Health;
use shared::job::request::Requests;
use shared::keyspace;
use shared::member::session::Families;
use shared::member::store::Members;
use shared::moderator::Moderators;
use shared::notice::store::Notices;
use shared::pace::Pace;
use shared::rate_limit::RateLimit;
use shared::redis::Redis;
use shared::registration::status::Terms;
use shared::registration::store::Registrations;
use shared::root::{RootKeeper, Roots};
use shared::settings::{ApiSettings, Process};
use shared::telemetry::address::{Looks, Told};
use shared::telemetry::metrics;
use shared::token::access::AccessTokens;
use shared::watch::{self, Unfit};
use tokio::sync::OnceCell;

use crate::changes::Changes;
use crate::desk::names::KnownNames;

/// What requests need. Its parts are public so that the desk and the pages read them as they are.
pub struct Gate {
    /// What the operator says.
    pub settings: ApiSettings,
    /// What time it is.
    pub clock: Clock,
    /// How long things take.
    pub timing: Timing,
    /// The way to Redis.
    pub redis: Redis,
    /// The registrations.
    pub registrations: Registrations,
    /// Names and seats held for registrations.
    pub claims: Claims,
    /// The members.
    pub members: Members,
    /// Who signs in with which name or address.
    pub member_claims: MemberClaims,
    /// Who is signed in.
    pub families: Families,
    /// Posts and votes.
    pub board: Board,
    /// Where passwords are hashed.
    pub hasher: Hasher,
    /// The epochs of moderators' links.
    pub moderators: Moderators,
    /// Letters to the owners of accounts, and the links in them.
    pub notices: Notices,
    /// How long decisions took.
    pub pace: Pace,
    /// Which pages watch which registration.
    pub changes: Changes,
    /// Who may ask how often.
    pub limits: RateLimit,
    /// Questions that only a worker can put to a platform.
    pub requests: Requests,
    /// What platforms said about names a moment ago.
    pub known_names: KnownNames,
    keeper: RootKeeper,
    terms: OnceLock<Terms>,
    access: OnceCell<AccessTokens>,
}

impl Gate {
    /// A gate that begins to connect to Redis and listens to what is announced there. Needs a running runtime.
    ///
    /// # Errors
    /// When the Redis URL cannot be read, or there is no key to seal with; the settings have checked both.
    pub fn new(settings: ApiSettings, clock: Clock, timing: Timing) -> Result<Arc<Self>, Error> {
        let common = &settings.common;
        let redis = Redis::connect(common.redis_url.expose(), &timing)?;
        redis.listen(keyspace::ANSWERED);
        let ring = Arc::new(common.key_ring()?);
        Ok(Arc::new(Self {
            registrations: Registrations::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            claims: Claims::new(redis.clone(), timing.clone()),
            members: Members::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            member_claims: MemberClaims::new(redis.clone()),
            families: Families::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone(), settings.members.refresh_ttl),
            board: Board::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            hasher: Hasher::of_this_machine(),
            moderators: Moderators::new(redis.clone()),
            notices: Notices::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            pace: Pace::new(redis.clone(), timing.clone()),
            changes: Changes::new(redis.clone()),
            limits: RateLimit::new(redis.clone(), common.limits.clone(), common.rate_limits),
            requests: Requests::new(redis.clone(), Arc::clone(&ring), timing.clone()),
            known_names: KnownNames::default(),
            keeper: RootKeeper::new(redis.clone(), ring),
            terms: OnceLock::new(),
            access: OnceCell::new(),
            settings,
            clock,
            timing,
            redis,
        }))
    }

    /// Whether browsers reach us by https alone.
    pub fn is_https(&self) -> bool {
        self.settings.common.public_url.scheme() == "https"
    }

    /// The root secrets: from memory, or from Redis the first time.
    ///
    /// # Errors
    /// When Redis is away, or they rest under a key that is not in the ring.
    pub async fn roots(&self) -> Result<Arc<Roots>, Error> {
        self.keeper.roots().await
    }

    /// What the rules need to know of the settings. The moderators' fingerprints are made once, with the first roots; a
    /// process that would have to make others ends itself.
    pub fn terms(&self, roots: &Roots) -> &Terms {
        self.terms.get_or_init(|| Terms::of(&self.settings.common, roots, &self.timing))
    }

    /// Roots and terms together, as nearly everything needs them.
    ///
    /// # Errors
    /// As [`Gate::roots`].
    pub async fn known(&self) -> Result<(Arc<Roots>, &Terms), Error> {
        let roots = self.roots().await?;
        let terms = self.terms(&roots);
        Ok((roots, terms))
    }

    /// What makes and believes access tokens: made once, with the first roots.
    ///
    /// # Errors
    /// As [`Gate::roots`].
    pub async fn access(&self) -> Result<&AccessTokens, Error> {
        let roots = self.roots().await?;
        let members = &self.settings.members;
        let make = || async { AccessTokens::new(&roots, &members.algorithm, &self.settings.common.public_url, members.access_ttl) };
        self.access.get_or_try_init(make).await
    }

    /// How long a page may wait for an answer about an account on Mastodon: the request as a whole has its deadline, and what is
    /// left of it goes to Redis.
    pub fn patience(&self) -> Duration {
        self.timing.seed_answer.min(self.timing.redis_deadline / 4 * 3)
    }

    /// Whom monitoring asks.
    pub fn told(&self) -> Told {
        let health = Health::new(self.redis.clone(), self.timing.clone());
        let (clock, patience) = (self.clock.clone(), self.timing.slow_client);
        Told { process: Process::Api, redis: self.redis.clone(), health, clock, patience }
    }

    /// Returns when this process must end itself: its Redis or its key ring are not what it can work with.
    pub async fn until_unfit(&self) -> Unfit {
        watch::until_unfit(&self.redis, &self.keeper).await
    }
}

/// What only the API looks up for its monitoring.
impl Looks for Gate {
    async fn look(&self, redis_is_up: bool) {
        let heard = if redis_is_up { self.told().health.heard().await.ok() } else { None };
        metrics::WORKER_HEARD.set([], heard.map_or(f64::NAN, |said| f64::from(u8::from(!said.is_empty()))));
    }
}
