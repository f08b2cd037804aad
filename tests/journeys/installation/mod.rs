//! What an operator installs, tried with the programs it is written for: Redis with our settings and our ACL, copies of what it keeps,
//! nginx and Caddy in front of the API. What can be checked without anything running is checked by `tests/installation/run`.

mod acl;
mod backup;
mod proxies;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail, ensure};
use harness::gatelodge::{Gatelodge, MODERATORS};
use harness::redis_server::RedisServer;
use reqwest::Method;
use serde_json::{Value, json};
use shared::settings::Environment;
use worker::command::{self, Cli, Order, Parser, Said};

use crate::acts::{self, letter_token, text};

const PASSWORD: &str = "seven quiet otters paint";
/// Somebody who sees everything; stands in no installation.
const WATCHER: &str = "watcher:none@socket";

fn deploy() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy")
}

/// Runs one of the scripts of `deploy/`; fails as it does, with its words.
fn script(name: &str, arguments: &[&OsStr]) -> anyhow::Result<String> {
    let ran = Command::new(deploy().join(name)).args(arguments).output().with_context(|| format!("deploy/{name} cannot be started"))?;
    let words = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    ensure!(ran.status.success(), "deploy/{name} ended with {}: {words}", ran.status);
    Ok(words)
}

/// A Redis as the guide sets it up: our settings, our ACL, passwords that `deploy/secrets` made. `keep` is a folder with secrets from
/// before, which stay as they are.
async fn guarded(keep: Option<&Path>) -> anyhow::Result<RedisServer> {
    RedisServer::start_as(|folder, socket| {
        let secrets = folder.join("secrets");
        if let Some(keep) = keep {
            std::fs::create_dir(&secrets)?;
            for name in ["keys", "redis-url", "redis-backup"] {
                std::fs::copy(keep.join(name), secrets.join(name))?;
            }
        }
        script("secrets", &[secrets.as_os_str(), socket.as_os_str()])?;
        let acl = secrets.join("redis.acl");
        std::fs::write(&acl, std::fs::read_to_string(&acl)? + "user watcher on nopass ~* &* +@all\n")?;
        let url = std::fs::read_to_string(secrets.join("redis-url"))?;
        let credentials = url.trim_end().strip_prefix("redis+unix://").and_then(|rest| rest.split_once('/'));
        let (credentials, _) = credentials.context("the URL is one of a socket")?;
        let conf = deploy().join("redis/gatelodge.conf");
        let arguments = ["--include", &conf.to_string_lossy(), "--aclfile", &acl.to_string_lossy()].map(str::to_owned);
        Ok((credentials.to_owned(), arguments.to_vec()))
    })
    .await
}

/// Asks the worker's program for something.
async fn ask(gate: &Gatelodge, order: &str) -> anyhow::Result<Said> {
    let environment = Environment::from_pairs(gate.settings().iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let words = std::iter::once("gatelodge-worker").chain(order.split(' '));
    match command::run(Cli::try_parse_from(words)?, &environment).await {
        Order::Ended(said) => Ok(said),
        Order::Serve(..) => bail!("{order} serves"),
    }
}

/// Somebody registers, confirms, is approved and has an account; answers the rid.
async fn let_in(gate: &Gatelodge, name: &str) -> anyhow::Result<String> {
    let email = format!("{name}@example.org");
    let body = json!({"user_id": name, "email": email, "password": PASSWORD});
    let person = gate.visitor()?;
    let made = person.call(Method::POST, "/users/", None, Some(body)).await?.expect(201)?.json()?;
    let rid = text(&made, "rid").to_owned();
    let token = letter_token(gate, &email, "c", &rid).await?;
    let page = person.open(&format!("/c/{rid}?t={token}")).await?.expect(200)?;
    let form = page.form("action=yes")?.with("username", name).with("password_from", "own").with("password", PASSWORD);
    person.submit(&page, &form).await?.expect(200)?;
    acts::approve(gate, MODERATORS[0], &rid).await?;
    gate.settle().await?;
    ensure!(gate.matrix.account(name).is_some(), "{name} has an account");
    Ok(rid)
}

/// Signs in; answers the access token and the refresh token.
async fn sign_in(gate: &Gatelodge, name: &str) -> anyhow::Result<(String, String)> {
    let body = json!({"username": name, "password": PASSWORD});
    let tokens = gate.visitor()?.call(Method::POST, "/auth/login", None, Some(body)).await?.expect(200)?.json()?;
    Ok((text(&tokens, "access_token").to_owned(), text(&tokens, "refresh_token").to_owned()))
}

/// A call with an access token.
async fn with_token(gate: &Gatelodge, method: Method, path: &str, token: &str, body: Option<Value>) -> anyhow::Result<reqwest::Response> {
    let visitor = gate.visitor()?;
    let request = visitor.client().request(method, visitor.origin().join(path)?).bearer_auth(token);
    Ok(body.into_iter().fold(request, |request, body| request.json(&body)).send().await?.error_for_status()?)
}
