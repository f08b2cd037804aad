//! What seeds 1 and 3 document of posts and votes, sent as they write it.

use reqwest::Method;
use serde_json::json;

use super::{id, ids, join, open_gate};
use crate::acts::text;

const FIELDS: [&str; 12] =
    ["author", "content", "created_at", "id", "owner_id", "post_data", "post_id", "published", "title", "updated_at", "user_id", "votes"];

#[tokio::test]
async fn seed_3_posts_are_the_callers_own_drafts() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let alice = join(&gate, "alice").await?;
    let body = json!({"post_id": 1, "post_data": "My first post!", "user_id": "ignored_on_server_side"});
    let made = alice.call(Method::POST, "/posts/", Some(body.clone())).await?.expect(201)?;
    let post = made.json()?;
    let mut fields: Vec<&str> = post.as_object().expect("a post").keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, FIELDS);
    assert_eq!((&post["post_id"], &post["id"]), (&json!(1), &json!(1)), "the board's first");
    assert_eq!((text(&post, "post_data"), text(&post, "content"), text(&post, "title")), ("My first post!", "My first post!", ""));
    assert_eq!((text(&post, "user_id"), text(&post, "author"), text(&post, "owner_id")), ("alice", "alice", alice.id.as_str()));
    assert_eq!((&post["published"], &post["votes"]), (&json!(false), &json!(0)));
    assert_eq!((text(&post, "created_at"), text(&post, "updated_at")), ("2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z"));
    assert_eq!(made.headers["location"], "/posts/1");

    let second = alice.post(json!({"post_id": 1, "post_data": "Another", "user_id": "alice"})).await?;
    assert_eq!(id(&second), 2, "an id that is sent is nobody's wish");
    assert_eq!(alice.get("/posts/1/").await?, post);
    assert_eq!(ids(&alice.get("/posts/all/").await?), [2, 1]);

    gate.clock.advance(std::time::Duration::from_mins(1));
    let changed = json!({"post_id": 7, "post_data": "My first post, again", "user_id": "bob"});
    let changed = alice.call(Method::PUT, "/posts/1/", Some(changed)).await?.expect(200)?.json()?;
    assert_eq!((text(&changed, "post_data"), &changed["published"], id(&changed)), ("My first post, again", &json!(false), 1));
    assert_eq!((text(&changed, "created_at"), text(&changed, "updated_at")), ("2026-11-20T12:00:00Z", "2026-11-20T12:01:00Z"));
    assert_eq!((text(&changed, "user_id"), text(&changed, "owner_id")), ("alice", alice.id.as_str()));

    let gone = alice.call(Method::DELETE, "/posts/1", None).await?.expect(204)?;
    assert_eq!(gone.body, "");
    for method in [Method::GET, Method::DELETE] {
        alice.call(method, "/posts/1/", None).await?.expect(404)?;
    }
    alice.call(Method::PUT, "/posts/1/", Some(body)).await?.expect(404)?;
    assert_eq!(ids(&alice.get("/posts/all/").await?), [2]);
    gate.finish().await
}

#[tokio::test]
async fn seed_1_posts_are_read_by_all_where_the_board_is_public() -> anyhow::Result<()> {
    let gate = open_gate().setting("BOARD", "public").start().await?;
    let (ada, stranger) = (join(&gate, "ada").await?, gate.visitor()?);
    let first = ada.publish("Bees", "They dance.").await?;
    let second = ada.publish("Honey", "From *bees*.").await?;
    for path in ["/posts", "/posts/", "/posts/?limit=10&skip=0&search="] {
        let listed = stranger.call(Method::GET, path, None, None).await?.expect(200)?;
        assert_eq!(ids(&listed.json()?), [second, first], "newest first");
    }
    let one = stranger.call(Method::GET, &format!("/posts/{first}"), None, None).await?.expect(200)?.json()?;
    assert_eq!((text(&one, "title"), text(&one, "content"), &one["published"]), ("Bees", "They dance.", &json!(true)));
    let page = async |query: &str| anyhow::Ok(ids(&stranger.call(Method::GET, query, None, None).await?.expect(200)?.json()?));
    assert_eq!(page("/posts/?limit=1").await?, [second]);
    assert_eq!(page("/posts/?limit=1&skip=1").await?, [first]);
    assert_eq!(page("/posts/?search=DANCE").await?, [first]);
    assert_eq!(page("/posts/?search=bees").await?, [second, first]);
    assert_eq!(page("/posts/?search=wasps").await?, [0; 0]);

    let body = json!({"title": "Bees!", "content": "They dance, and sing."});
    let changed = ada.call(Method::PUT, &format!("/posts/{first}"), Some(body.clone())).await?.expect(200)?.json()?;
    assert_eq!((text(&changed, "title"), &changed["published"]), ("Bees!", &json!(true)));
    // Writing needs a member, reading with a bad token a good one.
    for (method, path) in [(Method::POST, "/posts/"), (Method::PUT, "/posts/1"), (Method::DELETE, "/posts/1"), (Method::GET, "/posts/all/")]
    {
        stranger.call(method, path, None, Some(body.clone())).await?.expect(401)?;
    }
    let bad = stranger.client().get(stranger.origin().join("/posts/")?).bearer_auth("x.y.z").send().await?;
    assert_eq!(bad.status(), 401);
    ada.call(Method::DELETE, &format!("/posts/{first}"), None).await?.expect(204)?;
    assert_eq!(page("/posts/").await?, [second]);
    gate.finish().await
}

