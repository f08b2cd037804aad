//! Workers die at any instant while Mastodon accounts are made, changed and given tokens: exactly one account each, with the right
//! password, and none of a stranger's touched. With `tootctl`, which has no place for a mark, at most one.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON};
use harness::mastodon_double::{Call, Trouble as Mischief};
use harness::visitor::Page;
use reqwest::Method;
use serde_json::{Value, json};
use shared::clock::Clock;
use shared::keyspace::Rid;
use shared::platform::Platform::Mastodon;
use shared::registration::Registration;
use shared::registration::provision::{Door, Trouble};
use shared::registration::store::Registrations;

use crate::acts;
use crate::kills::{KILLS, Mortals, all_over, record};

const PASSWORD: &str = "correct horse battery";
const STRANGERS_PASSWORD: &str = "a stranger's own";
/// Names and addresses that belong to others on the instance.
const STRANGERS: [(&str, &str); 2] = [("stranger0", "stranger0@example.net"), ("stranger1", "stranger1@example.net")];

/// Somebody who asked for Mastodon, said yes with a password, and was approved.
async fn approve_one(gate: &Gatelodge, store: &Registrations, email: &str, name: &str) -> anyhow::Result<Rid> {
    let browser = gate.visitor()?;
    let body = json!({"email": email, "username": name, "services": ["mastodon"], "on_approval": true});
    let made = browser.call(Method::POST, "/registrations", None, Some(body)).await?.expect(201)?.json()?;
    let rid = Rid::parse(acts::text(&made, "rid")).context("a rid")?;
    let link = record(store, rid).await?.applicant_link().context("an address")?;
    let token = link.token(&*acts::roots(gate).await?);
    let page = browser.open(&format!("/c/{rid}?t={token}")).await?.expect(200)?;
    let form = page.form("action=yes")?.with("password_from", "own").with("password", PASSWORD);
    browser.submit(&page, &form).await?.expect(200)?;
    let token = acts::forged_moderator_token(gate, MODERATORS[0], &rid.to_string()).await?;
    let voted = acts::vote(&gate.visitor()?, &rid.to_string(), &token, "approved").await?.expect(200)?.json()?;
    ensure!(voted["status"] == "approved");
    Ok(rid)
}

async fn gate(way: MastodonWish) -> anyhow::Result<Gatelodge> {
    let gate = Gatelodge::wish().real_time().without_worker().mastodon(way).setting("RATE_LIMITS", "off").start().await?;
    for (name, email) in STRANGERS {
        gate.mastodon.add_foreign(name, email, STRANGERS_PASSWORD);
    }
    Ok(gate)
}

/// Approvals come while workers die; every fifth one wants a name or has an address that is a stranger's there.
async fn kill_loop(gate: &Gatelodge) -> anyhow::Result<BTreeMap<Rid, Registration>> {
    let store = Registrations::new(gate.connection()?, acts::ring(gate)?, Clock::system(), gate.timing().clone());
    let mut workers = Mortals::start(gate).await?;
    let mut rids = Vec::new();
    let mut strange = BTreeMap::new();
    for kill in 0..KILLS {
        if kill % 2 == 0 {
            let number = kill / 2;
            let (name, email) = match number {
                4 => (STRANGERS[0].0.to_owned(), format!("p{number}@example.org")),
                9 => (format!("person{number}"), STRANGERS[0].1.to_owned()),
                14 => (STRANGERS[1].0.to_owned(), STRANGERS[1].1.to_owned()),
                _ => (format!("person{number}"), format!("p{number}@example.org")),
            };
            let rid = approve_one(gate, &store, &email, &name).await?;
            if matches!(number, 4 | 9 | 14) {
                strange.insert(rid, number);
            }
            rids.push(rid);
        }
        workers.kill_one().await?;
    }
    let mut records = all_over(&store, &rids).await?;
    for (rid, number) in strange {
        let record = records.remove(&rid).context("a record")?;
        let door = record.door(Mastodon);
        assert!(matches!(door, Door::Failed { problem: Trouble::NameTaken | Trouble::Conflict, .. }), "{number}: {door:?}");
    }
    for (name, email) in STRANGERS {
        let user = gate.mastodon.user(name).context("the stranger is there")?;
        assert_eq!((user.email.as_str(), user.password.as_str(), user.mark()), (email, STRANGERS_PASSWORD, None), "{name} is untouched");
    }
    assert!(gate.dead_letters().await?.is_empty());
    Ok(records)
}

