//! Why the desk did not do something, and the problem it is on the JSON road.

use std::time::Duration;

use shared::board::post;
use shared::crypto::password::Busy;
use shared::error::{Error, RedisFault};
use shared::registration::status::Refusal;

use super::{Fault, Field, What, seconds};
use crate::credentials::bearer::not_validated;
use crate::problem::{Kind, Problem};

/// Why something was not done. The same for every road.
#[derive(Debug)]
pub enum Refused {
    /// What was sent has these faults.
    Invalid(Vec<Fault>),
    /// The rules forbid it.
    Rule(Refusal),
    /// Somebody has that name to sign in with.
    UserIdTaken,
    /// Name and password do not belong together, or nobody signs in with that name.
    WrongPassword,
    /// The token is not good (any more).
    NotSignedIn,
    /// The rules of the board forbid it.
    Post(post::Refusal),
    /// The member's vote counts already.
    AlreadyVoted,
    /// The member has no vote to take back.
    NoVote,
    /// The idempotency key was used, and its answer cannot be given again.
    KeyUsed,
    /// Asked too often; time to wait.
    Limited(Duration),
    /// The record ended meanwhile.
    Gone,
    /// It could not be done; nothing or everything was written.
    Failed(Error),
}

impl Refused {
    /// One fault at one field.
    pub fn fault(field: Field, what: What) -> Self {
        Self::Invalid(vec![Fault::new(field, what)])
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Busy> for Refused {
    fn from(busy: Busy) -> Self {
        Self::Limited(busy.retry_after)
    }
}

impl From<RedisFault> for Refused {
    fn from(fault: RedisFault) -> Self {
        Self::Failed(fault.into())
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Invalid(faults) => Self::invalid(faults.into_iter().map(Into::into).collect()),
            Refused::Rule(refusal) => by_rule(refusal),
            Refused::UserIdTaken => Self::new(Kind::Conflict).with_detail("Somebody has this user_id."),
            Refused::WrongPassword => Self::new(Kind::NotSignedIn).with_detail("Invalid credentials"),
            Refused::NotSignedIn => not_validated(),
            Refused::Post(refusal) => on_board(refusal),
            Refused::AlreadyVoted => Self::new(Kind::Conflict).with_detail("You voted for this post already."),
            Refused::NoVote => Self::new(Kind::NotFound).with_detail("There is no vote of yours on this post."),
            Refused::KeyUsed => Self::new(Kind::KeyUsed),
            Refused::Limited(wait) => Self::rate_limited(seconds(wait)),
            Refused::Gone => Self::new(Kind::NotFound),
            Refused::Failed(error) => error.into(),
        }
    }
}

fn on_board(refusal: post::Refusal) -> Problem {
    match refusal {
        post::Refusal::NoSuchPost => Problem::new(Kind::NotFound).with_detail("There is no such post."),
        post::Refusal::NotYours => Problem::new(Kind::Forbidden).with_detail("The post is another member's."),
        post::Refusal::UnpublishedByModerator => Problem::new(Kind::Forbidden).with_detail("A moderator took this post off the board."),
    }
}

fn by_rule(refusal: Refusal) -> Problem {
    let conflict = |detail| Problem::new(Kind::Conflict).with_detail(detail);
    match refusal {
        Refusal::NotYours => Problem::new(Kind::Forbidden).with_detail("Whoever confirmed the address decides about this now."),
        Refusal::OwnRegistration => Problem::new(Kind::Forbidden).with_detail("Nobody votes on their own registration."),
        Refusal::NotConfirmed => Problem::new(Kind::NotConfirmed),
        Refusal::NothingToConfirm => conflict("There is nothing to confirm."),
        Refusal::DecidedOtherwise => Problem::new(Kind::AlreadyDecided),
        Refusal::NotApproved => conflict("The registration is not approved."),
        Refusal::Processing => Problem::new(Kind::Processing),
        Refusal::Done => conflict("The account was made."),
        Refusal::NameIsFixed => conflict("The account may exist under another name already: use that name."),
        Refusal::AnotherAddress => Refused::fault(Field::Email, What::EmailDiffers).into(),
        Refusal::NoPassword => conflict("There is no password yet."),
    }
}
