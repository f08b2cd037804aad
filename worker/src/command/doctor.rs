//! The doctor: looks at the settings and at everything they name, and says of each what is wrong and how to mend it.
//!
//! Owns the lines and how they are shown. The rules: a fault of the settings is a line like any other, each look has a deadline,
//! nothing secret is shown and nothing is made anywhere. What is looked at is the table in `checks`; the words about a fault
//! stand beside the fault.

mod checks;

use std::borrow::Cow;
use std::fmt::Write;
use std::time::Duration;

use futures_util::future::join_all;
use serde::Serialize;
use shared::clock::{Clock, Timing};
use shared::settings::{self, Environment, WorkerSettings};
use tokio::time::timeout;

use self::checks::{CHECKS, Check};
use super::{Exit, Said, unknown_names};
use crate::Worker;

/// How long one look may take: two calls to an instance that has to be started first.
const LOOK_MAX: Duration = Duration::from_secs(90);

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// It can be worked with.
    Ok,
    /// It cannot, before somebody has done something.
    Fault,
    /// It was not looked at.
    Skipped,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Fault => "fault",
            Self::Skipped => "skipped",
        }
    }
}

/// What was looked at, and what was found.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    check: &'static str,
    state: State,
    /// What is so.
    why: Cow<'static, str>,
    /// What to do about it; empty where nothing is to be done.
    #[serde(skip_serializing_if = "str::is_empty")]
    mend: Cow<'static, str>,
}

impl Line {
    fn ok(check: &'static str, why: impl Into<Cow<'static, str>>) -> Self {
        Self { check, state: State::Ok, why: why.into(), mend: "".into() }
    }

    fn fault(check: &'static str, why: impl Into<Cow<'static, str>>, mend: impl Into<Cow<'static, str>>) -> Self {
        Self { check, state: State::Fault, why: why.into(), mend: mend.into() }
    }

    fn skipped(check: &'static str, why: impl Into<Cow<'static, str>>, mend: impl Into<Cow<'static, str>>) -> Self {
        Self { check, state: State::Skipped, why: why.into(), mend: mend.into() }
    }
}

/// Looks at everything; fails where there is a fault.
pub(super) async fn run(environment: &Environment, json: bool) -> Said {
    let lines = match settings::read_worker(environment) {
        Ok(settings) => Box::pin(look_around(settings)).await,
        Err(faults) => {
            let said = faults.iter().map(|fault| {
                let why = format!("{} {}", fault.name(), fault.what());
                Line::fault("settings", why, fault.mend().to_owned())
            });
            let rest = CHECKS.iter().map(|check| Line::skipped(check.name, "the settings come first", ""));
            said.chain(rest).collect()
        }
    };
    let is_well = lines.iter().all(|line| line.state != State::Fault);
    let answer = if json { as_json(&lines) } else { as_text(&lines) };
    Said { answer, complaint: unknown_names(environment), exit: if is_well { Exit::Well } else { Exit::Failed } }
}

async fn look_around(settings: WorkerSettings) -> Vec<Line> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut lines = vec![Line::ok("settings", "they can be worked with")];
    match Worker::new(settings, Clock::system(), Timing::default()) {
        Ok(worker) => lines.extend(examine(&worker, CHECKS, LOOK_MAX).await),
        Err(error) => lines.push(Line::fault("worker", format!("{error:#}"), "mend this first: nothing else was looked at")),
    }
    lines
}

/// Looks at all of it at once; the lines are in the order of the table.
async fn examine(worker: &Worker, checks: &[Check], at_most: Duration) -> Vec<Line> {
    let looks = checks.iter().map(async |check| {
        let late = |_| vec![Line::fault(check.name, "no answer in time", "look whether it is overloaded or stuck, and ask again")];
        timeout(at_most, (check.look)(worker)).await.unwrap_or_else(late)
    });
    join_all(looks).await.into_iter().flatten().collect()
}

/// A line each, for people.
fn as_text(lines: &[Line]) -> String {
    let width = lines.iter().map(|line| line.check.len()).max().unwrap_or(0);
    lines.iter().fold(String::new(), |mut page, Line { check, state, why, mend }| {
        let _ = write!(page, "{:<7}  {check:<width$}  {why}", state.as_str());
        if !mend.is_empty() {
            let _ = write!(page, ". Mend: {mend}");
        }
        page.push('\n');
        page
    })
}

