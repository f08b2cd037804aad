//! Links out of letters, and the cookies they become.
//!
//! A link carries `?t=<token>`. The first GET puts the token into a cookie of that page alone and sends the browser to the
//! bare address, so that it stands in no address bar, history or `Referer`; that changes nothing on our side. The rule: a page
//! knows somebody by that cookie only, and a request with an `Authorization` header by nothing.

use std::sync::Arc;
use std::time::Duration;

use poem::http::{HeaderMap, StatusCode, header};
use poem::web::cookie::{Cookie, CookieJar, SameSite};
use poem::{FromRequest, Request, RequestBody, Response};
use shared::token::link::{Claimed, Kind};

use super::signed_in::Session;
use super::site::Site;
use super::views::{LinkEnded, LinkKind};
use crate::credentials::{self, Asker, MODERATOR, NotBelieved, Presented};
use crate::desk::withdraw;
use crate::guard::NetworkBlock;
use crate::problem::{self, Problem};

/// Longer than any registration lives.
const KEPT: Duration = Duration::from_hours(24 * 40);

/// Where a registration's page is: a letter for the page, and whose links open it, those first that may do more.
#[derive(Clone, Copy)]
pub(super) struct Place {
    letter: char,
    kinds: &'static [Kind],
}

/// The page behind the confirmation letter.
pub(super) const CONFIRM: Place = Place { letter: 'c', kinds: &[Kind::Applicant] };
/// The applicant's page.
pub(super) const STATUS: Place = Place { letter: 'r', kinds: &[Kind::Applicant, Kind::Caller] };
/// The moderators' page.
pub(super) const DECIDE: Place = Place { letter: 'm', kinds: MODERATOR };

impl Place {
    /// The page's path for a registration.
    pub(super) fn path(self, rid: &str) -> String {
        format!("/{}/{rid}", self.letter)
    }
}

/// A request for a page, before anybody is believed by a link.
pub(super) struct Arrival {
    pub(super) site: Arc<Site>,
    pub(super) network: NetworkBlock,
    pub(super) headers: HeaderMap,
    rid: String,
    /// The token of a link that was followed.
    pub(super) followed: Option<String>,
    pub(super) cookies: CookieJar,
    /// Who is signed in.
    pub(super) session: Option<Arc<Session>>,
}

impl<'a> FromRequest<'a> for Arrival {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        let internal = || Problem::new(problem::Kind::Internal);
        let query = request.uri().query().unwrap_or_default();
        Ok(Self {
            site: Arc::clone(request.data::<Arc<Site>>().ok_or_else(internal)?),
            network: *request.data::<NetworkBlock>().ok_or_else(internal)?,
            headers: request.headers().clone(),
            rid: request.raw_path_param("rid").unwrap_or_default().to_owned(),
            followed: url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "t").map(|(_, token)| token.into_owned()),
            cookies: request.cookie().clone(),
            session: request.data::<Arc<Session>>().map(Arc::clone),
        })
    }
}

/// Somebody at one of their pages.
pub(super) struct Visit {
    pub(super) asker: Asker,
    /// What their cookie says; the page's nonce is bound to it.
    pub(super) token: String,
    /// The page's path.
    pub(super) path: String,
}

/// Somebody whom nobody knows at this page.
pub(super) struct Unknown {
    /// What they are shown.
    pub(super) page: Box<Response>,
    /// Their link was good until a moment ago: a button pressed twice is no surprise to them.
    pub(super) ended_just_now: bool,
}

impl Arrival {
    /// The answer that trades a link's token for a cookie, where one was followed. A token that is none of ours, or none for
    /// this page, leaves the cookies alone.
    pub(super) async fn trade(&self, place: Place) -> Result<Option<Response>, Problem> {
        let Some(token) = &self.followed else { return Ok(None) };
        let roots = self.site.gate.roots().await?;
        let link = Claimed::read(token).and_then(|claimed| claimed.believed(&roots));
        // Only a rid that we made can stand in a path that we send.
        let Some(link) = link.filter(|link| link.rid.to_string() == self.rid && place.kinds.contains(&link.kind)) else {
            return ended(&self.site, place).map(Some);
        };
        let path = place.path(&self.rid);
        self.cookies.add(cookie(&self.site, link.kind, &path, token));
        Ok(Some(Site::redirect(&path)))
    }

    /// Who visits the page, or the answer to those whom nobody knows there.
    pub(super) async fn visit(&self, place: Place) -> Result<Result<Visit, Unknown>, Problem> {
        let unknown = |ended_just_now| ended(&self.site, place).map(|page| Err(Unknown { page: Box::new(page), ended_just_now }));
        let reads_cookies = !self.headers.contains_key(header::AUTHORIZATION);
        let known = place.kinds.iter().filter(|_| reads_cookies).find_map(|kind| self.cookies.get(&name(&self.site, *kind)));
        let Some(token) = known.map(|cookie| cookie.value_str().to_owned()) else { return unknown(false) };
        let shown = Presented::token(token.clone());
        match credentials::who(&self.site.gate, self.network, &self.rid, Some(&shown), place.kinds).await {
            Ok(asker) => {
                self.site.speak_to(&asker).await?;
                Ok(Ok(Visit { asker, token, path: place.path(&self.rid) }))
            }
            Err(why @ (NotBelieved::Limited(_) | NotBelieved::Failed(_))) => Err(why.into()),
            Err(NotBelieved::Ended { at, link }) => unknown(withdraw::repeats(&self.site.gate, at, link)),
            // Which of the many reasons it is helps nobody but a stranger.
            Err(_) => unknown(false),
        }
    }

    /// Takes the visitor's rights along to another page of the same registration.
    pub(super) fn move_to(&self, visit: &Visit, place: Place) -> Response {
        let path = place.path(&self.rid);
        self.cookies.add(cookie(&self.site, visit.asker.link.kind, &path, &visit.token));
        Site::redirect(&path)
    }
}

/// The link opens nothing (any more).
pub(super) fn ended(site: &Site, place: Place) -> Result<Response, Problem> {
    let kind = if place.letter == DECIDE.letter { LinkKind::Moderator } else { LinkKind::Applicant };
    site.page(StatusCode::NOT_FOUND, &LinkEnded { kind })
}

/// The caller's own cookie at the status page, given with the answer to the form.
pub(super) fn welcome(site: &Site, jar: &CookieJar, rid: &str, token: &str) -> String {
    let path = STATUS.path(rid);
    jar.add(cookie(site, Kind::Caller, &path, token));
    path
}

/// What the cookie of such a link is called.
pub(super) fn name(site: &Site, kind: Kind) -> String {
    let prefix = if site.gate.is_https() { "__Secure-" } else { "" };
    format!("{prefix}gl-{}", kind.letter())
}

/// The cookie that a link becomes at its page.
pub(super) fn cookie(site: &Site, kind: Kind, path: &str, token: &str) -> Cookie {
    let mut cookie = Cookie::new_with_str(name(site, kind), token);
    cookie.set_path(path);
    cookie.set_http_only(true);
    cookie.set_secure(site.gate.is_https());
    // Strict would not be sent after a click in webmail.
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(KEPT);
    cookie
}
