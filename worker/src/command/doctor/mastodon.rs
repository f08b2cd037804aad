//! The instance, by whichever driver: the way inside, the script there, the application of tokens, and the address that people
//! are sent to. No account and no application is made.
//!
//! The rule: an application is proved where accounts are made, inside the instance by the driver `runner`, so that the public
//! address need not be reachable from here; by the driver `http` with the application's own token. What the instance's command
//! says itself is shown without our secrets and without addresses.

use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::Path;

use secrecy::ExposeSecret;
use shared::doctor::{Finding, LOOK_MAX};
use shared::settings::{MastodonDriver, MastodonReach};
use tokio::time::timeout;

use super::matrix::capital;
use super::{CALL_MAX, quoted};
use crate::Worker;
use crate::platforms::mastodon::{Absence, Fault, Instance, Refused, domain};

pub(super) const PLACE: &str = "GATELODGE_MASTODON_URL";
const COMMAND: &str = "GATELODGE_MASTODON_COMMAND";
const SOCKET: &str = "GATELODGE_MASTODON_SOCKET";
const CLIENT: &str = "GATELODGE_MASTODON_CLIENT_SECRET";
const NO_ACCOUNTS: &str = "No account is opened on Mastodon: whoever is approved waits, and is told nothing new.";

/// The instance, and where that answers, the application.
pub(super) async fn look(worker: &Worker) -> Vec<Finding> {
    let (Some(instance), Some(access)) = (&worker.instance, &worker.settings.mastodon) else {
        return vec![Finding::ok("mastodon.closed", "GATELODGE_SERVICES", "This door is closed.")];
    };
    let mut findings = match &access.reach {
        Some(MastodonReach::Socket(path)) => socket(path),
        Some(MastodonReach::Command(words)) => program(words.first().map(String::as_str).unwrap_or_default()).into_iter().collect(),
        None => Vec::new(),
    };
    if findings.iter().any(|finding| finding.level == shared::doctor::Level::Fault) {
        return findings;
    }
    // What is started takes the time that a whole Mastodon needs; all else answers at once or never.
    let is_started = matches!(access.reach, Some(MastodonReach::Command(_)));
    let answer = if is_started { instance.check().await } else { in_time(instance.check()).await };
    if let Err(refused) = answer {
        findings.push(not_well(worker, instance, &refused).await);
        return findings;
    }
    findings.push(Finding::ok("mastodon.well", PLACE, "An account could be opened there."));
    let answer = if is_started { instance.check_client().await } else { in_time(instance.check_client()).await };
    findings.extend(application(worker, answer));
    findings
}

async fn in_time(question: impl Future<Output = Result<(), Refused>>) -> Result<(), Refused> {
    timeout(CALL_MAX, question).await.unwrap_or(Err(Refused::Away(Absence::Timeout)))
}

/// Whether what people are sent to is the instance, and its handles are what we say.
pub(super) async fn address(worker: &Worker) -> Vec<Finding> {
    let Some(public) = &worker.settings.common.mastodon else { return Vec::new() };
    vec![match domain(public.url.clone(), LOOK_MAX).await {
        Ok(told) if told == public.domain => {
            Finding::ok("mastodon.address", PLACE, "It answers at its public address, and handles end as the settings say.")
        }
        Ok(told) => Finding::fault(
            "mastodon.domain",
            "GATELODGE_MASTODON_DOMAIN",
            format!("Handles there end with {}, and not with {}.", quoted(&told), public.domain),
        )
        .because("People are told a handle that does not exist, and nobody finds them by it.")
        .mend("Write what they end with into GATELODGE_MASTODON_DOMAIN, for both processes."),
        Err(Refused::Misconfigured(fault)) => misconfigured(fault, None),
        Err(refused) => Finding::fault("mastodon.address-away", PLACE, format!("Its public address gives no answer: {refused}."))
            .because("Whoever got an account is sent there by the letter, and finds nothing.")
            .mend(
                "Write the instance's own https address, without a path, into GATELODGE_MASTODON_URL, and look whether a browser opens it.",
            ),
    }]
}

