//! `gatelodge-demo`: a whole Gatelodge on this machine, to try by hand, to be tried by itself (`--check`), or for the
//! journeys in a real browser (`--for-browser`).
//!
//! Reads the arguments, runs one of the three and ends what was started, whatever happened. `deploy/demo` builds it and
//! brings what it needs. Ends with 0 when told to end or when the check passed, with 1 when something went wrong.

mod children;
mod folder;
mod for_browser;
mod founding;
mod homeserver;
mod instance;
mod journey;
mod letters;
mod membership;
mod moderating;
mod older_lines;
mod pages;
mod person;
mod posts;
mod program;
mod programs;
mod seeding;
mod stage;
mod steps;
mod tokens;

use std::io::Write as _;
use std::net::Ipv4Addr;
use std::process::ExitCode;

use anyhow::Context as _;
use harness::progress::Progress;
use tokio::signal::unix::{SignalKind, signal};

use crate::folder::Folder;
use crate::homeserver::{Kind, SERVER_NAME};
use crate::instance::NEIGHBOUR;
use crate::pages::mailbox;
use crate::stage::{Plan, Reach, Stage};
use crate::steps::Steps;

const USAGE: &str = "usage: gatelodge-demo [--check | --for-browser [--pseudo]] [--synapse]";
/// `EX_USAGE`.
const WRONG_USE: u8 = 64;
const GATE_PORT: u16 = 8000;
const HOMESERVER_PORT: u16 = 8008;
const INSTANCE_PORT: u16 = 8009;
const MAILBOX_PORT: u16 = 8025;
/// The rules for passwords with which the older lines' own examples can be played: theirs are short and easily guessed.
const OLDER_PASSWORDS: [(&str, &str); 2] = [("GATELODGE_PASSWORD_MIN", "8"), ("GATELODGE_PASSWORD_SCORE", "0")];

/// Who the demo is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Audience {
    /// A person who tries it by hand.
    Person,
    /// Nobody: it plays the journey by itself.
    Itself,
    /// The journeys in a real browser.
    Browser,
}

#[tokio::main]
async fn main() -> ExitCode {
    let (mut audience, mut kind, mut pseudo) = (Audience::Person, Kind::Double, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--check" => audience = Audience::Itself,
            "--for-browser" => audience = Audience::Browser,
            "--pseudo" => pseudo = true,
            "--synapse" => kind = Kind::Synapse,
            "--help" => {
                say(USAGE);
                return ExitCode::SUCCESS;
            }
            _ => {
                complain(USAGE);
                return ExitCode::from(WRONG_USE);
            }
        }
    }
    match run(audience, kind, pseudo).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("\nThe demo ends: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Sets the stage, lets one of them run on it until it or the person ends it, and clears the stage.
async fn run(audience: Audience, kind: Kind, pseudo: bool) -> anyhow::Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = if audience == Audience::Person { Folder::lasting().await? } else { Folder::passing().await? };
    let mut stage = Stage::in_folder(folder).await?;
    let acting = async {
        match audience {
            Audience::Person => open(&mut stage, kind).await,
            Audience::Itself => play(&mut stage, kind).await,
            Audience::Browser => for_browser::offer(&mut stage, kind, pseudo).await,
        }
    };
    let outcome = tokio::select! {
        outcome = acting => outcome,
        told = told_to_end() => told.and_then(|()| {
            anyhow::ensure!(audience != Audience::Itself, "the check was cut off");
            say("\nEnding everything.");
            Ok(())
        }),
    };
    if outcome.is_err() && audience != Audience::Person {
        complain(&stage.last_words());
    }
    stage.end().await;
    outcome
}

/// Opens the demo for a person, for as long as everything runs.
async fn open(stage: &mut Stage, kind: Kind) -> anyhow::Result<()> {
    let mut progress = Progress::of(3);
    progress.begin("starting Redis, the homeserver, the instance, the worker and the gate");
    let (mailbox, letters) = (stage.mailbox().clone(), stage.folder().path().join("letters"));
    letters::load(&letters, &mailbox)?;
    let kept = mailbox.count();
    let (homeserver, instance) = (Some(HOMESERVER_PORT), Some(INSTANCE_PORT));
    let plan = Plan { gate: Some(GATE_PORT), homeserver, instance, kind, limits_lifted: true, pseudo: false };
    let gate = format!("http://localhost:{GATE_PORT}");
    mailbox::serve((Ipv4Addr::LOCALHOST, MAILBOX_PORT).into(), mailbox.clone(), &gate).await?;
    let reach = stage.start(&plan).await?;
    let keeping = letters::keep(&letters, &mailbox, kept);
    let running = async {
        progress.begin("letting the first members in, through forms and letters");
        founding::found(stage.folder(), &reach.gate, &mailbox).await.context("the first members could not be let in")?;
        progress.begin("letting people stand in line");
        let waiting = seeding::seed(&reach.gate, &mailbox).await.context("nobody could be let in line")?;
        progress.end();
        say(&what_to_open(stage, &reach, kind, waiting).await?);
        stage.until_one_ends().await
    };
    tokio::select! {
        outcome = running => outcome,
        outcome = keeping => outcome.context("letters cannot be kept"),
    }
}

