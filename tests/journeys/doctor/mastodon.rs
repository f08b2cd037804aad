//! Mistakes with the Mastodon door, by each of its drivers. Nobody and no application is made by any look at it.

use std::{fs::Permissions, os::unix::fs::PermissionsExt};

use anyhow::ensure;
use harness::{
    gatelodge::{Gatelodge, MastodonWish, Wish},
    mastodon_double::{Call, Inside, Registrations, Trouble},
    scratch::Scratch,
};
use shared::{
    doctor::{Level, Report},
    health::Health,
    platform::Platform,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::UnixListener,
};
use worker::platforms::mastodon::{self, SCRIPT};

use MastodonWish::{Command, Http, Socket, Tootctl};

use super::{Advice, Fault, Missed, Mistake, Warning, finding, nothing_to_mend, row, wish, worker};

pub(super) const MISTAKES: &[Mistake] = &[
    row(
        "no such command",
        "mastodon.command",
        Fault,
        &["/nowhere/docker is not there", "whoever is approved waits", "GATELODGE_MASTODON_COMMAND"],
    ),
    row("a command that may not be run", "mastodon.command", Fault, &["not executable", "chmod +x"]),
    row(
        "a container that does not run",
        "mastodon.container",
        Fault,
        &["It says: Error response from daemon: No such container", "docker ps"],
    ),
    row("no docker", "mastodon.container", Fault, &["It says: Cannot connect to the Docker daemon", "Start Mastodon"])
        .with(&["mastodon.address-away"]),
    row(
        "something else in the container",
        "mastodon.environment",
        Fault,
        &["no Mastodon in RAILS_ENV=production", "Mastodon's own folder"],
    ),
    row("Mastodon in development", "mastodon.environment", Fault, &["RAILS_ENV=production", ".env.production"]),
    row("a command that says too much", "mastodon.unwell", Fault, &["It says: wrong password •••", "GATELODGE_MASTODON_COMMAND"]),
    row("tootctl where there is none", "mastodon.environment", Fault, &["no Mastodon", "Mastodon's own folder"]),
    row("no socket", "mastodon.socket-missing", Fault, &["There is no socket /nowhere/mastodon.sock", "one volume"]),
    row("a file in the socket's place", "mastodon.no-socket", Fault, &["is no socket", "GATELODGE_MASTODON_SOCKET"]),
    row("nobody behind the socket", "mastodon.socket", Fault, &["Nobody listens", "resident process"]).with(&["mastodon.address-away"]),
    row(
        "a socket that the workers may not open",
        "workers.paused",
        Fault,
        &["may not be opened by the user of the worker", "mastodon-socket.conf (guide/mastodon.md, step 3)", "./install --start"],
    ),
    row(
        "a socket for everybody",
        "mastodon.socket-open",
        Warning,
        &["Anybody on this machine may use", "sets passwords there", "chmod 600"],
    ),
    row("a script of another version", "mastodon.script", Fault, &["another version than this worker", "gatelodge-worker mastodon script"]),
    row("a fault inside Mastodon", "mastodon.unwell", Fault, &["fault inside", "its log"]),
    row("invalid_client", "mastodon.invalid-client", Fault, &["invalid_client", "restart the worker", "gatelodge-worker mastodon setup"]),
    row("an application that was deleted", "mastodon.invalid-client", Fault, &["invalid_client", "the application was deleted"]),
    row("an application that may too little", "mastodon.scopes", Fault, &["lacks a scope", "mastodon setup"]),
    row("no application", "mastodon.no-application", Advice, &["nobody gets a token", "mastodon setup"]),
    row(
        "handles that end otherwise",
        "mastodon.domain",
        Fault,
        &["end with 127.0.0.1, and not with example.org", "GATELODGE_MASTODON_DOMAIN"],
    ),
    row("an address that is not Mastodon's", "mastodon.stranger", Fault, &["Nothing answers as Mastodon does", "https address"]),
    row("an address that is down", "mastodon.address-away", Fault, &["gives no answer", "a browser opens it"]),
    row("closed registrations", "mastodon.closed-there", Fault, &["closed for registrations", "runner or tootctl"]),
    row("a token of nobody", "mastodon.admin-token", Fault, &["not the token of an administrator", "Preferences, Development"]),
    row("a token that may too little", "mastodon.scopes", Fault, &["lacks a scope", "admin:write:accounts"]),
];

fn at(way: MastodonWish) -> Wish {
    wish().mastodon(way)
}

/// By which driver a mistake can be made.
fn way(mistake: &Mistake) -> MastodonWish {
    match mistake.what {
        "no such command"
        | "a command that may not be run"
        | "a command that says too much"
        | "a container that does not run"
        | "no docker"
        | "something else in the container"
        | "Mastodon in development" => Command,
        "tootctl where there is none" => Tootctl,
        "closed registrations" | "a token of nobody" | "a token that may too little" => Http,
        _ => Socket,
    }
}

