//! The accounts on Mastodon (seed 0): `/generate-token`, `/change-password`, `/forgot-password`.
//!
//! The rule: whatever is true of an address, its caller reads the same bytes at the same time. What that time is, and what is
//! done for whom, is the desk's; here it is only written down.

use std::sync::Arc;

use poem_openapi::payload::Json;
use poem_openapi::types::Password;
use poem_openapi::{ApiResponse, Object, OpenApi, Tags};
use shared::address::EmailAddress;
use shared::job::request::PlatformToken;

use super::member_passwords::{self, PasswordChanged};
use super::registrations::invalid;
use super::sent::{Body, Sent, Text, password};
use crate::desk::passwords::{self, Said};
use crate::desk::{self, Field, What};
use crate::gate::Gate;
use crate::guard::NetworkBlock;
use crate::problem::{Kind, Problem};

/// Where the answers go out at a time of their own.
pub const PATHS: [&str; 3] = ["/generate-token", "/change-password", "/forgot-password"];

/// What everybody hears who did not prove to own an account.
const TOKEN_ACCEPTED: &str = "If an account with this address is open here, the same call with its right password answers its access token. \
     Otherwise look for a letter at this address: it says how to go on.";
/// What everybody hears who forgot a password.
pub(super) const FORGOT_ACCEPTED: &str =
    "If an account with this address is open here, a letter with a link to a new password is on its way.";
/// What everybody hears whose password is not right, or whose address nobody knows.
const DENIED: &str = "Address and password do not belong together.";

/// The routes.
pub struct Mastodon {
    gate: Arc<Gate>,
}

/// What belongs together in the document.
#[derive(Tags)]
enum Tag {
    /// Accounts on Mastodon that this gate made.
    Mastodon,
}

/// Somebody who says to own an account.
#[derive(Object)]
struct Login {
    /// The account's address.
    email: Sent<Text, true>,
    /// Its password.
    password: Sent<Password, true>,
}

/// A password to be changed.
#[derive(Object)]
struct PasswordChange {
    /// The account's address.
    email: Sent<Text, true>,
    /// The password so far.
    old_password: Sent<Password, true>,
    /// The one to come.
    new_password: Sent<Password, true>,
}

/// A forgotten password.
#[derive(Object)]
struct Forgotten {
    /// The account's address.
    email: Sent<Text, true>,
    /// Thrown away unread: whoever follows the letter's link chooses one there.
    new_password: Sent<Password>,
}

/// An access token, as Mastodon's own `/oauth/token` answers it.
#[derive(Object)]
struct Granted {
    /// The account's address.
    email: String,
    /// Its name on the instance.
    username: String,
    /// The token. It never expires by itself.
    access_token: String,
    /// `Bearer`.
    token_type: String,
    /// What it allows, separated by spaces.
    scope: String,
    /// Since when, in seconds since 1970.
    created_at: i64,
}

/// A sentence.
#[derive(Object)]
pub(super) struct Message {
    /// What there is to say.
    msg: String,
}

impl Message {
    pub(super) fn new(msg: &str) -> Json<Self> {
        Json(Self { msg: msg.to_owned() })
    }
}

/// The answer to somebody who wants a token.
#[derive(ApiResponse)]
enum TokenAnswer {
    /// Address and password are right.
    #[oai(status = 200)]
    Token(Json<Granted>),
    /// Everything else, always in these words.
    #[oai(status = 202)]
    Accepted(Json<Message>),
}

/// The answer to a forgotten password.
#[derive(ApiResponse)]
enum ForgotAnswer {
    /// Always, in these words.
    #[oai(status = 202)]
    Accepted(Json<Message>),
}

#[OpenApi(tag = "Tag::Mastodon")]
impl Mastodon {
    /// Answers the access token of whoever knows address and password; an address that nobody knows becomes a registration.
    #[oai(path = "/generate-token", method = "post")]
    async fn generate_token(&self, network: NetworkBlock, body: Body<Login>) -> Result<TokenAnswer, Problem> {
        let body = body.read()?;
        let mut wrong = Vec::new();
        let email = body.email.text("email", &mut wrong);
        let password = password(body.password, "password", &mut wrong);
        let (Some(email), Some(password)) = (&email, password) else {
            return Err(invalid(wrong, passwords::faults(&self.gate, network, email.as_deref(), None).await?));
        };
        self.may_work(email)?;
        token_answer(passwords::sign_in(&self.gate, network, email, &password).await?)
    }

    /// Changes the password of whoever knows the one so far.
    #[oai(path = "/change-password", method = "post")]
    async fn change_password(&self, network: NetworkBlock, body: Body<PasswordChange>) -> Result<Json<PasswordChanged>, Problem> {
        let body = body.read()?;
        let mut wrong = Vec::new();
        let email = body.email.text("email", &mut wrong);
        let old = password(body.old_password, "old_password", &mut wrong);
        let new = password(body.new_password, "new_password", &mut wrong);
        let (Some(email), Some(old), Some(new)) = (&email, old, &new) else {
            return Err(invalid(wrong, passwords::faults(&self.gate, network, email.as_deref(), new.as_ref()).await?));
        };
        self.may_work(email)?;
        change_answer(passwords::change(&self.gate, network, email, &old, new).await?)
    }

    /// Mails a link to a new password, where the address has an account of this gate.
    #[oai(path = "/forgot-password", method = "post")]
    async fn forgot_password(&self, network: NetworkBlock, body: Body<Forgotten>) -> Result<ForgotAnswer, Problem> {
        let body = body.read()?;
        // Whoever does not own the address could have sent it.
        drop(password(body.new_password, "new_password", &mut Vec::new()));
        let mut wrong = Vec::new();
        let Some(email) = body.email.text("email", &mut wrong) else { return Err(Problem::invalid(wrong)) };
        forgot_answer(passwords::forgot(&self.gate, network, &email).await?)
    }
}

