//! What pages load besides themselves: the style sheet, the script, the icon, and an operator's own style and logo.
//!
//! The rule: the address of each says what is in it (`?v=`), so a browser may keep it for good and yet sees the next release at
//! once. Under any other address it is asked for again each time, and not sent again where nothing has changed.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use poem::http::{HeaderMap, StatusCode, Uri, header};
use poem::web::Data;
use poem::{Response, handler};
use ring::digest::{SHA256, digest};
use shared::overrides::{Logo, LogoKind, Overrides};

use super::render::{FAVICON_SVG, LIVE_JS, STYLE_CSS};
use super::site::Site;
use crate::problem::{Kind, Problem};

/// Where each can be had; those of an operator who gave none are not there.
pub(super) const PATHS: [&str; 6] =
    ["/assets/style.css", "/assets/live.js", "/assets/theme.css", "/assets/logo.svg", "/assets/logo.png", "/favicon.svg"];

/// A drawing opened by itself is a document: it runs nothing and loads nothing.
const DRAWING: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

struct Asset {
    path: &'static str,
    content_type: &'static str,
    content: Vec<u8>,
    /// Of its content.
    version: String,
}

/// Everything that pages load.
pub(super) struct Assets(Vec<Asset>);

impl Assets {
    /// Ours, and what an operator gave.
    pub(super) fn new(overrides: &Overrides) -> Self {
        let asset = |path, content_type, content: &[u8]| Asset { path, content_type, content: content.to_vec(), version: version(content) };
        let mut assets = vec![
            asset("/assets/style.css", CSS, STYLE_CSS.as_bytes()),
            asset("/assets/live.js", JS, LIVE_JS.as_bytes()),
            asset("/favicon.svg", SVG, FAVICON_SVG.as_bytes()),
        ];
        assets.extend(overrides.theme.as_ref().map(|theme| asset("/assets/theme.css", CSS, theme.as_bytes())));
        assets.extend(overrides.logo.as_ref().map(|Logo { kind, bytes }| match kind {
            LogoKind::Svg => asset("/assets/logo.svg", SVG, bytes),
            LogoKind::Png => asset("/assets/logo.png", "image/png", bytes),
        }));
        Self(assets)
    }

    /// The address of the one with this name; of any, where it ends differently.
    pub(super) fn address(&self, name: &str) -> Option<String> {
        let named = |asset: &&Asset| {
            asset.path.rsplit('/').next().is_some_and(|own| own == name || own.rsplit_once('.').map(|it| it.0) == Some(name))
        };
        self.0.iter().find(named).map(|asset| format!("{}?v={}", asset.path, asset.version))
    }
}

/// The beginning of its fingerprint: enough to tell releases apart.
fn version(content: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, content).as_ref().get(..6).unwrap_or_default())
}

#[handler]
pub(super) fn serve(Data(site): Data<&Arc<Site>>, uri: &Uri, headers: &HeaderMap) -> Result<Response, Problem> {
    let asset = site.assets().0.iter().find(|asset| asset.path == uri.path()).ok_or_else(|| Problem::new(Kind::NotFound))?;
    let tag = format!("\"{}\"", asset.version);
    let is_versioned = uri.query().is_some_and(|query| query.strip_prefix("v=") == Some(&asset.version));
    let kept = if is_versioned { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::builder().header(header::CACHE_CONTROL, kept).header(header::ETAG, &tag);
    if asset.content_type == SVG {
        response = response.header(header::CONTENT_SECURITY_POLICY, DRAWING);
    }
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
    }
    Ok(response.content_type(asset.content_type).body(asset.content.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_change_with_what_is_in_them() {
        let logo = |bytes: &[u8]| Overrides { logo: Some(Logo { kind: LogoKind::Png, bytes: bytes.to_vec() }), ..Overrides::default() };
        let [plain, one, two] = [Overrides::default(), logo(b"1"), logo(b"2")].map(|overrides| Assets::new(&overrides));
        assert_eq!(plain.address("style.css"), one.address("style.css"));
        assert_eq!((plain.address("logo"), plain.address("theme.css"), plain.address("style.html")), (None, None, None));
        assert!(one.address("logo").is_some_and(|address| address.starts_with("/assets/logo.png?v=")));
        assert_ne!(one.address("logo"), two.address("logo"));
    }

    #[test]
    fn every_asset_has_its_path_among_the_routes() {
        let (theme, logo) = (Some(String::new()), Some(Logo { kind: LogoKind::Svg, bytes: Vec::new() }));
        let Assets(assets) = Assets::new(&Overrides { theme, logo, ..Overrides::default() });
        assert!(assets.iter().all(|asset| PATHS.contains(&asset.path)));
    }
}
