//! Members (seeds 1, 3, 4): `/auth/register`, `/users`, `/users/{id}`, `/users/me`.
//!
//! The rule: registering here is asking to be let in like on any other road, with a name left to be chosen later; nobody learns
//! whether an address is known.

use std::sync::Arc;

use poem::http::HeaderMap;
use poem_openapi::param::{Header, Path};
use poem_openapi::payload::Json;
use poem_openapi::types::Password;
use poem_openapi::{ApiResponse, Object, OpenApi, Tags};
use shared::crypto::secret::Secret;
use shared::member::Member;
use shared::settings::BoardAudience;

use super::answers::Withdrawal;
use super::registrations::{invalid, key};
use super::sent::{Body, Sent, Text, password};
use crate::credentials::bearer::{AccessToken, MaybeToken, SignedIn, not_validated};
use crate::desk::apply::{self, Applied, Context, NewRegistration};
use crate::desk::{Field, Refused, What, members};
use crate::gate::Gate;
use crate::guard::NetworkBlock;
use crate::problem::{Fault, Problem};

/// The routes.
pub struct Members {
    gate: Arc<Gate>,
}

/// What belongs together in the document.
#[derive(Tags)]
enum Tag {
    /// Who was let in.
    Members,
}

/// Somebody who registers, as seed 4 has it.
#[derive(Object)]
struct Register {
    /// Where letters go.
    email: Sent<Text, true>,
    /// The password to sign in with.
    password: Sent<Password, true>,
    /// The name to sign in with: `a-z`, `0-9` and `_`, at most 30.
    username: Sent<Text>,
}

/// Somebody who registers, as seeds 1 and 3 have it.
#[derive(Object)]
struct NewUser {
    /// The name to sign in with: `a-z`, `0-9` and `_`, at most 30.
    user_id: Sent<Text>,
    /// Where letters go.
    email: Sent<Text, true>,
    /// The password to sign in with.
    password: Sent<Password, true>,
}

/// A registration that was made.
#[derive(Object)]
struct Registered {
    /// `user created`.
    msg: String,
    /// The registration.
    rid: String,
    /// Its token. Answered here and never again.
    token: String,
    /// `pending`.
    status: String,
}

/// A registration that was made, as a user.
#[derive(Object)]
struct CreatedUser {
    /// The member's identifier, once they are let in: the registration's.
    id: String,
    /// The name to sign in with.
    user_id: Option<String>,
    /// The address.
    email: String,
    /// When it was made.
    created_at: String,
    /// `pending`.
    status: String,
    /// The registration.
    rid: String,
    /// Its token. Answered here and never again.
    token: String,
}

/// A member, as others see them.
#[derive(Object)]
#[oai(rename = "User")]
struct Other {
    /// Its identifier.
    id: String,
    /// The name that it signs in with.
    user_id: Option<String>,
    /// Since when.
    created_at: String,
}

/// A member, as they see themselves.
#[derive(Object)]
struct Me {
    /// Its identifier.
    id: String,
    /// The name that it signs in with.
    user_id: Option<String>,
    /// The address.
    email: Option<String>,
    /// Since when.
    created_at: String,
}

/// Somebody who leaves.
#[derive(Object)]
struct Leaving {
    /// Their password.
    password: Sent<Password, true>,
}

/// The answer to `/auth/register`.
#[derive(ApiResponse)]
enum Registration {
    /// It was made.
    #[oai(status = 201)]
    Created(
        Json<Registered>,
        /// Where it is.
        #[oai(header = "Location")]
        String,
    ),
}

/// The answer to `/users`.
#[derive(ApiResponse)]
enum Creation {
    /// It was made.
    #[oai(status = 201)]
    Created(
        Json<CreatedUser>,
        /// Where it is.
        #[oai(header = "Location")]
        String,
    ),
}

#[OpenApi(tag = "Tag::Members")]
impl Members {
    /// Asks to be let in, to sign in once approved.
    #[oai(path = "/auth/register", method = "post")]
    async fn register(
        &self,
        network: NetworkBlock,
        headers: &HeaderMap,
        /// Makes a repeat harmless: 22 to 255 visible characters, random, kept for repeats of the same body.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Body<Register>,
    ) -> Result<Registration, Problem> {
        let (body, mut wrong) = (body.read()?, Vec::new());
        let email = body.email.text("email", &mut wrong);
        let user_id = body.username.text("username", &mut wrong);
        let sent = newcomer(email, user_id, password(body.password, "password", &mut wrong));
        let applied = self.apply(network, key(headers, &idempotency_key), sent, (wrong, "/username")).await?;
        let status = "pending".to_owned();
        let (rid, token) = (applied.record.rid.to_string(), applied.token.expose().to_owned());
        Ok(Registration::Created(Json(Registered { msg: "user created".to_owned(), rid, token, status }), location(&applied)))
    }

