//! The last word of a check that takes seconds and is asked for every few: it is made apart from who asks, and repeated for a while.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::super::answer::{Absence, Refused};

/// However long a check took, a good word is believed no longer than this.
const BELIEVED_MAX: Duration = Duration::from_mins(5);

/// A word is believed this many times as long as it took to get, so that checking never is what keeps the instance busy.
const GOOD_TIMES: u32 = 60;
const BAD_TIMES: u32 = 3;

/// A check and what it said last.
#[derive(Default)]
pub(super) struct Check(Arc<watch::Sender<Known>>);

#[derive(Default)]
struct Known {
    is_running: bool,
    last: Option<Word>,
}

struct Word {
    said: Result<(), Refused>,
    believed_until: Instant,
}

impl Word {
    fn new(said: Result<(), Refused>, took: Duration) -> Self {
        let times = if said.is_ok() { GOOD_TIMES } else { BAD_TIMES };
        Self { believed_until: Instant::now() + (took * times).min(BELIEVED_MAX), said }
    }
}

impl Check {
    /// The last word. Where it is too old to be believed, `look` begins to look for a new one, apart from the caller, and only the
    /// first caller of all has to wait for it.
    pub(super) async fn ask(&self, look: impl Future<Output = Result<(), Refused>> + Send + 'static) -> Result<(), Refused> {
        if self.0.send_if_modified(Known::begin) {
            let known = Arc::clone(&self.0);
            tokio::spawn(async move {
                let begun = Instant::now();
                let said = look.await;
                known.send_modify(|known| *known = Known { is_running: false, last: Some(Word::new(said, begun.elapsed())) });
            });
        }
        let mut known = self.0.subscribe();
        let known = known.wait_for(|known| known.last.is_some()).await;
        known.ok().and_then(|known| Some(known.last.as_ref()?.said.clone())).unwrap_or(Err(Refused::Away(Absence::Broken)))
    }

    /// What an order heard meanwhile: news, but not believed in a check's place.
    pub(super) fn heard(&self, said: Result<(), Refused>) {
        self.0.send_modify(|known| known.last = Some(Word::new(said, Duration::ZERO)));
    }
}

impl Known {
    /// Whether a new check has to begin, and that it has.
    fn begin(&mut self) -> bool {
        let is_believed = self.last.as_ref().is_some_and(|last| Instant::now() < last.believed_until);
        let begins = !self.is_running && !is_believed;
        self.is_running |= begins;
        begins
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use tokio::sync::oneshot;

    use super::*;

    const BAD: Refused = Refused::Away(Absence::Internal);

    #[tokio::test]
    async fn one_word_answers_all_who_ask_while_it_is_believed() {
        let check = Check::default();
        let took = Duration::from_millis(1);
        check.0.send_modify(|known| known.last = Some(Word { said: Ok(()), believed_until: Instant::now() + BELIEVED_MAX }));
        assert_eq!(check.ask(async { Err(BAD) }).await, Ok(()));
        assert!(!check.0.borrow().is_running, "nobody looks");
        assert!(Word::new(Ok(()), took).believed_until > Word::new(Err(BAD), took).believed_until);
        assert!(Word::new(Ok(()), BELIEVED_MAX).believed_until <= Instant::now() + BELIEVED_MAX);
    }

    #[tokio::test]
    async fn an_old_word_is_repeated_until_the_new_one_is_there() {
        let check = Check::default();
        check.heard(Ok(()));
        let (say, look) = oneshot::channel();
        assert_eq!(check.ask(async { look.await.unwrap() }).await, Ok(()), "not waited for");
        let mut known = check.0.subscribe();
        say.send(Err(BAD)).unwrap();
        known.wait_for(|known| !known.is_running).await.unwrap();
        assert_eq!(known.borrow().last.as_ref().unwrap().said, Err(BAD));
    }

    #[tokio::test]
    async fn a_check_goes_on_when_its_caller_has_gone() {
        let check = Check::default();
        let (say, look) = oneshot::channel();
        let asked = check.ask(async { look.await.unwrap() });
        assert!(tokio::time::timeout(Duration::ZERO, asked).await.is_err(), "the caller waits no longer");
        say.send(Ok(())).unwrap();
        assert_eq!(check.ask(async { Err(BAD) }).await, Ok(()), "no second one was begun");
    }
}
