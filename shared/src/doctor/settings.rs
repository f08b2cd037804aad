//! What the doctor says of the settings themselves: what cannot be read, what nobody reads, what is said twice, and what
//! everybody could guess.
//!
//! The rule: names only, never a value.

use super::Finding;
use crate::settings::{Environment, Fault, Faults, Process};

/// What stands in the environment, whether or not it can be worked with.
pub fn look(environment: &Environment, process: Process, read: Option<&Faults>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = match read {
        Some(faults) => faults.iter().map(fault).collect(),
        None => vec![Finding::ok("settings.read", "settings", "They can be read.")],
    };
    findings.extend(environment.unknown_names().into_iter().map(unknown));
    findings.extend(environment.given_twice().into_iter().map(|(name, is_same)| twice(name, is_same)));
    if read.is_none() {
        findings.extend(environment.of_closed_doors().into_iter().map(|(name, door)| {
            Finding::advice("settings.closed-door", name, format!("{name} is set, and the door {door} is closed."))
                .because("Nobody is let in there, and nothing of that door is looked at, here neither.")
                .mend(format!("Add {door} to GATELODGE_SERVICES to open the door, or take the setting away."))
        }));
        findings.extend(weak(environment, process));
    }
    findings.extend(environment.of_databases().map(|name| {
        Finding::advice("settings.database", name.to_owned(), format!("{name} is set, and nothing here reads it."))
            .because("Redis is the only database of this gate: there is none to set up and nothing to migrate.")
            .mend("Take it away, unless another program needs it.")
    }));
    findings
}

fn fault(fault: &Fault) -> Finding {
    Finding::fault("settings.fault", fault.name().to_owned(), format!("{} {}.", fault.name(), fault.what()))
        .because("The process ends with 78 as soon as it is started, and nobody gets in.")
        .mend(sentence(fault.mend()))
}

fn unknown(name: &str) -> Finding {
    Finding::warning("settings.unknown-name", name.to_owned(), format!("{name}: no setting has this name."))
        .because("It changes nothing, and the setting that was meant keeps its default.")
        .mend("Compare it with the names that `config` prints, and write the one that was meant.")
}

fn twice(name: &'static str, is_same: bool) -> Finding {
    if is_same {
        return Finding::advice("settings.secret-twice", name, format!("{name} stands in .env and in the environment."))
            .because("Today both are the same; the one in the environment counts, and whoever changes .env will change nothing.")
            .mend("Take it out of one of the two.");
    }
    Finding::warning("settings.secret-twice", name, format!("{name} stands in .env and in the environment, and the two differ."))
        .because("The environment wins: what was written into .env has no effect, however often it is restarted.")
        .mend("Take it out of one of the two, and restart both processes.")
}

fn weak(environment: &Environment, process: Process) -> impl Iterator<Item = Finding> {
    environment.weak_secrets(process).into_iter().map(|(name, better)| {
        Finding::advice("settings.weak-secret", name, format!("{name} could be guessed, or is known from examples."))
            .because("It is let pass because everything is on this machine. With a public address the processes will refuse to start.")
            .mend(format!("Before people are let in, {better}."))
    })
}

/// As a sentence of its own.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}
