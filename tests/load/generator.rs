//! The load: a closed loop of so many connections and an exact number of requests, over loopback, that ends by itself.
//!
//! Every connection asks again as soon as it was answered. A status nobody expected is counted and shown, never left out.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use tokio::task::JoinSet;

use crate::wire::Connection;

/// No run lasts longer, whatever the server does.
const RUN_MAX: Duration = Duration::from_mins(10);

/// Whom to ask, and how much.
#[derive(Clone, Copy)]
pub struct Load {
    /// The server.
    pub address: SocketAddr,
    /// How many ask at once.
    pub connections: usize,
    /// How many requests in all.
    pub count: usize,
    /// The status of a request that went well.
    pub expected: u16,
}

/// What a run saw.
#[derive(Default)]
pub struct Run {
    /// How long it took in all.
    pub took: Duration,
    /// How long each request took, in order of length.
    pub each: Vec<Duration>,
    /// The bodies of the answers, where they were asked for, in no order.
    pub bodies: Vec<Vec<u8>>,
    /// How often another status came.
    pub unexpected: BTreeMap<u16, usize>,
}

impl Run {
    /// Requests in a second.
    pub fn per_second(&self) -> f64 {
        count_as_f64(self.each.len()) / self.took.as_secs_f64()
    }

    /// The time within which so many of a hundred were answered.
    pub fn percentile(&self, percent: usize) -> Option<Duration> {
        percentile(&self.each, percent)
    }

    fn add(&mut self, other: Self) {
        self.each.extend(other.each);
        self.bodies.extend(other.bodies);
        for (status, count) in other.unexpected {
            *self.unexpected.entry(status).or_default() += count;
        }
    }
}

/// The time within which so many of a hundred of these sorted times lie.
pub fn percentile(sorted: &[Duration], percent: usize) -> Option<Duration> {
    sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied()
}

/// A count as a number to divide by.
pub fn count_as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Asks. `request` makes the request of each number from 0; `keep` says whether the bodies are wanted.
pub async fn run(load: Load, request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static, keep: bool) -> anyhow::Result<Run> {
    let (request, next) = (Arc::new(request), Arc::new(AtomicUsize::new(0)));
    let mut connections = JoinSet::new();
    for _ in 0..load.connections.min(load.count) {
        let (request, next) = (Arc::clone(&request), Arc::clone(&next));
        connections.spawn(async move { ask_on(load, &next, keep, |number, _| Ok(request(number))).await });
    }
    all_of(load, connections).await
}

/// Asks in chains: each connection begins with one of `firsts`, and what it asks next follows from the answer before.
pub async fn run_chains(
    load: Load,
    firsts: Vec<Vec<u8>>,
    follow: impl Fn(&[u8]) -> anyhow::Result<Vec<u8>> + Send + Sync + 'static,
) -> anyhow::Result<Run> {
    let (follow, next) = (Arc::new(follow), Arc::new(AtomicUsize::new(0)));
    let mut connections = JoinSet::new();
    for first in firsts {
        let (follow, next) = (Arc::clone(&follow), Arc::clone(&next));
        connections
            .spawn(async move { ask_on(load, &next, false, |_, before| before.map_or(Ok(first.clone()), |body| follow(body))).await });
    }
    all_of(load, connections).await
}

async fn all_of(load: Load, mut connections: JoinSet<anyhow::Result<Run>>) -> anyhow::Result<Run> {
    let begun = Instant::now();
    let all = async {
        let mut run = Run::default();
        while let Some(part) = connections.join_next().await {
            run.add(part??);
        }
        anyhow::Ok(run)
    };
    let mut run = tokio::time::timeout(RUN_MAX, all).await.context("the server did not keep up")??;
    run.took = begun.elapsed();
    run.each.sort_unstable();
    ensure!(run.each.len() == load.count, "{} of {} requests were answered", run.each.len(), load.count);
    Ok(run)
}

/// One connection's part. `request` hears the number and the body of the answer before.
async fn ask_on(
    load: Load,
    next: &AtomicUsize,
    keep: bool,
    request: impl Fn(usize, Option<&[u8]>) -> anyhow::Result<Vec<u8>>,
) -> anyhow::Result<Run> {
    let mut connection = Connection::open(load.address).await?;
    let (mut run, mut before) = (Run::default(), None);
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= load.count {
            return Ok(run);
        }
        let request = request(number, before.as_deref())?;
        let asked = Instant::now();
        let answer = connection.ask(&request).await?;
        run.each.push(asked.elapsed());
        if answer.status != load.expected {
            *run.unexpected.entry(answer.status).or_default() += 1;
        } else if keep {
            run.bodies.push(answer.body.clone());
        }
        before = Some(answer.body);
    }
}
