//! The processes that run the script behind a command: how many there are, which are kept for the next question, and when one has been
//! kept for long enough. Each is a whole Mastodon in memory, which takes long to start: a question goes its way in a task of its own, so
//! that whoever gives up on the answer ends nothing that the next one could have used. Only the deadline does.
//! How a question is asked is left to `peer`, what it says to `wire`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};

use super::super::answer::{Absence, Refused};
use super::super::command::{Prefix, last_words};
use super::SCRIPT;
use super::peer::Peer;
use super::wire::{self, Line, Question};

/// So many processes are asked at once. A new one is started only where none waits, so there are never more in all.
const BUSY_MAX: usize = 3;
/// So many of them stay and wait; a worker seldom asks more at once.
const IDLE_MAX: usize = 2;
/// After so many questions a process ends, and with it whatever it has gathered.
const QUESTIONS_MAX: u32 = 100;
/// And after so long: its code and settings are those of the Mastodon that it was started in.
const LIFE: Duration = Duration::from_hours(1);

/// The processes behind one command.
pub(super) struct Pool {
    prefix: Prefix,
    idle: Mutex<Vec<Kept>>,
    places: Arc<Semaphore>,
}

/// A process, and what is left of its time.
pub(super) struct Kept {
    pub(super) peer: Peer,
    questions_left: u32,
    pub(super) until: Instant,
}

impl Kept {
    fn new(peer: Peer) -> Self {
        Self { peer, questions_left: QUESTIONS_MAX, until: Instant::now() + LIFE }
    }

    /// Whether it may be asked once more: one that ended since, with its container for instance, is no reason to fail.
    fn is_good(&mut self) -> bool {
        self.questions_left > 0 && Instant::now() < self.until && self.peer.is_alive()
    }
}

impl Pool {
    /// Starts nothing yet.
    pub(super) fn new(prefix: Prefix) -> Self {
        Self { prefix, idle: Mutex::default(), places: Arc::new(Semaphore::new(BUSY_MAX)) }
    }

    /// Asks a process that waits, or a new one. What runs at the deadline is killed; inside a container it ends with its input.
    pub(super) async fn exchange(self: &Arc<Self>, question: Question, deadline: Duration) -> Result<Line, Refused> {
        let until = Instant::now() + deadline;
        let late = |_| Refused::Away(Absence::Timeout);
        // Whoever gives up before there is a place has begun nothing.
        let place = timeout_at(until, Arc::clone(&self.places).acquire_owned()).await.map_err(late)?;
        let place = place.map_err(|_| Refused::Away(Absence::Broken))?;
        let pool = Arc::clone(self);
        let turn = tokio::spawn(timeout_at(until, async move {
            let _place = place;
            pool.turn(&question).await
        }));
        turn.await.map_err(|_| Refused::Away(Absence::Broken))?.map_err(late)?
    }

    async fn turn(&self, question: &Question) -> Result<Line, Refused> {
        let mut process = match self.waiting() {
            Some(process) => process,
            None => Kept::new(Peer::start(&self.prefix, &["bin/rails", "runner", SCRIPT])?),
        };
        let answer = process.peer.exchange(question).await?;
        process.questions_left -= 1;
        // A fault inside may be the process' own, and would meet the next question too.
        if !wire::is_internal(&answer) && process.is_good() {
            let mut idle = self.idle();
            if idle.len() < IDLE_MAX {
                idle.push(process);
            }
        }
        Ok(answer)
    }

    /// What a new process says on stderr that is asked nothing.
    pub(super) async fn last_words(&self, at_most: Duration) -> Option<String> {
        last_words(&self.prefix, &["bin/rails", "runner", SCRIPT], at_most).await
    }

    /// One that waits and is good; those that are not end here.
    fn waiting(&self) -> Option<Kept> {
        let mut idle = self.idle();
        std::iter::from_fn(|| idle.pop()).find_map(|mut process| process.is_good().then_some(process))
    }

    /// Those that wait.
    pub(super) fn idle(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
