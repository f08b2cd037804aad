//! Where a registration stands, in the applicant's eyes: the record turned into the page's stage and its way.

use shared::clock::Timestamp;
use shared::locales::Locale;
use shared::platform::Platform;
use shared::registration::provision::{Door, Trouble};
use shared::registration::{Proof, Registration, Status};

use crate::credentials::Asker;
use crate::pages::forms::Fields;
use crate::pages::shown;
use crate::pages::site::Site;
use crate::pages::views::{Account, DoorProblem, DoorStage, DoorState, NameCheck, Stage, Step, StepMark, StepName, TimeLeft, When};

/// Where it stands, with the form where there is something to choose.
pub(super) fn stage(site: &Site, asker: &Asker, fields: &Fields, name_check: Option<NameCheck>) -> Stage {
    let record = &*asker.record;
    let locale = record.application.locale;
    let left = TimeLeft::until(locale, record.expires_at, site.gate.clock.now());
    let may_choose = record.is_applicant(asker.link.kind);
    let choose = || shown::choose(site, record, fields, name_check);
    let email = record.application.email.as_ref().map(|contact| contact.address.as_str().to_owned());
    match &record.status {
        Status::Pending if record.is_unconfirmed() => Stage::Unconfirmed { email: email.unwrap_or_default(), left },
        Status::Pending => Stage::Pending { left, settled: record.is_settled(), letters: email.is_some() },
        Status::Rejected { message, .. } => Stage::Rejected { left, message: message.clone() },
        Status::Approved { .. } if record.is_processing() => Stage::Processing { doors: doors(site, record) },
        Status::Approved { .. } if record.doors.values().any(Door::has_failed) => {
            Stage::Failed { left, doors: doors(site, record), choose: may_choose.then(choose) }
        }
        Status::Approved { .. } if record.is_over() => Stage::Done { left, doors: doors(site, record) },
        Status::Approved { .. } if may_choose => Stage::Choose { left, choose: choose() },
        Status::Approved { .. } => Stage::Elsewhere { left },
    }
}

fn doors(site: &Site, record: &Registration) -> Vec<DoorState> {
    let state = |(platform, door): (&Platform, &Door)| DoorState {
        label: shown::label(*platform).to_owned(),
        stage: match door {
            Door::Pending => DoorStage::Pending,
            Door::Processing { .. } => DoorStage::Processing,
            Door::Success { account, .. } => DoorStage::Success(opened(site, *platform, account)),
            Door::Failed { problem, .. } => DoorStage::Failed { problem: why(*problem) },
        },
    };
    record.doors.iter().map(state).collect()
}

fn opened(site: &Site, platform: Platform, account: &str) -> Account {
    let Platform::Matrix = platform;
    let matrix = site.gate.settings.common.matrix.as_ref();
    Account {
        id: account.to_owned(),
        server: matrix.map(|matrix| matrix.server_name.clone()).unwrap_or_default(),
        client_url: matrix.and_then(|matrix| matrix.client_url.as_ref()).map(ToString::to_string),
        rooms: matrix.map(|matrix| matrix.join_rooms.clone()).unwrap_or_default(),
    }
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

/// Whether there is still something to take back.
pub(super) fn may_withdraw(record: &Registration) -> bool {
    let done = record.is_over() && !record.doors.values().any(Door::has_failed);
    match record.status {
        Status::Pending => true,
        Status::Approved { .. } => !record.is_processing() && !done,
        Status::Rejected { .. } => false,
    }
}

/// The way so far and to go. A confirmation is a step only where one was asked for.
pub(super) fn timeline(record: &Registration, locale: Locale) -> Vec<Step> {
    let step = |name, mark, at: Option<Timestamp>| Step { name, mark, at: at.map(|at| When::new(locale, at)) };
    let mut way = vec![step(StepName::Asked, StepMark::Done, Some(record.created_at))];
    match record.proof {
        Proof::Awaited | Proof::Unheard { asks: true } => way.push(step(StepName::Confirmed, StepMark::Now, None)),
        Proof::Given { at } => way.push(step(StepName::Confirmed, StepMark::Done, Some(at))),
        Proof::NotAsked | Proof::AwaitedLater | Proof::UnheardLater | Proof::Unheard { asks: false } => {}
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
    let chosen = match (begun || record.is_settled(), approved) {
        (true, _) => StepMark::Done,
        (false, true) => StepMark::Now,
        (false, false) => StepMark::Next,
    };
    way.push(step(StepName::Chosen, chosen, None));
    let opened_at = record.doors.values().filter_map(|door| if let Door::Success { at, .. } = door { Some(*at) } else { None }).max();
    way.push(match (opened_at, begun) {
        (Some(at), _) if record.is_over() && !record.doors.values().any(Door::has_failed) => {
            step(StepName::Ready, StepMark::Done, Some(at))
        }
        (_, true) => step(StepName::Ready, StepMark::Now, None),
        (_, false) => step(StepName::Ready, StepMark::Next, None),
    });
    way
}
