//! The way to Redis: connecting (single, Sentinel, Cluster, TLS, ACL, Unix socket), deadlines, running
//! scripts, and the one subscriber of a process.
//!
//! Two rules of fred's are turned off because they repeat writes behind our back: a command is sent
//! once and never again by the client. Whoever changes something sends an operation id along and
//! repeats by itself. No blocking command is ever sent. Key names come from `keyspace` only. How a server is set up, what its user
//! may do and why there is no connection is asked in `manners`, `allowed` and `attempt`.

pub mod allowed;
pub mod attempt;
mod manners;

use std::{sync::Arc, time::Duration};

use fred::{
    clients::{Client, SubscriberClient},
    error::{Error as FredError, ErrorKind},
    interfaces::{ClientLike, EventInterface, FredResult, LuaInterface, PubsubInterface},
    types::{
        ClusterHash, CustomCommand, FromValue, Value,
        config::{Config, ConnectionConfig, PerformanceConfig, ReconnectPolicy},
    },
};
use tokio::sync::broadcast;
use tracing::Instrument;

use crate::{
    clock::Timing,
    error::RedisFault,
    keyspace::{self, Key, Partition},
    telemetry::step,
};

pub use manners::{Disk, Manners, Mode};

/// How many commands may wait for an answer before more are refused.
const COMMANDS_WAITING_MAX: usize = 10_000;
/// How many announcements a slow listener may lag behind before it is told to look at everything.
const NOTICES_MAX: usize = 4_096;

/// How long after a failure it is tried again to subscribe.
const SUBSCRIBE_AGAIN: Duration = Duration::from_millis(200);

/// An argument of a script.
pub type Arg = Value;

/// A Lua script of ours: its source is sent once per server, afterwards its digest.
pub struct Script {
    name: &'static str,
    source: &'static str,
    digest: std::sync::LazyLock<String>,
}

/// Declares a script from its source.
#[macro_export]
macro_rules! script {
    ($name:ident, $file:literal) => {
        static $name: $crate::redis::Script =
            $crate::redis::Script::new($file, include_str!($file), std::sync::LazyLock::new(|| $crate::redis::digest(include_str!($file))));
    };
}

impl Script {
    /// A script by the name of its file, and the recipe for its digest; used through `script!`.
    pub const fn new(name: &'static str, source: &'static str, digest: std::sync::LazyLock<String>) -> Self {
        Self { name, source, digest }
    }
}

/// The digest by which Redis knows a script.
pub fn digest(source: &str) -> String {
    fred::util::sha1_hash(source)
}

/// What the subscriber heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A partition has new jobs in a lane (the lane's number).
    Wake(Partition, u8),
    /// A question has its answer under this key.
    Answered(Arc<str>),
    /// The record under this key has this version now.
    Changed(Arc<str>, u64),
    /// The connection was new or lost for a while: look at everything once.
    LookAgain,
}

/// A connection to Redis that heals itself. Cheap to clone.
#[derive(Clone)]
pub struct Redis {
    client: Client,
    notices: broadcast::Sender<Notice>,
    subscriber: SubscriberClient,
}

impl Redis {
    /// Begins to connect and returns at once: Redis may come later, or go and come back.
    ///
    /// # Errors
    /// `Refused` when the URL cannot be read.
    pub fn connect(url: &str, timing: &Timing) -> Result<Self, RedisFault> {
        let mut config = Config::from_url(url).map_err(|_| RedisFault::Refused("the URL cannot be read"))?;
        config.fail_fast = false;
        let performance = PerformanceConfig {
            default_command_timeout: timing.redis_command,
            broadcast_channel_capacity: NOTICES_MAX,
            ..PerformanceConfig::default()
        };
        let connection = ConnectionConfig {
            connection_timeout: timing.redis_connect,
            internal_command_timeout: timing.redis_connect,
            max_command_attempts: 1,
            max_command_buffer_len: COMMANDS_WAITING_MAX,
            reconnect_on_auth_error: true,
            ..ConnectionConfig::default()
        };
        let again = ReconnectPolicy::new_exponential(0, 50, 2_000, 2);
        let client = Client::new(config.clone(), Some(performance.clone()), Some(connection.clone()), Some(again.clone()));
        let subscriber = SubscriberClient::new(config, Some(performance), Some(connection), Some(again));
        client.connect();
        Ok(Self { client, notices: broadcast::channel(NOTICES_MAX).0, subscriber })
    }

