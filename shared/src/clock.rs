//! What time it is, and how long things take.
//!
//! Owns `Clock`, which a test may stop and move, and `Timing`, every duration of the product that is not a setting. The
//! rule: nothing else in this project reads the time of day or writes a duration down. Deadlines that Redis keeps run on
//! Redis' own time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

pub use jiff::Timestamp;

/// The time of day, in whole milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds since 1970 where the clock stands still; none where it runs.
    stopped: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until somebody moves it; its clones move along.
    pub fn fixed(at: Timestamp) -> Self {
        Self { stopped: Some(Arc::new(AtomicI64::new(at.as_millisecond()))) }
    }

    /// What time it is. Whole milliseconds, so that a time equals itself after it was written and read.
    pub fn now(&self) -> Timestamp {
        let millis = match &self.stopped {
            Some(millis) => millis.load(Ordering::SeqCst),
            None => Timestamp::now().as_millisecond(),
        };
        Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX)
    }

    /// Moves a fixed clock on; a running one takes no notice.
    pub fn advance(&self, by: Duration) {
        if let Some(millis) = &self.stopped {
            let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            millis.fetch_add(by, Ordering::SeqCst);
        }
    }

    /// The moment `after` from now.
    pub fn from_now(&self, after: Duration) -> Timestamp {
        later(self.now(), after)
    }
}

/// The moment `after` the given one; the end of time where it would lie beyond.
pub fn later(at: Timestamp, after: Duration) -> Timestamp {
    at.checked_add(after).unwrap_or(Timestamp::MAX)
}

/// The moment `before` the given one; the beginning of time where it would lie beyond.
pub fn earlier(at: Timestamp, before: Duration) -> Timestamp {
    at.checked_sub(before).unwrap_or(Timestamp::MIN)
}

/// How long from `from` to `to`; zero if that is past.
pub fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// Every duration and bound of the product that is not a setting. `Default` is production; a test changes single fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// How long a job is held before another worker may take it over.
    pub lease: Duration,
    /// How often a running job's hold is prolonged: a third of the lease.
    pub prolong_every: Duration,
    /// How often a worker looks at all partitions, woken or not.
    pub sweep: Duration,
    /// How often a job may kill its worker before it is a dead letter.
    pub deliveries_max: u32,
    /// How often a job may fail before it is a dead letter. Generous: a letter is bounded by its record's end and an account
    /// by `processing_max`, and a platform may be away for all of that time at one try each half to whole `retry_max`.
    pub attempts_max: u32,
    /// The first wait before a retry; it doubles from there.
    pub retry_base: Duration,
    /// The longest wait before a retry.
    pub retry_max: Duration,
    /// The longest wait that a platform may ask for.
    pub retry_after_max: Duration,
    /// How often jobs that are due are put back into their lanes.
    pub forward_every: Duration,
    /// How long a job that this version cannot read is left to a newer one.
    pub unknown_put_off: Duration,
    /// How long it is left to newer ones at most; then it is a dead letter.
    pub unknown_max: Duration,
    /// How long a dead letter waits for somebody to look at it.
    pub dead_letter_ttl: Duration,
    /// How long one Redis command may take.
    pub redis_command: Duration,
    /// How long connecting to Redis may take.
    pub redis_connect: Duration,
    /// How long an API request tries for Redis' answer before it is 503.
    pub redis_deadline: Duration,
    /// How long a process goes on after SIGTERM before it is cut.
    pub shutdown: Duration,
    /// How long a client may take to send its request.
    pub slow_client: Duration,
    /// How long a claim lasts before its commit prolongs it.
    pub claim_taken: Duration,
    /// How long a deleted record says that it was deleted.
    pub tombstone: Duration,
    /// How long a repeated DELETE gets its 204 again.
    pub repeat_delete: Duration,
    /// How long a repeated POST with an idempotency key gets its 201 again.
    pub idempotent_repeat: Duration,
    /// How long an address rests after "this was not me".
    pub rest_address: Duration,
    /// How far each attempt moves the deadline of a platform that is processing.
    pub processing_extends: Duration,
    /// How long after the decision a platform may be processing at most.
    pub processing_max: Duration,
    /// How long before that it is given up, so that its applicant hears in time.
    pub processing_last_call: Duration,
    /// How long a registration stays once all its platforms are done or failed.
    pub done_ttl: Duration,
    /// How long a rejected registration stays.
    pub rejected_ttl: Duration,
    /// How long the letter about an open account waits for the other door's.
    pub other_door_waits: Duration,
    /// How long before the end of an approved one its applicant is told.
    pub approved_warning: Duration,
    /// How long before the end of a pending one its applicant hears that nobody decided.
    pub pending_warning: Duration,
    /// How long the answer about a name is believed.
    pub name_check_cache: Duration,
    /// How long a question to a platform, or its answer, lies in Redis.
    pub request_ttl: Duration,
    /// How long a link to a new password is good.
    pub reset_ttl: Duration,
    /// How long a notice waits for its letter to be sent.
    pub notice_ttl: Duration,
    /// How long a door that is away is waited for with a member's new password.
    pub copies_wait: Duration,
    /// How long after its use a refresh token is still refused without further ado.
    pub refresh_grace: Duration,
    /// How often the API looks for an answer that nobody announced.
    pub request_poll: Duration,
    /// How long the API waits for a platform's answer about a name.
    pub name_check_wait: Duration,
    /// When the answer about an account on Mastodon goes out after the question came, whatever it is.
    pub seed_answer: Duration,
    /// How long a consumer that holds nothing may be idle before it is deleted.
    pub idle_consumer: Duration,
    /// How long one call to a platform may take.
    pub platform_timeout: Duration,
    /// How long one conversation with the mail server may take.
    pub smtp_timeout: Duration,
    /// How long one call to a Mastodon instance may take: starting what is started inside it counts.
    pub instance_timeout: Duration,
    /// How long a platform with a fault in its configuration is left alone.
    pub platform_pause: Duration,
    /// How long the worker's word about platforms and mail is believed.
    pub health_ttl: Duration,
    /// How often the worker renews that word.
    pub health_every: Duration,
    /// How often the indexes are cleared of members past their deadline.
    pub janitor_every: Duration,
    /// How long a page that watches its registration is told of changes before it must ask again.
    pub watch_max: Duration,
    /// How often such a page hears that nothing has changed: a connection that says nothing is cut after `slow_client`.
    pub heartbeat: Duration,
    /// How long it is remembered how long decisions took.
    pub pace_ttl: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        let lease = Duration::from_secs(15);
        Self {
            lease,
            prolong_every: lease / 3,
            sweep: Duration::from_secs(1),
            deliveries_max: 3,
            attempts_max: 6_000,
            retry_base: Duration::from_secs(1),
            retry_max: Duration::from_mins(15),
            retry_after_max: Duration::from_hours(24),
            forward_every: Duration::from_millis(500),
            unknown_put_off: Duration::from_secs(30),
            unknown_max: days(7),
            dead_letter_ttl: days(30),
            redis_command: Duration::from_secs(2),
            redis_connect: Duration::from_secs(2),
            redis_deadline: Duration::from_secs(3),
            shutdown: Duration::from_secs(10),
            slow_client: Duration::from_secs(8),
            claim_taken: Duration::from_mins(10),
            tombstone: Duration::from_hours(48),
            repeat_delete: Duration::from_mins(1),
            idempotent_repeat: Duration::from_mins(10),
            rest_address: days(30),
            processing_extends: days(7),
            processing_max: days(30),
            processing_last_call: days(1),
            done_ttl: Duration::from_hours(48),
            rejected_ttl: Duration::from_hours(24),
            other_door_waits: Duration::from_mins(1),
            approved_warning: days(2),
            pending_warning: Duration::from_hours(1),
            name_check_cache: Duration::from_mins(1),
            request_ttl: Duration::from_mins(1),
            reset_ttl: Duration::from_mins(30),
            notice_ttl: days(2),
            copies_wait: days(7),
            refresh_grace: Duration::from_secs(30),
            request_poll: Duration::from_millis(500),
            name_check_wait: Duration::from_secs(3),
            seed_answer: Duration::from_secs(3),
            idle_consumer: Duration::from_hours(1),
            platform_timeout: Duration::from_secs(30),
            instance_timeout: Duration::from_mins(1),
            smtp_timeout: Duration::from_secs(30),
            platform_pause: Duration::from_mins(1),
            health_ttl: Duration::from_secs(30),
            health_every: Duration::from_secs(10),
            janitor_every: Duration::from_mins(1),
            watch_max: Duration::from_mins(10),
            heartbeat: Duration::from_secs(5),
            pace_ttl: days(90),
        }
    }
}

