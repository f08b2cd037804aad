//! A post, and who may do what to it. Pure: time and actor are arguments.
//!
//! The rule: a draft is its owner's alone. Others' drafts do not exist for anybody, but for moderators who took the post off the
//! board themselves; that post its owner may change and delete, and not publish again.

use serde::{Deserialize, Serialize};

use crate::{
    audit::Deed,
    clock::Timestamp,
    crypto::fingerprint::Fingerprint,
    keyspace::{MemberId, PostId},
};

/// The version of the record's form.
pub(super) const FORMAT: u8 = 1;
/// How many characters a title may have.
pub const TITLE_MAX: usize = 200;
/// How many characters a post's content may have.
pub const CONTENT_MAX: usize = 20_000;

/// How a post was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// With a title and a content.
    Plain,
    /// As one text, `post_data`, which is its content; it has no title.
    PostData,
}

/// That a moderator took a post off the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpublished {
    /// When.
    pub at: Timestamp,
    /// Which moderator.
    pub moderator: Fingerprint,
}

/// A post, as it lies in its box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The version of this form.
    pub format: u8,
    /// Its id.
    pub id: PostId,
    /// Who wrote it.
    pub owner: MemberId,
    /// At most `TITLE_MAX` characters.
    pub title: String,
    /// At most `CONTENT_MAX` characters.
    pub content: String,
    /// Whether others may read it.
    pub published: bool,
    /// How it was written.
    pub form: Form,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Set once a moderator took it off the board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_moderator: Option<Unpublished>,
}

/// What somebody wants to post. Whoever makes one has judged the lengths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// The title.
    pub title: String,
    /// The content.
    pub content: String,
    /// Whether others may read it at once.
    pub published: bool,
    /// How it is written.
    pub form: Form,
}

/// What an owner changes; `None` stays as it is. Whoever makes one has judged the lengths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// A new title.
    pub title: Option<String>,
    /// A new content.
    pub content: Option<String>,
    /// Whether others may read it.
    pub published: Option<bool>,
    /// How it is written from now on.
    pub form: Option<Form>,
}

/// Who reads or changes a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Somebody without a session.
    Anyone,
    /// A member.
    Member(MemberId),
    /// A member who moderates, by what the audit knows moderators.
    Moderator(MemberId, Fingerprint),
}

impl Actor {
    fn is(self, member: MemberId) -> bool {
        matches!(self, Self::Member(me) | Self::Moderator(me, _) if me == member)
    }
}

/// What is to happen to a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Its owner writes it anew.
    Edit(Edit),
    /// A moderator takes it off the board, or its owner makes a draft of it.
    Unpublish,
    /// Its owner or a moderator deletes it.
    Delete,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such post for this actor.
    #[error("there is no such post")]
    NoSuchPost,
    /// It is another's.
    #[error("the post is another's")]
    NotYours,
    /// A moderator took it off the board: its owner may not publish it again.
    #[error("a moderator took the post off the board")]
    UnpublishedByModerator,
}

/// What a post becomes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Same,
    Post(Box<Post>),
    Deleted,
}

/// What a change causes: the post, and a moderator's deed where it was one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Transition {
    pub(super) next: Next,
    pub(super) moderated: Option<(Deed, Fingerprint)>,
}

impl Transition {
    fn of_owner(next: Next) -> Self {
        Self { next, moderated: None }
    }

    fn of_moderator(next: Next, deed: Deed, moderator: Fingerprint) -> Self {
        Self { next, moderated: Some((deed, moderator)) }
    }
}

impl Post {
    pub(super) fn new(id: PostId, owner: MemberId, new: NewPost, now: Timestamp) -> Self {
        let NewPost { title, content, published, form } = new;
        Self { format: FORMAT, id, owner, title, content, published, form, created_at: now, updated_at: now, by_moderator: None }
    }

    /// Whether this actor may know of it.
    pub fn is_seen_by(&self, actor: Actor) -> bool {
        let moderates = matches!(actor, Actor::Moderator(..));
        self.published || actor.is(self.owner) || (moderates && self.by_moderator.is_some())
    }

    /// What a change makes of it.
    pub(super) fn decide(&self, change: &Change, actor: Actor, now: Timestamp) -> Result<Transition, Refusal> {
        if !self.is_seen_by(actor) {
            return Err(Refusal::NoSuchPost);
        }
        if actor.is(self.owner) {
            let next = match change {
                Change::Edit(edit) => self.edited(edit, now)?,
                Change::Unpublish => self.edited(&Edit { published: Some(false), ..Edit::default() }, now)?,
                Change::Delete => Next::Deleted,
            };
            return Ok(Transition::of_owner(next));
        }
        match (actor, change) {
            (Actor::Moderator(_, moderator), Change::Unpublish) if self.published => {
                let by_moderator = Some(Unpublished { at: now, moderator });
                let next = Self { published: false, updated_at: now, by_moderator, ..self.clone() };
                Ok(Transition::of_moderator(Next::Post(Box::new(next)), Deed::PostUnpublished, moderator))
            }
            (Actor::Moderator(..), Change::Unpublish) => Ok(Transition::of_owner(Next::Same)),
            (Actor::Moderator(_, moderator), Change::Delete) => Ok(Transition::of_moderator(Next::Deleted, Deed::PostDeleted, moderator)),
            _ => Err(Refusal::NotYours),
        }
    }

