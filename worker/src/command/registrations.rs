//! Registrations as an operator sees them: how far each is, and what it says only when that is asked for. Passwords and
//! tokens are never shown.

use shared::keyspace::{Partition, Rid};
use shared::registration::ballot::Choice;
use shared::registration::store::Found;
use shared::registration::{Password, Proof, Registration, Status};

use super::Failure;
use super::table::{escaped, lines, table};
use crate::Worker;

const NO_SUCH: Failure = Failure::NotFound("there is no such registration");

pub(super) async fn list(worker: &Worker) -> Result<String, Failure> {
    let mut records = Vec::new();
    for partition in Partition::of_rids() {
        for (rid, _) in worker.registrations.open(partition).await? {
            // One that ended a moment ago still stands in the index.
            if let Found::Record(record, _) = worker.registrations.load(rid).await? {
                records.push(record);
            }
        }
    }
    records.sort_by_key(|record| record.created_at);
    let row = |record: Box<Registration>| {
        [record.rid.to_string(), status(&record).to_owned(), doors(&record), record.created_at.to_string(), record.expires_at.to_string()]
    };
    let rows: Vec<[String; 5]> = records.into_iter().map(row).collect();
    Ok(table(["RID", "STATUS", "DOORS", "CREATED", "ENDS"], &rows, "no registration is open"))
}

pub(super) async fn show(worker: &Worker, rid: &str, reveal: bool) -> Result<String, Failure> {
    let rid = Rid::parse(rid).ok_or(NO_SUCH)?;
    match worker.registrations.load(rid).await? {
        Found::Record(record, version) => {
            let mut page = lines(&facts(&record, version));
            if reveal {
                page.push_str(&lines(&words(&record)));
            }
            Ok(page)
        }
        Found::Deleted { at } => Ok(lines(&[("rid", rid.to_string()), ("deleted", at.to_string())])),
        Found::Nothing => Err(NO_SUCH),
    }
}

fn facts(record: &Registration, version: u64) -> Vec<(&'static str, String)> {
    let votes = |side| record.ballot.votes().filter(|(_, vote)| vote.choice == side).count();
    let yes_no = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
    vec![
        ("rid", record.rid.to_string()),
        ("version", version.to_string()),
        ("status", status(record).to_owned()),
        ("doors", doors(record)),
        ("votes", format!("{} for, {} against", votes(Choice::Approve), votes(Choice::Reject))),
        ("address", if record.application.email.is_some() { proof(record) } else { "none" }.to_owned()),
        ("same address", yes_no(record.same_address)),
        ("name chosen", yes_no(record.name.is_some())),
        ("password", password(record).to_owned()),
        ("created", record.created_at.to_string()),
        ("changed", record.modified_at.to_string()),
        ("ends", record.expires_at.to_string()),
    ]
}

/// What people typed.
fn words(record: &Registration) -> Vec<(&'static str, String)> {
    let application = &record.application;
    let mut words = vec![
        ("mail", application.email.as_ref().map_or_else(String::new, |contact| contact.address.as_str().to_owned())),
        ("wish", application.wish.as_ref().map_or_else(String::new, |wish| wish.as_str().to_owned())),
        ("name", record.name.as_ref().map_or_else(String::new, |held| held.name.as_str().to_owned())),
        (
            "other names",
            record.names.iter().map(|(platform, held)| format!("{platform}: {}", held.name.as_str())).collect::<Vec<_>>().join(", "),
        ),
        ("reason", escaped(application.reason.as_deref().unwrap_or_default())),
    ];
    for (question, answer) in &application.answers {
        words.push(("question", escaped(question)));
        words.push(("answer", escaped(answer)));
    }
    if let Status::Rejected { message: Some(message), .. } = &record.status {
        words.push(("message", escaped(message)));
    }
    words
}

const fn status(record: &Registration) -> &'static str {
    match (&record.status, record.proof) {
        (Status::Pending, Proof::Awaited) => "unconfirmed",
        (Status::Pending, Proof::Unheard { .. }) => "unheard",
        (Status::Pending, _) => "pending",
        (Status::Approved { .. }, _) => "approved",
        (Status::Rejected { .. }, _) => "rejected",
    }
}

const fn proof(record: &Registration) -> &'static str {
    match record.proof {
        Proof::NotAsked => "not proved, nobody asked",
        Proof::Awaited | Proof::AwaitedBeside | Proof::AwaitedLater => "asked by letter",
        Proof::Unheard { .. } | Proof::UnheardLater => "will not be heard",
        Proof::Given { .. } => "proved",
    }
}

const fn password(record: &Registration) -> &'static str {
    match record.password {
        None => "none kept",
        Some(Password::Chosen(_)) => "chosen",
        Some(Password::Generated(_)) => "generated",
    }
}

fn doors(record: &Registration) -> String {
    let doors: Vec<String> = record.doors.iter().map(|(platform, door)| format!("{platform}: {}", door.word())).collect();
    doors.join(", ")
}
