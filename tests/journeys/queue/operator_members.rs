//! What an operator asks about members, and does to one: by the very orders, in this process.

use anyhow::Context as _;
use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::visitor::Page;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use shared::keyspace::{MemberId, Rid};
use shared::member::change::{MemberRefusal, MemberTransition};
use shared::member::store::{MemberChanged, Members};
use shared::member::{Member, SessionEpoch};
use worker::command::Exit;

use super::for_processes;
use super::operator::{answered, ask, ids, not_found};
use crate::acts::{ring, text};

const ADA: &str = "ada_lovelace";
const BOB: &str = "bob_in_the_hall";
const OLD: &str = "seven quiet otters paint";
const NEW: &str = "nine loud herons sing";

/// A gate where whoever registers is a member at once.
async fn open_gate() -> anyhow::Result<Gatelodge> {
    for_processes().setting("MEMBERS", "open").start().await
}

async fn post(gate: &Gatelodge, path: &str, body: Value) -> anyhow::Result<Page> {
    gate.visitor()?.call(Method::POST, path, None, Some(body)).await
}

/// Registers somebody; answers their rid.
async fn register(gate: &Gatelodge, name: &str, email: &str) -> anyhow::Result<String> {
    let made = post(gate, "/users/", json!({"user_id": name, "email": email, "password": OLD})).await?.expect(201)?.json()?;
    Ok(text(&made, "rid").to_owned())
}

async fn sign_in(gate: &Gatelodge, name: &str) -> anyhow::Result<Value> {
    post(gate, "/auth/login", json!({"username": name, "password": OLD})).await?.expect(200)?.json()
}

/// Asks with an access token.
async fn with_token(gate: &Gatelodge, method: Method, path: &str, tokens: &Value, body: Value) -> anyhow::Result<Response> {
    let visitor = gate.visitor()?;
    let request = visitor.client().request(method, visitor.origin().join(path)?).bearer_auth(text(tokens, "access_token"));
    Ok(request.json(&body).send().await?)
}

/// What stands behind a name in an answer.
fn fact<'a>(page: &'a str, name: &str) -> &'a str {
    page.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {page}")).trim()
}

/// What happens to a member elsewhere.
async fn happens(
    gate: &Gatelodge,
    rid: &str,
    what: impl Fn(&Member, shared::clock::Timestamp) -> Result<MemberTransition, MemberRefusal> + Send,
) -> anyhow::Result<()> {
    let members = Members::new(gate.connection()?, ring(gate)?, shared::clock::Clock::system(), gate.timing().clone());
    let changed = members.change(MemberId::parse(rid).context("an id")?, None, what).await?;
    anyhow::ensure!(matches!(changed, MemberChanged::To(Some(_))), "{changed:?}");
    Ok(())
}

#[tokio::test]
async fn members_are_listed_and_shown_without_anything_personal_until_that_is_asked_for() -> anyhow::Result<()> {
    let gate = open_gate().await?;
    assert_eq!(answered(&gate, "members list").await?, "no members yet\n");
    let rid = register(&gate, ADA, "ada@example.org").await?;
    let list = answered(&gate, "members list").await?;
    assert_eq!(ids(&list), [rid.as_str()]);
    let row = list.lines().nth(1).unwrap_or_default();
    assert!(row.contains("member  ") && row.contains("none") && row.ends_with("not proved") && !list.contains(ADA), "{list}");

    let order = format!("members show {rid}");
    let alone = answered(&gate, &order).await?;
    assert_eq!((fact(&alone, "sessions"), fact(&alone, "newest session")), ("0", "none"));
    let tokens = sign_in(&gate, ADA).await?;
    sign_in(&gate, "ada@example.org").await?;
    let shown = answered(&gate, &order).await?;
    assert_eq!(answered(&gate, &format!("members show {ADA}")).await?, shown, "the name finds the same");
    assert_eq!((fact(&shown, "id"), fact(&shown, "role"), fact(&shown, "sessions")), (rid.as_str(), "member", "2"));
    assert_eq!((fact(&shown, "address"), fact(&shown, "password")), ("not proved", "set"));
    assert!(fact(&shown, "newest session").starts_with("20") && !shown.contains(ADA), "{shown}");

    let revealed = ask(&gate, &format!("{order} --reveal")).await?.answer;
    assert_eq!((fact(&revealed, "name  "), fact(&revealed, "mail")), (ADA, "ada@example.org"));
    assert!(!revealed.contains(OLD) && !revealed.contains("argon2"), "{revealed}");

    for nobody in ["nonsense", "No/Name", &Rid::random().to_string()] {
        for order in ["show NAME", "grant NAME operator", "end-sessions NAME", "reset NAME"] {
            let order = format!("members {order}").replace("NAME", nobody);
            assert_eq!(not_found(&gate, &order).await?, "there is no such member\n", "{order}");
        }
    }
    assert!(not_found(&gate, "members show ada@example.org").await?.starts_with("no address is asked for here"));
    let left = with_token(&gate, Method::DELETE, "/users/me", &tokens, json!({"password": OLD})).await?;
    assert_eq!(left.status(), 204);
    assert_eq!(answered(&gate, "members list").await?, "no members yet\n");
    assert_eq!(not_found(&gate, &order).await?, "this member has left\n");
    Ok(())
}

