//! nginx and Caddy with the examples as they stand, in front of a real API: no log has a token, the caller's address arrives, what is
//! too large is refused, and events are told while they happen.
//!
//! Where the two are not installed the journeys say so loudly and pass, unless `GATELODGE_REQUIRE_PROXIES=1`.

use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, ensure};
use futures_util::StreamExt as _;
use harness::client;
use harness::gatelodge::{Gatelodge, SOON, Wish};
use harness::scratch::Scratch;
use reqwest::{Client, Method, StatusCode, header};
use serde_json::{Value, json};
use tokio::time::timeout;
use walkdir::WalkDir;

use super::deploy;
use crate::acts::{letter_token, text, until};

const REQUIRED: &str = "GATELODGE_REQUIRE_PROXIES";

/// A proxy that runs with one of the examples; ended with its owner.
struct Proxy {
    child: Child,
    folder: Scratch,
    origin: String,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // nginx ends its workers at a SIGTERM, and would leave them behind at a SIGKILL.
        if harness::signal::send(self.child.id(), "TERM").is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

impl Proxy {
    /// Everything that it wrote anywhere.
    fn written(&self) -> anyhow::Result<String> {
        let mut all = String::new();
        for entry in WalkDir::new(self.folder.path()).into_iter().collect::<Result<Vec<_>, _>>()? {
            if entry.file_type().is_file() {
                all.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path())?));
            }
        }
        Ok(all)
    }

    /// Somebody elsewhere: each address of this machine's own network is another caller.
    fn caller(&self, last: u8) -> anyhow::Result<Client> {
        let builder = client::builder().cookie_store(true).local_address(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)));
        Ok(builder.tls_danger_accept_invalid_certs(true).build()?)
    }

    async fn answers(&self) -> anyhow::Result<()> {
        let caller = self.caller(1)?;
        let path = format!("{}/livez", self.origin);
        let answer = async || Ok(caller.get(&path).send().await.is_ok_and(|answer| answer.status() == StatusCode::OK));
        until(SOON, answer).await.with_context(|| self.written().unwrap_or_default())
    }
}

/// A port, and what keeps it free of others until the proxy takes it: the gate binds ports of its own before that.
fn held_port() -> anyhow::Result<(u16, TcpListener)> {
    let held = TcpListener::bind(("127.0.0.1", 0))?;
    Ok((held.local_addr()?.port(), held))
}

/// Where the program is; nothing where it is not installed.
fn program(names: &[&str]) -> anyhow::Result<Option<PathBuf>> {
    let found = names.iter().map(PathBuf::from).find(|path| path.is_file());
    if found.is_none() {
        ensure!(std::env::var_os(REQUIRED).is_none_or(|value| value != "1"), "{REQUIRED}=1, and there is no {names:?}");
        let words = format!("skipped: no {names:?}; `deploy/prepare --install-checks` brings it\n");
        let _ = std::io::stderr().write_all(words.as_bytes());
    }
    Ok(found)
}

/// Text of an example with places of this test in it; each must stand there.
fn with(text: &str, places: &[(&str, &str)]) -> anyhow::Result<String> {
    places.iter().try_fold(text.to_owned(), |text, (from, to)| {
        ensure!(text.contains(from), "the example has no {from}");
        Ok(text.replace(from, to))
    })
}

fn wish(origin: &str) -> Wish {
    let wish = Gatelodge::wish().setting("PUBLIC_URL", origin).setting("TRUSTED_PROXIES", "127.0.0.1/32");
    wish.setting("LIMITS", "registrations.block=2/1h").setting("BIND", "127.0.0.1:0")
}

fn run(program: &Path, arguments: &[&str], folder: &Path, settings: &[(&str, String)]) -> anyhow::Result<Child> {
    let log = std::fs::File::create(folder.join("words"))?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).envs(settings.iter().map(|(name, value)| (name, value)));
    command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    Ok(command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?)
}

