//! The JSON road: routes read requests and write answers, the desk does what is done.
//!
//! `registrations`, `mastodon` and `operations` are the routes, `answers` what they answer with, `sent` how bodies are read. The
//! `OpenAPI` document is made from them; `api/openapi.json` is its copy, compared by a test.

pub mod answers;
pub mod mastodon;
pub mod operations;
pub mod registrations;
pub mod sent;

use std::sync::Arc;

use poem::{IntoEndpoint, Route};
use poem_openapi::OpenApiService;

use crate::gate::Gate;

type Service = OpenApiService<(registrations::Registrations, mastodon::Mastodon, operations::Operations), ()>;

/// Where the routes begin. Nested at `/` they would take that page's own address away.
const BEGINNINGS: [&str; 7] =
    ["/registrations", "/generate-token", "/change-password", "/forgot-password", "/livez", "/readyz", "/problems"];

/// Adds the routes.
pub fn add(route: Route, service: Service) -> Route {
    let service = Arc::new(service.into_endpoint());
    BEGINNINGS.into_iter().fold(route, |route, beginning| route.nest_no_strip(beginning, Arc::clone(&service)))
}

/// The routes as one service, with their document.
pub fn service(gate: &Arc<Gate>) -> Service {
    let routes = (
        registrations::Registrations::new(Arc::clone(gate)),
        mastodon::Mastodon::new(Arc::clone(gate)),
        operations::Operations::new(Arc::clone(gate)),
    );
    OpenApiService::new(routes, "Gatelodge", env!("CARGO_PKG_VERSION"))
        .summary("One gate, many doors.")
        .description("People ask once; moderators decide; accounts are opened. Times are RFC 3339 in UTC, errors RFC 9457.")
}

#[cfg(test)]
mod tests;
