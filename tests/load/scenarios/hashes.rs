//! The floor under every login: what one Argon2id hash of a password costs here, with our parameters and nothing around it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use harness::scratch::Scratch;
use serde_json::{Value, json};

use crate::arguments::HASH_PASSWORDS;
use crate::generator::{count_as_f64, percentile};
use crate::processes;
use crate::table::{Row, millis};

/// 19 MiB, two passes, one lane: what the product hashes with.
const PARAMETERS: Params = Params::DEFAULT;

/// Hashes so often on each of so many threads, each in one piece of memory, then says in one line of JSON what it cost: the
/// bench starts itself again for it.
pub fn hash(count: usize, at_once: usize) -> anyhow::Result<()> {
    hashes(1, at_once)?;
    let (cpu, begun) = (processes::cpu(std::process::id())?, Instant::now());
    let mut each = hashes(count.div_ceil(at_once), at_once)?;
    let (cpu, took) = (processes::cpu(std::process::id())? - cpu, begun.elapsed());
    each.sort_unstable();
    let time = |percent| percentile(&each, percent).map(millis);
    let line = json!({ "count": each.len(), "cpu_ms": millis(cpu), "took_ms": millis(took), "p50_ms": time(50), "p99_ms": time(99) });
    println!("{line}");
    Ok(())
}

fn hashes(count: usize, at_once: usize) -> anyhow::Result<Vec<Duration>> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..at_once).map(|_| scope.spawn(move || hashes_of_one(count))).collect();
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().ok().context("a thread of the hasher ended")??);
        }
        Ok(all)
    })
}

fn hashes_of_one(count: usize) -> anyhow::Result<Vec<Duration>> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMETERS);
    let (mut memory, mut output, mut each) = (vec![Block::new(); PARAMETERS.block_count()], [0; 32], Vec::new());
    for _ in 0..count {
        let begun = Instant::now();
        let done = argon2.hash_password_into_with_memory(b"seven quiet otters paint", b"sixteen salty By", &mut output, &mut memory);
        ensure!(done.is_ok(), "a password could not be hashed");
        each.push(begun.elapsed());
    }
    Ok(each)
}

/// The bare hash, so many at once.
pub async fn measure(count: usize, at_once: usize) -> anyhow::Result<Row> {
    let folder = Scratch::new("hashes")?;
    let mut command = tokio::process::Command::new(std::env::current_exe()?);
    command.args([HASH_PASSWORDS, &count.to_string(), &at_once.to_string()]);
    command.env_clear().envs(BTreeMap::<String, String>::new()).current_dir(folder.path());
    let output = command.kill_on_drop(true).output().await?;
    ensure!(output.status.success(), "the hasher: {}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout)?;
    let figure = |name: &str| said.get(name).and_then(Value::as_f64);
    let count = said.get("count").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok()).context("no count")?;
    let mut row = Row { name: "bare Argon2id hash".to_owned(), count, ..Row::default() };
    row.server_ms = figure("cpu_ms").map(|ms| ms / count_as_f64(count));
    row.per_second = figure("took_ms").map(|ms| count_as_f64(count) / ms * 1_000.0);
    (row.p50_ms, row.p99_ms) = (figure("p50_ms"), figure("p99_ms"));
    Ok(row)
}
