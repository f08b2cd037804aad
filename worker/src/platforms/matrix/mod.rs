//! The homeserver as Gatelodge speaks to it: one call, one meaning. Accounts are only ever made by shared-secret registration, which is
//! create-only; an account is changed with a password or token of that very account, or, where the operator gave an admin token, by
//! the one call that sets a password.
//! It knows no registration, no job and no retry: in which order the calls are made, and what is written down before each, is
//! decided by the job that opens the account.

mod account;
mod answer;
mod change;
mod look;
mod mac;
mod policy;
mod register;
mod wire;

use std::fmt;

use secrecy::SecretString;
use url::Url;

pub use super::wire::Deadlines;
pub use account::{PasswordChange, Session};
pub use answer::{Absence, Fault, Refused};
pub use change::{ByHand, Change};
pub use look::AdminToken;
pub use policy::{PASSWORD_CHARS_MAX, PasswordPolicy, PolicyFault};
pub use register::NewAccount;

use wire::{Root, Wire};

/// The device of our sessions: always the same, so that a log-out ends what earlier runs left behind.
pub const DEVICE: &str = "gatelodge";

/// What is needed to make accounts on one homeserver.
pub struct Access {
    /// Where it answers to us; may have a path.
    pub url: Url,
    /// What its Matrix ids end with.
    pub server_name: String,
    /// Its `registration_shared_secret`.
    pub shared_secret: SecretString,
    /// A token of one of its admins: for asking whether a name is free, and for setting a member's new password.
    pub admin_token: Option<SecretString>,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("server_name", &self.server_name).finish_non_exhaustive()
    }
}

/// One homeserver. Cheap to call from many jobs at once; connections are kept and shared.
pub struct Homeserver {
    wire: Wire,
    server_name: String,
    shared_secret: SecretString,
    admin_token: Option<SecretString>,
}

impl fmt::Debug for Homeserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Homeserver").field("server_name", &self.server_name).finish_non_exhaustive()
    }
}

impl Homeserver {
    /// Calls nobody yet. Fails on an address without paths, or where no TLS client can be made. The process must have chosen its
    /// TLS provider before.
    pub fn new(access: Access, deadlines: Deadlines) -> Result<Self, Refused> {
        let Access { url, server_name, shared_secret, admin_token } = access;
        Ok(Self { wire: Wire::new(url, deadlines)?, server_name, shared_secret, admin_token })
    }

    /// The whole Matrix id of a localpart here.
    pub fn user_id(&self, localpart: &str) -> String {
        format!("@{}:{}", localpart.to_ascii_lowercase(), self.server_name)
    }

    /// A homeserver that answers 404 where accounts are made may have left them to an authentication service; it says so itself.
    async fn why_not_found(&self) -> Fault {
        match self.wire.get(Root::ClientV1, &["auth_metadata"]).await {
            Ok(answer) if answer.status() == 200 => Fault::Mas,
            _ => Fault::NotFound,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn nothing_secret_or_personal_is_printed() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let access = Access {
            url: "https://operator:hidden@matrix.example".parse().unwrap(),
            server_name: "example".into(),
            shared_secret: "hidden".into(),
            admin_token: Some("hidden".into()),
        };
        let password = SecretString::from("hidden");
        let order = NewAccount { localpart: "hidden", password: &password, device_id: "hidden", display_name: Some("hidden") };
        let session = Session { user_id: "@hidden:example".into(), access_token: "hidden".into() };
        let change = PasswordChange { token: &password, user_id: "@hidden:example", old: &password, new: &password };
        let printed = format!("{access:?} {order:?} {session:?} {change:?}");
        let homeserver = Homeserver::new(access, Deadlines::default()).unwrap();
        assert!(!format!("{printed} {homeserver:?}").contains("hidden"));
    }
}
