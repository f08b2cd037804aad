//! What the script inside the instance does with a line: the runner's protocol, version 1, over the double's state, operation by
//! operation as the worker's `runner.rb` does it. How lines come in, and what goes wrong with answers, is left to `conversation`.

use serde_json::{Map, Value, json};

use super::state::{Application, Holder, MadeBy, Order, State, User, fault_of_password, is_key, texts};
use super::trouble::{Call, Inside};

/// The longest line, in bytes, its end counted.
pub(super) const LINE_MAX: usize = 64 * 1024;

/// A line that is of the protocol.
pub(super) struct Request {
    pub(super) nonce: String,
    pub(super) op: String,
    pub(super) fields: Value,
}

impl Request {
    /// None for what can be answered under no nonce.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let fields: Value = serde_json::from_slice(line).ok()?;
        let nonce = fields.get("nonce")?.as_str()?.to_owned();
        let is_one = nonce.len() == 32 && nonce.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let op = fields.get("op").and_then(Value::as_str).unwrap_or_default().to_owned();
        is_one.then_some(Self { nonce, op, fields })
    }

    pub(super) fn call(&self) -> Call {
        if self.fields.get("v") != Some(&json!(1)) {
            return Call::NoOperation;
        }
        match self.op.as_str() {
            "ping" => Call::Ping,
            "ensure_app" => Call::EnsureApp,
            "check_client" => Call::CheckClient,
            "ensure_user" => Call::EnsureUser,
            "lookup" => Call::Lookup,
            "issue_token" => Call::IssueToken,
            "revoke_tokens" => Call::RevokeTokens,
            "change_password" => Call::ChangePassword,
            "set_password" => Call::SetPassword,
            "reset_link" => Call::ResetLink,
            "discard_user" => Call::DiscardUser,
            _ => Call::NoOperation,
        }
    }

    fn text(&self, field: &str) -> Result<&str, Value> {
        self.maybe(field).ok_or_else(|| error("protocol"))
    }

    fn maybe(&self, field: &str) -> Option<&str> {
        self.fields.get(field)?.as_str()
    }

    fn has(&self, field: &str) -> bool {
        self.fields.get(field).is_some()
    }

    fn key(&self) -> Result<&str, Value> {
        self.text("key").and_then(|key| if is_key(key) { Ok(key) } else { Err(error("protocol")) })
    }

    /// Whether it was asked before, and the answer may have been lost.
    fn asks_again(&self) -> Result<bool, Value> {
        self.fields.get("again").map_or(Ok(false), |again| again.as_bool().ok_or_else(|| error("protocol")))
    }

    /// None that administrates, or is none.
    fn scopes(&self) -> Result<Vec<String>, Value> {
        let scopes = self.fields.get("scopes").and_then(texts).filter(|scopes| !scopes.is_empty()).ok_or_else(|| error("protocol"))?;
        let is_bad = |scope: &String| scope == "admin" || scope.starts_with("admin:") || scope.contains(char::is_whitespace);
        if scopes.iter().any(is_bad) { Err(error("scope")) } else { Ok(scopes) }
    }
}

/// `{"error": …}`.
pub(super) fn error(kind: &str) -> Value {
    json!({ "error": kind })
}

fn invalid(faults: &[(&'static str, &'static str)]) -> Value {
    let mut fields = Map::new();
    for (field, fault) in faults {
        if let Some(list) = fields.entry(*field).or_insert_with(|| json!([])).as_array_mut() {
            list.push(json!(fault));
        }
    }
    json!({ "error": "invalid", "fields": fields })
}

impl State {
    /// What the script answers, without its nonce.
    pub(super) fn run(&mut self, request: &Request) -> Value {
        let call = request.call();
        if self.inside == Inside::Development && !matches!(call, Call::Ping | Call::NoOperation) {
            return error("environment");
        }
        let done = match call {
            Call::Ping => Ok(self.ping()),
            Call::EnsureApp => self.ensure_app(request),
            Call::CheckClient => self.check_client(request),
            Call::EnsureUser => self.ensure_user(request),
            Call::Lookup => self.lookup(request),
            Call::IssueToken => self.issue_token(request),
            Call::RevokeTokens => self.revoke_tokens(request),
            Call::ChangePassword => self.change_password_by_old(request),
            Call::SetPassword => self.set_password(request),
            Call::ResetLink => self.reset_link(request),
            Call::DiscardUser => self.discard_user(request),
            _ => Err(error("protocol")),
        };
        done.map_or_else(|error| error, |ok| json!({ "ok": ok }))
    }

