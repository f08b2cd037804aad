//! The road of people: pages that work without a script.
//!
//! `apply`, `confirm`, `status`, `decide`, `lost_link`, `reset` and `refused` are the pages; `links` turns a letter's link into a
//! cookie and the cookie into somebody who is believed, `forms` reads what a pressed button sent, `shown` turns a record into
//! what `views` show, `render` turns a view into HTML. The rule: a GET decides nothing and shows no secret; only a pressed
//! button with its page's nonce, from our own origin, reaches the desk.

mod apply;
mod assets;
mod confirm;
mod decide;
mod forms;
mod links;
mod lost_link;
mod refused;
pub mod render;
mod reset;
mod shown;
mod site;
mod status;
pub mod views;

use std::sync::Arc;

use poem::middleware::CookieJarManager;
use poem::{Endpoint, EndpointExt, IntoEndpoint, Route, get};

pub(crate) use refused::refused_page;
pub(crate) use site::Site;

use crate::guard::Methods;

/// Adds the pages to the routes.
pub(crate) fn add(route: Route, site: &Arc<Site>) -> Route {
    let page = |page: poem::RouteMethod| page.with(CookieJarManager::new()).data(Arc::clone(site)).into_endpoint();
    route
        .at("/", page(get(apply::show).post(apply::press)))
        .at("/c/:rid", page(get(confirm::show).post(confirm::press)))
        .at("/r/:rid", page(get(status::show).post(status::press)))
        .at("/m/:rid", page(get(decide::show).post(decide::press)))
        .at("/lost-link", page(get(lost_link::show).post(lost_link::press)))
        .at("/reset", page(get(reset::show).post(reset::press)))
        .at("/assets/style.css", asset(get(assets::style)))
        .at("/favicon.svg", asset(get(assets::favicon)))
}

fn asset(asset: poem::RouteMethod) -> impl Endpoint {
    asset.into_endpoint()
}

/// Adds what `Allow` says of them.
pub(crate) fn methods(methods: Methods) -> Methods {
    let forms = ["/", "/c/:rid", "/r/:rid", "/m/:rid", "/lost-link", "/reset"];
    let methods = forms.into_iter().fold(methods, |methods, page| methods.at(page, &["GET", "POST"]));
    ["/assets/style.css", "/favicon.svg"].into_iter().fold(methods, |methods, asset| methods.at(asset, &["GET"]))
}

#[cfg(test)]
mod tests;
