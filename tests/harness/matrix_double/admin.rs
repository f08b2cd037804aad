//! What the double answers its admins: whether a name is free, what an account is like, and a new password for it.
//! The one token of the setup passes for an admin's; it belongs to no account.

use serde_json::{Value, json};

use super::asked::Asked;
use super::reply::Reply;
use super::state::State;

impl State {
    fn only_admins(&self, asked: &Asked) -> Result<(), Reply> {
        if asked.token.as_ref() == Some(&self.setup.admin_token) {
            return Ok(());
        }
        self.signed_in(asked)?;
        Err(Reply::error(403, "M_FORBIDDEN", "You are not a server admin"))
    }

    pub(super) fn username_available(&self, asked: &Asked) -> Result<Reply, Reply> {
        self.only_admins(asked)?;
        self.check_name(&asked.query.get("username").map(|name| name.to_lowercase()).unwrap_or_default())?;
        Ok(Reply::ok(json!({ "available": true })))
    }

    /// What Synapse 1.163.2 says of an account, without what nobody here looks at.
    pub(super) fn look_up(&self, asked: &Asked) -> Result<Reply, Reply> {
        self.only_admins(asked)?;
        let user_id = asked.named();
        let localpart = self.own(user_id)?.ok_or_else(|| Reply::error(400, "M_UNKNOWN", "Can only look up local users"))?;
        let account = self.accounts.get(localpart).ok_or_else(|| Reply::error(404, "M_NOT_FOUND", "User not found"))?;
        Ok(Reply::ok(json!({
            "name": user_id,
            "admin": account.admin,
            "deactivated": account.deactivated,
            "locked": account.locked,
            "suspended": false,
            "is_guest": false,
            "appservice_id": null,
            "user_type": null,
            "displayname": account.display_name,
        })))
    }

    /// Asks no policy, as Synapse does not, and ends every session.
    pub(super) fn reset_password(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        self.only_admins(asked)?;
        let localpart = self.own(asked.named())?.map(str::to_owned);
        asked.body.as_ref().ok_or_else(Reply::not_json)?;
        let Some(new) = asked.text("/new_password") else {
            return Err(Reply::error(400, "M_MISSING_PARAM", "Missing params: ['new_password']"));
        };
        let account = localpart.as_ref().and_then(|localpart| self.accounts.get_mut(localpart));
        let account = account.ok_or_else(|| Reply::error(404, "M_NOT_FOUND", "Unknown user"))?;
        new.clone_into(&mut account.password);
        if asked.body.as_ref().and_then(|body| body.get("logout_devices")).and_then(Value::as_bool).unwrap_or(true) {
            self.tokens.retain(|_, token| Some(&token.localpart) != localpart.as_ref());
        }
        Ok(Reply::ok(json!({})))
    }

    /// The name of a whole id, if it is of this homeserver.
    fn own<'a>(&self, user_id: &'a str) -> Result<Option<&'a str>, Reply> {
        let parts = user_id.strip_prefix('@').and_then(|id| id.split_once(':'));
        let (localpart, server_name) = parts.ok_or_else(|| {
            Reply::error(400, "M_INVALID_PARAM", &format!("Expected UserID string to start with '@' and have a ':': {user_id}"))
        })?;
        Ok((server_name == self.setup.server_name).then_some(localpart))
    }
}
