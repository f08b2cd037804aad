//! What the form for name and password is about.

use shared::clock::Timestamp;
use shared::crypto::secret::Secret;
use shared::registration::provision::{Attempt, Stage};
use shared::registration::status::Hearing;

use super::*;
use crate::desk::tests::{both_doors, held, record, record_of};

fn failed(problem: Trouble) -> Door {
    Door::Failed { problem, attempt: None }
}

fn fixed(problem: Trouble) -> Door {
    let attempt = Attempt { name: held("ada").name, secret: Secret::new("P"), stage: Stage::Sent };
    Door::Failed { problem, attempt: Some(attempt) }
}

#[test]
fn another_name_is_for_all_doors_only_where_none_of_them_has_one() {
    let open = || Door::Success { account: "@ada:example.org".to_owned(), at: Timestamp::UNIX_EPOCH };
    let (matrix, mastodon) = (Some(Platform::Matrix), Some(Platform::Mastodon));
    let processing = || Door::Processing { attempt: None };
    let table = [
        (Door::Pending, Door::Pending, None, false),
        (open(), Door::Pending, None, false),
        (Door::Pending, failed(Trouble::NameTaken), mastodon, true),
        (failed(Trouble::NameRefused), Door::Pending, matrix, true),
        (Door::Pending, failed(Trouble::Conflict), mastodon, true),
        (Door::Pending, failed(Trouble::Unavailable), mastodon, false),
        (Door::Pending, fixed(Trouble::PasswordRefused), mastodon, false),
        (open(), failed(Trouble::NameTaken), mastodon, false),
        (processing(), failed(Trouble::NameTaken), mastodon, false),
        (failed(Trouble::NameTaken), failed(Trouble::NameTaken), None, false),
        (fixed(Trouble::PasswordRefused), failed(Trouble::NameTaken), matrix, false),
    ];
    for (number, (on_matrix, on_mastodon, alone, may_both)) in table.into_iter().enumerate() {
        let mut record = record_of(&both_doors(&[]), Hearing::AtOnceAndLetter { letter: true });
        record.doors.insert(Platform::Matrix, on_matrix);
        record.doors.insert(Platform::Mastodon, on_mastodon);
        let about = About::of(&record);
        assert_eq!((about.alone, about.may_both), (alone, may_both), "row {number}");
        assert_eq!(about.scope(&Fields::default()).is_some(), may_both, "row {number}");
        assert_eq!(about.alone(&Fields::default()), alone.filter(|_| !may_both), "row {number}: all doors until somebody chooses");
    }
    let mut single = record();
    single.doors.insert(Platform::Matrix, failed(Trouble::NameTaken));
    assert_eq!(About::of(&single).alone, None, "there is nothing to choose between");
}

#[test]
fn names_of_their_own_are_mended_door_by_door() {
    let mut record = record_of(&both_doors(&[]), Hearing::AtOnceAndLetter { letter: true });
    record.name = Some(held("ada"));
    record.names.insert(Platform::Mastodon, held("ada2"));
    for platform in Platform::ALL {
        record.doors.insert(*platform, failed(Trouble::Unavailable));
    }
    assert_eq!(About::of(&record).alone, Some(Platform::Matrix));
}

#[test]
fn a_long_text_is_cut_between_words() {
    assert_eq!(first_words("I keep\n\nbees.", 140), "I keep bees.");
    let long = first_words(&"water ".repeat(100), 140);
    assert!(long.ends_with("water…") && long.chars().count() <= 140 + 1, "{long}");
    assert_eq!(first_words(&"ä".repeat(500), 140).chars().count(), 140 + 1);
}
