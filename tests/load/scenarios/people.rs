//! A gate with members: sign-in and board open to whoever registers, nobody is limited. What the scenarios of members share.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use super::median;
use crate::arguments::Plan;
use crate::generator::{self, Load, Run};
use crate::processes::Process;
use crate::stage::Stage;
use crate::table::Row;
use crate::wire::request;

/// What they all sign in with.
pub const PASSWORD: &str = "seven quiet otters paint";

/// A member who is signed in.
pub struct Person {
    /// Shown with each request.
    pub access: String,
    /// Traded for the next two.
    pub refresh: String,
}

/// An API with members.
pub struct People<'a> {
    /// How much is measured.
    pub plan: &'a Plan,
    /// Where it stands.
    pub stage: Stage<'a>,
    /// The API.
    pub api: Process,
}

impl<'a> People<'a> {
    /// So many members, `m0@example.org` and so on, of an API that does nothing else.
    pub async fn gather(plan: &'a Plan, count: usize) -> anyhow::Result<Self> {
        let mut stage = Stage::set(plan).await?;
        stage.wish("MEMBERS", "open");
        stage.wish("BOARD", "public");
        let (api, _) = stage.api().await?;
        let people = Self { plan, stage, api };
        let question = |number: usize| {
            let body = json!({ "user_id": format!("m{number}"), "email": address(number), "password": PASSWORD });
            request("POST", "/users/", None, Some(&body))
        };
        let run = generator::run(people.load(count, 201), question, false).await?;
        ensure!(run.unexpected.is_empty(), "not everybody became a member: {:?}", run.unexpected);
        Ok(people)
    }

    /// A load upon this API.
    pub fn load(&self, count: usize, expected: u16) -> Load {
        Load { address: self.stage.address, connections: self.plan.connections, count, expected }
    }

    /// So many of them, signed in.
    pub async fn signed_in(&self, count: usize) -> anyhow::Result<Vec<Person>> {
        let run = generator::run(self.load(count, 200), |number| sign_in(&address(number), PASSWORD), true).await?;
        ensure!(run.bodies.len() == count, "not everybody could sign in: {:?}", run.unexpected);
        run.bodies.iter().map(|body| person(body)).collect()
    }

    /// The CPU of API and Redis before a measurement that nothing else disturbs.
    pub async fn before(&self) -> anyhow::Result<(Duration, Duration)> {
        self.stage.redis_rests().await?;
        Ok((self.api.cpu()?, self.stage.redis_cpu()?))
    }

    /// The row of a run since then.
    pub fn row(&self, name: &str, run: &Run, (api, redis): (Duration, Duration)) -> anyhow::Result<Row> {
        Ok(Row::of_run(name, run, self.api.cpu()? - api, Some(self.stage.redis_cpu()? - redis)))
    }

    /// One request again and again, after a tenth as many to warm up.
    pub async fn repeated(&self, name: &str, question: Vec<u8>) -> anyhow::Result<Row> {
        let load = self.load(self.plan.requests, 200);
        let again = || {
            let question = question.clone();
            move |_| question.clone()
        };
        generator::run(Load { count: load.count.div_ceil(10), ..load }, again(), false).await?;
        let mut rows = Vec::new();
        for _ in 0..self.plan.repetitions {
            let before = self.before().await?;
            let run = generator::run(load, again(), false).await?;
            rows.push(self.row(name, &run, before)?);
        }
        median(rows).context("nothing was measured")
    }
}

/// The address of a member.
pub fn address(number: usize) -> String {
    format!("m{number}@example.org")
}

/// The request by which somebody signs in.
pub fn sign_in(address: &str, password: &str) -> Vec<u8> {
    request("POST", "/auth/login", None, Some(&json!({ "email": address, "password": password })))
}

/// Whoever these tokens are of.
pub fn person(body: &[u8]) -> anyhow::Result<Person> {
    let answer: Value = serde_json::from_slice(body)?;
    let token = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned).with_context(|| format!("no {name}"));
    Ok(Person { access: token("access_token")?, refresh: token("refresh_token")? })
}
