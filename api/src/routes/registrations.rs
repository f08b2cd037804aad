//! The registrations (seed 2): `/registrations`, `/registrations/{rid}`, `/registrations/names`.

use std::collections::BTreeMap;
use std::sync::Arc;

use poem::http::HeaderMap;
use poem_openapi::auth::Basic;
use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::types::Password;
use poem_openapi::{Object, OpenApi, SecurityScheme, Tags};
use shared::crypto::secret::Secret;
use shared::platform::Platform;
use shared::registration::Registration;
use shared::registration::ballot::Choice;
use shared::token::link::Kind;
use shared::token::nonce;

use super::answers::{Creation, Made, NameWord, Own, Review, Seen, Withdrawal};
use super::sent::{Body, Sent, Text};
use crate::credentials::{self, Asker, Presented};
use crate::desk::apply::{self, Context, NewRegistration};
use crate::desk::names::Availability;
use crate::desk::settle::{self, Settlement};
use crate::desk::{PasswordChoice, decide, names, withdraw};
use crate::gate::Gate;
use crate::guard::{NetworkBlock, require_same_origin};
use crate::problem::{self, Fault, Problem};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The page whose nonce lets the form ask about names.
const FORM: &str = "/";

/// The routes.
pub struct Registrations {
    gate: Arc<Gate>,
}

/// What belongs together in the document.
#[derive(Tags)]
enum Tag {
    /// One person's request to be let in.
    Registrations,
}

/// The registration's rid as user, a token of it as password.
#[derive(SecurityScheme)]
#[oai(ty = "basic", rename = "token")]
struct Token(Basic);

impl Token {
    fn presented(self) -> Presented {
        Presented::basic(self.0.username, self.0.password)
    }
}

/// A token, or none.
#[derive(SecurityScheme)]
enum TokenOrForm {
    /// A token of any registration.
    Token(Token),
    /// Nothing that can be read: then the form must show its nonce.
    #[oai(fallback)]
    Form,
}

/// A registration to be made. Everything is optional; null is as good as absent.
#[derive(Object)]
struct Application {
    /// Where letters go. Without one, rid and token are the only way back.
    email: Sent<Text>,
    /// The name wished for: `a-z`, `0-9` and `_`, at most 30.
    username: Sent<Text>,
    /// Why they want to join, at most 1000 characters.
    reason: Sent<Text>,
    /// The doors asked for; absent, all that are open, without Mastodon where there is no address. Mastodon needs one.
    services: Sent<Vec<Text>>,
    /// The language of letters and pages, as a language tag.
    locale: Sent<Text>,
    /// Answers to the operator's questions: by the question's text, or its number from 1. At most 500 characters each.
    answers: Sent<BTreeMap<String, Option<Text>>>,
    /// Whether the account is made at the approval itself; needs `username`.
    on_approval: Sent<bool>,
    /// The password for it; without one, one is made.
    password: Sent<Password>,
}

/// A moderator's vote.
#[derive(Object)]
struct Ballot {
    /// `approved` or `rejected`.
    status: Sent<Text, true>,
    /// Words for the applicant with a rejection, at most 1000 characters.
    message: Sent<Text>,
    /// Whether the applicant gets a letter about a rejection; where it is absent, they do. The words stand on their page, too.
    letter: Sent<bool>,
}

/// What accounts are made with.
#[derive(Object)]
struct Accounts {
    /// `processing`. Alone, it is about Matrix alone where that failed.
    matrix_status: Sent<Text>,
    /// `processing`. Alone, it is about Mastodon alone where that failed.
    mastodon_status: Sent<Text>,
    /// The name, on every door that is meant and not done.
    username: Sent<Text, true>,
    /// Absent or the registration's own; where there was none, it is asked to confirm.
    email: Sent<Text>,
    /// The password; without one, one is made.
    password: Sent<Password>,
}

