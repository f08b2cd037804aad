//! A Matrix homeserver that exists only for tests and demos and speaks Synapse's wire as a real one was seen to speak it; the journey
//! `matrix_wire` holds both to the same cases. It keeps passwords as they were sent, so a test can see that a stranger's stayed.
//! This file is the handle: what a test may break, and what it may look at. What it knows and answers lives in `state`, HTTP in
//! `serve`, broken connections in `line`.

mod admin;
mod asked;
mod reply;
mod rules;
mod serve;
mod state;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context as _;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use url::Url;

pub use asked::Call;
pub use rules::Policy;
pub use state::{Account, Mode, registration_mac};

use crate::line::{self, Lines};
use serve::Serving;
use state::State;

/// What the homeserver is called and what it shares with whom.
#[derive(Debug, Clone)]
pub struct Setup {
    /// What its Matrix ids end with.
    pub server_name: String,
    /// Its `registration_shared_secret`.
    pub shared_secret: String,
    /// The token that passes for an admin's.
    pub admin_token: String,
}

impl Default for Setup {
    fn default() -> Self {
        Self { server_name: "example.test".into(), shared_secret: "vestibule".into(), admin_token: "syt_admin".into() }
    }
}

/// What goes wrong with one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// 429, with the milliseconds in the body and the seconds in the header where there are any. Nothing is done.
    Busy {
        /// What the homeserver asks for.
        retry_after_ms: Option<u64>,
    },
    /// 500 in Synapse's words. Nothing is done.
    Broken,
    /// This status with a page of HTML, as a proxy in front would answer. Nothing is done.
    Proxy(u16),
    /// 200 with a body that has no end in sight. Nothing is done.
    Endless,
    /// Registration only: the nonce is not known. Nothing is done.
    LostNonce,
    /// No answer as long as the homeserver runs. Nothing is done.
    Hang,
    /// The homeserver freezes with this call in its hands, and carries it out at `thaw`.
    Freeze,
    /// The connection breaks before anything is done.
    Drop,
    /// Everything is done, and the connection breaks before the answer.
    ActThenDrop,
}

/// A running double; ends when dropped.
pub struct MatrixDouble {
    url: Url,
    shared: Arc<Shared>,
    stop: CancellationToken,
}

/// What the handle and the serving side both hold.
struct Shared {
    state: watch::Sender<State>,
    frozen: watch::Sender<bool>,
    delay: watch::Sender<Duration>,
    lines: line::Cutter,
}

impl MatrixDouble {
    /// Starts on a free port of this machine.
    pub async fn start(setup: Setup) -> anyhow::Result<Self> {
        Self::serve((Ipv4Addr::LOCALHOST, 0).into(), setup).await
    }