impl Mastodon {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }

    /// Where this gate is not set up for it, that is said to everybody whose body is whole.
    fn may_work(&self, email: &str) -> Result<(), Problem> {
        let Some(setting) = passwords::missing_setting(&self.gate) else { return Ok(()) };
        let address = passwords::address(Some(email)).map_err(|what| Problem::invalid(vec![desk::Fault::new(Field::Email, what).into()]));
        address.and_then(|_| Err(not_set_up(setting)))
    }
}

fn token_answer(said: Said) -> Result<TokenAnswer, Problem> {
    match said {
        Said::Token(email, token) => Ok(TokenAnswer::Token(Json(access_token(&email, &token)))),
        Said::Accepted => Ok(TokenAnswer::Accepted(Message::new(TOKEN_ACCEPTED))),
        said => Err(otherwise(said)),
    }
}

fn access_token(email: &EmailAddress, token: &PlatformToken) -> Granted {
    Granted {
        email: email.as_str().to_owned(),
        username: token.username.clone(),
        access_token: token.access_token.expose().to_owned(),
        token_type: "Bearer".to_owned(),
        scope: token.scope.clone(),
        created_at: token.created_at,
    }
}

fn change_answer(said: Said) -> Result<Json<PasswordChanged>, Problem> {
    match said {
        Said::Changed(doors) => Ok(member_passwords::changed(&doors)),
        said => Err(otherwise(said)),
    }
}

fn forgot_answer(said: Said) -> Result<ForgotAnswer, Problem> {
    match said {
        Said::Accepted => Ok(ForgotAnswer::Accepted(Message::new(FORGOT_ACCEPTED))),
        said => Err(otherwise(said)),
    }
}

/// The refusals.
fn otherwise(said: Said) -> Problem {
    match said {
        Said::Denied => Problem::new(Kind::Unauthorized).with_detail(DENIED),
        Said::PasswordRefused => Problem::invalid(vec![desk::Fault::new(Field::NewPassword, What::PasswordRefused).into()]),
        Said::NotSetUp(setting) => not_set_up(&setting),
        Said::Away => Problem::new(Kind::Unavailable),
        // Good news of another route: none of them comes this way.
        Said::Token(..) | Said::Changed(_) | Said::Accepted => Problem::new(Kind::Internal),
    }
}

fn not_set_up(setting: &str) -> Problem {
    Problem::new(Kind::NotImplemented).with_detail(format!("This gate is not set up for it: its operator would have to change {setting}."))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]

    use poem::http::{HeaderMap, StatusCode};
    use poem::{IntoResponse, Response};
    use shared::member::CopyState;
    use shared::platform::Platform;
    use uuid::Uuid;

    use shared::crypto::secret::Secret;

    use super::*;

    /// What goes over the wire but the request's id.
    async fn wire(answer: Result<impl IntoResponse, Problem>) -> (StatusCode, HeaderMap, String) {
        match answer {
            Ok(answer) => {
                let response: Response = answer.into_response();
                let (parts, body) = response.into_parts();
                (parts.status, parts.headers, body.into_string().await.unwrap())
            }
            Err(problem) => {
                let headers = problem.clone().into_response().headers().clone();
                (problem.kind.status(), headers, problem.body(Uuid::nil()))
            }
        }
    }

    #[tokio::test]
    async fn the_token_has_the_fields_that_clients_of_mastodon_know() {
        let token = PlatformToken {
            access_token: Secret::new("an-access-token"),
            scope: "read write".to_owned(),
            created_at: 1_763_672_640,
            username: "ada".to_owned(),
        };
        let answer = token_answer(Said::Token("ada@example.org".parse().unwrap(), token));
        let (status, _, body) = wire(answer).await;
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let expected = serde_json::json!({"email": "ada@example.org", "username": "ada", "access_token": "an-access-token",
            "token_type": "Bearer", "scope": "read write", "created_at": 1_763_672_640});
        assert_eq!((status, body), (StatusCode::OK, expected));
        let (status, _, body) = wire(change_answer(Said::Changed([(Platform::Mastodon, CopyState::Done)].into()))).await;
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let expected = serde_json::json!({"msg": "Password changed successfully", "doors": {"mastodon": "done"}});
        assert_eq!((status, body), (StatusCode::OK, expected));
    }

    #[tokio::test]
    async fn t9_whoever_is_not_the_owner_reads_the_same_bytes() {
        use shared::job::request::Answer::{Denied, Stranger, Unknown};
        let token = async |answer| wire(token_answer(passwords::signed_in(answer, "ada@example.org".parse().unwrap()))).await;
        let change = async |answer| wire(change_answer(passwords::changed(answer))).await;
        assert_eq!(token(Some(Denied)).await, token(Some(Stranger)).await);
        assert_eq!(token(Some(Denied)).await.0, StatusCode::ACCEPTED);
        assert_eq!(change(Some(Denied)).await, change(Some(Stranger)).await);
        assert_eq!(change(Some(Denied)).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(token(None).await, token(Some(Unknown)).await);
        assert_eq!(change(None).await, token(None).await);
        assert!(token(None).await.1.contains_key("retry-after"));
    }

    #[tokio::test]
    async fn what_is_missing_is_named() {
        let missing = || Said::NotSetUp("GATELODGE_MASTODON_CLIENT_ID".to_owned());
        for problem in [token_answer(missing()).err().unwrap(), change_answer(missing()).err().unwrap()] {
            assert_eq!(problem.kind.status(), StatusCode::NOT_IMPLEMENTED);
            assert!(problem.detail.contains("GATELODGE_MASTODON_CLIENT_ID"));
        }
    }
}
