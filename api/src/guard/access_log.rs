//! One line for every request.
//!
//! Owns what is written about a request: method, the route's template, status, milliseconds, id. The rule: nothing that came
//! from the caller but one of the known methods; paths and queries carry rids and tokens, so the raw path is never written.

use std::time::Instant;

use poem::http::{Method, StatusCode};
use poem::{PathPattern, Response};

use super::request_id::RequestId;

/// Writes the line.
pub(super) fn write(method: &Method, response: &Response, started: Instant, id: RequestId) {
    let ms = started.elapsed().as_secs_f64() * 1000.0;
    let status = response.status();
    tracing::info!(
        target: "gatelodge::access",
        method = known(method),
        route = template(response),
        status = status.as_u16(),
        ms = (ms * 10.0).round() / 10.0,
        request_id = %id,
        "{}", if status == StatusCode::INTERNAL_SERVER_ERROR { "failed" } else { "answered" }
    );
}

/// The template of the route that answered, as it was written in our code; `-` where none did.
fn template(response: &Response) -> &str {
    response.data::<PathPattern>().map(|pattern| pattern.0.as_ref()).filter(|pattern| !pattern.is_empty()).unwrap_or("-")
}

/// HTTP allows any word as a method; only those we know are worth a line.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "-",
    }
}
