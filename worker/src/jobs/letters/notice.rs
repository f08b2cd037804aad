//! Sends the letter of a notice: to the owner of an account, whose registration may have ended long ago.
//!
//! The rules are those of every letter: gone with its notice, not sent once it is no longer true, and a repeat carries the same
//! Message-ID.

use secrecy::zeroize::Zeroizing;
use shared::error::Error;
use shared::keyspace::NoticeId;
use shared::notice::{About, Notice, ResetOf};
use shared::platform::Platform;
use shared::root::Roots;
use shared::settings::MastodonPublic;
use url::Url;

use super::{deliver, message_id, moderator_print, public_url, view};
use crate::Worker;
use crate::mail::Outgoing;
use crate::mail::letters::{Facts, LetterView, Rendered, compose};
use crate::outcome::Outcome;
use crate::platforms::mastodon::Instance;

/// Sends the letter, or finds that nobody needs it any more.
pub(crate) async fn send(worker: &Worker, job_id: &str, notice: NoticeId) -> Result<Outcome, Error> {
    let Some((notice, _)) = worker.notices.load(notice).await? else { return Ok(Outcome::Gone) };
    if !is_due(&notice) {
        return Ok(Outcome::Finish);
    }
    let roots = worker.keeper.roots().await?;
    let own = match leads_to(worker, &roots, &notice).await? {
        Ok(own) => own,
        Err(outcome) => return Ok(outcome),
    };
    let now = worker.clock.now();
    let common = &worker.settings.common;
    let facts = Facts { community: &common.community, link: &own, deadline: notice.expires_at, now, contact: common.contact.as_ref() };
    let says = says(&notice, client(worker).is_some(), reaches_all(worker));
    let Ok(Rendered { subject, text, html }) = compose(&worker.layouts, &says, &facts, notice.locale) else {
        return Ok(Outcome::Fail("the letter does not fit its layout"));
    };
    let outgoing = Outgoing {
        to: notice.contact.address.clone(),
        subject,
        text,
        html,
        // As with a moderator's other letters: the answer would quote the link.
        reply_to: common.contact.clone().filter(|_| !matches!(notice.about, About::QueueLink)),
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

fn says(notice: &Notice, has_client: bool, reaches_all: bool) -> LetterView<'_> {
    match &notice.about {
        About::PasswordChanged { of: ResetOf::Account, .. } => LetterView::PasswordChanged { at: notice.made_at },
        About::PasswordChanged { of: ResetOf::Member, doors } => LetterView::MemberPasswordChanged { at: notice.made_at, doors },
        About::SetPassword { of: ResetOf::Account, .. } => LetterView::SetPassword,
        About::SetPassword { of: ResetOf::Member, .. } => LetterView::SetMemberPassword { reaches_all },
        About::SomebodyTried => LetterView::SomebodyTried { at: notice.made_at },
        About::ChangeItThere => LetterView::ChangeItThere,
        About::CopyByHand { platform } => {
            LetterView::CopyByHand { platform: *platform, leads_there: has_client || !matches!(platform, Platform::Matrix) }
        }
        About::QueueLink => LetterView::QueueLink,
        About::SessionReused => LetterView::SessionReused { at: notice.made_at },
        About::Left { accounts } => {
            LetterView::Left { accounts: accounts.iter().map(|(platform, account)| (*platform, account.as_str())).collect() }
        }
    }
}

/// Whether every open door takes a new password from us, the old one being forgotten.
fn reaches_all(worker: &Worker) -> bool {
    let on_matrix = worker.settings.matrix.as_ref().is_none_or(|secrets| secrets.admin_token.is_some());
    on_matrix && worker.instance.as_ref().is_none_or(|instance| matches!(instance, Instance::Runner(_)))
}

/// Where people sign in to Matrix with a browser.
fn client(worker: &Worker) -> Option<&Url> {
    worker.settings.common.matrix.as_ref()?.client_url.as_ref()
}

/// Where the letter leads, or what becomes of a letter that leads nowhere now.
async fn leads_to(worker: &Worker, roots: &Roots, notice: &Notice) -> Result<Result<Zeroizing<String>, Outcome>, Error> {
    let common = &worker.settings.common;
    if notice.about == About::QueueLink {
        // The settings may have changed since somebody asked.
        let is_moderator = common.moderators.iter().any(|address| moderator_print(roots, address) == notice.contact.print);
        return if is_moderator { view::queue_link(worker, roots, notice.contact.print).await.map(Ok) } else { Ok(Err(Outcome::Finish)) };
    }
    if let About::SetPassword { of: ResetOf::Member, .. } = notice.about
        && let Some(own) = reset_link(worker, roots, notice)
    {
        return Ok(Ok(own));
    }
    if let Some(path) = own_page(&notice.about) {
        return Ok(Ok(Zeroizing::new(format!("{}{path}", public_url(worker)))));
    }
    if notice.about == (About::CopyByHand { platform: Platform::Matrix }) {
        let page = client(worker).map_or_else(|| format!("{}/account", public_url(worker)), ToString::to_string);
        return Ok(Ok(Zeroizing::new(page)));
    }
    // A door that is closed in this worker's settings may be open in another's.
    let Some(mastodon) = &common.mastodon else { return Ok(Err(Outcome::Snooze(worker.timing.platform_pause / 2))) };
    Ok(Ok(link(worker, roots, mastodon, notice)))
}

/// The page of ours that the letter leads to, where it needs no link of its own there.
const fn own_page(about: &About) -> Option<&'static str> {
    match about {
        About::SessionReused => Some("/account"),
        About::PasswordChanged { of: ResetOf::Member, .. } => Some("/forgot"),
        About::Left { .. } => Some("/"),
        _ => None,
    }
}

