//! Accounts as an administrator sees them: found by address or name, approved.
//! Mastodon takes what it is given for the beginning of an address and `_` and `%` in it for wildcards, so every finding is compared
//! here once more, and a few pages are read at most.

use std::fmt;

use secrecy::SecretString;
use serde::Deserialize;
use serde_json::Value;

use super::super::answer::{Absence, Refused};
use super::Http;
use super::answer::Answer;
use super::application::Id;

/// Accounts on a page, and pages read. Addresses that begin with a whole other address are few.
const PAGE: usize = 20;
const PAGES_MAX: usize = 5;

/// The fields of an account that count. The same for a stranger's view, which has only the first two.
#[derive(Deserialize)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) username: String,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    invite_request: Option<String>,
    /// A number, as a text; whatever else it may be at others.
    #[serde(default)]
    created_by_application_id: Value,
    #[serde(default)]
    approved: Option<bool>,
    #[serde(default)]
    disabled: bool,
    #[serde(default)]
    suspended: bool,
    #[serde(default)]
    role: Option<Role>,
}

/// Mastodon's everybody has the id -99 and no name, `GoToSocial`'s the name `user`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Role {
    id: String,
    name: String,
}

impl Role {
    fn is_everybodys(&self) -> bool {
        self.id == "-99" || self.name == "user"
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Account {
    /// The key of the mark that ends its sign-up reason.
    pub(super) fn key(&self) -> Option<&str> {
        // The last word, not the last line: an instance may keep a reason as one line.
        let last = self.invite_request.as_deref()?.split_whitespace().next_back()?;
        last.strip_prefix("gatelodge:").filter(|key| !key.is_empty())
    }

    /// The id of the application that made it, where the instance tells. None is told of a sign-up in the instance's own form.
    pub(super) fn maker(&self) -> Option<Id> {
        Id::of(&self.created_by_application_id)
    }

    /// Neither disabled nor suspended, and nobody's who runs the instance.
    pub(super) fn is_plain(&self) -> bool {
        !self.disabled && !self.suspended && self.role.as_ref().is_none_or(Role::is_everybodys)
    }

    pub(super) fn is_named(&self, username: &str) -> bool {
        self.username.eq_ignore_ascii_case(username)
    }

    fn has_address(&self, email: &str) -> bool {
        self.email.as_deref().is_some_and(|own| own.to_lowercase() == email.to_lowercase())
    }
}

/// What a search found.
enum Found {
    Account(Account),
    Nobody,
    /// There are more pages than are read.
    TooMany,
}

impl Http {
    /// The account with exactly this address.
    pub(super) async fn with_address(&self, email: &str) -> Result<Option<Account>, Refused> {
        match self.search(("email", email), |account| account.has_address(email)).await? {
            Found::Account(account) => Ok(Some(account)),
            // Whoever makes accounts hears from the instance itself that there is one.
            Found::Nobody | Found::TooMany => Ok(None),
        }
    }

    /// Whether an account here has exactly this name.
    pub(super) async fn is_anybody_named(&self, username: &str) -> Result<bool, Refused> {
        match self.search(("username", username), |account| account.is_named(username)).await? {
            Found::Account(_) => Ok(true),
            Found::Nobody => Ok(false),
            Found::TooMany => Err(Refused::NotSupported),
        }
    }

    /// Whether the administrator's token is one.
    pub(super) async fn try_admin_token(&self) -> Result<(), Refused> {
        page(&self.as_admin(&[("origin", "local"), ("limit", "1")]).await?).map(drop)
    }

    /// Lets an account in; one that is in already is in.
    pub(super) async fn approve(&self, account: &Account) -> Result<(), Refused> {
        if account.approved == Some(true) {
            return Ok(());
        }
        let url = self.wire.at(&["api", "v1", "admin", "accounts", &account.id, "approve"], &[])?;
        let answer = self.wire.post(url, &self.admin_token, &serde_json::json!({})).await?;
        match answer.status() {
            200 => Ok(()),
            // Mastodon forbids to approve what is approved, and says the same to who may approve nothing.
            403 if self.is_approved(&account.id).await? => Ok(()),
            _ => Err(answer.admin_refusal()),
        }
    }

    async fn is_approved(&self, id: &str) -> Result<bool, Refused> {
        let url = self.wire.at(&["api", "v1", "admin", "accounts", id], &[])?;
        let answer = self.wire.get(url, Some(&self.admin_token)).await?;
        match answer.status() {
            200 => Ok(answer.read::<Account>()?.approved == Some(true)),
            _ => Err(answer.admin_refusal()),
        }
    }

    async fn search(&self, by: (&str, &str), is_it: impl Fn(&Account) -> bool) -> Result<Found, Refused> {
        let limit = PAGE.to_string();
        let mut after: Option<String> = None;
        for _ in 0..PAGES_MAX {
            let mut query = vec![("origin", "local"), by, ("limit", limit.as_str())];
            query.extend(after.as_deref().map(|id| ("max_id", id)));
            let accounts = page(&self.as_admin(&query).await?)?;
            let is_last = accounts.len() < PAGE;
            after = accounts.last().map(|account| account.id.clone());
            match accounts.into_iter().find(&is_it) {
                Some(account) => return Ok(Found::Account(account)),
                None if is_last => return Ok(Found::Nobody),
                None => {}
            }
        }
        Ok(Found::TooMany)
    }

    async fn as_admin(&self, query: &[(&str, &str)]) -> Result<Answer, Refused> {
        let admin_token: &SecretString = &self.admin_token;
        self.wire.get(self.wire.at(&["api", "v2", "admin", "accounts"], query)?, Some(admin_token)).await
    }
}

/// A page of accounts.
fn page(answer: &Answer) -> Result<Vec<Account>, Refused> {
    match answer.status() {
        200 => answer.read(),
        404 if answer.is_the_apis() => Err(Refused::Away(Absence::Unexpected(404))),
        _ => Err(answer.admin_refusal()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

    use super::super::super::answer::Fault;
    use super::*;

    const MASTODON: &str = r#"[{"id":"109","username":"ann","domain":null,"email":"Ann@example.org","ip":null,"role":{"id":"-99"},
        "confirmed":false,"approved":false,"locale":"en","invite_request":"Let in by the gate.\ngatelodge:r1","account":{"id":"109"}}]"#;
    const GOTOSOCIAL: &str = r#"[{"id":"01FC0SKA48HNSVR6YKZCQGS2V8","username":"ann","domain":null,"email":"ann@example.org","ip":"",
        "invite_request":"Let in by the gate. gatelodge:r1","role":{"name":"user"},"approved":true}]"#;

