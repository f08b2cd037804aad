//! Dashboard and alerts against the metrics that exist: a panel that shows nothing, or an alert that cannot ring, is worse than
//! none.
//!
//! An expression is not parsed, only taken apart: what begins like a metric of ours is one, what stands between braces or
//! behind `by` is a label, and every other word must be one of PromQL's.

use std::collections::BTreeSet;

use serde_json::Value;
use shared::telemetry::metrics::{ALL, Kind, Metric};

use crate::faults::Faults;
use crate::tree::{root, words};

/// What Prometheus itself adds to every series.
const ITS_OWN: [&str; 3] = ["job", "instance", "le"];
/// Words of PromQL that we use.
const PROMQL: [&str; 13] =
    ["and", "count", "histogram_quantile", "increase", "max", "min", "rate", "sum", "time", "topk", "up", "__rate_interval", "or"];
/// Metrics that neither dashboard nor alerts show, and why: none.
const UNSEEN: [&str; 0] = [];

/// An expression, and where it stands.
struct Expression {
    place: String,
    text: String,
}

/// What an expression speaks of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Spoken {
    metrics: BTreeSet<String>,
    labels: BTreeSet<String>,
    others: BTreeSet<String>,
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn metric(name: &str) -> Option<&'static Metric> {
    let known = |name: &str| ALL.iter().map(|metric| metric.about()).find(|metric| metric.name == name);
    let of_histogram = |suffix: &str| name.strip_suffix(suffix).and_then(known).filter(|metric| metric.kind == Kind::Histogram);
    // A histogram is asked for by its parts and by nothing else.
    known(name).filter(|metric| metric.kind != Kind::Histogram).or_else(|| ["_bucket", "_sum", "_count"].into_iter().find_map(of_histogram))
}

/// Takes an expression apart.
fn spoken(expression: &str) -> Spoken {
    let mut spoken = Spoken::default();
    // What stands in quotes is a value.
    let mut rest: String = expression.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    for (opening, close) in [("{", '}'), ("by (", ')'), ("without (", ')')] {
        while let Some(start) = rest.find(opening) {
            let opened = start + opening.len();
            let closed = opened + rest[opened..].find(close).expect("every bracket is closed");
            spoken.labels.extend(words(&rest[opened..closed]).map(ToOwned::to_owned));
            rest.replace_range(start..=closed, " ");
        }
    }
    // `[5m]` and numbers are no names.
    for word in words(&rest).filter(|word| !word.starts_with(char::is_numeric)) {
        let is_metric = word.starts_with("gatelodge_") || word.starts_with("process_");
        let place = if is_metric { &mut spoken.metrics } else { &mut spoken.others };
        place.insert(word.to_owned());
    }
    spoken
}

fn dashboard() -> Vec<Expression> {
    let page: Value = serde_json::from_str(&read("deploy/grafana/dashboard.json")).expect("the dashboard is JSON");
    let panels = page["panels"].as_array().expect("panels");
    let targets = |panel: &Value| {
        let place = format!("deploy/grafana/dashboard.json, “{}”", panel["title"].as_str().unwrap_or_default());
        let targets = panel["targets"].as_array().cloned().unwrap_or_default();
        let of = move |target: Value| Expression { place: place.clone(), text: target["expr"].as_str().unwrap_or_default().to_owned() };
        targets.into_iter().map(of).collect::<Vec<_>>()
    };
    panels.iter().flat_map(targets).collect()
}

/// Each alert's lines. One thing stands on a line, so nothing more than lines need be read.
fn alerts() -> Vec<(String, Vec<(String, String)>)> {
    let text = read("deploy/prometheus/alerts.yaml");
    let fields = |alert: &str| {
        let pairs = alert.lines().skip(1).filter_map(|line| line.trim().split_once(": "));
        pairs.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned())).collect()
    };
    text.split("- alert: ").skip(1).map(|alert| (alert.lines().next().unwrap_or_default().to_owned(), fields(alert))).collect()
}

fn alert_expressions() -> Vec<Expression> {
    let expression = |(name, fields): (String, Vec<(String, String)>)| {
        let text = fields.into_iter().find(|(field, _)| field == "expr").map(|(_, text)| text).unwrap_or_default();
        Expression { place: format!("deploy/prometheus/alerts.yaml, {name}"), text }
    };
    alerts().into_iter().map(expression).collect()
}

