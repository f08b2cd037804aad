//! `/r/{rid}/events`: tells an open status page that there is something new, as server-sent events.
//!
//! The rule: an event says only which version the registration has now; the page fetches itself to see what that means, by the
//! same cookie, and by the same rules. Where no place is left the page looks for itself now and then.

use std::pin::Pin;
use std::sync::Arc;

use futures_util::{Stream, StreamExt, stream};
use poem::http::{HeaderValue, header};
use poem::web::sse::{Event, SSE};
use poem::{IntoResponse, Response, handler};
use shared::crypto::jitter;
use shared::error::Error;
use shared::keyspace::Rid;
use shared::registration::store::Found;
use shared::root::Print;
use tokio::time::Sleep;

use super::links::{self, Arrival};
use crate::changes::{Heard, Watching};
use crate::gate::Gate;
use crate::problem::{Kind, Problem};

/// When a browser asks again after a stream has ended: this, and up to as much again, so that not all come at once.
const AGAIN_MS: u64 = 3_000;
/// When a page asks again whose place newer ones have taken: it looks for itself now and then.
const MUCH_LATER_MS: u64 = 60_000;

#[handler]
pub(super) async fn watch(arrival: Arrival) -> Result<Response, Problem> {
    let gate = &arrival.site.gate;
    // Who is not known at the page hears nothing of it either.
    let Ok(visit) = arrival.visit(links::STATUS).await? else { return Err(Problem::new(Kind::NotFound)) };
    let rid = visit.asker.record.rid;
    let network = gate.roots().await?.print(Print::Network, arrival.network.as_bytes());
    let Some(watching) = gate.changes.watch(rid, network).await.map_err(Error::from)? else { return Err(Problem::new(Kind::Unavailable)) };
    // Only what is read now cannot have changed unheard.
    let Found::Record(_, version) = gate.registrations.load(rid).await? else { return Err(Problem::new(Kind::NotFound)) };
    let mut response = SSE::new(events(Arc::clone(gate), rid, watching, version)).keep_alive(gate.timing.heartbeat).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A page that is open, and what it was told last.
struct Page {
    gate: Arc<Gate>,
    rid: Rid,
    watching: Watching,
    end: Pin<Box<Sleep>>,
    seen: u64,
}

impl Page {
    /// What it is told next; `None` when it must ask again.
    async fn next(mut self) -> Option<(Event, Option<Self>)> {
        loop {
            let heard = tokio::select! {
                () = &mut self.end => return None,
                heard = self.watching.next() => heard?,
            };
            let version = match heard {
                Heard::Version(version) => version,
                Heard::LookAgain => match self.gate.registrations.load(self.rid).await.ok()? {
                    Found::Record(_, version) => version,
                    // That it is gone is news, too.
                    Found::Deleted { .. } | Found::Nothing => self.seen + 1,
                },
                Heard::Replaced => return Some((Event::retry(MUCH_LATER_MS + jitter(AGAIN_MS)), None)),
            };
            if version > self.seen {
                self.seen = version;
                return Some((told(version), Some(self)));
            }
        }
    }
}

/// The version now, and each newer one, until it is time to ask again.
fn events(gate: Arc<Gate>, rid: Rid, watching: Watching, version: u64) -> impl Stream<Item = Event> + Send + 'static {
    let end = Box::pin(tokio::time::sleep(gate.timing.watch_max));
    let page = Page { gate, rid, watching, end, seen: version };
    let newer = stream::unfold(Some(page), async |page| page?.next().await);
    stream::iter([Event::retry(AGAIN_MS + jitter(AGAIN_MS)), told(version)]).chain(newer)
}

fn told(version: u64) -> Event {
    Event::message(version.to_string()).event_type("version")
}
