//! One sample of every page in every state.

use std::time::Duration;

use secrecy::SecretString;
use shared::clock::Timestamp;
use shared::locales::Locale;
use shared::localpart::NameFault;

use super::SECRETS;
use crate::pages::render::{Pages, View};
use crate::pages::views::{
    Account, Answer, Apply, Asked, Choose, Confirm, Counted, Decide, DecideStage, Door, DoorProblem, DoorStage, DoorState, Fault,
    FaultKind, Field, Flag, Keep, Kept, LinkEnded, LinkKind, LostLink, LostLinkSent, NameCheck, NotMe, Notice, Password, Problem,
    ProblemKind, Question, Stage, Stale, Status, Step, StepMark, StepName, TimeLeft, Vote, Votes, When, Withdraw, Withdrawn, span,
};

/// A page by its name.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) html: String,
}

struct Gallery<'a> {
    pages: &'a Pages,
    samples: Vec<Sample>,
}

impl Gallery<'_> {
    fn add<V: View>(&mut self, name: &str, view: &V) {
        let html = self.pages.page(Locale::En, view).map_err(|fault| format!("{name}: {fault:?}")).unwrap();
        self.samples.push(Sample { name: name.to_owned(), html });
    }
}

/// Every page in every state.
pub(super) fn gallery(pages: &Pages) -> Vec<Sample> {
    let mut gallery = Gallery { pages, samples: Vec::new() };
    applying(&mut gallery);
    confirming(&mut gallery);
    waiting(&mut gallery);
    choosing(&mut gallery);
    ending(&mut gallery);
    deciding(&mut gallery);
    beside(&mut gallery);
    gallery.samples
}

fn hours(count: u64) -> String {
    span(Locale::En, Duration::from_secs(count * 3_600))
}

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_763_672_640 + hours * 3_600).unwrap()
}

fn left(hours: i64) -> TimeLeft {
    TimeLeft::until(Locale::En, at(hours), at(0))
}

fn when(hours: i64) -> When {
    When::new(Locale::En, at(hours))
}

fn server() -> String {
    "riverside.example.org".to_owned()
}

fn asked() -> Asked {
    Asked {
        wish: Some("alice".to_owned()),
        server_name: Some(server()),
        reason: Some(
            "I moved here in spring and met some of you at the <i>river clean-up</i>.\nI would like to join the rooms about repairs."
                .to_owned(),
        ),
        answers: vec![Answer { question: "Who told you about us?".to_owned(), answer: "Bo, from the repair café".to_owned() }],
        doors: vec!["Matrix".to_owned()],
        at: when(-5),
    }
}

fn bare() -> Asked {
    Asked { wish: None, server_name: Some(server()), reason: None, answers: Vec::new(), doors: vec!["Matrix".to_owned()], at: when(-1) }
}

fn choose() -> Choose {
    Choose {
        username: "alice".to_owned(),
        name_fixed: false,
        server_name: Some(server()),
        name_check: None,
        password_min: 12,
        generate: false,
        keeps: false,
    }
}

