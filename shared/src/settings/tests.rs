//! Whole environments: what both processes accept, and every fault at once.
#![expect(clippy::unwrap_used, reason = "a test may end here")]

use std::collections::BTreeSet;
use std::time::Duration;

use secrecy::ExposeSecret;

use super::catalogue::{self, Fallback};
use super::*;
use crate::locales::Locale;
use crate::platform::{Platform, Services};

mod members;

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
    assert_eq!(api.password, PasswordRules { min: 8, score: 0, bytes_max: None });
    let worker = read_worker(&environment).unwrap();
    assert_eq!((worker.smtp.port, worker.mail_from.as_str()), (18302, "gate@example.org"));
    assert_eq!((api.members.gate, environment.unknown_names()), (MemberGate::Open, Vec::new()));
}

#[test]
fn what_nobody_sets_has_its_default() {
    let environment = with(PUBLIC, &[]);
    let api = read_api(&environment).unwrap();
    assert_eq!((api.bind.to_string().as_str(), api.common.redis_url.expose()), ("127.0.0.1:8000", "redis://127.0.0.1:6379"));
    assert_eq!(api.password, PasswordRules { min: 12, score: 3, bytes_max: None });
    let members = &api.members;
    assert_eq!((members.gate, members.board, members.return_reset_token), (MemberGate::Approved, BoardAudience::Members, false));
    assert_eq!((members.access_ttl, members.refresh_ttl), (Duration::from_mins(15), Duration::from_hours(720)));
    assert!(matches!(members.algorithm, Algorithm::EdDsa) && members.allowed_origins.is_empty());
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
    let is_required = |setting: &&&catalogue::Setting| {
        setting.fallback == Fallback::Required && setting.door().is_none_or(|door| door == Platform::Matrix)
    };
    let listed: BTreeSet<_> = catalogue::ALL.iter().filter(is_required).map(|setting| setting.name.replace("GATELODGE_", "")).collect();
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
        if matches!(name.as_str(), "MATRIX_SHARED_SECRET" | "MATRIX_ADMIN_TOKEN" | "SECRET_KEY") {
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
fn metrics_have_an_address_of_their_own() {
    let environment = with(PUBLIC, &[("METRICS_BIND", "127.0.0.1:9464"), ("OTLP_ENDPOINT", "http://127.0.0.1:4318/otlp")]);
    let common = read_worker(&environment).unwrap().common;
    assert_eq!(common.metrics_bind, Some(([127, 0, 0, 1], 9464).into()));
    assert_eq!(common.otlp_endpoint.unwrap().as_str(), "http://127.0.0.1:4318/otlp");
    let common = read_worker(&with(PUBLIC, &[])).unwrap().common;
    assert!(common.metrics_bind.is_none() && common.otlp_endpoint.is_none());
    assert_faulty(&with(PUBLIC, &[("METRICS_BIND", "127.0.0.1:8000")]), &["METRICS_BIND"], &[]);
    assert_faulty(&with(PUBLIC, &[("METRICS_BIND", "9464")]), &["METRICS_BIND"], &["METRICS_BIND"]);
    assert_faulty(&with(PUBLIC, &[("OTLP_ENDPOINT", "http://u:p@a")]), &["OTLP_ENDPOINT"], &["OTLP_ENDPOINT"]);
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
    for (name, value) in [("SERVICES", "matrix,irc"), ("DURABILITY", "fsync"), ("LOCALE", "nl")] {
        assert_faulty(&with(PUBLIC, &[(name, value)]), &[name], &[name]);
    }
}

#[test]
fn the_api_does_not_look_at_the_workers_settings() {
    let environment = with(PUBLIC, &[("SMTP_URL", "x"), ("MATRIX_SHARED_SECRET", "x"), ("CONCURRENCY", "x")]);
    assert_faulty(&environment, &[], &["SMTP_URL", "MATRIX_SHARED_SECRET", "CONCURRENCY"]);
    assert_faulty(
        &with(PUBLIC, &[("MEMBERS", "x"), ("BOARD", "x"), ("RETURN_RESET_TOKEN", "x")]),
        &["MEMBERS", "BOARD", "RETURN_RESET_TOKEN"],
        &[],
    );
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
    let second = format!("{:?}", read_worker(&with_mastodon(&[CLIENT_ID, CLIENT_SECRET, ADMIN_TOKEN])).unwrap());
    assert!(!second.contains(CLIENT_SECRET.1) && !second.contains(ADMIN_TOKEN.1), "{second}");
    for hidden in ["r3dis", ":pw", "\"pw", "Tq7#", "syt_", "ann@", "Ann@", "3bCk", "221, 176"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
}

/// What the second door adds to [`PUBLIC`].
const MASTODON: &[(&str, &str)] = &[
    ("SERVICES", "matrix,mastodon"),
    ("MASTODON_URL", "https://mastodon.example.org"),
    ("MASTODON_COMMAND", "docker exec -i mastodon-web-1"),
];
const CLIENT_ID: (&str, &str) = ("MASTODON_CLIENT_ID", "qZ3vT8pLr1Wc9");
const CLIENT_SECRET: (&str, &str) = ("MASTODON_CLIENT_SECRET", "uY6rK2mWq9ZtX4bNcV7pLs3J");
const ADMIN_TOKEN: (&str, &str) = ("MASTODON_ADMIN_TOKEN", "Fg5hJk8LzXc2VbN7mQw4ErTy");

fn with_mastodon(changes: &[(&str, &str)]) -> Environment {
    with(PUBLIC, &[MASTODON, changes].concat())
}

#[test]
fn the_second_door_has_its_defaults() {
    let environment = with_mastodon(&[]);
    let public = read_api(&environment).unwrap().common.mastodon.unwrap();
    assert_eq!((public.url.as_str(), public.driver), ("https://mastodon.example.org/", MastodonDriver::Runner));
    let access = read_worker(&environment).unwrap().mastodon.unwrap();
    let command = ["docker", "exec", "-i", "mastodon-web-1"].map(str::to_owned).to_vec();
    assert_eq!(access.reach, Some(MastodonReach::Command(command)));
    assert!(access.client.is_none() && access.admin_token.is_none());
    assert_eq!((access.client_name.as_str(), access.scopes), ("Gatelodge", vec!["read".to_owned()]));

    let alone = with_mastodon(&[("SERVICES", "mastodon"), ("MATRIX_URL", ""), ("MATRIX_SHARED_SECRET", ""), ("MATRIX_SERVER_NAME", "")]);
    assert!(read_worker(&alone).is_ok_and(|settings| settings.matrix.is_none() && settings.common.matrix.is_none()));
    let closed = with_mastodon(&[("SERVICES", "matrix"), ("MASTODON_URL", "x"), ("MASTODON_SCOPES", "admin")]);
    assert!(read_worker(&closed).is_ok_and(|settings| settings.mastodon.is_none() && settings.common.mastodon.is_none()));
}

#[test]
fn a_fault_elsewhere_opens_no_door() {
    let alone = [("SERVICES", "mastodon"), ("MATRIX_URL", ""), ("MATRIX_SHARED_SECRET", ""), ("LOCALE", "x")];
    assert_faulty(&with_mastodon(&alone), &["LOCALE"], &["LOCALE"]);
    assert_faulty(&with(PUBLIC, &[("LOCALE", "x")]), &["LOCALE"], &["LOCALE"]);
    assert_faulty(&with(PUBLIC, &[("SERVICES", "matirx")]), &["SERVICES"], &["SERVICES"]);
    assert_faulty(
        &with(PUBLIC, &[("SERVICES", "x"), ("MASTODON_SCOPES", "admin")]),
        &["SERVICES", "MASTODON_URL"],
        &["SERVICES", "MASTODON_URL", "MASTODON_COMMAND", "MASTODON_SCOPES"],
    );
}

#[test]
fn every_driver_says_at_once_what_it_lacks() {
    let socket = ("MASTODON_SOCKET", "/run/gate/mastodon.sock");
    let (no_command, tootctl, http) = (("MASTODON_COMMAND", ""), ("MASTODON_DRIVER", "tootctl"), ("MASTODON_DRIVER", "http"));
    for (changes, worker) in [
        (&[no_command][..], &["MASTODON_COMMAND"][..]),
        (&[no_command, socket], &[]),
        (&[socket], &["MASTODON_SOCKET"]),
        (&[tootctl], &[]),
        (&[tootctl, no_command], &["MASTODON_COMMAND"]),
        (&[tootctl, no_command, socket], &["MASTODON_SOCKET"]),
        (&[CLIENT_ID], &["MASTODON_CLIENT_SECRET"]),
        (&[CLIENT_SECRET], &["MASTODON_CLIENT_ID"]),
        (&[CLIENT_ID, CLIENT_SECRET], &[]),
        (&[http, no_command, CLIENT_ID, CLIENT_SECRET, ADMIN_TOKEN], &[]),
        (&[http, socket], &["MASTODON_COMMAND", "MASTODON_SOCKET", "MASTODON_CLIENT_ID", "MASTODON_CLIENT_SECRET", "MASTODON_ADMIN_TOKEN"]),
        (&[("MASTODON_COMMAND", "docker exec $WEB"), ("MASTODON_SCOPES", "admin:read")], &["MASTODON_COMMAND", "MASTODON_SCOPES"]),
    ] {
        assert_faulty(&with_mastodon(changes), &[], worker);
    }
    let empty = with(PUBLIC, &[("SERVICES", "mastodon")]);
    assert_faulty(&empty, &["MASTODON_URL"], &["MASTODON_URL", "MASTODON_COMMAND"]);
}

#[test]
fn the_older_names_of_the_token_service_are_understood() {
    let mut environment = with(PUBLIC, &[("SERVICES", "mastodon")]);
    environment.read_dot_env(
        "MASTODON_INSTANCE=https://mastodon.yourdomain.com\nCLIENT_NAME=MyFastAPIApp\nSCOPES=read write follow\n\n\
         MASTODON_DOCKER=mastodon_web_1\nMASTODON_CLIENT_ID=qZ3vT8pLr1Wc9\nMASTODON_CLIENT_SECRET=uY6rK2mWq9ZtX4bNcV7pLs3J\n"
            .as_bytes(),
    );
    let settings = read_worker(&environment).unwrap();
    assert_eq!(settings.common.mastodon.unwrap().url.as_str(), "https://mastodon.yourdomain.com/");
    let access = settings.mastodon.unwrap();
    let command = ["docker", "exec", "-i", "mastodon_web_1"].map(str::to_owned).to_vec();
    assert_eq!(access.reach, Some(MastodonReach::Command(command)));
    assert_eq!((access.client_name.as_str(), access.scopes.join(" ").as_str()), ("MyFastAPIApp", "read write follow"));
    assert_eq!(access.client.unwrap().id, "qZ3vT8pLr1Wc9");
    assert!(read_api(&environment).is_ok());

    environment.set("SCOPES", "read admin:write".to_owned());
    environment.set("MASTODON_DOCKER", "-v /:/host web".to_owned());
    assert_faulty(&environment, &[], &["MASTODON_COMMAND", "MASTODON_SCOPES"]);
    let shown = read_worker(&environment).unwrap_err().to_string();
    assert!(shown.contains("(given as SCOPES)") && shown.contains("(given as MASTODON_DOCKER)") && !shown.contains("/host"), "{shown}");
    for (name, value) in [("SCOPES", "read"), ("COMMAND", "env")] {
        environment.set(&format!("GATELODGE_MASTODON_{name}"), value.to_owned());
    }
    assert_eq!(read_worker(&environment).unwrap().mastodon.unwrap().scopes, ["read"]);
    // With the driver `http` or a socket the container's name may stay where it is.
    let http = [("SERVICES", "mastodon"), ("MASTODON_DRIVER", "http"), ADMIN_TOKEN, CLIENT_ID, CLIENT_SECRET];
    for changes in [&http[..], &[("SERVICES", "mastodon"), ("MASTODON_SOCKET", "/run/m.sock")]] {
        let mut environment = with(PUBLIC, changes);
        environment.set("MASTODON_INSTANCE", "https://mastodon.example.org".to_owned());
        environment.set("MASTODON_DOCKER", "web".to_owned());
        let reach = read_worker(&environment).unwrap().mastodon.unwrap().reach;
        assert!(!matches!(reach, Some(MastodonReach::Command(_))));
    }
}

#[test]
fn somebody_elses_names_do_no_harm_while_the_door_is_closed() {
    let mut environment = with(PUBLIC, &[]);
    for name in ["MASTODON_INSTANCE", "MASTODON_DOCKER", "CLIENT_NAME", "SCOPES", "MASTODON_CLIENT_ID", "MASTODON_CLIENT_SECRET"] {
        environment.set(name, "admin:* \u{2028}".to_owned());
    }
    environment.set("MASTODON_CLIENT_SECRET_FILE", "/nowhere/at/all".to_owned());
    environment.read_dot_env("SCOPES=a\nSCOPES=b\n".as_bytes());
    assert_faulty(&environment, &[], &[]);
    assert!(environment.unknown_names().is_empty());
}

#[test]
fn known_secrets_of_the_second_door_are_for_loopback_only() {
    let weak = [("MASTODON_CLIENT_ID", "bench"), ("MASTODON_CLIENT_SECRET", "bench"), ("MASTODON_ADMIN_TOKEN", "bench")];
    assert_faulty(&with_mastodon(&weak), &[], &["MASTODON_CLIENT_SECRET", "MASTODON_ADMIN_TOKEN"]);
    let local = [MASTODON, &weak, &[("MASTODON_URL", "http://127.0.0.1:18304")]].concat();
    assert_faulty(&with(LOOPBACK, &local), &[], &[]);
    let elsewhere = [&local[..], &[("MASTODON_URL", "http://web:3000")]].concat();
    let worker = ["KEYS", "MATRIX_SHARED_SECRET", "MASTODON_CLIENT_SECRET", "MASTODON_ADMIN_TOKEN"];
    assert_faulty(&with(LOOPBACK, &elsewhere), &["KEYS"], &worker);
}
