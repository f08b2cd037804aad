//! Gathers what a letter says: the receiver's own link and, for moderators, what they judge by.
//!
//! The rules: links are built from the configured public URL only, and a letter carries nobody's link but its receiver's.

use secrecy::zeroize::Zeroizing;
use shared::crypto::fingerprint::Fingerprint;
use shared::error::Error;
use shared::job::{Letter, Receiver};
use shared::locales::Locale;
use shared::registration::store::Found;
use shared::registration::{Proof, Registration, Status};
use shared::root::Roots;

use super::{doors, link, public_url};
use crate::Worker;
use crate::mail::letters::{Case, Facts, Flag, LayoutFault, LetterView, OwnLink, Ready, Rendered, Standing, Votes, compose};

/// Writes the letter; `None` when there turns out to be nothing to say.
pub(super) async fn write(
    worker: &Worker,
    roots: &Roots,
    record: &Registration,
    letter: Letter,
    to: Receiver,
    locale: Locale,
) -> Result<Option<Result<Rendered, LayoutFault>>, Error> {
    let common = &worker.settings.common;
    let put = |view: &LetterView<'_>, link: &str| {
        let now = worker.clock.now();
        let deadline = doors::certain_until(record, now, &worker.timing);
        let facts = Facts { community: &common.community, link, deadline, now, contact: common.contact.as_ref() };
        Some(compose(&worker.layouts, view, &facts, locale))
    };
    Ok(match (letter, to) {
        (Letter::PleaseDecide | Letter::ReminderHalf | Letter::ReminderLast, Receiver::Moderator(print)) => {
            let own = moderators_link(worker, roots, record, print).await?;
            let queue = queue_link(worker, roots, print).await?;
            let votes = votes(worker, record).await?;
            with_case(record, votes, &queue, |case| {
                let view = match letter {
                    Letter::ReminderHalf => LetterView::Reminder { nine_tenths: false, case },
                    Letter::ReminderLast => LetterView::Reminder { nine_tenths: true, case },
                    _ => LetterView::PleaseDecide(case),
                };
                put(&view, &own)
            })
        }
        (Letter::CouldNotOpen, Receiver::Moderator(print)) => {
            let own = moderators_link(worker, roots, record, print).await?;
            doors::not_for_the_applicant(record, &short_id(record)).and_then(|story| put(&LetterView::CouldNotOpen(story), &own))
        }
        (Letter::AlreadyAsked, _) => put(&LetterView::AlreadyAsked, &format!("{}/lost-link", public_url(worker))),
        (Letter::YourLinks, _) => {
            let links = own_links(worker, roots, record).await?;
            let links: Vec<OwnLink<'_>> =
                links.iter().map(|(link, record)| OwnLink { link, created: record.created_at, status: standing(record) }).collect();
            if links.is_empty() { None } else { put(&LetterView::YourLinks(&links), "") }
        }
        (letter, _) => {
            let (Some(view), Some(own)) = (applicants(worker, record, letter), applicant_link(worker, roots, record)) else {
                return Ok(None);
            };
            put(&view, &own)
        }
    })
}

/// The letters about one registration to its applicant.
fn applicants<'a>(worker: &'a Worker, record: &'a Registration, letter: Letter) -> Option<LetterView<'a>> {
    Some(match letter {
        Letter::Confirm => match record.proof {
            Proof::AwaitedBeside => LetterView::ConfirmBeside,
            Proof::AwaitedLater => LetterView::ConfirmLater { mastodon_waits: doors::waits_for_proof(record) },
            _ => LetterView::Confirm,
        },
        Letter::Received => LetterView::Received { mastodon_waits: doors::waits_for_proof(record) },
        Letter::Approved => LetterView::Approved,
        Letter::Rejected => LetterView::Rejected {
            message: match &record.status {
                Status::Rejected { message, .. } => message.as_deref(),
                Status::Pending | Status::Approved { .. } => None,
            },
        },
        Letter::NobodyDecided => LetterView::NobodyDecided,
        Letter::AccountReady | Letter::OneReady => {
            let sign_in = record.is_member.then(|| format!("{}/login", public_url(worker)));
            LetterView::AccountReady(Ready { sign_in, ..doors::ready(record, doors::Houses::of(worker))? })
        }
        Letter::NeedsYou => LetterView::NeedsYou(doors::needs(record, doors::Houses::of(worker))?),
        Letter::TwoDaysLeft => LetterView::TwoDaysLeft,
        Letter::PleaseDecide
        | Letter::ReminderHalf
        | Letter::ReminderLast
        | Letter::CouldNotOpen
        | Letter::AlreadyAsked
        | Letter::YourLinks => return None,
    })
}

