//! Puts a new password in the place of an account's old one, for the person whose account it is.
//!
//! With an admin token the homeserver is told to; without one the old password opens the door, as its owner would do it. The
//! rules: an account that is an admin's, another homeserver's or a bridge's is never touched, the homeserver's policy is
//! asked first because the admin's road has none of its own, and no session of ours stays behind. Either road may be gone twice.
//! What is left to the owner is said in `ByHand`; when to ask again is decided by the job.

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

use super::account::{PasswordChange, Session};
use super::answer::{Absence, Answer, Fault, Refused};
use super::policy::PolicyFault;
use super::wire::Root;
use super::{DEVICE, Homeserver};

/// What became of a new password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is the account's, by this call or an earlier one.
    Done,
    /// It is not for us to set: the account's owner does it on the homeserver.
    ByHand(ByHand),
}

/// Why a password is left to the account's owner. For logs and tests: the owner is told what to do, whatever the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ByHand {
    /// The homeserver does not take it.
    #[error("the homeserver does not take this password")]
    Policy(Vec<PolicyFault>),
    /// There is neither an admin token nor the old password.
    #[error("there is no way to the account: no admin token, and no old password")]
    NoWay,
    /// The account has a third password, or is not there.
    #[error("the old password is not the account's")]
    AnotherPassword,
    /// An admin, a bridge's or deactivated account, or none that this homeserver has.
    #[error("the account is not for us to change")]
    HandsOff,
    /// The homeserver's people have locked it.
    #[error("the account is locked")]
    Locked,
    /// Passwords are not the homeserver's affair, or may not be changed there.
    #[error("the homeserver does not let passwords be changed this way")]
    PasswordsOff,
}

impl From<ByHand> for Change {
    fn from(why: ByHand) -> Self {
        Self::ByHand(why)
    }
}

/// What the homeserver tells its admins of an account; what is missing or strange counts against it.
#[derive(Deserialize)]
struct Profile {
    name: String,
    #[serde(default = "strange")]
    admin: Value,
    #[serde(default = "strange")]
    deactivated: Value,
    /// Younger than the others.
    #[serde(default)]
    locked: Value,
    #[serde(default)]
    appservice_id: Value,
    #[serde(default)]
    user_type: Value,
}

fn strange() -> Value {
    Value::Bool(true)
}

/// `false`, or what older versions wrote for it.
fn is_false(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false)) || value.as_u64() == Some(0)
}

impl Profile {
    /// Why this account is left alone, if it is.
    fn objection(&self, user_id: &str) -> Option<ByHand> {
        let is_ours = self.name == user_id && is_false(&self.appservice_id) && is_false(&self.user_type);
        if !is_ours || !is_false(&self.admin) || !is_false(&self.deactivated) {
            return Some(ByHand::HandsOff);
        }
        (!is_false(&self.locked)).then_some(ByHand::Locked)
    }
}

impl Homeserver {
    /// Makes `new` the password of the account with this whole Matrix id, and ends all its sessions.
    ///
    /// # Errors
    /// `Away` and `Busy`: later, the same again. `Misconfigured`: once the operator has acted.
    pub async fn change_password(&self, user_id: &str, old: Option<&SecretString>, new: &SecretString) -> Result<Change, Refused> {
        let complaints = match self.password_policy().await {
            Ok(policy) => policy.complaints(new.expose_secret()),
            Err(refused) => return judged(Err(refused)),
        };
        if !complaints.is_empty() {
            return Ok(ByHand::Policy(complaints).into());
        }
        let by_admin = match &self.admin_token {
            Some(token) => self.reset_password(token, user_id, new).await,
            None => Err(Refused::NotConfigured),
        };
        match (by_admin, old) {
            // An operator's token that is no good, or a homeserver without this road: the account's owner has another one.
            (Err(Refused::NotConfigured | Refused::Misconfigured(_)), Some(old)) => judged(self.exchange(user_id, old, new).await),
            (by_admin, _) => judged(by_admin),
        }
    }

    /// As an admin. No log-in looks whether the new password is the account's already: after an outage all members' log-ins together
    /// would be more than a homeserver allows, and setting it twice does no harm.
    async fn reset_password(&self, token: &SecretString, user_id: &str, new: &SecretString) -> Result<Change, Refused> {
        let answer = self.wire.get_at(self.wire.at(Root::AdminV2, &["users", user_id])?, token).await?;
        let profile: Profile = match (answer.status(), answer.fault().errcode.as_deref()) {
            (200, _) => answer.read()?,
            // Not of this homeserver, or none that it knows.
            (400, Some(_)) | (404, Some("M_NOT_FOUND")) => return Ok(ByHand::HandsOff.into()),
            _ => return Err(self.admin_refusal(&answer).await),
        };
        if let Some(why) = profile.objection(user_id) {
            return Ok(why.into());
        }
        let body = json!({ "new_password": new.expose_secret(), "logout_devices": true });
        let answer = self.wire.send(Method::POST, Root::Admin, &["reset_password", user_id], Some(token), &body).await?;
        match (answer.status(), answer.fault().errcode.as_deref()) {
            (200, _) => Ok(Change::Done),
            // The token was good a moment ago: it is the change that is forbidden.
            (403, Some(_)) => Ok(ByHand::PasswordsOff.into()),
            (404, Some("M_NOT_FOUND")) => Ok(ByHand::HandsOff.into()),
            _ => Err(self.admin_refusal(&answer).await),
        }
    }

