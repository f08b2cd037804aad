//! Whether a changing request came from our own page, or from a web site that may act for its visitors.
//!
//! Owns the origin check of forms that act by cookie. The rule: the browser must say so itself, by `Sec-Fetch-Site` or, where
//! it sends none, by `Origin`; who says neither is refused. `Host` and forwarding headers are never asked, since whoever
//! sends the request chooses them. The page's nonce is left to the page. What acts by the refresh cookie has no page: there
//! the sites of `ALLOWED_ORIGINS` may ask, too, and programs that say nothing.

use poem::http::{HeaderMap, HeaderName, header};
use url::Url;

use crate::problem::{Kind, Problem};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses (403) a request whose browser does not say that it comes from a page of the public URL's own origin.
pub fn require_same_origin(headers: &HeaderMap, public_url: &Url) -> Result<(), Problem> {
    let own = if headers.contains_key(&SEC_FETCH_SITE) {
        only(headers, &SEC_FETCH_SITE) == Some(b"same-origin")
    } else {
        // An opaque origin is written `null`, which therefore is refused even if the public URL should have one.
        let origin = public_url.origin();
        origin.is_tuple() && only(headers, &header::ORIGIN) == Some(origin.ascii_serialization().as_bytes())
    };
    if own { Ok(()) } else { Err(Problem::new(Kind::CrossSite)) }
}

/// Where a request says that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page of the public URL's own origin.
    Own,
    /// A page of one of the origins that may ask.
    Allowed,
    /// It does not say: no browser of today sends a changing request like that.
    Unsaid,
    /// Anywhere else.
    Elsewhere,
}

/// Reads where a request says that it comes from; `allowed` are origins as browsers write them.
pub fn source(headers: &HeaderMap, public_url: &Url, allowed: &[String]) -> Source {
    let origin = only(headers, &header::ORIGIN);
    if require_same_origin(headers, public_url).is_ok() {
        Source::Own
    } else if origin.is_some_and(|origin| allowed.iter().any(|allowed| allowed.as_bytes() == origin)) {
        Source::Allowed
    } else if headers.contains_key(&SEC_FETCH_SITE) || headers.contains_key(header::ORIGIN) {
        Source::Elsewhere
    } else {
        Source::Unsaid
    }
}

/// The header's value, if it was sent exactly once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h [u8]> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    values.next().is_none().then(|| first.as_bytes())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;
    use poem::http::HeaderValue;

    fn accepted(public_url: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        require_same_origin(&map, &public_url.parse().unwrap()).is_ok()
    }

    #[test]
    fn t2_only_our_own_page_is_accepted() {
        let table: [(&[(&str, &str)], bool); 19] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-origin"), ("origin", "https://gate.example")], true),
            (&[("origin", "https://gate.example")], true),
            (&[], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "")], false),
            (&[("sec-fetch-site", "Same-Origin")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://gate.example")], false),
            (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")], false),
            (&[("origin", "null")], false),
            (&[("origin", "http://gate.example")], false),
            (&[("origin", "https://gate.example:8443")], false),
            (&[("origin", "https://gate.example.evil.example")], false),
            (&[("origin", "https://gate.example/")], false),
            (&[("origin", "https://gate.example"), ("origin", "https://gate.example")], false),
            (&[("host", "gate.example"), ("referer", "https://gate.example/")], false),
            (&[("host", "evil.example"), ("origin", "https://evil.example")], false),
        ];
        for (headers, expected) in table {
            assert_eq!(accepted("https://gate.example/", headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn t14_what_acts_by_the_refresh_cookie_comes_from_us_or_from_a_site_that_may_ask() {
        let table: [(&[(&'static str, &'static str)], Source); 10] = [
            (&[], Source::Unsaid),
            (&[("sec-fetch-site", "same-origin"), ("origin", "https://gate.example")], Source::Own),
            (&[("origin", "https://gate.example")], Source::Own),
            (&[("sec-fetch-site", "same-site"), ("origin", "https://app.example")], Source::Allowed),
            (&[("origin", "https://app.example")], Source::Allowed),
            (&[("origin", "https://app.example"), ("origin", "https://app.example")], Source::Elsewhere),
            (&[("origin", "https://app.example.evil.example")], Source::Elsewhere),
            (&[("origin", "null")], Source::Elsewhere),
            (&[("sec-fetch-site", "cross-site")], Source::Elsewhere),
            (&[("sec-fetch-site", "cross-site"), ("origin", "https://gate.example")], Source::Elsewhere),
        ];
        let (own, allowed) = ("https://gate.example".parse().unwrap(), ["https://app.example".to_owned()]);
        for (headers, expected) in table {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(*name, HeaderValue::from_static(value));
            }
            assert_eq!(source(&map, &own, &allowed), expected, "{headers:?}");
        }
    }

    #[test]
    fn the_public_origin_is_written_as_browsers_write_it() {
        assert!(accepted("https://Gate.Example:443/path", &[("origin", "https://gate.example")]));
        assert!(accepted("http://127.0.0.1:8000", &[("origin", "http://127.0.0.1:8000")]));
        assert!(accepted("https://bücher.example", &[("origin", "https://xn--bcher-kva.example")]));
        assert!(!accepted("data:,x", &[("origin", "null")]));
    }
}
