//! The style sheet and the icon. They change with a release only, so browsers may keep them for a while.

use poem::http::header;
use poem::{Response, handler};

use super::render::{FAVICON_SVG, STYLE_CSS};

const KEPT: &str = "public, max-age=3600";

#[handler]
pub(super) fn style() -> Response {
    asset("text/css; charset=utf-8", STYLE_CSS)
}

#[handler]
pub(super) fn favicon() -> Response {
    asset("image/svg+xml", FAVICON_SVG)
}

fn asset(content_type: &str, content: &'static str) -> Response {
    Response::builder().content_type(content_type).header(header::CACHE_CONTROL, KEPT).body(content)
}
