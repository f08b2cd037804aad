//! `/`: the form at the gate.
//!
//! The form carries an idempotency key, so a double tap is one registration; with what was typed it makes the request's key,
//! so that somebody who goes back and mends an address asks anew.

use std::sync::Arc;
use std::time::Duration;

use poem::http::{HeaderMap, StatusCode, header};
use poem::web::Data;
use poem::web::cookie::CookieJar;
use poem::{Response, handler};
use shared::crypto::secret::Secret;
use shared::error::{Error, RedisFault};
use shared::keyspace::Rid;
use shared::platform::{Platform, Services};
use shared::root::Print;
use shared::settings::MemberGate;

use super::forms::{self, Fields};
use super::links;
use super::qr::Qr;
use super::shown;
use super::site::Site;
use super::views::{Apply, ApplyNotice, Door, Fault, FaultKind, Field, Keep, Kept, NameCheck, Question, Stale, span};
use crate::desk::apply::{self, Applied, Context, NewRegistration};
use crate::desk::{self, Refused, What};
use crate::guard::NetworkBlock;
use crate::problem::{Kind, Problem};

const PATH: &str = "/";

#[handler]
pub(super) async fn show(Data(site): Data<&Arc<Site>>) -> Result<Response, Problem> {
    form(site, StatusCode::OK, &Fields::default(), Pressed::default()).await
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
        return match shown::name_check(site, network, &fields.name(), sent.services.as_deref(), None).await {
            Ok(Ok(check)) => form(site, StatusCode::OK, &fields, Pressed { name_check: Some(check), ..Pressed::default() }).await,
            Ok(Err(faults)) => form(site, StatusCode::OK, &fields, Pressed { faults, ..Pressed::default() }).await,
            Err(problem) => later(site, &fields, problem).await,
        };
    }
    let key = key(site, &fields).await?;
    match apply(site, &sent, Context { idempotency_key: Some(&key), network, from_page: true, is_counted: false }).await {
        Ok(applied) => welcome(site, jar, &applied),
        Err(Refused::Invalid(found)) => {
            let faults = faults(&fields, found);
            form(site, StatusCode::UNPROCESSABLE_ENTITY, &fields, Pressed { faults, ..Pressed::default() }).await
        }
        Err(Refused::UserIdTaken) => {
            let faults = vec![Fault::new(Field::Username, FaultKind::NameTaken)];
            form(site, StatusCode::UNPROCESSABLE_ENTITY, &fields, Pressed { faults, ..Pressed::default() }).await
        }
        // It was sent before, too long ago or from elsewhere to answer the same again.
        Err(Refused::KeyUsed) => site.page(StatusCode::CONFLICT, &Stale { path: PATH.to_owned() }),
        Err(refused) => later(site, &fields, refused.into()).await,
    }
}

/// Makes the registration, in time for a page that gives what was typed back where it cannot be made just now. What was begun
/// meanwhile is found again by the form's key.
async fn apply(site: &Site, sent: &NewRegistration, context: Context<'_>) -> Result<Applied, Refused> {
    // Who signs in with a password may have to be mailed another one.
    if sent.password.is_some() && sent.email.is_none() {
        let mut found = apply::faults(&site.gate, sent, context).await?;
        found.push(desk::Fault::new(desk::Field::Email, What::EmailMissing));
        return Err(Refused::Invalid(found));
    }
    let made = tokio::time::timeout(site.gate.timing.redis_deadline / 4 * 3, apply::apply(&site.gate, sent, context)).await;
    made.unwrap_or(Err(Refused::Failed(Error::Redis(RedisFault::Away))))
}

/// The form as it was filled in, where only waiting helps; the refusal itself otherwise.
async fn later(site: &Site, fields: &Fields, problem: Problem) -> Result<Response, Problem> {
    let wait = Duration::from_secs(problem.retry_after.unwrap_or(1));
    let notice = match problem.kind {
        Kind::Unavailable => ApplyNotice::Resting,
        Kind::RateLimited => ApplyNotice::TooMany { wait: span(site.locale(), wait) },
        _ => return Err(problem),
    };
    let pressed = Pressed { notice: Some(notice), ..Pressed::default() };
    let mut response = form(site, problem.kind.status(), fields, pressed).await?;
    response.headers_mut().insert(header::RETRY_AFTER, wait.as_secs().into());
    Ok(response)
}

