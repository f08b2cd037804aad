//! Mastodon's HTTP API over the double's state, and where GoToSocial says the same things otherwise. A request becomes an answer here;
//! connections, and what goes wrong with them, are `serve`'s.

mod accounts;
mod admin;
mod asked;
mod oauth;
mod reply;
pub(super) mod serve;

use serde_json::{Value, json};

use self::asked::Asked;
use self::reply::Reply;
use super::state::{Holder, Registrations, State, Token, User};
use super::trouble::Call;

impl State {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let answered = match asked.call() {
            Call::OauthToken => self.oauth_token(asked),
            Call::OauthRevoke => self.oauth_revoke(asked),
            Call::RegisterApp => self.register_app(asked),
            Call::VerifyApp => self.verify_app(asked),
            Call::SignUp => self.sign_up(asked),
            Call::VerifyCredentials => self.verify_credentials(asked),
            Call::LookupAccount => self.lookup_account(asked),
            Call::AdminSearch => self.admin_search(asked),
            Call::AdminAccount => self.admin_account(asked),
            Call::AdminApprove => self.admin_approve(asked),
            Call::Instance => Ok(self.instance(asked)),
            _ => Err(Reply::not_found(self.setup.gotosocial)),
        };
        answered.unwrap_or_else(|refusal| refusal)
    }

    fn instance(&self, asked: &Asked) -> Reply {
        let enabled = self.registrations != Registrations::Closed;
        let approval_required = self.setup.gotosocial || self.registrations == Registrations::Approval;
        let version = if self.setup.gotosocial { "0.20.2 git-1a2b3c4" } else { self.setup.version.as_str() };
        if asked.segment(1) == "v1" {
            return Reply::ok(json!({
                "uri": self.setup.domain,
                "title": "Example",
                "version": version,
                "registrations": enabled,
                "approval_required": approval_required,
                "invites_enabled": false,
            }));
        }
        Reply::ok(json!({
            "domain": self.setup.domain,
            "title": "Example",
            "version": version,
            "registrations": { "enabled": enabled, "approval_required": approval_required, "message": null, "url": null },
        }))
    }

    /// Who asks, if the token has one of these scopes.
    fn bearer(&self, asked: &Asked, scopes: &[&str]) -> Result<&Token, Reply> {
        let gotosocial = self.setup.gotosocial;
        let token = self.tokens.iter().find(|token| asked.token.as_ref() == Some(&token.access_token));
        let token = token.ok_or_else(|| Reply::no_token("The access token is invalid", gotosocial))?;
        if token.revoked {
            return Err(Reply::no_token("The access token was revoked", gotosocial));
        }
        if !scopes.iter().any(|scope| token.scopes.iter().any(|given| given == scope)) {
            let said = if gotosocial {
                "Forbidden: token has insufficient scope permission"
            } else {
                "This action is outside the authorized scopes"
            };
            return Err(Reply::error(403, said));
        }
        Ok(token)
    }

    /// The account that asks, if it may be used yet.
    fn person(&self, asked: &Asked, scopes: &[&str]) -> Result<&User, Reply> {
        let holder = &self.bearer(asked, scopes)?.holder;
        let user = self.users.iter().find(|user| *holder == Holder::User(user.id.clone()));
        let user = user.ok_or_else(|| Reply::error(422, "This method requires an authenticated user"))?;
        let why_not = match user {
            User { confirmed: false, .. } => "Your login is missing a confirmed e-mail address",
            User { approved: false, .. } => "Your login is currently pending approval",
            user if !user.may_sign_in() => "Your login is currently disabled",
            _ => return Ok(user),
        };
        Err(if self.setup.gotosocial { Reply::no_token(why_not, true) } else { Reply::error(403, why_not) })
    }
}

/// An account as everybody sees it.
fn account(user: &User) -> Value {
    json!({
        "id": user.id,
        "username": user.username,
        "acct": user.username,
        "display_name": "",
        "locked": false,
        "bot": false,
        "created_at": "2026-11-20T00:00:00.000Z",
        "note": "",
        "url": format!("https://mastodon.example.test/@{}", user.username),
        "followers_count": 0,
        "statuses_count": user.posts_count,
        "emojis": [],
        "fields": [],
    })
}
