//! The queue for members who moderate: by signing in, and by a proved address alone (T14b).

use harness::gatelodge::{Gatelodge, MODERATORS};

use super::{PASSWORD, at_account, let_in, open_gate, press, registered};
use crate::acts::{apply, confirmed};

#[tokio::test]
async fn a_moderator_who_signs_in_decides_at_the_queue() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let_in(&gate, "mo", MODERATORS[0]).await?;
    let ann = apply(&gate, "ann@example.org", "ann").await?;
    confirmed(&gate, &ann).await?;
    let (browser, account) = at_account(&gate, "mo", PASSWORD).await?;
    assert!(account.text().contains("Role Moderator") && account.body.contains("href=\"/moderate\""), "{}", account.text());
    assert!(browser.open("/board").await?.text().contains("Requests"), "every page leads to the queue");
    let queue = browser.open("/moderate").await?.expect(200)?;
    assert!(queue.text().contains("Approve: @ann"), "{}", queue.text());
    let foreign = account.form("do=sign-out")?.value("nonce").unwrap_or_default().to_owned();
    browser.submit(&queue, &queue.form("action=approve")?.with("nonce", &foreign)).await?.expect(403)?;
    let decided = press(&browser, &queue, "action=approve").await?.expect(200)?;
    assert!(decided.text().contains("approved."), "{}", decided.text());
    gate.finish().await
}

#[tokio::test]
async fn t14b_a_moderators_address_that_nobody_proved_opens_no_queue() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    registered(&gate, "mo", MODERATORS[0]).await?;
    let (browser, account) = at_account(&gate, "mo", PASSWORD).await?;
    assert!(account.text().contains("Role Member") && !account.body.contains("href=\"/moderate\""), "{}", account.text());
    assert!(!browser.open("/board").await?.text().contains("Requests"));
    let door = browser.open("/moderate").await?.expect(200)?;
    assert!(door.form("action=mail-link").is_ok() && door.form("action=approve").is_err());
    gate.finish().await
}
