//! A Mastodon instance that exists only for tests and demos: one state behind three wires. The runner's protocol stands on a Unix socket
//! (as the resident script) and behind a command; `tootctl` behind the same command; the HTTP API on a port. It says what Mastodon 4.5
//! was seen to say, and misbehaves when told. This file is the handle: where it is, and what a test may look at; what a test
//! may break is in `knobs`. The state is `state`'s, what the script and `tootctl` make of it `runner`'s and `tootctl`'s, the wires `conversation`'s, `command`'s and `http`'s.

mod command;
mod conversation;
mod http;
mod knobs;
mod lines;
mod runner;
mod state;
#[cfg(test)]
mod tests;
mod tootctl;
mod trouble;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use url::Url;

pub use command::relay;
pub use state::{Application, Holder, MadeBy, Registrations, Token, User};
pub use trouble::{Call, Inside, Seen, Trouble, Wire};

use crate::line::{Cutter, Lines};
use crate::scratch::Scratch;
use state::State;

/// The name of the command's program.
const PROGRAM: &str = "gatelodge-mastodon-double";

/// What the instance is, and what it shares with whom.
#[derive(Debug, Clone)]
pub struct Setup {
    /// What its handles end with; empty: the host of its own URL.
    pub domain: String,
    /// The name of the application that is there from the start.
    pub client_name: String,
    /// Its `client_id`.
    pub client_id: String,
    /// Its `client_secret`.
    pub client_secret: String,
    /// Its scopes, separated by spaces.
    pub scopes: String,
    /// The token that is an administrator's.
    pub admin_token: String,
    /// Which Mastodon it says it is.
    pub version: String,
    /// Speaks HTTP as GoToSocial does.
    pub gotosocial: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            domain: String::new(),
            client_name: "Gatelodge".into(),
            client_id: "gate-client-id".into(),
            client_secret: "gate-client-secret".into(),
            scopes: "read write:accounts".into(),
            admin_token: "gate-admin-token".into(),
            version: "4.5.15".into(),
            gotosocial: false,
        }
    }
}

/// A running double; ends when dropped.
pub struct MastodonDouble {
    url: Url,
    folder: Scratch,
    shared: Arc<Shared>,
    stop: CancellationToken,
}

/// What the handle and the wires all hold.
struct Shared {
    state: watch::Sender<State>,
    /// How often `release` was called.
    releases: watch::Sender<u64>,
    away: watch::Sender<bool>,
    lines: Cutter,
}

/// A call that may have to wait for the next `release`.
struct Held {
    releases: watch::Receiver<u64>,
    seen_count: u64,
}

impl Held {
    async fn until_released(&self) {
        // The sender lives as long as the double; without it nobody waits.
        let _ = self.releases.clone().wait_for(|count| *count > self.seen_count).await;
    }
}

impl Shared {
    /// Writes a call down and draws its trouble. A `release` from now on counts for it.
    fn begin(&self, seen: Seen) -> (Option<Trouble>, Held) {
        let releases = self.releases.subscribe();
        let seen_count = *releases.borrow();
        let held = Held { releases, seen_count };
        let trouble = self.change(|state| {
            let trouble = state.troubles.draw(seen.call);
            state.calls.push(seen);
            trouble
        });
        (trouble, held)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut changed = None;
        self.state.send_modify(|state| changed = Some(change(state)));
        changed.expect("send_modify always calls")
    }
}

impl MastodonDouble {
    /// Starts on a free port of this machine.
    pub async fn start(setup: Setup) -> anyhow::Result<Self> {
        Self::serve((Ipv4Addr::LOCALHOST, 0).into(), setup).await
    }

