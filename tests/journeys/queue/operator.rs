//! What an operator asks of `gatelodge-worker`, and what is answered: by the very orders, in this process.

use anyhow::{Context, bail};
use harness::{
    gatelodge::{Gatelodge, MODERATORS, SOON},
    smtp_double::Moment,
};
use reqwest::Method;
use shared::settings::Environment;
use worker::command::{self, Cli, Exit, Order, Parser, Said};

use super::for_processes;
use crate::acts::{self, apply};

/// What an operator is answered.
pub async fn ask(gate: &Gatelodge, order: &str) -> anyhow::Result<Said> {
    let environment = Environment::from_pairs(gate.settings().iter().map(|(name, value)| (name.as_str(), value.as_str())));
    ask_with(&environment, order).await
}

async fn ask_with(environment: &Environment, order: &str) -> anyhow::Result<Said> {
    let words = std::iter::once("gatelodge-worker").chain(order.split(' '));
    match command::run(Cli::try_parse_from(words)?, environment).await {
        Order::Ended(said) => Ok(said),
        Order::Serve(..) => bail!("{order} serves"),
    }
}

/// The answer of an order that goes well.
pub(super) async fn answered(gate: &Gatelodge, order: &str) -> anyhow::Result<String> {
    let said = ask(gate, order).await?;
    assert_eq!((said.exit, said.complaint.as_str()), (Exit::Well, ""), "{order}");
    assert!(!said.answer.contains("ada@") && !said.answer.contains("bees"), "{order} shows what nobody asked for:\n{}", said.answer);
    Ok(said.answer)
}

/// What is said about something that is not there.
pub(super) async fn not_found(gate: &Gatelodge, order: &str) -> anyhow::Result<String> {
    let said = ask(gate, order).await?;
    assert_eq!((said.exit, said.answer.as_str()), (Exit::Failed, ""), "{order}");
    Ok(said.complaint)
}

/// The ids in a table: its first column.
pub(super) fn ids(table: &str) -> Vec<&str> {
    table.lines().skip(1).filter_map(|line| line.split(' ').next()).collect()
}

#[tokio::test]
async fn jobs_are_listed_shown_tried_again_and_dropped() -> anyhow::Result<()> {
    let mut gate = for_processes().start().await?;
    assert_eq!(answered(&gate, "jobs list").await?, "no job waits or runs\n");
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let list = answered(&gate, "jobs list").await?;
    let of = |kind: &str, state: &str| list.lines().filter(|line| line.contains(kind) && line.contains(state)).count();
    assert_eq!(of(&format!("{} Received", applied.rid), "queued or running"), 1, "{list}");
    assert_eq!(of(&format!("{} PleaseDecide", applied.rid), "queued or running"), MODERATORS.len(), "{list}");
    assert_eq!(of("Reminder", "waits until"), 2 * MODERATORS.len(), "{list}");
    let shown = answered(&gate, &format!("jobs show {}", ids(&list)[0])).await?;
    assert!(shown.contains(ids(&list)[0]) && shown.contains("lane") && shown.contains("\"do\""), "{shown}");

    assert_eq!(answered(&gate, "jobs list --dead").await?, "no dead letters\n");
    let letters = 1 + MODERATORS.len();
    gate.smtp.refuse(Moment::Rcpt, 550, letters);
    gate.start_worker().await?;
    acts::until(SOON, async || Ok(gate.dead_letters().await?.len() == letters)).await?;
    let dead = answered(&gate, "jobs list --dead").await?;
    assert_eq!(dead.matches("the mail server refused the letter").count(), letters, "{dead}");
    let [dropped, tried, ..] = ids(&dead)[..] else { bail!("{dead}") };
    assert!(answered(&gate, &format!("jobs show {dropped}")).await?.contains("dead since"));

    answered(&gate, &format!("jobs drop {dropped}")).await?;
    for order in ["drop", "retry", "show"] {
        assert!(not_found(&gate, &format!("jobs {order} {dropped}")).await?.starts_with("there is no"), "{order}");
    }
    answered(&gate, &format!("jobs retry {tried}")).await?;
    gate.mailbox().wait_for_count(1, |_| true, SOON).await?;
    not_found(&gate, &format!("jobs retry {tried}")).await?;
    assert_eq!(answered(&gate, "jobs retry --all").await?, format!("dead letters tried again: {}\n", letters - 2));
    gate.mailbox().wait_for_count(letters - 1, |_| true, SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), letters - 1, "what was dropped never comes");
    gate.finish().await
}

