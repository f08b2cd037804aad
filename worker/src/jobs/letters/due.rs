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
    let is_begun = record.doors.values().any(|door| *door != Door::Pending);
    let is_unsettled = record.approved_at().is_some() && !record.is_settled() && !is_begun;
    let about = match letter {
        Letter::Confirm => match record.proof {
            Proof::Awaited | Proof::AwaitedLater => true,
            Proof::AwaitedBeside => !matches!(record.status, Status::Rejected { .. }),
            Proof::NotAsked | Proof::UnheardLater | Proof::Unheard { .. } | Proof::Given { .. } => false,
        },
        Letter::Received | Letter::PleaseDecide | Letter::NobodyDecided => is_pending,
        Letter::ReminderHalf | Letter::ReminderLast => is_pending && !has_voted(record, to),
        Letter::Approved | Letter::TwoDaysLeft => is_unsettled,
        Letter::Rejected => matches!(record.status, Status::Rejected { .. }),
        Letter::AccountReady => record.has_account(),
        Letter::OneReady => record.has_account() && record.is_processing(),
        Letter::CouldNotOpen => record.doors.values().any(is_for_moderators),
        Letter::NeedsYou => record.doors.values().any(Door::has_failed),
        Letter::AlreadyAsked => matches!(record.proof, Proof::Unheard { .. }),
        // Which links there are is found when it is written.
        Letter::YourLinks => true,
    };
    about && (to != Receiver::Applicant || may_be_read(record, letter)) && concerns(record, letter, to)
}

/// An address that was added later and not proved may be anybody's.
const fn may_be_read(record: &Registration, letter: Letter) -> bool {
    match record.proof {
        Proof::AwaitedLater => matches!(letter, Letter::Confirm | Letter::YourLinks),
        Proof::UnheardLater => matches!(letter, Letter::YourLinks),
        Proof::NotAsked | Proof::Awaited | Proof::AwaitedBeside | Proof::Unheard { .. } | Proof::Given { .. } => true,
    }
}

/// Whether the applicant alone cannot mend what this door failed of.
const fn is_for_moderators(door: &Door) -> bool {
    matches!(door, Door::Failed { problem, .. } if problem.is_for_good())
}

