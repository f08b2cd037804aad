//! Decisions: one outcome whatever happens at once, and only by those who may.

use std::time::Duration;

use futures_util::future::join_all;
use harness::gatelodge::{Gatelodge, MODERATORS};
use reqwest::Method;
use serde_json::json;
use shared::job::{Job, Lane, Letter};

use crate::acts::{self, apply, apply_with, confirmed, letter_token, moderator_token};

/// Two hundred votes at once, half for, half against, by `voters`.
async fn storm(voters: &[&str]) -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let mut tokens = Vec::new();
    for voter in voters {
        tokens.push(moderator_token(&gate, voter, &applied.rid).await?);
    }
    gate.settle().await?;
    gate.stop_worker().await;
    let visitor = gate.visitor()?;
    let votes = (0..200).map(|number| {
        let (visitor, rid, token) = (visitor.clone(), applied.rid.clone(), tokens[number % tokens.len()].clone());
        let status = if number / tokens.len() % 2 == 0 { "approved" } else { "rejected" };
        tokio::spawn(async move { acts::vote(&visitor, &rid, &token, status).await.map(|answer| (status, answer.status.as_u16(), answer)) })
    });
    let mut said = Vec::new();
    for answer in join_all(votes).await {
        said.push(answer??);
    }
    let outcome = acts::text(&applied.browser.call(Method::GET, &applied.path(), applied.mine(), None).await?.json()?, "status").to_owned();
    assert_ne!(outcome, "pending");
    for (wanted, status, answer) in &said {
        assert_eq!(*status, if *wanted == outcome { 200 } else { 409 }, "{wanted} after {outcome}: {}", answer.body);
    }
    let partition = shared::keyspace::Rid::parse(&applied.rid).expect("a rid").partition();
    let left = gate.queue("observer")?.queued(partition, Lane::Letters, 1_000).await?;
    let letters = left.iter().filter(|envelope| matches!(envelope.job, Job::Letter { letter: Letter::Approved | Letter::Rejected, .. }));
    assert_eq!(letters.count(), 1, "each job once");
    gate.finish().await
}

#[tokio::test(flavor = "multi_thread")]
async fn t4_two_hundred_contrary_votes_of_three_moderators_have_one_outcome() -> anyhow::Result<()> {
    storm(&MODERATORS).await
}

#[tokio::test(flavor = "multi_thread")]
async fn t4_two_hundred_contrary_votes_of_one_moderator_have_one_outcome() -> anyhow::Result<()> {
    storm(&MODERATORS[..1]).await
}

#[tokio::test]
async fn t4_before_the_confirmation_nobody_decides() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let other = apply(&gate, "bob@example.org", "bob").await?;
    confirmed(&gate, &other).await?;
    let token = moderator_token(&gate, MODERATORS[0], &other.rid).await?;
    let visitor = gate.visitor()?;
    acts::vote(&visitor, &applied.rid, &token, "approved").await?.expect(403)?;
    let early = acts::forged_moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    acts::vote(&visitor, &applied.rid, &early, "approved").await?.expect(409)?;
    gate.settle().await?;
    assert_eq!(gate.matrix.created_count(), 0);
    gate.finish().await
}

#[tokio::test]
async fn nobody_decides_on_their_own_registration() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply(&gate, MODERATORS[0], "mo").await?;
    let own = acts::forged_moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let visitor = gate.visitor()?;
    let answer = visitor.call(Method::PUT, &applied.path(), Some((&applied.rid, &own)), Some(json!({"status": "approved"}))).await?;
    assert_eq!(answer.status, 403, "{}", answer.body);
    let asked: Vec<_> = gate.mailbox().letters_to(MODERATORS[0]).iter().filter(|letter| letter.link_to("/m/").is_some()).cloned().collect();
    assert!(asked.is_empty(), "nor are they asked");
    gate.finish().await
}

