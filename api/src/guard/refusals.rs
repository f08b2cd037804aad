//! What becomes of a request that was not done.
//!
//! Owns the way from poem's errors to our problems, and who gets a page instead of JSON. The rule: every refusal leaves as
//! a problem with this request's id, in our words; an answer that a route made on purpose leaves as it was made. What a
//! problem says is `problem`'s; how its page looks is decided by who gave the guard a page.

use poem::error::MethodNotAllowedError;
use poem::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use poem::{PathPattern, Request, Response};

use super::methods::Methods;
use super::request_id::RequestId;
use crate::problem::{Kind, Problem};

/// What is to be shown to a person instead of JSON.
pub struct RefusedPage<'p> {
    /// The refusal.
    pub problem: &'p Problem,
    /// The id of the request, as the operator's log has it.
    pub id: RequestId,
    /// The path asked for, to choose by; it may contain a rid and does not belong on the page.
    pub path: &'p str,
    /// What the request said of its reader's language: `Accept-Language` and cookies.
    pub headers: &'p HeaderMap,
}

/// Makes the page, or none where JSON should stay.
pub type ProblemPage = dyn Fn(&RefusedPage<'_>) -> Option<Response> + Send + Sync;

/// What must be kept of a request to be able to refuse it later.
pub(super) struct Asked {
    pub(super) method: Method,
    uri: Uri,
    /// Of its headers those that matter for that.
    headers: HeaderMap,
}

impl Asked {
    pub(super) fn of(request: &Request) -> Self {
        let languages = [header::ACCEPT_LANGUAGE, header::COOKIE, header::AUTHORIZATION];
        let kept = [header::ACCEPT, header::ORIGIN, header::ACCESS_CONTROL_REQUEST_METHOD].into_iter().chain(languages);
        let sent = kept.flat_map(|name| request.headers().get_all(&name).iter().map(move |value| (name.clone(), value.clone())));
        Self { method: request.method().clone(), uri: request.uri().clone(), headers: sent.collect() }
    }

    /// One of the headers that are kept.
    pub(super) fn header(&self, name: &HeaderName) -> Option<&HeaderValue> {
        self.headers.get(name)
    }

    /// The path asked for.
    pub(super) fn path(&self) -> &str {
        self.uri.path()
    }

    /// Whether the address holds a link's token.
    pub(super) fn brings_token(&self) -> bool {
        self.uri.query().is_some_and(|query| query.split('&').any(|part| part.starts_with("t=")))
    }
}

/// The answer that an error stands for.
pub(super) fn answer(error: poem::Error, asked: &Asked, methods: &Methods) -> Response {
    if error.is_from_response() {
        return error.into_response();
    }
    let pattern = error.data::<PathPattern>().cloned();
    let mut response = if error.is::<MethodNotAllowedError>() {
        let allow = methods.allow(pattern.as_ref().map_or("", |pattern| pattern.0.as_ref()));
        if asked.method == Method::OPTIONS {
            Response::builder().status(StatusCode::NO_CONTENT).header(header::ALLOW, allow).finish()
        } else {
            poem::IntoResponse::into_response(Problem::method_not_allowed(allow))
        }
    } else {
        let problem = Problem::from_error(&error);
        if problem.kind == Kind::Internal && !error.is::<Problem>() {
            // The error's text may hold what was sent; the status is what can be said.
            tracing::error!(status = error.status().as_u16(), "a route failed with an error that is no problem of ours");
        }
        poem::IntoResponse::into_response(problem)
    };
    if let Some(pattern) = pattern {
        response.set_data(pattern);
    }
    response
}

/// Gives a problem the request's id, or its page to who would rather read one.
pub(super) fn complete(response: &mut Response, asked: &Asked, id: RequestId, page: Option<&ProblemPage>) {
    let Some(problem) = response.data::<Problem>().cloned() else { return };
    let html = asked.header(&header::ACCEPT).is_some_and(prefers_html);
    let shown = RefusedPage { problem: &problem, id, path: asked.uri.path(), headers: &asked.headers };
    match page.filter(|_| html).and_then(|page| page(&shown)) {
        Some(mut page) => {
            for (name, value) in page.headers() {
                response.headers_mut().insert(name, value.clone());
            }
            response.set_body(page.take_body());
        }
        None => response.set_body(problem.body(id.uuid())),
    }
}

/// Whether `Accept` names HTML and wants it at least as much as any JSON it names. `*/*` alone is a program's.
fn prefers_html(accept: &HeaderValue) -> bool {
    let mut html = 0.0;
    let mut json = 0.0_f32;
    for item in accept.to_str().unwrap_or_default().split(',') {
        let mut parts = item.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if media_type == "text/html" {
            html = quality;
        } else if media_type.ends_with("json") {
            json = json.max(quality);
        }
    }
    html > 0.0 && html >= json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_programs_by_what_they_accept() {
        let table = [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("text/html", true),
            ("*/*", false),
            ("", false),
            ("application/json", false),
            ("application/json, text/html;q=0.5", false),
            ("application/problem+json;q=0.4, text/html;q=0.5", true),
            ("text/html;q=0", false),
            ("text/html;q=nonsense", false),
        ];
        for (accept, expected) in table {
            assert_eq!(prefers_html(&HeaderValue::from_static(accept)), expected, "{accept}");
        }
    }
}
