//! The homeserver: reached, the right one, and whether an account could be made, whose password could be changed and who would
//! find the rooms. No account is made: the secret is proved with a name that no homeserver takes.

use futures_util::future::{FutureExt, ready};
use futures_util::stream::{self, StreamExt};
use shared::doctor::reach::tcp;
use shared::doctor::{Finding, Notes};
use shared::settings::{MatrixPublic, WorkerSettings, is_loopback};

use super::{CALL_MAX, quoted};
use crate::Worker;
use crate::platforms::matrix::{AdminToken, Fault, Homeserver, Refused};

pub(super) const PLACE: &str = "GATELODGE_MATRIX_URL";
const SECRET: &str = "GATELODGE_MATRIX_SHARED_SECRET";
const NAME: &str = "GATELODGE_MATRIX_SERVER_NAME";
const TOKEN: &str = "GATELODGE_MATRIX_ADMIN_TOKEN";
const ROOMS: &str = "GATELODGE_MATRIX_JOIN_ROOMS";
const NO_ACCOUNTS: &str = "No account is opened: whoever is approved waits, and is told nothing new.";

/// What the settings give away without a call.
pub(super) fn judge(settings: &WorkerSettings) -> Vec<Finding> {
    let Some(url) = settings.common.matrix.as_ref().map(|public| &public.url) else { return Vec::new() };
    let is_named = url.host_str().is_some_and(|host| host.contains('.') && url.domain().is_some());
    let in_clear = (url.scheme() == "http" && is_named && !is_loopback(url)).then(|| {
        Finding::warning("matrix.in-clear", PLACE, "The homeserver is called without encryption (http).")
            .because("Everybody on the way reads the passwords of new accounts, and the admin token.")
            .mend("Write its https:// address, or one that stays on this machine or in its own network of containers.")
    });
    let is_without = settings.matrix.as_ref().is_some_and(|secrets| secrets.admin_token.is_none());
    let no_token = is_without.then(|| {
        Finding::advice("matrix.no-admin-token", TOKEN, "No admin token is set: accounts are opened without one.")
            .because(
                "Nobody hears beforehand whether a name is taken: whoever wished for a taken one is asked again. And who forgot a password \
                 gets no new one on Matrix: a letter tells them to change it there.",
            )
            .mend("Make an administrator for the gate and give its token: guide/synapse.md, step 3.")
    });
    in_clear.into_iter().chain(no_token).collect()
}

/// So many rooms are asked for at once.
const ROOMS_AT_ONCE: usize = 8;
const ACCOUNT: &str = "whether an account could be opened, and signed in to";
const CALLED: &str = "what the homeserver is called";
const WORTH: &str = "what the admin token is worth";

/// What the homeserver says.
pub(super) async fn look(worker: &Worker, notes: &Notes) {
    let (Some(homeserver), Some(public)) = (&worker.homeserver, &worker.settings.common.matrix) else {
        return notes.add([Finding::ok("matrix.closed", "GATELODGE_SERVICES", "This door is closed.")]);
    };
    notes.to_look_at([ACCOUNT, CALLED, WORTH]);
    let rooms: Vec<&str> = public.join_rooms.iter().map(String::as_str).filter(|room| is_here(room, public)).collect();
    notes.to_look_at(rooms.iter().map(|room| named(room)));
    match homeserver.is_one().await {
        Ok(true) => {}
        Ok(false) => return notes.add([stranger()]),
        Err(Refused::Misconfigured(fault)) => return notes.add([misconfigured(fault)]),
        Err(_) => return notes.add([away(public).await]),
    }
    let rooms: Vec<_> = rooms.into_iter().map(|room| ask_for(homeserver, room, notes).boxed()).collect();
    tokio::join!(
        async { notes.looked_at(ACCOUNT, account(homeserver).await) },
        async {
            let name = homeserver.told_name().await.filter(|name| *name != public.server_name);
            notes.looked_at(CALLED, name.map(|name| other_name(&name, &public.server_name)));
        },
        async { notes.looked_at(WORTH, homeserver.look_at_admin_token().await.ok().and_then(worthless)) },
        stream::iter(rooms).buffer_unordered(ROOMS_AT_ONCE).for_each(|()| ready(())),
    );
    if notes.is_empty() {
        notes.add([Finding::ok("matrix.well", PLACE, "An account could be opened there.")]);
    }
}

async fn ask_for(homeserver: &Homeserver, room: &str, notes: &Notes) {
    let answer = homeserver.has_room(room).await;
    notes.looked_at(&named(room), missing(room, answer));
}

async fn account(homeserver: &Homeserver) -> Vec<Finding> {
    let (account, takes_passwords) = tokio::join!(homeserver.check(), homeserver.takes_passwords());
    let is_mas = account == Err(Refused::Misconfigured(Fault::Mas));
    let account = account.err().map(|refused| match refused {
        Refused::Misconfigured(fault) => misconfigured(fault),
        refused => unwell(&refused),
    });
    let passwords = (!takes_passwords && !is_mas).then(|| misconfigured(Fault::PasswordLoginOff));
    account.into_iter().chain(passwords).collect()
}

/// Whether a room is this homeserver's. Those of others, and those named by their ids, cannot be asked for from here.
fn is_here(room: &str, public: &MatrixPublic) -> bool {
    room.strip_prefix('#').and_then(|room| room.split_once(':')).is_some_and(|(_, name)| name == public.server_name)
}

/// As a room is called in a list.
fn named(room: &str) -> String {
    format!("the room {}", quoted(room))
}

