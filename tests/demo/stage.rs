//! Everything that runs on stage: Redis, the homeserver, the instance, a mail server, worker and API, each started after what it needs.
//!
//! API and worker are the real binaries, found beside this one, configured as an operator would: by environment, their
//! secrets in files. `end` stops them in the opposite order, so that the worker drains while Redis is still there.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use harness::mailbox::Mailbox;
use harness::smtp_double::SmtpDouble;
use tokio::process::Command;
use url::Url;

use crate::children::Child;
use crate::folder::{Folder, random_secret};
use crate::homeserver::{Homeserver, Kind, SERVER_NAME, wait_until_ok};
use crate::instance::{self, Instance};

/// Those who decide in the demo.
pub const MODERATORS: [&str; 2] = ["mira@example.org", "noor@example.org"];
/// What the demo's community is called.
pub const COMMUNITY: &str = "The Allotment Society";
/// The one question it asks besides the reason.
pub const QUESTION: &str = "What do you grow?";
/// What moderators choose from when they turn somebody away.
const REASONS: &str = "We have no plot free at present|Please tell us a little more about yourself and ask again";
/// The file with what homeserver and worker share.
const SHARED_SECRET: &str = "matrix_shared_secret";
/// The programs of ours.
const API: &str = "gatelodge-api";
const WORKER: &str = "gatelodge-worker";
/// How long one of ours may take to its first answer.
const STARTS_WITHIN: Duration = Duration::from_secs(30);

/// What a run differs in.
pub struct Plan {
    /// Where the gate is; a free port where none is given.
    pub gate: Option<u16>,
    /// Where the homeserver is; a free port where none is given, or where that one is taken.
    pub homeserver: Option<u16>,
    /// Where the Mastodon instance is, likewise.
    pub instance: Option<u16>,
    /// Which homeserver.
    pub kind: Kind,
    /// Whether somebody may ask as often as they like: a person trying things out, all from one address.
    pub limits_lifted: bool,
    /// Whether every text is longer than any language makes it.
    pub pseudo: bool,
}

/// All of it, running or about to.
pub struct Stage {
    folder: Folder,
    /// In the order of their start.
    children: Vec<Child>,
    smtp: SmtpDouble,
    /// The API's settings, once it runs.
    gate_settings: Vec<(String, String)>,
}

/// What a person can reach once everything runs.
pub struct Reach {
    /// The gate's public URL.
    pub gate: Url,
    /// The homeserver.
    pub homeserver: Homeserver,
    /// The Mastodon instance.
    pub instance: Instance,
}

impl Stage {
    /// An empty stage with a mail server.
    pub async fn in_folder(folder: Folder) -> anyhow::Result<Self> {
        let smtp = SmtpDouble::serve((Ipv4Addr::LOCALHOST, 0).into()).await?;
        Ok(Self { folder, children: Vec::new(), smtp, gate_settings: Vec::new() })
    }

    /// The letters.
    pub fn mailbox(&self) -> &Mailbox {
        self.smtp.mailbox()
    }