fn apply() -> Apply {
    Apply {
        server_name: Some(server()),
        require_email: false,
        confirm_email: true,
        require_reason: true,
        email: String::new(),
        username: String::new(),
        name_check: None,
        reason: String::new(),
        questions: Vec::new(),
        doors: vec![Door { name: "matrix".to_owned(), label: "Matrix".to_owned(), checked: true }],
        kept: Kept { unconfirmed: hours(24), pending: hours(48), approved: hours(168) },
        idempotency_key: "c2FtcGxlLWlkZW1wb3RlbmN5LWtleQ".to_owned(),
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

fn full_apply() -> Apply {
    Apply {
        require_email: true,
        email: "alice@example.org".to_owned(),
        username: "alice".to_owned(),
        reason: "I met some of you at the <i>river clean-up</i>.".to_owned(),
        questions: vec![
            Question { label: "Who told you about us?".to_owned(), answer: String::new() },
            Question { label: "What do you like to repair?".to_owned(), answer: "Bicycles".to_owned() },
        ],
        doors: vec![
            Door { name: "matrix".to_owned(), label: "Matrix".to_owned(), checked: true },
            Door { name: "second".to_owned(), label: "A second door".to_owned(), checked: false },
        ],
        ..apply()
    }
}

fn applying(gallery: &mut Gallery<'_>) {
    gallery.add("apply", &apply());
    gallery.add("apply-full", &full_apply());
    gallery.add("apply-nothing-to-confirm", &Apply { confirm_email: false, server_name: None, require_reason: false, ..apply() });
    for (name, check) in [("free", NameCheck::Available), ("taken", NameCheck::Taken), ("unknown", NameCheck::Unknown)] {
        gallery.add(&format!("apply-name-{name}"), &Apply { name_check: Some(check), ..full_apply() });
    }
    let faults = vec![
        Fault::new(Field::Email, FaultKind::EmailMalformed),
        Fault::new(Field::Username, FaultKind::Name(NameFault::Characters)),
        Fault::new(Field::Reason, FaultKind::TextTooLong { max: 1_000 }),
        Fault::new(Field::Answer(1), FaultKind::TextTooLong { max: 500 }),
        Fault::new(Field::Services, FaultKind::DoorMissing),
    ];
    gallery.add("apply-faults", &Apply { email: "alice.example.org".to_owned(), username: "Älice B".to_owned(), faults, ..full_apply() });
    let rid = "AmJ0cXdlcnR5dWlvcGFzZA".to_owned();
    let [_, token] = SECRETS;
    let link = format!("https://gate.riverside.example.org/r/{rid}?t={token}").into();
    gallery.add("keep-shown", &Keep { link, rid, token: SecretString::from(token), left: hours(48) });
}

fn confirming(gallery: &mut Gallery<'_>) {
    let confirm = || Confirm { asked: asked(), later: false, left: left(20), choose: None, nonce: "n0nce".to_owned(), faults: Vec::new() };
    gallery.add("confirm", &confirm());
    gallery.add("confirm-bare", &Confirm { asked: bare(), ..confirm() });
    gallery.add("confirm-choose", &Confirm { choose: Some(choose()), ..confirm() });
    gallery.add(
        "confirm-choose-faults",
        &Confirm {
            choose: Some(choose()),
            faults: vec![
                Fault::new(Field::Username, FaultKind::NameTaken),
                Fault::new(Field::Password, FaultKind::PasswordShort { min: 12 }),
            ],
            ..confirm()
        },
    );
    gallery.add("confirm-later", &Confirm { later: true, ..confirm() });
    gallery.add("not-me", &NotMe { kept: false });
    gallery.add("not-me-kept", &NotMe { kept: true });
}

fn way(here: usize, ended: bool) -> Vec<Step> {
    let names = [StepName::Asked, StepName::Confirmed, StepName::Decided, StepName::Chosen, StepName::Ready];
    let mark = |index: usize| match index.cmp(&here) {
        std::cmp::Ordering::Less => StepMark::Done,
        std::cmp::Ordering::Equal if ended => StepMark::Ended,
        std::cmp::Ordering::Equal => StepMark::Now,
        std::cmp::Ordering::Greater => StepMark::Next,
    };
    let hour = |index: usize| i64::try_from(index).unwrap() - 5;
    let step = |(index, name): (usize, StepName)| Step { name, mark: mark(index), at: (index < here).then(|| when(hour(index))) };
    names.into_iter().enumerate().filter(|(index, _)| !ended || *index <= here).map(step).collect()
}

fn status(stage: Stage, here: usize) -> Status {
    let may_withdraw = here < 4;
    Status {
        stage,
        timeline: way(here, false),
        asked: asked(),
        password: None,
        notice: None,
        may_withdraw,
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

fn waiting(gallery: &mut Gallery<'_>) {
    gallery.add("status-unconfirmed", &status(Stage::Unconfirmed { email: "alice@example.org".to_owned(), left: left(20) }, 1));
    let pending = |settled| status(Stage::Pending { left: left(43), settled, letters: !settled }, 2);
    gallery.add("status-pending", &pending(false));
    gallery.add("status-pending-settled", &pending(true));
    gallery.add("withdraw", &Withdraw { rid: "AmJ0cXdlcnR5dWlvcGFzZA".to_owned(), nonce: "n0nce".to_owned() });
    gallery.add("withdrawn", &Withdrawn {});
}

fn choosing(gallery: &mut Gallery<'_>) {
    let choosing = |choose| status(Stage::Choose { left: left(160), choose }, 3);
    gallery.add("status-choose", &choosing(choose()));
    gallery.add("status-elsewhere", &status(Stage::Elsewhere { left: left(160) }, 3));
    gallery.add("status-choose-checked", &choosing(Choose { name_check: Some(NameCheck::Available), generate: true, ..choose() }));
    gallery.add(
        "status-choose-faults",
        &Status {
            faults: vec![Fault::new(Field::Username, FaultKind::NameTaken), Fault::new(Field::Password, FaultKind::PasswordWeak)],
            ..choosing(choose())
        },
    );
    let door = |stage| vec![DoorState { label: "Matrix".to_owned(), stage }];
    gallery.add("status-processing", &status(Stage::Processing { doors: door(DoorStage::Processing) }, 4));
    for (name, problem, fixed) in [
        ("name-taken", DoorProblem::NameTaken, false),
        ("name-refused", DoorProblem::NameRefused, false),
        ("password-refused", DoorProblem::PasswordRefused, true),
        ("conflict", DoorProblem::Conflict, false),
        ("unavailable", DoorProblem::Unavailable, false),
    ] {
        let choose = Some(Choose { name_fixed: fixed, ..choose() });
        let stage = Stage::Failed { left: left(160), doors: door(DoorStage::Failed { problem }), choose };
        gallery.add(&format!("status-failed-{name}"), &status(stage, 3));
    }
    let doors = vec![
        DoorState { label: "Matrix".to_owned(), stage: DoorStage::Success(account(None)) },
        DoorState { label: "A second door".to_owned(), stage: DoorStage::Failed { problem: DoorProblem::Unavailable } },
        DoorState { label: "A third door".to_owned(), stage: DoorStage::Pending },
    ];
    gallery.add("status-failed-one-of-three", &status(Stage::Failed { left: left(40), doors, choose: None }, 4));
}

fn account(client: Option<&str>) -> Account {
    Account {
        id: "@alice:riverside.example.org".to_owned(),
        server: server(),
        client_url: client.map(str::to_owned),
        rooms: vec!["#welcome:riverside.example.org".to_owned(), "#repairs:riverside.example.org".to_owned()],
    }
}

fn ending(gallery: &mut Gallery<'_>) {
    let done = |password, notice| {
        let account = account(Some("https://chat.riverside.example.org/"));
        let doors = vec![DoorState { label: "Matrix".to_owned(), stage: DoorStage::Success(account) }];
        Status { password, notice, ..status(Stage::Done { left: left(47), doors }, 5) }
    };
    let [password, _] = SECRETS;
    gallery.add("status-done", &done(None, None));
    gallery.add("status-done-password", &done(Some(Password::Hidden), None));
    gallery.add("status-done-password-shown", &done(Some(Password::Shown { password: password.into() }), None));
    gallery.add("status-done-saved", &done(None, Some(Notice::PasswordSaved)));
    gallery.add("status-too-late", &done(None, Some(Notice::TooLate)));
    let rejected =
        |message| Status { timeline: way(2, true), may_withdraw: false, ..status(Stage::Rejected { left: left(23), message }, 2) };
    gallery.add("status-rejected", &rejected(None));
    let words = "Thank you for asking. We keep our rooms to people who live along the river; the town's own server is open to all.";
    gallery.add("status-rejected-words", &rejected(Some(words.to_owned())));
}

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

fn deciding(gallery: &mut Gallery<'_>) {
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

fn beside(gallery: &mut Gallery<'_>) {
    let lost = |faults| LostLink { email: String::new(), nonce: "n0nce".to_owned(), faults };
    gallery.add("lost-link", &lost(Vec::new()));
    gallery.add("lost-link-faults", &lost(vec![Fault::new(Field::Email, FaultKind::EmailMissing)]));
    gallery.add("lost-link-sent", &LostLinkSent { email: "alice@example.org".to_owned() });
    gallery.add("link-ended", &LinkEnded { kind: LinkKind::Applicant });
    gallery.add("link-ended-moderator", &LinkEnded { kind: LinkKind::Moderator });
    gallery.add("stale", &Stale { path: "/r/AmJ0cXdlcnR5dWlvcGFzZA".to_owned() });
    for (name, status, kind) in [
        ("not-found", 404, ProblemKind::NotFound),
        ("too-many", 429, ProblemKind::TooMany { wait: hours(1) }),
        ("resting", 503, ProblemKind::Resting),
        ("too-large", 413, ProblemKind::TooLarge),
        ("other", 500, ProblemKind::Other),
    ] {
        let request_id = "0f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0".to_owned();
        gallery.add(&format!("problem-{name}"), &Problem { kind, status, request_id });
    }
}
