//! A token of a member's own account on Mastodon, made and ended on the account's page.
//!
//! The rule: a token is answered once and kept nowhere here. Nothing remembers that one was shown, so that a new one ends
//! whichever was handed out before: what was shown once is never shown again.

use shared::job::request::{Answer, PlatformToken, Question};
use shared::member::Member;
use shared::platform::Platform;
use shared::settings::MastodonDriver;
use tokio::time::Instant;

use super::Refused;
use crate::gate::Gate;

/// What became of a press of a button.
#[derive(Debug)]
pub enum Pressed {
    /// The token, for this once.
    Made(PlatformToken),
    /// There is none any more.
    Revoked,
    /// Nothing was heard in time: pressing again does no harm.
    Later,
    /// The instance does not do this for this account.
    Refused,
    /// The operator has not set tokens up.
    NotSetUp,
}

/// Whether the member is offered one at all.
pub fn is_offered(gate: &Gate, member: &Member) -> bool {
    let mints = gate.settings.common.mastodon.as_ref().is_some_and(|instance| instance.driver == MastodonDriver::Runner);
    mints && member.accounts.contains_key(&Platform::Mastodon)
}

/// Makes a token, and ends any before it.
///
/// # Errors
/// `Failed`.
pub async fn make(gate: &Gate, member: &Member) -> Result<Pressed, Refused> {
    let due = Instant::now() + gate.patience();
    match ask(gate, Question::RevokeToken { key: member.id.rid() }, due).await? {
        Some(Answer::Done | Answer::Stranger) => {}
        answer => return Ok(otherwise(answer.as_ref())),
    }
    Ok(match ask(gate, Question::Token { key: member.id.rid() }, due).await? {
        Some(Answer::Token(token)) => Pressed::Made(token),
        answer => otherwise(answer.as_ref()),
    })
}

/// Ends the token.
///
/// # Errors
/// `Failed`.
pub async fn revoke(gate: &Gate, member: &Member) -> Result<Pressed, Refused> {
    let due = Instant::now() + gate.patience();
    Ok(match ask(gate, Question::RevokeToken { key: member.id.rid() }, due).await? {
        // Where the account is gone its tokens are, too.
        Some(Answer::Done | Answer::Stranger) => Pressed::Revoked,
        answer => otherwise(answer.as_ref()),
    })
}

async fn ask(gate: &Gate, question: Question, due: Instant) -> Result<Option<Answer>, Refused> {
    let left = due.saturating_duration_since(Instant::now());
    Ok(gate.requests.ask(question, gate.clock.now(), left).await?)
}

const fn otherwise(answer: Option<&Answer>) -> Pressed {
    match answer {
        Some(Answer::NotSetUp(_)) => Pressed::NotSetUp,
        Some(Answer::Denied | Answer::Stranger | Answer::PasswordRefused) => Pressed::Refused,
        _ => Pressed::Later,
    }
}
