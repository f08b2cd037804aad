//! Claims, runs and finishes jobs: one runner per lane.
//!
//! The rules: a lane holds only jobs that it runs now; a running job's hold is prolonged, and whoever lost it is dropped in
//! mid-work and writes nothing; how a run ended is written until Redis has heard it. Nothing here knows what a job does.

use std::collections::{HashSet, VecDeque};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use shared::clock::later;
use shared::crypto;
use shared::error::{Error, RedisFault};
use shared::job::queue::{DeadLetter, Still, Taken};
use shared::job::{Envelope, Held, Lane, unknown};
use shared::keyspace::Partition;
use shared::redis::Notice;
use shared::telemetry::{self, metrics};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;
use tracing::field::Empty;

use crate::Worker;
use crate::jobs;
use crate::outcome::{Outcome, back_off};

/// The first and the longest pause before an ending that Redis did not hear is told again.
const TELL_AGAIN: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));
/// How often an ending that Redis refuses is told before the hold is left to lapse.
const REFUSALS_MAX: u32 = 5;

/// One lane's jobs in this process.
pub(crate) struct Runner {
    pub(crate) worker: Arc<Worker>,
    pub(crate) lane: Lane,
    permits: Arc<Semaphore>,
    running: Mutex<HashSet<(Partition, String)>>,
    /// Every job that runs.
    tasks: TaskTracker,
    /// No more jobs are taken.
    pub(crate) stop: CancellationToken,
    /// Those that run are dropped.
    cut: CancellationToken,
}

/// Partitions that may hold jobs, each once, in the order in which they are looked at.
struct Due(VecDeque<Partition>);

impl Due {
    fn add(&mut self, partition: Partition) {
        if !self.0.contains(&partition) {
            self.0.push_back(partition);
        }
    }

    fn everywhere(&mut self) {
        Partition::all().for_each(|partition| self.add(partition));
    }
}

impl Runner {
    pub(crate) fn new(
        worker: Arc<Worker>,
        lane: Lane,
        jobs_max: usize,
        tasks: TaskTracker,
        stop: CancellationToken,
        cut: CancellationToken,
    ) -> Self {
        let permits = Arc::new(Semaphore::new(jobs_max.max(1)));
        Self { worker, lane, permits, running: Mutex::default(), tasks, stop, cut }
    }