    /// Runs a script once. Whoever calls a changing one has put an operation id among the arguments.
    ///
    /// # Errors
    /// `Away` also where the script may have run: repeat with the same operation id.
    pub async fn run<R: FromValue>(&self, script: &'static Script, keys: &[Key], args: Vec<Arg>) -> Result<R, RedisFault> {
        debug_assert!(keyspace::same_tag(keys), "a script never touches two partitions");
        let names = || keys.iter().map(Key::as_str).collect::<Vec<_>>();
        // On the heap: the client's own is large, and each who waits for it would carry it along.
        let asked = Box::pin(async {
            match self.client.evalsha::<Value, _, _, _>(script.digest.as_str(), names(), args.clone()).await {
                Err(error) if error.details().starts_with("NOSCRIPT") => self.client.eval(script.source, names(), args.clone()).await,
                answer => answer,
            }
        });
        asked.instrument(step(script.name)).await.map_err(|error| fault(&error))?.convert().map_err(|_| RedisFault::Shape)
    }

    /// Runs a script that carries an operation id, again and again while its outcome is unknown.
    ///
    /// # Errors
    /// `Away` when nothing was heard within `within`.
    pub async fn run_within<R: FromValue>(
        &self,
        script: &'static Script,
        keys: &[Key],
        args: Vec<Arg>,
        within: Duration,
    ) -> Result<R, RedisFault> {
        let repeat = async {
            let mut pause = Duration::from_millis(20);
            loop {
                match self.run(script, keys, args.clone()).await {
                    Err(RedisFault::Away) => tokio::time::sleep(pause).await,
                    answer => return answer,
                }
                pause = (pause * 2).min(Duration::from_millis(400));
            }
        };
        tokio::time::timeout(within, repeat).await.unwrap_or(Err(RedisFault::Away))
    }

    /// The client itself, for the stores and the queue.
    pub(crate) const fn client(&self) -> &Client {
        &self.client
    }

    /// Whether Redis answers now.
    pub async fn answers(&self) -> bool {
        self.client.ping::<()>(None).await.is_ok()
    }

    /// Subscribes to a channel and tells listeners, until the process ends. Call it once: a process hears what it acts upon
    /// and nothing else, since every announcement costs all who hear it.
    pub fn listen(&self, channel: &'static str) {
        let (subscriber, notices) = (self.subscriber.clone(), self.notices.clone());
        tokio::spawn(async move {
            let mut messages = subscriber.message_rx();
            let mut reconnects = subscriber.reconnect_rx();
            subscriber.connect();
            while subscribe(&subscriber, vec![channel.into()]).await.is_err() {
                tokio::time::sleep(SUBSCRIBE_AGAIN).await;
            }
            loop {
                let notice = tokio::select! {
                    message = messages.recv() => match message {
                        Ok(message) => read_notice(&message.channel, message.value.as_str().as_deref().unwrap_or_default()),
                        Err(broadcast::error::RecvError::Lagged(_)) => Some(Notice::LookAgain),
                        Err(broadcast::error::RecvError::Closed) => return,
                    },
                    Ok(_) = reconnects.recv() => {
                        subscribe_anew(&subscriber).await;
                        Some(Notice::LookAgain)
                    }
                };
                // Nobody listening is fine: everything announced is also found by looking.
                notice.and_then(|notice| notices.send(notice).ok());
            }
        });
    }