fn as_json(lines: &[Line]) -> String {
    serde_json::to_string_pretty(lines).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    /// Settings that are good and lead nowhere.
    fn nowhere() -> Environment {
        Environment::from_pairs([
            ("GATELODGE_KEYS", "test:bWFueSBzbWFsbCBzdG9uZXMgbWFrZSBvbmUgZ2F0ZSE="),
            ("GATELODGE_PUBLIC_URL", "http://127.0.0.1:8000"),
            ("GATELODGE_REDIS_URL", "redis://127.0.0.1:1"),
            ("GATELODGE_MODERATORS", "mo@example.org"),
            ("GATELODGE_SMTP_URL", "smtp://user:hidden@127.0.0.1:1"),
            ("GATELODGE_MAIL_FROM", "gate@example.org"),
            ("GATELODGE_MATRIX_URL", "http://127.0.0.1:1"),
            ("GATELODGE_MATRIX_SERVER_NAME", "example.org"),
            ("GATELODGE_MATRIX_SHARED_SECRET", "hidden"),
        ])
    }

    #[tokio::test]
    async fn what_is_away_is_a_fault_and_what_is_closed_is_skipped() {
        let said = run(&nowhere(), true).await;
        assert_eq!((said.exit, said.complaint.as_str()), (Exit::Failed, ""));
        assert!(!said.answer.contains("hidden"), "{}", said.answer);
        let lines: Vec<serde_json::Value> = serde_json::from_str(&said.answer).unwrap();
        let states: Vec<_> = lines.iter().map(|line| (line["check"].as_str().unwrap(), line["state"].as_str().unwrap())).collect();
        let expected = [
            ("settings", "ok"),
            ("redis", "fault"),
            ("mail", "fault"),
            ("matrix", "fault"),
            ("mastodon", "skipped"),
            ("workers", "skipped"),
        ];
        assert_eq!(states, expected);
        for line in lines.iter().filter(|line| line["state"] == "fault") {
            assert!(line["mend"].as_str().unwrap().contains("GATELODGE_"), "{line}");
        }
    }

    #[tokio::test]
    async fn faults_of_the_settings_are_the_first_lines() {
        let said = run(&Environment::from_pairs([("GATELODGE_NONSENSE", "1")]), false).await;
        assert_eq!((said.exit, said.complaint.as_str()), (Exit::Failed, "GATELODGE_NONSENSE: no setting has this name\n"));
        let faults: Vec<_> = said.answer.lines().take_while(|line| line.starts_with("fault    settings  GATELODGE_")).collect();
        assert!(faults.len() >= 5 && faults.iter().all(|line| line.contains(". Mend: ")), "{}", said.answer);
        assert!(said.answer.lines().skip(faults.len()).all(|line| line.starts_with("skipped  ")), "{}", said.answer);
        assert_eq!(said.answer.lines().count(), faults.len() + CHECKS.len());
    }

    #[tokio::test]
    async fn a_look_has_a_deadline_and_keeps_no_other_waiting() {
        let settings = settings::read_worker(&nowhere()).unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let worker = Worker::new(settings, Clock::system(), Timing::default()).unwrap();
        let checks = [
            Check { name: "stuck", look: |_| Box::pin(std::future::pending()) },
            Check { name: "quick", look: |_| Box::pin(async { vec![Line::ok("quick", "here")] }) },
        ];
        let lines = examine(&worker, &checks, Duration::from_millis(20)).await;
        assert_eq!(lines.iter().map(|line| (line.check, line.state)).collect::<Vec<_>>(), [("stuck", State::Fault), ("quick", State::Ok)]);
    }

    #[test]
    fn a_line_is_one_line() {
        let lines = [Line::ok("a", "good"), Line::fault("long name", "bad", "do this"), Line::skipped("b", "closed", "")];
        let text = "ok       a          good\nfault    long name  bad. Mend: do this\nskipped  b          closed\n";
        assert_eq!(as_text(&lines), text);
        let json: Vec<serde_json::Value> = serde_json::from_str(&as_json(&lines)).unwrap();
        let [good, bad, _] = json.as_slice() else { unreachable!("three lines") };
        assert_eq!(*bad, serde_json::json!({"check": "long name", "state": "fault", "why": "bad", "mend": "do this"}));
        assert!(good.get("mend").is_none());
    }
}
