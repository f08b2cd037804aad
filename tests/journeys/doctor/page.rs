//! The doctor as an operator meets it: its order, its exit codes and pages; that a look changes nothing anywhere; and that it ends
//! in time when nothing answers.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::bail;
use fred::{
    clients::Client,
    interfaces::{ClientLike, KeysInterface},
    types::{ClusterHash, CustomCommand},
};
use harness::{
    gatelodge::{Gatelodge, MastodonWish},
    matrix_double,
    redis_server::RedisServer,
};
use serde_json::Value;
use tokio::net::TcpListener;
use worker::command::{self, Cli, Exit, Order, Parser};

use super::{Advice, api, environment, nothing_to_mend, wish, worker};
use crate::acts;

/// Everything that rests there, byte for byte, with its lifetime rounded to what passes meanwhile.
async fn at_rest(client: &Client) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let keys: Vec<String> = client.custom(CustomCommand::new_static("KEYS", ClusterHash::Random, false), vec!["*"]).await?;
    let mut all = BTreeMap::new();
    for key in keys {
        all.insert(key.clone(), client.dump::<Vec<u8>, _>(key).await?);
    }
    Ok(all)
}

#[tokio::test]
async fn a_look_changes_nothing_in_redis_and_nothing_on_the_platforms() -> anyhow::Result<()> {
    let gate = wish().mastodon(MastodonWish::Socket).start().await?;
    acts::apply(&gate, "ada@example.net", "ada").await?;
    let client = gate.redis.client().await?;
    let before = at_rest(&client).await?;
    assert!(before.len() > 3, "there is something to be changed: {:?}", before.keys());
    for report in [worker(&gate).await?, api(&gate).await?] {
        nothing_to_mend(&report)?;
    }
    assert!(at_rest(&client).await? == before, "every key is as it was");
    assert_eq!((gate.matrix.created_count(), gate.mastodon.created_count()), (0, 0));
    assert!(gate.mailbox().letters().is_empty() && gate.matrix.calls_count(matrix_double::Call::Register) == 0);

    // Nor does it begin a gate where none has begun.
    let new = RedisServer::start().await?;
    let mut gate = gate;
    gate.set("REDIS_URL", &new.url());
    nothing_to_mend(&worker(&gate).await?)?;
    nothing_to_mend(&api(&gate).await?)?;
    assert!(at_rest(&new.client().await?).await?.is_empty(), "no root secret was made");
    Ok(())
}

#[tokio::test]
async fn where_nothing_answers_it_ends_within_ten_seconds() -> anyhow::Result<()> {
    let mut gate = wish().mastodon(MastodonWish::Http).start().await?;
    // Sockets that take a connection and never say a word: worse than nothing.
    let silent = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = silent.local_addr()?;
    for (name, scheme) in
        [("REDIS_URL", "redis"), ("SMTP_URL", "smtp"), ("MATRIX_URL", "http"), ("MASTODON_URL", "http"), ("PUBLIC_URL", "http")]
    {
        gate.set(name, &format!("{scheme}://{address}"));
    }
    let begun = Instant::now();
    let report = worker(&gate).await?;
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    let found: Vec<_> = report.findings().iter().filter(|finding| finding.level > Advice).map(|finding| finding.part()).collect();
    for part in ["redis", "mail", "matrix", "mastodon", "public-url"] {
        assert!(found.contains(&part), "{part}: {found:?}");
    }
    let begun = Instant::now();
    assert_eq!(api(&gate).await?.exit_code(), 1);
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    Ok(())
}

#[tokio::test]
async fn the_worker_is_asked_by_its_order_for_people_and_for_programs() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    let order = async |gate: &Gatelodge, words: &[&str]| match command::run(Cli::try_parse_from(words)?, &environment(gate)).await {
        Order::Ended(said) => Ok(said),
        Order::Serve(..) => bail!("it serves"),
    };
    let well = order(&gate, &["gatelodge-worker", "doctor"]).await?;
    assert_eq!((well.exit, well.complaint.as_str()), (Exit::Well, ""));
    assert!(well.answer.contains("Nothing has to be mended."), "{}", well.answer);
    gate.set("MATRIX_SHARED_SECRET", "another-secret");
    let bad = order(&gate, &["gatelodge-worker", "doctor"]).await?;
    let last = bad.answer.lines().last().unwrap_or_default();
    assert!(bad.exit == Exit::Failed && last.starts_with("1 fault, ") && last.contains("Mend the first fault"), "{last}");
    let json = order(&gate, &["gatelodge-worker", "doctor", "--json"]).await?;
    let found: Vec<Value> = serde_json::from_str(&json.answer)?;
    let fault = found.iter().find(|finding| finding["level"] == "fault").unwrap();
    assert_eq!((fault["id"].as_str(), fault["where"].as_str()), (Some("matrix.secret"), Some("GATELODGE_MATRIX_SHARED_SECRET")));
    gate.set("APPROVALS", "9");
    assert_eq!(order(&gate, &["gatelodge-worker", "doctor"]).await?.exit, Exit::Settings);
    Ok(())
}
