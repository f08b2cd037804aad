//! How long a door is tried, and what goes on where it was given up.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test module may fail loudly")]

use std::time::Duration;

use super::*;
use crate::registration::{
    Status,
    table::{self, terms},
};

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

fn told(record: &Registration, news: News, now: Timestamp) -> Registration {
    let report = Report { platform: Platform::Matrix, news };
    match super::report(record, report, &terms(1, 1), now).unwrap().next {
        Next::Record(record) => *record,
        other => panic!("{other:?}"),
    }
}

fn decided(record: &Registration) -> Timestamp {
    let Status::Approved { at } = record.status else { panic!("not approved") };
    at
}

#[test]
fn only_a_person_who_tries_again_is_given_a_day_beyond_the_thirty() {
    let processing = table::state("processing");
    let decided = decided(&processing);
    let (late, end) = (later(decided, 719 * HOUR), later(decided, 30 * DAY));
    assert_eq!(lives_until(&processing, &terms(1, 1), decided), later(decided, 7 * DAY));
    assert_eq!(lives_until(&processing, &terms(1, 1), late), end);
    assert_eq!(told(&processing, News::Trying, late).expires_at, end, "trying by itself ends in time");
    let failed = told(&processing, News::Failed(Trouble::Unavailable), late);
    let Next::Record(again) = begin(failed, &[Platform::Matrix], &terms(1, 1), late).next else { panic!("it begins") };
    assert_eq!(again.expires_at, later(late, DAY));
    assert_eq!(told(&again, News::Trying, late).expires_at, again.expires_at, "and the try does not take it back");
}

#[test]
fn what_was_given_up_goes_on_when_its_job_comes_back_and_nothing_else_does() {
    let created = table::state("processing, created");
    let given_up = told(&created, News::Failed(Trouble::Unavailable), decided(&created));
    let again = told(&given_up, News::Trying, decided(&created));
    assert_eq!(again.doors, created.doors, "with the account that was made");
    let forgotten = Registration { password: None, ..given_up.clone() };
    let refused = table::state("failed: name taken");
    for other in [forgotten, refused] {
        let trying = Report { platform: Platform::Matrix, news: News::Trying };
        assert_eq!(super::report(&other, trying, &terms(1, 1), decided(&created)), Err(Refusal::Done));
    }
}
