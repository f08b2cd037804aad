//! What an account does for itself: log in, set its password, join a room, log out.
//! Each call is one step with one meaning; which step follows which is decided elsewhere.

use std::fmt;

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Homeserver;
use super::answer::{Absence, Answer, Fault, Refused};
use super::policy::{PASSWORD_CHARS_MAX, PolicyFault};
use super::wire::Root;

/// An account and the token that acts for it.
pub struct Session {
    /// The whole Matrix id, `@localpart:server_name`.
    pub user_id: String,
    /// Ends with `log_out`.
    pub access_token: SecretString,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

/// One password put in the place of another.
pub struct PasswordChange<'a> {
    /// A token of the account.
    pub token: &'a SecretString,
    /// The whole Matrix id.
    pub user_id: &'a str,
    /// What the password is believed to be.
    pub old: &'a SecretString,
    /// What it shall be.
    pub new: &'a SecretString,
}

impl fmt::Debug for PasswordChange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordChange").finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct LoggedIn {
    user_id: String,
    access_token: String,
}

#[derive(Serialize)]
struct Identifier<'a> {
    r#type: &'static str,
    user: &'a str,
}

/// A password as the specification's `m.login.password` stage, of a log-in or of a user-interactive authentication.
#[derive(Serialize)]
struct PasswordStage<'a> {
    r#type: &'static str,
    identifier: Identifier<'a>,
    password: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device_id: Option<&'a str>,
}

impl<'a> PasswordStage<'a> {
    fn new(user: &'a str, password: &'a SecretString) -> Self {
        Self {
            r#type: "m.login.password",
            identifier: Identifier { r#type: "m.id.user", user },
            password: password.expose_secret(),
            session: None,
            device_id: None,
        }
    }
}

#[derive(Serialize)]
struct NewPassword<'a> {
    #[serde(rename = "new_password")]
    password: &'a str,
    logout_devices: bool,
    auth: PasswordStage<'a>,
}

impl Homeserver {
    /// Logs in. For recovery only: a homeserver allows few of these, five and then one in five minutes by Synapse's default.
    /// Older tokens of the same device stay good.
    pub async fn log_in(&self, localpart: &str, password: &SecretString, device_id: &str) -> Result<Session, Refused> {
        let stage = PasswordStage { device_id: Some(device_id), ..PasswordStage::new(localpart, password) };
        let answer = self.wire.send(Method::POST, Root::Client, &["login"], None, &stage).await?;
        let errcode = answer.fault().errcode;
        match (answer.status(), errcode.as_deref()) {
            (200, _) => self.session(localpart, &answer),
            // Only the homeserver's own word makes an account a stranger's; a proxy's 403 does not.
            (403, Some(_)) => Err(Refused::WrongPassword),
            (400, Some("M_UNKNOWN")) => Err(Refused::Misconfigured(Fault::PasswordLoginOff)),
            (404, _) => Err(Refused::Misconfigured(self.why_not_found().await)),
            _ => Err(answer.refusal()),
        }
    }

    /// Replaces the password and ends every other device of the account; `token` stays good.
    /// `AuthenticationFailed`: the old password is not the account's, perhaps because this change was made already.
    pub async fn set_password(&self, change: &PasswordChange<'_>) -> Result<(), Refused> {
        if change.new.expose_secret().chars().count() > PASSWORD_CHARS_MAX {
            // Synapse would call it malformed, which says nothing to the one who chose it.
            return Err(Refused::PasswordRefused(vec![PolicyFault::TooLong { at_most: PASSWORD_CHARS_MAX }]));
        }
        let first = self.send_password(change, None).await?;
        let fault = first.fault();
        match (first.status(), fault.errcode, fault.session) {
            // Not refused, only asked to name the session: some homeservers never take the stage without it.
            (401, None, Some(session)) => {
                let second = self.send_password(change, Some(&session)).await?;
                let fault = second.fault();
                match (second.status(), fault.errcode, fault.session) {
                    (401, None, Some(_)) => Err(Refused::Misconfigured(Fault::PasswordChangeOff)),
                    _ => password_answer(&second),
                }
            }
            _ => password_answer(&first),
        }
    }

    async fn send_password(&self, change: &PasswordChange<'_>, session: Option<&str>) -> Result<Answer, Refused> {
        let body = NewPassword {
            password: change.new.expose_secret(),
            logout_devices: true,
            auth: PasswordStage { session, ..PasswordStage::new(change.user_id, change.old) },
        };
        self.wire.send(Method::POST, Root::Client, &["account", "password"], Some(change.token), &body).await
    }

    /// Joins a room by id or alias; joining twice is joining once.
    pub async fn join_room(&self, token: &SecretString, room: &str) -> Result<(), Refused> {
        let answer = self.wire.send(Method::POST, Root::Client, &["join", room], Some(token), &json!({})).await?;
        match (answer.status(), answer.fault().errcode) {
            (400 | 403 | 404, Some(errcode)) if errcode != "M_LIMIT_EXCEEDED" => Err(Refused::RoomRefused),
            _ => done(&answer),
        }
    }

    /// Ends the token, and with it every token of its device. One that has ended already is ended.
    pub async fn log_out(&self, token: &SecretString) -> Result<(), Refused> {
        let answer = self.wire.send(Method::POST, Root::Client, &["logout"], Some(token), &json!({})).await?;
        match done(&answer) {
            Err(Refused::SignedOut) => Ok(()),
            other => other,
        }
    }

    /// Ends our session, as well as two tries can: an answer may have been lost, and nothing depends on it.
    pub async fn leave(&self, session: &Session) {
        for _ in 0..2 {
            match self.log_out(&session.access_token).await {
                Ok(()) => return,
                Err(refused) => tracing::debug!(%refused, "could not log out"),
            }
        }
    }

    /// The account and token an answer brought, if it is the account that was asked for. What stands behind the colon is the
    /// homeserver's to say: a setting that says otherwise would only make people look for their account elsewhere.
    pub(super) fn session(&self, localpart: &str, answer: &Answer) -> Result<Session, Refused> {
        let LoggedIn { user_id, access_token } = answer.read()?;
        let access_token = SecretString::from(access_token);
        let ours = user_id.strip_prefix('@').and_then(|id| id.split_once(':'));
        match ours.filter(|(name, _)| name.eq_ignore_ascii_case(localpart)) {
            None => return Err(Refused::Away(Absence::Garbled)),
            Some((_, server_name)) if server_name != self.server_name => {
                tracing::warn!(server_name, "MATRIX_SERVER_NAME is not the homeserver's server_name: pages name the wrong one");
            }
            Some(_) => {}
        }
        Ok(Session { user_id, access_token })
    }
}

fn done(answer: &Answer) -> Result<(), Refused> {
    match answer.status() {
        200 => Ok(()),
        _ => Err(answer.refusal()),
    }
}

fn password_answer(answer: &Answer) -> Result<(), Refused> {
    let errcode = answer.fault().errcode;
    match (answer.status(), errcode.as_deref()) {
        (200, _) => Ok(()),
        (401, Some("M_FORBIDDEN")) => Err(Refused::AuthenticationFailed),
        (401, None) => Err(Refused::Away(Absence::Garbled)),
        (403, Some(_)) => Err(Refused::Misconfigured(Fault::PasswordChangeOff)),
        _ => Err(answer.refusal()),
    }
}
