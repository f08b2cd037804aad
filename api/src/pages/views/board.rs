//! The board: posts in lists, one by one, and being written.

use serde::Serialize;

use super::fault::Fault;
use super::time::When;
use crate::pages::markdown::Markup;
use crate::pages::render::View;

/// `GET /board` and `GET /board/mine`.
#[derive(Serialize)]
pub struct Board {
    /// The reader's own posts only.
    pub own: bool,
    /// The reader may write.
    pub writes: bool,
    /// What is searched for; empty where nothing is.
    pub search: String,
    /// A post of the reader's choice was just deleted.
    pub deleted: bool,
    /// The posts, newest first.
    pub rows: Vec<PostRow>,
    /// The address of the page before.
    pub newer: Option<String>,
    /// The address of the next page.
    pub older: Option<String>,
}

impl View for Board {
    const TEMPLATE: &'static str = "board.html";
}

/// A post in a list.
#[derive(Serialize)]
pub struct PostRow {
    /// Its address.
    pub href: String,
    /// Its title, or its first words.
    pub title: String,
    /// Its first words, where it has a title.
    pub words: Option<String>,
    /// Who, when, and how well liked.
    pub about: About,
}

/// What is said of a post beside what it says.
#[derive(Serialize)]
pub struct About {
    /// Who wrote it.
    pub author: Author,
    /// When it was written.
    pub at: When,
    /// When it was changed, if it was.
    pub changed: Option<When>,
    /// Who may read it.
    pub state: PostState,
    /// How many voted for it.
    pub votes: u64,
    /// The reader is one of them.
    pub voted: bool,
}

/// Who wrote a post.
#[derive(Clone, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Author {
    /// The reader.
    Reader,
    /// A member by this name.
    Named {
        /// The name.
        name: String,
    },
    /// A member without a name.
    Nameless,
    /// Somebody who has left.
    Former,
}

/// Who may read a post.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PostState {
    /// It is not written yet.
    New,
    /// Its owner.
    Draft,
    /// Whoever reads the board.
    Published,
    /// Its owner and moderators: one of them took it off the board.
    TakenOff,
}

/// `GET /board/{id}`. Sends `nonce` and `action`: `vote`, `take-back`, `delete`, `take-off`.
#[derive(Serialize)]
pub struct Post {
    /// Its address.
    pub path: String,
    /// Its title, or its first words.
    pub title: String,
    /// It has a title of its own.
    pub titled: bool,
    /// What it says.
    pub content: Markup,
    /// Who, when, and how well liked.
    pub about: About,
    /// What the reader may do.
    pub rights: Rights,
    /// The page's nonce; empty where nobody is signed in.
    pub nonce: String,
}

impl View for Post {
    const TEMPLATE: &'static str = "post.html";
}

/// What a reader may do with a post.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rights {
    /// Read it.
    Reads,
    /// Vote for it, too.
    Votes,
    /// Anything: it is the reader's own.
    Owns,
    /// Take it off the board, or delete it.
    Moderates,
}

/// The question before a post is deleted or taken off the board. Sends `nonce` and `action`: `delete-yes`, `take-off-yes`.
#[derive(Serialize)]
pub struct PostSure {
    /// The post's address.
    pub path: String,
    /// Its title, or its first words.
    pub title: String,
    /// It is to be deleted, not taken off the board.
    pub deletes: bool,
    /// It is another's.
    pub moderates: bool,
    /// The nonce of the post's page.
    pub nonce: String,
}

impl View for PostSure {
    const TEMPLATE: &'static str = "post_sure.html";
}

/// `GET /board/new`, `GET /board/{id}/edit` and `POST` to them. Sends `nonce`, `idempotency_key`, `title`, `content` and
/// `action`: `publish`, `draft`, `preview`, and `resume` after signing in anew.
#[derive(Serialize)]
pub struct PostEdit {
    /// Where one goes who changes nothing.
    pub back: String,
    /// Who may read the post so far.
    pub state: PostState,
    /// What was typed for a title.
    pub title: String,
    /// It may do without one.
    pub untitled: bool,
    /// What was typed.
    pub content: String,
    /// Why the form is shown again though nothing is wrong with it.
    pub notice: Option<EditNotice>,
    /// How it would look.
    pub preview: Option<Markup>,
    /// One for each form, so that a double tap is one post.
    pub idempotency_key: String,
    /// The page's nonce.
    pub nonce: String,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl View for PostEdit {
    const TEMPLATE: &'static str = "post_edit.html";
}

/// Why what was typed is shown once more. Nothing of it is saved.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EditNotice {
    /// The session ended while they were writing.
    SignedOut,
    /// The page was of another session, or too old.
    Stale,
}