    fn ping(&self) -> Value {
        let env = if self.inside == Inside::Development { "development" } else { "production" };
        json!({ "mastodon": self.setup.version, "env": env })
    }

    fn ensure_app(&mut self, request: &Request) -> Result<Value, Value> {
        let name = request.text("name")?;
        let scopes = request.scopes()?;
        let proved = if request.has("client_id") { self.proved_application(request)?.map(|known| known.client_id.clone()) } else { None };
        let application = match self.applications.iter_mut().find(|known| Some(&known.client_id) == proved.as_ref()) {
            Some(application) => {
                name.clone_into(&mut application.name);
                application.scopes = scopes;
                application.clone()
            }
            None => self.make_application(name, &scopes),
        };
        Ok(json!({ "client_id": application.client_id, "client_secret": application.client_secret, "scopes": application.scopes }))
    }

    fn check_client(&self, request: &Request) -> Result<Value, Value> {
        let application = self.proved_application(request)?.ok_or_else(|| error("client"))?;
        let holds = request.scopes()?.iter().all(|scope| application.scopes.contains(scope));
        if holds { Ok(json!({ "scopes": application.scopes })) } else { Err(error("scope")) }
    }

    /// The application whose id and secret the question brings.
    fn proved_application(&self, request: &Request) -> Result<Option<&Application>, Value> {
        let (id, secret) = (request.text("client_id")?, request.text("client_secret")?);
        Ok(self.application(id).filter(|application| application.client_secret == secret))
    }

    /// Address before name: where the address is somebody else's, no other name would help.
    fn ensure_user(&mut self, request: &Request) -> Result<Value, Value> {
        let (key, email, username) = (request.key()?, request.text("email")?, request.text("username")?);
        let password = request.text("password")?;
        for (field, value) in [("email", email), ("username", username), ("password", password)] {
            if value.contains('\0') {
                return Err(invalid(&[(field, "invalid")]));
            }
        }
        if let Some(user) = self.made_before(request, key, email) {
            if user.password != password {
                return Err(json!({ "error": "taken", "field": "email" }));
            }
            let id = user.id.clone();
            return Ok(self.settled(&id, false));
        }
        let reason = format!("gatelodge:{key}");
        let application = request.maybe("client_id").and_then(|id| self.application(id));
        let made_by = application.map_or(MadeBy::Inside, |application| MadeBy::InsideAs(application.client_id.clone()));
        let locale = request.text("locale")?;
        let order = Order { username, email, password, reason: &reason, locale, made_by: &made_by, confirmed: true, approved: true };
        let faults = self.faults(&order, false);
        for field in ["email", "username"] {
            if faults.contains(&(field, "taken")) {
                return Err(json!({ "error": "taken", "field": field }));
            }
        }
        if !faults.is_empty() {
            return Err(invalid(&faults));
        }
        let id = self.make(&order);
        self.created_count += 1;
        Ok(self.settled(&id, true))
    }

    /// The account that bears the mark: by the address and its mark, or by the mark alone. It is ours if it has its password still.
    fn made_before(&self, request: &Request, key: &str, email: &str) -> Option<&User> {
        let by_email = self.addressed(email).filter(|user| user.key_for(request.maybe("client_id")) == Some(key));
        by_email.or_else(|| self.by_key(key, request.maybe("client_id")))
    }

    /// Confirmed and approved, whoever made it.
    fn settled(&mut self, id: &str, created: bool) -> Value {
        let username = self.user_mut(id).map(|user| {
            (user.confirmed, user.approved) = (true, true);
            user.username.clone()
        });
        json!({ "created": created, "username": username })
    }

    fn lookup(&self, request: &Request) -> Result<Value, Value> {
        if let Some(username) = request.maybe("username") {
            return Ok(json!({ "taken": self.named(username).is_some() }));
        }
        let is_there = request.maybe("email").is_some_and(|email| self.addressed(email).is_some());
        Ok(match self.meant(request) {
            Ok(user) if user.is_functional() && !user.second_factor => {
                json!({ "standing": "ours", "key": user.mark(), "username": user.username })
            }
            Err(refusal) if refusal != error("not_found") => return Err(refusal),
            Err(_) if !is_there => json!({ "standing": "unknown" }),
            Ok(_) | Err(_) => json!({ "standing": "hands_off" }),
        })
    }

