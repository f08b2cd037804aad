//! The rules of a member, one by one and in any order.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]
use proptest::prelude::*;

use super::*;
use crate::{address::EmailAddress, clock::later, crypto::fingerprint::Fingerprint, keyspace::Rid, localpart::Localpart};
use std::time::Duration;

const ADDRESS: Fingerprint = Fingerprint::from_bytes([1; 16]);
const NAME: Fingerprint = Fingerprint::from_bytes([2; 16]);

fn start() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn hash(of: &str) -> PasswordHash {
    serde_json::from_value(format!("hash of {of}").into()).unwrap()
}

fn held(name: &str, print: Fingerprint) -> HeldName {
    HeldName { name: name.parse::<Localpart>().unwrap(), print }
}

fn birth() -> MemberBirth {
    let account = Account { name: "@ada:example.org".to_owned(), at: start() };
    MemberBirth {
        id: Rid::from_bytes([7; 16]).into(),
        user_id: Some(held("ada", NAME)),
        contact: Some(Contact { address: "ada@example.org".parse::<EmailAddress>().unwrap(), print: ADDRESS }),
        proved_at: None,
        password: Some(hash("a stranger's")),
        sessions: SessionEpoch::of(1),
        locale: Locale::default(),
        accounts: [(Platform::Matrix, account)].into(),
    }
}

fn next(transition: &MemberTransition) -> Member {
    match &transition.next {
        NextMember::Member(member) => (**member).clone(),
        other => panic!("no member but {other:?}"),
    }
}

fn member() -> Member {
    next(&made(birth(), start()))
}

fn proved() -> Member {
    next(&made(MemberBirth { proved_at: Some(start()), ..birth() }, start()))
}

fn new(password: &str, doors: &[(Platform, CopyState)]) -> NewPassword {
    NewPassword {
        hash: hash(password),
        password: Secret::new(password),
        old: Some(Secret::new("the old one")),
        doors: doors.iter().copied().collect(),
        sessions: SessionEpoch::of(u64::MAX),
        until: later(start(), Duration::from_hours(168)),
    }
}

fn jobs(transition: &MemberTransition) -> Vec<Job> {
    transition.jobs.iter().map(|(job, _)| job.clone()).collect()
}

#[test]
fn a_member_claims_what_it_signs_in_with() {
    let id = MemberId::from(Rid::from_bytes([7; 16]));
    let both = vec![Job::ClaimSignIn { member: id, print: NAME }, Job::ClaimAddress { member: id, print: ADDRESS }];
    assert_eq!(jobs(&made(birth(), start())), both);
    assert!(jobs(&made(MemberBirth { user_id: None, contact: None, ..birth() }, start())).is_empty());
    let nobody = MemberBirth { contact: None, proved_at: Some(start()), ..birth() };
    assert_eq!(next(&made(nobody, start())).proved_at, None, "without an address there is nothing proved");
}

#[test]
fn t14b_a_pressed_link_ends_whatever_was_set_before_it() {
    let squatted = next(&member().grant(Some(Role::Operator)));
    let squatted = next(&squatted.set_password(new("a stranger's", &[(Platform::Matrix, CopyState::Waiting)]), start()));
    let pressed = squatted.prove(SessionEpoch::of(9), start()).unwrap();
    let owned = next(&pressed);
    assert_eq!((owned.password.clone(), owned.granted, owned.copy.clone()), (None, None, None));
    assert_eq!((owned.sessions, owned.password_serial), (SessionEpoch::of(9), squatted.password_serial + 1));
    assert_eq!(owned.proved_at, Some(start()));
    assert_eq!(jobs(&pressed), [Job::ClaimAddress { member: owned.id, print: ADDRESS }], "an unproved holder yields now");
    assert_eq!(owned.prove(SessionEpoch::of(10), start()).unwrap(), MemberTransition::same(), "the second press ends nothing");
}

#[test]
fn t14b_the_settings_make_only_a_proved_address_a_moderators() {
    assert_eq!(member().role(&[ADDRESS]), Role::Member);
    assert_eq!(proved().role(&[ADDRESS]), Role::Moderator);
    assert_eq!(proved().role(&[NAME]), Role::Member);
    assert_eq!(next(&proved().grant(Some(Role::Operator))).role(&[ADDRESS]), Role::Operator, "the higher one counts");
    assert_eq!(next(&member().grant(Some(Role::Moderator))).role(&[]), Role::Moderator);
    assert_eq!(next(&member().grant(Some(Role::Member))).role(&[ADDRESS]), Role::Member);
}

#[test]
fn an_unproved_address_is_yielded_with_all_that_opens_the_member_and_a_proved_one_never() {
    let yielded = next(&member().yield_address(SessionEpoch::of(9)).unwrap());
    assert!(yielded.contact.is_none() && yielded.password.is_none() && yielded.sessions == SessionEpoch::of(9));
    assert_eq!(yielded.yield_address(SessionEpoch::of(10)), Err(MemberRefusal::NoAddress), "once");
    assert_eq!(proved().yield_address(SessionEpoch::of(9)), Err(MemberRefusal::Proved));
}

