//! One registration, two doors: what one of them does to the other.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test module may fail loudly")]

use std::{collections::BTreeSet, time::Duration};

use super::{
    Application, NewPassword, Password, Proof, Registration,
    leases::{Lease, wants},
    provision::{Given, News, Report, Trouble},
    status::{Actor, Event, Hearing, Names, Next, Refusal, Transition, apply, decide},
    table::{MODERATORS, application, approve, birth, chosen, held, named, record, start, terms},
};
use crate::{
    clock::later,
    crypto::secret::Secret,
    job::{Job, Letter},
    platform::{Platform, Services},
};
use Platform::{Mastodon, Matrix};

fn born(hearing: Hearing) -> Registration {
    let services: Services = Platform::ALL.iter().copied().collect();
    record(apply(birth(hearing), Application { services, ..application() }, Names::default(), None, &terms(1, 1), start()))
}

fn decided(before: &Registration, event: Event, actor: Actor) -> Result<Transition, Refusal> {
    decide(before, event, actor, &terms(1, 1), start())
}

fn then(before: &Registration, event: Event, actor: Actor) -> Registration {
    match decided(before, event, actor).unwrap().next {
        Next::Record(record) => *record,
        Next::Same => before.clone(),
        Next::Deleted => panic!("it ended"),
    }
}

fn told(before: &Registration, platform: Platform, news: News) -> Registration {
    then(before, Event::Report(Report { platform, news }), Actor::House)
}

fn settle_on(name: &str, alone: Option<Platform>) -> Event {
    let password = Some(chosen("correct horse battery"));
    Event::Settle { name: held(name), password, contact: None, heard: false, alone }
}

fn approved() -> Registration {
    let confirmed = then(&born(Hearing::AfterLetter), Event::Confirm { name: None, password: None }, Actor::Applicant);
    then(&confirmed, approve(), Actor::Moderator(MODERATORS[0]))
}

fn processing() -> Registration {
    then(&approved(), settle_on("ada", None), Actor::Applicant)
}

fn opened(before: &Registration, platform: Platform) -> Registration {
    let intended = told(before, platform, News::Intend { secret: Secret::new("P") });
    let created = told(&intended, platform, News::Created { account: "@ada:example.org".to_owned(), token: None, given: Given::Other });
    told(&created, platform, News::Opened)
}

fn words(record: &Registration) -> (&str, &str) {
    (record.door(Matrix).word(), record.door(Mastodon).word())
}

fn name_on(record: &Registration, platform: Platform) -> &str {
    record.name_on(platform).unwrap().name.as_str()
}

fn provisions(transition: &Transition) -> BTreeSet<Platform> {
    let platform = |job: &Job| if let Job::Provision { platform, .. } = job { Some(*platform) } else { None };
    transition.jobs.iter().filter_map(|(job, _)| platform(job)).collect()
}

fn letters(transition: &Transition) -> Vec<(Letter, bool)> {
    let letter = |job: &Job| if let Job::Letter { letter, .. } = job { Some(*letter) } else { None };
    transition.jobs.iter().filter_map(|(job, due)| letter(job).map(|letter| (letter, due.is_some()))).collect()
}

#[test]
fn one_name_is_held_on_both_doors_and_both_begin_at_once() {
    let begun = decided(&approved(), settle_on("ada", None), Actor::Applicant).unwrap();
    assert_eq!(provisions(&begun), BTreeSet::from([Matrix, Mastodon]));
    let record = record(begun);
    for platform in [Matrix, Mastodon] {
        assert!(wants(&record, Lease::Name(platform, held("ada").print)));
    }
}

#[test]
fn a_name_taken_on_one_door_before_anything_is_made_may_become_another_one_on_both() {
    let taken = told(&told(&processing(), Matrix, News::HeldBack), Mastodon, News::Failed(Trouble::NameTaken));
    assert_eq!(words(&taken), ("pending", "failed"));
    let both = decided(&taken, settle_on("lovelace", None), Actor::Applicant).unwrap();
    assert_eq!(provisions(&both), BTreeSet::from([Matrix, Mastodon]));
    let both = record(both);
    assert_eq!((name_on(&both, Matrix), name_on(&both, Mastodon)), ("lovelace", "lovelace"));
    assert!(!wants(&both, Lease::Name(Matrix, held("ada").print)), "the old name is given back");
}

