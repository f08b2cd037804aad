//! Seed 3: the user `alice`, from registering to the deleted post, as the document writes each request.

use harness::gatelodge::Gatelodge;
use reqwest::{Method, header};
use serde_json::json;

use super::{Caller, Mode, Program, Sends, Tokens, both, refused};
use crate::acts::text;

/// “Body (JSON) – matches `schema.UserCreate`”.
pub(super) const USER: &str = r#"{
  "user_id": "alice",
  "email": "alice@example.com",
  "password": "strong_password"
}"#;
/// “Example request body (as `application/x-www-form-urlencoded`)”.
const LOGIN: &str = "username=alice&password=strong_password";
/// “Body (JSON) – matches `schema.PostCreate`”.
const POST: &str = r#"{
  "post_id": 1,
  "post_data": "My first post!",
  "user_id": "ignored_on_server_side"
}"#;

async fn alice(gate: &Gatelodge, mode: Mode) -> anyhow::Result<Caller> {
    let curl = Caller::new(gate, Program::Curl)?;
    let made = curl.post("/users/", Sends::Json(USER)).await?.expect(201)?.json()?;
    assert_eq!((text(&made, "user_id"), text(&made, "email")), ("alice", "alice@example.com"));
    assert!(made["created_at"].is_string() && made.get("password").is_none(), "{made}");
    mode.let_in(gate, &made, "alice@example.com", "alice", "strong_password").await?;
    Ok(curl)
}

/// Somebody else, who signs in with this name.
async fn another(gate: &Gatelodge, mode: Mode, name: &str) -> anyhow::Result<Tokens> {
    let program = Caller::new(gate, Program::Requests)?;
    let (body, email) = (USER.replace("alice", name), format!("{name}@example.com"));
    let made = program.post("/users", Sends::Json(&body)).await?.expect(201)?.json()?;
    mode.let_in(gate, &made, &email, name, "strong_password").await?;
    program.sign_in("/login", Sends::Form(&LOGIN.replace("alice", name))).await
}

