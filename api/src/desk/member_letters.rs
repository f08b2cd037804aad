//! Letters to members about their own membership.
//!
//! The rule: such a letter is a notice in its member's partition, so that it can be written in the commit that it tells of.
//! A member without an address gets none.

use shared::commit::Commit;
use shared::crypto::random;
use shared::error::Error;
use shared::job::{Envelope, Job};
use shared::keyspace::NoticeId;
use shared::member::Member;
use shared::notice::{About, Notice};
use shared::token::link::Epoch;

use crate::gate::Gate;

/// Writes the letter by itself, once for one identifier.
pub(super) async fn send(gate: &Gate, member: &Member, id: NoticeId, about: About) -> Result<(), Error> {
    let Some(notice) = notice(gate, member, id, about) else { return Ok(()) };
    gate.notices.post(&notice).await.map(drop)
}

/// Writes the letter in a commit of its member's.
pub(super) fn join(gate: &Gate, commit: &mut Commit<'_>, member: &Member, about: About) {
    let id = NoticeId::within(member.id.partition(), random());
    let Some(notice) = notice(gate, member, id, about) else { return };
    commit.records.push(gate.notices.write_of(&notice, 0));
    commit.jobs.push((Envelope::new(Job::Notice { notice: notice.id }), None));
}

fn notice(gate: &Gate, member: &Member, id: NoticeId, about: About) -> Option<Notice> {
    let now = gate.clock.now();
    Some(Notice {
        format: about.format(),
        id,
        epoch: Epoch::random(),
        made_at: now,
        expires_at: shared::clock::later(now, gate.timing.notice_ttl),
        contact: member.contact.clone()?,
        locale: member.locale,
        about,
    })
}
