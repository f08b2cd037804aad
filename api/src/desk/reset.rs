//! A new password by the link of a letter.
//!
//! The link belongs to a notice and is good once: a member's is used up here in the commit that changes the member, an account's
//! by the worker together with the new password; whoever says "this was not me" uses it up without one. The rules: looking at a
//! link changes nothing, the new password is judged before anybody is asked, and a link never signs in and proves no address.

use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::job::request::{Answer, Question};
use shared::keyspace::{MemberId, NoticeId, Rid};
use shared::member::CopyState;
use shared::member::store::FoundMember;
use shared::notice::store::Written;
use shared::notice::{Notice, ResetOf};
use shared::platform::Platform;
use shared::token::link::{Claimed, Kind};
use tokio::time::Instant;

use super::member_passwords::{self, Doors};
use super::{Field, Refused, What, password, passwords};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// A link that is good, with what it belongs to.
pub struct Open {
    /// The notice.
    pub notice: Notice,
    /// The version in which it was loaded.
    version: u64,
}

impl Open {
    /// Whether the password is a member's, and not that of an account alone.
    pub fn is_members(&self) -> bool {
        self.notice.opens().is_some_and(|(of, _)| of == ResetOf::Member)
    }
}

/// What became of a new password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reset {
    /// It is set; what became of it on each door.
    Done(Doors),
    /// The link is at its end.
    Ended,
    /// Nothing was heard in time; a letter tells if it comes to be.
    Later,
}

/// Whether we made this link, for a new password. Whether it is still good only [`find`] says.
///
/// # Errors
/// When Redis is away.
pub async fn is_ours(gate: &Gate, token: &str) -> Result<bool, Error> {
    let roots = gate.roots().await?;
    Ok(Claimed::read(token).and_then(|claimed| claimed.believed(&roots)).is_some_and(|link| link.kind == Kind::Reset))
}

/// What a link opens; `None` for one that is not ours, was used or has ended: as much is read for it.
///
/// # Errors
/// When Redis is away.
pub async fn find(gate: &Gate, token: &str) -> Result<Option<Open>, Error> {
    let roots = gate.roots().await?;
    let link = Claimed::read(token).and_then(|claimed| claimed.believed(&roots)).filter(|link| link.kind == Kind::Reset);
    let found = gate.notices.load(NoticeId::of_link(link.map_or_else(Rid::random, |link| link.rid))).await?;
    let open = found.filter(|(notice, _)| link.is_some() && notice.link() == link && notice.opens().is_some());
    Ok(open.map(|(notice, version)| Open { notice, version }))
}

/// Sets a new password.
///
/// # Errors
/// `Invalid` for a password that the rules or the platform do not take, `Limited`, `Failed`.
pub async fn set(gate: &Gate, network: NetworkBlock, open: &Open, typed: &Secret) -> Result<Reset, Refused> {
    let due = Instant::now() + gate.patience();
    if typed.expose().is_empty() {
        return Err(fault(What::PasswordMissing));
    }
    count(gate, network).await?;
    put(gate, open, typed, due).await
}

/// Sets a new password for whoever shows a link's token. What everybody can see to be wrong with the password is said first.
///
/// # Errors
/// As [`set`].
pub async fn set_by_token(gate: &Gate, network: NetworkBlock, token: &str, typed: &Secret) -> Result<Reset, Refused> {
    let due = Instant::now() + gate.patience();
    count(gate, network).await?;
    member_passwords::judge(gate, None, typed).await.map_err(fault)?;
    match find(gate, token).await? {
        Some(open) => put(gate, &open, typed, due).await,
        None => Ok(Reset::Ended),
    }
}

async fn count(gate: &Gate, network: NetworkBlock) -> Result<(), Refused> {
    passwords::count(gate, &*gate.roots().await?, network, None).await
}

fn fault(what: What) -> Refused {
    Refused::fault(Field::NewPassword, what)
}

async fn put(gate: &Gate, open: &Open, typed: &Secret, due: Instant) -> Result<Reset, Refused> {
    match open.notice.opens() {
        Some((ResetOf::Member, key)) => of_member(gate, open, MemberId::from(key), typed, due).await,
        Some((ResetOf::Account, _)) => of_account(gate, open, typed, due).await,
        None => Ok(Reset::Ended),
    }
}

async fn of_member(gate: &Gate, open: &Open, member: MemberId, typed: &Secret, due: Instant) -> Result<Reset, Refused> {
    let FoundMember::Member(member, _) = gate.members.load(member).await? else { return Ok(Reset::Ended) };
    let new = member_passwords::judge(gate, Some(&member), typed).await.map_err(fault)?;
    match member_passwords::set(gate, &member, &new, None, Some(open.notice.id)).await? {
        Some(changed) => Ok(Reset::Done(member_passwords::doors(gate, changed, due).await)),
        None => Ok(Reset::Ended),
    }
}

async fn of_account(gate: &Gate, open: &Open, typed: &Secret, due: Instant) -> Result<Reset, Refused> {
    let words = password::words(None, Some(open.notice.contact.address.as_str()), &gate.settings.common.community);
    let new = password::judge(gate.settings.password, typed, words).await.map_err(fault)?;
    let question = Question::SetPassword { notice: open.notice.id, new };
    match gate.requests.ask(question, gate.clock.now(), due.saturating_duration_since(Instant::now())).await? {
        Some(Answer::Done) => Ok(Reset::Done([(Platform::Mastodon, CopyState::Done)].into())),
        Some(Answer::Denied | Answer::Stranger) => Ok(Reset::Ended),
        Some(Answer::PasswordRefused) => Err(fault(What::PasswordRefused)),
        _ => Ok(Reset::Later),
    }
}

/// "This was not me": ends the link; false where it had ended meanwhile.
///
/// # Errors
/// When Redis is away or refuses.
pub async fn disown(gate: &Gate, open: Open) -> Result<bool, Error> {
    Ok(gate.notices.use_up(&open.notice.used(), open.version, None, None).await? == Written::Yes)
}
