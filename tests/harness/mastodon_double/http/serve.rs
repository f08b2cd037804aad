//! HTTP around the double's state: reads a request, lets a trouble have its way, and writes what the state answers.
//! A request that is carried out is so whether its caller waits or not; one that hangs is dropped with its caller.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use poem::http::{HeaderValue, StatusCode};
use poem::{Addr, Body, Endpoint, Request, Response};

use super::asked::Asked;
use super::reply::Reply;
use crate::mastodon_double::state::{MADE_AT, MADE_AT_DATE};
use crate::mastodon_double::trouble::{Seen, Trouble, Wire};
use crate::mastodon_double::{Held, Shared};

/// As much of a body as is read.
const BODY_BYTES_MAX: usize = 256 * 1024;

pub(in crate::mastodon_double) struct Serving {
    shared: Arc<Shared>,
}

impl Serving {
    pub(in crate::mastodon_double) fn new(shared: Arc<Shared>) -> Self {
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
        let is_form = request.content_type().is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        let asked = if is_form { asked.with_form(&body) } else { asked };
        let seen = Seen { call: asked.call(), wire: Wire::Http, what: asked.what(), sent: asked.body.clone() };
        let (trouble, held) = self.shared.begin(seen);
        if trouble == Some(Trouble::Hang) {
            held.until_released().await;
        }
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move { carry_out(&shared, &asked, trouble, held, peer).await })
            .await
            .map_err(|_| poem::Error::from_status(StatusCode::INTERNAL_SERVER_ERROR))
    }
}

async fn carry_out(shared: &Shared, asked: &Asked, trouble: Option<Trouble>, held: Held, peer: Option<SocketAddr>) -> Response {
    if trouble == Some(Trouble::Freeze) {
        held.until_released().await;
    }
    let act = || shared.change(|state| state.answer(asked));
    let cut = || {
        if let Some(peer) = peer {
            shared.lines.cut(peer);
        }
    };
    match trouble {
        Some(Trouble::CrashBefore) => {
            cut();
            StatusCode::OK.into()
        }
        Some(Trouble::CrashAfter) => {
            cut();
            written(&act())
        }
        Some(Trouble::Slow) => {
            let reply = act();
            held.until_released().await;
            written(&reply)
        }
        Some(Trouble::Truncated) => halved(&act()),
        Some(Trouble::Race) => written(&Reply::error(422, "Duplicate record")),
        Some(Trouble::Internal) => written(&Reply::error(500, "Internal Server Error")),
        Some(Trouble::Busy { reset_in }) => busy(reset_in),
        Some(Trouble::Proxy(status)) => Response::builder()
            .status(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY))
            .header("location", "http://127.0.0.1:9/elsewhere")
            .content_type("text/html")
            .body("<html><title>A proxy</title></html>"),
        None | Some(Trouble::Hang | Trouble::Freeze | Trouble::Noise | Trouble::SplitWrites | Trouble::WrongNonce) => written(&act()),
    }
}

/// Says also what time it is here, so that nobody has to guess when the reset is.
fn busy(reset_in: Option<Duration>) -> Response {
    let mut response = written(&Reply::error(429, "Too many requests"));
    let headers = response.headers_mut();
    headers.insert("date", HeaderValue::from_static(MADE_AT_DATE));
    headers.insert("x-ratelimit-limit", HeaderValue::from_static("5"));
    headers.insert("x-ratelimit-remaining", HeaderValue::from_static("0"));
    let now = Timestamp::from_second(MADE_AT).unwrap_or_default();
    let reset_at = reset_in.and_then(|reset_in| now.checked_add(reset_in).ok());
    if let Some(reset) = reset_at.and_then(|at| format!("{at:.6}").parse().ok()) {
        headers.insert("x-ratelimit-reset", reset);
    }
    response
}

/// The first half of what was announced, and then the connection breaks.
fn halved(reply: &Reply) -> Response {
    let text = reply.body.to_string();
    let half = text.as_bytes().get(..text.len() / 2).unwrap_or_default().to_vec();
    let end = async {
        // Gives the half time to leave.
        tokio::task::yield_now().await;
        Err(std::io::Error::from(std::io::ErrorKind::BrokenPipe))
    };
    let pieces = stream::once(async { Ok(half) }).chain(stream::once(end));
    Response::builder()
        .content_type("application/json; charset=utf-8")
        .header("content-length", text.len())
        .body(Body::from_bytes_stream(pieces))
}

fn written(reply: &Reply) -> Response {
    Response::builder()
        .status(StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .content_type("application/json; charset=utf-8")
        .body(reply.body.to_string())
}
