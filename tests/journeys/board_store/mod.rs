//! The board on a real redis-server: what is listed and found for whom, what it costs, and votes that count once.

mod changes;
mod search;
mod votes;

use std::{collections::BTreeSet, sync::Arc};

use fred::interfaces::{ClientLike, HashesInterface, KeysInterface, SortedSetsInterface};
use futures_util::future::try_join_all;
use harness::redis_server::RedisServer;
use shared::{
    board::{
        Page,
        post::{Actor, Change, Edit, Form, NewPost},
        search::Search,
        store::{Board, Changed, Shown},
    },
    clock::{Clock, Timing},
    commit::OperationId,
    crypto::sealed_box::KeyRing,
    keyspace::{self, MemberId, PostId, Rid},
    redis::Redis,
    root::Roots,
};

/// A board of its own, and two members.
struct Place {
    server: RedisServer,
    redis: Redis,
    board: Board,
    roots: Roots,
    ada: MemberId,
    ben: MemberId,
}

async fn place() -> anyhow::Result<Place> {
    let server = RedisServer::start().await?;
    let timing = Timing::default();
    let redis = Redis::connect(&server.url(), &timing)?;
    let board = board(&redis);
    let member = || MemberId::from(Rid::random());
    Ok(Place { server, redis, board, roots: Roots::of_secrets([1; 32], [2; 32]), ada: member(), ben: member() })
}

/// As another process has it: nothing is open yet.
fn board(redis: &Redis) -> Board {
    let ring = Arc::new(KeyRing::new(("test", &[7; 32]), []));
    Board::new(redis.clone(), ring, Clock::system(), Timing::default())
}

const FIRST: Page = Page { limit: 10, skip: 0, before: None };

fn text(title: &str, content: &str, published: bool) -> NewPost {
    NewPost { title: title.to_owned(), content: content.to_owned(), published, form: Form::Plain }
}

fn publish(published: bool) -> Change {
    Change::Edit(Edit { published: Some(published), ..Edit::default() })
}

fn ids(posts: &[Shown]) -> Vec<u64> {
    posts.iter().map(|shown| shown.post.id.number()).collect()
}

impl Place {
    async fn post(&self, owner: MemberId, title: &str, content: &str, published: bool) -> anyhow::Result<PostId> {
        let operation = OperationId::random();
        let made = self.board.create(&self.roots, owner, text(title, content, published), &operation).await?;
        Ok(made.expect("a new post").post.id)
    }

    /// So many published posts; `content` is told each one's number, from nought.
    async fn posts(&self, count: usize, content: impl Fn(usize) -> String) -> anyhow::Result<()> {
        let all: Vec<usize> = (0..count).collect();
        for some in all.chunks(200) {
            try_join_all(some.iter().map(|number| self.post_of(content(*number)))).await?;
        }
        Ok(())
    }

    async fn post_of(&self, content: String) -> anyhow::Result<PostId> {
        self.post(self.ada, "t", &content, true).await
    }

    async fn change(&self, id: PostId, actor: Actor, change: &Change) -> anyhow::Result<Changed> {
        Ok(self.board.change(&self.roots, id, actor, change).await?)
    }

    async fn list(&self, page: Page) -> anyhow::Result<Vec<u64>> {
        Ok(ids(&self.board.list(&self.roots, page, None).await?.posts))
    }

    async fn found(&self, typed: &str) -> anyhow::Result<Vec<u64>> {
        let search = Search::of(typed).expect("something is typed");
        Ok(ids(&self.board.list(&self.roots, FIRST, Some(&search)).await?.posts))
    }

    /// Every key, sorted.
    async fn keys(&self) -> anyhow::Result<BTreeSet<String>> {
        let keys: Vec<String> = self.server.client().await?.custom(fred::cmd!("KEYS"), vec!["*"]).await?;
        Ok(keys.into_iter().collect())
    }

