//! `GATELODGE_MEMBERS=open`: the seeds to the letter.

use std::time::Duration;

use harness::gatelodge::{Gatelodge, MODERATORS, SOON};
use harness::mailbox::Letter;
use reqwest::Method;
use serde_json::{Value, json};
use shared::keyspace::{self, MemberId};
use shared::member::SessionEpoch;
use shared::member::session::{Families, Rotation, read_refresh};
use shared::member::store::{FoundMember, Members};
use shared::root::Print;

use super::{PASSWORD, ada, expect_not_validated, open_gate, post, post_form, sign_in, with_token};
use crate::acts::{self, text};

#[tokio::test]
async fn whoever_registers_signs_in_at_once_by_address_and_by_name_with_json_and_with_a_form() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let made = ada(&gate).await?;
    assert_eq!((&made["id"], &made["user_id"], &made["email"]), (&made["rid"], &json!("ada"), &json!("ada@example.org")), "{made}");
    assert!(made["created_at"].is_string() && made["token"].is_string() && made["status"] == "pending", "{made}");
    for path in ["/auth/login", "/auth/login/", "/login", "/login/"] {
        for body in [json!({"email": "ada@example.org"}), json!({"username": "ada"}), json!({"username": "Ada@Example.org"})] {
            let mut body = body;
            body["password"] = json!(PASSWORD);
            let answer = post(&gate, path, body).await?.expect(200)?.json()?;
            assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("bearer"), &json!(900)), "{answer}");
            assert!(text(&answer, "refresh_token").starts_with("glr_"));
        }
    }
    // Ten tries at one account in 15 minutes: the right ones count, too.
    gate.clock.advance(Duration::from_mins(16));
    let gate = relimited(gate).await?;
    for (path, name) in [("/login/", "ada"), ("/auth/login", "ada@example.org")] {
        let form = [("grant_type", "password"), ("username", name), ("password", PASSWORD), ("scope", "")];
        let answer: Value = post_form(&gate, path, &form).await?.error_for_status()?.json().await?;
        assert_eq!(answer["token_type"], "bearer");
        let me: Value = with_token(&gate, Method::GET, "/users/me", text(&answer, "access_token"), None).await?.json().await?;
        assert_eq!((&me["id"], &me["user_id"], &me["email"]), (&made["id"], &json!("ada"), &json!("ada@example.org")));
    }
    gate.finish().await
}

/// The same gate; windows of limits are Redis' own, so what was counted is forgotten by hand.
async fn relimited(gate: Gatelodge) -> anyhow::Result<Gatelodge> {
    use fred::interfaces::KeysInterface;
    let client = gate.redis.client().await?;
    for key in crate::acts::keys(&gate).await?.into_iter().filter(|key| key.contains("{limits}")) {
        client.del::<(), _>(key).await?;
    }
    Ok(gate)
}

#[tokio::test]
async fn a_name_and_an_address_that_no_registration_came_of_are_free_within_minutes_and_a_members_are_held_for_days() -> anyhow::Result<()>
{
    use fred::interfaces::{ClientLike, KeysInterface};
    let gate = open_gate().without_worker().start().await?;
    post(&gate, "/users/", json!({"user_id": "eve", "email": "eve@example.org", "password": PASSWORD})).await?.expect(201)?;
    let (roots, redis) = (acts::roots(&gate).await?, gate.redis.client().await?);
    let held_for = async |name: &str| {
        let address = format!("{name}@example.org").parse()?;
        let name = keyspace::sign_in_claim(roots.print(Print::Name, name.as_bytes()));
        let left: [i64; 2] =
            [redis.pttl(name.as_str()).await?, redis.pttl(keyspace::address_claim(roots.address(&address)).as_str()).await?];
        anyhow::Ok(left.map(|ms| Duration::from_millis(ms.try_into().unwrap_or_default())))
    };
    assert!(held_for("eve").await?.iter().all(|left| *left > Duration::from_hours(47)), "no worker kept them for good yet");
    // Claims are strings, records are hashes: all but the commit goes well.
    redis.custom::<(), _>(fred::cmd!("ACL"), vec!["SETUSER", "default", "-hset"]).await?;
    let refused = post(&gate, "/users/", json!({"user_id": "ada", "email": "ada@example.org", "password": PASSWORD})).await?;
    assert!(refused.status.is_server_error(), "{}", refused.body);
    for left in held_for("ada").await? {
        assert!(!left.is_zero() && left <= gate.timing().claim_taken, "{left:?}");
    }
    Ok(())
}

