//! The one-time set-up of the Mastodon door: its two lines make the door right, however often and by whichever wire it is asked.
//! By the very orders, in this process, against every wire of the double.

use anyhow::bail;
use harness::{
    gatelodge::{Gatelodge, MastodonWish, Wish},
    mastodon_double::{Call, Inside, MastodonDouble, Setup, Trouble},
};
use worker::{
    command::{self, Cli, Exit, Order, Parser, Said},
    platforms::mastodon::{Fault, SCRIPT},
};

use MastodonWish::{Command, Http, Socket, Tootctl};

use crate::doctor::{self, environment, nothing_to_mend};

fn at(way: MastodonWish) -> Wish {
    doctor::wish().mastodon(way)
}

async fn ask(gate: &Gatelodge, order: &str) -> anyhow::Result<Said> {
    let words = std::iter::once("gatelodge-worker").chain(order.split(' '));
    match command::run(Cli::try_parse_from(words)?, &environment(gate)).await {
        Order::Ended(said) => Ok(said),
        Order::Serve(..) => bail!("{order} serves"),
    }
}

async fn is_well(gate: &Gatelodge) -> anyhow::Result<()> {
    nothing_to_mend(&doctor::worker(gate).await?)
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
