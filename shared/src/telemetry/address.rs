//! The address on which a process tells its monitoring how it does: `GET /metrics`, `/livez`, `/readyz`, and nothing else.
//!
//! Both processes speak it, and one of them links no server, so these few words of HTTP are our own: a request is a line and a
//! header of at most 4 KiB, an answer is whole and closes. The rules: no connection lasts longer than its patience, however
//! slowly it reads or writes, and whoever does not ask is sent away much sooner; those who want to know whether the process
//! lives never wait for those who want metrics, and a process whose Redis is away still answers. It is never the address that
//! people reach; who may ask is the operator's network's to say.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::{metrics, process};
use crate::clock::Clock;
use crate::health::Health;
use crate::redis::Redis;
use crate::settings::Process;

/// How many connections are served at once; more wait.
const CONNECTIONS_MAX: usize = 64;
/// How many are told metrics at once; more are asked to come again. Metrics wait for Redis, and a probe must not wait for them.
const METRICS_MAX: usize = 8;
/// How long a request may take to arrive, and an answered caller to hang up. Both are done at once by whoever means it.
const SILENCE_MAX: Duration = Duration::from_secs(1);
/// How long Redis is waited for before it counts as away.
const REDIS_PATIENCE: Duration = Duration::from_secs(2);
/// How long the other numbers are waited for.
const LOOK_PATIENCE: Duration = Duration::from_secs(4);
/// A request is not longer.
const HEAD_MAX: u64 = 4_096;
/// The text format of `OpenMetrics`.
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// Numbers that only one of the processes can look up.
pub trait Looks: Send + Sync + 'static {
    /// Looks them up and sets them; where Redis is away they become unknown.
    fn look(&self, redis_is_up: bool) -> impl Future<Output = ()> + Send;
}

/// Whom to ask, for both.
pub struct Told {
    /// Which process this is.
    pub process: Process,
    /// Its Redis.
    pub redis: Redis,
    /// What the workers say.
    pub health: Health,
    /// What time it is.
    pub clock: Clock,
    /// How long a connection lasts at most, from its first byte to its last.
    pub patience: Duration,
}

/// Has the address.
///
/// # Errors
/// In words for the operator: when it cannot be had.
pub async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let why = format!("GATELODGE_METRICS_BIND cannot be had ({error}): the API and the worker each need an address of their own");
        io::Error::new(error.kind(), why)
    })
}

/// Answers for as long as it is polled.
pub async fn serve<L: Looks>(listener: TcpListener, told: Told, looks: Arc<L>) {
    metrics::begin(told.process);
    metrics::PROCESS_START.set([], told.clock.now().as_duration().as_secs_f64());
    let (told, slots) = (Arc::new(told), Arc::new(Semaphore::new(CONNECTIONS_MAX)));
    let for_metrics = Arc::new(Semaphore::new(METRICS_MAX));
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Mostly: no file left. Asking again at once would only burn the time that others need to finish.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let (told, looks, for_metrics) = (Arc::clone(&told), Arc::clone(&looks), Arc::clone(&for_metrics));
        tokio::spawn(async move {
            // Whoever is too slow, or gone, hears nothing more.
            let _ = timeout(told.patience, converse(stream, &told, looks.as_ref(), &for_metrics)).await;
            drop(slot);
        });
    }
}

async fn converse<L: Looks>(mut stream: TcpStream, told: &Told, looks: &L, for_metrics: &Semaphore) -> io::Result<()> {
    let head = timeout(SILENCE_MAX, read_head(&mut stream)).await??;
    let answer = match asked(&head) {
        Asked::Metrics => match for_metrics.try_acquire() {
            Ok(_permit) => told.metrics(looks).await,
            Err(_) => Answer::new("503 Service Unavailable", "others are being told: ask again\n"),
        },
        Asked::Live => Answer::new("200 OK", "ok\n"),
        Asked::Ready => told.ready().await,
        Asked::Otherwise => Answer::new("405 Method Not Allowed", "only GET is answered here\n"),
        Asked::Elsewhere => Answer::new("404 Not Found", "here are /metrics, /livez and /readyz\n"),
        Asked::Nonsense => Answer::new("400 Bad Request", "this is no request\n"),
    };
    stream.write_all(&answer.wire()).await?;
    stream.shutdown().await?;
    // What is left unread would make the kernel cut off our answer.
    timeout(SILENCE_MAX, tokio::io::copy(&mut stream.take(HEAD_MAX), &mut tokio::io::sink())).await?.map(drop)
}

/// Everything up to the empty line, or as much of it as there may be.
async fn read_head(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(512);
    let mut bounded = stream.take(HEAD_MAX);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if bounded.read_buf(&mut head).await? == 0 {
            break;
        }
    }
    Ok(head)
}

/// What somebody wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Metrics,
    Live,
    Ready,
    Otherwise,
    Elsewhere,
    Nonsense,
}

