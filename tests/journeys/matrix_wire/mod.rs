//! The Matrix client and the homeserver it was written for. What both homeservers can be asked runs against the double and, where one is
//! installed, a real Synapse (`agreement`): so the double may be believed in every other journey. What only a double can do, breaking on
//! demand, stands in `troubles`.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod agreement;
mod changes;
mod looks;
mod troubles;

use secrecy::SecretString;
use url::Url;
use worker::platforms::matrix::{Access, Deadlines, Homeserver, NewAccount, PasswordChange, Refused, Session};

const SECRET: &str = "vestibule";
const SERVER_NAME: &str = "example.test";
const FIRST: &str = "first-random-secret-A1!";
const CHOSEN: &str = "Chosen-by-a-person-2!";
const DEVICE: &str = "gatelodge";

fn homeserver_with(url: &Url, secret: &str, admin_token: Option<&str>, deadlines: Deadlines) -> Homeserver {
    let access = Access {
        url: url.clone(),
        server_name: SERVER_NAME.into(),
        shared_secret: secret.into(),
        admin_token: admin_token.map(SecretString::from),
    };
    Homeserver::new(access, deadlines).unwrap()
}

fn homeserver(url: &Url) -> Homeserver {
    homeserver_with(url, SECRET, None, Deadlines::default())
}

async fn register(homeserver: &Homeserver, localpart: &str, password: &str) -> Result<Session, Refused> {
    let password = password.into();
    let order = NewAccount { localpart, password: &password, device_id: DEVICE, display_name: Some("A Person") };
    homeserver.register(&order).await
}

async fn set_password(homeserver: &Homeserver, session: &Session, old: &str, new: &str) -> Result<(), Refused> {
    let (old, new) = (old.into(), new.into());
    let change = PasswordChange { token: &session.access_token, user_id: &session.user_id, old: &old, new: &new };
    homeserver.set_password(&change).await
}
