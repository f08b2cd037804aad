//! Posts in Redis: writing, loading and changing one by the rules in one commit with the indexes it is found by.
//!
//! The one place where boxes of posts and of their authors' names are made and opened. An author's name lies apart from the posts,
//! so that one deletion makes all posts of a member that leaves those of a former member.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use fred::interfaces::{HashesInterface, KeysInterface};

use super::{
    opened::Opened,
    post::{Actor, Change, FORMAT, NewPost, Next, Post, Refusal, Transition},
    search, vote,
};
use crate::{
    audit::Entry,
    clock::{Clock, Timestamp, Timing},
    commit::{Commit, IndexMove, OperationId, Outcome, RecordWrite, Write},
    crypto::{
        jitter,
        sealed_box::{KeyRing, Place},
    },
    error::Error,
    job::{Envelope, Job},
    keyspace::{self, Key, MemberId, Partition, PostId},
    redis::{self, Redis},
    root::Roots,
    script,
};

script!(NEW_ID, "new_id.lua");

const PURPOSE: &str = "post";
const AUTHOR: &str = "author";
/// How often a change is decided anew before it gives up.
const ROUNDS_MAX: u32 = 16;
/// How many bytes of opened posts, and of opened names, are kept in memory.
const POSTS_KEPT: usize = 8 << 20;
const AUTHORS_KEPT: usize = 1 << 20;
/// What an entry of either takes besides its text, about.
const ENTRY_BYTES: usize = 300;
/// How many posts of a member that leaves are looked at in one step.
const DRAFTS_SEEN: u32 = 50;

/// A post as people see it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The post.
    pub post: Arc<Post>,
    /// The record's version.
    pub version: u64,
    /// How many votes it has.
    pub votes: u64,
    /// The name of whoever wrote it; none for a former member.
    pub author: Option<Arc<str>>,
}

/// How a change ended.
#[derive(Debug)]
pub enum Changed {
    /// The post as it is now.
    To(Box<Shown>),
    /// The post is deleted.
    Deleted,
    /// The rules forbid it.
    Refused(Refusal),
}

/// The board in this Redis, sealed under this ring. Clones share what they opened.
#[derive(Clone)]
pub struct Board {
    pub(super) redis: Redis,
    ring: Arc<KeyRing>,
    clock: Clock,
    timing: Timing,
    posts: Arc<Opened<PostId, u64, Post>>,
    authors: Arc<Opened<MemberId, Vec<u8>, str>>,
}

impl Board {
    /// A store.
    pub fn new(redis: Redis, ring: Arc<KeyRing>, clock: Clock, timing: Timing) -> Self {
        let (posts, authors) = (Arc::new(Opened::new(POSTS_KEPT)), Arc::new(Opened::new(AUTHORS_KEPT)));
        Self { redis, ring, clock, timing, posts, authors }
    }

    /// One post, if this actor may know of it.
    ///
    /// # Errors
    /// When Redis is away, or a box does not open.
    pub async fn get(&self, id: PostId, actor: Actor) -> Result<Option<Shown>, Error> {
        match self.read(id).await? {
            Some((post, version, votes)) if post.is_seen_by(actor) => Ok(Some(self.shown(post, version, votes).await?)),
            _ => Ok(None),
        }
    }

    /// Which of these posts a member votes for now. One read, whatever their number.
    ///
    /// # Errors
    /// When Redis is away.
    pub async fn voted(&self, roots: &Roots, member: MemberId, posts: &[PostId]) -> Result<BTreeSet<PostId>, Error> {
        if posts.is_empty() {
            return Ok(BTreeSet::new());
        }
        let (key, fields): (Key, Vec<String>) = (vote::voter(roots, member), posts.iter().map(PostId::to_string).collect());
        let votes: Vec<Option<String>> = self.redis.client().hmget(key.as_str(), fields).await.map_err(|error| redis::fault(&error))?;
        Ok(posts.iter().zip(votes).filter_map(|(post, vote)| vote.map(|_| *post)).collect())
    }

