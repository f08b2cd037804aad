//! A copy as the guide takes it, of a Redis at work, and everything back from it and the keys on another machine.

use std::ffi::OsStr;

use anyhow::Context as _;
use fred::interfaces::KeysInterface as _;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::scratch::Scratch;

use super::{WATCHER, ask, guarded, let_in, script, sign_in};
use crate::acts::{self, apply, confirmed};

#[tokio::test]
async fn from_a_copy_and_the_keys_members_sign_in_and_pending_requests_are_decided() -> anyhow::Result<()> {
    let safe = Scratch::new("safe")?;
    let copy = safe.path().join("copy.rdb");
    let keys = |gate: &Gatelodge| gate.redis.folder().join("secrets");
    let mut gate = Gatelodge::wish().redis(guarded(None).await?).start().await?;
    let_in(&gate, "ada").await?;
    let ben = apply(&gate, "ben@example.org", "ben").await?;
    confirmed(&gate, &ben).await?;
    let decide = acts::moderator_token(&gate, MODERATORS[0], &ben.rid).await?;

    let (socket, password) = (gate.redis.socket(), keys(&gate).join("redis-backup"));
    script("backup", &[OsStr::new("take"), socket.as_os_str(), password.as_os_str(), copy.as_os_str()])?;
    assert!(script("backup", &[OsStr::new("check"), copy.as_os_str()])?.contains("whole"));
    for name in ["keys", "redis-url", "redis-backup"] {
        std::fs::copy(keys(&gate).join(name), safe.path().join(name))?;
    }
    // Whatever happened after the copy is lost with the machine.
    apply(&gate, "late@example.org", "late").await?;
    gate.stop_worker().await;
    gate.stop_api().await;
    gate.redis.kill();
    std::fs::remove_dir_all(gate.redis.folder().join("appendonlydir"))?;

    let lay = |into: &std::path::Path| script("backup", &[OsStr::new("lay"), copy.as_os_str(), into.as_os_str()]);
    lay(gate.redis.folder())?;
    assert!(lay(gate.redis.folder()).is_err(), "over data nothing is laid");
    gate.redis.launch().await?;
    let watcher = gate.redis.client_as(WATCHER).await?;
    assert_eq!(watcher.exists::<u64, _>("gl:{house}:root:link").await? + watcher.exists::<u64, _>("gl:{house}:root:index").await?, 2);
    gate.start_api().await?;
    gate.start_worker().await?;

    sign_in(&gate, "ada").await.context("a member signs in")?;
    acts::vote(&gate.visitor()?, &ben.rid, &decide, "approved").await?.expect(200).context("by a link from before")?;
    gate.mailbox().wait_for_subject("ben@example.org", "You are welcome", SOON).await?;
    gate.settle().await?;
    let verdict = ask(&gate, "audit verify").await?;
    assert_eq!(verdict.exit, worker::command::Exit::Well, "{}", verdict.complaint);
    gate.finish().await
}

#[tokio::test]
async fn a_copy_that_is_not_whole_is_neither_taken_nor_laid() -> anyhow::Result<()> {
    let redis = guarded(None).await?;
    let safe = Scratch::new("safe")?;
    let (copy, empty) = (safe.path().join("copy.rdb"), safe.path().join("data"));
    std::fs::create_dir(&empty)?;
    let (socket, wrong) = (redis.socket(), safe.path().join("password"));
    std::fs::write(&wrong, "guessed\n")?;
    let password = redis.folder().join("secrets/redis-backup");
    let take =
        |password: &std::path::Path| script("backup", &[OsStr::new("take"), socket.as_os_str(), password.as_os_str(), copy.as_os_str()]);
    assert!(take(&wrong).is_err() && !copy.exists());
    take(&password)?;
    let whole = std::fs::read(&copy)?;
    assert!(take(&wrong).is_err(), "the wrong password again");
    assert_eq!(std::fs::read(&copy)?, whole, "what stood there is untouched");
    std::fs::write(&copy, &whole[..whole.len() - 4])?;
    let lay = || script("backup", &[OsStr::new("lay"), copy.as_os_str(), empty.as_os_str()]);
    assert!(lay().is_err(), "half a copy");
    std::fs::write(&copy, &whole)?;
    lay()?;
    Ok(())
}
