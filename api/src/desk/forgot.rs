//! A link to a new password, for whoever forgot theirs.
//!
//! The rule: whoever asks learns nothing. Known or not, limited or not, the answer is the same and so is the work: limits
//! counted, one claim read, one question left, which names a link that may never come to be. Who may have it is the worker's
//! to find out: the member with that address, else the owner of an account on Mastodon that no member has.

use std::time::Duration;

use shared::crypto::random;
use shared::job::request::{DrawnLink, Question};
use shared::keyspace::NoticeId;
use shared::locales::Locale;
use shared::token::link::{Epoch, Kind, Link};

use super::{Field, Refused, application, apply, member_passwords, passwords};
use crate::gate::Gate;
use crate::guard::NetworkBlock;

/// Leaves the question. Answers the link's token where the gate is set up to give it away, after waiting until it is good for
/// something; where nobody has the address it never is. A member is written to in their own language, the owner of an account that no
/// member has in this one.
///
/// # Errors
/// `Invalid` for what is no address, `Limited` for a network block that asks too often, `Failed`.
pub async fn ask(gate: &Gate, network: NetworkBlock, email: &str, locale: Locale, is_answered: bool) -> Result<Option<String>, Refused> {
    let address = passwords::address(Some(email)).map_err(|what| Refused::fault(Field::Email, what))?;
    let roots = gate.roots().await?;
    passwords::count(gate, &roots, network, None).await?;
    let contact = application::contact(&roots, address);
    let may_write = apply::may_write(gate, contact.print, None).await?;
    let member = member_passwords::holder(gate, contact.print).await?;
    let (notice, epoch) = (NoticeId::within(member.partition(), random()), Epoch::random());
    let link = Some(DrawnLink { member, notice, epoch, is_answered });
    let question = Question::ForgotPassword { email: contact.address, locale, may_write, link };
    let wait = if is_answered { gate.patience() } else { Duration::ZERO };
    gate.requests.ask(question, gate.clock.now(), wait).await?;
    let link = Link { kind: Kind::Reset, rid: notice.rid(), subject: contact.print, epoch };
    Ok(is_answered.then(|| link.token(&roots)))
}
