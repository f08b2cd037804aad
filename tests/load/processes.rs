//! The processes that are measured: started with nothing but their settings, ended with their owner, read from `/proc`.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

/// The kernel counts CPU in hundredths of a second, whatever its own tick (proc(5), `_SC_CLK_TCK`).
const TICK: Duration = Duration::from_millis(10);

/// A child of the bench.
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts a program in a folder where no `.env` lies; what it says goes into a file there, as an operator's would.
    pub fn start(program: &Path, arguments: &[&str], settings: &BTreeMap<String, String>, folder: &Path) -> anyhow::Result<Self> {
        let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let log = folder.join(format!("{name}.log"));
        let said = File::create(&log)?;
        let mut command = Command::new(program);
        command.args(arguments).env_clear().envs(settings).current_dir(folder);
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let child = command.spawn().with_context(|| format!("{} does not start", program.display()))?;
        Ok(Self { child, log })
    }

    /// Its id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// An error with its last words where it has ended.
    pub fn check(&mut self) -> anyhow::Result<()> {
        let Some(status) = self.child.try_wait()? else { return Ok(()) };
        let said = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = said.lines().collect();
        bail!("it ended with {status}:\n{}", lines[lines.len().saturating_sub(20)..].join("\n"))
    }

    /// The CPU it used so far.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        cpu(self.id())
    }

    /// The memory it holds now (`VmRSS`), in MB of a million bytes.
    pub fn resident_mb(&self) -> anyhow::Result<f64> {
        self.memory_mb("VmRSS:")
    }

    /// The most memory it ever held (`VmHWM`), in MB of a million bytes.
    pub fn peak_mb(&self) -> anyhow::Result<f64> {
        self.memory_mb("VmHWM:")
    }

    fn memory_mb(&self, line_of: &str) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let kib = status.lines().find_map(|line| line.strip_prefix(line_of)).with_context(|| format!("no {line_of}"))?;
        let kib: f64 = kib.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1.024 / 1_000.0)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The CPU a process used so far, user and system, all threads.
pub fn cpu(id: u32) -> anyhow::Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
    // The name in parentheses may hold anything; what follows it does not.
    let (_, fields) = stat.rsplit_once(") ").context("an odd stat file")?;
    let ticks: Vec<u32> = fields.split(' ').skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(TICK * ticks.iter().sum())
}
