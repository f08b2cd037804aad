//! Every metric there is: its name, who has it, its labels, and what it says.
//!
//! The only list: pages are made of it, `deploy/METRICS.md` is generated from it, and a test holds dashboard and alerts against
//! it. The rules: base units, the unit at the end of the name; labels of which there are few; nothing that tells one person from
//! another. Where a thing happens it is counted there, in one line; what can only be looked at is looked at when somebody asks.

use std::fmt::Write as _;
use std::sync::OnceLock;

use prometheus_client::encoding::text;
use prometheus_client::registry::Registry;

pub use super::metric::{Counter, Gauge, Held, Histogram, Kind, Listed, Metric, Series, Value};
use crate::audit::Deed;
use crate::job::Lane;
use crate::settings::catalogue::Readers;
use crate::settings::{LimitName, Process};

/// Upper bounds for what somebody waits for, in seconds.
const ANSWERS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// Upper bounds for what is done behind their backs, in seconds.
const WORK: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];
/// Upper bounds for how often something was tried.
const TRIES: &[f64] = &[1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 55.0];

const fn bounds(given: &[&'static [f64]]) -> &'static [f64] {
    match given {
        [bounds, ..] => bounds,
        [] => &[],
    }
}

const fn count(labels: &[&str]) -> usize {
    labels.len()
}

macro_rules! catalogue {
    ($($name:ident $kind:ident $(($bounds:ident))? $has:ident $called:literal [$($label:literal),*], $help:literal;)+) => {
        $(
            #[doc = $help]
            pub static $name: $kind<{ count(&[$($label),*]) }> = Series::new(Metric {
                name: $called,
                kind: Kind::$kind,
                has: Readers::$has,
                labels: &[$($label),*],
                help: $help,
                buckets: bounds(&[$($bounds)?]),
            });
        )+
        /// All of them, in the order in which an operator meets them.
        pub static ALL: &[&dyn Listed] = &[$(&$name),+];
    };
}

catalogue! {
    BUILD_INFO Gauge Both "gatelodge_build_info" ["version"],
        "Always 1; the label says which version runs";
    PROCESS_START Gauge Both "process_start_time_seconds" [],
        "When the process began, in seconds since 1970";
    PROCESS_CPU Counter Both "process_cpu_seconds_total" [],
        "How long the process has computed, on all cores together";
    PROCESS_MEMORY Gauge Both "process_resident_memory_bytes" [],
        "How much memory the process holds";
    PROCESS_FILES Gauge Both "process_open_fds" [],
        "How many files and connections the process has open";
    PROCESS_FILES_MAX Gauge Both "process_max_fds" [],
        "How many files and connections the process may have open";
    REDIS_UP Gauge Both "gatelodge_redis_up" [],
        "Whether Redis answered when these numbers were asked for";
    REDIS_PING Gauge Both "gatelodge_redis_ping_seconds" [],
        "How long Redis took to answer when these numbers were asked for";
    REFUSALS Counter Both "gatelodge_refusals_total" ["limit"],
        "Requests refused, or letters left unwritten, because this limit was used up";

    HTTP_REQUESTS Counter Api "gatelodge_http_requests_total" ["method", "route", "status"],
        "Requests answered, by the route's template and the class of the status";
    HTTP_DURATION Histogram(ANSWERS) Api "gatelodge_http_request_duration_seconds" ["method", "route"],
        "How long a request took from its header to its answer";
    CONNECTIONS Gauge Api "gatelodge_connections_open" [],
        "Connections that are served now";
    CONNECTIONS_MAX Gauge Api "gatelodge_connections_max" [],
        "Connections that may be served at once";
    WATCHERS Gauge Api "gatelodge_watchers" [],
        "Status pages that are told of changes now";
    HASHES Counter Api "gatelodge_hashes_total" [],
        "Passwords hashed";
    HASHES_WAITING Gauge Api "gatelodge_hashes_waiting" [],
        "Passwords that wait for their turn to be hashed";
    HASHES_REFUSED Counter Api "gatelodge_hashes_refused_total" [],
        "Passwords refused because too many waited";
    REGISTRATIONS_MADE Counter Api "gatelodge_registrations_made_total" [],
        "Registrations made";
    REGISTRATIONS_CONFIRMED Counter Api "gatelodge_registrations_confirmed_total" [],
        "Registrations whose address was confirmed";
    DECISIONS Counter Api "gatelodge_decisions_total" ["decision"],
        "Decisions of moderators";
    SIGN_INS Counter Api "gatelodge_sign_ins_total" ["outcome"],
        "Tries of members to sign in: right, wrong, limited or failed";
    WORKER_HEARD Gauge Api "gatelodge_worker_heard" [],
        "Whether any worker has said within half a minute how it does";

    JOB_RUNS Counter Worker "gatelodge_job_runs_total" ["kind", "outcome"],
        "Runs of jobs by how they ended: done, retry, snooze, fail, gone or lost";
    JOB_DURATION Histogram(WORK) Worker "gatelodge_job_duration_seconds" ["kind"],
        "How long a run of a job took";
    JOB_TRIES Histogram(TRIES) Worker "gatelodge_job_tries" ["kind"],
        "How often a job had been tried when it ended for good";
    JOBS_READY Gauge Worker "gatelodge_jobs_ready" ["lane"],
        "Jobs that could run now and wait for a worker";
    JOBS_HELD Gauge Worker "gatelodge_jobs_held" ["lane"],
        "Jobs that a worker holds";
    JOBS_DELAYED Gauge Worker "gatelodge_jobs_delayed" [],
        "Jobs that wait for their time: reminders, and what is tried again";
    DEAD_LETTERS Gauge Worker "gatelodge_dead_letters" [],
        "Jobs that were given up and wait for somebody to look at them";
    OLDEST_JOB Gauge Worker "gatelodge_oldest_job_seconds" ["lane"],
        "How long the oldest job that could be done has waited or runs";
    JOBS_RECOVERED Counter Worker "gatelodge_jobs_recovered_total" ["lane"],
        "Jobs taken over from a worker that went silent";
    LAST_SWEEP Gauge Worker "gatelodge_last_sweep_timestamp_seconds" ["lane"],
        "When this worker last looked for jobs everywhere, in seconds since 1970";
    PLATFORM_UP Gauge Worker "gatelodge_platform_up" ["platform"],
        "Whether the platform could be worked with at the last look";
    PLATFORM_PAUSED Gauge Worker "gatelodge_platform_paused" ["platform"],
        "Whether the platform is left alone until its operator has mended something";
    MAIL_UP Gauge Worker "gatelodge_mail_up" [],
        "Whether the mail server could be worked with at the last look";
    LETTERS Counter Worker "gatelodge_letters_total" ["outcome"],
        "Letters handed to the mail server: sent, later, refused or misconfigured";
    ACCOUNTS_OPENED Counter Worker "gatelodge_accounts_opened_total" [],
        "Accounts opened on platforms";
}

/// Says what this process is, and shows as zero what has not happened yet: how often it happens is then known from the first time on.
pub(super) fn begin(process: Process) {
    BUILD_INFO.set([env!("CARGO_PKG_VERSION").into()], 1.0);
    for limit in LimitName::ALL {
        REFUSALS.add([limit.as_str().into()], 0);
    }
    match process {
        Process::Api => {
            for decision in ["approved", "rejected"] {
                DECISIONS.add([decision.into()], 0);
            }
            for outcome in ["right", "wrong", "limited", "failed"] {
                SIGN_INS.add([outcome.into()], 0);
            }
            // Held and let go: nobody, not unknown.
            for gauge in [&CONNECTIONS, &WATCHERS, &HASHES_WAITING] {
                drop(gauge.hold());
            }
        }
        Process::Worker => {
            for lane in Lane::ALL {
                JOBS_RECOVERED.add([lane.name().into()], 0);
            }
            for outcome in ["sent", "later", "refused", "misconfigured"] {
                LETTERS.add([outcome.into()], 0);
            }
        }
    }
}

/// Counts what was noted of a registration.
pub fn note(deed: Deed) {
    match deed {
        Deed::Confirmed => REGISTRATIONS_CONFIRMED.count([]),
        Deed::Approved => DECISIONS.count(["approved".into()]),
        Deed::Rejected => DECISIONS.count(["rejected".into()]),
        Deed::Opened => ACCOUNTS_OPENED.count([]),
        Deed::Disowned
        | Deed::VotedApprove
        | Deed::VotedReject
        | Deed::Withdrawn
        | Deed::SessionsEnded
        | Deed::RoleGranted
        | Deed::ResetStarted
        | Deed::MemberLeft
        | Deed::PostUnpublished
        | Deed::PostDeleted => {}
    }
}

/// What this process has, in the text format of `OpenMetrics` 1.0.
pub fn page(process: Process) -> String {
    static API: OnceLock<Registry> = OnceLock::new();
    static WORKER: OnceLock<Registry> = OnceLock::new();
    let registry = match process {
        Process::Api => &API,
        Process::Worker => &WORKER,
    };
    let registry = registry.get_or_init(|| {
        let mut registry = Registry::default();
        ALL.iter().filter(|metric| metric.about().is_of(process)).for_each(|metric| metric.register(&mut registry));
        registry
    });
    let mut page = String::new();
    // Writing to a text cannot fail.
    let _ = text::encode(&mut page, registry);
    page
}

/// The page for operators, from the catalogue.
pub fn overview() -> String {
    let mut page = String::from(
        "# Metrics\n\n\
         <!-- Generated from shared/src/telemetry/metrics.rs; `UPDATE=1 cargo test -p shared metrics` writes it anew. -->\n\n\
         With `GATELODGE_METRICS_BIND` each process answers there, and nowhere else, `GET /metrics` (OpenMetrics), `/livez`, and\n\
         `/readyz`, which names what is missing. The address asks nobody who they are: let only your monitoring reach it. No\n\
         metric tells one person from another. [prometheus/scrape.example.yaml](prometheus/scrape.example.yaml) asks both\n\
         processes, [prometheus/alerts.yaml](prometheus/alerts.yaml) says when somebody should look, and\n\
         [grafana/dashboard.json](grafana/dashboard.json) is what to look at.\n\n\
         | metric | kind | who | labels | meaning |\n|---|---|---|---|---|\n",
    );
    for metric in ALL.iter().map(|metric| metric.about()) {
        let kind = match metric.kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        let who = match metric.has {
            Readers::Both => "both",
            Readers::Api => "api",
            Readers::Worker => "worker",
        };
        let labels = if metric.labels.is_empty() { "–".to_owned() } else { format!("`{}`", metric.labels.join("` `")) };
        let _ = writeln!(page, "| `{}` | {kind} | {who} | {labels} | {}. |", metric.name, metric.help);
    }
    page
}

#[cfg(test)]
mod tests;
