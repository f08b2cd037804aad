//! Whether a letter is still true when its turn comes. Pure.
//!
//! Letters wait: for a reminder's time, for a mail server that is away. What was worth saying may be over by then, and a letter
//! that is not true any more is worse than none.

use shared::job::{Letter, Receiver};
use shared::registration::provision::Door;
use shared::registration::{Proof, Registration, Status};

/// Whether the letter still says how things stand, to somebody whom it concerns.
pub(super) fn is_due(record: &Registration, letter: Letter, to: Receiver) -> bool {
    let is_pending = record.status == Status::Pending && !record.is_unconfirmed();
    let is_unsettled = record.approved_at().is_some() && !record.is_settled();
    let about = match letter {
        Letter::Confirm => matches!(record.proof, Proof::Awaited | Proof::AwaitedLater),
        Letter::Received | Letter::PleaseDecide | Letter::NobodyDecided => is_pending,
        Letter::ReminderHalf | Letter::ReminderLast => is_pending && !has_voted(record, to),
        Letter::Approved | Letter::TwoDaysLeft => is_unsettled,
        Letter::Rejected => matches!(record.status, Status::Rejected { .. }),
        Letter::AccountReady => record.doors.values().any(|door| matches!(door, Door::Success { .. })),
        Letter::NeedsYou => record.doors.values().any(Door::has_failed),
        Letter::AlreadyAsked => matches!(record.proof, Proof::Unheard { .. }),
        // Which links there are is found when it is written.
        Letter::YourLinks => true,
    };
    // An address that was added later and not proved may be anybody's.
    let may_read =
        record.proof != Proof::AwaitedLater || matches!(letter, Letter::Confirm | Letter::YourLinks) || to != Receiver::Applicant;
    about && may_read && concerns(record, letter, to)
}

/// Moderators' letters go to moderators, except about their own registration; all others to the applicant.
fn concerns(record: &Registration, letter: Letter, to: Receiver) -> bool {
    let is_for_moderators = matches!(letter, Letter::PleaseDecide | Letter::ReminderHalf | Letter::ReminderLast);
    match to {
        Receiver::Applicant => !is_for_moderators,
        Receiver::Moderator(print) => is_for_moderators && record.application.email.as_ref().is_none_or(|own| own.print != print),
    }
}

fn has_voted(record: &Registration, to: Receiver) -> bool {
    matches!(to, Receiver::Moderator(print) if record.ballot.of(print).is_some())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;
    use std::collections::BTreeMap;

    use Letter::{
        AccountReady, AlreadyAsked, Approved, Confirm, NeedsYou, NobodyDecided, PleaseDecide, Received, Rejected, ReminderHalf,
        ReminderLast, TwoDaysLeft, YourLinks,
    };
    use shared::clock::Timestamp;
    use shared::crypto::fingerprint::Fingerprint;
    use shared::crypto::secret::Secret;
    use shared::keyspace::Rid;
    use shared::locales::Locale;
    use shared::localpart::Localpart;
    use shared::platform::{Platform, Services};
    use shared::registration::ballot::{Ballot, Choice};
    use shared::registration::provision::Trouble;
    use shared::registration::{Application, Contact, FORMAT, HeldName, Origin, Password};
    use shared::token::link::Epoch;

    const AT: Timestamp = Timestamp::UNIX_EPOCH;
    const MODERATOR: Fingerprint = Fingerprint::from_bytes([1; 16]);
    const OWN: Fingerprint = Fingerprint::from_bytes([9; 16]);
    const ALL: [Letter; 13] = [
        Confirm,
        Received,
        PleaseDecide,
        ReminderHalf,
        ReminderLast,
        Approved,
        Rejected,
        NobodyDecided,
        AccountReady,
        NeedsYou,
        TwoDaysLeft,
        AlreadyAsked,
        YourLinks,
    ];
    const FOR_MODERATORS: [Letter; 3] = [PleaseDecide, ReminderHalf, ReminderLast];

    fn record(proof: Proof, status: Status, door: Door, is_settled: bool) -> Registration {
        let name = HeldName { name: Localpart::parse("ada").unwrap(), print: Fingerprint::NONE };
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
                services: Services::from(Platform::Matrix),
                locale: Locale::En,
                on_approval: false,
            },
            proof,
            same_address: false,
            status,
            ballot: Ballot::default(),
            name: is_settled.then_some(name),
            password: is_settled.then(|| Password::Chosen(Secret::new("x"))),
            doors: BTreeMap::from([(Platform::Matrix, door)]),
        }
    }

    #[test]
    fn each_state_has_its_letters() {
        let given = Proof::Given { at: AT };
        let approved = || Status::Approved { at: AT };
        let rejected = Status::Rejected { at: AT, message: None };
        let processing = || Door::Processing { attempt: None };
        let failed = Door::Failed { problem: Trouble::NameTaken, attempt: None };
        let success = || Door::Success { account: "@ada:example.org".into(), at: AT };
        let cases: [(&str, Registration, &[Letter]); 9] = [
            ("unconfirmed", record(Proof::Awaited, Status::Pending, Door::Pending, false), &[Confirm, YourLinks]),
            ("unheard", record(Proof::Unheard { asks: true }, Status::Pending, Door::Pending, false), &[AlreadyAsked, YourLinks]),
            (
                "pending",
                record(given, Status::Pending, Door::Pending, false),
                &[Received, PleaseDecide, ReminderHalf, ReminderLast, NobodyDecided, YourLinks],
            ),
            ("rejected", record(given, rejected, Door::Pending, false), &[Rejected, YourLinks]),
            ("approved", record(given, approved(), Door::Pending, false), &[Approved, TwoDaysLeft, YourLinks]),
            ("processing", record(given, approved(), processing(), true), &[YourLinks]),
            ("failed", record(given, approved(), failed, true), &[NeedsYou, YourLinks]),
            ("success", record(given, approved(), success(), true), &[AccountReady, YourLinks]),
            ("address added later", record(Proof::AwaitedLater, approved(), success(), true), &[Confirm, YourLinks]),
        ];
        for (state, record, due) in cases {
            for letter in ALL {
                let to = if FOR_MODERATORS.contains(&letter) { Receiver::Moderator(MODERATOR) } else { Receiver::Applicant };
                assert_eq!(is_due(&record, letter, to), due.contains(&letter), "{state}: {letter:?}");
            }
        }
    }

    #[test]
    fn whoever_voted_is_not_reminded() {
        let mut record = record(Proof::NotAsked, Status::Pending, Door::Pending, false);
        record.ballot = record.ballot.with(MODERATOR, Choice::Approve, AT);
        let to = |print| Receiver::Moderator(Fingerprint::from_bytes([print; 16]));
        for reminder in [ReminderHalf, ReminderLast] {
            assert!(!is_due(&record, reminder, to(1)));
            assert!(is_due(&record, reminder, to(2)));
        }
        assert!(is_due(&record, PleaseDecide, to(1)), "the letter with the link goes out all the same");
    }

    #[test]
    fn nobody_is_asked_about_themselves_and_no_letter_strays() {
        let record = record(Proof::NotAsked, Status::Pending, Door::Pending, false);
        for letter in ALL {
            assert!(!is_due(&record, letter, Receiver::Moderator(OWN)), "{letter:?}");
            let for_moderators = FOR_MODERATORS.contains(&letter);
            assert!(!(for_moderators && is_due(&record, letter, Receiver::Applicant)), "{letter:?}");
            assert!(for_moderators || !is_due(&record, letter, Receiver::Moderator(MODERATOR)), "{letter:?}");
        }
    }
}
