//! What is linked: crates that never come in, and locks that send nobody elsewhere than to the registry everybody uses.
//!
//! `deny.toml` says more, with reasons, where cargo-deny is installed; this holds everywhere.

use crate::faults::Faults;
use crate::tree::{files, numbered, root};

/// TLS is rustls with ring; `rsa` has a timing leak that is not mended (RUSTSEC-2023-0071).
const BANNED: [&str; 6] = ["openssl", "openssl-sys", "native-tls", "aws-lc-rs", "aws-lc-sys", "rsa"];
/// Files that send a package client elsewhere.
const DETOURS: [&str; 4] = [".npmrc", ".yarnrc.yml", "pip.conf", ".cargo/config.toml"];

fn cargo_lock() -> String {
    std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock is tracked")
}

#[test]
fn no_crate_that_deny_toml_bans_is_linked() {
    let mut faults = Faults::against("deny.toml, [bans]: `cargo tree -i <crate>` says who brought it");
    for (line, text) in numbered(&cargo_lock()) {
        let name = text.strip_prefix("name = \"").and_then(|rest| rest.strip_suffix('"'));
        if let Some(name) = name.filter(|name| BANNED.contains(name)) {
            faults.add(format!("Cargo.lock:{line}: {name}"));
        }
    }
    faults.none();
}

#[test]
fn deny_toml_bans_what_this_test_bans() {
    let deny = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml is tracked");
    let mut faults = Faults::against("deny.toml and tests/tidy/lock_files.rs ban the same crates");
    for name in BANNED.iter().filter(|name| !deny.contains(&format!("crate = \"{name}\""))) {
        faults.add(format!("{name} is not banned in deny.toml"));
    }
    faults.none();
}

#[test]
fn the_locks_lead_to_one_registry_and_to_no_host_of_their_own() {
    let mut faults = Faults::against("everybody's build fetches through the ordinary clients, from where they fetch by themselves");
    let lock = cargo_lock();
    let sources: Vec<_> = numbered(&lock).filter(|(_, text)| text.starts_with("source = ")).collect();
    let registry = sources.first().map_or("", |(_, text)| *text);
    assert!(registry.starts_with("source = \"registry+"), "{registry}");
    for (line, text) in sources.into_iter().filter(|(_, text)| *text != registry) {
        faults.add(format!("Cargo.lock:{line}: {text}"));
    }
    for file in files() {
        if DETOURS.iter().any(|detour| file.path == *detour || file.path.ends_with(&format!("/{detour}"))) {
            faults.add(format!("{}: sends package clients elsewhere", file.path));
        }
        let locked = if file.path.ends_with("package-lock.json") { file.text.as_str() } else { "" };
        for (line, text) in numbered(locked).filter(|(_, text)| text.contains("\"resolved\": ")) {
            faults.at(&file, line, text.trim());
        }
    }
    faults.none();
}
