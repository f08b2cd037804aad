//! T9: no page tells who has an account, by its words or by its work.

use std::collections::BTreeMap;

use fred::interfaces::ClientLike;
use harness::gatelodge::Gatelodge;
use harness::visitor::{Form, Page};

use super::{PASSWORD, ada, open_gate};
use crate::acts::commands;

/// A page with what it took to make it.
#[derive(Debug, PartialEq)]
struct Seen {
    status: u16,
    body: String,
    hashes: u64,
    commands: BTreeMap<String, u64>,
}

/// Submits the form of a page with something typed, of which nothing is left in what is compared.
async fn seen(gate: &Gatelodge, path: &str, typed: &str, fill: impl Fn(&Page) -> anyhow::Result<Form>) -> anyhow::Result<Seen> {
    let (client, visitor) = (gate.redis.client().await?, gate.visitor()?);
    let page = visitor.open(path).await?.expect(200)?;
    client.custom::<(), _>(fred::cmd!("CONFIG"), vec!["RESETSTAT"]).await?;
    let before = gate.hashes_count();
    let answer = visitor.submit(&page, &fill(&page)?).await?;
    assert!(answer.body.contains(typed), "what was typed is kept: {}", answer.body);
    Ok(Seen {
        status: answer.status.as_u16(),
        body: answer.body.replace(typed, "…"),
        hashes: gate.hashes_count() - before,
        commands: commands(&client).await?,
    })
}

#[tokio::test]
async fn t9_whoever_cannot_sign_in_reads_one_sentence_for_the_same_work() -> anyhow::Result<()> {
    let gate = open_gate().without_worker().start().await?;
    ada(&gate).await?;
    let wrong = async |name: &str, password: &str| {
        let fill = |page: &Page| Ok(page.form("do=sign-in")?.with("username", name).with("password", password));
        seen(&gate, "/login", name, fill).await
    };
    wrong("warm", "not the password at all").await?;
    let known = wrong("ada@example.org", "not the password at all").await?;
    assert_eq!((known.status, known.hashes), (422, 1), "{known:?}");
    assert!(known.body.contains("they do not belong together") && !known.body.contains("not the password"), "{}", known.body);
    for (name, password) in [("ada", "not it either"), ("nobody", PASSWORD), ("nobody@example.org", ""), ("Not-A-Name", PASSWORD)] {
        assert_eq!(wrong(name, password).await?, known, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn t9_a_forgotten_password_says_and_costs_the_same_for_every_address() -> anyhow::Result<()> {
    let gate = open_gate().without_worker().start().await?;
    ada(&gate).await?;
    let ask = async |email: &str| seen(&gate, "/forgot", email, |page: &Page| Ok(page.form("")?.with("email", email))).await;
    // The letter that was counted for the one before is counted for the other, too.
    ask("nobody@example.org").await?;
    let known = ask("ada@example.org").await?;
    assert_eq!(known.status, 200, "{known:?}");
    assert_eq!(ask("nobody@example.org").await?, known);
    Ok(())
}

#[tokio::test]
async fn tries_at_the_page_are_counted_like_those_of_programs() -> anyhow::Result<()> {
    let gate = open_gate().setting("LIMITS", "passwords.account=2/15m").without_worker().start().await?;
    ada(&gate).await?;
    let browser = gate.visitor()?;
    for status in [422, 422, 429] {
        let answer = super::try_to_sign_in(&browser, "/login", "ada", "wrong password").await?.expect(status)?;
        assert!(!answer.body.contains("wrong password"));
    }
    Ok(())
}
