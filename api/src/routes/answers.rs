//! What the routes answer with, and how a record is shown to whom.
//!
//! The rule: a moderator never sees address, name or password; a chosen password is shown to nobody; a generated one only to
//! the applicant, until it is saved. Whether an address is heard of or rests is not to be seen from anything here.

use std::collections::BTreeMap;

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Enum, Object, Union};
use shared::clock::Timestamp;
use shared::platform::{Platform, Services};
use shared::registration::ballot::Choice;
use shared::registration::provision::{Door, Trouble};
use shared::registration::{Proof, Registration, Status};

use crate::credentials::Asker;
use crate::desk::apply::Applied;
use crate::desk::decide::Votes as Count;
use crate::desk::settle::sees_password;

/// The `mastodon_status` of a gate without that door: nobody can ask for it.
const NO_DOOR: &str = "pending";

/// A registration that was just made.
#[derive(Object)]
pub struct Made {
    /// Its identifier. No secret.
    rid: String,
    /// The only time that this token is answered. Keep it.
    token: String,
    /// The name wished for, or empty.
    username: String,
    /// The address, or empty.
    email: String,
    /// Always empty here.
    password: String,
    /// When it was made.
    created: String,
    /// When it last changed.
    modified: String,
    /// When it ends.
    expires: String,
    /// `pending`.
    status: String,
    /// `pending`.
    matrix_status: String,
    /// `pending`.
    mastodon_status: String,
    /// The doors asked for.
    services: Vec<String>,
}

impl Made {
    /// Shows what was made.
    pub fn of(applied: &Applied) -> Self {
        let record = &*applied.record;
        Self {
            rid: record.rid.to_string(),
            token: applied.token.expose().to_owned(),
            username: username(record),
            email: email(record),
            password: String::new(),
            created: time(record.created_at),
            modified: time(record.modified_at),
            expires: time(record.expires_at),
            status: status(record).to_owned(),
            matrix_status: record.door(Platform::Matrix).word().to_owned(),
            mastodon_status: NO_DOOR.to_owned(),
            services: services(&record.application.services),
        }
    }
}

/// A registration as its applicant and its caller see it.
#[derive(Object)]
pub struct Own {
    /// Its identifier.
    rid: String,
    /// The settled name, or the wish, or empty.
    username: String,
    /// The address, or empty.
    email: String,
    /// A password that was made for the applicant, until they have saved it; otherwise empty.
    password: String,
    /// When it was made.
    created: String,
    /// When it last changed.
    modified: String,
    /// When it ends.
    expires: String,
    /// `pending`, `approved` or `rejected`.
    status: String,
    /// `pending`, `processing`, `success` or `failed`.
    matrix_status: String,
    /// `pending`, `processing`, `success` or `failed`.
    mastodon_status: String,
    /// The doors asked for.
    services: Vec<String>,
    /// What a moderator wanted to say with the rejection.
    #[oai(skip_serializing_if_is_none)]
    message: Option<String>,
    /// Why an account was not made, and what helps.
    #[oai(skip_serializing_if_is_none)]
    problem: Option<DoorProblem>,
}

/// Why an account was not made.
#[derive(Object)]
pub struct DoorProblem {
    /// The door it is about.
    service: String,
    /// `name_taken`, `name_refused`, `password_refused`, `conflict` or `unavailable`.
    code: String,
    /// What it means and what to do.
    detail: String,
}

/// A registration as moderators see it.
#[derive(Object)]
pub struct Review {
    /// Its identifier.
    rid: String,
    /// Always null.
    username: Option<String>,
    /// Always null.
    email: Option<String>,
    /// Always null.
    password: Option<String>,
    /// When it was made.
    created: String,
    /// When it last changed.
    modified: String,
    /// When it ends.
    expires: String,
    /// `pending`, `approved` or `rejected`: the true status, whatever this moderator voted.
    status: String,
    /// `pending`, `processing`, `success` or `failed`.
    matrix_status: String,
    /// `pending`, `processing`, `success` or `failed`.
    mastodon_status: String,
    /// The doors asked for.
    services: Vec<String>,
    /// The name wished for.
    wish: Option<String>,
    /// Why they want to join.
    reason: Option<String>,
    /// Answers to the operator's questions.
    answers: BTreeMap<String, String>,
    /// Whether the address was confirmed.
    confirmed: bool,
    /// What a moderator should know: `same_address`, `no_address`, `unproved_address`.
    flags: Vec<String>,
    /// The votes.
    votes: Votes,
}

/// The votes so far, as the settings count them now.
#[derive(Object)]
pub struct Votes {
    /// For.
    approve: u32,
    /// Against.
    reject: u32,
    /// Needed to approve.
    needed_approve: u32,
    /// Needed to reject.
    needed_reject: u32,
    /// This moderator's.
    mine: Option<Vote>,
}

/// One way or the other.
#[derive(Enum)]
#[oai(rename_all = "lowercase")]
pub enum Vote {
    /// Let them in.
    Approve,
    /// Do not.
    Reject,
}

