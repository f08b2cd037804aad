//! Where Redis and the world outside may be named: the crates behind them stay in the rooms and files that own them.

use crate::faults::Faults;
use crate::tree::{File, files, numbered, product_files, words};

/// Where stream commands stand: the queue, the one commit, and the audit's own streams.
const STREAMS: [&str; 3] = ["shared/src/job/", "shared/src/commit.lua", "shared/src/audit/"];
/// Where fred is known, besides `job/` and every `store.rs`.
const FRED: [&str; 7] = [
    "shared/src/redis.rs",
    "shared/src/redis/attempt.rs",
    "shared/src/redis/manners.rs",
    "shared/src/root.rs",
    "shared/src/moderator.rs",
    "shared/src/health.rs",
    "shared/src/claim.rs",
];
const STREAM_COMMANDS: &str =
    "xadd xack xdel xread xreadgroup xpending xclaim xautoclaim xrange xrevrange xlen xtrim xgroup xinfo streamsinterface";
const BLOCKING: &str = "blpop brpop blmove blmpop brpoplpush bzpopmin bzpopmax bzmpop";

fn scripts() -> Vec<File> {
    let mut scripts = files();
    scripts.retain(|file| file.ending() == "lua");
    for script in &mut scripts {
        let code: Vec<&str> = script.text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
        script.text = code.join("\n");
    }
    scripts
}

/// Rust without comments and tests, and scripts without comments.
fn said() -> Vec<File> {
    let rust = product_files().into_iter().map(|file| File { text: file.views().said, path: file.path });
    rust.chain(scripts()).collect()
}

#[test]
fn every_redis_key_is_written_in_keyspace_rs() {
    let mut faults = Faults::against("DESIGN: no key literal anywhere but in shared/src/keyspace.rs; ask it for the key");
    for file in said().iter().filter(|file| file.path != "shared/src/keyspace.rs") {
        for (line, text) in file.lines() {
            let key = text.match_indices("gl:").any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric()));
            if key {
                faults.at(file, line, text.trim());
            }
        }
    }
    faults.none();
}

#[test]
fn stream_commands_stand_in_the_queue_and_the_commit_alone() {
    let mut faults = Faults::against("DESIGN, “Jobs”: streams are the business of shared/src/job/ (and of the commit and the audit)");
    for file in said().iter().filter(|file| !STREAMS.iter().any(|place| file.path.starts_with(place))) {
        for (line, text) in file.lines() {
            let command =
                |word: &str| STREAM_COMMANDS.split(' ').any(|command| word == command || word.starts_with(&format!("{command}_")));
            if let Some(word) = words(text).find(|word| command(&word.to_lowercase())) {
                faults.at(file, line, word);
            }
        }
    }
    faults.none();
}

#[test]
fn no_redis_command_blocks() {
    let mut faults =
        Faults::against("DESIGN, “Jobs”: no blocking Redis command in either process; streams are read by scripts, which cannot block");
    for file in said() {
        for (line, text) in file.lines() {
            let blocks =
                |word: &str| BLOCKING.split(' ').any(|command| word == command) || (file.ending() == "rs" && word.starts_with("xread"));
            if let Some(word) = words(text).find(|word| blocks(&word.to_lowercase())) {
                faults.at(&file, line, word);
            }
        }
    }
    faults.none();
}

/// The crates and who may name them.
fn named_by_others(krate: &str, may: impl Fn(&str) -> bool) -> Faults {
    let mut faults = Faults::against("DESIGN, “Three rooms”: a crate's types stay with the files that own them");
    for file in product_files().iter().filter(|file| !may(&file.path)) {
        let code = file.views().code;
        for (line, text) in numbered(&code).filter(|(_, text)| words(text).any(|word| word == krate)) {
            faults.at(file, line, text.trim());
        }
    }
    faults
}

#[test]
fn fred_is_known_to_the_stores_and_the_queue_alone() {
    named_by_others("fred", |path| {
        FRED.contains(&path) || path.starts_with("shared/src/job/") || (path.starts_with("shared/src/") && path.ends_with("/store.rs"))
    })
    .none();
}

#[test]
fn poem_is_known_to_the_api_alone() {
    named_by_others("poem", |path| path.starts_with("api/")).none();
    named_by_others("poem_openapi", |path| path.starts_with("api/")).none();
}

#[test]
fn letters_leave_through_worker_mail_alone() {
    named_by_others("lettre", |path| path.starts_with("worker/src/mail/")).none();
}

#[test]
fn metrics_and_traces_leave_through_telemetry_alone() {
    for krate in ["prometheus_client", "opentelemetry", "opentelemetry_sdk", "opentelemetry_otlp", "opentelemetry_http"] {
        named_by_others(krate, |path| path.starts_with("shared/src/telemetry")).none();
    }
    // The one HTTP client that the API's process holds goes to its operator's collector and nowhere else.
    for krate in ["tracing_opentelemetry", "hyper_rustls"] {
        named_by_others(krate, |path| path == "shared/src/telemetry/traces.rs").none();
    }
}

#[test]
fn settings_are_read_in_one_place() {
    let mut faults = Faults::against("DESIGN, “Manners”: the environment is read by shared/src/settings/ alone");
    for file in product_files().iter().filter(|file| !file.path.starts_with("shared/src/settings/")) {
        let code = file.views().code;
        let reads = |text: &str| ["env::var(", "env::var_os(", "env::vars(", "env::vars_os("].iter().any(|call| text.contains(call));
        for (line, text) in numbered(&code).filter(|(_, text)| reads(text)) {
            faults.at(file, line, text.trim());
        }
    }
    faults.none();
}

#[test]
fn the_time_of_day_comes_from_the_clock() {
    let mut faults = Faults::against("shared/src/clock.rs: nothing else reads the time of day; take a `Clock`");
    for file in product_files().iter().filter(|file| file.path != "shared/src/clock.rs") {
        let code = file.views().code;
        let reads = |text: &str| ["Timestamp::now(", "Zoned::now(", "SystemTime::now("].iter().any(|call| text.contains(call));
        for (line, text) in numbered(&code).filter(|(_, text)| reads(text)) {
            faults.at(file, line, text.trim());
        }
    }
    faults.none();
}
