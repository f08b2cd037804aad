//! Points in time as people read them in a letter: a date in UTC, and how long it is until then.

use std::time::Duration;

use jiff::tz::TimeZone;
use shared::clock::{Timestamp, between};
use shared::locales::{Locale, text};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// `2 May 2027, 09:00 UTC`.
pub(super) fn date(at: Timestamp, locale: Locale) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    let arguments = [
        ("day", at.day().into()),
        ("month", format!("m{:02}", at.month()).into()),
        ("year", at.year().to_string().into()),
        ("time", format!("{:02}:{:02}", at.hour(), at.minute()).into()),
    ];
    text(locale, "letter-date", &arguments)
}

/// The date and how long it is until then; the date alone once it is past.
pub(super) fn deadline(at: Timestamp, now: Timestamp, locale: Locale) -> String {
    let date = date(at, locale);
    match left(between(now, at), locale) {
        Some(left) => text(locale, "letter-date-and-left", &[("deadline", date.into()), ("left", left.into())]),
        None => date,
    }
}

/// To the nearest day from a day and a half on, to the nearest hour from an hour and a half on: nobody plans by more.
fn left(left: Duration, locale: Locale) -> Option<String> {
    let seconds = left.as_secs();
    let (key, unit) = match seconds {
        0..MINUTE => return None,
        MINUTE..5_400 => ("letter-left-minutes", MINUTE),
        5_400..129_600 => ("letter-left-hours", HOUR),
        _ => ("letter-left-days", DAY),
    };
    let count = (seconds + unit / 2) / unit;
    // Fluent's plurals want a number; these are small.
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Some(text(locale, key, &[("count", count.into())]))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn deadlines_read_like_people_say_them() {
        let now = "2027-05-02T09:04:59Z".parse::<Timestamp>().unwrap();
        for (after, said) in [
            (2 * DAY, "4 May 2027, 09:04 UTC (in 2 days)"),
            (7 * DAY - 30, "9 May 2027, 09:04 UTC (in 7 days)"),
            (DAY, "3 May 2027, 09:04 UTC (in 24 hours)"),
            (2 * HOUR, "2 May 2027, 11:04 UTC (in 2 hours)"),
            (HOUR, "2 May 2027, 10:04 UTC (in 60 minutes)"),
            (MINUTE, "2 May 2027, 09:05 UTC (in 1 minute)"),
            (30, "2 May 2027, 09:05 UTC"),
        ] {
            assert_eq!(deadline(now + Duration::from_secs(after), now, Locale::En), said);
        }
        assert_eq!(deadline(now - Duration::from_secs(DAY), now, Locale::En), "1 May 2027, 09:04 UTC");
    }

    #[test]
    fn every_month_has_its_name() {
        let names: std::collections::BTreeSet<String> =
            (1..=12).map(|month| date(format!("2027-{month:02}-02T09:04:59Z").parse().unwrap(), Locale::En)).collect();
        assert_eq!(names.len(), 12);
    }
}
