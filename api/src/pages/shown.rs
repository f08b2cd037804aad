//! What of a record is shown, the same on every page.

use shared::locales::Locale;
use shared::localpart::NameFault;
use shared::platform::{Platform, Services};
use shared::registration::Registration;
use shared::registration::provision::{Door, Trouble};

use super::forms::{self, Fields};
use super::site::Site;
use super::views::{Answer, Asked, Choose, Fault, NameCheck, When};
use crate::desk::names::{self, Availability};
use crate::desk::{self, Refused};
use crate::guard::NetworkBlock;
use crate::problem::Problem;

/// A platform's own name.
pub(super) const fn label(platform: Platform) -> &'static str {
    match platform {
        Platform::Matrix => "Matrix",
    }
}

/// The homeserver's name, where Matrix is among the doors.
pub(super) fn server_name(site: &Site, services: &Services) -> Option<String> {
    let matrix = site.gate.settings.common.matrix.as_ref().filter(|_| services.contains(Platform::Matrix));
    matrix.map(|matrix| matrix.server_name.clone())
}

/// What was asked for.
pub(super) fn asked(site: &Site, record: &Registration, locale: Locale) -> Asked {
    let application = &record.application;
    let answers = application.answers.iter();
    Asked {
        wish: application.wish.as_ref().map(|wish| wish.as_str().to_owned()),
        server_name: server_name(site, &application.services),
        reason: application.reason.clone(),
        answers: answers.map(|(question, answer)| Answer { question: question.clone(), answer: answer.clone() }).collect(),
        doors: application.services.iter().map(|platform| label(platform).to_owned()).collect(),
        at: When::new(locale, record.created_at),
    }
}

/// The form for name and password, as it was filled in last.
pub(super) fn choose(site: &Site, record: &Registration, fields: &Fields, name_check: Option<NameCheck>) -> Choose {
    let fixed = record.doors.values().find_map(Door::attempt).map(|attempt| &attempt.name);
    let known = fixed.or(record.name.as_ref().map(|held| &held.name)).or(record.application.wish.as_ref());
    let typed = fields.typed("username").filter(|_| fixed.is_none());
    Choose {
        username: typed.or(known.map(shared::localpart::Localpart::as_str)).unwrap_or_default().to_owned(),
        name_fixed: fixed.is_some(),
        server_name: server_name(site, &record.application.services),
        name_check,
        password_min: site.gate.settings.password.min,
        generate: fields.text("password_from") == "generate",
        keeps: keeps_password(record),
    }
}

/// Whether a password is there that the accounts can be made with.
pub(super) fn keeps_password(record: &Registration) -> bool {
    let refused = record.doors.values().any(|door| matches!(door, Door::Failed { problem: Trouble::PasswordRefused, .. }));
    record.password.is_some() && !refused
}

/// What a press of "Check" found about the name in the form of a registration.
pub(super) async fn check_name(
    site: &Site,
    network: NetworkBlock,
    fields: &Fields,
    record: &Registration,
) -> Result<Result<NameCheck, Vec<Fault>>, Problem> {
    let services: Vec<String> = record.application.services.iter().map(|platform| platform.as_str().to_owned()).collect();
    name_check(site, network, fields.text("username"), Some(&services), Some(record)).await
}

/// As `check_name`, for a form that no registration stands behind yet.
pub(super) async fn name_check(
    site: &Site,
    network: NetworkBlock,
    name: &str,
    services: Option<&[String]>,
    mine: Option<&Registration>,
) -> Result<Result<NameCheck, Vec<Fault>>, Problem> {
    if name.trim().is_empty() {
        let empty = desk::Fault::new(desk::Field::Username, desk::What::Name(NameFault::Empty));
        return Ok(Err(forms::faults(vec![empty])));
    }
    match names::check(&site.gate, network, name, services, mine).await {
        Ok(Availability::Free) => Ok(Ok(NameCheck::Available)),
        Ok(Availability::Taken) => Ok(Ok(NameCheck::Taken)),
        Ok(Availability::Unknown) => Ok(Ok(NameCheck::Unknown)),
        Err(Refused::Invalid(found)) => Ok(Err(forms::faults(found))),
        Err(refused) => Err(refused.into()),
    }
}
