//! Where posts are written: `/board/new` and `/board/{id}/edit`.
//!
//! The form carries an idempotency key, so a double tap is one post; with what was typed it makes the request's key, so that
//! somebody who goes back and writes another thing writes another post. What was typed is kept whatever is wrong with it. A
//! post that was written as one text has no title and needs none.

use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};
use shared::board::post::{Form, Post, Refusal};
use shared::board::store::Shown;
use shared::keyspace::{PostId, Rid};
use shared::root::Print;

use super::super::forms::{self, Fields};
use super::super::links::Arrival;
use super::super::login;
use super::super::markdown::Markup;
use super::super::signed_in::Session;
use super::super::site::Site;
use super::super::views::{Fault, PostEdit, PostState};
use super::shown::state;
use super::{MINE, PATH, path, post_id};
use crate::desk::writing::Writing;
use crate::desk::{self, Refused, posts};
use crate::problem::{Kind, Problem};

const NEW: &str = "/board/new";

/// The post that a form is about.
struct Subject {
    /// The form's path.
    path: String,
    back: String,
    state: PostState,
    /// It may do without a title.
    untitled: bool,
}

impl Subject {
    fn new() -> Self {
        Self { path: NEW.to_owned(), back: PATH.to_owned(), state: PostState::New, untitled: false }
    }

    fn of(post: &Post) -> Self {
        Self { path: edit_path(post.id), back: path(post.id), state: state(post), untitled: post.form == Form::PostData }
    }
}

/// What stands in the form, and what is said about it.
#[derive(Default)]
struct Typed {
    title: String,
    content: String,
    key: String,
    preview: Option<Markup>,
    faults: Vec<Fault>,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).replace("\r\n", "\n");
        Self { title: text("title"), content: text("content"), key: text("idempotency_key"), ..Self::default() }
    }

    /// As the desk reads it.
    fn writing(&self, subject: &Subject, published: bool) -> Writing {
        let (title, content, published) = (Some(self.title.clone()), Some(self.content.clone()), Some(published));
        if subject.untitled && self.title.trim().is_empty() {
            return Writing { title: Some(String::new()), post_data: content, published, ..Writing::default() };
        }
        Writing { title, content, published, ..Writing::default() }
    }
}

fn edit_path(id: PostId) -> String {
    format!("{}/edit", path(id))
}

#[handler]
pub(in super::super) async fn new(arrival: Arrival) -> Result<Response, Problem> {
    let Some(session) = &arrival.session else { return Ok(login::first(NEW)) };
    form(&arrival.site, session, StatusCode::OK, Subject::new(), Typed::default()).await
}

#[handler]
pub(in super::super) async fn press_new(arrival: Arrival, fields: Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let Some(session) = &arrival.session else { return Ok(login::first(NEW)) };
    if let Some(stale) = site.believe(&arrival.headers, NEW, &session.credential, &fields).await? {
        return Ok(stale);
    }
    let (subject, typed) = (Subject::new(), Typed::of(&fields));
    let published = match fields.text("action") {
        "publish" => true,
        "draft" => false,
        "preview" => {
            let faults = posts::judged(&typed.writing(&subject, true), None).err().unwrap_or_default();
            return preview(site, session, subject, typed, faults).await;
        }
        _ => return Err(Problem::new(Kind::Invalid)),
    };
    let words = [typed.key.as_str(), &typed.title, &typed.content, fields.text("action")].join("\0");
    let key = site.gate.roots().await?.print(Print::Body, words.as_bytes()).to_string();
    let made = posts::create(&site.gate, &session.signed_in, &typed.writing(&subject, published), Some(&key)).await;
    answer(site, session, subject, typed, made).await
}

#[handler]
pub(in super::super) async fn edit(arrival: Arrival, Path(id): Path<String>) -> Result<Response, Problem> {
    let (id, site) = (post_id(&id)?, &*arrival.site);
    let Some(session) = &arrival.session else { return Ok(login::first(&edit_path(id))) };
    let post = posts::get(&site.gate, Some(&session.signed_in), id).await?.post;
    if post.owner != session.signed_in.id() {
        return Ok(Site::redirect(&path(id)));
    }
    let typed = Typed { title: post.title.clone(), content: post.content.clone(), ..Typed::default() };
    form(site, session, StatusCode::OK, Subject::of(&post), typed).await
}

#[handler]
pub(in super::super) async fn press_edit(arrival: Arrival, Path(id): Path<String>, fields: Fields) -> Result<Response, Problem> {
    let (id, site) = (post_id(&id)?, &*arrival.site);
    let Some(session) = &arrival.session else { return Ok(login::first(&edit_path(id))) };
    if let Some(stale) = site.believe(&arrival.headers, &edit_path(id), &session.credential, &fields).await? {
        return Ok(stale);
    }
    let post = posts::get(&site.gate, Some(&session.signed_in), id).await?.post;
    if post.owner != session.signed_in.id() {
        return Err(Refused::Post(Refusal::NotYours).into());
    }
    let (subject, typed) = (Subject::of(&post), Typed::of(&fields));
    let published = match fields.text("action") {
        "publish" => true,
        "draft" => false,
        "preview" => {
            let faults = posts::faults(&typed.writing(&subject, true));
            return preview(site, session, subject, typed, faults).await;
        }
        _ => return Err(Problem::new(Kind::Invalid)),
    };
    let changed = posts::change(&site.gate, &session.signed_in, id, &typed.writing(&subject, published)).await;
    answer(site, session, subject, typed, changed).await
}

/// To the post as it is now, or back to the form.
async fn answer(site: &Site, session: &Session, subject: Subject, typed: Typed, made: Result<Shown, Refused>) -> Result<Response, Problem> {
    match made {
        Ok(shown) => Ok(Site::redirect(&path(shown.post.id))),
        Err(Refused::Invalid(found)) => {
            let typed = Typed { faults: forms::faults(found), ..typed };
            form(site, session, StatusCode::UNPROCESSABLE_ENTITY, subject, typed).await
        }
        // A moderator did so while they were writing.
        Err(Refused::Post(Refusal::UnpublishedByModerator)) => {
            form(site, session, StatusCode::CONFLICT, Subject { state: PostState::TakenOff, ..subject }, typed).await
        }
        // Written before, and deleted since.
        Err(Refused::KeyUsed) => Ok(Site::redirect(MINE)),
        Err(Refused::NotSignedIn) => Ok(login::first(&subject.path)),
        Err(refused) => Err(refused.into()),
    }
}

/// How it would look. Nothing is saved.
async fn preview(site: &Site, session: &Session, subject: Subject, typed: Typed, found: Vec<desk::Fault>) -> Result<Response, Problem> {
    if found.is_empty() {
        // It stands beneath a heading of its own.
        let preview = Some(Markup::of(&typed.content, 2));
        return form(site, session, StatusCode::OK, subject, Typed { preview, ..typed }).await;
    }
    form(site, session, StatusCode::UNPROCESSABLE_ENTITY, subject, Typed { faults: forms::faults(found), ..typed }).await
}

async fn form(site: &Site, session: &Session, status: StatusCode, subject: Subject, typed: Typed) -> Result<Response, Problem> {
    let view = PostEdit {
        nonce: site.nonce(&subject.path, &session.credential).await?,
        back: subject.back,
        state: subject.state,
        title: typed.title,
        untitled: subject.untitled,
        content: typed.content,
        preview: typed.preview,
        idempotency_key: if typed.key.is_empty() { Rid::random().to_string() } else { typed.key },
        faults: typed.faults,
    };
    site.page(status, session.signed_in.member.locale, &view)
}
