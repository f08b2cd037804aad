//! The state table: every state × event × actor, decided and written down.
//!
//! `shared/README.md` carries what this module prints; the test compares the two, so no rule changes
//! without somebody reading the row that changed. `UPDATE=1 cargo test -p shared table` writes it anew.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test module may fail loudly")]

use std::{collections::BTreeSet, fmt::Write, time::Duration};

use super::{
    Application, Contact, HeldName, NewPassword, Origin, Password, Proof, Registration, Status,
    ballot::{Choice, Electorate},
    provision::{Given, News, Report, Stage, Trouble},
    status::{Actor, Birth, Event, Hearing, Names, Next, Refusal, Terms, Transition, apply, decide},
};
use crate::{
    address::EmailAddress,
    clock::{Timestamp, Timing},
    crypto::{fingerprint::Fingerprint, secret::Secret},
    job::{Job, Letter},
    keyspace::Rid,
    locales::Locale,
    localpart::Localpart,
    platform::{Platform, Services},
    settings::Lifetimes,
    token::link::Epoch,
};

pub(super) const MODERATORS: [Fingerprint; 3] =
    [Fingerprint::from_bytes([1; 16]), Fingerprint::from_bytes([2; 16]), Fingerprint::from_bytes([3; 16])];
const ADDRESS: Fingerprint = Fingerprint::from_bytes([9; 16]);
const DAY: Duration = Duration::from_hours(24);

pub(super) fn terms(approvals: u32, rejections: u32) -> Terms {
    Terms {
        electorate: Electorate { moderators: MODERATORS.to_vec(), approvals, rejections },
        lifetimes: Lifetimes { unconfirmed: DAY, pending: 2 * DAY, approved: 7 * DAY, audit: 365 * DAY },
        timing: Timing::default(),
    }
}

pub(super) fn start() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

pub(super) fn held(name: &str) -> HeldName {
    HeldName { name: Localpart::parse(name).unwrap(), print: Fingerprint::from_bytes([u8::try_from(name.len()).unwrap(); 16]) }
}

pub(super) fn application() -> Application {
    let address = EmailAddress::parse("ada@example.org").unwrap();
    Application {
        email: Some(Contact { address, print: ADDRESS }),
        wish: Some(Localpart::parse("ada").unwrap()),
        reason: Some("I know the gardeners".to_owned()),
        answers: vec![],
        services: Services::from(Platform::Matrix),
        locale: Locale::En,
        on_approval: false,
    }
}

pub(super) fn birth(hearing: Hearing) -> Birth {
    let origin = Origin { body: Fingerprint::NONE, network: Fingerprint::NONE };
    Birth { rid: Rid::from_bytes([0x42; 16]), epoch: Epoch::of(7), origin, hearing, same_address: false, is_member: false }
}

pub(super) fn record(transition: Transition) -> Registration {
    match transition.next {
        Next::Record(record) => *record,
        other => panic!("no record: {other:?}"),
    }
}

/// A claimed name without one to sign in with.
pub(super) fn named(name: &str) -> Names {
    Names { name: Some(held(name)), user_id: None }
}

/// A password that somebody typed.
pub(super) fn chosen(password: &str) -> NewPassword {
    let hash = serde_json::from_value(format!("hash of {password}").into()).expect("a hash is text");
    NewPassword { password: Password::Chosen(Secret::new(password)), hash }
}

fn born(hearing: Hearing) -> Registration {
    record(apply(birth(hearing), application(), named("ada"), None, &terms(2, 1), start()))
}

fn then(before: &Registration, event: Event, actor: Actor) -> Registration {
    record(decide(before, event, actor, &terms(2, 1), start()).expect("the rules allow it"))
}

fn report(news: News) -> Event {
    Event::Report(Report { platform: Platform::Matrix, news })
}

pub(super) fn approve() -> Event {
    Event::Vote { choice: Choice::Approve, message: None, letter: true }
}

