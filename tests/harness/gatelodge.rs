//! A whole Gatelodge under test: a real redis-server, API and worker in this process, doubles that
//! speak the real wire, a mailbox.
//!
//! Everything listens on loopback ports of its own, so journeys run side by side. The clock stands
//! until a test moves it. `settle` waits until nothing is left to do; `finish` does so and fails a test
//! that leaves a job or an unexplained dead letter behind.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, ensure};
use shared::{
    clock::{Clock, Timing},
    job::{Lane, queue::Queue},
    keyspace::Partition,
    redis::Redis,
    settings::{Environment, read_api, read_worker},
};

use crate::{
    mailbox::Mailbox,
    mastodon_double::{self, MastodonDouble},
    matrix_double::{MatrixDouble, Setup},
    redis_server::RedisServer,
    smtp_double::SmtpDouble,
    visitor::Visitor,
    wait::until,
};

/// The moment at which every test's clock begins.
pub const BEGINNING: &str = "2026-11-20T12:00:00Z";
/// How long anything may take that a test waits for. Never waited for in full unless something is wrong.
pub const SOON: Duration = Duration::from_secs(20);
/// The moderators that most tests have.
pub const MODERATORS: [&str; 3] = ["mo@example.org", "max@example.org", "mia@example.org"];

/// What a test wants to be different.
pub struct Wish {
    settings: BTreeMap<String, String>,
    timing: Timing,
    clock: Clock,
    redis: Option<RedisServer>,
    with_worker: bool,
    matrix: Option<Setup>,
    mastodon: Option<MastodonWish>,
    mastodon_setup: mastodon_double::Setup,
}

/// By which way a Gatelodge opens accounts at its instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MastodonWish {
    /// Driver `runner`, over the resident script's socket.
    Socket,
    /// Driver `runner`, over the command.
    Command,
    /// Driver `tootctl`.
    Tootctl,
    /// Driver `http`.
    Http,
}

impl MastodonWish {
    /// The settings of this way to this double; names without what all begin with.
    pub fn settings(self, double: &MastodonDouble) -> anyhow::Result<Vec<(&'static str, String)>> {
        let setup = double.setup();
        let mut settings = vec![
            ("SERVICES", "matrix,mastodon".to_owned()),
            ("MASTODON_URL", double.url().to_string()),
            ("MASTODON_CLIENT_ID", setup.client_id),
            ("MASTODON_CLIENT_SECRET", setup.client_secret),
        ];
        let command = || double.command_prefix().map(|words| ("MASTODON_COMMAND", words.join(" ")));
        let (driver, way) = match self {
            Self::Socket => ("runner", ("MASTODON_SOCKET", double.socket().display().to_string())),
            Self::Command => ("runner", command()?),
            Self::Tootctl => ("tootctl", command()?),
            Self::Http => ("http", ("MASTODON_ADMIN_TOKEN", setup.admin_token)),
        };
        settings.extend([("MASTODON_DRIVER", driver.to_owned()), way]);
        Ok(settings)
    }
}

