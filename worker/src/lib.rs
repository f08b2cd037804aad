//! Gatelodge's acting side: takes jobs from Redis, writes letters, opens accounts.
//!
//! | module | what it owns |
//! |---|---|
//! | [`runner`](self) `recoverer` `forwarder` | jobs taken and run; taken over from the dead; put back when due |
//! | `janitor` `health` `measured` | what is past its time; what is away; what monitoring asks for |
//! | [`outcome`] | how a run ended, and how long until the next |
//! | `jobs` | what each job does |
//! | [`platforms`], [`mail`] | the world outside |
//! | [`command`] | what an operator may ask |
//!
//! The rules: nothing is lost and nothing is done twice, whenever a process ends; and a Redis that is away, at the start or
//! later, is waited for.

pub mod command;
mod forwarder;
mod health;
mod janitor;
mod jobs;
pub mod mail;
mod measured;
pub mod outcome;
pub mod platforms;
mod recoverer;
mod runner;

use std::sync::{Arc, Mutex};

use anyhow::Context;
use shared::board::store::Board;
use shared::claim::{Claims, MemberClaims};
use shared::clock::{Clock, Timing};
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::random;
use shared::error::Error;
use shared::health::Health;
use shared::job::Lane;
use shared::job::queue::Queue;
use shared::job::request::Requests;
use shared::keyspace;
use shared::locales::override_texts;
use shared::member::store::Members;
use shared::moderator::Moderators;
use shared::notice::store::Notices;
use shared::overrides::{Faults, Overrides};
use shared::rate_limit::RateLimit;
use shared::redis::Redis;
use shared::registration::status::Terms;
use shared::registration::store::Registrations;
use shared::root::RootKeeper;
use shared::settings::{Common, WorkerSettings};
use shared::telemetry;
use shared::watch::{Unfit, until_unfit};
use tokio::sync::{OnceCell, SetOnce};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use mail::Mailer;
use mail::letters::Layouts;
use outcome::{Counted, Counts};
use platforms::Pauses;
use platforms::mastodon::{self, Instance};
use platforms::matrix::{Access, Deadlines, Homeserver};
use runner::Runner;

/// How many questions are put at once.
const QUESTIONS_MAX: usize = 4;
/// How many of the house's own jobs run at once.
const HOUSE_MAX: usize = 8;

/// Everything a job may need.
pub(crate) struct Worker {
    pub(crate) settings: WorkerSettings,
    pub(crate) clock: Clock,
    pub(crate) timing: Timing,
    pub(crate) redis: Redis,
    pub(crate) keeper: RootKeeper,
    pub(crate) queue: Queue,
    pub(crate) registrations: Registrations,
    pub(crate) claims: Claims,
    pub(crate) members: Members,
    pub(crate) member_claims: MemberClaims,
    pub(crate) board: Board,
    pub(crate) moderators: Moderators,
    pub(crate) requests: Requests,
    pub(crate) notices: Notices,
    pub(crate) limits: RateLimit,
    pub(crate) health: Health,
    pub(crate) pauses: Pauses,
    pub(crate) mailer: Mailer,
    pub(crate) layouts: Layouts,
    /// None where that door is closed.
    pub(crate) homeserver: Option<Homeserver>,
    /// None where that door is closed.
    pub(crate) instance: Option<Instance>,
    /// What the operator was told of how mail is set up.
    pub(crate) mail_fault: Mutex<Option<&'static str>>,
    pub(crate) counts: Counts,
    terms: OnceCell<Arc<Terms>>,
}

impl Worker {
    fn new(settings: WorkerSettings, clock: Clock, timing: Timing) -> anyhow::Result<Self> {
        let common = &settings.common;
        let redis = Redis::connect(common.redis_url.expose(), &timing)?;
        let ring = Arc::new(common.key_ring()?);
        let health = Health::new(redis.clone(), timing.clone());
        let mailer = Mailer::new(settings.smtp.clone(), &settings.mail_from, settings.concurrency.letters, timing.smtp_timeout, Vec::new());
        // New at each start: what an earlier process held is taken over, never mistaken for ours.
        let consumer = Fingerprint::from_bytes(random()).to_string();
        Ok(Self {
            keeper: RootKeeper::new(redis.clone(), Arc::clone(&ring)),
            queue: Queue::new(redis.clone(), &consumer),
            registrations: Registrations::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            claims: Claims::new(redis.clone(), timing.clone()),
            members: Members::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            member_claims: MemberClaims::new(redis.clone()),
            board: Board::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            moderators: Moderators::new(redis.clone()),
            notices: Notices::new(redis.clone(), Arc::clone(&ring), clock.clone(), timing.clone()),
            requests: Requests::new(redis.clone(), ring, timing.clone()),
            limits: RateLimit::new(redis.clone(), common.limits.clone(), common.rate_limits),
            pauses: Pauses::new(health.clone()),
            health,
            mailer: mailer.context("mail cannot be set up")?,
            layouts: layouts(common)?,
            homeserver: homeserver(&settings, &timing)?,
            instance: instance(&settings, &timing)?,
            mail_fault: Mutex::default(),
            counts: Counts::default(),
            terms: OnceCell::new(),
            settings,
            clock,
            timing,
            redis,
        })
    }

