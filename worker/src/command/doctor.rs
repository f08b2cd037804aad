//! The worker's doctor: what `shared` can say of any process, and what only this one knows: mail, the doors, the public address,
//! and how the workers do.
//!
//! The rules: a fault of the settings comes first, each look has a deadline, nothing secret is shown and nothing is made anywhere.
//! What is looked at is the table below, a file for each part; the words about a finding stand where it is found.

mod hidden;
mod mail;
mod mastodon;
mod matrix;
mod public_url;
mod workers;

use std::time::Duration;

use shared::clock::{Clock, Timing};
use shared::doctor::page::{Reader, page};
use shared::doctor::{Finding, LOOK_MAX, Look, Report, examine, files, keys, metrics, overrides, public_url as address, redis, settings};
use shared::settings::{Environment, MastodonReach, Process, WorkerSettings, read_worker};

use super::progress::watched;
use super::{Exit, Said};
use crate::Worker;
use crate::mail::letters::Layouts;

/// How long one call to a server may take: a look may need two in a row.
const CALL_MAX: Duration = Duration::from_secs(4);
/// What is started inside an instance needs its time: a whole Mastodon.
const START_MAX: Duration = Duration::from_mins(1);

/// All that needs an answer from somewhere, in the order in which it is told.
const LOOKS: &[Look<Worker>] = &[
    Look {
        id: "public-url.late",
        place: public_url::PLACE,
        look: |worker, notes| Box::pin(async { notes.add(public_url::look(&worker.settings.common.public_url).await) }),
        at_most: LOOK_MAX,
    },
    Look { id: "mail.late", place: mail::PLACE, look: |worker, notes| Box::pin(mail::look(worker, notes)), at_most: LOOK_MAX },
    Look { id: "matrix.late", place: matrix::PLACE, look: |worker, notes| Box::pin(matrix::look(worker, notes)), at_most: LOOK_MAX },
    Look {
        id: "mastodon.late",
        place: mastodon::PLACE,
        look: |worker, notes| Box::pin(mastodon::look(worker, notes)),
        // Bounded within: a socket and an API answer at once or never.
        at_most: START_MAX.saturating_add(LOOK_MAX),
    },
    Look {
        id: "mastodon.late",
        place: mastodon::PLACE,
        look: |worker, notes| Box::pin(async { notes.add(mastodon::address(worker).await) }),
        at_most: LOOK_MAX,
    },
];

/// What rests in Redis; asked only where there is one.
const STORED: &[Look<Worker>] = &[
    Look {
        id: "redis.late",
        place: "GATELODGE_REDIS_URL",
        look: |worker, notes| {
            let url = &worker.settings.common.redis_url;
            Box::pin(async move { notes.add(Box::pin(redis::look(&worker.redis, url, &worker.clock)).await) })
        },
        at_most: LOOK_MAX,
    },
    Look {
        id: "keys.late",
        place: "GATELODGE_KEYS",
        look: |worker, notes| Box::pin(async { notes.add(keys::look(&worker.keeper, &worker.registrations).await) }),
        at_most: LOOK_MAX,
    },
    Look { id: "workers.late", place: "workers", look: |worker, notes| Box::pin(workers::look(worker, notes)), at_most: LOOK_MAX },
];

/// Looks at everything, for whoever reads stdout.
pub(super) async fn run(environment: &Environment, json: bool) -> Said {
    let report =
        watched(examine_all(environment, Clock::system()), || "looking; what is started inside Mastodon takes a minute".to_owned());
    let report = Box::pin(report).await;
    let exit = match report.exit_code() {
        0 => Exit::Well,
        1 => Exit::Failed,
        _ => Exit::Settings,
    };
    Said { exit, ..Said::well(page(&report, Reader::of_stdout(json))) }
}

/// Looks at everything, by this clock.
pub async fn examine_all(environment: &Environment, clock: Clock) -> Report {
    let read = read_worker(environment);
    let mut findings = settings::look(environment, Process::Worker, read.as_ref().err());
    findings.extend(files::look(environment));
    let Ok(mut settings) = read else { return Report::new(findings, false) };
    findings.extend(address::judge(&settings.common.public_url, None));
    findings.extend(mail::judge(&settings));
    findings.extend(matrix::judge(&settings));
    let face = face(&settings);
    let can_start = face.is_ok();
    findings.extend(face.unwrap_or_else(|faults| faults));
    // It is judged, and whatever is wrong with it keeps nothing else from being looked at.
    settings.common.overrides = None;
    let is_for_both = environment.is_from_dot_env("GATELODGE_METRICS_BIND");
    let monitoring = metrics::look(settings.common.metrics_bind, Process::Worker, is_for_both);
    let (monitoring, around) = tokio::join!(monitoring, Box::pin(look_around(settings, clock)));
    findings.extend(monitoring);
    findings.extend(around);
    Report::new(findings, can_start)
}

/// The operator's own face, judged as the worker does at its start.
pub(super) fn face(settings: &WorkerSettings) -> Result<Vec<Finding>, Vec<Finding>> {
    let found = overrides::look(settings.common.overrides.as_deref(), Process::Worker, |overrides, faults| {
        // What does not compile of ours is found by tests; theirs are noted.
        let _ = Layouts::new(overrides, faults);
    });
    found.map(|well| well.into_iter().collect())
}

async fn look_around(settings: WorkerSettings, clock: Clock) -> Vec<Finding> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_started = settings.mastodon.as_ref().is_some_and(|access| matches!(access.reach, Some(MastodonReach::Command(_))));
    let timing = Timing {
        platform_timeout: CALL_MAX,
        smtp_timeout: CALL_MAX,
        instance_timeout: if is_started { START_MAX } else { CALL_MAX },
        ..Timing::default()
    };
    let worker = match Worker::new(settings, clock, timing) {
        Ok(worker) => worker,
        Err(error) => return vec![unusable(&format!("{error:#}"))],
    };
    let stored = async {
        match redis::is_there(&worker.settings.common.redis_url).await {
            Ok(()) => examine(&worker, STORED).await,
            Err(finding) => vec![finding],
        }
    };
    let (mut findings, others) = tokio::join!(stored, examine(&worker, LOOKS));
    findings.extend(others);
    let _ = tokio::time::timeout(CALL_MAX, worker.redis.close()).await;
    findings
}

fn unusable(why: &str) -> Finding {
    Finding::fault("settings.unusable", "settings", format!("Nothing can be begun with these settings: {why}."))
        .because("The worker ends as soon as it is started: no letter goes out and no account is opened.")
        .mend("Mend this first, mostly by the package ca-certificates; nothing else was looked at.")
}

/// What somebody else wrote, safe for a terminal, and no longer than a line.
fn quoted(words: &str) -> String {
    const MAX: usize = 200;
    let cut: String = words.chars().take(MAX).collect();
    let end = if cut.len() < words.len() { "…" } else { "" };
    format!("{}{end}", super::table::escaped(&cut))
}