#[tokio::test]
async fn registrations_are_shown_without_anything_personal_until_that_is_asked_for() -> anyhow::Result<()> {
    let gate = for_processes().start().await?;
    assert_eq!(answered(&gate, "registrations list").await?, "no registration is open\n");
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let list = answered(&gate, "registrations list").await?;
    assert_eq!(ids(&list), [applied.rid.as_str()]);
    assert!(list.contains("pending"), "{list}");
    let order = format!("registrations show {}", applied.rid);
    assert!(answered(&gate, &order).await?.contains("not proved, nobody asked"));
    let revealed = ask(&gate, &format!("{order} --reveal")).await?.answer;
    assert!(revealed.contains("ada@example.org") && revealed.contains("I keep bees"), "{revealed}");
    assert!(!revealed.contains(&applied.token), "no token is ever shown");
    for rid in ["nonsense", &shared::keyspace::Rid::random().to_string()] {
        assert_eq!(not_found(&gate, &format!("registrations show {rid}")).await?, "there is no such registration\n");
    }
    applied.browser.call(Method::DELETE, &applied.path(), applied.mine(), None).await?.expect(204)?;
    assert!(answered(&gate, &order).await?.contains("deleted"));
    Ok(())
}

#[tokio::test]
async fn a_moderator_that_is_relinked_needs_a_new_letter_and_nobody_else_does() -> anyhow::Result<()> {
    let gate = for_processes().start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let look = async |token: &str| -> anyhow::Result<u16> {
        let answer = applied.browser.call(Method::GET, &applied.path(), Some((&applied.rid, token)), None).await?;
        Ok(answer.status.as_u16())
    };
    let (mo, max) = (
        acts::forged_moderator_token(&gate, MODERATORS[0], &applied.rid).await?,
        acts::forged_moderator_token(&gate, MODERATORS[1], &applied.rid).await?,
    );
    assert_eq!((look(&mo).await?, look(&max).await?), (200, 200));
    not_found(&gate, "moderators relink stranger@example.org").await?;
    not_found(&gate, "moderators relink nonsense").await?;
    answered(&gate, "moderators relink Mo@Example.org").await?;
    assert_eq!((look(&mo).await?, look(&max).await?), (403, 200));
    let anew = acts::forged_moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    assert_eq!(look(&anew).await?, 200);
    Ok(())
}

#[tokio::test]
async fn how_an_order_went_is_told_by_its_exit() -> anyhow::Result<()> {
    let mut gate = for_processes().setting("NONSENSE", "1").start().await?;
    let said = ask(&gate, "jobs list").await?;
    assert_eq!((said.exit, said.complaint.as_str()), (Exit::Well, "GATELODGE_NONSENSE: no setting has this name\n"));
    let key = ask(&gate, "keys generate").await?.answer;
    gate.set("KEYS", key.trim_end());
    let config = ask(&gate, "config").await?;
    assert_eq!(config.exit, Exit::Well, "a generated key is one that the settings take");
    let secret = key.trim_end().split_once(':').context("id:key")?.1;
    assert!(!config.answer.contains(secret) && !config.answer.contains("vestibule") && !config.answer.contains("mo@"), "{}", config.answer);
    gate.redis.kill();
    assert_eq!(ask(&gate, "jobs list").await?.exit, Exit::Temporary);
    let nothing = Environment::from_pairs([]);
    for order in ["jobs list", "config", "registrations list"] {
        let said = ask_with(&nothing, order).await?;
        assert_eq!(said.exit, Exit::Settings, "{order}");
        for name in ["GATELODGE_KEYS", "GATELODGE_PUBLIC_URL", "GATELODGE_MODERATORS", "GATELODGE_SMTP_URL", "GATELODGE_MAIL_FROM"] {
            assert!(said.complaint.contains(name), "{order} names every fault at once: {}", said.complaint);
        }
    }
    Ok(())
}
