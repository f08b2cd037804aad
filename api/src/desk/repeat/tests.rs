//! Which repeat gets the answer again.

use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::secret::Secret;

use super::*;
use crate::desk::tests::record;

fn word(compared: &Result<(), Refused>) -> &'static str {
    match compared {
        Ok(()) => "again",
        Err(Refused::Invalid(_)) => "invalid",
        Err(Refused::KeyUsed) => "used",
        Err(_) => "?",
    }
}

#[test]
fn only_an_equal_request_gets_the_answer_again() {
    let pending = record();
    let decided = Registration { status: Status::Approved { at: pending.created_at }, ..pending.clone() };
    let elsewhere = Origin { network: Fingerprint::NONE, ..pending.origin };
    let another = Origin { body: Fingerprint::NONE, ..pending.origin };
    let table = [
        (&pending, pending.origin, true, "again"),
        (&pending, another, true, "invalid"),
        (&pending, elsewhere, true, "used"),
        (&pending, pending.origin, false, "used"),
        (&decided, pending.origin, true, "used"),
        (&decided, another, false, "invalid"),
    ];
    for (number, (record, origin, in_time, expected)) in table.into_iter().enumerate() {
        assert_eq!(word(&compare(record, origin, in_time)), expected, "row {number}");
    }
}

#[test]
fn a_key_has_22_to_255_visible_characters() {
    let good = [&"a".repeat(22), &"~".repeat(255), "3q2-7wAAAAAAAAAAAAAAAA"];
    let bad = ["", &"a".repeat(21), &"a".repeat(256), "aaaaaaaaaaaaaaaaaaaaaa a", "üüüüüüüüüüüüüüüüüüüüüü"];
    assert_eq!(key_fault(None), None);
    for key in good {
        assert_eq!(key_fault(Some(key)), None, "{key}");
    }
    for key in bad {
        assert_eq!(key_fault(Some(key)), Some(Fault::new(Field::IdempotencyKey, What::KeyMalformed)), "{key}");
    }
}

#[test]
fn the_origin_tells_bodies_and_blocks_apart() {
    let roots = Roots::of_secrets([1; 32], [2; 32]);
    let application = record().application;
    let block = |last| NetworkBlock::of(std::net::IpAddr::from([192, 0, 2, last]));
    let sent = NewRegistration::default();
    let with_password = NewRegistration { password: Some(Secret::new("p")), ..NewRegistration::default() };
    let named = NewRegistration { user_id: Some("ada".to_owned()), ..NewRegistration::default() };
    let mine = origin(&roots, &application, &sent, block(1));
    assert_eq!(mine, origin(&roots, &application.clone(), &sent, block(1)));
    assert_eq!(mine.body, origin(&roots, &application, &sent, block(2)).body);
    assert_ne!(mine.network, origin(&roots, &application, &sent, block(2)).network);
    assert_ne!(mine.body, origin(&roots, &application, &with_password, block(1)).body);
    assert_ne!(mine.body, origin(&roots, &application, &named, block(1)).body);
    let reason = Application { reason: Some("r".to_owned()), ..application };
    assert_ne!(mine.body, origin(&roots, &reason, &sent, block(1)).body);
}
