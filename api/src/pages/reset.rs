//! `/reset`: a new password for a member, or for an account on Mastodon alone, by the link of a letter, or "this was not me".
//!
//! The page says nothing of whose account it is: whoever has the letter knows, and nobody else should.

use poem::http::{StatusCode, header};
use poem::{Response, handler};
use shared::crypto::secret::Secret;
use shared::token::link::Kind;

use super::forms::{self, Fields};
use super::language;
use super::links::{self, Arrival};
use super::site::Site;
use super::views::{Fault, LinkEnded, LinkKind, PasswordDoor, Reset, ResetDone, ResetDoneMember, ResetLater, ResetNotMe, TimeLeft};
use super::{shown, signed_in};
use crate::desk::reset::{self, Open};
use crate::desk::{Refused, reset::Reset as Became};
use crate::problem::{self, Problem};

const PATH: &str = "/reset";

#[handler]
pub(super) async fn show(arrival: Arrival) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if let Some(token) = &arrival.followed {
        if !reset::is_ours(&site.gate, token).await? {
            return ended(site);
        }
        arrival.cookies.add(links::cookie(site, Kind::Reset, PATH, token));
        return Ok(Site::redirect(PATH));
    }
    match visit(&arrival).await? {
        Some((open, token)) => page(site, StatusCode::OK, &open, &token, Vec::new()).await,
        None => ended(site),
    }
}

#[handler]
pub(super) async fn press(arrival: Arrival, fields: Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let Some((open, token)) = visit(&arrival).await? else { return ended(site) };
    if let Some(stale) = site.believe(&arrival.headers, PATH, &token, &fields).await? {
        return Ok(stale);
    }
    match fields.text("action") {
        "set" => {}
        "not-me" if reset::disown(&site.gate, open).await? => return site.page(StatusCode::OK, &ResetNotMe {}),
        "not-me" => return ended(site),
        _ => return Err(Problem::new(problem::Kind::Invalid)),
    }
    match reset::set(&site.gate, arrival.network, &open, &Secret::new(fields.text("password"))).await {
        Ok(Became::Done(doors)) if open.is_members() => {
            signed_in::farewell();
            let doors = doors
                .into_iter()
                .map(|(platform, state)| PasswordDoor { platform, label: shown::label(platform).to_owned(), state })
                .collect();
            site.page(StatusCode::OK, &ResetDoneMember { doors })
        }
        Ok(Became::Done(_)) => {
            let (instance, url) = instance(site);
            site.page(StatusCode::OK, &ResetDone { instance, url })
        }
        Ok(Became::Later) => site.page(StatusCode::ACCEPTED, &ResetLater {}),
        Ok(Became::Ended) => ended(site),
        Err(Refused::Invalid(found)) => page(site, StatusCode::UNPROCESSABLE_ENTITY, &open, &token, forms::faults(found)).await,
        Err(refused) => Err(refused.into()),
    }
}

/// What the visitor's cookie opens, and the cookie's token.
async fn visit(arrival: &Arrival) -> Result<Option<(Open, String)>, Problem> {
    if arrival.headers.contains_key(header::AUTHORIZATION) {
        return Ok(None);
    }
    let Some(cookie) = arrival.cookies.get(&links::name(&arrival.site, Kind::Reset)) else { return Ok(None) };
    let token = cookie.value_str().to_owned();
    let open = reset::find(&arrival.site.gate, &token).await?;
    Ok(open.map(|open| {
        language::own(open.notice.locale);
        (open, token)
    }))
}

async fn page(site: &Site, status: StatusCode, open: &Open, token: &str, faults: Vec<Fault>) -> Result<Response, Problem> {
    let locale = site.locale();
    let view = Reset {
        instance: (!open.is_members()).then(|| instance(site).0),
        password_min: site.gate.settings.password.min,
        left: TimeLeft::until(locale, open.notice.expires_at, site.gate.clock.now()),
        nonce: site.nonce(PATH, token).await?,
        faults,
    };
    site.page(status, &view)
}

/// The instance's name and address, as far as the door is open.
fn instance(site: &Site) -> (String, Option<String>) {
    let url = site.gate.settings.common.mastodon.as_ref().map(|instance| &instance.url);
    (url.and_then(|url| url.host_str()).unwrap_or("Mastodon").to_owned(), url.map(ToString::to_string))
}

fn ended(site: &Site) -> Result<Response, Problem> {
    site.page(StatusCode::NOT_FOUND, &LinkEnded { kind: LinkKind::Reset })
}
