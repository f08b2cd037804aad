//! What there is to do: every job of the product as one tagged enum.
//!
//! A job carries ids and fingerprints only, never anything personal; its handler loads what it needs
//! when it runs. Each has a random id of its own, made by the transition that causes it, which survives
//! retry, forward and redrive. What a job does is the worker's business; where it waits is `queue`'s.

pub mod queue;
pub mod request;
pub mod unknown;

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    audit::Deed,
    clock::Timestamp,
    crypto::{fingerprint::Fingerprint, random},
    keyspace::{MemberId, NoticeId, Partition, PostId, Rid},
    platform::Platform,
};

/// The version of the wire form; a worker leaves jobs of a newer one to newer workers.
const FORMAT: u8 = 1;

/// A queue of its own within each partition, so that a slow platform never holds up letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Letters to people.
    Letters,
    /// Accounts on Matrix.
    Matrix,
    /// Accounts on Mastodon.
    Mastodon,
    /// What people want of their own accounts, while they wait: beside the making of accounts, not behind it.
    OwnAccounts,
    /// Questions that somebody waits for.
    Questions,
    /// The house's own upkeep: claims and seats.
    House,
}

impl Lane {
    /// Every lane, in the order of their numbers.
    pub const ALL: [Self; 6] = [Self::Letters, Self::Matrix, Self::Questions, Self::House, Self::Mastodon, Self::OwnAccounts];

    /// Its place among a partition's streams, from 1.
    pub const fn number(self) -> i64 {
        match self {
            Self::Letters => 1,
            Self::Matrix => 2,
            Self::Questions => 3,
            Self::House => 4,
            Self::Mastodon => 5,
            Self::OwnAccounts => 6,
        }
    }

    /// Its name as operators read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Matrix => "matrix",
            Self::Questions => "questions",
            Self::House => "house",
            Self::Mastodon => "mastodon",
            Self::OwnAccounts => "own_accounts",
        }
    }

    /// The lane with this number.
    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.number() == i64::from(number))
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The letters of a registration, and those that outlive it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// Did you ask for this? Press Yes.
    Confirm,
    /// Moderators have been asked.
    Received,
    /// A moderator's link to look and decide.
    PleaseDecide,
    /// Half of the time is over and nobody has decided.
    ReminderHalf,
    /// Nine tenths of the time are over.
    ReminderLast,
    /// Approved: choose name and password.
    Approved,
    /// Rejected, with the moderator's words.
    Rejected,
    /// One hour before the end: nobody has decided.
    NobodyDecided,
    /// The account is made.
    AccountReady,
    /// One account is made, and another one takes longer.
    OneReady,
    /// An account will not be made: moderators hear.
    CouldNotOpen,
    /// A platform refused something that only the applicant can mend.
    NeedsYou,
    /// Two days left to choose name and password.
    TwoDaysLeft,
    /// This address has asked already.
    AlreadyAsked,
    /// The links of an address's open registrations.
    YourLinks,
}

/// Whom a letter goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// The registration's address.
    Applicant,
    /// The moderator with this fingerprint.
    Moderator(Fingerprint),
}

/// A job. Everything it needs is loaded when it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Job {
    /// Sends one letter to one receiver.
    Letter {
        /// The registration it is about.
        rid: Rid,
        /// Which letter.
        letter: Letter,
        /// To whom.
        to: Receiver,
    },
    /// Opens the account of an approved, settled registration on one platform.
    Provision {
        /// The registration.
        rid: Rid,
        /// The platform.
        platform: Platform,
    },
    /// Keeps a name for its registration until the registration's deadline.
    ProlongName {
        /// The name's fingerprint.
        name: Fingerprint,
        /// The door it is held on.
        platform: Platform,
        /// The registration that holds it.
        owner: Rid,
    },
    /// Gives a name back, if its registration does not want it by then.
    ReleaseName {
        /// The name's fingerprint.
        name: Fingerprint,
        /// The door it was held on.
        platform: Platform,
        /// The registration that held it.
        owner: Rid,
    },
    /// Keeps an address's seat for an open registration until the registration's deadline.
    ProlongSeat {
        /// The address's fingerprint.
        address: Fingerprint,
        /// The registration.
        owner: Rid,
    },
    /// Gives the seat back, if its registration does not want it by then.
    ReleaseSeat {
        /// The address's fingerprint.
        address: Fingerprint,
        /// The registration.
        owner: Rid,
    },
    /// Leaves an address alone for a while: its owner said "this was not me".
    RestAddress {
        /// The address's fingerprint.
        address: Fingerprint,
        /// Until when.
        until: Timestamp,
    },
    /// Holds a sign-in name as its member, or the registration that will make it, wants by then.
    ClaimSignIn {
        /// The member, there or not yet.
        member: MemberId,
        /// The sign-in name's fingerprint.
        print: Fingerprint,
    },
    /// Holds an address for its member to sign in with, if the member wants it by then.
    ClaimAddress {
        /// The member.
        member: MemberId,
        /// The address's fingerprint.
        print: Fingerprint,
    },
    /// Ends what opens a member that never proved its address, and hands the address to the one that did.
    EndYielded {
        /// The member that yields.
        member: MemberId,
        /// The member that proved the address.
        to: MemberId,
        /// The address's fingerprint.
        print: Fingerprint,
    },
    /// Copies a member's password to its account on one platform.
    CopyPassword {
        /// The member.
        member: MemberId,
        /// The platform.
        platform: Platform,
        /// The change of the password that caused it: a later one has a job of its own.
        serial: u64,
    },
    /// Clears up behind a member that has left. It never looks at the record.
    MemberLeft {
        /// The member.
        member: MemberId,
        /// The fingerprint of its sign-in name.
        user_id: Option<Fingerprint>,
        /// The fingerprint of its address.
        address: Option<Fingerprint>,
    },
    /// Tells a post's owner what a moderator did to the post. It waits in the board's partition.
    PostModerated {
        /// The owner.
        member: MemberId,
        /// The post, which may be deleted.
        post: PostId,
        /// What was done.
        deed: Deed,
    },
    /// Binds the newest audit entries of a partition into its chain.
    SealAudit {
        /// The partition.
        partition: u8,
    },
    /// Sends the letter of a notice to its address.
    Notice {
        /// The notice, which says which letter.
        notice: NoticeId,
    },
    /// Puts a question about a person's own account to a platform, for somebody who waits.
    Ask {
        /// The question's id, in this partition.
        request: String,
        /// The partition it lies in.
        partition: u8,
    },
    /// Asks a platform whether a name is free, for somebody who waits.
    CheckName {
        /// The question's id, in this partition.
        request: String,
        /// The partition it lies in.
        partition: u8,
    },
}

