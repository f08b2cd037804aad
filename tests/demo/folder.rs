//! The folder that a demo keeps its things in: data, logs, letters, and the secrets made at the first start.
//!
//! The rule: nobody but its owner reads it (0700, files with secrets 0600), and only one demo uses it at a time. A demo
//! that was killed leaves processes behind; the next one ends them, by the ids it finds written here and only where they
//! really run in this folder.

use std::fs::{DirBuilder, File, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::signal;
use ring::rand::{SecureRandom as _, SystemRandom};

/// A Unix socket's name has room for 107 bytes.
const SOCKET_MAX: usize = 100;
/// How long a process of an earlier run may take to go.
const ENDS_WITHIN: Duration = Duration::from_secs(20);

/// The folders in it.
const INNER: [&str; 3] = ["redis", "log", "letters"];

/// Here while the first members are let in, and from then on.
const FOUNDING: &str = "founding";
const FOUNDED: &str = "founded";

/// What the names of fresh folders begin with.
const PASSING: &str = "check-";

/// The folder, held for this run.
pub struct Folder {
    path: PathBuf,
    socket: PathBuf,
    removed_at_the_end: bool,
    /// Held as long as this run lasts; the system gives it back however the run ends.
    _lock: File,
}

impl Folder {
    /// The demo's own, which stays from one start to the next.
    pub async fn lasting() -> anyhow::Result<Self> {
        let folder = Self::at(repository().join("var/demo"), false)?;
        folder.end_what_was_left().await?;
        if folder.path.join(FOUNDING).exists() {
            super::say("The first start was cut off; beginning anew.");
            for inner in ["redis", "letters", "synapse"] {
                let _ = std::fs::remove_dir_all(folder.path.join(inner));
            }
            std::fs::remove_file(folder.path.join(FOUNDING))?;
            for inner in INNER {
                private_folder(&folder.path.join(inner))?;
            }
        }
        Ok(folder)
    }

    /// A fresh one, gone at the end of the run.
    pub async fn passing() -> anyhow::Result<Self> {
        let var = repository().join("var");
        Self::clear_what_was_left(&var).await?;
        Self::at(var.join(format!("{PASSING}{}", std::process::id())), true)
    }

    /// Removes the fresh folders of runs that were killed.
    async fn clear_what_was_left(var: &Path) -> anyhow::Result<()> {
        let names = std::fs::read_dir(var).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        for name in names {
            // The name ends with the id of the process that uses the folder.
            let dead = name.strip_prefix(PASSING).is_some_and(|id| id.parse::<u32>().is_ok() && !Path::new("/proc").join(id).exists());
            if dead {
                Self::at(var.join(name), true)?.end_what_was_left().await?;
            }
        }
        Ok(())
    }

    fn at(path: PathBuf, removed_at_the_end: bool) -> anyhow::Result<Self> {
        private_folder(&path)?;
        let path = path.canonicalize()?;
        for inner in INNER {
            private_folder(&path.join(inner))?;
        }
        let lock = private_file(&path.join("lock"))?;
        ensure!(lock.try_lock().is_ok(), "a demo is running already in {}", path.display());
        let socket = socket_in(&path)?;
        Ok(Self { path, socket, removed_at_the_end, _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the processes' words go.
    pub fn logs(&self) -> PathBuf {
        self.path.join("log")
    }

    /// Redis' private socket: here, or elsewhere where this path is too long or odd for one.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The file with a secret, made at the first start by `make`.
    pub async fn secret(&self, name: &str, make: impl AsyncFnOnce() -> anyhow::Result<String>) -> anyhow::Result<PathBuf> {
        let file = self.path.join(name);
        if !file.exists() {
            let secret = make().await?;
            // Whole or not at all: a run that is cut here must not leave half a secret.
            let draft = self.path.join(format!("{name}.draft"));
            private_file(&draft)?.write_all(secret.as_bytes())?;
            std::fs::rename(draft, &file)?;
        }
        Ok(file)
    }

    /// Writes down the settings, so that who stands in this folder can give the worker orders as an operator does.
    pub fn settings(&self, settings: &[(String, String)]) -> anyhow::Result<()> {
        let lines: String = settings.iter().map(|(name, value)| format!("{name}='{value}'\n")).collect();
        let file = self.path.join(".env");
        let _ = std::fs::remove_file(&file);
        Ok(private_file(&file)?.write_all(lines.as_bytes())?)
    }

    /// Writes down which processes run, for a next run that finds this one killed.
    pub fn note_children(&self, ids: &[u32]) -> anyhow::Result<()> {
        let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
        std::fs::write(self.path.join("children"), lines)?;
        Ok(())
    }

    /// Whether an earlier start let the first members in.
    pub fn is_founded(&self) -> bool {
        self.path.join(FOUNDED).exists()
    }

    /// From here on until `note_founded`, who is cut off begins anew: half of the first members are worse than none.
    pub fn note_founding(&self) -> anyhow::Result<()> {
        private_file(&self.path.join(FOUNDING))?;
        Ok(())
    }

    /// The first members are in.
    pub fn note_founded(&self) -> anyhow::Result<()> {
        Ok(std::fs::rename(self.path.join(FOUNDING), self.path.join(FOUNDED))?)
    }

    async fn end_what_was_left(&self) -> anyhow::Result<()> {
        let noted = std::fs::read_to_string(self.path.join("children")).unwrap_or_default();
        for id in noted.lines().filter_map(|line| line.parse::<u32>().ok()) {
            // An id may be somebody else's by now: only what works in this folder is ours.
            let ours = || std::fs::read_link(format!("/proc/{id}/cwd")).is_ok_and(|folder| folder.starts_with(&self.path));
            if ours() && signal::send(id, "TERM").is_ok() {
                super::say(&format!("An earlier run was cut off; ending its process {id}."));
                let until = Instant::now() + ENDS_WITHIN;
                while ours() && Instant::now() < until {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                ensure!(!ours(), "process {id} of an earlier run does not end");
            }
        }
        self.note_children(&[])
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.socket.starts_with(&self.path) {
            let _ = self.socket.parent().map(std::fs::remove_dir_all);
        }
        if self.removed_at_the_end {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// The root of this repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// 32 random bytes as text.
pub fn random_secret() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).ok().context("no randomness")?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A password that people can copy, and that every rule here and there allows.
pub fn random_password() -> anyhow::Result<String> {
    let secret = random_secret()?;
    let letters: Vec<char> = secret.chars().filter(char::is_ascii_alphanumeric).collect();
    Ok(letters.chunks(5).take(4).map(String::from_iter).collect::<Vec<_>>().join("-"))
}

/// Opens a file that only its owner reads, making it where there is none; what was in it is gone when written to.
fn private_file(path: &Path) -> anyhow::Result<File> {
    let open = File::options().create(true).truncate(true).write(true).mode(0o600).open(path);
    open.with_context(|| format!("{} cannot be written", path.display()))
}

fn private_folder(path: &Path) -> anyhow::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).with_context(|| format!("{} cannot be made", path.display()))?;
    std::fs::set_permissions(path, Permissions::from_mode(0o700))?;
    Ok(())
}

fn socket_in(folder: &Path) -> anyhow::Result<PathBuf> {
    let here = folder.join("redis/socket");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    if here.as_os_str().len() <= SOCKET_MAX && here.as_os_str().as_encoded_bytes().iter().copied().all(plain) {
        return Ok(here);
    }
    let elsewhere = std::env::temp_dir().join(format!("gatelodge-{}", random_secret()?));
    private_folder(&elsewhere)?;
    Ok(elsewhere.join("socket"))
}
