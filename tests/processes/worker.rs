//! A worker as a process of its own, for journeys that kill one.

mod timing;

use shared::{
    clock::Clock,
    settings::{Environment, Process, read_worker},
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = read_worker(&Environment::of_process())?;
    let _traces = shared::telemetry::start(&settings.common, Process::Worker);
    let _working = worker::start(settings, Clock::system(), timing::of_process()?).await?;
    std::future::pending().await
}
