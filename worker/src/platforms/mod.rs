//! The platforms accounts are opened on: one folder each, speaking that platform's own wire.
//!
//! What a job may ask of any of them stands here: whether a platform is paused, because only its operator can mend what is
//! wrong, the word to the operator, once per fault, and how long the job waits that met the fault. How one of them answers stays
//! in its folder.

mod absence;
pub(crate) mod gate;
pub mod mastodon;
pub mod matrix;
mod wire;

pub use absence::Absence;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use shared::clock::Timing;
use shared::crypto::jitter;
use shared::error::Error;
use shared::health::Health;
use shared::platform::Platform;

use crate::outcome::Outcome;

/// Why a job that met a fault of configuration comes again.
const UNMENDED: &str = "the platform refused it for something that its operator has to mend";

/// Which platforms are left alone for a while.
pub(crate) struct Pauses {
    health: Health,
    told: Mutex<Told>,
    /// Where an order succeeded since the last pause, as far as this worker knows.
    served: Mutex<BTreeSet<Platform>>,
}

/// What the operator knows of each platform, by this worker or another one.
#[derive(Default)]
struct Told(BTreeMap<Platform, String>);

impl Told {
    /// Whether the operator has to hear of a fault: nobody else says it, and it is not the one that was said last.
    fn is_news(&mut self, platform: Platform, why: &str, is_first: bool) -> bool {
        let before = self.0.insert(platform, why.to_owned());
        is_first && before.as_deref() != Some(why)
    }

    /// What was said of a platform is over, if it is of this kind; whether there was any.
    fn forget(&mut self, platform: Platform, is_over: impl Fn(&str) -> bool) -> bool {
        self.0.get(&platform).is_some_and(|why| is_over(why)) && self.0.remove(&platform).is_some()
    }
}

impl Pauses {
    pub(crate) const fn new(health: Health) -> Self {
        Self { health, told: Mutex::new(Told(BTreeMap::new())), served: Mutex::new(BTreeSet::new()) }
    }

    /// Judges a fault of configuration that an order met, whose job failed so often before; how that job ends. The platform is left
    /// alone for it, unless this job met a fault before and another order succeeded since: then the fault is this job's own.
    /// Either way the job was tried in vain, and comes back only after all that waited for the pause have had their turn: soon after,
    /// where it is everybody's fault and mended perhaps, and ever later where it is its own.
    pub(crate) async fn met(&self, platform: Platform, why: &str, failures: u32, timing: &Timing) -> Result<Outcome, Error> {
        let after = after_a_pause(timing.platform_pause);
        if failures == 0 || !self.served().contains(&platform) {
            self.pause(platform, why).await?;
            return Ok(Outcome::Unmended { why: UNMENDED, after });
        }
        if failures.is_power_of_two() {
            // Told ever more seldom: its job is tried for weeks.
            tracing::warn!(%platform, why, failures, "one job meets this alone, others succeed: the platform is not left alone for it");
        }
        Ok(Outcome::Retry { why: UNMENDED, after: Some(after) })
    }

    /// An order succeeded there.
    pub(crate) fn succeeded(&self, platform: Platform) {
        self.served().insert(platform);
        self.mended(platform, |_| true);
    }

    /// Leaves a platform alone: no order can succeed before its operator has acted, who hears of each fault once.
    pub(crate) async fn pause(&self, platform: Platform, why: &str) -> Result<(), Error> {
        self.served().remove(&platform);
        let mut is_first = self.health.pause(platform, why).await?;
        if !is_first && self.paused(platform).await?.is_some_and(|before| before != why) {
            // Another fault than the one that it was paused for: that one is mended, and this one is news.
            self.health.resume(platform).await?;
            is_first = self.health.pause(platform, why).await?;
        }
        if self.told().is_news(platform, why, is_first) {
            tracing::warn!(%platform, why, "the platform is paused until this is mended; its jobs wait");
        }
        Ok(())
    }

    /// Why a platform is left alone now, if it is.
    pub(crate) async fn paused(&self, platform: Platform) -> Result<Option<String>, Error> {
        let paused = self.health.paused(platform).await?;
        if let Some(why) = &paused {
            self.hear(platform, why);
        }
        Ok(paused)
    }

    /// A platform is paused, by another worker perhaps: what succeeded here before does not speak against that fault, and its operator
    /// has heard of it.
    fn hear(&self, platform: Platform, why: &str) {
        self.served().remove(&platform);
        self.told().is_news(platform, why, false);
    }

    /// The platform works again: its jobs go on, and the next fault is news.
    pub(crate) async fn resume(&self, platform: Platform) -> Result<(), Error> {
        self.health.resume(platform).await?;
        self.mended(platform, |_| true);
        Ok(())
    }

    /// What the operator was told is no longer so, where it is of this kind: should it come again, it is news again.
    pub(crate) fn mended(&self, platform: Platform, is_over: impl Fn(&str) -> bool) {
        if self.told().forget(platform, is_over) {
            tracing::info!(%platform, "the platform works again");
        }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn served(&self) -> MutexGuard<'_, BTreeSet<Platform>> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a job waits that met the fault itself. Those that only met the pause look again after half of it, so that each of them has
/// had its turn by one and a half; and several that met it do not come back at once.
fn after_a_pause(pause: Duration) -> Duration {
    let most = u64::try_from(pause.as_millis() / 4).unwrap_or(u64::MAX);
    pause * 3 / 2 + Duration::from_millis(jitter(most))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use shared::redis::Redis;

    use super::*;

    const MATRIX: Platform = Platform::Matrix;

    #[test]
    fn the_operator_hears_of_a_fault_once_until_it_is_over() {
        let mut told = Told::default();
        assert!(told.is_news(MATRIX, "one", true));
        assert!(!told.is_news(MATRIX, "one", false) && !told.is_news(MATRIX, "one", true), "the pause lapsed and began again");
        assert!(told.is_news(MATRIX, "two", true), "another fault is news");
        assert!(!told.forget(MATRIX, |why| why == "one") && !told.is_news(MATRIX, "two", true));
        assert!(told.forget(MATRIX, |why| why == "two") && told.is_news(MATRIX, "two", true));
    }

    #[tokio::test]
    async fn whoever_hears_that_another_worker_paused_takes_nothing_back_and_says_nothing_again() {
        let timing = Timing::default();
        let redis = Redis::connect("redis://127.0.0.1:1", &timing).unwrap();
        let pauses = Pauses::new(Health::new(redis, timing));
        pauses.succeeded(MATRIX);
        assert!(pauses.served().contains(&MATRIX));
        pauses.hear(MATRIX, "one");
        assert!(!pauses.served().contains(&MATRIX), "that was before the fault");
        assert!(!pauses.told().is_news(MATRIX, "one", true), "its pause lapsed, and now this worker pauses first");
        assert!(pauses.told().is_news(MATRIX, "two", true), "another fault is news");
    }

    #[test]
    fn what_another_worker_says_this_one_does_not_repeat() {
        let mut told = Told::default();
        assert!(!told.is_news(MATRIX, "one", false));
        assert!(!told.is_news(MATRIX, "one", true), "now this worker pauses first");
        assert!(told.forget(MATRIX, |_| true) && told.is_news(MATRIX, "one", true));
    }
}