const fn days(count: u64) -> Duration {
    Duration::from_hours(count * 24)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_by_hand_and_takes_its_clones_along() {
        let start: Timestamp = "2026-01-02T03:04:05.678Z".parse().unwrap();
        let clock = Clock::fixed(start);
        let other = clock.clone();
        assert_eq!(clock.now(), start);
        clock.advance(days(2));
        assert_eq!(between(start, other.now()), days(2));
        assert_eq!(other.from_now(Duration::from_mins(1)), later(clock.now(), Duration::from_mins(1)));
        assert_eq!(earlier(clock.now(), days(2)), start);
    }

    #[test]
    fn the_running_clock_runs_in_milliseconds() {
        let clock = Clock::system();
        let before = clock.now();
        clock.advance(days(9));
        assert!(between(before, clock.now()) < Duration::from_mins(5));
        assert_eq!(before.as_nanosecond() % 1_000_000, 0);
        let written = serde_json::to_string(&before).unwrap();
        assert_eq!(serde_json::from_str::<Timestamp>(&written).unwrap(), before);
    }

    #[test]
    fn the_edges_of_time_hold() {
        assert_eq!(later(Timestamp::MAX, days(1)), Timestamp::MAX);
        assert_eq!(earlier(Timestamp::MIN, days(1)), Timestamp::MIN);
        assert_eq!(between(Timestamp::MAX, Timestamp::MIN), Duration::ZERO);
    }

    #[test]
    fn production_durations_fit_together() {
        let timing = Timing::default();
        assert_eq!(timing.prolong_every * 3, timing.lease);
        // Promise 5: a dead worker's job runs elsewhere within 16 s.
        assert!(timing.lease + timing.sweep <= Duration::from_secs(16));
        assert!(timing.redis_command < timing.redis_deadline);
        assert!(timing.health_every < timing.health_ttl);
        assert!(timing.heartbeat < timing.slow_client, "a page that watches is not cut off");
        assert!(timing.retry_max / 2 * timing.attempts_max > timing.processing_max, "an account is given up by its time, not by its tries");
    }
}
