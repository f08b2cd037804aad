//! Seed 1: posts and votes, where the board is public (to the letter) and where it is the members' (the default).

use harness::gatelodge::Gatelodge;
use reqwest::Method;
use serde_json::Value;

use super::seed_1::{gate, join, signed_in};
use super::{Caller, Mode, Program, Sends, both};
use crate::acts::text;

/// Two members and their callers, signed in.
struct People {
    gate: Gatelodge,
    ada: (Caller, String),
    bob: (Caller, String),
}

async fn people(mode: Mode, board: &str) -> anyhow::Result<People> {
    let gate = gate(mode, board).await?;
    let mut signed = Vec::new();
    for (name, program) in [("ada", Program::Requests), ("bob", Program::Curl)] {
        join(&gate, mode, name).await?;
        let caller = Caller::new(&gate, program)?;
        let access = signed_in(&caller, name).await?.access;
        signed.push((caller, access));
    }
    let [ada, bob] = <[_; 2]>::try_from(signed).map_err(|_| anyhow::anyhow!("two"))?;
    Ok(People { gate, ada, bob })
}

async fn call(who: &(Caller, String), method: Method, path: &str, body: Sends<'_>) -> anyhow::Result<harness::visitor::Page> {
    who.0.send(method, path, Some(&who.1), body).await
}

/// The ids of a list.
fn ids(posts: &Value) -> Vec<u64> {
    posts.as_array().map(|posts| posts.iter().filter_map(|post| post["id"].as_u64()).collect()).unwrap_or_default()
}

#[tokio::test]
async fn seed_1_posts_are_created_listed_read_updated_and_deleted() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let People { gate, ada, bob } = people(mode, "public").await?;
        let mut made = Vec::new();
        for (path, title) in both("/posts").into_iter().zip(["Bees", "Honey"]) {
            let body = format!(r#"{{"title": "{title}", "content": "They dance.", "published": true}}"#);
            let post = call(&ada, Method::POST, &path, Sends::Json(&body)).await?.expect(201)?.json()?;
            assert_eq!((text(&post, "title"), text(&post, "content"), &post["published"]), (title, "They dance.", &true.into()));
            assert!(post["created_at"].is_string() && post["owner_id"].is_string(), "{post}");
            made.push(post["id"].as_u64().expect("a number"));
            let nobody = bob.0.post(&path, Sends::Json(&body)).await?;
            assert_eq!(nobody.status, 401, "auth required");
        }
        made.reverse();
        let open = async |path: &str| bob.0.send(Method::GET, path, None, Sends::Nothing).await?.expect(200)?.json();
        for path in both("/posts") {
            assert_eq!(ids(&open(&path).await?), made, "newest first");
            assert_eq!(ids(&open(&format!("{path}?limit=1&skip=1&search=dance")).await?), made[1..]);
            assert_eq!(ids(&open(&format!("{path}?search=honey")).await?), made[..1]);
        }
        for path in both(&format!("/posts/{}", made[0])) {
            assert_eq!(open(&path).await?["title"], "Honey");
            let body = r#"{"title": "Wax", "content": "It melts.", "published": true}"#;
            let post = call(&ada, Method::PUT, &path, Sends::Json(body)).await?.expect(200)?.json()?;
            assert_eq!((text(&post, "title"), text(&post, "content")), ("Wax", "It melts."));
            assert_eq!(call(&bob, Method::PUT, &path, Sends::Json(body)).await?.status, 403, "another's");
            assert_eq!(call(&bob, Method::DELETE, &path, Sends::Nothing).await?.status, 403);
            assert_eq!(bob.0.send(Method::DELETE, &path, None, Sends::Nothing).await?.status, 401, "auth required");
            call(&ada, Method::PUT, &path, Sends::Json(r#"{"title": "Honey", "content": "It melts."}"#)).await?.expect(200)?;
        }
        for (path, id) in [format!("/posts/{}", made[0]), format!("/posts/{}/", made[1])].iter().zip(&made) {
            let gone = call(&ada, Method::DELETE, path, Sends::Nothing).await?.expect(204)?;
            assert_eq!(gone.body, "");
            for method in [Method::GET, Method::DELETE] {
                assert_eq!(call(&ada, method, &format!("/posts/{id}"), Sends::Nothing).await?.status, 404);
            }
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_1_reading_needs_a_member_unless_the_board_is_public() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let People { gate, ada, bob } = people(mode, "members").await?;
        let body = r#"{"title": "Bees", "content": "They dance."}"#;
        let post = call(&ada, Method::POST, "/posts/", Sends::Json(body)).await?.expect(201)?.json()?;
        let id = post["id"].as_u64().expect("a number");
        for path in both("/posts").into_iter().chain(both(&format!("/posts/{id}"))) {
            call(&bob, Method::GET, &path, Sends::Nothing).await?.expect(200)?;
            // “Where we differ”: `/posts` open → Bearer, unless `BOARD=public`.
            super::refused(bob.0.send(Method::GET, &path, None, Sends::Nothing).await?, 401, "Could not validate credentials")?;
        }
        gate.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn seed_1_a_vote_is_given_once_and_taken_back_once() -> anyhow::Result<()> {
    for mode in Mode::BOTH {
        let People { gate, ada, bob } = people(mode, "public").await?;
        let body = r#"{"title": "Bees", "content": "They dance."}"#;
        let post = call(&ada, Method::POST, "/posts/", Sends::Json(body)).await?.expect(201)?.json()?;
        let id = post["id"].as_u64().expect("a number");
        for path in both("/vote") {
            let vote = async |dir: &str| {
                let body = format!(r#"{{"post_id": {id}, "dir": {dir}}}"#);
                call(&bob, Method::POST, &path, Sends::Json(&body)).await
            };
            let added = vote("1").await?.expect(201)?.json()?;
            assert_eq!(added["message"], "successfully added vote");
            vote("1").await?.expect(409)?;
            let counted = bob.0.send(Method::GET, &format!("/posts/{id}"), None, Sends::Nothing).await?.expect(200)?.json()?;
            assert_eq!(counted["votes"], 1);
            assert_eq!(vote("0").await?.expect(201)?.json()?["message"], "successfully deleted vote");
            vote("0").await?.expect(404)?;
            bob.0.post(&path, Sends::Json(&format!(r#"{{"post_id": {id}, "dir": 1}}"#))).await?.expect(401)?;
            let nowhere = r#"{"post_id": 4711, "dir": 1}"#;
            call(&bob, Method::POST, &path, Sends::Json(nowhere)).await?.expect(404)?;
        }
        gate.finish().await?;
    }
    Ok(())
}
