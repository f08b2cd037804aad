//! What stands between the network and the routes.
//!
//! The rule: whatever arrives, a route sees only requests that are whole, bounded and named, and whatever a route does, the
//! answer has its headers, its line in the log, and our words where it is a refusal. Who is asking, and how often they may,
//! is left to `credentials` and the routes.
//!
//! The order, from the socket inwards; [`guarded`] composes all but the first:
//! 1. [`acceptor`]: slots and deadlines of connections.
//! 2. The request gets its id and its caller's [`NetworkBlock`]; a span carries the id. When all is done: what [`cors`] lets
//!    other web sites read, the answer's [`headers`] and the line of the [`access_log`]. Outermost, so that no answer goes without.
//! 3. [`refusals`]: errors and panics of everything further in become problems.
//! 4. [`sizes`]: address, headers, body, nesting.
//! 5. [`slash`]: the slash at the end is trimmed. It must stand before the router, or `/registrations/` is 404.
//! 6. HEAD is routed as GET. The body stays in the answer, because the server leaves it out itself and then sends the very
//!    `Content-Length` that GET has. OPTIONS reaches no route that did not ask for it and is answered with `Allow`.
//! 7. The router.

pub mod acceptor;
mod access_log;
pub mod client;
mod cors;
mod document_page;
pub mod headers;
mod methods;
mod refusals;
mod request_id;
pub mod same_origin;
pub mod sizes;
mod slash;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt;
use ipnet::IpNet;
use poem::http::{HeaderValue, Method, header};
use poem::{Endpoint, IntoEndpoint, IntoResponse, Request, Response};
use shared::telemetry;
use tracing::Instrument;
use tracing::field::Empty;
use url::Url;

pub use acceptor::{CONNECTIONS_MAX, GuardedAcceptor};
pub use client::NetworkBlock;
pub use cors::Cors;
pub use document_page::document_page;
pub use methods::Methods;
pub use refusals::{ProblemPage, RefusedPage};
pub use request_id::RequestId;
pub use same_origin::{Source, require_same_origin, source};

use crate::problem::{Kind, Problem};
use headers::SecurityHeaders;
use refusals::Asked;

/// What the guard must know of the deployment and the routes.
pub struct Guard {
    trusted_proxies: Vec<IpNet>,
    headers: SecurityHeaders,
    methods: Methods,
    page: Option<Arc<ProblemPage>>,
    cors: Option<Cors>,
}

impl Guard {
    /// A guard for this public URL, these `TRUSTED_PROXIES`, and the routes whose methods these are.
    pub fn new(public_url: &Url, trusted_proxies: Vec<IpNet>, methods: Methods) -> Self {
        Self { trusted_proxies, headers: SecurityHeaders::new(public_url), methods, page: None, cors: None }
    }

    /// Lets scripts of other web sites read answers, as this says.
    #[must_use]
    pub fn with_cors(self, cors: Cors) -> Self {
        Self { cors: Some(cors), ..self }
    }

    /// Shows refusals as pages to those who accept HTML.
    #[must_use]
    pub fn with_problem_page(mut self, page: impl Fn(&RefusedPage<'_>) -> Option<Response> + Send + Sync + 'static) -> Self {
        self.page = Some(Arc::new(page));
        self
    }
}

/// Puts the guard around the router, in the order that the module's page gives.
pub fn guarded<E>(route: E, guard: Guard) -> impl Endpoint<Output = Response> + 'static
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    Guarded { route: route.into_endpoint(), guard }
}

struct Guarded<E> {
    route: E,
    guard: Guard,
}

impl<E: Endpoint> Endpoint for Guarded<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let id = RequestId::new();
        let asked = Asked::of(&request);
        request.set_data(id);
        request.set_data(client::network_block(&request, &self.guard.trusted_proxies));

        let mut response = self.traced(request, &asked, id).await;
        refusals::complete(&mut response, &asked, id, self.guard.page.as_deref());
        if asked.brings_token() {
            // Whatever was answered: where the token was not traded it still stands in the address bar.
            response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        }
        if let Some(cors) = &self.guard.cors {
            cors.complete(&asked, &mut response);
        }
        self.guard.headers.complete(response.headers_mut(), id);
        access_log::write(&asked.method, &response, started, id);
        Ok(response)
    }
}

impl<E: Endpoint> Guarded<E> {
    /// The answer, under the request's span. What only traces show is filled in where they are on.
    async fn traced(&self, request: Request, asked: &Asked, id: RequestId) -> Response {
        let span = tracing::info_span!(
            "request", request_id = %id, otel.kind = telemetry::traced("server"), otel.status_code = Empty,
            http.request.method = Empty, http.route = Empty, http.response.status_code = Empty
        );
        let answered = async {
            let response = self.answer(request, asked).await;
            telemetry::record(|span| Some(access_log::trace(span, &asked.method, &response)));
            response
        };
        answered.instrument(span).await
    }

    /// An answer in any case.
    async fn answer(&self, request: Request, asked: &Asked) -> Response {
        match AssertUnwindSafe(self.routed(request)).catch_unwind().await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => refusals::answer(error, asked, &self.guard.methods),
            Err(_) => {
                tracing::error!("a route panicked");
                Problem::new(Kind::Internal).into_response()
            }
        }
    }

    /// The route's answer, if the request may reach it.
    async fn routed(&self, mut request: Request) -> poem::Result<Response> {
        if request.method() == Method::CONNECT {
            // It names no resource of ours, and poem's router takes for granted that there is a path.
            return Err(Problem::method_not_allowed(HeaderValue::from_static("")).into());
        }
        sizes::check_head(&request)?;
        sizes::bound_body(&mut request).await?;
        slash::trim(&mut request);
        if request.method() == Method::HEAD {
            request.set_method(Method::GET);
        }
        self.route.call(request).await.map(IntoResponse::into_response)
    }
}

#[cfg(test)]
mod tests;
