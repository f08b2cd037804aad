//! The pages that show the API document: Swagger UI and `ReDoc`.
//!
//! Owns making them safe to serve. Each is one page with its program inside, as poem-openapi writes it. The rule: its policy
//! allows exactly the programs that stood in it when we started, by hash, and no request leaves for anybody else's server.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use poem::endpoint::make_sync;
use poem::http::header;
use poem::{Endpoint, Response};
use ring::digest::{SHA256, digest};

/// Our own icon: browsers ask for one that does not exist otherwise.
const ICON: &str = "<head><link rel=\"icon\" type=\"image/svg+xml\" href=\"/favicon.svg\">";

/// An endpoint for the page that `OpenApiService::swagger_ui_html` or `redoc_html` makes, with a policy of its own.
pub fn document_page(html: &str) -> impl Endpoint<Output = Response> + 'static {
    // Browsers hash a program after making all ends of lines alike.
    let html = without_links(&html.replace("\r\n", "\n")).replacen("<head>", ICON, 1);
    let policy = policy(&html);
    make_sync(move |_| {
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CONTENT_SECURITY_POLICY, policy.as_str())
            .body(html.clone())
    })
}

fn policy(html: &str) -> String {
    let hashes: Vec<String> = pieces(html)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Script(program) => Some(format!("'sha256-{}'", STANDARD.encode(digest(&SHA256, program.as_bytes())))),
            Piece::Markup(_) => None,
        })
        .collect();
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; worker-src blob:; img-src 'self' data:; \
         connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
        hashes.join(" ")
    )
}

/// The page without its `<link>` elements: the only one there is fetches `ReDoc`'s fonts from somebody else.
fn without_links(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    for piece in pieces(html) {
        match piece {
            Piece::Script(program) => kept.push_str(program),
            Piece::Markup(mut markup) => {
                while let Some((before, link)) = markup.split_once("<link ") {
                    kept.push_str(before);
                    markup = link.split_once('>').map_or("", |(_, after)| after);
                }
                kept.push_str(markup);
            }
        }
    }
    kept
}

/// A stretch of a page: a program, or what stands around programs, their tags included.
enum Piece<'p> {
    Markup(&'p str),
    Script(&'p str),
}

/// Divides a page at its script elements. Their own text holds no end tag, or browsers would end them there too.
fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(opening) = rest.find("<script") {
        let Some(begin) = rest.get(opening..).and_then(|tag| tag.find('>')).map(|end| opening + end + 1) else { break };
        let (markup, after) = rest.split_at(begin);
        let Some(end) = after.find("</script") else { break };
        let (program, after) = after.split_at(end);
        pieces.extend([Piece::Markup(markup), Piece::Script(program)]);
        rest = after;
    }
    pieces.push(Piece::Markup(rest));
    pieces
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    #![expect(clippy::unused_async, reason = "the API macro asks for async functions")]
    use super::*;
    use poem::test::TestClient;
    use poem_openapi::{OpenApi, OpenApiService};

    struct Routes;

    #[OpenApi]
    impl Routes {
        /// Nothing: <b>&amp;</b>
        #[oai(path = "/nothing", method = "get")]
        async fn nothing(&self) {}
    }

    #[tokio::test]
    async fn t29_the_policy_names_each_program_and_no_font_is_fetched() {
        let service = OpenApiService::new(Routes, "Test", "1");
        for (html, programs) in [(service.swagger_ui_html(), 2), (service.redoc_html(), 2)] {
            let response = TestClient::new(document_page(&html)).get("/").send().await;
            response.assert_content_type("text/html; charset=utf-8");
            let policy = response.0.header("content-security-policy").unwrap().to_owned();
            assert_eq!(policy.matches("'sha256-").count(), programs);
            let script_src = policy.split("; ").find(|part| part.starts_with("script-src")).unwrap();
            assert!(!script_src.contains("unsafe"));
            let page = response.0.into_body().into_string().await.unwrap();
            assert!(!page.contains("fonts.googleapis.com") && page.contains(ICON) && page.contains("</script>"));
        }
    }

    #[test]
    fn hashes_are_those_that_browsers_compute() {
        // The example of the CSP specification.
        let policy = policy("<p><script>alert('Hello, world.');</script><link href=x>");
        assert!(policy.contains("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"), "{policy}");
        assert_eq!(without_links("a<link x>b<script>'<link y>'</script>c<link z"), "ab<script>'<link y>'</script>c");
    }
}
