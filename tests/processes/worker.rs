//! A worker as a process of its own, for journeys that kill one.

mod timing;

use shared::{
    clock::Clock,
    settings::{Environment, read_worker},
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = read_worker(&Environment::of_process())?;
    shared::telemetry::init(&settings.common.log);
    let _working = worker::start(settings, Clock::system(), timing::of_process()?).await?;
    std::future::pending().await
}
