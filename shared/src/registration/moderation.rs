//! What moderators decide: one vote each, a quorum, a veto. Pure.

use super::{
    Registration, Status,
    ballot::Choice,
    provision,
    status::{Refusal, Terms, Transition, last_call, letter_to_applicant},
};
use crate::{
    audit::Deed,
    clock::{Timestamp, later},
    crypto::fingerprint::Fingerprint,
    job::Letter,
};

/// What a moderator put into the box.
pub(super) struct Ballotpaper {
    /// For what.
    pub(super) choice: Choice,
    /// Words for the applicant.
    pub(super) message: Option<String>,
    /// Whether the applicant gets a letter.
    pub(super) letter: bool,
}

pub(super) fn vote(
    record: &Registration,
    moderator: Fingerprint,
    paper: Ballotpaper,
    terms: &Terms,
    now: Timestamp,
) -> Result<Transition, Refusal> {
    if !terms.electorate.moderators.contains(&moderator) {
        return Err(Refusal::NotYours);
    }
    if record.application.email.as_ref().is_some_and(|contact| contact.print == moderator) {
        return Err(Refusal::OwnRegistration);
    }
    match (&record.status, paper.choice) {
        (Status::Approved { .. }, Choice::Approve) | (Status::Rejected { .. }, Choice::Reject) => return Ok(Transition::same()),
        (Status::Approved { .. }, Choice::Reject) | (Status::Rejected { .. }, Choice::Approve) => return Err(Refusal::DecidedOtherwise),
        (Status::Pending, _) if record.is_unconfirmed() => return Err(Refusal::NotConfirmed),
        (Status::Pending, _) => {}
    }
    let ballot = record.ballot.with(moderator, paper.choice, now);
    let decides = ballot.decides(paper.choice, &terms.electorate);
    if !decides && record.ballot.of(moderator) == Some(paper.choice) {
        return Ok(Transition::same());
    }
    let next = Registration { ballot, modified_at: now, ..record.clone() };
    Ok(match (decides, paper.choice) {
        (false, Choice::Approve) => Transition::to(next).noting(Deed::VotedApprove, record.rid, Some(moderator), now),
        (false, Choice::Reject) => Transition::to(next).noting(Deed::VotedReject, record.rid, Some(moderator), now),
        (true, Choice::Approve) => approve(next, terms, now).noting(Deed::Approved, record.rid, Some(moderator), now),
        (true, Choice::Reject) => reject(next, paper, terms, now).noting(Deed::Rejected, record.rid, Some(moderator), now),
    })
}

fn approve(mut next: Registration, terms: &Terms, now: Timestamp) -> Transition {
    next.status = Status::Approved { at: now };
    // Whoever has chosen a password may sign in from here on, though the name for the accounts may come later.
    next.is_member |= next.hash.is_some();
    if next.is_settled() {
        return provision::begin(next, &[], terms, now);
    }
    next.expires_at = later(now, terms.lifetimes.approved);
    let warning = last_call(next.expires_at, terms.lifetimes.approved, terms.timing.approved_warning);
    let approved = letter_to_applicant(&next, Letter::Approved);
    let two_days = letter_to_applicant(&next, Letter::TwoDaysLeft).map(|job| (job, Some(warning)));
    let mut transition = Transition::to(next).causing(approved);
    transition.jobs.extend(two_days);
    transition
}

fn reject(mut next: Registration, paper: Ballotpaper, terms: &Terms, now: Timestamp) -> Transition {
    next.status = Status::Rejected { at: now, message: paper.message };
    next.set_password(None);
    next.expires_at = later(now, terms.timing.rejected_ttl);
    let letter = paper.letter.then(|| letter_to_applicant(&next, Letter::Rejected)).flatten();
    Transition::to(next).causing(letter)
}