    /// Writes a new post, once for one operation; none where this operation's post was deleted meanwhile.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn create(&self, roots: &Roots, owner: MemberId, new: NewPost, operation: &OperationId) -> Result<Option<Shown>, Error> {
        let keys = [keyspace::post_count(), keyspace::made_posts(owner, operation.as_str())];
        let remembered = i64::try_from(self.timing.idempotent_repeat.as_millis()).unwrap_or(i64::MAX);
        let id: u64 = self.redis.run_within(&NEW_ID, &keys, vec![remembered.into()], self.patience()).await?;
        let id = PostId::new(id).ok_or(Error::Corrupt("counter of posts"))?;
        let post = Post::new(id, owner, new, self.clock.now());
        let transition = Transition { next: Next::Post(Box::new(post.clone())), moderated: None };
        let commit = self.commit(roots, None, &post, 0, &transition, operation);
        match commit.write(&self.redis, &self.timing, self.clock.now(), self.patience()).await? {
            Outcome::Written(version) => Ok(Some(self.shown(self.keep(post, version), version, 0).await?)),
            // Its first writing is the one that counts, with whatever became of it.
            Outcome::Repeated(_) | Outcome::Clash | Outcome::Lost => self.get(id, Actor::Member(owner)).await,
        }
    }

    /// Changes a post by the rules.
    ///
    /// # Errors
    /// When Redis is away, refuses, or others changed the post each time.
    pub async fn change(&self, roots: &Roots, id: PostId, actor: Actor, change: &Change) -> Result<Changed, Error> {
        let operation = OperationId::random();
        for round in 0..ROUNDS_MAX {
            let Some((post, version, votes)) = self.read(id).await? else { return Ok(Changed::Refused(Refusal::NoSuchPost)) };
            let transition = match post.decide(change, actor, self.clock.now()) {
                Ok(transition) => transition,
                Err(refusal) => return Ok(Changed::Refused(refusal)),
            };
            if transition.next == Next::Same {
                return Ok(Changed::To(Box::new(self.shown(post, version, votes).await?)));
            }
            let commit = self.commit(roots, Some(&post), &post, version, &transition, &operation);
            match commit.write(&self.redis, &self.timing, self.clock.now(), self.patience()).await? {
                Outcome::Written(written) | Outcome::Repeated(written) => {
                    let Next::Post(next) = transition.next else { return Ok(Changed::Deleted) };
                    let next = self.keep(*next, written);
                    return Ok(Changed::To(Box::new(self.shown(next, written, votes).await?)));
                }
                Outcome::Clash | Outcome::Lost => {
                    tokio::time::sleep(Duration::from_millis(jitter(u64::from(5 * (round + 1))))).await;
                }
            }
        }
        Err(Error::Contended)
    }

    /// Sets the name that a member's posts bear.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn set_author(&self, member: MemberId, name: &str) -> Result<(), Error> {
        let key = keyspace::author(member);
        let sealed = self.ring.seal(author_place(&key), name.as_bytes());
        let set: Result<(), _> = self.redis.client().set(key.as_str(), sealed.as_slice(), None, None, false).await;
        Ok(set.map_err(|error| redis::fault(&error))?)
    }

    /// Takes away the name that a member's posts bear.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn take_author_away(&self, member: MemberId) -> Result<(), Error> {
        let ended: Result<i64, _> = self.redis.client().del(keyspace::author(member).as_str()).await;
        Ok(ended.map(drop).map_err(|error| redis::fault(&error))?)
    }

    /// Clears up behind a member that has left: the name, the votes, and the drafts, which nobody could read any more. The
    /// published posts stay, those of a former member. Safe to do twice, and to stop in the middle.
    ///
    /// # Errors
    /// When Redis is away or refuses.
    pub async fn forget_author(&self, roots: &Roots, member: MemberId) -> Result<(), Error> {
        self.take_author_away(member).await?;
        self.take_votes_back(roots, member).await?;
        let mut before = None;
        loop {
            let own = self.own(member, super::Page { limit: DRAFTS_SEEN, skip: 0, before }).await?;
            for draft in own.posts.iter().filter(|shown| !shown.post.published) {
                self.change(roots, draft.post.id, Actor::Member(member), &Change::Delete).await?;
            }
            if own.next.is_none() {
                return Ok(());
            }
            before = own.next;
        }
    }

    /// For how many milliseconds it is known that a member left: as long as its tombstone says so.
    pub(super) fn mark_of_who_left(&self) -> i64 {
        i64::try_from(self.timing.tombstone.as_millis()).unwrap_or(i64::MAX)
    }

    /// How long a caller waits for Redis.
    pub(super) const fn patience(&self) -> Duration {
        self.timing.redis_deadline
    }

    /// A post with its version and votes, whoever asks.
    pub(super) async fn read(&self, id: PostId) -> Result<Option<(Arc<Post>, u64, u64)>, Error> {
        let key = id.record();
        let fields = ["v", "box", "votes"].map(ToOwned::to_owned).to_vec();
        let (version, sealed, votes): (Option<u64>, Option<Vec<u8>>, Option<i64>) =
            self.redis.client().hmget(key.as_str(), fields).await.map_err(|error| redis::fault(&error))?;
        let (Some(version), Some(sealed)) = (version, sealed) else { return Ok(None) };
        let votes = votes.and_then(|votes| u64::try_from(votes).ok()).unwrap_or(0);
        if let Some(post) = self.opened(id, version) {
            return Ok(Some((post, version, votes)));
        }
        let content = self.ring.open(Place { key: key.as_str(), purpose: PURPOSE, version }, &sealed)?;
        let post: Post = serde_json::from_slice(&content).map_err(|_| Error::Corrupt("post"))?;
        if post.format > FORMAT {
            return Err(Error::Corrupt("post of a newer version"));
        }
        Ok(Some((self.keep(post, version), version, votes)))
    }

    /// The post of this version, if it was opened lately.
    pub(super) fn opened(&self, id: PostId, version: u64) -> Option<Arc<Post>> {
        self.posts.get(id, &version)
    }

    fn keep(&self, post: Post, version: u64) -> Arc<Post> {
        let (id, bytes) = (post.id, post.title.len() + post.content.len() + ENTRY_BYTES);
        let post = Arc::new(post);
        self.posts.put(id, version, Arc::clone(&post), bytes);
        post
    }

    async fn shown(&self, post: Arc<Post>, version: u64, votes: u64) -> Result<Shown, Error> {
        let key = keyspace::author(post.owner);
        let sealed: Option<Vec<u8>> = self.redis.client().get(key.as_str()).await.map_err(|error| redis::fault(&error))?;
        let author = self.author_of(post.owner, sealed.as_deref())?;
        Ok(Shown { post, version, votes, author })
    }

    /// The name that lies in the box of an author.
    pub(super) fn author_of(&self, member: MemberId, sealed: Option<&[u8]>) -> Result<Option<Arc<str>>, Error> {
        let Some(sealed) = sealed else { return Ok(None) };
        if let Some(name) = self.authors.get(member, sealed) {
            return Ok(Some(name));
        }
        let content = self.ring.open(author_place(&keyspace::author(member)), sealed)?;
        let name: Arc<str> = std::str::from_utf8(&content).map_err(|_| Error::Corrupt("author"))?.into();
        self.authors.put(member, sealed.to_vec(), Arc::clone(&name), sealed.len() + ENTRY_BYTES);
        Ok(Some(name))
    }

    /// One post's change as it is written: `before` is none for a new one.
    fn commit(
        &self,
        roots: &Roots,
        before: Option<&Post>,
        post: &Post,
        expected: u64,
        transition: &Transition,
        operation: &OperationId,
    ) -> Commit<'static> {
        let key = post.id.record();
        let (write, after) = match &transition.next {
            Next::Same => (Write::Keep, before),
            Next::Deleted => (Write::Delete, None),
            Next::Post(next) => (Write::Box(self.sealed(&key, expected + 1, next), None), Some(next.as_ref())),
        };
        let now = self.clock.now();
        Commit {
            partition: Partition::BOARD,
            operation: operation.clone(),
            records: vec![RecordWrite { key, expected, write }],
            indexes: index_moves(roots, before, after),
            jobs: told(post, transition).map(|job| (Envelope::new(job), None)).into_iter().collect(),
            audit: entry(post, transition, now).map(|entry| entry.line()),
            held: None,
        }
    }

    fn sealed(&self, key: &Key, version: u64, post: &Post) -> Vec<u8> {
        // Strings, numbers and enums: nothing in it can fail to be JSON.
        let content = zeroize::Zeroizing::new(serde_json::to_vec(post).unwrap_or_default());
        self.ring.seal(Place { key: key.as_str(), purpose: PURPOSE, version }, &content)
    }
}

