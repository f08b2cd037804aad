//! Jobs that this version cannot read: since when they wait for a worker that can.
//!
//! Nothing of such a job is changed but that the time of its first putting off is written before its first field. Every
//! version reads that without reading the job, and one that can read the job drops it with the first word of its own.

use crate::clock::Timestamp;

/// What stands before the time.
const SINCE: &str = "{\"unknown_since\":";

/// Since when a job of another version waits, and its text with that time in it; `None` for what is no job of any version.
pub fn waiting(body: &str, now: Timestamp) -> Option<(Timestamp, String)> {
    // Every version of us writes its own into what it makes.
    let read: serde_json::Value = serde_json::from_str(body).ok()?;
    read.get("f").filter(|version| version.is_u64())?;
    if let Some((since, _)) = parts(body) {
        return Some((since, body.to_owned()));
    }
    let rest = body.strip_prefix('{')?;
    Some((now, format!("{SINCE}{},{rest}", now.as_millisecond())))
}

/// Its text without that time: whoever tries it again lets it wait anew.
pub fn afresh(body: &str) -> String {
    parts(body).map_or_else(|| body.to_owned(), |(_, rest)| format!("{{{rest}"))
}

/// The time, and what stands behind it.
fn parts(body: &str) -> Option<(Timestamp, &str)> {
    let (since, rest) = body.strip_prefix(SINCE)?.split_once(',')?;
    Some((Timestamp::from_millisecond(since.parse().ok()?).ok()?, rest))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use crate::job::{Envelope, Job, Letter, Receiver};
    use crate::keyspace::Rid;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(millis).unwrap()
    }

    #[test]
    fn a_job_of_a_later_version_is_one_and_rubbish_is_not() {
        for body in [r#"{"f":2,"id":"x","attempts":0,"job":{"do":"sing"}}"#, r#"{"f":1}"#] {
            assert!(waiting(body, at(0)).is_some(), "{body}");
        }
        for body in ["", "{}", "[1]", "f", r#"{"f":"1"}"#] {
            assert_eq!(waiting(body, at(0)), None, "{body}");
        }
    }

    #[test]
    fn the_time_of_the_first_putting_off_stays_and_nothing_else_is_changed() {
        let body = r#"{"f":2, "id":"x","job":{"do":"sing","song":12345678901234567890123}}"#;
        let (since, first) = waiting(body, at(5)).unwrap();
        assert_eq!((since, afresh(&first).as_str(), afresh(body).as_str()), (at(5), body, body));
        assert_eq!(waiting(&first, at(9)), Some((at(5), first)));
    }

    #[test]
    fn whoever_can_read_it_reads_it_with_the_time_too() {
        let envelope = Envelope::new(Job::Letter { rid: Rid::from_bytes([7; 16]), letter: Letter::Received, to: Receiver::Applicant });
        let (_, waited) = waiting(&envelope.body(), at(5)).unwrap();
        assert_eq!(serde_json::from_str::<Envelope>(&waited).unwrap(), envelope);
    }
}
