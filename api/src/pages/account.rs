//! `/account`: what a member sees of themselves, and may change.
//!
//! The rules: nobody is here who is not signed in; every button's form carries the nonce of this very session; whatever ends the
//! session, a new password above all, takes its cookies away, and never signs in anew.

mod shown;

use poem::http::{StatusCode, Uri};
use poem::{Response, handler};
use shared::crypto::secret::Secret;
use shared::job::request::PlatformToken;
use shared::member::session::FamilyId;

use super::forms::{self, Fields};
use super::links::Arrival;
use super::login;
use super::shown::label;
use super::signed_in::Session;
use super::site::Site;
use super::views::{AccountNotice, Fault, FaultKind, Field, Left, PasswordDoor, ResetDoneMember};
use crate::desk::{Refused, member_passwords, member_token, members, sessions};
use crate::problem::{Kind, Problem};

/// Where it is.
pub(super) const PATH: &str = "/account";

/// What the last press of a button did.
#[derive(Default)]
struct Pressed {
    notice: Option<AccountNotice>,
    /// A token that was just made.
    token: Option<PlatformToken>,
    faults: Vec<Fault>,
}

impl Pressed {
    fn noticed(notice: AccountNotice) -> Self {
        Self { notice: Some(notice), ..Self::default() }
    }

    fn status(&self) -> StatusCode {
        if self.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

#[handler]
pub(super) async fn show(arrival: Arrival, uri: &Uri) -> Result<Response, Problem> {
    match &arrival.session {
        Some(session) => shown::page(&arrival.site, session, shown::number(uri), Pressed::default()).await,
        None => Ok(login::first(PATH)),
    }
}

#[handler]
pub(super) async fn press(arrival: Arrival, fields: Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let Some(session) = &arrival.session else { return Ok(login::first(PATH)) };
    if let Some(stale) = site.believe(&arrival.headers, PATH, &session.credential, &fields).await? {
        return Ok(stale);
    }
    match fields.text("do") {
        "end" => end(site, session, &fields).await,
        "end-others" => {
            sessions::end_others(&site.gate, &session.signed_in).await?;
            shown::page(site, session, 0, Pressed::noticed(AccountNotice::OthersEnded)).await
        }
        "password" => change_password(&arrival, session, &fields).await,
        "token" => token(site, session, true).await,
        "revoke-token" => token(site, session, false).await,
        "leave" => leave(&arrival, session, &fields).await,
        _ => Err(Problem::new(Kind::Invalid)),
    }
}

async fn end(site: &Site, session: &Session, fields: &Fields) -> Result<Response, Problem> {
    let family = FamilyId::parse(fields.text("session")).ok_or_else(|| Problem::new(Kind::Invalid))?;
    sessions::end(&site.gate, &session.signed_in, family).await?;
    // Its own the page offers no button for; whoever ends it all the same is asked to sign in.
    if family == session.signed_in.family {
        return Ok(login::first(PATH));
    }
    shown::page(site, session, 0, Pressed::noticed(AccountNotice::SessionEnded)).await
}

async fn change_password(arrival: &Arrival, session: &Session, fields: &Fields) -> Result<Response, Problem> {
    let (site, member) = (&*arrival.site, &session.signed_in.member);
    let (old, new) = (Secret::new(fields.text("old-password")), Secret::new(fields.text("password")));
    match member_passwords::change(&site.gate, arrival.network, member, &old, &new).await {
        Ok(doors) => {
            login::part(arrival);
            let door = |(platform, state)| PasswordDoor { platform, label: label(platform).to_owned(), state };
            site.page(StatusCode::OK, &ResetDoneMember { doors: doors.into_iter().map(door).collect() })
        }
        Err(Refused::Invalid(found)) => faulty(site, session, forms::faults(found)).await,
        Err(Refused::WrongPassword) => faulty(site, session, vec![Fault::new(Field::OldPassword, FaultKind::WrongPassword)]).await,
        Err(refused) => Err(refused.into()),
    }
}

async fn token(site: &Site, session: &Session, makes: bool) -> Result<Response, Problem> {
    let member = &session.signed_in.member;
    if !member_token::is_offered(&site.gate, member) {
        return Err(Problem::new(Kind::Invalid));
    }
    let pressed = if makes { member_token::make(&site.gate, member).await } else { member_token::revoke(&site.gate, member).await };
    let pressed = match pressed? {
        member_token::Pressed::Made(token) => Pressed { token: Some(token), ..Pressed::default() },
        member_token::Pressed::Revoked => Pressed::noticed(AccountNotice::TokenRevoked),
        member_token::Pressed::Later => Pressed::noticed(AccountNotice::TokenLater),
        member_token::Pressed::Refused => Pressed::noticed(AccountNotice::TokenRefused),
        member_token::Pressed::NotSetUp => Pressed::noticed(AccountNotice::TokenNotSetUp),
    };
    shown::page(site, session, 0, pressed).await
}

async fn leave(arrival: &Arrival, session: &Session, fields: &Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let password = Secret::new(fields.text("leave-password"));
    match members::leave(&site.gate, arrival.network, &session.signed_in, &password).await {
        Ok(()) => {
            login::part(arrival);
            let member = &session.signed_in.member;
            let accounts = member.accounts.iter().map(|(platform, account)| shown::door(member, *platform, account)).collect();
            site.page(StatusCode::OK, &Left { accounts })
        }
        Err(Refused::WrongPassword) => faulty(site, session, vec![Fault::new(Field::LeavePassword, FaultKind::WrongPassword)]).await,
        Err(refused) => Err(refused.into()),
    }
}

async fn faulty(site: &Site, session: &Session, faults: Vec<Fault>) -> Result<Response, Problem> {
    shown::page(site, session, 0, Pressed { faults, ..Pressed::default() }).await
}
