//! The API's doctor: what `shared` can say of any process, and what only this one knows: its own socket, the proxies before it,
//! and what its settings let people do.
//!
//! The rule: it calls nobody but Redis and itself. Mail, homeserver, instance and the public address are the worker's to look at.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use shared::clock::{Clock, Timing};
use shared::doctor::listen::{Obstacle, try_it};
use shared::doctor::{
    Finding, LOOK_MAX, Look, Notes, Report, examine, files, keys, metrics, overrides, public_url, reach, redis, settings,
};
use shared::redis::Redis;
use shared::registration::store::Registrations;
use shared::root::RootKeeper;
use shared::settings::{ApiSettings, Environment, MemberGate, Process, is_loopback, read_api};

use crate::pages::render::Pages;

const BIND: &str = "GATELODGE_BIND";
const PROXIES: &str = "GATELODGE_TRUSTED_PROXIES";
/// A network of more addresses than this (IPv4, IPv6) is nobody's own.
const PREFIX_MIN: (u8, u8) = (8, 16);
/// How long our own socket may take to answer.
const ANSWER_MAX: Duration = Duration::from_secs(2);

/// What is looked at.
struct Api {
    settings: ApiSettings,
    clock: Clock,
    /// Whether both processes read the address for monitoring in the same place.
    is_metrics_for_both: bool,
}

/// All that needs an answer from somewhere.
const LOOKS: &[Look<Api>] = &[
    Look { id: "redis.away", place: "GATELODGE_REDIS_URL", look: |api, notes| Box::pin(store(api, notes)), at_most: LOOK_MAX },
    Look { id: "api.bind", place: BIND, look: |api, notes| Box::pin(async { notes.add([bind(api).await]) }), at_most: LOOK_MAX },
    Look {
        id: "metrics.bind",
        place: "GATELODGE_METRICS_BIND",
        look: |api, notes| {
            let bind = api.settings.common.metrics_bind;
            Box::pin(async move { notes.add(metrics::look(bind, Process::Api, api.is_metrics_for_both).await) })
        },
        at_most: LOOK_MAX,
    },
    Look {
        id: "public-url.unknown-host",
        place: "GATELODGE_PUBLIC_URL",
        look: |api, notes| Box::pin(async { notes.add(public_url::unknown_host(&api.settings.common.public_url).await) }),
        at_most: LOOK_MAX,
    },
];

/// Looks at everything.
pub async fn run(environment: &Environment, clock: Clock) -> Report {
    let read = read_api(environment);
    let mut findings = settings::look(environment, Process::Api, read.as_ref().err());
    findings.extend(files::look(environment));
    let Ok(settings) = read else { return Report::new(findings, false) };
    findings.extend(public_url::judge(&settings.common.public_url, Some(settings.bind)));
    findings.extend(proxies(&settings));
    findings.extend(people(&settings));
    let face = face(&settings);
    let can_start = face.is_ok();
    findings.extend(face.unwrap_or_else(|faults| faults));
    let is_metrics_for_both = environment.is_from_dot_env("GATELODGE_METRICS_BIND");
    findings.extend(examine(&Api { settings, clock, is_metrics_for_both }, LOOKS).await);
    Report::new(findings, can_start)
}

/// The operator's own face, judged as the API does at its start.
///
/// # Errors
/// Every fault: with any of them the API does not start.
pub fn face(settings: &ApiSettings) -> Result<Vec<Finding>, Vec<Finding>> {
    let common = &settings.common;
    let found = overrides::look(common.overrides.as_deref(), Process::Api, |overrides, faults| {
        // What does not compile of ours is found by tests; theirs are noted.
        let _ = Pages::with(&common.community, overrides, faults);
    });
    found.map(|well| well.into_iter().collect())
}

async fn store(api: &Api, notes: &Notes) {
    const REDIS: &str = "Redis";
    const KEYS: &str = "the key ring";
    notes.to_look_at([REDIS, KEYS]);
    let common = &api.settings.common;
    if let Err(finding) = redis::is_there(&common.redis_url).await {
        return notes.add([finding]);
    }
    let timing = Timing::default();
    let (Ok(connection), Ok(ring)) = (Redis::connect(common.redis_url.expose(), &timing), common.key_ring()) else { return };
    let ring = Arc::new(ring);
    notes.looked_at(REDIS, Box::pin(redis::look(&connection, &common.redis_url, &api.clock)).await);
    let registrations = Registrations::new(connection.clone(), Arc::clone(&ring), api.clock.clone(), timing);
    notes.looked_at(KEYS, keys::look(&RootKeeper::new(connection.clone(), ring), &registrations).await);
    connection.close().await;
}

/// Whether the API could listen, or does already.
async fn bind(api: &Api) -> Finding {
    let address = api.settings.bind;
    match try_it(address).await {
        Ok(()) => Finding::ok("api.bind", BIND, format!("It can listen on {address}.")),
        Err(Obstacle::Taken) if is_ours(address).await => Finding::ok("api.bind", BIND, format!("It listens on {address} already.")),
        Err(obstacle) => cannot_listen(address, obstacle),
    }
}

