//! `gatelodge-worker`: reads its settings, works until it is told to end, and drains. What else it can be asked stands in
//! `command`.

use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};
use worker::Working;
use worker::command::{self, Cli, Exit, Order, Parser};

use shared::clock::{Clock, Timing};
use shared::settings::{Environment, Process, WorkerSettings};
use shared::watch::Unfit;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return command::complain(&format!("the runtime cannot start: {error}"), Exit::Failed),
    };
    runtime.block_on(async {
        match command::run(cli, &Environment::of_process()).await {
            Order::Ended(said) => command::say(&said),
            Order::Serve(settings, said) => {
                command::say(&said);
                serve(*settings).await
            }
        }
    })
}

async fn serve(settings: WorkerSettings) -> ExitCode {
    let traces = shared::telemetry::start(&settings.common, Process::Worker);
    let working = match worker::start(settings, Clock::system(), Timing::default()).await {
        Ok(working) => working,
        Err(error) if error.is::<shared::overrides::Faults>() => return command::complain(&error.to_string(), Exit::Settings),
        Err(error) => {
            tracing::error!(%error, "cannot begin to work");
            // An address that another process has may be free in a moment; settings stay as they are.
            let is_passing = error.is::<std::io::Error>();
            return if is_passing { Exit::Temporary } else { Exit::Settings }.into();
        }
    };
    tracing::info!("working");
    let exit = until_the_end(&working).await;
    tracing::info!("draining");
    working.stop().await;
    tracing::info!("ended");
    traces.end();
    exit.into()
}

/// Waits for the signal to end, or for a reason to.
async fn until_the_end(working: &Working) -> Exit {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        tracing::error!("signals cannot be heard");
        return Exit::Failed;
    };
    tokio::select! {
        _ = terminate.recv() => Exit::Well,
        _ = interrupt.recv() => Exit::Well,
        unfit = working.until_unfit() => if unfit == Unfit::WrongKeys { Exit::Settings } else { Exit::Temporary },
    }
}