#[tokio::test]
async fn seed_3_alice_registers_and_gets_a_token_by_the_form() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = mode.wish().start().await?;
        let curl = alice(&gate, mode).await?;
        for path in both("/users") {
            let again = USER.replace("alice@", "other@");
            curl.post(&path, Sends::Json(&again)).await?.expect(409)?;
        }
        for program in [Program::Curl, Program::Requests, Program::OwnPage] {
            let caller = Caller::new(&gate, program)?;
            for path in both("/login") {
                let answer = caller.post(&path, Sends::Form(LOGIN)).await?.expect(200)?;
                let token = answer.json()?;
                assert_eq!(token["token_type"], "bearer");
                caller.get("/posts/all/", text(&token, "access_token")).await?.expect(200)?;
                let json = Sends::Json(r#"{"username": "alice", "password": "strong_password"}"#);
                caller.post(&path, json).await?.expect(200)?;
                refused(caller.post(&path, Sends::Form("username=alice&password=wrong")).await?, 401, "Invalid credentials")?;
            }
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_3_until_moderators_approve_nobody_signs_in_and_the_rejected_never_do() -> anyhow::Result<()> {
    let gate = Mode::Approved.wish().start().await?;
    let curl = Caller::new(&gate, Program::Curl)?;
    let made = curl.post("/users/", Sends::Json(USER)).await?.expect(201)?.json()?;
    assert_eq!(made["status"], "pending");
    refused(curl.post("/login/", Sends::Form(LOGIN)).await?, 401, "Invalid credentials")?;
    Mode::Approved.let_in(&gate, &made, "alice@example.com", "alice", "strong_password").await?;
    curl.post("/login/", Sends::Form(LOGIN)).await?.expect(200)?;
    gate.finish().await
}

#[tokio::test]
async fn seed_3_without_a_good_token_nothing_is_validated() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = mode.wish().start().await?;
        let curl = alice(&gate, mode).await?;
        let rows = [
            (Method::GET, "/posts/all/"),
            (Method::GET, "/posts/1/"),
            (Method::POST, "/posts/"),
            (Method::PUT, "/posts/1/"),
            (Method::DELETE, "/posts/1"),
        ];
        for (method, path) in rows {
            for token in [None, Some("<JWT_TOKEN>"), Some("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9..."), Some("")] {
                let answer = curl.send(method.clone(), path, token, Sends::Json(POST)).await?;
                assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer", "{method} {path} {token:?}");
                refused(answer, 401, "Could not validate credentials")?;
            }
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_3_posts_are_created_read_updated_and_deleted_by_whom_they_belong_to() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = mode.wish().start().await?;
        let curl = alice(&gate, mode).await?;
        let alices = curl.sign_in("/login/", Sends::Form(LOGIN)).await?.access;
        let bobs = another(&gate, mode, "bob").await?.access;
        let mut made = Vec::new();
        for path in both("/posts") {
            let post = curl.send(Method::POST, &path, Some(&alices), Sends::Json(POST)).await?.expect(201)?.json()?;
            assert_eq!((text(&post, "post_data"), text(&post, "user_id")), ("My first post!", "alice"), "overridden by the server");
            assert!(post["created_at"].is_string());
            made.push(post["post_id"].as_u64().expect("a number"));
        }
        for path in both("/posts/all") {
            let mine = curl.get(&path, &alices).await?.expect(200)?.json()?;
            let ids: Vec<u64> = mine.as_array().expect("a list").iter().filter_map(|post| post["post_id"].as_u64()).collect();
            assert_eq!(ids, [made[1], made[0]]);
            assert_eq!(curl.get(&path, &bobs).await?.expect(200)?.json()?, json!([]), "the caller's own");
        }
        for path in both(&format!("/posts/{}", made[0])) {
            assert_eq!(curl.get(&path, &alices).await?.expect(200)?.json()?["post_data"], "My first post!");
            // “Returns 404 if the post does not exist or does not belong to the current user”; what `post_data` makes is a draft.
            curl.get(&path, &bobs).await?.expect(404)?;
            let body = POST.replace("My first post!", "Once more");
            let put = async |token: &str| curl.send(Method::PUT, &path, Some(token), Sends::Json(&body)).await;
            put(&bobs).await?.expect(404)?;
            let changed = put(&alices).await?.expect(200)?.json()?;
            assert_eq!((text(&changed, "post_data"), text(&changed, "user_id")), ("Once more", "alice"));
            curl.send(Method::PUT, &path, Some(&alices), Sends::Json(POST)).await?.expect(200)?;
        }
        for (path, id) in [format!("/posts/{}", made[0]), format!("/posts/{}/", made[1])].iter().zip(&made) {
            let delete = async |token: &str| curl.send(Method::DELETE, path, Some(token), Sends::Nothing).await;
            // “Where we differ”: another's draft is 404; a published one 403, which the next journey holds.
            delete(&bobs).await?.expect(404)?;
            assert_eq!(delete(&alices).await?.expect(204)?.body, "");
            delete(&alices).await?.expect(404)?;
            curl.get(&format!("/posts/{id}/"), &alices).await?.expect(404)?;
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_3_anothers_published_post_is_refused_with_403() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let gate = mode.wish().start().await?;
        let curl = alice(&gate, mode).await?;
        let alices = curl.sign_in("/login/", Sends::Form(LOGIN)).await?.access;
        let bobs = another(&gate, mode, "bob").await?.access;
        let body = POST.replacen('{', r#"{"published": true,"#, 1);
        let post = curl.send(Method::POST, "/posts/", Some(&alices), Sends::Json(&body)).await?.expect(201)?.json()?;
        let path = format!("/posts/{}", post["post_id"]);
        curl.send(Method::DELETE, &path, Some(&bobs), Sends::Nothing).await?.expect(403)?;
        curl.send(Method::PUT, &format!("{path}/"), Some(&bobs), Sends::Json(POST)).await?.expect(403)?;
        let votes = format!(r#"{{"post_id": {}, "dir": 1}}"#, post["post_id"]);
        curl.send(Method::POST, "/vote/", Some(&bobs), Sends::Json(&votes)).await?.expect(201)?;
        gate.finish().await?;
    }
    Ok(())
}