async fn nginx() -> anyhow::Result<Option<(Gatelodge, Proxy)>> {
    let Some(program) = program(&["/usr/sbin/nginx"])? else { return Ok(None) };
    let (folder, (port, held), (plain, also_held)) = (Scratch::new("nginx")?, held_port()?, held_port()?);
    let origin = format!("https://127.0.0.1:{port}");
    let gate = wish(&origin).start().await?;
    let here = folder.path().display().to_string();
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()])?;
    std::fs::write(folder.path().join("fullchain.pem"), made.cert.pem())?;
    std::fs::write(folder.path().join("privkey.pem"), made.signing_key.serialize_pem())?;
    let example = std::fs::read_to_string(deploy().join("nginx/gatelodge.conf"))?;
    let site = with(
        &example,
        &[
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("listen 80;", &format!("listen 127.0.0.1:{plain};")),
            ("listen 443 ssl http2;", &format!("listen 127.0.0.1:{port} ssl http2;")),
            ("server 127.0.0.1:8000;", &format!("server {};", gate.origin().trim_start_matches("http://"))),
            ("/etc/letsencrypt/live/join.example.org", &here),
            ("/var/log/nginx", &here),
            ("join.example.org", "127.0.0.1"),
        ],
    )?;
    std::fs::write(folder.path().join("site.conf"), site)?;
    // As Debian's nginx.conf, which logs everything of whoever does not say otherwise.
    let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|kind| format!("{kind}_temp_path {here}/{kind};")).concat();
    let whole = format!(
        "daemon off; pid {here}/pid; error_log {here}/error.log info; events {{}}\n\
         http {{ access_log {here}/access.log combined; {temp} include {here}/site.conf; }}\n"
    );
    std::fs::write(folder.path().join("nginx.conf"), whole)?;
    drop((held, also_held));
    let child = run(&program, &["-p", &here, "-c", &format!("{here}/nginx.conf"), "-e", &format!("{here}/early.log")], folder.path(), &[])?;
    let proxy = Proxy { child, folder, origin };
    proxy.answers().await?;
    Ok(Some((gate, proxy)))
}

async fn caddy() -> anyhow::Result<Option<(Gatelodge, Proxy)>> {
    let Some(program) = program(&["/usr/bin/caddy"])? else { return Ok(None) };
    let (folder, (port, held)) = (Scratch::new("caddy")?, held_port()?);
    let origin = format!("http://127.0.0.1:{port}");
    let gate = wish(&origin).start().await?;
    let example = std::fs::read_to_string(deploy().join("caddy/Caddyfile"))?;
    // Without a default, so that it can never ask anybody for a certificate.
    let places = [
        ("{\n\tlog default", "{\n\tadmin off\n\tlog default"),
        ("lb_try_duration 10s", "lb_try_duration 1s"),
        ("{$GATE_SITE:join.example.org}", "{$GATE_SITE}"),
    ];
    let file = folder.path().join("Caddyfile");
    std::fs::write(&file, with(&example, &places)?)?;
    let upstream = gate.origin().trim_start_matches("http://").to_owned();
    let settings = [("GATE_SITE", origin.clone()), ("GATE_UPSTREAM", upstream)];
    let arguments = ["run", "--adapter", "caddyfile", "--config", &file.to_string_lossy()];
    drop(held);
    let child = run(&program, &arguments, folder.path(), &settings)?;
    let proxy = Proxy { child, folder, origin };
    proxy.answers().await?;
    Ok(Some((gate, proxy)))
}

async fn register(proxy: &Proxy, caller: &Client, name: &str, claims: &[(&str, &str)]) -> anyhow::Result<(StatusCode, Value)> {
    let body = json!({"email": format!("{name}@example.org"), "username": name, "reason": "I keep bees"});
    let request = caller.post(format!("{}/registrations", proxy.origin)).json(&body);
    let answer = claims.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send().await?;
    Ok((answer.status(), answer.json().await?))
}

/// What both must do.
async fn keeps_its_word(gate: &mut Gatelodge, proxy: &Proxy) -> anyhow::Result<()> {
    addresses_arrive(proxy).await?;
    let caller = proxy.caller(9)?;
    let (status, made) = register(proxy, &caller, "ada", &[]).await?;
    assert_eq!(status, 201, "{made}");
    let rid = text(&made, "rid");
    let token = letter_token(gate, "ada@example.org", "c", rid).await?;
    let link = format!("{}/c/{rid}?t={token}", proxy.origin);
    let page = caller.get(&link).header(header::REFERER, &link).header("Sec-Fetch-Site", "cross-site").send().await?;
    assert_eq!((page.status(), page.url().query()), (StatusCode::OK, None), "the token leaves the address bar");
    assert!(page.headers().get_all(header::STRICT_TRANSPORT_SECURITY).iter().count() == usize::from(proxy.origin.starts_with("https")));
    damaged_links_are_followed(proxy, &caller, rid, &token).await?;
    too_large_is_refused(proxy, &caller).await?;
    events_are_told(proxy, &caller, rid, &token).await?;

    // Nothing stands behind it any more: what a proxy says of its own troubles has no token either.
    gate.stop_worker().await;
    gate.stop_api().await;
    let status = caller.get(&link).header(header::REFERER, &link).send().await?.status();
    assert!([502, 503, 504].contains(&status.as_u16()), "{status}");
    damaged_links_are_followed(proxy, &caller, rid, &token).await?;
    let logged = async || Ok(proxy.written()?.contains("502"));
    until(SOON, logged).await.context("the fault is logged")?;
    let all = proxy.written()?;
    assert!(all.contains(&format!("/c/{rid}")), "it logs at all: {all}");
    let (_, secret) = token.split_once('_').context("a token begins with its kind")?;
    let at = all.find(secret).map(|at| all[at.saturating_sub(300)..].chars().take(400).collect::<String>());
    assert_eq!(at, None, "a token is logged");
    Ok(())
}

