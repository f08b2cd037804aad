//! Which other web sites' scripts may read what the API answers (CORS).
//!
//! The rule: none, or exactly those of `ALLOWED_ORIGINS`, with credentials; never everybody, and pages are never among it, not
//! even one that stands at the path of a route. A
//! site that may not ask is not refused here: its browser keeps the answer from it, and what acts by cookie asks where it comes
//! from by itself.

use poem::Response;
use poem::http::{HeaderName, HeaderValue, Method, header};

use super::refusals::Asked;

/// What a script may send beside what it may send anyway.
const HEADERS: HeaderValue = HeaderValue::from_static("Authorization, Content-Type, Idempotency-Key");
/// What a script may read beside what it may read anyway.
const EXPOSED: HeaderValue = HeaderValue::from_static("Link, Location, Retry-After, WWW-Authenticate, X-Request-Id");
/// For how many seconds a browser need not ask again.
const KEPT: HeaderValue = HeaderValue::from_static("600");
/// What a browser asks before it sends a request that a form could not send.
const WANTED_METHOD: HeaderName = header::ACCESS_CONTROL_REQUEST_METHOD;

/// The sites and the routes.
#[derive(Clone, Debug)]
pub struct Cors {
    origins: Vec<HeaderValue>,
    routes: Vec<&'static str>,
    page: &'static str,
}

impl Cors {
    /// Lets these origins, as browsers write them, read the answers of routes that begin like that; `page` is the one where
    /// reading shows a page. `None` where there is no origin.
    pub fn new(origins: &[String], routes: impl IntoIterator<Item = &'static str>, page: &'static str) -> Option<Self> {
        let origins: Vec<_> = origins.iter().filter_map(|origin| HeaderValue::try_from(origin).ok()).collect();
        (!origins.is_empty()).then(|| Self { origins, routes: routes.into_iter().collect(), page })
    }

    /// Adds to an answer what lets a site read it.
    pub(super) fn complete(&self, asked: &Asked, response: &mut Response) {
        if !self.is_route(asked) {
            return;
        }
        let allow = response.headers().get(header::ALLOW).cloned();
        let headers = response.headers_mut();
        // Caches must not give one site what was answered to another.
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        let Some(origin) = asked.header(&header::ORIGIN).filter(|origin| self.origins.contains(origin)) else { return };
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        match allow {
            Some(allow) if asked.method == Method::OPTIONS && asked.header(&WANTED_METHOD).is_some() => {
                headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, allow);
                headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
                headers.insert(header::ACCESS_CONTROL_MAX_AGE, KEPT);
            }
            _ => {
                headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            }
        }
    }

    fn is_route(&self, asked: &Asked) -> bool {
        let is_under = |route: &str| asked.path().strip_prefix(route).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let is_read = asked.method == Method::GET || asked.method == Method::HEAD;
        !(is_read && is_under(self.page)) && self.routes.iter().any(|route| is_under(route))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use poem::Request;
    use poem::http::StatusCode;

    use super::*;

    fn answered(method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(path.parse().unwrap());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = Response::builder().status(StatusCode::NO_CONTENT).header(header::ALLOW, "POST, OPTIONS").finish();
        let cors = Cors::new(&["https://app.example".to_owned()], ["/auth", "/login"], "/login").unwrap();
        cors.complete(&Asked::of(&request.finish()), &mut response);
        response
    }

    #[test]
    fn a_site_that_may_ask_is_answered_with_its_own_name_and_credentials() {
        let preflight = [("origin", "https://app.example"), ("access-control-request-method", "POST")];
        let response = answered(Method::OPTIONS, "/auth/refresh", &preflight);
        let headers = response.headers();
        assert_eq!(headers["access-control-allow-origin"], "https://app.example");
        assert_eq!(headers["access-control-allow-credentials"], "true");
        assert_eq!(headers["access-control-allow-methods"], "POST, OPTIONS");
        assert!(headers["access-control-allow-headers"].to_str().unwrap().contains("Authorization"));
        assert_eq!(headers["vary"], "Origin");
        let response = answered(Method::POST, "/login/", &[("origin", "https://app.example")]);
        assert_eq!(response.headers()["access-control-allow-origin"], "https://app.example");
        assert!(!response.headers().contains_key("access-control-allow-methods"));
    }

    #[test]
    fn nobody_else_and_no_page_hears_a_word_of_it() {
        for origin in ["https://other.example", "null", "*", "https://app.example.evil.example", "http://app.example"] {
            let response = answered(Method::OPTIONS, "/auth/refresh", &[("origin", origin), ("access-control-request-method", "POST")]);
            assert!(!response.headers().keys().any(|name| name.as_str().starts_with("access-control")), "{origin}");
            assert_eq!(response.headers()["vary"], "Origin", "{origin}");
        }
        let posted = ["/account", "/", "/authority", "/login-help"].map(|path| (Method::POST, path));
        let at_a_route = [(Method::GET, "/login"), (Method::GET, "/login/"), (Method::HEAD, "/login")];
        for (method, path) in posted.into_iter().chain(at_a_route) {
            let response = answered(method, path, &[("origin", "https://app.example")]);
            assert!(!response.headers().contains_key("vary") && !response.headers().contains_key("access-control-allow-origin"), "{path}");
        }
        assert!(Cors::new(&[], ["/auth"], "/login").is_none(), "off where no site is named");
    }
}