fn application(worker: &Worker, answer: Result<(), Refused>) -> Option<Finding> {
    let driver = worker.settings.common.mastodon.as_ref().map(|public| public.driver);
    Some(match answer {
        Ok(()) if driver == Some(MastodonDriver::Http) => {
            Finding::ok("mastodon.application", CLIENT, "The application may sign people up.")
        }
        Ok(()) => Finding::ok("mastodon.application", CLIENT, "The application may give tokens with the scopes of the settings."),
        Err(Refused::NotSupported) => return None,
        Err(Refused::NotConfigured) => Finding::advice("mastodon.no-application", "GATELODGE_MASTODON_CLIENT_ID", "No application is set.")
            .because("Accounts are opened, and nobody gets a token: /generate-token answers that none is given.")
            .mend(
                "For tokens, run gatelodge-worker mastodon setup and write GATELODGE_MASTODON_CLIENT_ID and \
                     GATELODGE_MASTODON_CLIENT_SECRET as it prints them.",
            ),
        Err(Refused::Misconfigured(fault)) => misconfigured(fault, None),
        Err(refused) => unwell(&refused),
    })
}

/// Why the instance cannot be worked with, and what its own command says of it.
async fn not_well(worker: &Worker, instance: &Instance, refused: &Refused) -> Finding {
    let words = instance.last_words(CALL_MAX).await.map(|words| quoted(&without_secrets(worker, &words)));
    match refused {
        Refused::Misconfigured(fault) => misconfigured(*fault, words),
        refused => {
            let mut finding = unwell(refused);
            finding.what = said(&finding.what, words).into();
            finding
        }
    }
}

fn unwell(refused: &Refused) -> Finding {
    Finding::fault("mastodon.unwell", PLACE, format!("{}.", capital(&refused.to_string()))).because(NO_ACCOUNTS).mend(
        "Look whether the instance of GATELODGE_MASTODON_URL runs, whether GATELODGE_MASTODON_COMMAND or GATELODGE_MASTODON_SOCKET leads to \
         it, and at its log.",
    )
}

fn misconfigured(fault: Fault, words: Option<String>) -> Finding {
    let (id, place, why) = match fault {
        Fault::CommandMissing => ("mastodon.command", COMMAND, NO_ACCOUNTS),
        Fault::CommandDenied => ("mastodon.command-denied", COMMAND, NO_ACCOUNTS),
        Fault::Terminal => ("mastodon.terminal", COMMAND, NO_ACCOUNTS),
        Fault::ContainerDown => ("mastodon.container", COMMAND, NO_ACCOUNTS),
        Fault::WrongEnvironment => ("mastodon.environment", COMMAND, NO_ACCOUNTS),
        Fault::SocketClosed => ("mastodon.socket", SOCKET, NO_ACCOUNTS),
        Fault::WrongClient => (
            "mastodon.invalid-client",
            CLIENT,
            "Mastodon answers invalid_client: nobody gets a token, and with the driver http no account.",
        ),
        Fault::WrongScopes => {
            ("mastodon.scopes", "GATELODGE_MASTODON_SCOPES", "Tokens and sign-ups are refused, although all else seems to work.")
        }
        Fault::AdminToken => ("mastodon.admin-token", "GATELODGE_MASTODON_ADMIN_TOKEN", NO_ACCOUNTS),
        Fault::RegistrationsClosed => ("mastodon.closed-there", "GATELODGE_MASTODON_DRIVER", NO_ACCOUNTS),
        Fault::NotMastodon => ("mastodon.stranger", PLACE, "Whoever got an account is sent there by the letter, and finds something else."),
        Fault::Protocol => ("mastodon.script", SOCKET, NO_ACCOUNTS),
        Fault::Tls => ("mastodon.no-tls-here", PLACE, NO_ACCOUNTS),
    };
    let what = said(&format!("{}.", capital(&fault.to_string())), words);
    Finding::fault(id, place, what).because(why).mend(format!("{}.", capital(fault.mend())))
}

fn said(what: &str, words: Option<String>) -> String {
    words.map_or_else(|| what.to_owned(), |words| format!("{what} It says: {words}"))
}

