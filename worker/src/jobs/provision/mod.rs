//! Opens the account of an approved, settled registration, exactly once, and never touches a stranger's.
//!
//! The order of the steps is the proof. That the platform will be asked is written down before the first call, with a random
//! secret that is the account's first password where nothing better proves that it is ours. Each step is written down before the
//! next one, with the hold of the job checked in the same step, so a run may end anywhere and another one goes on. The steps on
//! each platform stand in a file of their own; what each report means for the registration is decided by `shared`.
//! Which password an account is made with is read with the last step that was written down before: one that is set later finds the
//! door at work, and follows.
//!
//! A fault of configuration pauses the platform, and the job that met it has failed and comes back when everybody else has had a turn:
//! one account that is refused alone starves nobody. Where it meets a fault again although another account was opened since, the
//! fault is its own and pauses nothing. It ends as for a platform that stays away: after the same time, with the same letters.

mod mastodon;
mod matrix;

use std::sync::Arc;
use std::time::Duration;

use shared::clock::later;
use shared::commit::Ending;
use shared::crypto::secret::Secret;
use shared::error::Error;
use shared::job::Held;
use shared::job::request::Answer;
use shared::keyspace::Rid;
use shared::platform::Platform;
use shared::registration::Registration;
use shared::registration::provision::{Attempt, Door, News, Report, Stage, Trouble, can_go_on, gives_up_at, lives_until};
use shared::registration::status::{Actor, Event, Refusal, Terms, decide};
use shared::registration::store::{Changed, Found};

use crate::Worker;
use crate::jobs::questions;
use crate::outcome::Outcome;

/// Attempts that let the record live less than this longer are not written down each.
const ONE_ATTEMPT: Duration = Duration::from_hours(1);

/// Works on one door of one registration.
pub(super) async fn open(worker: &Worker, held: &Held, failures: u32, rid: Rid, platform: Platform) -> Result<Outcome, Error> {
    let terms = worker.terms().await?;
    let opening = Opening { worker, held, failures, rid, platform, terms, secret: Secret::random() };
    match opening.sequence().await {
        Ok(outcome) | Err(Stop::Because(outcome)) => Ok(outcome),
        Err(Stop::Broken(error)) => Err(error),
    }
}

/// Tells the registration that its job becomes a dead letter. None where it heard, or does not wait for this any more; how the
/// job ends where nothing is left to bury. No platform is asked: that may be what the job dies of.
pub(super) async fn give_up(worker: &Worker, held: &Held, rid: Rid, platform: Platform) -> Result<Option<Outcome>, Error> {
    let terms = worker.terms().await?;
    let opening = Opening { worker, held, failures: 0, rid, platform, terms, secret: Secret::random() };
    match opening.report(News::Failed(Trouble::Unavailable), Ending::Keep).await {
        Err(Stop::Because(outcome @ (Outcome::Lost | Outcome::Gone))) => Ok(Some(outcome)),
        Ok(_) | Err(Stop::Because(_)) => Ok(None),
        Err(Stop::Broken(error)) => Err(error),
    }
}

/// One run.
struct Opening<'a> {
    worker: &'a Worker,
    held: &'a Held,
    /// How often this job failed before.
    failures: u32,
    rid: Rid,
    platform: Platform,
    terms: Arc<Terms>,
    /// The secret that this run writes down if none is yet.
    secret: Secret,
}

