//! The durations of a process under test: the product's own, shortened where the test says so.
//!
//! `GATELODGE_TEST_TIMING=lease=300,sweep=50` (milliseconds; `deliveries` is a count). Only these
//! binaries read it; the product's know no such variable.

use std::time::Duration;

use anyhow::{Context, bail};
use shared::clock::Timing;

/// The product's durations with the shortened ones put in.
pub fn of_process() -> anyhow::Result<Timing> {
    let mut timing = Timing::default();
    let text = std::env::var("GATELODGE_TEST_TIMING").unwrap_or_default();
    for entry in text.split(',').filter(|entry| !entry.is_empty()) {
        let (name, value) = entry.split_once('=').context("name=value")?;
        let number: u32 = value.parse()?;
        let time = Duration::from_millis(u64::from(number));
        match name {
            "lease" => (timing.lease, timing.prolong_every) = (time, time / 3),
            "sweep" => timing.sweep = time,
            "retry" => (timing.retry_base, timing.retry_max) = (time, time * 10),
            "deliveries" => timing.deliveries_max = number,
            "platform" => timing.platform_timeout = time,
            "seed" => timing.seed_answer = time,
            "redis" => (timing.redis_command, timing.redis_deadline) = (time, time),
            other => bail!("no such duration: {other}"),
        }
    }
    Ok(timing)
}
