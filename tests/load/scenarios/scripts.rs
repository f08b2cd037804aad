//! The floor under every change: what one small script call through fred costs its caller and Redis.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use fred::clients::Client;
use fred::interfaces::{ClientLike as _, LuaInterface as _};
use fred::types::config::Config;
use harness::scratch::Scratch;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::arguments::{CALL_SCRIPTS, Plan};
use crate::generator::{count_as_f64, percentile};
use crate::processes;
use crate::stage::redis_on_tcp;
use crate::table::{Row, millis};

/// About as much as a script can do that changes something.
const SCRIPT: &str = "return redis.call('INCR', KEYS[1])";

/// Calls the script so often, then says in one line of JSON what it cost: the bench starts itself again for it.
pub async fn call(url: &str, count: usize, at_once: usize) -> anyhow::Result<()> {
    let client = Client::new(Config::from_url(url)?, None, None, None);
    client.init().await?;
    let digest: String = client.script_load(SCRIPT).await?;
    calls(&client, &digest, count.div_ceil(10), at_once).await?;
    let (cpu, begun) = (processes::cpu(std::process::id())?, Instant::now());
    let mut each = calls(&client, &digest, count, at_once).await?;
    let (cpu, took) = (processes::cpu(std::process::id())? - cpu, begun.elapsed());
    each.sort_unstable();
    let time = |percent| percentile(&each, percent).map(millis);
    println!("{}", json!({ "cpu_ms": millis(cpu), "took_ms": millis(took), "p50_ms": time(50), "p99_ms": time(99) }));
    Ok(())
}

async fn calls(client: &Client, digest: &str, count: usize, at_once: usize) -> anyhow::Result<Vec<Duration>> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut callers = JoinSet::new();
    for _ in 0..at_once {
        let (client, digest, next) = (client.clone(), digest.to_owned(), Arc::clone(&next));
        callers.spawn(async move {
            let mut each = Vec::new();
            while next.fetch_add(1, Ordering::Relaxed) < count {
                let asked = Instant::now();
                let _: i64 = client.evalsha(digest.as_str(), vec!["bench"], Vec::<String>::new()).await?;
                each.push(asked.elapsed());
            }
            anyhow::Ok(each)
        });
    }
    let mut all = Vec::with_capacity(count);
    while let Some(each) = callers.join_next().await {
        all.extend(each??);
    }
    Ok(all)
}

/// The bare script call.
pub async fn measure(plan: &Plan) -> anyhow::Result<Row> {
    let (redis, url) = redis_on_tcp().await?;
    let redis_id = redis.pid().context("Redis does not run")?;
    let (folder, before) = (Scratch::new("scripts")?, processes::cpu(redis_id)?);
    let (count, at_once) = (plan.requests.to_string(), plan.connections.to_string());
    let mut command = tokio::process::Command::new(std::env::current_exe()?);
    command.args([CALL_SCRIPTS, &url, &count, &at_once]).env_clear().envs(BTreeMap::<String, String>::new()).current_dir(folder.path());
    let output = command.kill_on_drop(true).output().await?;
    ensure!(output.status.success(), "the caller of scripts: {}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout)?;
    let figure = |name: &str| said.get(name).and_then(Value::as_f64);
    let calls = count_as_f64(plan.requests);
    // Redis also saw the tenth that warmed up.
    let redis_ms = millis(processes::cpu(redis_id)? - before) / (calls + count_as_f64(plan.requests.div_ceil(10)));
    Ok(Row {
        name: "bare script call".to_owned(),
        count: plan.requests,
        server_ms: figure("cpu_ms").map(|ms| ms / calls),
        redis_ms: Some(redis_ms),
        per_second: figure("took_ms").map(|ms| calls / ms * 1_000.0),
        p50_ms: figure("p50_ms"),
        p99_ms: figure("p99_ms"),
        remark: String::new(),
    })
}
