//! Gatelodge's HTTP side: the routes, listed once, and what stands before them, in order.
//!
//! `guard` is what every request passes, `routes` the JSON road, `pages` the road of people, `desk` what is done, whichever
//! road one comes by, `credentials` who is asking, `changes` who watches what, `gate` what all of them share, `problem` every refusal. The rule: `start`
//! waits for nothing but its own socket; Redis may come later.

pub mod changes;
pub mod credentials;
mod deadline;
pub mod desk;
pub mod doctor;
pub mod gate;
pub mod guard;
pub mod pages;
pub mod problem;
pub mod routes;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use poem::{Endpoint, IntoEndpoint, Response, Route, Server, get};
use shared::clock::{Clock, Timing};
use shared::settings::ApiSettings;
use shared::telemetry;
use shared::watch::Unfit;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use deadline::Deadline;
use gate::Gate;
use guard::{CONNECTIONS_MAX, Cors, Guard, GuardedAcceptor, Methods, document_page, guarded};

/// Begins to serve. Needs a running runtime.
///
/// # Errors
/// When the address cannot be had.
pub async fn start(settings: ApiSettings, clock: Clock, timing: Timing) -> anyhow::Result<Serving> {
    let acceptor = GuardedAcceptor::bind(settings.bind, timing.slow_client, CONNECTIONS_MAX);
    let acceptor = acceptor.await.context("the address to listen on cannot be had")?;
    let address = acceptor.address();
    let monitored = match settings.common.metrics_bind {
        Some(bind) => Some(telemetry::address::bind(bind).await?),
        None => None,
    };
    let gate = Gate::new(settings, clock, timing)?;
    desk::password::warm();
    let (stop, shutdown) = (CancellationToken::new(), gate.timing.shutdown);
    let app = app(&gate)?;
    let server = Server::new_with_acceptor(acceptor).run_with_graceful_shutdown(app, stop.clone().cancelled_owned(), Some(shutdown));
    let server = tokio::spawn(async move {
        if let Err(fault) = server.await {
            tracing::error!(fault = ?fault.kind(), "the server ended");
        }
    });
    if let Some(listener) = monitored {
        let (told, ended) = (gate.told(), stop.clone());
        let serve = telemetry::address::serve(listener, told, Arc::clone(&gate));
        tokio::spawn(async move { ended.run_until_cancelled_owned(serve).await });
    }
    Ok(Serving { address, gate, stop, server })
}

/// The routes, and the guard before them.
///
/// # Errors
/// When a page's template does not compile.
pub fn app(gate: &Arc<Gate>) -> anyhow::Result<impl Endpoint<Output = Response> + 'static> {
    let service = routes::service(gate);
    let site = pages::Site::new(Arc::clone(gate)).map_err(|why| match why {
        pages::NoSite::Theirs(faults) => anyhow::Error::from(faults),
        why => why.into(),
    })?;
    let methods = Methods::from_openapi(&service.spec()).at("/openapi.json", &["GET"]).at("/docs", &["GET"]).at("/redoc", &["GET"]);
    let documents = Route::new()
        .at("/openapi.json", get(service.spec_endpoint()))
        .at("/docs", get(document_page(&service.swagger_ui_html())))
        .at("/redoc", get(document_page(&service.redoc_html())));
    let settings = &gate.settings;
    let guard = Guard::new(&settings.common.public_url, settings.trusted_proxies.clone(), pages::methods(methods))
        .with_problem_page(pages::refused_page(Arc::clone(&site)));
    let guard = match Cors::new(&settings.members.allowed_origins, routes::beginnings(), routes::LOGIN) {
        Some(cors) => guard.with_cors(cors),
        None => guard,
    };
    let route = pages::add(routes::add(documents, service, pages::login(&site)), &site);
    let in_time = Deadline::new(route.into_endpoint(), gate.timing.redis_deadline);
    Ok(guarded(in_time.leaving(&routes::mastodon::PATHS, gate.timing.seed_answer), guard))
}

/// A service that serves.
pub struct Serving {
    address: SocketAddr,
    gate: Arc<Gate>,
    stop: CancellationToken,
    server: JoinHandle<()>,
}

impl Serving {
    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many passwords it has hashed, for tests of equal work.
    pub fn hashes_count(&self) -> u64 {
        self.gate.hasher.hashes_count()
    }

    /// Returns when this process must end itself: its Redis or its key ring are not what it can work with.
    pub async fn until_unfit(&self) -> Unfit {
        self.gate.until_unfit().await
    }

    /// Ends what is under way, for `Timing::shutdown` at most; then it is cut.
    pub async fn stop(self) {
        self.stop.cancel();
        // What only waits for something to happen would otherwise be waited for.
        self.gate.changes.end();
        let mut server = self.server;
        // The server keeps its deadline itself; this is for one that does not.
        if tokio::time::timeout(self.gate.timing.shutdown * 2, &mut server).await.is_err() {
            server.abort();
        }
        self.gate.redis.close().await;
    }
}
