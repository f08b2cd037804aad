//! A member's password is changed: by the one so far, or by the link of a letter.
//!
//! The member's hash is the truth, so it is changed here, at once, and with it everything that hangs on it: sessions, older
//! links, the letter, the jobs that carry the password to the doors, the registration whose accounts are not made yet, all in one
//! commit. The rules: a new password is judged before anybody is looked up, and an address that no member has costs the same
//! work. Then the doors are waited for, but not for long: who is told `later` has a changed password all the same.

use std::collections::BTreeMap;
use std::time::Duration;

use shared::claim::MemberClaim;
use shared::commit::{OperationId, Outcome};
use shared::crypto::fingerprint::Fingerprint;
use shared::crypto::jitter;
use shared::crypto::password::Verdict;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::keyspace::{MemberId, NoticeId, Rid};
use shared::member::store::FoundMember;
use shared::member::{CopyState, Member, SessionEpoch};
use shared::notice::{About, ResetOf};
use shared::platform::Platform;
use shared::registration::membership::{self, Chance, OwnPassword};
use shared::registration::store::Found;
use tokio::time::Instant;

use super::{Field, Refused, What, member_letters, members, password, sessions};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// How often a change is written anew where others change the member meanwhile.
const ROUNDS_MAX: u64 = 16;
/// The first look at the doors comes after so small a part of the time between two looks.
const FIRST_LOOK: u32 = 25;

/// What became of a password on each door where there is an account.
pub type Doors = BTreeMap<Platform, CopyState>;

/// Another password for a member who is signed in and knows the one so far. Answers the doors as they stand by then.
///
/// # Errors
/// `Invalid` for a password that the rules do not take, `WrongPassword`, `Limited`, `Failed`.
pub async fn change(gate: &Gate, network: NetworkBlock, member: &Member, old: &Secret, new: &Secret) -> Result<Doors, Refused> {
    let due = Instant::now() + gate.patience();
    members::count(gate, network, member).await?;
    let new = judge(gate, Some(member), new).await.map_err(|what| Refused::fault(Field::NewPassword, what))?;
    if gate.hasher.verify(old, member.password.as_ref()).await? == Verdict::Wrong {
        return Err(Refused::WrongPassword);
    }
    match set(gate, member, &new, Some(old), None).await? {
        Some(changed) => Ok(doors(gate, changed, due).await),
        // Somebody was faster: it is another password by now.
        None => Err(Refused::WrongPassword),
    }
}

/// Judges a new password, by what others may know of the member where one is known.
///
/// # Errors
/// What is wrong with it.
pub async fn judge(gate: &Gate, member: Option<&Member>, new: &Secret) -> Result<Secret, What> {
    if new.expose().is_empty() {
        return Err(What::PasswordMissing);
    }
    let name = member.and_then(|member| member.user_id.as_ref()).map(|held| held.name.as_str());
    let address = member.and_then(|member| member.contact.as_ref()).map(|contact| contact.address.as_str());
    let words = password::words(name, address, &gate.settings.common.community);
    password::judge(gate.settings.password, new, words).await
}

/// Whom the claim of an address leads to; else an identifier that nobody has.
pub(super) async fn holder(gate: &Gate, address: Fingerprint) -> Result<MemberId, Error> {
    let holder = gate.member_claims.holder(MemberClaim::Address(address)).await?;
    Ok(holder.unwrap_or_else(|| MemberId::from(Rid::random())))
}

/// Writes a new password, with all it causes, in one commit. None where the member's password was changed meanwhile, or the
/// link has come to its end.
pub(super) async fn set(
    gate: &Gate,
    member: &Member,
    new: &Secret,
    old: Option<&Secret>,
    link: Option<NoticeId>,
) -> Result<Option<Box<Member>>, Refused> {
    let own = OwnPassword { hash: gate.hasher.hash(new).await?, password: new.clone(), old: old.cloned() };
    let setting = Setting {
        gate,
        member: member.id,
        serial: member.password_serial,
        link,
        own,
        sessions: SessionEpoch::random(),
        operation: OperationId::random(),
    };
    for round in 1..=ROUNDS_MAX {
        match setting.write().await? {
            Written::Yes(changed) => {
                end_links_of_account(gate, &changed).await;
                sessions::clear_up(gate, changed.id).await;
                return Ok(Some(changed));
            }
            Written::TooLate => return Ok(None),
            Written::Clash => tokio::time::sleep(Duration::from_millis(jitter(round * 5))).await,
        }
    }
    Err(Error::Contended.into())
}

