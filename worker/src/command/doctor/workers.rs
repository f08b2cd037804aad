//! How the workers do that run already. They may know other settings than this process has just read.

use shared::doctor::Finding;
use shared::keyspace::Partition;

use super::quoted;
use crate::Worker;

const PLACE: &str = "workers";

pub(super) async fn look(worker: &Worker) -> Vec<Finding> {
    let mut findings = Vec::new();
    for platform in worker.settings.common.services.iter() {
        if let Ok(Some(why)) = worker.pauses.paused(platform).await {
            findings.push(
                Finding::fault("workers.paused", PLACE, format!("The workers leave {platform} alone: {}.", quoted(&why)))
                    .because("Whoever was approved waits for an account; it is opened by itself once this is mended.")
                    .mend(format!(
                        "Where this doctor finds a fault of {platform}, mend that. Where it finds none, the workers run with older values \
                         than .env and the GATELODGE_ settings have now: restart them; what waits goes on within a quarter of an hour."
                    )),
            );
        }
    }
    if worker.health.heard().await.is_ok_and(|said| said.is_empty()) {
        findings.push(
            Finding::advice("workers.none", PLACE, "No worker has been heard of in the last half minute.")
                .because("Until one runs, no letter goes out and no account is opened; everything waits and nothing is lost.")
                .mend("Start one: gatelodge-worker, or systemctl start gatelodge-worker."),
        );
    }
    findings.extend(dead(worker).await);
    if findings.is_empty() {
        findings.push(Finding::ok("workers.well", PLACE, "They run, leave no platform alone, and gave nothing up."));
    }
    findings
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
