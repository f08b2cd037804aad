//! The door to Mastodon, with the runner over a resident socket and over a command: from a decision to the account that has its
//! person's password, and what a token costs whoever has an account.
//!
//! The instance is the double: what is measured is the road, not Rails.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use harness::gatelodge::MastodonWish;
use harness::mailbox::Letter;
use harness::mastodon_double::{MastodonDouble, Setup};
use harness::visitor::Visitor;
use reqwest::Method;
use serde_json::{Value, json};
use shared::keyspace::Rid;

use crate::arguments::Plan;
use crate::generator::{count_as_f64, percentile};
use crate::stage::{MODERATOR, Stage};
use crate::table::{Row, millis};
use crate::wire::{Connection, ask_once, basic, request};

const PASSWORD: &str = "seven quiet otters paint";
/// How long one of them may take before the run ends.
const SOON: Duration = Duration::from_secs(20);

/// Decisions that are followed by each way, and calls for a token.
pub async fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (way, name) in [(MastodonWish::Socket, "socket"), (MastodonWish::Command, "command")] {
        let double = MastodonDouble::start(Setup::default()).await?;
        let mut stage = Stage::set(plan).await?;
        stage.wish("CONFIRM_EMAIL", "true");
        for (setting, value) in way.settings(&double)? {
            stage.wish(setting, &value);
        }
        rows.push(decisions(plan, &stage, &double, name).await?);
        if way == MastodonWish::Socket {
            rows.push(tokens(plan, &stage, &double).await?);
        }
    }
    Ok(rows)
}

async fn decisions(plan: &Plan, stage: &Stage<'_>, double: &MastodonDouble, way: &str) -> anyhow::Result<Row> {
    let (_api, _) = stage.api().await?;
    let mut worker = stage.worker()?;
    let mut times = Vec::new();
    // The first one waits for what all others find started.
    for number in 0..=plan.decisions {
        let name = format!("bench_{number}");
        let decision = confirmed(stage, &name, &format!("m{number}@example.org")).await?;
        let begun = Instant::now();
        let account = double.wait_for_password(&name, PASSWORD, SOON);
        let (decided, account) = tokio::join!(ask_once(stage.address, &decision), account);
        ensure!(decided?.status == 200, "the decision was refused");
        account?;
        worker.check()?;
        if number > 0 {
            times.push(begun.elapsed());
        }
    }
    times.sort_unstable();
    let mut row = Row { name: format!("decision → Mastodon account ({way})"), count: times.len(), ..Row::default() };
    row.p50_ms = percentile(&times, 50).map(millis);
    row.p99_ms = percentile(&times, 99).map(millis);
    row.target("p50", row.p50_ms, 50.0, "ms");
    Ok(row)
}

/// Applies, says yes behind the letter with a password; answers the request by which the moderator approves.
async fn confirmed(stage: &Stage<'_>, name: &str, address: &str) -> anyhow::Result<Vec<u8>> {
    let visitor = Visitor::new(&format!("http://{}", stage.address))?;
    let body = json!({ "email": address, "username": name, "on_approval": true, "services": ["mastodon"] });
    let made = visitor.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?.json()?;
    let rid = made.get("rid").and_then(Value::as_str).context("a 201 without rid")?.to_owned();
    ensure!(Rid::parse(&rid).is_some(), "an odd rid");
    let link = |to: &'static str, path: String| async move {
        let fits = |letter: &Letter| letter.link_to(&path).is_some();
        let letter = stage.smtp.mailbox().wait_for(fits, SOON).await.with_context(|| format!("no letter to {to}"))?;
        anyhow::Ok(letter.link_to(&path).unwrap_or_default().to_owned())
    };
    let page = visitor.open(&link("the applicant", format!("/c/{rid}")).await?).await?.expect(200)?;
    let form = page.form("action=yes")?.with("password_from", "own").with("password", PASSWORD);
    visitor.submit(&page, &form).await?.expect(200)?;
    let link = link(MODERATOR, format!("/m/{rid}")).await?;
    let token = link.split_once("?t=").context("a link without a token")?.1;
    Ok(request("PUT", &format!("/registrations/{rid}/"), Some(&basic(&rid, token)), Some(&json!({ "status": "approved" }))))
}

/// `/generate-token` for somebody who has an account: one after the other.
async fn tokens(plan: &Plan, stage: &Stage<'_>, double: &MastodonDouble) -> anyhow::Result<Row> {
    double.add_ours("known", "known@example.org", PASSWORD, &Rid::random().to_string());
    let (api, _) = stage.api().await?;
    let _worker = stage.worker()?;
    let question = request("POST", "/generate-token", None, Some(&json!({ "email": "known@example.org", "password": PASSWORD })));
    let mut connection = Connection::open(stage.address).await?;
    // Until the worker listens.
    while connection.ask(&question).await?.status != 200 {}
    let (mut times, before) = (Vec::new(), api.cpu()?);
    for _ in 0..plan.letters {
        let begun = Instant::now();
        let answer = connection.ask(&question).await?;
        ensure!(answer.status == 200, "a token was refused: {}", answer.status);
        times.push(begun.elapsed());
    }
    let cpu = api.cpu()? - before;
    times.sort_unstable();
    let mut row = Row { name: "POST /generate-token, known".to_owned(), count: times.len(), ..Row::default() };
    row.server_ms = Some(millis(cpu) / count_as_f64(times.len()));
    row.p50_ms = percentile(&times, 50).map(millis);
    row.p99_ms = percentile(&times, 99).map(millis);
    row.remark("by the API, the worker and the socket");
    Ok(row)
}
