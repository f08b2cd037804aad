//! Pages, faults, repeats and limits.

use futures_util::future::try_join_all;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use serde_json::{Value, json};

use super::{id, ids, join, next, open_gate};
use crate::acts::text;

#[tokio::test]
async fn pages_follow_their_links_to_the_end() -> anyhow::Result<()> {
    let gate = open_gate().setting("BOARD", "public").start().await?;
    let (ada, stranger) = (join(&gate, "ada").await?, gate.visitor()?);
    let mut all = Vec::new();
    for number in 0..25 {
        all.insert(0, ada.publish(&format!("Post {number}"), "Ein Schluck Öl & more").await?);
    }
    let walk = async |from: &str| {
        let (mut seen, mut pages, mut at) = (Vec::new(), 0, Some(from.to_owned()));
        while let Some(path) = at {
            let page = stranger.call(Method::GET, &path, None, None).await?.expect(200)?;
            (at, pages) = (next(&page), pages + 1);
            assert!(at.as_ref().is_none_or(|link| link.starts_with(gate.origin())), "under the public URL: {at:?}");
            seen.extend(ids(&page.json()?));
        }
        anyhow::Ok((seen, pages))
    };
    assert_eq!(walk("/posts").await?, (all.clone(), 3), "ten on a page");
    assert_eq!(walk("/posts/?limit=25").await?, (all.clone(), 1));
    assert_eq!(walk("/posts/?limit=8&skip=1").await?, (all[1..].to_vec(), 3));
    assert_eq!(walk("/posts/?limit=6&search=%C3%B6l%20%26%20schluck").await?, (all.clone(), 5), "the search goes along");
    let own = ada.call(Method::GET, "/posts/all/?limit=24", None).await?.expect(200)?;
    let rest = ada.call(Method::GET, &next(&own).expect("one is left"), None).await?.expect(200)?;
    assert_eq!(ids(&rest.json()?), [all[24]]);
    let none = stranger.call(Method::GET, "/posts/?skip=10000", None, None).await?.expect(200)?;
    assert_eq!((none.json()?, next(&none)), (json!([]), None));
    gate.finish().await
}

#[tokio::test]
async fn what_lies_beyond_the_bounds_is_422_with_all_faults_at_once() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let ada = join(&gate, "ada").await?;
    let rows = [
        ("/posts/?limit=0", 1),
        ("/posts/?limit=101", 1),
        ("/posts/?limit=-1", 1),
        ("/posts/?limit=ten", 1),
        ("/posts/?limit=", 1),
        ("/posts/?limit=1&limit=2", 1),
        ("/posts/?skip=10001", 1),
        ("/posts/?cursor=pelican", 1),
        ("/posts/?limit=pelican&skip=-1&cursor=0&search=a&search=b", 4),
        ("/posts/all/?limit=101&skip=pelican", 2),
    ];
    for (path, count) in rows {
        let refused = ada.call(Method::GET, path, None).await?.expect(422)?;
        assert_eq!(refused.json()?["errors"].as_array().map(Vec::len), Some(count), "{path}");
        assert!(!refused.body.contains("pelican"));
    }
    let (long, longer) = ("ä".repeat(201), "x".repeat(20_001));
    let bodies: [(Value, &[&str]); 7] = [
        (json!({}), &["/title", "/content"]),
        (json!({"title": "", "content": " \n"}), &["/title", "/content"]),
        (json!({"title": long, "content": longer}), &["/title", "/content"]),
        (json!({"title": 5, "content": longer, "published": "yes"}), &["/title", "/published", "/content"]),
        (json!({"title": 5, "content": [], "post_data": {}}), &["/title", "/content", "/post_data"]),
        (json!({"title": "T", "content": "a", "post_data": "b"}), &["/post_data"]),
        (json!({"post_data": ""}), &["/post_data"]),
    ];
    for (body, expected) in bodies {
        let refused = ada.call(Method::POST, "/posts/", Some(body.clone())).await?.expect(422)?.json()?;
        let pointers: Vec<&str> = refused["errors"].as_array().unwrap().iter().map(|fault| text(fault, "pointer")).collect();
        assert_eq!(pointers, expected, "{body}");
    }
    ada.post(json!({"title": "wide", "content": "🐉".repeat(20_000)})).await?;
    let post = ada.post(json!({"title": "ä".repeat(200), "content": "x".repeat(20_000)})).await?;
    for body in [json!({}), json!({"title": ""}), json!({"content": longer}), json!({"published": 1}), json!([])] {
        ada.call(Method::PUT, &format!("/posts/{}", id(&post)), Some(body)).await?.expect(422)?;
    }
    for nowhere in ["0", "-1", "01", "x", "9007199254740992", "%00", "1%2f2"] {
        ada.call(Method::GET, &format!("/posts/{nowhere}"), None).await?.expect(404)?;
    }
    // What was answered can be sent back as it is.
    assert_eq!(ada.call(Method::PUT, &format!("/posts/{}", id(&post)), Some(post.clone())).await?.expect(200)?.json()?, post);
    let one_text = ada.post(json!({"post_data": "My first post!"})).await?;
    assert_eq!(ada.call(Method::PUT, &format!("/posts/{}", id(&one_text)), Some(one_text.clone())).await?.expect(200)?.json()?, one_text);
    let steered = ada.post(json!({"title": "a\u{1b}[2J\nb", "content": "c\r\nd\u{0}"})).await?;
    assert_eq!((text(&steered, "title"), text(&steered, "content")), ("a[2J b", "c\nd"));
    gate.finish().await
}

