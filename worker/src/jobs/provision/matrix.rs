//! The single steps of opening a Matrix account, and what each answer of the homeserver means for the sequence.
//!
//! The rules: a timeout is never a failure; a stranger's account shows itself by a name that is taken although nobody used our
//! secret before, or by a log-in with our secret that fails; the person's password is put in only from a password that we know.

use secrecy::{ExposeSecret, SecretString};
use shared::commit::Ending;
use shared::crypto::secret::Secret;
use shared::registration::Registration;
use shared::registration::provision::{Attempt, Given, News, Stage, Trouble};

use super::{Opening, Stop, chosen, still_there};
use crate::outcome::Outcome;
use crate::platforms::matrix::{DEVICE, Homeserver, NewAccount, PasswordChange, Refused, Session};

/// The session that an earlier run wrote down.
pub(super) fn session(account: &str, token: &Secret) -> Session {
    Session { user_id: account.to_owned(), access_token: exposed(token) }
}

fn exposed(secret: &Secret) -> SecretString {
    SecretString::from(secret.expose())
}

impl Opening<'_> {
    /// All steps up to the account with its person's password.
    pub(super) async fn on_matrix(&self, homeserver: &Homeserver, record: &Registration) -> Result<(), Stop> {
        let is_made = record.door(self.platform).attempt().is_some_and(|attempt| matches!(attempt.stage, Stage::Created { .. }));
        if !is_made {
            // Most refusals are told before anything is made.
            self.ask_policy(homeserver, &chosen(record)?).await?;
        }
        let (attempt, chosen) = self.intend().await?;
        let (session, chosen) = match &attempt.stage {
            Stage::Created { account, token: Some(token), .. } => (session(account, token), chosen),
            Stage::Sent | Stage::Created { token: None, .. } => self.make(homeserver, &attempt).await?,
        };
        self.join_rooms(homeserver, &session).await;
        let session = self.put_password(homeserver, session, &attempt, &chosen).await?;
        homeserver.leave(&session).await;
        Ok(())
    }

    /// Asks what the homeserver wants of passwords.
    async fn ask_policy(&self, homeserver: &Homeserver, chosen: &Secret) -> Result<(), Stop> {
        match homeserver.password_policy().await {
            Ok(policy) if policy.complaints(chosen.expose()).is_empty() => Ok(()),
            Ok(_) => Err(self.fail(Trouble::PasswordRefused).await),
            Err(refused) => Err(self.stop(refused).await),
        }
    }

    /// Makes the account, or finds that an earlier run did, and writes that down. Answers the password that was its person's by then:
    /// they may have set another one until here, and from here on it follows to an account that is there.
    async fn make(&self, homeserver: &Homeserver, attempt: &Attempt) -> Result<(Session, Secret), Stop> {
        let password = exposed(&attempt.secret);
        let order = NewAccount { localpart: attempt.name.as_str(), password: &password, device_id: DEVICE, display_name: None };
        let made = match homeserver.register(&order).await {
            // Nobody can have used a secret that was written down just now: no log-in is wasted on a stranger.
            Err(Refused::NameTaken) if self.is_fresh(attempt) => return Err(self.fail(Trouble::NameTaken).await),
            Err(Refused::NameTaken) => homeserver.log_in(attempt.name.as_str(), &password, DEVICE).await,
            answer => answer,
        };
        let session = match made {
            Ok(session) => session,
            Err(Refused::WrongPassword) => return Err(self.fail(Trouble::NameTaken).await),
            Err(Refused::NameRefused) => return Err(self.fail(Trouble::NameRefused).await),
            Err(refused) => return Err(self.stop(refused).await),
        };
        let token = Some(Secret::new(session.access_token.expose_secret()));
        let news = News::Created { account: session.user_id.clone(), token, given: Given::Other };
        let made = still_there(self.report(news, Ending::Keep).await?)?;
        Ok((session, chosen(&made)?))
    }

    /// Joins the rooms to begin with, as far as they let the account in: a failure never undoes the account.
    async fn join_rooms(&self, homeserver: &Homeserver, session: &Session) {
        let rooms = self.worker.settings.common.matrix.iter().flat_map(|matrix| &matrix.join_rooms);
        for room in rooms {
            match homeserver.join_room(&session.access_token, room).await {
                Ok(()) => {}
                Err(Refused::RoomRefused) => tracing::warn!(room = room.as_str(), "a new account could not join a room"),
                Err(refused) => {
                    tracing::debug!(%refused, "joined no further rooms");
                    return;
                }
            }
        }
    }

    /// Puts the person's password in the place of the secret; answers with a session that is good.
    async fn put_password(&self, homeserver: &Homeserver, session: Session, attempt: &Attempt, chosen: &Secret) -> Result<Session, Stop> {
        let (secret, chosen) = (exposed(&attempt.secret), exposed(chosen));
        match change(homeserver, &session, &secret, &chosen).await {
            Ok(()) => return Ok(session),
            Err(Refused::SignedOut) => {}
            Err(refused) => return Err(self.stop_at_password(homeserver, &session, refused).await),
        }
        // The token has ended: a log-in with either password says how far an earlier run came.
        let localpart = attempt.name.as_str();
        match homeserver.log_in(localpart, &secret, DEVICE).await {
            Ok(session) => match change(homeserver, &session, &secret, &chosen).await {
                Ok(()) => Ok(session),
                Err(refused) => Err(self.stop_at_password(homeserver, &session, refused).await),
            },
            Err(Refused::WrongPassword) => match homeserver.log_in(localpart, &chosen, DEVICE).await {
                Ok(session) => Ok(session),
                Err(Refused::WrongPassword) => Err(self.fail(Trouble::Conflict).await),
                Err(refused) => Err(self.stop(refused).await),
            },
            Err(refused) => Err(self.stop(refused).await),
        }
    }

    async fn stop_at_password(&self, homeserver: &Homeserver, session: &Session, refused: Refused) -> Stop {
        match refused {
            Refused::PasswordRefused(_) => {
                // The applicant may never choose another one; who does is let in by the secret.
                homeserver.leave(session).await;
                self.fail(Trouble::PasswordRefused).await
            }
            Refused::AuthenticationFailed => {
                // The account is somebody else's by now, and no session of ours stays in it.
                homeserver.leave(session).await;
                self.fail(Trouble::Conflict).await
            }
            refused => self.stop(refused).await,
        }
    }

    /// What an answer means that is no answer to the step itself.
    async fn stop(&self, refused: Refused) -> Stop {
        let outcome = match refused {
            Refused::Misconfigured(fault) => return self.pause(&fault.to_string()).await,
            Refused::Busy { retry_after } => Outcome::Retry { why: "the platform asks for patience", after: retry_after },
            Refused::Away(_) => Outcome::retry("the platform is away"),
            Refused::Locked => {
                tracing::warn!(platform = %self.platform, "an account that is being opened is locked there; its job waits");
                Outcome::Retry { why: "the account is locked", after: Some(self.worker.timing.retry_max) }
            }
            Refused::NameTaken
            | Refused::NameRefused
            | Refused::PasswordRefused(_)
            | Refused::WrongPassword
            | Refused::AuthenticationFailed
            | Refused::SignedOut
            | Refused::RoomRefused
            | Refused::NotConfigured => Outcome::retry("the platform gave an answer that does not belong to the question"),
        };
        outcome.into()
    }
}

/// From the secret to the chosen password; where the secret is not the password any more, from the chosen one, which it is if
/// an earlier run did this and could not say so.
async fn change(homeserver: &Homeserver, session: &Session, secret: &SecretString, chosen: &SecretString) -> Result<(), Refused> {
    let from = |old| PasswordChange { token: &session.access_token, user_id: &session.user_id, old, new: chosen };
    match homeserver.set_password(&from(secret)).await {
        Err(Refused::AuthenticationFailed) => homeserver.set_password(&from(chosen)).await,
        answer => answer,
    }
}
