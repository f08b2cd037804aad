//! What can go wrong on the way to an instance, and what people and the operator hear of it.

use std::time::Duration;

use anyhow::Context as _;
use harness::gatelodge::{Gatelodge, MODERATORS, MastodonWish, SOON};
use harness::mastodon_double::{Call, Inside, Registrations, Trouble};
use reqwest::Method;
use serde_json::{Value, json};
use shared::clock::{Timing, between};
use shared::health::Health;
use shared::job::{Envelope, Job};
use shared::keyspace::{Partition, Rid};
use shared::platform::Platform::{self, Mastodon, Matrix};

use crate::acts::{self, Applied};

const DAY: Duration = Duration::from_hours(24);

pub(super) async fn settled(gate: &Gatelodge, email: &str, name: &str) -> anyhow::Result<(Applied, String)> {
    let (applied, token) = acts::approved(gate, email, name).await?;
    let patch = json!({"mastodon_status": "processing", "username": name, "password": "correct horse battery"});
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, &token)), Some(patch)).await?.expect(200)?;
    Ok((applied, token))
}

pub(super) async fn seen(applied: &Applied) -> anyhow::Result<Value> {
    applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.expect(200)?.json()
}

pub(super) async fn until_status(applied: &Applied, field: &str, word: &str) -> anyhow::Result<()> {
    acts::until(SOON, async || Ok(seen(applied).await?[field] == word)).await
}

#[tokio::test]
async fn however_the_runner_misbehaves_there_is_one_account_with_the_right_password() -> anyhow::Result<()> {
    for way in [MastodonWish::Command, MastodonWish::Socket] {
        let quick = |timing: &mut Timing| timing.instance_timeout = Duration::from_secs(2);
        let gate = Gatelodge::wish().mastodon(way).timing(quick).start().await?;
        let troubles = [
            Trouble::CrashBefore,
            Trouble::CrashAfter,
            Trouble::Noise,
            Trouble::SplitWrites,
            Trouble::WrongNonce,
            Trouble::Truncated,
            Trouble::Race,
            Trouble::Internal,
        ];
        for (number, trouble) in troubles.into_iter().enumerate() {
            gate.mastodon.trouble(Call::EnsureUser, trouble, 1);
            gate.mastodon.trouble(Call::SetPassword, trouble, 1);
            let name = format!("person{number}");
            let (applied, _) = settled(&gate, &format!("{name}@example.org"), &name).await?;
            // Retries wait by our clock.
            acts::until(SOON, async || {
                gate.clock.advance(Duration::from_secs(1));
                Ok(seen(&applied).await?["mastodon_status"] == "success")
            })
            .await
            .with_context(|| format!("{way:?} {trouble:?}"))?;
            assert!(gate.mastodon.signs_in(&name, "correct horse battery"), "{way:?} {trouble:?}");
            assert_eq!(gate.mastodon.created_count(), number + 1, "{way:?} {trouble:?}");
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_fault_of_configuration_pauses_mastodon_alone_until_it_is_mended() -> anyhow::Result<()> {
    let quick = |timing: &mut Timing| {
        timing.health_every = Duration::from_millis(200);
        timing.platform_pause = Duration::from_millis(400);
    };
    let gate = Gatelodge::wish().mastodon(MastodonWish::Command).timing(quick).start().await?;
    gate.mastodon.set_inside(Inside::ContainerDown);
    let health = Health::new(gate.connection()?, gate.timing().clone());
    acts::until(SOON, async || Ok(health.paused(Mastodon).await?.is_some())).await?;
    let (applied, _) = settled(&gate, "ada@example.org", "ada").await?;
    until_status(&applied, "matrix_status", "success").await?;
    assert!(health.paused(Matrix).await?.is_none());
    assert_eq!(seen(&applied).await?["mastodon_status"], "processing");
    gate.mastodon.set_inside(Inside::Mastodon);
    // Snoozed by our clock, paused by Redis': both have to pass.
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_secs(1));
        Ok(seen(&applied).await?["mastodon_status"] == "success")
    })
    .await?;
    gate.finish().await
}

#[tokio::test]
async fn what_fails_for_good_is_told_to_the_applicant_and_to_the_moderators() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().mastodon(MastodonWish::Command).start().await?;
    gate.mastodon.add_foreign("somebody", "ada@example.org", "their own");
    let (applied, _) = settled(&gate, "ada@example.org", "ada").await?;
    until_status(&applied, "mastodon_status", "failed").await?;
    until_status(&applied, "matrix_status", "success").await?;
    let now = seen(&applied).await?;
    assert_eq!((&now["matrix_status"], &now["problem"]["code"]), (&json!("success"), &json!("conflict")));
    gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org") && letter.text.contains("Mastodon"), SOON).await?;
    for moderator in MODERATORS {
        let told = |letter: &harness::mailbox::Letter| letter.is_to(moderator) && letter.subject().contains("no account for “ada” yet");
        let letter = gate.mailbox().wait_for(told, SOON).await?;
        assert!(!letter.text.contains("ada@example.org"), "moderators are not told the address");
    }
    assert_eq!(gate.mastodon.user("somebody").map(|user| user.password).as_deref(), Some("their own"));
    gate.finish().await
}

