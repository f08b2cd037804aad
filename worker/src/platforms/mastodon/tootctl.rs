//! The driver `tootctl`: Mastodon's own command line, which makes accounts and no more.
//! It chooses the password itself and has no place for our mark, so an account whose answer was lost is `NameTaken` or `AddressTaken`
//! afterwards and never adopted. What it prints is read for one word and wiped: it holds that password.
//! An account made here is confirmed and approved, and its owner needs a link to set a password of their own.

mod answer;
mod check;

use std::fmt;
use std::time::Duration;

use shared::localpart::Localpart;
use tokio::time::timeout;

use super::answer::{Absence, Refused};
use super::command::{Input, Prefix, drain, last_words};
use super::{Access, Reach};
use answer::Ended;
use check::Check;

/// How much of stdout and of stderr is read for a meaning.
const OUTPUT_MAX: usize = 64 * 1024;

/// An instance, by its command line.
pub struct Tootctl {
    prefix: Prefix,
    deadline: Duration,
    check: Check,
}

impl fmt::Debug for Tootctl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tootctl").finish_non_exhaustive()
    }
}

impl Tootctl {
    /// Starts nothing yet. Without a command every call says that it is missing: behind a socket there is no command line.
    pub fn new(access: Access) -> Self {
        let words = match access.reach {
            Some(Reach::Command(words)) => words,
            Some(Reach::Socket(_)) | None => Vec::new(),
        };
        Self { prefix: Prefix::new(words), deadline: access.deadline, check: Check::default() }
    }

    /// Makes an account, confirmed and approved, with a password that nobody knows. `Away` leaves open whether it was made: killing
    /// the command does not kill what it started inside a container.
    pub async fn create(&self, username: &str, email: &str) -> Result<(), Refused> {
        // The command line lets the staff's names through.
        Localpart::parse(username).map_err(|_| Refused::NameRefused)?;
        if !is_plain(email) {
            return Err(Refused::AddressRefused);
        }
        // One element with `=`: whatever the address begins with, it is no option.
        let email = format!("--email={email}");
        let argv = ["bin/tootctl", "accounts", "create", username, &email, "--confirmed", "--approve"];
        let made = run(&self.prefix, &argv, self.deadline).await.and_then(|ended| ended.created());
        match &made {
            Ok(()) => self.check.heard(Ok(())),
            Err(Refused::Misconfigured(fault)) => self.check.heard(Err(Refused::Misconfigured(*fault))),
            Err(_) => {}
        }
        made
    }

    /// What the command line says on stderr.
    pub async fn last_words(&self, at_most: Duration) -> Option<String> {
        last_words(&self.prefix, &["bin/tootctl", "version"], at_most).await
    }

    /// Whether the command line answers. It takes seconds to start, so its last word is repeated for a while (see `Check`), and a
    /// caller that waits no longer does not stop it.
    pub async fn check(&self) -> Result<(), Refused> {
        let (prefix, deadline) = (self.prefix.clone(), self.deadline);
        self.check.ask(async move { run(&prefix, &["bin/tootctl", "version"], deadline).await?.told_version() }).await
    }
}

/// Whether an address has only characters that no shell reads: a prefix such as ssh hands them to one.
fn is_plain(email: &str) -> bool {
    email.contains('@') && email.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._%+@-".contains(&byte))
}

