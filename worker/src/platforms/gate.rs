//! The gate's own public address, asked as anybody would who follows a link.

use std::time::Duration;

use url::Url;

use super::absence::Absence;
use super::wire::{Deadlines, below, call, client};

/// What answers at the public address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PublicAnswer {
    /// This gate, or one like it.
    Gate,
    /// A proxy that does not reach the API.
    ProxyAlone(u16),
    /// Something else.
    Stranger(u16),
}

/// No answer of ours is longer.
const ANSWER_BYTES_MAX: usize = 4 * 1024;

/// Asks whether the gate lives.
///
/// # Errors
/// Why nothing answered.
pub(crate) async fn ask(url: &Url, at_most: Duration) -> Result<PublicAnswer, Absence> {
    let client = client(Deadlines { total: at_most, connect: at_most }).map_err(|_| Absence::Unreachable)?;
    let livez = below(url, ["livez"]).ok_or(Absence::Unreachable)?;
    let whole = match call(client.get(livez), None, ANSWER_BYTES_MAX).await {
        // A page that is longer than our word is not ours.
        Err(Absence::Garbled) => return Ok(PublicAnswer::Stranger(200)),
        answer => answer?,
    };
    let is_ours = || serde_json::from_slice::<serde_json::Value>(&whole.body).is_ok_and(|body| body == serde_json::json!({"status": "ok"}));
    Ok(match whole.status {
        200 if is_ours() => PublicAnswer::Gate,
        502..=504 => PublicAnswer::ProxyAlone(whole.status),
        status => PublicAnswer::Stranger(status),
    })
}
