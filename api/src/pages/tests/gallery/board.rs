//! The board.

use super::*;
use crate::pages::markdown::Markup;
use crate::pages::views::{About, Author, Board, EditNotice, Post, PostEdit, PostRow, PostState, PostSure, Rights};

const WRITTEN: &str = "# How we mend\n\nBring it <i>river-clean</i>, *we* look at it [together](https://repair.example.org).\n\n\
    - bicycles\n- lamps\n\n> A thing that is mended twice is **old**.\n\n```\nopen 10:00\n```\n\n---\n\n![the room](https://repair.example.org/room.png)";

fn named(name: &str) -> Author {
    Author::Named { name: name.to_owned() }
}

fn about(author: Author, state: PostState, votes: u64) -> About {
    About { author, at: when(-30), changed: None, state, votes, voted: false }
}

fn row(number: u64, title: &str, words: Option<&str>, about: About) -> PostRow {
    PostRow { href: format!("/board/{number}"), title: title.to_owned(), words: words.map(str::to_owned), about }
}

fn board() -> Board {
    let long = "Averyverylongwordthatnobodywouldbreak".repeat(5);
    Board {
        own: false,
        writes: true,
        search: String::new(),
        deleted: false,
        rows: vec![
            row(
                7,
                "Repair café on <i>river</i> street",
                Some("Bring it, we look at it together."),
                about(named("dora"), PostState::Published, 12),
            ),
            row(6, &long, Some(&long), About { voted: true, ..about(Author::Reader, PostState::Published, 1) }),
            row(5, "Who has a pear tree to spare?", None, about(Author::Former, PostState::Published, 0)),
            row(4, "مرحبا بالجميع", Some("أهلا"), about(Author::Nameless, PostState::Published, 0)),
        ],
        newer: Some("/board?before=80".to_owned()),
        older: Some("/board?before=4&way=80".to_owned()),
    }
}

fn post(rights: Rights, about: About) -> Post {
    let nonce = if matches!(rights, Rights::Reads) { String::new() } else { "n0nce".to_owned() };
    let (path, title) = ("/board/7".to_owned(), "Repair café on <i>river</i> street".to_owned());
    Post { path, title, titled: true, content: Markup::of(WRITTEN, 1), about, rights, nonce }
}

fn edit(state: PostState) -> PostEdit {
    PostEdit {
        back: "/board".to_owned(),
        state,
        title: "Repair café".to_owned(),
        untitled: false,
        content: WRITTEN.to_owned(),
        notice: None,
        preview: None,
        idempotency_key: "c2FtcGxlLWlkZW1wb3RlbmN5LWtleQ".to_owned(),
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

pub(super) fn posting(gallery: &mut Gallery<'_>) {
    let (published, draft, off) = (PostState::Published, PostState::Draft, PostState::TakenOff);
    gallery.add("board", &board());
    gallery.add("board-stranger", &Board { writes: false, newer: None, ..board() });
    gallery.add("board-search", &Board { search: "\"<i>river\" & pear".to_owned(), deleted: true, ..board() });
    let nothing = || Board { rows: Vec::new(), newer: None, older: None, ..board() };
    gallery.add("board-empty", &nothing());
    gallery.add("board-empty-stranger", &Board { writes: false, ..nothing() });
    gallery.add("board-found-none", &Board { search: "pelican".to_owned(), ..nothing() });
    gallery.add("board-no-more", &Board { newer: Some("/board".to_owned()), ..nothing() });
    gallery.add("board-own-empty", &Board { own: true, ..nothing() });
    let rows = [draft, off, published].into_iter().map(|state| row(1, "Mine", None, about(Author::Reader, state, 0))).collect();
    gallery.add("board-own", &Board { own: true, rows, ..nothing() });

    gallery.add("post", &post(Rights::Votes, about(named("dora"), published, 12)));
    gallery.add("post-stranger", &post(Rights::Reads, about(Author::Former, published, 1)));
    gallery.add("post-voted", &post(Rights::Votes, About { voted: true, changed: Some(when(-1)), ..about(named("dora"), published, 1) }));
    gallery.add("post-own", &post(Rights::Owns, about(Author::Reader, published, 0)));
    gallery.add("post-own-draft", &Post { titled: false, ..post(Rights::Owns, about(Author::Reader, draft, 0)) });
    gallery.add("post-own-taken-off", &post(Rights::Owns, about(Author::Reader, off, 3)));
    gallery.add("post-moderated", &post(Rights::Moderates, about(Author::Nameless, published, 3)));
    gallery.add("post-moderated-off", &post(Rights::Moderates, about(named("dora"), off, 3)));
    for (deletes, moderates) in [(true, false), (true, true), (false, true)] {
        let (path, title) = ("/board/7".to_owned(), "Repair café on <i>river</i> street".to_owned());
        let name = format!("post-sure-{}-{}", if deletes { "delete" } else { "take-off" }, if moderates { "moderator" } else { "owner" });
        gallery.add(&name, &PostSure { path, title, deletes, moderates, nonce: "n0nce".to_owned() });
    }

    for (name, state) in [("new", PostState::New), ("draft", draft), ("published", published), ("taken-off", off)] {
        gallery.add(&format!("post-edit-{name}"), &edit(state));
    }
    gallery.add("post-edit-signed-out", &PostEdit { notice: Some(EditNotice::SignedOut), ..edit(PostState::New) });
    gallery.add("post-edit-stale", &PostEdit { notice: Some(EditNotice::Stale), ..edit(published) });
    gallery.add("post-edit-untitled", &PostEdit { title: String::new(), untitled: true, ..edit(draft) });
    gallery.add("post-edit-preview", &PostEdit { preview: Some(Markup::of(WRITTEN, 2)), ..edit(PostState::New) });
    let fault = Fault::new;
    let missing = vec![fault(Field::Title, FaultKind::TextMissing), fault(Field::Content, FaultKind::TextMissing)];
    gallery.add("post-edit-missing", &PostEdit { title: String::new(), content: String::new(), faults: missing, ..edit(PostState::New) });
    let long =
        vec![fault(Field::Title, FaultKind::TextTooLong { max: 200 }), fault(Field::Content, FaultKind::TextTooLong { max: 20_000 })];
    gallery.add("post-edit-too-long", &PostEdit { faults: long, ..edit(published) });
}
