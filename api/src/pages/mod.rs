//! The road of people: pages that work without a script.
//!
//! `apply`, `confirm`, `status`, `decide`, `queue`, `lost_link`, `reset`, `login`, `account`, `forgot`, `board` and `refused` are
//! the pages; `links` turns a letter's link into a cookie and the cookie into somebody who is believed, `signed_in` knows members by
//! theirs, `language` finds the one that a page speaks, `forms` reads what a pressed button sent, `shown` turns a record into what `views` show, `render` turns a view into
//! HTML, `qr` a text into squares, `markdown` what members write, `deciding` is what `decide` and `queue` share. `events` tells an open page that there is something new. The rule: a GET decides nothing and shows no secret; only a pressed button with its page's nonce, from our own origin,
//! reaches the desk.

mod account;
mod apply;
mod assets;
mod board;
mod confirm;
mod decide;
mod deciding;
mod events;
mod forgot;
mod forms;
mod language;
mod links;
mod login;
mod lost_link;
pub mod markdown;
mod qr;
mod queue;
mod refused;
pub mod render;
mod reset;
mod shown;
mod signed_in;
mod site;
mod status;
pub mod views;

use std::sync::Arc;

use poem::middleware::CookieJarManager;
use poem::{Endpoint, EndpointExt, IntoEndpoint, Route, get};

pub(crate) use refused::refused_page;
pub(crate) use site::{NoSite, Site};

use crate::guard::Methods;

/// Adds the pages to the routes.
pub(crate) fn add(route: Route, site: &Arc<Site>) -> Route {
    let page = |methods| page(site, methods);
    let asset = || get(assets::serve).data(Arc::clone(site));
    let route = assets::PATHS.into_iter().fold(route, |route, path| route.at(path, asset()));
    route
        .at("/", page(get(apply::show).post(apply::press)))
        .at("/c/:rid", page(get(confirm::show).post(confirm::press)))
        .at("/r/:rid", page(get(status::show).post(status::press)))
        .at("/r/:rid/events", page(get(events::watch)))
        .at("/m/:rid", page(get(decide::show).post(decide::press)))
        .at("/moderate", page(get(queue::show).post(queue::press)))
        .at("/lost-link", page(get(lost_link::show).post(lost_link::press)))
        .at("/reset", page(get(reset::show).post(reset::press)))
        .at("/account", page(get(account::show).post(account::press)))
        .at("/account/session", page(get(login::elsewhere).post(login::press)))
        .at("/forgot", page(get(forgot::show).post(forgot::press)))
        .at("/board", page(get(board::list)))
        .at("/board/mine", page(get(board::mine)))
        .at("/board/new", page(get(board::new).post(board::press_new)))
        .at("/board/:id", page(get(board::show).post(board::press)))
        .at("/board/:id/edit", page(get(board::edit).post(board::press_edit)))
}

/// The page where people sign in: programs have a method of its path.
pub(crate) fn login(site: &Arc<Site>) -> impl Endpoint + 'static {
    page(site, get(login::show))
}

/// What every page has: its cookies, its language, who is signed in, and the site.
fn page(site: &Arc<Site>, methods: poem::RouteMethod) -> impl Endpoint + 'static {
    methods.around(signed_in::greeted).around(language::heard).with(CookieJarManager::new()).data(Arc::clone(site)).into_endpoint()
}

/// Adds what `Allow` says of them.
pub(crate) fn methods(methods: Methods) -> Methods {
    let forms = [
        "/",
        "/c/:rid",
        "/r/:rid",
        "/m/:rid",
        "/moderate",
        "/lost-link",
        "/reset",
        "/account",
        "/account/session",
        "/forgot",
        "/board/new",
        "/board/:id",
        "/board/:id/edit",
    ];
    let methods = forms.into_iter().fold(methods, |methods, page| methods.at(page, &["GET", "POST"]));
    ["/login", "/r/:rid/events", "/board", "/board/mine"]
        .into_iter()
        .chain(assets::PATHS)
        .fold(methods, |methods, asset| methods.at(asset, &["GET"]))
}

#[cfg(test)]
mod tests;
