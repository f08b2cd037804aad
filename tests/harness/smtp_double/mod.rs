//! A mail server of our own that speaks real SMTP on a real socket (RFC 5321), and misbehaves when told.
//!
//! Speaks EHLO, STARTTLS or TLS from the first byte, AUTH PLAIN and LOGIN, MAIL, RCPT, DATA, RSET, NOOP and QUIT, and
//! offers PIPELINING, 8BITMIME and SIZE. What it takes goes into a `Mailbox`. Nothing here knows what a letter is about.

mod session;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::session::converse;
use crate::mailbox::Mailbox;

/// How the way to the server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// Not at all.
    #[default]
    Plain,
    /// STARTTLS, and no letter without it.
    Starttls,
    /// TLS from the first byte.
    Tls,
}

/// Where in the conversation something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The greeting.
    Greeting,
    /// EHLO.
    Ehlo,
    /// AUTH.
    Auth,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// DATA.
    Data,
    /// After the final dot.
    Content,
}

/// How it misbehaves there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It says no, with this code; after 421 the connection is closed.
    Code(u16),
    /// It closes the connection without a word.
    Closes,
    /// It says nothing, and leaves the connection open.
    Silent,
    /// It says no, and never comes to the last line of it.
    Endless,
}

/// What to listen on and whom to believe.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address; port 0 finds a free one.
    pub bind: SocketAddr,
    /// How the way is protected.
    pub security: Security,
    /// The user and password that must be given; none for an open server.
    pub sign_in: Option<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Self { bind: ([127, 0, 0, 1], 0).into(), security: Security::Plain, sign_in: None }
    }
}

/// The running double. Dropped, it is gone with all its connections.
pub struct SmtpDouble {
    address: SocketAddr,
    certificate: Vec<u8>,
    state: Arc<State>,
    listening: Mutex<Option<Listening>>,
}

/// What ends with `down`.
struct Listening {
    stop: CancellationToken,
    tasks: TaskTracker,
}

struct State {
    options: Options,
    tls: TlsAcceptor,
    mailbox: Mailbox,
    faults: Mutex<Faults>,
    hung: watch::Sender<bool>,
    connections_count: AtomicUsize,
}

#[derive(Default)]
struct Faults {
    refusals: VecDeque<(Moment, Manner)>,
    vanish_count: usize,
    slow: Duration,
}

impl SmtpDouble {
    /// Starts an open, plain server there: what the demo needs.
    pub async fn serve(bind: SocketAddr) -> anyhow::Result<Self> {
        Self::start(Options { bind, ..Options::default() }).await
    }

    /// Starts a server.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let (tls, certificate) = self_signed()?;
        let listener = TcpListener::bind(options.bind).await.context("the SMTP double cannot listen")?;
        let address = listener.local_addr()?;
        let state = Arc::new(State {
            options,
            tls,
            mailbox: Mailbox::default(),
            faults: Mutex::default(),
            hung: watch::Sender::new(false),
            connections_count: AtomicUsize::new(0),
        });
        let listening = Mutex::new(Some(listen(listener, Arc::clone(&state))));
        Ok(Self { address, certificate, state, listening })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL for `GATELODGE_SMTP_URL`.
    pub fn url(&self) -> String {
        let scheme = match self.state.options.security {
            Security::Plain => "smtp",
            Security::Starttls => "smtp+starttls",
            Security::Tls => "smtps",
        };
        let sign_in = self.state.options.sign_in.as_ref();
        let sign_in = sign_in.map_or(String::new(), |(user, password)| format!("{}:{}@", escape(user), escape(password)));
        format!("{scheme}://{sign_in}{}", self.address)
    }

    /// The self-signed certificate (DER), for whoever shall believe it.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// What was taken.
    pub fn mailbox(&self) -> &Mailbox {
        &self.state.mailbox
    }

    /// How many connections were accepted so far.
    pub fn connections_count(&self) -> usize {
        self.state.connections_count.load(Ordering::SeqCst)
    }

    /// Refuses the next `times` of this moment with this code; after 421 the connection is closed.
    pub fn refuse(&self, at: Moment, code: u16, times: usize) {
        self.misbehave(at, Manner::Code(code), times);
    }

    /// Misbehaves so at the next `times` of this moment.
    pub fn misbehave(&self, at: Moment, manner: Manner, times: usize) {
        self.state.faults().refusals.extend(std::iter::repeat_n((at, manner), times));
    }

    /// Takes the next `times` letters and closes the connection without a word.
    pub fn vanish_after_taking(&self, times: usize) {
        self.state.faults().vanish_count = times;
    }

    /// Waits so long before every answer.
    pub fn slow(&self, by: Duration) {
        self.state.faults().slow = by;
    }

    /// Accepts connections and says nothing more, until told otherwise.
    pub fn hang(&self, hung: bool) {
        self.state.hung.send_replace(hung);
    }

    /// Forgets every fault that was asked for.
    pub fn behave(&self) {
        *self.state.faults() = Faults::default();
        self.hang(false);
    }

    /// Closes the port and every connection; returns when they are closed.
    pub async fn down(&self) {
        let listening = self.listening().take();
        if let Some(Listening { stop, tasks }) = listening {
            stop.cancel();
            tasks.wait().await;
        }
    }

    /// Listens again on the same port; nothing where it does already.
    pub async fn up(&self) -> anyhow::Result<()> {
        if self.listening().is_some() {
            return Ok(());
        }
        let listener = TcpListener::bind(self.address).await.context("the SMTP double cannot listen again")?;
        *self.listening() = Some(listen(listener, Arc::clone(&self.state)));
        Ok(())
    }

    fn listening(&self) -> MutexGuard<'_, Option<Listening>> {
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for SmtpDouble {
    fn drop(&mut self) {
        if let Some(Listening { stop, .. }) = self.listening().take() {
            stop.cancel();
        }
    }
}

impl State {
    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How to misbehave at this moment, if at all.
    fn refusal(&self, at: Moment) -> Option<Manner> {
        let mut faults = self.faults();
        let next = faults.refusals.iter().position(|(moment, _)| *moment == at)?;
        faults.refusals.remove(next).map(|(_, manner)| manner)
    }

    fn vanishes(&self) -> bool {
        let mut faults = self.faults();
        let vanishes = faults.vanish_count > 0;
        faults.vanish_count = faults.vanish_count.saturating_sub(1);
        vanishes
    }
}

fn listen(listener: TcpListener, state: Arc<State>) -> Listening {
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    let stopped = stop.clone();
    tasks.spawn(async move {
        let mut conversations = JoinSet::new();
        loop {
            tokio::select! {
                () = stopped.cancelled() => break,
                accepted = listener.accept() => {
                    let Ok((socket, _)) = accepted else { continue };
                    state.connections_count.fetch_add(1, Ordering::SeqCst);
                    conversations.spawn(converse(socket, Arc::clone(&state)));
                }
                Some(_) = conversations.join_next() => {}
            }
        }
        conversations.shutdown().await;
    });
    tasks.close();
    Listening { stop, tasks }
}

/// Every character that a URL could misread, as percent signs.
fn escape(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A certificate for this machine, and its DER form.
fn self_signed() -> anyhow::Result<(TlsAcceptor, Vec<u8>)> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned(), "127.0.0.1".to_owned()])?;
    let certificate = made.cert.der().to_vec();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)?;
    Ok((TlsAcceptor::from(Arc::new(config)), certificate))
}

#[cfg(test)]
mod tests;