    /// What the rules need to know of the settings. Moderators are known by fingerprints, so the roots are asked for first.
    pub(crate) async fn terms(&self) -> Result<Arc<Terms>, Error> {
        let terms = self.terms.get_or_try_init(|| async {
            let roots = self.keeper.roots().await?;
            Ok::<_, Error>(Arc::new(Terms::of(&self.settings.common, &roots, &self.timing)))
        });
        terms.await.cloned()
    }

    /// How many jobs of a lane run at once.
    const fn jobs_max(&self, lane: Lane) -> usize {
        match lane {
            Lane::Letters => self.settings.concurrency.letters,
            Lane::Matrix | Lane::Mastodon => self.settings.concurrency.platform,
            Lane::Questions | Lane::OwnAccounts => QUESTIONS_MAX,
            Lane::House => HOUSE_MAX,
        }
    }
}

/// How letters look, and what they say: an operator's own are read here, once.
fn layouts(common: &Common) -> anyhow::Result<Layouts> {
    let mut faults = Faults::default();
    let overrides = Overrides::read(common.overrides.as_deref(), &mut faults);
    let layouts = Layouts::new(&overrides, &mut faults)?;
    faults.none()?;
    override_texts(&overrides.texts)?;
    Ok(layouts)
}

fn homeserver(settings: &WorkerSettings, timing: &Timing) -> anyhow::Result<Option<Homeserver>> {
    let (Some(matrix), Some(secrets)) = (&settings.common.matrix, &settings.matrix) else { return Ok(None) };
    let access = Access {
        url: matrix.url.clone(),
        server_name: matrix.server_name.clone(),
        shared_secret: secrets.shared_secret.clone(),
        admin_token: secrets.admin_token.clone(),
    };
    let deadlines = Deadlines { total: timing.platform_timeout, ..Deadlines::default() };
    Homeserver::new(access, deadlines).map(Some).context("the homeserver cannot be called")
}

fn instance(settings: &WorkerSettings, timing: &Timing) -> anyhow::Result<Option<Instance>> {
    let (Some(public), Some(access)) = (&settings.common.mastodon, &settings.mastodon) else { return Ok(None) };
    Instance::new(mastodon::Access::of(public, access, timing), public.driver).map(Some).context("the instance cannot be called")
}

/// A worker at work. Dropped, it lets go of everything at once, as a process that is killed does.
pub struct Working {
    worker: Arc<Worker>,
    /// Every job that runs, and every role.
    tasks: TaskTracker,
    stop: CancellationToken,
    cut: CancellationToken,
    unfit: Arc<SetOnce<Unfit>>,
}

/// Begins to work. Redis may be away and come later.
///
/// # Errors
/// When the settings cannot be worked with at all, or the address for monitoring cannot be had.
pub async fn start(settings: WorkerSettings, clock: Clock, timing: Timing) -> anyhow::Result<Working> {
    // Nothing that speaks TLS can be made before; somebody else may have chosen the same already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let monitored = match settings.common.metrics_bind {
        Some(bind) => Some(telemetry::address::bind(bind).await?),
        None => None,
    };
    let worker = Arc::new(Worker::new(settings, clock, timing)?);
    let working =
        Working { tasks: TaskTracker::new(), stop: CancellationToken::new(), cut: CancellationToken::new(), unfit: Arc::default(), worker };
    working.begin();
    if let Some(listener) = monitored {
        let worker = &working.worker;
        working.role(telemetry::address::serve(listener, worker.told(), Arc::clone(worker)));
    }
    Ok(working)
}

impl Working {
    fn begin(&self) {
        let worker = &self.worker;
        for lane in Lane::ALL {
            let jobs_max = worker.jobs_max(lane);
            let runner = Runner::new(Arc::clone(worker), lane, jobs_max, self.tasks.clone(), self.stop.clone(), self.cut.clone());
            let runner = Arc::new(runner);
            // These two see the stop themselves: dropped in mid-taking they would hold jobs that nobody runs.
            self.tasks.spawn(Arc::clone(&runner).work(worker.redis.notices()));
            self.tasks.spawn(recoverer::work(runner));
        }
        self.role(forwarder::work(Arc::clone(worker)));
        self.role(janitor::work(Arc::clone(worker)));
        self.role(health::work(Arc::clone(worker)));
        let (worker, unfit, cut) = (Arc::clone(worker), Arc::clone(&self.unfit), self.cut.clone());
        self.role(async move {
            let why = until_unfit(&worker.redis, &worker.keeper).await;
            // Not one more word of ours belongs into that Redis.
            cut.cancel();
            let _ = unfit.set(why);
        });
        let worker = &self.worker;
        worker.redis.listen(keyspace::WAKE);
    }

    /// A task that is dropped when no more jobs are taken.
    fn role(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move { stop.run_until_cancelled_owned(work).await });
    }

    /// Returns when the process must end itself: its Redis or its key ring are not what it can work with.
    pub async fn until_unfit(&self) -> Unfit {
        *self.unfit.wait().await
    }

    /// How the runs ended so far.
    pub fn counted(&self) -> Counted {
        self.worker.counts.so_far()
    }

    /// Takes no more jobs, waits for those that run, up to `Timing::shutdown`, and lets go of the rest: others take them over.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.close();
        if timeout(self.worker.timing.shutdown, self.tasks.wait()).await.is_err() {
            tracing::warn!(count = self.tasks.len(), "jobs did not end in time; other workers take them over");
        }
        self.cut.cancel();
        let _ = timeout(self.worker.timing.redis_command, self.worker.redis.close()).await;
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.stop.cancel();
        self.cut.cancel();
    }
}
