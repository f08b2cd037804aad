//! What the doctor says of the folder that `GATELODGE_OVERRIDES` names: each fault by its file, and how it is mended.
//!
//! The rule: it is read as a process reads it at its start. Style, logo and texts are judged here; pages are the API's to judge and
//! letters the worker's, which each hand in how.

use std::path::Path;

use super::Finding;
use crate::overrides::{Fault, Faults, Overrides};
use crate::settings::Process;

const PLACE: &str = "GATELODGE_OVERRIDES";

/// Looks at the folder, where the settings name one. `judge` notes what is wrong with what only this process reads.
///
/// # Errors
/// Every fault: with any of them the process does not start.
pub fn look(folder: Option<&Path>, process: Process, judge: impl FnOnce(&Overrides, &mut Faults)) -> Result<Option<Finding>, Vec<Finding>> {
    let Some(folder) = folder else { return Ok(None) };
    let mut faults = Faults::default();
    let overrides = Overrides::read(Some(folder), &mut faults);
    judge(&overrides, &mut faults);
    let what = match process {
        Process::Api => "Its look, its texts and its pages can be used; its letters are the worker's to judge.",
        Process::Worker => "Its look, its texts and its letters can be used; its pages are the API's to judge.",
    };
    match faults.none() {
        Ok(()) => Ok(Some(Finding::ok("overrides.well", PLACE, what))),
        Err(faults) => Err(faults.iter().map(|fault| told(folder, process, fault)).collect()),
    }
}

/// Every fault in a line of its own, for whoever asked for the settings alone.
pub fn lines(faults: &[Finding]) -> String {
    faults.iter().map(|fault| format!("{PLACE}: {} {}", fault.what, fault.mend)).collect::<Vec<_>>().join("\n")
}

fn told(folder: &Path, process: Process, fault: &Fault) -> Finding {
    let id = match fault.file().split_once('/') {
        Some(("templates", _)) => "overrides.page",
        Some(("letters", _)) => "overrides.letter",
        Some(("locales", _)) => "overrides.text",
        _ => "overrides.file",
    };
    let path = if fault.file() == "." { folder.to_owned() } else { folder.join(fault.file()) };
    let (path, what) = (shown(&path.to_string_lossy()), shown(fault.what()));
    // A fault of one line is said as editors and compilers say it: file, line, what.
    let what = if what.starts_with("line ") { format!("{path}, {what}.") } else { format!("{path} {what}.") };
    let why = match process {
        Process::Api => "The API ends with 78 as soon as it is started, and nobody sees a page.",
        Process::Worker => "The worker ends with 78 as soon as it is started: no letter goes out and no account is opened.",
    };
    Finding::fault(id, PLACE, what).because(why).mend(fault.mend())
}

/// Somebody's words, safe for a terminal, and quoted as they quoted.
fn shown(words: &str) -> String {
    let escaped = |letter: char| if "'\"\\".contains(letter) { vec![letter] } else { letter.escape_debug().collect() };
    words.chars().flat_map(escaped).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn without_a_folder_nothing_is_said() {
        assert_eq!(look(None, Process::Api, |_, _| ()), Ok(None));
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_told_by_its_path() {
        let folder = std::env::temp_dir().join("gatelodge-no-such\u{1b}folder");
        let found = look(Some(&folder), Process::Worker, |_, _| ()).unwrap_err();
        let [finding] = found.as_slice() else { unreachable!("{found:?}") };
        assert_eq!(finding.id, "overrides.file");
        assert!(finding.what.contains("gatelodge-no-such\\u{1b}folder cannot be read as a folder"), "{}", finding.what);
        assert!(finding.mend.contains("chmod -R a+rX"), "{}", finding.mend);
    }
}
