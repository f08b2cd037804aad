//! What a person sees who opens the demo's Mastodon in a browser: that it is a stand-in, and where its accounts stand.
//!
//! Names only: no address, no password, nothing to fill in. What is for programs is answered by the double.

use std::sync::Arc;

use harness::mastodon_double::{MastodonDouble, User};
use poem::web::{Data, Path};
use poem::{Endpoint, EndpointExt as _, Response, Route, get, handler};
use serde::Serialize;
use url::Url;

use super::Templates;

#[derive(Clone)]
struct InstancePage {
    double: Arc<MastodonDouble>,
    url: Url,
    gate: Url,
    templates: Templates,
}

/// The list.
#[derive(Serialize)]
struct List<'a> {
    accounts: Vec<Account>,
    url: &'a str,
    gate: &'a str,
}

/// One account.
#[derive(Serialize)]
struct Opened {
    account: Account,
}

/// An account, as far as anybody may know of it.
#[derive(Serialize)]
struct Account {
    name: String,
    is_from_gate: bool,
    may_sign_in: bool,
}

/// The pages, and behind them the API.
pub fn before(double: &Arc<MastodonDouble>, url: &Url, gate: &Url) -> anyhow::Result<impl Endpoint + use<>> {
    let templates = Templates::new(&[("instance.html", include_str!("instance.html")), ("account.html", include_str!("account.html"))])?;
    let page = InstancePage { double: Arc::clone(double), url: url.clone(), gate: gate.clone(), templates };
    Ok(Route::new()
        .at("/", get(show_list))
        .at("/auth/*page", get(show_list))
        .at("/:account<@[A-Za-z0-9_]+>", get(show_account))
        .at("/api/*rest", double.api())
        .at("/oauth/*rest", double.api())
        .data(page))
}

#[handler]
fn show_list(Data(page): Data<&InstancePage>) -> Response {
    let accounts = page.double.users().iter().map(account).collect();
    page.templates.answer("instance.html", &List { accounts, url: page.url.as_str(), gate: page.gate.as_str() })
}

#[handler]
fn show_account(Data(page): Data<&InstancePage>, Path(name): Path<String>) -> Response {
    match page.double.user(name.trim_start_matches('@')) {
        Some(user) => page.templates.answer("account.html", &Opened { account: account(&user) }),
        None => super::not_found("no such account"),
    }
}

fn account(user: &User) -> Account {
    Account { name: user.username.clone(), is_from_gate: user.key_for(None).is_some(), may_sign_in: user.may_sign_in() }
}
