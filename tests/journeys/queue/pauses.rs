//! What a paused platform costs those who wait for it: the pause, and no more than that.

use std::time::Duration;

use harness::{
    gatelodge::{Gatelodge, SOON},
    matrix_double::{Call, Trouble},
};
use shared::{
    clock::{Timing, between},
    health::Health,
    platform::Platform::Matrix,
};

use super::{PASSWORD, approved, waiting};
use crate::acts;

#[tokio::test]
async fn who_met_a_fault_of_configuration_comes_back_after_the_pause_however_often_it_was_met() -> anyhow::Result<()> {
    let wish = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").timing(|timing: &mut Timing| {
        (timing.platform_pause, timing.health_every) = (Duration::from_millis(50), Duration::from_hours(1));
        (timing.retry_base, timing.retry_max) = (Duration::from_mins(1), Duration::from_mins(15));
    });
    let gate = wish.start().await?;
    let (health, pause) = (Health::new(gate.connection()?, gate.timing().clone()), gate.timing().platform_pause);
    gate.matrix.trouble(Call::Register, Trouble::Proxy(302), 6);
    approved(&gate, "ada").await?;
    for met in 1..=6 {
        gate.matrix.wait_for_calls(Call::Register, met, SOON).await?;
        acts::until(SOON, async || Ok(waiting(&gate, "provision").await?.len() == 1)).await?;
        let (due, job) = waiting(&gate, "provision").await?.remove(0);
        let wait = between(gate.clock.now(), due);
        assert!(wait >= pause * 3 / 2 && wait <= pause * 2 && job.attempts == 1, "{wait:?} after {met}, {} failures", job.attempts);
        // The pause passes on Redis' own time, the wait on ours.
        acts::until(SOON, async || Ok(health.paused(Matrix).await?.is_none())).await?;
        gate.clock.advance(wait);
    }
    gate.matrix.wait_for_password("ada", PASSWORD, SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn what_succeeded_before_another_worker_paused_the_platform_does_not_speak_against_the_fault() -> anyhow::Result<()> {
    // Nobody looks by himself whether the platform works, and no pause ends by itself.
    let steady = |timing: &mut Timing| (timing.platform_pause, timing.health_every) = (Duration::from_mins(10), Duration::from_hours(1));
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").timing(steady).start().await?;
    let (health, pause) = (Health::new(gate.connection()?, gate.timing().clone()), gate.timing().platform_pause);
    approved(&gate, "ada").await?;
    gate.matrix.wait_for_password("ada", PASSWORD, SOON).await?;
    gate.settle().await?;

    gate.matrix.trouble(Call::Register, Trouble::Broken, 1);
    approved(&gate, "bob").await?;
    let bobs = async || {
        Ok::<_, anyhow::Error>(waiting(&gate, "provision").await?.pop().map(|(due, job)| (between(gate.clock.now(), due), job.attempts)))
    };
    acts::until(SOON, async || Ok(matches!(bobs().await?, Some((_, 1))))).await?;
    assert!(health.pause(Matrix, "what another worker met").await?);
    gate.clock.advance(Duration::from_secs(1));
    acts::until(SOON, async || Ok(bobs().await?.is_some_and(|(wait, attempts)| wait > pause / 4 && attempts == 1))).await?;
    health.resume(Matrix).await?;

    gate.matrix.trouble(Call::Register, Trouble::Proxy(302), 1);
    gate.pass(pause).await?;
    assert_eq!(gate.matrix.calls_count(Call::Register), 3);
    assert!(health.paused(Matrix).await?.is_some(), "nothing has succeeded since: it may be everybody's");
    gate.finish().await
}
