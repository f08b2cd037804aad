//! Processes die at any instant, and nothing is lost, doubled or left over.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, ensure};
use fred::interfaces::ClientLike;
use futures_util::{StreamExt, stream::FuturesUnordered};
use harness::{
    gatelodge::{Gatelodge, MODERATORS, SOON, Wish},
    process::Process,
    synapse::{Synapse, Wishes},
};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    clock::Clock,
    crypto::jitter,
    keyspace::Rid,
    platform::Platform,
    registration::{
        Registration,
        provision::{Door, Trouble},
        store::{Found, Registrations},
    },
};

use crate::acts;

const WORKER: &str = env!("CARGO_BIN_EXE_gatelodge-test-worker");
/// Short leases, so that a killed worker's jobs move on at once; deaths are no fault of a job's here.
const TIMING: &str = "lease=300,sweep=50,retry=30,deliveries=100000,platform=2000";
pub const KILLS: usize = 110;
const PASSWORD: &str = "correct horse battery";

/// Two workers that race, and are killed in turns.
pub struct Mortals<'a> {
    gate: &'a Gatelodge,
    workers: [Process; 2],
    redis: fred::clients::Client,
    killed_count: usize,
}

impl<'a> Mortals<'a> {
    /// Starts both.
    pub async fn start(gate: &'a Gatelodge) -> anyhow::Result<Self> {
        let worker = || Process::start(WORKER, gate.settings(), TIMING);
        Ok(Self { gate, workers: [worker()?, worker()?], redis: gate.redis.client().await?, killed_count: 0 })
    }

    /// How many have died.
    pub const fn killed_count(&self) -> usize {
        self.killed_count
    }

    /// Kills one after some of their steps, now more and now fewer, and starts another in its place.
    pub async fn kill_one(&mut self) -> anyhow::Result<()> {
        let steps = commands(&self.redis).await? + 20 + jitter(400);
        acts::until(SOON, async || Ok(commands(&self.redis).await? > steps)).await?;
        let dying = &mut self.workers[self.killed_count % 2];
        dying.kill();
        *dying = Process::start(WORKER, self.gate.settings(), TIMING)?;
        self.killed_count += 1;
        Ok(())
    }
}

/// Makes a registration that opens its account at the approval, and approves it.
async fn approve_one(gate: &Gatelodge, number: usize, name: &str) -> anyhow::Result<Rid> {
    let body = json!({"email": format!("p{number}@example.org"), "username": name, "on_approval": true, "password": PASSWORD});
    let made = gate.visitor()?.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?.json()?;
    let rid = acts::text(&made, "rid").to_owned();
    let token = acts::forged_moderator_token(gate, MODERATORS[0], &rid).await?;
    let voted = acts::vote(&gate.visitor()?, &rid, &token, "approved").await?.expect(200)?.json()?;
    ensure!(voted["status"] == "approved");
    Rid::parse(&rid).context("a rid")
}

pub async fn record(store: &Registrations, rid: Rid) -> anyhow::Result<Registration> {
    match store.load(rid).await? {
        Found::Record(record, _) => Ok(*record),
        other => anyhow::bail!("{rid}: {other:?}"),
    }
}

/// Waits until every registration's door has spoken its last word.
pub async fn all_over(store: &Registrations, rids: &[Rid]) -> anyhow::Result<BTreeMap<Rid, Registration>> {
    let mut records = BTreeMap::new();
    let all_are = async || {
        for rid in rids {
            records.insert(*rid, record(store, *rid).await?);
        }
        Ok(records.values().all(Registration::is_over))
    };
    acts::until(Duration::from_secs(60), all_are).await?;
    Ok(records)
}

/// A gate before a real Synapse, which nobody has to confirm at; workers come when they are started.
fn before(synapse: &str) -> Wish {
    let wish = Gatelodge::wish().real_time().without_worker().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off");
    let wish = wish.setting("MATRIX_URL", synapse).setting("MATRIX_SERVER_NAME", Synapse::SERVER_NAME);
    wish.setting("MATRIX_SHARED_SECRET", Synapse::SHARED_SECRET)
}

async fn log_in(homeserver: &str, name: &str, password: &str) -> anyhow::Result<u16> {
    let body = json!({"type": "m.login.password", "identifier": {"type": "m.id.user", "user": name}, "password": password});
    let answer = harness::client::client()?.post(format!("{homeserver}/_matrix/client/v3/login")).json(&body).send().await?;
    Ok(answer.status().as_u16())
}

/// How many commands a Redis has carried out since it was started.
async fn commands(client: &fred::clients::Client) -> anyhow::Result<u64> {
    let said: String = client.custom(fred::cmd!("INFO"), vec!["stats"]).await?;
    let count = said.lines().find_map(|line| line.strip_prefix("total_commands_processed:")).context("no count")?;
    Ok(count.trim().parse()?)
}

