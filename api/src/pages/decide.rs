//! `/m/{rid}`: what was asked, the votes so far, and two buttons that each say what they do.

use poem::http::StatusCode;
use poem::{Response, handler};
use shared::registration::ballot::Choice;
use shared::registration::status::Refusal;
use shared::registration::store::Found;
use shared::registration::{Registration, Status};
use shared::root::Roots;

use super::deciding::{address, flags, hears, said, vote, votes, words};
use super::forms::{self, Fields};
use super::links::{self, Arrival, Visit};
use super::shown;
use super::site::Site;
use super::views::{Counted, Decide, DecideStage, Fault, TimeLeft, Told, When, Words};
use crate::desk::{Refused, decide, queue};
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
    let (typed, subject) = (words(&fields), visit.asker.link.subject);
    let before = visit.asker.record.ballot.of(subject);
    match decide::vote(&site.gate, &visit.asker, choice, said(&typed).as_deref(), !typed.silent).await {
        Ok(record) => {
            let counted = if before.is_some_and(|before| before != choice) { Counted::Changed } else { Counted::New };
            // Where it was decided before, an earlier word on the letter holds.
            let is_mine = visit.asker.record.decided_at().is_none() && record.ballot.of(subject).is_some();
            let silent = is_mine.then_some(typed.silent);
            page(site, &visit, &record, Pressed { counted: Some(counted), silent, ..Pressed::default() }).await
        }
        Err(Refused::Invalid(found)) => {
            page(site, &visit, &visit.asker.record, Pressed { typed, faults: forms::faults(found), ..Pressed::default() }).await
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
    /// Whether a letter was unwanted, where nobody had decided before this press.
    silent: Option<bool>,
    typed: Words,
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
        moderator: address(site, &roots, visit.asker.link.subject),
        asked: shown::asked(site, record, locale),
        flags: flags(record),
        letters: hears(record),
        votes: votes(count),
        reasons: site.gate.settings.common.reasons.clone(),
        typed: pressed.typed.clone(),
        others: others(site, visit, record, &pressed).await,
        nonce: site.nonce(&visit.path, &visit.token).await?,
        faults: pressed.faults.clone(),
    };
    site.page(pressed.status(), &view)
}

fn stage(site: &Site, roots: &Roots, visit: &Visit, record: &Registration, pressed: &Pressed) -> DecideStage {
    let locale = site.locale();
    let left = || TimeLeft::until(locale, record.expires_at, site.gate.clock.now());
    let decided = |choice, at, message| DecideStage::Decided {
        vote: vote(choice),
        at: When::new(locale, at),
        by: voters(site, roots, record, choice),
        message,
        told: told(record, choice, pressed.silent),
        settled: record.is_settled(),
        left: left(),
        contrary: pressed.contrary,
    };
    match &record.status {
        Status::Approved { at } => decided(Choice::Approve, *at, None),
        Status::Rejected { at, message } => decided(Choice::Reject, *at, message.clone()),
        Status::Pending if record.is_unconfirmed() => DecideStage::Unconfirmed { left: left() },
        Status::Pending if queue::is_own(record, visit.asker.link.subject) => DecideStage::Own,
        Status::Pending => DecideStage::Open { left: left(), counted: pressed.counted, settled: record.is_settled() },
    }
}

/// How many others wait. Whoever still has to decide here is not sent on; a vote that was counted is not made to look as if it
/// were not because this cannot be told.
async fn others(site: &Site, visit: &Visit, record: &Registration, pressed: &Pressed) -> Option<usize> {
    let waits = record.waits_for_decision();
    if waits && pressed.counted.is_none() && !queue::is_own(record, visit.asker.link.subject) {
        return None;
    }
    let counted = queue::count(&site.gate).await;
    let count = counted.inspect_err(|error| tracing::debug!(%error, "it cannot be told how many wait")).ok()?;
    Some(count.saturating_sub(usize::from(waits)))
}

fn told(record: &Registration, choice: Choice, silent: Option<bool>) -> Told {
    match (hears(record), choice, silent) {
        (true, Choice::Approve, _) | (true, Choice::Reject, Some(false)) => Told::Letter,
        (false, ..) | (_, Choice::Reject, Some(true)) => Told::Page,
        (true, Choice::Reject, None) => Told::Unknown,
    }
}

/// The moderators who voted that way, as the settings name them; those who left have no name here.
fn voters(site: &Site, roots: &Roots, record: &Registration, choice: Choice) -> Vec<String> {
    let voters = site.moderators(roots).filter(|(print, _)| record.ballot.of(*print) == Some(choice));
    voters.map(|(_, address)| address.as_str().to_owned()).collect()
}
