//! The Mastodon instance as Gatelodge speaks to it: one call, one meaning, by one of three drivers.
//! `runner` works inside the instance and can do everything; `tootctl` makes accounts and no more; `http` signs up as anybody may
//! and approves. An account is known as ours by the mark that its sign-up reason ends with, `gatelodge:<rid>`. Anybody may write one, so
//! an account found again needs another proof as well: the application that made it, or the password it was made with.
//! It knows no registration, no job and no retry: in which order calls are made is decided by the jobs.

mod answer;
mod command;
mod http;
mod runner;
mod tootctl;

use std::time::Duration;

use secrecy::SecretString;
use shared::clock::Timing;
use shared::settings::{MastodonAccess, MastodonDriver, MastodonPublic};
use url::Url;

pub use answer::{Absence, Fault, Refused};
pub use http::{Http, domain, ensure_app};
pub use runner::{Runner, SCRIPT};
pub use tootctl::Tootctl;

/// An instance, by the driver that its operator chose.
#[derive(Debug)]
pub enum Instance {
    /// A Ruby process inside it.
    Runner(Runner),
    /// Its command line.
    Tootctl(Tootctl),
    /// Its public API.
    Http(Http),
}

impl Instance {
    /// Calls nobody yet.
    ///
    /// # Errors
    /// Where no TLS client can be made.
    pub fn new(access: Access, driver: MastodonDriver) -> Result<Self, Refused> {
        Ok(match driver {
            MastodonDriver::Runner => Self::Runner(Runner::new(access)),
            MastodonDriver::Tootctl => Self::Tootctl(Tootctl::new(access)),
            MastodonDriver::Http => Self::Http(Http::new(access)?),
        })
    }

    /// Whether accounts could be made now.
    ///
    /// # Errors
    /// Why not.
    pub async fn check(&self) -> Result<(), Refused> {
        match self {
            Self::Runner(runner) => runner.check().await,
            Self::Tootctl(tootctl) => tootctl.check().await,
            Self::Http(http) => http.check().await,
        }
    }

    /// Whether the application of the settings is one of the instance, with the scopes it needs. Makes no application.
    ///
    /// # Errors
    /// `NotConfigured` where none is set, `NotSupported` by `tootctl`, which needs none, and whatever is wrong with it.
    pub async fn check_client(&self) -> Result<(), Refused> {
        match self {
            Self::Runner(runner) => runner.check_client().await,
            Self::Tootctl(_) => Err(Refused::NotSupported),
            Self::Http(http) => http.check_client().await,
        }
    }

    /// The last line that its command says on stderr when it is asked nothing, for the operator; it may hold secrets.
    pub async fn last_words(&self, at_most: Duration) -> Option<String> {
        match self {
            Self::Runner(runner) => runner.last_words(at_most).await,
            Self::Tootctl(tootctl) => tootctl.last_words(at_most).await,
            Self::Http(_) => None,
        }
    }

    /// Whether nobody has this name there.
    ///
    /// # Errors
    /// `NotSupported` by `tootctl`, and whatever keeps the instance from answering.
    pub async fn username_available(&self, name: &str) -> Result<bool, Refused> {
        match self {
            Self::Runner(runner) => runner.username_available(name).await,
            Self::Tootctl(_) => Err(Refused::NotSupported),
            Self::Http(http) => http.username_available(name).await,
        }
    }

    /// What is known of an address.
    ///
    /// # Errors
    /// `NotSupported` by `tootctl`, and whatever keeps the instance from answering.
    pub async fn standing(&self, email: &str) -> Result<Standing, Refused> {
        match self {
            Self::Runner(runner) => runner.standing(email).await,
            Self::Tootctl(_) => Err(Refused::NotSupported),
            Self::Http(http) => http.standing(email).await,
        }
    }
}

pub use shared::settings::MastodonReach as Reach;

pub use shared::settings::MastodonClient as Client;

/// An account to be made.
pub struct NewUser<'a> {
    /// The mark: the registration it is made for.
    pub key: &'a str,
    /// The name; `^[a-z0-9_]{1,30}$`.
    pub username: &'a str,
    /// The address, proved.
    pub email: &'a str,
    /// Its first password.
    pub password: &'a SecretString,
    /// The language, as a BCP 47 tag.
    pub locale: &'a str,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Whether this very call made it; otherwise an earlier one of the same key did, and its password is untouched.
    pub created: bool,
    /// Its name there.
    pub username: String,
}

/// Whom a call is about.
pub enum Whom<'a> {
    /// The account that bears this mark.
    Key(&'a str),
    /// The account with this address, if it bears a mark of ours.
    Email(&'a str),
}

/// A token for one person, of the dedicated application.
pub struct Token {
    /// The token itself.
    pub access_token: SecretString,
    /// What it allows, separated by spaces.
    pub scope: String,
    /// Since when, in seconds since 1970.
    pub created_at: i64,
    /// The account's name.
    pub username: String,
}

/// What became of a password change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Whether this very call changed it; otherwise an earlier one of the same two passwords did.
    pub changed: bool,
    /// The account's mark: a rid.
    pub key: String,
}

/// What is known of an address that somebody asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// No account has it.
    Unknown,
    /// An account of ours, which may be worked on.
    Ours {
        /// Its mark: a rid.
        key: String,
    },
    /// An account that nothing is done to from here: not ours, with a second factor, disabled, suspended, or with a role.
    HandsOff,
}

/// The longest line, in bytes, either way.
pub const LINE_MAX: usize = 64 * 1024;

/// Where an instance and its drivers are found.
#[derive(Clone)]
pub struct Access {
    /// Its public address.
    pub url: Url,
    /// How its own programs are reached; none with the driver `http`.
    pub reach: Option<Reach>,
    /// The application of tokens and sign-ups, where one is set up.
    pub client: Option<Client>,
    /// An administrator's token (driver `http`).
    pub admin_token: Option<SecretString>,
    /// What handed-out tokens allow.
    pub scopes: Vec<String>,
    /// How long one call may take.
    pub deadline: Duration,
}

impl Access {
    /// What the settings say.
    pub fn of(public: &MastodonPublic, access: &MastodonAccess, timing: &Timing) -> Self {
        Self {
            url: public.url.clone(),
            reach: access.reach.clone(),
            client: access.client.clone(),
            admin_token: access.admin_token.clone(),
            scopes: access.scopes.clone(),
            deadline: timing.instance_timeout,
        }
    }
}
