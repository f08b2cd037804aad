//! How moderators decide: one vote by whatever way, changeable until the decision, counted by the settings of the moment.

use harness::gatelodge::{Gatelodge, MODERATORS};
use reqwest::Method;
use serde_json::{Value, json};

use super::seen;
use crate::acts::{self, apply, approve, moderator_token, vote};

fn counts(answer: &Value) -> (Value, Value, Value, Value) {
    let votes = &answer["votes"];
    (answer["status"].clone(), votes["approve"].clone(), votes["reject"].clone(), votes["mine"].clone())
}

#[tokio::test]
async fn a_moderator_has_one_vote_by_page_and_by_call_and_may_change_it_until_the_decision() -> anyhow::Result<()> {
    let settings = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("APPROVALS", "2").setting("REJECTIONS", "2");
    let gate = settings.start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let token = moderator_token(&gate, MODERATORS[0], &ada.rid).await?;
    let mo = gate.visitor()?;
    let page = mo.open(&format!("/m/{}?t={token}", ada.rid)).await?.expect(200)?;
    let page = mo.submit(&page, &page.form("action=approve")?).await?.expect(200)?;
    assert_eq!(counts(&seen(&ada, &token).await?), (json!("pending"), json!(1), json!(0), json!("approve")));
    let again = vote(&mo, &ada.rid, &token, "approved").await?.expect(200)?.json()?;
    assert_eq!(counts(&again), (json!("pending"), json!(1), json!(0), json!("approve")));
    let changed = vote(&mo, &ada.rid, &token, "rejected").await?.expect(200)?.json()?;
    assert_eq!(counts(&changed), (json!("pending"), json!(0), json!(1), json!("reject")));
    mo.submit(&page, &page.form("action=approve")?).await?.expect(200)?;
    assert_eq!(counts(&seen(&ada, &token).await?), (json!("pending"), json!(1), json!(0), json!("approve")));
    let second = approve(&gate, MODERATORS[1], &ada.rid).await?;
    assert_eq!(counts(&second), (json!("approved"), json!(2), json!(0), json!("approve")));
    vote(&mo, &ada.rid, &token, "approved").await?.expect(200)?;
    vote(&mo, &ada.rid, &token, "rejected").await?.expect(409)?;
    mo.submit(&page, &page.form("action=reject")?).await?.expect(409)?;
    gate.finish().await
}

#[tokio::test]
async fn one_rejection_is_a_veto_whoever_approved_before() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("APPROVALS", "3").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    for moderator in &MODERATORS[..2] {
        assert_eq!(approve(&gate, moderator, &ada.rid).await?["status"], "pending");
    }
    let token = moderator_token(&gate, MODERATORS[2], &ada.rid).await?;
    let rejected = vote(&ada.browser, &ada.rid, &token, "rejected").await?.expect(200)?.json()?;
    assert_eq!(counts(&rejected), (json!("rejected"), json!(2), json!(1), json!("reject")));
    gate.finish().await
}

#[tokio::test]
async fn votes_count_by_the_settings_at_the_moment_a_vote_arrives() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("APPROVALS", "2").start().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    approve(&gate, MODERATORS[2], &ada.rid).await?;
    approve(&gate, MODERATORS[0], &bob.rid).await?;
    let tokens = [moderator_token(&gate, MODERATORS[0], &ada.rid).await?, moderator_token(&gate, MODERATORS[0], &bob.rid).await?];
    gate.settle().await?;
    let restart = async |gate: &mut Gatelodge, name: &str, value: &str| {
        gate.stop_api().await;
        gate.set(name, value);
        gate.start_api().await
    };
    restart(&mut gate, "MODERATORS", "mo@example.org,max@example.org").await?;
    let counted = vote(&ada.browser, &ada.rid, &tokens[0], "approved").await?.expect(200)?.json()?;
    assert_eq!(counts(&counted), (json!("pending"), json!(1), json!(0), json!("approve")), "the vote of who left counts no more");
    restart(&mut gate, "APPROVALS", "1").await?;
    let waiting = seen(&bob, &tokens[1]).await?;
    assert_eq!(
        (&waiting["status"], &waiting["votes"]["needed_approve"]),
        (&json!("pending"), &json!(1)),
        "settings decide nothing by themselves"
    );
    let decided = vote(&bob.browser, &bob.rid, &tokens[1], "approved").await?.expect(200)?.json()?;
    assert_eq!(counts(&decided), (json!("approved"), json!(1), json!(0), json!("approve")), "an arriving vote does, also an equal one");
    gate.finish().await
}

#[tokio::test]
async fn a_moderator_is_known_by_the_normalised_address() -> anyhow::Result<()> {
    let settings = Gatelodge::wish().setting("CONFIRM_EMAIL", "false");
    let gate = settings.setting("MODERATORS", "Mo@B\u{fc}cher.example,max@example.org").start().await?;
    let own = apply(&gate, "MO@xn--bcher-kva.EXAMPLE", "mo").await?;
    let token = acts::forged_moderator_token(&gate, "mo@xn--bcher-kva.example", &own.rid).await?;
    let other = apply(&gate, "ada@example.org", "ada").await?;
    let others = acts::forged_moderator_token(&gate, "mo@xn--bcher-kva.example", &other.rid).await?;
    vote(&own.browser, &own.rid, &token, "approved").await?.expect(403)?;
    vote(&own.browser, &other.rid, &others, "approved").await?.expect(200)?;
    gate.settle().await?;
    let asked = gate.mailbox().letters().iter().filter(|letter| letter.link_to(&format!("/m/{}", own.rid)).is_some()).count();
    assert_eq!(asked, 1, "only the other moderator is asked");
    own.browser.call(Method::DELETE, &own.path(), own.mine(), None).await?.expect(204)?;
    gate.finish().await
}
