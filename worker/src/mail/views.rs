//! What each letter is told: the facts that its writer may use, and no others.
//!
//! The rule: there is no field for what a letter must not hold. A moderator's letter cannot name the applicant's address,
//! and no letter can hold a password.

use shared::address::EmailAddress;
use shared::clock::Timestamp;
use shared::platform::{Platform, Services};
use shared::registration::provision::Trouble;

/// What every letter needs.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The name people know the place by.
    pub community: &'a str,
    /// The receiver's own link, the only secret in a letter; in letters that lead to a platform itself, its page for a new
    /// password, or its client.
    pub link: &'a str,
    /// When what the letter speaks of ends. Unused by letters that speak of no end.
    pub deadline: Timestamp,
    /// When the letter is written.
    pub now: Timestamp,
    /// Where its receiver may ask, if the operator says so.
    pub contact: Option<&'a EmailAddress>,
}

/// Which letter, and what it needs besides `Facts`.
#[derive(Clone)]
pub enum LetterView<'a> {
    /// To an unproved address: did you ask for this?
    Confirm,
    /// To an unproved address that only the Mastodon account waits for; moderators have heard.
    ConfirmBeside,
    /// To an address that was given after the approval: is it yours?
    ConfirmLater {
        /// Whether a Mastodon account waits for the answer.
        mastodon_waits: bool,
    },
    /// To the applicant: the moderators have it.
    Received {
        /// Whether a Mastodon account waits until the address is proved.
        mastodon_waits: bool,
    },
    /// To a moderator.
    PleaseDecide(Case<'a>),
    /// To a moderator who has not voted.
    Reminder {
        /// At nine tenths of the time, else at half.
        nine_tenths: bool,
        /// What is to be decided.
        case: Case<'a>,
    },
    /// To the applicant: yes, and name and password are to be chosen.
    Approved,
    /// To the applicant: no.
    Rejected {
        /// What the deciding moderator wrote.
        message: Option<&'a str>,
    },
    /// To the applicant, an hour before the end: nobody has decided.
    NobodyDecided,
    /// To the applicant: these doors are open, perhaps before others.
    AccountReady(Ready<'a>),
    /// To the applicant: an account cannot be made without them.
    NeedsYou(Needs),
    /// To a moderator: an account of an approved registration will not be made by itself.
    CouldNotOpen(CouldNotOpen<'a>),
    /// To the applicant: approved, not settled, ends soon.
    TwoDaysLeft,
    /// To an address with too many open registrations; the link leads to the lost-link page.
    AlreadyAsked,
    /// To an address: the links of its open registrations. `Facts::link` is unused.
    YourLinks(&'a [OwnLink<'a>]),
    /// To the owner of an account: its password on Mastodon is another one.
    PasswordChanged {
        /// Since when.
        at: Timestamp,
    },
    /// To the owner of an account: the link to a new password, good once and until `Facts::deadline`.
    SetPassword,
    /// To a member: its password is another one.
    MemberPasswordChanged {
        /// Since when.
        at: Timestamp,
        /// The platforms with an account that gets it as well.
        doors: &'a [Platform],
    },
    /// To a member: the link to a new password, good once and until `Facts::deadline`.
    SetMemberPassword {
        /// Whether every open door takes the new password from us.
        reaches_all: bool,
    },
    /// To the owner of an account: a wrong password was tried.
    SomebodyTried {
        /// When.
        at: Timestamp,
    },
    /// To the owner of an account that is not for us to change.
    ChangeItThere,
    /// To a member whose new password could not be copied to this door.
    CopyByHand {
        /// The door.
        platform: Platform,
        /// Whether `Facts::link` leads there, else to the member's own page.
        leads_there: bool,
    },
    /// To a post's owner: what a moderator did to it.
    PostModerated {
        /// Whether it is gone, else only out of sight.
        is_deleted: bool,
        /// What its owner called it, where it is still there to be looked at.
        title: Option<&'a str>,
    },
    /// To a moderator who asked: the link to everything that waits.
    QueueLink,
    /// To a member: a session was used by two, and has ended.
    SessionReused {
        /// When.
        at: Timestamp,
    },
    /// To somebody who was a member until now.
    Left {
        /// What the platforms call the accounts that stay there.
        accounts: Vec<(Platform, &'a str)>,
    },
}

impl LetterView<'_> {
    /// Every letter's name, in the order of their lives.
    pub const NAMES: [&'static str; 26] = [
        "confirm",
        "confirm-beside",
        "confirm-later",
        "received",
        "please-decide",
        "reminder",
        "approved",
        "rejected",
        "nobody-decided",
        "account-ready",
        "needs-you",
        "could-not-open",
        "two-days-left",
        "already-asked",
        "your-links",
        "password-changed",
        "set-password",
        "member-password-changed",
        "set-member-password",
        "somebody-tried",
        "change-it-there",
        "copy-by-hand",
        "post-moderated",
        "queue-link",
        "session-reused",
        "left",
    ];

    /// The letter's name: an operator's layout for it alone is called so.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::ConfirmBeside => "confirm-beside",
            Self::ConfirmLater { .. } => "confirm-later",
            Self::Received { .. } => "received",
            Self::PleaseDecide(_) => "please-decide",
            Self::Reminder { .. } => "reminder",
            Self::Approved => "approved",
            Self::Rejected { .. } => "rejected",
            Self::NobodyDecided => "nobody-decided",
            Self::AccountReady(_) => "account-ready",
            Self::NeedsYou(_) => "needs-you",
            Self::CouldNotOpen(_) => "could-not-open",
            Self::TwoDaysLeft => "two-days-left",
            Self::AlreadyAsked => "already-asked",
            Self::YourLinks(_) => "your-links",
            Self::PasswordChanged { .. } => "password-changed",
            Self::SetPassword => "set-password",
            Self::MemberPasswordChanged { .. } => "member-password-changed",
            Self::SetMemberPassword { .. } => "set-member-password",
            Self::SomebodyTried { .. } => "somebody-tried",
            Self::ChangeItThere => "change-it-there",
            Self::CopyByHand { .. } => "copy-by-hand",
            Self::PostModerated { .. } => "post-moderated",
            Self::QueueLink => "queue-link",
            Self::SessionReused { .. } => "session-reused",
            Self::Left { .. } => "left",
        }
    }
}

