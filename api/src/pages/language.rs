//! In which language a page speaks: the one place that decides.
//!
//! What the visitor chose goes before what is known of them (the language of their registration, of their membership, or the one
//! that the settings give a moderator), that before what their browser asks for, and that before the operator's `LOCALE`. The
//! rule: choosing is a link, `?lang=de`, that becomes a cookie and leaves the address, as a letter's link does; nothing changes
//! on our side. What a pressed button answered is no address's, and following a link would lose it with all that was typed: it offers
//! no choice, as the page with the button did. Requests with an `Authorization` header bring no choice.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use poem::http::{HeaderMap, HeaderValue, Method, Uri, header};
use poem::web::cookie::{Cookie, SameSite};
use poem::{Endpoint, IntoResponse, Request, Response};
use serde::Serialize;
use shared::locales::Locale;
use url::form_urlencoded;

use super::site::Site;
use crate::problem::{Kind, Problem};

/// A year: who comes back then may choose again.
const KEPT: Duration = Duration::from_hours(24 * 365);
const FIELD: &str = "lang";

/// What is known of the visitor's language.
#[derive(Clone, Default)]
struct Known {
    chosen: Option<Locale>,
    own: Option<Locale>,
    accepted: Option<Locale>,
    /// What the address asks besides, to be kept when another language is chosen; nothing where no address leads to the page.
    query: Option<String>,
}

/// A language that can be chosen at the foot of a page.
#[derive(Serialize)]
pub(super) struct Choice {
    tag: &'static str,
    dir: &'static str,
    name: &'static str,
    address: String,
    is_current: bool,
}

tokio::task_local! {
    /// Of the request that is being answered: every page needs it, and none has to carry it there.
    static KNOWN: RefCell<Known>;
}

/// The language of the page that is being made, where anything is known.
pub(super) fn spoken() -> Option<Locale> {
    let spoken = |known: &RefCell<Known>| {
        let known = known.borrow();
        known.chosen.or(known.own).or(known.accepted)
    };
    KNOWN.try_with(spoken).ok().flatten()
}

/// From here on the visitor's own language is known.
pub(super) fn own(locale: Locale) {
    let _ = KNOWN.try_with(|known| known.borrow_mut().own = Some(locale));
}

/// The languages to choose from on a page that speaks `current`; none where there is no choice.
pub(super) fn choices(current: Locale) -> Vec<Choice> {
    let Ok(Some(query)) = KNOWN.try_with(|known| known.borrow().query.clone()) else { return Vec::new() };
    choices_among(Locale::ALL, current, &query)
}

fn choices_among(languages: &[Locale], current: Locale, query: &str) -> Vec<Choice> {
    if languages.len() < 2 {
        return Vec::new();
    }
    let address = |locale: Locale| {
        let mut asked = form_urlencoded::Serializer::new(String::new());
        format!("?{}", asked.extend_pairs(form_urlencoded::parse(query.as_bytes())).append_pair(FIELD, locale.tag()).finish())
    };
    let choice = |locale: &Locale| Choice {
        tag: locale.tag(),
        dir: locale.dir(),
        name: locale.own_name(),
        address: address(*locale),
        is_current: *locale == current,
    };
    languages.iter().map(choice).collect()
}

/// What an answer in this language says of itself: it depends on what browser and cookies ask for.
pub(super) fn label(response: &mut Response, locale: Locale) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    headers.append(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
}

/// Finds out what is known before the page is asked, or takes the visitor's choice.
pub(super) async fn heard<E: Endpoint>(page: Arc<E>, request: Request) -> poem::Result<Response> {
    let site = request.data::<Arc<Site>>().ok_or_else(|| Problem::new(Kind::Internal))?;
    if let Some((locale, onward)) = chosen(request.method(), request.uri()) {
        // A browser that fetches ahead of its person has chosen nothing.
        if !request.headers().contains_key("sec-purpose") {
            request.cookie().add(cookie(site, locale));
        }
        return Ok(Site::redirect(&onward));
    }
    let query = is_look(request.method()).then(|| rest(request.uri().query().unwrap_or_default()));
    let known = Known { chosen: remembered(site, request.headers()), own: None, accepted: accepted(request.headers()), query };
    KNOWN.scope(RefCell::new(known), page.call(request)).await.map(IntoResponse::into_response)
}

/// What a request is answered in that reached no page.
pub(super) fn of_headers(site: &Site, headers: &HeaderMap) -> Option<Locale> {
    remembered(site, headers).or_else(|| accepted(headers))
}

