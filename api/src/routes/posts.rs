//! Posts on the board (seeds 1 and 3): `/posts`, `/posts/all`, `/posts/{id}`.
//!
//! The rule: who reads is asked first, what they ask for is judged second. Reading needs an access token unless `BOARD=public`;
//! one that is shown must be good there, too.

use std::ops::RangeInclusive;
use std::sync::Arc;

use poem::http::HeaderMap;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::{ApiResponse, Object, OpenApi, Tags};
use serde::Serialize;
use shared::board::post::Refusal;
use shared::board::store::Shown;
use shared::board::{LIMIT_MAX, Listed, Page, SKIP_MAX};
use shared::keyspace::PostId;
use shared::settings::BoardAudience;

use super::plain_json::PlainJson;
use super::registrations::{invalid, key};
use super::sent::{Body, Sent, Text};
use crate::credentials::bearer::{AccessToken, MaybeToken, SignedIn, not_validated};
use crate::desk::writing::Writing;
use crate::desk::{Refused, posts};
use crate::gate::Gate;
use crate::problem::{Fault, Problem};

/// How many posts a page of the board has where nobody says.
const LIMIT: u32 = 10;

/// The routes.
pub struct Posts {
    gate: Arc<Gate>,
}

/// What belongs together in the document.
#[derive(Tags)]
pub(super) enum Tag {
    /// What members write for each other, and their votes.
    Board,
}

/// A post to be written, or what is to change in one. `post_id` and `user_id` are passed over. null is as good as absent.
#[derive(Object)]
struct Writable {
    /// At most 200 characters, one line. Only beside `post_data` may it be empty.
    title: Sent<Text>,
    /// At most 20,000 characters, as `CommonMark`.
    content: Sent<Text>,
    /// The content as one text, instead of `content`: a post without a title, and a draft unless `published` is true.
    post_data: Sent<Text>,
    /// Whether others may read it. Absent, a new post with a title is published, and a change leaves it as it is.
    published: Sent<bool>,
}

/// A post.
#[derive(Object, Serialize)]
#[oai(rename = "Post")]
struct PostShown {
    /// Its id, a whole number from 1.
    id: u64,
    /// The same.
    post_id: u64,
    /// The title, at most 200 characters; empty for one written as one text.
    title: String,
    /// What it says, as `CommonMark`, at most 20,000 characters.
    content: String,
    /// The same.
    post_data: String,
    /// Whether others may read it.
    published: bool,
    /// When it was written.
    created_at: String,
    /// When it was changed last.
    updated_at: String,
    /// The sign-in name of whoever wrote it; null for a former member, and where there is none.
    user_id: Option<String>,
    /// The identifier of whoever wrote it.
    owner_id: String,
    /// The same as `user_id`.
    author: Option<String>,
    /// How many members voted for it.
    votes: u64,
}

/// A page of posts.
#[derive(ApiResponse)]
enum Listing {
    /// The posts, newest first.
    #[oai(status = 200)]
    Page(
        PlainJson<Vec<PostShown>>,
        /// Where the next page is, `rel="next"`; absent on the last.
        #[oai(header = "Link")]
        Option<String>,
    ),
}

/// One post.
#[derive(ApiResponse)]
enum One {
    /// As it is now.
    #[oai(status = 200)]
    Post(PlainJson<PostShown>),
}

/// The answer to a post.
#[derive(ApiResponse)]
enum Creation {
    /// It was written.
    #[oai(status = 201)]
    Created(
        PlainJson<PostShown>,
        /// Where it is.
        #[oai(header = "Location")]
        String,
    ),
}

/// The answer to a deletion.
#[derive(ApiResponse)]
enum Deletion {
    /// It is deleted.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Board")]
impl Posts {
    /// Lists the published posts, newest first: for members, or for everybody where the board is public.
    #[oai(path = "/posts", method = "get")]
    async fn list(
        &self,
        token: MaybeToken,
        /// How many at most, 1 to 100; 10 where nobody says.
        limit: Query<Sent<u32>>,
        /// How many are left out first, at most 10,000.
        skip: Query<Sent<u32>>,
        /// Only posts with all of these words, in title or content.
        search: Query<Sent<String>>,
        /// Where the page begins, as `Link` of the page before says.
        cursor: Query<Sent<String>>,
    ) -> Result<Listing, Problem> {
        let reader = self.reader(&token);
        let (page, search) = match (page(&limit, &skip, &cursor, LIMIT), word(search.0)) {
            (Ok(page), Ok(search)) => (page, search),
            (page, search) => {
                reader.await?;
                return Err(Problem::invalid(page.err().into_iter().flatten().chain(search.err()).collect()));
            }
        };
        let listed = async { posts::list(&self.gate, page, search.as_deref()).await.map_err(Problem::from) };
        // Who has no good token hears so before Redis is asked for posts; with one, both are read at once.
        let (_, listed) = tokio::try_join!(reader, listed)?;
        Ok(self.listing("posts/", &listed, page.limit, search.as_deref()))
    }

