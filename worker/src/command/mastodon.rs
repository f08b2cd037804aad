//! The one-time set-up of the Mastodon door: makes the application that tokens and sign-ups belong to, and prints it as `.env`
//! takes it. What is printed for `.env`, a secret among it, goes to stdout and nowhere else; words for people go to stderr.
//! How the application is made is left to the drivers; whether it still holds is the doctor's question.

use secrecy::ExposeSecret;
use shared::clock::Timing;
use shared::settings::{Environment, MastodonDriver, read_mastodon_setup};

use super::{Exit, Said, unknown_names};
use crate::platforms::mastodon::{Access, Client, Fault, Refused, Runner, ensure_app};

const WRITE: &str = "Write these two lines into the worker's .env (or, of the second, only the value into a file that \
                     GATELODGE_MASTODON_CLIENT_SECRET_FILE names) and restart the worker: a running process keeps the values that it \
                     began with. They are what this order knows the application by: asked again without them, it makes another.\n";
const REPLACE: &str = "The settings name another application now: these two lines take the place of theirs. Then restart the worker: a \
                       running process keeps the values that it began with.\n";
const SAME: &str = "The settings name this application already. A worker that was started before they did needs a restart.\n";
const ADMIN: &str = "The driver http needs the token of an administrator too: in Mastodon, under Preferences, Development, make an \
                     application with the scopes admin:read:accounts and admin:write:accounts, and write its access token into \
                     GATELODGE_MASTODON_ADMIN_TOKEN.\n";
const NONE_NEEDED: &str = "The driver tootctl gives nobody a token and needs no application: nothing was made. Set \
                           GATELODGE_MASTODON_DRIVER to runner for tokens.";

/// Makes or finds the application. The other settings, and the other doors, may still be missing.
pub(super) async fn setup(environment: &Environment) -> Said {
    let unknown = unknown_names(environment);
    let said = match read_mastodon_setup(environment) {
        Ok((public, _)) if public.driver == MastodonDriver::Tootctl => Said::wrong(NONE_NEEDED, Exit::Settings),
        Ok((public, access)) => {
            let _ = rustls::crypto::ring::default_provider().install_default();
            let there = Access::of(&public, &access, &Timing::default());
            let made = match public.driver {
                MastodonDriver::Http => ensure_app(there, &access.client_name).await,
                MastodonDriver::Runner | MastodonDriver::Tootctl => Runner::new(there).ensure_app(&access.client_name).await,
            };
            made.map_or_else(|refused| why_not(&refused), |client| made_it(&client, access.client.as_ref(), public.driver))
        }
        Err(faults) => Said::wrong(&faults.to_string(), Exit::Settings),
    };
    Said { complaint: unknown + &said.complaint, ..said }
}

fn made_it(client: &Client, set: Option<&Client>, driver: MastodonDriver) -> Said {
    let (id, secret) = (client.id.as_str(), client.secret.expose_secret());
    if !is_plain(id) || !is_plain(secret) {
        return Said::wrong("the instance named an application that .env cannot hold", Exit::Failed);
    }
    let words = match set {
        Some(set) if set.id == id && set.secret.expose_secret() == secret => SAME,
        Some(_) => REPLACE,
        None => WRITE,
    };
    let admin = if driver == MastodonDriver::Http { ADMIN } else { "" };
    let lines = format!("GATELODGE_MASTODON_CLIENT_ID={id}\nGATELODGE_MASTODON_CLIENT_SECRET={secret}\n");
    Said { complaint: format!("{words}{admin}"), ..Said::well(lines) }
}

fn why_not(refused: &Refused) -> Said {
    match refused {
        // The usual advice would be this very order.
        Refused::Misconfigured(Fault::WrongScopes) => {
            Said::wrong("the instance has no such scope: name others in GATELODGE_MASTODON_SCOPES", Exit::Settings)
        }
        Refused::Misconfigured(fault) => Said::wrong(&format!("{fault}: {}", fault.mend()), Exit::Settings),
        Refused::Away(_) | Refused::Busy { .. } => Said::wrong(&format!("{refused}: try again"), Exit::Temporary),
        _ => Said::wrong(&refused.to_string(), Exit::Failed),
    }
}

/// What no reader of `.env` takes for anything else, whatever an instance answers.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.len() <= 255 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platforms::mastodon::Absence;

    fn client(id: &str, secret: &str) -> Client {
        Client { id: id.to_owned(), secret: secret.into() }
    }

    #[test]
    fn the_lines_alone_are_the_answer() {
        let made = client("an-id", "a-secret");
        let lines = "GATELODGE_MASTODON_CLIENT_ID=an-id\nGATELODGE_MASTODON_CLIENT_SECRET=a-secret\n";
        for (set, words) in [(None, WRITE), (Some(made.clone()), SAME), (Some(client("an-id", "other")), REPLACE)] {
            let said = made_it(&made, set.as_ref(), MastodonDriver::Runner);
            assert_eq!((said.answer.as_str(), said.complaint.as_str(), said.exit), (lines, words, Exit::Well));
        }
        let said = made_it(&made, None, MastodonDriver::Http);
        assert!(said.complaint.contains("ADMIN_TOKEN") && !said.complaint.contains("a-secret"));
        for odd in ["", "a b", "a\nGATELODGE_KEYS=x", "$HOME", "a'b", "a#b", "ä"] {
            let said = made_it(&client(odd, "a-secret"), None, MastodonDriver::Runner);
            assert_eq!((said.answer.as_str(), said.exit), ("", Exit::Failed), "{odd}");
        }
    }

    #[test]
    fn why_there_is_none_is_told_by_the_exit() {
        let exit = |refused| why_not(&refused).exit;
        assert_eq!(exit(Refused::Misconfigured(Fault::ContainerDown)), Exit::Settings);
        assert_eq!(exit(Refused::Away(Absence::Timeout)), Exit::Temporary);
        assert_eq!(exit(Refused::NotSupported), Exit::Failed);
        assert!(!why_not(&Refused::Misconfigured(Fault::WrongScopes)).complaint.contains("mastodon setup"));
    }
}