/// Plays the journey by itself.
async fn play(stage: &mut Stage, kind: Kind) -> anyhow::Result<()> {
    let began = std::time::Instant::now();
    let against = if kind == Kind::Synapse { "a real Synapse" } else { "a Matrix double" };
    say(&format!("The whole journey against {against} and a Mastodon double, by a browser without scripts:"));
    let mailbox = stage.mailbox().clone();
    let reach = stage.start(&Plan { gate: None, homeserver: None, instance: None, kind, limits_lifted: false, pseudo: false }).await?;
    say(&format!("      {:<74} {:>6} ms", "everything runs", began.elapsed().as_millis()));
    let mut steps = Steps::default();
    steps.step("the worker's doctor finds nothing to mend", stage.doctor()).await?;
    tokio::select! {
        played = journey::play(&mut steps, &reach, &mailbox) => played?,
        Err(ended) = stage.until_one_ends() => return Err(ended),
    }
    tokio::select! {
        played = membership::play(&mut steps, &reach, &mailbox) => played?,
        Err(ended) = stage.until_one_ends() => return Err(ended),
    }
    let anew = "the gate starts anew with rules that allow the older lines' passwords";
    steps.step(anew, stage.restart_gate(&reach, &OLDER_PASSWORDS)).await?;
    tokio::select! {
        played = older_lines::play(&mut steps, &reach, &mailbox) => played?,
        Err(ended) = stage.until_one_ends() => return Err(ended),
    }
    say(&format!("All {} steps went well, in {:.1} s.", steps.done, began.elapsed().as_secs_f32()));
    Ok(())
}

async fn what_to_open(stage: &Stage, reach: &Reach, kind: Kind, waiting: usize) -> anyhow::Result<String> {
    let homeserver = match kind {
        Kind::Double => "a double; its accounts last as long as the demo".to_owned(),
        Kind::Synapse => format!("a real Synapse, called {SERVER_NAME}; any Matrix client on this machine"),
    };
    let (member, moderator) = (&founding::MEMBER, &founding::MODERATOR);
    let folder = stage.folder();
    Ok(format!(
        "
  The gate        http://localhost:{GATE_PORT}/          ask to be let in
  Sign in         http://localhost:{GATE_PORT}/login     {:<4}  {}  a member
                                                  {:<4}  {}  a member who moderates, too
  The board       http://localhost:{GATE_PORT}/board     what members write
  The queue       http://localhost:{GATE_PORT}/moderate  {waiting} requests wait: sign in as {}, or open a link in a moderator's letter
  The mailbox     http://localhost:{MAILBOX_PORT}/          every letter, the moderators' too
  The homeserver  {:<31} {homeserver}
  The instance    {:<31} a stand-in for a Mastodon; shows its accounts, which last as long as the demo

Try it: ask at the gate with any address; in the mailbox, open the letters and press Yes as the applicant, then Approve as
a moderator; choose a name and a password, and the accounts on Matrix and Mastodon are there, and the same two sign you in at
the gate. The name {NEIGHBOUR} is another's on Mastodon.

Data, logs and secrets lie in {path}; {} and {} there
are the passwords of the first start. Remove that folder to begin anew. Limits on how often somebody may ask are lifted.
As an operator: cd {path}; {} help. Ctrl-C ends it all.
",
        member.name,
        founding::password(folder, member).await?,
        moderator.name,
        founding::password(folder, moderator).await?,
        moderator.name,
        reach.homeserver.url,
        reach.instance.url,
        member.password_file,
        moderator.password_file,
        std::env::current_exe().unwrap_or_default().with_file_name("gatelodge-worker").display(),
        path = folder.path().display(),
    ))
}

/// Waits for Ctrl-C, SIGTERM, or the terminal's end.
async fn told_to_end() -> anyhow::Result<()> {
    let (mut interrupt, mut terminate, mut hang_up) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
    Ok(())
}

/// A line for whoever runs this. Whether anybody reads it is not our trouble.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
