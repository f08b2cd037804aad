//! How long people wait: from a moderator's decision to the account and to the letter that says so.
//!
//! One after the other, with API and worker running: this is latency, not load. Then many at once, with a worker that is
//! killed in the middle: how many never get there.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use harness::mailbox::Letter;
use harness::matrix_double::Call;
use serde_json::{Value, json};

use crate::arguments::Plan;
use crate::generator::percentile;
use crate::processes::Process;
use crate::stage::{MODERATOR, Stage};
use crate::table::{Row, millis};
use crate::wire::{ask_once, basic, request};

/// The median to reach, in ms.
const P50_MAX: f64 = 50.0;
/// What the subject of the letter says that the account is there.
const READY: &str = "account is ready";
/// How long one of them may take before the run ends.
const SOON: Duration = Duration::from_secs(20);

/// How many decisions a dying worker holds.
const CRASH_COUNT: usize = 20;
/// Until another worker has finished the dead one's jobs: the lease, and time to work.
const RECOVERED: Duration = Duration::from_mins(1);

/// Decisions, followed to the account and to the letter.
pub async fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let stage = Stage::set(plan).await?;
    let (_api, _) = stage.api().await?;
    let mut worker = stage.worker()?;
    let (mut accounts, mut letters) = (Vec::new(), Vec::new());
    // The first one waits for connections that all others find open.
    for number in 0..=plan.decisions {
        let times = follow(&stage, number).await;
        worker.check()?;
        let (account, letter) = times.with_context(|| format!("decision {number}"))?;
        if number > 0 {
            accounts.push(account);
            letters.push(letter);
        }
    }
    ensure!(stage.matrix.created_count() == plan.decisions + 1, "{} accounts were made", stage.matrix.created_count());
    Ok(vec![row("decision → account", accounts), row("decision → letter", letters), crash(&stage, worker).await?])
}

/// Decides many, kills the worker while the homeserver holds its calls, starts another and counts who never got there.
async fn crash(stage: &Stage<'_>, worker: Process) -> anyhow::Result<Row> {
    let mut decided = Vec::with_capacity(CRASH_COUNT);
    for number in 0..CRASH_COUNT {
        decided.push(Asked::make(stage, &format!("crash_{number}"), &format!("c{number}@example.org")).await?);
    }
    let (made, called) = (stage.matrix.created_count(), stage.matrix.calls_count(Call::Register));
    stage.matrix.slow_down(Duration::from_millis(500));
    for asked in &decided {
        asked.approve(stage).await?;
    }
    stage.matrix.wait_for_calls(Call::Register, called + 1, SOON).await?;
    let begun = Instant::now();
    drop(worker);
    stage.matrix.slow_down(Duration::ZERO);
    let _worker = stage.worker()?;
    let mut row = Row { name: format!("{CRASH_COUNT} decisions, the worker killed meanwhile"), count: CRASH_COUNT, ..Row::default() };
    let mut lost = 0.0;
    for asked in &decided {
        let left = RECOVERED.saturating_sub(begun.elapsed());
        lost += f64::from(u8::from(stage.smtp.mailbox().wait_for_subject(&asked.address, READY, left).await.is_err()));
    }
    let accounts = stage.matrix.created_count() - made;
    row.remark(&format!("{accounts} accounts, all done after {:.1} s", begun.elapsed().as_secs_f64()));
    row.target("never completed", Some(lost), 0.0, "of all");
    Ok(row)
}

fn row(name: &str, mut times: Vec<Duration>) -> Row {
    times.sort_unstable();
    let mut row = Row { name: name.to_owned(), count: times.len(), ..Row::default() };
    row.p50_ms = percentile(&times, 50).map(millis);
    row.p99_ms = percentile(&times, 99).map(millis);
    row.target("p50", row.p50_ms, P50_MAX, "ms");
    row
}

/// A registration that waits for its moderator.
struct Asked {
    name: String,
    address: String,
    /// The moderator's request.
    decision: Vec<u8>,
}

impl Asked {
    /// Applies, and takes the moderator's link out of their letter.
    async fn make(stage: &Stage<'_>, name: &str, address: &str) -> anyhow::Result<Self> {
        let body = json!({ "email": address, "username": name, "on_approval": true });
        let answer = ask_once(stage.address, &request("POST", "/registrations/", None, Some(&body))).await?;
        ensure!(answer.status == 201, "POST: {}", answer.status);
        let rid = answer.json()?.get("rid").and_then(Value::as_str).context("a 201 without rid")?.to_owned();
        let path = format!("/m/{rid}");
        let fits = |letter: &Letter| letter.is_to(MODERATOR) && letter.link_to(&path).is_some();
        let letter = stage.smtp.mailbox().wait_for(fits, SOON).await?;
        let token = letter.link_to(&path).and_then(|link| link.split_once("?t=")).context("a link without a token")?.1;
        let approved = json!({ "status": "approved" });
        let decision = request("PUT", &format!("/registrations/{rid}/"), Some(&basic(&rid, token)), Some(&approved));
        Ok(Self { name: name.to_owned(), address: address.to_owned(), decision })
    }

    async fn approve(&self, stage: &Stage<'_>) -> anyhow::Result<()> {
        let answer = ask_once(stage.address, &self.decision).await?;
        ensure!(answer.status == 200, "PUT: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
        Ok(())
    }
}

/// One applicant; how long the account and the letter took from the moment the moderator's request was sent.
async fn follow(stage: &Stage<'_>, number: usize) -> anyhow::Result<(Duration, Duration)> {
    stage.smtp.mailbox().clear();
    let asked = Asked::make(stage, &format!("bench_{number}"), &format!("d{number}@example.org")).await?;
    let begun = Instant::now();
    let account = async {
        stage.matrix.wait_for_account(&asked.name, SOON).await?;
        anyhow::Ok(begun.elapsed())
    };
    let letter = async {
        stage.smtp.mailbox().wait_for_subject(&asked.address, READY, SOON).await?;
        anyhow::Ok(begun.elapsed())
    };
    let (approved, account, letter) = tokio::join!(asked.approve(stage), account, letter);
    approved?;
    Ok((account?, letter?))
}
