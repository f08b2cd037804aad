//! What every page needs: the gate, the templates, answers and nonces.

use std::sync::Arc;

use poem::http::{HeaderMap, HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use shared::address::EmailAddress;
use shared::crypto::fingerprint::Fingerprint;
use shared::locales::{Locale, TextsAreSaid, override_texts};
use shared::overrides::{Faults, Overrides};
use shared::root::Roots;
use shared::token::{link, nonce};

use super::assets::Assets;
use super::forms::Fields;
use super::language;
use super::render::{Pages, RenderError, View};
use super::views::Stale;
use crate::credentials::Asker;
use crate::desk::day;
use crate::gate::Gate;
use crate::guard::headers::POLICY_WITH_SCRIPT;
use crate::guard::require_same_origin;
use crate::problem::{Kind, Problem};

/// Why there are no pages.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoSite {
    /// What the operator would put in the place of ours cannot be.
    #[error(transparent)]
    Theirs(#[from] Faults),
    /// A template of ours does not compile.
    #[error(transparent)]
    Ours(#[from] RenderError),
    /// Another site of this process has begun to speak with other texts.
    #[error(transparent)]
    Late(#[from] TextsAreSaid),
}

/// The gate, as people see it.
pub(crate) struct Site {
    pub(super) gate: Arc<Gate>,
    pages: Pages,
}

impl Site {
    /// A site of this gate.
    ///
    /// # Errors
    /// All [`Faults`] of what the operator would put in the place of ours; or a template of ours does not compile, which tests
    /// would have found.
    pub(crate) fn new(gate: Arc<Gate>) -> Result<Arc<Self>, NoSite> {
        let (common, mut faults) = (&gate.settings.common, Faults::default());
        let overrides = Overrides::read(common.overrides.as_deref(), &mut faults);
        let pages = Pages::with(&common.community, &overrides, &mut faults)?;
        faults.none()?;
        override_texts(&overrides.texts)?;
        Ok(Arc::new(Self { gate, pages }))
    }

    /// What pages load.
    pub(super) const fn assets(&self) -> &Assets {
        self.pages.assets()
    }

    /// The language of the page that is being made: what is known of its reader decides.
    pub(super) fn locale(&self) -> Locale {
        language::spoken().unwrap_or(self.gate.settings.common.locale)
    }

    /// From here on the page speaks to somebody whom their link made known.
    pub(super) async fn speak_to(&self, asker: &Asker) -> Result<(), Problem> {
        match asker.link.kind {
            link::Kind::Moderator | link::Kind::Queue => self.speak_to_moderator(asker.link.subject).await,
            link::Kind::Applicant | link::Kind::Caller | link::Kind::Reset => {
                language::own(asker.record.application.locale);
                Ok(())
            }
        }
    }

    /// From here on the page speaks to this moderator, in the language that the settings may give them.
    pub(super) async fn speak_to_moderator(&self, moderator: Fingerprint) -> Result<(), Problem> {
        let roots = self.gate.roots().await?;
        let given = self.moderator(&roots, moderator).and_then(|address| self.gate.settings.common.moderator_locales.get(address));
        if let Some(locale) = given {
            language::own(*locale);
        }
        Ok(())
    }

    /// The moderators, as links and votes know them and as the settings name them.
    pub(super) fn moderators(&self, roots: &Roots) -> impl Iterator<Item = (Fingerprint, &EmailAddress)> {
        self.gate.settings.common.moderators.iter().map(|address| (roots.address(address), address))
    }

    /// A moderator's address; one who left has none here.
    pub(super) fn moderator(&self, roots: &Roots, moderator: Fingerprint) -> Option<&EmailAddress> {
        self.moderators(roots).find(|(print, _)| *print == moderator).map(|(_, address)| address)
    }

    /// A page.
    pub(super) fn page<V: View>(&self, status: StatusCode, view: &V) -> Result<Response, Problem> {
        self.page_in(self.locale(), status, view)
    }

    /// A page in this language, for a reader of whom nothing else is known.
    pub(super) fn page_in<V: View>(&self, locale: Locale, status: StatusCode, view: &V) -> Result<Response, Problem> {
        let html = self.pages.page(locale, view).map_err(|error| {
            tracing::error!(%error, template = V::TEMPLATE, "a page could not be rendered");
            Problem::new(Kind::Internal)
        })?;
        let mut response = Response::builder().status(status).content_type("text/html; charset=utf-8").body(html);
        if V::HAS_SCRIPT {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY_WITH_SCRIPT));
        }
        language::label(&mut response, locale);
        Ok(response)
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

    /// Whether a form was sent by a button on a page of ours.
    pub(super) fn is_ours(&self, headers: &HeaderMap) -> bool {
        require_same_origin(headers, &self.gate.settings.common.public_url).is_ok()
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
        let fresh = || nonce::holds(&roots, fields.text("nonce"), page, credential, day(self.gate.clock.now()));
        if self.is_ours(headers) && fresh() {
            return Ok(None);
        }
        let stale = Stale { path: page.to_owned() };
        self.page(StatusCode::FORBIDDEN, &stale).map(|response| Some(response.into_response()))
    }
}
