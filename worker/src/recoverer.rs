//! Takes over from the dead: jobs whose holder has not been heard of for a lease run here, in the same lanes as all others.
//!
//! It looks as often as a sweep does: with the lease of 15 s a dead worker's job runs elsewhere within 16 s. How often a job was
//! handed out comes with it, and the runner judges that.

use std::sync::Arc;

use shared::keyspace::Partition;
use shared::telemetry::metrics;
use tokio::time::{MissedTickBehavior, interval};

use crate::runner::Runner;

/// Recovers one lane's jobs until no more are taken.
pub(crate) async fn work(runner: Arc<Runner>) {
    let mut looks = interval(runner.worker.timing.sweep);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        if runner.stop.run_until_cancelled(looks.tick()).await.is_none() {
            return;
        }
        for partition in Partition::all() {
            let Some(Some(permit)) = runner.stop.run_until_cancelled(runner.permit()).await else { return };
            match runner.recover(partition, permit).await {
                Ok(0) => {}
                Ok(count) => {
                    metrics::JOBS_RECOVERED.add([runner.lane.name().into()], count);
                    tracing::info!(lane = %runner.lane, count, "took over jobs");
                }
                Err(error) => tracing::debug!(%error, lane = %runner.lane, "could not look for jobs of the dead"),
            }
        }
    }
}
