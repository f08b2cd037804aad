//! What an operator hears of the Mastodon door: the doctor's lines for everything that can be wrong with it, and the one-time
//! set-up whose two lines make it right. By the very orders, in this process, against every wire of the double.

use anyhow::{Context, bail, ensure};
use harness::{
    gatelodge::{Gatelodge, MastodonWish, Wish},
    mastodon_double::{Call, Inside, MastodonDouble, Registrations, Setup, Trouble},
};
use serde_json::Value;
use shared::{health::Health, platform::Platform, settings::Environment};
use worker::{
    command::{self, Cli, Exit, Order, Parser, Said},
    platforms::mastodon::{Fault, SCRIPT},
};

use MastodonWish::{Command, Http, Socket, Tootctl};

const INSTANCE: &str = "mastodon";
const APPLICATION: &str = "mastodon application";

fn at(way: MastodonWish) -> Wish {
    Gatelodge::wish().real_time().without_worker().mastodon(way)
}

async fn ask(gate: &Gatelodge, order: &str) -> anyhow::Result<Said> {
    let environment = Environment::from_pairs(gate.settings().iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let words = std::iter::once("gatelodge-worker").chain(order.split(' '));
    match command::run(Cli::try_parse_from(words)?, &environment).await {
        Order::Ended(said) => Ok(said),
        Order::Serve(..) => bail!("{order} serves"),
    }
}

/// What the doctor found, and how it ended. It never shows a secret and leaves nothing behind.
async fn doctor(gate: &Gatelodge) -> anyhow::Result<(Vec<Value>, Exit)> {
    let applications = gate.mastodon.applications();
    let said = ask(gate, "doctor --json").await?;
    let secrets = gate.settings().iter().filter(|(name, _)| ["SECRET", "TOKEN", "KEYS"].iter().any(|word| name.ends_with(word)));
    for (name, secret) in secrets.filter(|(_, secret)| !secret.is_empty()) {
        ensure!(!said.answer.contains(secret) && !said.complaint.contains(secret), "{name} is shown: {}", said.answer);
    }
    ensure!(gate.mastodon.applications() == applications, "an application was made or changed");
    ensure!(gate.mastodon.users().is_empty() && gate.mastodon.created_count() == 0, "somebody was made");
    Ok((serde_json::from_str(&said.answer)?, said.exit))
}

/// A line of what the doctor found: its state, and all of its words.
fn line<'a>(found: &'a [Value], check: &str) -> anyhow::Result<(&'a str, String)> {
    let line = found.iter().find(|line| line["check"] == check).with_context(|| format!("no line {check}: {found:?}"))?;
    Ok((line["state"].as_str().unwrap(), format!("{}: {}", line["why"].as_str().unwrap(), line["mend"].as_str().unwrap_or_default())))
}

/// The one fault that the doctor finds is this one.
async fn finds(gate: &Gatelodge, check: &str, fault: Fault) -> anyhow::Result<String> {
    let (found, exit) = doctor(gate).await?;
    let (state, words) = line(&found, check)?;
    assert_eq!((state, words.as_str(), exit), ("fault", &*format!("{fault}: {}", fault.mend()), Exit::Failed));
    let others: Vec<_> = found.iter().filter(|line| line["state"] == "fault" && line["check"] != check).collect();
    assert!(others.is_empty(), "{others:?}");
    Ok(words)
}