/// Starts a command and waits for its end; killed at the deadline, or when nobody waits any more.
async fn run(prefix: &Prefix, argv: &[&str], deadline: Duration) -> Result<Ended, Refused> {
    let mut child = prefix.spawn(argv, Input::Null)?;
    let broken = Refused::Away(Absence::Broken);
    let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else { return Err(broken) };
    let whole = async { tokio::try_join!(drain(stdout, OUTPUT_MAX), drain(stderr, OUTPUT_MAX), child.wait()) };
    match timeout(deadline, whole).await {
        Ok(Ok((stdout, stderr, status))) => Ok(Ended { status, stdout, stderr }),
        Ok(Err(_)) => Err(broken),
        Err(_) => Err(Refused::Away(Absence::Timeout)),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::Fault;
    use super::*;

    /// A command line that is a shell script; what we add stands in its `$@`.
    fn tootctl(script: &str, deadline: Duration) -> Tootctl {
        reached(Some(Reach::Command(["sh", "-c", script, "sh"].map(str::to_owned).to_vec())), deadline)
    }

    fn reached(reach: Option<Reach>, deadline: Duration) -> Tootctl {
        let url = "https://mastodon.example".parse().unwrap();
        Tootctl::new(Access { url, reach, client: None, admin_token: None, scopes: Vec::new(), deadline })
    }

    const LONG: Duration = Duration::from_secs(30);

    #[tokio::test]
    async fn an_order_has_one_shape_and_success_is_the_word_ok() {
        let shape = "bin/tootctl,accounts,create,ann,--email=Ann.B+x@example.org,--confirmed,--approve,";
        let script = format!(r#"test "$(printf %s, "$@")" = "{shape}" && printf 'OK\nNew password: hidden\n'"#);
        assert_eq!(tootctl(&script, LONG).create("ann", "Ann.B+x@example.org").await, Ok(()));
    }

    #[tokio::test]
    async fn what_a_shell_or_the_command_line_could_read_otherwise_is_never_handed_on() {
        let tootctl = tootctl("echo OK", LONG);
        for name in ["", "--role", "-x", "Ann", "a b", "a;b", "$(id)", "a\nb", "a\0b", "ä", "admin", &"a".repeat(31)] {
            assert_eq!(tootctl.create(name, "ann@example.org").await, Err(Refused::NameRefused), "{name}");
        }
        for email in
            ["", "ann", "a b@example.org", "`id`@example.org", "$x@example.org", "a'@example.org", "a@b\n--role=Owner", "a@b\0", "ä@b"]
        {
            assert_eq!(tootctl.create("ann", email).await, Err(Refused::AddressRefused), "{email}");
        }
        assert_eq!(tootctl.create("ann", "--role=Owner@example.org").await, Err(Refused::AddressRefused));
        assert_eq!(tootctl.create("ann", "--role@example.org").await, Ok(()), "the value of --email=, whatever it begins with");
    }

    #[tokio::test]
    async fn a_command_that_hangs_is_left_at_the_deadline() {
        let tootctl = tootctl("exec sleep 600", Duration::from_millis(50));
        assert_eq!(tootctl.create("ann", "ann@example.org").await, Err(Refused::Away(Absence::Timeout)));
    }

    #[tokio::test]
    async fn noise_beyond_all_bounds_does_not_block_the_command() {
        let script = "head -c 300000 /dev/zero >&2; echo OK; head -c 300000 /dev/zero";
        assert_eq!(tootctl(script, LONG).create("ann", "ann@example.org").await, Ok(()));
    }

    #[tokio::test]
    async fn the_check_wants_a_version_and_no_more() {
        assert_eq!(tootctl(r#"test "$*" = "bin/tootctl version" && echo 4.5.15"#, LONG).check().await, Ok(()));
        let down = "echo 'Error response from daemon: No such container: web' >&2; exit 1";
        assert_eq!(tootctl(down, LONG).check().await, Err(Refused::Misconfigured(Fault::ContainerDown)));
    }

    #[tokio::test]
    async fn a_socket_has_no_command_line() {
        for reach in [None, Some(Reach::Socket("/run/gate".into()))] {
            let tootctl = reached(reach, LONG);
            assert_eq!(tootctl.create("ann", "ann@example.org").await, Err(Refused::Misconfigured(Fault::CommandMissing)));
            assert_eq!(tootctl.check().await, Err(Refused::Misconfigured(Fault::CommandMissing)));
        }
    }
}
