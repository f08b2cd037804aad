//! `/board`: what members write for each other, for people without programs.
//!
//! `place` says which posts an address names, `shown` turns posts into what the pages show, `editor` is where they are written.
//! The rules: who reads is the operator's to say (`BOARD`); every button's form carries the nonce of this very session; what
//! may be done is the desk's to say, as for programs. Deleting, and taking another's post off the board, is asked twice.

mod editor;
mod place;
mod shown;

use poem::http::{StatusCode, Uri};
use poem::web::Path;
use poem::{Response, handler};
use shared::board::post::Refusal;
use shared::keyspace::PostId;
use shared::settings::BoardAudience;

pub(super) use editor::{edit, new, press_edit, press_new};

use super::forms::Fields;
use super::links::Arrival;
use super::login;
use super::signed_in::Session;
use super::site::Site;
use super::views::PostSure;
use crate::credentials::bearer::SignedIn;
use crate::desk::writing::Writing;
use crate::desk::{Refused, posts, votes};
use crate::problem::{Kind, Problem};
use place::Place;

/// The board.
const PATH: &str = "/board";
/// A member's own posts.
const MINE: &str = "/board/mine";

/// Whether somebody has to sign in to read.
fn is_shut(arrival: &Arrival) -> bool {
    arrival.session.is_none() && arrival.site.gate.settings.members.board == BoardAudience::Members
}

fn reader(arrival: &Arrival) -> Option<&SignedIn> {
    arrival.session.as_ref().map(|session| &session.signed_in)
}

/// A post's address.
fn path(id: PostId) -> String {
    format!("{PATH}/{id}")
}

/// What cannot be a post's id is none.
fn post_id(id: &str) -> Result<PostId, Refused> {
    PostId::parse(id).ok_or(Refused::Post(Refusal::NoSuchPost))
}

#[handler]
pub(super) async fn list(arrival: Arrival, uri: &Uri) -> Result<Response, Problem> {
    if is_shut(&arrival) {
        return Ok(login::first(PATH));
    }
    let place = Place::of(uri);
    let listed = posts::list(&arrival.site.gate, place.page(), Some(&place.search)).await?;
    shown::list(&arrival, &place, listed, PATH).await
}

#[handler]
pub(super) async fn mine(arrival: Arrival, uri: &Uri) -> Result<Response, Problem> {
    let Some(signed_in) = reader(&arrival) else { return Ok(login::first(MINE)) };
    let mut place = Place::of(uri);
    place.search.clear();
    let listed = posts::own(&arrival.site.gate, signed_in, place.page()).await?;
    shown::list(&arrival, &place, listed, MINE).await
}

#[handler]
pub(super) async fn show(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = post_id(&id)?;
    if is_shut(&arrival) {
        return Ok(login::first(&path(id)));
    }
    let post = posts::get(&arrival.site.gate, reader(&arrival), id).await?;
    shown::post(&arrival, &post).await
}

#[handler]
pub(super) async fn press(arrival: Arrival, Path(id): Path<String>, fields: Fields) -> Result<Response, Problem> {
    let (id, site) = (post_id(&id)?, &*arrival.site);
    let path = path(id);
    let Some(session) = &arrival.session else { return Ok(login::first(&path)) };
    if let Some(stale) = site.believe(&arrival.headers, &path, &session.credential, &fields).await? {
        return Ok(stale);
    }
    match fields.text("action") {
        "vote" => vote(&arrival, session, id, true).await,
        "take-back" => vote(&arrival, session, id, false).await,
        "delete" => ask(site, session, id, true).await,
        "take-off" => ask(site, session, id, false).await,
        "delete-yes" => delete(site, session, id).await,
        "take-off-yes" => {
            let off = Writing { published: Some(false), ..Writing::default() };
            posts::change(&site.gate, &session.signed_in, id, &off).await?;
            Ok(Site::redirect(&path))
        }
        _ => Err(Problem::new(Kind::Invalid)),
    }
}

async fn vote(arrival: &Arrival, session: &Session, id: PostId, up: bool) -> Result<Response, Problem> {
    match votes::vote(&arrival.site.gate, &session.signed_in, id, up).await {
        // Pressed twice: what they wanted is so.
        Ok(()) | Err(Refused::AlreadyVoted | Refused::NoVote) => Ok(Site::redirect(&path(id))),
        Err(refused) => Err(refused.into()),
    }
}

/// Whether they are sure.
async fn ask(site: &Site, session: &Session, id: PostId, deletes: bool) -> Result<Response, Problem> {
    let signed_in = &session.signed_in;
    posts::check(&site.gate, signed_in, id).await?;
    let (post, path) = (posts::get(&site.gate, Some(signed_in), id).await?.post, path(id));
    let view = PostSure {
        title: shown::title(site.locale(), &post).0,
        deletes,
        moderates: post.owner != signed_in.id(),
        nonce: site.nonce(&path, &session.credential).await?,
        path,
    };
    site.page(StatusCode::OK, &view)
}

async fn delete(site: &Site, session: &Session, id: PostId) -> Result<Response, Problem> {
    let signed_in = &session.signed_in;
    let own = match posts::get(&site.gate, Some(signed_in), id).await {
        Ok(found) => found.post.owner == signed_in.id(),
        // Pressed twice, or another was faster.
        Err(Refused::Post(Refusal::NoSuchPost)) => return Ok(Site::redirect(&Place::deleted(PATH))),
        Err(refused) => return Err(refused.into()),
    };
    match posts::delete(&site.gate, signed_in, id).await {
        Ok(()) | Err(Refused::Post(Refusal::NoSuchPost)) => Ok(Site::redirect(&Place::deleted(if own { MINE } else { PATH }))),
        Err(refused) => Err(refused.into()),
    }
}
