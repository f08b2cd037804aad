//! Mistakes with the homeserver. Nothing is made there by any look at it.

use anyhow::ensure;
use harness::{
    gatelodge::Gatelodge,
    matrix_double::{Call, Mode, Setup, Trouble},
};
use serde_json::{Value, json};
use shared::doctor::Report;

use super::{Advice, Fault, Missed, Mistake, STRONG, Warning, nothing_to_mend, row, wish, worker};

/// Rooms of one homeserver, more than are asked for at once.
const ROOMS: usize = 12;

pub(super) const MISTAKES: &[Mistake] = &[
    row(
        "the homeserver is down",
        "matrix.away",
        Fault,
        &["cannot be reached: nobody listens", "whoever is approved waits", "Start the homeserver"],
    ),
    row("the homeserver says nothing", "matrix.silent", Fault, &["gives no answer", "log of the homeserver"]),
    row("no homeserver at that address", "matrix.stranger", Fault, &["is no homeserver", "http://127.0.0.1:8008"]),
    row("a homeserver that sends us on", "matrix.redirected", Fault, &["a redirect", "address that the redirect leads to"]),
    row("TLS with a homeserver that has none", "matrix.tls", Fault, &["TLS with the homeserver", "ca-certificates"]),
    row(
        "another secret than the homeserver's",
        "matrix.secret",
        Fault,
        &["is not the homeserver's registration_shared_secret", "Copy registration_shared_secret"],
    ),
    row("a homeserver without a secret", "matrix.no-secret", Fault, &["has no registration_shared_secret", "restart it"]),
    row("accounts are kept elsewhere", "matrix.mas", Fault, &["Matrix Authentication Service", "take matrix out of GATELODGE_SERVICES"]),
    row("a proxy that hides where accounts are made", "matrix.not-found", Fault, &["/_synapse/admin reachable", "GATELODGE_MATRIX_URL"]),
    row("a proxy that forbids it", "matrix.forbidden", Fault, &["forbids this path", "past the proxy"]),
    row(
        "another name than the homeserver's",
        "matrix.server-name",
        Fault,
        &["is called example.test, and not example.org", "`server_name` in homeserver.yaml"],
    ),
    row("nobody signs in with a password", "matrix.no-passwords", Fault, &["does not take passwords", "password_config"]),
    row("an admin token that has ended", "matrix.admin-token", Fault, &["is unknown to the homeserver", "access token of an admin"]),
    row("a token of somebody who is no admin", "matrix.admin-token", Fault, &["is no admin", "or leave it empty"]),
    row(
        "no admin token",
        "matrix.no-admin-token",
        Advice,
        &["No admin token is set", "Nobody hears beforehand", "guide/synapse.md, step 3"],
    ),
    row("a room that is not there", "matrix.no-room", Warning, &["no room #welcome:example.test", "in no room at all", "Local addresses"]),
    row(
        "a room that nobody tells of",
        "matrix.room-unknown",
        Advice,
        &["Whether there is a room #hall:example.test was not told", "in no room at all", "Ask again"],
    ),
    row("a homeserver in the clear", "matrix.in-clear", Warning, &["without encryption (http)", "https://"]).with(&["matrix.away"]),
];

/// The access token of somebody who is nothing special.
async fn token_of_somebody(gate: &Gatelodge) -> anyhow::Result<String> {
    gate.matrix.add_account("somebody", "a password");
    let body = json!({"type": "m.login.password", "identifier": {"type": "m.id.user", "user": "somebody"}, "password": "a password"});
    let url = gate.matrix.url().join("/_matrix/client/v3/login")?;
    let answer: Value = harness::client::client()?.post(url).json(&body).send().await?.json().await?;
    Ok(answer["access_token"].as_str().unwrap_or_default().to_owned())
}

