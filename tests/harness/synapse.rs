//! A real Synapse for the tests that must not trust a double. `deploy/synapse` installs it and writes its settings, so a test runs what
//! the demo runs. Where none is installed the journeys that need one say so loudly and pass, unless `GATELODGE_REQUIRE_SYNAPSE=1`.

use std::fs::File;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::{Value, json};
use tokio::process::Child;
use tokio::time::{Instant, sleep, timeout};
use url::Url;

use crate::client;
use crate::matrix_double::registration_mac;

/// The folder that `deploy/synapse install` filled.
const INSTALLED_IN: &str = "GATELODGE_TEST_SYNAPSE";
/// `1`: a missing Synapse is a failure.
const REQUIRED: &str = "GATELODGE_REQUIRE_SYNAPSE";
const STARTS_WITHIN: Duration = Duration::from_secs(60);
const ENDS_WITHIN: Duration = Duration::from_secs(30);

/// What this Synapse is like.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes<'a> {
    /// No limits on log-ins and joins, instead of those Synapse ships.
    pub lift_limits: bool,
    /// More settings, as lines of YAML.
    pub settings: &'a str,
}

/// A running Synapse; killed when dropped, and its folder removed.
pub struct Synapse {
    url: Url,
    child: Child,
    python: PathBuf,
    folder: PathBuf,
}

impl Synapse {
    /// What its Matrix ids end with.
    pub const SERVER_NAME: &str = "example.test";
    /// Its `registration_shared_secret`.
    pub const SHARED_SECRET: &str = "vestibule";

    /// Starts one and waits until it is healthy; `None`, and a loud word, where none is installed.
    pub async fn start(wishes: Wishes<'_>) -> anyhow::Result<Option<Self>> {
        let Some(installed) = std::env::var_os(INSTALLED_IN).map(PathBuf::from) else {
            ensure!(std::env::var_os(REQUIRED).is_none_or(|value| value != "1"), "{REQUIRED}=1, and {INSTALLED_IN} names no Synapse");
            say_skipped();
            return Ok(None);
        };
        let python = repository().join(installed).join("venv/bin/python");
        ensure!(python.exists(), "{INSTALLED_IN} has no venv/bin/python: 'deploy/synapse install' makes it");

        let folder = fresh_folder()?;
        let port = free_port()?;
        write_settings(&folder, port, wishes)?;
        let url = Url::parse(&format!("http://127.0.0.1:{port}"))?;
        let child = spawn(&python, &folder)?;
        let mut synapse = Self { url, child, python, folder };
        synapse.wait_until_healthy().await?;
        Ok(Some(synapse))
    }

    /// Where it answers.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Stops all its work without ending it: connections stand, requests are taken and nothing is answered.
    pub fn freeze(&self) -> anyhow::Result<()> {
        self.signal("STOP")
    }

    /// Ends `freeze`; what came in meanwhile is done now.
    pub fn thaw(&self) -> anyhow::Result<()> {
        self.signal("CONT")
    }

    /// Asks it to end and waits until it has.
    pub async fn terminate(&mut self) -> anyhow::Result<()> {
        self.signal("TERM")?;
        timeout(ENDS_WITHIN, self.child.wait()).await.context("Synapse did not end")??;
        Ok(())
    }

    /// Ends it as a power cut would.
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("Synapse could not be killed")
    }

    /// Starts it again with the same accounts, after `terminate` or `kill`.
    pub async fn start_again(&mut self) -> anyhow::Result<()> {
        self.child = spawn(&self.python, &self.folder)?;
        self.wait_until_healthy().await
    }

    /// Makes an admin and returns a token of theirs.
    pub async fn make_admin(&self, name: &str, password: &str) -> anyhow::Result<String> {
        let register = self.url.join("_synapse/admin/v1/register")?;
        let client = client::client()?;
        let nonce: Value = client.get(register.clone()).send().await?.json().await?;
        let nonce = nonce.get("nonce").and_then(Value::as_str).context("no nonce")?;
        let mac = registration_mac(Self::SHARED_SECRET, nonce, name, password, true);
        let order = json!({ "nonce": nonce, "username": name, "password": password, "admin": true, "mac": mac });
        let made: Value = client.post(register).json(&order).send().await?.json().await?;
        made.get("access_token").and_then(Value::as_str).map(str::to_owned).context("no admin was made")
    }

    async fn wait_until_healthy(&mut self) -> anyhow::Result<()> {
        let health = self.url.join("health")?;
        let client = client::client()?;
        let until = Instant::now() + STARTS_WITHIN;
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("Synapse ended with {status}:\n{}", self.last_words());
            }
            if client.get(health.clone()).send().await.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            ensure!(Instant::now() < until, "Synapse is not healthy after {STARTS_WITHIN:?}:\n{}", self.last_words());
            // Nothing tells us when a foreign process is ready; it has to be asked.
            sleep(Duration::from_millis(100)).await;
        }
    }

    fn signal(&self, signal: &str) -> anyhow::Result<()> {
        let pid = self.child.id().context("Synapse has ended")?;
        let status = Command::new("kill").arg(format!("-{signal}")).arg(pid.to_string()).status()?;
        ensure!(status.success(), "no signal {signal} to Synapse");
        Ok(())
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(self.folder.join("synapse.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().rev().take(20).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Synapse {
    fn drop(&mut self) {
        // A stopped process takes this signal too. What is left of the folder after a failure here is in the system's own care.
        let _ = self.child.start_kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn write_settings(folder: &Path, port: u16, wishes: Wishes<'_>) -> anyhow::Result<()> {
    let mut script = Command::new(repository().join("deploy/synapse"));
    script.arg("config").arg(folder).args([&port.to_string(), Synapse::SERVER_NAME, Synapse::SHARED_SECRET]);
    if wishes.lift_limits {
        script.arg("--lift-limits");
    }
    let written = script.output().context("deploy/synapse cannot be run")?;
    ensure!(written.status.success(), "deploy/synapse: {}", String::from_utf8_lossy(&written.stderr));
    let settings = folder.join("homeserver.yaml");
    let all = std::fs::read_to_string(&settings)? + wishes.settings;
    std::fs::write(settings, all)?;
    Ok(())
}

fn spawn(python: &Path, folder: &Path) -> anyhow::Result<Child> {
    let log = File::options().create(true).append(true).open(folder.join("synapse.log"))?;
    tokio::process::Command::new(python)
        .args(["-m", "synapse.app.homeserver", "-c"])
        .arg(folder.join("homeserver.yaml"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .context("Synapse cannot be started")
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn fresh_folder() -> anyhow::Result<PathBuf> {
    let mut random = [0_u8; 8];
    SystemRandom::new().fill(&mut random).ok().context("no randomness")?;
    let folder = std::env::temp_dir().join(format!("gatelodge-synapse-{:016x}", u64::from_ne_bytes(random)));
    std::fs::create_dir(&folder)?;
    Ok(folder)
}

/// Free at this moment; Synapse cannot be given a socket.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Past the test runner's capture: whoever runs the tests must see what was not tested.
fn say_skipped() {
    let words = format!("skipped: no Synapse. 'deploy/synapse install var/synapse' brings one; then set {INSTALLED_IN}=var/synapse\n");
    let _ = std::io::stderr().write_all(words.as_bytes());
}
