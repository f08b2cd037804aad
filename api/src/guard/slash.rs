//! One address for a route, with and without the slash at its end.
//!
//! Owns trimming it. The rule: routes are written without the slash, and what stands before the router takes it away; poem
//! answers 404 otherwise. poem's own middleware does the same with a copy and a regular expression for every request.

use poem::Request;
use poem::http::Uri;
use poem::http::uri::PathAndQuery;

/// Trims the slashes at the end of the path; the query stays. What the router then says of `//` is its own affair.
pub(super) fn trim(request: &mut Request) {
    if let Some(trimmed) = trimmed(request.uri()) {
        *request.uri_mut() = trimmed;
    }
}

fn trimmed(uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    if path.len() < 2 || !path.ends_with('/') {
        return None;
    }
    let path = match path.trim_end_matches('/') {
        "" => "/",
        path => path,
    };
    let asked = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(asked).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn only_the_end_of_the_path_is_trimmed() {
        let table = [
            ("/", None),
            ("/a", None),
            ("/a/", Some("/a")),
            ("/a//", Some("/a")),
            ("//", Some("/")),
            ("/a/?b=/", Some("/a?b=/")),
            ("/a?b=/", None),
            ("http://host/a/?b", Some("http://host/a?b")),
            ("host:443", None),
            ("*", None),
        ];
        for (uri, expected) in table {
            let uri: Uri = uri.parse().unwrap();
            assert_eq!(trimmed(&uri).map(|uri| uri.to_string()).as_deref(), expected, "{uri}");
        }
    }
}
