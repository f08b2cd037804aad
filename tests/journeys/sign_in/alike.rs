//! T9: whoever cannot sign in learns nothing of why, by no road.

use std::collections::BTreeMap;

use fred::interfaces::ClientLike;
use harness::gatelodge::Gatelodge;
use reqwest::Method;
use serde_json::{Value, json};

use super::{PASSWORD, ada, open_gate, post};
use crate::acts::commands;
use crate::mastodon::alike::{Alike, Watched};
use crate::mastodon::programs::{account, generate};

/// Status, headers and body of an answer but for what differs each time, with the work that it took.
#[derive(Debug, PartialEq)]
struct Seen {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    hashes: u64,
    commands: BTreeMap<String, u64>,
}

async fn seen(gate: &Gatelodge, path: &str, body: Value) -> anyhow::Result<Seen> {
    let client = gate.redis.client().await?;
    client.custom::<(), _>(fred::cmd!("CONFIG"), vec!["RESETSTAT"]).await?;
    let before = gate.hashes_count();
    let answer = gate.visitor()?.call(Method::POST, path, None, Some(body)).await?;
    let changes = ["x-request-id", "date", "content-length", "location"];
    let named = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        (!changes.contains(&name.as_str())).then(|| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
    };
    let mut shape = answer.json()?;
    for changing in ["instance", "rid", "token", "id", "email", "created_at", "user_id"] {
        if let Some(field) = shape.get_mut(changing) {
            *field = json!(field.is_null());
        }
    }
    Ok(Seen {
        status: answer.status.as_u16(),
        headers: answer.headers.iter().filter_map(named).collect(),
        body: shape.to_string(),
        hashes: gate.hashes_count() - before,
        // The first count in a window sets its end, whoever is counted; and inside its one script a claim that another holds is
        // not set.
        commands: commands(&client).await?.into_iter().filter(|(name, _)| name != "pexpire" && name != "set").collect(),
    })
}

#[tokio::test]
async fn t9_signing_in_costs_the_same_and_says_the_same_whoever_is_asked_for() -> anyhow::Result<()> {
    let gate = open_gate().without_worker().start().await?;
    ada(&gate).await?;
    let pending = json!({"email": "bob@example.org"});
    post(&gate, "/registrations", pending).await?.expect(201)?;
    let wrong = |name: &str| json!({"username": name, "password": "not the password at all"});
    // The first call loads what is loaded once.
    seen(&gate, "/auth/login", wrong("warm")).await?;
    let known = seen(&gate, "/auth/login", wrong("ada@example.org")).await?;
    assert_eq!((known.status, known.hashes), (401, 1), "{known:?}");
    assert_eq!(known.commands.get("hmget"), Some(&1), "{known:?}");
    assert!(known.body.contains("Invalid credentials"));
    for name in ["ada", "nobody", "nobody@example.org", "bob@example.org", "Not A Name", "@", "ada@", "x".repeat(300).as_str()] {
        assert_eq!(seen(&gate, "/auth/login", wrong(name)).await?, known, "{name}");
        assert_eq!(seen(&gate, "/login", wrong(name)).await?, known, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn t9_tries_are_counted_by_what_was_typed_known_or_not_before_anything_is_hashed() -> anyhow::Result<()> {
    let gate = open_gate().setting("LIMITS", "passwords.account=2/15m").without_worker().start().await?;
    ada(&gate).await?;
    for name in ["ada@example.org", "nobody@example.org", "ada", "nobody", "Not A Name"] {
        let before = gate.hashes_count();
        for _ in 0..2 {
            post(&gate, "/login", json!({"username": name, "password": "wrong password"})).await?.expect(401)?;
        }
        let refused = post(&gate, "/auth/login", json!({"username": name, "password": PASSWORD})).await?.expect(429)?;
        assert!(refused.headers.contains_key("retry-after"));
        assert_eq!(gate.hashes_count() - before, 2, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn t9_registering_says_and_costs_the_same_for_a_known_address() -> anyhow::Result<()> {
    for members in ["approved", "open"] {
        let gate =
            Gatelodge::wish().setting("MEMBERS", members).setting("LIMITS", "letters.receiver=50/1d").without_worker().start().await?;
        ada(&gate).await?;
        for path in ["/users", "/auth/register"] {
            let new = |email: &str| json!({"email": email, "password": PASSWORD});
            seen(&gate, path, new("warm@example.org")).await?;
            let (known, unknown) = (seen(&gate, path, new("ada@example.org")).await?, seen(&gate, path, new("new@example.org")).await?);
            assert_eq!(known.status, 201);
            assert_eq!(known, unknown, "{members} {path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn t9_asking_for_a_platforms_token_costs_the_same_for_a_new_address_whatever_the_gate() -> anyhow::Result<()> {
    for (members, confirms) in [("open", "true"), ("open", "false"), ("approved", "false")] {
        let watched = Watched::with(|wish| {
            let limits = "registrations.block=100/1h,letters.receiver=50/1d";
            wish.setting("MEMBERS", members).setting("CONFIRM_EMAIL", confirms).setting("LIMITS", limits)
        });
        let watched = watched.await?;
        account(&watched.gate, "known");
        let (mut alike, mut hashes) = (Alike::default(), Vec::new());
        for name in ["known", "other"] {
            let before = watched.gate.hashes_count();
            let (page, told) = watched.work(generate(&watched.gate, &format!("{name}@example.org"), "a guess at a password")).await?;
            assert_eq!(page.status, 202);
            hashes.push(watched.gate.hashes_count() - before);
            alike.compare(&format!("{members} {confirms} {name}"), &page, told);
        }
        assert_eq!(hashes[0], hashes[1], "{members} {confirms}");
    }
    Ok(())
}
