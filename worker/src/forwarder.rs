//! Puts jobs that are due back into their lanes. Due by our clock; any number of workers may do it at once.

use std::sync::Arc;

use shared::error::Error;
use shared::keyspace::Partition;
use tokio::time::{MissedTickBehavior, interval};

use crate::Worker;

/// How many jobs one step moves: short enough that no script holds Redis up.
const BATCH: usize = 100;

/// Forwards for as long as it is polled.
pub(crate) async fn work(worker: Arc<Worker>) {
    let mut looks = interval(worker.timing.forward_every);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        for partition in Partition::all() {
            if let Err(error) = forward(&worker, partition).await {
                tracing::debug!(%error, %partition, "could not look for jobs that are due");
            }
        }
    }
}

async fn forward(worker: &Worker, partition: Partition) -> Result<(), Error> {
    let unknown = worker.timing.unknown_put_off;
    // Each step leaves what it answered behind, so this ends.
    while worker.queue.forward(partition, worker.clock.now(), unknown, BATCH).await? == BATCH {}
    Ok(())
}
