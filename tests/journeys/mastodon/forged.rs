//! Marks that strangers wrote: anybody may sign up on the instance itself, with somebody else's address and a reason that ends as ours
//! do. Such an account is never taken for ours: nobody confirms it, approves it or gives it a password.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MastodonWish};
use harness::mastodon_double::{Call, MadeBy, Setup, Trouble, User};
use reqwest::Method;
use serde_json::json;

use super::troubles::{seen, until_status};
use crate::acts::{self, Applied};

const EMAIL: &str = "ada@example.org";
const STRANGERS: &str = "a stranger's own";

/// Somebody was approved, and before they choose a password a stranger has signed up as them.
async fn forged(gate: &Gatelodge, change: impl FnOnce(&mut User)) -> anyhow::Result<Applied> {
    let (applied, token) = acts::approved(gate, EMAIL, "ada").await?;
    gate.mastodon.add_forged("eve", EMAIL, STRANGERS, &applied.rid)?;
    gate.mastodon.change_user("eve", change)?;
    choose(&applied, &token).await?;
    Ok(applied)
}

async fn choose(applied: &Applied, token: &str) -> anyhow::Result<()> {
    let patch = json!({"mastodon_status": "processing", "username": "ada", "password": "correct horse battery"});
    applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, token)), Some(patch)).await?.expect(200)?;
    Ok(())
}

async fn ends_as_a_conflict(gate: &Gatelodge, applied: &Applied) -> anyhow::Result<()> {
    until_status(applied, "mastodon_status", "failed").await?;
    assert_eq!(seen(applied).await?["problem"]["code"], "conflict");
    gate.pass(Duration::from_mins(5)).await?;
    let eve = gate.mastodon.user("eve").expect("the stranger is there");
    assert_eq!((eve.approved, eve.confirmed, eve.password.as_str()), (false, false, STRANGERS));
    assert_eq!((gate.mastodon.users().len(), gate.mastodon.created_count()), (1, 0));
    Ok(())
}

#[tokio::test]
async fn over_http_a_form_is_told_from_our_application() -> anyhow::Result<()> {
    for made_by in [MadeBy::Form, MadeBy::Application("another-client-id".to_owned())] {
        let gate = Gatelodge::wish().mastodon(MastodonWish::Http).start().await?;
        let applied = forged(&gate, |eve| eve.made_by = made_by).await?;
        ends_as_a_conflict(&gate, &applied).await?;
        assert_eq!(gate.mastodon.calls_count(Call::AdminApprove), 0);
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_runner_asks_for_the_password_too_because_forms_are_forgotten() -> anyhow::Result<()> {
    for made_by in [MadeBy::Form, MadeBy::Inside] {
        let gate = Gatelodge::wish().mastodon(MastodonWish::Socket).start().await?;
        let applied = forged(&gate, |eve| eve.made_by = made_by).await?;
        ends_as_a_conflict(&gate, &applied).await?;
        gate.finish().await?;
    }
    Ok(())
}

/// Mastodon names the application of an account, and then a lost answer is found again. Who does not leaves it to people.
#[tokio::test]
async fn over_http_a_lost_answer_is_found_again_where_the_instance_names_the_application() -> anyhow::Result<()> {
    for (gotosocial, status) in [(false, "success"), (true, "failed")] {
        let setup = Setup { gotosocial, ..Setup::default() };
        let gate = Gatelodge::wish().mastodon(MastodonWish::Http).mastodon_setup(setup).start().await?;
        gate.mastodon.trouble(Call::SignUp, Trouble::CrashAfter, 1);
        let (applied, token) = acts::approved(&gate, EMAIL, "ada").await?;
        choose(&applied, &token).await?;
        acts::until(harness::gatelodge::SOON, async || {
            gate.clock.advance(Duration::from_secs(1));
            Ok(seen(&applied).await?["mastodon_status"] == status)
        })
        .await?;
        assert_eq!(gate.mastodon.created_count(), 1);
        assert_eq!(gate.mastodon.user("ada").map(|user| user.approved), Some(!gotosocial));
        gate.finish().await?;
    }
    Ok(())
}
