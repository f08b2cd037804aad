//! What programs hear while nobody can answer them, and what becomes of their wish: nobody is told no who was not heard, a change
//! that was asked for is finished, and a letter tells.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MastodonWish, SOON};
use harness::mastodon_double::{Call, Trouble};
use harness::visitor::Page;

use super::programs::{PASSWORD, Wire, account, change, forgot, gate, generate, wire};
use crate::acts;

const NEW: &str = "another good password";

/// The same 503 for everybody, who is told when to come back.
fn away(pages: &[Page]) -> anyhow::Result<()> {
    let wires: Vec<Wire> = pages.iter().map(wire).collect();
    for (page, wire) in pages.iter().zip(&wires) {
        assert_eq!(page.status, 503, "{}", page.body);
        assert!(page.headers.contains_key("retry-after"));
        assert_eq!(wire, &wires[0]);
    }
    Ok(())
}

/// Both routes that need an answer, for an account of ours, with the right password and with a wrong one, and for nobody's address.
async fn all_ask(gate: &Gatelodge) -> anyhow::Result<Vec<Page>> {
    let (known, nobody) = ("ada@example.org", "nobody@example.org");
    let (first, second, third, fourth, fifth) = tokio::try_join!(
        generate(gate, known, PASSWORD),
        generate(gate, known, "a guess"),
        generate(gate, nobody, "a guess"),
        change(gate, known, PASSWORD, NEW),
        change(gate, nobody, PASSWORD, NEW),
    )?;
    Ok(vec![first, second, third, fourth, fifth])
}

/// Moves the clock on, so that what is tried again is, until the account has this password.
async fn until_password(gate: &Gatelodge, name: &str, password: &str) -> anyhow::Result<()> {
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_millis(10));
        Ok(gate.mastodon.user(name).is_some_and(|user| user.password == password))
    })
    .await
}

#[tokio::test]
async fn without_a_worker_everybody_hears_503_and_the_change_is_finished_by_the_next_one() -> anyhow::Result<()> {
    let mut gate = gate().without_worker().timing(|timing| timing.seed_answer = Duration::from_millis(300)).start().await?;
    account(&gate, "ada");
    account(&gate, "eve");
    away(&all_ask(&gate).await?)?;
    forgot(&gate, "eve@example.org").await?.expect(202)?;
    assert!(gate.mastodon.calls().is_empty());
    // Nobody waits any more for what was asked by then.
    gate.clock.advance(Duration::from_secs(5));
    gate.start_worker().await?;
    gate.mastodon.wait_for_password("ada", NEW, SOON).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "password was changed", SOON).await?;
    gate.mailbox().wait_for_subject("eve@example.org", "set a new Mastodon password", SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mastodon.calls_count(Call::IssueToken), 0, "a token that nobody waits for is not made");
    assert_eq!(gate.mailbox().count(), 2, "nobody else hears anything");
    gate.finish().await
}

#[tokio::test]
async fn with_the_instance_away_everybody_hears_503_and_it_recovers_by_itself() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    account(&gate, "ada");
    account(&gate, "eve");
    gate.mastodon.set_away(true)?;
    away(&all_ask(&gate).await?)?;
    forgot(&gate, "eve@example.org").await?.expect(202)?;
    gate.mastodon.set_away(false)?;
    until_password(&gate, "ada", NEW).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "password was changed", SOON).await?;
    acts::until(SOON, async || {
        gate.clock.advance(Duration::from_millis(10));
        Ok(gate.mailbox().letters_to("eve@example.org").len() == 1)
    })
    .await?;
    generate(&gate, "ada@example.org", NEW).await?.expect(200)?;
    generate(&gate, "ada@example.org", "a guess").await?.expect(202)?;
    change(&gate, "ada@example.org", "a guess", PASSWORD).await?.expect(401)?;
    gate.finish().await
}