/// What moderators judge by. Has no field for the applicant's address on purpose.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// What tells this registration from others where there is no name.
    pub short_id: &'a str,
    /// The name they wish for.
    pub wish: Option<&'a str>,
    /// The doors they ask for.
    pub services: &'a Services,
    /// Why they want to join.
    pub reason: Option<&'a str>,
    /// The operator's questions and their answers.
    pub answers: &'a [(&'a str, &'a str)],
    /// What moderators should know.
    pub flags: &'a [Flag],
    /// How the vote stands.
    pub votes: Votes,
    /// The receiver's link to everything that waits: the one letter with two secrets of theirs.
    pub queue: &'a str,
}

/// What moderators should know about a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The same address asked before.
    SameAddress,
    /// No address was given.
    NoAddress,
    /// An address was given and nobody has proved it.
    Unproved,
}

/// How the vote stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Votes for.
    pub approve: u32,
    /// Votes against.
    pub reject: u32,
    /// How many it takes to approve.
    pub needed_approve: u32,
    /// How many it takes to reject.
    pub needed_reject: u32,
}

/// The accounts that are open, and how the other doors stand.
#[derive(Clone)]
pub struct Ready<'a> {
    /// The open ones, at least one, in the order of the doors.
    pub accounts: Vec<Account<'a>>,
    /// The other doors that were asked for.
    pub others: Vec<(Platform, Waits)>,
    /// Whether the password was made by us and waits on the applicant's page.
    pub generated: bool,
    /// Where they sign in here, once they are a member.
    pub sign_in: Option<String>,
}

/// An account that is open.
#[derive(Clone)]
pub enum Account<'a> {
    /// On Matrix.
    Matrix {
        /// `@name:server`.
        mxid: &'a str,
        /// The homeserver, for apps that ask.
        homeserver: &'a str,
        /// Where to sign in with a browser.
        client_url: Option<&'a str>,
        /// Rooms to begin with.
        rooms: &'a [String],
    },
    /// On Mastodon.
    Mastodon {
        /// `@name@host`.
        handle: String,
        /// The instance, where to sign in with a browser.
        url: &'a str,
        /// What is left to do before that.
        first: First,
    },
}

/// What somebody does before the first sign-in to Mastodon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// Nothing: the account has their password.
    Nothing,
    /// Sets a password: the one it was made with is nobody's.
    SetPassword {
        /// Mastodon's own page for that.
        page: String,
    },
    /// Presses the link in Mastodon's own letter.
    ConfirmThere,
}

/// Why a door that was asked for is not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// It is being worked on.
    Work,
    /// The address is not proved.
    Proof,
    /// Its applicant has something to choose.
    Choice,
    /// What its applicant chooses for another door is for this one too.
    Other,
    /// It failed, and a letter of its own says so.
    Failed,
}

/// What the applicant has to mend, and how the other doors stand.
#[derive(Clone)]
pub struct Needs {
    /// The doors that failed, at least one.
    pub failed: Vec<Needed>,
    /// The doors that are open, and what their accounts are called.
    pub open: Vec<(Platform, String)>,
    /// The doors that still wait for something.
    pub others: Vec<(Platform, Waits)>,
}

/// A door that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Which.
    pub platform: Platform,
    /// Why.
    pub trouble: Trouble,
    /// What another name would be for.
    pub name_is_for: NameIsFor,
}

/// What another name would be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameIsFor {
    /// Every account: no other one is made, or each wants another name.
    Every,
    /// Every account or this one alone, as the applicant likes.
    EveryOrThis,
    /// This one alone: another account is made, or may be.
    This,
}

/// An account that could not be opened, for moderators. Has no field for the applicant's address on purpose.
#[derive(Clone)]
pub struct CouldNotOpen<'a> {
    /// What tells this registration from others where there is no name.
    pub short_id: &'a str,
    /// The name they wished for, where it is the one that was tried: moderators know no other.
    pub wish: Option<&'a str>,
    /// The doors that failed and that the applicant alone cannot mend, at least one.
    pub failed: Vec<(Platform, Trouble)>,
}

/// One of the links that a lost-link letter lists.
#[derive(Clone, Copy)]
pub struct OwnLink<'a> {
    /// The receiver's link to this registration.
    pub link: &'a str,
    /// When it was made.
    pub created: Timestamp,
    /// How it stands.
    pub status: Standing,
}

/// How a registration stands, for its applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The address is not confirmed.
    Unconfirmed,
    /// The moderators have it.
    Pending,
    /// They said yes.
    Approved,
    /// The account is there.
    Open,
    /// They said no.
    Rejected,
}
