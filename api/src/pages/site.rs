//! What every page needs: the gate, the templates, answers and nonces.

use std::sync::Arc;

use poem::http::{HeaderMap, StatusCode, header};
use poem::{IntoResponse, Response};
use shared::locales::Locale;
use shared::token::nonce;

use super::forms::Fields;
use super::render::{Pages, RenderError, View};
use super::views::Stale;
use crate::desk::day;
use crate::gate::Gate;
use crate::guard::require_same_origin;
use crate::problem::{Kind, Problem};

/// The gate, as people see it.
pub(crate) struct Site {
    pub(super) gate: Arc<Gate>,
    pages: Pages,
}

impl Site {
    /// A site of this gate.
    ///
    /// # Errors
    /// When a template does not compile, which tests would have found.
    pub(crate) fn new(gate: Arc<Gate>) -> Result<Arc<Self>, RenderError> {
        let pages = Pages::new(&gate.settings.common.community)?;
        Ok(Arc::new(Self { gate, pages }))
    }

    /// The language of those whose own we do not know.
    pub(super) fn locale(&self) -> Locale {
        self.gate.settings.common.locale
    }

    /// A page.
    pub(super) fn page<V: View>(&self, status: StatusCode, locale: Locale, view: &V) -> Result<Response, Problem> {
        let html = self.pages.page(locale, view).map_err(|error| {
            tracing::error!(%error, template = V::TEMPLATE, "a page could not be rendered");
            Problem::new(Kind::Internal)
        })?;
        Ok(Response::builder().status(status).content_type("text/html; charset=utf-8").body(html))
    }

    /// Sends the browser to another page of ours.
    pub(super) fn redirect(path: &str) -> Response {
        Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, path).finish()
    }

    /// The nonce of a page, for whoever shows `credential` (empty where nobody has one).
    pub(super) async fn nonce(&self, page: &str, credential: &str) -> Result<String, Problem> {
        let roots = self.gate.roots().await?;
        Ok(nonce::make(&roots, page, credential, day(self.gate.clock.now())))
    }

    /// Whether a form was sent by a button on our own page, shown to this very person; otherwise the answer that asks them to
    /// open it again.
    pub(super) async fn believe(
        &self,
        headers: &HeaderMap,
        page: &str,
        credential: &str,
        fields: &Fields,
    ) -> Result<Option<Response>, Problem> {
        let roots = self.gate.roots().await?;
        let ours = require_same_origin(headers, &self.gate.settings.common.public_url).is_ok();
        let fresh = || nonce::holds(&roots, fields.text("nonce"), page, credential, day(self.gate.clock.now()));
        if ours && fresh() {
            return Ok(None);
        }
        let stale = Stale { path: page.to_owned() };
        self.page(StatusCode::FORBIDDEN, self.locale(), &stale).map(|response| Some(response.into_response()))
    }
}