/// Links for the member's account on Mastodon alone are from before it was a member's: they end as well, if not by this then
/// by their time.
async fn end_links_of_account(gate: &Gate, member: &Member) {
    if !member.accounts.contains_key(&Platform::Mastodon) {
        return;
    }
    if let Err(error) = gate.notices.end_links(member.id.rid()).await {
        tracing::debug!(%error, "the links of an account end by their time");
    }
}

/// One change of one member.
struct Setting<'a> {
    gate: &'a Gate,
    member: MemberId,
    /// The change before, which the caller knows of.
    serial: u64,
    link: Option<NoticeId>,
    own: OwnPassword,
    sessions: SessionEpoch,
    operation: OperationId,
}

/// How a write ended.
enum Written {
    Yes(Box<Member>),
    TooLate,
    Clash,
}

impl Setting<'_> {
    async fn write(&self) -> Result<Written, Error> {
        let gate = self.gate;
        let FoundMember::Member(member, version) = gate.members.load(self.member).await? else { return Ok(Written::TooLate) };
        if member.password_serial != self.serial {
            return Ok(Written::TooLate);
        }
        let link = match self.link {
            None => None,
            Some(link) => match gate.notices.load(link).await? {
                Some(open) if open.0.opens() == Some((ResetOf::Member, self.member.rid())) => Some(open),
                _ => return Ok(Written::TooLate),
            },
        };
        let registration = match gate.registrations.load(self.member.rid()).await? {
            Found::Record(record, version) => Some((record, version)),
            Found::Deleted { .. } | Found::Nothing => None,
        };
        let chance = Chance { sessions: self.sessions, copies_wait: gate.timing.copies_wait, now: gate.clock.now() };
        let record = registration.as_ref().map(|(record, _)| record.as_ref());
        let (transition, passed_on) = membership::password_set(&member, record, self.own.clone(), chance);
        let mut commit = gate.members.commit(self.member, version, &transition, &self.operation, None);
        if let Some((record, version)) = &registration {
            gate.registrations.join(&mut commit, (record, *version), &passed_on);
        }
        commit.records.extend(link.map(|(link, version)| gate.notices.write_of(&link.used(), version)));
        let accounts = member.accounts.keys().copied().collect();
        member_letters::join(gate, &mut commit, &member, About::PasswordChanged { of: ResetOf::Member, doors: accounts });
        let changed = transition.after(Some(&member)).cloned().map(Box::new);
        Ok(match (gate.members.write(&commit).await?, changed) {
            (Outcome::Written(_) | Outcome::Repeated(_), Some(changed)) => Written::Yes(changed),
            (Outcome::Written(_) | Outcome::Repeated(_), None) => Written::TooLate,
            (Outcome::Clash | Outcome::Lost, _) => Written::Clash,
        })
    }
}

/// The doors with an account, once none of them waits for the password any more, or as they stand when the answer is due. The
/// change is made: nothing that goes wrong here takes it back.
pub(super) async fn doors(gate: &Gate, mut member: Box<Member>, due: Instant) -> Doors {
    let mut pause = gate.timing.request_poll / FIRST_LOOK;
    let serial = member.password_serial;
    loop {
        let doors = of(&member);
        let left = due.saturating_duration_since(Instant::now());
        if left.is_zero() || !doors.values().any(|state| *state == CopyState::Waiting) {
            return doors;
        }
        tokio::time::sleep(pause.min(left)).await;
        pause = (pause * 2).min(gate.timing.request_poll);
        match tokio::time::timeout_at(due, gate.members.load(member.id)).await {
            Ok(Ok(FoundMember::Member(now, _))) if now.password_serial == serial => member = now,
            // Redis is away, or somebody changes it anew: this is what is known.
            _ => return doors,
        }
    }
}

fn of(member: &Member) -> Doors {
    let copied = member.copy.iter().flat_map(|copy| &copy.doors);
    copied.filter(|(platform, _)| member.accounts.contains_key(platform)).map(|(platform, state)| (*platform, *state)).collect()
}