#[tokio::test]
async fn seed_4_registers_with_a_username_and_signs_in_with_it() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let body = json!({"username": "johndoe", "email": "john@example.com", "password": "securepassword123"});
    let made = post(&gate, "/auth/register", body.clone()).await?.expect(201)?.json()?;
    assert_eq!((&made["msg"], &made["status"]), (&json!("user created"), &json!("pending")), "{made}");
    assert!(made["rid"].is_string() && made["token"].is_string());
    let again = json!({"username": "johndoe", "email": "other@example.com", "password": "securepassword123"});
    post(&gate, "/auth/register/", again).await?.expect(409)?;
    let login = json!({"username": "johndoe", "password": "securepassword123"});
    post(&gate, "/auth/login", login).await?.expect(200)?;
    let bare = json!({"email": "jane@example.com", "password": "securepassword123"});
    post(&gate, "/auth/register", bare.clone()).await?.expect(201)?;
    post(&gate, "/auth/login", bare).await?.expect(200)?;
    let wrong = post(&gate, "/auth/register", json!({"username": "me", "email": "x", "password": "short"})).await?.expect(422)?.json()?;
    let pointers: Vec<&str> = wrong["errors"].as_array().unwrap().iter().map(|fault| text(fault, "pointer")).collect();
    assert_eq!(pointers, ["/email", "/username", "/password"]);
    let missing = post(&gate, "/users", json!({"email": " "})).await?.expect(422)?.json()?;
    let pointers: Vec<&str> = missing["errors"].as_array().unwrap().iter().map(|fault| text(fault, "pointer")).collect();
    assert_eq!(pointers, ["/password", "/email"]);
    gate.finish().await
}

#[tokio::test]
async fn a_refresh_token_is_traded_for_a_pair_and_signing_out_ends_that_session_alone() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let (one, two) = (sign_in(&gate, "ada").await?, sign_in(&gate, "ada").await?);
    let refresh = async |token: &str| post(&gate, "/auth/refresh", json!({"refresh_token": token})).await;
    let first = text(&one, "refresh_token");
    let next = refresh(first).await?.expect(200)?;
    assert!(next.headers.get("set-cookie").is_none(), "by body no cookie");
    let next = next.json()?;
    assert_ne!(next["refresh_token"], one["refresh_token"]);
    let again = refresh(first).await?.expect(200)?.json()?;
    assert_eq!(again["refresh_token"], next["refresh_token"], "the same successor while it is unused");
    let third = refresh(text(&next, "refresh_token")).await?.expect(200)?.json()?;
    refresh(first).await?.expect(401)?;
    refresh(text(&third, "refresh_token")).await?.expect(200)?;
    for nonsense in ["", "glr_", "glr_AAAA", text(&one, "access_token")] {
        let refused = refresh(nonsense).await?.expect(401)?.json()?;
        assert_eq!(refused["detail"], "Could not validate credentials");
    }
    let out = json!({"refresh_token": two["refresh_token"]});
    for _ in 0..2 {
        assert_eq!(post(&gate, "/auth/logout", out.clone()).await?.expect(200)?.json()?, json!({"msg": "logged out"}));
    }
    refresh(text(&two, "refresh_token")).await?.expect(401)?;
    post(&gate, "/auth/logout/", json!({"refresh_token": "glr_nobody"})).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn t13_a_refresh_token_used_again_after_the_grace_ends_its_session_and_tells_the_owner() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let (stolen, other) = (sign_in(&gate, "ada").await?, sign_in(&gate, "ada").await?);
    let refresh = async |token: &Value| post(&gate, "/auth/refresh", json!({"refresh_token": token})).await;
    let mine = refresh(&stolen["refresh_token"]).await?.expect(200)?.json()?;
    gate.clock.advance(Duration::from_secs(31));
    refresh(&stolen["refresh_token"]).await?.expect(401)?;
    refresh(&mine["refresh_token"]).await?.expect(401)?;
    refresh(&other["refresh_token"]).await?.expect(200)?;
    let letter = gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org") && letter.subject().contains("session"), SOON).await?;
    assert!(letter.link_to("/account").is_some());
    gate.finish().await
}

