//! One sample of every page in every state.

mod applying;
mod board;
mod deciding;
mod members;
mod passwords;
mod queue;

use std::time::Duration;

use secrecy::SecretString;
use shared::clock::Timestamp;
use shared::locales::Locale;
use shared::localpart::NameFault;

use super::SECRETS;
use crate::pages::qr::Qr;
use crate::pages::render::{Pages, View};
use crate::pages::views::{
    Account, Answer, Apply, ApplyNotice, Asked, Choose, ChoosePassword, Confirm, ConfirmKind, Door, DoorProblem, DoorStage, DoorState,
    DoorWord, Fault, FaultKind, Field, FirstSteps, Keep, Kept, LinkEnded, LinkKind, Live, LostLink, LostLinkSent, NameCheck, NameWord,
    NotMe, Notice, Password, Problem, ProblemKind, Question, Scope, Stage, Stale, Status, Step, StepMark, StepName, TimeLeft, Usual, Waits,
    When, Who, Withdraw, Withdrawn, span,
};

/// A page by its name.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) html: String,
}

struct Gallery<'a> {
    pages: &'a Pages,
    locale: Locale,
    samples: Vec<Sample>,
}

impl Gallery<'_> {
    fn add<V: View>(&mut self, name: &str, view: &V) {
        let html = self.pages.page(self.locale, view).map_err(|fault| format!("{name}: {fault:?}")).unwrap();
        self.samples.push(Sample { name: name.to_owned(), html });
    }
}

/// Every page in every state.
pub(super) fn gallery(pages: &Pages) -> Vec<Sample> {
    gallery_in(pages, Locale::En)
}

/// Every page in every state, in a language; times stay in English.
pub(super) fn gallery_in(pages: &Pages, locale: Locale) -> Vec<Sample> {
    let mut gallery = Gallery { pages, locale, samples: Vec::new() };
    applying::applying(&mut gallery);
    confirming(&mut gallery);
    waiting(&mut gallery);
    choosing(&mut gallery);
    on_two_doors(&mut gallery);
    ending(&mut gallery);
    deciding::deciding(&mut gallery);
    queue::queueing(&mut gallery);
    board::posting(&mut gallery);
    beside(&mut gallery);
    passwords::passwords(&mut gallery);
    members::members(&mut gallery);
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
        full_names: vec![format!("@alice:{}", server())],
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
    Asked { wish: None, full_names: Vec::new(), reason: None, answers: Vec::new(), doors: vec!["Matrix".to_owned()], at: when(-1) }
}

fn choose() -> Choose {
    Choose {
        username: "alice".to_owned(),
        name_fixed: false,
        ends: vec![format!(":{}", server())],
        alone: None,
        scope: None,
        name_check: None,
        password: Some(password(false)),
    }
}

fn ends() -> Vec<String> {
    vec![format!(":{}", server()), "@social.riverside.example.org".to_owned()]
}

fn check(word: NameWord) -> NameCheck {
    NameCheck { word, doors: Vec::new(), untold: Vec::new() }
}

fn password(generate: bool) -> ChoosePassword {
    ChoosePassword { min: 12, generate, keeps: generate }
}

fn mixed() -> NameCheck {
    let door = |label: &str, word| DoorWord { label: label.to_owned(), word };
    NameCheck {
        word: NameWord::Taken,
        doors: vec![door("Matrix", NameWord::Available), door("Mastodon", NameWord::Taken)],
        untold: Vec::new(),
    }
}

fn half_told() -> NameCheck {
    let door = DoorWord { label: "Mastodon".to_owned(), word: NameWord::Available };
    NameCheck { word: NameWord::Untold, doors: vec![door], untold: vec!["Matrix".to_owned()] }
}

fn confirming(gallery: &mut Gallery<'_>) {
    let confirm = || Confirm {
        asked: asked(),
        kind: ConfirmKind::First,
        goes_on: false,
        is_member: false,
        left: left(20),
        choose: None,
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    };
    gallery.add("confirm-beside", &Confirm { kind: ConfirmKind::Beside, ..confirm() });
    gallery.add("confirm", &confirm());
    gallery.add("confirm-bare", &Confirm { asked: bare(), ..confirm() });
    gallery.add("confirm-choose", &Confirm { choose: Some(choose()), ..confirm() });
    gallery.add("confirm-choose-member", &Confirm { choose: Some(choose()), is_member: true, ..confirm() });
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
    gallery.add("confirm-later", &Confirm { kind: ConfirmKind::Later, goes_on: true, ..confirm() });
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
        who: Who { count: 3, needed: 1, usual: None },
        live: (here < 5).then(|| Live { events: "/r/AmJ0cXdlcnR5dWlvcGFzZA/events".to_owned(), version: 7 }),
        asked: asked(),
        password: None,
        token: None,
        notice: None,
        may_withdraw,
        nonce: "n0nce".to_owned(),
        faults: Vec::new(),
    }
}

