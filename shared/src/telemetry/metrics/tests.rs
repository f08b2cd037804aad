//! The catalogue keeps its own rules, and its page is in step.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may end here")]

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// What series may be told apart by: things of ours, of which there are few.
const LABELS: [&str; 10] = ["decision", "kind", "lane", "limit", "method", "outcome", "platform", "route", "status", "version"];
/// Names that every Prometheus client has.
const PROCESS: [&str; 5] =
    ["process_cpu_seconds_total", "process_max_fds", "process_open_fds", "process_resident_memory_bytes", "process_start_time_seconds"];
/// Units that are not base units, and those that a name may not end with unless it is what it says.
const OTHER_UNITS: [&str; 8] = ["_ms", "_millis", "_milliseconds", "_minutes", "_hours", "_kb", "_megabytes", "_percent"];

fn all() -> impl Iterator<Item = &'static Metric> {
    ALL.iter().map(|metric| metric.about())
}

#[test]
fn every_metric_is_described_and_named_as_prometheus_would() {
    let names: BTreeSet<&str> = all().map(|metric| metric.name).collect();
    assert_eq!(names.len(), ALL.len(), "a name stands for one metric");
    for metric in all() {
        let name = metric.name;
        assert!(name.starts_with("gatelodge_") || PROCESS.contains(&name), "{name}");
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'), "{name}");
        assert_eq!(name.ends_with("_total"), metric.kind == Kind::Counter, "{name}");
        assert!(!OTHER_UNITS.iter().any(|unit| name.trim_end_matches("_total").ends_with(unit)), "{name}");
        assert!(metric.help.len() > 10 && !metric.help.ends_with('.'), "{name}: {}", metric.help);
        assert_eq!(metric.buckets.is_empty(), metric.kind != Kind::Histogram, "{name}");
        assert!(metric.buckets.is_sorted(), "{name}");
        for label in metric.labels {
            assert!(LABELS.contains(label), "{name}: {label}");
        }
    }
}

#[test]
fn a_page_has_what_its_process_has_and_nothing_else() {
    begin(Process::Api);
    begin(Process::Worker);
    HTTP_REQUESTS.count(["GET".into(), Value::Template("/r/:rid".into()), "2xx".into()]);
    HTTP_DURATION.observe(["GET".into(), "-".into()], 0.002);
    OLDEST_JOB.set(["letters".into()], f64::NAN);
    let (api, worker) = (page(Process::Api), page(Process::Worker));
    assert!(api.contains("\ngatelodge_http_requests_total{method=\"GET\",route=\"/r/:rid\",status=\"2xx\"} 1"), "{api}");
    assert!(api.contains("\ngatelodge_http_request_duration_seconds_bucket{le=\"0.0025\",method=\"GET\",route=\"-\"} 1"), "{api}");
    assert!(api.contains("# UNIT gatelodge_http_request_duration_seconds seconds\n"), "{api}");
    assert!(api.contains("\ngatelodge_watchers{} 0.0\n") && api.contains("\ngatelodge_registrations_made_total{} 0.0\n"), "{api}");
    assert!(api.contains("gatelodge_refusals_total{limit=\"registrations.block\"} 0"), "{api}");
    assert!(worker.contains("gatelodge_oldest_job_seconds{lane=\"letters\"} NaN"), "{worker}");
    for (process, page) in [(Process::Api, &api), (Process::Worker, &worker)] {
        assert!(page.ends_with("# EOF\n"), "{page}");
        for metric in all() {
            let family = metric.name.trim_end_matches("_total");
            // The client leaves out a family without series.
            if metric.labels.is_empty() && metric.kind != Kind::Gauge {
                assert_eq!(page.contains(&format!("# TYPE {family} ")), metric.is_of(process), "{family}");
            }
            assert!(metric.is_of(process) || !page.contains(&format!("# TYPE {family} ")), "{family}");
        }
    }
}

#[test]
fn what_is_held_is_counted_until_it_is_let_go() {
    static SEATS: Gauge<0> = Series::new(Metric {
        name: "gatelodge_seats",
        kind: Kind::Gauge,
        has: Readers::Api,
        labels: &[],
        help: "Seats of a test",
        buckets: &[],
    });
    let mut registry = Registry::default();
    SEATS.register(&mut registry);
    let shown = || {
        let mut page = String::new();
        text::encode(&mut page, &registry).unwrap();
        page
    };
    assert!(!shown().contains("gatelodge_seats{"), "nobody has looked yet");
    let (first, second) = (SEATS.hold(), SEATS.hold());
    assert!(shown().contains("\ngatelodge_seats{} 2.0\n"), "{}", shown());
    drop((first, second));
    assert!(shown().contains("\ngatelodge_seats{} 0.0\n"), "{}", shown());
}

#[test]
fn the_page_of_the_metrics_is_in_step_with_the_catalogue() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/METRICS.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, overview()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(written, overview(), "run UPDATE=1 cargo test -p shared metrics");
}
