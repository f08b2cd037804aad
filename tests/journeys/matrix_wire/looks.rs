//! What the doctor asks a homeserver, so that the double may be believed where mistakes are seeded with it.

use worker::platforms::matrix::{AdminToken, Deadlines, Refused};

use super::agreement::{ROOM, Subject};
use super::{FIRST, SECRET, SERVER_NAME, homeserver, homeserver_with, register};

/// The cases of this file; `agreement` runs them with its own.
pub(super) async fn every_case(subject: &Subject) -> anyhow::Result<()> {
    let plain = homeserver(subject.url());
    assert_eq!(plain.is_one().await, Ok(true));
    assert!(plain.takes_passwords().await);
    assert_eq!(plain.look_at_admin_token().await, Ok(AdminToken::Unset));
    assert_eq!(plain.has_room(ROOM).await, Ok(true));
    for nowhere in ["#nowhere:example.test", "#a/b?c#d:example.test"] {
        assert_eq!(plain.has_room(nowhere).await, Ok(false), "{nowhere}");
    }
    // Not every listener of a homeserver serves its keys; one that does not tell is no other homeserver.
    assert!(plain.told_name().await.is_none_or(|name| name == SERVER_NAME));
    let somebody = register(&plain, "looker", FIRST).await?;
    let token = secrecy::ExposeSecret::expose_secret(&somebody.access_token).to_owned();
    for (token, worth) in
        [(subject.admin_token(), AdminToken::Good), ("syt_ended".to_owned(), AdminToken::Ended), (token, AdminToken::NoAdmin)]
    {
        let asked = homeserver_with(subject.url(), SECRET, Some(&token), Deadlines::default());
        assert_eq!(asked.look_at_admin_token().await, Ok(worth));
        if worth != AdminToken::Ended {
            assert_eq!(asked.told_name().await.as_deref(), Some(SERVER_NAME));
        }
    }
    assert!(matches!(
        homeserver_with(&subject.url().join("/nowhere")?, SECRET, None, Deadlines::default()).is_one().await,
        Ok(false) | Err(Refused::Misconfigured(_))
    ));
    Ok(())
}
