//! Who may ask how often: fixed windows on Redis' time, so that all replicas agree.
//!
//! One script checks every limit that applies and counts only if all pass. Subjects are fingerprints.
//! With Redis away nothing passes: the caller answers 503, never "unlimited".

use std::time::Duration;

use crate::{
    crypto::fingerprint::Fingerprint,
    error::Error,
    keyspace::{self, Key},
    redis::{Arg, Redis},
    script,
    settings::{LimitName, Limits},
    telemetry::metrics,
};

script!(COUNT, "rate_limit.lua");

/// How long the taps of a double tap are one, in milliseconds.
const ONCE_MS: i64 = 60_000;

/// Counts requests.
#[derive(Clone)]
pub struct RateLimit {
    redis: Redis,
    limits: Limits,
    on: bool,
}

/// Whether a request may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// It may, and was counted.
    Yes,
    /// Not before this time has passed; it was not counted.
    After(Duration),
}

impl RateLimit {
    /// Limits as the settings say; `on: false` lets everything pass (loopback only, the settings see to it).
    pub fn new(redis: Redis, limits: Limits, on: bool) -> Self {
        Self { redis, limits, on }
    }

    /// Counts one request against each of these limits. What has passed under an `operation` passes under it again for a
    /// minute, uncounted: the taps of a double tap are one.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn count(&self, operation: Option<Fingerprint>, subjects: &[(LimitName, Fingerprint)]) -> Result<Pass, Error> {
        let Some((first, _)) = subjects.first().filter(|_| self.on) else { return Ok(Pass::Yes) };
        let mut args: Vec<Arg> = Vec::with_capacity(2 + subjects.len() * 3);
        let passed = operation.map(|operation| keyspace::passed(first.as_str(), operation));
        args.extend([passed.as_ref().map_or("", Key::as_str).into(), ONCE_MS.into()]);
        for (name, subject) in subjects {
            let limit = self.limits.get(*name);
            let window = i64::try_from(limit.window.as_millis()).unwrap_or(i64::MAX).max(1);
            args.extend([keyspace::limit(name.as_str(), *subject).as_str().into(), window.into(), i64::from(limit.max).into()]);
        }
        let keys: Vec<_> = subjects.iter().take(1).map(|(name, subject)| keyspace::limit(name.as_str(), *subject)).collect();
        let (wait, place): (i64, usize) = self.redis.run(&COUNT, &keys, args).await?;
        if let Some((name, _)) = place.checked_sub(1).and_then(|index| subjects.get(index)) {
            metrics::REFUSALS.count([name.as_str().into()]);
        }
        Ok(u64::try_from(wait).ok().filter(|wait| *wait > 0).map_or(Pass::Yes, |wait| Pass::After(Duration::from_millis(wait))))
    }
}
