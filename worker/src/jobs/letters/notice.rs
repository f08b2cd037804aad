//! Sends the letter of a notice: to the owner of an account, whose registration may have ended long ago.
//!
//! The rules are those of every letter: gone with its notice, not sent once it is no longer true, and a repeat carries the same
//! Message-ID.

use secrecy::zeroize::Zeroizing;
use shared::error::Error;
use shared::keyspace::NoticeId;
use shared::notice::{About, Notice};
use shared::root::Roots;
use shared::settings::MastodonPublic;

use super::{deliver, message_id, public_url};
use crate::Worker;
use crate::mail::Outgoing;
use crate::mail::letters::{Facts, LetterView, Rendered, compose};
use crate::outcome::Outcome;

/// Sends the letter, or finds that nobody needs it any more.
pub(crate) async fn send(worker: &Worker, job_id: &str, notice: NoticeId) -> Result<Outcome, Error> {
    let Some((notice, _)) = worker.notices.load(notice).await? else { return Ok(Outcome::Gone) };
    if !is_due(&notice) {
        return Ok(Outcome::Finish);
    }
    // A door that is closed in this worker's settings may be open in another's.
    let Some(mastodon) = &worker.settings.common.mastodon else { return Ok(Outcome::Snooze(worker.timing.platform_pause / 2)) };
    let roots = worker.keeper.roots().await?;
    let own = link(worker, &roots, mastodon, &notice);
    let now = worker.clock.now();
    let facts = Facts { community: &worker.settings.common.community, link: &own, deadline: notice.expires_at, now };
    let Ok(Rendered { subject, text, html }) = compose(&view(&notice), &facts, notice.locale) else {
        return Ok(Outcome::Fail("the letter does not fit its layout"));
    };
    let outgoing = Outgoing {
        to: notice.contact.address.clone(),
        subject,
        text,
        html,
        message_id: message_id(worker, &roots, job_id),
        thread: None,
        locale: notice.locale,
        written_at: now,
    };
    Ok(deliver(worker, &outgoing).await)
}

/// A link that has done its work is mailed to nobody.
const fn is_due(notice: &Notice) -> bool {
    !matches!(notice.about, About::SetPassword { is_used: true, .. })
}

const fn view(notice: &Notice) -> LetterView<'static> {
    match notice.about {
        About::PasswordChanged => LetterView::PasswordChanged { at: notice.made_at },
        About::SetPassword { .. } => LetterView::SetPassword,
        About::SomebodyTried => LetterView::SomebodyTried { at: notice.made_at },
        About::ChangeItThere => LetterView::ChangeItThere,
    }
}

/// The notice's own link, where it has one; else Mastodon's page for a new password.
fn link(worker: &Worker, roots: &Roots, mastodon: &MastodonPublic, notice: &Notice) -> Zeroizing<String> {
    Zeroizing::new(match notice.link() {
        Some(own) => format!("{}/reset?t={}", public_url(worker), *Zeroizing::new(own.token(roots))),
        None => mastodon.password_page(),
    })
}

#[cfg(test)]
mod tests {
    use shared::clock::later;
    use shared::keyspace::Rid;
    use shared::locales::Locale;
    use shared::notice::FORMAT;
    use shared::registration::{Proof, Status};
    use shared::token::link::Epoch;

    use super::super::sample::{AT, record};
    use super::*;

    fn notice(about: About) -> Option<Notice> {
        let contact = record(Proof::NotAsked, Status::Pending, [], false).application.email?;
        let (id, epoch) = (NoticeId::of_link(Rid::from_bytes([5; 16])), Epoch::of(1));
        let expires_at = later(AT, std::time::Duration::from_mins(30));
        Some(Notice { format: FORMAT, id, epoch, made_at: AT, expires_at, contact, locale: Locale::En, about })
    }

    #[test]
    fn each_notice_has_its_letter_and_a_used_link_has_none() {
        let set_password = About::SetPassword { key: Rid::from_bytes([3; 16]), is_used: false, changes: 0 };
        for about in [About::PasswordChanged, set_password, About::SomebodyTried, About::ChangeItThere] {
            let is_link = matches!(about, About::SetPassword { .. });
            let Some(notice) = notice(about) else { unreachable!("it has an address") };
            assert!(is_due(&notice));
            assert_eq!(is_due(&notice.clone().used()), !is_link, "{:?}", notice.about);
            let fits = match (&notice.about, view(&notice)) {
                (About::PasswordChanged, LetterView::PasswordChanged { at }) | (About::SomebodyTried, LetterView::SomebodyTried { at }) => {
                    at == notice.made_at
                }
                (About::SetPassword { .. }, LetterView::SetPassword) | (About::ChangeItThere, LetterView::ChangeItThere) => true,
                _ => false,
            };
            assert!(fits, "{:?}", notice.about);
        }
    }
}
