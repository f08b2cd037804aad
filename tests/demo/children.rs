//! The processes that the demo starts and ends: redis-server, Synapse, the worker, the API.
//!
//! Each gets a process group of its own, so that Ctrl-C in a terminal reaches the demo alone and the demo ends them in
//! its order, by their process ids. What they say goes into a file each. Which process does what is `stage`'s business.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use harness::signal;
use tokio::process::Command;
use tokio::time::timeout;

/// How many lines of a log are shown when something went wrong.
const LAST_WORDS: usize = 15;
/// How long a process may take to go after SIGTERM: the product's own drain is 10 s.
const ENDS_WITHIN: Duration = Duration::from_secs(20);

/// A running process of ours; killed when dropped.
pub struct Child {
    name: &'static str,
    process: tokio::process::Child,
    log: PathBuf,
}

impl Child {
    /// Starts it with its words going into `<logs>/<name>.log`, and nothing but `PATH` of our environment.
    pub fn start(name: &'static str, mut command: Command, environment: &[(String, String)], logs: &Path) -> anyhow::Result<Self> {
        let log = logs.join(format!("{name}.log"));
        let words = File::options().create(true).append(true).open(&log)?;
        let process = command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(words.try_clone()?)
            .stderr(words)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{name} cannot be started"))?;
        Ok(Self { name, process, log })
    }

    /// What it is called.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its process id, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.process.id()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.process.try_wait().ok().flatten()
    }

    /// Asks it to end and waits; kills it where it does not.
    pub async fn end(&mut self) {
        if self.ended().is_some() {
            return;
        }
        let asked = self.id().is_some_and(|id| signal::send(id, "TERM").is_ok());
        if !asked || timeout(ENDS_WITHIN, self.process.wait()).await.is_err() {
            let _ = self.process.kill().await;
        }
    }

    /// The last lines of its log, under its name.
    pub fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let last = lines.get(lines.len().saturating_sub(LAST_WORDS)..).unwrap_or_default();
        format!("--- {} ({})\n{}", self.name, self.log.display(), last.join("\n"))
    }
}