/// Every registration that has a right to one has exactly one account, which is its own and has its password.
fn each_has_exactly_one(gate: &Gatelodge, records: &BTreeMap<Rid, Registration>) {
    let users = gate.mastodon.users();
    for (rid, record) in records {
        let door = record.door(Mastodon);
        assert!(matches!(door, Door::Success { .. }), "{rid}: {door:?}");
        assert!(record.password.is_none(), "{rid}: the chosen password is gone from the record");
        let own: Vec<_> = users.iter().filter(|user| user.mark() == Some(&rid.to_string())).collect();
        let [own] = own.as_slice() else { panic!("{rid} has {} accounts", own.len()) };
        assert_eq!(own.password, PASSWORD, "{rid}");
        assert!(own.approved, "{rid}");
    }
    assert_eq!(users.len(), records.len() + STRANGERS.len(), "nothing else was made");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_by_the_runner_make_exactly_one_account_each() -> anyhow::Result<()> {
    let gate = gate(MastodonWish::Command).await?;
    gate.mastodon.trouble(Call::EnsureUser, Mischief::CrashAfter, 10);
    gate.mastodon.trouble(Call::SetPassword, Mischief::CrashAfter, 10);
    gate.mastodon.trouble(Call::EnsureUser, Mischief::Race, 5);
    let records = kill_loop(&gate).await?;
    each_has_exactly_one(&gate, &records);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_over_http_make_exactly_one_account_each() -> anyhow::Result<()> {
    let gate = gate(MastodonWish::Http).await?;
    gate.mastodon.trouble(Call::SignUp, Mischief::CrashAfter, 10);
    gate.mastodon.trouble(Call::AdminApprove, Mischief::CrashAfter, 10);
    gate.mastodon.trouble(Call::SignUp, Mischief::Race, 5);
    let records = kill_loop(&gate).await?;
    each_has_exactly_one(&gate, &records);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_with_tootctl_make_at_most_one_account_each() -> anyhow::Result<()> {
    let gate = gate(MastodonWish::Tootctl).await?;
    gate.mastodon.trouble(Call::Create, Mischief::CrashAfter, 5);
    let records = kill_loop(&gate).await?;
    let users = gate.mastodon.users();
    for (rid, record) in &records {
        let name = record.name.as_ref().map(|held| held.name.as_str().to_owned()).unwrap_or_default();
        let made = users.iter().filter(|user| user.username == name).count();
        match record.door(Mastodon) {
            Door::Success { .. } => assert_eq!(made, 1, "{rid}"),
            // Made, and the answer was lost: nobody can tell whose it is.
            Door::Failed { problem: Trouble::Conflict, .. } => assert_eq!(made, 1, "{rid}"),
            door => panic!("{rid}: {door:?}"),
        }
    }
    assert_eq!(users.len(), records.len() + STRANGERS.len(), "nothing else was made");
    let conflicts = records.values().filter(|record| record.door(Mastodon).has_failed()).count();
    assert!(conflicts >= 5, "answers were lost");
    Ok(())
}

/// Asks, while a worker dies, until the gate has heard an answer; what is away meanwhile is asked for again.
async fn until_heard(gate: &Gatelodge, path: &str, body: &Value, workers: &mut Mortals<'_>) -> anyhow::Result<Page> {
    for _ in 0..40 {
        let (visitor, to, body) = (gate.visitor()?, path.to_owned(), body.clone());
        let asked = tokio::spawn(async move { visitor.call(Method::POST, &to, None, Some(body)).await });
        workers.kill_one().await?;
        let answer = asked.await??;
        if answer.status != 503 {
            return Ok(answer);
        }
    }
    anyhow::bail!("it was never answered")
}

/// Asks until the password is changed. Where an answer was not heard the next one is no: the old password is none any more.
async fn until_changed(gate: &Gatelodge, (old, new): (&str, &str), workers: &mut Mortals<'_>) -> anyhow::Result<()> {
    let change = json!({"email": "ada@example.org", "old_password": old, "new_password": new});
    let answer = until_heard(gate, "/change-password", &change, workers).await?;
    match answer.status.as_u16() {
        200 => assert_eq!(answer.json()?["doors"]["mastodon"], "done"),
        other => assert_eq!(other, 401, "{}", answer.body),
    }
    assert!(gate.mastodon.signs_in("ada", new), "{old} has become {new}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_over_passwords_and_tokens_leave_one_token_and_the_last_password() -> anyhow::Result<()> {
    let gate = Gatelodge::wish()
        .real_time()
        .without_worker()
        .mastodon(MastodonWish::Command)
        .setting("RATE_LIMITS", "off")
        .timing(|timing| timing.seed_answer = std::time::Duration::from_millis(500))
        .start()
        .await?;
    gate.mastodon.add_foreign(STRANGERS[0].0, STRANGERS[0].1, STRANGERS_PASSWORD);
    let rid = Rid::random().to_string();
    gate.mastodon.add_ours("ada", "ada@example.org", "password number 0", &rid);
    gate.mastodon.trouble(Call::ChangePassword, Mischief::CrashAfter, 5);
    gate.mastodon.trouble(Call::IssueToken, Mischief::CrashAfter, 5);
    let mut workers = Mortals::start(&gate).await?;
    let mut round = 0;
    while workers.killed_count() < KILLS {
        let (old, new) = (format!("password number {round}"), format!("password number {}", round + 1));
        until_changed(&gate, (&old, &new), &mut workers).await?;
        let asked = json!({"email": "ada@example.org", "password": new});
        let first = until_heard(&gate, "/generate-token", &asked, &mut workers).await?.expect(200)?.json()?;
        let again = until_heard(&gate, "/generate-token", &asked, &mut workers).await?.expect(200)?.json()?;
        assert_eq!(first["access_token"], again["access_token"]);
        assert_eq!(gate.mastodon.tokens_of("ada").len(), 1, "one token that lives");
        round += 1;
    }
    drop(workers);
    let stranger = gate.mastodon.user(STRANGERS[0].0).context("the stranger")?;
    assert_eq!(stranger.password, STRANGERS_PASSWORD);
    let (mut gate, last) = (gate, round);
    gate.start_worker().await?;
    let told = |letter: &harness::mailbox::Letter| letter.is_to("ada@example.org") && letter.subject().contains("password");
    gate.mailbox().wait_for_count(last, told, SOON).await?;
    gate.settle().await?;
    assert!(gate.dead_letters().await?.is_empty());
    Ok(())
}