#[tokio::test]
async fn t13_the_owner_hears_once_even_where_the_process_that_noticed_died_before_it_could_tell() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let stolen = sign_in(&gate, "ada").await?;
    let refresh = async |token: &Value| post(&gate, "/auth/refresh", json!({"refresh_token": token})).await;
    refresh(&stolen["refresh_token"]).await?.expect(200)?;
    gate.clock.advance(Duration::from_secs(31));
    // What another process would have done up to its end.
    let (ring, roots) = (crate::acts::ring(&gate)?, crate::acts::roots(&gate).await?);
    let families = Families::new(gate.connection()?, ring, gate.clock.clone(), gate.timing().clone(), Duration::from_hours(720));
    let claimed = read_refresh(text(&stolen, "refresh_token")).expect("a refresh token");
    assert_eq!(families.rotate(&roots, &claimed, SessionEpoch::of(0)).await?, Rotation::Reused);
    for _ in 0..3 {
        refresh(&stolen["refresh_token"]).await?.expect(401)?;
    }
    let told = |letter: &Letter| letter.is_to("ada@example.org") && letter.subject().contains("session");
    gate.mailbox().wait_for(told, SOON).await?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().wait_for_count(1, told, SOON).await?.len(), 1);
    let (id, family) = (claimed.member.to_string(), claimed.family.to_string());
    assert!(!crate::acts::keys(&gate).await?.iter().any(|key| key.contains(&id) && key.contains(&family)), "nothing of it rests");
    gate.finish().await
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_token_at_once() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    ada(&gate).await?;
    let (one, two) = (sign_in(&gate, "ada").await?, sign_in(&gate, "ada@example.org").await?);
    for tokens in [&one, &two] {
        assert_eq!(with_token(&gate, Method::GET, "/users/me", text(tokens, "access_token"), None).await?.status(), 200);
    }
    let out = with_token(&gate, Method::POST, "/auth/logout-all/", text(&one, "access_token"), None).await?;
    assert_eq!((out.status().as_u16(), out.json::<Value>().await?), (200, json!({"msg": "logged out"})));
    for tokens in [&one, &two] {
        for (method, path) in [(Method::GET, "/users/me"), (Method::POST, "/auth/logout-all"), (Method::DELETE, "/users/me")] {
            expect_not_validated(with_token(&gate, method, path, text(tokens, "access_token"), None).await?).await?;
        }
        post(&gate, "/auth/refresh", json!({"refresh_token": tokens["refresh_token"]})).await?.expect(401)?;
    }
    sign_in(&gate, "ada").await?;
    gate.finish().await
}

