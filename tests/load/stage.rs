//! Where a scenario plays: a redis-server, a mail server's and a homeserver's double, and the settings of API and worker.
//!
//! The doubles run in the bench itself: only the CPU of API, worker and Redis is counted. Moderators hear at once
//! (`CONFIRM_EMAIL=false`) and nobody is limited, or the bench would measure its own limits.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use fred::interfaces::ClientLike as _;
use harness::matrix_double::{MatrixDouble, Setup};
use harness::redis_server::RedisServer;
use harness::scratch::Scratch;
use harness::smtp_double::SmtpDouble;
use shared::clock::Timing;
use shared::job::{Lane, queue::Queue};
use shared::keyspace::{Partition, Rid};
use shared::moderator::Moderators;
use shared::redis::Redis;
use shared::root::{Print, RootKeeper, Roots};
use shared::settings::{Environment, read_worker};
use shared::token::link::Link;

use crate::arguments::Plan;
use crate::processes::{self, Process};
use crate::wire::{ask_once, basic, request};

/// The only moderator.
pub const MODERATOR: &str = "boss@example.org";
/// How long a process may take to start.
const START_MAX: Duration = Duration::from_secs(20);
/// How long the worker may take to do everything.
const DRAIN_MAX: Duration = Duration::from_mins(5);

/// A Redis, the doubles, and settings that fit.
pub struct Stage<'a> {
    plan: &'a Plan,
    /// Its Redis.
    pub redis: RedisServer,
    /// Its mail server.
    pub smtp: SmtpDouble,
    /// Its homeserver.
    pub matrix: MatrixDouble,
    /// Where the API answers.
    pub address: SocketAddr,
    redis_url: String,
    settings: BTreeMap<String, String>,
    folder: Scratch,
}

impl<'a> Stage<'a> {
    /// Sets it up; neither API nor worker run yet.
    pub async fn set(plan: &'a Plan) -> anyhow::Result<Self> {
        let (redis, redis_url) = redis_on_tcp().await?;
        let (smtp, matrix) = (SmtpDouble::serve(([127, 0, 0, 1], 0).into()).await?, MatrixDouble::start(Setup::default()).await?);
        let address = free_address()?;
        let setup = matrix.setup();
        let settings = [
            ("REDIS_URL", redis_url.clone()),
            ("BIND", address.to_string()),
            ("PUBLIC_URL", format!("http://{address}")),
            ("KEYS", "bench:bWFueSBzbWFsbCBzdG9uZXMgbWFrZSBvbmUgZ2F0ZSE=".to_owned()),
            ("MODERATORS", MODERATOR.to_owned()),
            ("CONFIRM_EMAIL", "false".to_owned()),
            ("RATE_LIMITS", "off".to_owned()),
            ("SMTP_URL", smtp.url()),
            ("MAIL_FROM", "Gate <gate@example.org>".to_owned()),
            ("MATRIX_URL", matrix.url().to_string()),
            ("MATRIX_SERVER_NAME", setup.server_name),
            ("MATRIX_SHARED_SECRET", setup.shared_secret),
        ];
        let settings = settings.into_iter().map(|(name, value)| (format!("GATELODGE_{name}"), value)).collect();
        Ok(Self { plan, redis, smtp, matrix, address, redis_url, settings, folder: Scratch::new("bench")? })
    }

    /// Sets `GATELODGE_<name>` for what is started from now on.
    pub fn wish(&mut self, name: &str, value: &str) {
        self.settings.insert(format!("GATELODGE_{name}"), value.to_owned());
    }

    /// Starts the API; returns with its first answer, and how long that took.
    pub async fn api(&self) -> anyhow::Result<(Process, Duration)> {
        let begun = Instant::now();
        let mut api = Process::start(&self.plan.api, &[], &self.settings, self.folder.path())?;
        wait_for_answer(&mut api, self.address, "/livez").await?;
        Ok((api, begun.elapsed()))
    }

    /// Starts a worker; returns at once.
    pub fn worker(&self) -> anyhow::Result<Process> {
        Process::start(&self.plan.worker, &[], &self.settings, self.folder.path())
    }

    /// The only moderator, who needs no letter here: no worker may run beside a measurement.
    pub async fn moderator(&self) -> anyhow::Result<Moderator> {
        let settings = read_worker(&Environment::from_pairs(self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()))))?;
        let redis = Redis::connect(&self.redis_url, &Timing::default())?;
        let roots = RootKeeper::new(redis.clone(), Arc::new(settings.common.key_ring()?)).roots().await?;
        let print = roots.print(Print::Address, MODERATOR.as_bytes());
        let link = Moderators::new(redis).link(print, Rid::random()).await?;
        Ok(Moderator { roots, link })
    }

    /// Waits until Redis does nothing in the background: rewriting its file takes a core from whatever is measured.
    pub async fn redis_rests(&self) -> anyhow::Result<()> {
        let (client, begun) = (self.redis.client().await?, Instant::now());
        loop {
            let said: String = client.custom(fred::cmd!("INFO"), vec!["persistence"]).await?;
            if !said.contains("_in_progress:1") {
                return Ok(());
            }
            ensure!(begun.elapsed() < DRAIN_MAX, "Redis still writes after {DRAIN_MAX:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The CPU that Redis used so far.
    pub fn redis_cpu(&self) -> anyhow::Result<Duration> {
        processes::cpu(self.redis.pid().context("Redis does not run")?)
    }

    /// Waits until the worker has nothing left to do now.
    pub async fn drained(&self, worker: &mut Process) -> anyhow::Result<()> {
        let queue = Queue::new(Redis::connect(&self.redis_url, &Timing::default())?, "bench");
        let begun = Instant::now();
        while !is_empty(&queue).await? {
            worker.check()?;
            ensure!(begun.elapsed() < DRAIN_MAX, "the worker is not done after {DRAIN_MAX:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

/// Somebody who may decide.
pub struct Moderator {
    roots: Arc<Roots>,
    link: Link,
}

impl Moderator {
    /// What they present to decide about a registration.
    pub fn basic(&self, rid: &str) -> anyhow::Result<String> {
        let link = Link { rid: Rid::parse(rid).context("no rid")?, ..self.link };
        Ok(basic(rid, &link.token(&self.roots)))
    }
}

async fn is_empty(queue: &Queue) -> anyhow::Result<bool> {
    for partition in Partition::all() {
        for lane in Lane::ALL {
            if !queue.queued(partition, lane, 1).await?.is_empty() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// A Redis on TCP, as most operators have it, and its URL.
pub async fn redis_on_tcp() -> anyhow::Result<(RedisServer, String)> {
    let address = free_address()?;
    let port = address.port().to_string();
    let durable = ["--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction"];
    let redis = RedisServer::start_with(&[&["--port", &port, "--bind", "127.0.0.1"], durable.as_slice()].concat()).await?;
    Ok((redis, format!("redis://{address}")))
}

/// A port of this machine that is free now.
pub fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}

/// Waits until a process answers there with 200.
pub async fn wait_for_answer(process: &mut Process, address: SocketAddr, path: &str) -> anyhow::Result<()> {
    let (begun, question) = (Instant::now(), request("GET", path, None, None));
    loop {
        if ask_once(address, &question).await.is_ok_and(|answer| answer.status == 200) {
            return Ok(());
        }
        process.check()?;
        ensure!(begun.elapsed() < START_MAX, "no answer on {path} within {START_MAX:?}");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
