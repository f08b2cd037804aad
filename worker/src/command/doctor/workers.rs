//! How the workers do that run already. They may know other settings than this process has just read.

use shared::doctor::{Finding, Notes};
use shared::keyspace::Partition;
use shared::platform::Platform;

use super::matrix::capital;
use super::quoted;
use crate::Worker;
use crate::platforms::mastodon::Fault;

const PLACE: &str = "workers";

const PAUSES: &str = "whether a platform is left alone";
const ALIVE: &str = "whether any of them runs";
const DEAD: &str = "what they gave up";

pub(super) async fn look(worker: &Worker, notes: &Notes) {
    notes.to_look_at([PAUSES, ALIVE, DEAD]);
    let mut paused = Vec::new();
    for platform in worker.settings.common.services.iter() {
        if let Ok(Some(why)) = worker.pauses.paused(platform).await {
            paused.push(
                Finding::fault("workers.paused", PLACE, format!("The workers leave {platform} alone: {}.", quoted(&why)))
                    .because("Whoever was approved waits for an account; it is opened by itself once this is mended.")
                    .mend(mend(platform, &why)),
            );
        }
    }
    notes.looked_at(PAUSES, paused);
    let is_none = worker.health.heard().await.is_ok_and(|said| said.is_empty());
    notes.looked_at(ALIVE, is_none.then(none));
    notes.looked_at(DEAD, dead(worker).await);
    if notes.is_empty() {
        notes.add([Finding::ok("workers.well", PLACE, "They run, leave no platform alone, and gave nothing up.")]);
    }
}

/// What ends the pause. What only the workers' own user meets is found by no doctor that an administrator runs.
fn mend(platform: Platform, why: &str) -> String {
    let denied = Fault::SocketDenied;
    if why == denied.to_string() {
        return format!("{}. What waits goes on within a quarter of an hour.", capital(denied.mend()));
    }
    format!(
        "Where this doctor finds a fault of {platform}, mend that. Where it finds none, the workers run as another user than this doctor, \
         or with older values than .env and the GATELODGE_ settings have now: ask it as their user, or restart them; what waits goes on \
         within a quarter of an hour."
    )
}

fn none() -> Finding {
    Finding::advice("workers.none", PLACE, "No worker has been heard of in the last half minute.")
        .because("Until one runs, no letter goes out and no account is opened; everything waits and nothing is lost.")
        .mend("Start one: gatelodge-worker, or systemctl start gatelodge-worker.")
}

async fn dead(worker: &Worker) -> Option<Finding> {
    let mut count = 0;
    for partition in Partition::all() {
        count += worker.queue.dead(partition).await.ok()?.len();
    }
    (count > 0).then(|| {
        Finding::warning("workers.dead-letters", PLACE, format!("{count} jobs failed for good and wait for you."))
            .because("Each is a letter that somebody waits for, or an account, or a password.")
            .mend("See why: gatelodge-worker jobs list --dead. Once that is mended: gatelodge-worker jobs retry --all.")
    })
}