#[test]
fn t11_a_new_password_ends_sessions_and_older_reset_links_and_goes_to_every_door() {
    let doors = [(Platform::Matrix, CopyState::Waiting), (Platform::Mastodon, CopyState::Waiting)];
    let changed = proved().set_password(new("fresh", &doors), start());
    let after = next(&changed);
    assert_eq!((after.password, after.password_serial, after.sessions), (Some(hash("fresh")), 1, SessionEpoch::of(u64::MAX)));
    let copy = |platform| Job::CopyPassword { member: proved().id, platform, serial: 1 };
    let until = later(start(), Duration::from_hours(168));
    let due = [(copy(Platform::Matrix), None), (copy(Platform::Mastodon), Some(until))];
    assert_eq!(changed.jobs, due, "where there is no account yet nothing is done before the end");
    let copy = after.copy.unwrap();
    assert_eq!(copy.doors, doors.into());
    assert_eq!(copy.password.unwrap().expose(), "fresh");
}

#[test]
fn a_door_that_opens_after_a_change_gets_the_new_password() {
    let account = || Account { name: "ada@social.example".to_owned(), at: start() };
    let doors = [(Platform::Matrix, CopyState::Done), (Platform::Mastodon, CopyState::Waiting)];
    let waiting = next(&proved().set_password(new("fresh", &doors), start()));
    let follows = Job::CopyPassword { member: proved().id, platform: Platform::Mastodon, serial: 1 };
    assert_eq!(jobs(&waiting.open_door(Platform::Mastodon, account())), [follows]);
    let over = next(&waiting.copied(Platform::Mastodon, 1, CopyState::ByHand));
    assert!(jobs(&over.open_door(Platform::Mastodon, account())).is_empty(), "nothing is kept that could follow");
    assert!(jobs(&proved().open_door(Platform::Mastodon, account())).is_empty(), "nothing was changed");
}

#[test]
fn a_password_that_no_door_waits_for_is_kept_nowhere() {
    let by_hand = next(&proved().set_password(new("fresh", &[(Platform::Matrix, CopyState::ByHand)]), start()));
    let copy = by_hand.copy.unwrap();
    assert!(copy.password.is_none() && copy.old.is_none());
    assert_eq!(copy.doors, [(Platform::Matrix, CopyState::ByHand)].into());
    assert!(next(&proved().set_password(new("fresh", &[]), start())).copy.is_none());
}

#[test]
fn the_password_before_is_kept_for_the_homeserver_alone() {
    let doors = [(Platform::Matrix, CopyState::Waiting), (Platform::Mastodon, CopyState::Waiting)];
    let old = |member: &Member| member.copy.as_ref().and_then(|copy| copy.old.clone());
    let both = next(&proved().set_password(new("fresh", &doors), start()));
    assert!(old(&both).is_some());
    let matrix_done = next(&both.copied(Platform::Matrix, 1, CopyState::Done));
    assert_eq!(old(&matrix_done), None);
    assert!(matrix_done.copy.is_some_and(|copy| copy.password.is_some()), "Mastodon waits for the new one");
    assert_eq!(old(&next(&proved().set_password(new("fresh", &doors[1..]), start()))), None);
}

#[test]
fn a_sign_in_name_that_is_anothers_falls_away() {
    let nameless = next(&member().lose_name(NAME));
    assert_eq!((nameless.user_id.clone(), nameless.contact.clone()), (None, member().contact), "the address leads there still");
    assert_eq!(nameless.lose_name(NAME), MemberTransition::same());
    assert_eq!(member().lose_name(ADDRESS), MemberTransition::same(), "it has another by now");
}

#[test]
fn a_door_answers_for_its_own_change_of_the_password_alone() {
    let waiting = next(&proved().set_password(new("fresh", &[(Platform::Matrix, CopyState::Waiting)]), start()));
    assert_eq!(waiting.copied(Platform::Matrix, 0, CopyState::Done), MemberTransition::same(), "an older change");
    assert_eq!(waiting.copied(Platform::Mastodon, 1, CopyState::Done), MemberTransition::same(), "no such door");
    let done = next(&waiting.copied(Platform::Matrix, 1, CopyState::Done));
    assert!(done.copy.as_ref().is_some_and(|copy| copy.password.is_none() && copy.old.is_none()));
    assert_eq!(done.copied(Platform::Matrix, 1, CopyState::ByHand), MemberTransition::same(), "what is done stays done");
}

#[test]
fn a_name_is_given_once_and_claimed() {
    let nameless = next(&made(MemberBirth { user_id: None, ..birth() }, start()));
    let named = nameless.name(held("ada", NAME)).unwrap();
    assert_eq!(jobs(&named), [Job::ClaimSignIn { member: nameless.id, print: NAME }]);
    assert_eq!(next(&named).name(held("ada", NAME)).unwrap(), MemberTransition::same());
    assert_eq!(next(&named).name(held("eve", ADDRESS)), Err(MemberRefusal::NameIsFixed));
}

