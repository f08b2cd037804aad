//! HTTP clients of tests and demo: ring beneath TLS, a deadline, and nothing followed or repeated by itself.

use std::time::Duration;

/// How long a whole answer may take before the test has failed.
const DEADLINE: Duration = Duration::from_secs(15);

/// A client that sees each answer as it comes.
///
/// # Errors
/// When TLS cannot be set up.
pub fn client() -> reqwest::Result<reqwest::Client> {
    builder().redirect(reqwest::redirect::Policy::none()).build()
}

/// What such clients are built from.
pub fn builder() -> reqwest::ClientBuilder {
    // Whatever was chosen before in this process is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().timeout(DEADLINE)
}
