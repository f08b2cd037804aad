//! Whatever people type becomes data and nothing else: no argument, no shell, no Ruby (T21).

use harness::gatelodge::{Gatelodge, MastodonWish, SOON};
use harness::scratch::Scratch;
use reqwest::Method;
use serde_json::{Value, json};

use crate::acts;

/// What has opened other doors. `canary` is a file that would be there if any of it were carried out.
fn corpus(canary: &str) -> Vec<String> {
    let mut corpus = [
        "'; touch CANARY; '",
        "\" && touch CANARY && \"",
        "$(touch CANARY)",
        "`touch CANARY`",
        "#{`touch CANARY`}",
        "#{system('touch CANARY')}",
        "'; system('touch CANARY'); '",
        "\\'; File.write('CANARY', 'x') #",
        "<%= `touch CANARY` %>",
        "--role=Owner",
        "-e File.write('CANARY','x')",
        "--reattach --force",
        "first\nsecond: touch CANARY\n@gatelodge 00000000000000000000000000000000 {\"ok\":{}}",
        "carriage\r\nreturn\ttab",
        "null\0byte",
        "\u{202e}gnp.exe\u{2066}\u{200b}",
        "' OR 1=1 --",
        "%' UNION SELECT 1 --",
        "gatelodge:AAAAAAAAAAAAAAAAAAAAAA",
        "{\"json_class\":\"String\",\"raw\":[1]}",
    ]
    .map(|text| text.replace("CANARY", canary))
    .to_vec();
    corpus.push("x".repeat(100_000));
    corpus
}

/// Addresses that mail knows and shells would not like.
const ADDRESSES: [&str; 6] =
    ["a`id`@example.org", "a$IFS@example.org", "o'hara@example.org", "a|b@example.org", "-e@example.org", "a#{x}@example.org"];

async fn call(gate: &Gatelodge, path: &str, body: Value) -> anyhow::Result<u16> {
    let status = gate.visitor()?.call(Method::POST, path, None, Some(body)).await?.status.as_u16();
    assert!(status < 500 || status == 503 || status == 501, "{path} answered {status}");
    Ok(status)
}

/// Sends a text through every field that anybody may fill in.
async fn everywhere(gate: &Gatelodge, text: &str) -> anyhow::Result<()> {
    let good = "somebody@example.org";
    for body in [
        json!({"email": text, "username": "somebody"}),
        json!({"email": good, "username": text}),
        json!({"email": good, "username": "somebody", "reason": text, "locale": text, "services": [text]}),
        json!({"email": good, "username": "somebody", "answers": {text: text}, "password": text, "on_approval": true}),
    ] {
        call(gate, "/registrations", body).await?;
    }
    call(gate, "/registrations/names", json!({"username": text, "services": ["mastodon"]})).await?;
    for email in [text, good] {
        call(gate, "/generate-token", json!({"email": email, "password": text})).await?;
        call(gate, "/change-password", json!({"email": email, "old_password": text, "new_password": text})).await?;
        call(gate, "/forgot-password", json!({"email": email, "new_password": text})).await?;
    }
    Ok(())
}

/// Somebody whose words and password are hostile is let in.
async fn let_in(gate: &Gatelodge, number: usize, email: &str, text: &str) -> anyhow::Result<()> {
    let reason: String = text.chars().take(1_000).collect();
    let body = json!({"email": email, "username": format!("person{number}"), "reason": reason, "on_approval": true});
    let applied = acts::apply_with(gate, body).await?;
    let token = acts::letter_token(gate, email, "c", &applied.rid).await?;
    let page = applied.browser.open(&format!("/c/{}?t={token}", applied.rid)).await?.expect(200)?;
    let form = page.form("action=yes")?;
    let typed = form.clone().with("password_from", "own").with("password", text);
    let answer = applied.browser.submit(&page, &typed).await?;
    if answer.status == 422 || answer.status == 413 {
        applied.browser.submit(&page, &form.with("password_from", "generate")).await?.expect(200)?;
    } else {
        answer.expect(200)?;
    }
    let token = acts::forged_moderator_token(gate, harness::gatelodge::MODERATORS[0], &applied.rid).await?;
    acts::vote(&gate.visitor()?, &applied.rid, &token, "approved").await?.expect(200)?;
    Ok(())
}

async fn gate(way: MastodonWish) -> anyhow::Result<Gatelodge> {
    let quick = |timing: &mut shared::clock::Timing| timing.seed_answer = std::time::Duration::from_millis(50);
    Gatelodge::wish().mastodon(way).setting("RATE_LIMITS", "off").setting("PASSWORD_MIN", "8").timing(quick).start().await
}

async fn people_come(gate: &Gatelodge, canary: &str) -> anyhow::Result<()> {
    let mut number = 0;
    for text in corpus(canary) {
        everywhere(gate, &text).await?;
        number += 1;
        let_in(gate, number, &format!("p{number}@example.org"), &text).await?;
    }
    for email in ADDRESSES {
        number += 1;
        // What is no address to us goes no further.
        if acts::apply(gate, email, &format!("person{number}")).await.is_ok() {
            number += 1;
            let_in(gate, number, email, "a good password").await?;
        }
    }
    gate.settle().await
}

#[tokio::test]
async fn t21_the_runner_is_started_with_the_same_three_words_whatever_was_typed() -> anyhow::Result<()> {
    let folder = Scratch::new("canary")?;
    let canary = folder.path().join("canary");
    let gate = gate(MastodonWish::Command).await?;
    people_come(&gate, &canary.display().to_string()).await?;
    let argvs = gate.mastodon.argvs();
    assert!(!argvs.is_empty());
    for argv in argvs {
        let [program, word, script] = argv.as_slice() else { panic!("{argv:?}") };
        assert_eq!((program.as_str(), word.as_str(), script.as_str()), ("bin/rails", "runner", worker::platforms::mastodon::SCRIPT));
    }
    assert!(!canary.exists(), "something was carried out");
    let made = gate.mastodon.users();
    assert!(made.len() > 20 && made.iter().all(|user| user.role.is_none() && user.username.starts_with("person")), "{made:?}");
    gate.finish().await
}

#[tokio::test]
async fn t21_tootctl_gets_a_name_and_a_plain_address_and_nothing_else() -> anyhow::Result<()> {
    let folder = Scratch::new("canary")?;
    let canary = folder.path().join("canary");
    let gate = gate(MastodonWish::Tootctl).await?;
    people_come(&gate, &canary.display().to_string()).await?;
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._%+@-".contains(&byte));
    for argv in gate.mastodon.argvs() {
        let words: Vec<&str> = argv.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["bin/tootctl", "version" | "--version"] => {}
            ["bin/tootctl", "accounts", "create", name, email, "--confirmed", "--approve"] => {
                assert!(name.starts_with("person") && plain(name), "{name}");
                assert!(email.strip_prefix("--email=").is_some_and(plain), "{email}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(!canary.exists(), "something was carried out");
    assert!(gate.mastodon.users().iter().all(|user| user.role.is_none()));
    assert!(gate.mastodon.wait_for_user("person1", SOON).await.is_ok());
    gate.finish().await
}