fn missing(room: &str, answer: Result<bool, Refused>) -> Option<Finding> {
    match answer {
        Ok(true) => None,
        Ok(false) => Some(no_room(room)),
        Err(refused) => Some(
            Finding::advice("matrix.room-unknown", ROOMS, format!("Whether there is a room {} was not told: {refused}.", quoted(room)))
                .because("If there is none, new members arrive in no room at all, and think that nobody is there.")
                .mend("Ask again in a minute. If it stays so, look at the log of the homeserver."),
        ),
    }
}

async fn away(public: &MatrixPublic) -> Finding {
    let url = &public.url;
    let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
    match tcp(host, port, CALL_MAX / 4).await {
        Err(why) => Finding::fault("matrix.away", PLACE, format!("The homeserver at {host}:{port} cannot be reached: {why}."))
            .because(NO_ACCOUNTS)
            .mend("Start the homeserver, or write the address by which this machine reaches it (in containers its name: http://synapse:8008)."),
        Ok(()) if url.scheme() == "https" => {
            Finding::fault("matrix.tls", PLACE, format!("TLS with the homeserver at {host}:{port} fails, or it says nothing."))
                .because(NO_ACCOUNTS)
                .mend("Let its certificate be for this name and not expired, and known to this machine (package ca-certificates).")
        }
        Ok(()) => Finding::fault("matrix.silent", PLACE, format!("Something listens at {host}:{port} and gives no answer."))
            .because(NO_ACCOUNTS)
            .mend("Look at the log of the homeserver, whether it is starting or stuck, and ask again."),
    }
}

fn stranger() -> Finding {
    Finding::fault("matrix.stranger", PLACE, "What answers there is no homeserver (/_matrix/client/versions).").because(NO_ACCOUNTS).mend(
        "Write the homeserver's own address, with its port: http://127.0.0.1:8008. The name behind the @ of people is another setting.",
    )
}

fn unwell(refused: &Refused) -> Finding {
    Finding::fault("matrix.unwell", PLACE, format!("The homeserver does not say whether it would open an account: {refused}."))
        .because(NO_ACCOUNTS)
        .mend("Look at the log of the homeserver, and ask again.")
}

fn misconfigured(fault: Fault) -> Finding {
    let (id, place, why) = match fault {
        Fault::WrongSecret => ("matrix.secret", SECRET, NO_ACCOUNTS),
        Fault::RegistrationOff => ("matrix.no-secret", SECRET, NO_ACCOUNTS),
        Fault::Mas => ("matrix.mas", PLACE, NO_ACCOUNTS),
        Fault::NotFound => ("matrix.not-found", PLACE, NO_ACCOUNTS),
        Fault::Forbidden => ("matrix.forbidden", PLACE, NO_ACCOUNTS),
        Fault::Redirected => ("matrix.redirected", PLACE, NO_ACCOUNTS),
        Fault::PasswordLoginOff => (
            "matrix.no-passwords",
            PLACE,
            "Accounts are opened, and nobody can sign in to one; after a crash the gate cannot prove that an account is its own.",
        ),
        Fault::PasswordChangeOff => {
            ("matrix.no-changes", PLACE, "New accounts keep a password that nobody knows, and their owners cannot sign in.")
        }
        Fault::AdminToken => ("matrix.admin-token", TOKEN, "Nobody hears beforehand whether a name is free."),
        Fault::Url => ("matrix.url", PLACE, NO_ACCOUNTS),
        Fault::Tls => ("matrix.no-tls-here", PLACE, NO_ACCOUNTS),
    };
    Finding::fault(id, place, format!("{}.", capital(&fault.to_string()))).because(why).mend(format!("{}.", capital(fault.mend())))
}

fn other_name(told: &str, set: &str) -> Finding {
    Finding::fault("matrix.server-name", NAME, format!("The homeserver is called {}, and not {set}.", quoted(told)))
        .because("People are told a Matrix ID that does not exist, and cannot sign in with it.")
        .mend("Write what stands behind the colon of its Matrix IDs: `server_name` in homeserver.yaml. Or is it another homeserver?")
}

fn worthless(token: AdminToken) -> Option<Finding> {
    let what = match token {
        AdminToken::Unset | AdminToken::Good => return None,
        AdminToken::Ended => "The admin token is unknown to the homeserver: it was signed out, or is another one's.",
        AdminToken::NoAdmin => "The admin token belongs to somebody who is no admin of the homeserver.",
    };
    Some(
        Finding::fault("matrix.admin-token", TOKEN, what)
            .because("Nobody hears beforehand whether a name is free, and who forgot a password gets no new one there.")
            .mend(format!("{}.", capital(Fault::AdminToken.mend()))),
    )
}

fn no_room(room: &str) -> Finding {
    Finding::warning("matrix.no-room", ROOMS, format!("There is no room {} on the homeserver.", quoted(room)))
        .because("New members arrive in no room at all, and think that nobody is there.")
        .mend("Correct the alias, or give the room this one: in Element under room settings, General, Local addresses.")
}

/// As the beginning of a sentence.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    // A name of a setting stays as it is, and a command begins small.
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::doctor::Level;

    #[test]
    fn every_fault_of_matrix_names_a_setting_and_says_who_feels_it() {
        for fault in [
            Fault::WrongSecret,
            Fault::RegistrationOff,
            Fault::Mas,
            Fault::NotFound,
            Fault::Forbidden,
            Fault::Redirected,
            Fault::PasswordLoginOff,
            Fault::PasswordChangeOff,
            Fault::AdminToken,
            Fault::Url,
            Fault::Tls,
        ] {
            let finding = misconfigured(fault);
            assert!(finding.level == Level::Fault && finding.mend.contains("GATELODGE_MATRIX_") && !finding.why.is_empty(), "{fault:?}");
        }
    }
}
