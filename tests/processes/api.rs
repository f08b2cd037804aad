//! An API as a process of its own, for journeys that kill one or read its logs.

mod timing;

use shared::{
    clock::Clock,
    settings::{Environment, Process, read_api},
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = read_api(&Environment::of_process())?;
    let _traces = shared::telemetry::start(&settings.common, Process::Api);
    let _serving = api::start(settings, Clock::system(), timing::of_process()?).await?;
    std::future::pending().await
}
