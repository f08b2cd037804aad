//! The homeserver behind the demo: a double that speaks Synapse's wire, or a real Synapse.
//!
//! Knows how a person signs in there, which is the end of every journey. Accounts of the double live as long as the
//! demo runs; Synapse keeps its own in the demo's folder.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use harness::matrix_double::{MatrixDouble, Setup};
use serde_json::{Value, json};
use tokio::process::Command;
use url::Url;

use crate::children::Child;
use crate::folder::{Folder, repository};

/// What Matrix ids end with.
pub const SERVER_NAME: &str = "example.test";
/// How long Synapse may take to its first answer: its first start makes a database.
const STARTS_WITHIN: Duration = Duration::from_mins(2);

/// Which homeserver is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The double.
    Double,
    /// A real one, installed under `var/synapse`.
    Synapse,
}

/// A homeserver that answers.
pub struct Homeserver {
    /// Where.
    pub url: Url,
    /// The double lives as long as this does.
    double: Option<MatrixDouble>,
}

impl Homeserver {
    /// Starts the double. `admin_token` is whom it tells which names are free.
    pub async fn double(bind: SocketAddr, shared_secret: String, admin_token: String) -> anyhow::Result<Self> {
        let setup = Setup { server_name: SERVER_NAME.to_owned(), shared_secret, admin_token };
        let double = MatrixDouble::serve(bind, setup).await?;
        Ok(Self { url: double.url().clone(), double: Some(double) })
    }

    /// Writes Synapse's settings into the folder and starts it; it answers after `is_ready`.
    pub fn synapse(folder: &Folder, port: u16, shared_secret: &str) -> anyhow::Result<(Self, Child)> {
        let home = folder.path().join("synapse");
        std::fs::create_dir_all(&home)?;
        let script = repository().join("deploy/synapse").canonicalize().context("deploy/synapse is missing")?;
        install_into(&home)?;
        let settings = std::process::Command::new(&script)
            .arg("config")
            .arg(&home)
            // Everybody here comes from one address, the worker too; its limits are for one person's.
            .args([&port.to_string(), SERVER_NAME, shared_secret, "--lift-limits"])
            .output()
            .context("deploy/synapse cannot be run")?;
        ensure!(settings.status.success(), "deploy/synapse config: {}", String::from_utf8_lossy(&settings.stderr));
        let mut command = Command::new(script);
        command.arg("run").arg(&home).current_dir(&home);
        let child = Child::start("synapse", command, &[], &folder.logs())?;
        Ok((Self { url: Url::parse(&format!("http://localhost:{port}"))?, double: None }, child))
    }

    /// Whether the worker may set an account's password here without knowing the one so far: it has no administrator's token at a
    /// real one.
    pub const fn obeys_the_worker(&self) -> bool {
        self.double.is_some()
    }

    /// Waits until it answers.
    pub async fn is_ready(&self, alive: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<()> {
        wait_until_ok(&self.url.join("health")?, STARTS_WITHIN, alive).await
    }

    /// Signs in as a person with a Matrix client does; the id that the homeserver knows them by.
    pub async fn sign_in(&self, name: &str, password: &str) -> anyhow::Result<String> {
        let order = json!({
            "type": "m.login.password",
            "identifier": { "type": "m.id.user", "user": name },
            "password": password,
            "initial_device_display_name": "Gatelodge's demo",
        });
        let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).build()?;
        let answer = client.post(self.url.join("_matrix/client/v3/login")?).json(&order).send().await?;
        let status = answer.status();
        let said: Value = answer.json().await.context("the homeserver did not answer with JSON")?;
        let Some(id) = said.get("user_id").and_then(Value::as_str) else {
            let (code, error) = (said.get("errcode"), said.get("error"));
            bail!("the homeserver answered {status}: {} {}", code.unwrap_or(&Value::Null), error.unwrap_or(&Value::Null));
        };
        Ok(id.to_owned())
    }
}

/// Asks an address until it answers well. `alive` says whether waiting still makes sense.
pub async fn wait_until_ok(url: &Url, within: Duration, mut alive: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build()?;
    let until = Instant::now() + within;
    loop {
        alive()?;
        let last = match client.get(url.clone()).send().await {
            Ok(answer) if answer.status().is_success() => return Ok(()),
            Ok(answer) => answer.status().to_string(),
            Err(_) => "nothing".to_owned(),
        };
        ensure!(Instant::now() < until, "{url} still answers {last} after {} s", within.as_secs());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// One installation serves all; `deploy/synapse run` looks for it beside the settings.
fn install_into(home: &Path) -> anyhow::Result<()> {
    let installed = repository().join("var/synapse/venv");
    let installed = installed.canonicalize().context("there is no Synapse: 'deploy/demo --synapse' installs one under var/synapse")?;
    let here = home.join("venv");
    let _ = std::fs::remove_file(&here);
    std::os::unix::fs::symlink(installed, &here).context("Synapse cannot be linked into the folder")
}
