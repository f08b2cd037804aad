//! The ACL file: both processes do all their work with it and find it again when Redis starts anew, nobody may do more, and nothing is
//! allowed that nobody sends.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::time::Duration;

use anyhow::Context as _;
use fred::clients::Client;
use fred::interfaces::ClientLike as _;
use fred::types::{ClusterHash, CustomCommand, Value as Answer};
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::scratch::Scratch;
use reqwest::Method;
use serde_json::json;

use super::{PASSWORD, WATCHER, ask, deploy, guarded, let_in, script, sign_in, with_token};
use crate::acts::{self, apply, confirmed, until};

/// Allowed, and not among what this journey makes Redis count: by whom it is sent.
const ALLOWED_FOR: [(&str, &str); 3] = [
    ("select", "a connection to redis://host/0"),
    ("unsubscribe", "a subscriber that ends"),
    ("xautoclaim", "a worker that takes over from one that died"),
];

async fn say(client: &Client, words: &[&str]) -> Result<Answer, fred::error::Error> {
    let (name, rest) = words.split_first().map_or(("", &[][..]), |(name, rest)| (*name, rest));
    client.custom(CustomCommand::new(name, ClusterHash::Random, false), rest.to_vec()).await
}

/// The commands of a line of the ACL file, as Redis counts them.
fn allowed(user: &str) -> anyhow::Result<BTreeSet<String>> {
    let file = std::fs::read_to_string(deploy().join("redis/gatelodge.acl"))?;
    let line = file.lines().find(|line| line.starts_with(&format!("user {user} "))).context("no such user")?;
    Ok(line.split(' ').filter_map(|word| word.strip_prefix('+')).map(str::to_owned).collect())
}

/// The commands of every script, as the ACL names them.
fn in_scripts() -> anyhow::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in walkdir::WalkDir::new(deploy().join("../shared/src")) {
        let entry = entry?;
        if entry.path().extension().is_none_or(|ending| ending != "lua") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path())?;
        for call in text.split("call('").skip(1) {
            let mut words = call.split('\'').step_by(2);
            let command = words.next().unwrap_or_default().to_lowercase();
            let with_subcommand = ["xgroup", "xinfo"].contains(&command.as_str());
            found.insert(if with_subcommand { format!("{command}|{}", words.next().unwrap_or_default().to_lowercase()) } else { command });
        }
    }
    Ok(found)
}

/// Everything that a community does in a week, and an operator.
async fn live(gate: &Gatelodge) -> anyhow::Result<()> {
    let visitor = gate.visitor()?;
    let_in(gate, "ada").await?;
    let_in(gate, "ben").await?;
    // One is rejected, one withdraws, one is forgotten.
    let eve = apply(gate, "eve@example.org", "eve").await?;
    confirmed(gate, &eve).await?;
    let token = acts::moderator_token(gate, MODERATORS[1], &eve.rid).await?;
    acts::vote(&visitor, &eve.rid, &token, "rejected").await?.expect(200)?;
    let max = apply(gate, "max.m@example.org", "maxm").await?;
    visitor.call(Method::DELETE, &max.path(), max.mine(), None).await?.expect(204)?;
    apply(gate, "late@example.org", "late").await?;

    let (access, refresh) = sign_in(gate, "ada").await?;
    let (of_ben, _) = sign_in(gate, "ben").await?;
    let body = json!({"refresh_token": refresh});
    visitor.call(Method::POST, "/auth/refresh", None, Some(body)).await?.expect(200)?;
    let post = with_token(gate, Method::POST, "/posts/", &access, Some(json!({"title": "Bees", "content": "They dance."}))).await?;
    let id = post.json::<serde_json::Value>().await?["id"].as_u64().context("an id")?;
    with_token(gate, Method::PUT, &format!("/posts/{id}/"), &access, Some(json!({"title": "Bees", "content": "They rest."}))).await?;
    for dir in [1, 0, 1] {
        with_token(gate, Method::POST, "/vote/", &of_ben, Some(json!({"post_id": id, "dir": dir}))).await?;
    }
    for path in ["/posts/?search=bees", "/posts/all/", "/users/me", &format!("/posts/{id}/")] {
        with_token(gate, Method::GET, path, &access, None).await?;
    }
    visitor.call(Method::POST, "/auth/forgot-password", None, Some(json!({"email": "ada@example.org"}))).await?.expect(202)?;
    visitor.call(Method::GET, "/readyz", None, None).await?.expect(200)?;
    let change = json!({"old_password": PASSWORD, "new_password": "eight loud otters paint"});
    with_token(gate, Method::POST, "/auth/change-password", &access, Some(change)).await?;
    gate.settle().await?;
    with_token(gate, Method::DELETE, &format!("/posts/{id}"), &sign_in_anew(gate).await?, None).await?;
    with_token(gate, Method::DELETE, "/users/me", &of_ben, Some(json!({"password": PASSWORD}))).await?;
    gate.settle().await?;
    for order in ["members list", "registrations list", "jobs list", "jobs list --dead", "audit list", "audit verify", "doctor"] {
        let said = ask(gate, order).await?;
        assert!(!said.complaint.contains("not allowed") && !said.answer.contains("NOPERM"), "{order}: {}{}", said.answer, said.complaint);
    }
    let dead = ask(gate, "jobs list --dead").await?;
    anyhow::ensure!(dead.exit == worker::command::Exit::Well, "{}", dead.complaint);
    // What is past its time is swept.
    gate.pass(Duration::from_hours(40 * 24)).await
}

async fn sign_in_anew(gate: &Gatelodge) -> anyhow::Result<String> {
    let body = json!({"username": "ada", "password": "eight loud otters paint"});
    let tokens = gate.visitor()?.call(Method::POST, "/auth/login", None, Some(body)).await?.expect(200)?.json()?;
    Ok(acts::text(&tokens, "access_token").to_owned())
}