    /// Lists the caller's own posts, drafts too, newest first.
    #[oai(path = "/posts/all", method = "get")]
    async fn own(
        &self,
        token: AccessToken,
        /// How many at most, 1 to 100; 100 where nobody says.
        limit: Query<Sent<u32>>,
        /// How many are left out first, at most 10,000.
        skip: Query<Sent<u32>>,
        /// Where the page begins, as `Link` of the page before says.
        cursor: Query<Sent<String>>,
    ) -> Result<Listing, Problem> {
        let signed_in = SignedIn::by_token(&self.gate, &token).await?;
        let page = page(&limit, &skip, &cursor, LIMIT_MAX).map_err(Problem::invalid)?;
        let listed = posts::own(&self.gate, &signed_in, page).await?;
        Ok(self.listing("posts/all/", &listed, page.limit, None))
    }

    /// Shows a post. A draft is there for its owner alone.
    #[oai(path = "/posts/:id", method = "get")]
    async fn show(&self, token: MaybeToken, id: Path<String>) -> Result<One, Problem> {
        let reader = self.reader(&token).await?;
        let shown = posts::get(&self.gate, reader.as_ref(), post_id(&id)?).await?;
        Ok(One::Post(PlainJson(PostShown::of(&shown))))
    }

    /// Writes a post. At most 60 posts and changes in an hour, where the operator says nothing else.
    #[oai(path = "/posts", method = "post")]
    async fn create(
        &self,
        token: AccessToken,
        headers: &HeaderMap,
        /// Makes a repeat harmless for ten minutes: 22 to 255 visible characters, random, kept for repeats of the same body.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Body<Writable>,
    ) -> Result<Creation, Problem> {
        let signed_in = SignedIn::by_token(&self.gate, &token).await?;
        let (key, mut wrong) = (key(headers, &idempotency_key), Vec::new());
        let sent = body.read()?.into_writing(&mut wrong);
        if !wrong.is_empty() {
            return Err(invalid(wrong, posts::judged(&sent, key).err().unwrap_or_default()));
        }
        let shown = posts::create(&self.gate, &signed_in, &sent, key).await?;
        let location = format!("/posts/{}", shown.post.id);
        Ok(Creation::Created(PlainJson(PostShown::of(&shown)), location))
    }

    /// Changes one's own post; what is absent stays. A moderator may send `{"published": false}` for another's, and nothing else:
    /// its owner gets a letter. 403 for another's post, and for publishing what a moderator took off the board.
    #[oai(path = "/posts/:id", method = "put")]
    async fn change(&self, token: AccessToken, id: Path<String>, body: Body<Writable>) -> Result<One, Problem> {
        let signed_in = SignedIn::by_token(&self.gate, &token).await?;
        let (id, mut wrong) = (post_id(&id)?, Vec::new());
        let sent = body.read().map(|body| body.into_writing(&mut wrong));
        match sent {
            Ok(sent) if wrong.is_empty() => {
                let shown = posts::change(&self.gate, &signed_in, id, &sent).await?;
                Ok(One::Post(PlainJson(PostShown::of(&shown))))
            }
            // Whoever may not change it learns that, not what is wrong with the body.
            sent => {
                posts::check(&self.gate, &signed_in, id).await?;
                Err(invalid(wrong, posts::faults(&sent?)))
            }
        }
    }

    /// Deletes one's own post. A moderator may delete another's: its owner gets a letter. 403 for another's post otherwise.
    #[oai(path = "/posts/:id", method = "delete")]
    async fn delete(&self, token: AccessToken, id: Path<String>) -> Result<Deletion, Problem> {
        let signed_in = SignedIn::by_token(&self.gate, &token).await?;
        posts::delete(&self.gate, &signed_in, post_id(&id)?).await?;
        Ok(Deletion::Done)
    }
}

impl Posts {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }

    /// Who reads: a member, or where the board is public, anybody.
    async fn reader(&self, token: &MaybeToken) -> Result<Option<SignedIn>, Problem> {
        let reader = SignedIn::if_shown(&self.gate, token).await?;
        if reader.is_none() && self.gate.settings.members.board == BoardAudience::Members {
            return Err(not_validated());
        }
        Ok(reader)
    }

    fn listing(&self, path: &str, listed: &Listed, limit: u32, search: Option<&str>) -> Listing {
        let link = listed.next.and_then(|next| self.link(path, next, limit, search));
        Listing::Page(PlainJson(listed.posts.iter().map(PostShown::of).collect()), link)
    }