/// The beginning of its id: enough for a moderator to tell letters apart, and no secret.
pub(super) fn short_id(record: &Registration) -> String {
    record.rid.to_string().chars().take(5).collect()
}

async fn votes(worker: &Worker, record: &Registration) -> Result<Votes, Error> {
    let electorate = &worker.terms().await?.electorate;
    let tally = record.ballot.tally(electorate);
    Ok(Votes { approve: tally.approve, reject: tally.reject, needed_approve: electorate.approvals, needed_reject: electorate.rejections })
}

/// What moderators judge by: never the address.
fn with_case<T>(record: &Registration, votes: Votes, queue: &str, write: impl FnOnce(Case<'_>) -> T) -> T {
    let application = &record.application;
    let answers: Vec<(&str, &str)> = application.answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str())).collect();
    let is_unproved = application.email.is_some() && !matches!(record.proof, Proof::Given { .. });
    let flags: Vec<Flag> =
        [(record.same_address, Flag::SameAddress), (application.email.is_none(), Flag::NoAddress), (is_unproved, Flag::Unproved)]
            .into_iter()
            .filter_map(|(holds, flag)| holds.then_some(flag))
            .collect();
    write(Case {
        short_id: &short_id(record),
        wish: record.asked_name().map(shared::localpart::Localpart::as_str),
        services: &application.services,
        reason: application.reason.as_deref(),
        answers: &answers,
        flags: &flags,
        votes,
        queue,
    })
}

async fn moderators_link(
    worker: &Worker,
    roots: &Roots,
    record: &Registration,
    moderator: Fingerprint,
) -> Result<Zeroizing<String>, Error> {
    let own = worker.moderators.link(moderator, record.rid).await?;
    Ok(link(worker, 'm', record.rid, &Zeroizing::new(own.token(roots))))
}

/// A moderator's link to everything that waits, wiped when dropped.
pub(super) async fn queue_link(worker: &Worker, roots: &Roots, moderator: Fingerprint) -> Result<Zeroizing<String>, Error> {
    let token = Zeroizing::new(worker.moderators.queue_link(moderator).await?.token(roots));
    Ok(Zeroizing::new(format!("{}/moderate?t={}", public_url(worker), *token)))
}

/// The page an applicant's letter leads to: while their word is awaited, the one that asks for it.
fn applicant_link(worker: &Worker, roots: &Roots, record: &Registration) -> Option<Zeroizing<String>> {
    let page = if matches!(record.proof, Proof::Awaited | Proof::AwaitedBeside | Proof::AwaitedLater) { 'c' } else { 'r' };
    let token = Zeroizing::new(record.applicant_link()?.token(roots));
    Some(link(worker, page, record.rid, &token))
}

/// The links of everything open that the address belongs to and somebody will hear of.
async fn own_links(worker: &Worker, roots: &Roots, record: &Registration) -> Result<Vec<(Zeroizing<String>, Registration)>, Error> {
    let Some(contact) = &record.application.email else { return Ok(Vec::new()) };
    let mut links = Vec::new();
    for rid in worker.claims.seated(contact.print, worker.clock.now()).await? {
        if let Found::Record(open, _) = worker.registrations.load(rid).await?
            && is_of(&open, contact.print)
            && let Some(link) = applicant_link(worker, roots, &open)
        {
            links.push((link, *open));
        }
    }
    Ok(links)
}

fn is_of(record: &Registration, address: Fingerprint) -> bool {
    !matches!(record.proof, Proof::Unheard { .. } | Proof::UnheardLater)
        && record.application.email.as_ref().is_some_and(|contact| contact.print == address)
}

fn standing(record: &Registration) -> Standing {
    match (&record.status, record.proof) {
        (Status::Pending, Proof::Awaited | Proof::Unheard { .. }) => Standing::Unconfirmed,
        (Status::Pending, _) => Standing::Pending,
        (Status::Approved { .. }, _) if record.has_account() => Standing::Open,
        (Status::Approved { .. }, _) => Standing::Approved,
        (Status::Rejected { .. }, _) => Standing::Rejected,
    }
}
