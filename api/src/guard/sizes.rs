//! How large a request may be.
//!
//! Owns the bounds of its address, headers, body and nesting. The rule: nothing behind the guard reads an unbounded request,
//! and a request that declares no length is as welcome as one that does. What the content means is left to the routes.

use poem::http::{HeaderMap, header};
use poem::{Body, Request};

use futures_util::StreamExt;

use crate::problem::{Fault, Kind, Problem};

/// Bytes of a request's body.
pub const BODY_MAX: usize = 64 * 1024;
/// Bytes of the body of a post to be written: its 20,000 characters may take twelve bytes each, as a form or escaped in JSON.
pub const POST_MAX: usize = 256 * 1024;
/// Bytes of all headers together, names, values and separators.
pub const HEADERS_MAX: usize = 16 * 1024;
/// Bytes of the address asked for.
pub const URI_MAX: usize = 8 * 1024;
/// How deep the objects and arrays of a JSON body may nest.
pub const JSON_DEPTH_MAX: usize = 32;

/// Bytes of a body too large that are still read and thrown away. A client that is sending does not listen; cut off at once
/// it would see a broken connection instead of the 413.
const DRAINED_MAX: usize = 1024 * 1024;

/// Refuses an address that is too long (414) and headers that are too large (431).
pub fn check_head(request: &Request) -> Result<(), Problem> {
    let uri = request.uri().path_and_query().map_or(0, |asked| asked.as_str().len());
    if uri > URI_MAX {
        return Err(Problem::new(Kind::UriTooLong));
    }
    // Four bytes stand between and behind the two: ": " and the end of the line.
    let headers: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if headers > HEADERS_MAX {
        return Err(Problem::new(Kind::HeadersTooLarge));
    }
    Ok(())
}

/// How large a body may be at a path.
fn body_max(path: &str) -> usize {
    let is_at = |root: &&str| path.strip_prefix(*root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if ["/posts", "/board"].iter().any(is_at) { POST_MAX } else { BODY_MAX }
}

/// Reads the body into memory, so that whoever reads it next is bounded: 413 beyond [`BODY_MAX`] ([`POST_MAX`] on the board), 422
/// for JSON that nests beyond [`JSON_DEPTH_MAX`] or a body that ended early.
pub async fn bound_body(request: &mut Request) -> Result<(), Problem> {
    let body = request.take_body();
    if body.is_empty() {
        return Ok(());
    }
    let bytes = read(body, request.headers(), body_max(request.uri().path())).await?;
    if !json_depth_ok(&bytes) {
        return Err(Problem::invalid(vec![Fault::new("", "The body nests too deeply: at most 32 levels.")]));
    }
    request.set_body(bytes);
    Ok(())
}

async fn read(body: Body, headers: &HeaderMap, max: usize) -> Result<Vec<u8>, Problem> {
    let declared: Option<usize> =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|length| length.parse().ok());
    // Who asked first whether to send is told so without reading; who declares more than we would drain is cut off.
    let asks_first = headers.contains_key(header::EXPECT);
    if declared.is_some_and(|length| length > DRAINED_MAX || (asks_first && length > max)) {
        return Err(Problem::new(Kind::ContentTooLarge));
    }
    let mut stream = body.into_bytes_stream();
    let mut bytes = Vec::with_capacity(declared.unwrap_or_default().min(max));
    let mut length: usize = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Problem::invalid(vec![Fault::new("", "The body ended before all of it arrived.")]))?;
        length += chunk.len();
        if length > DRAINED_MAX {
            break;
        }
        if length <= max {
            bytes.extend_from_slice(&chunk);
        }
    }
    if length > max {
        return Err(Problem::new(Kind::ContentTooLarge));
    }
    Ok(bytes)
}

