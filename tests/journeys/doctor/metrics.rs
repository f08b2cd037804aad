//! Mistakes with the addresses on which the processes tell their monitoring how they do; and that those of a gate that runs are none.

use harness::{gatelodge::Gatelodge, matrix_double::Setup, monitored::Monitored};
use shared::{clock::Clock, doctor::Report};
use tokio::net::TcpListener;
use worker::command::doctor::examine_all;

use super::{Advice, Fault, Mistake, STRONG, api, environment, finding, nothing_to_mend, row, wish, worker};

pub(super) const MISTAKES: &[Mistake] = &[
    row(
        "monitoring where another program is",
        "metrics.port-taken",
        Fault,
        &["Another program listens on 127.0.0.1:", "ends with", "ss -ltnp", "tell your monitoring"],
    ),
    row(
        "monitoring on another machine",
        "metrics.address-not-here",
        Fault,
        &["does not have the address 198.51.100.7", "GATELODGE_METRICS_BIND=127.0.0.1:9464", "in a container"],
    ),
    row(
        "one address for the monitoring of both",
        "metrics.both",
        Fault,
        &["is given the same address", "ends with", "address of its own", "not in .env"],
    ),
    row("monitoring in .env", "metrics.dot-env", Advice, &["which both processes read", "Only one of them", "with two ports"]),
];

fn mistake(what: &str) -> &'static Mistake {
    MISTAKES.iter().find(|mistake| mistake.what == what).unwrap_or_else(|| panic!("there is no {what}"))
}

async fn start(metrics: Option<Monitored>) -> anyhow::Result<Gatelodge> {
    let setup = Setup { shared_secret: STRONG.to_owned(), ..Setup::default() };
    let bind = metrics.map(|at| at.0.to_string()).unwrap_or_default();
    wish().matrix(setup).setting("KEYS", &format!("test:{STRONG}")).setting("METRICS_BIND", &bind).start().await
}

#[tokio::test]
async fn an_address_that_cannot_be_had_is_told_by_both() -> anyhow::Result<()> {
    let mut gate = start(None).await?;
    let taken = TcpListener::bind(("127.0.0.1", 0)).await?;
    gate.set("METRICS_BIND", &taken.local_addr()?.to_string());
    for report in [api(&gate).await?, worker(&gate).await?] {
        mistake("monitoring where another program is").is_found_in(&report)?;
    }
    // A server that is alive, and not ours.
    let homeserver = gate.matrix.url().authority().to_owned();
    gate.set("METRICS_BIND", &homeserver);
    mistake("monitoring where another program is").is_found_in(&api(&gate).await?)?;
    gate.set("METRICS_BIND", "198.51.100.7:9464");
    for report in [api(&gate).await?, worker(&gate).await?] {
        mistake("monitoring on another machine").is_found_in(&report)?;
    }
    Ok(())
}

#[tokio::test]
async fn one_address_for_both_is_told_to_the_one_that_does_not_have_it() -> anyhow::Result<()> {
    let (at_api, at_worker) = (Monitored::free()?, Monitored::free()?);
    let mut gate = start(Some(at_api)).await?;
    let both = mistake("one address for the monitoring of both");
    both.is_found_in(&worker(&gate).await?)?;
    assert!(finding(&worker(&gate).await?, "metrics.both")?.why.contains("ends with 75"));
    gate.set("METRICS_BIND", &at_worker.0.to_string());
    gate.start_worker().await?;
    both.is_found_in(&api(&gate).await?)?;
    assert!(finding(&api(&gate).await?, "metrics.both")?.why.contains("ends with 1"));
    Ok(())
}

#[tokio::test]
async fn whoever_has_its_own_address_or_could_have_it_is_well() -> anyhow::Result<()> {
    let (at_api, at_worker) = (Monitored::free()?, Monitored::free()?);
    let mut gate = start(Some(at_api)).await?;
    let well = |report: &Report, words: &str| {
        nothing_to_mend(report)?;
        anyhow::ensure!(finding(report, "metrics.bind")?.what.contains(words), "{report:?}");
        Ok(())
    };
    well(&api(&gate).await?, "tells its monitoring on")?;
    gate.set("METRICS_BIND", &at_worker.0.to_string());
    well(&worker(&gate).await?, "can tell its monitoring on")?;
    gate.start_worker().await?;
    well(&worker(&gate).await?, "tells its monitoring on")?;
    // Not even while Redis is away, and a page of metrics takes longer.
    gate.redis.kill();
    assert!(finding(&worker(&gate).await?, "metrics.bind")?.what.contains("already"));
    Ok(())
}

#[tokio::test]
async fn an_address_in_dot_env_is_for_both() -> anyhow::Result<()> {
    let (gate, at) = (start(None).await?, Monitored::free()?);
    let dot_env = format!("GATELODGE_METRICS_BIND={}\n", at.0);
    let read = |mut environment: shared::settings::Environment| {
        environment.read_dot_env(dot_env.as_bytes());
        environment
    };
    let advised = mistake("monitoring in .env");
    advised.is_found_in(&examine_all(&read(environment(&gate)), Clock::system()).await)?;
    advised.is_found_in(&::api::doctor::run(&read(environment(&gate)), Clock::system()).await)
}
