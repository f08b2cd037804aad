//! Where a registration stands, in the applicant's eyes: the record turned into the page's stage and its way.

use shared::clock::Timestamp;
use shared::locales::Locale;
use shared::platform::Platform;
use shared::registration::provision::{Door, Trouble};
use shared::registration::{Proof, Registration, Status};
use shared::settings::MastodonDriver;

use crate::credentials::Asker;
use crate::pages::forms::Fields;
use crate::pages::qr::Qr;
use crate::pages::shown;
use crate::pages::site::Site;
use crate::pages::views::{
    Account, DoorProblem, DoorStage, DoorState, FirstSteps, NameCheck, Stage, Step, StepMark, StepName, TimeLeft, Waits, When,
};

/// Where it stands, with the form where there is something to choose.
pub(super) fn stage(site: &Site, asker: &Asker, fields: &Fields, name_check: Option<NameCheck>) -> Stage {
    let record = &*asker.record;
    let locale = site.locale();
    let left = TimeLeft::until(locale, record.expires_at, site.gate.clock.now());
    let may_choose = record.is_applicant(asker.link.kind);
    let choose = || shown::choose(site, record, fields, name_check);
    let email = record.application.email.as_ref().map(|contact| contact.address.as_str().to_owned());
    match &record.status {
        Status::Pending if record.is_unconfirmed() => Stage::Unconfirmed { email: email.unwrap_or_default(), left },
        Status::Pending => {
            Stage::Pending { left, settled: is_settled(record), letters: email.is_some(), proof: email.filter(|_| waits_for_proof(record)) }
        }
        Status::Rejected { message, .. } => Stage::Rejected { left, message: message.clone() },
        Status::Approved { .. } => {
            let (doors, has_failed) = (doors(site, record), record.doors.values().any(Door::has_failed));
            let tells = |door: &DoorState| !matches!(door.stage, DoorStage::Pending { waits: Waits::Choice });
            if record.is_processing() {
                Stage::Processing { doors, choose: (has_failed && may_choose).then(choose) }
            } else if has_failed {
                Stage::Failed { left, doors, choose: may_choose.then(choose) }
            } else if record.awaits_settling() && may_choose {
                Stage::Choose { left, doors: doors.into_iter().filter(tells).collect(), choose: choose() }
            } else if record.awaits_settling() {
                Stage::Elsewhere { left, doors: doors.into_iter().filter(tells).collect() }
            } else if waits_for_proof(record) {
                Stage::Proof { left, doors }
            } else {
                Stage::Done { left, doors }
            }
        }
    }
}

/// Whether name and password are settled. One that nobody hears of holds no name, and looks like any other to its caller.
fn is_settled(record: &Registration) -> bool {
    let unheard = matches!(record.proof, Proof::Unheard { .. });
    record.is_settled() || (unheard && record.application.on_approval && record.application.wish.is_some())
}

/// Whether a door waits for a yes to our letter, and nothing else is missing there. Where that letter may not go out the caller is
/// not told so: a stranger would learn something of the address.
fn waits_for_proof(record: &Registration) -> bool {
    let waits = |(platform, door): (&Platform, &Door)| *door == Door::Pending && record.awaits_proof(*platform);
    record.application.email.is_some() && record.doors.iter().any(waits)
}

/// Whether an account was made with the password that was chosen or made here.
pub(super) fn uses_password(site: &Site, record: &Registration) -> bool {
    let is_open = |door: &Door| matches!(door, Door::Success { .. });
    record.doors.iter().any(|(platform, door)| is_open(door) && shown::takes_password(site, *platform))
}

fn doors(site: &Site, record: &Registration) -> Vec<DoorState> {
    let state = |(platform, door): (&Platform, &Door)| DoorState {
        label: shown::label(*platform).to_owned(),
        stage: match door {
            Door::Pending => DoorStage::Pending { waits: waits(record, *platform) },
            Door::Processing { .. } => DoorStage::Processing,
            Door::Success { account, .. } => DoorStage::Success { account: opened(site, *platform, account) },
            Door::Failed { problem, .. } => DoorStage::Failed { problem: why(*problem) },
        },
    };
    record.doors.iter().map(state).collect()
}

fn waits(record: &Registration, platform: Platform) -> Waits {
    match &record.application.email {
        None if record.awaits_proof(platform) => Waits::Address,
        Some(contact) if record.awaits_proof(platform) => Waits::Proof { email: contact.address.as_str().to_owned() },
        _ if record.doors.values().any(Door::has_failed) => Waits::HeldBack,
        _ => Waits::Choice,
    }
}

