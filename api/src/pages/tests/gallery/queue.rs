//! The queue, and the way in.

use super::*;
use crate::pages::views::{Became, Decided, Flag, Line, Nothing, Queue, QueueDoor, QueueLinkSent, Row, Vote, Votes, Way, Words};

const RIDS: [&str; 4] = ["AmJ0cXdlcnR5dWlvcGFzZA", "BmJ0cXdlcnR5dWlvcGFzZA", "CmJ0cXdlcnR5dWlvcGFzZA", "DmJ0cXdlcnR5dWlvcGFzZA"];

fn votes(approve: u32, reject: u32, mine: Option<Vote>) -> Votes {
    Votes { approve, reject, needed_approve: 2, needed_reject: 1, mine }
}

fn row(rid: usize, asked: Asked, votes: Votes) -> Row {
    let words = asked
        .reason
        .as_ref()
        .map(|_| "I moved here in spring and met some of you at the <i>river clean-up</i>. I would like to…".to_owned());
    Row {
        rid: RIDS.get(rid).copied().unwrap_or_default().to_owned(),
        asked,
        words,
        age: hours(5),
        left: left(43),
        soon: false,
        flags: Vec::new(),
        votes,
        letters: true,
        settled: false,
        own: false,
        chosen: false,
        typed: None,
    }
}

fn ways(names: &[&str]) -> Vec<Way> {
    let href = |name: &str| format!("/moderate?show={name}");
    names.iter().enumerate().map(|(at, name)| Way { name: (*name).to_owned(), href: href(name), here: at == 0 }).collect()
}

fn decided(name: Option<&str>, vote: Vote, by: Option<&str>) -> Decided {
    Decided { name: name.map(str::to_owned), vote, at: when(-3), by: by.map(str::to_owned) }
}

fn queue() -> Queue {
    let doors = vec!["Matrix".to_owned(), "Mastodon".to_owned()];
    let long = "a_name_of_thirty_letters_or_so".to_owned();
    let both = Asked { wish: Some(long), doors, ..asked() };
    Queue {
        moderator: Some("bo@riverside.example.org".to_owned()),
        here: "/moderate".to_owned(),
        tick: "/moderate?tick=all".to_owned(),
        ticked: false,
        reasons: Vec::new(),
        typed: None,
        total: 28,
        shows: ways(&["all", "undecided-by-me", "mine"]),
        doors: ways(&["everywhere", "Matrix", "Mastodon"]),
        lines: Vec::new(),
        done: true,
        nothing: None,
        rows: vec![
            row(0, asked(), votes(1, 0, None)),
            Row { flags: vec![Flag::SameAddress, Flag::Unproved], ..row(1, both, votes(1, 0, Some(Vote::Approve))) },
            Row { flags: vec![Flag::NoAddress], letters: false, left: left(3), soon: true, ..row(2, bare(), votes(0, 0, None)) },
            Row { own: true, ..row(3, asked(), votes(0, 0, None)) },
        ],
        previous: Some("/moderate?before=1.x".to_owned()),
        next: Some("/moderate?after=1.x".to_owned()),
        lately: vec![decided(Some("dora"), Vote::Approve, Some("bo@riverside.example.org")), decided(None, Vote::Reject, None)],
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

pub(super) fn queueing(gallery: &mut Gallery<'_>) {
    gallery.add("queue", &queue());
    let empty = || Queue { total: 0, rows: Vec::new(), previous: None, next: None, ..queue() };
    gallery.add("queue-empty", &Queue { lately: Vec::new(), ..empty() });
    gallery.add("queue-none-here", &Queue { total: 3, doors: Vec::new(), ..empty() });
    let all = [
        Became::Approved,
        Became::Rejected,
        Became::CountedApprove,
        Became::CountedReject,
        Became::FasterApproved,
        Became::FasterRejected,
        Became::Own,
        Became::Gone,
    ];
    let line = |(at, became): (usize, Became)| Line { name: (at % 2 == 0).then(|| "dora".to_owned()), became };
    gallery.add("queue-lines", &Queue { lines: all.into_iter().enumerate().map(line).collect(), ..queue() });
    gallery.add("queue-none-chosen", &Queue { nothing: Some(Nothing::NoneChosen), ..queue() });
    gallery.add("queue-too-many", &Queue { nothing: Some(Nothing::TooMany { max: 50 }), ..queue() });
    let mut faulty = queue();
    let long = || Some(Words { message: "Much too long, this was.".to_owned(), silent: true, ..Words::default() });
    faulty.rows.iter_mut().take(1).for_each(|row| row.typed = long());
    faulty.faults = vec![Fault::new(Field::Message, FaultKind::TextTooLong { max: 1_000 })];
    gallery.add("queue-faults", &faulty);
    let mut ticked = Queue { ticked: true, tick: "/moderate".to_owned(), reasons: super::deciding::reasons(), ..queue() };
    ticked.rows.iter_mut().for_each(|row| row.chosen = !row.own);
    gallery.add("queue-ticked", &ticked);
    gallery.add("queue-ticked-faults", &Queue { typed: long(), faults: faulty.faults, ..ticked });
    let rows = (0..50).map(|at| Row { rid: format!("{at:022}"), ..row(0, asked(), votes(0, 0, None)) }).collect();
    gallery.add("queue-long", &Queue { total: 120, rows, lately: Vec::new(), ..queue() });
    gallery.add(
        "queue-door-member",
        &QueueDoor { ended: false, member: true, email: String::new(), nonce: "n0nce".to_owned(), faults: Vec::new() },
    );
    let door = |ended, faults| QueueDoor { ended, member: false, email: String::new(), nonce: "n0nce".to_owned(), faults };
    gallery.add("queue-door", &door(false, Vec::new()));
    gallery.add("queue-door-ended", &door(true, Vec::new()));
    gallery.add("queue-door-faults", &door(false, vec![Fault::new(Field::Email, FaultKind::EmailMissing)]));
    gallery.add("queue-link-sent", &QueueLinkSent { email: "bo@riverside.example.org".to_owned() });
}
