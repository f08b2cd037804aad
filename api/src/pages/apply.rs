//! `/`: the form at the gate.
//!
//! The form carries an idempotency key, so a double tap is one registration; with what was typed it makes the request's key,
//! so that somebody who goes back and mends an address asks anew.

use std::sync::Arc;

use poem::http::{HeaderMap, StatusCode};
use poem::web::Data;
use poem::web::cookie::CookieJar;
use poem::{Response, handler};
use shared::keyspace::Rid;
use shared::platform::{Platform, Services};
use shared::root::Print;

use super::forms::{self, Fields};
use super::links;
use super::shown;
use super::site::Site;
use super::views::{Apply, Door, Fault, Keep, Kept, NameCheck, Question, Stale, span};
use crate::desk::Refused;
use crate::desk::apply::{self, Applied, Context, NewRegistration};
use crate::guard::NetworkBlock;
use crate::problem::Problem;

const PATH: &str = "/";

#[handler]
pub(super) async fn show(Data(site): Data<&Arc<Site>>) -> Result<Response, Problem> {
    form(site, StatusCode::OK, &Fields::default(), None, Vec::new()).await
}

#[handler]
pub(super) async fn press(
    Data(site): Data<&Arc<Site>>,
    network: NetworkBlock,
    headers: &HeaderMap,
    jar: &CookieJar,
    fields: Fields,
) -> Result<Response, Problem> {
    if let Some(stale) = site.believe(headers, PATH, "", &fields).await? {
        return Ok(stale);
    }
    let sent = sent(site, &fields);
    if fields.typed("check").is_some() {
        let checked = shown::name_check(site, network, fields.text("username"), sent.services.as_deref(), None).await?;
        let (check, faults) = checked.map_or_else(|faults| (None, faults), |check| (Some(check), Vec::new()));
        return form(site, StatusCode::OK, &fields, check, faults).await;
    }
    let key = key(site, &fields).await?;
    match apply::apply(&site.gate, &sent, Context { idempotency_key: Some(&key), network, from_page: true, is_counted: false }).await {
        Ok(applied) => welcome(site, jar, &applied),
        Err(Refused::Invalid(found)) => form(site, StatusCode::UNPROCESSABLE_ENTITY, &fields, None, forms::faults(found)).await,
        // It was sent before, too long ago or from elsewhere to answer the same again.
        Err(Refused::KeyUsed) => site.page(StatusCode::CONFLICT, site.locale(), &Stale { path: PATH.to_owned() }),
        Err(refused) => Err(refused.into()),
    }
}

/// What was typed, as the desk reads it.
fn sent(site: &Site, fields: &Fields) -> NewRegistration {
    let typed = |name: &str| fields.typed(name).map(ToOwned::to_owned);
    let answers = (1..=site.gate.settings.questions.len()).filter_map(|number| Some((number.to_string(), typed(&answer(number))?)));
    // With one door there is nothing to choose, and the form does not ask.
    let chooses = site.gate.settings.common.services.len() > 1;
    NewRegistration {
        email: typed("email"),
        username: typed("username"),
        reason: typed("reason"),
        services: chooses.then(|| fields.all("services")),
        answers: answers.collect(),
        ..NewRegistration::default()
    }
}

fn answer(number: usize) -> String {
    format!("answer-{number}")
}

/// The request's key: the form's own, and what was typed.
async fn key(site: &Site, fields: &Fields) -> Result<String, Problem> {
    let roots = site.gate.roots().await?;
    let questions = (1..=site.gate.settings.questions.len()).map(answer);
    let names = ["idempotency_key", "email", "username", "reason"].into_iter().map(ToOwned::to_owned).chain(questions);
    let mut typed: Vec<String> = names.map(|name| fields.text(&name).to_owned()).collect();
    typed.extend(fields.all("services"));
    Ok(roots.print(Print::Body, typed.join("\0").as_bytes()).to_string())
}

/// To the status page; who gave no address is first shown the only way back.
fn welcome(site: &Site, jar: &CookieJar, applied: &Applied) -> Result<Response, Problem> {
    let (record, token) = (&applied.record, applied.token.expose());
    let rid = record.rid.to_string();
    let path = links::welcome(site, jar, &rid, token);
    if record.application.email.is_some() {
        return Ok(Site::redirect(&path));
    }
    let public_url = site.gate.settings.common.public_url.as_str().trim_end_matches('/');
    let locale = record.application.locale;
    let keep = Keep {
        link: format!("{public_url}{path}?t={token}").into(),
        token: token.into(),
        rid,
        left: span(locale, site.gate.settings.common.lifetimes.pending),
    };
    site.page(StatusCode::OK, locale, &keep)
}

async fn form(
    site: &Site,
    status: StatusCode,
    fields: &Fields,
    name_check: Option<NameCheck>,
    faults: Vec<Fault>,
) -> Result<Response, Problem> {
    let (settings, locale) = (&site.gate.settings, site.locale());
    let text = |name: &str| fields.text(name).to_owned();
    let lifetimes = settings.common.lifetimes;
    let kept = Kept {
        unconfirmed: span(locale, lifetimes.unconfirmed),
        pending: span(locale, lifetimes.pending),
        approved: span(locale, lifetimes.approved),
    };
    let questions = settings.questions.iter().zip(1..);
    let view = Apply {
        ends: shown::ends(site, &settings.common.services),
        // Mastodon alone leaves nobody in without one.
        require_email: settings.require_email || settings.common.services == Services::from(Platform::Mastodon),
        confirm_email: settings.confirm_email,
        require_reason: settings.require_reason,
        email: text("email"),
        username: text("username"),
        name_check,
        reason: text("reason"),
        questions: questions.map(|(label, number)| Question { label: label.clone(), answer: text(&answer(number)) }).collect(),
        doors: doors(&settings.common.services, fields),
        kept,
        // Random is all it must be, and as long as a rid.
        idempotency_key: fields.typed("idempotency_key").map_or_else(|| Rid::random().to_string(), ToOwned::to_owned),
        nonce: site.nonce(PATH, "").await?,
        faults,
    };
    site.page(status, locale, &view)
}

/// Every open door; all are asked for until somebody chooses.
fn doors(open: &Services, fields: &Fields) -> Vec<Door> {
    let (chosen, fresh) = (fields.all("services"), fields.text("nonce").is_empty());
    let door = |platform: Platform| Door {
        name: platform.as_str().to_owned(),
        label: shown::label(platform).to_owned(),
        checked: fresh || chosen.iter().any(|name| name == platform.as_str()),
    };
    open.iter().map(door).collect()
}
