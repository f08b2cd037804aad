//! Everything that a request needs, made once at the start and shared by all of them.
//!
//! Owns the stores, the limits and what the settings mean for the rules. The rule: making a `Gate` waits for nothing; Redis
//! may come later, and the first request that needs the root secrets reads them. Who may do what is left to `credentials`
//! and `desk`.

use std::sync::{Arc, OnceLock};

use shared::claim::Claims;
use shared::clock::{Clock, Timing};
use shared::crypto::sealed_box::KeyRing;
use shared::error::Error;
use shared::job::request::Requests;
use shared::keyspace;
use shared::moderator::Moderators;
use shared::rate_limit::RateLimit;
use shared::redis::Redis;
use shared::registration::ballot::Electorate;
use shared::registration::status::Terms;
use shared::registration::store::Registrations;
use shared::root::{Print, RootKeeper, Roots};
use shared::settings::ApiSettings;
use shared::watch::{self, Unfit};

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
    /// The epochs of moderators' links.
    pub moderators: Moderators,
    /// Who may ask how often.
    pub limits: RateLimit,
    /// Questions that only a worker can put to a platform.
    pub requests: Requests,
    /// What platforms said about names a moment ago.
    pub known_names: KnownNames,
    keeper: RootKeeper,
    terms: OnceLock<Terms>,
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
        let (first, older) = common.keys.split_first().ok_or(Error::Corrupt("key ring"))?;
        let ring = Arc::new(KeyRing::new((&first.id, &first.key), older.iter().map(|entry| (entry.id.as_str(), &*entry.key))));
        Ok(Arc::new(Self {
            registrations: Registrations::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            claims: Claims::new(redis.clone(), timing.clone()),
            moderators: Moderators::new(redis.clone()),
            limits: RateLimit::new(redis.clone(), common.limits.clone(), common.rate_limits),
            requests: Requests::new(redis.clone(), Arc::clone(&ring), timing.clone()),
            known_names: KnownNames::default(),
            keeper: RootKeeper::new(redis.clone(), ring),
            terms: OnceLock::new(),
            settings,
            clock,
            timing,
            redis,
        }))
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
        self.terms.get_or_init(|| {
            let common = &self.settings.common;
            let moderators = common.moderators.iter().map(|address| roots.print(Print::Address, address.normalised().as_bytes())).collect();
            Terms {
                electorate: Electorate { moderators, approvals: common.approvals, rejections: common.rejections },
                lifetimes: common.lifetimes,
                timing: self.timing.clone(),
            }
        })
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

    /// Returns when this process must end itself: its Redis or its key ring are not what it can work with.
    pub async fn until_unfit(&self) -> Unfit {
        watch::until_unfit(&self.redis, &self.keeper).await
    }
}
