//! Who else on this machine may read or change the files with secrets: `.env` and those that `NAME_FILE` names.
//!
//! The rules: only owner, group and mode are looked at, never the content. What an engine or the system itself mounts for a
//! process is its own affair, and a group that this process is in is how others hand it a secret (Kubernetes' `fsGroup`). A file
//! in a folder that lets nobody else in is read by nobody else, whatever its own mode: that is worth a word, and no more.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Finding;
use super::identity::{Identity, group_named, user_named};
use crate::settings::Environment;

/// Where container engines and systemd mount secrets, readable for whoever is inside.
const MOUNTED: [&str; 3] = ["/run/secrets/", "/var/run/secrets/", "/run/credentials/"];
/// The bits of a mode by which anybody may read, and change; three bits higher they are the group's.
const READ: u32 = 0o004;
const WRITE: u32 = 0o002;
/// The same of a folder: the bit by which anybody may enter it.
const ENTER: u32 = 0o001;
const WHY: &str = "It holds secrets: whoever has them reads every registration, or opens accounts in your name.";

/// Looks at each, as this process; one that cannot be read at all is a fault of the settings.
pub fn look(environment: &Environment) -> Vec<Finding> {
    look_as(environment, &Identity::own())
}

/// The same, for a process of this identity.
pub fn look_as(environment: &Environment, us: &Identity) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut count = 0;
    for (name, path) in environment.secret_files() {
        let is_mounted = MOUNTED.iter().any(|place| path.starts_with(place));
        let Some(metadata) = std::fs::metadata(&path).ok().filter(|_| !is_mounted) else { continue };
        count += 1;
        findings.extend(judge(&name, "files.secret-open", &path, &metadata, us));
    }
    if let Some(path) = environment.dot_env_file().filter(|_| environment.has_secrets_in_dot_env())
        && let Ok(metadata) = std::fs::metadata(path)
    {
        count += 1;
        findings.extend(judge(".env", "files.dot-env-open", &path.to_string_lossy(), &metadata, us));
    }
    if findings.is_empty() && count > 0 {
        findings.push(Finding::ok("files.modes", "files", "Nobody else on this machine reads the files with secrets."));
    }
    findings
}

fn judge(name: &str, id: &'static str, path: &str, metadata: &Metadata, us: &Identity) -> Option<Finding> {
    let mode = metadata.mode() & 0o777;
    let folder = closed_above(Path::new(path), us);
    let path = path.escape_debug().to_string();
    let (anybody, group) = (may(mode), may(mode >> 3).filter(|_| us.is_stranger_to(metadata.gid())));
    if let Some(folder) = folder.filter(|_| anybody.or(group).is_some()) {
        let folder = folder.to_string_lossy().escape_debug().to_string();
        let what = format!("{path} has the mode {mode:03o}, and only the folder {folder} keeps others from it.");
        return Some(
            Finding::advice("files.only-folder", name.to_owned(), what)
                .because("Whoever opens that folder to others, or copies the file with its mode, shows the secret.")
                .mend(format!("chmod 600 {path}.")),
        );
    }
    if let Some(may) = anybody {
        let what = format!("Anybody on this machine may {may} {path} (mode {mode:03o}).");
        return Some(Finding::warning(id, name.to_owned(), what).because(WHY).mend(close(us, &path, metadata.uid())));
    }
    let may = group?;
    let group = group_named(metadata.gid());
    let what = format!("The group {group} may {may} {path} (mode {mode:03o}), and this process is not one of that group.");
    let own = us.group().map(|group| format!(" Or let a group of this process have it: chgrp {} {path}.", group_named(group)));
    let mend = close(us, &path, metadata.uid()) + &own.unwrap_or_default();
    Some(Finding::warning("files.group-open", name.to_owned(), what).because(WHY).mend(mend))
}

/// The nearest folder above a file that lets neither anybody nor a group in to which this process is a stranger.
fn closed_above(path: &Path, us: &Identity) -> Option<PathBuf> {
    let path = std::fs::canonicalize(path).ok()?;
    let is_closed = |folder: &&Path| {
        let Ok(metadata) = std::fs::metadata(folder) else { return false };
        let is_for_strangers = metadata.mode() & (ENTER << 3) != 0 && us.is_stranger_to(metadata.gid());
        metadata.mode() & ENTER == 0 && !is_for_strangers
    };
    path.ancestors().skip(1).find(is_closed).map(Path::to_owned)
}

/// What these bits let somebody do.
const fn may(bits: u32) -> Option<&'static str> {
    match (bits & READ != 0, bits & WRITE != 0) {
        (false, false) => None,
        (true, false) => Some("read"),
        (_, true) => Some("change"),
    }
}

/// How a file is closed to everybody but this process: the owner first, because after the mode nobody else reads it.
fn close(us: &Identity, path: &str, owner: u32) -> String {
    match us.user() {
        Some(us) if us == owner && us != 0 => format!("chmod 600 {path}."),
        Some(us) if us != 0 => {
            let (us, owner) = (user_named(us), user_named(owner));
            format!("It belongs to {owner}, and this process runs as {us}. First chown {us} {path}, then chmod 600 {path}.")
        }
        // An administrator looks for somebody else.
        _ => format!("First let it belong to the user that the process runs as (chown <user> {path}), then chmod 600 {path}."),
    }
}