fn opened(site: &Site, platform: Platform, account: &str) -> Account {
    let (common, id) = (&site.gate.settings.common, account.to_owned());
    match platform {
        Platform::Matrix => Account::Matrix {
            qr: Qr::of(&matrix_address(&id)),
            id,
            server: common.matrix.as_ref().map(|matrix| matrix.server_name.clone()).unwrap_or_default(),
            client_url: common.matrix.as_ref().and_then(|matrix| matrix.client_url.as_ref()).map(ToString::to_string),
            rooms: common.matrix.as_ref().map(|matrix| matrix.join_rooms.clone()).unwrap_or_default(),
        },
        Platform::Mastodon => {
            let url = common.mastodon.as_ref().map(|mastodon| mastodon.url.to_string()).unwrap_or_default();
            let first = match common.mastodon.as_ref().map(|mastodon| mastodon.driver) {
                Some(MastodonDriver::Tootctl) => {
                    FirstSteps::SetPassword { url: format!("{}/auth/password/new", url.trim_end_matches('/')) }
                }
                Some(MastodonDriver::Http) => FirstSteps::PressLetter,
                Some(MastodonDriver::Runner) | None => FirstSteps::SignIn,
            };
            Account::Mastodon { qr: Qr::of(&profile(&url, &id)), id, url, first }
        }
    }
}

/// The account as an address that Matrix' programs open, as its specification has it: `matrix:u/alice:example.org`.
fn matrix_address(id: &str) -> String {
    format!("matrix:u/{}", id.trim_start_matches('@'))
}

/// The account's page on its instance: `https://social.example.org/@alice`.
fn profile(url: &str, handle: &str) -> String {
    let name = handle.trim_start_matches('@').split('@').next().unwrap_or_default();
    format!("{}/@{name}", url.trim_end_matches('/'))
}

const fn why(trouble: Trouble) -> DoorProblem {
    match trouble {
        Trouble::NameTaken => DoorProblem::NameTaken,
        Trouble::NameRefused => DoorProblem::NameRefused,
        Trouble::PasswordRefused => DoorProblem::PasswordRefused,
        Trouble::Conflict => DoorProblem::Conflict,
        Trouble::Unavailable => DoorProblem::Unavailable,
    }
}

/// Whether anything is still to come that a page could wait for.
pub(super) fn goes_on(record: &Registration) -> bool {
    match record.status {
        Status::Pending => true,
        Status::Approved { .. } => !record.is_over() || record.doors.values().any(Door::has_failed),
        Status::Rejected { .. } => false,
    }
}

/// Whether there is still something to take back.
pub(super) fn may_withdraw(record: &Registration) -> bool {
    let done = record.is_over() && !record.doors.values().any(Door::has_failed);
    match record.status {
        Status::Pending => true,
        Status::Approved { .. } => !record.is_processing() && !done,
        Status::Rejected { .. } => false,
    }
}

/// The way so far and to go. A confirmation is a step only where one was asked for; where one door alone waits for it, it comes
/// after what can be done before.
pub(super) fn timeline(record: &Registration, locale: Locale) -> Vec<Step> {
    let step = |name, mark, at: Option<Timestamp>| Step { name, mark, at: at.map(|at| When::new(locale, at)) };
    let mut way = vec![step(StepName::Asked, StepMark::Done, Some(record.created_at))];
    match record.proof {
        Proof::Awaited | Proof::Unheard { asks: true } => way.push(step(StepName::Confirmed, StepMark::Now, None)),
        Proof::Given { at } => way.push(step(StepName::Confirmed, StepMark::Done, Some(at))),
        Proof::NotAsked | Proof::AwaitedBeside | Proof::AwaitedLater | Proof::UnheardLater | Proof::Unheard { asks: false } => {}
    }
    let approved = match record.status {
        Status::Rejected { at, .. } => {
            way.push(step(StepName::Decided, StepMark::Ended, Some(at)));
            return way;
        }
        Status::Pending => {
            let mark = if record.is_unconfirmed() { StepMark::Next } else { StepMark::Now };
            way.push(step(StepName::Decided, mark, None));
            false
        }
        Status::Approved { at } => {
            way.push(step(StepName::Decided, StepMark::Done, Some(at)));
            true
        }
    };
    let begun = record.doors.values().any(|door| *door != Door::Pending);
    let all_wait = record.doors.keys().all(|platform| record.awaits_proof(*platform));
    let chosen = match (begun || (is_settled(record) && !all_wait), approved) {
        (true, _) => StepMark::Done,
        (false, true) if record.awaits_settling() => StepMark::Now,
        (false, _) => StepMark::Next,
    };
    way.push(step(StepName::Chosen, chosen, None));
    let is_still = !record.is_processing() && !record.awaits_settling() && !record.doors.values().any(Door::has_failed);
    let proof_is_now = approved && is_still && waits_for_proof(record);
    if waits_for_proof(record) && !record.is_unconfirmed() {
        let mark = if proof_is_now { StepMark::Now } else { StepMark::Next };
        way.insert(if all_wait { way.len() - 1 } else { way.len() }, step(StepName::Confirmed, mark, None));
    }
    let opened_at = record.doors.values().filter_map(|door| if let Door::Success { at, .. } = door { Some(*at) } else { None }).max();
    way.push(match opened_at {
        Some(at) if record.is_over() && !record.doors.values().any(Door::has_failed) => step(StepName::Ready, StepMark::Done, Some(at)),
        _ if begun && !proof_is_now => step(StepName::Ready, StepMark::Now, None),
        _ => step(StepName::Ready, StepMark::Next, None),
    });
    way
}

#[cfg(test)]
mod tests;