    /// Starts on a given address.
    pub async fn serve(bind: SocketAddr, setup: Setup) -> anyhow::Result<Self> {
        let listener = tokio::net::TcpListener::bind(bind).await.context("the double cannot listen")?;
        let url = Url::parse(&format!("http://{}", listener.local_addr()?))?;
        let lines = Lines::new(listener);
        let shared = Arc::new(Shared {
            state: watch::Sender::new(State::new(setup)),
            frozen: watch::Sender::new(false),
            delay: watch::Sender::new(Duration::ZERO),
            lines: lines.cutter(),
        });
        let stop = CancellationToken::new();
        let server = poem::Server::new_with_acceptor(lines).run_with_graceful_shutdown(
            Serving::new(Arc::clone(&shared)),
            stop.clone().cancelled_owned(),
            Some(Duration::ZERO),
        );
        tokio::spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "the Matrix double stopped serving");
            }
        });
        Ok(Self { url, shared, stop })
    }

    /// Where it answers.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// What it is called, and its secrets.
    pub fn setup(&self) -> Setup {
        self.shared.state.borrow().setup.clone()
    }

    // What a test may break.

    /// The next `times` calls of this kind go wrong this way; troubles of one kind wait in line.
    pub fn trouble(&self, call: Call, trouble: Trouble, times: usize) {
        self.change(|state| state.troubles.entry(call).or_default().extend(std::iter::repeat_n(trouble, times)));
    }

    /// From now on nothing goes wrong that has not begun to.
    pub fn end_troubles(&self) {
        self.change(|state| state.troubles.clear());
    }

    /// Reads requests and does nothing with them until `thaw`; then does all of them, also those whose caller has gone.
    pub fn freeze(&self) {
        self.shared.frozen.send_replace(true);
    }

    /// Ends `freeze`.
    pub fn thaw(&self) {
        self.shared.frozen.send_replace(false);
    }

    /// Every call takes so much longer.
    pub fn slow_down(&self, by: Duration) {
        self.shared.delay.send_replace(by);
    }

    /// Breaks every connection, open and new, while `away`.
    pub fn set_away(&self, away: bool) {
        self.shared.lines.away.store(away, Ordering::SeqCst);
    }

    /// What new passwords have to satisfy from now on.
    pub fn set_policy(&self, policy: Policy) {
        self.change(|state| state.policy = policy);
    }

    /// Refuses this name as an application service's.
    pub fn refuse_name(&self, localpart: &str) {
        self.change(|state| {
            state.exclusive.insert(localpart.to_owned());
        });
    }

    /// Whether log-ins are limited as Synapse limits them by default: five, then one in 333 seconds. Not limited at the start.
    pub fn limit_log_ins(&self, limited: bool) {
        self.change(|state| state.log_ins_left = limited.then(|| rules::LogInsLeft::full(Instant::now())));
    }

    /// How accounts are made here.
    pub fn set_mode(&self, mode: Mode) {
        self.change(|state| state.mode = mode);
    }

    /// An account that was there before us.
    pub fn add_account(&self, localpart: &str, password: &str) {
        self.change(|state| state.add_account(localpart, password, Some(localpart.to_owned())));
    }

    /// Locks or unlocks an account.
    pub fn set_locked(&self, localpart: &str, locked: bool) {
        self.change(|state| {
            if let Some(account) = state.accounts.get_mut(localpart) {
                account.locked = locked;
            }
        });
    }

    /// Makes an account one of the admins'.
    pub fn set_admin(&self, localpart: &str) {
        self.change(|state| {
            if let Some(account) = state.accounts.get_mut(localpart) {
                account.admin = true;
            }
        });
    }

    /// Deactivates an account; its name stays taken.
    pub fn deactivate(&self, localpart: &str) {
        self.change(|state| state.deactivate(localpart));
    }

    /// A room anybody may join, by its id or alias.
    pub fn add_room(&self, room: &str) {
        self.change(|state| {
            state.rooms.insert(room.to_owned());
        });
    }

    // What a test may look at.

    /// The account of this name.
    pub fn account(&self, localpart: &str) -> Option<Account> {
        self.shared.state.borrow().accounts.get(localpart).cloned()
    }

    /// Every account, by name.
    pub fn accounts(&self) -> Vec<Account> {
        self.shared.state.borrow().accounts.values().cloned().collect()
    }

    /// How many accounts were made over the wire.
    pub fn created_count(&self) -> usize {
        self.shared.state.borrow().created_count
    }

    /// How often this was called, also when the call went wrong.
    pub fn calls_count(&self, call: Call) -> usize {
        self.shared.state.borrow().calls.get(&call).copied().unwrap_or_default()
    }

    /// How many access tokens would be taken now, the admin's not counted.
    pub fn live_tokens_count(&self) -> usize {
        self.shared.state.borrow().tokens.len()
    }

    /// Waits until the account is there.
    pub async fn wait_for_account(&self, localpart: &str, upper_bound: Duration) -> anyhow::Result<Account> {
        self.wait_until(upper_bound, |state| state.accounts.contains_key(localpart))
            .await
            .and_then(|()| self.account(localpart).context("the account went again"))
            .with_context(|| format!("no account {localpart} within {upper_bound:?}"))
    }

    /// Waits until an account's password is this one.
    pub async fn wait_for_password(&self, localpart: &str, password: &str, upper_bound: Duration) -> anyhow::Result<()> {
        self.wait_until(upper_bound, |state| state.accounts.get(localpart).is_some_and(|account| account.password == password))
            .await
            .with_context(|| format!("{localpart} has another password after {upper_bound:?}"))
    }

    /// Waits until this was called so often in all. A call counts when it comes in, not when it is answered.
    pub async fn wait_for_calls(&self, call: Call, count: usize, upper_bound: Duration) -> anyhow::Result<()> {
        self.wait_until(upper_bound, |state| state.calls.get(&call).is_some_and(|seen| *seen >= count))
            .await
            .with_context(|| format!("{call:?} was called {} times within {upper_bound:?}, not {count}", self.calls_count(call)))
    }

    async fn wait_until(&self, upper_bound: Duration, seen: impl FnMut(&State) -> bool) -> anyhow::Result<()> {
        let mut changes = self.shared.state.subscribe();
        timeout(upper_bound, changes.wait_for(seen)).await??;
        Ok(())
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        self.shared.state.send_modify(change);
    }
}

impl Drop for MatrixDouble {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
