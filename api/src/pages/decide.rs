//! `/m/{rid}`: what was asked, the votes so far, and two buttons that each say what they do.

use poem::http::StatusCode;
use poem::{Response, handler};
use shared::registration::ballot::Choice;
use shared::registration::status::Refusal;
use shared::registration::store::Found;
use shared::registration::{Proof, Registration, Status};
use shared::root::Roots;

use super::forms::{self, Fields};
use super::links::{self, Arrival, Visit};
use super::shown;
use super::site::Site;
use super::views::{Counted, Decide, DecideStage, Fault, Flag, TimeLeft, Vote, Votes, When};
use crate::desk::{Refused, decide};
use crate::problem::{Kind, Problem};

#[handler]
pub(super) async fn show(arrival: Arrival) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if let Some(traded) = arrival.trade(links::DECIDE).await? {
        return Ok(traded);
    }
    match arrival.visit(links::DECIDE).await? {
        Ok(visit) => page(site, &visit, &visit.asker.record, Pressed::default()).await,
        Err(unknown) => Ok(*unknown.page),
    }
}

#[handler]
pub(super) async fn press(arrival: Arrival, fields: Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let visit = match arrival.visit(links::DECIDE).await? {
        Ok(visit) => visit,
        Err(unknown) => return Ok(*unknown.page),
    };
    if let Some(stale) = site.believe(&arrival.headers, &visit.path, &visit.token, &fields).await? {
        return Ok(stale);
    }
    let choice = match fields.text("action") {
        "approve" => Choice::Approve,
        "reject" => Choice::Reject,
        _ => return Err(Problem::new(Kind::Invalid)),
    };
    let silent = fields.typed("silent").is_some();
    let before = visit.asker.record.ballot.of(visit.asker.link.subject);
    match decide::vote(&site.gate, &visit.asker, choice, fields.typed("message"), !silent).await {
        Ok(record) => {
            let counted = if before.is_some_and(|before| before != choice) { Counted::Changed } else { Counted::New };
            page(site, &visit, &record, Pressed { counted: Some(counted), ..Pressed::default() }).await
        }
        Err(Refused::Invalid(found)) => {
            let message = fields.text("message").to_owned();
            page(site, &visit, &visit.asker.record, Pressed { message, silent, faults: forms::faults(found), ..Pressed::default() }).await
        }
        Err(Refused::Rule(refusal)) => match site.gate.registrations.load(visit.asker.record.rid).await? {
            Found::Record(record, _) => {
                let contrary = refusal == Refusal::DecidedOtherwise;
                page(site, &visit, &record, Pressed { refused: true, contrary, ..Pressed::default() }).await
            }
            Found::Nothing | Found::Deleted { .. } => links::ended(site, links::DECIDE),
        },
        Err(Refused::Gone) => links::ended(site, links::DECIDE),
        Err(refused) => Err(refused.into()),
    }
}

/// What the last press of a button did.
#[derive(Default)]
struct Pressed {
    counted: Option<Counted>,
    refused: bool,
    contrary: bool,
    message: String,
    silent: bool,
    faults: Vec<Fault>,
}

impl Pressed {
    fn status(&self) -> StatusCode {
        match (self.refused, self.faults.is_empty()) {
            (true, _) => StatusCode::CONFLICT,
            (false, true) => StatusCode::OK,
            (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

async fn page(site: &Site, visit: &Visit, record: &Registration, pressed: Pressed) -> Result<Response, Problem> {
    let (roots, terms) = site.gate.known().await?;
    let count = decide::votes(terms, record, visit.asker.link.subject);
    let locale = site.locale();
    let view = Decide {
        stage: stage(site, &roots, visit, record, &pressed),
        asked: shown::asked(site, record, locale),
        flags: flags(record),
        letters: record.application.email.is_some(),
        votes: votes(count),
        nonce: site.nonce(&visit.path, &visit.token).await?,
        message: pressed.message.clone(),
        silent: pressed.silent,
        faults: pressed.faults.clone(),
    };
    site.page(pressed.status(), locale, &view)
}

fn stage(site: &Site, roots: &Roots, visit: &Visit, record: &Registration, pressed: &Pressed) -> DecideStage {
    let locale = site.locale();
    let left = || TimeLeft::until(locale, record.expires_at, site.gate.clock.now());
    let decided = |choice, at, message| DecideStage::Decided {
        vote: vote(choice),
        at: When::new(locale, at),
        by: voters(site, roots, record, choice),
        message,
        contrary: pressed.contrary,
    };
    match &record.status {
        Status::Approved { at } => decided(Choice::Approve, *at, None),
        Status::Rejected { at, message } => decided(Choice::Reject, *at, message.clone()),
        Status::Pending if record.is_unconfirmed() => DecideStage::Unconfirmed { left: left() },
        Status::Pending if record.application.email.as_ref().is_some_and(|contact| contact.print == visit.asker.link.subject) => {
            DecideStage::Own
        }
        Status::Pending => DecideStage::Open { left: left(), counted: pressed.counted, settled: record.is_settled() },
    }
}

/// The moderators who voted that way, as the settings name them; those who left have no name here.
fn voters(site: &Site, roots: &Roots, record: &Registration, choice: Choice) -> Vec<String> {
    let voted = |print| record.ballot.of(print) == Some(choice);
    let moderators = site.gate.settings.common.moderators.iter();
    let voters = moderators.filter(|address| voted(roots.address(address)));
    voters.map(|address| address.as_str().to_owned()).collect()
}

pub(super) fn votes(count: decide::Votes) -> Votes {
    Votes {
        approve: count.approve,
        reject: count.reject,
        needed_approve: count.needed_approve,
        needed_reject: count.needed_reject,
        mine: count.mine.map(vote),
    }
}

const fn vote(choice: Choice) -> Vote {
    match choice {
        Choice::Approve => Vote::Approve,
        Choice::Reject => Vote::Reject,
    }
}

/// What a moderator should know.
pub(super) fn flags(record: &Registration) -> Vec<Flag> {
    let address = record.application.email.is_some();
    let flags = [
        (Flag::SameAddress, record.same_address),
        (Flag::NoAddress, !address),
        (Flag::Unproved, address && !matches!(record.proof, Proof::Given { .. }) && !record.is_unconfirmed()),
    ];
    flags.into_iter().filter(|(_, raised)| *raised).map(|(flag, _)| flag).collect()
}
