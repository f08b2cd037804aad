//! Letters as their receivers get them, whatever was typed into the forms.

use std::process::{Command, Stdio};

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use serde_json::{Value, json};

use crate::acts::{self, apply, apply_with, approve, approved, confirmed};

/// The header names that a letter of ours has, sorted, and no other.
const HEADERS: [&str; 9] =
    ["Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"];

/// A letter through a second parser: Python's own.
fn second_opinion(raw: &[u8]) -> anyhow::Result<Value> {
    use std::io::Write;
    let script = "import email, email.policy, json, sys\n\
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n\
        print(json.dumps({'names': sorted(m.keys()), 'to': [str(a) for a in m['To'].addresses], 'subject': m['Subject'],\n\
        'types': [p.get_content_type() for p in m.walk()], 'text': m.get_body(('plain',)).get_content(), 'defects': [str(d) for d in m.defects]}))";
    let mut child = Command::new("python3").args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().expect("piped").write_all(raw)?;
    Ok(serde_json::from_slice(&child.wait_with_output()?.stdout)?)
}

#[tokio::test]
async fn t19_nothing_typed_anywhere_changes_a_letters_head_or_its_receiver() -> anyhow::Result<()> {
    let hostile =
        ["x\r\nBcc: eve@example.org", "x\nSubject: pwned", "a\u{0}b", "l\u{2028}Bcc: eve@example.org", "p\u{2029}q\u{85}r", "\u{202e}txet"];
    let gate = Gatelodge::wish().setting("COMMUNITY", "Bees & Birds").setting("RATE_LIMITS", "off").start().await?;
    for (number, words) in hostile.iter().enumerate() {
        let email = format!("p{number}@example.org");
        let applied = apply_with(&gate, json!({"email": email, "username": format!("p{number}"), "reason": words})).await?;
        confirmed(&gate, &applied).await?;
        let token = acts::moderator_token(&gate, MODERATORS[0], &applied.rid).await?;
        let body = json!({"status": "rejected", "message": words});
        gate.visitor()?.call(reqwest::Method::PUT, &applied.path(), Some((&applied.rid, &token)), Some(body)).await?.expect(200)?;
    }
    gate.settle().await?;
    let letters = gate.mailbox().letters();
    assert!(letters.len() >= hostile.len() * 6, "{}", letters.len());
    for letter in letters {
        assert_eq!(letter.to.len(), 1, "one receiver on the envelope");
        assert_ne!(letter.to[0], "eve@example.org");
        let seen = second_opinion(&letter.raw)?;
        assert_eq!(seen["to"].as_array().map(Vec::len), Some(1), "{seen}");
        assert_eq!(seen["defects"], json!([]), "{seen}");
        let names: Vec<&str> = seen["names"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let ours =
            |name: &&str| HEADERS.contains(name) || (letter.link_to("/m/").is_some() && matches!(*name, "References" | "In-Reply-To"));
        assert!(names.iter().all(ours), "{names:?}");
        assert!(!names.contains(&"Bcc"));
        assert_eq!(seen["types"], json!(["multipart/alternative", "text/plain", "text/html"]), "text first");
        assert_eq!(seen["text"].as_str().unwrap().replace("\r\n", "\n").trim(), letter.text.trim());
    }
    gate.finish().await
}

#[tokio::test]
async fn moderators_letters_of_one_registration_form_a_thread() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let applied = apply(&gate, "ada@example.org", "ada").await?;
    confirmed(&gate, &applied).await?;
    gate.pass(std::time::Duration::from_hours(25)).await?;
    let letters = gate.mailbox().wait_for_count(2, |letter| letter.is_to(MODERATORS[0]), SOON).await?;
    let root = letters[0].header("References").map(ToOwned::to_owned);
    assert!(root.is_some() && letters.iter().all(|letter| letter.header("References").map(ToOwned::to_owned) == root));
    assert_ne!(letters[0].message_id(), letters[1].message_id());
    gate.finish().await
}

#[tokio::test]
async fn the_fourth_open_registration_of_an_address_is_heard_by_nobody() -> anyhow::Result<()> {
    let gate = Gatelodge::wish().setting("LIMITS", "letters.receiver=10/1d").start().await?;
    let mut all = Vec::new();
    for number in 0..4 {
        all.push(apply(&gate, "ada@example.org", &format!("ada{number}")).await?);
    }
    let (last, second) = (all.pop().unwrap(), all.remove(1));
    gate.settle().await?;
    let letters = gate.mailbox().letters_to("ada@example.org");
    assert_eq!(letters.len(), 4, "three ask, and one says that she has asked already");
    assert!(!letters.iter().any(|letter| letter.link_to(&format!("/c/{}", last.rid)).is_some()));
    let seen = last.browser.call(reqwest::Method::GET, &last.path(), last.mine(), None).await?.expect(200)?.json()?;
    let other = second.browser.call(reqwest::Method::GET, &second.path(), second.mine(), None).await?.expect(200)?.json()?;
    let shape = |answer: &Value| answer.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(shape(&seen), shape(&other), "its caller sees what anybody sees");
    confirmed(&gate, &second).await?;
    gate.settle().await?;
    let asked = gate.mailbox().letters_to(MODERATORS[0]);
    assert_eq!(asked.len(), 1);
    assert!(asked[0].text.to_lowercase().contains("asked before"), "moderators are told of the others:\n{}", asked[0].text);
    last.browser.call(reqwest::Method::DELETE, &last.path(), last.mine(), None).await?.expect(204)?;
    gate.finish().await
}

#[tokio::test]
async fn a_lost_link_comes_by_letter_and_the_page_is_always_the_same() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let (applied, _) = approved(&gate, "ada@example.org", "ada").await?;
    gate.settle().await?;
    let letters = gate.mailbox().letters_to("ada@example.org").len();
    let mut answers = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let visitor = gate.visitor()?;
        let page = visitor.open("/lost-link").await?.expect(200)?;
        let sent = visitor.submit(&page, &page.form("")?.with("email", email)).await?.expect(200)?;
        answers.push(sent.text());
    }
    assert_eq!(answers[0].replace("ada@", "nobody@"), answers[1]);
    let found = gate.mailbox().wait_for_count(letters + 1, |letter| letter.is_to("ada@example.org"), SOON).await?;
    let link = found.last().unwrap().link_to(&format!("/r/{}", applied.rid)).expect("the link").to_owned();
    gate.visitor()?.open(&link).await?.expect(200)?;
    gate.settle().await?;
    assert!(gate.mailbox().letters_to("nobody@example.org").is_empty());
    gate.finish().await
}

#[tokio::test]
async fn the_words_of_the_applicant_reach_moderators_as_quoted_text() -> anyhow::Result<()> {
    let gate = Gatelodge::start().await?;
    let reason = "<script>alert(1)</script> see https://evil.example/x & <b>bold</b>";
    let applied = apply_with(&gate, json!({"email": "ada@example.org", "username": "ada", "reason": reason})).await?;
    confirmed(&gate, &applied).await?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to(MODERATORS[0]), SOON).await?;
    assert!(!letter.html.contains("<script>") && !letter.html.contains("href=\"https://evil.example"), "{}", letter.html);
    assert!(letter.text.contains("<script>alert(1)</script>"));
    assert!(!letter.links().iter().any(|link| link.contains("evil.example")), "never a link on a line of its own");
    approve(&gate, MODERATORS[0], &applied.rid).await?;
    gate.finish().await
}
