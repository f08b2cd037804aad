//! Mistakes with Redis, on real servers that are set up wrongly, and with the key ring.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::Context;
use fred::{
    clients::Client,
    interfaces::{ClientLike, ConfigInterface, ServerInterface},
    types::{ClusterHash, CustomCommand},
};
use harness::{
    gatelodge::{Gatelodge, SOON},
    redis_server::RedisServer,
    scratch::Scratch,
};
use shared::{clock::Clock, doctor::Report};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use worker::command::doctor::examine_all;

use super::{Advice, Fault, Missed, Mistake, STRONG, Warning, api, environment, finding, nothing_to_mend, row, wish, worker};
use crate::acts::{self, until};

pub(super) const MISTAKES: &[Mistake] = &[
    row("Redis is down", "redis.away", Fault, &["Nobody listens at 127.0.0.1:1", "answers 503", "Start Redis"]),
    row("a Redis that nobody knows", "redis.away", Fault, &["No name server knows", "Correct the host"]),
    row("no socket of Redis", "redis.away", Fault, &["Nobody listens on the Unix socket", "`unixsocket` in redis.conf"]),
    row("no password for Redis", "redis.password", Fault, &["refuses the user or the password", "redis://user:password@host:6379"]),
    row("a wrong password for Redis", "redis.password", Fault, &["refuses the user or the password", "percent-encoded"]),
    row("TLS with a Redis that has none", "redis.tls", Fault, &["TLS with Redis", "redis:// instead of rediss://"]),
    row("no Redis at that address", "redis.stranger", Fault, &["not as Redis does", "rediss:// instead of redis://"]),
    row("a sentinel", "redis.sentinel", Fault, &["a sentinel, which keeps nothing", "sentinelServiceName"]),
    row("one of a Cluster", "redis.cluster", Fault, &["one of a Cluster", "redis-cluster://"]),
    row("an old Redis", "redis.too-old", Fault, &["Redis 6.0 is too old", "nobody takes over", "6.2 or newer"]),
    row("a replica", "redis.replica", Fault, &["takes no writes", "refused with 503", "master_host"]),
    row("nothing on the disk", "redis.forgets", Fault, &["forgets everything when it restarts", "every link", "appendonly yes"]),
    row("pictures only", "redis.snapshots-only", Warning, &["nothing between", "decisions of the last minutes", "appendonly yes"]),
    row("a disk when it likes", "redis.fsync", Warning, &["appendfsync no", "loses power", "appendfsync everysec"]),
    row("a disk that is gone", "redis.disk", Fault, &["could not write to its disk", "df -h"]),
    row("keys are thrown away", "redis.evicts", Fault, &["throws keys away", "vanish without a word", "noeviction"]),
    row("keys would be thrown away", "redis.may-evict", Advice, &["today its memory has no limit", "noeviction"]),
    row("nearly full", "redis.nearly-full", Warning, &["nearly full", "every change is refused", "maxmemory"]),
    row("no INFO", "redis.acl-info", Fault, &["may not run INFO", "+info"]),
    row("no scripts", "redis.acl-scripts", Fault, &["may not run scripts", "+eval +evalsha"]),
    row("keys of another name", "redis.acl-keys", Fault, &["may not touch the keys of the gate", "~gl:*"]),
    row("a command is missing", "redis.acl-commands", Fault, &["may not run XAUTOCLAIM", "+xautoclaim"]),
    row("channels of another name", "redis.acl-channels", Fault, &["gl:wake", "seconds late", "&gl:*"]),
    row("clocks that differ", "redis.clock", Warning, &["10 seconds apart", "Links end too early", "timedatectl"]),
    row("a Redis for everybody", "redis.no-password", Warning, &["without a password", "delete every registration", "ACL SETUSER"]),
];

pub(super) const KEY_RINGS: &[Mistake] = &[
    row("another key ring", "keys.wrong-ring", Fault, &["no key of the name", "ends with 78", "behind the new one"]),
    row("another key of the same name", "keys.wrong-ring", Fault, &["the wrong content", "behind the new one"]),
    row("two rings", "keys.rings-differ", Fault, &["1 registrations are sealed", "The other process", "the same ring"]),
];

/// A port that was free a moment ago.
fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A server with these arguments besides good ones, and its URL over TCP.
async fn server(arguments: &[&str]) -> anyhow::Result<(RedisServer, String)> {
    let port = free_port()?.to_string();
    let good = ["--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction", "--port", &port];
    let all: Vec<&str> = good.into_iter().chain(arguments.iter().copied()).collect();
    Ok((RedisServer::start_with(&all).await?, format!("redis://127.0.0.1:{port}")))
}

async fn say(client: &Client, command: &'static str, words: &str) -> anyhow::Result<()> {
    let command = CustomCommand::new_static(command, ClusterHash::Random, false);
    Ok(client.custom::<(), _>(command, words.split(' ').map(str::to_owned).collect()).await?)
}