#[test]
fn or_another_one_there_only_and_the_door_that_held_back_goes_on_with_the_first() {
    let taken = told(&told(&processing(), Matrix, News::HeldBack), Mastodon, News::Failed(Trouble::NameTaken));
    let here = decided(&taken, settle_on("lovelace", Some(Mastodon)), Actor::Applicant).unwrap();
    assert_eq!(provisions(&here), BTreeSet::from([Matrix, Mastodon]));
    let here = record(here);
    assert_eq!((name_on(&here, Matrix), name_on(&here, Mastodon)), ("ada", "lovelace"));
    assert!(wants(&here, Lease::Name(Matrix, held("ada").print)) && wants(&here, Lease::Name(Mastodon, held("lovelace").print)));
    assert!(!wants(&here, Lease::Name(Mastodon, held("ada").print)));
}

#[test]
fn an_account_that_is_made_is_never_renamed() {
    let half = told(&opened(&processing(), Matrix), Mastodon, News::Failed(Trouble::NameTaken));
    for alone in [None, Some(Mastodon)] {
        let again = decided(&half, settle_on("lovelace", alone), Actor::Applicant).unwrap();
        assert_eq!(provisions(&again), BTreeSet::from([Mastodon]));
        let again = record(again);
        assert_eq!((name_on(&again, Matrix), name_on(&again, Mastodon)), ("ada", "lovelace"));
        assert_eq!(words(&again), ("success", "processing"));
    }
    // Nor is one that may exist already.
    let intended = told(&processing(), Matrix, News::Intend { secret: Secret::new("P") });
    let both = told(&told(&intended, Matrix, News::Failed(Trouble::Unavailable)), Mastodon, News::Failed(Trouble::NameTaken));
    assert_eq!(decided(&both, settle_on("lovelace", None), Actor::Applicant), Err(Refusal::NameIsFixed));
    assert_eq!(name_on(&then(&both, settle_on("lovelace", Some(Mastodon)), Actor::Applicant), Matrix), "ada");
}

#[test]
fn a_door_that_failed_is_tried_alone_while_the_other_one_is_being_made() {
    let failed = told(&processing(), Mastodon, News::Failed(Trouble::NameTaken));
    assert_eq!(decided(&failed, settle_on("lovelace", None), Actor::Applicant), Err(Refusal::Processing));
    let again = then(&failed, settle_on("lovelace", Some(Mastodon)), Actor::Applicant);
    assert_eq!((words(&again), name_on(&again, Matrix)), (("processing", "processing"), "ada"));
}

#[test]
fn whoever_held_back_for_nothing_goes_on_when_the_other_door_opens() {
    let held_back = told(&processing(), Matrix, News::HeldBack);
    let intended = told(&held_back, Mastodon, News::Intend { secret: Secret::new("P") });
    let created = told(&intended, Mastodon, News::Created { account: "@ada@example.org".to_owned(), token: None, given: Given::Other });
    let open = decided(&created, Event::Report(Report { platform: Mastodon, news: News::Opened }), Actor::House).unwrap();
    assert_eq!(provisions(&open), BTreeSet::from([Matrix]));
    assert_eq!(letters(&open), [(Letter::OneReady, true)]);
    assert!(record(open).password.is_some(), "the other door still needs it");
}

#[test]
fn nobody_holds_back_for_a_door_that_has_its_account() {
    let mastodon_open = opened(&processing(), Mastodon);
    let held_back = Event::Report(Report { platform: Matrix, news: News::HeldBack });
    assert_eq!(decided(&mastodon_open, held_back.clone(), Actor::House), Err(Refusal::Processing));
    let unreachable = told(&processing(), Mastodon, News::Failed(Trouble::Unavailable));
    assert_eq!(decided(&unreachable, held_back, Actor::House), Err(Refusal::Processing));
}