    /// Takes jobs as they come until told to stop.
    pub(crate) async fn work(self: Arc<Self>, mut notices: Receiver<Notice>) {
        let mut due = Due(VecDeque::with_capacity(17));
        let mut sweep = interval(self.worker.timing.sweep);
        sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return,
                notice = notices.recv() => match notice {
                    Ok(Notice::Wake(partition, lane)) if i64::from(lane) == self.lane.number() => due.add(partition),
                    Ok(Notice::LookAgain) | Err(RecvError::Lagged(_)) => due.everywhere(),
                    Ok(Notice::Wake(..) | Notice::Answered(..) | Notice::Changed(..)) => {}
                    // Nobody announces any more: what is left is to sweep.
                    Err(RecvError::Closed) => {
                        sweep.tick().await;
                        due.everywhere();
                    }
                },
                _ = sweep.tick() => {
                    metrics::LAST_SWEEP.set([self.lane.name().into()], self.worker.clock.now().as_duration().as_secs_f64());
                    due.everywhere();
                }
                permit = self.permit(), if !due.0.is_empty() => {
                    let (Some(permit), Some(partition)) = (permit, due.0.pop_front()) else { return };
                    if self.take(partition, permit).await {
                        due.add(partition);
                    }
                }
            }
        }
    }

    /// Waits for its turn until one more job may run; none once the lane has closed.
    pub(crate) async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.permits).acquire_owned().await.ok()
    }

    /// This permit and all that are free besides.
    fn free_with(&self, permit: OwnedSemaphorePermit) -> Vec<OwnedSemaphorePermit> {
        let more = std::iter::from_fn(|| Arc::clone(&self.permits).try_acquire_owned().ok());
        std::iter::once(permit).chain(more).collect()
    }

    /// Takes as many jobs as may run; whether the partition may hold more.
    async fn take(self: &Arc<Self>, partition: Partition, permit: OwnedSemaphorePermit) -> bool {
        let permits = self.free_with(permit);
        let wanted = permits.len();
        let taken = self.worker.queue.take(partition, self.lane, wanted).await;
        // A partition that could not be asked is asked by the next sweep.
        taken.is_ok_and(|taken| self.begin_all(taken, permits) == wanted)
    }

    /// Takes over jobs of the dead, as many as may run.
    pub(crate) async fn recover(self: &Arc<Self>, partition: Partition, permit: OwnedSemaphorePermit) -> Result<usize, Error> {
        let permits = self.free_with(permit);
        let recovered = self.worker.queue.recover(partition, self.lane, self.worker.timing.lease, permits.len()).await?;
        Ok(self.begin_all(recovered, permits))
    }

    fn begin_all(self: &Arc<Self>, jobs: Vec<Taken>, permits: Vec<OwnedSemaphorePermit>) -> usize {
        let count = jobs.len();
        for (job, permit) in jobs.into_iter().zip(permits) {
            self.begin(job, permit);
        }
        count
    }

    fn begin(self: &Arc<Self>, job: Taken, permit: OwnedSemaphorePermit) {
        let place = (job.held.partition, job.held.entry.clone());
        // Our own hold lapsed because Redis could not hear us: it is ours again, and the job runs already.
        if !self.running().insert(place.clone()) {
            return;
        }
        let started = Started { runner: Arc::clone(self), place, _permit: permit };
        let envelope = job.envelope.as_ref();
        let (id, kind) = (envelope.map(|envelope| envelope.id.as_str()), envelope.map_or("unknown", |envelope| envelope.job.name()));
        // What only traces show is filled in where they are on.
        let (kind, role) = (telemetry::traced(kind), telemetry::traced("consumer"));
        let span = tracing::info_span!("job", job = id, otel.name = kind, otel.kind = role, outcome = Empty, attempts = Empty);
        self.tasks.spawn(
            async move {
                let runner = Arc::clone(&started.runner);
                // A process that ends lets go of everything at once; the holds lapse and others take over.
                runner.cut.run_until_cancelled(Box::pin(runner.run(&job))).await;
                drop(started);
            }
            .instrument(span),
        );
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashSet<(Partition, String)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One job from its beginning to its last word.
    async fn run(&self, job: &Taken) {
        let began = Instant::now();
        let ending = pin!(async {
            let outcome = self.outcome(job).await;
            self.tell(job, outcome).await
        });
        let outcome = tokio::select! {
            biased;
            outcome = ending => outcome,
            () = self.lost(&job.held) => Outcome::Lost,
        };
        self.worker.counts.count(outcome);
        measure(job, outcome, began.elapsed());
        note(job, outcome, began.elapsed());
    }

    async fn outcome(&self, job: &Taken) -> Outcome {
        let timing = &self.worker.timing;
        match &job.envelope {
            None => match unknown::waiting(&job.body, self.worker.clock.now()) {
                Some((since, _)) if later(since, timing.unknown_max) > self.worker.clock.now() => Outcome::Snooze(timing.unknown_put_off),
                Some(_) => Outcome::Fail("no worker could read it for too long"),
                None => Outcome::Fail("it is no job of any version"),
            },
            Some(_) if job.held.deliveries > timing.deliveries_max => Outcome::Fail("it killed its worker too often"),
            Some(envelope) => match jobs::run(&self.worker, &job.held, envelope).await {
                Outcome::Retry { why, .. } if envelope.attempts.saturating_add(1) >= timing.attempts_max => Outcome::Fail(why),
                outcome => outcome,
            },
        }
    }

    /// Returns once the job is another worker's; prolongs the hold until then.
    async fn lost(&self, held: &Held) {
        let every = self.worker.timing.prolong_every;
        let mut wait = every;
        loop {
            sleep(wait).await;
            wait = match self.worker.queue.prolong(held).await {
                Ok(Still::Ours) => every,
                Ok(Still::Lost) => return,
                // Sooner, so that the hold does not lapse over one lost answer.
                Err(_) => every / 5,
            };
        }
    }

    /// Writes down how the run ended, until Redis has heard it; answers how it did, as Redis knows it.
    async fn tell(&self, job: &Taken, outcome: Outcome) -> Outcome {
        let (mut pause, longest) = TELL_AGAIN;
        let mut refusals = 0;
        loop {
            match self.tell_once(job, outcome).await {
                Ok(outcome) => return outcome,
                Err(Error::Redis(RedisFault::Away | RedisFault::Full)) => {}
                Err(error) => {
                    refusals += 1;
                    if refusals == REFUSALS_MAX {
                        tracing::error!(%error, "the end of a job cannot be written; its hold is left to lapse");
                        return Outcome::Lost;
                    }
                }
            }
            sleep(pause).await;
            pause = (pause * 2).min(longest);
        }
    }

    async fn tell_once(&self, job: &Taken, outcome: Outcome) -> Result<Outcome, Error> {
        let outcome = match (outcome, &job.envelope) {
            (Outcome::Fail(why), Some(envelope)) => jobs::give_up(&self.worker, &job.held, envelope, why).await?,
            _ => outcome,
        };
        Ok(match self.write(job, outcome).await? {
            Still::Ours => outcome,
            Still::Lost => Outcome::Lost,
        })
    }

    async fn write(&self, job: &Taken, outcome: Outcome) -> Result<Still, Error> {
        let Worker { queue, clock, timing, .. } = self.worker.as_ref();
        match (outcome, &job.envelope) {
            (Outcome::Done, _) => Ok(Still::Ours),
            (Outcome::Lost, _) => Ok(Still::Lost),
            (Outcome::Finish | Outcome::Gone, _) => queue.finish(&job.held).await,
            (Outcome::Retry { after, .. }, Some(envelope)) => {
                let failed = Envelope { attempts: envelope.attempts.saturating_add(1), ..envelope.clone() };
                let wait = back_off(failed.attempts, after, timing, u32::from_be_bytes(crypto::random()));
                queue.put_off(&job.held, &failed, clock.from_now(wait)).await
            }
            (Outcome::Unmended { after, .. }, Some(envelope)) => {
                let failed = Envelope { attempts: envelope.attempts.max(1), ..envelope.clone() };
                queue.put_off(&job.held, &failed, clock.from_now(after)).await
            }
            (Outcome::Snooze(wait), Some(_)) => queue.put_off_body(&job.held, &job.body, clock.from_now(wait)).await,
            // As it lies there: a newer version of us may know more of it than we can read.
            (Outcome::Snooze(_) | Outcome::Retry { .. } | Outcome::Unmended { .. }, None) => {
                let waiting = unknown::waiting(&job.body, clock.now()).map(|(_, body)| body);
                let body = waiting.as_deref().unwrap_or(&job.body);
                queue.put_off_body(&job.held, body, clock.from_now(timing.unknown_put_off)).await
            }
            (Outcome::Fail(why), envelope) => {
                let id = envelope.as_ref().map_or(job.held.entry.as_str(), |envelope| envelope.id.as_str());
                let letter = DeadLetter { at: clock.now(), why: why.to_owned(), body: job.body.clone(), lane: self.lane.number() };
                queue.bury(&job.held, id, &letter).await
            }
        }
    }
}