/// A server with a user of these rights, and the URL of that user.
async fn with_user(rights: &str) -> anyhow::Result<(RedisServer, String)> {
    let (redis, url) = server(&[]).await?;
    say(&redis.client().await?, "ACL", &format!("SETUSER gate on >hidden {rights}")).await?;
    Ok((redis, url.replace("redis://", "redis://gate:hidden@")))
}

/// A wire to a server on which an old version is told.
async fn aged(to: &str) -> anyhow::Result<String> {
    let (listener, to) = (TcpListener::bind(("127.0.0.1", 0)).await?, to.trim_start_matches("redis://").to_owned());
    let here = format!("redis://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let Ok(far) = TcpStream::connect(&to).await else { return };
            let ((mut near_in, mut near_out), (mut far_in, mut far_out)) = (near.into_split(), far.into_split());
            tokio::spawn(async move { tokio::io::copy(&mut near_in, &mut far_out).await });
            tokio::spawn(async move {
                let mut buffer = vec![0; 64 * 1024];
                while let Ok(count @ 1..) = far_in.read(&mut buffer).await {
                    let text = String::from_utf8_lossy(&buffer[..count]).into_owned();
                    let Some((before, rest)) = text.split_once("redis_version:") else {
                        let _ = near_out.write_all(&buffer[..count]).await;
                        continue;
                    };
                    let version = rest.split("\r\n").next().unwrap_or_default();
                    // As long as the true one, because its length was told before.
                    let old = format!("6.0.{}", "1".repeat(version.len() - 4));
                    let _ = near_out.write_all(format!("{before}redis_version:{}", rest.replacen(version, &old, 1)).as_bytes()).await;
                }
            });
        }
    });
    Ok(here)
}

/// A sentinel, ended with its owner.
struct Sentinel(Child);

