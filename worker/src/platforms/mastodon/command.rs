//! A program of the instance, started as a child behind the operator's command prefix: `docker exec -i …`, `ssh -T …`, `env`.
//! The argv is a list from end to end and no shell of ours reads it; a prefix such as ssh may hand it to a remote shell, so a caller
//! passes nothing that a shell would read otherwise. The child sees only the environment named here and is killed when dropped.
//! What the program says and what it means is left to the drivers; here is only why it could not be started, or not there.

use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use secrecy::zeroize::Zeroizing;
use shared::settings::inherited;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::answer::{Absence, Fault, Refused};

/// What a child may know of our environment: how to find programs, hosts, containers and Ruby. Everything else is ours or of no use to it.
const PASSED_ON: [&str; 22] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
    "XDG_CONFIG_HOME",
    "SSH_AUTH_SOCK",
    "DOCKER_HOST",
    "DOCKER_CONTEXT",
    "DOCKER_CONFIG",
    "DOCKER_CERT_PATH",
    "DOCKER_TLS_VERIFY",
    "CONTAINER_HOST",
    "KUBECONFIG",
    "GEM_HOME",
    "GEM_PATH",
    "RBENV_ROOT",
    "RBENV_VERSION",
];

/// What the child's stdin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    /// At its end from the beginning.
    Null,
    /// Ours to write to: `child.stdin`.
    Piped,
}

/// The operator's command prefix, program first: `docker exec -i …`, or `env` where the worker runs in Mastodon's own folder.
#[derive(Debug, Clone)]
pub(super) struct Prefix(Vec<String>);

impl Prefix {
    pub(super) const fn new(words: Vec<String>) -> Self {
        Self(words)
    }