    /// Asks to be let in, to sign in once approved. 409 where somebody has the `user_id`.
    #[oai(path = "/users", method = "post")]
    async fn create(
        &self,
        network: NetworkBlock,
        headers: &HeaderMap,
        /// Makes a repeat harmless: 22 to 255 visible characters, random, kept for repeats of the same body.
        #[oai(name = "Idempotency-Key")]
        idempotency_key: Header<Option<String>>,
        body: Body<NewUser>,
    ) -> Result<Creation, Problem> {
        let (body, mut wrong) = (body.read()?, Vec::new());
        let user_id = body.user_id.text("user_id", &mut wrong);
        let email = body.email.text("email", &mut wrong);
        let sent = newcomer(email, user_id, password(body.password, "password", &mut wrong));
        let applied = self.apply(network, key(headers, &idempotency_key), sent, (wrong, "/user_id")).await?;
        let record = &applied.record;
        let created = CreatedUser {
            id: record.rid.to_string(),
            user_id: record.user_id.as_ref().map(|held| held.name.as_str().to_owned()),
            email: record.application.email.as_ref().map_or_else(String::new, |contact| contact.address.as_str().to_owned()),
            created_at: record.created_at.to_string(),
            status: "pending".to_owned(),
            rid: record.rid.to_string(),
            token: applied.token.expose().to_owned(),
        };
        Ok(Creation::Created(Json(created), location(&applied)))
    }

    /// Shows the member who asks.
    #[oai(path = "/users/me", method = "get")]
    async fn me(&self, token: AccessToken) -> Result<Json<Me>, Problem> {
        let SignedIn { member, .. } = SignedIn::by_token(&self.gate, &token).await?;
        let Other { id, user_id, created_at } = Other::of(&member);
        let email = member.contact.as_ref().map(|contact| contact.address.as_str().to_owned());
        Ok(Json(Me { id, user_id, email, created_at }))
    }

    /// The member who asks leaves for good: sessions end at once. Accounts on the platforms stay.
    #[oai(path = "/users/me", method = "delete")]
    async fn leave(&self, network: NetworkBlock, token: AccessToken, body: Body<Leaving>) -> Result<Withdrawal, Problem> {
        let signed_in = SignedIn::by_token(&self.gate, &token).await?;
        let (body, mut wrong) = (body.read()?, Vec::new());
        let Some(password) = password(body.password, "password", &mut wrong) else { return Err(Problem::invalid(wrong)) };
        members::leave(&self.gate, network, &signed_in, &password).await?;
        Ok(Withdrawal::Done)
    }

    /// Shows a member, by identifier or sign-in name: to members, or to everybody where the board is public.
    #[oai(path = "/users/:id", method = "get")]
    async fn show(&self, token: MaybeToken, id: Path<String>) -> Result<Json<Other>, Problem> {
        let asker = SignedIn::if_shown(&self.gate, &token).await?;
        if asker.is_none() && self.gate.settings.members.board == BoardAudience::Members {
            return Err(not_validated());
        }
        Ok(Json(Other::of(&*members::find(&self.gate, &id).await?)))
    }
}

impl Members {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }

    /// Makes the registration; what is wrong with the sign-in name is told where this route has it.
    async fn apply(
        &self,
        network: NetworkBlock,
        idempotency_key: Option<&str>,
        sent: NewRegistration,
        (wrong, user_id): (Vec<Fault>, &str),
    ) -> Result<Applied, Problem> {
        let context = Context { idempotency_key, network, from_page: false, is_counted: false };
        let told =
            |problem: Problem| Problem { faults: problem.faults.into_iter().map(|fault| placed(fault, user_id)).collect(), ..problem };
        // Elsewhere one may do without an address; whoever signs in may have to reset a password.
        let has_no_address = sent.email.as_deref().is_some_and(|email| email.trim().is_empty());
        if !wrong.is_empty() || has_no_address {
            let mut further = apply::faults(&self.gate, &sent, context).await?;
            further.extend(has_no_address.then(|| crate::desk::Fault::new(Field::Email, What::EmailMissing)));
            further.dedup();
            return Err(told(invalid(wrong, further)));
        }
        apply::apply(&self.gate, &sent, context).await.map_err(|refused: Refused| told(refused.into()))
    }
}

/// A registration whose account is made at the approval, under a name still to be chosen.
fn newcomer(email: Option<String>, user_id: Option<String>, password: Option<Secret>) -> NewRegistration {
    NewRegistration { email, user_id, password, on_approval: true, is_name_open: true, ..NewRegistration::default() }
}

/// The fault under the name that this route has for the sign-in name.
fn placed(fault: Fault, user_id: &str) -> Fault {
    if fault.pointer == "/user_id" { Fault { pointer: user_id.to_owned(), ..fault } } else { fault }
}

fn location(applied: &Applied) -> String {
    format!("/registrations/{}", applied.record.rid)
}

impl Other {
    fn of(member: &Member) -> Self {
        Self {
            id: member.id.to_string(),
            user_id: member.user_id.as_ref().map(|held| held.name.as_str().to_owned()),
            created_at: member.created_at.to_string(),
        }
    }
}
