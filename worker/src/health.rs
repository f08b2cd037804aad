//! Looks how platforms and mail do, says it in Redis and, at each change, in the log, and ends a platform's pause once it works
//! again.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::error::Error;
use shared::health::Word;
use shared::platform::Platform;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::Worker;
use crate::mail::MailFault;
use crate::platforms::matrix::{Absence, Fault, Homeserver, Refused};

/// The part that is no platform.
const MAIL: &str = "mail";

/// Looks and says for as long as it is polled.
pub(crate) async fn work(worker: Arc<Worker>) {
    let mut looks = interval(worker.timing.health_every);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut before = BTreeMap::new();
    loop {
        looks.tick().await;
        if let Err(error) = look(&worker, &mut before).await {
            tracing::debug!(%error, "could not say how the parts do");
        }
    }
}

async fn look(worker: &Worker, before: &mut BTreeMap<String, Word>) -> Result<(), Error> {
    let (mail, matrix) = tokio::join!(look_at_mail(worker), look_at_matrix(worker));
    let word = |fault: Option<String>| Word { at: worker.clock.now(), fault };
    let mut parts = BTreeMap::from([(MAIL.to_owned(), word(mail.err().map(|fault| fault.to_string())))]);
    if let Some(answer) = matrix {
        judge(worker, Platform::Matrix, answer.as_ref().err()).await?;
        parts.insert(Platform::Matrix.to_string(), word(answer.err().map(|refused| refused.to_string())));
    }
    for (part, word) in &parts {
        let was = before.get(part).and_then(|word| word.fault.as_ref());
        match &word.fault {
            Some(fault) if was != Some(fault) => tracing::warn!(part, fault, "cannot be worked with"),
            None if was.is_some() => tracing::info!(part, "can be worked with again"),
            Some(_) | None => {}
        }
    }
    before.clone_from(&parts);
    worker.health.say(&parts).await
}

// A part that does not answer must not keep the word about the others until nobody believes it any more.

async fn look_at_mail(worker: &Worker) -> Result<(), MailFault> {
    let late = MailFault::Later { retry_after: None };
    timeout(worker.timing.health_every, worker.mailer.check()).await.unwrap_or(Err(late))
}

/// What the homeserver says; none where that door is closed.
async fn look_at_matrix(worker: &Worker) -> Option<Result<(), Refused>> {
    let homeserver: &Homeserver = worker.homeserver.as_ref()?;
    let late = Refused::Away(Absence::Timeout);
    Some(timeout(worker.timing.health_every, homeserver.check()).await.unwrap_or(Err(late)))
}

/// Pauses or resumes a platform by what its check said.
async fn judge(worker: &Worker, platform: Platform, refused: Option<&Refused>) -> Result<(), Error> {
    match refused {
        Some(Refused::Misconfigured(fault)) => worker.pauses.pause(platform, &fault.to_string()).await,
        // Away or busy says nothing about what the operator has to mend.
        Some(_) => Ok(()),
        None => match worker.pauses.paused(platform).await? {
            Some(why) if is_beyond_the_check(&why) => Ok(()),
            Some(_) => worker.pauses.resume(platform).await,
            None => {
                // Another worker resumed it, or the pause ended by itself.
                worker.pauses.mended(platform, |why| !is_beyond_the_check(why));
                Ok(())
            }
        },
    }
}

/// Faults that only an order shows: their pause ends by itself, and the next order tries.
fn is_beyond_the_check(why: &str) -> bool {
    [Fault::PasswordLoginOff, Fault::PasswordChangeOff].iter().any(|fault| fault.to_string() == why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_check_does_not_lift_what_it_cannot_see() {
        assert!(is_beyond_the_check(&Fault::PasswordLoginOff.to_string()));
        assert!(!is_beyond_the_check(&Fault::WrongSecret.to_string()));
    }
}
