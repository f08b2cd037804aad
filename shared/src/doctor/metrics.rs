//! Whether a process can tell its monitoring how it does: the address of `GATELODGE_METRICS_BIND`.
//!
//! The rule: a process of ours that runs has its address rightly. Only where the other of the two has it, or a stranger, the one
//! that is looked at could not start.

use std::net::SocketAddr;
use std::time::Duration;

use super::listen::{Obstacle, try_it};
use super::{Finding, reach};
use crate::settings::Process;
use crate::telemetry::metrics::{DECISIONS, LETTERS, Listed};

const PLACE: &str = "GATELODGE_METRICS_BIND";
/// How long whoever has the address may take to say that they live.
const ALIVE_MAX: Duration = Duration::from_secs(1);
/// How long for a page of metrics: longer than a process waits for a Redis that is away.
const PAGE_MAX: Duration = Duration::from_secs(3);

/// Who answers at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    /// This process of ours, where its page says which.
    Ours(Option<Process>),
    Stranger,
}

/// Looks at the address, where the settings name one. `is_for_both` where they name it in a place that both processes read.
pub async fn look(bind: Option<SocketAddr>, process: Process, is_for_both: bool) -> Vec<Finding> {
    let Some(address) = bind else { return Vec::new() };
    let obstacle = match try_it(address).await {
        Ok(()) if is_for_both => return vec![in_dot_env(address)],
        Ok(()) => return vec![Finding::ok("metrics.bind", PLACE, format!("{} can tell its monitoring on {address}.", named(process)))],
        Err(obstacle) => obstacle,
    };
    if obstacle != Obstacle::Taken {
        return vec![cannot_listen(address, process, obstacle)];
    }
    vec![match holder(address).await {
        Holder::Ours(Some(other)) if other != process => both(address, process),
        Holder::Ours(_) => Finding::ok("metrics.bind", PLACE, format!("{} tells its monitoring on {address} already.", named(process))),
        Holder::Stranger => cannot_listen(address, process, obstacle),
    }]
}

async fn holder(address: SocketAddr) -> Holder {
    let alive = reach::answer(address, "/livez", ALIVE_MAX).await.unwrap_or_default();
    if !(alive.starts_with("HTTP/1.1 200") && alive.ends_with("\r\n\r\nok\n")) {
        return Holder::Stranger;
    }
    let page = reach::answer(address, "/metrics", PAGE_MAX).await;
    page.map_or(Holder::Ours(None), |page| whose(&page))
}

/// Whose page of metrics it is, by a number that only one of the two has, from its first moment on.
fn whose(page: &str) -> Holder {
    let has = |name: &str| page.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with('{')));
    match (has(DECISIONS.about().name), has(LETTERS.about().name)) {
        (true, _) => Holder::Ours(Some(Process::Api)),
        (_, true) => Holder::Ours(Some(Process::Worker)),
        _ => Holder::Stranger,
    }
}

const fn named(process: Process) -> &'static str {
    match process {
        Process::Api => "The API",
        Process::Worker => "The worker",
    }
}

/// What people feel of a process that has no address for its monitoring.
const fn why(process: Process) -> &'static str {
    match process {
        Process::Api => "The API ends with 1 as soon as it is started, and nobody sees a page.",
        Process::Worker => "The worker ends with 75 as soon as it is started: no letter goes out and no account is opened.",
    }
}

/// An address beside this one.
const fn next_port(address: SocketAddr) -> u16 {
    match address.port() {
        u16::MAX => address.port() - 1,
        port => port + 1,
    }
}

fn both(address: SocketAddr, process: Process) -> Finding {
    let (other, this) = match process {
        Process::Api => ("The worker", "the API"),
        Process::Worker => ("The API", "the worker"),
    };
    Finding::fault("metrics.both", PLACE, format!("{other} runs and tells its monitoring on {address}; {this} is given the same address."))
        .because(why(process))
        .mend(format!(
            "Give each process an address of its own, in its own environment and not in .env, which both read: \
             {PLACE}={}:{} for {this}. Then tell your monitoring.",
            shown(address),
            next_port(address)
        ))
}

fn in_dot_env(address: SocketAddr) -> Finding {
    Finding::advice("metrics.dot-env", PLACE, format!("{address} stands in .env, which both processes read."))
        .because("Only one of them can have it: where the other is given nothing else, it ends as soon as it is started.")
        .mend(format!("Take {PLACE} out of .env and write it into the environment of each process, with two ports."))
}

fn cannot_listen(address: SocketAddr, process: Process, obstacle: Obstacle) -> Finding {
    let (id, mend) = match obstacle {
        Obstacle::Taken => (
            "metrics.port-taken",
            format!(
                "Find it (ss -ltnp) and end it, or write another port ({PLACE}={}:{}) and tell your monitoring.",
                shown(address),
                next_port(address)
            ),
        ),
        Obstacle::Elsewhere => (
            "metrics.address-not-here",
            format!(
                "Write one that it has: {PLACE}=127.0.0.1:{0} for a monitoring on this machine, 0.0.0.0:{0} in a container.",
                address.port()
            ),
        ),
        Obstacle::Denied => ("metrics.port-denied", format!("Write a port from 1024 on: {PLACE}=127.0.0.1:9464.")),
        Obstacle::Other(_) => ("metrics.bind", format!("Write an address and a port that are free into {PLACE}.")),
    };
    Finding::fault(id, PLACE, obstacle.what(address)).because(why(process)).mend(mend)
}

/// The machine's part of an address, as a setting has it.
fn shown(address: SocketAddr) -> String {
    if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_whose_it_is() {
        let page = |line: &str| format!("HTTP/1.1 200 OK\r\n\r\n# TYPE x counter\n{line}\n# EOF\n");
        assert_eq!(whose(&page("gatelodge_decisions_total{decision=\"approved\"} 0")), Holder::Ours(Some(Process::Api)));
        assert_eq!(whose(&page("gatelodge_letters_total{outcome=\"sent\"} 0")), Holder::Ours(Some(Process::Worker)));
        assert_eq!(whose(&page("node_load1 0.5")), Holder::Stranger);
    }

    #[test]
    fn the_port_beside_is_a_port() {
        let port = |port| next_port(([127, 0, 0, 1], port).into());
        assert_eq!([port(9464), port(u16::MAX)], [9465, u16::MAX - 1]);
    }
}
