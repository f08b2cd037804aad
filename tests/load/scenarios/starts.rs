//! How soon the API answers, and what both processes hold in memory when nothing happens.

use std::time::Duration;

use crate::arguments::Plan;
use crate::generator::percentile;
use crate::stage::Stage;
use crate::table::{Row, millis};

/// How often the API is started.
const STARTS_COUNT: usize = 5;
/// The longest cold start, in ms.
const START_MAX: f64 = 150.0;
/// The most memory of an idle process, in MB.
const IDLE_MAX: f64 = 60.0;
/// How long nothing happens before memory is read.
const IDLE: Duration = Duration::from_secs(2);

/// Cold starts, then two seconds of nothing.
pub async fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let stage = Stage::set(plan).await?;
    let mut starts = Vec::new();
    for _ in 0..STARTS_COUNT {
        let (_api, took) = stage.api().await?;
        starts.push(took);
    }
    starts.sort_unstable();
    let mut start = Row { name: "start of the API to its first answer".to_owned(), count: STARTS_COUNT, ..Row::default() };
    start.p50_ms = percentile(&starts, 50).map(millis);
    start.p99_ms = percentile(&starts, 99).map(millis);
    start.target("median", start.p50_ms, START_MAX, "ms");

    let ((api, _), mut worker) = (stage.api().await?, stage.worker()?);
    tokio::time::sleep(IDLE).await;
    worker.check()?;
    let idle = |name: &str, resident: f64| {
        let mut row = Row { name: format!("idle {name}: {resident:.1} MB"), count: 1, ..Row::default() };
        row.target("memory", Some(resident), IDLE_MAX, "MB");
        row
    };
    Ok(vec![start, idle("API", api.resident_mb()?), idle("worker", worker.resident_mb()?)])
}