#[tokio::test]
async fn an_access_token_ends_with_its_minutes_and_nothing_else_is_one() -> anyhow::Result<()> {
    let gate = open_gate().setting("BOARD", "public").start().await?;
    let made = ada(&gate).await?;
    let tokens = sign_in(&gate, "ada").await?;
    let access = text(&tokens, "access_token");
    for (shown, what) in
        [(text(&tokens, "refresh_token"), "a refresh token"), ("", "nothing"), (&access[..access.len() - 9], "half of one")]
    {
        let answer = with_token(&gate, Method::GET, "/users/me", shown, None).await?;
        assert_eq!(answer.status(), 401, "{what}");
        expect_not_validated(answer).await?;
        // What is open to everybody is not open to a bad token.
        expect_not_validated(with_token(&gate, Method::GET, "/users/ada", shown, None).await?).await?;
    }
    for id in ["ada", text(&made, "id")] {
        let shown = gate.visitor()?.call(Method::GET, &format!("/users/{id}/"), None, None).await?.expect(200)?.json()?;
        assert_eq!(shown, json!({"id": made["id"], "user_id": "ada", "created_at": shown["created_at"]}), "no address");
    }
    for id in ["bob", "AAAAAAAAAAAAAAAAAAAAAA", "all", "Ada"] {
        gate.visitor()?.call(Method::GET, &format!("/users/{id}"), None, None).await?.expect(404)?;
    }
    let keys = gate.visitor()?.call(Method::GET, "/.well-known/jwks.json", None, None).await?.expect(200)?.json()?;
    assert_eq!((&keys["keys"][0]["kty"], &keys["keys"][0]["alg"]), (&json!("OKP"), &json!("EdDSA")));
    gate.clock.advance(Duration::from_mins(16));
    expect_not_validated(with_token(&gate, Method::GET, "/users/me", access, None).await?).await?;
    post(&gate, "/auth/refresh", json!({"refresh_token": tokens["refresh_token"]})).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn whoever_leaves_is_gone_at_once_with_all_sessions_and_hears_what_stays() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let made = ada(&gate).await?;
    let (one, two) = (sign_in(&gate, "ada").await?, sign_in(&gate, "ada").await?);
    let leave = async |password: &str| {
        let body = Some(json!({"password": password}));
        with_token(&gate, Method::DELETE, "/users/me/", text(&one, "access_token"), body).await
    };
    let refused = leave("not my password at all").await?;
    assert_eq!((refused.status().as_u16(), refused.json::<Value>().await?["detail"].clone()), (401, json!("Invalid credentials")));
    assert_eq!(leave("").await?.status(), 422);
    let left = leave(PASSWORD).await?;
    assert_eq!((left.status().as_u16(), left.text().await?), (204, String::new()));
    for tokens in [&one, &two] {
        expect_not_validated(with_token(&gate, Method::GET, "/users/me", text(tokens, "access_token"), None).await?).await?;
        post(&gate, "/auth/refresh", json!({"refresh_token": tokens["refresh_token"]})).await?.expect(401)?;
    }
    for name in ["ada", "ada@example.org"] {
        post(&gate, "/login", json!({"username": name, "password": PASSWORD})).await?.expect(401)?;
    }
    let letter =
        gate.mailbox().wait_for(|letter| letter.is_to("ada@example.org") && letter.subject().contains("you have left"), SOON).await?;
    assert!(!letter.text.contains(text(&made, "id")), "it holds no secret and no link of theirs");
    gate.finish().await
}

#[tokio::test]
async fn whoever_leaves_undecided_is_let_in_by_no_moderator() -> anyhow::Result<()> {
    let gate = open_gate().setting("CONFIRM_EMAIL", "false").start().await?;
    let made = ada(&gate).await?;
    let (rid, token) = (text(&made, "rid"), text(&made, "token"));
    let manager = acts::moderator_token(&gate, MODERATORS[0], rid).await?;
    let tokens = sign_in(&gate, "ada").await?;
    let left = with_token(&gate, Method::DELETE, "/users/me", text(&tokens, "access_token"), Some(json!({"password": PASSWORD}))).await?;
    assert_eq!(left.status(), 204);
    gate.visitor()?.call(Method::GET, &format!("/registrations/{rid}"), Some((rid, token)), None).await?.expect(404)?;
    acts::vote(&gate.visitor()?, rid, &manager, "approved").await?.expect(404)?;
    gate.settle().await?;
    let keys = acts::keys(&gate).await?;
    let held: Vec<&String> =
        keys.iter().filter(|key| [":claim:", ":seats:", ":waiting", ":open"].iter().any(|of| key.contains(of))).collect();
    assert!(held.is_empty(), "{held:?}");
    ada(&gate).await?;
    gate.finish().await
}

#[tokio::test]
async fn a_password_rests_for_no_door_that_is_opened_with_another_one() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let made = ada(&gate).await?;
    let tokens = sign_in(&gate, "ada").await?;
    let body = json!({"old_password": PASSWORD, "new_password": "eight loud herons call"});
    let changed = with_token(&gate, Method::POST, "/auth/change-password", text(&tokens, "access_token"), Some(body)).await?;
    assert_eq!(changed.status(), 200);
    let members = Members::new(gate.connection()?, acts::ring(&gate)?, gate.clock.clone(), gate.timing().clone());
    let FoundMember::Member(member, _) = members.load(MemberId::parse(text(&made, "id")).expect("an id")).await? else {
        anyhow::bail!("no member")
    };
    assert_eq!(member.copy, None, "the owner of the address chooses one with the yes");
    gate.finish().await
}
