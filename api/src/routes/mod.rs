//! The JSON road: routes read requests and write answers, the desk does what is done.
//!
//! `registrations`, `members`, `sessions`, `member_passwords`, `posts`, `votes`, `mastodon` and `operations` are the routes,
//! `answers` what they answer with, `sent` how bodies are read, `sign_in` the one that may be a form. The `OpenAPI` document is
//! made from them; `api/openapi.json` is its copy, compared by a test.

pub mod answers;
pub mod mastodon;
pub mod member_passwords;
pub mod members;
pub mod operations;
mod plain_json;
pub mod posts;
pub mod registrations;
pub mod sent;
pub mod sessions;
pub mod sign_in;
pub mod votes;

use std::sync::Arc;

use poem::{Endpoint, IntoEndpoint, Route, get};
use poem_openapi::OpenApiService;

use crate::gate::Gate;

type Service = OpenApiService<
    (
        registrations::Registrations,
        mastodon::Mastodon,
        operations::Operations,
        members::Members,
        sessions::Sessions,
        member_passwords::MemberPasswords,
        posts::Posts,
        votes::Votes,
    ),
    (),
>;

/// Where the routes begin. Nested at `/` they would take that page's own address away.
const BEGINNINGS: [&str; 12] = [
    "/registrations",
    "/generate-token",
    "/change-password",
    "/forgot-password",
    "/livez",
    "/readyz",
    "/problems",
    "/users",
    "/auth",
    "/.well-known",
    "/posts",
    "/vote",
];

/// Seed 3's way to sign in: one path alone, where people find a page.
pub const LOGIN: &str = "/login";

/// Where everything begins that programs call.
pub fn beginnings() -> impl Iterator<Item = &'static str> {
    BEGINNINGS.into_iter().chain([LOGIN])
}

/// Adds the routes; `login` is the page at the path of one of them.
pub fn add(route: Route, service: Service, login: impl Endpoint + 'static) -> Route {
    let service = Arc::new(service.into_endpoint());
    let route = route.at(LOGIN, get(login).post(Arc::clone(&service)));
    BEGINNINGS.into_iter().fold(route, |route, beginning| route.nest_no_strip(beginning, Arc::clone(&service)))
}

/// The routes as one service, with their document.
pub fn service(gate: &Arc<Gate>) -> Service {
    let routes = (
        registrations::Registrations::new(Arc::clone(gate)),
        mastodon::Mastodon::new(Arc::clone(gate)),
        operations::Operations::new(Arc::clone(gate)),
        members::Members::new(Arc::clone(gate)),
        sessions::Sessions::new(Arc::clone(gate)),
        member_passwords::MemberPasswords::new(Arc::clone(gate)),
        posts::Posts::new(Arc::clone(gate)),
        votes::Votes::new(Arc::clone(gate)),
    );
    OpenApiService::new(routes, "Gatelodge", env!("CARGO_PKG_VERSION"))
        .summary("One gate, many doors.")
        .description("People ask once; moderators decide; accounts are opened. Times are RFC 3339 in UTC, errors RFC 9457.")
}

#[cfg(test)]
mod tests;
