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
use super::super::signed_in::{self, Session};
use super::super::site::Site;
use super::super::views::{EditNotice, Fault, PostEdit, PostState};
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

    /// A post that nobody has looked at.
    fn unseen(id: PostId) -> Self {
        Self { path: edit_path(id), back: path(id), state: PostState::Draft, untitled: true }
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
    notice: Option<EditNotice>,
    faults: Vec<Fault>,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).replace("\r\n", "\n");
        Self { title: text("title"), content: text("content"), key: text("idempotency_key"), ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.title.trim().is_empty() && self.content.trim().is_empty()
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
    let (subject, typed) = (Subject::new(), Typed::of(&fields));
    let Some(session) = &arrival.session else { return signed_out(&arrival, subject, typed).await };
    if let Some(again) = shown_again(&arrival, session, &subject, &fields).await? {
        return again.answer(site, session, subject, typed).await;
    }
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
    answer(&arrival, session, subject, typed, made).await
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
    let typed = Typed::of(&fields);
    // Whether there is such a post is nothing that a stranger is told.
    let Some(session) = &arrival.session else { return signed_out(&arrival, Subject::unseen(id), typed).await };
    let again = shown_again(&arrival, session, &Subject::unseen(id), &fields).await?;
    if let Some(Again::Elsewhere(stale)) = again {
        return Ok(*stale);
    }
    let post = posts::get(&site.gate, Some(&session.signed_in), id).await?.post;
    if post.owner != session.signed_in.id() {
        return Err(Refused::Post(Refusal::NotYours).into());
    }
    let subject = Subject::of(&post);
    if let Some(again) = again {
        return again.answer(site, session, subject, typed).await;
    }
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
    answer(&arrival, session, subject, typed, changed).await
}

/// To the post as it is now, or back to the form.
async fn answer(
    arrival: &Arrival,
    session: &Session,
    subject: Subject,
    typed: Typed,
    made: Result<Shown, Refused>,
) -> Result<Response, Problem> {
    let site = &*arrival.site;
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
        Err(Refused::NotSignedIn) => signed_out(arrival, subject, typed).await,
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

/// Why a form that was sent is shown once more before anything is done.
enum Again {
    /// They have signed in anew, and go on with what they wrote.
    Resumed,
    /// Sent from our own page, which was of another session or too old.
    Stale,
    /// Sent from elsewhere: that puts no words into anybody's form.
    Elsewhere(Box<Response>),
}

impl Again {
    async fn answer(self, site: &Site, session: &Session, subject: Subject, typed: Typed) -> Result<Response, Problem> {
        match self {
            Self::Resumed => form(site, session, StatusCode::OK, subject, typed).await,
            Self::Stale => {
                let typed = Typed { notice: Some(EditNotice::Stale), ..typed };
                form(site, session, StatusCode::FORBIDDEN, subject, typed).await
            }
            Self::Elsewhere(stale) => Ok(*stale),
        }
    }
}

/// Whether the form must be pressed once more: what was typed outlives the page's nonce.
async fn shown_again(arrival: &Arrival, session: &Session, subject: &Subject, fields: &Fields) -> Result<Option<Again>, Problem> {
    let site = &*arrival.site;
    let believed = async |credential| site.believe(&arrival.headers, &subject.path, credential, fields).await;
    if fields.text("action") == "resume" && believed("").await?.is_none() {
        return Ok(Some(Again::Resumed));
    }
    let Some(stale) = believed(&session.credential).await? else { return Ok(None) };
    Ok(Some(if site.is_ours(&arrival.headers) { Again::Stale } else { Again::Elsewhere(Box::new(stale)) }))
}

/// The session ended while somebody was writing: the page keeps what they wrote until they have signed in.
async fn signed_out(arrival: &Arrival, subject: Subject, typed: Typed) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if typed.is_empty() || !site.is_ours(&arrival.headers) {
        return Ok(login::first(&subject.path));
    }
    signed_in::farewell();
    let nonce = site.nonce(&subject.path, "").await?;
    let view = view(subject, Typed { notice: Some(EditNotice::SignedOut), ..typed }, nonce);
    let mut response = site.page(StatusCode::UNAUTHORIZED, &view)?;
    Problem::new(Kind::NotSignedIn).set_headers(response.headers_mut());
    Ok(response)
}

async fn form(site: &Site, session: &Session, status: StatusCode, subject: Subject, typed: Typed) -> Result<Response, Problem> {
    let nonce = site.nonce(&subject.path, &session.credential).await?;
    site.page(status, &view(subject, typed, nonce))
}

fn view(subject: Subject, typed: Typed, nonce: String) -> PostEdit {
    PostEdit {
        nonce,
        back: subject.back,
        state: subject.state,
        title: typed.title,
        untitled: subject.untitled,
        content: typed.content,
        notice: typed.notice,
        preview: typed.preview,
        idempotency_key: if typed.key.is_empty() { Rid::random().to_string() } else { typed.key },
        faults: typed.faults,
    }
}
