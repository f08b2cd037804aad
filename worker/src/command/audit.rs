//! The audit log as an operator sees it: who decided what, and whether anybody touched that.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use shared::audit::chain::{Break, EntryId};
use shared::audit::store::Verdict;
use shared::audit::{self, Deed, Entry};
use shared::clock::{Timestamp, earlier};
use shared::keyspace::Partition;
use shared::root::Roots;

use super::Failure;
use super::progress::{readable, watched};
use super::table::table;
use crate::Worker;
use crate::jobs::moderator_print;

/// More entries are not listed.
const LISTED_MAX: usize = 10_000;
/// More faults of one partition, and more warnings, are not told one by one.
const TOLD_MAX: usize = 50;
/// A worker that is alive has sealed an entry long before.
const SEALED_BY: Duration = Duration::from_mins(10);

/// A duration as it is typed.
pub(super) fn duration(text: &str) -> Result<Duration, &'static str> {
    shared::settings::duration(text).ok_or("write 90s, 15m, 24h or 7d")
}

pub(super) async fn list(worker: &Worker, since: Option<Duration>) -> Result<String, Failure> {
    let since = since.map_or(Timestamp::MIN, |since| earlier(worker.clock.now(), since));
    let entries = audit::lately(&worker.redis, since, LISTED_MAX).await?;
    let roots = worker.keeper.roots().await?;
    let row = |entry: &Entry| [entry.at.to_string(), word(entry.deed), entry.rid.to_string(), by(worker, &roots, entry)];
    let rows: Vec<[String; 4]> = entries.iter().map(row).collect();
    let mut page = table(["WHEN", "DEED", "ABOUT", "BY"], &rows, "nothing was decided in that time");
    if entries.len() == LISTED_MAX {
        let _ = writeln!(page, "only the newest {LISTED_MAX} are listed");
    }
    Ok(page)
}

/// The deed as it rests.
fn word(deed: Deed) -> String {
    serde_json::to_value(deed).ok().and_then(|word| word.as_str().map(|word| word.replace('_', " "))).unwrap_or_default()
}

fn by(worker: &Worker, roots: &Roots, entry: &Entry) -> String {
    if let Some(print) = entry.moderator {
        let known = worker.settings.common.moderators.iter().find(|address| moderator_print(roots, address) == print);
        return known.map_or_else(|| "a former moderator".to_owned(), |address| address.as_str().to_owned());
    }
    match entry.deed {
        Deed::Confirmed | Deed::Disowned | Deed::Withdrawn => "the applicant",
        Deed::Opened => "the worker",
        Deed::RoleGranted | Deed::ResetStarted => "the operator",
        Deed::MemberLeft => "the member",
        // These are done by more than one kind of person, and a moderator is named.
        Deed::SessionsEnded
        | Deed::PostUnpublished
        | Deed::PostDeleted
        | Deed::VotedApprove
        | Deed::VotedReject
        | Deed::Approved
        | Deed::Rejected => "nobody noted",
    }
    .to_owned()
}

/// Says whether the log of every partition holds, each by itself and all of them together; fails where it does not. A warning is no
/// proof of anything, so it fails nothing.
pub(super) async fn verify(worker: &Worker) -> Result<String, Failure> {
    let roots = worker.keeper.roots().await?;
    let (count, read) = (audit::count(&worker.redis).await?, AtomicU64::new(0));
    // What is written or read again meanwhile is not in the sum.
    let so_far = || format!("verifying: {} of {} entries", readable(read.load(Ordering::Relaxed).min(count)), readable(count));
    let verdicts = watched(Box::pin(audit::verify_all_counting(&worker.redis, &roots, &read)), so_far).await?;
    let due = earlier(worker.clock.now(), SEALED_BY);
    let is_worked = !worker.health.heard().await?.is_empty();
    let waiting = verdicts.iter().filter_map(|(partition, verdict)| Some((*partition, verdict.waiting?, NOT_SEALED)));
    let late = verdicts.iter().flat_map(|(partition, verdict)| verdict.late.iter().map(|id| (*partition, *id, SEALED_LATE)));
    let warned: Vec<_> = waiting.filter(|(_, id, _)| is_worked && id.at() < due).chain(late).collect();
    let page = chains(&verdicts) + &summary(&verdicts) + &warnings(&warned);
    let faults = faults(&verdicts);
    if faults.is_empty() { Ok(page) } else { Err(Failure::Faulty(page + &faults)) }
}

