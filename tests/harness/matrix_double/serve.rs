//! HTTP around the double's state: reads a request, lets the troubles have their way, and writes what the state answers.
//! A request once read is carried out whether its caller waits or not, as a real homeserver does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream;
use poem::http::StatusCode;
use poem::{Addr, Body, Endpoint, IntoResponse as _, Request, Response};
use serde_json::json;
use tokio::time::sleep;

use super::asked::{Asked, Call};
use super::reply::Reply;
use super::{Shared, Trouble};

/// As much of a body as is read.
const BODY_BYTES_MAX: usize = 64 * 1024;

pub(super) struct Serving {
    shared: Arc<Shared>,
}

impl Serving {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

impl Endpoint for Serving {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let peer = match request.remote_addr().0 {
            Addr::SocketAddr(peer) => Some(peer),
            _ => None,
        };
        let body = request.take_body().into_bytes_limit(BODY_BYTES_MAX).await?;
        let asked = Asked::new(
            request.method(),
            request.uri().path(),
            request.uri().query().unwrap_or_default(),
            request.header("authorization"),
            &body,
        );
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move { carry_out(&shared, asked, peer).await })
            .await
            .map_err(|_| poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))
    }
}

async fn carry_out(shared: &Shared, asked: Asked, peer: Option<SocketAddr>) -> Response {
    let call = asked.call();
    let mut trouble = None;
    shared.state.send_modify(|state| {
        *state.calls.entry(call).or_default() += 1;
        trouble = state.troubles.get_mut(&call).and_then(std::collections::VecDeque::pop_front);
    });
    if trouble == Some(Trouble::Freeze) {
        shared.frozen.send_replace(true);
    }
    let delay = *shared.delay.borrow();
    if delay > Duration::ZERO {
        sleep(delay).await;
    }
    // The sender lives as long as `shared`, so waiting cannot fail.
    let _ = shared.frozen.subscribe().wait_for(|frozen| !*frozen).await;

    let cut = || {
        if let Some(peer) = peer {
            shared.lines.cut(peer);
        }
    };
    match trouble {
        None if call == Call::Health => "OK".into_response(),
        None | Some(Trouble::Freeze) => written(act(shared, &asked)),
        Some(Trouble::LostNonce) => written(Reply::error(400, "M_UNKNOWN", "unrecognised nonce")),
        Some(Trouble::ActThenDrop) => {
            cut();
            written(act(shared, &asked))
        }
        Some(Trouble::Drop) => {
            cut();
            StatusCode::OK.into_response()
        }
        Some(Trouble::Hang) => std::future::pending().await,
        Some(Trouble::Busy { retry_after_ms }) => written(Reply::busy(retry_after_ms)),
        Some(Trouble::Broken) => written(Reply::error(500, "M_UNKNOWN", "Internal server error")),
        Some(Trouble::Proxy(status)) => Response::builder()
            .status(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY))
            .header("location", "http://127.0.0.1:9/elsewhere")
            .content_type("text/html")
            .body("<html><title>A proxy</title></html>"),
        Some(Trouble::Endless) => Response::builder().content_type("application/json").body(endless()),
    }
}

fn act(shared: &Shared, asked: &Asked) -> Reply {
    let mut reply = None;
    shared.state.send_modify(|state| reply = Some(state.answer(asked)));
    reply.unwrap_or_else(|| Reply::ok(json!({})))
}

fn written(reply: Reply) -> Response {
    let mut response = Response::builder()
        .status(StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .content_type("application/json");
    if let Some(seconds) = reply.retry_after {
        response = response.header("retry-after", seconds.to_string());
    }
    response.body(reply.body.to_string())
}

/// Spaces, which JSON takes between its words for ever. A reader that sets no limit would never come back.
fn endless() -> Body {
    Body::from_bytes_stream(stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 4096])))
}
