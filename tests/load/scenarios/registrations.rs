//! What a registration costs the API: looked up, decided and made, with few and with very many waiting.
//!
//! No worker runs: letters are its business and a row of their own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use super::median;
use crate::arguments::Plan;
use crate::generator::{self, Load, Run};
use crate::processes::Process;
use crate::stage::Stage;
use crate::table::Row;
use crate::wire::{basic, request};

/// The most CPU of the API for one `POST /registrations`, in ms.
const POST_MAX: f64 = 0.12;
/// The most CPU of the API for one `GET /registrations/{rid}`, in ms.
const GET_MAX: f64 = 0.07;

/// An applicant who can look up what became of the request.
struct Applicant {
    rid: String,
    path: String,
    basic: String,
}

/// Registrations on one stage.
struct Book<'a> {
    plan: &'a Plan,
    stage: Stage<'a>,
    api: Process,
    /// Those who applied since the last round began.
    applicants: Arc<Vec<Applicant>>,
    made_count: usize,
    decided_count: usize,
}

/// Every request with few waiting, then every request with many.
pub async fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let stage = Stage::set(plan).await?;
    let (api, _) = stage.api().await?;
    let mut book = Book { plan, stage, api, applicants: Arc::default(), made_count: 0, decided_count: 0 };
    book.make(plan.requests.div_ceil(10)).await?;
    let [mut get, put, mut post] = book.round().await?;
    get.target("CPU", get.server_ms, GET_MAX, "ms");
    post.target("CPU", post.server_ms, POST_MAX, "ms");
    let missing = plan.waiting.saturating_sub(book.made_count - book.decided_count);
    if missing > 0 {
        let begun = Instant::now();
        let run = book.make(missing).await?;
        println!("filled with {missing} registrations in {:.1} s ({:.0}/s)", begun.elapsed().as_secs_f64(), run.per_second());
    }
    let mut full = book.round().await?;
    for (full, few) in full.iter_mut().zip([&get, &put, &post]) {
        let ratio = full.server_ms.zip(few.server_ms).map(|(full, few)| full / few);
        full.remark(&ratio.map_or_else(String::new, |ratio| format!("{ratio:.2} times the CPU with few")));
    }
    Ok([get, put, post].into_iter().chain(full).collect())
}

impl Book<'_> {
    fn load(&self, count: usize, expected: u16) -> Load {
        Load { address: self.stage.address, connections: self.plan.connections, count, expected }
    }

    /// Makes so many; keeps who they are.
    async fn make(&mut self, count: usize) -> anyhow::Result<Run> {
        let from = self.made_count;
        let question = move |number: usize| {
            let body = json!({ "email": format!("u{}@example.org", from + number) });
            request("POST", "/registrations/", None, Some(&body))
        };
        let mut run = generator::run(self.load(count, 201), question, true).await?;
        self.made_count += count;
        let mut applicants = Vec::with_capacity(run.bodies.len());
        for body in std::mem::take(&mut run.bodies) {
            applicants.push(applicant(&body)?);
        }
        ensure!(!applicants.is_empty(), "no registration was made; answers: {:?}", run.unexpected);
        self.applicants = Arc::new(applicants);
        Ok(run)
    }

    /// One row of each request, with what is waiting when it begins.
    async fn round(&mut self) -> anyhow::Result<[Row; 3]> {
        let get = self.gets().await?;
        let put = self.decisions().await?;
        Ok([get, put, self.posts().await?])
    }

    /// The name of a row: the request, and how many are waiting for a decision.
    fn named(&self, request: &str) -> String {
        format!("{request}, {} waiting", self.made_count - self.decided_count)
    }

    async fn posts(&mut self) -> anyhow::Result<Row> {
        let (name, mut rows) = (self.named("POST /registrations"), Vec::new());
        for _ in 0..self.plan.repetitions {
            let before = self.before().await?;
            let run = self.make(self.plan.requests).await?;
            rows.push(self.row(&name, &run, before)?);
        }
        median(rows).context("nothing was measured")
    }

    async fn gets(&self) -> anyhow::Result<Row> {
        let (name, mut rows) = (self.named("GET /registrations/{rid}"), Vec::new());
        for _ in 0..self.plan.repetitions {
            let applicants = Arc::clone(&self.applicants);
            let question = move |number: usize| {
                let Applicant { path, basic, .. } = &applicants[number % applicants.len()];
                request("GET", path, Some(basic), None)
            };
            let before = self.before().await?;
            let run = generator::run(self.load(self.plan.requests, 200), question, false).await?;
            rows.push(self.row(&name, &run, before)?);
        }
        median(rows).context("nothing was measured")
    }

    /// Approvals, each of another registration. One can be decided only once, so there are new ones for each measurement.
    async fn decisions(&mut self) -> anyhow::Result<Row> {
        let (name, mut rows) = (self.named("PUT /registrations/{rid}"), Vec::new());
        let moderator = self.stage.moderator().await?;
        for _ in 0..self.plan.repetitions {
            let count = self.plan.requests.div_ceil(5);
            self.make(count).await?;
            let rids = self.applicants.iter().map(|applicant| &applicant.rid);
            let tokens: Vec<String> = rids.map(|rid| moderator.basic(rid)).collect::<anyhow::Result<_>>()?;
            let (applicants, approved) = (Arc::clone(&self.applicants), json!({ "status": "approved" }));
            let question = move |number: usize| request("PUT", &applicants[number].path, Some(&tokens[number]), Some(&approved));
            let before = self.before().await?;
            let run = generator::run(self.load(count, 200), question, false).await?;
            self.decided_count += count;
            rows.push(self.row(&name, &run, before)?);
        }
        median(rows).context("nothing was measured")
    }

    /// The CPU of API and Redis before a measurement that nothing else disturbs.
    async fn before(&self) -> anyhow::Result<(Duration, Duration)> {
        self.stage.redis_rests().await?;
        Ok((self.api.cpu()?, self.stage.redis_cpu()?))
    }

    fn row(&self, name: &str, run: &Run, (api, redis): (Duration, Duration)) -> anyhow::Result<Row> {
        Ok(Row::of_run(name, run, self.api.cpu()? - api, Some(self.stage.redis_cpu()? - redis)))
    }
}

fn applicant(body: &[u8]) -> anyhow::Result<Applicant> {
    let answer: Value = serde_json::from_slice(body)?;
    let field = |name: &str| answer.get(name).and_then(Value::as_str).with_context(|| format!("a 201 without {name}"));
    let (rid, token) = (field("rid")?, field("token")?);
    Ok(Applicant { rid: rid.to_owned(), path: format!("/registrations/{rid}/"), basic: basic(rid, token) })
}