/// Moderators' letters go to moderators, except about their own registration; all others to the applicant.
fn concerns(record: &Registration, letter: Letter, to: Receiver) -> bool {
    let is_for_moderators = matches!(letter, Letter::PleaseDecide | Letter::ReminderHalf | Letter::ReminderLast | Letter::CouldNotOpen);
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
    use super::super::sample::{AT, OWN, failed, processing, record, success};
    use super::*;

    use Letter::{
        AccountReady, AlreadyAsked, Approved, Confirm, CouldNotOpen, NeedsYou, NobodyDecided, OneReady, PleaseDecide, Received, Rejected,
        ReminderHalf, ReminderLast, TwoDaysLeft, YourLinks,
    };
    use shared::crypto::fingerprint::Fingerprint;
    use shared::platform::Platform::{Mastodon, Matrix};
    use shared::registration::ballot::Choice;
    use shared::registration::provision::Trouble;

    const MODERATOR: Fingerprint = Fingerprint::from_bytes([1; 16]);
    const ALL: [Letter; 15] = [
        Confirm,
        Received,
        PleaseDecide,
        ReminderHalf,
        ReminderLast,
        Approved,
        Rejected,
        NobodyDecided,
        AccountReady,
        OneReady,
        CouldNotOpen,
        NeedsYou,
        TwoDaysLeft,
        AlreadyAsked,
        YourLinks,
    ];
    const FOR_MODERATORS: [Letter; 4] = [PleaseDecide, ReminderHalf, ReminderLast, CouldNotOpen];
    const GIVEN: Proof = Proof::Given { at: AT };
    const APPROVED: Status = Status::Approved { at: AT };

    fn due(record: &Registration) -> Vec<Letter> {
        let to = |letter: &Letter| if FOR_MODERATORS.contains(letter) { Receiver::Moderator(MODERATOR) } else { Receiver::Applicant };
        ALL.into_iter().filter(|letter| is_due(record, *letter, to(letter))).collect()
    }

    #[test]
    fn each_state_has_its_letters() {
        let rejected = || Status::Rejected { at: AT, message: None };
        let one = |proof, status, door, is_settled| record(proof, status, [(Matrix, door)], is_settled);
        let pending = |proof, status| one(proof, status, Door::Pending, false);
        let unheard = Proof::Unheard { asks: true };
        let cases: [(&str, Registration, &[Letter]); 12] = [
            ("unconfirmed", pending(Proof::Awaited, Status::Pending), &[Confirm, YourLinks]),
            ("unheard", pending(unheard, Status::Pending), &[AlreadyAsked, YourLinks]),
            ("pending", pending(GIVEN, Status::Pending), &[Received, PleaseDecide, ReminderHalf, ReminderLast, NobodyDecided, YourLinks]),
            ("rejected", pending(GIVEN, rejected()), &[Rejected, YourLinks]),
            ("approved", pending(GIVEN, APPROVED), &[Approved, TwoDaysLeft, YourLinks]),
            ("processing", one(GIVEN, APPROVED, processing(), true), &[YourLinks]),
            ("failed", one(GIVEN, APPROVED, failed(Trouble::NameTaken), true), &[NeedsYou, YourLinks]),
            ("conflict", one(GIVEN, APPROVED, failed(Trouble::Conflict), true), &[CouldNotOpen, NeedsYou, YourLinks]),
            ("unavailable", one(GIVEN, APPROVED, failed(Trouble::Unavailable), true), &[CouldNotOpen, NeedsYou, YourLinks]),
            ("success", one(GIVEN, APPROVED, success(Matrix), true), &[AccountReady, YourLinks]),
            ("address added later", one(Proof::AwaitedLater, APPROVED, success(Matrix), true), &[Confirm, YourLinks]),
            ("address added later, unheard", one(Proof::UnheardLater, APPROVED, success(Matrix), true), &[YourLinks]),
        ];
        for (state, record, letters) in cases {
            assert_eq!(due(&record), letters, "{state}");
        }
    }

    #[test]
    fn each_state_of_two_doors_has_its_letters() {
        let both = |proof, status, matrix, mastodon| record(proof, status, [(Matrix, matrix), (Mastodon, mastodon)], false);
        let beside = Proof::AwaitedBeside;
        let rejected = Status::Rejected { at: AT, message: None };
        let cases: [(&str, Registration, &[Letter]); 9] = [
            (
                "pending, address awaited beside",
                both(beside, Status::Pending, Door::Pending, Door::Pending),
                &[Confirm, Received, PleaseDecide, ReminderHalf, ReminderLast, NobodyDecided, YourLinks],
            ),
            ("rejected, address awaited beside", both(beside, rejected, Door::Pending, Door::Pending), &[Rejected, YourLinks]),
            (
                "approved, address awaited beside",
                both(beside, APPROVED, Door::Pending, Door::Pending),
                &[Confirm, Approved, TwoDaysLeft, YourLinks],
            ),
            (
                "one open, address awaited beside",
                both(beside, APPROVED, success(Matrix), Door::Pending),
                &[Confirm, AccountReady, YourLinks],
            ),
            ("one begun, one not", both(GIVEN, APPROVED, processing(), Door::Pending), &[YourLinks]),
            ("one open, one processing", both(GIVEN, APPROVED, success(Matrix), processing()), &[AccountReady, OneReady, YourLinks]),
            (
                "one open, one failed",
                both(GIVEN, APPROVED, success(Matrix), failed(Trouble::Conflict)),
                &[AccountReady, CouldNotOpen, NeedsYou, YourLinks],
            ),
            ("one failed, one processing", both(GIVEN, APPROVED, failed(Trouble::NameTaken), processing()), &[NeedsYou, YourLinks]),
            ("both open", both(GIVEN, APPROVED, success(Matrix), success(Mastodon)), &[AccountReady, YourLinks]),
        ];
        for (state, record, letters) in cases {
            assert_eq!(due(&record), letters, "{state}");
        }
    }

    #[test]
    fn whoever_voted_is_not_reminded() {
        let mut record = record(Proof::NotAsked, Status::Pending, [(Matrix, Door::Pending)], false);
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
        let pending = record(Proof::NotAsked, Status::Pending, [(Matrix, Door::Pending)], false);
        let failed = record(GIVEN, APPROVED, [(Matrix, failed(Trouble::Conflict))], true);
        for record in [pending, failed] {
            for letter in ALL {
                assert!(!is_due(&record, letter, Receiver::Moderator(OWN)), "{letter:?}");
                let for_moderators = FOR_MODERATORS.contains(&letter);
                assert!(!(for_moderators && is_due(&record, letter, Receiver::Applicant)), "{letter:?}");
                assert!(for_moderators || !is_due(&record, letter, Receiver::Moderator(MODERATOR)), "{letter:?}");
            }
        }
    }
}