/// All faults; where an address is missing they say what needs it.
fn faults(fields: &Fields, found: Vec<desk::Fault>) -> Vec<Fault> {
    let has_mastodon = fields.all("services").iter().any(|name| name == Platform::Mastodon.as_str());
    let needs = match (has_mastodon, fields.text("password").is_empty()) {
        (true, _) => FaultKind::EmailForMastodon,
        (false, false) => FaultKind::EmailForPassword,
        (false, true) => FaultKind::EmailMissing,
    };
    let mut faults = forms::faults(found);
    faults.iter_mut().filter(|fault| fault.kind == FaultKind::EmailMissing).for_each(|fault| fault.kind = needs);
    // In the order in which the form asks.
    faults.sort_by_key(|fault| match fault.field {
        Field::Reason => 0,
        Field::Answer(number) => number,
        Field::Services => 10,
        Field::Username => 11,
        Field::Email => 12,
        _ => 13,
    });
    faults
}

/// What the last press of a button did.
#[derive(Default)]
struct Pressed {
    name_check: Option<NameCheck>,
    notice: Option<ApplyNotice>,
    faults: Vec<Fault>,
}

/// What was typed, as the desk reads it.
fn sent(site: &Site, fields: &Fields) -> NewRegistration {
    let typed = |name: &str| fields.typed(name).map(ToOwned::to_owned);
    let name = Some(fields.name()).filter(|name| !name.is_empty());
    let password = Some(fields.text("password")).filter(|typed| !typed.is_empty() && is_open(site)).map(Secret::new);
    let answers = (1..=site.gate.settings.questions.len()).filter_map(|number| Some((number.to_string(), typed(&answer(number))?)));
    // With one door there is nothing to choose, and the form does not ask.
    let chooses = site.gate.settings.common.services.len() > 1;
    NewRegistration {
        email: typed("email"),
        username: name.clone(),
        // Where the gate in front of sign-in stands open, a password makes a member at once, under the name that was wished for.
        user_id: name.filter(|_| password.is_some()),
        on_approval: password.is_some(),
        is_name_open: password.is_some(),
        password,
        reason: typed("reason"),
        services: chooses.then(|| fields.all("services")),
        answers: answers.collect(),
        // Letters and the pages of this registration go on in the language of the form.
        locale: Some(site.locale().tag().to_owned()),
    }
}

/// Whether a password makes a member at once.
fn is_open(site: &Site) -> bool {
    site.gate.settings.members.gate == MemberGate::Open
}

fn answer(number: usize) -> String {
    format!("answer-{number}")
}

/// The request's key: the form's own, and what was typed.
async fn key(site: &Site, fields: &Fields) -> Result<String, Problem> {
    let roots = site.gate.roots().await?;
    let questions = (1..=site.gate.settings.questions.len()).map(answer);
    let names = ["idempotency_key", "email", "username", "reason", "password"].into_iter().map(ToOwned::to_owned).chain(questions);
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
    let locale = site.locale();
    let link = format!("{public_url}{path}?t={token}");
    let keep = Keep {
        qr: Qr::of(&link),
        link: link.into(),
        token: token.into(),
        rid,
        left: span(locale, site.gate.settings.common.lifetimes.pending),
    };
    site.page(StatusCode::OK, &keep)
}

async fn form(site: &Site, status: StatusCode, fields: &Fields, pressed: Pressed) -> Result<Response, Problem> {
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
        username: fields.name(),
        name_check: pressed.name_check,
        reason: text("reason"),
        questions: questions.map(|(label, number)| Question { label: label.clone(), answer: text(&answer(number)) }).collect(),
        password_min: is_open(site).then_some(settings.password.min),
        doors: doors(&settings.common.services, fields),
        kept,
        // Random is all it must be, and as long as a rid.
        idempotency_key: fields.typed("idempotency_key").map_or_else(|| Rid::random().to_string(), ToOwned::to_owned),
        nonce: site.nonce(PATH, "").await?,
        notice: pressed.notice,
        faults: pressed.faults,
    };
    site.page(status, &view)
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
