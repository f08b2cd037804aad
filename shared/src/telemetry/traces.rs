//! Traces: how long each step of a request or a job took, told to the operator's own collector by OTLP over HTTP.
//!
//! The rule: a trace holds no more than the log does: names of steps, templates of routes, words, ids of requests and jobs; what
//! other crates put on spans of theirs never leaves. Without the setting nothing of this runs.
//!
//! This is the one place from which the API speaks to somebody else, and only to the address that its operator set; the rooms
//! themselves still link nothing that could. Spans leave from a thread of their own, which needs nothing of the process' runtime.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper_rustls::HttpsConnectorBuilder;
use opentelemetry::KeyValue;
use opentelemetry::trace::{TraceContextExt, TracerProvider};
use opentelemetry_http::hyper::HyperClient;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use tokio::runtime::{Builder, Runtime};
use tracing::{Metadata, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;
use url::Url;

use crate::settings::Process;

/// What steps are called by in filters.
pub(super) const STEPS: &str = "gatelodge::trace";
/// Whose spans leave.
const OURS: [&str; 4] = ["api", "worker", "shared", "gatelodge"];
/// How long the collector may take for one bundle of spans, and how long the last one is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether anybody wants traces.
static WANTED: AtomicBool = AtomicBool::new(false);

/// A step within a request or a job, by a word of our code. Nothing where nobody wants traces, and outside of both: a worker that
/// looks for jobs some hundred times a second has nothing to tell.
pub fn step(name: &'static str) -> Span {
    if WANTED.load(Ordering::Relaxed) && !Span::current().is_none() {
        tracing::info_span!(target: STEPS, "step", otel.name = name)
    } else {
        Span::none()
    }
}

/// A word for a span that only traces show.
pub fn traced(word: &'static str) -> Option<&'static str> {
    WANTED.load(Ordering::Relaxed).then_some(word)
}

/// Writes down on the innermost span what only traces show, and answers its name for them: what was done is known at its end.
pub fn record(what: impl FnOnce(&Span) -> Option<String>) {
    if WANTED.load(Ordering::Relaxed) {
        let span = Span::current();
        if let Some(name) = what(&span) {
            span.context().span().update_name(name);
        }
    }
}

/// The way of traces out of this process.
pub struct Traces(Option<SdkTracerProvider>);

impl Traces {
    /// Nobody wants them.
    pub(super) const fn none() -> Self {
        Self(None)
    }

    /// To this collector, and the layer that hears of our spans.
    pub(super) fn to<S>(endpoint: &Url, process: Process) -> Result<(Self, impl Layer<S> + Send + Sync), &'static str>
    where
        S: Subscriber + for<'a> LookupSpan<'a> + Send + Sync,
    {
        let address = format!("{}/v1/traces", endpoint.as_str().trim_end_matches('/'));
        let exporter = SpanExporter::builder().with_http().with_http_client(Collector::new(endpoint)?);
        let exporter = exporter.with_endpoint(address).with_timeout(PATIENCE).build();
        let exporter = exporter.map_err(|_| "the exporter cannot be made of these settings")?;
        let name = match process {
            Process::Api => "gatelodge-api",
            Process::Worker => "gatelodge-worker",
        };
        let resource = Resource::builder().with_service_name(name);
        let resource = resource.with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION"))).build();
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("gatelodge"));
        // Where in our code a span stands, and in which thread, says nothing to an operator.
        let layer = layer.with_location(false).with_threads(false).with_tracked_inactivity(false).with_target(false);
        WANTED.store(true, Ordering::Relaxed);
        Ok((Self(Some(provider)), layer.with_filter(filter_fn(is_ours))))
    }

    /// Lets go what is still to be told, for a moment at most.
    pub fn end(self) {
        WANTED.store(false, Ordering::Relaxed);
        // Whether anybody listens has been said before.
        let _ = self.0.map(|provider| provider.shutdown_with_timeout(PATIENCE));
    }
}

/// Spans of ours, and no events: what is worth a line stands in the log.
fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.is_span() && metadata.target().split("::").next().is_some_and(|room| OURS.contains(&room))
}

/// The way to the collector. The exporter asks from a thread without a runtime, so this brings one along.
#[derive(Debug)]
struct Collector {
    runtime: Option<Runtime>,
    client: Box<dyn HttpClient>,
    is_away: AtomicBool,
}

impl Collector {
    fn new(endpoint: &Url) -> Result<Self, &'static str> {
        let builder = HttpsConnectorBuilder::new();
        let builder = if endpoint.scheme() == "https" {
            let trusting = builder.with_provider_and_native_roots(ring::default_provider());
            trusting.map_err(|_| "this machine has no certificates to trust the collector by")?
        } else {
            let versions = ClientConfig::builder_with_provider(ring::default_provider().into()).with_safe_default_protocol_versions();
            let versions = versions.map_err(|_| "TLS cannot be set up")?;
            builder.with_tls_config(versions.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
        };
        let client = HyperClient::new(builder.https_or_http().enable_http1().build(), PATIENCE, None);
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|_| "no runtime can be had")?;
        Ok(Self { runtime: Some(runtime), client: Box::new(client), is_away: AtomicBool::new(false) })
    }

    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let runtime = self.runtime.as_ref().ok_or("it is over")?;
        let answer = runtime.block_on(self.client.send_bytes(request));
        let is_away = !answer.as_ref().is_ok_and(|answer| answer.status().is_success());
        match (self.is_away.swap(is_away, Ordering::Relaxed), is_away) {
            (false, true) => tracing::warn!("the collector does not take traces; they are thrown away until it does"),
            (true, false) => tracing::info!("the collector takes traces again"),
            (true, true) | (false, false) => {}
        }
        answer
    }
}

impl HttpClient for Collector {
    fn send_bytes<'a, 'b>(
        &'a self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(async move { self.send(request) })
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        // A runtime may not be waited for by whoever runs in another one.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
