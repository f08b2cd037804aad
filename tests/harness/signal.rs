//! Signals to processes that this run started, by id.

use std::process::Command;

use anyhow::ensure;

/// Sends a signal by its name (`STOP`, `CONT`, `TERM`, `KILL`).
pub fn send(pid: u32, signal: &str) -> anyhow::Result<()> {
    let status = Command::new("kill").arg(format!("-{signal}")).arg(pid.to_string()).status()?;
    ensure!(status.success(), "kill -{signal} {pid}: {status}");
    Ok(())
}