fn reject() -> Event {
    Event::Vote { choice: Choice::Reject, message: Some("Not this time".to_owned()), letter: true }
}

fn settle(name: &str) -> Event {
    Event::Settle { name: held(name), password: Some(chosen("correct horse battery")), contact: None, heard: false, alone: None }
}

/// Every state a registration can be in, each reached by the rules themselves.
fn states() -> Vec<(&'static str, Registration)> {
    let unconfirmed = born(Hearing::AfterLetter);
    let confirmed = then(&unconfirmed, Event::Confirm { name: Some(held("ada")), password: None }, Actor::Applicant);
    let voted = then(&confirmed, approve(), Actor::Moderator(MODERATORS[1]));
    let approved = then(&voted, approve(), Actor::Moderator(MODERATORS[2]));
    let processing = then(&approved, settle("ada"), Actor::Applicant);
    let intended = then(&processing, report(News::Intend { secret: Secret::new("P") }), Actor::House);
    let created = then(
        &intended,
        report(News::Created { account: "@ada:example.org".to_owned(), token: Some(Secret::new("T")), given: Given::Other }),
        Actor::House,
    );
    let failed = |trouble| then(&intended, report(News::Failed(trouble)), Actor::House);
    vec![
        ("pending, caller is applicant", born(Hearing::AtOnce)),
        ("unheard", born(Hearing::Nobody { letter: true, asks: true })),
        ("unheard, nobody is asked", born(Hearing::Nobody { letter: true, asks: false })),
        ("rejected", then(&confirmed, reject(), Actor::Moderator(MODERATORS[1]))),
        ("failed: name taken", failed(Trouble::NameTaken)),
        ("failed: unavailable", failed(Trouble::Unavailable)),
        ("success", then(&created, report(News::Opened), Actor::House)),
        ("unconfirmed", unconfirmed),
        ("pending", confirmed),
        ("pending, one vote of two", voted),
        ("approved", approved),
        ("processing", processing),
        ("processing, asked", intended),
        ("processing, created", created),
    ]
}

/// The state of this name.
pub(super) fn state(name: &str) -> Registration {
    states().into_iter().find(|(known, _)| *known == name).expect("a state of that name").1
}

fn events() -> Vec<(&'static str, Event)> {
    vec![
        ("confirm", Event::Confirm { name: Some(held("ada")), password: None }),
        ("disown", Event::Disown),
        ("approve", approve()),
        ("reject", reject()),
        ("settle as ada", settle("ada")),
        ("settle as lovelace", settle("lovelace")),
        ("saved", Event::Saved),
        ("withdraw", Event::Withdraw),
        ("trying", report(News::Trying)),
        ("intend", report(News::Intend { secret: Secret::new("P2") })),
        ("created", report(News::Created { account: "@ada:example.org".to_owned(), token: Some(Secret::new("T2")), given: Given::Other })),
        ("opened", report(News::Opened)),
        ("name taken", report(News::Failed(Trouble::NameTaken))),
    ]
}