#[tokio::test]
async fn a_granted_role_holds_from_the_next_request_until_it_is_taken_away() -> anyhow::Result<()> {
    let gate = open_gate().await?;
    register(&gate, ADA, "ada@example.org").await?;
    let bob = register(&gate, BOB, "bob@example.org").await?;
    let (ada, tokens) = (sign_in(&gate, ADA).await?, sign_in(&gate, BOB).await?);
    let mut posts = Vec::new();
    for _ in 0..2 {
        let made = with_token(&gate, Method::POST, "/posts/", &ada, json!({"title": "Bread", "content": "Flour, water, salt"})).await?;
        posts.push(made.error_for_status()?.json::<Value>().await?["id"].clone());
    }
    let delete = async |post: &Value| -> anyhow::Result<u16> {
        Ok(with_token(&gate, Method::DELETE, &format!("/posts/{post}"), &tokens, json!({})).await?.status().as_u16())
    };
    assert_eq!(delete(&posts[0]).await?, 403);
    for again in [false, true] {
        let said = answered(&gate, &format!("members grant {BOB} moderator")).await?;
        assert!(said.starts_with("its role is now moderator (granted)\n") && said.contains("not proved"), "{again}: {said}");
    }
    assert_eq!(delete(&posts[0]).await?, 204);
    assert_eq!(fact(&answered(&gate, &format!("members show {bob}")).await?, "role"), "moderator (granted)");
    assert_eq!(answered(&gate, &format!("members grant {bob} member")).await?, "its role is now member\n");
    assert_eq!(delete(&posts[1]).await?, 403);
    let audit = answered(&gate, "audit list").await?;
    let noted = audit.lines().filter(|line| line.contains("role granted") && line.contains(&bob) && line.ends_with("the operator"));
    assert_eq!(noted.count(), 2, "what changed nothing is not noted:\n{audit}");
    Ok(())
}

#[tokio::test]
async fn a_role_by_the_settings_is_said_to_be_one_and_no_order_takes_it_away() -> anyhow::Result<()> {
    let gate = open_gate().await?;
    let rid = register(&gate, ADA, MODERATORS[0]).await?;
    let role = async || -> anyhow::Result<String> { Ok(fact(&answered(&gate, &format!("members show {rid}")).await?, "role").to_owned()) };
    assert_eq!(role().await?, "member", "anybody may have typed that address");
    let epoch = SessionEpoch::random();
    happens(&gate, &rid, |member, now| member.prove(epoch, now)).await?;
    assert_eq!(role().await?, "moderator (settings)");
    assert!(answered(&gate, "members list").await?.contains("moderator (settings)"));
    let grant = async |role: &str| answered(&gate, &format!("members grant {rid} {role}")).await;
    assert_eq!(grant("operator").await?, "its role is now operator (granted)\n");
    assert_eq!(grant("moderator").await?, "its role is now moderator (settings and granted)\n");
    let taken = grant("member").await?;
    assert!(taken.starts_with("its role is now moderator (settings)\nGATELODGE_MODERATORS makes it a moderator"), "{taken}");
    Ok(())
}