fn waiting(gallery: &mut Gallery<'_>) {
    gallery.add("status-unconfirmed", &status(Stage::Unconfirmed { email: "alice@example.org".to_owned(), left: left(20) }, 1));
    let pending = |settled| status(Stage::Pending { left: left(43), settled, letters: !settled, proof: None }, 2);
    let email = Some("alice@example.org".to_owned());
    gallery.add("status-pending", &pending(false));
    for (name, count, needed, usual) in [
        ("one", 1, 1, Usual::Hour),
        ("first", 3, 1, Usual::Hours),
        ("two", 3, 2, Usual::Day),
        ("all", 3, 3, Usual::Days),
        ("long", 12, 2, Usual::Long),
    ] {
        gallery.add(&format!("status-pending-{name}"), &Status { who: Who { count, needed, usual: Some(usual) }, ..pending(false) });
    }
    gallery.add("status-pending-proof", &status(Stage::Pending { left: left(43), settled: false, letters: true, proof: email }, 2));
    gallery.add("status-pending-settled", &pending(true));
    gallery.add("withdraw", &Withdraw { rid: "AmJ0cXdlcnR5dWlvcGFzZA".to_owned(), nonce: "n0nce".to_owned() });
    gallery.add("withdrawn", &Withdrawn {});
}

fn choosing(gallery: &mut Gallery<'_>) {
    let choosing = |choose| status(Stage::Choose { left: left(160), doors: Vec::new(), choose }, 3);
    gallery.add("status-choose", &choosing(choose()));
    gallery.add("status-elsewhere", &status(Stage::Elsewhere { left: left(160), doors: Vec::new() }, 3));
    gallery.add(
        "status-choose-checked",
        &choosing(Choose { name_check: Some(check(NameWord::Available)), password: Some(password(true)), ..choose() }),
    );
    gallery.add(
        "status-choose-faults",
        &Status {
            faults: vec![Fault::new(Field::Username, FaultKind::NameTaken), Fault::new(Field::Password, FaultKind::PasswordWeak)],
            ..choosing(choose())
        },
    );
    let door = |stage| vec![DoorState { label: "Matrix".to_owned(), stage }];
    gallery.add("status-processing", &status(Stage::Processing { doors: door(DoorStage::Processing), choose: None }, 4));
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
}

fn matrix(stage: DoorStage) -> DoorState {
    DoorState { label: "Matrix".to_owned(), stage }
}

fn mastodon(stage: DoorStage) -> DoorState {
    DoorState { label: "Mastodon".to_owned(), stage }
}

fn waits(waits: Waits) -> DoorStage {
    DoorStage::Pending { waits }
}