#[test]
fn who_leaves_takes_along_what_the_claims_are_filed_under() {
    let left = member().leave();
    assert_eq!(left.next, NextMember::Left);
    assert_eq!(jobs(&left), [Job::MemberLeft { member: member().id, user_id: Some(NAME), address: Some(ADDRESS) }]);
    assert_eq!(left.after(Some(&member())), None);
}

#[test]
fn changes_go_on_top_of_each_other_in_one_transition() {
    let before = member();
    let both = before.prove(SessionEpoch::of(9), start()).unwrap();
    let both = both.then(&before, |proved| Ok(proved.set_password(new("fresh", &[(Platform::Matrix, CopyState::Waiting)]), start())));
    let both = both.unwrap();
    assert_eq!((next(&both).proved_at, next(&both).password), (Some(start()), Some(hash("fresh"))));
    assert_eq!(jobs(&both).len(), 2);
    let nothing_more = both.clone().then(&before, |member| Ok(member.grant(member.granted))).unwrap();
    assert_eq!(nothing_more, both);
}

#[test]
fn a_stronger_hash_of_an_older_password_is_not_written() {
    let serial = member().password_serial;
    let rehashed = next(&member().rehash(hash("stronger"), serial).unwrap());
    assert_eq!((rehashed.sessions, rehashed.password_serial), (member().sessions, serial), "nobody is signed out by it");
    let changed = next(&member().set_password(new("fresh", &[]), start()));
    assert_eq!(changed.rehash(hash("stronger"), serial), Err(MemberRefusal::PasswordChanged));
}

#[test]
fn an_account_is_noted_once() {
    let account = Account { name: "ada@social.example".to_owned(), at: start() };
    let opened = next(&member().open_door(Platform::Mastodon, account.clone()));
    assert_eq!(opened.accounts.len(), 2);
    assert_eq!(opened.open_door(Platform::Mastodon, account), MemberTransition::same());
}

/// Any one change, by number: what the rules below must hold for.
fn any_change(member: &Member, which: u8, epoch: u64) -> Result<MemberTransition, MemberRefusal> {
    let sessions = SessionEpoch::of(epoch);
    let state = [CopyState::Waiting, CopyState::Done, CopyState::ByHand].into_iter().cycle().nth(usize::from(which % 3)).unwrap();
    match which % 9 {
        0 => member.prove(sessions, start()),
        1 => member.yield_address(sessions),
        2 => Ok(member.set_password(NewPassword { sessions, ..new("fresh", &[(Platform::Matrix, state)]) }, start())),
        3 => Ok(member.copied(Platform::Matrix, member.password_serial, state)),
        4 => Ok(member.end_sessions(sessions)),
        5 => Ok(member.grant(Some(Role::Moderator))),
        6 => member.rehash(hash("stronger"), member.password_serial),
        7 => member.name(held("ada", NAME)),
        _ => Ok(member.open_door(Platform::Mastodon, Account { name: "ada@social.example".to_owned(), at: start() })),
    }
}

proptest! {
    #[test]
    fn whatever_happens_no_password_is_kept_that_no_door_waits_for(changes in prop::collection::vec(any::<u8>(), 0..24)) {
        let mut member = member();
        for (epoch, which) in (2..).zip(changes) {
            let before = member.clone();
            let Ok(transition) = any_change(&member, which, epoch) else { continue };
            member = transition.after(Some(&before)).cloned().unwrap();
            let waits = |copy: &PasswordCopy| copy.doors.values().any(|state| *state == CopyState::Waiting);
            if let Some(copy) = &member.copy {
                prop_assert_eq!(copy.password.is_some(), waits(copy));
                prop_assert!(waits(copy) || copy.old.is_none());
            }
            let waiting = |member: &Member| member.copy.as_ref().is_some_and(waits);
            if waiting(&member) && !waiting(&before) {
                prop_assert!(transition.jobs.iter().any(|(job, _)| matches!(job, Job::CopyPassword { .. })), "a job carries it");
            }
        }
    }

    #[test]
    fn whatever_happens_another_password_means_another_serial_and_other_sessions(
        changes in prop::collection::vec(any::<u8>(), 0..24),
    ) {
        let mut member = member();
        for (epoch, which) in (2..).zip(changes) {
            let before = member.clone();
            let Ok(transition) = any_change(&member, which, epoch) else { continue };
            member = transition.after(Some(&before)).cloned().unwrap();
            let same_password = member.password == before.password || member.password == Some(hash("stronger"));
            if !same_password {
                prop_assert!(member.password_serial > before.password_serial);
                prop_assert_ne!(member.sessions, before.sessions);
            }
            prop_assert!(member.password_serial >= before.password_serial);
            prop_assert!(before.proved_at.is_none() || member.proved_at == before.proved_at, "a proof is never taken back");
            let read: Member = serde_json::from_slice(&serde_json::to_vec(&member).unwrap()).unwrap();
            prop_assert_eq!(read, member.clone());
        }
    }
}
