//! Refusals as people read them: whatever the routes refuse, said on a page.

use std::sync::Arc;
use std::time::Duration;

use poem::Response;
use poem::http::StatusCode;

use super::language;
use super::site::Site;
use super::views::{self, ProblemKind, span};
use crate::guard::RefusedPage;

/// The page of a refusal; the status and the headers of the refusal stay.
pub(crate) fn refused_page(site: Arc<Site>) -> impl Fn(&RefusedPage<'_>) -> Option<Response> + Send + Sync + 'static {
    move |refused| {
        let status = refused.problem.kind.status();
        let locale = language::of_headers(&site, refused.headers).unwrap_or_else(|| site.locale());
        let wait = || span(locale, Duration::from_secs(refused.problem.retry_after.unwrap_or_default()));
        let kind = match status {
            StatusCode::NOT_FOUND => ProblemKind::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => ProblemKind::NothingToSee,
            StatusCode::TOO_MANY_REQUESTS => ProblemKind::TooMany { wait: wait() },
            StatusCode::SERVICE_UNAVAILABLE => ProblemKind::Resting,
            StatusCode::PAYLOAD_TOO_LARGE => ProblemKind::TooLarge,
            _ => ProblemKind::Other,
        };
        let view = views::Problem { kind, status: status.as_u16(), request_id: refused.id.to_string() };
        site.page_in(locale, status, &view).ok()
    }
}