#[test]
fn the_letter_about_one_account_waits_a_moment_for_the_other() {
    let report = |platform| Event::Report(Report { platform, news: News::Opened });
    let made = |before: &Registration, platform| {
        let intended = told(before, platform, News::Intend { secret: Secret::new("P") });
        told(&intended, platform, News::Created { account: "it".to_owned(), token: None, given: Given::Other })
    };
    let first = decided(&made(&processing(), Matrix), report(Matrix), Actor::House).unwrap();
    assert_eq!(letters(&first), [(Letter::OneReady, true)]);
    let second = decided(&made(&record(first), Mastodon), report(Mastodon), Actor::House).unwrap();
    assert_eq!(letters(&second), [(Letter::AccountReady, false)]);
    assert!(record(second).password.is_none());
}

#[test]
fn moderators_hear_of_what_the_applicant_alone_cannot_mend() {
    for trouble in Trouble::ALL {
        let report = Report { platform: Mastodon, news: News::Failed(trouble) };
        let failed = decided(&processing(), Event::Report(report), Actor::House).unwrap();
        let to_moderators = letters(&failed).iter().filter(|(letter, _)| *letter == Letter::CouldNotOpen).count();
        let expected = if matches!(trouble, Trouble::Conflict | Trouble::Unavailable) { MODERATORS.len() } else { 0 };
        assert_eq!(to_moderators, expected, "{trouble:?}");
    }
}

#[test]
fn no_mastodon_account_is_made_for_an_unproved_address() {
    let asked = born(Hearing::AtOnceAndLetter { letter: true });
    assert_eq!(asked.proof, Proof::AwaitedBeside);
    let approved = then(&asked, approve(), Actor::Moderator(MODERATORS[0]));
    let settled = decided(&approved, settle_on("ada", None), Actor::Caller).unwrap();
    assert_eq!(provisions(&settled), BTreeSet::from([Matrix]));
    let settled = record(settled);
    let open = opened(&settled, Matrix);
    assert_eq!(words(&open), ("success", "pending"));
    assert!(open.password.is_none(), "what a stranger may have typed is not kept for the other door");
    let proved = decided(&open, Event::Confirm { name: None, password: None }, Actor::Applicant).unwrap();
    assert_eq!(provisions(&proved), BTreeSet::new(), "the owner of the address chooses first");
    let proved = record(proved);
    assert!(proved.awaits_settling());
    assert_eq!(decided(&proved, settle_on("ada", None), Actor::Caller), Err(Refusal::NotYours));
    let chosen = decided(&proved, settle_on("ada", None), Actor::Applicant).unwrap();
    assert_eq!(provisions(&chosen), BTreeSet::from([Mastodon]));
}

#[test]
fn an_address_that_may_not_be_written_to_now_is_proved_by_a_later_letter() {
    let services: Services = Platform::ALL.iter().copied().collect();
    let asked = |letter| {
        let wanted = Application { services: services.clone(), ..application() };
        apply(birth(Hearing::AtOnceAndLetter { letter }), wanted, Names::default(), None, &terms(1, 1), start())
    };
    let (heard, unwritten) = (asked(true), asked(false));
    let others: Vec<_> = letters(&heard).into_iter().filter(|(letter, _)| *letter != Letter::Confirm).collect();
    assert_eq!(letters(&unwritten), others, "all but the letter that asks");
    assert!(letters(&heard).contains(&(Letter::Confirm, false)));
    let unwritten = record(unwritten);
    assert_eq!(unwritten, record(heard), "and the record says no more");
    let proved = then(&unwritten, Event::Confirm { name: None, password: None }, Actor::Applicant);
    let settled = decided(&then(&proved, approve(), Actor::Moderator(MODERATORS[0])), settle_on("ada", None), Actor::Applicant);
    assert_eq!(provisions(&settled.unwrap()), BTreeSet::from([Matrix, Mastodon]));
}

