//! What signing in and staying signed in costs. A login is measured beside the bare hash, turn by turn in one run; one with an
//! address that nobody has, or a wrong password, beside it, because nobody may tell them apart by the time they take (T9).

use anyhow::{Context as _, ensure};
use serde_json::json;

use super::people::{PASSWORD, People, address, person, sign_in};
use super::{hashes, median};
use crate::arguments::Plan;
use crate::generator::{self, Load};
use crate::table::Row;
use crate::wire::request;

/// The most CPU of the API for one login, as a multiple of the bare hash.
const LOGIN_MAX: f64 = 1.15;
/// The most CPU of the API for one refresh, in ms.
const REFRESH_MAX: f64 = 0.09;
/// How many members sign in.
const MEMBERS: usize = 64;
/// A hash costs two hundred times what other requests do.
const PER_LOGIN: usize = 50;

/// Logins beside bare hashes, then refreshes.
pub async fn measure(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let people = People::gather(plan, MEMBERS).await?;
    let mut rows = logins(&people).await?;
    rows.push(refreshes(&people).await?);
    Ok(rows)
}

async fn logins(people: &People<'_>) -> anyhow::Result<Vec<Row>> {
    let count = people.plan.requests.div_ceil(PER_LOGIN);
    // As many at once as hash at once: nobody waits for anybody, and the times are those of the work.
    let cores = std::thread::available_parallelism()?.get();
    let (mut bare, mut right, mut wrong, mut unknown) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..people.plan.repetitions {
        bare.push(hashes::measure(count, cores).await?);
        let load = Load { connections: cores, ..people.load(count, 200) };
        let known = |number: usize| address(number % MEMBERS);
        right.push(login(people, "POST /auth/login", load, move |number| sign_in(&known(number), PASSWORD)).await?);
        let load = Load { expected: 401, ..load };
        let typed = "seven quiet otters pains";
        wrong.push(login(people, "POST /auth/login, wrong password", load, move |number| sign_in(&known(number), typed)).await?);
        let nobodys = |number: usize| format!("n{number}@example.org");
        unknown.push(login(people, "POST /auth/login, unknown address", load, move |number| sign_in(&nobodys(number), PASSWORD)).await?);
    }
    let of_all = |rows| median(rows).context("nothing was measured");
    let (bare, mut right, mut wrong, mut unknown) = (of_all(bare)?, of_all(right)?, of_all(wrong)?, of_all(unknown)?);
    let hash = bare.server_ms.context("no CPU of the bare hash")?;
    for row in [&mut right, &mut wrong, &mut unknown] {
        let times = row.server_ms.map(|ms| ms / hash);
        row.remark(&times.map_or_else(String::new, |times| format!("{times:.3} times the bare hash")));
        row.target("CPU", times, LOGIN_MAX, "bare hashes");
    }
    let apart = wrong.p50_ms.zip(unknown.p50_ms).map(|(wrong, unknown)| (unknown - wrong).abs());
    unknown.remark(&apart.map_or_else(String::new, |ms| format!("median {ms:.2} ms from that of a known one")));
    Ok(vec![bare, right, wrong, unknown])
}

async fn login(
    people: &People<'_>,
    name: &str,
    load: Load,
    question: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
) -> anyhow::Result<Row> {
    let before = people.before().await?;
    let run = generator::run(load, question, false).await?;
    people.row(name, &run, before)
}

/// Chains of refreshes, each connection in a session of its own.
async fn refreshes(people: &People<'_>) -> anyhow::Result<Row> {
    let mut rows = Vec::new();
    let refresh = |token: &str| request("POST", "/auth/refresh", None, Some(&json!({ "refresh_token": token })));
    // The first warms up.
    for round in 0..=people.plan.repetitions {
        let firsts = people.signed_in(people.plan.connections).await?.iter().map(|person| refresh(&person.refresh)).collect();
        let load = people.load(if round == 0 { people.plan.requests.div_ceil(10) } else { people.plan.requests }, 200);
        let before = people.before().await?;
        let run = generator::run_chains(load, firsts, move |body| Ok(refresh(&person(body)?.refresh))).await?;
        ensure!(run.unexpected.is_empty(), "refreshes were refused: {:?}", run.unexpected);
        if round > 0 {
            rows.push(people.row("POST /auth/refresh", &run, before)?);
        }
    }
    let mut row = median(rows).context("nothing was measured")?;
    row.target("CPU", row.server_ms, REFRESH_MAX, "ms");
    Ok(row)
}
