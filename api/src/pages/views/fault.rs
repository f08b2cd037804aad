//! What is wrong with a form and where. The words are the locale's and the same in the summary and beside the
//! field; nothing a person typed is repeated in them. Which faults there are is the handlers' finding.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use shared::localpart::NameFault;

/// A form field, by the id its control has on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The mail address.
    Email,
    /// The wished or chosen name.
    Username,
    /// The reason.
    Reason,
    /// The answer to an operator's question, counted from 1.
    Answer(usize),
    /// The doors.
    Services,
    /// The password.
    Password,
    /// The password that takes another's place.
    NewPassword,
    /// The password so far.
    OldPassword,
    /// The password of whoever leaves.
    LeavePassword,
    /// A moderator's words.
    Message,
    /// The title of a post.
    Title,
    /// The content of a post.
    Content,
}

impl Field {
    /// The control's id, which is also the name that the form sends.
    pub fn id(self) -> String {
        match self {
            Self::Email => "email".to_owned(),
            Self::Username => "username".to_owned(),
            Self::Reason => "reason".to_owned(),
            Self::Answer(number) => format!("answer-{number}"),
            Self::Services => "services".to_owned(),
            Self::Password | Self::NewPassword => "password".to_owned(),
            Self::OldPassword => "old-password".to_owned(),
            Self::LeavePassword => "leave-password".to_owned(),
            Self::Message => "message".to_owned(),
            Self::Title => "title".to_owned(),
            Self::Content => "content".to_owned(),
        }
    }
}

/// What can be wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// No address where one is required.
    EmailMissing,
    /// No address, and Mastodon, which was chosen, needs one.
    EmailForMastodon,
    /// No address, and who wants to sign in needs one.
    EmailForPassword,
    /// Not an address.
    EmailMalformed,
    /// A name against the rule.
    Name(NameFault),
    /// Taken, held or reserved: one word for all three.
    NameTaken,
    /// No reason where one is required.
    ReasonMissing,
    /// No text where one is required.
    TextMissing,
    /// A text that is too long.
    TextTooLong {
        /// Characters allowed.
        max: usize,
    },
    /// No door chosen.
    DoorMissing,
    /// A door that is not open.
    DoorClosed,
    /// Neither typed nor "make one for me".
    PasswordMissing,
    /// Too short.
    PasswordShort {
        /// Characters needed.
        min: usize,
    },
    /// Too long.
    PasswordLong {
        /// Characters allowed.
        max: usize,
    },
    /// Too long for a door that counts bytes.
    PasswordBytes {
        /// Bytes allowed.
        max: usize,
    },
    /// Too easy to guess.
    PasswordWeak,
    /// The platform does not take it.
    PasswordRefused,
    /// It is not the member's.
    WrongPassword,
    /// Nobody can sign in with that. One word for every reason.
    SignIn,
}

/// One fault at one field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub field: Field,
    /// What.
    pub kind: FaultKind,
}

impl Fault {
    /// A fault at a field.
    pub fn new(field: Field, kind: FaultKind) -> Self {
        Self { field, kind }
    }

    /// The text's key.
    pub fn key(self) -> &'static str {
        match self.kind {
            FaultKind::EmailMissing => "fault-email-missing",
            FaultKind::EmailForMastodon => "fault-email-for-mastodon",
            FaultKind::EmailForPassword => "fault-email-for-password",
            FaultKind::EmailMalformed => "fault-email-malformed",
            FaultKind::NameTaken => "fault-name-taken",
            FaultKind::Name(fault) => fault.key(),
            FaultKind::ReasonMissing => "fault-reason-missing",
            FaultKind::TextMissing if self.field == Field::Title => "fault-title-missing",
            FaultKind::TextMissing => "fault-content-missing",
            FaultKind::TextTooLong { .. } => match self.field {
                Field::Reason => "fault-reason-too-long",
                Field::Answer(_) => "fault-answer-too-long",
                Field::Title => "fault-title-too-long",
                Field::Content => "fault-content-too-long",
                _ => "fault-message-too-long",
            },
            FaultKind::DoorMissing => "fault-door-missing",
            FaultKind::DoorClosed => "fault-door-closed",
            FaultKind::PasswordMissing if self.field == Field::NewPassword => "fault-new-password-missing",
            FaultKind::PasswordMissing => "fault-password-missing",
            FaultKind::PasswordShort { .. } => "fault-password-short",
            FaultKind::PasswordLong { .. } => "fault-password-long",
            FaultKind::PasswordBytes { .. } => "fault-password-bytes",
            FaultKind::PasswordWeak if self.field == Field::NewPassword => "fault-new-password-weak",
            FaultKind::PasswordWeak => "fault-password-weak",
            FaultKind::PasswordRefused => "fault-password-refused",
            FaultKind::WrongPassword => "fault-wrong-password",
            FaultKind::SignIn => "fault-sign-in",
        }
    }

    /// The limit that the text names as `{ $count }`; 0 where it names none.
    pub fn count(self) -> usize {
        match self.kind {
            FaultKind::PasswordShort { min } => min,
            FaultKind::PasswordLong { max } | FaultKind::PasswordBytes { max } | FaultKind::TextTooLong { max } => max,
            _ => 0,
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fault = serializer.serialize_struct("Fault", 3)?;
        fault.serialize_field("field", &self.field.id())?;
        fault.serialize_field("key", self.key())?;
        fault.serialize_field("count", &self.count())?;
        fault.end()
    }
}