#[test]
fn what_was_typed_before_the_proof_is_not_used_after_it() {
    let wanted = Application { on_approval: true, services: Platform::ALL.iter().copied().collect(), ..application() };
    let typed = Some(chosen("a stranger's own words"));
    let asked = record(apply(birth(Hearing::AtOnceAndLetter { letter: true }), wanted, named("ada"), typed, &terms(1, 1), start()));
    let proved = then(&asked, Event::Confirm { name: None, password: None }, Actor::Applicant);
    assert!(proved.password.is_none());
    let owned = Some(chosen("the owner's own words"));
    let proved = then(&asked, Event::Confirm { name: None, password: owned.clone() }, Actor::Applicant);
    assert_eq!(proved.password, owned.map(|new| new.password));
    let begun = decided(&proved, approve(), Actor::Moderator(MODERATORS[0])).unwrap();
    assert_eq!(provisions(&begun), BTreeSet::from([Matrix, Mastodon]));
}

#[test]
fn a_door_that_waited_for_the_proof_does_not_open_with_the_callers_password() {
    let approved = then(&born(Hearing::AtOnceAndLetter { letter: true }), approve(), Actor::Moderator(MODERATORS[0]));
    let processing = then(&approved, settle_on("ada", None), Actor::Caller);
    let proved = then(&processing, Event::Confirm { name: None, password: None }, Actor::Applicant);
    assert!(proved.password.is_some(), "what was begun with it is opened with it");
    let intended = told(&proved, Matrix, News::Intend { secret: Secret::new("P") });
    let created = told(&intended, Matrix, News::Created { account: "@ada:example.org".to_owned(), token: None, given: Given::Other });
    let open = decided(&created, Event::Report(Report { platform: Matrix, news: News::Opened }), Actor::House).unwrap();
    assert_eq!(provisions(&open), BTreeSet::new());
    let failed = told(&intended, Matrix, News::Failed(Trouble::NameTaken));
    for record in [record(open), failed] {
        let kept = Event::Settle { name: held("ada"), password: None, contact: None, heard: false, alone: None };
        assert_eq!(decided(&record, kept, Actor::Applicant), Err(Refusal::NoPassword));
        let chosen = then(&record, settle_on("ada", None), Actor::Applicant);
        assert!(chosen.own_password().is_some() && chosen.is_settled());
    }
    // Neither does one that was made for the caller, nor one that they chose after their own door was open.
    let made = Some(NewPassword { password: Password::Generated(Secret::new("made for the caller")), ..chosen("made for the caller") });
    let with_made = Event::Settle { name: held("ada"), password: made, contact: None, heard: false, alone: None };
    let open = opened(&then(&approved, with_made, Actor::Caller), Matrix);
    let again = then(&opened(&processing, Matrix), settle_on("ada", None), Actor::Caller);
    for before in [open, again] {
        assert!(before.password.is_some());
        let proved = then(&before, Event::Confirm { name: None, password: None }, Actor::Applicant);
        assert!(proved.own_password().is_none() && proved.awaits_settling() && !proved.is_settled());
    }
}

#[test]
fn a_token_is_shown_once_and_again_only_after_it_was_revoked() {
    let open = opened(&opened(&processing(), Matrix), Mastodon);
    let token = |is_shown| Event::Token { is_shown };
    assert_eq!(decided(&open, token(true), Actor::Caller), Err(Refusal::NotYours));
    assert_eq!(decided(&processing(), token(true), Actor::Applicant), Err(Refusal::NotApproved));
    let shown = then(&open, token(true), Actor::Applicant);
    assert_eq!(decided(&shown, token(true), Actor::Applicant), Err(Refusal::Done));
    let revoked = then(&shown, token(false), Actor::Applicant);
    assert!(revoked.token_at.is_none() && decided(&revoked, token(true), Actor::Applicant).is_ok());
}

#[test]
fn moderators_heard_when_they_were_written_to_whenever_the_address_was_proved() {
    let proved_at = later(start(), Duration::from_hours(3));
    let confirm = Event::Confirm { name: None, password: None };
    for (hearing, heard_at) in [(Hearing::AtOnceAndLetter { letter: true }, start()), (Hearing::AfterLetter, proved_at)] {
        let proved = decide(&born(hearing), confirm.clone(), Actor::Applicant, &terms(1, 1), proved_at).unwrap();
        assert_eq!(record(proved).heard_at(), heard_at, "{hearing:?}");
    }
}
