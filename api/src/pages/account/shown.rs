//! What the account's page shows.

use std::cmp::Reverse;
use std::time::Duration;

use poem::Response;
use poem::http::Uri;
use shared::member::{Account, Member, Role};
use shared::platform::Platform;
use url::form_urlencoded;

use super::super::shown::label;
use super::super::signed_in::Session;
use super::super::site::Site;
use super::super::views::{AccountDoor, AccountRole, AccountSession, MemberAccount, Token, When, span};
use super::{PATH, Pressed};
use crate::desk::{member_token, sessions};
use crate::problem::Problem;

/// Sessions on a page.
const SESSIONS: usize = 10;
/// When a session was used last is known to a day.
const DAY: Duration = Duration::from_hours(24);

/// Which page of the sessions an address names, from 0.
pub(super) fn number(uri: &Uri) -> usize {
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let named = query.into_iter().find(|(name, _)| name == "sessions").and_then(|(_, number)| number.parse::<usize>().ok());
    named.unwrap_or_default().saturating_sub(1)
}

/// The address of a page of the sessions.
fn address(number: usize) -> String {
    if number == 0 { PATH.to_owned() } else { format!("{PATH}?sessions={}", number + 1) }
}

/// The page, with this page of the sessions.
pub(super) async fn page(site: &Site, session: &Session, number: usize, pressed: Pressed) -> Result<Response, Problem> {
    let (gate, signed_in) = (&site.gate, &session.signed_in);
    let (member, locale) = (&*signed_in.member, site.locale());
    let (mut sessions, moderator) = tokio::try_join!(async { Ok(sessions::of(gate, signed_in).await?) }, session.moderator(gate))?;
    let status = pressed.status();
    // This browser's own comes first: the others are looked at by comparing.
    sessions.sort_by_key(|found| (found.family != signed_in.family, Reverse(found.seen_at)));
    let (count, now) = (sessions.len(), gate.clock.now());
    let number = number.min(count.saturating_sub(1) / SESSIONS);
    let row = |found: shared::member::session::Session| {
        let ago = Duration::try_from(now.duration_since(found.seen_at)).unwrap_or_default();
        AccountSession {
            here: found.family == signed_in.family,
            id: found.family.to_string(),
            device: found.device,
            made_at: When::new(locale, found.made_at),
            seen: (ago >= DAY).then(|| span(locale, ago)),
        }
    };
    let view = MemberAccount {
        name: session.name(),
        email: member.contact.as_ref().map(|contact| contact.address.as_str().to_owned()),
        proved: member.proved_at.is_some(),
        role: match signed_in.role {
            Role::Member => AccountRole::Member,
            Role::Moderator => AccountRole::Moderator,
            Role::Operator => AccountRole::Operator,
        },
        since: When::new(locale, member.created_at),
        doors: member.accounts.iter().map(|(platform, account)| door(member, *platform, account)).collect(),
        sessions: sessions.into_iter().skip(number * SESSIONS).take(SESSIONS).map(row).collect(),
        elsewhere: count.saturating_sub(1),
        newer: number.checked_sub(1).map(address),
        older: ((number + 1) * SESSIONS < count).then(|| address(number + 1)),
        access: span(locale, gate.settings.members.access_ttl),
        moderates: moderator.is_some(),
        password_min: gate.settings.password.min,
        token: token(site, member, &pressed),
        notice: pressed.notice,
        nonce: site.nonce(PATH, &session.credential).await?,
        faults: pressed.faults,
    };
    site.page(status, &view)
}

/// An account, and how far it is with the last change of the password.
pub(super) fn door(member: &Member, platform: Platform, account: &Account) -> AccountDoor {
    let state = member.copy.as_ref().and_then(|copy| copy.doors.get(&platform)).copied();
    AccountDoor { platform, label: label(platform).to_owned(), account: account.name.clone(), state }
}

fn token(site: &Site, member: &Member, pressed: &Pressed) -> Option<Token> {
    member_token::is_offered(&site.gate, member).then_some(())?;
    Some(match &pressed.token {
        Some(made) => Token::Shown { token: made.access_token.expose().into(), scope: made.scope.clone() },
        None => Token::Offered,
    })
}
