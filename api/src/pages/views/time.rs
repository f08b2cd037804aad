//! Moments and spans as people read them, each with the exact value beside it. Without a script a page cannot
//! know the reader's zone, so moments are said in UTC; what is left is said in words, which needs no zone.

use std::time::Duration;

use jiff::tz::TimeZone;
use serde::Serialize;
use shared::clock::Timestamp;
use shared::locales::{Locale, text};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A moment.
#[derive(Clone, Serialize)]
pub struct When {
    /// RFC 3339, UTC, whole seconds.
    pub iso: String,
    /// For people: "20 November 2025, 21:04 UTC".
    pub text: String,
}

impl When {
    /// A moment in a locale's words.
    pub fn new(locale: Locale, at: Timestamp) -> Self {
        let utc = at.to_zoned(TimeZone::UTC);
        let args = [
            ("day", i64::from(utc.day()).into()),
            ("month", i64::from(utc.month()).into()),
            ("year", utc.year().to_string().into()),
            ("time", utc.strftime("%H:%M").to_string().into()),
        ];
        Self { iso: exact(at), text: text(locale, "page-when", &args) }
    }
}

/// A deadline and how far away it is.
#[derive(Clone, Serialize)]
pub struct TimeLeft {
    /// The deadline: RFC 3339, UTC, whole seconds.
    pub iso: String,
    /// What is left: "23 hours".
    pub text: String,
}

impl TimeLeft {
    /// What is left until a deadline; one in the past is "less than a minute".
    pub fn until(locale: Locale, deadline: Timestamp, now: Timestamp) -> Self {
        let left = Duration::try_from(deadline.duration_since(now)).unwrap_or_default();
        Self { iso: exact(deadline), text: span(locale, left) }
    }
}

/// A span in one unit, to the nearest: "7 days", "48 hours", "20 minutes". Just begun, two days are 48 hours and not 47.
pub fn span(locale: Locale, length: Duration) -> String {
    let nearest = |unit: u64| (length.as_secs() + unit / 2) / unit;
    let (key, count) = match length.as_secs() {
        0..MINUTE => return text(locale, "page-span-moment", &[]),
        _ if nearest(MINUTE) < 60 => ("page-span-minutes", nearest(MINUTE)),
        _ if nearest(HOUR) <= 48 => ("page-span-hours", nearest(HOUR)),
        _ => ("page-span-days", nearest(DAY)),
    };
    text(locale, key, &[("count", count.into())])
}

fn exact(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_in_utc_and_exactly() {
        let at = Timestamp::from_second(1_763_672_640).unwrap_or_default();
        let when = When::new(Locale::En, at);
        assert_eq!(when.iso, "2025-11-20T21:04:00Z");
        assert_eq!(when.text, "20 November 2025, 21:04 UTC");
    }

    #[test]
    fn spans_round_to_the_nearest_and_know_one_from_many() {
        let said = |seconds| span(Locale::En, Duration::from_secs(seconds));
        assert_eq!(said(59), "less than a minute");
        assert_eq!(said(60), "1 minute");
        assert_eq!(said(HOUR + 5), "1 hour");
        assert_eq!(said(2 * DAY), "48 hours");
        assert_eq!(said(2 * DAY - 1), "48 hours");
        assert_eq!(said(HOUR - 1), "1 hour");
        assert_eq!(said(7 * DAY - 1), "7 days");
        assert_eq!(said(6 * DAY + 11 * HOUR), "6 days");
    }

    #[test]
    fn a_deadline_that_passed_is_not_negative() {
        let now = Timestamp::from_second(1_763_672_640).unwrap_or_default();
        let left = TimeLeft::until(Locale::En, Timestamp::UNIX_EPOCH, now);
        assert_eq!(left.text, "less than a minute");
    }
}