    /// The folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// What the homeserver and the worker share, once everything runs.
    pub fn shared_secret(&self) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(self.folder.path().join(SHARED_SECRET))?)
    }

    /// The process id of one of those that run.
    pub fn process_id(&self, name: &str) -> Option<u32> {
        self.children.iter().find(|child| child.name() == name).and_then(Child::id)
    }

    /// Starts everything and waits until the gate is ready.
    pub async fn start(&mut self, plan: &Plan) -> anyhow::Result<Reach> {
        // Before anything else runs: who finds the port taken should know at once.
        let gate_port = plan.gate.map_or_else(free_port, taken_or)?;
        self.start_redis().await?;
        let secret_file = self.folder.secret(SHARED_SECRET, async || random_secret()).await?;
        let token_file = self.folder.secret("matrix_admin_token", async || random_secret()).await?;
        let client_file = self.folder.secret("mastodon_client_secret", async || random_secret()).await?;
        let gate = Url::parse(&format!("http://localhost:{gate_port}"))?;
        let homeserver = self.start_homeserver(plan, &secret_file, &token_file).await?;
        let instance_port = wished_or_free(plan.instance)?;
        let client_secret = std::fs::read_to_string(&client_file)?;
        let instance = Instance::double((Ipv4Addr::LOCALHOST, instance_port).into(), client_secret, &gate).await?;
        let (api, worker) = (binary(API)?, binary(WORKER)?);
        let keys_file = self.folder.secret("keys", async || generated_keys(&worker, self.folder.path()).await).await?;

        let reach = Reach { gate, homeserver, instance };
        let mut both = both(&self.folder, &keys_file, &reach, plan);
        if plan.pseudo {
            let overrides = self.folder.path().join("pseudo");
            harness::pseudo::write(&overrides)?;
            both.push(("GATELODGE_OVERRIDES".to_owned(), text(&overrides)));
        }
        let mut worker_alone = vec![
            ("GATELODGE_SMTP_URL", self.smtp.url()),
            ("GATELODGE_MAIL_FROM", format!("{COMMUNITY} <gate@example.org>")),
            ("GATELODGE_MATRIX_SHARED_SECRET_FILE", text(&secret_file)),
            ("GATELODGE_MASTODON_SOCKET", text(&reach.instance.socket())),
            ("GATELODGE_MASTODON_CLIENT_ID", instance::CLIENT_ID.to_owned()),
            ("GATELODGE_MASTODON_CLIENT_SECRET_FILE", text(&client_file)),
            ("GATELODGE_MASTODON_SCOPES", instance::SCOPES.to_owned()),
        ];
        if plan.kind == Kind::Double {
            // A real Synapse would first need an administrator to ask for one.
            worker_alone.push(("GATELODGE_MATRIX_ADMIN_TOKEN_FILE", text(&token_file)));
        }
        let api_alone = vec![
            ("GATELODGE_BIND", format!("127.0.0.1:{gate_port}")),
            ("GATELODGE_QUESTIONS", QUESTION.to_owned()),
            ("GATELODGE_MEMBERS", "approved".to_owned()),
            ("GATELODGE_BOARD", "members".to_owned()),
        ];
        let workers = with(&both, worker_alone);
        self.folder.settings(&workers)?;
        self.start_ours(WORKER, &worker, workers)?;
        self.gate_settings = with(&both, api_alone);
        self.start_ours(API, &api, self.gate_settings.clone())?;
        self.is_ready(&reach).await?;
        Ok(reach)
    }

    /// Ends the gate and starts it anew with these settings besides; everything else runs on.
    pub async fn restart_gate(&mut self, reach: &Reach, more: &[(&'static str, &str)]) -> anyhow::Result<()> {
        let place = self.children.iter().position(|child| child.name() == API).context("the gate does not run")?;
        self.children.remove(place).end().await;
        let settings = with(&self.gate_settings, more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        self.start_ours(API, &binary(API)?, settings)?;
        self.is_ready(reach).await
    }

    /// Lets the worker look at everything its settings name, as an operator would; fails where it finds a fault.
    pub async fn doctor(&self) -> anyhow::Result<()> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut order = Command::new(binary(WORKER)?);
        let said = order.arg("doctor").current_dir(self.folder.path()).env_clear().env("PATH", path).output().await?;
        ensure!(said.status.success(), "{}\n{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
        Ok(())
    }

    async fn is_ready(&mut self, reach: &Reach) -> anyhow::Result<()> {
        let ready = reach.gate.join("readyz")?;
        wait_until_ok(&ready, STARTS_WITHIN, || all_alive(&mut self.children)).await
    }

    async fn start_redis(&mut self) -> anyhow::Result<()> {
        let socket = self.folder.socket().to_owned();
        let _ = std::fs::remove_file(&socket);
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"]);
        command.args(["--maxmemory-policy", "noeviction", "--unixsocketperm", "700", "--dir"]).arg(self.folder.path().join("redis"));
        command.arg("--unixsocket").arg(&socket).current_dir(self.folder.path());
        self.take(Child::start("redis", command, &[], &self.folder.logs())?)?;
        let until = Instant::now() + STARTS_WITHIN;
        while !answers_ping(&socket).await {
            all_alive(&mut self.children)?;
            ensure!(Instant::now() < until, "redis-server does not answer on {}", socket.display());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    async fn start_homeserver(&mut self, plan: &Plan, secret_file: &Path, token_file: &Path) -> anyhow::Result<Homeserver> {
        let shared_secret = std::fs::read_to_string(secret_file)?;
        let port = wished_or_free(plan.homeserver)?;
        if plan.kind == Kind::Double {
            let admin_token = std::fs::read_to_string(token_file)?;
            return Homeserver::double((Ipv4Addr::LOCALHOST, port).into(), shared_secret, admin_token).await;
        }
        let (homeserver, child) = Homeserver::synapse(&self.folder, port, &shared_secret)?;
        self.take(child)?;
        homeserver.is_ready(|| all_alive(&mut self.children)).await?;
        Ok(homeserver)
    }

    fn start_ours(&mut self, name: &'static str, binary: &Path, environment: Vec<(String, String)>) -> anyhow::Result<()> {
        let mut command = Command::new(binary);
        // Its working directory is ours alone: the only `.env` there is the one that we wrote.
        command.current_dir(self.folder.path());
        self.take(Child::start(name, command, &environment, &self.folder.logs())?)
    }

    fn take(&mut self, child: Child) -> anyhow::Result<()> {
        self.children.push(child);
        let ids: Vec<u32> = self.children.iter().filter_map(Child::id).collect();
        self.folder.note_children(&ids)
    }

    /// Waits until a process ends that should not.
    pub async fn until_one_ends(&mut self) -> anyhow::Result<()> {
        loop {
            all_alive(&mut self.children)?;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// The last words of every process.
    pub fn last_words(&self) -> String {
        self.children.iter().map(Child::last_words).collect::<Vec<_>>().join("\n")
    }

    /// Ends everything, the last started first.
    pub async fn end(mut self) {
        while let Some(mut child) = self.children.pop() {
            child.end().await;
        }
        let _ = self.folder.note_children(&[]);
    }
}

/// Settings that both processes are given.
fn both(folder: &Folder, keys_file: &Path, reach: &Reach, plan: &Plan) -> Vec<(String, String)> {
    let settings = [
        ("GATELODGE_REDIS_URL", format!("redis+unix://{}", folder.socket().display())),
        ("GATELODGE_KEYS_FILE", text(keys_file)),
        ("GATELODGE_PUBLIC_URL", reach.gate.to_string()),
        ("GATELODGE_COMMUNITY", COMMUNITY.to_owned()),
        ("GATELODGE_MODERATORS", MODERATORS.join(",")),
        ("GATELODGE_REASONS", REASONS.to_owned()),
        ("GATELODGE_SERVICES", "matrix,mastodon".to_owned()),
        ("GATELODGE_MATRIX_URL", reach.homeserver.url.to_string()),
        ("GATELODGE_MATRIX_SERVER_NAME", SERVER_NAME.to_owned()),
        ("GATELODGE_MASTODON_URL", reach.instance.url.to_string()),
        ("GATELODGE_RATE_LIMITS", if plan.limits_lifted { "off" } else { "on" }.to_owned()),
    ];
    with(&[], settings)
}

fn with(some: &[(String, String)], more: impl IntoIterator<Item = (&'static str, String)>) -> Vec<(String, String)> {
    some.iter().cloned().chain(more.into_iter().map(|(name, value)| (name.to_owned(), value))).collect()
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// Says which process has ended, with its last words.
fn all_alive(children: &mut [Child]) -> anyhow::Result<()> {
    for child in children {
        if let Some(status) = child.ended() {
            bail!("{} ended by itself with {status}\n{}", child.name(), child.last_words());
        }
    }
    Ok(())
}

/// A key ring as an operator makes one.
async fn generated_keys(worker: &Path, folder: &Path) -> anyhow::Result<String> {
    let made = Command::new(worker).args(["keys", "generate"]).current_dir(folder).env_clear().output().await?;
    let keys = String::from_utf8(made.stdout)?.trim().to_owned();
    let words = String::from_utf8_lossy(&made.stderr);
    ensure!(made.status.success() && !keys.is_empty(), "gatelodge-worker keys generate: {} {words}", made.status);
    Ok(keys)
}

/// A binary of ours, built together with this one.
fn binary(name: &str) -> anyhow::Result<PathBuf> {
    let this = std::env::current_exe()?;
    let path = this.parent().context("this program lies nowhere")?.join(name);
    ensure!(path.exists(), "{} is missing: deploy/demo builds it", path.display());
    Ok(path)
}

async fn answers_ping(socket: &Path) -> bool {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let ask = async {
        let mut stream = tokio::net::UnixStream::connect(socket).await?;
        stream.write_all(b"PING\r\n").await?;
        let mut answer = [0_u8; 5];
        stream.read_exact(&mut answer).await?;
        // While it loads its data it answers -LOADING.
        std::io::Result::Ok(answer == *b"+PONG")
    };
    matches!(tokio::time::timeout(Duration::from_secs(5), ask).await, Ok(Ok(true)))
}

/// The port, if nobody listens on it.
fn taken_or(port: u16) -> anyhow::Result<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(address).with_context(|| format!("{address} is taken by another program: end that one and try again"))?;
    Ok(port)
}

/// The port that is wished for, if nobody listens on it, or else a free one.
fn wished_or_free(port: Option<u16>) -> anyhow::Result<u16> {
    port.filter(|port| taken_or(*port).is_ok()).map_or_else(free_port, Ok)
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
