//! The instance, by whichever driver: the way inside, the script there, the application of tokens, and the address that people
//! are sent to. No account and no application is made.
//!
//! The rule: an application is proved where accounts are made, inside the instance by the driver `runner`, so that the public
//! address need not be reachable from here; by the driver `http` with the application's own token. What the instance's command
//! says itself is shown without our secrets and without addresses.

use std::fs::Metadata;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::Path;

use shared::doctor::identity::{Identity, user_named};
use shared::doctor::{Finding, LOOK_MAX, Level, Notes};
use shared::settings::{MastodonDriver, MastodonReach};
use tokio::time::timeout;

use super::hidden::without_secrets;
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
pub(super) async fn look(worker: &Worker, notes: &Notes) {
    const ACCOUNT: &str = "whether an account could be opened there";
    const APPLICATION: &str = "whether the application may give tokens";
    let (Some(instance), Some(access)) = (&worker.instance, &worker.settings.mastodon) else {
        return notes.add([Finding::ok("mastodon.closed", "GATELODGE_SERVICES", "This door is closed.")]);
    };
    notes.to_look_at([ACCOUNT, APPLICATION]);
    let way_in = match &access.reach {
        Some(MastodonReach::Socket(path)) => socket(path, &Identity::own()),
        Some(MastodonReach::Command(words)) => program(words.first().map(String::as_str).unwrap_or_default()),
        None => None,
    };
    let is_closed = way_in.as_ref().is_some_and(|finding| finding.level == Level::Fault);
    notes.add(way_in);
    if is_closed {
        return;
    }
    // What is started takes the time that a whole Mastodon needs; all else answers at once or never.
    let is_started = matches!(access.reach, Some(MastodonReach::Command(_)));
    let answer = if is_started { instance.check().await } else { in_time(instance.check()).await };
    if let Err(refused) = answer {
        return notes.add([not_well(worker, instance, &refused).await]);
    }
    notes.looked_at(ACCOUNT, [Finding::ok("mastodon.well", PLACE, "An account could be opened there.")]);
    let answer = if is_started { instance.check_client().await } else { in_time(instance.check_client()).await };
    notes.looked_at(APPLICATION, application(worker, answer));
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
        Fault::SocketDenied => ("mastodon.socket-denied", SOCKET, NO_ACCOUNTS),
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

/// What can be told of a socket before it is called, by a worker of this identity.
fn socket(path: &Path, us: &Identity) -> Option<Finding> {
    let shown = quoted(&path.display().to_string());
    let fault = |id, what: String, mend: String| Some(Finding::fault(id, SOCKET, what).because(NO_ACCOUNTS).mend(mend));
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
    if !may_open(&metadata, us) {
        let (runs_as, owner) = (us.user().map(user_named).unwrap_or_default(), user_named(metadata.uid()));
        let what = format!("{shown} may not be opened: it belongs to {owner} (mode {mode:03o}), and the worker runs as {runs_as}.");
        return fault("mastodon.socket-denied", what, format!("{}.", capital(Fault::SocketDenied.mend())));
    }
    (mode & 0o002 != 0).then(|| {
        Finding::warning("mastodon.socket-open", SOCKET, format!("Anybody on this machine may use {shown} (mode {mode:03o})."))
            .because("Whoever can write to it opens accounts on Mastodon and sets passwords there.")
            .mend(closing(&shown, metadata.uid(), us))
    })
}

/// Whether this user may call whoever listens there: that takes the right to write (unix(7)).
fn may_open(metadata: &Metadata, us: &Identity) -> bool {
    let Some(user) = us.user().filter(|user| *user != 0) else { return true };
    let bit = if user == metadata.uid() {
        0o200
    } else if us.is_stranger_to(metadata.gid()) {
        0o002
    } else {
        0o020
    };
    metadata.mode() & bit != 0
}

/// How a socket is closed to everybody but the worker. Once it is, only its owner and an administrator get in.
fn closing(socket: &str, owner: u32, us: &Identity) -> String {
    let first = match us.user().filter(|us| *us != owner && *us != 0) {
        Some(us) => {
            let (us, named) = (user_named(us), user_named(owner));
            format!(
                "It belongs to {named}, and the worker runs as {us}. First let both be one: run the worker as {named} (User={owner} in its \
                 unit), or until the socket is made anew chown {us} {socket}. Then "
            )
        }
        None => String::new(),
    };
    format!("{first}chmod 600 {socket}, and start the resident process with umask 077.")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use std::fs::{self, Permissions};
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn a_socket_that_the_workers_user_may_not_open_is_told_with_both_users_and_the_step() {
        let path = std::env::temp_dir().join(format!("gatelodge-{}-denied.sock", std::process::id()));
        let _listener = UnixListener::bind(&path).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        let owner = fs::metadata(&path).unwrap().uid();
        let denied = socket(&path, &Identity::of(40_998, &[40_998])).unwrap();
        assert_eq!((denied.id, denied.level), ("mastodon.socket-denied", Level::Fault));
        let what = format!("belongs to {} (mode 600), and the worker runs as 40998", user_named(owner));
        assert!(denied.what.contains(&what), "{}", denied.what);
        assert!(denied.mend.contains("mastodon-socket.conf") && denied.mend.contains("./install --start"), "{}", denied.mend);
        for us in [Identity::of(owner, &[owner]), Identity::of(0, &[0]), Identity::default()] {
            assert_eq!(socket(&path, &us), None, "{us:?}");
        }
        fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_socket_of_somebody_else_changes_its_owner_before_its_mode() {
        let mend = |us: u32| closing("/run/s.sock", 40_991, &Identity::of(us, &[us]));
        assert!(mend(40_991).starts_with("chmod 600 /run/s.sock") && mend(0).starts_with("chmod 600"), "{}", mend(0));
        let theirs = mend(40_998);
        let [chown, chmod] = ["chown 40998 /run/s.sock", "chmod 600"].map(|step| theirs.find(step));
        assert!(chown.is_some() && chown < chmod && theirs.contains("User=40991"), "{theirs}");
    }

    #[test]
    fn every_fault_of_mastodon_names_a_setting_and_what_to_do() {
        for fault in [
            Fault::CommandMissing,
            Fault::CommandDenied,
            Fault::Terminal,
            Fault::ContainerDown,
            Fault::WrongEnvironment,
            Fault::SocketClosed,
            Fault::SocketDenied,
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