    /// The account meant by a key, or by the address of an account of ours.
    fn meant(&self, request: &Request) -> Result<&User, Value> {
        let client_id = request.maybe("client_id");
        let user = if request.has("key") {
            self.by_key(request.key()?, client_id)
        } else {
            let user = self.addressed(request.text("email")?);
            user.filter(|user| user.key_for(client_id).and_then(|key| self.by_key(key, client_id)) == Some(user))
        };
        user.ok_or_else(|| error("not_found"))
    }

    fn meant_by_key(&self, request: &Request) -> Result<&User, Value> {
        self.by_key(request.key()?, request.maybe("client_id")).ok_or_else(|| error("not_found"))
    }

    fn issue_token(&mut self, request: &Request) -> Result<Value, Value> {
        let password = if request.has("key") { None } else { Some(request.text("password")?) };
        let user = self.meant(request)?;
        if password.is_some_and(|password| password != user.password) {
            return Err(error("denied"));
        }
        let user = usable(user)?.clone();
        let client_id = request.text("client_id")?;
        let application = self.application(client_id).ok_or_else(|| error("client"))?;
        let scopes = request.scopes()?;
        if !scopes.iter().all(|scope| application.scopes.contains(scope)) {
            return Err(error("scope"));
        }
        let token = self.find_or_make_token(Holder::User(user.id.clone()), client_id, &scopes);
        Ok(json!({
            "access_token": token.access_token,
            "token_type": "Bearer",
            "scope": token.scopes.join(" "),
            "created_at": token.created_at,
            "username": user.username,
            "email": user.email,
            "key": user.mark(),
        }))
    }

    /// Allowed for every account of ours, whatever became of it.
    fn revoke_tokens(&mut self, request: &Request) -> Result<Value, Value> {
        let holder = Holder::User(self.meant_by_key(request)?.id.clone());
        let client_id = request.text("client_id")?;
        self.application(client_id).ok_or_else(|| error("client"))?;
        let revoked_count = self.revoke_where(|token| token.holder == holder && token.client_id == client_id);
        Ok(json!({ "revoked": revoked_count }))
    }

    fn change_password_by_old(&mut self, request: &Request) -> Result<Value, Value> {
        let (old, new) = (request.text("old")?, request.text("new")?);
        let asks_again = request.asks_again()?;
        let user = self.meant(request)?;
        // Whoever asks again after a lost answer still gives the old one. Of anybody else the new one proves nothing.
        let is_repeat = asks_again && user.password != old && user.password == new;
        if user.password != old && !is_repeat {
            return Err(error("denied"));
        }
        let user = usable(user)?.clone();
        if !is_repeat {
            self.replace_password(&user.id, new)?;
        }
        Ok(json!({ "changed": !is_repeat, "key": user.mark() }))
    }

    fn set_password(&mut self, request: &Request) -> Result<Value, Value> {
        let user = usable(self.meant_by_key(request)?)?.clone();
        let new = request.text("new")?;
        let is_repeat = user.password == new;
        if !is_repeat {
            self.replace_password(&user.id, new)?;
        }
        Ok(json!({ "changed": !is_repeat }))
    }

    /// Asked first whether it can be: nothing ends for a password that stays.
    fn replace_password(&mut self, id: &str, new: &str) -> Result<(), Value> {
        let fault = if new.contains('\0') { Some("invalid") } else { fault_of_password(new) };
        match fault {
            Some(fault) => Err(invalid(&[("password", fault)])),
            None => {
                self.change_password(id, new);
                Ok(())
            }
        }
    }

    fn reset_link(&mut self, request: &Request) -> Result<Value, Value> {
        let user = self.meant_by_key(request)?;
        if !user.is_functional() {
            return Err(error("not_functional"));
        }
        let id = user.id.clone();
        if let Some(user) = self.user_mut(&id) {
            user.reset_letters_count += 1;
        }
        Ok(json!({ "sent": true }))
    }

    /// Only what nobody ever used goes.
    fn discard_user(&mut self, request: &Request) -> Result<Value, Value> {
        let user = self.meant_by_key(request)?;
        let unused = !user.signed_in && user.posts_count == 0 && user.role.is_none();
        let id = user.id.clone();
        if unused {
            self.remove(&id);
        }
        Ok(json!({ "discarded": unused }))
    }
}

/// Whether anything may be done to it from outside Mastodon.
fn usable(user: &User) -> Result<&User, Value> {
    if user.second_factor {
        return Err(error("second_factor"));
    }
    if user.is_functional() { Ok(user) } else { Err(error("not_functional")) }
}
