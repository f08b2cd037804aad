//! A crowd at the door: two hundred logins at one moment, and what everybody else feels of it.
//!
//! Memory is the API's peak since its start (`VmHWM`). Those who found the queue full must hear when to come back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use tokio::task::JoinSet;

use super::people::{PASSWORD, People, address, sign_in};
use crate::arguments::Plan;
use crate::generator::{Run, count_as_f64};
use crate::table::{Row, millis};
use crate::wire::{Answer, Connection, request};

/// How many sign in at one moment.
const CROWD: usize = 200;
/// How many members they are.
const MEMBERS: usize = 32;
/// How often the crowd comes: enough answers meanwhile for a hundredth of them to be some.
const CROWDS: usize = 5;
/// The most memory of the API, in MB.
const MEMORY_MAX: f64 = 100.0;
/// The longest that others may wait, in ms, but one in a hundred.
const OTHERS_MAX: f64 = 50.0;
/// How long one of the others waits between two requests.
const PAUSE: Duration = Duration::from_millis(2);
/// No crowd takes longer.
const CROWD_MAX: Duration = Duration::from_mins(1);

/// The crowd, and two others that go on asking.
pub async fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let people = People::gather(plan, MEMBERS).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let others = ["/livez", "/posts/?limit=10"].map(|path| {
        let (address, is_over) = (people.stage.address, Arc::clone(&is_over));
        (path, tokio::spawn(async move { other(address, path, &is_over).await }))
    });
    let (before, begun) = (people.api.cpu()?, Instant::now());
    let mut answers = Vec::new();
    for _ in 0..CROWDS {
        answers.extend(tokio::time::timeout(CROWD_MAX, crowd(&people)).await.context("the crowd was not answered")??);
    }
    let (cpu, took) = (people.api.cpu()? - before, begun.elapsed());
    is_over.store(true, Ordering::SeqCst);
    let mut rows = vec![logins(&people, answers, cpu, took)?];
    for (path, other) in others {
        let run = other.await??;
        let mut row = Row { name: format!("GET {path} meanwhile"), count: run.each.len(), ..Row::default() };
        row.p50_ms = run.percentile(50).map(millis);
        row.p99_ms = run.percentile(99).map(millis);
        run.unexpected.iter().for_each(|(status, count)| row.remark(&format!("{count} × {status}!")));
        row.target("p99", row.p99_ms, OTHERS_MAX, "ms");
        rows.push(row);
    }
    Ok(rows)
}

/// All of them at one moment, each on a connection that stands already.
async fn crowd(people: &People<'_>) -> anyhow::Result<Vec<(Answer, Duration)>> {
    let mut connections = Vec::new();
    for _ in 0..CROWD {
        connections.push(Connection::open(people.stage.address).await?);
    }
    let mut asked = JoinSet::new();
    for (number, mut connection) in connections.into_iter().enumerate() {
        asked.spawn(async move {
            let begun = Instant::now();
            let answer = connection.ask(&sign_in(&address(number % MEMBERS), PASSWORD)).await?;
            anyhow::Ok((answer, begun.elapsed()))
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = asked.join_next().await {
        answers.push(answer??);
    }
    Ok(answers)
}

fn logins(people: &People<'_>, answers: Vec<(Answer, Duration)>, cpu: Duration, took: Duration) -> anyhow::Result<Row> {
    let of_status = |status: u16| answers.iter().filter(|(answer, _)| answer.status == status).count();
    let (let_in, put_off) = (of_status(200), of_status(429));
    let told_when =
        answers.iter().filter(|(answer, _)| answer.status == 429 && answer.retry_after.is_some_and(|seconds| seconds > 0)).count();
    ensure!(let_in > 0, "nobody could sign in");
    let mut times: Vec<Duration> = answers.into_iter().filter(|(answer, _)| answer.status == 200).map(|(_, took)| took).collect();
    times.sort_unstable();
    let mut run = Run { took, each: times, ..Run::default() };
    let others = CROWD * CROWDS - let_in - put_off;
    if others > 0 {
        run.unexpected.insert(0, others);
    }
    let mut row = Row::of_run(&format!("{CROWD} logins at once, {CROWDS} times"), &run, cpu, None);
    row.remark(&format!("{let_in} × 200, {put_off} × 429 ({told_when} with Retry-After), {others} others"));
    row.target("429 without Retry-After", Some(count_as_f64(put_off - told_when)), 0.0, "answers");
    let peak = people.api.peak_mb()?;
    row.remark(&format!("peak {peak:.1} MB"));
    row.target("memory", Some(peak), MEMORY_MAX, "MB");
    Ok(row)
}

/// Asks again and again until it is over.
async fn other(address: SocketAddr, path: &str, is_over: &AtomicBool) -> anyhow::Result<Run> {
    let (mut connection, question, mut run) = (Connection::open(address).await?, request("GET", path, None, None), Run::default());
    while !is_over.load(Ordering::SeqCst) {
        let begun = Instant::now();
        let answer = connection.ask(&question).await?;
        run.each.push(begun.elapsed());
        if answer.status != 200 {
            *run.unexpected.entry(answer.status).or_default() += 1;
        }
        tokio::time::sleep(PAUSE).await;
    }
    run.each.sort_unstable();
    Ok(run)
}
