//! What `tootctl` printed and how it ended, and what that means.
//! Only fixed words of Mastodon's are looked for; no text of it goes further, and all of it is wiped.

use std::process::ExitStatus;

use secrecy::zeroize::Zeroizing;

use super::super::answer::{Absence, Refused};
use super::super::command::fault_of;

/// A command that has ended. Its stdout may hold a password.
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) stdout: Zeroizing<Vec<u8>>,
    pub(super) stderr: Zeroizing<Vec<u8>>,
}

/// What `Failure/Error: <attribute>` is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Username,
    Email,
}

impl Ended {
    /// What `accounts create` meant.
    pub(super) fn created(&self) -> Result<(), Refused> {
        match self.status.code() {
            Some(0) if lines(&self.stdout).any(|line| line == b"OK") => Ok(()),
            Some(0) => Err(Refused::Away(Absence::Garbled)),
            // Where somebody gave it a terminal, both are one.
            Some(1) => Err(failure(&self.stderr).or_else(|| failure(&self.stdout)).unwrap_or_else(|| self.why())),
            _ => Err(self.why()),
        }
    }

    /// What `version` meant.
    pub(super) fn told_version(&self) -> Result<(), Refused> {
        match self.status.code() {
            Some(0) if lines(&self.stdout).any(is_version) => Ok(()),
            Some(0) => Err(Refused::Away(Absence::Garbled)),
            _ => Err(self.why()),
        }
    }

    fn why(&self) -> Refused {
        match (fault_of(self.status, &self.stderr), self.status.code()) {
            (Some(fault), _) => Refused::Misconfigured(fault),
            (None, None) => Refused::Away(Absence::Broken),
            (None, Some(1)) => Refused::Away(Absence::Internal),
            (None, Some(code)) => Refused::Away(Absence::Unexpected(u16::try_from(code).unwrap_or_default())),
        }
    }
}

/// The lines of an output, without the colours that a terminal would get.
fn lines(output: &[u8]) -> impl Iterator<Item = &[u8]> {
    output.split(|&byte| byte == b'\n').map(|line| {
        let line = line.trim_ascii();
        match line.strip_prefix(b"\x1b[").and_then(|painted| painted.splitn(2, |&byte| byte == b'm').nth(1)) {
            Some(text) => text.strip_suffix(b"\x1b[0m").unwrap_or(text),
            None => line,
        }
    })
}

/// `4.5.15`, `4.5.15+glitch`, `4.6.0-beta.1`.
fn is_version(line: &[u8]) -> bool {
    line.len() <= 64
        && line.first().is_some_and(u8::is_ascii_digit)
        && line.contains(&b'.')
        && line.iter().all(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(byte))
}

