//! Sends one letter to one receiver.
//!
//! The rules: a letter that is no longer true is not sent (`due`); it goes to the record's own address or to somebody who is a
//! moderator now; a repeat carries the same Message-ID. What it says is written in `mail`, from what `view` gathers here.
//! Letters that outlive their registration are `notice`'s, those about a post `post`'s.

mod doors;
mod due;
pub(super) mod notice;
pub(super) mod post;
#[cfg(test)]
mod sample;
mod view;

use std::sync::PoisonError;

use secrecy::zeroize::Zeroizing;
use shared::address::EmailAddress;
use shared::crypto::fingerprint::Fingerprint;
use shared::error::Error;
use shared::job::{Letter, Receiver};
use shared::keyspace::Rid;
use shared::locales::Locale;
use shared::registration::Registration;
use shared::registration::store::Found;
use shared::root::Roots;

use crate::Worker;
use crate::mail::letters::Rendered;
use crate::mail::{MailFault, Outgoing};
use crate::outcome::Outcome;

/// Sends the letter of a job, or finds that nobody needs it any more.
pub(super) async fn send(worker: &Worker, job: &str, rid: Rid, letter: Letter, to: Receiver) -> Result<Outcome, Error> {
    let Found::Record(record, _) = worker.registrations.load(rid).await? else { return Ok(Outcome::Gone) };
    if !due::is_due(&record, letter, to) {
        return Ok(Outcome::Finish);
    }
    let roots = worker.keeper.roots().await?;
    let Some(receiver) = receiver(worker, &roots, &record, to) else { return Ok(Outcome::Finish) };
    let Some(written) = view::write(worker, &roots, &record, letter, to, receiver.locale).await? else { return Ok(Outcome::Finish) };
    let Ok(Rendered { subject, text, html }) = written else { return Ok(Outcome::Fail("the letter does not fit its layout")) };
    let is_moderators = matches!(to, Receiver::Moderator(_));
    let outgoing = Outgoing {
        to: receiver.address.clone(),
        subject,
        text,
        html,
        // A moderator's answer would quote the link that decides in their name.
        reply_to: worker.settings.common.contact.clone().filter(|_| !is_moderators),
        message_id: message_id(worker, &roots, job),
        // A moderator's mail program gathers all letters about one registration.
        thread: is_moderators.then(|| message_id(worker, &roots, &format!("thread:{rid}"))),
        locale: receiver.locale,
        written_at: worker.clock.now(),
    };
    Ok(deliver(worker, &outgoing).await)
}

/// Hands a letter to the mail server.
async fn deliver(worker: &Worker, outgoing: &Outgoing) -> Outcome {
    match worker.mailer.send(outgoing).await {
        Ok(()) => {
            tell_of(worker, None);
            Outcome::Finish
        }
        Err(fault) => after(worker, fault),
    }
}

/// What a fault of the mail server means for the letter.
fn after(worker: &Worker, fault: MailFault) -> Outcome {
    match fault {
        MailFault::Later { retry_after } => Outcome::Retry { why: "the mail server is away or busy", after: retry_after },
        MailFault::Refused => Outcome::Fail("the mail server refused the letter"),
        MailFault::Misconfigured(why) => {
            tell_of(worker, Some(why));
            Outcome::Retry { why, after: Some(worker.timing.platform_pause) }
        }
    }
}

/// The operator hears once of each fault of configuration, and again only when a letter went out in between.
fn tell_of(worker: &Worker, fault: Option<&'static str>) {
    let before = std::mem::replace(&mut *worker.mail_fault.lock().unwrap_or_else(PoisonError::into_inner), fault);
    match fault {
        Some(why) if before != fault => tracing::warn!(why, "no letter goes out until this is mended; they wait"),
        None if before.is_some() => tracing::info!("letters go out again"),
        _ => {}
    }
}

/// Who gets the letter, and in which language.
struct Addressee<'a> {
    address: &'a EmailAddress,
    locale: Locale,
}

/// None when there is nobody to write to: no address, or not a moderator any more.
fn receiver<'a>(worker: &'a Worker, roots: &Roots, record: &'a Registration, to: Receiver) -> Option<Addressee<'a>> {
    let common = &worker.settings.common;
    match to {
        Receiver::Applicant => {
            record.application.email.as_ref().map(|contact| Addressee { address: &contact.address, locale: record.application.locale })
        }
        Receiver::Moderator(print) => {
            let moderator = common.moderators.iter().find(|address| moderator_print(roots, address) == print);
            if moderator.is_none() {
                tracing::warn!("a moderator's letter fits nobody in GATELODGE_MODERATORS: have they left, or do API and worker differ?");
            }
            moderator.map(|address| Addressee { address, locale: common.moderator_locale(address) })
        }
    }
}

/// What a moderator is known by.
pub(crate) fn moderator_print(roots: &Roots, address: &EmailAddress) -> Fingerprint {
    roots.address(address)
}

/// The same for every copy of what this names.
fn message_id(worker: &Worker, roots: &Roots, of: &str) -> String {
    let local = roots.message_id(of);
    match worker.settings.common.public_url.host() {
        Some(url::Host::Domain(host)) => format!("<{local}@{host}>"),
        Some(url::Host::Ipv4(host)) => format!("<{local}@{host}>"),
        // No id can carry brackets: the sender's domain is as good.
        Some(url::Host::Ipv6(_)) | None => local,
    }
}

/// A page's address with the receiver's token, wiped when dropped.
fn link(worker: &Worker, page: char, rid: Rid, token: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{}/{page}/{rid}?t={token}", public_url(worker)))
}

fn public_url(worker: &Worker) -> &str {
    worker.settings.common.public_url.as_str().trim_end_matches('/')
}