#[tokio::test]
async fn a_change_whose_answer_comes_late_is_done_once_and_told_by_letter() -> anyhow::Result<()> {
    for trouble in [Trouble::Slow, Trouble::Hang] {
        let gate = gate().timing(|timing| timing.seed_answer = Duration::from_millis(300)).start().await?;
        account(&gate, "ada");
        gate.mastodon.trouble(Call::ChangePassword, trouble, 1);
        away(&[change(&gate, "ada@example.org", PASSWORD, NEW).await?])?;
        assert_eq!(gate.mastodon.user("ada").is_some_and(|user| user.password == NEW), trouble == Trouble::Slow);
        gate.mastodon.release();
        gate.mastodon.wait_for_password("ada", NEW, SOON).await?;
        gate.mailbox().wait_for_subject("ada@example.org", "password was changed", SOON).await?;
        gate.settle().await?;
        assert_eq!((gate.mailbox().count(), gate.mastodon.calls_count(Call::ChangePassword)), (1, 1), "{trouble:?}");
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_caller_who_leaves_does_not_stop_the_change() -> anyhow::Result<()> {
    let gate = gate().start().await?;
    account(&gate, "ada");
    gate.mastodon.trouble(Call::ChangePassword, Trouble::Hang, 1);
    {
        let calling = std::pin::pin!(change(&gate, "ada@example.org", PASSWORD, NEW));
        tokio::select! {
            _ = calling => anyhow::bail!("it was answered"),
            asked = gate.mastodon.wait_for_calls(Call::ChangePassword, 1, SOON) => asked?,
        }
    }
    gate.mastodon.release();
    gate.mastodon.wait_for_password("ada", NEW, SOON).await?;
    gate.mailbox().wait_for_subject("ada@example.org", "password was changed", SOON).await?;
    gate.finish().await
}

#[tokio::test]
async fn other_drivers_say_which_setting_is_in_the_way_and_to_everybody_the_same() -> anyhow::Result<()> {
    for way in [MastodonWish::Tootctl, MastodonWish::Http] {
        let gate = Gatelodge::wish().mastodon(way).start().await?;
        gate.mastodon.add_ours("ada", "ada@example.org", PASSWORD, &shared::keyspace::Rid::random().to_string());
        let pages = all_ask(&gate).await?;
        for page in &pages {
            assert_eq!(page.status, 501, "{way:?}: {}", page.body);
            assert!(page.json()?["detail"].as_str().is_some_and(|detail| detail.contains("GATELODGE_MASTODON_DRIVER")), "{}", page.body);
            assert_eq!(wire(page), wire(&pages[0]));
        }
        let (known, nobody) = (forgot(&gate, "ada@example.org").await?, forgot(&gate, "nobody@example.org").await?);
        assert_eq!(wire(&known.expect(202)?), wire(&nobody));
        gate.settle().await?;
        assert!(gate.mailbox().letters().iter().all(|letter| letter.link_to("/reset").is_none()), "there is no way to set one");
        assert!(gate.mailbox().letters_to("nobody@example.org").is_empty());
        assert_eq!(gate.mastodon.user("ada").map(|user| user.password).as_deref(), Some(PASSWORD));
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_an_application_nobody_gets_a_token_and_passwords_are_changed_all_the_same() -> anyhow::Result<()> {
    let gate = gate().setting("MASTODON_CLIENT_ID", "").setting("MASTODON_CLIENT_SECRET", "").start().await?;
    account(&gate, "ada");
    let pages = [
        generate(&gate, "ada@example.org", PASSWORD).await?,
        generate(&gate, "ada@example.org", "a guess").await?,
        generate(&gate, "nobody@example.org", "a guess").await?,
    ];
    for page in &pages {
        assert_eq!(page.status, 501, "{}", page.body);
        assert!(page.json()?["detail"].as_str().is_some_and(|detail| detail.contains("GATELODGE_MASTODON_CLIENT_ID")), "{}", page.body);
        assert_eq!(wire(page), wire(&pages[0]));
    }
    change(&gate, "ada@example.org", PASSWORD, NEW).await?.expect(200)?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().count(), 1);
    gate.finish().await
}
