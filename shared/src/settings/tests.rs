//! Whole environments: what both processes accept, and every fault at once.
#![expect(clippy::unwrap_used, reason = "a test may end here")]

use std::collections::BTreeSet;
use std::time::Duration;

use super::catalogue::{self, Fallback};
use super::*;
use crate::locales::Locale;
use crate::platform::{Platform, Services};

/// The environment of the benchmark: everything on this machine, with secrets that everybody knows.
const LOOPBACK: &[(&str, &str)] = &[
    ("GATELODGE_REDIS_URL", "redis://127.0.0.1:18301"),
    ("GATELODGE_BIND", "127.0.0.1:18300"),
    ("GATELODGE_PUBLIC_URL", "http://127.0.0.1:18300"),
    ("GATELODGE_KEYS", "bench:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
    ("GATELODGE_MODERATORS", "boss@example.org"),
    ("GATELODGE_CONFIRM_EMAIL", "false"),
    ("GATELODGE_SMTP_URL", "smtp://127.0.0.1:18302"),
    ("GATELODGE_MAIL_FROM", "gate@example.org"),
    ("GATELODGE_MATRIX_URL", "http://127.0.0.1:18303"),
    ("GATELODGE_MATRIX_SERVER_NAME", "example.org"),
    ("GATELODGE_MATRIX_SHARED_SECRET", "bench"),
    ("GATELODGE_MEMBERS", "open"),
    ("GATELODGE_PASSWORD_MIN", "8"),
    ("GATELODGE_PASSWORD_SCORE", "0"),
    ("GATELODGE_RATE_LIMITS", "off"),
];

/// What an operator writes who sets only what must be set.
const PUBLIC: &[(&str, &str)] = &[
    ("GATELODGE_KEYS", "k1:3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs="),
    ("GATELODGE_PUBLIC_URL", "https://join.example.org"),
    ("GATELODGE_MODERATORS", "Ann@example.org, bob@example.org"),
    ("GATELODGE_SMTP_URL", "smtps://gate:pw@mail.example.org"),
    ("GATELODGE_MAIL_FROM", "Gate <gate@example.org>"),
    ("GATELODGE_MATRIX_URL", "https://matrix.example.org"),
    ("GATELODGE_MATRIX_SERVER_NAME", "example.org"),
    ("GATELODGE_MATRIX_SHARED_SECRET", "Tq7#pLw2:zR9vXe4&mK1uYs6"),
];

fn with(base: &[(&str, &str)], changes: &[(&str, &str)]) -> Environment {
    let mut environment = Environment::from_pairs(base.iter().copied());
    for (name, value) in changes {
        environment.set(&format!("GATELODGE_{name}"), (*value).to_owned());
    }
    environment
}

/// The names with faults for the API and for the worker, without the prefix.
fn faulty(environment: &Environment) -> (Vec<String>, Vec<String>) {
    let names = |faults: Option<Faults>| -> Vec<String> {
        faults.iter().flat_map(Faults::iter).map(|fault| fault.name().replace("GATELODGE_", "")).collect()
    };
    (names(read_api(environment).err()), names(read_worker(environment).err()))
}

fn assert_faulty(environment: &Environment, api: &[&str], worker: &[&str]) {
    let (by_api, by_worker) = faulty(environment);
    assert_eq!((by_api, by_worker), (api.iter().map(ToString::to_string).collect(), worker.iter().map(ToString::to_string).collect()));
}

#[test]
fn the_benchmark_starts_on_loopback() {
    let environment = with(LOOPBACK, &[]);
    let api = read_api(&environment).unwrap();
    assert!(!api.common.rate_limits && !api.confirm_email && api.require_reason && !api.require_email);
    assert_eq!(api.password, PasswordRules { min: 8, score: 0 });
    let worker = read_worker(&environment).unwrap();
    assert_eq!((worker.smtp.port, worker.mail_from.as_str()), (18302, "gate@example.org"));
    assert_eq!(environment.unknown_names(), ["GATELODGE_MEMBERS"]);
}

#[test]
fn what_nobody_sets_has_its_default() {
    let environment = with(PUBLIC, &[]);
    let api = read_api(&environment).unwrap();
    assert_eq!((api.bind.to_string().as_str(), api.common.redis_url.expose()), ("127.0.0.1:8000", "redis://127.0.0.1:6379"));
    assert_eq!(api.password, PasswordRules { min: 12, score: 3 });
    assert!(api.trusted_proxies.is_empty() && api.questions.is_empty() && api.confirm_email && api.common.rate_limits);
    let common = read_worker(&environment).unwrap().common;
    assert_eq!((common.community.as_str(), common.locale, common.log.as_str()), ("Gatelodge", Locale::En, "info"));
    assert_eq!((common.approvals, common.rejections), (1, 1));
    assert_eq!(common.services, Services::from(Platform::Matrix));
    let lifetimes = Lifetimes {
        unconfirmed: Duration::from_hours(24),
        pending: Duration::from_hours(48),
        approved: Duration::from_hours(168),
        audit: Duration::from_hours(24 * 365),
    };
    assert_eq!(common.lifetimes, lifetimes);
    assert_eq!(common.limits, Limits::default());
    assert_eq!(common.moderators.first().unwrap().normalised(), "ann@example.org");
    assert_eq!(read_worker(&environment).unwrap().concurrency, Concurrency { letters: 16, platform: 2 });
}

#[test]
fn an_empty_environment_lists_all_that_is_required() {
    let required = ["KEYS", "PUBLIC_URL", "MODERATORS", "MATRIX_URL", "MATRIX_SERVER_NAME"];
    let of_worker = [&required[..], &["SMTP_URL", "MAIL_FROM", "MATRIX_SHARED_SECRET"]].concat();
    assert_faulty(&Environment::default(), &required, &of_worker);
    let shown = read_api(&Environment::default()).unwrap_err().to_string();
    assert_eq!(shown.lines().count(), required.len());
    let listed: BTreeSet<_> = catalogue::ALL
        .iter()
        .filter(|setting| setting.fallback == Fallback::Required)
        .map(|setting| setting.name.replace("GATELODGE_", ""))
        .collect();
    assert_eq!(listed, of_worker.iter().map(ToString::to_string).collect());
}

#[test]
fn every_fault_is_said_at_once_and_no_value_with_it() {
    let bad = "s3cret\u{2028}value";
    let mut environment = Environment::default();
    for setting in catalogue::ALL {
        environment.set(setting.name, bad.to_owned());
    }
    let (by_api, by_worker) = faulty(&environment);
    for setting in catalogue::ALL {
        let name = setting.name.replace("GATELODGE_", "");
        // Anything may be a secret; a well-known one is another test.
        if matches!(name.as_str(), "MATRIX_SHARED_SECRET" | "MATRIX_ADMIN_TOKEN") {
            continue;
        }
        assert_eq!(by_api.iter().filter(|seen| **seen == name).count(), usize::from(setting.is_read_by(Process::Api)), "{name}");
        assert_eq!(by_worker.iter().filter(|seen| **seen == name).count(), usize::from(setting.is_read_by(Process::Worker)), "{name}");
    }
    let shown = format!("{}\n{}", read_api(&environment).unwrap_err(), read_worker(&environment).unwrap_err());
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn plain_http_is_for_loopback_or_on_purpose() {
    let elsewhere = ("PUBLIC_URL", "http://join.example.org");
    assert_faulty(&with(PUBLIC, &[elsewhere]), &["PUBLIC_URL"], &["PUBLIC_URL"]);
    assert_faulty(&with(PUBLIC, &[elsewhere, ("ALLOW_HTTP", "true")]), &[], &[]);
    assert_faulty(&with(PUBLIC, &[("PUBLIC_URL", "http://localhost:8000/")]), &[], &[]);
    for url in ["https://a.org/b", "https://a.org?b", "https://a.org#b", "https://u:p@a.org", "a.org"] {
        assert_faulty(&with(PUBLIC, &[("PUBLIC_URL", url)]), &["PUBLIC_URL"], &["PUBLIC_URL"]);
    }
}

#[test]
fn known_secrets_are_for_loopback_only() {
    assert_faulty(
        &with(LOOPBACK, &[("PUBLIC_URL", "https://join.example.org"), ("RATE_LIMITS", "on")]),
        &["KEYS"],
        &["KEYS", "MATRIX_SHARED_SECRET"],
    );
    assert_faulty(&with(LOOPBACK, &[("BIND", "0.0.0.0:8000"), ("RATE_LIMITS", "on")]), &["KEYS"], &[]);
    assert_faulty(&with(LOOPBACK, &[("MATRIX_URL", "http://synapse:8008")]), &["KEYS"], &["KEYS", "MATRIX_SHARED_SECRET"]);
    assert_faulty(&with(PUBLIC, &[("MATRIX_ADMIN_TOKEN", "changeme")]), &[], &["MATRIX_ADMIN_TOKEN"]);
    let older = "a:3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs=,b:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    assert_faulty(&with(PUBLIC, &[("KEYS", older)]), &["KEYS"], &["KEYS"]);
}

#[test]
fn limits_are_lifted_on_loopback_only() {
    assert_faulty(&with(PUBLIC, &[("RATE_LIMITS", "off")]), &["RATE_LIMITS"], &["RATE_LIMITS"]);
    let keys = ("KEYS", "k1:3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs=");
    assert_faulty(&with(LOOPBACK, &[keys, ("BIND", "[::]:8000")]), &["RATE_LIMITS"], &[]);
    assert_faulty(&with(LOOPBACK, &[keys, ("BIND", "[::1]:8000")]), &[], &[]);
}

#[test]
fn moderators_are_some_different_and_enough() {
    for list in ["", "ann@example.org,", "nobody", "ann@example.org,ANN@Example.org", "ann@bücher.example,ann@xn--bcher-kva.example"] {
        assert_faulty(&with(PUBLIC, &[("MODERATORS", list)]), &["MODERATORS"], &["MODERATORS"]);
    }
    assert_faulty(&with(PUBLIC, &[("APPROVALS", "3")]), &["APPROVALS"], &["APPROVALS"]);
    assert_faulty(&with(PUBLIC, &[("APPROVALS", "3"), ("REJECTIONS", "4")]), &["APPROVALS", "REJECTIONS"], &["APPROVALS", "REJECTIONS"]);
    assert_faulty(&with(PUBLIC, &[("APPROVALS", "2"), ("REJECTIONS", "2")]), &[], &[]);
    assert_faulty(&with(PUBLIC, &[("APPROVALS", "0")]), &["APPROVALS"], &["APPROVALS"]);
}

#[test]
fn what_later_brings_is_a_fault_today() {
    for (name, value) in [("SERVICES", "mastodon"), ("SERVICES", "matrix,mastodon"), ("DURABILITY", "fsync"), ("LOCALE", "de")] {
        assert_faulty(&with(PUBLIC, &[(name, value)]), &[name], &[name]);
    }
}

#[test]
fn the_api_does_not_look_at_the_workers_settings() {
    let environment = with(PUBLIC, &[("SMTP_URL", "x"), ("MATRIX_SHARED_SECRET", "x"), ("CONCURRENCY", "x")]);
    assert_faulty(&environment, &[], &["SMTP_URL", "MATRIX_SHARED_SECRET", "CONCURRENCY"]);
    assert_faulty(
        &with(PUBLIC, &[("BIND", "x"), ("PASSWORD_MIN", "7"), ("PASSWORD_SCORE", "5"), ("QUESTIONS", "a|a")]),
        &["BIND", "QUESTIONS", "PASSWORD_MIN", "PASSWORD_SCORE"],
        &[],
    );
}

#[test]
fn debug_output_shows_no_secret_and_nobody() {
    let environment = with(PUBLIC, &[("REDIS_URL", "redis://u:r3dis@a"), ("MATRIX_ADMIN_TOKEN", "syt_qwertzuiopasdfghjkl")]);
    let shown = format!("{:?} {:?}", read_api(&environment).unwrap(), read_worker(&environment).unwrap());
    for hidden in ["r3dis", ":pw", "\"pw", "Tq7#", "syt_", "ann@", "Ann@", "3bCk", "221, 176"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}
