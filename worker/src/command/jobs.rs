//! Jobs as an operator sees them: those that wait or run, and dead letters, which go on only when somebody says so.

use std::fmt::Write;

use shared::job::queue::DeadLetter;
use shared::job::{Envelope, Job, Lane};
use shared::keyspace::Partition;

use super::Failure;
use super::table::{lines, table};
use crate::Worker;

/// More of a lane or of the jobs to come is not listed.
const LISTED_MAX: usize = 1_000;

const NO_SUCH_JOB: Failure = Failure::NotFound("there is no such job");
const NO_SUCH_LETTER: Failure = Failure::NotFound("there is no dead letter of that id");

/// Where a job is.
struct Place {
    envelope: Envelope,
    state: String,
}

pub(super) async fn list(worker: &Worker) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for partition in Partition::all() {
        rows.extend(alive(worker, partition).await?.into_iter().map(|Place { envelope, state }| {
            let Envelope { id, attempts, job, .. } = envelope;
            [id, job.name().to_owned(), job.lane().to_string(), attempts.to_string(), subject(&job), state]
        }));
    }
    Ok(table(["ID", "KIND", "LANE", "FAILURES", "ABOUT", "STATE"], &rows, "no job waits or runs"))
}

pub(super) async fn list_dead(worker: &Worker) -> Result<String, Failure> {
    let mut letters = Vec::new();
    for partition in Partition::all() {
        letters.extend(worker.queue.dead(partition).await?);
    }
    letters.sort_by_key(|(_, letter)| letter.at);
    let row = |(id, letter): (String, DeadLetter)| {
        let envelope = letter.envelope();
        let (kind, about) = envelope.map_or(("unknown", String::new()), |envelope| (envelope.job.name(), subject(&envelope.job)));
        [id, kind.to_owned(), about, letter.at.to_string(), letter.why]
    };
    let rows: Vec<[String; 5]> = letters.into_iter().map(row).collect();
    Ok(table(["ID", "KIND", "ABOUT", "DIED", "WHY"], &rows, "no dead letters"))
}

pub(super) async fn show(worker: &Worker, id: &str) -> Result<String, Failure> {
    for partition in Partition::all() {
        if let Some(Place { envelope, state }) = alive(worker, partition).await?.into_iter().find(|place| place.envelope.id == id) {
            return Ok(facts(&envelope, state));
        }
        if let Some((_, letter)) = worker.queue.dead(partition).await?.into_iter().find(|(dead, _)| dead == id) {
            let state = format!("dead since {}: {}", letter.at, letter.why);
            return Ok(match letter.envelope() {
                Some(envelope) => facts(&envelope, state),
                None => lines(&[("id", id.to_owned()), ("state", state), ("body", super::table::escaped(&letter.body))]),
            });
        }
    }
    Err(NO_SUCH_JOB)
}

/// One dead letter, or all.
pub(super) async fn retry(worker: &Worker, id: Option<&str>) -> Result<String, Failure> {
    let Some(id) = id else {
        let mut count = 0;
        for partition in Partition::all() {
            for (id, _) in worker.queue.dead(partition).await? {
                count += u32::from(worker.queue.retry(partition, &id).await?);
            }
        }
        return Ok(format!("dead letters tried again: {count}\n"));
    };
    for partition in Partition::all() {
        if worker.queue.retry(partition, id).await? {
            return Ok("it is tried again\n".to_owned());
        }
    }
    Err(NO_SUCH_LETTER)
}

pub(super) async fn drop(worker: &Worker, id: &str) -> Result<String, Failure> {
    for partition in Partition::all() {
        if worker.queue.forget(partition, id).await? {
            return Ok("it is forgotten\n".to_owned());
        }
    }
    Err(NO_SUCH_LETTER)
}

/// The jobs of a partition that will run by themselves, or do.
async fn alive(worker: &Worker, partition: Partition) -> Result<Vec<Place>, Failure> {
    let mut places = Vec::new();
    for lane in Lane::ALL {
        let queued = worker.queue.queued(partition, lane, LISTED_MAX as u64).await?;
        places.extend(queued.into_iter().map(|envelope| Place { envelope, state: "queued or running".to_owned() }));
    }
    let waiting = worker.queue.waiting(partition, LISTED_MAX).await?;
    places.extend(waiting.into_iter().map(|(due, envelope)| Place { envelope, state: format!("waits until {due}") }));
    Ok(places)
}

fn facts(envelope: &Envelope, state: String) -> String {
    let job = serde_json::to_string_pretty(&envelope.job).unwrap_or_default();
    let mut page = lines(&[
        ("id", envelope.id.clone()),
        ("kind", envelope.job.name().to_owned()),
        ("lane", envelope.job.lane().to_string()),
        ("failures", envelope.attempts.to_string()),
        ("state", state),
    ]);
    let _ = writeln!(page, "{job}");
    page
}

/// What a job is about: ids are no secret, and nothing personal is in a job.
fn subject(job: &Job) -> String {
    match job {
        Job::Letter { rid, letter, .. } => format!("{rid} {letter:?}"),
        Job::Provision { rid, platform } => format!("{rid} {platform}"),
        Job::ProlongName { owner, .. }
        | Job::ReleaseName { owner, .. }
        | Job::ProlongSeat { owner, .. }
        | Job::ReleaseSeat { owner, .. } => owner.to_string(),
        Job::Notice { notice } => notice.rid().to_string(),
        Job::ClaimSignIn { member, .. }
        | Job::ClaimAddress { member, .. }
        | Job::EndYielded { member, .. }
        | Job::MemberLeft { member, .. } => member.to_string(),
        Job::PostModerated { member, post, .. } => format!("{member} {post}"),
        Job::CopyPassword { member, platform, .. } => format!("{member} {platform}"),
        Job::SealAudit { partition } => format!("partition {partition}"),
        Job::RestAddress { .. } | Job::CheckName { .. } | Job::Ask { .. } => String::new(),
    }
}
