//! Looks how platforms and mail do, says it where the API reads it, and ends a platform's pause once it works again. Also
//! watches that the Redis behind a new connection is the one this process began with.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::error::Error;
use shared::health::Word;
use shared::platform::Platform;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

use crate::Worker;
use crate::mail::MailFault;
use crate::platforms::matrix::{Absence, Fault, Homeserver, Refused};

/// The part that is no platform.
const MAIL: &str = "mail";

/// Looks and says for as long as it is polled.
pub(crate) async fn work(worker: Arc<Worker>) {
    let mut looks = interval(worker.timing.health_every);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        if let Err(error) = look(&worker).await {
            tracing::debug!(%error, "could not say how the parts do");
        }
    }
}

async fn look(worker: &Worker) -> Result<(), Error> {
    let (mail, matrix) = tokio::join!(look_at_mail(worker), look_at_matrix(worker));
    let word = |fault: Option<String>| Word { at: worker.clock.now(), fault };
    let mut parts = BTreeMap::from([(MAIL.to_owned(), word(mail.err().map(|fault| fault.to_string())))]);
    if let Some(answer) = matrix {
        judge(worker, Platform::Matrix, answer.as_ref().err()).await?;
        parts.insert(Platform::Matrix.to_string(), word(answer.err().map(|refused| refused.to_string())));
    }
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

/// The oldest Redis whose streams do what the queue needs: taking over jobs came with it.
const REDIS_MIN: (u32, u32) = (6, 2);

/// Tells the operator of a Redis that is too old, where it says its version at all.
async fn judge_redis(worker: &Worker) {
    if let Ok(version) = worker.redis.version().await
        && version < REDIS_MIN
    {
        tracing::error!(major = version.0, minor = version.1, "this Redis is too old: nobody takes over the jobs of the dead before 6.2");
    }
}

/// Compares the roots after each reconnect. Another root means another Redis, or one that has lost everything: whatever this
/// process made from then on nobody could check, so it has to end. True when that is so.
pub(crate) async fn watch_roots(worker: Arc<Worker>) -> bool {
    let mut reconnects = worker.redis.reconnects();
    while !matches!(reconnects.recv().await, Err(RecvError::Closed)) {
        judge_redis(&worker).await;
        loop {
            match worker.keeper.still_the_same().await {
                Ok(true) => break,
                Ok(false) => {
                    tracing::error!("Redis holds other root secrets than before: this process ends itself");
                    return true;
                }
                Err(error) => tracing::debug!(%error, "could not compare the root secrets yet"),
            }
            sleep(worker.timing.redis_command).await;
        }
    }
    false
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
