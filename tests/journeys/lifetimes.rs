//! Lifetimes: every deadline of CONTRACT's table, as Redis keeps it and as the answers tell it.

use std::time::Duration;

use fred::interfaces::KeysInterface;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use reqwest::Method;
use serde_json::json;
use shared::keyspace::{self, Rid};

use crate::acts::{self, Applied, apply, apply_with, approve, approved, confirmed, moderator_token};

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Asserts that the record has this long to live, in Redis and in what its applicant is told.
pub async fn lives(gate: &Gatelodge, applied: &Applied, long: Duration) -> anyhow::Result<()> {
    let rid = Rid::parse(&applied.rid).expect("a rid");
    let left: i64 = gate.redis.client().await?.pttl(rid.record().as_str()).await?;
    let left = Duration::from_millis(u64::try_from(left)?);
    assert!(left <= long && left + Duration::from_secs(30) > long, "Redis keeps it {left:?}, not {long:?}");
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
    let expires: shared::clock::Timestamp = acts::text(&seen, "expires").parse()?;
    let told = shared::clock::between(gate.clock.now(), expires);
    assert!(told <= long && told + Duration::from_secs(30) > long, "the applicant is told {told:?}");
    Ok(())
}

#[tokio::test]
async fn an_unconfirmed_one_lives_a_day_and_a_confirmed_one_two_from_then() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    lives(&gate, &applied, DAY).await?;
    gate.pass(5 * HOUR).await?;
    confirmed(&gate, &applied).await?;
    lives(&gate, &applied, 2 * DAY).await?;
    gate.finish().await
}

#[tokio::test]
async fn votes_do_not_prolong_a_pending_one() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("APPROVALS", "2").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    lives(&gate, &applied, 2 * DAY).await?;
    gate.pass(10 * HOUR).await?;
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    lives(&gate, &applied, 38 * HOUR).await?;
    gate.finish().await
}

#[tokio::test]
async fn moderators_are_reminded_twice_and_the_applicant_told_before_the_end() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    confirmed(&gate, &applied).await?;
    gate.settle().await?;
    let counts = || (gate.mailbox().letters_to(MODERATORS[0]).len(), gate.mailbox().letters_to("ada@example.org").len());
    let (asked, told) = counts();
    assert_eq!(asked, 1);
    gate.pass(24 * HOUR - Duration::from_mins(1)).await?;
    assert_eq!(counts(), (1, told));
    gate.pass(Duration::from_mins(2)).await?;
    gate.mailbox().wait_for_count(2, |letter| letter.is_to(MODERATORS[0]), SOON).await?;
    gate.pass(19 * HOUR + Duration::from_mins(15)).await?;
    gate.mailbox().wait_for_count(3, |letter| letter.is_to(MODERATORS[0]), SOON).await?;
    gate.settle().await?;
    assert_eq!(counts(), (3, told));
    gate.pass(4 * HOUR).await?;
    gate.mailbox().wait_for_count(told + 1, |letter| letter.is_to("ada@example.org"), SOON).await?;
    gate.settle().await?;
    assert_eq!(counts(), (3, told + 1), "an hour before the end");
    gate.finish().await
}

#[tokio::test]
async fn who_has_voted_is_not_reminded_and_a_decided_one_reminds_nobody() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("APPROVALS", "2").start().await?;
    let open = apply(&gate, "ada@example.org", "ada").await?;
    approve(&gate, MODERATORS[0], &open.rid).await?;
    let decided = apply(&gate, "bob@example.org", "bob").await?;
    approve(&gate, MODERATORS[0], &decided.rid).await?;
    approve(&gate, MODERATORS[1], &decided.rid).await?;
    gate.settle().await?;
    let before: Vec<usize> = MODERATORS.iter().map(|moderator| gate.mailbox().letters_to(moderator).len()).collect();
    gate.pass(25 * HOUR).await?;
    gate.mailbox().wait_for_count(before[1] + 1, |letter| letter.is_to(MODERATORS[1]), SOON).await?;
    gate.settle().await?;
    let after: Vec<usize> = MODERATORS.iter().map(|moderator| gate.mailbox().letters_to(moderator).len()).collect();
    assert_eq!(after, [before[0], before[1] + 1, before[2] + 1]);
    gate.finish().await
}

#[tokio::test]
async fn an_approved_one_waits_seven_days_for_name_and_password_and_warns_two_before() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (applied, _) = approved(&gate, "ada@example.org", "ada").await?;
    lives(&gate, &applied, 7 * DAY).await?;
    gate.settle().await?;
    let letters = gate.mailbox().letters_to("ada@example.org").len();
    gate.pass(5 * DAY - HOUR).await?;
    assert_eq!(gate.mailbox().letters_to("ada@example.org").len(), letters);
    gate.pass(2 * HOUR).await?;
    gate.mailbox().wait_for_count(letters + 1, |letter| letter.is_to("ada@example.org"), SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn processing_lives_seven_days_from_each_attempt_and_ends_thirty_after_the_decision() -> anyhow::Result<()> {
    let mut gate = Gatelodge::start().await?;
    let (applied, letter) = approved(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    gate.stop_worker().await;
    gate.matrix.set_away(true);
    let patch = json!({"matrix_status": "processing", "username": "ada", "password": "correct horse battery"});
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &letter)), Some(patch)).await?.expect(200)?;
    lives(&gate, &applied, 7 * DAY).await?;
    // No attempt is made while no worker runs; one attempt later the seven days count anew. The clock moves only between
    // attempts: one that runs meanwhile would put the next off from the later time.
    gate.clock.advance(6 * DAY);
    gate.start_worker().await?;
    gate.settle().await?;
    lives(&gate, &applied, 7 * DAY).await?;
    // The last of these is cut at thirty days after the decision.
    for _ in 0..4 {
        gate.pass(5 * DAY).await?;
    }
    lives(&gate, &applied, 4 * DAY).await?;
    gate.clock.advance(3 * DAY);
    let letter = gate.mailbox().wait_for_subject("ada@example.org", "help us open", SOON).await?;
    assert!(letter.link_to("/r/").is_some());
    let seen = applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()?;
    assert_eq!((&seen["matrix_status"], &seen["problem"]["code"]), (&json!("failed"), &json!("unavailable")));
    lives(&gate, &applied, 2 * DAY).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_done_one_lives_two_days_and_a_rejected_one_one() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let done = apply_with(&gate, json!({"email": "ada@example.org", "username": "ada", "on_approval": true})).await?;
    approve(&gate, MODERATORS[0], &done.rid).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "account is ready", SOON).await?;
    lives(&gate, &done, 2 * DAY).await?;
    let rejected = apply(&gate, "eve@example.org", "eve").await?;
    let token = moderator_token(&gate, MODERATORS[0], &rejected.rid).await?;
    gate.visitor()?
        .call(Method::PUT, &rejected.path(), Some((&rejected.rid, &token)), Some(json!({"status": "rejected"})))
        .await?
        .expect(200)?;
    lives(&gate, &rejected, DAY).await?;
    gate.finish().await
}

