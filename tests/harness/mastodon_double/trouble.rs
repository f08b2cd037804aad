//! What a test can name, break and count: the kinds of call, whatever wire they come in by, and what goes wrong with one.
//! What a trouble does to bytes is left to the wires.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use serde_json::Value;

/// The kinds of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the name of its operation or route")]
pub enum Call {
    /// For troubles only: a call of any kind, `Start` included, that has no trouble of its own.
    Any,
    /// A runner's process came up.
    Start,
    Ping,
    EnsureApp,
    CheckClient,
    EnsureUser,
    Lookup,
    IssueToken,
    RevokeTokens,
    ChangePassword,
    SetPassword,
    ResetLink,
    DiscardUser,
    /// A line that is not of the protocol, or an operation nobody knows.
    NoOperation,
    /// `tootctl accounts create`.
    Create,
    /// `tootctl version`.
    Version,
    /// Any other command.
    OtherCommand,
    OauthToken,
    OauthRevoke,
    RegisterApp,
    VerifyApp,
    SignUp,
    VerifyCredentials,
    LookupAccount,
    AdminSearch,
    AdminAccount,
    AdminApprove,
    Instance,
    OtherRoute,
}

/// By which way a call came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wire {
    /// The resident script's socket.
    Socket,
    /// A command.
    Command,
    /// The HTTP API.
    Http,
}

/// What goes wrong with one call. A trouble that a wire cannot have is no trouble there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is done, and the process or the connection ends.
    CrashBefore,
    /// Everything is done, and the process or the connection ends before the answer.
    CrashAfter,
    /// Nothing happens until `release`, then all of it; nothing at all when the caller goes before.
    Hang,
    /// As `Hang`, but carried out at `release` whether the caller is still there or not: what a killed `docker exec` leaves running.
    Freeze,
    /// Done at once, answered at `release`.
    Slow,
    /// Other lines before and after the answer, some of them almost answers. Runner and tootctl.
    Noise,
    /// The answer in single bytes. Runner and tootctl.
    SplitWrites,
    /// Done, and answered under another nonce only. Runner.
    WrongNonce,
    /// Done; half of the answer, then the end.
    Truncated,
    /// Nothing is done: two were at it at once, and this one lost.
    Race,
    /// Nothing is done: a fault inside.
    Internal,
    /// Nothing is done: 429. HTTP.
    Busy {
        /// How long after the answer's `Date` its `X-RateLimit-Reset` is, where it has one.
        reset_in: Option<Duration>,
    },
    /// Nothing is done: this status with a page of HTML, as a proxy in front would answer. HTTP.
    Proxy(u16),
}

/// The troubles to come, per kind of call.
#[derive(Default)]
pub(super) struct Troubles {
    next: HashMap<Call, VecDeque<Trouble>>,
    lasting: HashMap<Call, Trouble>,
}

impl Troubles {
    pub(super) fn add(&mut self, call: Call, trouble: Trouble, times: usize) {
        self.next.entry(call).or_default().extend(std::iter::repeat_n(trouble, times));
    }

    pub(super) fn add_lasting(&mut self, call: Call, trouble: Trouble) {
        self.lasting.insert(call, trouble);
    }

    /// What this call has to suffer: its own kind's first, counted ones before lasting ones.
    pub(super) fn draw(&mut self, call: Call) -> Option<Trouble> {
        let mut of = |call| self.next.get_mut(&call).and_then(VecDeque::pop_front).or_else(|| self.lasting.get(&call).copied());
        of(call).or_else(|| of(Call::Any))
    }
}

/// What stands where the command prefix leads to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Inside {
    /// Mastodon in production.
    #[default]
    Mastodon,
    /// Docker runs, and no such container does.
    ContainerDown,
    /// Something runs, and it has no `bin/rails`.
    NoRails,
    /// Mastodon, with RAILS_ENV left at development.
    Development,
}

/// A call as it came in, also when it went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its kind.
    pub call: Call,
    /// Its way in.
    pub wire: Wire,
    /// Its operation, its method and route, or its arguments.
    pub what: String,
    /// What came with it, passwords included: the request's fields, or the arguments once more.
    pub sent: Value,
}