/// A job's place in the lane, given back however its run ends.
struct Started {
    runner: Arc<Runner>,
    place: (Partition, String),
    _permit: OwnedSemaphorePermit,
}

impl Drop for Started {
    fn drop(&mut self) {
        self.runner.running().remove(&self.place);
    }
}

/// What monitoring hears of a finished run.
fn measure(job: &Taken, outcome: Outcome, took: Duration) {
    let (kind, attempts) = job.envelope.as_ref().map_or(("unknown", 0), |envelope| (envelope.job.name(), envelope.attempts));
    metrics::JOB_RUNS.count([kind.into(), outcome.word().into()]);
    metrics::JOB_DURATION.time([kind.into()], took);
    if matches!(outcome, Outcome::Done | Outcome::Finish | Outcome::Fail(_) | Outcome::Gone) {
        metrics::JOB_TRIES.observe([kind.into()], f64::from(attempts) + 1.0);
    }
    telemetry::record(|span| {
        span.record("outcome", outcome.word());
        span.record("attempts", attempts);
        None
    });
}

/// The one line of a finished run.
fn note(job: &Taken, outcome: Outcome, took: Duration) {
    let (id, kind, attempts) = job
        .envelope
        .as_ref()
        .map_or((job.held.entry.as_str(), "unknown", 0), |envelope| (envelope.id.as_str(), envelope.job.name(), envelope.attempts));
    let why = match outcome {
        Outcome::Retry { why, .. } | Outcome::Unmended { why, .. } | Outcome::Fail(why) => Some(why),
        Outcome::Done | Outcome::Finish | Outcome::Snooze(_) | Outcome::Gone | Outcome::Lost => None,
    };
    let (outcome, ms) = (outcome.word(), u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
    match outcome {
        "fail" => tracing::warn!(job = id, kind, outcome, attempts, ms, why, "job became a dead letter"),
        // It was tried in vain until its record ended.
        "gone" if attempts > 0 => tracing::warn!(job = id, kind, outcome, attempts, ms, "job outlived its record"),
        _ => tracing::info!(job = id, kind, outcome, attempts, ms, why, "job"),
    }
}
