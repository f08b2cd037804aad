//! Words that do not stand in this project: notes to oneself, other people's machines, second names for one thing.

use crate::faults::Faults;
use crate::tree::{File, files, numbered, product_files, rust_files, words};

/// Folders of somebody's machine. Written in halves, or this file would be the first to break the rule.
const MACHINES: [[&str; 2]; 4] = [["/wo", "rk/"], ["/ro", "ot/"], ["/home/", "user"], ["/Use", "rs/"]];
/// Notes that belong into an issue.
const NOTES: [[&str; 2]; 4] = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["HA", "CK"]];
/// Where seed 2's word is the wire's.
const SEED_2: [&str; 4] = ["api/src/routes/", "api/openapi.json", "tests/", "shared/README.md"];

#[test]
fn no_file_names_a_folder_of_somebodys_machine() {
    let mut faults = Faults::against("paths of a machine mean nothing on another; say it relative to the project or to `$HOME`");
    for file in files() {
        for (line, text) in file.lines() {
            if MACHINES.iter().any(|halves| text.contains(&halves.concat())) {
                faults.at(&file, line, text.trim());
            }
        }
    }
    faults.none();
}

#[test]
fn nothing_is_left_as_a_note_to_oneself() {
    let mut faults = Faults::against("do it, or write an issue; the tree holds no notes");
    for file in files().iter().filter(|file| !file.path.ends_with("Cargo.lock")) {
        for (line, text) in file.lines() {
            if words(text).any(|word| NOTES.iter().any(|halves| word == halves.concat())) {
                faults.at(file, line, text.trim());
            }
        }
    }
    faults.none();
}

#[test]
fn a_lint_is_silenced_by_expect_with_a_reason_and_never_by_allow() {
    let mut faults = Faults::against("DESIGN, “Manners”: `allow` is spelled `#[expect(…, reason = \"…\")]`");
    for file in rust_files() {
        // In this reading texts are blank, so the reason's own words cannot close the attribute.
        let code = file.views().code_and_tests;
        for (at, _) in code.match_indices("#[").chain(code.match_indices("#![")) {
            let attribute = code[at..].trim_start_matches(['#', '!', '[']);
            let line = code[..at].lines().count();
            if attribute.starts_with("allow(") {
                faults.at(&file, line.max(1), "allow");
            }
            let said = attribute.split(")]").next().unwrap_or_default();
            if attribute.starts_with("expect(") && !words(said).any(|word| word == "reason") {
                faults.at(&file, line.max(1), "expect without a reason");
            }
        }
    }
    faults.none();
}

#[test]
fn people_who_decide_are_moderators_and_nothing_else() {
    let mut faults = Faults::against("DESIGN, “Words”: moderator; the other word stands on seed 2's wire only");
    let spoken = ["rs", "lua", "ftl", "html", "txt", "js", "md"];
    let elsewhere = |file: &File| spoken.contains(&file.ending()) && !SEED_2.iter().any(|place| file.path.starts_with(place));
    for file in files().iter().filter(|file| elsewhere(file)) {
        for (line, text) in file.lines() {
            let text = text.to_lowercase();
            // People have managers for passwords and packages, and poem one for cookies; those keep their name.
            let rest = text.replace("password manager", "").replace("package manager", "").replace("cookiejarmanager", "");
            if rest.contains("manager") {
                faults.at(file, line, text.trim());
            }
        }
    }
    faults.none();
}

#[test]
fn anyhow_stays_where_processes_begin() {
    let mut faults = Faults::against("DESIGN, “Manners”: errors have types; anyhow is for main.rs and for starting a process (lib.rs)");
    let begins = |path: &str| path.ends_with("/main.rs") || path.ends_with("/lib.rs");
    for file in product_files().iter().filter(|file| !begins(&file.path)) {
        let code = file.views().code;
        for (line, text) in numbered(&code).filter(|(_, text)| words(text).any(|word| word == "anyhow")) {
            faults.at(file, line, text.trim());
        }
    }
    faults.none();
}
