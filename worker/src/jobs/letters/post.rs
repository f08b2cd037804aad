//! Tells a post's owner what a moderator did to it. The letter names a post by its title only while it is there, and says nothing
//! of what stands in it.

use shared::audit::Deed;
use shared::board::post::Actor;
use shared::error::Error;
use shared::keyspace::{MemberId, PostId};
use shared::member::store::FoundMember;

use super::{deliver, message_id, public_url};
use crate::Worker;
use crate::mail::Outgoing;
use crate::mail::letters::{Facts, LetterView, Rendered, compose};
use crate::outcome::Outcome;

/// Sends the letter; gone with its owner, and nothing to do where they have no address.
pub(crate) async fn send(worker: &Worker, job_id: &str, member: MemberId, (post, deed): (PostId, Deed)) -> Result<Outcome, Error> {
    let FoundMember::Member(member, _) = worker.members.load(member).await? else { return Ok(Outcome::Gone) };
    let Some(contact) = member.contact else { return Ok(Outcome::Finish) };
    let roots = worker.keeper.roots().await?;
    let (common, is_deleted, now) = (&worker.settings.common, deed == Deed::PostDeleted, worker.clock.now());
    let link = format!("{}{}", public_url(worker), if is_deleted { "/board" } else { "/board/mine" });
    let facts = Facts { community: &common.community, link: &link, deadline: now, now, contact: common.contact.as_ref() };
    let found = if is_deleted { None } else { worker.board.get(post, Actor::Member(member.id)).await? };
    let view = LetterView::PostModerated { is_deleted, title: found.as_ref().map(|shown| shown.post.title.as_str()) };
    let Ok(Rendered { subject, text, html }) = compose(&worker.layouts, &view, &facts, member.locale) else {
        return Ok(Outcome::Fail("the letter does not fit its layout"));
    };
    let outgoing = Outgoing {
        to: contact.address,
        subject,
        text,
        html,
        reply_to: worker.settings.common.contact.clone(),
        message_id: message_id(worker, &roots, job_id),
        thread: None,
        locale: member.locale,
        written_at: now,
    };
    Ok(deliver(worker, &outgoing).await)
}