#[tokio::test]
async fn t7_without_approval_no_road_leads_to_an_account() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let body = json!({"email": "eve@example.org", "username": "eve", "on_approval": true, "password": "correct horse battery"});
    let applied = apply_with(&gate, body).await?;
    let letter = confirmed(&gate, &applied).await?;
    let patch = json!({"matrix_status": "processing", "username": "eve", "password": "correct horse battery"});
    for token in [&applied.token, &letter] {
        let answer = applied.browser.call(Method::PATCH, &applied.path(), Some((&applied.rid, token)), Some(patch.clone())).await?;
        assert!(answer.status == 409 || answer.status == 403, "{}", answer.body);
        let answer =
            applied.browser.call(Method::PUT, &applied.path(), Some((&applied.rid, token)), Some(json!({"status": "approved"}))).await?;
        assert_eq!(answer.status, 403, "{}", answer.body);
    }
    let page = applied.browser.open(&format!("/r/{}", applied.rid)).await?;
    assert!(page.form("action=choose").is_err(), "no page offers it");
    gate.pass(Duration::from_hours(47)).await?;
    assert_eq!(gate.matrix.created_count(), 0);
    gate.finish().await
}

#[tokio::test]
async fn t5_a_token_of_one_kind_does_nothing_where_another_is_due() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let letter = confirmed(&gate, &applied).await?;
    let manager = moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
    let other = apply(&gate, "bob@example.org", "bob").await?;
    let other_letter = letter_token(&gate, "bob@example.org", "c", &other.rid).await?;
    let visitor = gate.visitor()?;
    let approve = json!({"status": "approved"});
    let patch = json!({"matrix_status": "processing", "username": "ada"});
    let before = acts::everything(&gate).await?;
    let rows: [(&str, Method, &str, Option<&serde_json::Value>, u16); 9] = [
        ("caller decides", Method::PUT, &applied.token, Some(&approve), 403),
        ("applicant decides", Method::PUT, &letter, Some(&approve), 403),
        ("moderator settles", Method::PATCH, &manager, Some(&patch), 403),
        ("caller settles after the confirmation", Method::PATCH, &applied.token, Some(&patch), 403),
        ("moderator withdraws", Method::DELETE, &manager, None, 403),
        ("another registration's letter", Method::DELETE, &other_letter, None, 403),
        ("another registration's caller", Method::GET, &other.token, None, 403),
        ("no token at all", Method::GET, "", None, 401),
        ("a token of nobody", Method::GET, "glc_AAAA", None, 401),
    ];
    for (who, method, token, body, status) in rows {
        let answer = visitor.call(method, &applied.path(), Some((&applied.rid, token)), body.cloned()).await?;
        assert_eq!(answer.status.as_u16(), status, "{who}: {}", answer.body);
    }
    assert_eq!(acts::everything(&gate).await?, before, "and nothing changed");
    gate.finish().await
}

#[tokio::test]
async fn t3_relinking_a_moderator_ends_their_links_at_once() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let (old, other) =
        (moderator_token(&gate, MODERATORS[0], &applied.rid).await?, moderator_token(&gate, MODERATORS[1], &applied.rid).await?);
    let get = async |token: &str| {
        anyhow::Ok(gate.visitor()?.call(Method::GET, &applied.path(), Some((&applied.rid, token)), None).await?.status.as_u16())
    };
    assert_eq!(get(&old).await?, 200);
    acts::relink(&gate, MODERATORS[0]).await?;
    assert_eq!((get(&old).await?, get(&other).await?), (403, 200));
    assert_eq!(get(&acts::forged_moderator_token(&gate, MODERATORS[0], &applied.rid).await?).await?, 200, "new letters carry new links");
    gate.finish().await
}

#[tokio::test]
async fn links_end_when_a_moderator_leaves_the_settings() -> anyhow::Result<()> {
    let mut gate = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    let token = moderator_token(&gate, MODERATORS[2], &applied.rid).await?;
    gate.stop_api().await;
    gate.set("MODERATORS", "mo@example.org,max@example.org");
    gate.start_api().await?;
    let answer =
        gate.visitor()?.call(Method::PUT, &applied.path(), Some((&applied.rid, &token)), Some(json!({"status": "approved"}))).await?;
    assert_eq!(answer.status, 403, "{}", answer.body);
    gate.finish().await
}
