//! Answers what somebody waits for: whether a name is free on a platform.
//!
//! A caller waits seconds, so a slow platform is answered for with "unknown", and a question that nobody waits for any more is
//! dropped. Nothing here pauses a platform: asking is not opening.

use shared::error::Error;
use shared::job::Held;
use shared::job::queue::Still;
use shared::job::request::{Answer, Question};
use shared::platform::Platform;
use tokio::time::timeout;

use crate::Worker;
use crate::outcome::Outcome;
use crate::platforms::matrix::Refused;

pub(super) async fn answer(worker: &Worker, held: &Held, id: &str) -> Result<Outcome, Error> {
    let Some(question) = worker.requests.question(held.partition, id, worker.clock.now()).await? else { return Ok(Outcome::Finish) };
    let answer = match &question {
        Question::IsNameFree { platform: Platform::Matrix, name } => is_free_on_matrix(worker, name).await,
    };
    Ok(match worker.requests.answer(&worker.queue, held, id, answer).await? {
        Still::Ours => Outcome::Done,
        Still::Lost => Outcome::Lost,
    })
}

async fn is_free_on_matrix(worker: &Worker, name: &str) -> Answer {
    let Some(homeserver) = &worker.homeserver else { return Answer::Unknown };
    match timeout(worker.timing.name_check_wait, homeserver.username_available(name)).await {
        Ok(Ok(true)) => Answer::Free,
        Ok(Ok(false) | Err(Refused::NameTaken | Refused::NameRefused)) => Answer::Taken,
        Ok(Err(refused)) => {
            tracing::debug!(%refused, "the homeserver did not say whether a name is free");
            Answer::Unknown
        }
        Err(_elapsed) => Answer::Unknown,
    }
}
