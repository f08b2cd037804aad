//! Waiting for what announces itself to nobody: looking again until it is so, and never longer than a bound.

use std::time::{Duration, Instant};

use anyhow::ensure;
use tokio::time::interval;

/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Looks again and again until it is so, for at most `at_most`.
///
/// # Errors
/// When it never came to that, or looking itself failed.
pub async fn until(at_most: Duration, mut so: impl AsyncFnMut() -> anyhow::Result<bool>) -> anyhow::Result<()> {
    let deadline = Instant::now() + at_most;
    let mut looks = interval(LOOK_EVERY);
    loop {
        looks.tick().await;
        if so().await? {
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "it never came to that within {at_most:?}");
    }
}
