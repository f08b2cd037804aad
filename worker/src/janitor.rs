//! Keeps the house tidy: index members past their deadline, consumers of processes that ended long ago, audit entries and
//! dead letters past their time. Everything here may be done twice, or a round late.

use std::sync::Arc;

use shared::audit;
use shared::clock::earlier;
use shared::error::Error;
use shared::job::Lane;
use shared::keyspace::Partition;
use tokio::time::{MissedTickBehavior, interval};

use crate::Worker;

/// Tidies for as long as it is polled.
pub(crate) async fn work(worker: Arc<Worker>) {
    let mut rounds = interval(worker.timing.janitor_every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        for partition in Partition::all() {
            if let Err(error) = tidy(&worker, partition).await {
                tracing::debug!(%error, %partition, "could not tidy");
            }
        }
    }
}

async fn tidy(worker: &Worker, partition: Partition) -> Result<(), Error> {
    let now = worker.clock.now();
    worker.registrations.forget_ended(partition, now).await?;
    let forgotten = worker.queue.forget_dead(partition, earlier(now, worker.timing.dead_letter_ttl)).await?;
    if forgotten > 0 {
        tracing::info!(count = forgotten, "nobody looked at these dead letters in time; they are forgotten");
    }
    for lane in Lane::ALL {
        worker.queue.forget_consumers(partition, lane, worker.timing.idle_consumer).await?;
    }
    let roots = worker.keeper.roots().await?;
    audit::trim(&worker.redis, &roots, partition, earlier(now, worker.settings.common.lifetimes.audit)).await
}
