//! A token of the Mastodon account's own, made and ended on the applicant's page.
//!
//! The rule: whether it may be made is asked of the rules before a worker is, a token is answered once and kept nowhere here,
//! and the record remembers only that there is one. It never expires on Mastodon, so it can be ended as long as the page lives.

use shared::job::request::{Answer, PlatformToken, Question};
use shared::platform::Platform;
use shared::registration::Registration;
use shared::registration::provision::Door;
use shared::registration::status::{Event, Refusal, decide};
use shared::registration::store::Found;
use shared::settings::MastodonDriver;

use super::{Refused, changed};
use crate::credentials::Asker;
use crate::gate::Gate;

/// What became of a press of a button.
#[derive(Debug)]
pub enum Pressed {
    /// The token, for this once, and the record that remembers it.
    Made(PlatformToken, Box<Registration>),
    /// There is none any more.
    Revoked(Box<Registration>),
    /// Nothing was heard in time: the same button leads to the same token.
    Later,
    /// The instance does not do this for this account.
    Refused,
    /// The operator has not set tokens up.
    NotSetUp,
}

/// Whether the asker is offered one at all.
pub fn is_offered(gate: &Gate, asker: &Asker) -> bool {
    let mints = gate.settings.common.mastodon.as_ref().is_some_and(|instance| instance.driver == MastodonDriver::Runner);
    mints && asker.record.is_applicant(asker.link.kind) && matches!(asker.record.door(Platform::Mastodon), Door::Success { .. })
}

/// Makes a token.
///
/// # Errors
/// `Rule`: `NotYours`, `NotApproved`, `Done` where one was shown before; `Gone`; `Failed`.
pub async fn make(gate: &Gate, asker: &Asker) -> Result<Pressed, Refused> {
    let event = Event::Token { is_shown: true };
    allowed(gate, asker, event.clone()).await?;
    let rid = asker.record.rid;
    match gate.requests.ask(Question::Token { key: rid }, gate.clock.now(), gate.patience()).await? {
        Some(Answer::Token(token)) => match changed(gate, rid, asker.actor, event).await {
            Ok(record) => Ok(Pressed::Made(token, record)),
            // The other tap of a double tap was faster; the token is the same, and the browser shows only one of the two pages.
            Err(Refused::Rule(Refusal::Done)) => match gate.registrations.load(rid).await? {
                Found::Record(record, _) => Ok(Pressed::Made(token, record)),
                Found::Nothing | Found::Deleted { .. } => Err(Refused::Gone),
            },
            Err(refused) => Err(refused),
        },
        answer => Ok(otherwise(answer.as_ref())),
    }
}

/// Ends the token.
///
/// # Errors
/// `Rule`: `NotYours`, `NotApproved`; `Gone`; `Failed`.
pub async fn revoke(gate: &Gate, asker: &Asker) -> Result<Pressed, Refused> {
    let event = Event::Token { is_shown: false };
    allowed(gate, asker, event.clone()).await?;
    let rid = asker.record.rid;
    match gate.requests.ask(Question::RevokeToken { key: rid }, gate.clock.now(), gate.patience()).await? {
        // Where the account is gone its tokens are, too.
        Some(Answer::Done | Answer::Stranger) => Ok(Pressed::Revoked(changed(gate, rid, asker.actor, event).await?)),
        answer => Ok(otherwise(answer.as_ref())),
    }
}

/// What the rules will say whatever the worker answers: no token is made that may not be shown.
async fn allowed(gate: &Gate, asker: &Asker, event: Event) -> Result<(), Refused> {
    let (_, terms) = gate.known().await?;
    decide(&asker.record, event, asker.actor, terms, gate.clock.now()).map(drop).map_err(Refused::Rule)
}

const fn otherwise(answer: Option<&Answer>) -> Pressed {
    match answer {
        Some(Answer::NotSetUp(_)) => Pressed::NotSetUp,
        Some(Answer::Denied | Answer::Stranger | Answer::PasswordRefused) => Pressed::Refused,
        _ => Pressed::Later,
    }
}