/// A name to be looked at.
#[derive(Object)]
struct NameQuestion {
    /// The name.
    username: Sent<Text, true>,
    /// On these doors; absent, on all that are open.
    services: Sent<Vec<Text>>,
    /// The nonce of the form, for whoever has no token.
    nonce: Sent<Text>,
}

#[OpenApi(tag = "Tag::Registrations")]
impl Registrations {
    /// Asks to be let in.
    #[oai(path = "/registrations", method = "post")]
    async fn apply(
        &self,
        network: NetworkBlock,
        headers: &HeaderMap,
        /// Makes a repeat harmless: 22 to 255 visible characters, random, kept for repeats of the same body.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Body<Application>,
    ) -> Result<Creation, Problem> {
        let idempotency_key = key(headers, &idempotency_key);
        let context = Context { idempotency_key, network, from_page: false, is_counted: false };
        let mut wrong = Vec::new();
        let sent = body.read()?.into_sent(&mut wrong);
        if !wrong.is_empty() {
            let further = apply::faults(&self.gate, &sent, context).await?;
            return Err(invalid(wrong, further));
        }
        let applied = apply::apply(&self.gate, &sent, context).await?;
        let location = format!("/registrations/{}", applied.record.rid);
        Ok(Creation::Created(Json(Made::of(&applied)), location))
    }

    /// Shows a registration as whoever asks may see it.
    #[oai(path = "/registrations/:rid", method = "get")]
    async fn show(&self, network: NetworkBlock, token: Token, rid: Path<String>) -> Result<Json<Seen>, Problem> {
        let asker = self.who(network, token, &rid, credentials::ANY).await?;
        Ok(Json(match asker.link.kind {
            Kind::Moderator => Seen::Review(self.review(&asker.record, &asker).await?),
            Kind::Caller | Kind::Applicant => Seen::Own(Own::of_asker(&asker)),
            Kind::Reset | Kind::Queue => return Err(Problem::new(problem::Kind::Forbidden)),
        }))
    }

    /// Votes, as a moderator.
    #[oai(path = "/registrations/:rid", method = "put")]
    async fn vote(&self, network: NetworkBlock, token: Token, rid: Path<String>, body: Body<Ballot>) -> Result<Json<Review>, Problem> {
        let asker = self.who(network, token, &rid, credentials::MODERATOR).await?;
        let body = body.read()?;
        let mut wrong = Vec::new();
        let choice = match body.status.text("status", &mut wrong).as_deref() {
            Some("approved") => Some(Choice::Approve),
            Some("rejected") => Some(Choice::Reject),
            Some(_) => {
                wrong.push(Fault::new("/status", "It is neither approved nor rejected."));
                None
            }
            None => None,
        };
        let message = body.message.text("message", &mut wrong);
        let letter = body.letter.take("letter", &mut wrong).unwrap_or(true);
        let Some(choice) = choice.filter(|_| wrong.is_empty()) else {
            return Err(invalid(wrong, decide::fault(message.as_deref()).into_iter().collect()));
        };
        let record = decide::vote(&self.gate, &asker, choice, message.as_deref(), letter).await?;
        Ok(Json(self.review(&record, &asker).await?))
    }

    /// Chooses name and password, as the applicant, once approved: the accounts are then made.
    #[oai(path = "/registrations/:rid", method = "patch")]
    async fn settle(&self, network: NetworkBlock, token: Token, rid: Path<String>, body: Body<Accounts>) -> Result<Json<Own>, Problem> {
        let asker = self.who(network, token, &rid, credentials::OWN).await?;
        let mut wrong = Vec::new();
        let sent = body.read()?.into_sent(&asker.record, &mut wrong);
        let (username, email) = (sent.username.as_deref(), sent.email.as_deref());
        let wanted = Settlement { username, email, password: sent.password, alone: sent.alone };
        if !wrong.is_empty() {
            let further = settle::faults(&self.gate, &asker, wanted).await?;
            return Err(invalid(wrong, further));
        }
        let record = settle::settle(&self.gate, &asker, wanted).await?;
        Ok(Json(Own::of(&record, settle::sees_password(&asker))))
    }

