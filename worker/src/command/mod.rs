//! What an operator may ask of `gatelodge-worker`: the orders, where they go, and how the process ends.
//!
//! The rules: no secret is ever an argument, nothing personal is shown unasked, and each order says by its exit code how it went.
//! Answers are plain tables for people.

mod audit;
pub mod doctor;
mod jobs;
mod keys;
mod mastodon;
mod members;
mod progress;
mod registrations;
mod table;

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

pub use clap::Parser;
use clap::Subcommand;
use members::MembersCommand;
use progress::watched;
use shared::address::EmailAddress;
use shared::clock::{Clock, Timing};
use shared::error::{Error, RedisFault};
use shared::settings::{self, Environment, Faults, Process, WorkerSettings};

use crate::Worker;
use crate::jobs::moderator_print;
use crate::platforms::mastodon::SCRIPT;

/// How the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Well,
    /// It did not, or what was asked for is not there.
    Failed,
    /// Redis is away or another one, or a platform is away: try again (`EX_TEMPFAIL`).
    Temporary,
    /// The settings have faults (`EX_CONFIG`).
    Settings,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Well => 0,
            Exit::Failed => 1,
            Exit::Temporary => 75,
            Exit::Settings => Faults::EXIT,
        })
    }
}

/// Gatelodge's worker: sends letters and opens accounts.
#[derive(Debug, Parser)]
#[command(
    name = "gatelodge-worker",
    version,
    after_help = "Exit codes: 0 done, 1 failed or not found (`doctor`: something has to be mended), 2 wrong arguments, 75 Redis or what is \
                  asked is away (or, while serving, another Redis than at the start), 78 faults in the settings.\nSettings come from the environment: see `config`."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Works until SIGTERM or SIGINT, then drains (the default).
    Serve,
    /// Shows every setting, its origin and its value; secrets are masked.
    Config,
    /// Looks at the settings and at everything they name, and says what is wrong and how to mend it. Changes nothing.
    Doctor {
        /// As a JSON array: id, where, level (ok, advice, warning or fault), what, why, mend.
        #[arg(long)]
        json: bool,
    },
    /// The key ring.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Jobs that wait, run, or failed for good.
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Who decided what, and whether anybody touched that log.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Those who decide.
    #[command(subcommand)]
    Moderators(ModeratorsCommand),
    /// Those who were let in.
    #[command(subcommand)]
    Members(MembersCommand),
    /// Requests to be let in.
    #[command(subcommand)]
    Registrations(RegistrationsCommand),
    /// The Mastodon instance.
    #[command(subcommand)]
    Mastodon(MastodonCommand),
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Prints a new key, ready for the front of `GATELODGE_KEYS`.
    Generate,
}