fn actors() -> [(&'static str, Actor); 4] {
    [("caller", Actor::Caller), ("applicant", Actor::Applicant), ("moderator", Actor::Moderator(MODERATORS[0])), ("worker", Actor::House)]
}

fn word(record: &Registration) -> String {
    let door = record.door(Platform::Matrix);
    match (&record.status, record.proof) {
        (Status::Rejected { .. }, _) => "rejected".to_owned(),
        (Status::Approved { .. }, _) if door.word() == "pending" => "approved".to_owned(),
        (Status::Approved { .. }, _) => door.word().to_owned(),
        (Status::Pending, Proof::Awaited | Proof::Unheard { asks: true }) => "unconfirmed".to_owned(),
        (Status::Pending, _) => format!("pending ({} votes)", record.ballot.votes().count()),
    }
}

fn outcome(state: &Registration, event: &Event, actor: Actor) -> String {
    match decide(state, event.clone(), actor, &terms(2, 1), start()) {
        Ok(Transition { next: Next::Same, .. }) => "=".to_owned(),
        Ok(Transition { next: Next::Deleted, .. }) => "→ deleted".to_owned(),
        Ok(Transition { next: Next::Record(next), .. }) => format!("→ {}", word(&next)),
        Err(Refusal::NotYours) => "–".to_owned(),
        Err(refusal) => format!("{refusal:?}"),
    }
}

/// One line per state and event that anybody may try, one column per actor.
fn table() -> String {
    let mut out = String::from("| state | event | caller | applicant | moderator | worker |\n|---|---|---|---|---|---|\n");
    let mut states = states();
    states.sort_by_key(|(name, _)| *name);
    for (state, record) in &states {
        for (event, happens) in events() {
            let cells: Vec<String> = actors().iter().map(|(_, actor)| outcome(record, &happens, *actor)).collect();
            if cells.iter().any(|cell| cell != "–") {
                let _ = writeln!(out, "| {state} | {event} | {} |", cells.join(" | "));
            }
        }
    }
    out
}

#[test]
fn t4_the_readme_carries_the_state_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (begin, end) = ("<!-- state table -->\n", "<!-- end of the state table -->");
    let (head, rest) = readme.split_once(begin).expect("the README has a place for the table");
    let (written, tail) = rest.split_once(end).expect("the README says where the table ends");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{head}{begin}{}{end}{tail}", table())).unwrap();
    } else {
        assert_eq!(written, table(), "run `UPDATE=1 cargo test -p shared table` and read what changed");
    }
}

#[test]
fn t7_only_enough_approvals_lead_to_a_platform() {
    for (state, record) in states() {
        for (event, happens) in events() {
            for (_, actor) in actors() {
                let Ok(transition) = decide(&record, happens.clone(), actor, &terms(2, 1), start()) else { continue };
                let provisions = transition.jobs.iter().any(|(job, _)| matches!(job, Job::Provision { .. }));
                let Next::Record(next) = transition.next else { continue };
                assert!(!provisions || next.approved_at().is_some(), "{state} × {event} opens an account unapproved");
                assert!(next.doors.values().all(|door| door.word() == "pending") || next.approved_at().is_some(), "{state} × {event}");
            }
        }
    }
}

#[test]
fn nothing_secret_outlives_its_use() {
    for (state, record) in states() {
        let (kept, text) = (record.password.is_some(), serde_json::to_string(&record).unwrap());
        let has = |secret: &str| text.contains(&format!("\"{secret}\""));
        match state {
            "success" | "rejected" => assert!(!kept && !has("P") && !has("T"), "{state}: {text}"),
            "failed: name taken" => assert!(!has("P"), "{state}: {text}"),
            _ => {}
        }
    }
}

#[test]
fn a_refused_password_resumes_with_the_same_account() {
    let created = states().into_iter().find(|(name, _)| *name == "processing, created").unwrap().1;
    let failed = then(&created, report(News::Failed(Trouble::PasswordRefused)), Actor::House);
    assert_eq!(decide(&failed, settle("lovelace"), Actor::Applicant, &terms(2, 1), start()), Err(Refusal::NameIsFixed));
    let again = then(&failed, settle("ada"), Actor::Applicant);
    let (before, after) = (created.door(Platform::Matrix).attempt().unwrap(), again.door(Platform::Matrix).attempt().unwrap());
    assert_eq!((&after.name, &after.secret), (&before.name, &before.secret), "the account made before is gone on with");
    assert_eq!(after.stage, Stage::Sent, "and no session of it is kept");
}

