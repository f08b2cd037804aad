//! What an instance answered, by whichever driver, and what it means for the one who asked.
//! `Refused` is sorted by what to do next, never by status code, exit code or wording; no text of the instance goes further.

use std::time::Duration;

pub use crate::platforms::Absence;

/// Why an instance did not do what it was asked, by what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// An account of this name exists already, and it is not this registration's.
    #[error("the name is taken")]
    NameTaken,
    /// The instance never takes this name: ask the applicant for another.
    #[error("the instance does not take this name")]
    NameRefused,
    /// An account of this address exists already, and it is not this registration's.
    #[error("the address has an account already")]
    AddressTaken,
    /// The instance never takes this address: its provider is blocked or cannot be reached.
    #[error("the instance does not take this address")]
    AddressRefused,
    /// The instance does not take the new password: ask for another.
    #[error("the instance does not take this password")]
    PasswordRefused,
    /// The old password is not the account's.
    #[error("the password is not the account's")]
    Denied,
    /// The account has a second factor: its owner acts in Mastodon itself.
    #[error("the account has a second factor")]
    SecondFactor,
    /// The account is disabled, suspended, not confirmed, or has a role: nothing is done to it from here.
    #[error("the account may not be used from here")]
    NotFunctional,
    /// No account of ours is meant by this.
    #[error("no such account of ours")]
    NotFound,
    /// This needs the application of tokens, and none is set.
    #[error("this needs a client, and none is set")]
    NotConfigured,
    /// This driver has no way to do that.
    #[error("the driver cannot do this")]
    NotSupported,
    /// The operator has to act; until then no order can succeed.
    #[error("{0}")]
    Misconfigured(Fault),
    /// Asked too often: again after `retry_after`, or after the caller's own back-off. What was asked may have happened.
    #[error("the instance asks for patience")]
    Busy {
        /// How long the instance wants to be left alone, at most a day.
        retry_after: Option<Duration>,
    },
    /// Nothing certain came back; what was asked may have happened, or may happen yet. Again later, the same.
    #[error("the instance is away: {0}")]
    Away(Absence),
}

/// What the operator has to set right, in words for the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The command's program is not there.
    #[error("MASTODON_COMMAND names a program that is not there")]
    CommandMissing,
    /// docker or ssh do not let us in.
    #[error("MASTODON_COMMAND is not let in: by the docker socket, or by the ssh key or host key")]
    CommandDenied,
    /// `docker exec -it`: nobody sits before it.
    #[error("MASTODON_COMMAND asks for a terminal, and there is none: take its -t away")]
    Terminal,
    /// `docker exec` and the like: nothing runs there.
    #[error("the container of MASTODON_COMMAND does not run")]
    ContainerDown,
    /// The command ran, and what it started is no Mastodon in production.
    #[error("MASTODON_COMMAND starts something that is no Mastodon in RAILS_ENV=production")]
    WrongEnvironment,
    /// The socket is not there, or nobody listens.
    #[error("nobody listens on MASTODON_SOCKET")]
    SocketClosed,
    /// The socket is there, and not for the worker's user.
    #[error("MASTODON_SOCKET may not be opened by the user of the worker")]
    SocketDenied,
    /// `invalid_client`: the application is not known, or its secret is another.
    #[error("MASTODON_CLIENT_ID and MASTODON_CLIENT_SECRET are no application of the instance")]
    WrongClient,
    /// The application, or the token, may not do what is asked of it.
    #[error("the application or the token lacks a scope that this needs")]
    WrongScopes,
    /// The administrator's token is not one.
    #[error("MASTODON_ADMIN_TOKEN is not the token of an administrator of the instance")]
    AdminToken,
    /// Driver `http`: nobody may sign up.
    #[error("the instance is closed for registrations, which the driver http needs open")]
    RegistrationsClosed,
    /// 404, a redirect, or a proxy's page where the API should be.
    #[error("nothing answers as Mastodon does at MASTODON_URL")]
    NotMastodon,
    /// The script inside the instance speaks another version of the protocol.
    #[error("the script beside the instance is another version than this worker")]
    Protocol,
    /// No certificates to trust, mostly.
    #[error("no TLS client can be made here: are the system's CA certificates installed?")]
    Tls,
}

impl Fault {
    /// How the operator sets it right, in words for the operator.
    pub const fn mend(self) -> &'static str {
        match self {
            Self::CommandMissing => {
                "install the program that GATELODGE_MASTODON_COMMAND begins with, or write its whole path; the driver tootctl needs a command"
            }
            Self::CommandDenied => {
                "try GATELODGE_MASTODON_COMMAND as the worker's user: let it use docker, or add its key to authorized_keys there and \
                 the host to its known_hosts"
            }
            Self::Terminal => "take -t and --tty out of GATELODGE_MASTODON_COMMAND, and leave -i: docker exec -i mastodon-web-1",
            Self::ContainerDown => "start Mastodon, or write the name of its web container (docker ps) into GATELODGE_MASTODON_COMMAND",
            Self::WrongEnvironment => {
                "let GATELODGE_MASTODON_COMMAND lead into Mastodon's own folder with RAILS_ENV=production and its .env.production read, \
                 as its web process has it"
            }
            Self::SocketClosed => {
                "start the resident process whose socket is GATELODGE_MASTODON_SOCKET, and run the worker as the user that owns the \
                 socket: nobody else may open it"
            }
            Self::SocketDenied => {
                "let the worker run as the user that owns the socket of GATELODGE_MASTODON_SOCKET, with \
                 gatelodge-worker.service.d/mastodon-socket.conf (guide/mastodon.md, step 3), then ./install --start; in containers give \
                 both the same user"
            }
            Self::WrongClient => {
                "if .env was changed, restart the worker: a process keeps the values that it began with. Else the two belong to another \
                 instance, or the application was deleted: run gatelodge-worker mastodon setup, write GATELODGE_MASTODON_CLIENT_ID and \
                 GATELODGE_MASTODON_CLIENT_SECRET as it prints them, and restart the worker"
            }
            Self::WrongScopes => {
                "with the driver runner, run gatelodge-worker mastodon setup: it gives the application what GATELODGE_MASTODON_SCOPES \
                 names. With http the application needs write:accounts, and GATELODGE_MASTODON_ADMIN_TOKEN needs admin:read:accounts \
                 and admin:write:accounts"
            }
            Self::AdminToken => {
                "as an administrator, make an application under Preferences, Development, with admin:read:accounts and \
                 admin:write:accounts, and write its access token into GATELODGE_MASTODON_ADMIN_TOKEN"
            }
            Self::RegistrationsClosed => {
                "open registrations in Mastodon, under Administration, Server settings (with approval will do), or set \
                 GATELODGE_MASTODON_DRIVER to runner or tootctl"
            }
            Self::NotMastodon => {
                "write the instance's own https address, without a path, into GATELODGE_MASTODON_URL, and let this machine reach its /api \
                 and /oauth"
            }
            Self::Protocol => {
                "give the resident process, or the forced command, the script of this worker (gatelodge-worker mastodon script), and \
                 start it anew; see GATELODGE_MASTODON_SOCKET and GATELODGE_MASTODON_COMMAND"
            }
            Self::Tls => "install the package ca-certificates; GATELODGE_MASTODON_URL is called with TLS",
        }
    }
}
