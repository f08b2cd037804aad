//! What is wrong with what was sent: which field, and what about it.
//!
//! Owns the faults that the desk finds, and how they read on the JSON road. A page has words of its own for the same
//! faults. Nothing that was sent is repeated in them.

use shared::localpart::{self, NameFault};

use crate::problem;

/// A field of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The address.
    Email,
    /// The name wished for or chosen.
    Username,
    /// The name to sign in with.
    UserId,
    /// Why they want to join.
    Reason,
    /// The answers as a whole.
    Answers,
    /// The answer to a question, counted from 1.
    Answer(usize),
    /// The doors.
    Services,
    /// The password.
    Password,
    /// The password that takes another's place.
    NewPassword,
    /// A moderator's words.
    Message,
    /// The title of a post.
    Title,
    /// The content of a post.
    Content,
    /// The content of a post, as one text.
    PostData,
    /// A post as a whole.
    Post,
    /// The `Idempotency-Key` of the request.
    IdempotencyKey,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// No address where one is required.
    EmailMissing,
    /// Not an address.
    EmailMalformed,
    /// The registration has another address.
    EmailDiffers,
    /// No name where one is needed.
    NameMissing,
    /// A name against the rule.
    Name(NameFault),
    /// Another registration holds the name.
    NameTaken,
    /// No reason where one is required.
    ReasonMissing,
    /// An answer to a question that nobody asked.
    QuestionUnknown,
    /// Too many characters.
    TextTooLong {
        /// Characters allowed.
        max: usize,
    },
    /// No text, or nothing but blanks.
    TextMissing,
    /// The same text, sent twice and differently.
    TextsDiffer,
    /// Nothing that could be changed.
    NothingSent,
    /// No door chosen.
    DoorMissing,
    /// A door that is not open.
    DoorClosed,
    /// Too few characters.
    PasswordShort {
        /// Characters needed.
        min: usize,
    },
    /// Too many characters.
    PasswordLong {
        /// Characters allowed.
        max: usize,
    },
    /// Too many bytes for a door that looks at no more of them.
    PasswordBytes {
        /// Bytes allowed.
        max: usize,
    },
    /// A NUL character.
    PasswordNul,
    /// Too easy to guess.
    PasswordWeak,
    /// No password where one is needed.
    PasswordMissing,
    /// The platform does not take it.
    PasswordRefused,
    /// Not 22 to 255 visible ASCII characters.
    KeyMalformed,
    /// The key came before with another body.
    KeyOfAnotherBody,
}

/// One fault at one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub field: Field,
    /// What.
    pub what: What,
}

impl Fault {
    /// A fault at a field.
    pub const fn new(field: Field, what: What) -> Self {
        Self { field, what }
    }

    /// The JSON Pointer (RFC 6901) of the field; `""` where it is not in the body.
    pub fn pointer(self) -> String {
        match self.field {
            Field::Email => "/email".to_owned(),
            Field::Username => "/username".to_owned(),
            Field::UserId => "/user_id".to_owned(),
            Field::Reason => "/reason".to_owned(),
            Field::Answers => "/answers".to_owned(),
            Field::Answer(number) => format!("/answers/{number}"),
            Field::Services => "/services".to_owned(),
            Field::Password => "/password".to_owned(),
            Field::NewPassword => "/new_password".to_owned(),
            Field::Message => "/message".to_owned(),
            Field::Title => "/title".to_owned(),
            Field::Content => "/content".to_owned(),
            Field::PostData => "/post_data".to_owned(),
            Field::Post | Field::IdempotencyKey => String::new(),
        }
    }

    /// The sentence that programs and their authors read.
    pub fn detail(self) -> String {
        let text = match self.what {
            What::EmailMissing => "An address is required.",
            What::EmailMalformed => "This is not an e-mail address that letters can be sent to.",
            What::EmailDiffers => "The registration has another address.",
            What::NameMissing => "A name is needed.",
            What::Name(fault) => return name_detail(fault),
            What::NameTaken => "This name is not available.",
            What::ReasonMissing => "A reason is required.",
            What::QuestionUnknown => "It answers a question that is not asked here.",
            What::TextTooLong { max } => return format!("At most {max} characters."),
            What::TextMissing => "It may not be empty.",
            What::TextsDiffer => "It says another thing than content: send one of them.",
            What::NothingSent => "Send title, content, post_data or published.",
            What::DoorMissing => "Name at least one service.",
            What::DoorClosed => "It names a service that is not open.",
            What::PasswordShort { min } => return format!("A password needs at least {min} characters."),
            What::PasswordLong { max } => return format!("A password has at most {max} characters."),
            What::PasswordMissing => "A password is needed.",
            What::PasswordRefused => "The platform does not take this password. Choose another one.",
            What::PasswordBytes { max } => {
                return format!("A password has at most {max} bytes in UTF-8: an a is one, an ä is two, an emoji is four.");
            }
            What::PasswordNul => "A password has no NUL character.",
            What::PasswordWeak => "This password is too easy to guess.",
            What::KeyMalformed => "The Idempotency-Key header needs 22 to 255 visible ASCII characters.",
            What::KeyOfAnotherBody => "The idempotency key came before, with another body.",
        };
        text.to_owned()
    }
}

fn name_detail(fault: NameFault) -> String {
    match fault {
        NameFault::Empty => What::NameMissing.into_detail(),
        NameFault::TooLong => format!("A name has at most {} characters.", localpart::LENGTH_MAX),
        NameFault::Characters => "A name may contain only a-z, 0-9 and _.".to_owned(),
        // One word for taken, held and reserved.
        NameFault::Reserved => What::NameTaken.into_detail(),
        NameFault::DigitsOnly => "A name must contain a letter.".to_owned(),
        NameFault::LeadingUnderscore => "A name may not begin with _.".to_owned(),
    }
}

impl What {
    fn into_detail(self) -> String {
        Fault::new(Field::Username, self).detail()
    }
}

impl From<Fault> for problem::Fault {
    fn from(fault: Fault) -> Self {
        Self::new(fault.pointer(), fault.detail())
    }
}
