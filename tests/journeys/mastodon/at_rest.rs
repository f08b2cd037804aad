//! The second door leaves nothing in the clear either: no password, token or link of a whole journey in Redis, logs or arguments (T16).

use std::path::Path;

use anyhow::Context as _;
use fred::interfaces::ClientLike;
use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON};
use harness::process::Process;
use serde_json::Value;

use super::programs::{change, forgot, generate};
use crate::acts;
use crate::at_rest::{Monitor, files, hits};

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");
const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");

const EMAIL: &str = "canary.ottilie@plumage.example";
const NAME: &str = "canarywing";
const PASSWORDS: [&str; 4] =
    ["quetzal nest 4711 feathers", "hoatzin roost 9931 branches", "kakapo ledge 2280 pebbles", "shoebill marsh 5150 reeds"];

/// Everything seed 0 lets somebody do, once; all the secrets that came of it.
async fn journey(gate: &Gatelodge) -> anyhow::Result<Vec<String>> {
    let [first, second, third, wrong] = PASSWORDS;
    generate(gate, EMAIL, first).await?.expect(202)?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(EMAIL) && letter.link_to("/c/").is_some(), SOON).await?;
    let link = letter.link_to("/c/").context("a link")?;
    let (path, applicant) = link.split_once("?t=").context("a token")?;
    let rid = path.rsplit('/').next().context("a rid")?;
    let owner = gate.visitor()?;
    let page = owner.open(link).await?.expect(200)?;
    let form = page.form("action=yes")?.with("username", NAME).with("password", first);
    owner.submit(&page, &form).await?.expect(200)?;
    acts::approve(gate, MODERATORS[0], rid).await?;
    gate.mastodon.wait_for_user(NAME, SOON).await?;
    gate.matrix.wait_for_account(NAME, SOON).await?;
    gate.settle().await?;
    let page = owner.open(&format!("/r/{rid}")).await?.expect(200)?;
    owner.submit(&page, &page.form("action=token")?).await?.expect(200)?;
    let shown = gate.mastodon.tokens_of(NAME).pop().context("a token")?.access_token;
    generate(gate, EMAIL, wrong).await?.expect(202)?;
    gate.mailbox().wait_for_subject(EMAIL, "a wrong password", SOON).await?;
    change(gate, EMAIL, wrong, second).await?.expect(401)?;
    change(gate, EMAIL, first, second).await?.expect(200)?;
    let answer: Value = generate(gate, EMAIL, second).await?.expect(200)?.json()?;
    let granted = acts::text(&answer, "access_token").to_owned();
    forgot(gate, EMAIL).await?.expect(202)?;
    let letter = gate.mailbox().wait_for_subject(EMAIL, "set a new password", SOON).await?;
    let reset = letter.link_to("/reset?t=").context("a link")?;
    let page = owner.open(reset).await?.expect(200)?;
    owner.submit(&page, &page.form("action=set")?.with("password", third)).await?.expect(200)?;
    gate.mailbox().wait_for_subject(EMAIL, "password was changed", SOON).await?;
    gate.settle().await?;
    let reset = reset.split_once("?t=").context("a token")?.1;
    Ok(vec![shown, granted, reset.to_owned(), applicant.to_owned()])
}

/// The arguments and environments of a process' children, as the system shows them to everybody or to their owner.
fn children(of: u32) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    for task in std::fs::read_dir(format!("/proc/{of}/task"))? {
        for child in std::fs::read_to_string(task?.path().join("children"))?.split_whitespace() {
            let folder = Path::new("/proc").join(child);
            found.push(("the arguments of a child".to_owned(), std::fs::read(folder.join("cmdline"))?));
            found.push(("the environment of a child".to_owned(), std::fs::read(folder.join("environ"))?));
        }
    }
    Ok(found)
}

#[tokio::test(flavor = "multi_thread")]
async fn t16_passwords_tokens_and_links_of_the_second_door_are_nowhere_in_the_clear() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().real_time().without_worker().mastodon(MastodonWish::Command);
    let mut gate = wish.setting("LOG", "trace").setting("LIMITS", "letters.receiver=9/1d").start().await?;
    gate.stop_api().await;
    let monitor = Monitor::start(&gate.redis.folder().join("s"))?;
    let timing = "lease=3000,sweep=50,retry=30,seed=1500";
    let (api, worker) = (Process::start(API, gate.settings(), timing)?, Process::start(WORKER, gate.settings(), timing)?);
    acts::until_ready(&gate).await?;
    let secrets = journey(&gate).await?;

    for letter in gate.mailbox().letters() {
        let whole = format!("{}{}", letter.text, letter.html);
        assert!(!PASSWORDS.iter().any(|password| whole.contains(password)), "{}", letter.subject());
        assert!(!secrets[..2].iter().any(|token| whole.contains(token)), "{}", letter.subject());
    }
    let client = gate.redis.client().await?;
    client.custom::<(), _>(fred::cmd!("SAVE"), Vec::<String>::new()).await?;
    let mut places: Vec<(String, Vec<u8>)> = vec![
        ("MONITOR".to_owned(), monitor.heard()),
        ("the API's log".to_owned(), std::fs::read(api.log())?),
        ("the worker's log".to_owned(), std::fs::read(worker.log())?),
        ("key names".to_owned(), acts::keys(&gate).await?.join("\n").into_bytes()),
        ("the arguments of all commands".to_owned(), gate.mastodon.argvs().concat().join("\n").into_bytes()),
    ];
    let children = children(worker.pid())?;
    assert!(children.iter().any(|(_, content)| hits(content, "bin/rails")), "the runner is kept, and seen");
    places.extend(children);
    places.extend(files(gate.redis.folder())?);
    let secrets = secrets.iter().map(String::as_str).chain(PASSWORDS).chain([EMAIL, NAME]);
    for canary in secrets {
        for (place, content) in &places {
            assert!(!hits(content, canary), "{canary} in {place}");
        }
    }
    Ok(())
}