async fn is_well(gate: &Gatelodge) -> anyhow::Result<()> {
    let (found, exit) = doctor(gate).await?;
    ensure!(exit == Exit::Well && found.iter().all(|line| line["state"] != "fault"), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn a_door_that_is_well_is_told_so_by_every_driver() -> anyhow::Result<()> {
    for (way, application) in [(Socket, "ok"), (Command, "ok"), (Http, "ok"), (Tootctl, "skipped")] {
        let gate = at(way).start().await?;
        gate.mastodon.set_script(SCRIPT);
        is_well(&gate).await?;
        let (found, _) = doctor(&gate).await?;
        assert_eq!((line(&found, INSTANCE)?.0, line(&found, APPLICATION)?.0), ("ok", application), "{way:?}");
        for check in ["settings", "redis", "mail", "matrix", "workers"] {
            assert_eq!(line(&found, check)?.0, "ok", "{check}");
        }
        let text = ask(&gate, "doctor").await?.answer;
        assert_eq!(text.lines().count(), found.len());
        assert!(text.lines().any(|line| line.starts_with("ok ") && line.contains(INSTANCE)), "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn a_command_that_leads_nowhere_is_recognised() -> anyhow::Result<()> {
    for way in [Command, Tootctl] {
        let mut gate = at(way).start().await?;
        let development = if way == Command { Some((Inside::Development, Fault::WrongEnvironment)) } else { None };
        let troubles = [(Inside::ContainerDown, Fault::ContainerDown), (Inside::NoRails, Fault::WrongEnvironment)];
        for (inside, fault) in troubles.into_iter().chain(development) {
            gate.mastodon.set_inside(inside);
            finds(&gate, INSTANCE, fault).await?;
        }
        gate.mastodon.set_inside(Inside::Mastodon);
        is_well(&gate).await?;
        gate.mastodon.set_away(true)?;
        finds(&gate, INSTANCE, Fault::ContainerDown).await?;
        gate.set("MASTODON_COMMAND", "/nowhere/docker exec -i mastodon-web-1");
        let words = finds(&gate, INSTANCE, Fault::CommandMissing).await?;
        assert!(words.contains("GATELODGE_MASTODON_COMMAND"), "{words}");
    }
    Ok(())
}

#[tokio::test]
async fn a_socket_that_is_closed_or_a_script_that_fails_behind_it_is_recognised() -> anyhow::Result<()> {
    let mut gate = at(Socket).start().await?;
    gate.mastodon.set_away(true)?;
    finds(&gate, INSTANCE, Fault::SocketClosed).await?;
    gate.mastodon.set_away(false)?;
    is_well(&gate).await?;
    gate.mastodon.trouble_always(Call::Ping, Trouble::Internal);
    let (found, exit) = doctor(&gate).await?;
    let (state, words) = line(&found, INSTANCE)?;
    assert_eq!((state, exit, line(&found, APPLICATION)?.0), ("fault", Exit::Failed, "skipped"));
    assert!(words.contains("log"), "{words}");
    gate.set("MASTODON_SOCKET", "/nowhere/mastodon.sock");
    finds(&gate, INSTANCE, Fault::SocketClosed).await?;
    Ok(())
}

#[tokio::test]
async fn an_application_that_is_none_any_more_is_told_with_both_its_causes() -> anyhow::Result<()> {
    let mut gate = at(Socket).start().await?;
    gate.set("MASTODON_CLIENT_SECRET", "another-secret");
    let words = finds(&gate, APPLICATION, Fault::WrongClient).await?;
    assert!(words.contains("restart the worker") && words.contains("gatelodge-worker mastodon setup"), "{words}");
    let secret = gate.mastodon.setup().client_secret;
    gate.set("MASTODON_CLIENT_SECRET", &secret);
    is_well(&gate).await?;
    gate.mastodon.set_client_scopes("write");
    finds(&gate, APPLICATION, Fault::WrongScopes).await?;
    gate.mastodon.forget_clients();
    finds(&gate, APPLICATION, Fault::WrongClient).await?;
    gate.set("MASTODON_CLIENT_ID", "");
    gate.set("MASTODON_CLIENT_SECRET", "");
    let (found, exit) = doctor(&gate).await?;
    let (state, words) = line(&found, APPLICATION)?;
    assert_eq!((state, exit), ("skipped", Exit::Well));
    assert!(words.contains("mastodon setup"), "{words}");
    Ok(())
}

#[tokio::test]
async fn an_api_that_is_closed_or_not_mastodons_is_recognised() -> anyhow::Result<()> {
    let mut gate = at(Http).start().await?;
    gate.mastodon.set_registrations(Registrations::Closed);
    finds(&gate, INSTANCE, Fault::RegistrationsClosed).await?;
    gate.mastodon.set_registrations(Registrations::Approval);
    gate.mastodon.set_admin_scopes("read");
    finds(&gate, INSTANCE, Fault::WrongScopes).await?;
    gate.mastodon.set_admin_scopes("admin:read:accounts admin:write:accounts");
    is_well(&gate).await?;
    let token = gate.mastodon.setup().admin_token;
    gate.set("MASTODON_ADMIN_TOKEN", "another-token");
    finds(&gate, INSTANCE, Fault::AdminToken).await?;
    gate.set("MASTODON_ADMIN_TOKEN", &token);
    gate.set("MASTODON_CLIENT_SECRET", "another-secret");
    finds(&gate, INSTANCE, Fault::WrongClient).await?;
    let homeserver = gate.matrix.url().to_string();
    gate.set("MASTODON_URL", &homeserver);
    finds(&gate, INSTANCE, Fault::NotMastodon).await?;
    Ok(())
}

#[tokio::test]
async fn an_address_that_leads_people_elsewhere_and_handles_that_end_otherwise_are_recognised() -> anyhow::Result<()> {
    let mut gate = at(Socket).start().await?;
    let url = gate.mastodon.url().to_string();
    let homeserver = gate.matrix.url().to_string();
    gate.set("MASTODON_URL", &homeserver);
    finds(&gate, "mastodon address", Fault::NotMastodon).await?;
    gate.set("MASTODON_URL", &url);
    gate.set("MASTODON_DOMAIN", "example.org");
    let (found, exit) = doctor(&gate).await?;
    let (state, words) = line(&found, "mastodon address")?;
    assert_eq!((state, exit), ("fault", Exit::Failed));
    assert!(words.contains("end with 127.0.0.1") && words.contains("GATELODGE_MASTODON_DOMAIN"), "{words}");
    Ok(())
}

#[tokio::test]
async fn workers_that_run_with_older_values_are_told_to_be_restarted() -> anyhow::Result<()> {
    let gate = at(Socket).start().await?;
    let health = Health::new(gate.connection()?, gate.timing().clone());
    health.pause(Platform::Mastodon, &Fault::WrongClient.to_string()).await?;
    let (found, exit) = doctor(&gate).await?;
    assert_eq!((line(&found, INSTANCE)?.0, line(&found, APPLICATION)?.0, exit), ("ok", "ok", Exit::Failed));
    let (state, words) = line(&found, "workers")?;
    assert!(state == "fault" && words.contains(&Fault::WrongClient.to_string()) && words.contains("restart them"), "{words}");
    health.resume(Platform::Mastodon).await?;
    is_well(&gate).await
}

#[tokio::test]
async fn what_else_is_away_does_not_hide_the_door() -> anyhow::Result<()> {
    let mut gate = at(Socket).start().await?;
    gate.redis.kill();
    let (found, exit) = doctor(&gate).await?;
    assert_eq!((line(&found, "redis")?.0, line(&found, "workers")?.0, exit), ("fault", "skipped", Exit::Failed));
    assert_eq!((line(&found, INSTANCE)?.0, line(&found, "mail")?.0, line(&found, "matrix")?.0), ("ok", "ok", "ok"));
    gate.set("MASTODON_SCOPES", "read admin:write");
    gate.set("MASTODON_DRIVER", "docker");
    let (found, exit) = doctor(&gate).await?;
    let named: Vec<_> = found.iter().take_while(|line| line["state"] == "fault").map(|line| line["why"].as_str().unwrap()).collect();
    assert_eq!(exit, Exit::Failed);
    assert!(named.len() == 2 && named[0].contains("MASTODON_DRIVER") && named[1].contains("MASTODON_SCOPES"), "{named:?}");
    assert_eq!(line(&found, INSTANCE)?.0, "skipped");
    Ok(())
}

/// Sets what the set-up printed, as somebody who copies its two lines.
fn copy(gate: &mut Gatelodge, said: &Said) -> anyhow::Result<()> {
    let lines: Vec<_> = said.answer.lines().filter_map(|line| line.split_once('=')).collect();
    let [("GATELODGE_MASTODON_CLIENT_ID", id), ("GATELODGE_MASTODON_CLIENT_SECRET", secret)] = lines[..] else {
        bail!("not the two lines: {}", said.answer);
    };
    assert_eq!(said.answer.lines().count(), 2, "nothing else is on stdout");
    assert!(!said.complaint.contains(secret), "the secret is on stdout alone");
    gate.set("MASTODON_CLIENT_ID", id);
    gate.set("MASTODON_CLIENT_SECRET", secret);
    Ok(())
}

fn application_count(double: &MastodonDouble) -> usize {
    double.applications().len()
}

#[tokio::test]
async fn the_set_up_makes_one_application_whatever_else_is_missing_and_however_often_it_is_asked() -> anyhow::Result<()> {
    for way in [Socket, Command, Http] {
        let mut gate = at(way).start().await?;
        gate.mastodon.set_script(SCRIPT);
        gate.mastodon.forget_clients();
        let admin_token = gate.mastodon.setup().admin_token;
        let (keys, smtp) = (gate.settings()["GATELODGE_KEYS"].clone(), gate.settings()["GATELODGE_SMTP_URL"].clone());
        for name in ["MASTODON_CLIENT_ID", "MASTODON_CLIENT_SECRET", "MASTODON_ADMIN_TOKEN", "KEYS", "SMTP_URL"] {
            gate.set(name, "");
        }
        gate.set("MASTODON_CLIENT_NAME", "The Allotment Society");
        gate.set("MASTODON_SCOPES", "read follow");
        let first = ask(&gate, "mastodon setup").await?;
        assert_eq!(first.exit, Exit::Well, "{}", first.complaint);
        assert!(first.complaint.contains("restart the worker"), "{}", first.complaint);
        assert_eq!(first.complaint.contains("GATELODGE_MASTODON_ADMIN_TOKEN"), way == Http);
        copy(&mut gate, &first)?;
        let again = ask(&gate, "mastodon setup").await?;
        assert_eq!((again.exit, &again.answer), (Exit::Well, &first.answer), "{}", again.complaint);
        assert!(again.complaint.contains("already"), "{}", again.complaint);
        assert_eq!(application_count(&gate.mastodon), 1);
        let made = gate.mastodon.applications().remove(0);
        let scopes = if way == Http { vec!["write:accounts", "read", "follow"] } else { vec!["read", "follow"] };
        assert_eq!((made.name.as_str(), made.scopes), ("The Allotment Society", scopes.into_iter().map(str::to_owned).collect()));

        for (name, value) in [("KEYS", &keys), ("SMTP_URL", &smtp)] {
            gate.set(name, value);
        }
        if way == Http {
            gate.set("MASTODON_ADMIN_TOKEN", &admin_token);
        }
        is_well(&gate).await?;
        // What the doctor says of an application that is gone mends it.
        gate.mastodon.forget_clients();
        let anew = ask(&gate, "mastodon setup").await?;
        assert!(anew.exit == Exit::Well && anew.complaint.contains("take the place of theirs"), "{}", anew.complaint);
        copy(&mut gate, &anew)?;
        is_well(&gate).await?;
    }
    Ok(())
}

/// Anybody may register an application under whatever name: the two lines are all that one is known by.
#[tokio::test]
async fn a_set_up_whose_lines_were_not_kept_makes_another_application_and_says_so_beforehand() -> anyhow::Result<()> {
    for way in [Socket, Command, Http] {
        let mut gate = at(way).start().await?;
        let there_before = gate.mastodon.applications();
        gate.set("MASTODON_CLIENT_ID", "");
        gate.set("MASTODON_CLIENT_SECRET", "");
        gate.set("MASTODON_CLIENT_NAME", &there_before[0].name);
        for count in [2, 3] {
            let said = ask(&gate, "mastodon setup").await?;
            assert!(said.exit == Exit::Well && said.complaint.contains("without them, it makes another"), "{}", said.complaint);
            assert_eq!(application_count(&gate.mastodon), count, "{way:?}");
            assert!(!said.answer.contains(&there_before[0].client_id), "one that merely has the name is not ours");
        }
        assert_eq!(gate.mastodon.applications()[..1], there_before, "and stays as it was");
    }
    Ok(())
}

#[tokio::test]
async fn a_set_up_that_cannot_be_says_why_and_prints_no_line() -> anyhow::Result<()> {
    let gate = at(Tootctl).start().await?;
    let said = ask(&gate, "mastodon setup").await?;
    assert_eq!((said.exit, said.answer.as_str(), application_count(&gate.mastodon)), (Exit::Settings, "", 1));
    assert!(said.complaint.contains("needs no application"), "{}", said.complaint);

    let gate = at(Command).start().await?;
    gate.mastodon.set_inside(Inside::ContainerDown);
    let said = ask(&gate, "mastodon setup").await?;
    assert_eq!((said.exit, said.answer.as_str()), (Exit::Settings, ""));
    assert!(said.complaint.contains(Fault::ContainerDown.mend()), "{}", said.complaint);
    gate.mastodon.set_inside(Inside::Mastodon);
    gate.mastodon.trouble(Call::EnsureApp, Trouble::Internal, 1);
    assert_eq!(ask(&gate, "mastodon setup").await?.exit, Exit::Temporary);

    let gate = at(Http).mastodon_setup(Setup { gotosocial: true, ..Setup::default() }).start().await?;
    is_well(&gate).await?;
    gate.mastodon.set_away(true)?;
    let said = ask(&gate, "mastodon setup").await?;
    assert_eq!((said.exit, said.answer.as_str()), (Exit::Temporary, ""));
    assert_eq!(ask(&gate, "mastodon script").await?.answer, SCRIPT);
    Ok(())
}
