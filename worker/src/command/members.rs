//! Members as an operator sees them, and what may be done to one: a role, the end of its sessions, a way back in.
//!
//! The rules: name and address are shown only when that is asked for, a password or its hash never. No order sets a password: a
//! reset mails a link to the member's own address and to nobody else. Each change is in the audit log by its own commit.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use clap::Subcommand;
use shared::audit::{Deed, Entry};
use shared::clock::Timestamp;
use shared::commit::{OperationId, Outcome};
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::{jitter, random};
use shared::error::Error;
use shared::job::{Envelope, Job};
use shared::keyspace::{MemberId, NoticeId, Partition};
use shared::localpart::Localpart;
use shared::member::change::MemberTransition;
use shared::member::session::{Families, Session, end_all};
use shared::member::store::{FoundMember, MemberChanged};
use shared::member::{CopyState, Member, PasswordCopy, Role, SessionEpoch};
use shared::root::Print;

use super::Failure;
use super::table::{lines, table};
use crate::Worker;
use crate::jobs::way_back;

/// More members are not listed.
const LISTED_MAX: usize = 1_000;
/// How often a reset is written anew where others change the member meanwhile.
const ROUNDS_MAX: u32 = 16;

const NO_SUCH: Failure = Failure::NotFound("there is no such member");
const LEFT: Failure = Failure::NotFound("this member has left");
const AN_ADDRESS: Failure = Failure::NotFound("no address is asked for here: name the member by its id or its sign-in name");
const NO_ADDRESS: Failure = Failure::Refused(
    "this member has no address that a link could be mailed to: who knows the password changes it at /account, who does not \
     applies anew, with an address and another sign-in name",
);

