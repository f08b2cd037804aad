//! Looks how platforms and mail do, says it in Redis and, at each change, in the log, and ends a platform's pause once it works
//! again.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::error::Error;
use shared::health::Word;
use shared::platform::Platform;
use shared::telemetry::metrics;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_util::task::AbortOnDropHandle;

use crate::Worker;
use crate::mail::MailFault;
use crate::platforms::{mastodon, matrix};

/// The part that is no platform.
const MAIL: &str = "mail";

/// Looks and says for as long as it is polled.
pub(crate) async fn work(worker: Arc<Worker>) {
    let mut looks = interval(worker.timing.health_every);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut before = BTreeMap::new();
    let mut begun = None;
    loop {
        looks.tick().await;
        if let Err(error) = look(&worker, &mut before, &mut begun).await {
            tracing::debug!(%error, "could not say how the parts do");
        }
    }
}

async fn look(worker: &Arc<Worker>, before: &mut BTreeMap<String, Word>, begun: &mut Option<Begun>) -> Result<(), Error> {
    let (mail, matrix, mastodon) = tokio::join!(look_at_mail(worker), look_at_matrix(worker), look_at_mastodon(worker, begun));
    let word = |fault: Option<String>| Word { at: worker.clock.now(), fault };
    metrics::MAIL_UP.set_whether([], mail.is_ok());
    let mut parts = BTreeMap::from([(MAIL.to_owned(), word(mail.err().map(|fault| fault.to_string())))]);
    for (platform, found) in [(Platform::Matrix, matrix), (Platform::Mastodon, mastodon)] {
        let Some(found) = found else { continue };
        metrics::PLATFORM_UP.set_whether([platform.as_str().into()], matches!(found, Found::Well));
        judge(worker, platform, &found).await?;
        parts.insert(platform.to_string(), word(found.fault()));
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

/// What a look at a platform found.
enum Found {
    /// It can be worked with.
    Well,
    /// It is away or busy, which says nothing about what the operator has to mend.
    Away(String),
    /// The operator has to mend something.
    Misconfigured(String),
}

impl Found {
    fn fault(self) -> Option<String> {
        match self {
            Self::Well => None,
            Self::Away(fault) | Self::Misconfigured(fault) => Some(fault),
        }
    }
}

/// What the homeserver says; none where that door is closed.
async fn look_at_matrix(worker: &Worker) -> Option<Found> {
    use matrix::{Absence, Refused};
    let homeserver = worker.homeserver.as_ref()?;
    Some(match timeout(worker.timing.health_every, homeserver.check()).await.unwrap_or(Err(Refused::Away(Absence::Timeout))) {
        Ok(()) => Found::Well,
        Err(Refused::Misconfigured(fault)) => Found::Misconfigured(fault.to_string()),
        Err(refused) => Found::Away(refused.to_string()),
    })
}

/// A look at the instance that has begun: what is started inside it may take longer to start than one look.
type Begun = AbortOnDropHandle<Result<(), mastodon::Refused>>;

/// What the instance says; none where that door is closed. A look that takes long is waited for by the next one.
async fn look_at_mastodon(worker: &Arc<Worker>, begun: &mut Option<Begun>) -> Option<Found> {
    use mastodon::{Absence, Refused};
    worker.instance.as_ref()?;
    let look = begun.get_or_insert_with(|| {
        let worker = Arc::clone(worker);
        AbortOnDropHandle::new(tokio::spawn(async move {
            match &worker.instance {
                Some(instance) => instance.check().await,
                None => Ok(()),
            }
        }))
    });
    let answer = match timeout(worker.timing.health_every, look).await {
        Ok(answer) => {
            *begun = None;
            answer.unwrap_or(Err(Refused::Away(Absence::Broken)))
        }
        Err(_elapsed) => Err(Refused::Away(Absence::Timeout)),
    };
    Some(match answer {
        Ok(()) => Found::Well,
        Err(Refused::Misconfigured(fault)) => Found::Misconfigured(fault.to_string()),
        Err(refused) => Found::Away(refused.to_string()),
    })
}

/// Pauses or resumes a platform by what its check said.
async fn judge(worker: &Worker, platform: Platform, found: &Found) -> Result<(), Error> {
    match found {
        Found::Misconfigured(fault) => worker.pauses.pause(platform, fault).await,
        Found::Away(_) => Ok(()),
        Found::Well => match worker.pauses.paused(platform).await? {
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
    let matrix = [matrix::Fault::PasswordLoginOff, matrix::Fault::PasswordChangeOff].map(|fault| fault.to_string());
    let mastodon = [mastodon::Fault::RegistrationsClosed, mastodon::Fault::WrongScopes].map(|fault| fault.to_string());
    matrix.iter().chain(&mastodon).any(|fault| fault == why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_check_does_not_lift_what_it_cannot_see() {
        assert!(is_beyond_the_check(&matrix::Fault::PasswordLoginOff.to_string()));
        assert!(is_beyond_the_check(&mastodon::Fault::RegistrationsClosed.to_string()));
        assert!(!is_beyond_the_check(&matrix::Fault::WrongSecret.to_string()));
    }
}
