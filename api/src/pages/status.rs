//! `/r/{rid}`: where the registration stands, and what its applicant may do now.

use poem::http::StatusCode;
use poem::{Response, handler};
use shared::crypto::secret::Secret;
use shared::job::request::PlatformToken;
use shared::registration::status::Refusal;
use shared::registration::store::Found;
use shared::registration::{Proof, Registration};
use shared::token::link;

use super::forms::{self, Fields};
use super::links::{self, Arrival, Visit};
use super::shown::{self, About};
use super::site::Site;
use super::views::{Fault, FaultKind, Field, Live, NameCheck, Notice, Password, Status, Token, Usual, When, Who, Withdraw, Withdrawn};
use crate::desk::settle::{self, Settlement};
use crate::desk::{PasswordChoice, Refused, platform_token, withdraw};
use crate::problem::{Kind, Problem};

mod stage;

#[handler]
pub(super) async fn show(arrival: Arrival) -> Result<Response, Problem> {
    let site = &*arrival.site;
    if let Some(traded) = arrival.trade(links::STATUS).await? {
        return Ok(traded);
    }
    match arrival.visit(links::STATUS).await? {
        // Who reads the address and has not said yes is asked first.
        Ok(visit)
            if visit.asker.link.kind == link::Kind::Applicant
                && matches!(visit.asker.record.proof, Proof::Awaited | Proof::AwaitedBeside | Proof::AwaitedLater) =>
        {
            Ok(arrival.move_to(&visit, links::CONFIRM))
        }
        Ok(visit) => page(site, &visit, Pressed { is_live: true, ..Pressed::default() }).await,
        Err(unknown) => Ok(*unknown.page),
    }
}

#[handler]
pub(super) async fn press(arrival: Arrival, fields: Fields) -> Result<Response, Problem> {
    let site = &*arrival.site;
    let visit = match arrival.visit(links::STATUS).await? {
        Ok(visit) => visit,
        Err(unknown) if unknown.ended_just_now && fields.text("action") == "withdraw-yes" => {
            return site.page(StatusCode::OK, &Withdrawn {});
        }
        Err(unknown) => return Ok(*unknown.page),
    };
    if let Some(stale) = site.believe(&arrival.headers, &visit.path, &visit.token, &fields).await? {
        return Ok(stale);
    }
    match fields.text("action") {
        "choose" => choose(site, visit, fields).await,
        "check" => {
            let checked = shown::check_name(site, arrival.network, &fields, &visit.asker.record).await?;
            let (name_check, faults) = checked.map_or_else(|faults| (None, faults), |check| (Some(check), Vec::new()));
            page(site, &visit, Pressed { fields, name_check, faults, ..Pressed::default() }).await
        }
        "show-password" => page(site, &visit, Pressed { shows_password: true, ..Pressed::default() }).await,
        "saved" => saved(site, visit).await,
        "token" | "revoke-token" => token(site, visit, fields.text("action") == "token").await,
        "withdraw" => {
            let view = Withdraw { rid: visit.asker.record.rid.to_string(), nonce: site.nonce(&visit.path, &visit.token).await? };
            site.page(StatusCode::OK, &view)
        }
        "withdraw-yes" => withdraw(site, visit).await,
        _ => Err(Problem::new(Kind::Invalid)),
    }
}

async fn choose(site: &Site, visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let (alone, name) = (About::of(&visit.asker.record).alone(&fields), fields.name());
    let Some(password) = fields.password(shown::keeps_password(&visit.asker.record)) else {
        let rest = Settlement { username: Some(&name), email: None, password: PasswordChoice::Keep, alone };
        let mut faults = match settle::faults(&site.gate, &visit.asker, rest).await {
            Ok(found) => forms::faults(found),
            Err(refused) => return too_late(site, visit, refused).await,
        };
        faults.push(Fault::new(Field::Password, FaultKind::PasswordMissing));
        return page(site, &visit, Pressed { fields, faults, ..Pressed::default() }).await;
    };
    let wanted = Settlement { username: Some(&name), email: None, password, alone };
    match settle::settle(&site.gate, &visit.asker, wanted).await {
        Ok(_) => Ok(Site::redirect(&visit.path)),
        Err(Refused::Invalid(found)) => {
            let faults = forms::faults(found);
            page(site, &visit, Pressed { fields, faults, ..Pressed::default() }).await
        }
        Err(refused) => too_late(site, visit, refused).await,
    }
}

async fn saved(site: &Site, visit: Visit) -> Result<Response, Problem> {
    let forgets = visit.asker.record.generated().is_some();
    match settle::saved(&site.gate, &visit.asker).await {
        Ok(record) => {
            let mut visit = visit;
            visit.asker.record = record;
            page(site, &visit, Pressed { notice: forgets.then_some(Notice::PasswordSaved), ..Pressed::default() }).await
        }
        Err(refused) => too_late(site, visit, refused).await,
    }
}

