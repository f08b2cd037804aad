//! A Gatelodge for the journeys in a real browser: on free ports, in a folder of its own, and told about in one line of JSON.
//!
//! The line names what the journeys look at from outside: the gate, the letters, the homeserver, Redis' socket, the shared
//! secret, and the worker's process id, which they freeze while they compare what rests. Ends when its input ends, so that
//! a runner that dies leaves nothing behind.

use std::net::Ipv4Addr;

use serde_json::json;

use crate::homeserver::Kind;
use crate::pages::mailbox;
use crate::say;
use crate::stage::{MODERATORS, Plan, Stage};

/// Starts everything, says where it is, and waits for the end of the input.
pub async fn offer(stage: &mut Stage, kind: Kind, pseudo: bool) -> anyhow::Result<()> {
    let reach = stage.start(&Plan { gate: None, homeserver: None, instance: None, kind, limits_lifted: true, pseudo }).await?;
    let letters = mailbox::serve((Ipv4Addr::LOCALHOST, 0).into(), stage.mailbox().clone(), reach.gate.as_str()).await?;
    let line = json!({
        "gate": reach.gate.origin().ascii_serialization(),
        "letters": format!("http://{letters}/letters.json"),
        "homeserver": reach.homeserver.url.origin().ascii_serialization(),
        "redis_socket": stage.folder().socket(),
        "shared_secret": stage.shared_secret()?,
        "worker": stage.process_id("gatelodge-worker"),
        "moderators": MODERATORS,
    });
    say(&line.to_string());
    tokio::select! {
        outcome = stage.until_one_ends() => outcome,
        outcome = input_ends() => outcome,
    }
}

/// On a thread of its own, which nobody waits for: a read of the input cannot be called off.
async fn input_ends() -> anyhow::Result<()> {
    let (ended, end) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = ended.send(());
    });
    Ok(end.await?)
}
