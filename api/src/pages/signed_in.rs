//! Who is signed in at a page: the one place that knows.
//!
//! The cookie of the page's session is judged once for each request, before the page itself is asked, which finds what came of
//! it in the request. The header of every page greets whoever was found. The rule: a request with an `Authorization` header is
//! known by that alone, so nobody is signed in at a page by it; and whoever is known changes nothing without the page's nonce,
//! which is bound to the very session.

use std::cell::RefCell;
use std::sync::Arc;

use poem::http::header;
use poem::{Endpoint, Request};
use serde::Serialize;
use shared::crypto::fingerprint::Fingerprint;

use super::language;
use super::site::Site;
use crate::credentials::bearer::SignedIn;
use crate::credentials::cookies::SessionCookie;
use crate::gate::Gate;
use crate::problem::{Kind, Problem};

/// A member at a page.
pub(super) struct Session {
    /// Who, and by which family of sessions.
    pub(super) signed_in: SignedIn,
    /// What their cookie says; the nonces of their pages are bound to it.
    pub(super) credential: String,
}

impl Session {
    /// The moderator that the member is by the settings: these speak of an address, so it must have been proved.
    ///
    /// # Errors
    /// 503 without Redis.
    pub(super) async fn moderator(&self, gate: &Gate) -> Result<Option<Fingerprint>, Problem> {
        let (_, terms) = gate.known().await?;
        let member = &self.signed_in.member;
        let proved = member.contact.as_ref().filter(|_| member.proved_at.is_some()).map(|contact| contact.print);
        Ok(proved.filter(|print| terms.electorate.moderators.contains(print)))
    }

    /// What the member is called on pages.
    pub(super) fn name(&self) -> Option<String> {
        self.signed_in.member.user_id.as_ref().map(|held| held.name.as_str().to_owned())
    }
}

/// Whom the header of a page greets.
#[derive(Clone, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Greeting {
    /// Somebody who is signed in.
    Member {
        /// By their sign-in name, where they have one.
        name: Option<String>,
        /// The queue is theirs to see.
        moderates: bool,
    },
    /// Somebody who is not.
    Stranger,
    /// It was not asked who they are.
    Unknown,
}

tokio::task_local! {
    /// Of the request that is being answered: every page shows it, and none has to carry it there.
    static GREETING: RefCell<Greeting>;
}

/// Whom the page that is being made greets.
pub(super) fn greeting() -> Greeting {
    GREETING.try_with(|greeting| greeting.borrow().clone()).unwrap_or(Greeting::Unknown)
}

/// Whoever was signed in is not any more: the answer to this very request greets a stranger.
pub(super) fn farewell() {
    let _ = GREETING.try_with(|greeting| greeting.replace(Greeting::Stranger));
}

/// Finds out who is signed in, then asks the page.
pub(super) async fn greeted<E: Endpoint>(page: Arc<E>, mut request: Request) -> poem::Result<E::Output> {
    let (session, gate) = (find(&request).await?, request.data::<Arc<Site>>().map(|site| Arc::clone(&site.gate)));
    let mut greeting = Greeting::Stranger;
    if let (Some(session), Some(gate)) = (session, gate) {
        greeting = Greeting::Member { name: session.name(), moderates: session.moderator(&gate).await?.is_some() };
        language::own(session.signed_in.member.locale);
        request.set_data(Arc::new(session));
    }
    GREETING.scope(RefCell::new(greeting), page.call(request)).await
}

async fn find(request: &Request) -> Result<Option<Session>, Problem> {
    let site = request.data::<Arc<Site>>().ok_or_else(|| Problem::new(Kind::Internal))?;
    if request.headers().contains_key(header::AUTHORIZATION) {
        return Ok(None);
    }
    let Some(cookie) = request.cookie().get(&SessionCookie::Page.name(&site.gate)) else { return Ok(None) };
    let credential = cookie.value_str().to_owned();
    match SignedIn::at_page(&site.gate, &credential).await {
        Ok(signed_in) => Ok(Some(Session { signed_in, credential })),
        Err(problem) if problem.kind == Kind::NotSignedIn => Ok(None),
        Err(problem) => Err(problem),
    }
}
