//! Registrations for the tests of letters.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use shared::clock::Timestamp;
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::secret::Secret;
use shared::keyspace::Rid;
use shared::locales::Locale;
use shared::localpart::Localpart;
use shared::platform::Platform;
use shared::registration::ballot::Ballot;
use shared::registration::provision::{Door, Trouble};
use shared::registration::{Application, Contact, FORMAT, HeldName, Origin, Password, Proof, Registration, Status};
use shared::token::link::Epoch;

/// When everything happened.
pub(super) const AT: Timestamp = Timestamp::UNIX_EPOCH;
/// The applicant's own address.
pub(super) const OWN: Fingerprint = Fingerprint::from_bytes([9; 16]);

pub(super) fn record<const N: usize>(proof: Proof, status: Status, doors: [(Platform, Door); N], is_settled: bool) -> Registration {
    Registration {
        format: FORMAT,
        rid: Rid::from_bytes([3; 16]),
        epoch: Epoch::of(1),
        created_at: AT,
        modified_at: AT,
        expires_at: AT,
        origin: Origin { body: Fingerprint::NONE, network: Fingerprint::NONE },
        application: Application {
            email: Some(Contact { address: "ada@example.org".parse().unwrap(), print: OWN }),
            wish: None,
            reason: None,
            answers: vec![],
            services: doors.iter().map(|(platform, _)| *platform).collect(),
            locale: Locale::En,
            on_approval: false,
        },
        proof,
        told_at: None,
        same_address: false,
        status,
        ballot: Ballot::default(),
        name: is_settled.then(|| held("ada")),
        names: std::collections::BTreeMap::new(),
        password: is_settled.then(|| Password::Chosen(Secret::new("x"))),
        password_is_callers: false,
        hash: None,
        user_id: None,
        is_member: false,
        doors: doors.into(),
        token_at: None,
    }
}

pub(super) fn held(name: &str) -> HeldName {
    HeldName { name: Localpart::parse(name).unwrap(), print: Fingerprint::NONE }
}

pub(super) fn processing() -> Door {
    Door::Processing { attempt: None }
}

pub(super) fn failed(problem: Trouble) -> Door {
    Door::Failed { problem, attempt: None }
}

pub(super) fn success(platform: Platform) -> Door {
    let account = match platform {
        Platform::Matrix => "@ada:example.org",
        Platform::Mastodon => "ada",
    };
    Door::Success { account: account.into(), at: AT }
}
