//! The moderators' page.

use super::*;
use crate::pages::views::{Counted, Decide, DecideStage, Flag, Vote, Votes};

fn votes(approve: u32, reject: u32, needed_approve: u32, mine: Option<Vote>) -> Votes {
    Votes { approve, reject, needed_approve, needed_reject: 2, mine }
}

fn decide(stage: DecideStage, votes: Votes) -> Decide {
    Decide {
        stage,
        asked: asked(),
        flags: Vec::new(),
        letters: true,
        votes,
        message: String::new(),
        silent: false,
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

pub(super) fn deciding(gallery: &mut Gallery<'_>) {
    let open = |counted, settled| DecideStage::Open { left: left(43), counted, settled };
    gallery.add("decide-open", &decide(open(None, false), votes(0, 0, 1, None)));
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
            message: "Much too long, this was.".to_owned(),
            silent: true,
            faults: vec![Fault::new(Field::Message, FaultKind::TextTooLong { max: 1_000 })],
            ..decide(open(None, false), votes(0, 0, 1, None))
        },
    );
    gallery.add("decide-unconfirmed", &decide(DecideStage::Unconfirmed { left: left(20) }, votes(0, 0, 1, None)));
    gallery.add("decide-own", &decide(DecideStage::Own, votes(0, 0, 1, None)));
    let decided = |vote, by: &[&str], message: Option<&str>, contrary| DecideStage::Decided {
        vote,
        at: when(-1),
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        message: message.map(str::to_owned),
        contrary,
    };
    let by = ["bo@riverside.example.org", "cleo@riverside.example.org"];
    gallery.add("decide-approved", &decide(decided(Vote::Approve, &by, None, false), votes(2, 0, 2, Some(Vote::Approve))));
    gallery.add("decide-rejected", &decide(decided(Vote::Reject, &[], Some("Come to the next clean-up!"), false), votes(0, 2, 2, None)));
    gallery.add("decide-too-late", &decide(decided(Vote::Approve, &by, None, true), votes(2, 1, 2, Some(Vote::Reject))));
}