fn on_two_doors(gallery: &mut Gallery<'_>) {
    let proof = || waits(Waits::Proof { email: "alice@example.org".to_owned() });
    let open = || DoorStage::Success { account: account(None) };
    let taken = || DoorStage::Failed { problem: DoorProblem::NameTaken };
    let both = || Choose { ends: ends(), ..choose() };
    let alone = || Choose { ends: vec![ends().remove(1)], alone: Some("Mastodon".to_owned()), ..choose() };
    let scoped = |scope| Choose { alone: Some("Mastodon".to_owned()), scope: Some(scope), name_check: Some(mixed()), ..both() };
    let failed = |first, choose| Stage::Failed { left: left(160), doors: vec![matrix(first), mastodon(taken())], choose };
    let samples = [
        ("choose-both", 3, Stage::Choose { left: left(160), doors: vec![mastodon(proof())], choose: both() }),
        ("choose-second", 3, Stage::Choose { left: left(160), doors: vec![matrix(open())], choose: alone() }),
        ("elsewhere-second", 3, Stage::Elsewhere { left: left(160), doors: vec![matrix(open())] }),
        ("proof", 3, Stage::Proof { left: left(160), doors: vec![mastodon(proof())] }),
        ("proof-second", 4, Stage::Proof { left: left(160), doors: vec![matrix(open()), mastodon(proof())] }),
        ("processing-second", 4, Stage::Processing { doors: vec![matrix(open()), mastodon(DoorStage::Processing)], choose: None }),
        (
            "processing-one-failed",
            4,
            Stage::Processing { doors: vec![matrix(DoorStage::Processing), mastodon(taken())], choose: Some(alone()) },
        ),
        ("failed-held-back", 3, failed(waits(Waits::HeldBack), Some(scoped(Scope::Both)))),
        ("failed-held-back-here", 3, failed(waits(Waits::HeldBack), Some(scoped(Scope::Here)))),
        ("failed-here-only", 3, failed(open(), Some(alone()))),
        ("failed-no-form", 3, failed(waits(Waits::Choice), None)),
        ("choose-no-password", 3, Stage::Choose { left: left(160), doors: Vec::new(), choose: Choose { password: None, ..alone() } }),
        ("done-no-address", 5, Stage::Done { left: left(40), doors: vec![matrix(open()), mastodon(waits(Waits::Address))] }),
    ];
    for (name, here, stage) in samples {
        gallery.add(&format!("status-{name}"), &status(stage, here));
    }
    let reset = "https://social.riverside.example.org/auth/password/new".to_owned();
    for (name, first) in
        [("sign-in", FirstSteps::SignIn), ("set-password", FirstSteps::SetPassword { url: reset }), ("letter", FirstSteps::PressLetter)]
    {
        let (id, url) = ("@alice@social.riverside.example.org".to_owned(), "https://social.riverside.example.org/".to_owned());
        let qr = Qr::of("https://social.riverside.example.org/@alice");
        let doors = vec![matrix(open()), mastodon(DoorStage::Success { account: Account::Mastodon { id, url, qr, first } })];
        gallery.add(&format!("status-done-both-{name}"), &status(Stage::Done { left: left(47), doors }, 5));
    }
}

fn account(client: Option<&str>) -> Account {
    Account::Matrix {
        id: "@alice:riverside.example.org".to_owned(),
        server: server(),
        client_url: client.map(str::to_owned),
        qr: Qr::of("matrix:u/alice:riverside.example.org"),
        rooms: vec!["#welcome:riverside.example.org".to_owned(), "#repairs:riverside.example.org".to_owned()],
    }
}

fn ending(gallery: &mut Gallery<'_>) {
    let done = |password, notice| {
        let account = account(Some("https://chat.riverside.example.org/"));
        let doors = vec![DoorState { label: "Matrix".to_owned(), stage: DoorStage::Success { account } }];
        Status { password, notice, ..status(Stage::Done { left: left(47), doors }, 5) }
    };
    let [password, _] = SECRETS;
    gallery.add("status-done", &done(None, None));
    gallery.add("status-done-password", &done(Some(Password::Hidden), None));
    gallery.add("status-done-password-shown", &done(Some(Password::Shown { password: password.into(), needed: false }), None));
    let needed = Some(Password::Shown { password: password.into(), needed: true });
    let processing = Stage::Processing { doors: vec![mastodon(DoorStage::Processing)], choose: None };
    gallery.add("status-processing-password-shown", &Status { password: needed, ..status(processing, 4) });
    gallery.add("status-done-saved", &done(None, Some(Notice::PasswordSaved)));
    gallery.add("status-too-late", &done(None, Some(Notice::TooLate)));
    let rejected =
        |message| Status { timeline: way(2, true), may_withdraw: false, ..status(Stage::Rejected { left: left(23), message }, 2) };
    gallery.add("status-rejected", &rejected(None));
    let words = "Thank you for asking. We keep our rooms to people who live along the river; the town's own server is open to all.";
    gallery.add("status-rejected-words", &rejected(Some(words.to_owned())));
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
        ("nothing-to-see", 405, ProblemKind::NothingToSee),
        ("other", 500, ProblemKind::Other),
    ] {
        let request_id = "0f1d2c3b-4a59-4687-9786-a5b4c3d2e1f0".to_owned();
        gallery.add(&format!("problem-{name}"), &Problem { kind, status, request_id });
    }
}
