//! What monitoring asks a worker for: how much waits in the queue, and which platforms are paused.
//!
//! Looked up when somebody asks, in one short script per partition; every worker sees the same queue. What happens is counted
//! where it happens.

use shared::job::Lane;
use shared::job::queue::{Depth, LaneDepth};
use shared::keyspace::Partition;
use shared::platform::Platform;
use shared::settings::Process;
use shared::telemetry::address::{Looks, Told};
use shared::telemetry::metrics;

use crate::Worker;

impl Worker {
    /// Whom monitoring asks.
    pub(crate) fn told(&self) -> Told {
        let (redis, health, clock) = (self.redis.clone(), self.health.clone(), self.clock.clone());
        Told { process: Process::Worker, redis, health, clock, patience: self.timing.slow_client }
    }

    /// How much waits everywhere; none where Redis does not say.
    async fn depth(&self) -> Option<Depth> {
        let mut whole = Depth { lanes: vec![LaneDepth::default(); Lane::ALL.len()], ..Depth::default() };
        for partition in Partition::all() {
            let part = self.queue.depth(partition, self.clock.now()).await.ok()?;
            whole.delayed += part.delayed;
            whole.dead += part.dead;
            for (lane, more) in whole.lanes.iter_mut().zip(part.lanes) {
                lane.ready += more.ready;
                lane.held += more.held;
                lane.oldest = lane.oldest.max(more.oldest);
            }
        }
        Some(whole)
    }

    /// Whether each open door is left alone.
    async fn pauses(&self, redis_is_up: bool) {
        let open = Platform::ALL.iter().filter(|platform| self.settings.common.services.contains(**platform));
        for platform in open {
            let paused = if redis_is_up { self.pauses.paused(*platform).await.ok() } else { None };
            let level = paused.map_or(f64::NAN, |why| f64::from(u8::from(why.is_some())));
            metrics::PLATFORM_PAUSED.set([platform.as_str().into()], level);
        }
    }
}

impl Looks for Worker {
    async fn look(&self, redis_is_up: bool) {
        self.pauses(redis_is_up).await;
        let depth = if redis_is_up { self.depth().await } else { None };
        let known = |count: Option<u64>| count.map_or(f64::NAN, number);
        metrics::JOBS_DELAYED.set([], known(depth.as_ref().map(|depth| depth.delayed)));
        metrics::DEAD_LETTERS.set([], known(depth.as_ref().map(|depth| depth.dead)));
        for (index, lane) in Lane::ALL.into_iter().enumerate() {
            let (name, found) = (lane.name(), depth.as_ref().and_then(|depth| depth.lanes.get(index)));
            metrics::JOBS_READY.set([name.into()], known(found.map(|lane| lane.ready)));
            metrics::JOBS_HELD.set([name.into()], known(found.map(|lane| lane.held)));
            metrics::OLDEST_JOB.set([name.into()], found.map_or(f64::NAN, |lane| lane.oldest.as_secs_f64()));
        }
    }
}

/// Nobody has more jobs than a double counts exactly: 2^53.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
const fn number(count: u64) -> f64 {
    count as f64
}
