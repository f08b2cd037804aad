//! Binds new audit entries into their partition's chain. A run seals a bounded number of them; what is left waits for the next.

use std::time::Duration;

use shared::audit::store::Sealing;
use shared::error::Error;
use shared::job::Held;

use crate::Worker;
use crate::outcome::Outcome;

/// Seals what was not sealed yet where the job lies.
pub(super) async fn seal(worker: &Worker, held: &Held) -> Result<Outcome, Error> {
    let roots = worker.keeper.roots().await?;
    Ok(match shared::audit::seal(&worker.redis, &roots, held, worker.clock.now()).await? {
        Sealing::Done => Outcome::Finish,
        Sealing::More => Outcome::Snooze(Duration::ZERO),
        Sealing::Lost => Outcome::Lost,
    })
}