impl Job {
    /// The lane it waits in.
    pub const fn lane(&self) -> Lane {
        match self {
            Self::Letter { .. } | Self::Notice { .. } | Self::PostModerated { .. } => Lane::Letters,
            Self::Provision { platform: Platform::Matrix, .. } => Lane::Matrix,
            Self::Provision { platform: Platform::Mastodon, .. } => Lane::Mastodon,
            Self::Ask { .. } | Self::CopyPassword { .. } => Lane::OwnAccounts,
            Self::CheckName { .. } => Lane::Questions,
            Self::ProlongName { .. }
            | Self::ReleaseName { .. }
            | Self::ProlongSeat { .. }
            | Self::ReleaseSeat { .. }
            | Self::RestAddress { .. }
            | Self::ClaimSignIn { .. }
            | Self::ClaimAddress { .. }
            | Self::EndYielded { .. }
            | Self::MemberLeft { .. }
            | Self::SealAudit { .. } => Lane::House,
        }
    }

    /// The job's kind as operators read it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Letter { .. } => "letter",
            Self::Notice { .. } => "notice",
            Self::Ask { .. } => "ask",
            Self::Provision { .. } => "provision",
            Self::ProlongName { .. } => "prolong_name",
            Self::ReleaseName { .. } => "release_name",
            Self::ProlongSeat { .. } => "prolong_seat",
            Self::ReleaseSeat { .. } => "release_seat",
            Self::RestAddress { .. } => "rest_address",
            Self::CheckName { .. } => "check_name",
            Self::ClaimSignIn { .. } => "claim_sign_in",
            Self::ClaimAddress { .. } => "claim_address",
            Self::EndYielded { .. } => "end_yielded",
            Self::CopyPassword { .. } => "copy_password",
            Self::MemberLeft { .. } => "member_left",
            Self::PostModerated { .. } => "post_moderated",
            Self::SealAudit { .. } => "seal_audit",
        }
    }
}

/// A job with its own id and the count of its failures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// The wire form's version.
    #[serde(rename = "f")]
    pub format: u8,
    /// Random, made once; survives retry, forward and redrive.
    pub id: String,
    /// How often it failed, counted by us.
    pub attempts: u32,
    /// What to do.
    pub job: Job,
}

impl Envelope {
    /// A new job.
    pub fn new(job: Job) -> Self {
        Self { format: FORMAT, id: Fingerprint::from_bytes(random()).to_string(), attempts: 0, job }
    }

    /// Whether this version understands it.
    pub const fn is_known(&self) -> bool {
        self.format <= FORMAT
    }

    /// As it waits in a stream.
    pub fn body(&self) -> String {
        // Ids, prints, numbers and enum names: nothing in it can fail to be JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it waits in the set of later jobs: the lane's number stands before it.
    pub fn member(&self) -> String {
        format!("{} {}", self.job.lane().number(), self.body())
    }
}

/// A job that this process holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its partition.
    pub partition: Partition,
    /// Its lane.
    pub lane: Lane,
    /// Its place in the stream.
    pub entry: String,
    /// Who holds it.
    pub consumer: Arc<str>,
    /// How often it was handed out: once more each time a process died holding it.
    pub deliveries: u32,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    #[test]
    fn an_envelope_reads_back() {
        let envelope = Envelope::new(Job::Letter {
            rid: Rid::from_bytes([7; 16]),
            letter: Letter::PleaseDecide,
            to: Receiver::Moderator(Fingerprint::NONE),
        });
        assert_eq!(serde_json::from_str::<Envelope>(&envelope.body()).unwrap(), envelope);
        assert!(envelope.member().starts_with("1 {"));
    }

    #[test]
    fn lanes_and_their_numbers_agree() {
        for (index, lane) in Lane::ALL.into_iter().enumerate() {
            assert_eq!(lane.number(), i64::try_from(index).unwrap() + 1);
            assert_eq!(Lane::of(u8::try_from(lane.number()).unwrap()), Some(lane));
        }
    }
}
