//! `gatelodge-bench`: what one request, one letter and one decision cost, in one run and one table.
//!
//! It builds nothing: it starts the `gatelodge-api` and `gatelodge-worker` that lie beside it (or that it is told), a redis-server
//! and doubles of its own, asks an exact number of requests over loopback and reads the CPU of each process from `/proc`. It never
//! fails for being slow: it prints the target beside the figure. CPU per request is what to compare; req/s, p50 and p99 are
//! those of a machine that also runs the generator.

mod arguments;
mod generator;
mod processes;
mod scenarios;
mod stage;
mod table;
mod wire;

use anyhow::bail;
use harness::progress::Progress;

use arguments::{Order, Plan, USAGE};
use scenarios::{board, crowd, decisions, hashes, hello, letters, members, registrations, scripts, second_door, starts};
use table::Table;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match arguments::read(std::env::args().skip(1))? {
        Order::Help => println!("{USAGE}"),
        Order::ServeHello(address) => hello::serve(address).await?,
        Order::CallScripts { url, count, at_once } => scripts::call(&url, count, at_once).await?,
        Order::HashPasswords { count, at_once } => hashes::hash(count, at_once)?,
        Order::Measure(plan) => measure(&plan).await?,
    }
    Ok(())
}

/// Every scenario in its turn; each stands on a stage of its own, so none warms another's.
async fn measure(plan: &Plan) -> anyhow::Result<()> {
    println!("{}", plan.heading());
    let mut table = Table::default();
    let scenarios = plan.scenarios();
    let mut progress = Progress::of(scenarios.len());
    for scenario in scenarios {
        progress.begin(scenario);
        table.extend(match scenario {
            "hello" => vec![hello::measure(plan).await?],
            "scripts" => vec![scripts::measure(plan).await?],
            "registrations" => registrations::measure(plan).await?,
            "letters" => vec![letters::measure(plan).await?],
            "members" => members::measure(plan).await?,
            "crowd" => crowd::measure(plan).await?,
            "board" => board::measure(plan).await?,
            "starts" => starts::measure(plan).await?,
            "decisions" => decisions::measure(plan).await?,
            "second door" => second_door::measure(plan).await?,
            unknown => bail!("{unknown} is no scenario"),
        });
    }
    progress.end();
    println!("\n{table}");
    Ok(())
}
