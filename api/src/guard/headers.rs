//! The headers that every answer carries.
//!
//! Owns what browsers are told about our answers. The rule: the strict word is the default, on every answer of every route,
//! and an answer that needs another (an asset that may be cached, a page that trades a token, the API document) has set it
//! before; what is set is kept.

use poem::http::{HeaderMap, HeaderName, HeaderValue, header};
use url::Url;

use super::request_id::RequestId;

/// Exactly what our pages need: their style sheet, their pictures, their forms. No script runs on them but where the page itself
/// says so.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// The same for a page that names our script: its own file, which may ask this very site for what is new.
pub const POLICY_WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// No page of ours uses any of these, so nothing that is ever slipped into one may.
const PERMISSIONS_POLICY: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()";

/// A year, as the preload lists ask for at least. Subdomains are not ours to decide about.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// The header that names the request, as the problem's `instance` and the log do.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The defaults for one deployment.
pub struct SecurityHeaders {
    defaults: Vec<(HeaderName, HeaderValue)>,
}

impl SecurityHeaders {
    /// HSTS is said only where the public URL is https: said on http it means nothing, or locks out who tries things locally.
    pub fn new(public_url: &Url) -> Self {
        let mut defaults = vec![
            (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
            (header::REFERRER_POLICY, "same-origin"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        if public_url.scheme() == "https" {
            defaults.push((header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY));
        }
        Self { defaults: defaults.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect() }
    }

    /// Adds what is missing.
    pub(super) fn complete(&self, headers: &mut HeaderMap, id: RequestId) {
        for (name, value) in &self.defaults {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if let Ok(id) = HeaderValue::try_from(id.to_string()) {
            headers.insert(REQUEST_ID, id);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may end here")]
    use super::*;

    fn completed(public_url: &str, mut headers: HeaderMap) -> HeaderMap {
        SecurityHeaders::new(&public_url.parse().unwrap()).complete(&mut headers, RequestId::new());
        headers
    }

    #[test]
    fn transport_security_is_said_on_https_only() {
        assert!(completed("https://gate.example", HeaderMap::new()).contains_key("strict-transport-security"));
        assert!(!completed("http://127.0.0.1:8000", HeaderMap::new()).contains_key("strict-transport-security"));
    }

    #[test]
    fn what_an_answer_set_itself_is_kept() {
        let mut own = HeaderMap::new();
        own.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        own.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
        let headers = completed("https://gate.example", own);
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cache-control"], "public, max-age=3600");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("script") && !policy.contains("unsafe"));
        let added = POLICY_WITH_SCRIPT.replace("script-src 'self'; connect-src 'self'; ", "");
        assert_eq!(added, policy, "a page with a script differs in nothing else");
    }
}