#[tokio::test]
async fn a_vote_counts_once_and_is_taken_back_once() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, ben) = (join(&gate, "ada").await?, join(&gate, "ben").await?);
    let post = ada.publish("Bees", "They dance.").await?;
    let votes = async || anyhow::Ok(ben.get(&format!("/posts/{post}")).await?["votes"].clone());
    let vote = async |body| ben.call(Method::POST, "/vote/", Some(body)).await;
    assert_eq!(vote(json!({"post_id": post, "dir": 1})).await?.expect(201)?.json()?["message"], "successfully added vote");
    vote(json!({"post_id": post, "dir": 1})).await?.expect(409)?;
    ada.vote(post, 1).await?.expect(201)?;
    assert_eq!(votes().await?, 2, "one's own post, too");
    assert_eq!(vote(json!({"post_id": post.to_string(), "dir": "0"})).await?.expect(201)?.json()?["message"], "successfully deleted vote");
    vote(json!({"post_id": post, "dir": 0})).await?.expect(404)?;
    assert_eq!(votes().await?, 1);
    vote(json!({"post_id": post.to_string(), "dir": "1"})).await?.expect(201)?;
    assert_eq!(ben.get("/posts/").await?[0]["votes"], 2);
    for nowhere in [0, 999_999, u64::MAX] {
        vote(json!({"post_id": nowhere, "dir": 1})).await?.expect(404)?;
    }
    let draft = ben.draft("not yet").await?;
    vote(json!({"post_id": draft, "dir": 1})).await?.expect(404)?;
    for wrong in [json!({"post_id": post, "dir": 2}), json!({"post_id": "x", "dir": 1}), json!({"dir": 1}), json!({}), json!([])] {
        vote(wrong).await?.expect(422)?;
    }
    let unknown = ben.visitor.call(Method::POST, "/vote/", None, Some(json!({"post_id": post, "dir": 1}))).await?.expect(401)?;
    assert_eq!(unknown.json()?["detail"], "Could not validate credentials");
    gate.finish().await
}

#[tokio::test]
async fn everything_on_the_board_needs_a_member_unless_it_is_public() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, stranger) = (join(&gate, "ada").await?, gate.visitor()?);
    let post = ada.publish("Bees", "They dance.").await?;
    let rows = [
        (Method::GET, "/posts".to_owned()),
        (Method::GET, "/posts/?limit=0".to_owned()),
        (Method::GET, "/posts/all".to_owned()),
        (Method::GET, format!("/posts/{post}")),
        (Method::GET, "/posts/999".to_owned()),
        (Method::POST, "/posts".to_owned()),
        (Method::PUT, format!("/posts/{post}")),
        (Method::DELETE, format!("/posts/{post}")),
        (Method::POST, "/vote".to_owned()),
    ];
    for (method, path) in rows {
        for path in [path.clone(), path.replacen("/?", "?", 1), format!("{path}/")].into_iter().filter(|path| !path.ends_with("0/")) {
            let refused = stranger.call(method.clone(), &path, None, Some(json!({"post_id": true}))).await?.expect(401)?;
            assert_eq!(refused.headers["www-authenticate"], "Bearer", "{method} {path}");
            assert_eq!(refused.json()?["detail"], "Could not validate credentials");
        }
    }
    assert_eq!(ids(&ada.get("/posts/").await?), [post]);
    gate.finish().await
}
