//! Signing up, and asking who is there, over HTTP. No route here confirms an address: the person does, in Mastodon's own letter.

use super::account;
use super::asked::Asked;
use super::reply::Reply;
use crate::mastodon_double::state::{Holder, MadeBy, Order, Registrations, State};

/// How long a reason has to be at GoToSocial.
const GOTOSOCIAL_REASON_MIN: usize = 40;

impl State {
    pub(super) fn sign_up(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        let token = self.bearer(asked, &["write", "write:accounts"])?;
        if token.holder != Holder::Application {
            return Err(Reply::error(422, "This method requires a client credentials authentication"));
        }
        let (client_id, scopes) = (token.client_id.clone(), token.scopes.clone());
        if self.registrations == Registrations::Closed {
            let said = "Bad Request: registration is not open for this server";
            return Err(if self.setup.gotosocial { Reply::error(400, said) } else { Reply::not_allowed() });
        }
        let order = Order {
            username: asked.text("username").unwrap_or_default(),
            email: asked.text("email").unwrap_or_default(),
            password: asked.text("password").unwrap_or_default(),
            reason: asked.text("reason").unwrap_or_default(),
            locale: asked.text("locale").unwrap_or_default(),
            made_by: &MadeBy::Application(client_id.clone()),
            confirmed: false,
            approved: !self.setup.gotosocial && self.registrations == Registrations::Open,
        };
        let mut faults = self.faults(&order, true);
        if !asked.is_set("agreement") {
            faults.push(("agreement", "accepted"));
        }
        if self.setup.gotosocial && order.reason.chars().count() < GOTOSOCIAL_REASON_MIN {
            return Err(Reply::error(400, "Bad Request: reason should be at least 40 chars"));
        }
        if let Some((field, fault)) = faults.first() {
            let gotosocial = self.setup.gotosocial;
            return Err(if gotosocial { Reply::invalid_at_gotosocial(field, fault) } else { Reply::invalid(&faults) });
        }
        let id = self.make(&order);
        self.created_count += 1;
        let token = self.find_or_make_token(Holder::User(id), &client_id, &scopes);
        Ok(Reply::ok(self.token_document(&token)))
    }

    pub(super) fn verify_credentials(&self, asked: &Asked) -> Result<Reply, Reply> {
        let scopes = ["read", "read:accounts", "profile", "write", "write:accounts"];
        self.person(asked, &scopes).map(|user| Reply::ok(account(user)))
    }

    /// Open to everybody at Mastodon, and to whom has a token at GoToSocial.
    pub(super) fn lookup_account(&self, asked: &Asked) -> Result<Reply, Reply> {
        if self.setup.gotosocial {
            self.bearer(asked, &["read", "read:accounts"])?;
        }
        let acct = asked.text("acct").unwrap_or_default();
        let username = acct.strip_suffix(&format!("@{}", self.setup.domain)).unwrap_or(acct);
        self.named(username).map(|user| Reply::ok(account(user))).ok_or_else(|| Reply::not_found(self.setup.gotosocial))
    }
}
