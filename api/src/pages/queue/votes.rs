//! What a pressed button of the queue did: one vote or many, each with a line of its own.

use poem::http::StatusCode;
use shared::crypto::fingerprint::Fingerprint;
use shared::keyspace::Rid;
use shared::registration::ballot::Choice;
use shared::registration::status::{Actor, Refusal};
use shared::registration::store::Found;
use shared::registration::{Registration, Status};

use super::super::deciding::{said, words};
use super::super::forms::{self, Fields};
use super::super::views::{Became, Fault, Line, Nothing, Words};
use crate::desk::{Refused, decide, queue};
use crate::gate::Gate;
use crate::problem::{Kind, Problem};

/// Votes by one press of a button: as many as a page shows.
const CHOSEN_MAX: usize = queue::PAGE;

/// What the last press of a button did.
#[derive(Default)]
pub(super) struct Pressed {
    /// What became of each vote.
    pub(super) lines: Vec<Line>,
    /// Why there was none.
    pub(super) nothing: Option<Nothing>,
    /// What was typed in a row, and is too long.
    pub(super) typed: Option<(Rid, Words)>,
    /// What was typed for all that were chosen, where nothing came of it.
    pub(super) typed_for_chosen: Option<Words>,
    /// Which were chosen then.
    pub(super) chosen: Vec<Rid>,
    /// What is wrong with it.
    pub(super) faults: Vec<Fault>,
}

impl Pressed {
    /// A single vote that came too late is a conflict, as on the registration's own page; a batch says it line by line.
    pub(super) fn status(&self) -> StatusCode {
        match (&self.lines[..], self.nothing.is_none() && self.faults.is_empty()) {
            ([only], true) if !only.became.is_done() => StatusCode::CONFLICT,
            (_, true) => StatusCode::OK,
            (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// Does what the button says.
pub(super) async fn press(gate: &Gate, moderator: Fingerprint, fields: &Fields) -> Result<Pressed, Problem> {
    let ballot = |choice| Ballotpaper { gate, moderator, choice };
    match fields.text("action") {
        "approve" => ballot(Choice::Approve).in_place(fields).await,
        "reject" => ballot(Choice::Reject).in_place(fields).await,
        "approve-chosen" => ballot(Choice::Approve).for_chosen(fields).await,
        "reject-chosen" => ballot(Choice::Reject).for_chosen(fields).await,
        _ => Err(Problem::new(Kind::Invalid)),
    }
}

/// A moderator's choice, for as many registrations as they like.
struct Ballotpaper<'a> {
    gate: &'a Gate,
    moderator: Fingerprint,
    choice: Choice,
}

impl Ballotpaper<'_> {
    async fn in_place(&self, fields: &Fields) -> Result<Pressed, Problem> {
        let rid = Rid::parse(fields.text("rid")).ok_or_else(|| Problem::new(Kind::Invalid))?;
        let typed = words(fields);
        match self.vote(rid, said(&typed).as_deref(), !typed.silent).await {
            Ok(line) => Ok(Pressed { lines: vec![line], ..Pressed::default() }),
            Err(Refused::Invalid(found)) => Ok(Pressed { typed: Some((rid, typed)), faults: forms::faults(found), ..Pressed::default() }),
            Err(refused) => Err(refused.into()),
        }
    }

    async fn for_chosen(&self, fields: &Fields) -> Result<Pressed, Problem> {
        let mut rids: Vec<Rid> = Vec::new();
        for rid in fields.all("chosen") {
            let rid = Rid::parse(&rid).ok_or_else(|| Problem::new(Kind::Invalid))?;
            if !rids.contains(&rid) {
                rids.push(rid);
            }
        }
        let nothing = match rids.len() {
            0 => Some(Nothing::NoneChosen),
            1..=CHOSEN_MAX => None,
            _ => Some(Nothing::TooMany { max: CHOSEN_MAX }),
        };
        let typed = words(fields);
        // An approval says nothing: what stands in the fields is for those who are turned away.
        let message = said(&typed).filter(|_| self.choice == Choice::Reject);
        let fault = decide::fault(message.as_deref());
        if nothing.is_some() || fault.is_some() {
            let faults = if nothing.is_some() { Vec::new() } else { forms::faults(fault.into_iter().collect()) };
            return Ok(Pressed { nothing, typed_for_chosen: Some(typed), chosen: rids, faults, ..Pressed::default() });
        }
        let mut lines = Vec::with_capacity(rids.len());
        // One after the other: if the way to Redis ends in between, pressing again finds the first ones done.
        for rid in rids {
            lines.push(self.vote(rid, message.as_deref(), !typed.silent).await?);
        }
        Ok(Pressed { lines, ..Pressed::default() })
    }

    /// Casts one vote. What the rules refuse is a line, and no error.
    async fn vote(&self, rid: Rid, message: Option<&str>, letter: bool) -> Result<Line, Refused> {
        let actor = Actor::Moderator(self.moderator);
        match decide::vote_of(self.gate, actor, rid, self.choice, message, letter).await {
            Ok(record) => Ok(line(&record, self.counted(&record))),
            Err(Refused::Rule(refusal)) => match self.gate.registrations.load(rid).await? {
                Found::Record(record, _) => Ok(line(&record, refused(refusal, &record))),
                Found::Nothing | Found::Deleted { .. } => Ok(Line { name: None, became: Became::Gone }),
            },
            Err(Refused::Gone) => Ok(Line { name: None, became: Became::Gone }),
            Err(refused) => Err(refused),
        }
    }

    /// What a vote did that the rules took. A decision that others had made the same way is theirs.
    fn counted(&self, record: &Registration) -> Became {
        let mine = record.ballot.of(self.moderator).is_some();
        match (&record.status, self.choice) {
            (Status::Pending, Choice::Approve) => Became::CountedApprove,
            (Status::Pending, Choice::Reject) => Became::CountedReject,
            (Status::Approved { .. }, _) if mine => Became::Approved,
            (Status::Rejected { .. }, _) if mine => Became::Rejected,
            _ => decided(record),
        }
    }
}

fn line(record: &Registration, became: Became) -> Line {
    Line { name: record.asked_name().map(|name| name.as_str().to_owned()), became }
}

const fn refused(refusal: Refusal, record: &Registration) -> Became {
    match refusal {
        Refusal::OwnRegistration => Became::Own,
        _ => decided(record),
    }
}

/// What others decided.
const fn decided(record: &Registration) -> Became {
    match record.status {
        Status::Approved { .. } => Became::FasterApproved,
        Status::Rejected { .. } => Became::FasterRejected,
        Status::Pending => Became::Gone,
    }
}