fn asked(head: &[u8]) -> Asked {
    let head = String::from_utf8_lossy(head);
    let Some((line, _)) = head.split_once("\r\n").filter(|_| head.contains("\r\n\r\n")) else { return Asked::Nonsense };
    let mut words = line.split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return Asked::Nonsense;
    };
    if !version.starts_with("HTTP/1.") {
        return Asked::Nonsense;
    }
    match (method, target.split('?').next().unwrap_or_default()) {
        ("GET", "/metrics") => Asked::Metrics,
        ("GET", "/livez") => Asked::Live,
        ("GET", "/readyz") => Asked::Ready,
        (_, "/metrics" | "/livez" | "/readyz") => Asked::Otherwise,
        _ => Asked::Elsewhere,
    }
}

/// A whole answer.
struct Answer {
    status: &'static str,
    kind: &'static str,
    body: String,
}

impl Answer {
    fn new(status: &'static str, body: impl Into<String>) -> Self {
        Self { status, kind: PLAIN, body: body.into() }
    }

    fn wire(&self) -> Vec<u8> {
        let Self { status, kind, body } = self;
        let allow = if status.starts_with("405") { "allow: GET\r\n" } else { "" };
        let length = body.len();
        format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\ncache-control: no-store\r\n\
             x-content-type-options: nosniff\r\n{allow}connection: close\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

impl Told {
    /// Whether Redis answers now, and how long it took.
    async fn ping(&self) -> Option<Duration> {
        let asked = Instant::now();
        let answers = timeout(REDIS_PATIENCE, self.redis.answers()).await.unwrap_or(false);
        answers.then(|| asked.elapsed())
    }

    async fn metrics<L: Looks>(&self, looks: &L) -> Answer {
        process::look();
        let ping = self.ping().await;
        metrics::REDIS_UP.set_whether([], ping.is_some());
        metrics::REDIS_PING.set([], ping.map_or(f64::NAN, |took| took.as_secs_f64()));
        if timeout(LOOK_PATIENCE, looks.look(ping.is_some())).await.is_err() {
            looks.look(false).await;
        }
        Answer { status: "200 OK", kind: OPENMETRICS, body: metrics::page(self.process) }
    }

    /// What is missing, by name. Only without Redis nothing can be done.
    async fn ready(&self) -> Answer {
        if self.ping().await.is_none() {
            return Answer::new("503 Service Unavailable", "redis: does not answer\n");
        }
        let missing = match self.health.heard().await {
            Ok(said) if said.is_empty() => "worker: none has said anything for half a minute\n".to_owned(),
            Ok(said) => said.iter().filter_map(|(part, word)| Some(format!("{part}: {}\n", word.fault.as_ref()?))).collect(),
            Err(_) => "redis: does not answer\n".to_owned(),
        };
        Answer::new("200 OK", if missing.is_empty() { "ok\n".to_owned() } else { missing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_questions_are_answered_and_no_other() {
        let asked = |line: &str| asked(format!("{line}\r\nhost: a\r\n\r\n").as_bytes());
        assert_eq!(asked("GET /metrics HTTP/1.1"), Asked::Metrics);
        assert_eq!(asked("GET /metrics?format=text HTTP/1.0"), Asked::Metrics);
        assert_eq!((asked("GET /livez HTTP/1.1"), asked("GET /readyz HTTP/1.1")), (Asked::Live, Asked::Ready));
        for line in ["POST /metrics HTTP/1.1", "HEAD /livez HTTP/1.1", "DELETE /readyz HTTP/1.1"] {
            assert_eq!(asked(line), Asked::Otherwise, "{line}");
        }
        for line in ["GET / HTTP/1.1", "GET /metrics/ HTTP/1.1", "GET /registrations HTTP/1.1", "POST / HTTP/1.1"] {
            assert_eq!(asked(line), Asked::Elsewhere, "{line}");
        }
        for line in ["", "GET /metrics", "GET /metrics HTTP/2", "GET  /metrics HTTP/1.1", "PRI * HTTP/2.0"] {
            assert_eq!(asked(line), Asked::Nonsense, "{line}");
        }
        assert_eq!(super::asked(b"GET /metrics HTTP/1.1\r\nhost: a\r\n"), Asked::Nonsense, "it did not end");
    }

    #[test]
    fn an_answer_is_whole_and_says_so() {
        let text = String::from_utf8_lossy(&Answer::new("405 Method Not Allowed", "no\n").wire()).into_owned();
        assert!(text.starts_with("HTTP/1.1 405 Method Not Allowed\r\n") && text.ends_with("\r\n\r\nno\n"), "{text}");
        assert!(text.contains("content-length: 3\r\n") && text.contains("allow: GET\r\n"), "{text}");
        assert!(text.contains("connection: close\r\n"), "{text}");
    }
}
