//! Who else on this machine may read or change the files with secrets: `.env` and those that `NAME_FILE` names.
//!
//! The rule: only the mode is looked at, never the content. What an engine mounts under `/run/secrets` is its own affair.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::Finding;
use crate::settings::Environment;

/// Where container engines mount secrets, readable for whoever is inside.
const MOUNTED: [&str; 2] = ["/run/secrets/", "/var/run/secrets/"];
/// The bits of a mode by which anybody may read, and change.
const OTHERS_READ: u32 = 0o004;
const OTHERS_WRITE: u32 = 0o002;

/// Looks at each; one that cannot be read at all is a fault of the settings.
pub fn look(environment: &Environment) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut count = 0;
    for (name, path) in environment.secret_files() {
        let is_mounted = MOUNTED.iter().any(|place| path.starts_with(place));
        let Some(metadata) = std::fs::metadata(&path).ok().filter(|_| !is_mounted) else { continue };
        count += 1;
        findings.extend(judge(&name, "files.secret-open", &path, &metadata));
    }
    if let Some(path) = environment.dot_env_file().filter(|_| environment.has_secrets_in_dot_env())
        && let Ok(metadata) = std::fs::metadata(path)
    {
        count += 1;
        findings.extend(judge(".env", "files.dot-env-open", &path.to_string_lossy(), &metadata));
    }
    if findings.is_empty() && count > 0 {
        findings.push(Finding::ok("files.modes", "files", "Nobody else on this machine reads the files with secrets."));
    }
    findings
}

fn judge(name: &str, id: &'static str, path: &str, metadata: &Metadata) -> Option<Finding> {
    let mode = metadata.mode() & 0o777;
    let may = match (mode & OTHERS_READ != 0, mode & OTHERS_WRITE != 0) {
        (false, false) => return None,
        (true, false) => "read",
        (_, true) => "change",
    };
    let path = Path::new(path).display().to_string().escape_debug().to_string();
    Some(
        Finding::warning(id, name.to_owned(), format!("Anybody on this machine may {may} {path} (mode {mode:03o})."))
            .because("It holds secrets: whoever has them reads every registration, or opens accounts in your name.")
            .mend(format!("chmod 600 {path}; it has to belong to the user that the process runs as (chown).")),
    )
}
