//! What the workers that run already are told of: a platform that they leave alone, jobs that they gave up, and that there are
//! none.

use fred::interfaces::HashesInterface;
use harness::gatelodge::{Gatelodge, SOON};
use shared::{doctor::Report, health::Health, job::queue::DeadLetter, keyspace::Partition, platform::Platform};
use worker::platforms::matrix;

use super::{Advice, Fault, Mistake, Warning, finding, nothing_to_mend, row, wish, worker};
use crate::acts::until;

pub(super) const MISTAKES: &[Mistake] = &[
    row("a platform is left alone", "workers.paused", Fault, &["leave matrix alone", "waits for an account", "restart them"]),
    row("jobs were given up", "workers.dead-letters", Warning, &["1 jobs failed for good", "jobs list --dead", "jobs retry --all"]),
    row("no worker runs", "workers.none", Advice, &["No worker has been heard of", "nothing is lost", "gatelodge-worker"]),
];

async fn seeded(gate: &Gatelodge, mistake: &Mistake) -> anyhow::Result<Report> {
    let health = Health::new(gate.connection()?, gate.timing().clone());
    let (redis, key) = (gate.redis.client().await?, Partition::BOARD.dead());
    match mistake.what {
        "a platform is left alone" => _ = health.pause(Platform::Matrix, &matrix::Fault::WrongSecret.to_string()).await?,
        "jobs were given up" => {
            let letter = DeadLetter { at: gate.clock.now(), why: "the platform is away".to_owned(), body: "{}".to_owned(), lane: 0 };
            redis.hset::<(), _, _>(key.as_str(), ("a-job", serde_json::to_string(&letter)?)).await?;
        }
        "no worker runs" => {}
        other => panic!("nobody seeds {other}"),
    }
    let report = worker(gate).await?;
    health.resume(Platform::Matrix).await?;
    redis.hdel::<(), _, _>(key.as_str(), "a-job").await?;
    Ok(report)
}

#[tokio::test]
async fn what_workers_that_run_are_told_of_is_found() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    for mistake in MISTAKES {
        mistake.is_found_in(&seeded(&gate, mistake).await?)?;
    }
    gate.start_worker().await?;
    until(SOON, async || Ok(worker(&gate).await?.findings().iter().any(|finding| finding.id == "workers.well"))).await?;
    let report = worker(&gate).await?;
    nothing_to_mend(&report)?;
    assert!(finding(&report, "workers.none").is_err());
    Ok(())
}