#[derive(Debug, Subcommand)]
pub(super) enum MembersCommand {
    /// Lists the newest, without anything personal.
    List,
    /// Shows one.
    Show {
        /// Its id or its sign-in name.
        #[arg(allow_hyphen_values = true)]
        id: String,
        /// Shows sign-in name and address too. Never a password.
        #[arg(long)]
        reveal: bool,
    },
    /// Gives one a role.
    Grant {
        /// Its id or its sign-in name.
        #[arg(allow_hyphen_values = true)]
        id: String,
        /// moderator, operator, or member, which takes a granted role away.
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Ends every session of one at once.
    EndSessions {
        /// Its id or its sign-in name.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// Mails one a link to a new password, good once. Neither password nor link is ever shown.
    Reset {
        /// Its id or its sign-in name.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
}

/// A role as it is typed.
fn role(text: &str) -> Result<Role, &'static str> {
    let known = [Role::Member, Role::Moderator, Role::Operator].into_iter().find(|role| word(*role) == text);
    known.ok_or("write moderator, operator or member")
}

const fn word(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Moderator => "moderator",
        Role::Operator => "operator",
    }
}

pub(super) async fn ask(worker: &Worker, command: MembersCommand) -> Result<String, Failure> {
    match command {
        MembersCommand::List => list(worker).await,
        MembersCommand::Show { id, reveal } => show(worker, &id, reveal).await,
        MembersCommand::Grant { id, role } => grant(worker, &id, role).await,
        MembersCommand::EndSessions { id } => end_sessions(worker, &id).await,
        MembersCommand::Reset { id } => reset(worker, &id).await,
    }
}

async fn list(worker: &Worker) -> Result<String, Failure> {
    let mut known = Vec::new();
    for partition in Partition::of_rids() {
        known.extend(worker.members.ids(partition).await?);
    }
    known.sort_by_key(|(_, since)| std::cmp::Reverse(*since));
    let terms = worker.terms().await?;
    let mut rows = Vec::new();
    for (id, _) in known.iter().take(LISTED_MAX) {
        // One that left a moment ago was still in the index.
        if let FoundMember::Member(member, _) = worker.members.load(*id).await? {
            let role = role_told(&member, &terms.electorate.moderators);
            rows.push([member.id.to_string(), role, member.created_at.to_string(), doors(&member), address(&member).to_owned()]);
        }
    }
    let mut page = table(["ID", "ROLE", "SINCE", "DOORS", "ADDRESS"], &rows, "no members yet");
    page.push_str(&unlisted(known.len()));
    Ok(page)
}

/// Says that there are more members than are listed, where there are.
fn unlisted(count: usize) -> String {
    match count.saturating_sub(LISTED_MAX) {
        0 => String::new(),
        more => format!("only the newest {LISTED_MAX} are listed; there are {more} more\n"),
    }
}

async fn show(worker: &Worker, id: &str, reveal: bool) -> Result<String, Failure> {
    let (member, version) = find(worker, id).await?;
    let sessions = families(worker)?.list(member.id).await?;
    let terms = worker.terms().await?;
    let newest = sessions.iter().map(|session: &Session| session.made_at).max();
    let mut page = lines(&[
        ("id", member.id.to_string()),
        ("version", version.to_string()),
        ("role", role_told(&member, &terms.electorate.moderators)),
        ("since", member.created_at.to_string()),
        ("doors", doors(&member)),
        ("address", address(&member).to_owned()),
        ("name chosen", if member.user_id.is_some() { "yes" } else { "no" }.to_owned()),
        ("password", if member.password.is_some() { "set" } else { "none, only a reset gives one" }.to_owned()),
        ("sessions", sessions.len().to_string()),
        ("newest session", newest.map_or_else(|| "none".to_owned(), |began| began.to_string())),
        ("copies of the password", member.copy.as_ref().map_or_else(|| "none".to_owned(), copies)),
    ]);
    if reveal {
        page.push_str(&lines(&[
            ("name", member.user_id.as_ref().map_or_else(String::new, |held| held.name.as_str().to_owned())),
            ("mail", member.contact.as_ref().map_or_else(String::new, |contact| contact.address.as_str().to_owned())),
        ]));
    }
    Ok(page)
}

async fn grant(worker: &Worker, id: &str, role: Role) -> Result<String, Failure> {
    let (member, _) = find(worker, id).await?;
    let granted = Some(role).filter(|role| *role > Role::Member);
    let granting = |member: &Member, at| member.grant(granted).noting(entry(member.id, Deed::RoleGranted, at));
    let member = change(worker, member.id, granting).await?;
    let terms = worker.terms().await?;
    let moderators = &terms.electorate.moderators;
    let mut said = format!("its role is now {}\n", role_told(&member, moderators));
    let by_settings = member.role_by_settings(moderators);
    if by_settings > role {
        let _ = writeln!(said, "GATELODGE_MODERATORS makes it a {}: no order takes that away", word(by_settings));
    }
    if granted.is_some() && member.contact.is_some() && member.proved_at.is_none() {
        said.push_str("its address is not proved: once somebody proves it, this role ends and has to be granted again\n");
    }
    Ok(said)
}

async fn end_sessions(worker: &Worker, id: &str) -> Result<String, Failure> {
    let (member, _) = find(worker, id).await?;
    let epoch = SessionEpoch::random();
    change(worker, member.id, |member, at| member.end_sessions(epoch).noting(entry(member.id, Deed::SessionsEnded, at))).await?;
    // Their tokens are dead; this clears up.
    end_all(&worker.redis, member.id).await?;
    Ok("every session of this member has ended\n".to_owned())
}

/// Link, letter and audit entry in one commit, upon the very member that the link is for.
async fn reset(worker: &Worker, id: &str) -> Result<String, Failure> {
    let (found, _) = find(worker, id).await?;
    let (id, operation) = (found.id, OperationId::random());
    let link = NoticeId::within(id.partition(), random());
    for round in 1..=ROUNDS_MAX {
        let FoundMember::Member(member, version) = worker.members.load(id).await? else { return Err(LEFT) };
        let contact = member.contact.clone().ok_or(NO_ADDRESS)?;
        let notice = way_back(worker, link, contact, &member);
        let noting = MemberTransition::same().noting(entry(id, Deed::ResetStarted, notice.made_at));
        let mut commit = worker.members.commit(id, version, &noting, &operation, None);
        commit.records.push(worker.notices.write_of(&notice, 0));
        commit.jobs.push((Envelope::new(Job::Notice { notice: link }), None));
        match worker.members.write(&commit).await? {
            Outcome::Written(_) | Outcome::Repeated(_) => {
                return Ok(format!(
                    "a letter with a link to a new password goes to this member; the link is good once, until {}\n",
                    notice.expires_at
                ));
            }
            Outcome::Clash | Outcome::Lost => tokio::time::sleep(Duration::from_millis(jitter(u64::from(round) * 5))).await,
        }
    }
    Err(Error::Contended.into())
}

/// The member of this id or sign-in name, and its version.
async fn find(worker: &Worker, typed: &str) -> Result<(Box<Member>, u64), Failure> {
    if let Some(id) = MemberId::parse(typed) {
        match worker.members.load(id).await? {
            FoundMember::Member(member, version) => return Ok((member, version)),
            FoundMember::Left { .. } => return Err(LEFT),
            FoundMember::Nothing => {}
        }
    }
    if typed.contains('@') {
        return Err(AN_ADDRESS);
    }
    let name = Localpart::parse(typed).map_err(|_| NO_SUCH)?;
    let print = worker.keeper.roots().await?.print(Print::Name, name.as_str().as_bytes());
    worker.members.find_by_name(print).await?.ok_or(NO_SUCH)
}

/// Changes a member by a rule that refuses nothing.
async fn change(
    worker: &Worker,
    id: MemberId,
    rule: impl Fn(&Member, Timestamp) -> MemberTransition + Send + Sync,
) -> Result<Box<Member>, Failure> {
    match worker.members.change(id, None, |member, now| Ok(rule(member, now))).await? {
        MemberChanged::To(Some(member)) => Ok(member),
        MemberChanged::To(None) | MemberChanged::Gone | MemberChanged::Refused(_) | MemberChanged::Lost => Err(LEFT),
    }
}

const fn entry(member: MemberId, deed: Deed, at: Timestamp) -> Entry {
    Entry { at, deed, rid: member.rid(), moderator: None }
}

/// Families to look at: how long they live is the API's to know, and nothing is begun or prolonged here.
fn families(worker: &Worker) -> Result<Families, Error> {
    let ring = Arc::new(worker.settings.common.key_ring()?);
    Ok(Families::new(worker.redis.clone(), ring, worker.clock.clone(), worker.timing.clone(), Duration::ZERO))
}

/// The role, and whose word gives it.
fn role_told(member: &Member, moderators: &[Fingerprint]) -> String {
    let role = member.role(moderators);
    let whose = match (member.role_by_settings(moderators) == role, member.granted == Some(role)) {
        _ if role == Role::Member => return word(role).to_owned(),
        (true, true) => "settings and granted",
        (true, false) => "settings",
        (false, _) => "granted",
    };
    format!("{} ({whose})", word(role))
}

const fn address(member: &Member) -> &'static str {
    match (&member.contact, member.proved_at) {
        (None, _) => "none",
        (Some(_), None) => "not proved",
        (Some(_), Some(_)) => "proved",
    }
}

fn doors(member: &Member) -> String {
    let doors: Vec<String> = member.accounts.keys().map(ToString::to_string).collect();
    if doors.is_empty() { "none".to_owned() } else { doors.join(", ") }
}

fn copies(copy: &PasswordCopy) -> String {
    let state = |state: &CopyState| match state {
        CopyState::Waiting => format!("later, until {} at most", copy.until),
        CopyState::Done => "done".to_owned(),
        CopyState::ByHand => "by hand".to_owned(),
    };
    copy.doors.iter().map(|(platform, at)| format!("{platform}: {}", state(at))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_typed_as_they_are_shown() {
        assert_eq!(["member", "moderator", "operator"].map(role), [Ok(Role::Member), Ok(Role::Moderator), Ok(Role::Operator)]);
        assert!(role("admin").is_err() && role("Operator").is_err());
    }

    #[test]
    fn a_list_that_is_cut_says_so() {
        assert_eq!((unlisted(0), unlisted(1_000)), (String::new(), String::new()));
        assert_eq!(unlisted(1_003), "only the newest 1000 are listed; there are 3 more\n");
    }
}