    async fn admin_refusal(&self, answer: &Answer) -> Refused {
        match (answer.status(), answer.fault().errcode) {
            (401 | 403, Some(_)) => Refused::Misconfigured(Fault::AdminToken),
            // Only where the homeserver itself knows no such path is there no admin's road.
            (404 | 405, Some(_)) => match self.why_not_found().await {
                Fault::Mas => Refused::Misconfigured(Fault::Mas),
                _ => Refused::NotConfigured,
            },
            _ => answer.refusal(),
        }
    }

    /// As the account's owner, from the old password. Where it is not the account's, the new one may be, by an earlier call.
    async fn exchange(&self, user_id: &str, old: &SecretString, new: &SecretString) -> Result<Change, Refused> {
        let Some((localpart, _)) = user_id.strip_prefix('@').and_then(|id| id.split_once(':')) else {
            return Ok(ByHand::HandsOff.into());
        };
        let (session, is_old) = match self.log_in(localpart, old, DEVICE).await {
            Ok(session) => (session, true),
            Err(Refused::WrongPassword) => match self.log_in(localpart, new, DEVICE).await {
                Ok(session) => (session, false),
                Err(Refused::WrongPassword) => return Ok(ByHand::AnotherPassword.into()),
                Err(refused) => return Err(refused),
            },
            Err(refused) => return Err(refused),
        };
        let changed = if session.user_id != user_id {
            // The setting leads to another homeserver by now, and this account has its name and its password by chance.
            Ok(ByHand::HandsOff.into())
        } else if is_old {
            self.set_own(&session, old, new).await
        } else {
            Ok(Change::Done)
        };
        self.leave(&session).await;
        changed
    }

    async fn set_own(&self, session: &Session, old: &SecretString, new: &SecretString) -> Result<Change, Refused> {
        let change = PasswordChange { token: &session.access_token, user_id: &session.user_id, old, new };
        match self.set_password(&change).await {
            Ok(()) => Ok(Change::Done),
            // Somebody changed it between the log-in and here: the next try sees to what.
            Err(Refused::AuthenticationFailed | Refused::SignedOut) => Err(Refused::Away(Absence::Broken)),
            Err(refused) => Err(refused),
        }
    }
}

/// What is left to the owner is an answer; what may be otherwise later is a refusal.
fn judged(changed: Result<Change, Refused>) -> Result<Change, Refused> {
    changed.or_else(|refused| {
        Ok(match refused {
            Refused::PasswordRefused(faults) => ByHand::Policy(faults),
            Refused::NotConfigured => ByHand::NoWay,
            Refused::Locked => ByHand::Locked,
            Refused::Misconfigured(Fault::Mas | Fault::PasswordLoginOff | Fault::PasswordChangeOff) => ByHand::PasswordsOff,
            refused => return Err(refused),
        }
        .into())
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    const ADA: &str = "@ada:example.test";

    fn objection(profile: Value) -> Option<ByHand> {
        serde_json::from_value::<Profile>(profile).unwrap().objection(ADA)
    }

    #[test]
    fn only_an_ordinary_account_of_this_very_id_is_changed() {
        let ordinary =
            json!({ "name": ADA, "admin": false, "deactivated": false, "locked": false, "appservice_id": null, "user_type": null });
        assert_eq!(objection(ordinary.clone()), None);
        assert_eq!(objection(json!({ "name": ADA, "admin": 0, "deactivated": 0 })), None, "an older version");
        let with = |field: &str, value: Value| {
            let mut profile = ordinary.clone();
            profile.as_object_mut().unwrap().insert(field.to_owned(), value);
            objection(profile)
        };
        for (field, value) in [
            ("name", json!("@ada:elsewhere.test")),
            ("admin", json!(true)),
            ("admin", json!(1)),
            ("admin", json!("no")),
            ("deactivated", json!(true)),
            ("appservice_id", json!("bridge")),
            ("user_type", json!("bot")),
        ] {
            assert_eq!(with(field, value.clone()), Some(ByHand::HandsOff), "{field} {value}");
        }
        assert_eq!(with("locked", json!(true)), Some(ByHand::Locked));
        assert_eq!(objection(json!({ "name": ADA })), Some(ByHand::HandsOff), "what is not said is not believed");
    }

    #[test]
    fn what_time_may_mend_is_no_work_for_the_owner() {
        let away = Refused::Away(Absence::Timeout);
        let token = Refused::Misconfigured(Fault::AdminToken);
        for refused in [away, token, Refused::Busy { retry_after: None }] {
            assert_eq!(judged(Err(refused.clone())), Err(refused));
        }
        for (refused, why) in [
            (Refused::Misconfigured(Fault::Mas), ByHand::PasswordsOff),
            (Refused::Misconfigured(Fault::PasswordLoginOff), ByHand::PasswordsOff),
            (Refused::NotConfigured, ByHand::NoWay),
            (Refused::Locked, ByHand::Locked),
            (Refused::PasswordRefused(vec![PolicyFault::Weak]), ByHand::Policy(vec![PolicyFault::Weak])),
        ] {
            assert_eq!(judged(Err(refused)), Ok(why.into()));
        }
    }
}
