//! What the bench is told: which processes, how many of each thing.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Context as _, bail, ensure};

/// What `--help` prints.
pub const USAGE: &str = "gatelodge-bench [--api PATH] [--worker PATH] [--requests N] [--repetitions N] [--connections N]
                [--waiting N] [--letters N] [--decisions N] [--posts N] [--only NAME,…] [--quick]

--api, --worker   the processes to measure; those beside gatelodge-bench otherwise
--requests        requests of one measurement (10000), after a tenth as many to warm up
--repetitions     measurements of each request, of which the one with the median CPU counts (3)
--connections     connections that ask at once (16)
--waiting         waiting registrations that must make nothing slower (100000)
--letters         registrations whose letters the worker sends (1000)
--decisions       decisions that are followed to the account and the letter, one after the other (100)
--posts           posts on the board that must make nothing slower (100000)
--only            scenarios to measure, of: hello, scripts, registrations, letters, members, crowd, board, starts
--quick           a hundredth of everything, to see that it works

With E2E set in the environment, decisions are followed to the account and the letter as well, and through a worker's death.";

/// What `--only` may name.
const SCENARIOS: [&str; 8] = ["hello", "scripts", "registrations", "letters", "members", "crowd", "board", "starts"];
/// What is measured besides, where decisions are followed.
pub const END_TO_END: [&str; 2] = ["decisions", "second door"];

/// How many of each thing.
pub struct Plan {
    /// `gatelodge-api`.
    pub api: PathBuf,
    /// `gatelodge-worker`.
    pub worker: PathBuf,
    /// Requests of one measurement.
    pub requests: usize,
    /// Measurements of each request.
    pub repetitions: usize,
    /// Connections at once.
    pub connections: usize,
    /// Waiting registrations.
    pub waiting: usize,
    /// Registrations whose letters are sent.
    pub letters: usize,
    /// Decisions that are followed.
    pub decisions: usize,
    /// Posts on the board.
    pub posts: usize,
    /// The scenarios that were asked for; none asks for all.
    pub only: Vec<String>,
    /// Whether decisions are followed at all.
    pub end_to_end: bool,
}

impl Plan {
    fn beside_this() -> anyhow::Result<Self> {
        let this = std::env::current_exe()?;
        let folder = this.parent().context("a program lies in a folder")?;
        let (api, worker) = (folder.join("gatelodge-api"), folder.join("gatelodge-worker"));
        let (requests, repetitions, connections, waiting, letters, decisions) = (10_000, 3, 16, 100_000, 1_000, 100);
        let (posts, only) = (100_000, Vec::new());
        let end_to_end = std::env::var_os("E2E").is_some_and(|value| !value.is_empty());
        Ok(Self { api, worker, requests, repetitions, connections, waiting, letters, decisions, posts, only, end_to_end })
    }

    /// A hundredth of everything.
    fn quicken(&mut self) {
        let counts = [&mut self.requests, &mut self.waiting, &mut self.letters, &mut self.decisions, &mut self.posts];
        counts.into_iter().for_each(|count| *count = (*count / 100).max(3));
        self.repetitions = 1;
    }

    /// The scenarios of this run, in their order.
    pub fn scenarios(&self) -> Vec<&'static str> {
        let wanted = |scenario: &&str| self.only.is_empty() || self.only.iter().any(|name| name == scenario);
        let followed: &[&str] = if self.end_to_end { &END_TO_END } else { &[] };
        SCENARIOS.into_iter().filter(wanted).chain(followed.iter().copied()).collect()
    }

    fn check(&self) -> anyhow::Result<()> {
        for program in [&self.api, &self.worker] {
            ensure!(program.is_file(), "{} is not there: `just bench` builds it first", program.display());
        }
        let counts = [self.requests, self.repetitions, self.connections, self.letters, self.decisions, self.posts];
        ensure!(counts.iter().all(|count| *count > 0), "there is nothing to measure with none");
        let unknown = self.only.iter().find(|name| !SCENARIOS.contains(&name.as_str()));
        ensure!(unknown.is_none(), "{} is no scenario: {}", unknown.map_or("", String::as_str), SCENARIOS.join(", "));
        Ok(())
    }

    /// What is measured, and a warning where it is not the product as operators run it.
    pub fn heading(&self) -> String {
        let is_debug = |path: &PathBuf| path.components().any(|part| part.as_os_str() == "debug");
        let warning =
            if is_debug(&self.api) || is_debug(&self.worker) { "\nThese are debug builds: the figures mean nothing." } else { "" };
        format!(
            "{} and {}\nRedis on TCP, append-only, fsync every second; {} connections; {} × {} requests each.{warning}",
            self.api.display(),
            self.worker.display(),
            self.connections,
            self.repetitions,
            self.requests,
        )
    }
}

/// What to do.
pub enum Order {
    /// Print the usage.
    Help,
    /// Measure.
    Measure(Plan),
    /// Be the bare poem hello of the table. Not for people.
    ServeHello(SocketAddr),
    /// Be the bare script caller of the table. Not for people.
    CallScripts {
        /// Redis.
        url: String,
        /// How often.
        count: usize,
        /// How many at once.
        at_once: usize,
    },
    /// Be the bare hash of the table. Not for people.
    HashPasswords {
        /// How often.
        count: usize,
        /// How many at once.
        at_once: usize,
    },
}

/// The first word that makes the bench a bare poem hello.
pub const SERVE_HELLO: &str = "serve-hello";
/// The first word that makes it a bare script caller.
pub const CALL_SCRIPTS: &str = "call-scripts";
/// The first word that makes it a bare hasher of passwords.
pub const HASH_PASSWORDS: &str = "hash-passwords";

/// Reads the arguments.
pub fn read(mut words: impl Iterator<Item = String>) -> anyhow::Result<Order> {
    let mut plan = Plan::beside_this()?;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" => return Ok(Order::Help),
            SERVE_HELLO => return Ok(Order::ServeHello(value(&word, &mut words)?)),
            CALL_SCRIPTS => {
                let url = value(&word, &mut words)?;
                return Ok(Order::CallScripts { url, count: value(&word, &mut words)?, at_once: value(&word, &mut words)? });
            }
            HASH_PASSWORDS => return Ok(Order::HashPasswords { count: value(&word, &mut words)?, at_once: value(&word, &mut words)? }),
            "--api" => plan.api = value(&word, &mut words)?,
            "--worker" => plan.worker = value(&word, &mut words)?,
            "--requests" => plan.requests = value(&word, &mut words)?,
            "--repetitions" => plan.repetitions = value(&word, &mut words)?,
            "--connections" => plan.connections = value(&word, &mut words)?,
            "--waiting" => plan.waiting = value(&word, &mut words)?,
            "--letters" => plan.letters = value(&word, &mut words)?,
            "--decisions" => plan.decisions = value(&word, &mut words)?,
            "--posts" => plan.posts = value(&word, &mut words)?,
            "--only" => plan.only = value::<String>(&word, &mut words)?.split(',').map(str::to_owned).collect(),
            "--quick" => plan.quicken(),
            other => bail!("{other} is not understood\n\n{USAGE}"),
        }
    }
    plan.check()?;
    Ok(Order::Measure(plan))
}

fn value<T: FromStr>(name: &str, words: &mut impl Iterator<Item = String>) -> anyhow::Result<T> {
    let given = words.next().with_context(|| format!("{name} needs a value"))?;
    given.parse().ok().with_context(|| format!("{given} is no value for {name}"))
}