#[derive(Debug, Subcommand)]
enum JobsCommand {
    /// Lists jobs that wait or run.
    List {
        /// Lists dead letters instead: jobs that will not be tried again by themselves.
        #[arg(long)]
        dead: bool,
    },
    /// Shows one job, wherever it is.
    Show {
        /// The job's id.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// Tries a dead letter again, its failures forgotten.
    Retry {
        /// The job's id.
        #[arg(required_unless_present = "all", allow_hyphen_values = true)]
        id: Option<String>,
        /// Every dead letter.
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
    /// Forgets a dead letter.
    Drop {
        /// The job's id.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Lists what was decided, newest first.
    List {
        /// No older than this: 90s, 15m, 24h or 7d. Without it, everything that is kept.
        #[arg(long, value_parser = audit::duration)]
        since: Option<Duration>,
    },
    /// Looks whether the log is as it was sealed. Changes nothing.
    Verify,
}

#[derive(Debug, Subcommand)]
enum ModeratorsCommand {
    /// Ends every link that was mailed to a moderator; letters from now on carry new ones.
    Relink {
        /// The moderator's address, as in the settings.
        address: String,
    },
}

#[derive(Debug, Subcommand)]
enum RegistrationsCommand {
    /// Lists those that have not ended, without anything personal.
    List,
    /// Shows one.
    Show {
        /// Its id.
        #[arg(allow_hyphen_values = true)]
        rid: String,
        /// Shows address, name and words too. Never a password.
        #[arg(long)]
        reveal: bool,
    },
}

#[derive(Debug, Subcommand)]
enum MastodonCommand {
    /// Makes the application that tokens and sign-ups belong to, or finds it, and prints its two lines for `.env`.
    Setup,
    /// Prints the script that a resident process or a forced command of the driver `runner` is given.
    Script,
}

/// What came of an order.
pub struct Said {
    /// What was asked for, for stdout.
    pub answer: String,
    /// What is wrong, a line each, for stderr.
    pub complaint: String,
    /// How the process ends.
    pub exit: Exit,
}

impl Said {
    fn well(answer: String) -> Self {
        Self { answer, complaint: String::new(), exit: Exit::Well }
    }

    fn wrong(what: &str, exit: Exit) -> Self {
        Self { answer: String::new(), complaint: format!("{what}\n"), exit }
    }
}

/// What is left to do for `main`.
pub enum Order {
    /// To say this and end.
    Ended(Said),
    /// To work by these settings; what is to be said before.
    Serve(Box<WorkerSettings>, Said),
}

/// Why an order was not carried out.
#[derive(Debug)]
enum Failure {
    /// There is no such thing.
    NotFound(&'static str),
    /// It cannot be done, and why.
    Refused(&'static str),
    /// It was looked for faults, and there are some: the answer says which.
    Faulty(String),
    /// Redis, or what rests there.
    Broken(Error),
    /// It cannot even begin, in the words for the operator.
    Setup(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// Carries an order out, or hands it on where it is to serve.
pub async fn run(cli: Cli, environment: &Environment) -> Order {
    let command = cli.command.unwrap_or(Command::Serve);
    match command {
        Command::Keys(KeysCommand::Generate) => return Order::Ended(Said::well(keys::generate(Clock::system().now()))),
        Command::Config => return Order::Ended(config(environment)),
        Command::Doctor { json } => return Order::Ended(doctor::run(environment, json).await),
        Command::Mastodon(MastodonCommand::Setup) => return Order::Ended(mastodon::setup(environment).await),
        Command::Mastodon(MastodonCommand::Script) => return Order::Ended(Said::well(SCRIPT.to_owned())),
        _ => {}
    }
    let settings = match settings::read_worker(environment) {
        Ok(settings) => settings,
        Err(faults) => return Order::Ended(Said::wrong(&faults.to_string(), Exit::Settings)),
    };
    let unknown = unknown_names(environment);
    if let Command::Serve = command {
        return Order::Serve(Box::new(settings), Said { complaint: unknown, ..Said::well(String::new()) });
    }
    let said = match Box::pin(ask(command, settings)).await {
        Ok(answer) => Said::well(answer),
        Err(Failure::Faulty(answer)) => Said { exit: Exit::Failed, ..Said::well(answer) },
        Err(Failure::NotFound(what) | Failure::Refused(what)) => Said::wrong(what, Exit::Failed),
        Err(Failure::Broken(error @ Error::Redis(RedisFault::Away))) => Said::wrong(&error.to_string(), Exit::Temporary),
        Err(Failure::Broken(error)) => Said::wrong(&error.to_string(), Exit::Failed),
        Err(Failure::Setup(why)) => Said::wrong(&why, Exit::Settings),
    };
    Order::Ended(Said { complaint: unknown + &said.complaint, ..said })
}

/// Orders that look into Redis; the answer is what people read.
async fn ask(command: Command, settings: WorkerSettings) -> Result<String, Failure> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let worker = Worker::new(settings, Clock::system(), Timing::default()).map_err(|error| Failure::Setup(format!("{error:#}")))?;
    match command {
        Command::Jobs(JobsCommand::List { dead: false }) => jobs::list(&worker).await,
        Command::Jobs(JobsCommand::List { dead: true }) => jobs::list_dead(&worker).await,
        Command::Jobs(JobsCommand::Show { id }) => jobs::show(&worker, &id).await,
        Command::Jobs(JobsCommand::Retry { id, .. }) => jobs::retry(&worker, id.as_deref()).await,
        Command::Jobs(JobsCommand::Drop { id }) => jobs::drop(&worker, &id).await,
        Command::Audit(AuditCommand::List { since }) => audit::list(&worker, since).await,
        Command::Audit(AuditCommand::Verify) => Box::pin(audit::verify(&worker)).await,
        Command::Moderators(ModeratorsCommand::Relink { address }) => relink(&worker, &address).await,
        Command::Members(command) => watched(Box::pin(members::ask(&worker, command)), || "reading members".to_owned()).await,
        Command::Registrations(RegistrationsCommand::List) => {
            watched(Box::pin(registrations::list(&worker)), || "reading registrations".to_owned()).await
        }
        Command::Registrations(RegistrationsCommand::Show { rid, reveal }) => registrations::show(&worker, &rid, reveal).await,
        // Carried out before there was anything to connect to.
        Command::Serve | Command::Config | Command::Doctor { .. } | Command::Keys(KeysCommand::Generate) | Command::Mastodon(_) => {
            Ok(String::new())
        }
    }
}

/// A line for each name that may be a slip of the pen.
fn unknown_names(environment: &Environment) -> String {
    let lines: Vec<String> = environment.unknown_names().iter().map(|name| format!("{name}: no setting has this name\n")).collect();
    lines.concat()
}

/// What holds, and every fault of it.
fn config(environment: &Environment) -> Said {
    let answer = settings::print(environment, Process::Worker);
    let faults = match settings::read_worker(environment).map(|settings| doctor::face(&settings)) {
        Ok(Ok(_)) => return Said::well(answer),
        Ok(Err(faults)) => shared::doctor::overrides::lines(&faults),
        Err(faults) => faults.to_string(),
    };
    Said { answer, ..Said::wrong(&faults, Exit::Settings) }
}

async fn relink(worker: &Worker, address: &str) -> Result<String, Failure> {
    let unknown = Failure::NotFound("no moderator of the settings has this address");
    let Ok(address) = EmailAddress::parse(address) else { return Err(unknown) };
    if !worker.settings.common.moderators.contains(&address) {
        return Err(unknown);
    }
    let roots = worker.keeper.roots().await?;
    worker.moderators.relink(moderator_print(&roots, &address)).await?;
    Ok("every link mailed to this moderator has ended\n".to_owned())
}

/// Says it where it belongs; how the process ends.
pub fn say(said: &Said) -> ExitCode {
    // Whoever closed the pipe has read enough.
    let _ = std::io::stdout().lock().write_all(said.answer.as_bytes());
    let _ = std::io::stderr().lock().write_all(said.complaint.as_bytes());
    said.exit.into()
}

/// Says on stderr what is wrong and ends so.
pub fn complain(what: &str, exit: Exit) -> ExitCode {
    say(&Said::wrong(what, exit))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_orders_fit_together() {
        Cli::command().debug_assert();
        assert!(Cli::try_parse_from(["gatelodge-worker"]).unwrap().command.is_none());
        for line in [
            "jobs list --dead",
            "jobs retry --all",
            "jobs retry x",
            "registrations show x --reveal",
            "keys generate",
            "config",
            "doctor --json",
            "mastodon setup",
            "jobs show -mZ0",
            "jobs retry -hZ0",
            "jobs drop --Z0",
            "registrations show -Z0 --reveal",
            "audit verify",
            "audit list",
            "audit list --since 7d",
            "members list",
            "members show -Z0 --reveal",
            "members grant -Z0 operator",
            "members grant -hZ0 member",
            "members end-sessions -mZ0",
            "members reset --Z0",
        ] {
            assert!(Cli::try_parse_from(std::iter::once("gatelodge-worker").chain(line.split(' '))).is_ok(), "{line}");
        }
        for line in [
            "jobs retry",
            "jobs retry x --all",
            "jobs drop",
            "moderators relink",
            "keys",
            "mastodon",
            "audit",
            "audit list --since 7",
            "members",
            "members grant x",
            "members grant x admin",
            "members reset",
        ] {
            assert!(Cli::try_parse_from(std::iter::once("gatelodge-worker").chain(line.split(' '))).is_err(), "{line}");
        }
    }
}
