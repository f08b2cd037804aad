//! Which password a settlement goes on with, and whom it is refused before anything else is looked at.

use shared::clock::Timestamp;
use shared::registration::status::Hearing;
use shared::registration::{Proof, Status};

use super::*;
use crate::desk::tests::{both_doors, record, record_of};

const AT: Timestamp = Timestamp::UNIX_EPOCH;

fn word(password: Option<&Password>) -> &'static str {
    match password {
        None => "stays",
        Some(Password::Chosen(_)) => "typed",
        Some(Password::Generated(_)) => "made",
    }
}

#[test]
fn a_password_stays_is_typed_or_is_made() {
    let with = |password: Option<Password>| Registration { password, ..record() };
    let typed = || PasswordChoice::Typed(Secret::new("correct horse battery"));
    let mut refused = with(Some(Password::Generated(Secret::new("g"))));
    refused.doors.insert(Platform::Matrix, Door::Failed { problem: Trouble::PasswordRefused, attempt: None });
    let chosen = with(Some(Password::Chosen(Secret::new("c"))));
    let generated = with(Some(Password::Generated(Secret::new("g"))));
    let table = [
        (&with(None), PasswordChoice::Keep, "made"),
        (&with(None), PasswordChoice::MakeOne, "made"),
        (&with(None), typed(), "typed"),
        (&chosen, PasswordChoice::Keep, "stays"),
        (&chosen, PasswordChoice::MakeOne, "made"),
        (&generated, PasswordChoice::Keep, "stays"),
        (&generated, PasswordChoice::MakeOne, "stays"),
        (&generated, typed(), "typed"),
        (&refused, PasswordChoice::Keep, "made"),
        (&refused, PasswordChoice::MakeOne, "made"),
        (&refused, typed(), "typed"),
    ];
    for (number, (record, choice, expected)) in table.into_iter().enumerate() {
        assert_eq!(word(password_for(record, choice).as_ref()), expected, "row {number}");
    }
}

#[test]
fn state_and_person_are_looked_at_before_what_was_sent() {
    let approved = |proof| Registration { status: Status::Approved { at: AT }, proof, ..record() };
    let table = [
        (record(), Kind::Caller, Some(Refusal::NotApproved)),
        (approved(Proof::Awaited), Kind::Applicant, Some(Refusal::NotConfirmed)),
        (approved(Proof::Unheard { asks: true }), Kind::Caller, Some(Refusal::NotConfirmed)),
        (approved(Proof::Given { at: AT }), Kind::Caller, Some(Refusal::NotYours)),
        (approved(Proof::Given { at: AT }), Kind::Applicant, None),
        (approved(Proof::NotAsked), Kind::Caller, None),
    ];
    for (number, (record, kind, expected)) in table.into_iter().enumerate() {
        let refusal = match may_settle(&record, kind) {
            Err(Refused::Rule(refusal)) => Some(refusal),
            _ => None,
        };
        assert_eq!(refusal, expected, "row {number}");
    }
}

#[test]
fn a_name_is_claimed_on_the_doors_that_will_use_it() {
    let mut record = record_of(&both_doors(&[]), Hearing::AtOnceAndLetter { letter: true });
    let meant = |record: &Registration, alone| doors_meant(record, alone).into_iter().collect::<Services>();
    let (matrix, mastodon) = (Services::from(Platform::Matrix), Services::from(Platform::Mastodon));
    let both: Services = Platform::ALL.iter().copied().collect();
    assert_eq!(meant(&record, Some(Platform::Mastodon)), both, "one that did not fail is never meant alone");
    record.doors.insert(Platform::Mastodon, Door::Failed { problem: Trouble::NameTaken, attempt: None });
    assert_eq!([meant(&record, None), meant(&record, Some(Platform::Mastodon))], [both, mastodon.clone()]);
    record.doors.insert(Platform::Matrix, Door::Success { account: "@ada:example.org".to_owned(), at: AT });
    assert_eq!(meant(&record, None), mastodon, "an account is never renamed");
    assert_ne!(meant(&record, Some(Platform::Matrix)), matrix);
}
