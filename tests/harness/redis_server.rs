//! A real redis-server of the test's own: a child on a private Unix socket, ended with its owner.
//!
//! Append-only with everysec like an operator's, in a folder that goes away with the last handle. It
//! can be killed and started again on the same data, frozen and thawed, always by its own process id.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use fred::{clients::Client, interfaces::ClientLike, types::config::Config};

use crate::scratch::Scratch;

/// How long a server may take to answer its first PING.
const START_MAX: Duration = Duration::from_secs(10);

/// A running redis-server.
pub struct RedisServer {
    folder: Scratch,
    child: Option<Child>,
    arguments: Vec<String>,
    /// What stands before the socket's path in its URL: nothing, or `user:password@socket`.
    credentials: String,
}

impl RedisServer {
    /// Starts one: append-only, fsync every second, no eviction.
    pub async fn start() -> anyhow::Result<Self> {
        Self::start_with(&["--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction"]).await
    }

    /// Starts one with these arguments besides the socket.
    pub async fn start_with(arguments: &[&str]) -> anyhow::Result<Self> {
        let mut server = Self {
            // While an fsync hangs on a busy disk, Redis puts its writes off for up to two seconds and acknowledges all the same
            // (`aof_delayed_fsync`). What a kill then loses is the disk's doing; these tests are about ours.
            folder: Scratch::in_memory("redis")?,
            child: None,
            arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
            credentials: String::new(),
        };
        server.launch().await?;
        Ok(server)
    }

    /// Starts one as an installation does. `lay` is told the folder and where the socket will be, lays its files down, and answers
    /// who we are there (`user:password@socket`) and what the server is started with.
    pub async fn start_as(lay: impl FnOnce(&Path, &Path) -> anyhow::Result<(String, Vec<String>)>) -> anyhow::Result<Self> {
        let mut server = Self { folder: Scratch::in_memory("redis")?, child: None, arguments: Vec::new(), credentials: String::new() };
        (server.credentials, server.arguments) = lay(server.folder.path(), &server.socket())?;
        server.launch().await?;
        Ok(server)
    }

    /// The URL that Gatelodge is given.
    pub fn url(&self) -> String {
        self.url_as(&self.credentials)
    }

    /// The URL of somebody else: `user:password@socket`.
    pub fn url_as(&self, credentials: &str) -> String {
        format!("redis+unix://{credentials}{}", self.socket().display())
    }

    /// The folder with its data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its Unix socket.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("s")
    }

    /// Starts it (again) on whatever data the folder holds, and waits for the first answer.
    pub async fn launch(&mut self) -> anyhow::Result<()> {
        let _ = std::fs::remove_file(self.socket());
        let log = std::fs::File::create(self.folder.path().join("log"))?;
        let mut command = Command::new("redis-server");
        command
            .args(["--port", "0", "--save", "", "--dir"])
            .arg(self.folder.path())
            .arg("--unixsocket")
            .arg(self.socket())
            .args(&self.arguments);
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn();
        self.child = Some(child.context("redis-server is needed: install it from the system's packages")?);
        let deadline = Instant::now() + START_MAX;
        while Instant::now() < deadline {
            if self.socket().exists() && self.client().await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        bail!("redis-server did not answer; its log: {}", std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default())
    }

    /// A plain client for looking at keys. Short deadlines: a frozen server is a fault, not a wait.
    pub async fn client(&self) -> anyhow::Result<Client> {
        self.client_as(&self.credentials).await
    }

    /// The same as somebody else: `user:password@socket`.
    pub async fn client_as(&self, credentials: &str) -> anyhow::Result<Client> {
        let client = Client::new(Config::from_url(&self.url_as(credentials))?, None, None, None);
        tokio::time::timeout(Duration::from_secs(5), client.init()).await??;
        Ok(client)
    }

    /// Its process id.
    pub fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// SIGKILL: what was not written is lost, as when a machine dies under it.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// SIGSTOP: it holds its connections and says nothing.
    pub fn freeze(&self) -> anyhow::Result<()> {
        self.signal("STOP")
    }

    /// SIGCONT.
    pub fn thaw(&self) -> anyhow::Result<()> {
        self.signal("CONT")
    }

    fn signal(&self, signal: &str) -> anyhow::Result<()> {
        crate::signal::send(self.pid().context("it does not run")?, signal)
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}
