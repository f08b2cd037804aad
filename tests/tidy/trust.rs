//! What must hold for trust: every numbered sentence is a test that bears its number.
//!
//! A Rust test is called `t<number>_…`; a journey in a real browser says `T<number>` in its title. T17, T20, T28 and T30
//! come with what they are about.

use std::collections::BTreeSet;

use crate::faults::Faults;
use crate::rust_text::functions;
use crate::tree::{File, files, rust_files, words};

/// The numbers, and in a few words what each says.
const TESTED: [(&str, &str); 27] = [
    ("1", "no GET, prefetch, scanner or script decides anything; only a pressed button does"),
    ("2", "a decision needs the link token, a nonce and the same origin"),
    ("3", "tokens: enough bits, derived, compared in constant time, one kind not for another, ended by epoch"),
    ("4", "200 contrary decisions at once: one outcome; every state × event × role × token kind"),
    ("5", "a token of kind X at endpoint Y: 401, 403 or 404, never an effect"),
    ("6", "links come from the configured public URL alone"),
    ("7", "without approval no path leads to an account"),
    ("8", "no token in logs, metrics or Referer"),
    ("9", "nobody learns whether an address is known: the same words, headers and work"),
    ("10", "passwords: length, guessing, Unicode; as many hashes at once as cores, a bounded queue"),
    ("11", "a changed password needs the old one, ends all sessions, is limited and told by letter"),
    ("12", "access tokens: one algorithm per key, every claim required and typed"),
    ("13", "refresh: one live successor, nobody logged out by a race, reuse after the grace ends the family and is told"),
    ("14", "cookies as promised, and a proof of origin on what they change"),
    ("14b", "whoever registers another's address opens nothing with it"),
    ("15", "swapped, flipped or foreign boxes never open"),
    ("16", "nothing personal or secret in Redis, its files, logs and letters after a whole journey"),
    ("18", "an address is only ever compared as a keyed fingerprint"),
    ("19", "nothing in a field bends a letter's header or receiver"),
    ("21", "nothing typed becomes a command"),
    ("22", "no user text in a Redis key"),
    ("23", "redirects stay on this origin"),
    ("24", "outbound calls go to configured hosts, follow no redirect and repeat nothing by themselves"),
    ("25", "body, header and JSON depth have a maximum"),
    ("26", "slow clients are closed within 10 s while others are served"),
    ("27", "limits hold across replicas, by network block, by address, through configured proxies only"),
    ("29", "every page: strict CSP and headers, no third-party request"),
];

/// Sentences that only a real browser can hold.
const IN_A_BROWSER: [&str; 2] = ["1", "29"];

#[test]
fn every_sentence_of_trust_is_a_test_that_bears_its_number() {
    let (mut borne, in_a_browser) = (borne_in_rust(), borne_in_a_browser());
    borne.extend(in_a_browser.iter().cloned());
    let mut faults = Faults::against("no test bears the number of these: name one `t<number>_…`, or `T<number> …` in a browser");
    for (number, sentence) in TESTED.iter().filter(|(number, _)| !borne.contains(*number)) {
        faults.add(format!("T{number}: {sentence}"));
    }
    for number in IN_A_BROWSER.iter().filter(|number| !in_a_browser.contains(**number)) {
        faults.add(format!("T{number}: not in a browser"));
    }
    faults.none();
}

fn borne_in_rust() -> BTreeSet<String> {
    let mut borne = BTreeSet::new();
    for file in rust_files() {
        for function in functions(&file.views().code_and_tests) {
            borne.extend(function.name.strip_prefix('t').and_then(|rest| rest.split('_').next()).and_then(number));
        }
    }
    borne
}

fn borne_in_a_browser() -> BTreeSet<String> {
    let titles = |file: File| file.text.lines().filter(|line| line.contains("test(")).map(ToOwned::to_owned).collect::<Vec<_>>();
    let lines = files().into_iter().filter(|file| file.is_in("tests/browser")).flat_map(titles);
    lines.flat_map(|line| words(&line).filter_map(|word| number(word.strip_prefix('T')?)).collect::<Vec<_>>()).collect()
}

fn number(text: &str) -> Option<String> {
    text.strip_suffix('b').unwrap_or(text).parse::<u8>().is_ok().then(|| text.to_owned())
}