    /// The next page, under the one address that links bear (T6).
    fn link(&self, path: &str, next: PostId, limit: u32, search: Option<&str>) -> Option<String> {
        let mut url = self.gate.settings.common.public_url.join(path).ok()?;
        let mut query = url.query_pairs_mut();
        query.append_pair("limit", &limit.to_string());
        if let Some(search) = search {
            query.append_pair("search", search);
        }
        query.append_pair("cursor", &next.to_string());
        drop(query);
        Some(format!(r#"<{url}>; rel="next""#))
    }
}

impl Writable {
    fn into_writing(self, wrong: &mut Vec<Fault>) -> Writing {
        Writing {
            title: self.title.text("title", wrong),
            content: self.content.text("content", wrong),
            post_data: self.post_data.text("post_data", wrong),
            published: self.published.take("published", wrong),
        }
    }
}

impl PostShown {
    fn of(shown: &Shown) -> Self {
        let (post, author) = (&*shown.post, shown.author.as_deref().map(str::to_owned));
        Self {
            id: post.id.number(),
            post_id: post.id.number(),
            title: post.title.clone(),
            content: post.content.clone(),
            post_data: post.content.clone(),
            published: post.published,
            created_at: post.created_at.to_string(),
            updated_at: post.updated_at.to_string(),
            user_id: author.clone(),
            owner_id: post.owner.to_string(),
            author,
            votes: shown.votes,
        }
    }
}

/// What cannot be a post's id is none.
fn post_id(text: &str) -> Result<PostId, Refused> {
    PostId::parse(text).ok_or(Refused::Post(Refusal::NoSuchPost))
}

/// Which posts are asked for; all faults at once. What stands in no body has no pointer.
fn page(limit: &Sent<u32>, skip: &Sent<u32>, cursor: &Sent<String>, usual: u32) -> Result<Page, Vec<Fault>> {
    let before = match cursor {
        Sent::Absent => Some(None),
        Sent::Is(cursor) => PostId::parse(cursor).map(Some),
        Sent::Wrong => None,
    };
    match (number(limit, usual, 1..=LIMIT_MAX), number(skip, 0, 0..=SKIP_MAX), before) {
        (Some(limit), Some(skip), Some(before)) => Ok(Page { limit, skip, before }),
        (limit, skip, before) => {
            let faults = [
                (limit.is_some(), format!("limit is a whole number from 1 to {LIMIT_MAX}.")),
                (skip.is_some(), format!("skip is a whole number from 0 to {SKIP_MAX}.")),
                (before.is_some(), "cursor is not one of ours: follow the Link of the page before.".to_owned()),
            ];
            Err(faults.into_iter().filter(|(good, _)| !good).map(|(_, detail)| Fault::new("", detail)).collect())
        }
    }
}

fn number(sent: &Sent<u32>, usual: u32, allowed: RangeInclusive<u32>) -> Option<u32> {
    match sent {
        Sent::Absent => Some(usual),
        Sent::Is(number) => Some(*number).filter(|number| allowed.contains(number)),
        Sent::Wrong => None,
    }
}

/// What is searched for. Two searches in one are a slip.
fn word(search: Sent<String>) -> Result<Option<String>, Fault> {
    match search {
        Sent::Absent => Ok(None),
        Sent::Is(search) => Ok(Some(search)),
        Sent::Wrong => Err(Fault::new("", "search stands there twice.")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use poem_openapi::types::ToJSON;

    use super::*;

    #[test]
    fn a_page_is_bounded_and_all_of_its_faults_come_at_once() {
        let first = page(&Sent::Absent, &Sent::Absent, &Sent::Absent, LIMIT).unwrap();
        assert_eq!(first, Page { limit: 10, skip: 0, before: None });
        let last = page(&Sent::Is(100), &Sent::Is(10_000), &Sent::Is("7".to_owned()), LIMIT).unwrap();
        assert_eq!(last, Page { limit: 100, skip: 10_000, before: PostId::new(7) });
        for limit in [Sent::Is(0), Sent::Is(101), Sent::Wrong] {
            assert_eq!(page(&limit, &Sent::Absent, &Sent::Absent, LIMIT).unwrap_err().len(), 1);
        }
        for cursor in ["", "0", "07", "x", "-1", "9007199254740992"] {
            assert_eq!(page(&Sent::Is(0), &Sent::Is(10_001), &Sent::Is(cursor.to_owned()), LIMIT).unwrap_err().len(), 3, "{cursor}");
        }
    }

    #[test]
    fn what_is_written_and_what_is_documented_are_the_same() {
        let text = || "x".to_owned();
        let shown = PostShown {
            id: 1,
            post_id: 1,
            title: text(),
            content: text(),
            post_data: text(),
            published: true,
            created_at: text(),
            updated_at: text(),
            user_id: None,
            owner_id: text(),
            author: None,
            votes: 2,
        };
        assert_eq!(serde_json::to_value(&shown).unwrap(), shown.to_json().unwrap());
    }
}
