//! The moderators' page.

use super::*;
use crate::pages::views::{Counted, Decide, DecideStage, Flag, Told, Vote, Votes, Words};

pub(super) fn reasons() -> Vec<String> {
    let reasons = [
        "We have no room at present",
        "Please tell us more about yourself and ask again",
        "We do not open accounts for <i>river</i> firms",
    ];
    reasons.map(str::to_owned).to_vec()
}

fn votes(approve: u32, reject: u32, needed_approve: u32, mine: Option<Vote>) -> Votes {
    Votes { approve, reject, needed_approve, needed_reject: needed_approve, mine }
}

fn decide(stage: DecideStage, votes: Votes) -> Decide {
    Decide {
        stage,
        moderator: Some("bo@riverside.example.org".to_owned()),
        asked: asked(),
        flags: Vec::new(),
        letters: true,
        votes,
        reasons: Vec::new(),
        typed: Words::default(),
        others: None,
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

pub(super) fn deciding(gallery: &mut Gallery<'_>) {
    let open = |counted, settled| DecideStage::Open { left: left(43), counted, settled };
    gallery.add("decide-open", &decide(open(None, false), votes(0, 0, 1, None)));
    gallery.add("decide-reasons", &Decide { reasons: reasons(), ..decide(open(None, false), votes(0, 0, 1, None)) });
    let typed = Words { reason: reasons().remove(1), message: "Ask again in spring.".to_owned(), silent: true };
    gallery.add("decide-silent", &Decide { reasons: reasons(), typed, ..decide(open(None, false), votes(0, 0, 1, None)) });
    gallery.add("decide-settled", &decide(open(None, true), votes(0, 0, 1, None)));
    gallery.add("decide-first-of-two", &decide(open(None, false), votes(0, 0, 2, None)));
    gallery.add("decide-waiting", &decide(open(Some(Counted::New), false), votes(1, 0, 2, Some(Vote::Approve))));
    gallery.add("decide-changed", &decide(open(Some(Counted::Changed), false), votes(1, 1, 3, Some(Vote::Reject))));
    let flags = vec![Flag::SameAddress, Flag::Unproved];
    gallery.add("decide-flags", &Decide { flags, ..decide(open(None, false), votes(1, 1, 2, None)) });
    gallery.add(
        "decide-bare",
        &Decide { asked: bare(), flags: vec![Flag::NoAddress], letters: false, ..decide(open(None, false), votes(0, 0, 1, None)) },
    );
    gallery.add(
        "decide-faults",
        &Decide {
            reasons: reasons(),
            typed: Words { message: "Much too long, this was.".to_owned(), silent: true, ..Words::default() },
            faults: vec![Fault::new(Field::Message, FaultKind::TextTooLong { max: 1_000 })],
            ..decide(open(None, false), votes(0, 0, 1, None))
        },
    );
    gallery.add("decide-unconfirmed", &decide(DecideStage::Unconfirmed { left: left(20) }, votes(0, 0, 1, None)));
    gallery.add("decide-own", &Decide { others: Some(2), ..decide(DecideStage::Own, votes(0, 0, 1, None)) });
    let decided = |vote, by: &[&str], message: Option<&str>, told, contrary| DecideStage::Decided {
        vote,
        told,
        settled: false,
        left: left(if vote == Vote::Approve { 160 } else { 24 }),
        at: when(-1),
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        message: message.map(str::to_owned),
        contrary,
    };
    let by = ["bo@riverside.example.org", "cleo@riverside.example.org"];
    let on = |others, letters, stage, votes| Decide { others: Some(others), letters, ..decide(stage, votes) };
    let (yes, no) = (votes(2, 0, 2, Some(Vote::Approve)), votes(0, 2, 2, Some(Vote::Reject)));
    gallery.add("decide-approved", &on(3, true, decided(Vote::Approve, &by, None, Told::Letter, false), yes));
    gallery.add("decide-approved-page", &on(0, false, decided(Vote::Approve, &by, None, Told::Page, false), yes));
    for (name, letters, told) in [("letter", true, Told::Letter), ("page", false, Told::Page)] {
        let mut opens = decided(Vote::Approve, &by, None, told, false);
        if let DecideStage::Decided { settled, .. } = &mut opens {
            *settled = true;
        }
        gallery.add(&format!("decide-approved-opens-{name}"), &on(1, letters, opens, yes));
    }
    let words = Some("Come to the next clean-up!");
    gallery.add("decide-rejected", &on(3, true, decided(Vote::Reject, &[], words, Told::Unknown, false), no));
    gallery.add("decide-rejected-letter", &on(1, true, decided(Vote::Reject, &by, words, Told::Letter, false), no));
    gallery.add("decide-rejected-silent", &on(0, true, decided(Vote::Reject, &by, None, Told::Page, false), no));
    gallery.add("decide-too-late", &on(3, true, decided(Vote::Approve, &by, None, Told::Letter, true), yes));
}
