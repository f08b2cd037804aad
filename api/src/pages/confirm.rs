//! `/c/{rid}`: what was asked, "Yes, I asked for this" and "This was not me".

use poem::http::StatusCode;
use poem::{Response, handler};
use shared::registration::Proof;

use super::forms::{self, Fields};
use super::links::{self, Arrival, Visit};
use super::shown;
use super::site::Site;
use super::views::{Confirm, ConfirmKind, Fault, FaultKind, Field, NameCheck, NotMe, TimeLeft};
use crate::desk::{PasswordChoice, Refused, confirm};
use crate::problem::{Kind, Problem};

#[handler]
pub(super) async fn show(arrival: Arrival) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if let Some(traded) = arrival.trade(links::CONFIRM).await? {
        return Ok(traded);
    }
    match arrival.visit(links::CONFIRM).await? {
        Ok(visit) if asks(&visit) => page(site, StatusCode::OK, &visit, &Fields::default(), None, Vec::new()).await,
        // Nothing is left to confirm: what became of it is seen on the status page.
        Ok(visit) => Ok(arrival.move_to(&visit, links::STATUS)),
        Err(unknown) => Ok(*unknown.page),
    }
}

#[handler]
pub(super) async fn press(arrival: Arrival, fields: Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let visit = match arrival.visit(links::CONFIRM).await? {
        Ok(visit) => visit,
        Err(unknown) if unknown.ended_just_now && fields.text("action") == "not-me" => {
            return site.page(StatusCode::OK, &NotMe { kept: false });
        }
        Err(unknown) => return Ok(*unknown.page),
    };
    if let Some(stale) = site.believe(&arrival.headers, &visit.path, &visit.token, &fields).await? {
        return Ok(stale);
    }
    match fields.text("action") {
        "yes" => yes(&arrival, &visit, &fields).await,
        "check" => {
            let checked = shown::check_name(site, arrival.network, &fields, &visit.asker.record).await?;
            let (check, faults) = checked.map_or_else(|faults| (None, faults), |check| (Some(check), Vec::new()));
            page(site, StatusCode::OK, &visit, &fields, check, faults).await
        }
        "not-me" => match confirm::disown(&site.gate, &visit.asker).await {
            Ok(record) => site.page(StatusCode::OK, &NotMe { kept: record.is_some() }),
            Err(Refused::Gone) => site.page(StatusCode::OK, &NotMe { kept: false }),
            Err(Refused::Rule(_)) => Ok(arrival.move_to(&visit, links::STATUS)),
            Err(refused) => Err(refused.into()),
        },
        _ => Err(Problem::new(Kind::Invalid)),
    }
}

/// Whether there is anything to confirm.
fn asks(visit: &Visit) -> bool {
    matches!(visit.asker.record.proof, Proof::Awaited | Proof::AwaitedBeside | Proof::AwaitedLater)
}

async fn yes(arrival: &Arrival, visit: &Visit, fields: &Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let chooses = confirm::chooses(&visit.asker.record);
    let password = if chooses { fields.password(false) } else { Some(PasswordChoice::Keep) };
    let typed = fields.name();
    let name = chooses.then_some(typed.as_str());
    let Some(password) = password else {
        let mut faults = forms::faults(confirm::faults(&site.gate, &visit.asker, name).await);
        faults.push(Fault::new(Field::Password, FaultKind::PasswordMissing));
        return page(site, StatusCode::UNPROCESSABLE_ENTITY, visit, fields, None, faults).await;
    };
    let faults = match confirm::confirm(&site.gate, &visit.asker, name, password).await {
        Ok(_) | Err(Refused::Rule(_)) => return Ok(arrival.move_to(visit, links::STATUS)),
        Err(Refused::Invalid(found)) => forms::faults(found),
        Err(Refused::Gone) => return links::ended(site, links::CONFIRM),
        Err(refused) => return Err(refused.into()),
    };
    page(site, StatusCode::UNPROCESSABLE_ENTITY, visit, fields, None, faults).await
}

async fn page(
    site: &Site,
    status: StatusCode,
    visit: &Visit,
    fields: &Fields,
    check: Option<NameCheck>,
    faults: Vec<Fault>,
) -> Result<Response, Problem> {
    let record = &visit.asker.record;
    let locale = site.locale();
    let view = Confirm {
        asked: shown::asked(site, record, locale),
        kind: match record.proof {
            Proof::AwaitedBeside => ConfirmKind::Beside,
            Proof::AwaitedLater => ConfirmKind::Later,
            _ => ConfirmKind::First,
        },
        goes_on: record.proof == Proof::AwaitedLater || record.is_processing() || record.has_account(),
        is_member: record.is_member,
        left: TimeLeft::until(locale, record.expires_at, site.gate.clock.now()),
        choose: confirm::chooses(record).then(|| shown::choose(site, record, fields, check)),
        nonce: site.nonce(&visit.path, &visit.token).await?,
        faults,
    };
    site.page(status, &view)
}