fn cannot_listen(address: SocketAddr, obstacle: Obstacle) -> Finding {
    let (id, mend) = match obstacle {
        Obstacle::Taken => (
            "api.port-taken",
            format!("Find it (ss -ltnp) and end it, or give the API another port: {BIND}=127.0.0.1:8001, and tell the proxy."),
        ),
        Obstacle::Elsewhere => (
            "api.address-not-here",
            format!(
                "Write one that it has: {BIND}=127.0.0.1:{0} behind a proxy on this machine, 0.0.0.0:{0} in a container.",
                address.port()
            ),
        ),
        Obstacle::Denied => {
            ("api.port-denied", format!("Write a port from 1024 on ({BIND}=127.0.0.1:8000) and let a proxy have the other one."))
        }
        Obstacle::Other(_) => ("api.bind", format!("Write an address and a port that are free into {BIND}.")),
    };
    let why = "The API ends as soon as it is started, and nobody sees a page.";
    Finding::fault(id, BIND, obstacle.what(address)).because(why).mend(mend)
}

/// Whether what listens there is this very gate, or looks like it from outside.
async fn is_ours(address: SocketAddr) -> bool {
    let answer = reach::answer(address, "/livez", ANSWER_MAX).await.unwrap_or_default();
    answer.starts_with("HTTP/1.1 200") && answer.contains(r#"{"status":"ok"}"#)
}

/// Whether the API can know who calls.
fn proxies(settings: &ApiSettings) -> Vec<Finding> {
    let mut findings = Vec::new();
    let wide = |network: &&IpNet| match network.addr() {
        IpAddr::V4(_) => network.prefix_len() < PREFIX_MIN.0,
        IpAddr::V6(_) => network.prefix_len() < PREFIX_MIN.1,
    };
    if let Some(network) = settings.trusted_proxies.iter().find(wide) {
        findings.push(
            Finding::fault(
                "api.proxies-everybody",
                PROXIES,
                format!("{network} is believed to be a proxy: that is half the world, or all of it."),
            )
            .because("Anybody says in a header that they are somebody else: no limit holds, and passwords can be guessed without end.")
            .mend("Name the addresses of your own proxy only: 127.0.0.1 on this machine, or the network of its container (172.18.0.0/16)."),
        );
    }
    let url = &settings.common.public_url;
    if settings.trusted_proxies.is_empty() && url.scheme() == "https" && !is_loopback(url) {
        findings.push(
            Finding::warning(
                "api.proxies-none",
                PROXIES,
                "The public address is https, which a proxy must speak for us, and no proxy is believed.",
            )
            .because("Everybody seems to come from the proxy: ten registrations of one hour, from whomever, and all others are sent away.")
            .mend(format!("Write the address that the proxy calls from: {PROXIES}=127.0.0.1,::1 where it runs on this machine.")),
        );
    }
    findings
}

/// What the settings let people do, where that may surprise.
fn people(settings: &ApiSettings) -> Vec<Finding> {
    let mut findings = Vec::new();
    let common = &settings.common;
    if !common.rate_limits {
        findings.push(
            Finding::advice("people.no-limits", "GATELODGE_RATE_LIMITS", "Nothing is limited.")
                .because("Anybody may guess passwords and send letters without end. It is let pass because everything is on this machine.")
                .mend("Take GATELODGE_RATE_LIMITS away before others can reach this gate."),
        );
    }
    if !settings.confirm_email {
        findings.push(
            Finding::advice("people.unconfirmed", "GATELODGE_CONFIRM_EMAIL", "No address is confirmed before moderators hear of it.")
                .because("Anybody can apply in somebody else's name and address, and moderators cannot tell.")
                .mend("Leave it so only where moderators know everybody anyway; else take GATELODGE_CONFIRM_EMAIL=false away."),
        );
    }
    if settings.members.gate == MemberGate::Open && !settings.confirm_email {
        findings.push(
            Finding::warning(
                "people.open-unconfirmed",
                "GATELODGE_MEMBERS",
                "Whoever registers signs in at once, with an address that nobody proves.",
            )
            .because("The board fills with members whom nobody let in and nobody can write to.")
            .mend("Set GATELODGE_CONFIRM_EMAIL=true, or GATELODGE_MEMBERS=approved."),
        );
    }
    findings.extend(moderators(common.moderators.len(), common.approvals));
    findings
}

fn moderators(count: usize, approvals: u32) -> Option<Finding> {
    let is_everybody = usize::try_from(approvals).is_ok_and(|approvals| approvals == count);
    let (id, place, what) = match count {
        1 => ("people.one-moderator", "GATELODGE_MODERATORS", "One person alone decides.".to_owned()),
        _ if is_everybody => {
            ("people.all-moderators", "GATELODGE_APPROVALS", format!("All {count} moderators must approve each registration."))
        }
        _ => return None,
    };
    Some(
        Finding::advice(id, place, what)
            .because("While one is ill or on holiday nobody is let in, and whoever waits is sent away after GATELODGE_REGISTRATION_TTL.")
            .mend("Add a moderator to GATELODGE_MODERATORS, or let fewer decide with GATELODGE_APPROVALS."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_who_decides_alone_or_all_who_must_are_told_that_people_wait() {
        let id = |count, approvals| moderators(count, approvals).map(|finding| finding.id);
        assert_eq!([id(1, 1), id(3, 3), id(3, 2)], [Some("people.one-moderator"), Some("people.all-moderators"), None]);
    }
}