impl Wish {
    /// Sets `GATELODGE_<name>`.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.insert(format!("GATELODGE_{name}"), value.to_owned());
        self
    }

    /// Sets a setting whose name is spelled whole.
    #[must_use]
    pub fn whole_setting(mut self, name: &str, value: &str) -> Self {
        self.settings.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Changes the product's durations.
    #[must_use]
    pub fn timing(mut self, change: impl FnOnce(&mut Timing)) -> Self {
        change(&mut self.timing);
        self
    }

    /// Uses this Redis, which may be away at first.
    #[must_use]
    pub fn redis(mut self, redis: RedisServer) -> Self {
        self.redis = Some(redis);
        self
    }

    /// Runs on the system's clock: for journeys against a real Synapse or with killed processes.
    #[must_use]
    pub fn real_time(mut self) -> Self {
        self.clock = Clock::system();
        self
    }

    /// Starts no worker: jobs wait.
    #[must_use]
    pub fn without_worker(mut self) -> Self {
        self.with_worker = false;
        self
    }

    /// Sets the Matrix double up otherwise.
    #[must_use]
    pub fn matrix(mut self, setup: Setup) -> Self {
        self.matrix = Some(setup);
        self
    }

    /// Opens the second door, to the Mastodon double, by this way.
    #[must_use]
    pub fn mastodon(mut self, way: MastodonWish) -> Self {
        self.mastodon = Some(way);
        self
    }

    /// Sets the Mastodon double up otherwise.
    #[must_use]
    pub fn mastodon_setup(mut self, setup: mastodon_double::Setup) -> Self {
        self.mastodon_setup = setup;
        self
    }

    /// Starts it all.
    pub async fn start(self) -> anyhow::Result<Gatelodge> {
        let redis = match self.redis {
            Some(redis) => redis,
            None => RedisServer::start().await?,
        };
        let smtp = SmtpDouble::serve(([127, 0, 0, 1], 0).into()).await?;
        let matrix = MatrixDouble::start(self.matrix.unwrap_or_default()).await?;
        let mastodon = MastodonDouble::start(self.mastodon_setup).await?;
        let mut settings = self.settings;
        let mut default = |name: &str, value: String| {
            settings.entry(format!("GATELODGE_{name}")).or_insert(value);
        };
        default("REDIS_URL", redis.url());
        default("SMTP_URL", smtp.url());
        default("MATRIX_URL", matrix.url().to_string());
        default("MATRIX_SERVER_NAME", matrix.setup().server_name.clone());
        default("MATRIX_SHARED_SECRET", matrix.setup().shared_secret.clone());
        for (name, value) in self.mastodon.map(|way| way.settings(&mastodon)).transpose()?.unwrap_or_default() {
            default(name, value);
        }
        let mut gatelodge = Gatelodge {
            redis,
            smtp,
            matrix,
            mastodon,
            clock: self.clock,
            timing: self.timing,
            settings,
            api: None,
            worker: None,
            origin: String::new(),
        };
        gatelodge.start_api().await?;
        if self.with_worker {
            gatelodge.start_worker().await?;
        }
        Ok(gatelodge)
    }
}

/// All of it, running.
pub struct Gatelodge {
    /// Its Redis.
    pub redis: RedisServer,
    /// Its mail server.
    pub smtp: SmtpDouble,
    /// Its homeserver.
    pub matrix: MatrixDouble,
    /// Its Mastodon instance; a stranger to it unless wished for.
    pub mastodon: MastodonDouble,
    /// Its clock.
    pub clock: Clock,
    timing: Timing,
    settings: BTreeMap<String, String>,
    api: Option<api::Serving>,
    worker: Option<worker::Working>,
    origin: String,
}

impl Gatelodge {
    /// What most tests want: three moderators of whom one decides, Matrix open, addresses confirmed.
    pub fn wish() -> Wish {
        let settings = [
            ("KEYS", "test:bWFueSBzbWFsbCBzdG9uZXMgbWFrZSBvbmUgZ2F0ZSE="),
            ("PUBLIC_URL", "http://127.0.0.1"),
            ("BIND", "127.0.0.1:0"),
            ("MODERATORS", "mo@example.org,max@example.org,mia@example.org"),
            ("MAIL_FROM", "Gate <gate@example.org>"),
            ("PASSWORD_SCORE", "0"),
        ];
        Wish {
            settings: settings.into_iter().map(|(name, value)| (format!("GATELODGE_{name}"), value.to_owned())).collect(),
            timing: Timing {
                sweep: Duration::from_millis(100),
                retry_base: Duration::from_millis(20),
                retry_max: Duration::from_millis(200),
                seed_answer: Duration::from_millis(900),
                ..Timing::default()
            },
            clock: Clock::fixed(BEGINNING.parse().unwrap_or_default()),
            redis: None,
            with_worker: true,
            matrix: None,
            mastodon: None,
            mastodon_setup: mastodon_double::Setup::default(),
        }
    }

    /// `wish().start()`.
    pub async fn start() -> anyhow::Result<Self> {
        Self::wish().start().await
    }