    /// Subscribes to one more channel, where `listen` is under way already: for what is announced often and not always acted upon.
    /// Whatever changes after this is heard.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn hear(&self, channel: &'static str) -> Result<(), RedisFault> {
        subscribe(&self.subscriber, vec![channel.into()]).await.map_err(|error| fault(&error))
    }

    /// What is announced from now on. A listener that lags looks at everything once.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// Fires each time the main connection was made anew.
    pub fn reconnects(&self) -> broadcast::Receiver<fred::types::config::Server> {
        self.client.reconnect_rx()
    }

    /// Closes both connections after what is under way.
    pub async fn close(&self) {
        let _ = tokio::join!(self.client.quit(), self.subscriber.quit());
    }
}

/// Subscribes, and returns once that is in force. fred says it is as soon as it was sent, so something is asked behind it, on the
/// same connection: of a Cluster's it is the one that the client's id leads to.
async fn subscribe(subscriber: &SubscriberClient, channels: Vec<fred::types::Key>) -> FredResult<()> {
    subscriber.subscribe(channels).await?;
    let same = ClusterHash::Custom(fred::util::redis_keyslot(subscriber.id().as_bytes()));
    subscriber.custom::<Value, _>(CustomCommand::new_static("PING", same, false), Vec::<String>::new()).await.map(drop)
}

/// Subscribes on a new connection to all that was heard on the one before. Whoever looked any sooner would miss what changes
/// between their look and this.
async fn subscribe_anew(subscriber: &SubscriberClient) {
    let channels: Vec<_> = subscriber.tracked_channels().into_iter().map(fred::types::Key::from).collect();
    while !channels.is_empty() && subscribe(subscriber, channels.clone()).await.is_err() {
        tokio::time::sleep(SUBSCRIBE_AGAIN).await;
    }
}

fn read_notice(channel: &str, message: &str) -> Option<Notice> {
    match channel {
        keyspace::WAKE => {
            let (partition, lane) = message.rsplit_once(' ')?;
            Some(Notice::Wake(Partition::parse(partition)?, lane.parse().ok()?))
        }
        keyspace::ANSWERED => Some(Notice::Answered(message.into())),
        keyspace::CHANGED => {
            let (key, version) = message.rsplit_once(' ')?;
            Some(Notice::Changed(key.into(), version.parse().ok()?))
        }
        _ => None,
    }
}

/// Sorts fred's errors by what a caller can do. Told apart by kind and by the prefix Redis puts first.
pub(crate) fn fault(error: &FredError) -> RedisFault {
    let prefix = error.details().split_ascii_whitespace().next().unwrap_or_default();
    match (prefix, error.kind()) {
        ("OOM" | "MISCONF" | "READONLY" | "NOREPLICAS", _) => RedisFault::Full,
        ("LOADING" | "MASTERDOWN" | "CLUSTERDOWN" | "TRYAGAIN" | "BUSY", _) => RedisFault::Away,
        ("NOAUTH" | "WRONGPASS" | "NOPERM", _) | (_, ErrorKind::Auth) => RedisFault::Refused("not allowed"),
        ("WRONGTYPE", _) => RedisFault::Refused("another type of key"),
        // Errors of a script carry the inner error's prefix on Redis 7 only; on 6.2 it stands in the text.
        _ if error.details().contains("OOM command not allowed") || error.details().contains("MISCONF") => RedisFault::Full,
        ("ERR", _) => RedisFault::Refused("an error of a command or script"),
        (_, ErrorKind::Parse | ErrorKind::Protocol | ErrorKind::InvalidArgument | ErrorKind::InvalidCommand) => RedisFault::Shape,
        _ => RedisFault::Away,
    }
}

/// The time left as Redis wants a lifetime: whole milliseconds, at least one.
pub fn lifetime_ms(left: jiff::SignedDuration) -> i64 {
    i64::try_from(left.as_millis()).unwrap_or(i64::MAX).max(1)
}
