//! How a run of a job ended, and how long until the next one. Pure.
//!
//! A handler says what happened; the runner writes it down. The rules: a job is never dropped silently, a failure counts and
//! a delay that nobody is to blame for does not, and a job that is asked for patience never comes back before its time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use shared::clock::Timing;
use shared::error::{Error, RedisFault};

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It finished within its own last commit.
    Done,
    /// There is nothing (more) to do: acknowledge it.
    Finish,
    /// It failed and is tried again, not before `after` where that is given.
    Retry {
        /// Why it failed.
        why: &'static str,
        /// How long the other side wants to be left alone.
        after: Option<Duration>,
    },
    /// It met what a platform's operator has to mend, for everybody: tried again after exactly this, so that it goes on soon once that
    /// is mended. One failure, however often it is met: it is given up by its time and not by its tries.
    Unmended {
        /// Why it failed.
        why: &'static str,
        /// How long everybody leaves the platform alone, and a while for those who were not tried.
        after: Duration,
    },
    /// It was not tried: later, and no failure.
    Snooze(Duration),
    /// Trying again is of no use: a dead letter, and the operator's to look at.
    Fail(&'static str),
    /// What it was about has ended.
    Gone,
    /// Another worker holds it by now: nothing may be written any more.
    Lost,
}

impl Outcome {
    /// A failure that is tried again by our own back-off.
    pub const fn retry(why: &'static str) -> Self {
        Self::Retry { why, after: None }
    }

    /// What an error below the rules means for the job: an unknown one is tried again, and a record of a newer version of us
    /// waits for a newer worker.
    pub(crate) fn of_error(error: &Error, timing: &Timing) -> Self {
        Self::retry(match error {
            Error::Corrupt("registration of a newer version" | "notice of a newer version" | "member of a newer version") => {
                return Self::Snooze(timing.unknown_put_off);
            }
            Error::Redis(RedisFault::Away) => "Redis is away",
            Error::Redis(RedisFault::Full) => "Redis refuses writes",
            Error::Redis(RedisFault::Refused(_) | RedisFault::Shape) => "Redis refused a command",
            Error::Sealed(_) => "a sealed box did not open",
            Error::Corrupt(_) => "something stored makes no sense to this version",
            Error::Contended => "the record changed under every attempt",
        })
    }

    /// The word for logs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done | Self::Finish => "done",
            Self::Retry { .. } | Self::Unmended { .. } => "retry",
            Self::Snooze(_) => "snooze",
            Self::Fail(_) => "fail",
            Self::Gone => "gone",
            Self::Lost => "lost",
        }
    }
}

/// How long to wait after the `failures`th failure: doubling from `retry_base` to `retry_max`, between half and the whole of that
/// by `draw`, and never less than the other side asked for, up to `retry_after_max`.
pub fn back_off(failures: u32, after: Option<Duration>, timing: &Timing, draw: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(31);
    let whole = timing.retry_base.saturating_mul(1 << doublings).min(timing.retry_max);
    let half = whole / 2;
    let share = f64::from(draw) / f64::from(u32::MAX);
    let wait = half.saturating_add(whole.saturating_sub(half).mul_f64(share)).min(whole);
    after.map_or(wait, |after| wait.max(after.min(timing.retry_after_max)))
}

/// How many runs ended in which way since the process began.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    done: AtomicU64,
    retried: AtomicU64,
    snoozed: AtomicU64,
    failed: AtomicU64,
    gone: AtomicU64,
    lost: AtomicU64,
}

/// What was counted so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Done, within a commit or without one.
    pub done: u64,
    /// Put off after a failure.
    pub retried: u64,
    /// Put off without one.
    pub snoozed: u64,
    /// Made a dead letter.
    pub failed: u64,
    /// Acknowledged because their record had ended.
    pub gone: u64,
    /// Taken over by another worker.
    pub lost: u64,
}

impl Counts {
    pub(crate) fn count(&self, outcome: Outcome) {
        let counter = match outcome {
            Outcome::Done | Outcome::Finish => &self.done,
            Outcome::Retry { .. } | Outcome::Unmended { .. } => &self.retried,
            Outcome::Snooze(_) => &self.snoozed,
            Outcome::Fail(_) => &self.failed,
            Outcome::Gone => &self.gone,
            Outcome::Lost => &self.lost,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn so_far(&self) -> Counted {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counted {
            done: of(&self.done),
            retried: of(&self.retried),
            snoozed: of(&self.snoozed),
            failed: of(&self.failed),
            gone: of(&self.gone),
            lost: of(&self.lost),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn waits_double_from_a_second_to_a_quarter_of_an_hour() {
        let timing = Timing::default();
        let longest = |failures| back_off(failures, None, &timing, u32::MAX).as_secs();
        assert_eq!([0, 1, 2, 3, 4, 10, 11, 3_000].map(longest), [1, 1, 2, 4, 8, 512, 900, 900]);
    }

    #[test]
    fn a_newer_record_is_nobodys_failure() {
        let timing = Timing::default();
        assert!(matches!(Outcome::of_error(&Error::Corrupt("registration of a newer version"), &timing), Outcome::Snooze(_)));
        assert!(matches!(Outcome::of_error(&Error::Corrupt("registration"), &timing), Outcome::Retry { .. }));
        assert!(matches!(Outcome::of_error(&RedisFault::Away.into(), &timing), Outcome::Retry { .. }));
    }

    proptest! {
        #[test]
        fn a_wait_lies_between_half_and_the_whole(failures in any::<u32>(), draw in any::<u32>()) {
            let timing = Timing::default();
            let whole = back_off(failures, None, &timing, u32::MAX);
            let wait = back_off(failures, None, &timing, draw);
            prop_assert!(wait >= whole / 2 && wait <= whole);
            prop_assert!(whole >= timing.retry_base && whole <= timing.retry_max);
            prop_assert!(whole >= back_off(failures.saturating_sub(1), None, &timing, u32::MAX), "later waits are never shorter");
        }

        #[test]
        fn patience_asked_for_is_given_but_not_for_ever(failures in any::<u32>(), draw in any::<u32>(), asked in 0..10_000_000_u64) {
            let timing = Timing::default();
            let asked = Duration::from_secs(asked);
            let wait = back_off(failures, Some(asked), &timing, draw);
            prop_assert!(wait >= asked.min(timing.retry_after_max));
            prop_assert!(wait <= asked.min(timing.retry_after_max).max(timing.retry_max));
        }
    }
}
