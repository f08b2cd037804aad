//! What the doctor asks a homeserver besides the question whether an account could be made. Every question is a GET.

use serde::Deserialize;

use super::answer::{Fault, Refused};
use super::wire::Root;
use super::{Absence, Homeserver};

/// What an admin token is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminToken {
    /// None is set.
    Unset,
    /// It is an admin's.
    Good,
    /// It is nobody's, or has ended.
    Ended,
    /// It is somebody's who is no admin.
    NoAdmin,
}

#[derive(Deserialize)]
struct Versions {
    versions: Vec<String>,
}

#[derive(Deserialize)]
struct Keys {
    server_name: String,
}

#[derive(Deserialize)]
struct WhoAmI {
    user_id: String,
}

#[derive(Deserialize)]
struct LogIns {
    flows: Vec<Flow>,
}

#[derive(Deserialize)]
struct Flow {
    #[serde(rename = "type")]
    kind: String,
}

impl Homeserver {
    /// Whether a homeserver answers there at all.
    ///
    /// # Errors
    /// `Redirected`, and whatever keeps it from answering.
    pub async fn is_one(&self) -> Result<bool, Refused> {
        let answer = self.wire.get(Root::Matrix, &["client", "versions"]).await?;
        match answer.status() {
            200 => Ok(answer.read::<Versions>().is_ok_and(|told| !told.versions.is_empty())),
            429 | 500..=599 | 300..=399 => Err(answer.refusal()),
            _ => Ok(false),
        }
    }

    /// What it says that its ids end with; nothing where it does not tell us.
    pub async fn told_name(&self) -> Option<String> {
        if let Some(token) = &self.admin_token {
            let url = self.wire.at(Root::Client, &["account", "whoami"]).ok()?;
            let answer = self.wire.get_at(url, token).await.ok()?;
            if let Ok(WhoAmI { user_id }) = answer.read() {
                return user_id.split_once(':').map(|(_, name)| name.to_owned());
            }
        }
        let answer = self.wire.get(Root::Matrix, &["key", "v2", "server"]).await.ok()?;
        answer.read::<Keys>().ok().map(|keys| keys.server_name)
    }

    /// Whether people sign in there with a password; also where it does not say.
    pub async fn takes_passwords(&self) -> bool {
        let Ok(answer) = self.wire.get(Root::Client, &["login"]).await else { return true };
        answer.read::<LogIns>().map_or(true, |told| told.flows.iter().any(|flow| flow.kind == "m.login.password"))
    }

    /// What the admin token of the settings is worth.
    ///
    /// # Errors
    /// Whatever keeps the homeserver from answering.
    pub async fn look_at_admin_token(&self) -> Result<AdminToken, Refused> {
        let Some(token) = &self.admin_token else { return Ok(AdminToken::Unset) };
        let url = self.wire.at(Root::Client, &["account", "whoami"])?;
        if self.wire.get_at(url, token).await?.status() == 401 {
            return Ok(AdminToken::Ended);
        }
        match self.username_available("gatelodge-doctor").await {
            Err(Refused::Misconfigured(Fault::AdminToken)) => Ok(AdminToken::NoAdmin),
            Err(refused @ (Refused::Away(_) | Refused::Busy { .. } | Refused::Misconfigured(_))) => Err(refused),
            _ => Ok(AdminToken::Good),
        }
    }

    /// Whether there is a room of this alias.
    ///
    /// # Errors
    /// Whatever keeps the homeserver from answering.
    pub async fn has_room(&self, alias: &str) -> Result<bool, Refused> {
        let answer = self.wire.get(Root::Client, &["directory", "room", alias]).await?;
        match answer.status() {
            200 => Ok(true),
            404 if answer.fault().errcode.as_deref() == Some("M_NOT_FOUND") => Ok(false),
            404 => Err(Refused::Away(Absence::Unexpected(404))),
            _ => Err(answer.refusal()),
        }
    }
}
