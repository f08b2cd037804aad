//! Turning somebody away: in whose words, with a letter or without, one by one or many at once; and where a moderator goes then.

use harness::gatelodge::{Gatelodge, MODERATORS, SOON, Wish};
use harness::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::json;

use crate::acts::{self, Applied, apply, moderator_token};

const FULL: &str = "We have no room at present";
const MORE: &str = "Please tell us more about yourself";

fn gate_with_reasons() -> Wish {
    let quick = Gatelodge::wish().setting("CONFIRM_EMAIL", "false").setting("RATE_LIMITS", "off");
    quick.setting("REASONS", &format!("{FULL}|{MORE}"))
}

/// A moderator before the page of a registration.
async fn before(gate: &Gatelodge, moderator: &str, rid: &str) -> anyhow::Result<(Visitor, Page)> {
    let (visitor, token) = (gate.visitor()?, moderator_token(gate, moderator, rid).await?);
    let page = visitor.open(&format!("/m/{rid}?t={token}")).await?.expect(200)?;
    Ok((visitor, page))
}

/// What stands in the letter of a rejection, once every job is done; none where there was no such letter.
async fn told(gate: &Gatelodge, applied: &Applied) -> anyhow::Result<Option<String>> {
    gate.settle().await?;
    let letters = gate.mailbox().letters_to(&applied.email);
    let told: Vec<String> =
        letters.iter().filter(|letter| letter.subject().contains("Your request to join")).map(|letter| letter.text.clone()).collect();
    anyhow::ensure!(told.len() < 2, "one letter at most: {told:?}");
    Ok(told.into_iter().next())
}

/// What the applicant reads on their own page.
async fn reads(applied: &Applied) -> anyhow::Result<String> {
    Ok(applied.browser.open(&format!("/r/{}?t={}", applied.rid, applied.token)).await?.expect(200)?.text())
}

#[tokio::test]
async fn a_ready_made_reason_and_own_words_stand_in_the_letter_and_on_the_page() -> anyhow::Result<()> {
    let gate = gate_with_reasons().start().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    let (mo, page) = before(&gate, MODERATORS[0], &ada.rid).await?;
    let text = page.text();
    assert!(text.contains("Let @ada in?") && text.contains(&format!("You decide as {}", MODERATORS[0])), "{text}");
    assert!(text.contains(FULL) && text.contains(MORE) && text.contains("Reject: @ada is told by letter"), "{text}");
    let long = page.form("action=reject")?.with("reason", FULL).with("message", &"x".repeat(980));
    let refused = mo.submit(&page, &long).await?.expect(422)?;
    let kept = refused.form("action=reject")?;
    assert_eq!((kept.value("reason"), kept.value("message").map(str::len)), (Some(FULL), Some(980)), "what was typed is kept");
    let form = page.form("action=reject")?.with("reason", FULL).with("message", "Ask again in spring.");
    let decided = mo.submit(&page, &form).await?.expect(200)?;
    let text = decided.text();
    assert!(text.contains("A letter tells them.") && text.contains("deletes itself in 24 hours"), "{text}");
    assert!(text.contains("One more request waits") && decided.body.contains("/moderate"), "bob waits: {text}");
    let letter = told(&gate, &ada).await?.expect("a letter");
    assert!(letter.contains(FULL) && letter.contains("Ask again in spring."), "{letter}");
    let page = reads(&ada).await?;
    assert!(page.contains(FULL) && page.contains("Ask again in spring."), "{page}");

    let (mo, page) = before(&gate, MODERATORS[0], &bob.rid).await?;
    let decided = mo.submit(&page, &page.form("action=approve")?).await?.expect(200)?.text();
    assert!(decided.contains("They have 7 days") && decided.contains("Nothing else waits"), "{decided}");
    gate.finish().await
}