/// A registration, as whoever asks may see it.
#[derive(Union)]
pub enum Seen {
    /// As its applicant and its caller see it.
    Own(Own),
    /// As moderators see it.
    Review(Review),
}

impl Own {
    /// Shows a record to the applicant or the caller.
    pub fn of(record: &Registration, sees_password: bool) -> Self {
        let password = record.generated().filter(|_| sees_password).map_or_else(String::new, |secret| secret.expose().to_owned());
        let message = match &record.status {
            Status::Rejected { message, .. } => message.clone(),
            Status::Pending | Status::Approved { .. } => None,
        };
        Self {
            rid: record.rid.to_string(),
            username: username(record),
            email: email(record),
            password,
            created: time(record.created_at),
            modified: time(record.modified_at),
            expires: time(record.expires_at),
            status: status(record).to_owned(),
            matrix_status: record.door(Platform::Matrix).word().to_owned(),
            mastodon_status: NO_DOOR.to_owned(),
            services: services(&record.application.services),
            message,
            problem: problem(record),
        }
    }

    /// Shows the asker's own record.
    pub fn of_asker(asker: &Asker) -> Self {
        Self::of(&asker.record, sees_password(asker))
    }
}

impl Review {
    /// Shows a record to a moderator.
    pub fn of(record: &Registration, count: Count) -> Self {
        let application = &record.application;
        let confirmed = matches!(record.proof, Proof::Given { .. });
        let flags = [
            ("same_address", record.same_address),
            ("no_address", application.email.is_none()),
            ("unproved_address", application.email.is_some() && !confirmed),
        ];
        Self {
            rid: record.rid.to_string(),
            username: None,
            email: None,
            password: None,
            created: time(record.created_at),
            modified: time(record.modified_at),
            expires: time(record.expires_at),
            status: status(record).to_owned(),
            matrix_status: record.door(Platform::Matrix).word().to_owned(),
            mastodon_status: NO_DOOR.to_owned(),
            services: services(&application.services),
            wish: application.wish.as_ref().map(|wish| wish.as_str().to_owned()),
            reason: application.reason.clone(),
            answers: application.answers.iter().cloned().collect(),
            confirmed,
            flags: flags.into_iter().filter(|(_, raised)| *raised).map(|(flag, _)| flag.to_owned()).collect(),
            votes: Votes {
                approve: count.approve,
                reject: count.reject,
                needed_approve: count.needed_approve,
                needed_reject: count.needed_reject,
                mine: count.mine.map(|choice| match choice {
                    Choice::Approve => Vote::Approve,
                    Choice::Reject => Vote::Reject,
                }),
            },
        }
    }
}

fn username(record: &Registration) -> String {
    let settled = record.name.as_ref().map(|held| &held.name);
    settled.or(record.application.wish.as_ref()).map_or_else(String::new, |name| name.as_str().to_owned())
}

fn email(record: &Registration) -> String {
    record.application.email.as_ref().map_or_else(String::new, |contact| contact.address.as_str().to_owned())
}

fn services(services: &Services) -> Vec<String> {
    services.iter().map(|platform| platform.as_str().to_owned()).collect()
}

const fn status(record: &Registration) -> &'static str {
    match record.status {
        Status::Pending => "pending",
        Status::Approved { .. } => "approved",
        Status::Rejected { .. } => "rejected",
    }
}

/// RFC 3339 in UTC.
fn time(at: Timestamp) -> String {
    at.to_string()
}

fn problem(record: &Registration) -> Option<DoorProblem> {
    record.doors.iter().find_map(|(platform, door)| match door {
        Door::Failed { problem, .. } => Some(DoorProblem {
            service: platform.as_str().to_owned(),
            code: problem.code().to_owned(),
            detail: advice(*problem).to_owned(),
        }),
        Door::Pending | Door::Processing { .. } | Door::Success { .. } => None,
    })
}

/// What a trouble means and what to do.
const fn advice(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NameTaken => "Somebody there has this name already. Choose another one.",
        Trouble::NameRefused => "The platform does not allow this name. Choose another one.",
        Trouble::PasswordRefused => "The platform does not allow this password. Choose another one.",
        Trouble::Conflict => "Somebody else changed the account while it was being made. Choose another name, or ask the operator.",
        Trouble::Unavailable => "The platform was away for too long. Try again later.",
    }
}

/// The answer to a registration.
#[derive(ApiResponse)]
pub enum Creation {
    /// It was made.
    #[oai(status = 201)]
    Created(
        Json<Made>,
        /// Where it is.
        #[oai(header = "Location")]
        String,
    ),
}

/// The answer to a withdrawal.
#[derive(ApiResponse)]
pub enum Withdrawal {
    /// It is withdrawn.
    #[oai(status = 204)]
    Done,
}

/// What is known of a name.
#[derive(Object)]
pub struct NameWord {
    /// The name asked about.
    pub username: String,
    /// Whether it can be had; null when a platform could not be asked.
    pub available: Option<bool>,
}
