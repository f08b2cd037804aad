//! What the account's page shows.

use poem::Response;
use shared::member::{Account, Member, Role};
use shared::platform::Platform;

use super::super::shown::label;
use super::super::signed_in::Session;
use super::super::site::Site;
use super::super::views::{AccountDoor, AccountRole, AccountSession, MemberAccount, Token, When, span};
use super::{PATH, Pressed};
use crate::desk::{member_token, sessions};
use crate::problem::Problem;

/// The page.
pub(super) async fn page(site: &Site, session: &Session, pressed: Pressed) -> Result<Response, Problem> {
    let (gate, signed_in) = (&site.gate, &session.signed_in);
    let (member, locale) = (&*signed_in.member, signed_in.member.locale);
    let (sessions, moderator) = tokio::try_join!(async { Ok(sessions::of(gate, signed_in).await?) }, session.moderator(gate))?;
    let status = pressed.status();
    let row = |found: shared::member::session::Session| AccountSession {
        here: found.family == signed_in.family,
        id: found.family.to_string(),
        device: found.device,
        made_at: When::new(locale, found.made_at),
        seen_at: When::new(locale, found.seen_at),
    };
    let mut rows: Vec<AccountSession> = sessions.into_iter().map(row).collect();
    // This browser's own comes first: the others are looked at by comparing.
    rows.sort_by_key(|row| !row.here);
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
        sessions: rows,
        access: span(locale, gate.settings.members.access_ttl),
        moderates: moderator.is_some(),
        password_min: gate.settings.password.min,
        token: token(site, member, &pressed),
        notice: pressed.notice,
        nonce: site.nonce(PATH, &session.credential).await?,
        faults: pressed.faults,
    };
    site.page(status, locale, &view)
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
