//! Answers what somebody waits for: whether a name is free on a platform, and what people want of their own accounts.
//!
//! A caller waits seconds, so a slow platform is answered for with "unknown", and a question that nobody waits for any more is
//! dropped, unless it changes a password: that is finished, and a letter tells. Nothing here pauses a platform: asking is not
//! opening.

use shared::clock::between;
use shared::error::Error;
use shared::job::Held;
use shared::job::queue::Still;
use shared::job::request::{Answer, Question};
use shared::platform::Platform;
use tokio::time::timeout;

use super::own_account::{Asked, Word};
use crate::Worker;
use crate::outcome::Outcome;
use crate::platforms::{mastodon, matrix};

pub(super) async fn answer(worker: &Worker, held: &Held, failures: u32, id: &str) -> Result<Outcome, Error> {
    let now = worker.clock.now();
    let Some((question, until)) = worker.requests.question(held.partition, id, now).await? else { return Ok(Outcome::Finish) };
    let asked = Asked { worker, held, id, is_repeat: failures > 0 || held.deliveries > 1 };
    let word = match &question {
        Question::IsNameFree { platform, name } => Word::Answer(is_name_free(worker, *platform, name).await),
        question if question.is_finished_anyway() => asked.answer(question).await?,
        // Nobody's place is kept for longer than somebody waits.
        question => match timeout(between(now, until), asked.answer(question)).await {
            Ok(word) => word?,
            Err(_elapsed) => Word::Answer(Answer::Unknown),
        },
    };
    match word {
        Word::Answer(answer) => Ok(match worker.requests.answer(&worker.queue, held, id, &answer).await? {
            Still::Ours => Outcome::Done,
            Still::Lost => Outcome::Lost,
        }),
        Word::Later(outcome) => Ok(outcome),
    }
}

/// Whether a name is free on a platform: `Free`, `Taken` or `Unknown`; `NotSetUp` where that platform never tells, as this gate is set
/// up.
pub(super) async fn is_name_free(worker: &Worker, platform: Platform, name: &str) -> Answer {
    let asked = async {
        match platform {
            Platform::Matrix => on_matrix(worker, name).await,
            Platform::Mastodon => on_mastodon(worker, name).await,
        }
    };
    timeout(worker.timing.name_check_wait, asked).await.unwrap_or(Answer::Unknown)
}

async fn on_matrix(worker: &Worker, name: &str) -> Answer {
    use matrix::Refused;
    let Some(homeserver) = &worker.homeserver else { return Answer::Unknown };
    match homeserver.username_available(name).await {
        Ok(true) => Answer::Free,
        Ok(false) | Err(Refused::NameTaken | Refused::NameRefused) => Answer::Taken,
        Err(Refused::NotConfigured) => Answer::NotSetUp("GATELODGE_MATRIX_ADMIN_TOKEN".to_owned()),
        Err(refused) => {
            tracing::debug!(%refused, "the homeserver did not say whether a name is free");
            Answer::Unknown
        }
    }
}

async fn on_mastodon(worker: &Worker, name: &str) -> Answer {
    use mastodon::Refused;
    let Some(instance) = &worker.instance else { return Answer::Unknown };
    if let mastodon::Instance::Tootctl(_) = instance {
        return Answer::NotSetUp("GATELODGE_MASTODON_DRIVER".to_owned());
    }
    match instance.username_available(name).await {
        Ok(true) => Answer::Free,
        Ok(false) | Err(Refused::NameTaken | Refused::NameRefused) => Answer::Taken,
        Err(refused) => {
            tracing::debug!(%refused, "the instance did not say whether a name is free");
            Answer::Unknown
        }
    }
}