/// Why a run goes no further.
enum Stop {
    /// It has its outcome.
    Because(Outcome),
    /// Redis, or what rests there.
    Broken(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

impl From<Outcome> for Stop {
    fn from(outcome: Outcome) -> Self {
        Self::Because(outcome)
    }
}

impl Opening<'_> {
    async fn sequence(&self) -> Result<Outcome, Stop> {
        let Found::Record(mut record, _) = self.worker.registrations.load(self.rid).await? else { return Ok(Outcome::Gone) };
        // It was a dead letter, and somebody wants it tried again.
        let is_again = can_go_on(&record, self.platform);
        if !is_again && !matches!(record.door(self.platform), Door::Processing { .. }) {
            return Ok(Outcome::Finish);
        }
        let now = self.worker.clock.now();
        // A door that is closed in this worker's settings may be open in another's.
        let must_wait = !self.is_open() || self.worker.pauses.paused(self.platform).await?.is_some();
        // Whoever asks for another try after that time gets one.
        if now >= gives_up_at(&record, &self.terms) && (self.failures > 0 || must_wait) {
            self.leave(&record).await;
            return Err(self.fail(Trouble::Unavailable).await);
        }
        // Every attempt prolongs the record; the many of one hour count as one.
        if is_again || lives_until(&record, &self.terms, now) > later(record.expires_at, ONE_ATTEMPT) {
            record = still_there(self.report(News::Trying, Ending::Keep).await?)?;
        }
        if must_wait {
            return Ok(self.wait_for_the_operator());
        }
        // Nothing is asked for where nobody could get in.
        chosen(&record)?;
        self.hold_back(&record).await?;
        match (self.platform, &self.worker.homeserver, &self.worker.instance) {
            (Platform::Matrix, Some(homeserver), _) => self.on_matrix(homeserver, &record).await?,
            (Platform::Mastodon, _, Some(instance)) => self.on_mastodon(instance, &record).await?,
            (Platform::Matrix | Platform::Mastodon, ..) => return Ok(self.wait_for_the_operator()),
        }
        self.report(News::Opened, Ending::Finish).await?;
        self.worker.pauses.succeeded(self.platform);
        Ok(Outcome::Done)
    }

    /// Whether this worker's settings open the door.
    const fn is_open(&self) -> bool {
        match self.platform {
            Platform::Matrix => self.worker.homeserver.is_some(),
            Platform::Mastodon => self.worker.instance.is_some(),
        }
    }

    /// Waits with an account whose name is taken on another door that is asked for too: the applicant may want another name on both, and
    /// an account that is made is never renamed. That other door's job says what is wrong.
    async fn hold_back(&self, record: &Registration) -> Result<(), Stop> {
        let Some(name) = record.name_on(self.platform).filter(|_| record.door(self.platform).attempt().is_none()) else { return Ok(()) };
        let others = record.doors.iter().filter(|(platform, _)| **platform != self.platform);
        for (other, door) in others.filter(|(other, _)| record.name_on(**other) == Some(name)) {
            let is_taken = async |platform| questions::is_name_free(self.worker, platform, name.name.as_str()).await == Answer::Taken;
            let is_lost = match door {
                Door::Processing { attempt: None } => is_taken(*other).await,
                // That door was quicker and has said it already.
                Door::Failed { problem: Trouble::NameTaken | Trouble::NameRefused, .. } => true,
                _ => false,
            };
            // Where it is taken here as well, this door says so itself: if both waited, nobody would be told.
            if is_lost && !is_taken(self.platform).await {
                self.report(News::HeldBack, Ending::Finish).await?;
                return Err(Outcome::Done.into());
            }
        }
        Ok(())
    }

    /// Ends the session that an earlier run left open: its applicant may never come back.
    async fn leave(&self, record: &Registration) {
        let attempt = record.door(self.platform).attempt();
        if let (Some(homeserver), Some(Stage::Created { account, token: Some(token), .. })) =
            (&self.worker.homeserver, attempt.map(|attempt| &attempt.stage))
        {
            homeserver.leave(&matrix::session(account, token)).await;
        }
    }

    /// Writes down that the platform will be asked, and with which secret; the record lives on for that. Answers the password that is its
    /// person's by then, too.
    async fn intend(&self) -> Result<(Attempt, Secret), Stop> {
        let record = still_there(self.report(News::Intend { secret: self.secret.clone() }, Ending::Keep).await?)?;
        let attempt = record.door(self.platform).attempt().cloned();
        Ok((attempt.ok_or(Stop::Because(Outcome::Gone))?, chosen(&record)?))
    }

    /// Whether nobody but this very run can have asked the platform with the attempt's secret.
    fn is_fresh(&self, attempt: &Attempt) -> bool {
        attempt.secret == self.secret
    }

    /// The last word of a door that does not open; the letter about it goes out with the commit.
    async fn fail(&self, trouble: Trouble) -> Stop {
        if trouble == Trouble::Conflict {
            tracing::warn!(platform = %self.platform, "an account could not be opened: name, address or account are somebody else's there");
        }
        match self.report(News::Failed(trouble), Ending::Finish).await {
            Ok(_) => Outcome::Done.into(),
            Err(stop) => stop,
        }
    }

    /// Tells the registration; the hold is checked in the same step.
    async fn report(&self, news: News, ending: Ending) -> Result<Option<Box<Registration>>, Stop> {
        let report = Report { platform: self.platform, news };
        let terms = Arc::clone(&self.terms);
        let decide = move |record: &Registration, now| decide(record, Event::Report(report.clone()), Actor::House, &terms, now);
        match self.worker.registrations.change(self.rid, Some((self.held, ending)), decide).await? {
            Changed::To(record) => Ok(record),
            // The door moved on without this job.
            Changed::Refused(Refusal::Done) => Err(Outcome::Finish.into()),
            Changed::Refused(_) => Err(Outcome::retry("the registration is not where this step belongs").into()),
            Changed::Gone => Err(Outcome::Gone.into()),
            Changed::Lost => Err(Outcome::Lost.into()),
        }
    }

    /// The operator has to mend something: for this account, or for all of them.
    async fn pause(&self, why: &str) -> Stop {
        match self.worker.pauses.met(self.platform, why, self.failures, &self.worker.timing).await {
            Ok(outcome) => outcome.into(),
            Err(error) => error.into(),
        }
    }

    /// This job was not tried: half of the pause, so that it is before whoever met the fault.
    fn wait_for_the_operator(&self) -> Outcome {
        Outcome::Snooze(self.worker.timing.platform_pause / 2)
    }
}

/// The record as a report left it.
fn still_there(record: Option<Box<Registration>>) -> Result<Box<Registration>, Stop> {
    record.ok_or(Stop::Because(Outcome::Gone))
}

/// The password that waits for the accounts.
fn chosen(record: &Registration) -> Result<Secret, Stop> {
    let password = record.password.as_ref().map(|password| password.secret().clone());
    password.ok_or(Stop::Because(Outcome::retry("a door is worked on without a password")))
}