    /// Starts `<prefix…> <argv…>`; stdout and stderr are pipes that the caller has to drain. Must be called within the runtime.
    pub(super) fn spawn(&self, argv: &[&str], input: Input) -> Result<Child, Refused> {
        let (program, words) = self.0.split_first().ok_or(Refused::Misconfigured(Fault::CommandMissing))?;
        let mut command = Command::new(program);
        command
            .args(words)
            .args(argv)
            .env_clear()
            .envs(inherited(&PASSED_ON))
            // Without a container or a host between, this is what makes Mastodon read its own `.env.production`.
            .env("RAILS_ENV", "production")
            .stdin(if input == Input::Piped { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // A Ctrl-C is meant for the worker, which ends its children itself when it is done.
            .process_group(0)
            .kill_on_drop(true);
        command.spawn().map_err(|error| not_started(&error))
    }
}

/// Why the prefix' own program did not start.
fn not_started(error: &io::Error) -> Refused {
    tracing::debug!(kind = %error.kind(), "the command of the instance did not start");
    match error.kind() {
        io::ErrorKind::NotFound
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::PermissionDenied
        | io::ErrorKind::InvalidInput => Refused::Misconfigured(Fault::CommandMissing),
        _ if error.raw_os_error() == Some(NO_PROGRAM) => Refused::Misconfigured(Fault::CommandMissing),
        _ => Refused::Away(Absence::Unreachable),
    }
}

/// ENOEXEC, which has no name of its own: a file that may be run and is no program, mostly a script without its first line.
const NO_PROGRAM: i32 = 8;

/// Reads a pipe to its end so that the child never waits for a reader; keeps the first `at_most` bytes, wiped when dropped.
pub(super) async fn drain(mut pipe: impl AsyncRead + Unpin, at_most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    // As large as it may become: a buffer that grows leaves copies behind that nobody wipes.
    let mut kept = Zeroizing::new(Vec::with_capacity(at_most));
    let mut chunk = Zeroizing::new(vec![0_u8; 4096]);
    loop {
        let read = pipe.read(&mut chunk).await?;
        let Some(new) = chunk.get(..read).filter(|new| !new.is_empty()) else { return Ok(kept) };
        let room = at_most.saturating_sub(kept.len());
        kept.extend_from_slice(new.get(..room).unwrap_or(new));
    }
}

/// The last line that the command says on stderr before it ends, for whoever has to mend it: asked nothing, it makes nothing.
pub(super) async fn last_words(prefix: &Prefix, argv: &[&str], at_most: Duration) -> Option<String> {
    let mut child = prefix.spawn(argv, Input::Null).ok()?;
    let (stdout, stderr) = (child.stdout.take()?, child.stderr.take()?);
    let (_, said) = timeout(at_most, async { tokio::try_join!(drain(stdout, 0), drain(stderr, LAST_WORDS_MAX)) }).await.ok()?.ok()?;
    let text = String::from_utf8_lossy(&said).into_owned();
    text.lines().map(str::trim).rfind(|line| !line.is_empty()).map(str::to_owned)
}

/// So much of it is read.
const LAST_WORDS_MAX: usize = 16 * 1024;

/// What the operator has to mend, where a child that ended without an answer says so: the prefix reached no container or host, or
/// what it reached is no Mastodon in production. `None` is a fault inside the instance, or a passing one.
pub(super) fn fault_of(status: ExitStatus, stderr: &[u8]) -> Option<Fault> {
    let text = String::from_utf8_lossy(stderr).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match status.code()? {
        0 => None,
        _ if says(&CONTAINER_DOWN) || text.lines().any(is_about_what_does_not_run) => Some(Fault::ContainerDown),
        // A shell's, env's or docker's word for a program that is not there, or is none.
        126 | 127 if says(&["bin/rails", "bin/tootctl", "ruby"]) => Some(Fault::WrongEnvironment),
        126 | 127 => Some(Fault::CommandMissing),
        _ if says(&NOT_PERMITTED) => Some(Fault::CommandDenied),
        _ if says(&TERMINAL) => Some(Fault::Terminal),
        _ if says(&WRONG_ENVIRONMENT) => Some(Fault::WrongEnvironment),
        _ => None,
    }
}

/// `container 5f… is not running`, `service "web" is not running`; what else does not run is the instance's own affair.
fn is_about_what_does_not_run(line: &str) -> bool {
    line.contains("is not running") && (line.contains("container ") || line.contains("service "))
}

/// docker, docker compose, podman and kubectl, where nothing runs that could be reached. All have blanks, which no typed text brings.
const CONTAINER_DOWN: [&str; 10] = [
    "no such container",
    "no container with name or id",
    "container state improper",
    "is paused, unpause the container",
    "is restarting, wait until the container",
    "cannot connect to the docker daemon",
    "failed to connect to the docker api",
    "cannot connect to podman",
    "no such service",
    "error from server (notfound): pods",
];

/// docker and ssh, where they are not let in.
const NOT_PERMITTED: [&str; 4] = [
    "permission denied while trying to connect to the docker",
    "permission denied (",
    "host key verification failed",
    "too many authentication failures",
];

/// docker, where it was told to expect a person: `docker exec -it`.
const TERMINAL: [&str; 2] = ["the input device is not a tty", "cannot attach stdin to a tty-enabled container"];

/// Bundler, Rails and Mastodon, where they were started in the wrong folder, with another `RAILS_ENV` or without their settings.
const WRONG_ENVIRONMENT: [&str; 12] = [
    "could not locate gemfile",
    "bundler::gemnotfound",
    "could not find gem",
    "run `bundle install`",
    "cannot load such file",
    "rails is not currently installed",
    "secret_key_base",
    "active_record_encryption_",
    "activerecord::adapternotspecified",
    "activerecord::nodatabaseerror",
    "mastodon_development",
    "uninitialized constant mastodon",
];

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn prefix(words: &[&str]) -> Prefix {
        Prefix::new(words.iter().map(|&word| word.to_owned()).collect())
    }

    fn fault(code: i32, stderr: &str) -> Option<Fault> {
        fault_of(ExitStatus::from_raw(code << 8), stderr.as_bytes())
    }

    #[test]
    fn what_docker_ssh_and_shells_say_is_sorted_for_the_operator() {
        for (code, stderr, meaning) in [
            (1, "Error response from daemon: No such container: web\n", Fault::ContainerDown),
            (1, "Error response from daemon: container 5f is not running\n", Fault::ContainerDown),
            (1, "service \"web\" is not running\n", Fault::ContainerDown),
            (
                1,
                "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n",
                Fault::ContainerDown,
            ),
            (125, "Error: no container with name or ID \"web\" found: no such container\n", Fault::ContainerDown),
            (1, "permission denied while trying to connect to the Docker daemon socket\n", Fault::CommandDenied),
            (255, "mastodon@host: Permission denied (publickey).\r\n", Fault::CommandDenied),
            (255, "Host key verification failed.\r\n", Fault::CommandDenied),
            (1, "the input device is not a TTY\n", Fault::Terminal),
            (126, "OCI runtime exec failed: exec: \"bin/rails\": stat bin/rails: no such file or directory\n", Fault::WrongEnvironment),
            (127, "bash: line 1: bin/tootctl: No such file or directory\n", Fault::WrongEnvironment),
            (127, "/usr/bin/env: 'ruby': No such file or directory\n", Fault::WrongEnvironment),
            (127, "env: 'docker': No such file or directory\n", Fault::CommandMissing),
            (10, "Could not locate Gemfile or .bundle/ directory\n", Fault::WrongEnvironment),
            (1, "FATAL:  database \"mastodon_development\" does not exist\n", Fault::WrongEnvironment),
        ] {
            assert_eq!(fault(code, stderr), Some(meaning), "{stderr}");
        }
    }

    #[test]
    fn a_fault_inside_the_instance_is_not_the_operators() {
        for (code, stderr) in [
            (0, "container 5f is not running"),
            (1, ""),
            (1, "Error: the Redis server is not running\n"),
            (137, ""),
            (1, "PG::ConnectionBad: connection to server at \"db\" failed: Connection refused\n"),
            (1, "PG::UniqueViolation: DETAIL:  Key (email)=(no.such.container@example.org) already exists.\n"),
            (255, "ssh: connect to host mastodon port 22: Connection timed out\r\n"),
        ] {
            assert_eq!(fault(code, stderr), None, "{code} {stderr}");
        }
        assert_eq!(fault_of(ExitStatus::from_raw(9), b""), None, "killed");
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_is_the_operators_fault() {
        let missing = prefix(&["/nowhere/docker", "exec"]).spawn(&["bin/rails"], Input::Null);
        assert_eq!(missing.err(), Some(Refused::Misconfigured(Fault::CommandMissing)));
        let folder = prefix(&["/"]).spawn(&["bin/rails"], Input::Null);
        assert_eq!(folder.err(), Some(Refused::Misconfigured(Fault::CommandMissing)));
        let nothing = prefix(&[]).spawn(&["bin/rails"], Input::Null);
        assert_eq!(nothing.err(), Some(Refused::Misconfigured(Fault::CommandMissing)));
    }

    #[tokio::test]
    async fn a_child_sees_nothing_of_our_environment_but_what_it_needs() {
        assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some(), "something to be kept from it");
        let mut child = prefix(&["env"]).spawn(&[], Input::Null).unwrap();
        let printed = drain(child.stdout.take().unwrap(), 64 * 1024).await.unwrap();
        let printed = String::from_utf8(printed.to_vec()).unwrap();
        assert!(printed.contains("RAILS_ENV=production") && printed.contains("PATH="));
        for line in printed.lines() {
            let (name, _) = line.split_once('=').unwrap();
            assert!(name == "RAILS_ENV" || PASSED_ON.contains(&name), "{name}");
        }
        assert!(PASSED_ON.iter().all(|name| !name.starts_with("GATELODGE_") && !name.starts_with("MASTODON_")));
    }

    #[tokio::test]
    async fn a_pipe_is_drained_to_its_end_and_kept_only_so_far() {
        let mut child = prefix(&["sh", "-c"]).spawn(&["cat; head -c 200000 /dev/zero"], Input::Piped).unwrap();
        drop(child.stdin.take());
        assert_eq!(drain(child.stdout.take().unwrap(), 1000).await.unwrap().len(), 1000);
        assert!(child.wait().await.unwrap().success());
    }
}
