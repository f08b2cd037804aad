//! The direction of the house, seen in the Cargo.toml files: a room cannot do what it does not link.

use crate::faults::Faults;
use crate::tree::root;

/// The room, and what it never depends on.
const NEVER: [(&str, &[&str]); 3] = [
    ("api", &["lettre", "reqwest", "hyper", "fred", "worker", "tests"]),
    ("worker", &["poem", "poem-openapi", "fred", "api", "tests"]),
    ("shared", &["poem", "poem-openapi", "lettre", "reqwest", "hyper", "api", "worker", "tests"]),
];

#[test]
fn the_api_sends_no_mail_the_worker_serves_no_pages_and_shared_does_neither() {
    let mut faults = Faults::against("DESIGN, “Three rooms and a direction”: this room does not link that crate");
    for (room, never) in NEVER {
        let path = root().join(room).join("Cargo.toml");
        let manifest = std::fs::read_to_string(path).expect("every room has a Cargo.toml");
        for (line, name) in dependencies(&manifest) {
            if never.contains(&name.as_str()) {
                faults.add(format!("{room}/Cargo.toml:{line}: {name}"));
            }
        }
    }
    faults.none();
}

/// Every dependency with its line, of whatever kind.
fn dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut listed = false;
    for (line, text) in crate::tree::numbered(manifest) {
        if let Some(table) = text.trim().strip_prefix('[') {
            let table = table.trim_end_matches(']');
            listed = table.ends_with("dependencies");
            found.extend(table.rsplit_once("dependencies.").map(|(_, name)| (line, name.to_owned())));
        } else if listed && !text.trim_start().starts_with('#') {
            let name = text.split(['.', '=', ' ']).next().unwrap_or_default().trim_matches('"');
            // A crate under another name still is that crate.
            let renamed = text.split_once("package = \"").and_then(|(_, rest)| rest.split('"').next());
            found.extend(Some(renamed.unwrap_or(name)).filter(|name| !name.is_empty()).map(|name| (line, name.to_owned())));
        }
    }
    found
}

#[test]
fn every_way_to_write_a_dependency_is_read() {
    let manifest = "[dependencies]\nfred.workspace = true\nmail = { package = \"lettre\" }\n# poem = 1\n[dev-dependencies.reqwest]\nversion = \"1\"\n[lints]\nworkspace = true\n";
    let names: Vec<String> = dependencies(manifest).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["fred", "lettre", "reqwest"]);
}
