//! What moderators may do on the board, and what becomes of posts whose owner leaves.

use harness::gatelodge::{Gatelodge, SOON};
use reqwest::Method;
use serde_json::{Value, json};
use shared::clock::Timestamp;
use shared::member::{Member, Role};

use super::{PASSWORD, Person, id, ids, join, member_id, members, open_gate};

/// A member whom the operator made a moderator.
pub async fn moderator(gate: &Gatelodge, name: &str) -> anyhow::Result<Person> {
    let person = join(gate, name).await?;
    let grant = |member: &Member, _| Ok(member.grant(Some(Role::Moderator)));
    members(gate)?.change(member_id(&person), None, grant).await?;
    Ok(person)
}

/// What the audit says of posts.
async fn deeds(gate: &Gatelodge) -> anyhow::Result<Vec<String>> {
    let entries = shared::audit::lately(&gate.connection()?, Timestamp::UNIX_EPOCH, 50).await?;
    Ok(entries.into_iter().map(|entry| format!("{:?}", entry.deed)).filter(|deed| deed.starts_with("Post")).collect())
}

#[tokio::test]
async fn a_moderator_takes_anothers_post_off_the_board_and_deletes_it_and_its_owner_hears() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, max) = (join(&gate, "ada").await?, moderator(&gate, "max_m").await?);
    let post = ada.publish("Buy", "my pelicans").await?;
    let draft = ada.draft("in secret").await?;
    let path = format!("/posts/{post}");
    for body in [json!({"title": "Better", "content": "now"}), json!({"published": true}), json!({"published": false, "content": "x"})] {
        max.call(Method::PUT, &path, Some(body)).await?.expect(403)?;
    }
    max.call(Method::PUT, &path, Some(json!({"published": "no"}))).await?.expect(422)?;
    max.call(Method::GET, &format!("/posts/{draft}"), None).await?.expect(404)?;
    max.call(Method::DELETE, &format!("/posts/{draft}"), None).await?.expect(404)?;

    let taken = max.call(Method::PUT, &path, Some(json!({"published": false}))).await?.expect(200)?.json()?;
    assert_eq!((&taken["published"], &taken["title"]), (&json!(false), &json!("Buy")));
    let to_ada = |letter: &harness::mailbox::Letter| letter.is_to("ada@example.org") && letter.link_to("/board").is_some();
    gate.mailbox().wait_for_count(1, to_ada, SOON).await?;
    assert_eq!(ids(&ada.get("/posts/").await?), [0; 0]);
    ada.call(Method::PUT, &path, Some(json!({"published": true}))).await?.expect(403)?;
    ada.call(Method::PUT, &path, Some(json!({"content": "fewer pelicans"}))).await?.expect(200)?;
    // The same again is nothing new.
    max.call(Method::PUT, &path, Some(json!({"published": false}))).await?.expect(200)?;
    max.call(Method::DELETE, &path, None).await?.expect(204)?;
    gate.mailbox().wait_for_count(2, to_ada, SOON).await?;
    ada.call(Method::GET, &path, None).await?.expect(404)?;
    gate.settle().await?;
    assert_eq!(gate.mailbox().letters_to("ada@example.org").iter().filter(|letter| to_ada(letter)).count(), 2);
    let mut deeds = deeds(&gate).await?;
    deeds.sort();
    assert_eq!(deeds, ["PostDeleted", "PostUnpublished"]);
    gate.finish().await
}

#[tokio::test]
async fn roles_are_read_with_each_request_and_nobody_is_told_of_what_is_their_own() -> anyhow::Result<()> {
    let gate = open_gate().start().await?;
    let (ada, max) = (join(&gate, "ada").await?, moderator(&gate, "max_m").await?);
    let (theirs, own) = (ada.publish("Bees", "dance").await?, max.publish("Rules", "be kind").await?);
    max.call(Method::PUT, &format!("/posts/{own}"), Some(json!({"published": false}))).await?.expect(200)?;
    max.call(Method::PUT, &format!("/posts/{own}"), Some(json!({"published": true, "title": "Rule"}))).await?.expect(200)?;
    max.call(Method::DELETE, &format!("/posts/{own}"), None).await?.expect(204)?;
    members(&gate)?.change(member_id(&max), None, |member: &Member, _| Ok(member.grant(None))).await?;
    max.call(Method::DELETE, &format!("/posts/{theirs}"), None).await?.expect(403)?;
    gate.settle().await?;
    assert_eq!(deeds(&gate).await?, [""; 0]);
    gate.finish().await
}

#[tokio::test]
async fn posts_of_a_member_that_left_have_no_author_and_drafts_and_votes_are_gone() -> anyhow::Result<()> {
    let gate = open_gate().setting("BOARD", "public").start().await?;
    let (ada, ben) = (join(&gate, "ada").await?, join(&gate, "ben").await?);
    let (post, other) = (ada.publish("Bees", "They dance.").await?, ben.publish("Honey", "is sweet").await?);
    ada.draft("never seen").await?;
    ada.vote(other, 1).await?.expect(201)?;
    assert_eq!(ben.get(&format!("/posts/{post}")).await?["author"], "ada");
    ada.call(Method::DELETE, "/users/me", Some(json!({"password": PASSWORD}))).await?.expect(204)?;
    for (method, path) in [(Method::POST, "/posts/"), (Method::GET, "/posts/"), (Method::GET, "/posts/all/"), (Method::POST, "/vote/")] {
        ada.call(method, path, Some(json!({"title": "I am", "content": "back", "post_id": other, "dir": 1}))).await?.expect(401)?;
    }
    gate.settle().await?;
    let listed = ben.get("/posts/").await?;
    assert_eq!(ids(&listed), [other, post], "what was published stays");
    let of_ada = &listed[1];
    assert_eq!((&of_ada["author"], &of_ada["user_id"], &of_ada["content"]), (&Value::Null, &Value::Null, &json!("They dance.")));
    assert_eq!(listed[0]["votes"], 0, "the vote went with its member");
    assert_eq!((listed[0]["author"].as_str(), id(&listed[0])), (Some("ben"), other));
    let keys = crate::acts::keys(&gate).await?;
    assert!(!keys.iter().any(|key| key.contains(":author:") && key.contains(&ada.id)), "{keys:?}");
    gate.finish().await
}
