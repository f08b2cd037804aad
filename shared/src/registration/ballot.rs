//! Votes, quorum and veto: pure.
//!
//! A moderator has one vote by whatever way, and may change it until the decision. Votes count by the
//! settings at the moment a vote arrives: those of moderators who have left no longer do. One rejection
//! as quorum is a veto.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{clock::Timestamp, crypto::fingerprint::Fingerprint};

/// What a moderator wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Let them in.
    Approve,
    /// Do not.
    Reject,
}

/// One moderator's vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// For what.
    pub choice: Choice,
    /// Since when.
    pub at: Timestamp,
}

/// Who may vote and how many must agree, by the settings of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Electorate {
    /// The moderators' fingerprints.
    pub moderators: Vec<Fingerprint>,
    /// How many approvals approve.
    pub approvals: u32,
    /// How many rejections reject.
    pub rejections: u32,
}

/// The votes of one registration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ballot(BTreeMap<Fingerprint, Vote>);

/// How many stand on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Approvals of present moderators.
    pub approve: u32,
    /// Rejections of present moderators.
    pub reject: u32,
}

impl Ballot {
    /// The vote of one moderator.
    pub fn of(&self, moderator: Fingerprint) -> Option<Choice> {
        self.0.get(&moderator).map(|vote| vote.choice)
    }

    /// Everybody's votes.
    pub fn votes(&self) -> impl Iterator<Item = (Fingerprint, Vote)> + '_ {
        self.0.iter().map(|(moderator, vote)| (*moderator, *vote))
    }

    /// The ballot with this vote in it.
    #[must_use]
    pub fn with(&self, moderator: Fingerprint, choice: Choice, at: Timestamp) -> Self {
        let mut votes = self.0.clone();
        votes.insert(moderator, Vote { choice, at });
        Self(votes)
    }

    /// Counts the votes of those who are moderators now.
    pub fn tally(&self, electorate: &Electorate) -> Tally {
        let count = |side| {
            let votes = self.0.iter().filter(|(moderator, vote)| vote.choice == side && electorate.moderators.contains(moderator)).count();
            u32::try_from(votes).unwrap_or(u32::MAX)
        };
        Tally { approve: count(Choice::Approve), reject: count(Choice::Reject) }
    }

    /// Whether enough agree with a vote for `side` that arrived just now.
    pub fn decides(&self, side: Choice, electorate: &Electorate) -> bool {
        let tally = self.tally(electorate);
        match side {
            Choice::Approve => tally.approve >= electorate.approvals,
            Choice::Reject => tally.reject >= electorate.rejections,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moderator(number: u8) -> Fingerprint {
        Fingerprint::from_bytes([number; 16])
    }

    fn electorate(moderators: u8, approvals: u32, rejections: u32) -> Electorate {
        Electorate { moderators: (0..moderators).map(moderator).collect(), approvals, rejections }
    }

    proptest! {
        #[test]
        fn a_moderator_counts_once_whatever_they_do(votes in prop::collection::vec((0..6_u8, any::<bool>()), 0..40)) {
            let electorate = electorate(4, 2, 1);
            let mut ballot = Ballot::default();
            for (who, approve) in &votes {
                ballot = ballot.with(moderator(*who), if *approve { Choice::Approve } else { Choice::Reject }, Timestamp::UNIX_EPOCH);
            }
            let tally = ballot.tally(&electorate);
            let present: std::collections::BTreeSet<u8> = votes.iter().map(|(who, _)| *who).filter(|who| *who < 4).collect();
            prop_assert_eq!((tally.approve + tally.reject) as usize, present.len(), "strangers and repeats never count");
            for who in present {
                let last = votes.iter().rev().find(|(voter, _)| *voter == who).map(|(_, approve)| *approve);
                prop_assert_eq!(ballot.of(moderator(who)) == Some(Choice::Approve), last == Some(true));
            }
        }

        #[test]
        fn a_side_decides_exactly_at_its_quorum(approvals in 1..5_u32, rejections in 1..5_u32, yes in 0..5_u8, no in 0..5_u8) {
            let electorate = electorate(10, approvals, rejections);
            let mut ballot = Ballot::default();
            for who in 0..yes { ballot = ballot.with(moderator(who), Choice::Approve, Timestamp::UNIX_EPOCH); }
            for who in yes..yes + no { ballot = ballot.with(moderator(who), Choice::Reject, Timestamp::UNIX_EPOCH); }
            prop_assert_eq!(ballot.decides(Choice::Approve, &electorate), u32::from(yes) >= approvals);
            prop_assert_eq!(ballot.decides(Choice::Reject, &electorate), u32::from(no) >= rejections);
        }
    }
}
