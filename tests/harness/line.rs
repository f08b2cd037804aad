//! Connections that can be broken from inside a request: everything written or read after the cut fails, as with a server that died.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use poem::http::uri::Scheme;
use poem::listener::Acceptor;
use poem::web::{LocalAddr, RemoteAddr};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Breaks connections: one by its peer's address, or all.
#[derive(Clone, Default)]
pub(crate) struct Cutter {
    open: Arc<Mutex<HashMap<SocketAddr, Arc<AtomicBool>>>>,
    pub(crate) away: Arc<AtomicBool>,
}

impl Cutter {
    /// Whatever is still to be written to this peer never arrives.
    pub(crate) fn cut(&self, peer: SocketAddr) {
        if let Some(cut) = self.open().get(&peer) {
            cut.store(true, Ordering::SeqCst);
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<SocketAddr, Arc<AtomicBool>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A listener of such connections.
pub(crate) struct Lines {
    listener: TcpListener,
    cutter: Cutter,
}

impl Lines {
    pub(crate) fn new(listener: TcpListener) -> Self {
        Self { listener, cutter: Cutter::default() }
    }

    pub(crate) fn cutter(&self) -> Cutter {
        self.cutter.clone()
    }
}

impl Acceptor for Lines {
    type Io = Line;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.listener.local_addr().map(|address| LocalAddr(address.into())).into_iter().collect()
    }

    async fn accept(&mut self) -> io::Result<(Line, LocalAddr, RemoteAddr, Scheme)> {
        let (stream, peer) = self.listener.accept().await?;
        stream.set_nodelay(true)?;
        let here = LocalAddr(stream.local_addr()?.into());
        let cut = Arc::new(AtomicBool::new(false));
        self.cutter.open().insert(peer, Arc::clone(&cut));
        let line = Line { stream, peer, cut, cutter: self.cutter.clone() };
        Ok((line, here, RemoteAddr(peer.into()), Scheme::HTTP))
    }
}

/// One connection.
pub(crate) struct Line {
    stream: TcpStream,
    peer: SocketAddr,
    cut: Arc<AtomicBool>,
    cutter: Cutter,
}

impl Line {
    fn whole(&self) -> io::Result<()> {
        if self.cut.load(Ordering::SeqCst) || self.cutter.away.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.cutter.open().remove(&self.peer);
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.whole()?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.whole()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
