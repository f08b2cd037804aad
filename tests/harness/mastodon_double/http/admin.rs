//! What an administrator's token may ask: searching as SQL's LIKE searches, looking at an account, letting it in.

use serde_json::{Value, json};

use super::account;
use super::asked::Asked;
use super::reply::Reply;
use crate::mastodon_double::state::{Holder, MADE_AT_TEXT, State, User};

impl State {
    /// A case-insensitive prefix match, in which `%` and `_` of the one who asks are wildcards.
    pub(super) fn admin_search(&self, asked: &Asked) -> Result<Reply, Reply> {
        self.administrator(asked, &["admin:read", "admin:read:accounts"])?;
        let matches = |name, value: &str| asked.text(name).is_none_or(|asked| is_like(&value.to_lowercase(), &asked.to_lowercase()));
        let is_pending = asked.is_set("pending") || asked.text("status") == Some("pending");
        let limit = asked.text("limit").and_then(|limit| limit.parse().ok()).unwrap_or(100_usize).min(200);
        let found = self.users.iter().rev().filter(|user| matches("username", &user.username) && matches("email", &user.email));
        // Newest first, and ids grow: a page ends where the next one begins.
        let found = found.filter(|user| asked.text("max_id").is_none_or(|max| user.id.as_str() < max));
        let found = found.filter(|user| !is_pending || !user.approved).take(limit);
        let found: Vec<Value> = found.map(|user| self.admin_document(user)).collect();
        Ok(Reply::ok(found.into()))
    }

    pub(super) fn admin_account(&self, asked: &Asked) -> Result<Reply, Reply> {
        self.administrator(asked, &["admin:read", "admin:read:accounts"])?;
        let user = self.users.iter().find(|user| user.id == asked.segment(4));
        user.map(|user| Reply::ok(self.admin_document(user))).ok_or_else(|| Reply::not_found(self.setup.gotosocial))
    }

    pub(super) fn admin_approve(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        self.administrator(asked, &["admin:write", "admin:write:accounts"])?;
        let gotosocial = self.setup.gotosocial;
        let user = self.user_mut(asked.segment(4)).ok_or_else(|| Reply::not_found(gotosocial))?;
        if user.approved {
            return Err(Reply::not_allowed());
        }
        user.approved = true;
        let user = user.clone();
        Ok(Reply::ok(self.admin_document(&user)))
    }

    /// With the application that made it, if one did and is there still. GoToSocial does not name it.
    fn admin_document(&self, user: &User) -> Value {
        let mut document = admin_account(user, self.setup.gotosocial);
        let application = user.maker().and_then(|client_id| self.application(client_id)).filter(|_| !self.setup.gotosocial);
        if let Some(application) = application {
            document["created_by_application_id"] = application.id.as_str().into();
        }
        document
    }

    fn administrator(&self, asked: &Asked, scopes: &[&str]) -> Result<(), Reply> {
        match self.bearer(asked, scopes)?.holder {
            Holder::Administrator => Ok(()),
            Holder::Application | Holder::User(_) => Err(Reply::not_allowed()),
        }
    }
}

/// GoToSocial keeps a reason in one line, and has two roles without numbers.
fn admin_account(user: &User, gotosocial: bool) -> Value {
    let reason = if gotosocial { user.reason.replace('\n', " ") } else { user.reason.clone() };
    let role = match &user.role {
        None if gotosocial => json!({ "name": "user" }),
        Some(_) if gotosocial => json!({ "name": "admin" }),
        None => json!({ "id": "-99", "name": "", "permissions": "65536", "highlighted": false }),
        Some(role) => json!({ "id": "3", "name": role, "permissions": "1", "highlighted": true }),
    };
    json!({
        "id": user.id,
        "username": user.username,
        "domain": null,
        "created_at": MADE_AT_TEXT,
        "email": user.email,
        "ip": null,
        "ips": [],
        "locale": user.locale,
        "invite_request": Some(reason).filter(|reason| !reason.is_empty()),
        "role": role,
        "confirmed": user.confirmed,
        "approved": user.approved,
        "disabled": user.disabled,
        "silenced": false,
        "suspended": user.suspended,
        "sensitized": false,
        "account": account(user),
    })
}

/// `value LIKE 'pattern%'`.
fn is_like(value: &str, pattern: &str) -> bool {
    let Some(wanted) = pattern.chars().next() else { return true };
    let rest = pattern.get(wanted.len_utf8()..).unwrap_or_default();
    if wanted == '%' {
        return value.char_indices().any(|(at, _)| is_like(value.get(at..).unwrap_or_default(), rest)) || is_like("", rest);
    }
    let mut chars = value.chars();
    chars.next().is_some_and(|char| wanted == '_' || char == wanted) && is_like(chars.as_str(), rest)
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn a_search_matches_more_than_was_asked_for() {
        assert!(is_like("alice", "alice") && is_like("alice2", "alice"), "a prefix is enough");
        assert!(is_like("axb", "a_b") && is_like("anything", "%") && is_like("a-long-b", "a%b"), "wildcards are the asker's");
        assert!(!is_like("alic", "alice") && !is_like("bob", "a%"));
    }
}