impl Sentinel {
    async fn start(folder: &Path) -> anyhow::Result<(Self, String)> {
        let (port, file) = (free_port()?, folder.join("sentinel.conf"));
        std::fs::write(&file, format!("port {port}\nsentinel monitor main 127.0.0.1 1 1\n"))?;
        let mut command = Command::new("redis-server");
        let sentinel = Self(command.arg(&file).arg("--sentinel").stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
        until(SOON, async || Ok(TcpStream::connect(("127.0.0.1", port)).await.is_ok())).await?;
        Ok((sentinel, format!("redis://127.0.0.1:{port}")))
    }
}

impl Drop for Sentinel {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What has to live until the doctor has looked.
struct Seed {
    url: String,
    clock: Clock,
    _redis: Option<RedisServer>,
    _sentinel: Option<Sentinel>,
    _folder: Scratch,
}

async fn seeded(gate: &mut Gatelodge, mistake: &Mistake) -> anyhow::Result<Report> {
    let seed = seed(gate, mistake).await?;
    let before = gate.settings()["GATELODGE_REDIS_URL"].clone();
    gate.set("REDIS_URL", &seed.url);
    let report = examine_all(&environment(gate), seed.clock.clone()).await;
    // Both processes say the same of the same Redis.
    if mistake.what != "clocks that differ" {
        mistake.is_found_in(&api(gate).await?)?;
    }
    gate.set("REDIS_URL", &before);
    Ok(report)
}

async fn seed(gate: &Gatelodge, mistake: &Mistake) -> anyhow::Result<Seed> {
    let folder = Scratch::in_memory("seed")?;
    let without = |url: &str| Ok((None, url.to_owned()));
    let some = |(redis, url): (RedisServer, String)| (Some(redis), url);
    let (mut clock, mut sentinel) = (Clock::system(), None);
    let (redis, url): (Option<RedisServer>, String) = match mistake.what {
        "Redis is down" => without("redis://127.0.0.1:1"),
        "a Redis that nobody knows" => without("redis://redis.invalid:6379"),
        "no socket of Redis" => without("redis+unix:///nowhere/redis.sock"),
        "no Redis at that address" => without(&gate.smtp.url().replace("smtp://", "redis://")),
        "a sentinel" => {
            let (running, url) = Sentinel::start(folder.path()).await?;
            sentinel = Some(running);
            without(&url)
        }
        "no password for Redis" => with_password("hidden").await.map(|(redis, url)| (Some(redis), url.replace(":hidden@", ""))),
        "a wrong password for Redis" => with_password("hidden").await.map(|(redis, url)| (Some(redis), url.replace("hidden", "another"))),
        "TLS with a Redis that has none" => server(&[]).await.map(|(redis, url)| (Some(redis), url.replace("redis://", "rediss://"))),
        "an old Redis" => {
            let (redis, url) = server(&[]).await?;
            Ok((Some(redis), aged(&url).await?))
        }
        "one of a Cluster" => server(&["--cluster-enabled", "yes"]).await.map(some),
        "a replica" => server(&["--replicaof", "127.0.0.1 1"]).await.map(some),
        "nothing on the disk" => server(&["--appendonly", "no"]).await.map(some),
        "pictures only" => server(&["--appendonly", "no", "--save", "3600 1"]).await.map(some),
        "a disk when it likes" => server(&["--appendfsync", "no"]).await.map(some),
        "a disk that is gone" => without_a_disk(folder.path()).await.map(some),
        "keys are thrown away" => server(&["--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]).await.map(some),
        "keys would be thrown away" => server(&["--maxmemory-policy", "volatile-ttl"]).await.map(some),
        "nearly full" => nearly_full().await.map(some),
        "no INFO" => with_user("~gl:* &gl:* +@all -info").await.map(some),
        "no scripts" => with_user("~gl:* &gl:* +@all -eval -evalsha").await.map(some),
        "keys of another name" => with_user("~gatelodge:* &gl:* +@all").await.map(some),
        "a command is missing" => with_user("~gl:* &gl:* +@all -xautoclaim").await.map(some),
        "channels of another name" => with_user("~gl:* resetchannels &gatelodge:* +@all").await.map(some),
        "clocks that differ" => {
            clock = Clock::fixed(Clock::system().from_now(Duration::from_millis(10_500)));
            server(&[]).await.map(some)
        }
        "a Redis for everybody" => {
            let open = server(&["--bind", "0.0.0.0", "--protected-mode", "no"]).await?;
            Ok((Some(open.0), open.1.replace("127.0.0.1", "0.0.0.0")))
        }
        other => panic!("nobody seeds {other}"),
    }?;
    Ok(Seed { url, clock, _redis: redis, _sentinel: sentinel, _folder: folder })
}

async fn with_password(password: &str) -> anyhow::Result<(RedisServer, String)> {
    let (redis, url) = server(&[]).await?;
    redis.client().await?.config_set("requirepass", password).await?;
    Ok((redis, url.replace("redis://", &format!("redis://:{password}@"))))
}

async fn without_a_disk(folder: &Path) -> anyhow::Result<(RedisServer, String)> {
    let place = folder.join("data");
    std::fs::create_dir(&place)?;
    let (redis, url) = server(&["--dir", &place.display().to_string()]).await?;
    std::fs::remove_dir_all(&place)?;
    let client = redis.client().await?;
    let _ = client.bgsave::<String>().await;
    let failed = async || Ok(client.info::<String>(None).await?.contains("rdb_last_bgsave_status:err"));
    until(SOON, failed).await?;
    Ok((redis, url))
}

async fn nearly_full() -> anyhow::Result<(RedisServer, String)> {
    let (redis, url) = server(&[]).await?;
    let client = redis.client().await?;
    let info: String = client.info(None).await?;
    let used: u64 = info.lines().find_map(|line| line.strip_prefix("used_memory:")?.trim().parse().ok()).unwrap_or_default();
    client.config_set("maxmemory", (used * 100 / 92).to_string()).await?;
    Ok((redis, url))
}

#[tokio::test]
async fn every_mistake_with_redis_is_found_and_told_by_both_processes() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    let mut missed = Missed::default();
    for mistake in MISTAKES {
        missed.note(mistake.is_found_in(&seeded(&mut gate, mistake).await?));
    }
    missed.none()?;
    nothing_to_mend(&worker(&gate).await?)
}

#[tokio::test]
async fn the_user_of_the_file_that_operators_are_given_may_do_all_that_is_asked_for() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/redis/gatelodge.acl");
    let users = std::fs::read_to_string(file)?;
    let rights = users.lines().find_map(|line| line.strip_prefix("user gatelodge on ")).context("the user of the gate")?;
    // Its password is the operator's to write there.
    let (_redis, url) = with_user(rights.split_once(' ').context("rights behind the password")?.1).await?;
    gate.set("REDIS_URL", &url);
    for report in [worker(&gate).await?, api(&gate).await?] {
        nothing_to_mend(&report)?;
        finding(&report, "redis.well")?;
    }
    Ok(())
}

#[tokio::test]
async fn every_mistake_with_the_key_ring_is_found_by_both_processes() -> anyhow::Result<()> {
    let mut gate = wish().start().await?;
    // The first to need them makes the root secrets, sealed with the ring of its settings.
    acts::apply(&gate, "eva@example.net", "eva").await?;
    let ring = gate.settings()["GATELODGE_KEYS"].clone();
    for mistake in KEY_RINGS {
        match mistake.what {
            "another key ring" => gate.set("KEYS", &format!("other:{STRONG}")),
            "another key of the same name" => gate.set("KEYS", &format!("test:{STRONG}")),
            "two rings" => {
                // The API was given a new key, and the worker was forgotten.
                gate.set("KEYS", &format!("new:{STRONG},{ring}"));
                gate.stop_api().await;
                gate.set("PUBLIC_URL", "http://127.0.0.1");
                gate.start_api().await?;
                acts::apply(&gate, "ada@example.net", "ada").await?;
                nothing_to_mend(&worker(&gate).await?)?;
                gate.set("KEYS", &ring);
            }
            other => panic!("nobody seeds {other}"),
        }
        mistake.is_found_in(&worker(&gate).await?)?;
        mistake.is_found_in(&api(&gate).await?)?;
        gate.set("KEYS", &ring);
    }
    Ok(())
}
