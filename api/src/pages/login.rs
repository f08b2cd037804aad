//! `/login` and `/account/session`: signing in at a page, and out again.
//!
//! The rules: whoever cannot sign in reads one sentence, whatever the reason (T9); where one goes afterwards is one of our own
//! pages, whatever was asked for (T23). The form posts to `/account/session`, because `POST /login` is a program's.

use poem::http::{StatusCode, Uri, header};
use poem::{Response, handler};
use shared::crypto::secret::Secret;
use shared::member::session::page_token;
use shared::settings::BoardAudience;
use url::form_urlencoded;

use super::account;
use super::forms::Fields;
use super::links::Arrival;
use super::signed_in;
use super::site::Site;
use super::views::{AlreadySignedIn, Fault, FaultKind, Field, SignIn, SignInWhy, SignedOut};
use crate::credentials::cookies::SessionCookie;
use crate::desk::{Refused, device, sessions};
use crate::problem::{Kind, Problem};

/// Where the form is.
pub(super) const PATH: &str = "/login";
/// The pages that one may go on to.
const ONWARD: [&str; 5] = [account::PATH, "/board", "/board/mine", "/board/new", "/moderate"];

#[handler]
pub(super) async fn show(arrival: Arrival, uri: &Uri) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let to = query.into_iter().find(|(name, _)| name == "to").map_or_else(|| onward(""), |(_, to)| onward(&to));
    match &arrival.session {
        Some(session) => site.page(StatusCode::OK, &AlreadySignedIn { name: session.name(), to }),
        None => form(&arrival, StatusCode::OK, "", to, Vec::new()).await,
    }
}

/// Nobody is sent here but by the address bar.
#[handler]
pub(super) fn elsewhere() -> Response {
    Site::redirect(account::PATH)
}

#[handler]
pub(super) async fn press(arrival: Arrival, fields: Fields) -> Result<Response, Problem> {
    match fields.text("do") {
        "sign-in" => sign_in(&arrival, &fields).await,
        "sign-out" => sign_out(&arrival, &fields).await,
        _ => Err(Problem::new(Kind::Invalid)),
    }
}

async fn sign_in(arrival: &Arrival, fields: &Fields) -> Result<Response, Problem> {
    let (site, gate) = (&*arrival.site, &arrival.site.gate);
    if let Some(stale) = site.believe(&arrival.headers, PATH, "", fields).await? {
        return Ok(stale);
    }
    let (name, to) = (fields.text("username"), onward(fields.text("to")));
    let device = arrival.headers.get(header::USER_AGENT).and_then(|agent| device::words(agent.to_str().ok()?));
    match sessions::sign_in(gate, arrival.network, name, &Secret::new(fields.text("password")), device).await {
        Ok(begun) => {
            let roots = gate.roots().await?;
            let token = page_token(&roots, begun.member.id, begun.family, begun.member.sessions);
            arrival.cookies.add(SessionCookie::Page.with(gate, &token));
            arrival.cookies.add(SessionCookie::Refresh.with(gate, &begun.tokens.refresh));
            Ok(Site::redirect(&to))
        }
        Err(Refused::WrongPassword) => {
            let faults = vec![Fault::new(Field::Username, FaultKind::SignIn)];
            form(arrival, StatusCode::UNPROCESSABLE_ENTITY, name, to, faults).await
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn sign_out(arrival: &Arrival, fields: &Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if let Some(session) = &arrival.session {
        if let Some(stale) = site.believe(&arrival.headers, account::PATH, &session.credential, fields).await? {
            return Ok(stale);
        }
        sessions::end(&site.gate, &session.signed_in, session.signed_in.family).await?;
        part(arrival);
    }
    // Pressed twice, or ended elsewhere: what they wanted is so.
    site.page(StatusCode::OK, &SignedOut {})
}

/// Takes the cookies of a session that has ended away.
pub(super) fn part(arrival: &Arrival) {
    for cookie in [SessionCookie::Page, SessionCookie::Refresh] {
        arrival.cookies.add(cookie.gone(&arrival.site.gate));
    }
    signed_in::farewell();
}

/// The way to this form for whoever has to sign in to see a page.
pub(super) fn first(to: &str) -> Response {
    Site::redirect(&format!("{PATH}?to={to}"))
}

/// The page to go on to: the one that was asked for where it is one of ours that may be.
fn onward(to: &str) -> String {
    let post = || {
        let (id, edits) = to.strip_prefix("/board/")?.split_once('/').unwrap_or((to.strip_prefix("/board/")?, ""));
        let id: u64 = id.parse().ok()?;
        match edits {
            "" => Some(format!("/board/{id}")),
            "edit" => Some(format!("/board/{id}/edit")),
            _ => None,
        }
    };
    let listed = ONWARD.iter().find(|path| **path == to).map(|path| (*path).to_owned());
    listed.or_else(post).unwrap_or_else(|| account::PATH.to_owned())
}

/// Why somebody stands before this form who was on the way to a page.
fn why(arrival: &Arrival, to: &str) -> Option<SignInWhy> {
    let gate = &arrival.site.gate;
    let is_shut = gate.settings.members.board == BoardAudience::Members;
    // Signing out takes the cookie away: whoever still has one did not mean to.
    if arrival.cookies.get(&SessionCookie::Page.name(gate)).is_some() {
        return Some(SignInWhy::Ended);
    }
    match to.strip_prefix("/board") {
        Some("/new" | "/mine") => Some(SignInWhy::Writing),
        Some(post) if post.ends_with("/edit") => Some(SignInWhy::Writing),
        Some(_) => is_shut.then_some(SignInWhy::Board),
        None => (to == "/moderate").then_some(SignInWhy::Queue),
    }
}

async fn form(arrival: &Arrival, status: StatusCode, name: &str, to: String, faults: Vec<Fault>) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let view = SignIn { name: name.to_owned(), why: why(arrival, &to), to, nonce: site.nonce(PATH, "").await?, faults };
    site.page(status, &view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t23_one_goes_on_to_a_page_of_ours_that_is_listed_and_nowhere_else() {
        for own in ["/account", "/board", "/board/mine", "/board/new", "/board/17", "/board/17/edit", "/moderate"] {
            assert_eq!(onward(own), own);
        }
        let foreign = [
            "",
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/board//evil.example",
            "/board/../m/x",
            "/board/17/delete",
            "/board/-1",
            "/account/session",
            "/account?x",
            "javascript:alert(1)",
            "/moderate\r\nSet-Cookie: a=b",
        ];
        for to in foreign {
            assert_eq!(onward(to), "/account", "{to}");
        }
    }
}