/// A row for each partition that ever had an entry. What a row says of the newest seal can be kept elsewhere and compared later.
fn chains(verdicts: &[(Partition, Verdict)]) -> String {
    let row = |(partition, verdict): &(Partition, Verdict)| {
        let newest = verdict.newest.map_or_else(|| "none yet".to_owned(), |newest| format!("{} {:.8}", newest.id, newest.code.to_string()));
        [partition.to_string(), verdict.sealed_count.to_string(), verdict.unsealed_count.to_string(), newest]
    };
    let is_there =
        |(_, verdict): &&(Partition, Verdict)| verdict.newest.is_some() || verdict.unsealed_count > 0 || !verdict.breaks.is_empty();
    let rows: Vec<[String; 4]> = verdicts.iter().filter(is_there).map(row).collect();
    table(["PARTITION", "SEALED AND HOLD", "NOT SEALED YET", "NEWEST SEAL"], &rows, "the audit log is empty")
}

fn summary(verdicts: &[(Partition, Verdict)]) -> String {
    let sum = |count: fn(&Verdict) -> u64| verdicts.iter().map(|(_, verdict)| count(verdict)).sum::<u64>();
    let (sealed, unsealed) = (sum(|verdict| verdict.sealed_count), sum(|verdict| verdict.unsealed_count));
    let mut page = format!("\nentries that are sealed and hold: {sealed}\nnewest entries that are not sealed yet: {unsealed}\n");
    if unsealed > 0 {
        page.push_str("A worker seals an entry within seconds. If this number stays, look at `jobs list` and `jobs list --dead`.\n");
    }
    page
}

const SEALED_LATE: &str = "sealed more than an hour after it was written, or put in later with an earlier time";
const NOT_SEALED: &str = "not sealed for more than ten minutes though a worker runs; what was written after it is not sealed either";

/// What may have a good reason, and the operator should know of; nothing where there is nothing.
fn warnings(warned: &[(Partition, EntryId, &str)]) -> String {
    if warned.is_empty() {
        return String::new();
    }
    let row =
        |(partition, id, why): &(Partition, EntryId, &str)| [partition.to_string(), id.to_string(), id.at().to_string(), (*why).to_owned()];
    let rows: Vec<[String; 4]> = warned.iter().take(TOLD_MAX).map(row).collect();
    let mut page = format!("\nwarnings: {}\n", warned.len());
    page.push_str(&table(["PARTITION", "ENTRY", "WRITTEN", "WHAT IS UNUSUAL"], &rows, ""));
    if let Some(more) = warned.len().checked_sub(TOLD_MAX).filter(|more| *more > 0) {
        let _ = writeln!(page, "and {more} more");
    }
    page.push_str("So it looks when no worker ran for a time. If one did, somebody may have written into Redis or taken jobs away.\n");
    page
}

/// Every fault, and what it means; nothing where there is none.
fn faults(verdicts: &[(Partition, Verdict)]) -> String {
    let count: usize = verdicts.iter().map(|(_, verdict)| verdict.breaks.len()).sum();
    if count == 0 {
        return String::new();
    }
    let mut rows = Vec::new();
    for (partition, verdict) in verdicts {
        let row = |fault: &Break| [partition.to_string(), fault.id().to_string(), fault.id().at().to_string(), meaning(*fault).to_owned()];
        rows.extend(verdict.breaks.iter().take(TOLD_MAX).map(row));
        if let Some(more) = verdict.breaks.len().checked_sub(TOLD_MAX).filter(|more| *more > 0) {
            rows.push([partition.to_string(), String::new(), String::new(), format!("and {more} more here")]);
        }
    }
    format!(
        "\nTHE AUDIT LOG WAS TOUCHED, faults: {count}\n{}\nGatelodge never does this by itself: somebody wrote into Redis, or a part of its data was lost (a replica that takes over may lack the last writes) or put back.\nWhat is not named here holds. Keep a copy of Redis' data before you change anything.\n",
        table(["PARTITION", "ENTRY", "WRITTEN", "WHAT IS WRONG"], &rows, "")
    )
}

const fn meaning(fault: Break) -> &'static str {
    match fault {
        Break::Changed(_) => "this entry was changed after it was sealed",
        Break::Removed(_) => "this entry was sealed and is gone, before its time was over",
        Break::Inserted(_) => "this entry has no seal, but later ones have: it was put in, or its checkpoint taken away",
        Break::Missing(_) => "what was sealed just before this entry is gone",
        Break::Checkpoint(_) => "this checkpoint (not an entry) was changed, put in or moved",
        Break::Forsworn(_) => {
            "another partition knows this entry as sealed, and here it is not: the end was cut off or all was wiped, by somebody or by a failover that lost the last writes"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_spelled_as_in_the_settings() {
        assert_eq!(duration("7d"), Ok(Duration::from_hours(168)));
        assert!(duration("7").is_err());
    }

    #[test]
    fn deeds_are_words() {
        assert_eq!((word(Deed::VotedApprove).as_str(), word(Deed::MemberLeft).as_str()), ("voted approve", "member left"));
    }
}
