//! Tells a post's owner what a moderator did to it. The post may be gone by now: the letter says nothing of what stood in it.

use shared::audit::Deed;
use shared::error::Error;
use shared::keyspace::MemberId;
use shared::member::store::FoundMember;

use super::{deliver, message_id, public_url};
use crate::Worker;
use crate::mail::Outgoing;
use crate::mail::letters::{Facts, LetterView, Rendered, compose};
use crate::outcome::Outcome;

/// Sends the letter; gone with its owner, and nothing to do where they have no address.
pub(crate) async fn send(worker: &Worker, job_id: &str, member: MemberId, deed: Deed) -> Result<Outcome, Error> {
    let FoundMember::Member(member, _) = worker.members.load(member).await? else { return Ok(Outcome::Gone) };
    let Some(contact) = member.contact else { return Ok(Outcome::Finish) };
    let roots = worker.keeper.roots().await?;
    let (now, link) = (worker.clock.now(), format!("{}/board", public_url(worker)));
    let facts = Facts { community: &worker.settings.common.community, link: &link, deadline: now, now };
    let view = LetterView::PostModerated { is_deleted: deed == Deed::PostDeleted };
    let Ok(Rendered { subject, text, html }) = compose(&view, &facts, member.locale) else {
        return Ok(Outcome::Fail("the letter does not fit its layout"));
    };
    let outgoing = Outgoing {
        to: contact.address,
        subject,
        text,
        html,
        message_id: message_id(worker, &roots, job_id),
        thread: None,
        locale: member.locale,
        written_at: now,
    };
    Ok(deliver(worker, &outgoing).await)
}