async fn token(site: &Site, mut visit: Visit, makes: bool) -> Result<Response, Problem> {
    let asker = &visit.asker;
    let pressed = if makes { platform_token::make(&site.gate, asker).await } else { platform_token::revoke(&site.gate, asker).await };
    let (notice, token) = match pressed {
        Ok(platform_token::Pressed::Made(token, record)) => {
            visit.asker.record = record;
            (None, Some(token))
        }
        Ok(platform_token::Pressed::Revoked(record)) => {
            visit.asker.record = record;
            (Some(Notice::TokenRevoked), None)
        }
        Ok(platform_token::Pressed::Later) => (Some(Notice::TokenLater), None),
        Ok(platform_token::Pressed::Refused) => (Some(Notice::TokenRefused), None),
        Ok(platform_token::Pressed::NotSetUp) => (Some(Notice::TokenNotSetUp), None),
        Err(Refused::Rule(Refusal::Done)) => (Some(Notice::TokenShownBefore), None),
        Err(refused) => return too_late(site, visit, refused).await,
    };
    page(site, &visit, Pressed { token, notice, ..Pressed::default() }).await
}

async fn withdraw(site: &Site, visit: Visit) -> Result<Response, Problem> {
    match withdraw::withdraw(&site.gate, &visit.asker).await {
        // Pressed twice, or gone by itself: what they wanted is so.
        Ok(()) | Err(Refused::Gone) => site.page(StatusCode::OK, &Withdrawn {}),
        Err(refused) => too_late(site, visit, refused).await,
    }
}

/// The rules refused what the page had offered: it moved on meanwhile, and is shown as it is now.
async fn too_late(site: &Site, mut visit: Visit, refused: Refused) -> Result<Response, Problem> {
    match refused {
        Refused::Rule(_) => match site.gate.registrations.load(visit.asker.record.rid).await? {
            Found::Record(record, _) => {
                visit.asker.record = record;
                page(site, &visit, Pressed { notice: Some(Notice::TooLate), ..Pressed::default() }).await
            }
            Found::Nothing | Found::Deleted { .. } => links::ended(site, links::STATUS),
        },
        Refused::Gone => links::ended(site, links::STATUS),
        refused => Err(refused.into()),
    }
}

/// What the last press of a button did.
#[derive(Default)]
struct Pressed {
    fields: Fields,
    name_check: Option<NameCheck>,
    shows_password: bool,
    /// A token that was just made.
    token: Option<PlatformToken>,
    notice: Option<Notice>,
    faults: Vec<Fault>,
    /// No button was pressed: the page shows what every look at it shows, and may follow what happens.
    is_live: bool,
}

impl Pressed {
    fn status(&self) -> StatusCode {
        match self.notice {
            Some(Notice::TooLate | Notice::TokenShownBefore) => StatusCode::CONFLICT,
            _ if self.faults.is_empty() => StatusCode::OK,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// The token's place on the page, where the applicant is offered one.
fn token_part(site: &Site, visit: &Visit, made: Option<PlatformToken>) -> Option<Token> {
    let (asker, locale) = (&visit.asker, site.locale());
    platform_token::is_offered(&site.gate, asker).then_some(())?;
    Some(match (made, asker.record.token_at) {
        (Some(made), _) => Token::Shown { token: made.access_token.expose().into(), scope: made.scope },
        (None, Some(at)) => Token::Made { at: When::new(locale, at) },
        (None, None) => Token::Offered,
    })
}

/// Who decides; how long that usually takes is of interest to those who wait for it, and no page fails for it.
async fn who(site: &Site, record: &Registration) -> Who {
    let common = &site.gate.settings.common;
    let usual = if record.decided_at().is_none() { site.gate.pace.usual().await.ok().flatten() } else { None };
    Who { count: common.moderators.len(), needed: common.approvals, usual: usual.map(Usual::of) }
}

async fn page(site: &Site, visit: &Visit, pressed: Pressed) -> Result<Response, Problem> {
    let record = &*visit.asker.record;
    let locale = site.locale();
    let generated = record.generated().filter(|_| stage::uses_password(site, record) && settle::sees_password(&visit.asker));
    let needed = record.is_processing();
    let shown = |secret: &Secret| Password::Shown { password: secret.expose().into(), needed };
    let password = generated.map(|secret| if pressed.shows_password { shown(secret) } else { Password::Hidden });
    let status = pressed.status();
    let view = Status {
        stage: stage::stage(site, &visit.asker, &pressed.fields, pressed.name_check),
        timeline: stage::timeline(record, locale),
        who: who(site, record).await,
        live: (pressed.is_live && stage::goes_on(record))
            .then(|| Live { events: format!("{}/events", visit.path), version: visit.asker.version }),
        asked: shown::asked(site, record, locale),
        password,
        token: token_part(site, visit, pressed.token),
        notice: pressed.notice,
        may_withdraw: stage::may_withdraw(record),
        nonce: site.nonce(&visit.path, &visit.token).await?,
        faults: pressed.faults,
    };
    site.page(status, &view)
}