/// Two workers race; after some of their steps, now more and now fewer, one of them is killed and started anew, while approvals
/// keep coming. Some names belong to strangers.
async fn kill_loop(gate: &Gatelodge, homeserver: &str, strangers: &[String]) -> anyhow::Result<()> {
    let store = Registrations::new(gate.connection()?, acts::ring(gate)?, Clock::system(), gate.timing().clone());
    let mut workers = Mortals::start(gate).await?;
    let mut names = Vec::new();
    let mut rids = Vec::new();
    for kill in 0..KILLS {
        if kill % 2 == 0 {
            let number = kill / 2;
            let name = if number % 10 == 9 { strangers[number / 10 % strangers.len()].clone() } else { format!("person{number}") };
            if !names.contains(&name) {
                rids.push(approve_one(gate, number, &name).await?);
                names.push(name);
            }
        }
        workers.kill_one().await?;
    }
    let records = all_over(&store, &rids).await?;
    for record in records.values() {
        let name = record.name.as_ref().map(|held| held.name.as_str().to_owned()).unwrap_or_default();
        let door = record.door(Platform::Matrix);
        if strangers.contains(&name) {
            assert!(matches!(door, Door::Failed { problem: Trouble::NameTaken, attempt: None }), "{name}: {door:?}");
            assert_eq!(log_in(homeserver, &name, "a stranger's own").await?, 200, "{name}: the stranger's password is unchanged");
            continue;
        }
        assert!(matches!(door, Door::Success { .. }), "{name}: {door:?}");
        assert!(record.password.is_none(), "{name}: the chosen password is gone from the record");
        assert_eq!(log_in(homeserver, &name, PASSWORD).await?, 200, "{name} signs in with the chosen password");
    }
    assert!(gate.dead_letters().await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_between_decision_and_account_against_a_real_synapse() -> anyhow::Result<()> {
    let Some(synapse) = Synapse::start(Wishes { lift_limits: true, settings: "" }).await? else { return Ok(()) };
    let homeserver = synapse.url().as_str().trim_end_matches('/').to_owned();
    let gate = before(&homeserver).start().await?;
    let strangers: Vec<String> = (0..3).map(|number| format!("stranger{number}")).collect();
    for stranger in &strangers {
        acts::register_on_synapse(&homeserver, stranger, "a stranger's own").await?;
    }
    kill_loop(&gate, &homeserver, &strangers).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_while_the_platform_acts_and_never_answers() -> anyhow::Result<()> {
    use harness::matrix_double::{Call, Trouble as Mischief};
    let gate =
        Gatelodge::wish().real_time().without_worker().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off").start().await?;
    let homeserver = gate.matrix.url().as_str().trim_end_matches('/').to_owned();
    let strangers: Vec<String> = (0..3).map(|number| format!("stranger{number}")).collect();
    for stranger in &strangers {
        gate.matrix.add_account(stranger, "a stranger's own");
    }
    gate.matrix.trouble(Call::Register, Mischief::ActThenDrop, 15);
    gate.matrix.trouble(Call::Password, Mischief::ActThenDrop, 15);
    kill_loop(&gate, &homeserver, &strangers).await?;
    let made: Vec<_> = gate.matrix.accounts().into_iter().filter(|account| !strangers.contains(&account.localpart)).collect();
    assert!(made.iter().all(|account| account.password == PASSWORD), "{made:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn twelve_accounts_in_a_row_on_synapses_own_limits_meet_no_429() -> anyhow::Result<()> {
    let Some(synapse) = Synapse::start(Wishes::default()).await? else { return Ok(()) };
    let homeserver = synapse.url().as_str().trim_end_matches('/').to_owned();
    let mut gate = before(&homeserver).start().await?;
    gate.start_worker().await?;
    let store = Registrations::new(gate.connection()?, acts::ring(&gate)?, Clock::system(), gate.timing().clone());
    let mut rids = Vec::new();
    for number in 0..12 {
        rids.push(approve_one(&gate, number, &format!("row{number}")).await?);
    }
    for record in all_over(&store, &rids).await?.values() {
        let door = record.door(Platform::Matrix);
        assert!(matches!(door, Door::Success { .. }), "{door:?}");
    }
    gate.settle().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_is_killed_twenty_five_times_and_no_acknowledged_decision_is_lost() -> anyhow::Result<()> {
    let mut gate =
        Gatelodge::wish().real_time().without_worker().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off").start().await?;
    let visitor = gate.visitor()?;
    let mut acknowledged: BTreeMap<String, (String, Value)> = BTreeMap::new();
    for round in 0..25 {
        let mut pending = Vec::new();
        for number in 0..6 {
            let body = json!({"email": format!("r{round}n{number}@example.org")});
            let made = visitor.call(Method::POST, "/registrations", None, Some(body)).await?;
            if made.status == 201 {
                let made = made.json()?;
                let (rid, token) = (acts::text(&made, "rid").to_owned(), acts::text(&made, "token").to_owned());
                let manager = acts::forged_moderator_token(&gate, MODERATORS[0], &rid).await?;
                pending.push((rid, token, manager));
            }
        }
        let decisions = pending.into_iter().enumerate().map(|(number, (rid, token, manager))| {
            let (visitor, status) = (visitor.clone(), if number % 2 == 0 { "approved" } else { "rejected" });
            tokio::spawn(async move {
                let path = format!("/registrations/{rid}");
                let answer = visitor.call(Method::PUT, &path, Some((&rid, &manager)), Some(json!({"status": status}))).await;
                (rid, token, answer.ok().filter(|answer| answer.status == 200).and_then(|answer| answer.json().ok()))
            })
        });
        let mut decisions: FuturesUnordered<_> = decisions.collect();
        // Killed after some have been answered, now more and now fewer, and while the others are under way.
        let first = decisions.by_ref().take(usize::try_from(jitter(6))?).collect::<Vec<_>>().await;
        gate.redis.kill();
        gate.redis.launch().await?;
        for decision in first.into_iter().chain(decisions.collect::<Vec<_>>().await) {
            if let (rid, token, Some(answer)) = decision? {
                acknowledged.insert(rid, (token, answer["status"].clone()));
            }
        }
        acts::until_ready(&gate).await?;
    }
    ensure!(acknowledged.len() > 25, "only {} decisions were acknowledged: the test showed too little", acknowledged.len());
    for (rid, (token, status)) in &acknowledged {
        let now = visitor.call(Method::GET, &format!("/registrations/{rid}"), Some((rid, token)), None).await?.expect(200)?.json()?;
        assert_eq!(now["status"], *status, "{rid}");
    }
    Ok(())
}
