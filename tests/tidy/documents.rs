//! Everything says what it is: modules in their first lines, folders in their README.

use crate::faults::Faults;
use crate::tree::{files, root, rust_files};

/// The rooms with a README of their own.
const ROOMS: [&str; 5] = ["api", "worker", "shared", "deploy", "tests"];

#[test]
fn every_module_begins_by_saying_what_it_owns() {
    let mut faults = Faults::against("DESIGN, “Manners”: `//!` first: what it owns, the rule it keeps, what it leaves to others");
    for file in rust_files().iter().filter(|file| !file.text.starts_with("//! ")) {
        faults.at(file, 1, file.text.lines().next().unwrap_or("is empty"));
    }
    faults.none();
}

#[test]
fn every_script_for_redis_begins_by_saying_what_it_does() {
    let mut faults =
        Faults::against("DESIGN, “How a change happens”: a script begins with `--`: what it does, its KEYS and ARGV, its answers");
    for file in files().iter().filter(|file| file.ending() == "lua" && !file.text.starts_with("-- ")) {
        faults.at(file, 1, file.text.lines().next().unwrap_or("is empty"));
    }
    faults.none();
}

#[test]
fn every_room_has_a_readme() {
    let mut faults = Faults::against("DESIGN, “Three rooms”: what lives here, what does not, where to start reading");
    for room in ROOMS.iter().filter(|room| !root().join(room).join("README.md").is_file()) {
        faults.add(format!("{room}/README.md is missing"));
    }
    faults.none();
}
