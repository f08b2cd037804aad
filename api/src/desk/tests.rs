//! What the desk's tests share: settings and a record.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may end here")]

use shared::crypto::fingerprint::Fingerprint;
use shared::localpart::Localpart;
use shared::registration::status::{Birth, Hearing, Names, Next, Terms, apply};
use shared::registration::{Application, Contact, HeldName, Origin};
use shared::settings::{ApiSettings, Environment, read_api};
use shared::token::link::Epoch;

use super::*;

/// Settings with these on top.
pub(crate) fn settings(more: &[(&str, &str)]) -> ApiSettings {
    let mut environment = Environment::from_pairs([
        ("GATELODGE_KEYS", "a:3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs="),
        ("GATELODGE_PUBLIC_URL", "http://127.0.0.1:8000"),
        ("GATELODGE_MODERATORS", "grace@example.org"),
        ("GATELODGE_MATRIX_URL", "http://127.0.0.1:8008"),
        ("GATELODGE_MATRIX_SERVER_NAME", "example.org"),
        ("GATELODGE_QUESTIONS", "Who invited you?|What do you grow?"),
    ]);
    for (name, value) in more {
        environment.set(name, (*value).to_owned());
    }
    read_api(&environment).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The terms of those settings, without moderators.
pub(crate) fn terms(settings: &ApiSettings) -> Terms {
    let electorate = shared::registration::ballot::Electorate { moderators: Vec::new(), approvals: 1, rejections: 1 };
    Terms { electorate, lifetimes: settings.common.lifetimes, timing: shared::clock::Timing::default() }
}

/// Settings with both doors open, and these on top.
pub(crate) fn both_doors(more: &[(&str, &str)]) -> ApiSettings {
    let doors = [("GATELODGE_SERVICES", "matrix,mastodon"), ("GATELODGE_MASTODON_URL", "https://social.example.org")];
    settings(&doors.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

/// A pending registration of ada@example.org that nobody has to confirm.
pub(crate) fn record() -> Registration {
    record_of(&settings(&[]), Hearing::AtOnce)
}

/// A registration of ada@example.org for every open door, heard like this.
pub(crate) fn record_of(settings: &ApiSettings, hearing: Hearing) -> Registration {
    let address = "ada@example.org".parse().unwrap();
    let application = Application {
        email: Some(Contact { address, print: Fingerprint::from_bytes([4; 16]) }),
        wish: None,
        reason: None,
        answers: Vec::new(),
        services: settings.common.services.clone(),
        locale: settings.common.locale,
        on_approval: false,
    };
    let origin = Origin { body: Fingerprint::from_bytes([5; 16]), network: Fingerprint::from_bytes([6; 16]) };
    let birth = Birth { rid: Rid::from_bytes([3; 16]), epoch: Epoch::of(5), origin, hearing, same_address: false, is_member: false };
    match apply(birth, application, Names::default(), None, &terms(settings), Timestamp::UNIX_EPOCH).next {
        Next::Record(record) => *record,
        other => panic!("{other:?}"),
    }
}

/// A name, claimed.
pub(crate) fn held(name: &str) -> HeldName {
    HeldName { name: Localpart::parse(name).unwrap(), print: Fingerprint::from_bytes([9; 16]) }
}

#[test]
fn retry_after_is_whole_seconds_and_never_zero() {
    for (wait, expected) in [(0, 1), (1, 1), (999, 1), (1_000, 1), (1_001, 2), (60_000, 60)] {
        assert_eq!(seconds(Duration::from_millis(wait)), expected, "{wait}");
    }
}