    #[test]
    fn an_account_is_known_by_its_whole_address_and_its_last_word() {
        for body in [MASTODON, GOTOSOCIAL] {
            let accounts = page(&Answer::of(200, body)).unwrap();
            let account = &accounts[0];
            assert!(account.has_address("ann@example.org") && account.has_address("ANN@example.org") && account.is_named("ann"));
            assert!(!account.has_address("ann@example.or") && !account.has_address("_nn@example.org") && !account.is_named("an"));
            assert_eq!(account.key(), Some("r1"));
        }
    }

    fn account(fields: &str) -> Account {
        let body = format!(r#"[{{"id":"1","username":"ann","email":"ann@example.org"{fields}}}]"#);
        page(&Answer::of(200, &body)).unwrap().remove(0)
    }

    #[test]
    fn a_mark_anywhere_else_is_none() {
        for reason in ["null", r#""""#, r#""gatelodge:r1 please""#, r#""xgatelodge:r1""#, r#""gatelodge: r1""#, r#""gatelodge:r1\nx""#] {
            let account = account(&format!(r#","invite_request":{reason}"#));
            assert_eq!(account.key(), None, "{reason}");
        }
        assert_eq!(account(r#","invite_request":"gatelodge:r1\n""#).key(), Some("r1"));
        assert_eq!(account(r#","invite_request":"gatelodge:""#).key(), None);
    }

    #[test]
    fn nothing_is_done_to_an_account_with_a_role_or_a_lock() {
        for (fields, is_plain) in [
            ("", true),
            (r#","role":null"#, true),
            (r#","role":{"id":"-99","name":"","permissions":"65536"}"#, true),
            (r#","role":{"name":"user"}"#, true),
            (r#","role":{"id":"3","name":"Owner","permissions":"1"}"#, false),
            (r#","role":{"id":"4","name":""}"#, false),
            (r#","role":{"id":"admin","name":"admin"}"#, false),
            (r#","disabled":true"#, false),
            (r#","suspended":true"#, false),
        ] {
            assert_eq!(account(fields).is_plain(), is_plain, "{fields}");
        }
    }

    #[test]
    fn who_may_not_look_is_the_operators_fault() {
        for (status, body, meaning) in [
            (401, r#"{"error":"The access token is invalid"}"#, Fault::AdminToken),
            (403, r#"{"error":"This action is not allowed"}"#, Fault::AdminToken),
            (403, r#"{"error":"This action is outside the authorized scopes"}"#, Fault::WrongScopes),
            (403, r#"{"error":"Forbidden: token has insufficient scope permission"}"#, Fault::WrongScopes),
            (403, "<html>", Fault::NotMastodon),
            (404, "<html>", Fault::NotMastodon),
        ] {
            assert_eq!(page(&Answer::of(status, body)).err(), Some(Refused::Misconfigured(meaning)), "{status} {body}");
        }
    }
}
