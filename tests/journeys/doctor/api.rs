//! Mistakes that only the API can know: its own socket, the proxies before it, and what its settings let people do.

use harness::{gatelodge::Gatelodge, matrix_double::Setup};
use shared::doctor::Report;
use tokio::net::TcpListener;

use super::{Advice, Fault, Missed, Mistake, STRONG, Warning, api, finding, nothing_to_mend, row, wish};

pub(super) const MISTAKES: &[Mistake] = &[
    row("the port is taken", "api.port-taken", Fault, &["Another program listens on", "nobody sees a page", "ss -ltnp"]),
    row(
        "an address of another machine",
        "api.address-not-here",
        Fault,
        &["does not have the address 198.51.100.7", "GATELODGE_BIND=127.0.0.1"],
    ),
    row("everybody is a proxy", "api.proxies-everybody", Fault, &["0.0.0.0/0 is believed", "no limit holds", "your own proxy only"]),
    row(
        "nobody is a proxy",
        "api.proxies-none",
        Warning,
        &["no proxy is believed", "come from the proxy", "GATELODGE_TRUSTED_PROXIES=127.0.0.1"],
    )
    .with(&["public-url.unknown-host"]),
    row("links to this machine only", "public-url.loopback", Advice, &["lead to this one only", "https://join.example.org"]),
    row("no limits", "people.no-limits", Advice, &["Nothing is limited", "guess passwords", "Take GATELODGE_RATE_LIMITS away"]),
    row("addresses that nobody proves", "people.unconfirmed", Advice, &["No address is confirmed", "somebody else's name"]),
    row("members whom nobody knows", "people.open-unconfirmed", Warning, &["signs in at once", "GATELODGE_CONFIRM_EMAIL=true"]),
    row("one who decides alone", "people.one-moderator", Advice, &["One person alone", "on holiday", "Add a moderator"]),
    row("all have to agree", "people.all-moderators", Advice, &["All 3 moderators must approve", "on holiday", "GATELODGE_APPROVALS"]),
];

async fn seeded(gate: &mut Gatelodge, mistake: &Mistake) -> anyhow::Result<Report> {
    let before = gate.settings().clone();
    let taken = TcpListener::bind(("127.0.0.1", 0)).await?;
    match mistake.what {
        "the port is taken" => gate.set("BIND", &taken.local_addr()?.to_string()),
        "an address of another machine" => gate.set("BIND", "198.51.100.7:8000"),
        "everybody is a proxy" => gate.set("TRUSTED_PROXIES", "0.0.0.0/0,::1"),
        "nobody is a proxy" => gate.set("PUBLIC_URL", "https://gate.invalid"),
        "links to this machine only" => gate.set("BIND", "0.0.0.0:0"),
        "no limits" => gate.set("RATE_LIMITS", "off"),
        "addresses that nobody proves" => gate.set("CONFIRM_EMAIL", "false"),
        "members whom nobody knows" => {
            gate.set("CONFIRM_EMAIL", "false");
            gate.set("MEMBERS", "open");
        }
        "one who decides alone" => gate.set("MODERATORS", "mo@example.org"),
        "all have to agree" => gate.set("APPROVALS", "3"),
        other => panic!("nobody seeds {other}"),
    }
    let report = api(gate).await?;
    for name in gate.settings().clone().into_keys() {
        gate.set(name.trim_start_matches("GATELODGE_"), before.get(&name).map_or("", String::as_str));
    }
    Ok(report)
}

#[tokio::test]
async fn every_mistake_of_the_api_is_found_and_told() -> anyhow::Result<()> {
    let setup = Setup { shared_secret: STRONG.to_owned(), ..Setup::default() };
    let mut gate = wish().matrix(setup).setting("KEYS", &format!("test:{STRONG}")).start().await?;
    let report = api(&gate).await?;
    nothing_to_mend(&report)?;
    assert!(finding(&report, "api.bind")?.what.contains("listens on"));
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        missed.note(mistake.is_found_in(&seeded(&mut gate, mistake).await?));
    }
    missed.none()?;
    gate.set("BIND", "127.0.0.1:0");
    let report = api(&gate).await?;
    nothing_to_mend(&report)?;
    assert!(finding(&report, "api.bind")?.what.contains("can listen"));
    Ok(())
}
