//! Pages of posts, newest first. One script reads the ids and what changes beside the boxes; a box is fetched and opened only where
//! it was not lately. So a page costs the same among a hundred posts and among a hundred thousand.

use futures_util::future::try_join_all;

use super::{
    search::Search,
    store::{Board, Shown},
};
use crate::{
    error::{Error, RedisFault},
    keyspace::{self, Key, MemberId, PostId},
    redis::Arg,
    root::Roots,
    script,
};

script!(LIST, "list.lua");

/// How many posts a page may have.
pub const LIMIT_MAX: u32 = 100;
/// How many posts may be skipped.
pub const SKIP_MAX: u32 = 10_000;
/// How many of the newest entries of a search's rarest word are looked at, on all of its pages together.
const SEARCHED_MAX: i64 = 1_000;

/// Which posts of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many, 1 to `LIMIT_MAX`; what lies outside is moved to the nearest bound.
    pub limit: u32,
    /// How many are left out first, at most `SKIP_MAX`.
    pub skip: u32,
    /// Only posts older than this one.
    pub before: Option<PostId>,
}

/// A page of posts.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The posts, newest first.
    pub posts: Vec<Shown>,
    /// Where the next page begins (its `before`); none where this is the last.
    pub next: Option<PostId>,
    /// How many entries of an index were read for it.
    pub read: u64,
}

/// What the script says of a post.
struct Row {
    id: PostId,
    version: u64,
    votes: u64,
    author: Option<Vec<u8>>,
}

impl Board {
    /// The published posts, or those of them with all words of a search.
    ///
    /// # Errors
    /// When Redis is away, or a box does not open.
    pub async fn list(&self, roots: &Roots, page: Page, search: Option<&Search>) -> Result<Listed, Error> {
        let words = search.map(|search| search.keys(roots));
        match words {
            Some(words) if words.is_empty() => Ok(Listed { posts: vec![], next: None, read: 0 }),
            words => {
                let mut listed = self.page(keyspace::posts(), words.unwrap_or_default(), page).await?;
                // One may have become a draft between the script and the look into its box.
                listed.posts.retain(|shown| shown.post.published);
                Ok(listed)
            }
        }
    }

    /// A member's own posts, drafts too.
    ///
    /// # Errors
    /// When Redis is away, or a box does not open.
    pub async fn own(&self, member: MemberId, page: Page) -> Result<Listed, Error> {
        self.page(keyspace::own_posts(member), vec![], page).await
    }

    async fn page(&self, index: Key, words: Vec<Key>, page: Page) -> Result<Listed, Error> {
        let keys: Vec<Key> = std::iter::once(index).chain(words).collect();
        let args = vec![
            i64::from(page.limit.clamp(1, LIMIT_MAX)).into(),
            i64::from(page.skip.min(SKIP_MAX)).into(),
            page.before.map(|before| before.to_string()).unwrap_or_default().into(),
            SEARCHED_MAX.into(),
            keyspace::posts_at().as_str().into(),
            keyspace::authors().as_str().into(),
        ];
        let answer: Vec<Arg> = self.redis.run(&LIST, &keys, args).await?;
        let (read, more, rows) = rows(&answer).ok_or(RedisFault::Shape)?;
        let next = rows.last().map(|row| row.id).filter(|_| more);
        let posts = try_join_all(rows.into_iter().map(|row| self.shown_row(row))).await?;
        Ok(Listed { posts: posts.into_iter().flatten().collect(), next, read })
    }

    /// A post of a page; none where it was deleted this moment.
    async fn shown_row(&self, row: Row) -> Result<Option<Shown>, Error> {
        let (post, version, votes) = match self.opened(row.id, row.version) {
            Some(post) => (post, row.version, row.votes),
            None => match self.read(row.id).await? {
                Some(read) => read,
                None => return Ok(None),
            },
        };
        let author = self.author_of(post.owner, row.author.as_deref())?;
        Ok(Some(Shown { post, version, votes, author }))
    }
}

/// Reads the script's answer. A post without a version was deleted by hand; it is no reason to show none at all.
fn rows(answer: &[Arg]) -> Option<(u64, bool, Vec<Row>)> {
    let ([read, more], rows) = answer.split_first_chunk()?;
    let (rows, _) = rows.as_chunks::<4>();
    let row = |[id, version, votes, author]: &[Arg; 4]| {
        Some(Row {
            id: PostId::new(id.as_u64()?)?,
            version: version.as_u64()?,
            // Never below nought, whatever was done to the counter.
            votes: votes.as_u64().unwrap_or(0),
            author: author.as_bytes().map(<[u8]>::to_vec),
        })
    };
    Some((read.as_u64()?, more.as_u64()? == 1, rows.iter().filter_map(row).collect()))
}
