//! `gatelodge-api`: reads its settings, serves until it is told to stop.

use std::fmt::Display;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use shared::clock::{Clock, Timing};
use shared::doctor::overrides::lines;
use shared::doctor::page::{Reader, page};
use shared::settings::{Environment, Faults, Process, print, read_api};
use shared::{overrides, telemetry};
use tokio::signal::unix::{SignalKind, signal};

/// The HTTP side of Gatelodge.
#[derive(Parser)]
#[command(
    name = "gatelodge-api",
    version,
    after_help = "Exit codes: 0 done, 1 failed (`doctor`: something has to be mended), 2 wrong arguments, 75 another Redis than at the \
                  start, 78 faults in the settings.\nSettings come from the environment: see `config`."
)]
struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Clone, Copy, Subcommand)]
enum What {
    /// Serve until SIGTERM (the default).
    Serve,
    /// Show every setting, where it comes from, and no secret.
    Config,
    /// Look at the settings and at everything they name, and say what is wrong and how to mend it. Changes nothing.
    Doctor {
        /// As a JSON array: id, where, level (ok, advice, warning or fault), what, why, mend.
        #[arg(long)]
        json: bool,
    },
}

fn main() -> anyhow::Result<ExitCode> {
    let environment = Environment::of_process();
    match Arguments::parse().what.unwrap_or(What::Serve) {
        What::Serve => serve(&environment),
        What::Doctor { json } => look(&environment, Reader::of_stdout(json)),
        What::Config => {
            say(&print(&environment, Process::Api))?;
            Ok(match read_api(&environment).map(|settings| api::doctor::face(&settings)) {
                Ok(Ok(_)) => ExitCode::SUCCESS,
                Ok(Err(faults)) => refused(&lines(&faults)),
                Err(faults) => refused(&faults),
            })
        }
    }
}

fn serve(environment: &Environment) -> anyhow::Result<ExitCode> {
    let settings = match read_api(environment) {
        Ok(settings) => settings,
        Err(faults) => return Ok(refused(&faults)),
    };
    let traces = telemetry::start(&settings.common, Process::Api);
    for name in environment.unknown_names() {
        tracing::warn!(name, "no setting has this name");
    }
    // One thread answers: what waits costs nothing, and nothing is handed from core to core. What computes for long (guessing at
    // passwords) runs beside it. Who wants more cores starts more processes: all they share lies in Redis.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let serving = match api::start(settings, Clock::system(), Timing::default()).await {
            Err(error) if error.is::<overrides::Faults>() => return Ok(refused(&error)),
            serving => serving?,
        };
        tracing::info!(address = %serving.address(), "serving");
        let code = tokio::select! {
            _ = terminate.recv() => ExitCode::SUCCESS,
            _ = interrupt.recv() => ExitCode::SUCCESS,
            unfit = serving.until_unfit() => ExitCode::from(unfit.exit_code()),
        };
        serving.stop().await;
        tracing::info!("stopped");
        traces.end();
        Ok(code)
    })
}

/// Says what is wrong with the whole installation.
fn look(environment: &Environment, reader: Reader) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(api::doctor::run(environment, Clock::system()));
    say(&page(&report, reader))?;
    Ok(ExitCode::from(report.exit_code()))
}

/// Says what is wrong with the settings, all at once.
fn refused(faults: &dyn Display) -> ExitCode {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{faults}\n").as_bytes());
    ExitCode::from(Faults::EXIT)
}

fn say(text: &str) -> std::io::Result<()> {
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes())
}