/// The notice's own link, where it has one; else Mastodon's page for a new password.
fn link(worker: &Worker, roots: &Roots, mastodon: &MastodonPublic, notice: &Notice) -> Zeroizing<String> {
    reset_link(worker, roots, notice).unwrap_or_else(|| Zeroizing::new(mastodon.password_page()))
}

fn reset_link(worker: &Worker, roots: &Roots, notice: &Notice) -> Option<Zeroizing<String>> {
    let token = Zeroizing::new(notice.link()?.token(roots));
    Some(Zeroizing::new(format!("{}/reset?t={}", public_url(worker), *token)))
}

#[cfg(test)]
mod tests {
    use shared::clock::later;
    use shared::keyspace::Rid;
    use shared::locales::Locale;
    use shared::registration::{Proof, Status};
    use shared::token::link::Epoch;

    use super::super::sample::{AT, record};
    use super::*;

    fn notice(about: About) -> Option<Notice> {
        let contact = record(Proof::NotAsked, Status::Pending, [], false).application.email?;
        let (id, epoch) = (NoticeId::of_link(Rid::from_bytes([5; 16])), Epoch::of(1));
        let expires_at = later(AT, std::time::Duration::from_mins(30));
        Some(Notice { format: about.format(), id, epoch, made_at: AT, expires_at, contact, locale: Locale::En, about })
    }

    #[test]
    fn each_notice_has_its_letter_and_a_used_link_has_none() {
        let set_password = |of| About::SetPassword { key: Rid::from_bytes([3; 16]), is_used: false, changes: 0, of };
        let changed = |of| About::PasswordChanged { of, doors: vec![Platform::Matrix] };
        let [account, member] = [ResetOf::Account, ResetOf::Member];
        let by_hand = |platform| About::CopyByHand { platform };
        let copies = Platform::ALL.iter().copied().map(by_hand);
        let passwords = [changed(account), changed(member), set_password(account), set_password(member)];
        let others = [About::SomebodyTried, About::ChangeItThere, About::QueueLink].into_iter().chain(passwords);
        for about in others.chain(copies) {
            let is_link = matches!(about, About::SetPassword { .. });
            let Some(notice) = notice(about) else { unreachable!("it has an address") };
            assert!(is_due(&notice));
            assert_eq!(is_due(&notice.clone().used()), !is_link, "{:?}", notice.about);
            let fits = match (&notice.about, says(&notice, false, false)) {
                (About::PasswordChanged { of: ResetOf::Account, .. }, LetterView::PasswordChanged { at })
                | (About::SomebodyTried, LetterView::SomebodyTried { at }) => at == notice.made_at,
                (About::PasswordChanged { of: ResetOf::Member, .. }, LetterView::MemberPasswordChanged { at, doors }) => {
                    at == notice.made_at && doors == [Platform::Matrix]
                }
                (About::SetPassword { of: ResetOf::Account, .. }, LetterView::SetPassword)
                | (About::SetPassword { of: ResetOf::Member, .. }, LetterView::SetMemberPassword { reaches_all: false })
                | (About::ChangeItThere, LetterView::ChangeItThere)
                | (About::QueueLink, LetterView::QueueLink) => true,
                // Nothing leads to a homeserver without a client.
                (About::CopyByHand { platform }, LetterView::CopyByHand { platform: told, leads_there }) => {
                    *platform == told && leads_there == (told == Platform::Mastodon)
                }
                _ => false,
            };
            assert!(fits, "{:?}", notice.about);
        }
    }
}
