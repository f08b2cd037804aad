//! What a registration's own page and the queue both know of a decision: the words of who is turned away, whom letters reach, how the
//! votes stand, and what moderators should know. How it is decided is the desk's to say.

use shared::crypto::fingerprint::Fingerprint;
use shared::registration::ballot::Choice;
use shared::registration::{Proof, Registration};
use shared::root::Roots;

use super::forms::Fields;
use super::site::Site;
use super::views::{Flag, Vote, Votes, Words};
use crate::desk::decide;

/// Whether letters reach the applicant: one who gave no address, or has not confirmed one that nobody needs, reads their page.
pub(super) fn hears(record: &Registration) -> bool {
    record.application.email.is_some() && !matches!(record.proof, Proof::AwaitedLater | Proof::UnheardLater)
}

/// What a pressed button sent for whoever is turned away.
pub(super) fn words(fields: &Fields) -> Words {
    let text = |name: &str| fields.text(name).replace("\r\n", "\n");
    Words { reason: text("reason"), message: text("message"), silent: fields.typed("silent").is_some() }
}

/// The words as the applicant reads them: the ready-made reason, then the moderator's own.
pub(super) fn said(words: &Words) -> Option<String> {
    let parts: Vec<&str> = [&words.reason, &words.message].into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// A moderator's address, as the settings name it.
pub(super) fn address(site: &Site, roots: &Roots, moderator: Fingerprint) -> Option<String> {
    site.moderator(roots, moderator).map(|address| address.as_str().to_owned())
}

/// How the votes stand.
pub(super) fn votes(count: decide::Votes) -> Votes {
    Votes {
        approve: count.approve,
        reject: count.reject,
        needed_approve: count.needed_approve,
        needed_reject: count.needed_reject,
        mine: count.mine.map(vote),
    }
}

/// A vote.
pub(super) const fn vote(choice: Choice) -> Vote {
    match choice {
        Choice::Approve => Vote::Approve,
        Choice::Reject => Vote::Reject,
    }
}

/// What a moderator should know.
pub(super) fn flags(record: &Registration) -> Vec<Flag> {
    let address = record.application.email.is_some();
    let flags = [
        (Flag::SameAddress, record.same_address),
        (Flag::NoAddress, !address),
        (Flag::Unproved, address && !matches!(record.proof, Proof::Given { .. }) && !record.is_unconfirmed()),
    ];
    flags.into_iter().filter(|(_, raised)| *raised).map(|(flag, _)| flag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ready_made_reason_stands_before_ones_own_words() {
        let words = |reason: &str, message: &str| said(&Words { reason: reason.to_owned(), message: message.to_owned(), silent: false });
        assert_eq!(words("We are full.", " Ask in spring. ").as_deref(), Some("We are full.\n\nAsk in spring."));
        assert_eq!(words("We are full.", "\n").as_deref(), Some("We are full."));
        assert_eq!(words("", "Ask in spring.").as_deref(), Some("Ask in spring."));
        assert_eq!(words(" ", ""), None);
    }
}
