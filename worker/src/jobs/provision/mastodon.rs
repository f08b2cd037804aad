//! The single steps of opening a Mastodon account, by each driver.
//!
//! The rules: an account is ours if it bears the registration's mark and nothing else is ever touched; with `tootctl`, which has no
//! place for a mark, an account that may be ours but cannot be proved to be is a conflict. No instance is told that an
//! unproved address is confirmed.

use secrecy::SecretString;
use shared::commit::Ending;
use shared::crypto::secret::Secret;
use shared::registration::Registration;
use shared::registration::provision::{Attempt, Given, News, Stage, Trouble};

use super::{Opening, Stop, chosen, still_there};
use crate::outcome::Outcome;
use crate::platforms::mastodon::{Http, Instance, NewUser, Refused, Runner, Tootctl};

impl Opening<'_> {
    /// All steps up to the account, with its person's password where the driver can choose one.
    pub(super) async fn on_mastodon(&self, instance: &Instance, record: &Registration) -> Result<(), Stop> {
        let Some(contact) = record.application.email.as_ref().filter(|_| !record.awaits_proof(self.platform)) else {
            return Err(Outcome::Finish.into());
        };
        let person = Person { key: self.rid.to_string(), email: contact.address.as_str(), locale: record.application.locale.tag() };
        let (attempt, chosen) = self.intend().await?;
        match instance {
            Instance::Runner(runner) => self.by_runner(runner, &person, &attempt, chosen).await,
            Instance::Http(http) => self.by_http(http, &person, &attempt, &chosen).await,
            Instance::Tootctl(tootctl) => self.by_tootctl(tootctl, &person, &attempt).await,
        }
    }

    /// Made with the secret, which proves until it is written down that the account is ours; then it gets the person's password, also where
    /// an earlier run gave it one that its person has replaced since.
    async fn by_runner(&self, runner: &Runner, person: &Person<'_>, attempt: &Attempt, mut chosen: Secret) -> Result<(), Stop> {
        let secret = SecretString::from(attempt.secret.expose());
        if attempt.stage == Stage::Sent {
            let made = runner.ensure_user(&person.order(attempt, &secret)).await;
            let made = self.sifted(made).await?;
            chosen = self.made(&made.username, Given::Other).await?;
        }
        let chosen = SecretString::from(chosen.expose());
        match runner.set_password(&person.key, &chosen).await {
            Ok(_) => Ok(()),
            // It was made and marked by us: whatever became of it, it is not for us to touch any more.
            Err(Refused::NotFound | Refused::NotFunctional | Refused::SecondFactor) => Err(self.fail(Trouble::Conflict).await),
            Err(refused) => Err(self.stop_mastodon(refused).await),
        }
    }

    /// Made with the person's password at once: nothing here could change it later, so what an earlier run made may have an older one.
    async fn by_http(&self, http: &Http, person: &Person<'_>, attempt: &Attempt, chosen: &Secret) -> Result<(), Stop> {
        if attempt.stage == Stage::Sent {
            let password = SecretString::from(chosen.expose());
            let made = http.ensure_user(&person.order(attempt, &password)).await;
            let made = self.sifted(made).await?;
            let given = if made.created { Given::This(chosen.clone()) } else { Given::Other };
            self.made(&made.username, given).await?;
        }
        Ok(())
    }

    /// Made with a password that nobody knows: the person sets one in Mastodon itself.
    async fn by_tootctl(&self, tootctl: &Tootctl, person: &Person<'_>, attempt: &Attempt) -> Result<(), Stop> {
        if attempt.stage != Stage::Sent {
            return Ok(());
        }
        match tootctl.create(attempt.name.as_str(), person.email).await {
            Ok(()) => self.made(attempt.name.as_str(), Given::Nobodys).await.map(drop),
            // Perhaps an earlier run made it and its answer was lost; perhaps it is a stranger's. Nobody can tell.
            Err(Refused::NameTaken | Refused::AddressTaken) if !self.is_fresh(attempt) => Err(self.fail(Trouble::Conflict).await),
            answer => self.sifted(answer).await,
        }
    }

    /// Writes down that the account is made. Answers the password that is its person's by then.
    async fn made(&self, username: &str, given: Given) -> Result<Secret, Stop> {
        let mastodon = self.worker.settings.common.mastodon.as_ref();
        let account = mastodon.map_or_else(|| username.to_owned(), |mastodon| mastodon.handle(username));
        let made = still_there(self.report(News::Created { account, token: None, given }, Ending::Keep).await?)?;
        chosen(&made)
    }

    async fn sifted<T>(&self, answer: Result<T, Refused>) -> Result<T, Stop> {
        match answer {
            Ok(answer) => Ok(answer),
            Err(refused) => Err(self.stop_mastodon(refused).await),
        }
    }

    /// What an answer means that is no answer to the step itself.
    async fn stop_mastodon(&self, refused: Refused) -> Stop {
        let outcome = match refused {
            Refused::NameTaken => return self.fail(Trouble::NameTaken).await,
            Refused::NameRefused => return self.fail(Trouble::NameRefused).await,
            Refused::PasswordRefused => return self.fail(Trouble::PasswordRefused).await,
            // No other address belongs to this registration: only people can find out what to do.
            Refused::AddressTaken | Refused::AddressRefused => return self.fail(Trouble::Conflict).await,
            Refused::Misconfigured(fault) => return self.pause(&fault.to_string()).await,
            Refused::Busy { retry_after } => Outcome::Retry { why: "the platform asks for patience", after: retry_after },
            Refused::Away(_) => Outcome::retry("the platform is away"),
            Refused::Denied
            | Refused::SecondFactor
            | Refused::NotFunctional
            | Refused::NotFound
            | Refused::NotConfigured
            | Refused::NotSupported => Outcome::retry("the platform gave an answer that does not belong to the question"),
        };
        outcome.into()
    }
}

/// Whom the account is for.
struct Person<'a> {
    key: String,
    email: &'a str,
    locale: &'a str,
}

impl Person<'_> {
    fn order<'a>(&'a self, attempt: &'a Attempt, password: &'a SecretString) -> NewUser<'a> {
        NewUser { key: &self.key, username: attempt.name.as_str(), email: self.email, password, locale: self.locale }
    }
}
