//! The driver that works inside the instance: a Ruby script, the same for every call, to which questions go as JSON lines. It makes,
//! names, proves and changes accounts, and every call is safe to repeat after an answer that was lost.
//! Passwords are in a question's line and nowhere else; a line is wiped when it was answered. How lines travel is left to `peer`,
//! what they say to `wire`, which process they go to to `pool`. The script's text is one argument of the command, so a prefix that hands it to a remote shell (ssh)
//! has to name its command there itself.

mod peer;
mod pool;
mod wire;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::answer::{Absence, Fault, Refused};
use super::command::Prefix;
use super::{Access, Changed, Client, Made, NewUser, Reach, Standing, Token, Whom};
use peer::Peer;
use pool::Pool;
use wire::{Arguments, Question};

/// What runs inside the instance, whole: also what a resident process is started with.
pub const SCRIPT: &str = concat!(include_str!("runner.rb"), include_str!("runner/door.rb"));

/// The script inside one instance, behind a command or a socket.
pub struct Runner {
    road: Road,
    client: Option<Client>,
    scopes: Vec<String>,
    deadline: Duration,
}

/// How questions get there.
enum Road {
    /// By processes of ours.
    Command(Arc<Pool>),
    /// By a connection for each question.
    Socket(PathBuf),
}

impl fmt::Debug for Runner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runner").finish_non_exhaustive()
    }
}

impl Runner {
    /// Starts nothing and calls nobody yet.
    pub fn new(access: Access) -> Self {
        let Access { reach, client, scopes, deadline, .. } = access;
        let command = |words| Road::Command(Arc::new(Pool::new(Prefix::new(words))));
        let road = match reach {
            Some(Reach::Command(words)) => command(words),
            Some(Reach::Socket(path)) => Road::Socket(path),
            // The settings let no such driver pass.
            None => command(Vec::new()),
        };
        Self { road, client, scopes, deadline }
    }

    /// Whether a Mastodon in production answers. Changes nothing.
    pub async fn check(&self) -> Result<(), Refused> {
        let Ping { env } = self.ask("ping", &Arguments::default()).await?;
        if env == "production" { Ok(()) } else { Err(Refused::Misconfigured(Fault::WrongEnvironment)) }
    }

    /// Whether nobody has the name at this moment; it may be gone at the next. Reserved names are the caller's affair.
    pub async fn username_available(&self, username: &str) -> Result<bool, Refused> {
        let Taken { taken } = self.ask("lookup", &Arguments { username: Some(username), ..Arguments::default() }).await?;
        Ok(!taken)
    }

    /// Makes the account, confirmed and approved, or finishes and names the one that an earlier call of the same key and password made.
    pub async fn ensure_user(&self, user: &NewUser<'_>) -> Result<Made, Refused> {
        let arguments = Arguments {
            key: Some(user.key),
            username: Some(user.username),
            email: Some(user.email),
            password: Some(user.password.expose_secret()),
            locale: Some(user.locale),
            ..self.ours()
        };
        let MadeThere { created, username } = self.ask("ensure_user", &arguments).await?;
        Ok(Made { created, username })
    }

    /// What may be done to the account with this address.
    pub async fn standing(&self, email: &str) -> Result<Standing, Refused> {
        match self.ask("lookup", &Arguments { email: Some(email), ..self.ours() }).await? {
            StandingThere { standing: Word::Unknown, .. } => Ok(Standing::Unknown),
            StandingThere { standing: Word::HandsOff, .. } => Ok(Standing::HandsOff),
            StandingThere { standing: Word::Ours, key: Some(key) } => Ok(Standing::Ours { key }),
            StandingThere { standing: Word::Ours, key: None } => Err(Refused::Away(Absence::Garbled)),
        }
    }

    /// A token of the dedicated application: the same one while it lives. By address it needs the account's password, too.
    pub async fn issue_token(&self, whom: &Whom<'_>, password: Option<&SecretString>) -> Result<Token, Refused> {
        let arguments = Arguments {
            password: password.map(ExposeSecret::expose_secret),
            scopes: Some(&self.scopes),
            client_id: Some(&self.client()?.id),
            ..self.about(whom)
        };
        if matches!(whom, Whom::Email(_)) && password.is_none() {
            return Err(Refused::Denied);
        }
        let TokenThere { access_token, scope, created_at, username } = self.ask("issue_token", &arguments).await?;
        Ok(Token { access_token: access_token.into(), scope, created_at, username })
    }

    /// Ends every token that the dedicated application has of the account; how many there were.
    pub async fn revoke_tokens(&self, key: &str) -> Result<u64, Refused> {
        let arguments = Arguments { key: Some(key), client_id: Some(&self.client()?.id), ..Arguments::default() };
        let Revoked { revoked } = self.ask("revoke_tokens", &arguments).await?;
        Ok(revoked)
    }

