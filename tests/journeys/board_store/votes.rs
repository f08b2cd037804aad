//! Votes count once, and go with whoever gave them.

use shared::board::Voted;

use super::*;

impl Place {
    async fn vote(&self, member: MemberId, post: PostId, up: bool) -> anyhow::Result<Voted> {
        Ok(self.board.vote(&self.roots, member, post, up, &OperationId::random()).await?)
    }

    async fn votes(&self, post: PostId) -> anyhow::Result<u64> {
        Ok(self.board.get(post, Actor::Anyone).await?.expect("it is published").votes)
    }
}

#[tokio::test]
async fn fifty_presses_at_once_are_one_vote() -> anyhow::Result<()> {
    let place = place().await?;
    let post = place.post(place.ada, "t", "c", true).await?;
    for (up, done, not, votes) in [(true, Voted::Counted, Voted::Already, 1), (false, Voted::TakenBack, Voted::NothingToTakeBack, 0)] {
        let all = try_join_all((0..50).map(|_| place.vote(place.ben, post, up))).await?;
        assert_eq!(all.iter().filter(|voted| **voted == done).count(), 1);
        assert_eq!(all.iter().filter(|voted| **voted == not).count(), 49);
        assert_eq!(place.votes(post).await?, votes);
    }
    place.vote(place.ben, post, true).await?;
    place.vote(place.ada, post, true).await?;
    assert_eq!(place.votes(post).await?, 2, "one of each member");
    let listed = place.board.list(&place.roots, FIRST, None).await?;
    assert_eq!(listed.posts[0].votes, 2, "a vote is no new version and is seen all the same");
    Ok(())
}

#[tokio::test]
async fn a_repeated_vote_is_answered_as_the_first_time() -> anyhow::Result<()> {
    let place = place().await?;
    let post = place.post(place.ada, "t", "c", true).await?;
    let (up, down) = (OperationId::random(), OperationId::random());
    for _ in 0..3 {
        assert_eq!(place.board.vote(&place.roots, place.ben, post, true, &up).await?, Voted::Counted);
    }
    for _ in 0..3 {
        assert_eq!(place.board.vote(&place.roots, place.ben, post, false, &down).await?, Voted::TakenBack);
    }
    assert_eq!(place.board.vote(&place.roots, place.ben, post, true, &up).await?, Voted::Counted, "heard late; it counts no more");
    assert_eq!(place.votes(post).await?, 0);
    Ok(())
}

#[tokio::test]
async fn what_is_not_on_the_board_is_not_voted_for() -> anyhow::Result<()> {
    let place = place().await?;
    let draft = place.post(place.ada, "t", "c", false).await?;
    assert_eq!(place.vote(place.ada, draft, true).await?, Voted::NoSuchPost, "one's own draft neither");
    assert_eq!(place.vote(place.ben, id(99), true).await?, Voted::NoSuchPost);
    place.change(draft, Actor::Member(place.ada), &publish(true)).await?;
    assert_eq!(place.vote(place.ben, draft, false).await?, Voted::NothingToTakeBack);
    assert_eq!(place.vote(place.ben, draft, true).await?, Voted::Counted);
    place.change(draft, Actor::Member(place.ada), &publish(false)).await?;
    assert_eq!(place.vote(place.ben, draft, false).await?, Voted::NoSuchPost);
    place.change(draft, Actor::Member(place.ada), &Change::Delete).await?;
    assert_eq!(place.vote(place.ben, draft, true).await?, Voted::NoSuchPost);
    let client = place.server.client().await?;
    let fields: Vec<String> = client.hkeys(draft.record().as_str()).await?;
    assert_eq!(fields.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(["v", "ops", "deleted_at"].map(ToOwned::to_owned)));
    let left: i64 = client.pttl(draft.record().as_str()).await?;
    assert!((172_790_000..=172_800_000).contains(&left), "48 h, not {left} ms");
    Ok(())
}

#[tokio::test]
async fn who_leaves_takes_name_votes_and_drafts_along() -> anyhow::Result<()> {
    let place = place().await?;
    place.board.set_author(place.ada, "ada").await?;
    place.board.set_author(place.ben, "ben").await?;
    // More than one step takes back.
    place.posts(450, |_| "c".to_owned()).await?;
    let (post, draft) = (place.post(place.ben, "kept", "c", true).await?, place.post(place.ben, "secret", "c", false).await?);
    let voted = try_join_all((1..=451).map(|number| place.vote(place.ben, id(number), true))).await?;
    assert!(voted.iter().all(|voted| *voted == Voted::Counted));
    place.vote(place.ada, post, true).await?;
    place.change(id(7), Actor::Member(place.ada), &Change::Delete).await?;
    place.change(id(8), Actor::Member(place.ada), &publish(false)).await?;
    let authors = async || {
        let listed = place.board.list(&place.roots, Page { limit: 2, ..FIRST }, None).await?;
        anyhow::Ok(listed.posts.into_iter().map(|shown| shown.author.map(|name| name.to_string())).collect::<Vec<_>>())
    };
    assert_eq!(authors().await?, [Some("ben".to_owned()), Some("ada".to_owned())]);

    for _ in 0..2 {
        place.board.forget_author(&place.roots, place.ben).await?;
        assert_eq!(authors().await?, [None, Some("ada".to_owned())], "at once, though the name had been opened");
        assert_eq!((place.votes(post).await?, place.votes(id(1)).await?, place.votes(id(450)).await?), (1, 0, 0));
        let taken_off = place.board.get(id(8), Actor::Member(place.ada)).await?.expect("ada's draft stays");
        assert_eq!(taken_off.votes, 0, "of what is a draft by now, too");
        assert!(place.board.get(draft, Actor::Member(place.ben)).await?.is_none());
        let client = place.server.client().await?;
        assert!(!client.hexists::<bool, _, _>(id(7).record().as_str(), "votes").await?, "a deleted post is not counted anew");
    }
    let bens = keyspace::voter(place.roots.print(shared::root::Print::Voter, place.ben.rid().as_bytes()));
    let client = place.server.client().await?;
    assert_eq!(client.hkeys::<Vec<String>, _>(bens.as_str()).await?, ["left"], "no vote of theirs");
    let left: i64 = client.pttl(bens.as_str()).await?;
    assert!((172_790_000..=172_800_000).contains(&left), "48 h, not {left} ms");
    assert!(place.keys().await?.contains(keyspace::author(place.ada).as_str()));
    Ok(())
}

#[tokio::test]
async fn a_vote_that_comes_after_its_member_left_does_not_count() -> anyhow::Result<()> {
    let place = place().await?;
    let post = place.post(place.ada, "t", "c", true).await?;
    place.vote(place.ada, post, true).await?;
    for voted_before in [true, false] {
        let member = MemberId::from(Rid::random());
        if voted_before {
            assert_eq!(place.vote(member, post, true).await?, Voted::Counted);
        }
        place.board.forget_author(&place.roots, member).await?;
        assert_eq!(place.vote(member, post, true).await?, Voted::Left, "it was on its way");
        assert_eq!(place.vote(member, post, false).await?, Voted::Left);
        assert_eq!(place.votes(post).await?, 1, "ada's alone");
        assert!(place.board.voted(&place.roots, member, &[post]).await?.is_empty());
    }
    Ok(())
}