#[tokio::test]
async fn an_instance_that_stays_away_ends_after_thirty_days_and_not_before() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().mastodon(MastodonWish::Socket).start().await?;
    gate.mastodon.trouble_always(Call::EnsureUser, Trouble::Internal);
    let (applied, _) = settled(&gate, "ada@example.org", "ada").await?;
    until_status(&applied, "matrix_status", "success").await?;
    for _ in 0..5 {
        gate.pass(DAY * 5 + DAY / 2).await?;
    }
    assert_eq!(seen(&applied).await?["mastodon_status"], "processing");
    gate.pass(DAY * 2).await?;
    let now = seen(&applied).await?;
    assert_eq!((&now["mastodon_status"], &now["problem"]["code"]), (&json!("failed"), &json!("unavailable")));
    gate.finish().await
}

#[tokio::test]
async fn over_http_a_limit_is_obeyed_and_closed_registrations_pause_the_door() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().mastodon(MastodonWish::Http).start().await?;
    gate.mastodon.trouble(Call::SignUp, Trouble::Busy { reset_in: Some(Duration::from_mins(20)) }, 1);
    let (applied, _) = settled(&gate, "ada@example.org", "ada").await?;
    gate.mastodon.wait_for_calls(Call::SignUp, 1, SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mastodon.calls_count(Call::SignUp), 1, "nobody asks again before the time");
    gate.pass(Duration::from_mins(21)).await?;
    until_status(&applied, "mastodon_status", "success").await?;
    gate.mastodon.set_registrations(Registrations::Closed);
    let (late, _) = settled(&gate, "eve@example.org", "eve").await?;
    let health = Health::new(gate.connection()?, gate.timing().clone());
    acts::until(SOON, async || Ok(health.paused(Mastodon).await?.is_some())).await?;
    assert_eq!(seen(&late).await?["mastodon_status"], "processing");
    Ok(())
}

/// What waits for its time to open this account on Mastodon: for how long, and how often it failed.
async fn waiting(gate: &Gatelodge, of: &Applied) -> anyhow::Result<Vec<(Duration, u32)>> {
    let (queue, mut waiting) = (gate.queue("observer")?, Vec::new());
    let rid = Rid::parse(&of.rid).context("a rid")?;
    let is_it = |envelope: &Envelope| matches!(envelope.job, Job::Provision { rid: its, platform: Platform::Mastodon } if its == rid);
    for partition in Partition::all() {
        let jobs = queue.waiting(partition, 100).await?.into_iter().filter(|(_, envelope)| is_it(envelope));
        waiting.extend(jobs.map(|(due, envelope)| (between(gate.clock.now(), due), envelope.attempts)));
    }
    Ok(waiting)
}

#[tokio::test]
async fn one_account_that_alone_meets_a_fault_of_configuration_starves_nobody_and_ends_in_its_time() -> anyhow::Result<()> {
    // Nobody looks by himself whether the platform works, and no pause ends by itself.
    let steady = |timing: &mut Timing| (timing.platform_pause, timing.health_every) = (Duration::from_mins(10), Duration::from_hours(1));
    let gate = Gatelodge::wish().mastodon(MastodonWish::Http).timing(steady).start().await?;
    let (health, pause) = (Health::new(gate.connection()?, gate.timing().clone()), gate.timing().platform_pause);
    let is_paused = async || Ok::<_, anyhow::Error>(health.paused(Mastodon).await?.is_some());
    gate.mastodon.trouble(Call::SignUp, Trouble::Proxy(403), 1);
    let (eve, _) = settled(&gate, "eve@example.org", "eve").await?;
    acts::until(SOON, async || Ok(waiting(&gate, &eve).await?.len() == 1)).await?;
    assert!(is_paused().await?, "it may be everybody's");
    assert!(matches!(waiting(&gate, &eve).await?[..], [(wait, 1)] if wait >= pause * 3 / 2), "{:?}", waiting(&gate, &eve).await?);

    let mut others = Vec::new();
    for name in ["ada", "bob", "cleo"] {
        others.push(settled(&gate, &format!("{name}@example.org"), name).await?.0);
    }
    gate.settle().await?;
    for other in &others {
        let waits = waiting(&gate, other).await?;
        assert!(matches!(waits[..], [(wait, 0)] if wait < pause), "who was not tried has not failed, and is sooner: {waits:?}");
    }
    health.resume(Mastodon).await?;
    gate.pass(pause).await?;
    for other in &others {
        assert_eq!(seen(other).await?["mastodon_status"], "success");
    }
    assert_eq!((gate.mastodon.calls_count(Call::SignUp), waiting(&gate, &eve).await?.len()), (4, 1), "all of them before it");

    gate.mastodon.trouble_always(Call::SignUp, Trouble::Proxy(403));
    gate.pass(pause).await?;
    assert!(matches!(waiting(&gate, &eve).await?[..], [(_, 2)]) && !is_paused().await?, "others were served: it is this job's own");
    gate.mastodon.end_troubles();
    let (dora, _) = settled(&gate, "dora@example.org", "dora").await?;
    until_status(&dora, "mastodon_status", "success").await?;

    gate.mastodon.trouble_always(Call::SignUp, Trouble::Proxy(403));
    for _ in 0..5 {
        gate.pass(DAY * 5 + DAY / 2).await?;
        assert!(!is_paused().await? && seen(&eve).await?["mastodon_status"] == "processing");
    }
    gate.pass(DAY * 2).await?;
    let now = seen(&eve).await?;
    assert_eq!((&now["mastodon_status"], &now["problem"]["code"]), (&json!("failed"), &json!("unavailable")));
    gate.mailbox().wait_for(|letter| letter.is_to("eve@example.org") && letter.text.contains("Mastodon"), SOON).await?;
    gate.finish().await
}