#[tokio::test]
async fn the_name_is_held_as_long_as_the_registration_and_given_back_with_it() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (applied, letter) = approved(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    let print = acts::roots(&gate).await?.print(shared::root::Print::Name, b"ada");
    let claim = keyspace::name_claim(shared::platform::Platform::Matrix, print);
    let client = gate.redis.client().await?;
    let left: i64 = client.pttl(claim.as_str()).await?;
    assert!(left > 6 * 86_400_000 && left <= 7 * 86_400_000, "{left}");
    applied.browser.call(Method::DELETE, &applied.path(), Some((&applied.rid, &letter)), None).await?.expect(204)?;
    gate.settle().await?;
    let left: i64 = client.exists(claim.as_str()).await?;
    assert_eq!(left, 0);
    let seats = acts::roots(&gate).await?.print(shared::root::Print::Address, b"ada@example.org");
    let left: i64 = client.exists(keyspace::seats(seats).as_str()).await?;
    assert_eq!(left, 0, "its seat too");
    gate.finish().await
}

#[tokio::test]
async fn a_record_that_redis_ends_is_gone_and_its_jobs_are_no_fault() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("REGISTRATION_TTL", "2s").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    let client = gate.redis.client().await?;
    let key = Rid::parse(&applied.rid).expect("a rid").record();
    acts::until(SOON, async || Ok(client.exists::<i64, _>(key.as_str()).await? == 0)).await?;
    applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(404)?;
    gate.pass(HOUR).await?;
    gate.finish().await
}

/// How long the keys of this kind have, sorted; `-1` is for ever.
async fn lasts(gate: &Gatelodge, kind: &str) -> anyhow::Result<Vec<i64>> {
    let client = gate.redis.client().await?;
    let mut lasts = Vec::new();
    for key in acts::keys(gate).await?.into_iter().filter(|key| key.contains(kind)) {
        lasts.push(client.pttl::<i64, _>(key).await?);
    }
    lasts.sort_unstable();
    Ok(lasts)
}

/// Fails unless each has this long to live, and there are so many.
fn assert_lasts(found: &[i64], count: usize, long: Duration) {
    let long = i64::try_from(long.as_millis()).expect("not that long");
    assert!(found.len() == count && found.iter().all(|left| *left <= long && left + 30_000 > long), "{found:?}, not {count} × {long}");
}

#[tokio::test]
async fn t17_a_member_stays_until_it_leaves_and_its_sessions_for_their_days() -> anyhow::Result<()> {
    const PASSWORD: &str = "seven quiet otters paint";
    let gate = Gatelodge::wish().setting("MEMBERS", "open").whole_setting("REFRESH_TOKEN_EXPIRE_DAYS", "7").start().await?;
    let post = async |path: &str, body| gate.visitor()?.call(Method::POST, path, None, Some(body)).await;
    let body = json!({"user_id": "ada", "email": "ada@example.org", "password": PASSWORD});
    post("/users/", body).await?.expect(201)?;
    gate.settle().await?;
    assert_eq!(lasts(&gate, ":member:").await?, [-1; 2], "the record, and the address that leads to it");
    assert_eq!(lasts(&gate, ":claim:signin:").await?, [-1], "and the name");
    let login = json!({"username": "ada", "password": PASSWORD});
    let tokens = post("/login", login.clone()).await?.expect(200)?.json()?;
    post("/login", login).await?.expect(200)?;
    assert_lasts(&lasts(&gate, ":family:").await?, 2, 7 * DAY);
    assert_lasts(&lasts(&gate, ":families:").await?, 1, 7 * DAY);
    post("/auth/forgot-password", json!({"email": "ada@example.org"})).await?.expect(202)?;
    gate.settle().await?;
    assert_lasts(&lasts(&gate, ":notice:").await?, 1, Duration::from_mins(30));

    let visitor = gate.visitor()?;
    let leave = visitor.client().delete(visitor.origin().join("/users/me")?).bearer_auth(acts::text(&tokens, "access_token"));
    assert_eq!(leave.json(&json!({"password": PASSWORD})).send().await?.status(), 204);
    gate.settle().await?;
    assert_lasts(&lasts(&gate, ":member:").await?, 1, 2 * DAY);
    for gone in [":claim:signin:", ":claim:member:", ":family:", ":families:"] {
        assert_eq!(lasts(&gate, gone).await?, [0; 0], "{gone}");
    }
    gate.finish().await
}
