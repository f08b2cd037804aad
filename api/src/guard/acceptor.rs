//! The door for connections: how many, and how long each may keep us waiting.
//!
//! Owns accepting. The rule: a client that lets `patience` pass without having earned one byte of an answer is cut off,
//! whether it is silent, sends its header or its body drop by drop, or does not read what it gets. An event stream stays as
//! long as it is written to. Sizes and everything else about HTTP are left to the rest of the guard, which answers politely.
//!
//! poem offers HTTP/2 without TLS to whoever begins with its preface; there our own frames would count as answers, so that
//! preface is refused.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use poem::Addr;
use poem::http::uri::Scheme;
use poem::listener::Acceptor;
use poem::web::{LocalAddr, RemoteAddr};
use shared::telemetry::metrics::{self, Held};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

/// How many connections are served at once; more wait in the listener's backlog. It stays below the 1024 open files that a
/// process commonly may have, so that Redis is still reachable when all are taken.
pub const CONNECTIONS_MAX: usize = 900;

/// Accepts TCP connections, as many as there are slots, each with its deadlines.
pub struct GuardedAcceptor {
    listener: TcpListener,
    local: SocketAddr,
    slots: Arc<Semaphore>,
    patience: Duration,
}

impl GuardedAcceptor {
    /// Listens on `bind`. `patience` is `Timing::slow_client`; `connections_max` usually [`CONNECTIONS_MAX`].
    ///
    /// Fails if the address cannot be had.
    pub async fn bind(bind: SocketAddr, patience: Duration, connections_max: usize) -> io::Result<Self> {
        let listener = TcpListener::bind(bind).await?;
        let local = listener.local_addr()?;
        metrics::CONNECTIONS_MAX.set([], f64::from(u32::try_from(connections_max).unwrap_or(u32::MAX)));
        Ok(Self { listener, local, slots: Arc::new(Semaphore::new(connections_max)), patience })
    }

    /// Where it listens; the port is the real one where port 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.local
    }

    /// The next connection. A failed accept (usually: no file left) is waited out, since asking again at once would only
    /// burn the time that the others need to finish.
    async fn next(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok(accepted) => return accepted,
                Err(fault) => {
                    tracing::warn!(fault = ?fault.kind(), "a connection could not be accepted");
                    tokio::time::sleep(self.patience / 64).await;
                }
            }
        }
    }
}

impl Acceptor for GuardedAcceptor {
    type Io = GuardedStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        vec![LocalAddr(Addr::SocketAddr(self.local))]
    }

    async fn accept(&mut self) -> io::Result<(GuardedStream, LocalAddr, RemoteAddr, Scheme)> {
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(io::Error::other)?;
        let (stream, peer) = self.next().await;
        // Answers are written whole; waiting for more to send would only delay them. A socket that refuses is closed anyway.
        let _ = stream.set_nodelay(true);
        let stream = GuardedStream::new(stream, self.patience, slot);
        Ok((stream, LocalAddr(Addr::SocketAddr(self.local)), RemoteAddr(Addr::SocketAddr(peer)), Scheme::HTTP))
    }
}

/// A connection with deadlines for both directions.
pub struct GuardedStream {
    stream: TcpStream,
    patience: Duration,
    /// When reading gives up.
    read_until: Instant,
    /// Whether something arrived since our last answer: then a request is on its way, and its deadline stands.
    receiving: bool,
    /// When writing gives up; set while the client does not take what we send.
    write_until: Option<Instant>,
    read_alarm: Alarm,
    write_alarm: Alarm,
    preface: Preface,
    _slot: OwnedSemaphorePermit,
    _counted: Held,
}

impl GuardedStream {
    fn new(stream: TcpStream, patience: Duration, slot: OwnedSemaphorePermit) -> Self {
        let read_until = Instant::now() + patience;
        Self {
            stream,
            patience,
            read_until,
            receiving: false,
            write_until: None,
            read_alarm: Alarm::default(),
            write_alarm: Alarm::default(),
            preface: Preface::default(),
            _slot: slot,
            _counted: metrics::CONNECTIONS.hold(),
        }
    }
}

impl AsyncRead for GuardedStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // Asked before the socket: drops that arrive in time for themselves do not make the whole arrive in time.
        if Instant::now() >= this.read_until {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        let before = buf.filled().len();
        match Pin::new(&mut this.stream).poll_read(cx, buf) {
            Poll::Ready(Ok(())) => {
                let arrived = buf.filled().get(before..).unwrap_or_default();
                if this.preface.completed_by(arrived) {
                    return Poll::Ready(Err(io::ErrorKind::Unsupported.into()));
                }
                // A kept-alive connection may rest, and a request that begins at the end of the rest still gets its time.
                if !this.receiving && !arrived.is_empty() {
                    this.receiving = true;
                    this.read_until = Instant::now() + this.patience;
                }
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(fault)) => Poll::Ready(Err(fault)),
            Poll::Pending => this.read_alarm.poll(cx, this.read_until).map(Err),
        }
    }
}

impl AsyncWrite for GuardedStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match Pin::new(&mut this.stream).poll_write(cx, buf) {
            Poll::Ready(Ok(written)) => {
                this.write_until = None;
                // "100 Continue" answers nothing yet: the body that it asks for is still to come.
                if !buf.starts_with(b"HTTP/1.1 100") {
                    this.receiving = false;
                    this.read_until = Instant::now() + this.patience;
                }
                Poll::Ready(Ok(written))
            }
            Poll::Ready(Err(fault)) => Poll::Ready(Err(fault)),
            Poll::Pending => {
                let until = *this.write_until.get_or_insert_with(|| Instant::now() + this.patience);
                this.write_alarm.poll(cx, until).map(Err)
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

/// A timer that is set anew only when it rings: deadlines move with every answer and ring almost never.
#[derive(Default)]
struct Alarm(Option<Pin<Box<Sleep>>>);

impl Alarm {
    /// Ready once `until` has passed; otherwise the task is woken by then at the latest. `until` never moves back.
    fn poll(&mut self, cx: &mut Context<'_>, until: Instant) -> Poll<io::Error> {
        let sleep = self.0.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        while sleep.as_mut().poll(cx).is_ready() {
            if Instant::now() >= until {
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            sleep.as_mut().reset(until);
        }
        Poll::Pending
    }
}

/// Watches the first bytes of a connection for the one HTTP/2 begins with.
#[derive(Default)]
struct Preface {
    seen: usize,
    other: bool,
}

impl Preface {
    const OPENING: &'static [u8] = b"PRI ";

    fn completed_by(&mut self, arrived: &[u8]) -> bool {
        if self.other {
            return false;
        }
        let rest = Self::OPENING.get(self.seen..).unwrap_or_default();
        let matching = rest.iter().zip(arrived).take_while(|(expected, got)| expected == got).count();
        self.seen += matching;
        self.other = matching < rest.len().min(arrived.len());
        self.seen == Self::OPENING.len()
    }
}

#[cfg(test)]
mod tests;