    /// Withdraws, as the applicant or the caller.
    #[oai(path = "/registrations/:rid", method = "delete")]
    async fn withdraw(&self, network: NetworkBlock, token: Token, rid: Path<String>) -> Result<Withdrawal, Problem> {
        withdraw::with_credentials(&self.gate, network, &rid, Some(&token.presented())).await?;
        Ok(Withdrawal::Done)
    }

    /// Says whether a name is free: to whoever holds a token of a registration, or has the form open.
    #[oai(path = "/registrations/names", method = "post")]
    async fn name(
        &self,
        network: NetworkBlock,
        headers: &HeaderMap,
        token: TokenOrForm,
        body: Body<NameQuestion>,
    ) -> Result<Json<NameWord>, Problem> {
        let asker = match token {
            TokenOrForm::Token(token) => {
                let rid = token.0.username.clone();
                Some(self.who(network, token, &rid, credentials::ANY).await?)
            }
            TokenOrForm::Form => None,
        };
        let body = match body.read() {
            Err(_) if asker.is_none() => return Err(Problem::new(problem::Kind::Unauthorized)),
            body => body?,
        };
        let mut wrong = Vec::new();
        let nonce = body.nonce.text("nonce", &mut wrong);
        if asker.is_none() {
            self.believe_form(headers, nonce.as_deref()).await?;
        }
        let username = body.username.text("username", &mut wrong);
        let services = body.services.texts("services", &mut wrong);
        let Some(username) = username.clone().filter(|_| wrong.is_empty()) else {
            return Err(invalid(wrong, names::faults(&self.gate, username.as_deref(), services.as_deref())));
        };
        let mine = asker.as_ref().map(|asker| &*asker.record);
        let available = match names::check(&self.gate, network, &username, services.as_deref(), mine).await?.word() {
            Availability::Free => Some(true),
            Availability::Taken => Some(false),
            Availability::Unknown | Availability::Untold => None,
        };
        Ok(Json(NameWord { username, available }))
    }
}

impl Registrations {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }

    async fn who(&self, network: NetworkBlock, token: Token, rid: &str, allowed: &[Kind]) -> Result<Asker, Problem> {
        Ok(credentials::who(&self.gate, network, rid, Some(&token.presented()), allowed).await?)
    }

    async fn review(&self, record: &Registration, moderator: &Asker) -> Result<Review, Problem> {
        let (_, terms) = self.gate.known().await?;
        Ok(Review::of(record, decide::votes(terms, record, moderator.link.subject)))
    }

    /// Whether a question comes from our own form.
    async fn believe_form(&self, headers: &HeaderMap, nonce: Option<&str>) -> Result<(), Problem> {
        let nonce = nonce.ok_or(Problem::new(problem::Kind::Unauthorized))?;
        require_same_origin(headers, &self.gate.settings.common.public_url)?;
        let roots = self.gate.roots().await?;
        let today = crate::desk::day(self.gate.clock.now());
        if nonce::holds(&roots, nonce, FORM, "", today) { Ok(()) } else { Err(Problem::new(problem::Kind::CrossSite)) }
    }
}

impl Application {
    fn into_sent(self, wrong: &mut Vec<Fault>) -> NewRegistration {
        NewRegistration {
            email: self.email.text("email", wrong),
            username: self.username.text("username", wrong),
            user_id: None,
            reason: self.reason.text("reason", wrong),
            services: self.services.texts("services", wrong),
            locale: self.locale.text("locale", wrong),
            answers: self.answers.take("answers", wrong).into_iter().flatten().filter_map(|(key, answer)| Some((key, answer?.0))).collect(),
            on_approval: self.on_approval.take("on_approval", wrong).unwrap_or(false),
            is_name_open: false,
            password: self.password.take("password", wrong).map(|Password(password)| Secret::new(password)),
        }
    }
}

/// A settlement as it was sent.
struct SentAccounts {
    username: Option<String>,
    email: Option<String>,
    password: PasswordChoice,
    /// The only door whose status was sent.
    alone: Option<Platform>,
}