    fn edited(&self, edit: &Edit, now: Timestamp) -> Result<Next, Refusal> {
        let mut next = self.clone();
        next.title.clone_from(edit.title.as_ref().unwrap_or(&self.title));
        next.content.clone_from(edit.content.as_ref().unwrap_or(&self.content));
        next.published = edit.published.unwrap_or(self.published);
        next.form = edit.form.unwrap_or(self.form);
        if next.published && self.by_moderator.is_some() {
            return Err(Refusal::UnpublishedByModerator);
        }
        if next == *self {
            return Ok(Next::Same);
        }
        next.updated_at = now;
        Ok(Next::Post(Box::new(next)))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use crate::keyspace::Rid;

    fn member(byte: u8) -> MemberId {
        MemberId::from(Rid::from_bytes([byte; 16]))
    }

    fn post(published: bool) -> Post {
        let new = NewPost { title: "a".to_owned(), content: "b".to_owned(), published, form: Form::Plain };
        Post::new(PostId::new(1).unwrap(), member(1), new, Timestamp::UNIX_EPOCH)
    }

    fn publish() -> Change {
        Change::Edit(Edit { published: Some(true), ..Edit::default() })
    }

    const MODERATOR: Fingerprint = Fingerprint::from_bytes([9; 16]);

    #[test]
    fn anothers_draft_does_not_exist() {
        let (draft, now) = (post(false), Timestamp::UNIX_EPOCH);
        for actor in [Actor::Anyone, Actor::Member(member(2)), Actor::Moderator(member(2), MODERATOR)] {
            for change in [publish(), Change::Unpublish, Change::Delete] {
                assert_eq!(draft.decide(&change, actor, now), Err(Refusal::NoSuchPost), "{actor:?} {change:?}");
            }
        }
    }

    #[test]
    fn others_change_nothing_and_moderators_do_not_write() {
        let (published, now) = (post(true), Timestamp::UNIX_EPOCH);
        for actor in [Actor::Anyone, Actor::Member(member(2))] {
            for change in [publish(), Change::Unpublish, Change::Delete] {
                assert_eq!(published.decide(&change, actor, now), Err(Refusal::NotYours), "{actor:?} {change:?}");
            }
        }
        assert_eq!(published.decide(&publish(), Actor::Moderator(member(2), MODERATOR), now), Err(Refusal::NotYours));
    }

    #[test]
    fn what_a_moderator_takes_off_the_board_its_owner_does_not_put_back() {
        let (moderator, now) = (Actor::Moderator(member(2), MODERATOR), Timestamp::UNIX_EPOCH);
        let taken = post(true).decide(&Change::Unpublish, moderator, now).unwrap();
        assert_eq!(taken.moderated, Some((Deed::PostUnpublished, MODERATOR)));
        let Next::Post(taken) = taken.next else { unreachable!("it was published") };
        assert!(!taken.published && taken.is_seen_by(moderator) && !taken.is_seen_by(Actor::Member(member(3))));
        assert_eq!(taken.decide(&Change::Unpublish, moderator, now).unwrap(), Transition::of_owner(Next::Same));
        assert_eq!(taken.decide(&publish(), Actor::Member(member(1)), now), Err(Refusal::UnpublishedByModerator));
        let text = Change::Edit(Edit { content: Some("c".to_owned()), ..Edit::default() });
        assert!(matches!(taken.decide(&text, Actor::Member(member(1)), now).unwrap().next, Next::Post(_)));
        assert_eq!(taken.decide(&Change::Delete, moderator, now).unwrap().moderated, Some((Deed::PostDeleted, MODERATOR)));
    }

    #[test]
    fn a_moderator_who_changes_an_own_post_is_its_owner() {
        let own = post(true).decide(&Change::Delete, Actor::Moderator(member(1), MODERATOR), Timestamp::UNIX_EPOCH);
        assert_eq!(own.unwrap(), Transition::of_owner(Next::Deleted));
    }

    #[test]
    fn an_edit_that_changes_nothing_is_none() {
        let later = Timestamp::from_second(60).unwrap();
        assert_eq!(post(true).decide(&publish(), Actor::Member(member(1)), later).unwrap().next, Next::Same);
        let Next::Post(edited) = post(false).decide(&publish(), Actor::Member(member(1)), later).unwrap().next else { unreachable!() };
        assert_eq!((edited.created_at, edited.updated_at), (Timestamp::UNIX_EPOCH, later));
    }
}