    fn environment(&self) -> Environment {
        Environment::from_pairs(self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// Starts the API. Its public URL is the port it got, so that links in letters work.
    pub async fn start_api(&mut self) -> anyhow::Result<()> {
        if self.settings.get("GATELODGE_PUBLIC_URL").is_some_and(|url| url == "http://127.0.0.1") {
            let port = std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
            self.settings.insert("GATELODGE_BIND".to_owned(), format!("127.0.0.1:{port}"));
            self.settings.insert("GATELODGE_PUBLIC_URL".to_owned(), format!("http://127.0.0.1:{port}"));
        }
        let settings = read_api(&self.environment())?;
        let serving = api::start(settings, self.clock.clone(), self.timing.clone()).await?;
        self.origin = format!("http://{}", serving.address());
        self.api = Some(serving);
        Ok(())
    }

    /// Starts a worker.
    pub async fn start_worker(&mut self) -> anyhow::Result<()> {
        let working = self.another_worker().await?;
        self.worker = Some(working);
        Ok(())
    }

    /// Starts a worker beside the first.
    pub async fn another_worker(&self) -> anyhow::Result<worker::Working> {
        worker::start(read_worker(&self.environment())?, self.clock.clone(), self.timing.clone()).await
    }

    /// Stops the worker, draining it.
    pub async fn stop_worker(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.stop().await;
        }
    }

    /// Stops the API.
    pub async fn stop_api(&mut self) {
        if let Some(api) = self.api.take() {
            api.stop().await;
        }
    }

    /// How many passwords the API has hashed since it started.
    pub fn hashes_count(&self) -> u64 {
        self.api.as_ref().map_or(0, api::Serving::hashes_count)
    }

    /// Where the API answers.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The settings, for a process of its own.
    pub const fn settings(&self) -> &BTreeMap<String, String> {
        &self.settings
    }

    /// Changes a setting for processes started from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.insert(format!("GATELODGE_{name}"), value.to_owned());
    }

    /// Letters.
    pub fn mailbox(&self) -> &Mailbox {
        self.smtp.mailbox()
    }

    /// A person with a browser without scripts.
    pub fn visitor(&self) -> anyhow::Result<Visitor> {
        Visitor::new(&self.origin)
    }

    /// A connection to its Redis as the product makes one.
    pub fn connection(&self) -> anyhow::Result<Redis> {
        Ok(Redis::connect(&self.redis.url(), &self.timing)?)
    }

    /// A queue of a consumer that is no worker of ours.
    pub fn queue(&self, consumer: &str) -> anyhow::Result<Queue> {
        Ok(Queue::new(self.connection()?, consumer))
    }

    /// The durations in force.
    pub const fn timing(&self) -> &Timing {
        &self.timing
    }

    /// Waits until no job is left to do now (those that are due later may wait on).
    pub async fn settle(&self) -> anyhow::Result<()> {
        let queue = self.queue("observer")?;
        let mut left = Vec::new();
        let nothing = async || {
            left = self.left_to_do(&queue).await?;
            Ok(left.is_empty())
        };
        until(SOON, nothing).await.with_context(|| format!("jobs are left: {left:?}"))
    }

    async fn left_to_do(&self, queue: &Queue) -> anyhow::Result<Vec<String>> {
        let mut left = Vec::new();
        for partition in Partition::all() {
            // In the order in which a job that is due moves on, so that it is not missed between the two looks.
            let due = queue.waiting(partition, 1_000).await?.into_iter().filter(|(due, _)| *due <= self.clock.now());
            left.extend(due.map(|(_, envelope)| format!("due: {:?}", envelope.job)));
            for lane in Lane::ALL {
                left.extend(queue.queued(partition, lane, 100).await?.into_iter().map(|envelope| format!("{:?}", envelope.job)));
            }
        }
        Ok(left)
    }

    /// Every dead letter's reason.
    pub async fn dead_letters(&self) -> anyhow::Result<Vec<String>> {
        let queue = self.queue("observer")?;
        let mut dead = Vec::new();
        for partition in Partition::all() {
            dead.extend(queue.dead(partition).await?.into_iter().map(|(_, letter)| letter.why));
        }
        Ok(dead)
    }

    /// Ends the test: everything done, nothing dead.
    pub async fn finish(mut self) -> anyhow::Result<()> {
        if self.worker.is_some() {
            self.settle().await?;
        }
        let dead = self.dead_letters().await?;
        ensure!(dead.is_empty(), "unexplained dead letters: {dead:?}");
        self.stop_worker().await;
        self.stop_api().await;
        Ok(())
    }

    /// Moves the clock on and lets what became due be done.
    pub async fn pass(&self, time: Duration) -> anyhow::Result<()> {
        self.clock.advance(time);
        if self.worker.is_some() {
            self.settle().await.context("after time passed")?;
        }
        Ok(())
    }
}