/// Whether these bytes, read as JSON, nest no deeper than [`JSON_DEPTH_MAX`]. A scan without recursion that looks at brackets
/// outside strings only; what does not begin like a JSON object or array is not JSON's business and passes.
pub fn json_depth_ok(bytes: &[u8]) -> bool {
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if !matches!(begins, Some(b'{' | b'[')) {
        return true;
    }
    let mut depth: usize = 0;
    let mut in_string = false;
    let mut escaped = false;
    for byte in bytes {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'{' | b'[') => {
                depth += 1;
                if depth > JSON_DEPTH_MAX {
                    return false;
                }
            }
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn t25_depth_counts_brackets_outside_strings() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(json_depth_ok(nested(32).as_bytes()));
        assert!(!json_depth_ok(nested(33).as_bytes()));
        assert!(!json_depth_ok(format!(" \n{}", "{\"a\":".repeat(33)).as_bytes()));
        assert!(json_depth_ok(format!("{{\"a\":\"{}\"}}", "[".repeat(100)).as_bytes()));
        assert!(json_depth_ok(format!("{{\"a\\\"{}\":1}}", "[".repeat(100)).as_bytes()));
        assert!(!json_depth_ok(format!("[\"\\\\\",{}", "[".repeat(32)).as_bytes()));
        assert!(json_depth_ok(b"[1],".repeat(100).as_slice()));
        assert!(json_depth_ok(b"name=[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["));
        assert!(json_depth_ok(b""));
    }

    proptest! {
        #[test]
        fn depth_agrees_with_a_parser(value in "[\\[\\]{}\",:a\\\\ 1]{0,80}") {
            if let Ok(parsed) = serde_json::from_str::<serde_json::Value>(&value) {
                prop_assert_eq!(json_depth_ok(value.as_bytes()), depth(&parsed) <= JSON_DEPTH_MAX);
            }
        }
    }

    fn depth(value: &serde_json::Value) -> usize {
        match value {
            serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
            serde_json::Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
            _ => 0,
        }
    }

    #[test]
    fn t25_the_head_is_measured_whole() {
        let fits = Request::builder().header("a", "x".repeat(HEADERS_MAX - 5)).finish();
        assert_eq!(check_head(&fits), Ok(()));
        let many = (0..17).fold(Request::builder(), |request, _| request.header("a", "x".repeat(1024))).finish();
        assert_eq!(check_head(&many).unwrap_err().kind, Kind::HeadersTooLarge);
        let long = Request::builder().uri_str(format!("/?{}", "x".repeat(URI_MAX))).finish();
        assert_eq!(check_head(&long).unwrap_err().kind, Kind::UriTooLong);
    }

    async fn bounded(body: Body, headers: &[(&str, &str)]) -> Result<Vec<u8>, Kind> {
        let builder = headers.iter().fold(Request::builder(), |request, (name, value)| request.header(*name, *value));
        let mut request = builder.body(body);
        bound_body(&mut request).await.map_err(|problem| problem.kind)?;
        Ok(request.into_body().into_vec().await.unwrap())
    }

    fn chunks(count: usize, size: usize) -> Body {
        let chunk = vec![b'x'; size];
        Body::from_bytes_stream(futures_util::stream::iter((0..count).map(move |_| Ok::<_, std::io::Error>(chunk.clone()))))
    }

    #[tokio::test]
    async fn t25_a_body_is_bounded_with_and_without_a_declared_length() {
        assert_eq!(bounded(Body::empty(), &[]).await, Ok(vec![]));
        assert_eq!(bounded(chunks(64, 1024), &[]).await, Ok(vec![b'x'; BODY_MAX]));
        assert_eq!(bounded(chunks(65, 1024), &[]).await, Err(Kind::ContentTooLarge));
        assert_eq!(bounded(chunks(2000, 1024), &[]).await, Err(Kind::ContentTooLarge));
        let declared = [("content-length", "65537")];
        assert_eq!(bounded(vec![b'x'; BODY_MAX + 1].into(), &declared).await, Err(Kind::ContentTooLarge));
        let cut = futures_util::stream::iter([Ok(vec![b'x']), Err(std::io::Error::other("gone"))]);
        assert_eq!(bounded(Body::from_bytes_stream(cut), &[]).await, Err(Kind::Invalid));
    }

    #[test]
    fn t25_a_post_may_be_larger_whatever_script_it_is_written_in() {
        for path in ["/posts", "/posts/", "/posts/7", "/board/new", "/board/7/edit"] {
            assert_eq!(body_max(path), POST_MAX, "{path}");
        }
        for path in ["/", "/postscript", "/users/", "/vote/", "/boards"] {
            assert_eq!(body_max(path), BODY_MAX, "{path}");
        }
        const { assert!(20_000 * 12 < POST_MAX) }
    }

    #[tokio::test]
    async fn who_asks_before_sending_too_much_is_refused_unread() {
        let never = || Body::from_bytes_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
        let asks = [("content-length", "65537"), ("expect", "100-continue")];
        assert_eq!(bounded(never(), &asks).await, Err(Kind::ContentTooLarge));
        assert_eq!(bounded(never(), &[("content-length", "1048577")]).await, Err(Kind::ContentTooLarge));
    }
}