/// Whether the command's program is there and may be run, where that can be told without running it.
fn program(name: &str) -> Option<Finding> {
    let path = Path::new(name);
    if !name.contains('/') {
        return None;
    }
    let what = match std::fs::metadata(path) {
        Err(_) => format!("The program {} is not there.", quoted(name)),
        Ok(metadata) if !metadata.is_file() => format!("{} is no program.", quoted(name)),
        Ok(metadata) if metadata.permissions().mode() & 0o111 == 0 => format!("{} may not be run: it is not executable.", quoted(name)),
        Ok(_) => return None,
    };
    let mend = "Install it, correct the path with which GATELODGE_MASTODON_COMMAND begins, or make it executable: chmod +x.";
    Some(Finding::fault("mastodon.command", COMMAND, what).because(NO_ACCOUNTS).mend(mend))
}

/// What can be told of a socket before it is called.
fn socket(path: &Path) -> Vec<Finding> {
    let shown = quoted(&path.display().to_string());
    let fault = |id, what: String, mend: String| vec![Finding::fault(id, SOCKET, what).because(NO_ACCOUNTS).mend(mend)];
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            let mend = "Run the worker as the user that owns the socket, or let that user into its folder.";
            return fault("mastodon.socket-denied", format!("The folder of {shown} is closed to this user."), mend.to_owned());
        }
        Err(_) => {
            let mend = "Start the resident process beside Mastodon, and let both see the same folder (in containers: one volume).";
            return fault("mastodon.socket-missing", format!("There is no socket {shown}."), mend.to_owned());
        }
    };
    if !metadata.file_type().is_socket() {
        let mend = format!("Write the path of the resident process's socket into {SOCKET}.");
        return fault("mastodon.no-socket", format!("{shown} is no socket."), mend);
    }
    let mode = metadata.mode() & 0o777;
    if mode & 0o002 == 0 {
        return Vec::new();
    }
    vec![
        Finding::warning("mastodon.socket-open", SOCKET, format!("Anybody on this machine may use {shown} (mode {mode:03o})."))
            .because("Whoever can write to it opens accounts on Mastodon and sets passwords there.")
            .mend(format!("chmod 600 {shown}, and start the resident process with umask 077.")),
    ]
}

/// A line without what we know to be secret, and without words that look like an address or an assignment.
fn without_secrets(worker: &Worker, line: &str) -> String {
    let settings = &worker.settings;
    let mut secrets: Vec<&str> = Vec::new();
    if let Some(access) = &settings.mastodon {
        secrets.extend(access.client.as_ref().map(|client| client.secret.expose_secret()));
        secrets.extend(access.admin_token.as_ref().map(ExposeSecret::expose_secret));
    }
    secrets.extend(settings.matrix.as_ref().map(|secrets| secrets.shared_secret.expose_secret()));
    secrets.extend(settings.smtp.credentials.as_ref().map(|(_, password)| password.expose_secret()));
    let line = secrets.into_iter().filter(|secret| !secret.is_empty()).fold(line.to_owned(), |line, secret| line.replace(secret, "•••"));
    line.split(' ').map(|word| if word.contains(['@', '=']) { "•••" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::doctor::Level;

    #[test]
    fn every_fault_of_mastodon_names_a_setting_and_what_to_do() {
        for fault in [
            Fault::CommandMissing,
            Fault::CommandDenied,
            Fault::Terminal,
            Fault::ContainerDown,
            Fault::WrongEnvironment,
            Fault::SocketClosed,
            Fault::WrongClient,
            Fault::WrongScopes,
            Fault::AdminToken,
            Fault::RegistrationsClosed,
            Fault::NotMastodon,
            Fault::Protocol,
            Fault::Tls,
        ] {
            let finding = misconfigured(fault, None);
            assert!(finding.level == Level::Fault && finding.mend.contains("GATELODGE_MASTODON_") && !finding.why.is_empty(), "{fault:?}");
        }
        let client = misconfigured(Fault::WrongClient, None);
        assert!(client.why.contains("invalid_client"), "as Mastodon says it");
        assert!(client.mend.contains("restart the worker") && client.mend.contains("mastodon setup"), "both causes of invalid_client");
        assert!(misconfigured(Fault::ContainerDown, Some("gone".to_owned())).what.ends_with("It says: gone"));
    }

    #[test]
    fn a_program_by_its_path_is_looked_for() {
        assert!(program("docker").is_none(), "that is the command's own to find");
        for name in ["/nowhere/docker", "/", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")] {
            assert!(program(name).is_some_and(|finding| finding.id == "mastodon.command"), "{name}");
        }
    }
}
