//! Writing, changing and deleting posts, by owners and by moderators.

use fred::interfaces::StreamsInterface;
use shared::{
    audit::{Deed, Entry},
    board::post::Refusal,
    crypto::fingerprint::Fingerprint,
    job::{Job, Lane, queue::Queue},
    keyspace::Partition,
};

use super::*;

const MODERATOR: Fingerprint = Fingerprint::from_bytes([9; 16]);

impl Place {
    async fn jobs(&self) -> anyhow::Result<Vec<Job>> {
        let queue = Queue::new(self.redis.clone(), "observer");
        Ok(queue.queued(Partition::BOARD, Lane::Letters, 100).await?.into_iter().map(|envelope| envelope.job).collect())
    }

    async fn audited(&self) -> anyhow::Result<Vec<Entry>> {
        type Lines = Vec<(String, std::collections::HashMap<String, String>)>;
        let lines: Lines = self.server.client().await?.xrange(Partition::BOARD.audit().as_str(), "-", "+", None).await?;
        Ok(lines.iter().map(|(_, fields)| serde_json::from_str(&fields["entry"])).collect::<Result<_, _>>()?)
    }
}

#[tokio::test]
async fn an_equal_operation_writes_once() -> anyhow::Result<()> {
    let place = place().await?;
    let operation = OperationId::random();
    let write = || place.board.create(&place.roots, place.ada, text("t", "c", true), &operation);
    let all = try_join_all((0..20).map(|_| write())).await?;
    assert!(all.iter().flatten().all(|shown| shown.post.id == id(1)) && all.iter().all(Option::is_some));
    assert_eq!(place.list(FIRST).await?, [1]);
    assert_eq!(place.found("c").await?, [1]);
    let made = place.keys().await?.into_iter().find(|key| key.contains(":made:")).expect("what the operation was given");
    let left: i64 = place.server.client().await?.pttl(made.as_str()).await?;
    assert!((590_000..=600_000).contains(&left), "ten minutes, not {left} ms");
    let other = place.board.create(&place.roots, place.ben, text("t", "c", true), &operation).await?;
    assert_eq!(other.expect("another member's operation").post.id, id(2));
    for content in ["d", "e", "f", "g", "h"] {
        let edit = Change::Edit(Edit { content: Some(content.to_owned()), ..Edit::default() });
        place.change(id(1), Actor::Member(place.ada), &edit).await?;
    }
    assert_eq!(write().await?.expect("it is there").post.content, "h", "as it is by now, behind any number of changes");
    place.change(id(1), Actor::Member(place.ada), &Change::Delete).await?;
    assert!(write().await?.is_none(), "it was deleted, and is not made anew");
    assert_eq!(place.list(FIRST).await?, [2]);
    Ok(())
}

#[tokio::test]
async fn a_post_is_its_owners_to_change() -> anyhow::Result<()> {
    let place = place().await?;
    place.board.set_author(place.ada, "ada").await?;
    let post = place.post(place.ada, "t", "c", true).await?;
    let edit = Change::Edit(Edit { title: Some("new".to_owned()), ..Edit::default() });
    for change in [&edit, &Change::Unpublish, &Change::Delete] {
        for actor in [Actor::Anyone, Actor::Member(place.ben)] {
            assert!(matches!(place.change(post, actor, change).await?, Changed::Refused(Refusal::NotYours)));
        }
        assert!(matches!(place.change(id(9), Actor::Member(place.ben), change).await?, Changed::Refused(Refusal::NoSuchPost)));
    }
    let Changed::To(shown) = place.change(post, Actor::Member(place.ada), &edit).await? else { panic!("it is ada's") };
    assert_eq!((shown.post.title.as_str(), shown.post.content.as_str(), shown.version), ("new", "c", 2));
    assert_eq!(shown.author.as_deref(), Some("ada"));
    let Changed::To(same) = place.change(post, Actor::Member(place.ada), &edit).await? else { panic!("it is ada's") };
    assert_eq!(same.version, 2, "what changes nothing writes nothing");
    assert!(matches!(place.change(post, Actor::Member(place.ada), &Change::Delete).await?, Changed::Deleted));
    assert!(matches!(place.change(post, Actor::Member(place.ada), &Change::Delete).await?, Changed::Refused(Refusal::NoSuchPost)));
    assert!(place.board.get(post, Actor::Member(place.ada)).await?.is_none());
    assert_eq!((place.jobs().await?, place.audited().await?), (vec![], vec![]), "one's own doing is told to nobody");
    let left = place.keys().await?;
    let wanted = [post.record(), keyspace::post_count(), keyspace::author(place.ada)].map(|key| key.as_str().to_owned());
    assert!(left.iter().all(|key| wanted.contains(key) || key.contains(":made:")), "{left:?}");
    Ok(())
}

#[tokio::test]
async fn changes_at_once_all_happen() -> anyhow::Result<()> {
    let place = place().await?;
    let post = place.post(place.ada, "t", "c", true).await?;
    let edit = |number: u32| Change::Edit(Edit { content: Some(format!("common only{number}")), ..Edit::default() });
    let edits: Vec<Change> = (0..5).map(edit).collect();
    try_join_all(edits.iter().map(|edit| place.change(post, Actor::Member(place.ada), edit))).await?;
    let shown = board(&place.redis).get(post, Actor::Anyone).await?.expect("it is published");
    assert_eq!(shown.version, 6);
    assert_eq!(place.found("common").await?, [1]);
    let left = place.keys().await?.iter().filter(|key| key.contains(":word:")).count();
    assert_eq!(left, 3, "title, common, and the last one's own");
    Ok(())
}

#[tokio::test]
async fn what_a_moderator_does_is_written_down_and_told_to_the_owner() -> anyhow::Result<()> {
    let place = place().await?;
    let moderator = Actor::Moderator(place.ben, MODERATOR);
    let post = place.post(place.ada, "t", "zebra", true).await?;
    let draft = place.post(place.ada, "t", "c", false).await?;
    for change in [Change::Unpublish, Change::Delete, publish(true)] {
        assert!(matches!(place.change(draft, moderator, &change).await?, Changed::Refused(Refusal::NoSuchPost)), "{change:?}");
    }
    let all = try_join_all((0..8).map(|_| place.change(post, moderator, &Change::Unpublish))).await?;
    assert!(all.iter().all(|changed| matches!(changed, Changed::To(shown) if !shown.post.published)));
    assert_eq!((place.list(FIRST).await?, place.found("zebra").await?), (vec![], vec![]));
    let Changed::Refused(refusal) = place.change(post, Actor::Member(place.ada), &publish(true)).await? else { panic!("it went back") };
    assert_eq!(refusal, Refusal::UnpublishedByModerator);
    assert!(place.board.get(post, moderator).await?.is_some(), "who took it off the board may look at it");
    assert!(place.board.get(post, Actor::Member(place.ben)).await?.is_none());
    assert!(matches!(place.change(post, moderator, &Change::Delete).await?, Changed::Deleted));

    let told = |deed| Job::PostModerated { member: place.ada, post, deed };
    assert_eq!(place.jobs().await?, [told(Deed::PostUnpublished), told(Deed::PostDeleted)], "once, however often it was pressed");
    let audited = place.audited().await?;
    assert_eq!(audited.iter().map(|entry| entry.deed).collect::<Vec<_>>(), [Deed::PostUnpublished, Deed::PostDeleted]);
    assert!(audited.iter().all(|entry| (entry.rid, entry.moderator) == (place.ada.rid(), Some(MODERATOR))));
    Ok(())
}
