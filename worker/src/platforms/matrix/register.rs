//! Making an account with the shared secret, and the questions around it: is a name free, would an account be made at all.
//! Creating is create-only: a name that exists is refused and never touched. What comes after a refusal is the caller's affair.

use std::fmt;

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::answer::{Absence, Answer, Fault, Refused};
use super::mac::{Role, registration_mac};
use super::wire::Root;
use super::{Homeserver, Session};

/// A nonce is lost when the homeserver restarts or is slow; more often than this in a row is something else.
const NONCES_MAX: usize = 3;

/// No homeserver takes this name, so asking for it tells whether the secret is right and makes nothing.
const IMPOSSIBLE_NAME: &str = "gatelodge check!";

/// The account to make.
pub struct NewAccount<'a> {
    /// The name, without `@` and server name; checked by `shared`.
    pub localpart: &'a str,
    /// Random, written down before the call: it is what later tells our account from a stranger's.
    pub password: &'a SecretString,
    /// The device the returned access token belongs to.
    pub device_id: &'a str,
    /// What the profile shows from the beginning; the localpart if nothing is given.
    pub display_name: Option<&'a str>,
}

impl fmt::Debug for NewAccount<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAccount").finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Nonce {
    nonce: String,
}

#[derive(Serialize)]
struct Registration<'a> {
    nonce: &'a str,
    username: &'a str,
    password: &'a str,
    admin: bool,
    device_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    displayname: Option<&'a str>,
    mac: &'a str,
}

#[derive(Deserialize)]
struct Availability {
    available: bool,
}

impl Homeserver {
    /// Makes the account, or says why not. `Away` leaves open whether it was made: ask again with the same password, and on
    /// `NameTaken` log in with it.
    pub async fn register(&self, order: &NewAccount<'_>) -> Result<Session, Refused> {
        let answer = self.try_to_register(order).await?;
        match answer.status() {
            200 => self.session(order.localpart, &answer),
            _ => Err(self.registration_refusal(&answer).await),
        }
    }

    /// Whether an account could be made if one were asked for now. Makes nothing.
    pub async fn check(&self) -> Result<(), Refused> {
        let order = NewAccount { localpart: IMPOSSIBLE_NAME, password: &"check".into(), device_id: "check", display_name: None };
        let answer = self.try_to_register(&order).await?;
        match self.registration_refusal(&answer).await {
            Refused::NameRefused => Ok(()),
            refused => Err(refused),
        }
    }

    /// Whether the name is free at this moment; it may be gone at the next. Needs the admin token.
    pub async fn username_available(&self, localpart: &str) -> Result<bool, Refused> {
        let token = self.admin_token.as_ref().ok_or(Refused::NotConfigured)?;
        let mut url = self.wire.at(Root::Admin, &["username_available"])?;
        url.query_pairs_mut().append_pair("username", localpart);
        let answer = self.wire.get_at(url, token).await?;
        match (answer.status(), answer.fault().errcode) {
            (200, _) => Ok(answer.read::<Availability>()?.available),
            (401 | 403, Some(_)) => Err(Refused::Misconfigured(Fault::AdminToken)),
            (404, _) => Err(Refused::Misconfigured(self.why_not_found().await)),
            _ => match answer.refusal() {
                Refused::NameTaken => Ok(false),
                refused => Err(refused),
            },
        }
    }

    /// The answer to one registration whose nonce was good.
    async fn try_to_register(&self, order: &NewAccount<'_>) -> Result<Answer, Refused> {
        for _ in 0..NONCES_MAX {
            let answer = self.wire.get(Root::Admin, &["register"]).await?;
            if answer.status() != 200 {
                return Err(self.registration_refusal(&answer).await);
            }
            let Nonce { nonce } = answer.read()?;
            let registration = Registration {
                nonce: &nonce,
                username: order.localpart,
                password: order.password.expose_secret(),
                admin: false,
                device_id: order.device_id,
                displayname: order.display_name,
                mac: &registration_mac(&self.shared_secret, &nonce, order.localpart, order.password, Role::Ordinary),
            };
            let answer = self.wire.send(Method::POST, Root::Admin, &["register"], None, &registration).await?;
            if !is_about_the_nonce(&answer) {
                return Ok(answer);
            }
        }
        Err(Refused::Away(Absence::NonceLost))
    }

    async fn registration_refusal(&self, answer: &Answer) -> Refused {
        let fault = answer.fault();
        match answer.status() {
            403 if fault.errcode.is_some() => Refused::Misconfigured(Fault::WrongSecret),
            404 => Refused::Misconfigured(self.why_not_found().await),
            400 if fault.says("not enabled") => Refused::Misconfigured(Fault::RegistrationOff),
            _ => answer.refusal(),
        }
    }
}

/// Synapse gives no error code of its own for this, so its one word has to do. A name or a password refused says so by error code.
fn is_about_the_nonce(answer: &Answer) -> bool {
    answer.status() == 400
        && answer.fault().says("nonce")
        && !matches!(answer.refusal(), Refused::NameTaken | Refused::NameRefused | Refused::PasswordRefused(_))
}