fn author_place(key: &Key) -> Place<'_> {
    Place { key: key.as_str(), purpose: AUTHOR, version: 0 }
}

/// The letter to an owner whose post a moderator changed.
fn told(post: &Post, transition: &Transition) -> Option<Job> {
    transition.moderated.map(|(deed, _)| Job::PostModerated { member: post.owner, post: post.id, deed })
}

fn entry(post: &Post, transition: &Transition, now: Timestamp) -> Option<Entry> {
    transition.moderated.map(|(deed, moderator)| Entry { at: now, deed, rid: post.owner.rid(), moderator: Some(moderator) })
}

/// What a change moves in the indexes: the difference and nothing else.
fn index_moves(roots: &Roots, before: Option<&Post>, after: Option<&Post>) -> Vec<IndexMove> {
    let Some(post) = after.or(before) else { return vec![] };
    let listed = format!("{} {}", post.id, post.owner);
    let published = |post: Option<&Post>| post.is_some_and(|post| post.published);
    let mut moves = Vec::new();
    let mut put = |key, member, was: bool, is: bool| {
        if was != is {
            moves.push(IndexMove::ranked(key, member, is.then_some(post.id.number())));
        }
    };
    put(keyspace::own_posts(post.owner), listed.clone(), before.is_some(), after.is_some());
    put(keyspace::posts(), listed, published(before), published(after));
    let (had, has): (BTreeSet<String>, BTreeSet<String>) = (search::words_of(before), search::words_of(after));
    for word in had.symmetric_difference(&has) {
        put(search::key(roots, word), post.id.to_string(), had.contains(word), has.contains(word));
    }
    moves
}