    /// Changes the password of whoever has the old one, and ends every session and token. `is_repeat`: the same was asked before and the
    /// answer may have been lost, so an account that has the new one already is done with. Without it the new one proves nothing.
    pub async fn change_password(
        &self,
        whom: &Whom<'_>,
        old: &SecretString,
        new: &SecretString,
        is_repeat: bool,
    ) -> Result<Changed, Refused> {
        let (old, new) = (Some(old.expose_secret()), Some(new.expose_secret()));
        let arguments = Arguments { old, new, again: is_repeat, ..self.about(whom) };
        let ChangedThere { changed, key } = self.ask("change_password", &arguments).await?;
        Ok(Changed { changed, key })
    }

    /// Sets the password, and ends every session and token; `false` where it is the account's already.
    pub async fn set_password(&self, key: &str, new: &SecretString) -> Result<bool, Refused> {
        let arguments = Arguments { key: Some(key), new: Some(new.expose_secret()), ..self.ours() };
        let Set { changed } = self.ask("set_password", &arguments).await?;
        Ok(changed)
    }

    /// The application of the settings, with this name and the scopes of the settings; another is made where there is none, or it is not
    /// the instance's. One that merely has the name is anybody's.
    pub async fn ensure_app(&self, name: &str) -> Result<Client, Refused> {
        let client_secret = self.client.as_ref().map(|client| client.secret.expose_secret());
        let arguments = Arguments { name: Some(name), scopes: Some(&self.scopes), client_secret, ..self.ours() };
        let AppThere { client_id, client_secret } = self.ask("ensure_app", &arguments).await?;
        Ok(Client { id: client_id, secret: client_secret.into() })
    }

    /// Whether the application of the settings is one of the instance, and may give tokens with the scopes of the settings. Changes
    /// nothing.
    pub async fn check_client(&self) -> Result<(), Refused> {
        let client = self.client.as_ref().ok_or(Refused::NotConfigured)?;
        let arguments = Arguments {
            client_id: Some(&client.id),
            client_secret: Some(client.secret.expose_secret()),
            scopes: Some(&self.scopes),
            ..Arguments::default()
        };
        self.ask::<Checked>("check_client", &arguments).await.map(|_| ())
    }

    /// What the command says on stderr; nothing behind a socket.
    pub async fn last_words(&self, at_most: Duration) -> Option<String> {
        match &self.road {
            Road::Command(pool) => pool.last_words(at_most).await,
            Road::Socket(_) => None,
        }
    }

    fn client(&self) -> Result<&Client, Refused> {
        self.client.as_ref().ok_or(Refused::NotConfigured)
    }

    /// What every question says that is about an account: a mark is believed of sign-ups through our application as well.
    fn ours(&self) -> Arguments<'_> {
        Arguments { client_id: self.client.as_ref().map(|client| client.id.as_str()), ..Arguments::default() }
    }

    fn about<'a>(&'a self, whom: &Whom<'a>) -> Arguments<'a> {
        match *whom {
            Whom::Key(key) => Arguments { key: Some(key), ..self.ours() },
            Whom::Email(email) => Arguments { email: Some(email), ..self.ours() },
        }
    }

    async fn ask<T: DeserializeOwned>(&self, operation: &'static str, arguments: &Arguments<'_>) -> Result<T, Refused> {
        let question = Question::new(operation, arguments)?;
        let answer = match &self.road {
            Road::Command(pool) => pool.exchange(question, self.deadline).await?,
            Road::Socket(path) => {
                let exchange = async { Peer::connect(path).await?.exchange(&question).await };
                tokio::time::timeout(self.deadline, exchange).await.map_err(|_| Refused::Away(Absence::Timeout))??
            }
        };
        wire::read(&answer)
    }
}

#[derive(Deserialize)]
struct Ping {
    env: String,
}

#[derive(Deserialize)]
struct Taken {
    taken: bool,
}

#[derive(Deserialize)]
struct MadeThere {
    created: bool,
    username: String,
}

#[derive(Deserialize)]
struct StandingThere {
    standing: Word,
    key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Unknown,
    Ours,
    HandsOff,
}

#[derive(Deserialize)]
struct TokenThere {
    access_token: String,
    scope: String,
    created_at: i64,
    username: String,
}

#[derive(Deserialize)]
struct Revoked {
    revoked: u64,
}

#[derive(Deserialize)]
struct ChangedThere {
    changed: bool,
    key: String,
}

#[derive(Deserialize)]
struct Set {
    changed: bool,
}

/// What stands in it is known already.
#[derive(Deserialize)]
struct Checked {}

#[derive(Deserialize)]
struct AppThere {
    client_id: String,
    client_secret: String,
}

#[cfg(test)]
mod tests;
