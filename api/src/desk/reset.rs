//! A new password by the link of a letter.
//!
//! The link belongs to a notice and is good once: the worker uses the notice up together with the new password, whoever says
//! "this was not me" uses it up without one. The rule: looking at a link changes nothing, and the new password is judged here
//! before anybody is asked.

use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::job::request::{Answer, Question};
use shared::keyspace::NoticeId;
use shared::notice::Notice;
use shared::notice::store::Written;
use shared::rate_limit::Pass;
use shared::root::Print;
use shared::settings::LimitName;
use shared::token::link::{Claimed, Kind};

use super::{Field, Refused, What, password};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// A link that is good, with what it belongs to.
pub struct Open {
    /// The notice.
    pub notice: Notice,
    /// The version in which it was loaded.
    version: u64,
}

/// What became of a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// The account has it.
    Done,
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

/// What a link opens; `None` for one that is not ours, was used or has ended.
///
/// # Errors
/// When Redis is away.
pub async fn find(gate: &Gate, token: &str) -> Result<Option<Open>, Error> {
    let roots = gate.roots().await?;
    let link = Claimed::read(token).and_then(|claimed| claimed.believed(&roots)).filter(|link| link.kind == Kind::Reset);
    let Some(link) = link else { return Ok(None) };
    let found = gate.notices.load(NoticeId::of_link(link.rid)).await?;
    let open = found.filter(|(notice, _)| notice.link() == Some(link) && notice.opens().is_some());
    Ok(open.map(|(notice, version)| Open { notice, version }))
}

/// Sets a new password.
///
/// # Errors
/// `Invalid` for a password that the rules or the platform do not take, `Limited`, `Failed`.
pub async fn set(gate: &Gate, network: NetworkBlock, open: &Open, typed: &Secret) -> Result<Reset, Refused> {
    let fault = |what| Refused::fault(Field::NewPassword, what);
    if typed.expose().is_empty() {
        return Err(fault(What::PasswordMissing));
    }
    let roots = gate.roots().await?;
    let block = roots.print(Print::Network, network.as_bytes());
    if let Pass::After(wait) = gate.limits.count(None, &[(LimitName::PasswordsBlock, block)]).await? {
        return Err(Refused::Limited(wait));
    }
    let words = password::words(None, Some(open.notice.contact.address.as_str()), &gate.settings.common.community);
    let new = password::judge(gate.settings.password, typed, words).await.map_err(fault)?;
    let question = Question::SetPassword { notice: open.notice.id, new };
    match gate.requests.ask(question, gate.clock.now(), gate.patience()).await? {
        Some(Answer::Done) => Ok(Reset::Done),
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