    /// How many commands Redis has carried out, those of scripts too.
    async fn commands_count(&self) -> anyhow::Result<u64> {
        let said: String = self.server.client().await?.custom(fred::cmd!("INFO"), vec!["commandstats"]).await?;
        let counted =
            said.lines().filter(|line| !["cmdstat_info", "cmdstat_client", "cmdstat_ping"].iter().any(|own| line.starts_with(own)));
        let calls = |line: &str| line.split_once("calls=")?.1.split(',').next()?.parse::<u64>().ok();
        Ok(counted.filter_map(calls).sum())
    }

    /// How many commands one page takes.
    async fn cost(&self, page: Page, search: Option<&Search>) -> anyhow::Result<u64> {
        let before = self.commands_count().await?;
        self.board.list(&self.roots, page, search).await?;
        Ok(self.commands_count().await? - before)
    }
}

fn id(number: u64) -> PostId {
    PostId::new(number).expect("a post's id")
}

#[tokio::test]
async fn posts_are_listed_newest_first_and_a_cursor_stays_where_it_is() -> anyhow::Result<()> {
    let place = place().await?;
    for number in 1..=25 {
        assert_eq!(place.post(place.ada, "title", "text", true).await?.number(), number, "ids count from 1");
    }
    let first = place.board.list(&place.roots, FIRST, None).await?;
    assert_eq!(ids(&first.posts), (16..=25).rev().collect::<Vec<_>>());
    place.post(place.ben, "in between", "", true).await?;
    let second = place.board.list(&place.roots, Page { before: first.next, ..FIRST }, None).await?;
    assert_eq!(ids(&second.posts), (6..=15).rev().collect::<Vec<_>>(), "what comes later moves nothing");
    let third = place.board.list(&place.roots, Page { before: second.next, ..FIRST }, None).await?;
    assert_eq!((ids(&third.posts), third.next), ((1..=5).rev().collect(), None));
    assert_eq!(place.list(Page { limit: 2, skip: 3, before: None }).await?, [23, 22]);
    assert_eq!(place.list(Page { limit: 2, skip: 3, before: Some(id(20)) }).await?, [16, 15]);
    assert_eq!(place.list(Page { limit: 0, skip: 0, before: None }).await?.len(), 1, "at least one");
    assert_eq!(place.list(Page { limit: 1_000, skip: 0, before: None }).await?.len(), 26);
    let exactly = place.board.list(&place.roots, Page { limit: 26, ..FIRST }, None).await?;
    assert_eq!((exactly.posts.len(), exactly.next), (26, None), "no page behind the last post");
    Ok(())
}

#[tokio::test]
async fn a_draft_is_in_no_list_no_cursor_and_no_search_but_its_owners() -> anyhow::Result<()> {
    let place = place().await?;
    let shown = place.post(place.ada, "first", "zebra", true).await?;
    let draft = place.post(place.ada, "second", "zebra okapi", false).await?;
    for actor in [Actor::Anyone, Actor::Member(place.ben)] {
        assert!(place.board.get(draft, actor).await?.is_none());
        assert!(place.board.get(shown, actor).await?.is_some());
    }
    assert!(place.board.get(draft, Actor::Member(place.ada)).await?.is_some());
    let listed = place.board.list(&place.roots, Page { limit: 1, ..FIRST }, None).await?;
    assert_eq!((ids(&listed.posts), listed.next, listed.read), (vec![1], None, 1));
    assert_eq!((place.found("zebra").await?, place.found("okapi").await?), (vec![1], vec![]));
    assert_eq!(ids(&place.board.own(place.ada, FIRST).await?.posts), [2, 1]);
    assert_eq!(ids(&place.board.own(place.ben, FIRST).await?.posts), [0; 0]);

    place.change(draft, Actor::Member(place.ada), &publish(true)).await?;
    assert_eq!((place.list(FIRST).await?, place.found("okapi zebra").await?), (vec![2, 1], vec![2]));
    place.change(draft, Actor::Member(place.ada), &publish(false)).await?;
    assert_eq!((place.list(FIRST).await?, place.found("okapi").await?), (vec![1], vec![]));
    assert!(place.board.get(draft, Actor::Member(place.ben)).await?.is_none(), "what this process opened before counts for nothing");
    Ok(())
}

