//! A draft is its owner's alone: in no list, count, cursor or search of others, and not to be told from nothing.

use reqwest::Method;
use serde_json::{Value, json};

use super::{id, ids, join, next, open_gate};

#[tokio::test]
async fn others_learn_nothing_of_a_draft() -> anyhow::Result<()> {
    let gate = open_gate().setting("BOARD", "public").start().await?;
    let (ada, ben, stranger) = (join(&gate, "ada").await?, join(&gate, "ben").await?, gate.visitor()?);
    let first = ada.publish("Bees", "a pelican").await?;
    let draft = ada.draft("a pelican in secret").await?;
    let hidden = id(&ada.post(json!({"title": "Pelican", "content": "hidden", "published": false})).await?);
    let last = ada.publish("Honey", "no bird").await?;
    for path in ["/posts/", "/posts/?limit=2", "/posts/?skip=0&limit=100"] {
        assert_eq!(ids(&ben.get(path).await?), [last, first], "{path}");
        assert_eq!(ids(&ada.get(path).await?), [last, first], "the board itself has no drafts, not for their owner either");
        assert_eq!(ids(&stranger.call(Method::GET, path, None, None).await?.expect(200)?.json()?), [last, first]);
    }
    // Two are listed, so the page of two is the last one, and one is skipped by skipping one.
    assert_eq!(next(&ben.call(Method::GET, "/posts/?limit=2", None).await?), None);
    assert_eq!(ids(&ben.get("/posts/?skip=1").await?), [first]);
    assert_eq!(ids(&ben.get("/posts/?search=pelican").await?), [first]);
    assert_eq!(ids(&ben.get("/posts/?search=secret").await?), [0; 0]);
    assert_eq!(ids(&ben.get(&format!("/posts/?cursor={last}")).await?), [first]);
    assert_eq!(ids(&ben.get("/posts/all/").await?), [0; 0]);
    let nothing = ben.call(Method::GET, "/posts/999999", None).await?.expect(404)?;
    for mine in [draft, hidden] {
        let there = ben.call(Method::GET, &format!("/posts/{mine}"), None).await?.expect(404)?;
        assert_eq!(alike(&there.json()?), alike(&nothing.json()?));
        stranger.call(Method::GET, &format!("/posts/{mine}/"), None, None).await?.expect(404)?;
        for body in [json!({"title": "Mine", "content": "now"}), json!({"published": false}), json!({"title": 5}), json!({})] {
            ben.call(Method::PUT, &format!("/posts/{mine}/"), Some(body)).await?.expect(404)?;
        }
        ben.call(Method::DELETE, &format!("/posts/{mine}"), None).await?.expect(404)?;
        ben.vote(mine, 1).await?.expect(404)?;
        ada.get(&format!("/posts/{mine}")).await?;
    }
    assert_eq!(ids(&ada.get("/posts/all/").await?), [last, hidden, draft, first]);
    gate.finish().await
}

/// A problem without what is different each time.
fn alike(problem: &Value) -> Value {
    let mut problem = problem.clone();
    problem["instance"].take();
    problem
}

#[tokio::test]
async fn a_post_is_published_and_taken_back_by_its_owner() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, ben) = (join(&gate, "ada").await?, join(&gate, "ben").await?);
    let post = ada.draft("a pelican").await?;
    let path = format!("/posts/{post}");
    let published = async |on: bool| ada.call(Method::PUT, &path, Some(json!({"published": on}))).await?.expect(200)?.json();
    assert_eq!(published(true).await?["post_data"], "a pelican");
    assert_eq!(ids(&ben.get("/posts/?search=pelican").await?), [post]);
    ben.vote(post, 1).await?.expect(201)?;
    assert_eq!(published(false).await?["published"], false);
    assert_eq!(ids(&ben.get("/posts/").await?), [0; 0]);
    assert_eq!(ids(&ben.get("/posts/?search=pelican").await?), [0; 0]);
    ben.call(Method::GET, &path, None).await?.expect(404)?;
    assert_eq!(published(true).await?["votes"], 1);
    gate.finish().await
}

#[tokio::test]
async fn anothers_published_post_is_read_and_not_changed() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, ben) = (join(&gate, "ada").await?, join(&gate, "ben").await?);
    let post = ada.publish("Bees", "They dance.").await?;
    let path = format!("/posts/{post}");
    let before = ben.get(&path).await?;
    for body in [json!({"title": "Mine", "content": "now"}), json!({"published": false}), json!({"title": 5}), json!({}), json!([])] {
        ben.call(Method::PUT, &path, Some(body)).await?.expect(403)?;
    }
    ben.call(Method::DELETE, &path, None).await?.expect(403)?;
    assert_eq!(ben.get(&path).await?, before);
    gate.finish().await
}
