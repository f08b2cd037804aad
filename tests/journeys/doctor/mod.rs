//! The doctor of both processes: every mistake that can be seeded is found, by its name and with the words that a tired person
//! needs; nothing else is found besides it, nothing secret is said, and nothing is changed anywhere.
//!
//! A file for each part. A row is a mistake; the file's one test makes each of its rows come true, by the row's own words, so a
//! row that nobody seeds fails.

mod api;
mod mail;
pub(crate) mod mastodon;
mod matrix;
mod metrics;
mod overrides;
mod page;
mod public_url;
mod redis;
mod settings;
mod workers;

use anyhow::{Context, ensure};
use harness::gatelodge::{Gatelodge, MODERATORS, Wish};
use serde_json::Value;
use shared::{
    clock::Clock,
    doctor::{
        Finding, Level, Report,
        page::{Reader, page},
    },
    settings::Environment,
};
use worker::command::doctor::examine_all;

use Level::{Advice, Fault, Warning};

/// A key that nobody could guess, for settings that are not of this machine alone.
pub(crate) const STRONG: &str = "3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs=";

/// A mistake, and how it is told.
pub(crate) struct Mistake {
    /// In a few words; the seeding knows it by them.
    pub what: &'static str,
    pub id: &'static str,
    pub level: Level,
    /// What a tired person needs of it: in what is so, why it matters, and how to mend it.
    pub words: &'static [&'static str],
    /// Other findings that go with it.
    pub with: &'static [&'static str],
}

const fn row(what: &'static str, id: &'static str, level: Level, words: &'static [&'static str]) -> Mistake {
    Mistake { what, id, level, words, with: &[] }
}

impl Mistake {
    const fn with(mut self, others: &'static [&'static str]) -> Self {
        self.with = others;
        self
    }

    /// It is found, told with its words, and nothing that has to be mended besides.
    pub fn is_found_in(&self, report: &Report) -> anyhow::Result<()> {
        let all = report.findings();
        let found = all.iter().find(|finding| finding.id == self.id).with_context(|| format!("{}: not found in {all:#?}", self.what))?;
        ensure!(found.level == self.level, "{}: {found:#?}", self.what);
        let told = format!("{} | {} | {}", found.what, found.why, found.mend);
        for word in self.words {
            ensure!(told.contains(word), "{}: no word of {word:?} in {told}", self.what);
        }
        ensure!(!found.place.is_empty() && !found.what.is_empty() && !found.why.is_empty() && !found.mend.is_empty(), "{found:#?}");
        let besides: Vec<&Finding> =
            all.iter().filter(|finding| finding.level > Advice && finding.id != self.id && !self.with.contains(&finding.id)).collect();
        ensure!(besides.is_empty(), "{}: besides it {besides:#?}", self.what);
        let exit = if self.id == "settings.fault" || self.id.starts_with("overrides.") {
            78
        } else {
            u8::from(self.level > Advice || !self.with.is_empty())
        };
        ensure!(report.exit_code() == exit, "{}: exit {}", self.what, report.exit_code());
        Ok(())
    }
}

/// What went wrong with the rows of a table, told at once.
#[derive(Default)]
pub(crate) struct Missed(Vec<String>);

impl Missed {
    pub fn note(&mut self, found: anyhow::Result<()>) {
        self.0.extend(found.err().map(|missed| format!("{missed:#}")));
    }

    pub fn none(self) -> anyhow::Result<()> {
        ensure!(self.0.is_empty(), "{}", self.0.join("\n\n"));
        Ok(())
    }
}

/// Everything that is seeded.
fn all() -> Vec<&'static Mistake> {
    [
        settings::MISTAKES,
        settings::OPEN_FILES,
        settings::FILES_OF_OTHERS,
        overrides::MISTAKES,
        metrics::MISTAKES,
        public_url::MISTAKES,
        api::MISTAKES,
        redis::MISTAKES,
        redis::KEY_RINGS,
        mail::MISTAKES,
        matrix::MISTAKES,
        mastodon::MISTAKES,
        workers::MISTAKES,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A gate whose doctor is looked at: on the system's clock, without a worker.
pub(crate) fn wish() -> Wish {
    Gatelodge::wish().real_time().without_worker()
}

pub(crate) fn environment(gate: &Gatelodge) -> Environment {
    Environment::from_pairs(gate.settings().iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// What the worker's doctor finds. It never shows a secret or an address.
pub(crate) async fn worker(gate: &Gatelodge) -> anyhow::Result<Report> {
    kept_to_itself(gate, examine_all(&environment(gate), Clock::system()).await)
}

/// What the API's doctor finds.
pub(crate) async fn api(gate: &Gatelodge) -> anyhow::Result<Report> {
    kept_to_itself(gate, ::api::doctor::run(&environment(gate), Clock::system()).await)
}

fn kept_to_itself(gate: &Gatelodge, report: Report) -> anyhow::Result<Report> {
    let json = page(&report, Reader::Json);
    let shown = page(&report, Reader::Plain) + &page(&report, Reader::Terminal) + &json;
    let secrets = gate.settings().iter().filter(|(name, _)| ["SECRET", "TOKEN", "KEYS"].iter().any(|word| name.ends_with(word)));
    for (name, secret) in secrets.filter(|(_, secret)| !secret.is_empty()) {
        ensure!(!shown.contains(secret.as_str()), "{name} is shown: {shown}");
    }
    for hidden in MODERATORS.into_iter().chain(["gate@example.org", "hidden"]) {
        ensure!(!shown.contains(hidden), "{hidden} is shown: {shown}");
    }
    let read: Vec<Value> = serde_json::from_str(&json)?;
    let ids = |found: &[Value]| found.iter().map(|finding| finding["id"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let (mut told, mut found) = (ids(&read), report.findings().iter().map(|finding| finding.id.to_owned()).collect::<Vec<_>>());
    told.sort();
    found.sort();
    ensure!(told == found, "the program reads what the person reads: {json}");
    Ok(report)
}

/// Nothing has to be mended.
pub(crate) fn nothing_to_mend(report: &Report) -> anyhow::Result<()> {
    let bad: Vec<_> = report.findings().iter().filter(|finding| finding.level > Advice).collect();
    ensure!(bad.is_empty() && report.exit_code() == 0, "{bad:#?}");
    Ok(())
}

/// The finding of this name.
pub(crate) fn finding<'a>(report: &'a Report, id: &str) -> anyhow::Result<&'a Finding> {
    report.findings().iter().find(|finding| finding.id == id).with_context(|| format!("no {id}: {:#?}", report.findings()))
}

#[test]
fn more_than_forty_mistakes_are_seeded_each_by_a_row_of_its_own() {
    let mistakes = all();
    let ids: std::collections::BTreeSet<_> = mistakes.iter().map(|mistake| mistake.id).collect();
    println!("{} mistakes are seeded, told by {} findings", mistakes.len(), ids.len());
    assert!(mistakes.len() >= 40 && ids.len() >= 40, "{} {}", mistakes.len(), ids.len());
    for mistake in &mistakes {
        assert!(mistake.words.len() >= 2, "{}: what is so and how to mend it, at least", mistake.what);
        let same = mistakes.iter().filter(|other| other.what == mistake.what).count();
        assert_eq!(same, 1, "{}", mistake.what);
    }
}
