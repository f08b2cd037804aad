//! The driver `http`: the public API of an instance that is open for registrations; Mastodon's and `GoToSocial`'s alike.
//! An account is made as anybody makes one and approved with an administrator's token. The API confirms no address: its owner has to
//! follow the instance's own letter. The mark is the last word of the sign-up reason. Anybody may write one, so it counts only where the
//! instance says that our own application made the account.
//! What it can't do: tokens, passwords and whatever else acts for an account that exists.

mod accounts;
mod answer;
mod application;
mod sign_up;
mod token;
mod wire;

use std::fmt;
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use shared::localpart::Localpart;
use url::Url;

use super::answer::{Absence, Fault, Refused};
use super::{Access, Made, NewUser, Standing};
pub use application::ensure_app;

use accounts::Account;
use answer::NotSignedUp;
use token::AppToken;
use wire::Wire;

/// An instance, by its public API.
pub struct Http {
    wire: Wire,
    app_token: AppToken,
    admin_token: SecretString,
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").finish_non_exhaustive()
    }
}

/// What counts of how an instance describes itself.
#[derive(Deserialize)]
struct Instance {
    domain: String,
    registrations: Registrations,
}

#[derive(Deserialize)]
struct Registrations {
    enabled: bool,
}

impl Http {
    /// Calls nobody yet. Fails without an application or an administrator's token, and where no TLS client can be made. The process
    /// must have chosen its TLS provider before.
    pub fn new(access: Access) -> Result<Self, Refused> {
        let client = access.client.ok_or(Refused::Misconfigured(Fault::WrongClient))?;
        let admin_token = access.admin_token.ok_or(Refused::Misconfigured(Fault::AdminToken))?;
        Ok(Self { wire: Wire::new(access.url, access.deadline)?, app_token: AppToken::new(client), admin_token })
    }

    /// Makes the account and approves it, or finds the one that an earlier call of the same key made. Safe to repeat.
    pub async fn ensure_user(&self, user: &NewUser<'_>) -> Result<Made, Refused> {
        Localpart::parse(user.username).map_err(|_| Refused::NameRefused)?;
        if let Some(account) = self.with_address(user.email).await? {
            return self.found_again(account, user).await;
        }
        match self.sign_up(user).await {
            Ok(()) => {
                // Made by this very call, so it needs no mark to be ours: GoToSocial keeps no reason where it asks for none.
                let account = self.with_address(user.email).await?.filter(|account| account.is_named(user.username));
                let account = account.ok_or(Refused::Away(Absence::Garbled))?;
                self.approve(&account).await?;
                Ok(Made { created: true, username: account.username })
            }
            // Perhaps by ourselves, in another worker or in a call whose answer was lost.
            Err(NotSignedUp::Taken(refused)) => match self.with_address(user.email).await? {
                Some(account) => self.found_again(account, user).await,
                None => Err(refused),
            },
            Err(NotSignedUp::Refused(refused)) => Err(refused),
        }
    }

    /// An account with the address of the order: ours if the mark says so and our application made it, and then it may still wait to be
    /// approved.
    async fn found_again(&self, account: Account, user: &NewUser<'_>) -> Result<Made, Refused> {
        if account.key() != Some(user.key) || !self.has_made(&account).await? {
            return Err(Refused::AddressTaken);
        }
        self.approve(&account).await?;
        Ok(Made { created: false, username: account.username })
    }

    /// Whether the name is free at this moment; it may be gone at the next. `NotSupported`: too many names begin with it to tell.
    pub async fn username_available(&self, username: &str) -> Result<bool, Refused> {
        Localpart::parse(username).map_err(|_| Refused::NameRefused)?;
        let url = self.wire.at(&["api", "v1", "accounts", "lookup"], &[("acct", username)])?;
        let answer = self.wire.get(url, None).await?;
        match answer.status() {
            200 => answer.read::<Account>().map(|_| false),
            // Suspended, and the name with it.
            410 => Ok(false),
            404 if answer.is_the_apis() => Ok(true),
            // GoToSocial, and a Mastodon that shows nothing to strangers.
            401 | 403 if answer.is_the_apis() => Ok(!self.is_anybody_named(username).await?),
            _ => Err(answer.refusal()),
        }
    }

    /// What is known of an address. Of a second factor the API knows nothing, but then nothing is done here that one would guard.
    pub async fn standing(&self, email: &str) -> Result<Standing, Refused> {
        let Some(account) = self.with_address(email).await? else { return Ok(Standing::Unknown) };
        match account.key().filter(|_| account.is_plain()) {
            Some(key) if self.has_made(&account).await? => Ok(Standing::Ours { key: key.to_owned() }),
            _ => Ok(Standing::HandsOff),
        }
    }

    /// Whether the application may sign people up: asks for its own token, or has it still.
    pub async fn check_client(&self) -> Result<(), Refused> {
        self.app_token.get(&self.wire).await.map(|_| ())
    }

    /// Whether an account could be made if one were asked for now. Makes nothing.
    pub async fn check(&self) -> Result<(), Refused> {
        let instance = about(&self.wire).await?;
        self.app_token.get(&self.wire).await?;
        self.try_admin_token().await?;
        // Last: the other faults are the worse ones.
        if instance.registrations.enabled { Ok(()) } else { Err(Refused::Misconfigured(Fault::RegistrationsClosed)) }
    }
}

/// What an instance's handles end with, as it says itself at this address.
///
/// # Errors
/// `NotMastodon`, and whatever keeps it from answering.
pub async fn domain(url: Url, deadline: Duration) -> Result<String, Refused> {
    Ok(about(&Wire::new(url, deadline)?).await?.domain)
}

async fn about(wire: &Wire) -> Result<Instance, Refused> {
    let answer = wire.get(wire.at(&["api", "v2", "instance"], &[])?, None).await?;
    let instance: Instance = match answer.status() {
        200 => answer.read().map_err(|_| Refused::Misconfigured(Fault::NotMastodon))?,
        404 => return Err(Refused::Misconfigured(Fault::NotMastodon)),
        _ => return Err(answer.refusal()),
    };
    if instance.domain.is_empty() { Err(Refused::Misconfigured(Fault::NotMastodon)) } else { Ok(instance) }
}

#[cfg(test)]
mod tests;