fn key(key: &str) -> HeaderMap {
    HeaderMap::from_iter([("idempotency-key".parse().unwrap(), HeaderValue::from_str(key).unwrap())])
}

#[tokio::test]
async fn a_double_post_with_one_idempotency_key_is_one_post() -> anyhow::Result<()> {
    let gate = open_gate().setting("LIMITS", "posts.member=3/1h").start().await?;
    let (ada, ben) = (join(&gate, "ada").await?, join(&gate, "ben").await?);
    let body = json!({"title": "Bees", "content": "They dance."});
    let tap = "the-same-key-for-all-taps";
    let post = async |body: &Value, with: &str| ada.call_with(Method::POST, "/posts/", Some(body.clone()), key(with)).await;
    let taps = try_join_all((0..6).map(|_| async { post(&body, tap).await?.expect(201)?.json() })).await?;
    assert!(taps.windows(2).all(|pair| pair[0] == pair[1]), "{taps:?}");
    assert_eq!(ids(&ada.get("/posts/all/").await?), [id(&taps[0])]);
    post(&json!({"title": "Bees", "content": "They sing."}), tap).await?.expect(422)?;
    for short in ["short", "with a space in the very middle", &"x".repeat(256)] {
        assert_eq!(post(&body, short).await?.expect(422)?.json()?["errors"][0]["pointer"], "", "{short}");
    }
    let theirs = ben.call_with(Method::POST, "/posts/", Some(body.clone()), key(tap)).await?.expect(201)?.json()?;
    assert_ne!(id(&theirs), id(&taps[0]), "another member's key is another key");
    // The taps counted once: two are left.
    let path = format!("/posts/{}", id(&taps[0]));
    ada.call(Method::PUT, &path, Some(json!({"content": "They sing."}))).await?.expect(200)?;
    // Once it was edited nobody can say any more what was sent first.
    post(&json!({"title": "Another", "content": "They rest."}), tap).await?.expect(409)?;
    ada.call(Method::DELETE, &path, None).await?.expect(204)?;
    post(&body, tap).await?.expect(409)?;
    assert_eq!(post(&body, "another-key-for-another-post").await?.expect(201)?.json()?["content"], "They dance.");
    post(&body, "and-one-more-key-for-one-too-many").await?.expect(429)?;
    gate.finish().await
}

#[tokio::test]
async fn t27_members_write_and_vote_so_often_and_no_more() -> anyhow::Result<()> {
    let gate = open_gate().setting("LIMITS", "posts.member=2/1h,votes.member=2/1h").start().await?;
    let (ada, ben) = (join(&gate, "ada").await?, join(&gate, "ben").await?);
    let post = ada.publish("Bees", "They dance.").await?;
    let path = format!("/posts/{post}");
    let body = json!({"title": "Bees", "content": "They sing."});
    ada.call(Method::POST, "/posts/", Some(json!({}))).await?.expect(422)?;
    ada.call(Method::PUT, &path, Some(body.clone())).await?.expect(200)?;
    for (method, path) in [(Method::POST, "/posts/"), (Method::PUT, path.as_str())] {
        let refused = ada.call(method, path, Some(body.clone())).await?.expect(429)?;
        assert!((1..=3_600).contains(&refused.headers[RETRY_AFTER].to_str()?.parse::<u32>()?));
    }
    ben.publish("Honey", "is sweet").await?;
    ben.vote(post, 1).await?.expect(201)?;
    ben.vote(post, 0).await?.expect(201)?;
    ben.vote(post, 1).await?.expect(429)?;
    ada.vote(post, 1).await?.expect(201)?;
    // What takes something away is nobody's flood.
    ada.call(Method::PUT, &path, Some(json!({"published": false}))).await?.expect(200)?;
    ada.call(Method::DELETE, &path, None).await?.expect(204)?;
    gate.finish().await
}
