//! Shell scripts stop at the first fault.

use crate::faults::Faults;
use crate::tree::{File, files};

/// The line without which a script goes on after a fault.
const STRICT: &str = "set -euo pipefail";

#[test]
fn every_shell_script_is_bash_and_stops_at_the_first_fault() {
    let mut faults = Faults::against("`#!/usr/bin/env bash`, a word on what it does, then `set -euo pipefail` before anything else");
    for file in files().iter().filter(|file| is_shell(file)) {
        let first = file.text.lines().next().unwrap_or_default();
        if !first.contains("bash") {
            faults.at(file, 1, "is not bash, which alone knows pipefail");
        }
        let begins = file.lines().find(|(_, text)| !text.trim().is_empty() && !text.starts_with('#'));
        if let Some((line, text)) = begins.filter(|(_, text)| *text != STRICT) {
            faults.at(file, line, text);
        }
    }
    faults.none();
}

fn is_shell(file: &File) -> bool {
    let first = file.text.lines().next().unwrap_or_default();
    file.ending() == "sh" || (first.starts_with("#!") && first.ends_with("sh"))
}
