//! Traces say how long each step took, and nothing about anybody.

use anyhow::Context;
use harness::{
    collector::Collector,
    gatelodge::{Gatelodge, MODERATORS, SOON},
    process::Process,
};
use reqwest::Method;
use serde_json::json;

use crate::{acts, at_rest::hits};

const API: &str = env!("CARGO_BIN_EXE_gatelodge-test-api");
const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");
const TIMING: &str = "lease=3000,sweep=50,retry=30";

fn tells(taken: &[u8], words: &str) -> bool {
    taken.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn t08_traces_name_steps_and_routes_and_no_person_and_no_token() -> anyhow::Result<()> {
    let collector = Collector::start().await?;
    let wish = Gatelodge::wish().real_time().without_worker().setting("OTLP_ENDPOINT", collector.url()).setting("LOG", "trace");
    // Spans are told in bundles: here as soon as may be.
    let mut gate = wish.whole_setting("OTEL_BSP_SCHEDULE_DELAY", "50").start().await?;
    gate.stop_api().await;
    let (api, worker) = (Process::start(API, gate.settings(), TIMING)?, Process::start(WORKER, gate.settings(), TIMING)?);
    acts::until_ready(&gate).await?;

    let (email, name, reason, password) =
        ("Canary.Ottilie@plumage.example", "canarywing", "Because the ostriches told me secretly", "quetzal nest 4711 feathers");
    let applied = acts::apply_with(&gate, json!({"email": email, "username": name, "reason": reason})).await?;
    let applied = acts::Applied { email: email.to_owned(), ..applied };
    let letter = acts::confirmed(&gate, &applied).await?;
    let moderator = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    acts::approve(&gate, MODERATORS[0], &applied.rid).await?;
    let patch = json!({"matrix_status": "processing", "username": name, "password": password});
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &letter)), Some(patch)).await?.expect(200)?;
    gate.mailbox().wait_for_subject(email, "account is ready", SOON).await?;
    gate.settle().await?;

    let steps = [
        "gatelodge-api",
        "gatelodge-worker",
        "POST /registrations",
        "PATCH /registrations/:",
        "http.response.status_code",
        "request_id",
        "commit.lua",
        "hash",
        "letter",
        "provision",
        "smtp",
        "platform",
        "outcome",
    ];
    let mut missing = Vec::new();
    let all = async || {
        let taken = collector.taken();
        missing = steps.into_iter().filter(|step| !tells(&taken, step)).collect();
        Ok(missing.is_empty())
    };
    acts::until(SOON, all).await.with_context(|| format!("no trace tells of {missing:?}"))?;
    let taken = collector.taken();
    let canaries = [email, name, reason, password, MODERATORS[0], &applied.token, &letter, &moderator, "127.0.0.1", "vestibule"];
    for canary in canaries {
        assert!(!hits(&taken, canary), "{canary} in traces");
    }
    for log in [api.log(), worker.log()] {
        let log = std::fs::read_to_string(log)?;
        assert!(!log.contains("gatelodge::trace") && !log.contains(r#""name":"step""#), "steps are for traces alone");
    }
    assert!(std::fs::read_to_string(worker.log())?.contains(r#""name":"job""#), "lines still carry their span");
    // Nobody reads hundreds of looks into an empty queue.
    assert!(!["take.lua", "recover.lua", "forward.lua"].iter().any(|script| tells(&taken, script)), "steps of nothing are not told");
    // The positive control: a leak in whatever dress is found.
    assert!(hits(&[taken, password.as_bytes().to_vec()].concat(), password));
    Ok(())
}
