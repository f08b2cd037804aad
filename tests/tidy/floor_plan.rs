//! The names of the house: what lies at the top, and what no module is called.

use std::collections::BTreeSet;

use crate::faults::Faults;
use crate::tree::{numbered, paths, rust_files};

/// What is visible at the top, as the owner of the project fixed it.
const TOP: &str = "Cargo.lock Cargo.toml Justfile LICENSE README.md api clippy.toml deny.toml deploy shared tests worker";
/// Names that say nothing about what is inside.
const EMPTY: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "misc", "core", "base"];

#[test]
fn the_top_of_the_house_holds_what_the_house_allows_and_nothing_else() {
    let top: BTreeSet<String> = paths().iter().filter_map(|path| path.split('/').next()).map(ToOwned::to_owned).collect();
    let mut faults = Faults::against("DESIGN, “Three rooms”: the top level is fixed");
    for name in top.iter().filter(|name| !name.starts_with('.') && !TOP.split(' ').any(|allowed| allowed == *name)) {
        faults.add(format!("{name}: does not belong here"));
    }
    for name in TOP.split(' ').filter(|name| !top.contains(*name)) {
        faults.add(format!("{name}: is missing"));
    }
    faults.none();
}

#[test]
fn no_module_has_a_name_that_says_nothing() {
    let mut faults = Faults::against("DESIGN, “Words”: no module called util, common, helpers, misc or core; name what it owns");
    for file in rust_files() {
        let mut parts: Vec<&str> = file.path.trim_end_matches(".rs").split('/').collect();
        parts.retain(|part| EMPTY.contains(part));
        if !parts.is_empty() {
            faults.add(format!("{}: {}", file.path, parts.join(", ")));
        }
        let code = file.views().code_and_tests;
        for (line, text) in numbered(&code) {
            let declared = text.trim().trim_start_matches("pub ").strip_prefix("mod ").map(|rest| rest.trim_end_matches([';', ' ', '{']));
            if let Some(name) = declared.filter(|name| EMPTY.contains(name)) {
                faults.at(&file, line, name);
            }
        }
    }
    faults.none();
}