/// What `Failure/Error: <attribute>` and, on its next line, `<type>` mean. An address in use comes first: another name would not help.
fn failure(output: &[u8]) -> Option<Refused> {
    let mut meanings = Vec::new();
    let mut lines = lines(output);
    while let Some(line) = lines.next() {
        let attribute = match line.strip_prefix(b"Failure/Error: ") {
            Some(b"account.username" | b"username") => Attribute::Username,
            Some(b"email") => Attribute::Email,
            _ => continue,
        };
        let is_taken = lines.next() == Some(b"taken");
        meanings.push((attribute, is_taken));
    }
    let says = |attribute, is_taken| meanings.contains(&(attribute, is_taken));
    [
        (says(Attribute::Email, true), Refused::AddressTaken),
        (says(Attribute::Email, false), Refused::AddressRefused),
        (says(Attribute::Username, true), Refused::NameTaken),
        (says(Attribute::Username, false), Refused::NameRefused),
    ]
    .into_iter()
    .find_map(|(said, refused)| said.then_some(refused))
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::super::super::answer::Fault;
    use super::*;

    fn ended(code: i32, stdout: &str, stderr: &str) -> Ended {
        let output = |text: &str| Zeroizing::new(text.as_bytes().to_vec());
        Ended { status: ExitStatus::from_raw(code << 8), stdout: output(stdout), stderr: output(stderr) }
    }

    #[test]
    fn success_is_exit_zero_and_a_line_ok() {
        for stdout in [
            "OK\nNew password: 0f1e2d\n",
            "warning: noise\nOK\r\nNew password: 0f1e2d\r\n",
            "\u{1b}[32mOK\u{1b}[0m\r\nNew password: 0f1e2d\r\n",
        ] {
            assert_eq!(ended(0, stdout, "DEPRECATION WARNING\n").created(), Ok(()), "{stdout}");
        }
        for stdout in ["", "NOT OK\n", "OK, but\n", "New password: OK\n", "The chosen username is currently in use\n"] {
            assert_eq!(ended(0, stdout, "").created(), Err(Refused::Away(Absence::Garbled)), "{stdout}");
        }
        assert_eq!(ended(1, "OK\n", "").created(), Err(Refused::Away(Absence::Internal)));
    }

    #[test]
    fn a_failure_is_sorted_by_attribute_and_type() {
        for (stderr, meaning) in [
            ("Failure/Error: account.username\n    taken\n", Refused::NameTaken),
            ("Failure/Error: account.username\n    reserved\n", Refused::NameRefused),
            ("Failure/Error: username\n    too_long\n", Refused::NameRefused),
            ("Failure/Error: email\n    taken\n", Refused::AddressTaken),
            ("Failure/Error: email\n    blocked\n", Refused::AddressRefused),
            ("Failure/Error: email\n    unreachable\nFailure/Error: email\n    invalid\n", Refused::AddressRefused),
            ("Failure/Error: account.username\n    taken\nFailure/Error: email\n    taken\n", Refused::AddressTaken),
            ("noise\nFailure/Error: account\n    invalid\nFailure/Error: account.username\n    taken\n", Refused::NameTaken),
        ] {
            assert_eq!(ended(1, "", stderr).created(), Err(meaning.clone()), "{stderr}");
            assert_eq!(ended(1, &stderr.replace('\n', "\r\n"), "").created(), Err(meaning), "on a terminal: {stderr}");
        }
    }

    #[test]
    fn everything_else_is_away_or_the_operators() {
        for (code, stderr, meaning) in [
            (1, "", Refused::Away(Absence::Internal)),
            (1, "Failure/Error: agreement\n    accepted\n", Refused::Away(Absence::Internal)),
            (
                1,
                "PG::UniqueViolation: Key (email)=(taken@example.org) already exists (ActiveRecord::RecordNotUnique)\n",
                Refused::Away(Absence::Internal),
            ),
            (137, "", Refused::Away(Absence::Unexpected(137))),
            (2, "Failure/Error: email\n    taken\n", Refused::Away(Absence::Unexpected(2))),
            (1, "Error response from daemon: container 5f is not running\n", Refused::Misconfigured(Fault::ContainerDown)),
            (127, "bash: line 1: bin/tootctl: No such file or directory\n", Refused::Misconfigured(Fault::WrongEnvironment)),
            (10, "Could not locate Gemfile or .bundle/ directory\n", Refused::Misconfigured(Fault::WrongEnvironment)),
        ] {
            assert_eq!(ended(code, "", stderr).created(), Err(meaning.clone()), "{stderr}");
            assert_eq!(ended(code, "", stderr).told_version(), Err(meaning), "{stderr}");
        }
        let killed = Ended { status: ExitStatus::from_raw(9), ..ended(0, "OK\n", "") };
        assert_eq!(killed.created(), Err(Refused::Away(Absence::Broken)));
    }

    #[test]
    fn a_version_looks_like_one() {
        for stdout in ["4.5.15\n", "noise\n4.6.0-beta.1+glitch\r\n"] {
            assert_eq!(ended(0, stdout, "").told_version(), Ok(()), "{stdout}");
        }
        for stdout in ["", "OK\n", "4\n", "4.5 and more\n"] {
            assert_eq!(ended(0, stdout, "").told_version(), Err(Refused::Away(Absence::Garbled)), "{stdout}");
        }
    }
}