/// Links as mail programs, filters and other proxies hand them on: the question mark as a code, or a code of that, the token without
/// a question mark, and the whole link in a header.
async fn damaged_links_are_followed(proxy: &Proxy, caller: &Client, rid: &str, token: &str) -> anyhow::Result<()> {
    let coded = token.replacen('g', "%67", 1);
    for tail in [format!("%3Ft={token}"), format!("%3ft={token}"), format!("%253Ft={token}"), format!("&t={token}"), format!("/{coded}")] {
        let link = format!("{}/c/{rid}{tail}", proxy.origin);
        let request = caller.get(&link).header("X-Original-Url", &link).header("X-Rewrite-Url", format!("/c/{rid}?t={token}"));
        let status = request.send().await?.status();
        assert!(status.is_client_error() || status.is_server_error(), "{status} {tail}");
    }
    Ok(())
}

/// Callers are counted apart, whatever they claim to be.
async fn addresses_arrive(proxy: &Proxy) -> anyhow::Result<()> {
    let (one, other) = (proxy.caller(2)?, proxy.caller(3)?);
    for name in ["one", "two"] {
        assert_eq!(register(proxy, &one, name, &[]).await?.0, 201);
    }
    assert_eq!(register(proxy, &one, "three", &[]).await?.0, 429, "two an hour");
    let claims = [("X-Forwarded-For", "198.51.100.7"), ("Forwarded", "for=198.51.100.8"), ("X-Real-IP", "198.51.100.9")];
    for claims in [&claims[..1], &claims[1..2], &claims[..]] {
        assert_eq!(register(proxy, &one, "four", claims).await?.0, 429, "{claims:?} is believed");
    }
    assert_eq!(register(proxy, &other, "five", &claims).await?.0, 201, "another caller is another caller");
    Ok(())
}

async fn too_large_is_refused(proxy: &Proxy, caller: &Client) -> anyhow::Result<()> {
    for (path, size, status) in [("/registrations", 70_000, 413), ("/posts", 70_000, 401), ("/posts", 300_000, 413)] {
        let body = json!({"content": "x".repeat(size)});
        let answer = caller.post(format!("{}{path}", proxy.origin)).json(&body).send().await?;
        assert_eq!(answer.status(), status, "{size} bytes to {path}");
    }
    Ok(())
}

/// An open page hears at once which version there is, and of the next one when it comes.
async fn events_are_told(proxy: &Proxy, caller: &Client, rid: &str, token: &str) -> anyhow::Result<()> {
    let page = caller.get(format!("{}/r/{rid}?t={token}", proxy.origin)).send().await?;
    assert_eq!(page.status(), 200);
    let stream = caller.get(format!("{}/r/{rid}/events", proxy.origin)).header("Sec-Fetch-Site", "same-origin").send().await?;
    assert_eq!(stream.status(), 200);
    let mut events = stream.bytes_stream();
    let mut next_version = async || {
        let mut heard = String::new();
        while !heard.contains("data:") {
            let chunk = timeout(SOON, events.next()).await.context("nothing is told")?.context("the stream ended")??;
            heard.push_str(&String::from_utf8_lossy(&chunk));
        }
        anyhow::Ok(heard)
    };
    let first = next_version().await?;
    let mine = caller.request(Method::DELETE, format!("{}/registrations/{rid}", proxy.origin)).basic_auth(rid, Some(token));
    assert_eq!(mine.send().await?.status(), 204, "withdrawn");
    assert_ne!(next_version().await?, first);
    Ok(())
}

#[tokio::test]
async fn t8_behind_nginx_no_log_has_a_token_and_the_caller_is_known() -> anyhow::Result<()> {
    let Some((mut gate, proxy)) = nginx().await? else { return Ok(()) };
    keeps_its_word(&mut gate, &proxy).await
}

#[tokio::test]
async fn t8_behind_caddy_no_log_has_a_token_and_the_caller_is_known() -> anyhow::Result<()> {
    let Some((mut gate, proxy)) = caddy().await? else { return Ok(()) };
    keeps_its_word(&mut gate, &proxy).await
}