/// The language that a link at the foot of a page stands for, and the address without it. A letter's link is traded first: its
/// address bears a secret, which no other address of ours shall.
fn chosen(method: &Method, uri: &Uri) -> Option<(Locale, String)> {
    let query = uri.query().filter(|_| is_look(method))?;
    let (_, tag) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == FIELD)?;
    let (locale, path) = (tag.parse().ok()?, uri.path());
    // A path that a browser could read as another host is none of ours.
    if query.len() > 2_000 || !path.starts_with('/') || path.starts_with("//") || path.contains('\\') {
        return None;
    }
    if form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "t") {
        return None;
    }
    let rest = rest(query);
    Some((locale, if rest.is_empty() { path.to_owned() } else { format!("{path}?{rest}") }))
}

/// Whether the page is what its address shows to whoever opens it.
fn is_look(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// What an address asks besides a language and a link's token.
fn rest(query: &str) -> String {
    let others = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != FIELD && name != "t");
    form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish()
}

fn accepted(headers: &HeaderMap) -> Option<Locale> {
    Locale::accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}

/// What was chosen once in this browser.
fn remembered(site: &Site, headers: &HeaderMap) -> Option<Locale> {
    if headers.contains_key(header::AUTHORIZATION) {
        return None;
    }
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = sent.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == cookie_name(site)).and_then(|(_, tag)| tag.parse().ok())
}

fn cookie_name(site: &Site) -> &'static str {
    if site.gate.is_https() { "__Secure-gl-lang" } else { "gl-lang" }
}

fn cookie(site: &Site, locale: Locale) -> Cookie {
    let mut cookie = Cookie::new_with_str(cookie_name(site), locale.tag());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(site.gate.is_https());
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(KEPT);
    cookie
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn onward(address: &str) -> Option<String> {
        chosen(&Method::GET, &address.parse().unwrap()).map(|(_, onward)| onward)
    }

    #[test]
    fn a_chosen_language_leaves_the_address_and_nothing_else_does() {
        for (address, bare) in [
            ("/?lang=en", "/"),
            ("/?lang=en-GB&lang=x", "/"),
            ("/board?search=b%C3%A4r+%26+x&lang=en", "/board?search=b%C3%A4r+%26+x"),
            ("/login?lang=EN&to=%2Fboard", "/login?to=%2Fboard"),
        ] {
            assert_eq!(onward(address).as_deref(), Some(bare), "{address}");
        }
    }

    #[test]
    fn t23_choosing_a_language_leads_nowhere_else() {
        for address in ["/", "/?lang=", "/?lang=tlh", "/?language=en", "//evil.example/?lang=en", "/r/x?t=secret&lang=en"] {
            assert_eq!(onward(address), None, "{address}");
        }
        assert!(chosen(&Method::POST, &"/?lang=en".parse().unwrap()).is_none());
    }

    #[test]
    fn every_language_can_be_chosen_and_the_address_is_kept() {
        let offered = choices_among(&[Locale::En, Locale::PtBr, Locale::Ar], Locale::PtBr, "search=a%26b");
        let shown: Vec<_> = offered.iter().map(|choice| (choice.tag, choice.address.as_str(), choice.is_current)).collect();
        assert_eq!(
            shown,
            [("en", "?search=a%26b&lang=en", false), ("pt-BR", "?search=a%26b&lang=pt-BR", true), ("ar", "?search=a%26b&lang=ar", false)]
        );
        assert!(choices_among(&[Locale::En], Locale::En, "").is_empty());
    }

    #[test]
    fn outside_of_a_request_nothing_is_known() {
        own(Locale::De);
        assert_eq!(spoken(), None);
        assert!(choices(Locale::En).is_empty());
    }

    #[tokio::test]
    async fn a_choice_goes_before_what_is_known_and_that_before_what_a_browser_asks_for() {
        let known = |chosen, own, accepted| Known { chosen, own, accepted, query: None };
        let [de, fr, es] = [Some(Locale::De), Some(Locale::Fr), Some(Locale::Es)];
        for (known, found) in
            [(known(de, fr, es), de), (known(None, fr, es), fr), (known(None, None, es), es), (known(None, None, None), None)]
        {
            assert_eq!(KNOWN.scope(RefCell::new(known), async { spoken() }).await, found);
        }
        let learnt = async {
            own(Locale::Fr);
            spoken()
        };
        assert_eq!(KNOWN.scope(RefCell::new(known(None, None, es)), learnt).await, fr);
    }
}