fn everything() -> Vec<Expression> {
    dashboard().into_iter().chain(alert_expressions()).collect()
}

#[test]
fn dashboard_and_alerts_ask_for_metrics_and_labels_that_there_are() {
    let mut faults = Faults::against("shared/src/telemetry/metrics.rs: what is asked for must exist");
    let expressions = everything();
    assert!(expressions.len() > 40, "{}", expressions.len());
    for Expression { place, text } in &expressions {
        let spoken = spoken(text);
        if spoken.metrics.is_empty() && !spoken.others.contains("up") {
            faults.add(format!("{place}: asks for nothing of ours: {text}"));
        }
        let mut labels: BTreeSet<&str> = ITS_OWN.into();
        for name in &spoken.metrics {
            match metric(name) {
                Some(metric) => labels.extend(metric.labels),
                None => faults.add(format!("{place}: there is no metric {name}")),
            }
        }
        for label in spoken.labels.iter().filter(|label| !labels.contains(label.as_str())) {
            faults.add(format!("{place}: none of these metrics has a label {label}: {text}"));
        }
        for word in spoken.others.iter().filter(|word| !PROMQL.contains(&word.as_str())) {
            faults.add(format!("{place}: {word} is no word of PromQL that we use: {text}"));
        }
    }
    faults.none();
}

#[test]
fn every_metric_is_seen_somewhere() {
    let expressions = everything();
    let asked: BTreeSet<&str> =
        expressions.iter().flat_map(|expression| spoken(&expression.text).metrics).filter_map(|name| Some(metric(&name)?.name)).collect();
    let mut faults = Faults::against("a metric that nobody looks at costs and says nothing: show it, or let it go");
    for name in ALL.iter().map(|metric| metric.about().name) {
        if asked.contains(name) == UNSEEN.contains(&name) {
            faults.add(format!("{name}: seen {}, allowed to be unseen {}", asked.contains(name), UNSEEN.contains(&name)));
        }
    }
    faults.none();
}

#[test]
fn every_alert_says_what_is_wrong_and_what_to_do() {
    let mut faults = Faults::against("an alert wakes somebody: it says how long, how bad, what is wrong, and what to do");
    let alerts = alerts();
    assert!((8..=12).contains(&alerts.len()), "few alerts are read: {}", alerts.len());
    for (name, fields) in &alerts {
        let field = |name: &str| fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
        for (missing, is_there) in [
            ("expr", !field("expr").is_empty()),
            ("for", field("for").ends_with('m')),
            ("severity", ["{ severity: critical }", "{ severity: warning }"].contains(&field("labels"))),
            ("summary", field("summary").len() > 20),
            ("description", field("description").len() > 60),
        ] {
            if !is_there {
                faults.add(format!("deploy/prometheus/alerts.yaml, {name}: {missing}"));
            }
        }
    }
    faults.none();
}

#[test]
fn the_jobs_that_alerts_go_by_are_those_of_the_example() {
    let example = read("deploy/prometheus/scrape.example.yaml");
    for job in ["gatelodge-api", "gatelodge-worker"] {
        assert!(example.contains(&format!("job_name: {job}\n")), "{job}");
        assert!(alert_expressions().iter().any(|alert| alert.text.contains(job)), "{job}");
    }
}

#[test]
fn expressions_are_taken_apart() {
    let apart = spoken(r#"topk(3, sum by (le, route) (rate(gatelodge_x_bucket{status="5xx", job=~"a by (b)"}[5m]))) > 0.5 and up == 0"#);
    let set = |words: &[&str]| words.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(apart.metrics, set(&["gatelodge_x_bucket"]));
    assert_eq!(apart.labels, set(&["le", "route", "status", "job"]));
    assert_eq!(apart.others, set(&["topk", "sum", "rate", "and", "up"]));
    assert!(metric("gatelodge_job_duration_seconds").is_none() && metric("gatelodge_job_duration_seconds_sum").is_some());
    assert!(metric("gatelodge_watchers_sum").is_none() && metric("gatelodge_watchers").is_some());
}