#[tokio::test]
async fn ended_sessions_are_dead_at_once_and_the_member_signs_in_again() -> anyhow::Result<()> {
    let gate = open_gate().await?;
    let rid = register(&gate, ADA, "ada@example.org").await?;
    register(&gate, BOB, "bob@example.org").await?;
    let (one, two, bob) = (sign_in(&gate, ADA).await?, sign_in(&gate, ADA).await?, sign_in(&gate, BOB).await?);
    let me = async |tokens: &Value| -> anyhow::Result<u16> {
        Ok(with_token(&gate, Method::GET, "/users/me", tokens, json!({})).await?.status().as_u16())
    };
    let refreshed = async |tokens: &Value| -> anyhow::Result<u16> {
        Ok(post(&gate, "/auth/refresh", json!({"refresh_token": tokens["refresh_token"]})).await?.status.as_u16())
    };
    assert_eq!((me(&one).await?, me(&two).await?), (200, 200));
    assert_eq!(answered(&gate, &format!("members end-sessions {rid}")).await?, "every session of this member has ended\n");
    for tokens in [&one, &two] {
        assert_eq!((me(tokens).await?, refreshed(tokens).await?), (401, 401));
    }
    assert_eq!((me(&bob).await?, refreshed(&bob).await?), (200, 200), "another member's go on");
    let show = format!("members show {rid}");
    assert_eq!(fact(&answered(&gate, &show).await?, "sessions"), "0");
    assert!(!crate::acts::keys(&gate).await?.iter().any(|key| key.contains(":famil") && key.contains(&rid)), "families are forgotten");
    assert!(answered(&gate, "audit list").await?.contains("sessions ended"));
    let again = sign_in(&gate, ADA).await?;
    assert_eq!(me(&again).await?, 200);
    assert_eq!(fact(&answered(&gate, &show).await?, "sessions"), "1");
    Ok(())
}

#[tokio::test]
async fn a_reset_mails_one_letter_whose_link_works_once() -> anyhow::Result<()> {
    let mut gate = open_gate().await?;
    let rid = register(&gate, ADA, "ada@example.org").await?;
    gate.start_worker().await?;
    gate.settle().await?;
    let tokens = sign_in(&gate, ADA).await?;
    let said = answered(&gate, &format!("members reset {ADA}")).await?;
    assert!(said.contains("good once, until 20") && !said.contains("?t="), "{said}");
    let is_reset = |letter: &harness::mailbox::Letter| letter.is_to("ada@example.org") && letter.link_to("/reset?t=").is_some();
    let letter = gate.mailbox().wait_for(is_reset, SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().wait_for_count(1, is_reset, SOON).await?.len(), 1);
    let link = letter.link_to("/reset?t=").and_then(|link| link.strip_prefix(gate.origin()).map(str::to_owned)).context("a link")?;
    assert!(!said.contains(link.split_once("?t=").context("a token")?.1));
    // Nothing changed yet: only a pressed button does that.
    assert_eq!(with_token(&gate, Method::GET, "/users/me", &tokens, json!({})).await?.status(), 200);

    let set = async |link: &str, password: &str| -> anyhow::Result<Page> {
        let browser = gate.visitor()?;
        let page = browser.open(link).await?.expect(200)?;
        let form = page.form("action=set")?.with("password", password);
        browser.submit(&page, &form).await
    };
    set(&link, NEW).await?.expect(200)?;
    assert_eq!(with_token(&gate, Method::GET, "/users/me", &tokens, json!({})).await?.status(), 401);
    let try_in = async |password: &str| post(&gate, "/auth/login", json!({"username": ADA, "password": password})).await;
    try_in(OLD).await?.expect(401)?;
    try_in(NEW).await?.expect(200)?;
    assert!(set(&link, "two sleepy badgers dig").await.is_err(), "its form is gone");
    try_in(NEW).await?.expect(200)?;
    let audit = answered(&gate, "audit list").await?;
    assert!(audit.lines().any(|line| line.contains("reset started") && line.contains(&rid) && line.ends_with("the operator")), "{audit}");
    gate.finish().await
}

#[tokio::test]
async fn a_member_without_an_address_cannot_be_mailed_a_link_and_the_operator_hears_what_to_do() -> anyhow::Result<()> {
    let gate = open_gate().await?;
    let rid = register(&gate, ADA, "ada@example.org").await?;
    let epoch = SessionEpoch::random();
    happens(&gate, &rid, |member, _| member.yield_address(epoch)).await?;
    let shown = answered(&gate, &format!("members show {rid}")).await?;
    assert_eq!((fact(&shown, "address"), fact(&shown, "password")), ("none", "none, only a reset gives one"));
    let said = ask(&gate, &format!("members reset {rid}")).await?;
    assert_eq!((said.exit, said.answer.as_str()), (Exit::Failed, ""));
    assert!(said.complaint.contains("no address") && said.complaint.contains("applies anew"), "{}", said.complaint);
    assert!(!answered(&gate, "audit list").await?.contains("reset started"), "nothing was started");
    Ok(())
}