    /// Starts with its HTTP API on a given address.
    pub async fn serve(bind: SocketAddr, mut setup: Setup) -> anyhow::Result<Self> {
        let listener = tokio::net::TcpListener::bind(bind).await.context("the double cannot listen")?;
        let url = Url::parse(&format!("http://{}", listener.local_addr()?))?;
        if setup.domain.is_empty() {
            url.host_str().unwrap_or_default().clone_into(&mut setup.domain);
        }
        let lines = Lines::new(listener);
        let shared = Arc::new(Shared {
            state: watch::Sender::new(State::new(setup)),
            releases: watch::Sender::new(0),
            away: watch::Sender::new(false),
            lines: lines.cutter(),
        });
        let double = Self { url, folder: Scratch::new("mastodon")?, shared, stop: CancellationToken::new() };
        let server = poem::Server::new_with_acceptor(lines).run_with_graceful_shutdown(
            http::serve::Serving::new(Arc::clone(&double.shared)),
            double.stop.clone().cancelled_owned(),
            Some(Duration::ZERO),
        );
        tokio::spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "the Mastodon double stopped serving");
            }
        });
        let resident = UnixListener::bind(double.socket()).context("the double has no socket")?;
        fs::set_permissions(double.socket(), fs::Permissions::from_mode(0o600))?;
        double.accept(resident, Wire::Socket);
        double.accept(UnixListener::bind(double.control()).context("the double has no control socket")?, Wire::Command);
        Ok(double)
    }

    fn accept(&self, listener: UnixListener, wire: Wire) {
        let (shared, stop) = (Arc::clone(&self.shared), self.stop.clone());
        tokio::spawn(async move {
            while let Some(Ok((stream, _))) = stop.run_until_cancelled(listener.accept()).await {
                let (shared, stop) = (Arc::clone(&shared), stop.clone());
                tokio::spawn(async move {
                    stop.run_until_cancelled(attend(shared, stream, wire)).await;
                });
            }
        });
    }

    /// Where its HTTP API answers.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Its HTTP API once more, for who answers on a port of their own and has pages to put before it.
    pub fn api(&self) -> impl poem::Endpoint<Output = poem::Response> + use<> {
        http::serve::Serving::new(Arc::clone(&self.shared))
    }

    /// Where the resident script listens.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    /// Where the command asks what to do.
    pub fn control(&self) -> PathBuf {
        self.folder.path().join("control")
    }

    /// What stands before `bin/rails` and `bin/tootctl`: the program beside this one, and the way to this double.
    pub fn command_prefix(&self) -> anyhow::Result<Vec<String>> {
        let this = std::env::current_exe()?;
        let folder = this.parent().context("this program has no folder")?;
        // Tests lie one folder deeper than programs.
        let folder = if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder };
        Ok(vec![folder.join(PROGRAM).display().to_string(), self.control().display().to_string()])
    }

    /// What it is, and its secrets.
    pub fn setup(&self) -> Setup {
        self.shared.state.borrow().setup.clone()
    }

    /// Every account, in the order they were made.
    pub fn users(&self) -> Vec<User> {
        self.shared.state.borrow().users.clone()
    }

    /// The account of this name.
    pub fn user(&self, username: &str) -> Option<User> {
        self.shared.state.borrow().named(username).cloned()
    }

    /// The live tokens of an account.
    pub fn tokens_of(&self, username: &str) -> Vec<Token> {
        let state = self.shared.state.borrow();
        let Some(holder) = state.named(username).map(|user| Holder::User(user.id.clone())) else { return Vec::new() };
        state.tokens.iter().filter(|token| !token.revoked && token.holder == holder).cloned().collect()
    }

    /// The applications.
    pub fn applications(&self) -> Vec<Application> {
        self.shared.state.borrow().applications.clone()
    }

    /// Whether somebody with this password, and nothing else, would get in. Changes nothing.
    pub fn signs_in(&self, name_or_email: &str, password: &str) -> bool {
        let state = self.shared.state.borrow();
        let user = state.addressed(name_or_email).or_else(|| state.named(name_or_email));
        user.is_some_and(|user| user.password == password && user.may_sign_in() && !user.second_factor)
    }

    /// How many accounts were made over a wire.
    pub fn created_count(&self) -> usize {
        self.shared.state.borrow().created_count
    }

    /// Every call, in the order they came in.
    pub fn calls(&self) -> Vec<Seen> {
        self.shared.state.borrow().calls.clone()
    }

    /// How often this was called, also when the call went wrong.
    pub fn calls_count(&self, call: Call) -> usize {
        self.shared.state.borrow().calls_count(call)
    }

    /// The arguments of every command, without what the prefix brought.
    pub fn argvs(&self) -> Vec<Vec<String>> {
        self.shared.state.borrow().argvs.clone()
    }

    /// Waits until the account is there.
    pub async fn wait_for_user(&self, username: &str, upper_bound: Duration) -> anyhow::Result<User> {
        self.wait_until(upper_bound, |state| state.named(username).is_some())
            .await
            .and_then(|()| self.user(username).context("the account went again"))
            .with_context(|| format!("no account {username} within {upper_bound:?}"))
    }

    /// Waits until an account's password is this one.
    pub async fn wait_for_password(&self, username: &str, password: &str, upper_bound: Duration) -> anyhow::Result<()> {
        self.wait_until(upper_bound, |state| state.named(username).is_some_and(|user| user.password == password))
            .await
            .with_context(|| format!("{username} has another password after {upper_bound:?}"))
    }

    /// Waits until this was called so often in all. A call counts when it comes in, not when it is answered.
    pub async fn wait_for_calls(&self, call: Call, count: usize, upper_bound: Duration) -> anyhow::Result<()> {
        self.wait_until(upper_bound, |state| state.calls_count(call) >= count)
            .await
            .with_context(|| format!("{call:?} was called {} times within {upper_bound:?}, not {count}", self.calls_count(call)))
    }

    async fn wait_until(&self, upper_bound: Duration, seen: impl FnMut(&State) -> bool) -> anyhow::Result<()> {
        let mut changes = self.shared.state.subscribe();
        timeout(upper_bound, changes.wait_for(seen)).await??;
        Ok(())
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        self.shared.change(change)
    }
}

impl Drop for MastodonDouble {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// One connection, for as long as the double is there.
async fn attend(shared: Arc<Shared>, stream: UnixStream, wire: Wire) {
    let mut away = shared.away.subscribe();
    if wire == Wire::Command {
        if *away.borrow_and_update() {
            // Told that nobody is there; that is all the command can hear now.
            return conversation::command(shared, stream).await;
        }
        tokio::select! {
            () = conversation::command(Arc::clone(&shared), stream) => {}
            _ = away.wait_for(|away| *away) => {}
        }
        return;
    }
    tokio::select! {
        () = conversation::resident(Arc::clone(&shared), stream) => {}
        _ = away.wait_for(|away| *away) => {}
    }
}
