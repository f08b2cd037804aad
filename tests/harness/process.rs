//! A process of Gatelodge under test: started with settings, its output kept, ended by its own id.

use std::{
    collections::BTreeMap,
    fs::File,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::{scratch::Scratch, signal};

/// A running process.
pub struct Process {
    child: Child,
    folder: Scratch,
}

impl Process {
    /// Starts a binary with these settings and nothing else of ours in its environment.
    pub fn start(binary: &str, settings: &BTreeMap<String, String>, timing: &str) -> anyhow::Result<Self> {
        let folder = Scratch::new("process")?;
        let log = File::create(folder.path().join("log"))?;
        let child = Command::new(binary)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("GATELODGE_TEST_TIMING", timing)
            .envs(settings)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        Ok(Self { child, folder })
    }

    /// Where its output is.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, and waits until it is gone.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// SIGSTOP.
    pub fn freeze(&self) -> anyhow::Result<()> {
        signal::send(self.pid(), "STOP")
    }

    /// SIGCONT.
    pub fn thaw(&self) -> anyhow::Result<()> {
        signal::send(self.pid(), "CONT")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