#[tokio::test]
async fn whoever_is_to_get_no_letter_gets_none_and_reads_the_words_on_their_page() -> anyhow::Result<()> {
    let gate = gate_with_reasons().start().await?;
    let mut people = Vec::new();
    for name in ["ada", "bob", "cyd", "dan"] {
        people.push(apply(&gate, &format!("{name}@example.org"), name).await?);
    }
    let [ada, bob, cyd, dan] = &people[..] else { panic!("four people") };
    // At the page, in the queue and by a program; the last is told, so that the letter is known where it is wanted.
    let (mo, page) = before(&gate, MODERATORS[0], &ada.rid).await?;
    let silent = page.form("action=reject")?.with("reason", MORE).with("silent", "yes");
    let decided = mo.submit(&page, &silent).await?.expect(200)?.text();
    assert!(decided.contains("No letter goes out"), "{decided}");
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[1]), SOON).await?;
    let max = gate.visitor()?;
    let queue = max.open(letter.link_to("/moderate?t=").expect("the link")).await?.expect(200)?;
    assert!(queue.text().contains(&format!("You decide as {}", MODERATORS[1])), "{}", queue.text());
    let silent = queue.form("action=reject")?.with("rid", &bob.rid).with("message", "Not now.").with("silent", "yes");
    max.submit(&queue, &silent).await?.expect(200)?;
    for (applied, body) in [(cyd, json!({"status": "rejected", "message": "No.", "letter": false})), (dan, json!({"status": "rejected"}))] {
        let token = moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
        mo.call(Method::PUT, &applied.path(), Some((&applied.rid, &token)), Some(body)).await?.expect(200)?;
    }
    for (applied, words) in [(ada, MORE), (bob, "Not now."), (cyd, "No.")] {
        assert_eq!(told(&gate, applied).await?, None, "{words}");
        assert!(reads(applied).await?.contains(words), "{words}");
    }
    assert!(told(&gate, dan).await?.is_some(), "where nobody says otherwise a letter goes out");
    let token = moderator_token(&gate, MODERATORS[0], &dan.rid).await?;
    let odd = Some(json!({"status": "rejected", "letter": "no"}));
    mo.call(Method::PUT, &dan.path(), Some((&dan.rid, &token)), odd).await?.expect(422)?;
    gate.finish().await
}

#[tokio::test]
async fn many_are_turned_away_at_once_with_one_reason() -> anyhow::Result<()> {
    let gate = gate_with_reasons().start().await?;
    let (ada, bob) = (apply(&gate, "ada@example.org", "ada").await?, apply(&gate, "bob@example.org", "bob").await?);
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    let mo = gate.visitor()?;
    mo.open(letter.link_to("/moderate?t=").expect("the link")).await?.expect(200)?;
    let before = acts::everything(&gate).await?;
    let ticked = mo.open("/moderate?tick=all").await?.expect(200)?;
    assert_eq!((acts::everything(&gate).await? == before, ticked.body.matches("form=\"chosen\"").count()), (true, 2));
    assert_eq!(ticked.body.matches("checked>").count(), 2 + 3, "both, and “none of these” in each form");
    // A form sends what is ticked outside of it, too; and no form posts to an address that ticks what comes next.
    let send = async |message: &str, rids: &[&str]| {
        let form = ticked.form("action=reject-chosen")?;
        let mut fields = vec![("nonce", form.value("nonce").unwrap_or_default()), ("action", "reject-chosen")];
        fields.extend([("reason", FULL), ("message", message)]);
        fields.extend(rids.iter().map(|rid| ("chosen", *rid)));
        let request = mo.client().post(mo.origin().join("/moderate")?).header("Sec-Fetch-Site", "same-origin").form(&fields);
        let answer = request.send().await?;
        anyhow::Ok((answer.status().as_u16(), answer.text().await?))
    };
    let rids = [ada.rid.as_str(), bob.rid.as_str()];
    let (status, body) = send(&"x".repeat(1_001), &rids).await?;
    assert!(status == 422 && body.contains("Shorten your words") && body.matches("checked>").count() >= 4, "{status} {body}");
    assert_eq!(told(&gate, &ada).await?, None, "and nobody was turned away");
    let (status, body) = send("Sorry.", &rids).await?;
    assert!(status == 200 && body.matches(": rejected.").count() == 2, "{status} {body}");
    for applied in [&ada, &bob] {
        let letter = told(&gate, applied).await?.expect("a letter");
        assert!(letter.contains(FULL) && letter.contains("Sorry."), "{letter}");
    }
    gate.finish().await
}

#[tokio::test]
async fn a_vote_that_does_not_decide_asks_for_no_words() -> anyhow::Result<()> {
    let gate = gate_with_reasons().setting("REJECTIONS", "2").start().await?;
    let ada = apply(&gate, "ada@example.org", "ada").await?;
    let (mo, page) = before(&gate, MODERATORS[0], &ada.rid).await?;
    assert!(page.form("action=reject")?.value("message").is_none() && page.text().contains("Vote to reject @ada"), "{}", page.text());
    let counted = mo.submit(&page, &page.form("action=reject")?).await?.expect(200)?.text();
    assert!(counted.contains("Waiting for 1 more vote to reject") && counted.contains("Nothing else waits"), "{counted}");
    let (max, page) = before(&gate, MODERATORS[1], &ada.rid).await?;
    max.submit(&page, &page.form("action=reject")?.with("message", "We are full.")).await?.expect(200)?;
    assert!(told(&gate, &ada).await?.expect("a letter").contains("We are full."));
    gate.finish().await
}
