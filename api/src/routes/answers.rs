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
            mastodon_status: record.door(Platform::Mastodon).word().to_owned(),
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
    /// The name on each door, where one of them has another than `username`.
    #[oai(skip_serializing_if_is_none)]
    usernames: Option<Usernames>,
    /// Why an account was not made, and what helps: the first of `problems`.
    #[oai(skip_serializing_if_is_none)]
    problem: Option<DoorProblem>,
    /// The same for every door that failed.
    #[oai(skip_serializing_if_is_empty)]
    problems: Vec<DoorProblem>,
}

/// The names on the doors asked for.
#[derive(Object)]
pub struct Usernames {
    /// On Matrix.
    #[oai(skip_serializing_if_is_none)]
    matrix: Option<String>,
    /// On Mastodon.
    #[oai(skip_serializing_if_is_none)]
    mastodon: Option<String>,
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
            mastodon_status: record.door(Platform::Mastodon).word().to_owned(),
            services: services(&record.application.services),
            message,
            usernames: usernames(record),
            problem: problems(record).next(),
            problems: problems(record).collect(),
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
            mastodon_status: record.door(Platform::Mastodon).word().to_owned(),
            services: services(&application.services),
            wish: record.asked_name().map(|wish| wish.as_str().to_owned()),
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

fn usernames(record: &Registration) -> Option<Usernames> {
    let on = |platform| {
        let held = record.name_on(platform).filter(|_| record.application.services.contains(platform));
        held.map(|held| held.name.as_str().to_owned())
    };
    (!record.names.is_empty()).then(|| Usernames { matrix: on(Platform::Matrix), mastodon: on(Platform::Mastodon) })
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

fn problems(record: &Registration) -> impl Iterator<Item = DoorProblem> {
    record.doors.iter().filter_map(|(platform, door)| match door {
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
        Trouble::Conflict => {
            "The account, its name or its address belongs to somebody else there. Choose another name, or ask the operator."
        }
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

#[cfg(test)]
mod tests {
    use shared::registration::status::Hearing;

    use super::*;
    use crate::desk::tests::{both_doors, held, record_of};

    #[test]
    fn a_record_says_what_each_door_is_called_and_what_is_wrong_there() {
        let mut record = record_of(&both_doors(&[]), Hearing::AtOnceAndLetter { letter: true });
        record.name = Some(held("ada"));
        let shown = Own::of(&record, true);
        assert!(shown.usernames.is_none() && shown.problem.is_none() && shown.problems.is_empty());
        record.names.insert(Platform::Mastodon, held("ada2"));
        record.doors.insert(Platform::Matrix, Door::Failed { problem: Trouble::Unavailable, attempt: None });
        record.doors.insert(Platform::Mastodon, Door::Failed { problem: Trouble::NameTaken, attempt: None });
        let shown = Own::of(&record, true);
        assert_eq!((shown.matrix_status.as_str(), shown.mastodon_status.as_str()), ("failed", "failed"));
        let names = shown.usernames.map(|names| (names.matrix, names.mastodon));
        assert_eq!((shown.username.as_str(), names), ("ada", Some((Some("ada".to_owned()), Some("ada2".to_owned())))));
        let codes = |problems: &[DoorProblem]| problems.iter().map(|it| format!("{} {}", it.service, it.code)).collect::<Vec<_>>();
        assert_eq!(codes(&shown.problems), ["matrix unavailable", "mastodon name_taken"]);
        assert_eq!(shown.problem.map(|first| first.service).as_deref(), Some("matrix"));
    }
}