async fn seeded(gate: &mut Gatelodge, mistake: &Mistake) -> anyhow::Result<Report> {
    let before = gate.settings().clone();
    let url = gate.matrix.url().to_string();
    match mistake.what {
        "the homeserver is down" => gate.set("MATRIX_URL", "http://127.0.0.1:1"),
        "the homeserver says nothing" => gate.matrix.freeze(),
        "no homeserver at that address" => gate.set("MATRIX_URL", &before["GATELODGE_PUBLIC_URL"].clone()),
        "a homeserver that sends us on" => gate.matrix.trouble(Call::Versions, Trouble::Proxy(302), 1),
        "TLS with a homeserver that has none" => gate.set("MATRIX_URL", &url.replace("http:", "https:")),
        "another secret than the homeserver's" => gate.set("MATRIX_SHARED_SECRET", "another-secret"),
        "a homeserver without a secret" => gate.matrix.set_mode(Mode::RegistrationOff),
        "accounts are kept elsewhere" => gate.matrix.set_mode(Mode::Mas),
        "a proxy that hides where accounts are made" => gate.matrix.trouble(Call::Nonce, Trouble::Proxy(404), 1),
        "a proxy that forbids it" => gate.matrix.trouble(Call::Nonce, Trouble::Proxy(403), 1),
        "another name than the homeserver's" => gate.set("MATRIX_SERVER_NAME", "example.org"),
        "nobody signs in with a password" => gate.matrix.set_mode(Mode::PasswordLoginOff),
        "an admin token that has ended" => gate.set("MATRIX_ADMIN_TOKEN", "syt_ended"),
        "a token of somebody who is no admin" => {
            let token = token_of_somebody(gate).await?;
            ensure!(!token.is_empty(), "somebody signs in");
            gate.set("MATRIX_ADMIN_TOKEN", &token);
        }
        "no admin token" => gate.set("MATRIX_ADMIN_TOKEN", ""),
        "a room that is not there" => gate.set("MATRIX_JOIN_ROOMS", "#hall:example.test,#welcome:example.test,#far:example.org,!id"),
        "a room that nobody tells of" => {
            gate.set("MATRIX_JOIN_ROOMS", "#hall:example.test");
            gate.matrix.trouble(Call::Room, Trouble::Broken, ROOMS);
        }
        "a homeserver in the clear" => gate.set("MATRIX_URL", "http://matrix.invalid"),
        other => panic!("nobody seeds {other}"),
    }
    let report = worker(gate).await?;
    gate.matrix.thaw();
    gate.matrix.end_troubles();
    gate.matrix.set_mode(Mode::Ordinary);
    for name in ["MATRIX_URL", "MATRIX_SHARED_SECRET", "MATRIX_SERVER_NAME", "MATRIX_ADMIN_TOKEN", "MATRIX_JOIN_ROOMS"] {
        gate.set(name, before.get(&format!("GATELODGE_{name}")).map_or("", String::as_str));
    }
    Ok(report)
}

#[tokio::test]
async fn every_mistake_with_the_homeserver_is_found_and_told() -> anyhow::Result<()> {
    let setup = Setup { shared_secret: STRONG.to_owned(), ..Setup::default() };
    let mut gate = wish().matrix(setup.clone()).setting("KEYS", &format!("test:{STRONG}")).start().await?;
    gate.matrix.add_room("#hall:example.test");
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        missed.note(mistake.is_found_in(&seeded(&mut gate, mistake).await?));
    }
    missed.none()?;
    gate.set("MATRIX_ADMIN_TOKEN", &setup.admin_token);
    gate.set("MATRIX_JOIN_ROOMS", "#hall:example.test");
    let report = worker(&gate).await?;
    nothing_to_mend(&report)?;
    super::finding(&report, "matrix.well")?;
    assert_eq!((gate.matrix.created_count(), gate.matrix.calls_count(Call::Register)), (0, 0), "no account was made or asked for");
    Ok(())
}

#[tokio::test]
async fn a_homeserver_that_is_slow_with_its_rooms_hides_nothing_and_the_rooms_are_named() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    let rooms: Vec<String> = (0..ROOMS).map(|at| format!("#room{at}:example.test")).collect();
    rooms.iter().for_each(|room| gate.matrix.add_room(room));
    gate.set("MATRIX_JOIN_ROOMS", &rooms.join(","));
    nothing_to_mend(&worker(&gate).await?)?;
    gate.matrix.set_mode(Mode::PasswordLoginOff);
    gate.matrix.trouble(Call::Room, Trouble::Hang, ROOMS);
    let report = worker(&gate).await?;
    super::finding(&report, "matrix.no-passwords")?;
    let late = super::finding(&report, "matrix.late")?;
    assert!(late.what.contains("Not looked at: the room #room"), "{}", late.what);
    let untold = report.findings().iter().filter(|finding| finding.id == "matrix.room-unknown").count();
    let more = late.what.rsplit_once(" and ").and_then(|(_, rest)| rest.split(' ').next()?.parse::<usize>().ok());
    let left = late.what.matches("the room #").count() + more.unwrap_or(0);
    assert_eq!(untold + left, ROOMS, "each of them is told: {report:#?}");
    Ok(())
}
