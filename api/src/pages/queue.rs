//! `/moderate`: everything that waits for a decision, and the buttons that decide it in place or many at once.
//!
//! Who may is found out in one function, `who`: by signing in, or by the link of a letter. Whoever nobody knows gets the same page, with a form that mails moderators their
//! link. Votes are cast by the desk, by the same rules as on a registration's own page.

mod shown;
mod votes;

use poem::http::{StatusCode, Uri, header};
use poem::{Response, handler};
use shared::crypto::fingerprint::Fingerprint;
use shared::keyspace::Rid;
use shared::token::link::{Claimed, Kind};

use super::forms::{self, Fields};
use super::links::{self, Arrival};
use super::site::Site;
use super::views::{Fault, QueueDoor, QueueLinkSent};
use crate::credentials::{self, NotBelieved};
use crate::desk::{Refused, queue_link};
use crate::problem::Problem;
use shown::Place;
use votes::Pressed;

const PATH: &str = "/moderate";

/// A moderator at the queue.
struct Visitor {
    moderator: Fingerprint,
    /// What they showed; the page's nonce is bound to it.
    credential: String,
}

/// Somebody whom nobody knows here.
struct Stranger {
    /// They showed something that opens nothing (any more).
    ended: bool,
}

/// Who is asking: the one place that knows by what a moderator is recognised at the queue.
async fn who(arrival: &Arrival) -> Result<Result<Visitor, Stranger>, Problem> {
    let nobody = |ended| Ok(Err(Stranger { ended }));
    if arrival.headers.contains_key(header::AUTHORIZATION) {
        return nobody(false);
    }
    if let Some(session) = &arrival.session
        && let Some(moderator) = session.moderator(&arrival.site.gate).await?
    {
        arrival.site.speak_to_moderator(moderator).await?;
        return Ok(Ok(Visitor { moderator, credential: session.credential.clone() }));
    }
    let Some(cookie) = arrival.cookies.get(&links::name(&arrival.site, Kind::Queue)) else { return nobody(false) };
    let credential = cookie.value_str().to_owned();
    match credentials::moderator(&arrival.site.gate, arrival.network, &credential).await {
        Ok(moderator) => {
            arrival.site.speak_to_moderator(moderator).await?;
            Ok(Ok(Visitor { moderator, credential }))
        }
        Err(why @ (NotBelieved::Limited(_) | NotBelieved::Failed(_))) => Err(why.into()),
        // Which of the reasons it is helps nobody but a stranger.
        Err(_) => nobody(true),
    }
}

#[handler]
pub(super) async fn show(arrival: Arrival, uri: &Uri) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if let Some(token) = &arrival.followed {
        let roots = site.gate.roots().await?;
        let link = Claimed::read(token).and_then(|claimed| claimed.believed(&roots));
        if !link.is_some_and(|link| link.kind == Kind::Queue && link.rid == Rid::NONE) {
            return door(&arrival, StatusCode::NOT_FOUND, true, "", Vec::new()).await;
        }
        arrival.cookies.add(links::cookie(site, Kind::Queue, PATH, token));
        return Ok(Site::redirect(PATH));
    }
    match who(&arrival).await? {
        Ok(visitor) => shown::page(site, &visitor, &Place::of(uri), Pressed::default()).await,
        Err(stranger) => door(&arrival, stranger.status(), stranger.ended, "", Vec::new()).await,
    }
}

impl Stranger {
    /// Without any link this is a page like another; with one that ended it is none.
    const fn status(&self) -> StatusCode {
        if self.ended { StatusCode::NOT_FOUND } else { StatusCode::OK }
    }
}

#[handler]
pub(super) async fn press(arrival: Arrival, uri: &Uri, fields: Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if fields.text("action") == "mail-link" {
        return mail_link(&arrival, &fields).await;
    }
    let Ok(visitor) = who(&arrival).await? else { return door(&arrival, StatusCode::NOT_FOUND, true, "", Vec::new()).await };
    if let Some(stale) = site.believe(&arrival.headers, PATH, &visitor.credential, &fields).await? {
        return Ok(stale);
    }
    let pressed = votes::press(&site.gate, visitor.moderator, &fields).await?;
    shown::page(site, &visitor, &Place::of(uri), pressed).await
}

/// Mails a moderator their link; says the same to everybody.
async fn mail_link(arrival: &Arrival, fields: &Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if let Some(stale) = site.believe(&arrival.headers, PATH, "", fields).await? {
        return Ok(stale);
    }
    let email = fields.text("email");
    match queue_link::send(&site.gate, arrival.network, email).await {
        Ok(()) => site.page(StatusCode::OK, &QueueLinkSent { email: email.to_owned() }),
        Err(Refused::Invalid(found)) => door(arrival, StatusCode::UNPROCESSABLE_ENTITY, false, email, forms::faults(found)).await,
        Err(refused) => Err(refused.into()),
    }
}

/// How moderators get in.
async fn door(arrival: &Arrival, status: StatusCode, ended: bool, email: &str, faults: Vec<Fault>) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let (member, email) = (arrival.session.is_some(), email.to_owned());
    let view = QueueDoor { ended, member, email, nonce: site.nonce(PATH, "").await?, faults };
    site.page(status, &view)
}