#[test]
fn the_rules_of_settings_at_the_moment_of_the_vote_count() {
    let voted = states().into_iter().find(|(name, _)| *name == "pending, one vote of two").unwrap().1;
    let mut fewer = terms(2, 1);
    fewer.electorate.moderators.retain(|moderator| *moderator != MODERATORS[1]);
    let still = decide(&voted, approve(), Actor::Moderator(MODERATORS[0]), &fewer, start()).unwrap();
    assert!(record(still).approved_at().is_none(), "the vote of somebody who left does not count");
    let decided = decide(&voted, approve(), Actor::Moderator(MODERATORS[0]), &terms(2, 1), start()).unwrap();
    assert!(record(decided).approved_at().is_some());
}

#[test]
fn nobody_votes_on_their_own_registration() {
    let pending = states().into_iter().find(|(name, _)| *name == "pending").unwrap().1;
    let mut terms = terms(1, 1);
    terms.electorate.moderators.push(ADDRESS);
    assert_eq!(decide(&pending, approve(), Actor::Moderator(ADDRESS), &terms, start()), Err(Refusal::OwnRegistration));
}

#[test]
fn each_hearing_asks_exactly_those_it_should() {
    let letters = |hearing| {
        let transition = apply(birth(hearing), application(), Names::default(), None, &terms(2, 1), start());
        let kinds = transition.jobs.iter().filter_map(|(job, due)| match job {
            Job::Letter { letter, .. } => Some((format!("{letter:?}"), due.is_some())),
            _ => None,
        });
        kinds.collect::<BTreeSet<_>>()
    };
    let set = |kinds: &[(Letter, bool)]| kinds.iter().map(|(letter, later)| (format!("{letter:?}"), *later)).collect::<BTreeSet<_>>();
    assert_eq!(letters(Hearing::AfterLetter), set(&[(Letter::Confirm, false)]));
    assert_eq!(letters(Hearing::Nobody { letter: true, asks: true }), set(&[(Letter::AlreadyAsked, false)]));
    assert_eq!(letters(Hearing::Nobody { letter: false, asks: true }), set(&[]));
    let all = [
        (Letter::PleaseDecide, false),
        (Letter::Received, false),
        (Letter::ReminderHalf, true),
        (Letter::ReminderLast, true),
        (Letter::NobodyDecided, true),
    ];
    assert_eq!(letters(Hearing::AtOnce), set(&all));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn any_step() -> impl Strategy<Value = (usize, usize)> {
        (0..events().len(), 0..4_usize)
    }

    proptest! {
        /// Whatever happens in whatever order: a decision stands, an open account stays, and no deadline
        /// lies beyond the longest life that CONTRACT gives.
        #[test]
        fn no_order_of_events_breaks_a_promise(steps in prop::collection::vec(any_step(), 0..60), confirmed in any::<bool>()) {
            let terms = terms(1, 1);
            let hearing = if confirmed { Hearing::AfterLetter } else { Hearing::AtOnce };
            let mut now = start();
            let mut state = record(apply(birth(hearing), application(), Names::default(), None, &terms, now));
            for (event, actor) in steps {
                now = crate::clock::later(now, Duration::from_secs(61));
                let (_, event) = events().swap_remove(event);
                let before = state.clone();
                match decide(&state, event, actors().get(actor).unwrap().1, &terms, now) {
                    Ok(Transition { next: Next::Record(next), .. }) => state = *next,
                    Ok(Transition { next: Next::Deleted, .. }) => { prop_assert!(!before.is_processing()); break; }
                    Ok(Transition { next: Next::Same, .. }) | Err(_) => {}
                }
                prop_assert!(before.status == Status::Pending || std::mem::discriminant(&before.status) == std::mem::discriminant(&state.status));
                prop_assert!(before.door(Platform::Matrix).word() != "success" || state.door(Platform::Matrix).word() == "success");
                prop_assert!(state.approved_at().is_some() || state.door(Platform::Matrix).word() == "pending");
                prop_assert!(state.expires_at <= crate::clock::later(now, 32 * DAY));
                prop_assert!(state.proof != Proof::Awaited || state.ballot.votes().count() == 0, "nobody votes before the confirmation");
            }
        }
    }
}
