//! A member's password: `/auth/change-password`, `/auth/forgot-password` (seed 4).
//!
//! The rule: a link's token stands in for being signed in and for the password so far, and does nothing else. Whichever way a
//! token is not good, its caller reads the same. What is changed where is the desk's.

use std::sync::Arc;

use poem_openapi::payload::Json;
use poem_openapi::types::Password;
use poem_openapi::{ApiResponse, Object, OpenApi, Tags};
use shared::crypto::secret::Secret;
use shared::member::CopyState;
use shared::platform::Platform;

use super::mastodon::{FORGOT_ACCEPTED, Message};
use super::registrations::invalid;
use super::sent::{Body, Sent, Text, password};
use crate::credentials::bearer::{MaybeToken, SignedIn, not_validated};
use crate::desk::{self, Field, forgot, member_passwords, reset};
use crate::gate::Gate;
use crate::guard::NetworkBlock;
use crate::problem::{Kind, Problem};

/// The routes.
pub struct MemberPasswords {
    gate: Arc<Gate>,
}

/// What belongs together in the document.
#[derive(Tags)]
enum Tag {
    /// Passwords of members.
    Passwords,
}

/// A password to be changed: by the token of a letter's link, or signed in and by the one so far.
#[derive(Object)]
struct MemberPasswordChange {
    /// The token of the link in a letter: nothing else is needed then.
    token: Sent<Password>,
    /// The password so far, of whoever is signed in.
    old_password: Sent<Password>,
    /// The one to come.
    new_password: Sent<Password, true>,
}

/// Somebody who forgot their password.
#[derive(Object)]
struct MemberForgot {
    /// The address to sign in with.
    email: Sent<Text, true>,
}

/// A password that was changed.
#[derive(Object)]
pub struct PasswordChanged {
    /// `Password changed successfully`.
    msg: String,
    /// What became of it on each door with an account.
    doors: Doors,
}

/// What became of a password on each door: `done`, `later` (the door is away and gets it within 7 days), or `by_hand` (a letter
/// says how).
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Doors {
    /// On Matrix, where there is an account.
    matrix: Option<String>,
    /// On Mastodon, where there is an account.
    mastodon: Option<String>,
}

/// The answer to a forgotten password.
#[derive(ApiResponse)]
enum ForgotAnswer {
    /// The link's token, where this gate is set up to answer it: never where others can reach it.
    #[oai(status = 200)]
    Token(Json<ResetToken>),
    /// Otherwise always, in these words.
    #[oai(status = 202)]
    Accepted(Json<Message>),
}

/// What the letter's link would carry.
#[derive(Object)]
struct ResetToken {
    /// Good once, for half an hour; for an address that nobody has it opens nothing.
    reset_token: String,
}

#[OpenApi(tag = "Tag::Passwords")]
impl MemberPasswords {
    /// Changes a password: of whoever is signed in and knows the one so far, or by the token of a link. Ends all sessions.
    #[oai(path = "/auth/change-password", method = "post")]
    async fn change_member_password(
        &self,
        network: NetworkBlock,
        shown: MaybeToken,
        body: Body<MemberPasswordChange>,
    ) -> Result<Json<PasswordChanged>, Problem> {
        match body.read() {
            Ok(MemberPasswordChange { token: token @ (Sent::Is(_) | Sent::Wrong), new_password, .. }) => {
                self.by_link(network, token, new_password).await
            }
            body => {
                // Who asks is judged before what was sent.
                let signed_in = SignedIn::if_shown(&self.gate, &shown).await?.ok_or_else(not_validated)?;
                self.by_old_password(network, &signed_in, body?).await
            }
        }
    }

    /// Mails a link to a new password, where somebody signs in with the address.
    #[oai(path = "/auth/forgot-password", method = "post")]
    async fn forgot_member_password(&self, network: NetworkBlock, body: Body<MemberForgot>) -> Result<ForgotAnswer, Problem> {
        let mut wrong = Vec::new();
        let Some(email) = body.read()?.email.text("email", &mut wrong) else { return Err(Problem::invalid(wrong)) };
        let is_answered = self.gate.settings.members.return_reset_token;
        Ok(match forgot::ask(&self.gate, network, &email, self.gate.settings.common.locale, is_answered).await? {
            Some(reset_token) => ForgotAnswer::Token(Json(ResetToken { reset_token })),
            None => ForgotAnswer::Accepted(Message::new(FORGOT_ACCEPTED)),
        })
    }
}

impl MemberPasswords {
    /// The routes of this gate.
    pub fn new(gate: Arc<Gate>) -> Self {
        Self { gate }
    }

    async fn by_link(
        &self,
        network: NetworkBlock,
        token: Sent<Password>,
        new: Sent<Password, true>,
    ) -> Result<Json<PasswordChanged>, Problem> {
        let mut wrong = Vec::new();
        let (token, new) = (password(token, "token", &mut wrong), password(new, "new_password", &mut wrong));
        let Some(new) = new.filter(|_| wrong.is_empty()) else { return Err(Problem::invalid(wrong)) };
        // An empty one is one that nobody made.
        let token = token.unwrap_or_else(|| Secret::new(""));
        match reset::set_by_token(&self.gate, network, token.expose(), &new).await? {
            reset::Reset::Done(doors) => Ok(changed(&doors)),
            reset::Reset::Ended => Err(not_validated()),
            reset::Reset::Later => Err(Problem::new(Kind::Unavailable)),
        }
    }

    async fn by_old_password(
        &self,
        network: NetworkBlock,
        signed_in: &SignedIn,
        body: MemberPasswordChange,
    ) -> Result<Json<PasswordChanged>, Problem> {
        let mut wrong = Vec::new();
        let old = password::<true>(required(body.old_password), "old_password", &mut wrong);
        let new = password(body.new_password, "new_password", &mut wrong);
        let (Some(old), Some(new)) = (old, &new) else {
            let judged = match &new {
                Some(new) => member_passwords::judge(&self.gate, Some(&signed_in.member), new).await.err(),
                None => None,
            };
            return Err(invalid(wrong, judged.map(|what| desk::Fault::new(Field::NewPassword, what)).into_iter().collect()));
        };
        Ok(changed(&member_passwords::change(&self.gate, network, &signed_in.member, &old, new).await?))
    }
}

/// The same field, where it has to be there.
fn required<T>(sent: Sent<T>) -> Sent<T, true> {
    match sent {
        Sent::Absent => Sent::Absent,
        Sent::Is(value) => Sent::Is(value),
        Sent::Wrong => Sent::Wrong,
    }
}

/// The answer to a change.
pub(super) fn changed(doors: &member_passwords::Doors) -> Json<PasswordChanged> {
    let on = |platform| doors.get(&platform).map(|state| word(*state).to_owned());
    let doors = Doors { matrix: on(Platform::Matrix), mastodon: on(Platform::Mastodon) };
    Json(PasswordChanged { msg: "Password changed successfully".to_owned(), doors })
}

const fn word(state: CopyState) -> &'static str {
    match state {
        CopyState::Waiting => "later",
        CopyState::Done => "done",
        CopyState::ByHand => "by_hand",
    }
}
