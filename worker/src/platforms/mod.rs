//! The platforms accounts are opened on: one folder each, speaking that platform's own wire.
//!
//! What a job may ask of any of them stands here: whether a platform is paused, because only its operator can mend what is
//! wrong, and the word to the operator, once per fault. How one of them answers stays in its folder.

mod absence;
pub mod mastodon;
pub mod matrix;
mod wire;

pub use absence::Absence;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use shared::error::Error;
use shared::health::Health;
use shared::platform::Platform;

/// Which platforms are left alone for a while.
pub(crate) struct Pauses {
    health: Health,
    told: Mutex<Told>,
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
        Self { health, told: Mutex::new(Told(BTreeMap::new())) }
    }

    /// Leaves a platform alone: no order can succeed before its operator has acted, who hears of each fault once.
    pub(crate) async fn pause(&self, platform: Platform, why: &str) -> Result<(), Error> {
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
        self.health.paused(platform).await
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
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn what_another_worker_says_this_one_does_not_repeat() {
        let mut told = Told::default();
        assert!(!told.is_news(MATRIX, "one", false));
        assert!(!told.is_news(MATRIX, "one", true), "now this worker pauses first");
        assert!(told.forget(MATRIX, |_| true) && told.is_news(MATRIX, "one", true));
    }
}
