//! Steps of a story that plays by itself: numbered, timed, each with a time it must be done in, and with what went wrong.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::say;

/// How long one step may take.
const STEP_MAX: Duration = Duration::from_mins(1);

/// How many there were.
#[derive(Default)]
pub struct Steps {
    /// Those that went well.
    pub done: usize,
}

impl Steps {
    /// Plays one and says so.
    pub async fn step<T>(&mut self, words: &str, act: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
        let (number, began) = (self.done + 1, Instant::now());
        let failed = || format!("step {number} failed: {words}");
        let outcome = tokio::time::timeout(STEP_MAX, act).await;
        let outcome =
            outcome.with_context(|| format!("{}: it took longer than {} s", failed(), STEP_MAX.as_secs()))?.with_context(failed)?;
        say(&format!("{number:>4}  {words:<74} {:>6} ms", began.elapsed().as_millis()));
        self.done = number;
        Ok(outcome)
    }
}
