//! What the board's pages show of posts.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;
use poem::Response;
use poem::http::StatusCode;
use shared::board::Listed;
use shared::board::post;
use shared::board::store::Shown;
use shared::keyspace::{MemberId, PostId};
use shared::locales::{Locale, text};
use shared::member::Role;
use shared::member::store::FoundMember;
use shared::typed;

use super::super::links::Arrival;
use super::super::markdown::{self, Markup};
use super::super::shown::first_words;
use super::super::views::{About, Author, Board, Post, PostRow, PostState, Rights, When};
use super::place::Place;
use super::{MINE, path, reader};
use crate::credentials::bearer::SignedIn;
use crate::desk::votes;
use crate::gate::Gate;
use crate::problem::Problem;

/// Characters of a post that stand for its title.
const TITLE_WORDS_MAX: usize = 80;
/// Characters of a post that stand beneath its title.
const FIRST_WORDS_MAX: usize = 180;

/// A list of posts.
pub(super) async fn list(arrival: &Arrival, place: &Place, listed: Listed, at: &str) -> Result<Response, Problem> {
    let known = Known::of(arrival, &listed.posts).await?;
    let view = Board {
        own: at == MINE,
        writes: arrival.session.is_some(),
        search: place.search.clone(),
        deleted: place.deleted,
        rows: listed.posts.iter().map(|shown| known.row(shown)).collect(),
        newer: place.newer(at),
        older: listed.next.map(|next| place.older(at, next)),
    };
    arrival.site.page(StatusCode::OK, &view)
}

/// One post.
pub(super) async fn post(arrival: &Arrival, shown: &Shown) -> Result<Response, Problem> {
    let known = Known::of(arrival, std::slice::from_ref(shown)).await?;
    let path = path(shown.post.id);
    let rights = match reader(arrival) {
        None => Rights::Reads,
        Some(signed_in) if signed_in.id() == shown.post.owner => Rights::Owns,
        Some(signed_in) if signed_in.role >= Role::Moderator => Rights::Moderates,
        Some(_) => Rights::Votes,
    };
    let (title, titled) = title(known.locale, &shown.post);
    let view = Post {
        title,
        titled,
        content: Markup::of(&shown.post.content, 1),
        about: known.about(shown),
        rights,
        nonce: match &arrival.session {
            Some(session) => arrival.site.nonce(&path, &session.credential).await?,
            None => String::new(),
        },
        path,
    };
    arrival.site.page(StatusCode::OK, &view)
}

/// A post's title, or what stands for it where it has none that anybody could see; and whether it has one.
pub(super) fn title(locale: Locale, post: &post::Post) -> (String, bool) {
    if typed::is_visible(&post.title) {
        return (post.title.clone(), true);
    }
    let words = first_words(&markdown::plain(&post.content), TITLE_WORDS_MAX);
    let numbered = || text(locale, "page-board-numbered", &[("number", post.id.to_string().into())]);
    (if typed::is_visible(&words) { words } else { numbered() }, false)
}

/// Who may read a post.
pub(super) const fn state(post: &post::Post) -> PostState {
    match (post.published, post.by_moderator) {
        (true, _) => PostState::Published,
        (false, None) => PostState::Draft,
        (false, Some(_)) => PostState::TakenOff,
    }
}

/// What is to be known beside the posts themselves.
struct Known {
    locale: Locale,
    reader: Option<MemberId>,
    voted: BTreeSet<PostId>,
    /// Of those whose name the board does not have, whether they are members.
    nameless: BTreeMap<MemberId, bool>,
}

impl Known {
    async fn of(arrival: &Arrival, posts: &[Shown]) -> Result<Self, Problem> {
        let (gate, ids) = (&arrival.site.gate, posts.iter().map(|shown| shown.post.id).collect::<Vec<_>>());
        let voted = match reader(arrival) {
            Some(signed_in) => votes::mine(gate, signed_in, &ids).await?,
            None => BTreeSet::new(),
        };
        let nameless: BTreeSet<MemberId> = posts.iter().filter(|shown| shown.author.is_none()).map(|shown| shown.post.owner).collect();
        let nameless = try_join_all(nameless.into_iter().map(|id| is_member(gate, id))).await?.into_iter().collect();
        Ok(Self { locale: arrival.site.locale(), reader: reader(arrival).map(SignedIn::id), voted, nameless })
    }

    fn row(&self, shown: &Shown) -> PostRow {
        let (title, titled) = title(self.locale, &shown.post);
        let words = || first_words(&markdown::plain(&shown.post.content), FIRST_WORDS_MAX);
        PostRow {
            href: path(shown.post.id),
            title,
            words: Some(titled).filter(|titled| *titled).map(|_| words()).filter(|words| typed::is_visible(words)),
            about: self.about(shown),
        }
    }

    fn about(&self, shown: &Shown) -> About {
        let post = &shown.post;
        let (at, changed) = (When::new(self.locale, post.created_at), When::new(self.locale, post.updated_at));
        About {
            author: match &shown.author {
                _ if self.reader == Some(post.owner) => Author::Reader,
                Some(name) => Author::Named { name: name.to_string() },
                None if self.nameless.get(&post.owner) == Some(&true) => Author::Nameless,
                None => Author::Former,
            },
            // Whoever mends a word at once has changed nothing that readers could tell; what a moderator took off the board was
            // last changed by that.
            changed: Some(changed).filter(|changed| post.by_moderator.is_none() && changed.text != at.text),
            at,
            state: state(post),
            votes: shown.votes,
            voted: self.voted.contains(&post.id),
        }
    }
}

async fn is_member(gate: &Gate, id: MemberId) -> Result<(MemberId, bool), Problem> {
    Ok((id, matches!(gate.members.load(id).await?, FoundMember::Member(..))))
}
