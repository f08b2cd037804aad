//! Nothing personal or secret rests, is logged, measured or sent to Redis in the clear (T16), and boxes stay where they belong.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    os::unix::net::UnixStream,
    sync::{Arc, Mutex},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use fred::interfaces::{ClientLike, HashesInterface, KeysInterface};
use harness::{
    gatelodge::{Gatelodge, MODERATORS, SOON},
    monitored::Monitored,
    process::Process,
    visitor::Visitor,
};
use reqwest::Method;
use serde_json::json;
use shared::keyspace::Rid;

use crate::acts;

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");
const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");

/// Everything Redis is told, as MONITOR shows it.
pub struct Monitor(Arc<Mutex<Vec<u8>>>);

impl Monitor {
    pub fn start(socket: &std::path::Path) -> anyhow::Result<Self> {
        let mut stream = UnixStream::connect(socket)?;
        stream.write_all(b"MONITOR\r\n")?;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let into = heard.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(count) = stream.read(&mut buffer) {
                if count == 0 {
                    break;
                }
                into.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Ok(Self(heard))
    }

    pub fn heard(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

/// A canary in every dress it might leak in.
fn dresses(canary: &str) -> BTreeSet<Vec<u8>> {
    let bytes = canary.as_bytes();
    let mut dresses = BTreeSet::from([
        bytes.to_vec(),
        canary.to_lowercase().into_bytes(),
        canary.to_uppercase().into_bytes(),
        canary.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        canary.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes(),
        bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>().into_bytes(),
        url::form_urlencoded::byte_serialize(bytes).collect::<String>().into_bytes(),
    ]);
    for offset in 0..3 {
        let mut shifted = vec![b'.'; offset];
        shifted.extend_from_slice(bytes);
        let encoded = STANDARD.encode(&shifted);
        // The first and last characters depend on the neighbours; what is between is the canary's own.
        dresses.insert(encoded.as_bytes()[4..encoded.len() - 4].to_vec());
    }
    dresses
}

pub fn hits(haystack: &[u8], canary: &str) -> bool {
    // Bytes that are no text become marks of their own; what is text stays as it is, and is found quickly.
    let text = String::from_utf8_lossy(haystack);
    dresses(canary).iter().any(|dress| match std::str::from_utf8(dress) {
        Ok(dress) => text.contains(dress),
        Err(_) => haystack.windows(dress.len()).any(|window| window == dress),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn t16_a_whole_journey_leaves_no_canary_anywhere() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().real_time().without_worker().setting("LOG", "trace").start().await?;
    gate.stop_api().await;
    let monitor = Monitor::start(&gate.redis.folder().join("s"))?;
    let timing = "lease=3000,sweep=50,retry=30";
    let monitored = [Monitored::free()?, Monitored::free()?];
    let api = Process::start(API, &monitored[0].on_top_of(gate.settings()), timing)?;
    let worker = Process::start(WORKER, &monitored[1].on_top_of(gate.settings()), timing)?;
    acts::until_ready(&gate).await?;

    let (email, name, reason) = ("Canary.Ottilie@plumage.example", "canarywing", "Because the ostriches told me secretly");
    let (password, message) = ("quetzal nest 4711 feathers", "Your plumage is too bright for our small pond");
    let (_, ip) = ("", "127.0.0.1");
    let applied = acts::apply_with(&gate, json!({"email": email, "username": name, "reason": reason})).await?;
    let applied = acts::Applied { email: email.to_owned(), ..applied };
    let letter = acts::confirmed(&gate, &applied).await?;
    let manager = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    acts::approve(&gate, MODERATORS[0], &applied.rid).await?;
    let patch = json!({"matrix_status": "processing", "username": name, "password": password});
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &letter)), Some(patch)).await?.expect(200)?;
    let ready = gate.mailbox().wait_for_subject(email, "account is ready", SOON).await?;
    let eve = acts::apply_with(&gate, json!({"email": "eve.pelican@plumage.example", "reason": "Pelicans of the world unite"})).await?;
    acts::confirmed(&gate, &eve).await?;
    let token = acts::moderator_token(&gate, MODERATORS[1], &eve.rid).await?;
    let words = json!({"status": "rejected", "message": message});
    eve.browser.call(Method::PUT, &eve.path(), Some((&eve.rid, &token)), Some(words)).await?.expect(200)?;
    gate.mailbox().wait_for(|letter| letter.is_to("eve.pelican@plumage.example") && letter.text.contains(message), SOON).await?;
    gate.settle().await?;

    // Letters: one receiver each, no password, nothing of anybody else.
    for letter in gate.mailbox().letters() {
        assert_eq!(letter.to.len(), 1);
        let whole = format!("{} {}", letter.text, letter.html);
        assert!(!whole.contains(password));
        assert!(letter.is_to(email) || !whole.contains(email), "{}", letter.subject());
        assert!(!MODERATORS.iter().any(|moderator| whole.contains(moderator)), "{}", letter.subject());
    }
    assert!(ready.text.contains(name));

    let client = gate.redis.client().await?;
    client.custom::<(), _>(fred::cmd!("SAVE"), Vec::<String>::new()).await?;
    let mut places: Vec<(String, Vec<u8>)> = vec![
        ("MONITOR".to_owned(), monitor.heard()),
        ("the API's log".to_owned(), std::fs::read(api.log())?),
        ("the worker's log".to_owned(), std::fs::read(worker.log())?),
        ("key names".to_owned(), acts::keys(&gate).await?.join("\n").into_bytes()),
        ("the API's metrics".to_owned(), monitored[0].metrics().await?.into_bytes()),
        ("the worker's metrics".to_owned(), monitored[1].metrics().await?.into_bytes()),
    ];
    places.extend(files(gate.redis.folder())?);
    assert!(places.iter().any(|(place, _)| place.ends_with("dump.rdb")), "{:?}", places.iter().map(|(place, _)| place).collect::<Vec<_>>());
    assert!(places.iter().any(|(place, _)| place.contains("appendonly")));
    let tokens = [applied.token.as_str(), letter.as_str(), manager.as_str(), token.as_str()];
    let canaries =
        [email, name, reason, password, message, "Pelicans of the world unite", "eve.pelican@plumage.example", MODERATORS[0], "vestibule"];
    for (place, content) in &places {
        for canary in canaries.iter().chain(&tokens) {
            assert!(!hits(content, canary), "{canary} in {place}");
        }
        // The address of the peer stands in nothing but Redis' own words about its sockets.
        assert!(place == "MONITOR" || place.ends_with("/log") || !hits(content, ip) || place.contains("log"), "{ip} in {place}");
    }

    // The positive control: a planted leak is found in whatever dress it comes.
    client.set::<(), _, _>("leak", format!("{}:{}", STANDARD.encode(email), hex(reason)), None, None, false).await?;
    client.custom::<(), _>(fred::cmd!("SAVE"), Vec::<String>::new()).await?;
    let planted = files(gate.redis.folder())?;
    assert!(planted.iter().any(|(_, content)| hits(content, email)) && planted.iter().any(|(_, content)| hits(content, reason)));
    Ok(())
}

/// A member's doings, by programs from one address and with one user agent.
struct Life {
    client: reqwest::Client,
    origin: String,
}

impl Life {
    async fn call(&self, method: Method, path: &str, token: &str, body: serde_json::Value) -> anyhow::Result<serde_json::Value> {
        let request =
            self.client.request(method, format!("{}{path}", self.origin)).header("x-forwarded-for", IP).header("user-agent", AGENT);
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        let answer = request.json(&body).send().await?;
        let (status, text) = (answer.status(), answer.text().await?);
        anyhow::ensure!(status.is_success(), "{path}: {status} {text}");
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    async fn post(&self, path: &str, token: &str, body: serde_json::Value) -> anyhow::Result<serde_json::Value> {
        self.call(Method::POST, path, token, body).await
    }
}

const IP: &str = "203.0.113.177";
const AGENT: &str = "Ostrichbrowser/47.11 (Pelican OS)";
/// What a member types: address, sign-in name, passwords, a post's title and text, a draft.
const TYPED: [&str; 8] = [
    "Canary.Mathilde@plumage.example",
    "mathildecanary",
    "quetzal nest 4711 feathers",
    "hoatzin nest 4712 feathers",
    "Flamingoes considered pinkish",
    "Shoebills wander silently",
    "Unpublished cassowary thoughts",
    "Revised kookaburra headline",
];

/// Registers, signs in, stays signed in, writes, votes, changes the password twice and leaves; every token on the way.
async fn a_members_life(gate: &Gatelodge, life: &Life) -> anyhow::Result<Vec<String>> {
    let [email, name, password, next, title, content, draft, headline] = TYPED;
    let made = life.post("/users/", "", json!({"user_id": name, "email": email, "password": password})).await?;
    let login = json!({"username": name, "password": password});
    let first = life.post("/auth/login", "", login.clone()).await?;
    let refresh = |tokens: &serde_json::Value| json!({"refresh_token": tokens["refresh_token"]});
    let second = life.post("/auth/refresh", "", refresh(&first)).await?;
    let access = acts::text(&second, "access_token");
    let post = life.post("/posts/", access, json!({"title": title, "content": content})).await?;
    life.post("/posts/", access, json!({"post_data": draft})).await?;
    life.post("/vote/", access, json!({"post_id": post["id"], "dir": 1})).await?;
    let path = format!("/posts/{}", post["id"]);
    life.call(Method::PUT, &path, access, json!({"title": headline, "content": content})).await?;
    life.call(Method::GET, "/posts/?search=shoebills", access, json!({})).await?;
    life.call(Method::GET, &format!("/users/{name}"), access, json!({})).await?;
    life.post("/auth/forgot-password", "", json!({"email": email})).await?;
    let fits = |letter: &harness::mailbox::Letter| letter.is_to(email) && letter.link_to("/reset?t=").is_some();
    let letter = gate.mailbox().wait_for(fits, SOON).await?;
    let reset = letter.link_to("/reset?t=").and_then(|link| link.split_once("?t=")).expect("a token").1.to_owned();
    life.post("/auth/change-password", "", json!({"token": reset, "new_password": next})).await?;
    let third = life.post("/auth/login", "", json!({"email": email, "password": next})).await?;
    let change = json!({"old_password": next, "new_password": password});
    life.post("/auth/change-password", acts::text(&third, "access_token"), change).await?;
    let fourth = life.post("/login", "", login).await?;
    life.post("/auth/logout-all", acts::text(&fourth, "access_token"), json!({})).await?;
    let letter = acts::letter_token(gate, email, "c", acts::text(&made, "rid")).await?;
    let mut tokens = vec![acts::text(&made, "token").to_owned(), reset, letter];
    for pair in [&first, &second, &third, &fourth] {
        tokens.extend(["access_token", "refresh_token"].map(|kind| acts::text(pair, kind).to_owned()));
    }
    Ok(tokens)
}

#[tokio::test(flavor = "multi_thread")]
async fn t16_a_members_whole_life_leaves_no_canary_anywhere() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().real_time().without_worker().setting("LOG", "trace").setting("MEMBERS", "open");
    let mut gate = wish.setting("TRUSTED_PROXIES", "127.0.0.0/8").start().await?;
    gate.stop_api().await;
    let monitor = Monitor::start(&gate.redis.folder().join("s"))?;
    let timing = "lease=3000,sweep=50,retry=30";
    let monitored = [Monitored::free()?, Monitored::free()?];
    let api = Process::start(API, &monitored[0].on_top_of(gate.settings()), timing)?;
    let worker = Process::start(WORKER, &monitored[1].on_top_of(gate.settings()), timing)?;
    acts::until_ready(&gate).await?;
    let life = Life { client: harness::client::client()?, origin: gate.origin().to_owned() };
    let tokens = a_members_life(&gate, &life).await?;
    gate.settle().await?;
    let client = gate.redis.client().await?;
    let seen = async |what: &str| {
        client.custom::<(), _>(fred::cmd!("SAVE"), Vec::<String>::new()).await?;
        let mut places: Vec<(String, Vec<u8>)> = vec![
            ("MONITOR".to_owned(), monitor.heard()),
            ("the API's log".to_owned(), std::fs::read(api.log())?),
            ("the worker's log".to_owned(), std::fs::read(worker.log())?),
            ("key names".to_owned(), acts::keys(&gate).await?.join("\n").into_bytes()),
            ("the API's metrics".to_owned(), monitored[0].metrics().await?.into_bytes()),
            ("the worker's metrics".to_owned(), monitored[1].metrics().await?.into_bytes()),
        ];
        places.extend(files(gate.redis.folder())?);
        assert!(places.iter().any(|(place, _)| place.contains("appendonly")), "{what}");
        assert!(places.iter().all(|(place, content)| place.contains("temp") || !content.is_empty() || place.contains("log")), "{what}");
        let canaries = TYPED.into_iter().chain([IP, AGENT, "Ostrichbrowser", "cassowary", "kookaburra", "shoebills"]);
        for (place, content) in &places {
            for canary in canaries.clone().chain(tokens.iter().map(String::as_str)) {
                assert!(!hits(content, canary), "{what}: {canary} in {place}");
            }
        }
        anyhow::Ok(())
    };
    seen("while they are a member").await?;
    let login = life.post("/login", "", json!({"username": TYPED[1], "password": TYPED[2]})).await?;
    life.call(Method::DELETE, "/users/me", acts::text(&login, "access_token"), json!({"password": TYPED[2]})).await?;
    gate.settle().await?;
    seen("after they left").await?;
    for letter in gate.mailbox().letters() {
        let whole = format!("{} {}", letter.text, letter.html);
        assert!(letter.to.len() == 1 && !whole.contains(TYPED[2]) && !whole.contains(TYPED[3]), "{}", letter.subject());
        assert!(letter.is_to(TYPED[0]) || !whole.contains(TYPED[0]), "{}", letter.subject());
    }
    // The positive control: what is planted is found.
    client.set::<(), _, _>("leak", format!("{} {}", hex(TYPED[6]), STANDARD.encode(&tokens[4])), None, None, false).await?;
    client.custom::<(), _>(fred::cmd!("SAVE"), Vec::<String>::new()).await?;
    let planted = files(gate.redis.folder())?;
    assert!(planted.iter().any(|(_, content)| hits(content, TYPED[6])) && planted.iter().any(|(_, content)| hits(content, &tokens[4])));
    Ok(())
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

pub fn files(folder: &std::path::Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        files.push((entry.path().display().to_string(), std::fs::read(entry.path())?));
    }
    Ok(files)
}

#[tokio::test]
async fn t15_boxes_swapped_between_two_registrations_do_not_open() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let (ada, bob) = (acts::apply(&gate, "ada@example.org", "ada").await?, acts::apply(&gate, "bob@example.org", "bob").await?);
    gate.settle().await?;
    let client = gate.redis.client().await?;
    let key = |rid: &str| Rid::parse(rid).unwrap().record();
    let boxed: Vec<u8> = client.hget(key(&ada.rid).as_str(), "box").await?;
    client.hset::<(), _, _>(key(&bob.rid).as_str(), ("box", boxed.as_slice())).await?;
    let answer = bob.browser.call(Method::GET, &bob.path(), bob.mine(), None).await?;
    assert_eq!(answer.status, 500, "{}", answer.body);
    assert!(!answer.body.contains("ada"), "{}", answer.body);
    Ok(())
}

#[tokio::test]
async fn t18_addresses_are_recognised_by_keyed_fingerprints_only() -> anyhow::Result<()> {
    let gates = [Gatelodge::start().await?, Gatelodge::start().await?];
    let mut prints = Vec::new();
    for gate in &gates {
        acts::apply(gate, "ada@example.org", "ada").await?;
        prints.push(acts::keys(gate).await?.into_iter().find(|key| key.contains(":seats:")).expect("a seat"));
    }
    assert_ne!(prints[0], prints[1], "two Gatelodges share no print: each has its own root");
    let plain = ring::digest::digest(&ring::digest::SHA256, b"ada@example.org");
    let plain = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&plain.as_ref()[..16]);
    assert!(!prints.iter().any(|print| print.contains(&plain)));
    Ok(())
}

#[tokio::test]
async fn t22_no_text_of_a_person_stands_in_a_key_name() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let hostile = "x\r\nSET gl:pwned 1\r\n{p0c}*?[a]";
    let body = json!({"email": "ada+tag@example.org", "username": "adalovelace", "reason": hostile});
    let applied = acts::apply_with(&gate, body).await?;
    acts::confirmed(&gate, &applied).await?;
    let visitor: Visitor = gate.visitor()?;
    for rid in ["*", "{p0c}", "..%2f..", "%00", "gl:%7Bp3%7D:reg:x"] {
        visitor.call(Method::GET, &format!("/registrations/{rid}"), Some((rid, "glc_x")), None).await?;
    }
    gate.settle().await?;
    for key in acts::keys(&gate).await? {
        assert!(key.is_ascii() && !key.contains("ada") && !key.contains("pwned") && !key.contains('*'), "{key}");
    }
    gate.finish().await
}
