//! One line for every request, and its place among the metrics and in the trace.
//!
//! Owns what is written about a request: method, the route's template, status, milliseconds, id. The rule: nothing that came
//! from the caller but one of the known methods; paths and queries carry rids and tokens, so the raw path is never written.

use std::sync::Arc;
use std::time::{Duration, Instant};

use poem::http::{Method, StatusCode};
use poem::{PathPattern, Response};
use shared::telemetry::metrics::{self, Value};
use tracing::Span;

use super::request_id::RequestId;

/// Writes the line.
pub(super) fn write(method: &Method, response: &Response, started: Instant, id: RequestId) {
    let took = started.elapsed();
    let ms = took.as_secs_f64() * 1000.0;
    let status = response.status();
    measure(known(method), response, took);
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

/// Counts the request, by the same words.
fn measure(method: &'static str, response: &Response, took: Duration) {
    let route = response.data::<PathPattern>().filter(|pattern| !pattern.0.is_empty());
    let route = || route.map_or(Value::Word("-"), |pattern| Value::Template(Arc::clone(&pattern.0)));
    metrics::HTTP_REQUESTS.count([method.into(), route(), class(response.status()).into()]);
    metrics::HTTP_DURATION.time([method.into(), route()], took);
}

/// What only the trace of a request shows, on its span; answers its name there.
pub(super) fn trace(span: &Span, method: &Method, response: &Response) -> String {
    let (method, route, status) = (known(method), template(response), response.status());
    span.record("http.request.method", method);
    span.record("http.route", route);
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    format!("{method} {route}")
}

/// The class of a status.
fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
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