#[tokio::test]
async fn both_processes_do_all_their_work_with_the_acl_file_and_it_allows_nothing_else() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().redis(guarded(None).await?).timing(|timing| timing.janitor_every = Duration::from_millis(200));
    let gate = wish.start().await?;
    live(&gate).await?;

    let mut allowed = allowed("gatelodge")?;
    let in_scripts = in_scripts()?;
    let missing: Vec<_> = in_scripts.difference(&allowed).collect();
    assert!(missing.is_empty(), "scripts send {missing:?}, and the ACL file does not allow it");
    let watcher = gate.redis.client_as(WATCHER).await?;
    let denied = format!("{:?}", say(&watcher, &["ACL", "LOG"]).await?);
    // The doctor asks, and knows that it may be refused.
    let denied: Vec<&str> = denied.split("\"object\"").skip(1).filter(|entry| !entry.contains("config|get")).collect();
    assert!(denied.is_empty(), "denied: {denied:?}");

    let mut of_whom: BTreeSet<String> = in_scripts;
    of_whom.extend(ALLOWED_FOR.iter().map(|(command, _)| (*command).to_owned()));
    let mut sent = BTreeSet::new();
    let janitor = async || {
        let said: String = watcher.custom(fred::cmd!("INFO"), vec!["commandstats"]).await?;
        sent = said.lines().filter_map(|line| Some(line.strip_prefix("cmdstat_")?.split_once(':')?.0.to_owned())).collect();
        Ok(sent.contains("hscan"))
    };
    until(SOON, janitor).await.context("the janitor looks through dead letters")?;
    of_whom.extend(sent);
    allowed.retain(|command| !of_whom.contains(command));
    assert!(allowed.is_empty(), "the ACL file allows what nobody sends: {allowed:?}");
    gate.finish().await
}

#[tokio::test]
async fn a_redis_that_starts_anew_under_the_acl_file_has_all_that_scripts_wrote() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().redis(guarded(None).await?).start().await?;
    let_in(&gate, "ada").await?;
    let sealed = ask(&gate, "audit verify").await?.answer;
    gate.redis.kill();
    gate.redis.launch().await?;
    until(SOON, async || Ok(sign_in(&gate, "ada").await.is_ok())).await.context("ada is a member")?;
    assert_eq!(ask(&gate, "audit verify").await?.answer, sealed);
    gate.finish().await
}

#[tokio::test]
async fn redis_lets_the_gate_in_with_any_password_that_somebody_wrote_into_the_url() -> anyhow::Result<()> {
    for password in [r"back\slash\x41\101\n\\", "percent%40and%25%5Cx41", r"both\%5C%2f&\c", "100%and%zz%4"] {
        let keep = Scratch::new("keep")?;
        script("secrets", &[keep.path().as_os_str(), OsStr::new("/elsewhere")])?;
        std::fs::write(keep.path().join("redis-url"), format!("redis+unix://gatelodge:{password}@socket/elsewhere\n"))?;
        guarded(Some(keep.path())).await.context(password)?;
    }
    Ok(())
}

#[tokio::test]
async fn whoever_has_the_gate_s_password_may_not_do_more_than_the_gate() -> anyhow::Result<()> {
    let redis = guarded(None).await?;
    let gate = redis.client().await?;
    assert!(say(&gate, &["SET", "gl:{house}:word", "x"]).await.is_ok(), "its own keys it may write");
    let foreign = [
        &["FLUSHALL"][..],
        &["FLUSHDB"],
        &["KEYS", "*"],
        &["SCAN", "0"],
        &["CONFIG", "SET", "appendonly", "no"],
        &["CONFIG", "GET", "*"],
        &["ACL", "LIST"],
        &["MONITOR"],
        &["SHUTDOWN", "NOSAVE"],
        &["REPLICAOF", "192.0.2.1", "6379"],
        &["PSYNC", "?", "-1"],
        &["CLIENT", "LIST"],
        &["SCRIPT", "FLUSH"],
        &["FUNCTION", "FLUSH"],
        &["XGROUP", "DESTROY", "gl:{p0pw}:jobs:letters", "workers"],
        &["SET", "another's", "x"],
        &["GET", "another's"],
        &["PUBLISH", "another's", "x"],
        &["SUBSCRIBE", "another's"],
        &["EVAL", "return redis.call('FLUSHALL')", "0"],
        &["EVAL", "return redis.call('KEYS', '*')", "0"],
        &["EVAL", "return redis.call('SET', 'another', 'x')", "0"],
        &["EVAL", "return redis.call('GET', KEYS[1])", "1", "another's"],
    ];
    for words in foreign {
        let refused = say(&gate, words).await.expect_err(&format!("{words:?} is refused"));
        let why = refused.details();
        assert!(
            ["NOPERM", "this user has no permissions", "can't run this command", "can't access"].iter().any(|word| why.contains(word)),
            "{words:?}: {why}"
        );
    }
    for who in ["backup", "health"] {
        let commands = allowed(who)?;
        assert!(commands.len() <= 4 && commands.contains("ping"), "{who}: {commands:?}");
    }
    let health = redis.client_as("health:none@socket").await?;
    assert!(say(&health, &["PING"]).await.is_ok());
    assert!(say(&health, &["GET", "gl:{house}:word"]).await.is_err());
    for stranger in ["", "default:none@socket", "gatelodge:guessed@socket", "watcher2:none@socket"] {
        assert!(redis.client_as(stranger).await.is_err(), "{stranger} comes in");
    }
    Ok(())
}
