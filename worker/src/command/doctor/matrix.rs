//! The homeserver: reached, the right one, and whether an account could be made, whose password could be changed and who would
//! find the rooms. No account is made: the secret is proved with a name that no homeserver takes.

use shared::doctor::Finding;
use shared::doctor::reach::tcp;
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
pub(super) fn judge(settings: &WorkerSettings) -> Option<Finding> {
    let url = &settings.common.matrix.as_ref()?.url;
    let is_named = url.host_str().is_some_and(|host| host.contains('.') && url.domain().is_some());
    (url.scheme() == "http" && is_named && !is_loopback(url)).then(|| {
        Finding::warning("matrix.in-clear", PLACE, "The homeserver is called without encryption (http).")
            .because("Everybody on the way reads the passwords of new accounts, and the admin token.")
            .mend("Write its https:// address, or one that stays on this machine or in its own network of containers.")
    })
}

/// What the homeserver says.
pub(super) async fn look(worker: &Worker) -> Vec<Finding> {
    let (Some(homeserver), Some(public)) = (&worker.homeserver, &worker.settings.common.matrix) else {
        return vec![Finding::ok("matrix.closed", "GATELODGE_SERVICES", "This door is closed.")];
    };
    match homeserver.is_one().await {
        Ok(true) => {}
        Ok(false) => return vec![stranger()],
        Err(Refused::Misconfigured(fault)) => return vec![misconfigured(fault)],
        Err(_) => return vec![away(public).await],
    }
    let (account, name, passwords, token, rooms) = tokio::join!(
        homeserver.check(),
        homeserver.told_name(),
        homeserver.takes_passwords(),
        homeserver.look_at_admin_token(),
        missing_rooms(homeserver, public),
    );
    let mut findings = Vec::new();
    let is_mas = account == Err(Refused::Misconfigured(Fault::Mas));
    match account {
        Ok(()) => {}
        Err(Refused::Misconfigured(fault)) => findings.push(misconfigured(fault)),
        Err(refused) => findings.push(unwell(&refused)),
    }
    findings.extend(name.filter(|name| *name != public.server_name).map(|name| other_name(&name, &public.server_name)));
    if !passwords && !is_mas {
        findings.push(misconfigured(Fault::PasswordLoginOff));
    }
    findings.extend(token.ok().and_then(worthless));
    findings.extend(rooms.iter().map(|room| no_room(room)));
    if findings.is_empty() {
        findings.push(Finding::ok("matrix.well", PLACE, "An account could be opened there."));
    }
    findings
}

/// Rooms of this homeserver that are not there. Those of others, and those named by their ids, cannot be asked for from here.
async fn missing_rooms(homeserver: &Homeserver, public: &MatrixPublic) -> Vec<String> {
    let mut missing = Vec::new();
    for room in &public.join_rooms {
        let is_here = room.strip_prefix('#').and_then(|room| room.split_once(':')).is_some_and(|(_, name)| name == public.server_name);
        if is_here && homeserver.has_room(room).await == Ok(false) {
            missing.push(room.clone());
        }
    }
    missing
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