async fn seed(gate: &mut Gatelodge, mistake: &Mistake, folder: &Scratch) -> anyhow::Result<()> {
    let file = folder.path().join("f");
    let homeserver = gate.matrix.url().to_string();
    match mistake.what {
        "no such command" => gate.set("MASTODON_COMMAND", "/nowhere/docker exec -i mastodon-web-1"),
        "a command that may not be run" => {
            std::fs::write(&file, "")?;
            std::fs::set_permissions(&file, Permissions::from_mode(0o644))?;
            gate.set("MASTODON_COMMAND", &file.display().to_string());
        }
        "a command that says too much" => {
            std::fs::write(&file, "#!/bin/sh\necho 'wrong password is-hidden' >&2\nexit 1\n")?;
            std::fs::set_permissions(&file, Permissions::from_mode(0o755))?;
            gate.set("MASTODON_COMMAND", &file.display().to_string());
        }
        "a container that does not run" => gate.mastodon.set_inside(Inside::ContainerDown),
        "no docker" | "nobody behind the socket" => gate.mastodon.set_away(true)?,
        "something else in the container" | "tootctl where there is none" => gate.mastodon.set_inside(Inside::NoRails),
        "Mastodon in development" => gate.mastodon.set_inside(Inside::Development),
        "no socket" => gate.set("MASTODON_SOCKET", "/nowhere/mastodon.sock"),
        "a file in the socket's place" => {
            std::fs::write(&file, "")?;
            gate.set("MASTODON_SOCKET", &file.display().to_string());
        }
        "a socket that the workers may not open" => {
            let health = Health::new(gate.connection()?, gate.timing().clone());
            health.pause(Platform::Mastodon, &mastodon::Fault::SocketDenied.to_string()).await?;
        }
        "a socket for everybody" => std::fs::set_permissions(gate.mastodon.socket(), Permissions::from_mode(0o777))?,
        "a script of another version" => {
            let listener = UnixListener::bind(&file)?;
            gate.set("MASTODON_SOCKET", &file.display().to_string());
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (read, mut write) = stream.into_split();
                    let _ = BufReader::new(read).read_line(&mut String::new()).await;
                    let _ = write.write_all(b"@gatelodge - {\"error\":\"protocol\"}\n").await;
                }
            });
        }
        "a fault inside Mastodon" => gate.mastodon.trouble_always(Call::Ping, Trouble::Internal),
        "invalid_client" => gate.set("MASTODON_CLIENT_SECRET", "another-secret"),
        "an application that was deleted" => gate.mastodon.forget_clients(),
        "an application that may too little" => gate.mastodon.set_client_scopes("write"),
        "no application" => ["MASTODON_CLIENT_ID", "MASTODON_CLIENT_SECRET"].iter().for_each(|name| gate.set(name, "")),
        "handles that end otherwise" => gate.set("MASTODON_DOMAIN", "example.org"),
        "an address that is not Mastodon's" => gate.set("MASTODON_URL", &homeserver),
        "an address that is down" => gate.set("MASTODON_URL", "http://127.0.0.1:1"),
        "closed registrations" => gate.mastodon.set_registrations(Registrations::Closed),
        "a token of nobody" => gate.set("MASTODON_ADMIN_TOKEN", "another-token"),
        "a token that may too little" => gate.mastodon.set_admin_scopes("read"),
        other => panic!("nobody seeds {other}"),
    }
    Ok(())
}

/// What the doctor finds; it leaves nothing behind.
async fn looked_at(gate: &Gatelodge) -> anyhow::Result<Report> {
    let applications = gate.mastodon.applications();
    let report = worker(gate).await?;
    ensure!(gate.mastodon.applications() == applications, "an application was made or changed");
    ensure!(gate.mastodon.users().is_empty() && gate.mastodon.created_count() == 0, "somebody was made");
    Ok(report)
}

#[tokio::test]
async fn every_mistake_with_the_mastodon_door_is_found_and_told() -> anyhow::Result<()> {
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        let folder = Scratch::new("mistake")?;
        let mut gate = at(way(mistake)).start().await?;
        seed(&mut gate, mistake, &folder).await?;
        missed.note(mistake.is_found_in(&looked_at(&gate).await?));
    }
    missed.none()
}

#[tokio::test]
async fn a_door_that_is_well_is_told_so_by_every_driver() -> anyhow::Result<()> {
    for way in [Socket, Command, Http, Tootctl] {
        let gate = at(way).start().await?;
        gate.mastodon.set_script(SCRIPT);
        let report = looked_at(&gate).await?;
        nothing_to_mend(&report)?;
        for id in ["settings.read", "redis.well", "mail.well", "matrix.well", "mastodon.well", "mastodon.address"] {
            assert_eq!(finding(&report, id)?.level, Level::Ok, "{way:?}");
        }
        assert_eq!(finding(&report, "mastodon.application").is_ok(), way != Tootctl, "{way:?}");
    }
    Ok(())
}

#[tokio::test]
async fn what_else_is_away_does_not_hide_the_door() -> anyhow::Result<()> {
    let mut gate = at(Socket).start().await?;
    gate.redis.kill();
    let report = looked_at(&gate).await?;
    let found: Vec<_> = report.findings().iter().filter(|finding| finding.level > Advice).map(|finding| finding.id).collect();
    assert_eq!(found, ["redis.away"]);
    for id in ["mail.well", "matrix.well", "mastodon.well", "mastodon.address", "mastodon.application"] {
        finding(&report, id)?;
    }
    Ok(())
}