#[tokio::test]
async fn a_page_costs_the_same_among_many_posts_and_among_few() -> anyhow::Result<()> {
    let place = place().await?;
    place.posts(100, |_| "x".to_owned()).await?;
    let few = [place.cost(FIRST, None).await?, place.cost(FIRST, None).await?];
    place.posts(2_000, |_| "x".to_owned()).await?;
    let many = [place.cost(FIRST, None).await?, place.cost(FIRST, None).await?];
    assert_eq!(few[1], many[1], "one script: the index, and of each post its votes and its author's name");
    assert!(many[1] <= 2 + 2 * 10, "{}", many[1]);
    assert!(many[0] <= many[1] + 10, "at most each box once: {}", many[0]);
    let deep = Page { limit: 10, skip: 0, before: Some(id(50)) };
    place.board.list(&place.roots, deep, None).await?;
    assert_eq!(place.cost(deep, None).await?, many[1], "deep pages too");
    assert_eq!(place.board.list(&place.roots, deep, None).await?.read, 11);
    // Another process has nothing open: it opens each box of its page, and sees the same.
    let fresh = board(&place.redis).list(&place.roots, FIRST, None).await?;
    assert_eq!(ids(&fresh.posts), place.list(FIRST).await?);
    Ok(())
}

#[tokio::test]
async fn t22_no_word_of_a_person_stands_in_a_key_or_an_index_of_the_board() -> anyhow::Result<()> {
    let place = place().await?;
    let (word, name) = ("canaryword", "canaryname");
    place.board.set_author(place.ada, name).await?;
    let post = place.post(place.ada, "Canaryword", "text with canaryword and \u{212b}ngstr\u{f6}m: *?[a] {p0pw}", true).await?;
    place.board.vote(&place.roots, place.ben, post, true, &OperationId::random()).await?;
    assert_eq!((place.found(word).await?, place.found("\u{e5}NGSTR\u{d6}M").await?), (vec![1], vec![1]));

    let keys = place.keys().await?;
    let client = place.server.client().await?;
    let shape = |key: &str| {
        let rest = key.strip_prefix("gl:{board}:").expect("all of it lies under the board's tag").to_owned();
        let print = |text: &str| text.len() == 22;
        match rest.split(':').collect::<Vec<_>>().as_slice() {
            ["post", id] => id.bytes().all(|byte| byte.is_ascii_digit()),
            ["posts" | "count"] => true,
            ["by" | "word" | "author" | "voter", who] => print(who),
            ["made", who, operation] => print(who) && operation.len() == 24,
            _ => false,
        }
    };
    assert!(keys.iter().all(|key| shape(key)), "{keys:?}");
    assert_eq!(
        keys.iter().filter(|key| key.contains(":word:")).count(),
        7,
        "canaryword text with and ångström a p0pw, as prints: {keys:?}"
    );

    let mut seen = keys.clone();
    for key in &keys {
        match client.custom::<String, &str>(fred::cmd!("TYPE"), vec![key.as_str()]).await?.as_str() {
            "zset" => seen.extend(client.zrange::<Vec<String>, _, _, _>(key.as_str(), 0, -1, None, false, None, false).await?),
            "hash" => seen.extend(client.hkeys::<Vec<String>, _>(key.as_str()).await?),
            _ => {}
        }
        let dump: Vec<u8> = client.dump::<Vec<u8>, _>(key.as_str()).await?;
        let dump = String::from_utf8_lossy(&dump).to_lowercase();
        assert!(!dump.contains(word) && !dump.contains(name), "{key}");
    }
    assert!(seen.iter().all(|text| !text.to_lowercase().contains("canary")), "{seen:?}");
    let sealed: Vec<u8> = client.get(keyspace::author(place.ada).as_str()).await?;
    assert!(!sealed.is_empty(), "the name does lie there, sealed");
    Ok(())
}