impl Accounts {
    fn into_sent(self, record: &Registration, wrong: &mut Vec<Fault>) -> SentAccounts {
        let matrix = self.matrix_status.text("matrix_status", wrong);
        let mastodon = self.mastodon_status.text("mastodon_status", wrong);
        let asked = [(matrix, Platform::Matrix), (mastodon, Platform::Mastodon)];
        for (word, platform) in asked.iter().filter_map(|(word, platform)| Some((word.as_deref()?, *platform))) {
            if word != "processing" {
                wrong.push(Fault::new(format!("/{platform}_status"), "The only status that can be asked for is processing."));
            } else if !record.application.services.contains(platform) {
                wrong.push(Fault::new(format!("/{platform}_status"), "The registration did not ask for this service."));
            }
        }
        let alone = match &asked {
            [(None, _), (None, _)] => {
                if wrong.is_empty() {
                    wrong.push(Fault::new("/matrix_status", "Say processing for a service, so that its account is made."));
                }
                None
            }
            [(Some(_), platform), (None, _)] | [(None, _), (Some(_), platform)] => Some(*platform),
            [(Some(_), _), (Some(_), _)] => None,
        };
        SentAccounts {
            username: self.username.text("username", wrong),
            email: self.email.text("email", wrong),
            password: match self.password.take("password", wrong) {
                Some(Password(password)) => PasswordChoice::Typed(Secret::new(password)),
                None => PasswordChoice::Keep,
            },
            alone,
        }
    }
}

/// The key that makes a repeat harmless. One that is not text, or one of several, must not be passed over: its caller counts on
/// it.
pub(super) fn key<'a>(headers: &HeaderMap, sent: &'a Header<Option<String>>) -> Option<&'a str> {
    let unreadable = || headers.contains_key(IDEMPOTENCY_KEY).then_some("");
    let only = headers.get_all(IDEMPOTENCY_KEY).iter().count() < 2;
    sent.0.as_deref().filter(|_| only).or_else(unreadable)
}

/// Faults of types and faults of content together. What is absent or of a wrong type was said already.
pub(super) fn invalid(mut wrong: Vec<Fault>, mut further: Vec<crate::desk::Fault>) -> Problem {
    further.retain(|fault| !wrong.iter().any(|known| known.pointer == fault.pointer()));
    wrong.extend(further.into_iter().map(Fault::from));
    Problem::invalid(wrong)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use poem_openapi::types::ParseFromJSON;
    use serde_json::json;
    use shared::registration::status::Hearing;

    use super::*;
    use crate::desk::tests::{both_doors, record, record_of};

    #[test]
    fn one_status_alone_is_about_that_door_alone() {
        let both = record_of(&both_doors(&[]), Hearing::AtOnceAndLetter { letter: true });
        let read = |record: &Registration, body: serde_json::Value| {
            let mut wrong = Vec::new();
            let sent = Accounts::parse_from_json(Some(body)).ok().unwrap().into_sent(record, &mut wrong);
            (sent.alone, wrong.into_iter().map(|fault| fault.pointer).collect::<Vec<_>>())
        };
        let (matrix, mastodon) =
            (json!({"matrix_status": "processing", "username": "ada"}), json!({"mastodon_status": "processing", "username": "ada"}));
        let all = json!({"matrix_status": "processing", "mastodon_status": "processing", "username": "ada"});
        assert_eq!(read(&both, matrix.clone()), (Some(Platform::Matrix), vec![]));
        assert_eq!(read(&both, mastodon.clone()), (Some(Platform::Mastodon), vec![]));
        assert_eq!(read(&both, all), (None, vec![]));
        assert_eq!(read(&both, json!({"username": "ada"})).1, ["/matrix_status"]);
        assert_eq!(read(&both, json!({"mastodon_status": "success", "username": "ada"})).1, ["/mastodon_status"]);
        assert_eq!(read(&record(), mastodon).1, ["/mastodon_status"], "nobody asked for it");
    }
}
