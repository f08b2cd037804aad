//! What the double knows and how it answers: Synapse 1.163.2 as it was seen to answer, error texts included, because a client that reads
//! texts should be caught reading ours. No HTTP and no waiting in here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Write as _;
use std::time::Duration;

use ring::hmac;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::asked::{Asked, Call};
use super::reply::Reply;
use super::rules::{LogInsLeft, Policy};
use super::{Setup, Trouble};

const NONCE_LIFETIME: Duration = Duration::from_secs(60);

/// How accounts are made here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By shared secret.
    Ordinary,
    /// The homeserver has no shared secret.
    RegistrationOff,
    /// The homeserver has a secret, and log-in by password is switched off.
    PasswordLoginOff,
    /// A Matrix Authentication Service has the accounts.
    Mas,
}

/// An account as a test sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Account {
    pub localpart: String,
    pub password: String,
    pub display_name: Option<String>,
    pub admin: bool,
    pub locked: bool,
    pub deactivated: bool,
    pub joined: BTreeSet<String>,
}

#[derive(Clone)]
pub(super) struct Token {
    pub(super) localpart: String,
    device: String,
}

pub(super) struct State {
    pub(super) setup: Setup,
    pub(super) mode: Mode,
    pub(super) policy: Policy,
    pub(super) accounts: BTreeMap<String, Account>,
    pub(super) tokens: HashMap<String, Token>,
    pub(super) nonces: HashMap<String, Instant>,
    pub(super) rooms: BTreeSet<String>,
    pub(super) exclusive: BTreeSet<String>,
    pub(super) log_ins_left: Option<LogInsLeft>,
    pub(super) troubles: HashMap<Call, VecDeque<Trouble>>,
    pub(super) calls: HashMap<Call, usize>,
    pub(super) created_count: usize,
    auth_sessions: HashSet<String>,
    drawn: u64,
}

/// As `POST /_synapse/admin/v1/register` wants it; on purpose not the worker's own.
pub fn registration_mac(secret: &str, nonce: &str, username: &str, password: &str, admin: bool) -> String {
    let role = if admin { "admin" } else { "notadmin" };
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.as_bytes());
    let tag = hmac::sign(&key, [nonce, username, password, role].join("\0").as_bytes());
    tag.as_ref().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl State {
    pub(super) fn new(setup: Setup) -> Self {
        Self {
            setup,
            mode: Mode::Ordinary,
            policy: Policy::default(),
            accounts: BTreeMap::new(),
            tokens: HashMap::new(),
            nonces: HashMap::new(),
            rooms: BTreeSet::new(),
            exclusive: BTreeSet::new(),
            log_ins_left: None,
            troubles: HashMap::new(),
            calls: HashMap::new(),
            created_count: 0,
            auth_sessions: HashSet::new(),
            drawn: 0,
        }
    }

    pub(super) fn add_account(&mut self, localpart: &str, password: &str, display_name: Option<String>) {
        let account = Account {
            localpart: localpart.to_owned(),
            password: password.to_owned(),
            display_name,
            admin: false,
            locked: false,
            deactivated: false,
            joined: BTreeSet::new(),
        };
        self.accounts.insert(localpart.to_owned(), account);
    }

    pub(super) fn deactivate(&mut self, localpart: &str) {
        if let Some(account) = self.accounts.get_mut(localpart) {
            account.deactivated = true;
        }
        self.tokens.retain(|_, token| token.localpart != localpart);
    }

    pub(super) fn answer(&mut self, asked: &Asked) -> Reply {
        let call = asked.call();
        let gone = matches!(call, Call::Nonce | Call::Register | Call::Check | Call::LogIn | Call::Password | Call::ResetPassword);
        if self.mode == Mode::Mas && gone {
            return Reply::unrecognised();
        }
        match call {
            Call::Nonce => {
                let nonce = self.draw("nonce");
                self.nonces.insert(nonce.clone(), Instant::now());
                Reply::ok(json!({ "nonce": nonce }))
            }
            Call::Register | Call::Check => self.register(asked).unwrap_or_else(|refusal| refusal),
            Call::UsernameAvailable => self.username_available(asked).unwrap_or_else(|refusal| refusal),
            Call::LookUp => self.look_up(asked).unwrap_or_else(|refusal| refusal),
            Call::ResetPassword => self.reset_password(asked).unwrap_or_else(|refusal| refusal),
            Call::LogIns => self.log_ins(),
            Call::LogIn => self.log_in(asked).unwrap_or_else(|refusal| refusal),
            Call::LogOut => self.log_out(asked),
            Call::WhoAmI => self.who_am_i(asked).unwrap_or_else(|refusal| refusal),
            Call::Password => self.set_password(asked).unwrap_or_else(|refusal| refusal),
            Call::PasswordPolicy => Reply::ok(self.policy.document()),
            Call::Profile => self.profile(asked),
            Call::DisplayName => self.set_display_name(asked).unwrap_or_else(|refusal| refusal),
            Call::Join => self.join(asked).unwrap_or_else(|refusal| refusal),
            Call::AuthMetadata if self.mode == Mode::Mas => Reply::ok(json!({ "issuer": "https://auth.example.test/" })),
            Call::Versions => Reply::ok(json!({ "versions": ["v1.11", "v1.12"], "unstable_features": {} })),
            Call::ServerKeys => Reply::ok(json!({ "server_name": self.setup.server_name, "verify_keys": {}, "signatures": {} })),
            Call::Room => self.room(asked.last()),
            Call::Health => Reply::ok(json!({})),
            Call::AuthMetadata | Call::Other => Reply::unrecognised(),
        }
    }

    fn register(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        let missing = |what: &str| Reply::error(400, "M_BAD_JSON", &format!("{what} must be specified"));
        let invalid = |what: &str| Reply::error(400, "M_UNKNOWN", &format!("Invalid {what}"));
        if self.mode == Mode::RegistrationOff {
            return Err(Reply::error(400, "M_UNKNOWN", "Shared secret registration is not enabled"));
        }
        asked.body.as_ref().ok_or_else(Reply::not_json)?;
        let nonce = asked.text("/nonce").ok_or_else(|| missing("nonce"))?;
        self.nonces.retain(|_, drawn_at| drawn_at.elapsed() <= NONCE_LIFETIME);
        if self.nonces.remove(nonce).is_none() {
            return Err(Reply::error(400, "M_UNKNOWN", "unrecognised nonce"));
        }
        let username = asked.text("/username").ok_or_else(|| missing("username"))?;
        if username.chars().count() > 512 || username.contains('\0') {
            return Err(invalid("username"));
        }
        let password = asked.text("/password").ok_or_else(|| missing("password"))?;
        if password.chars().count() > 512 || password.contains('\0') {
            return Err(invalid("password"));
        }
        let admin = asked.body.as_ref().and_then(|body| body.get("admin")?.as_bool()).unwrap_or_default();
        let mac = asked.text("/mac").ok_or_else(|| missing("mac"))?;
        if mac != registration_mac(&self.setup.shared_secret, nonce, username, password, admin) {
            return Err(Reply::error(403, "M_UNKNOWN", "HMAC incorrect"));
        }
        let localpart = username.to_lowercase();
        self.check_name(&localpart)?;
        let display_name = match asked.text("/displayname") {
            None => Some(localpart.clone()),
            Some("") => None,
            Some(given) => Some(given.to_owned()),
        };
        self.add_account(&localpart, password, display_name);
        self.created_count += 1;
        Ok(Reply::ok(self.new_session(&localpart, asked.text("/device_id"))))
    }

    pub(super) fn check_name(&self, localpart: &str) -> Result<(), Reply> {
        let invalid = |text: &str| Err(Reply::error(400, "M_INVALID_USERNAME", text));
        if localpart.chars().any(|char| !matches!(char, 'a'..='z' | '0'..='9' | '=' | '_' | '-' | '.' | '/' | '+')) {
            return invalid("User ID can only contain characters a-z, 0-9, or '=_-./+'");
        }
        if localpart.is_empty() {
            return invalid("User ID cannot be empty");
        }
        if localpart.starts_with('_') {
            return invalid("User ID may not begin with _");
        }
        if localpart.len() + self.setup.server_name.len() + 2 > 255 {
            return invalid("User ID may not be longer than 255 characters");
        }
        if self.accounts.contains_key(localpart) {
            return Err(Reply::error(400, "M_USER_IN_USE", "User ID already taken."));
        }
        if localpart.chars().all(|char| char.is_ascii_digit()) {
            return invalid("Numeric user IDs are reserved for guest users.");
        }
        if self.exclusive.contains(localpart) {
            return Err(Reply::error(400, "M_EXCLUSIVE", "This user ID is reserved by an application service."));
        }
        Ok(())
    }

    fn log_ins(&self) -> Reply {
        let by_password = if self.mode == Mode::PasswordLoginOff { vec![] } else { vec![json!({ "type": "m.login.password" })] };
        let flows: Vec<Value> = by_password.into_iter().chain([json!({ "type": "m.login.application_service" })]).collect();
        Reply::ok(json!({ "flows": flows }))
    }

    fn room(&self, alias: &str) -> Reply {
        if self.rooms.contains(alias) {
            return Reply::ok(json!({ "room_id": "!room", "servers": [self.setup.server_name] }));
        }
        Reply::error(404, "M_NOT_FOUND", &format!("Room alias {alias} not found"))
    }

    fn log_in(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        asked.body.as_ref().ok_or_else(Reply::not_json)?;
        if self.mode == Mode::PasswordLoginOff {
            return Err(Reply::error(400, "M_UNKNOWN", "Password login has been disabled."));
        }
        if let Some(Err(wait)) = self.log_ins_left.as_mut().map(|left| left.take(Instant::now())) {
            return Err(Reply::busy(u64::try_from(wait.as_millis()).ok()));
        }
        let (Some("m.login.password"), Some("m.id.user"), Some(user), Some(password)) =
            (asked.text("/type"), asked.text("/identifier/type"), asked.text("/identifier/user"), asked.text("/password"))
        else {
            return Err(Reply::error(400, "M_INVALID_PARAM", "Invalid login submission"));
        };
        let localpart = self.localpart(user);
        match self.accounts.get(&localpart) {
            Some(account) if account.password == password && !account.deactivated => {
                if account.locked {
                    return Err(Reply::locked());
                }
                Ok(Reply::ok(self.new_session(&localpart, asked.text("/device_id"))))
            }
            _ => Err(Reply::error(403, "M_FORBIDDEN", "Invalid username or password")),
        }
    }

    /// Works for a locked account too, and ends every token of the device.
    fn log_out(&mut self, asked: &Asked) -> Reply {
        match asked.token.as_ref().and_then(|token| self.tokens.get(token)).cloned() {
            Some(Token { localpart, device }) => {
                self.tokens.retain(|_, token| token.localpart != localpart || token.device != device);
                Reply::ok(json!({}))
            }
            None => Reply::no_token(asked.token.is_some()),
        }
    }

    fn who_am_i(&self, asked: &Asked) -> Result<Reply, Reply> {
        if asked.token.as_ref() == Some(&self.setup.admin_token) {
            return Ok(Reply::ok(json!({ "user_id": self.user_id("admin"), "is_guest": false })));
        }
        let Token { localpart, device } = self.signed_in(asked)?;
        Ok(Reply::ok(json!({ "user_id": self.user_id(&localpart), "is_guest": false, "device_id": device })))
    }

    /// The policy comes first, as in Synapse: before the token and before the old password.
    fn set_password(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        asked.body.as_ref().ok_or_else(Reply::not_json)?;
        let new = asked.text("/new_password").unwrap_or_default();
        if new.chars().count() > 512 {
            return Err(Reply::error(400, "M_BAD_JSON", "1 validation error for PostBody"));
        }
        self.policy.check(new)?;
        let Token { localpart, device } = self.signed_in(asked)?;
        let given = asked.text("/auth/session").map(str::to_owned);
        if let Some(session) = given.as_ref().filter(|session| !self.auth_sessions.contains(*session)) {
            return Err(Reply::error(400, "M_UNKNOWN", &format!("Unknown session ID: {session}")));
        }
        let session = given.unwrap_or_else(|| self.draw("session"));
        self.auth_sessions.insert(session.clone());
        let unproven = Reply::unproven(&session);
        let (Some("m.login.password"), Some(user), Some(old)) =
            (asked.text("/auth/type"), asked.text("/auth/identifier/user"), asked.text("/auth/password"))
        else {
            return Err(unproven);
        };
        let named = self.localpart(user);
        let account = self.accounts.get_mut(&named).filter(|account| account.password == old);
        let Some(account) = account else {
            let wrong = unproven.with("completed", json!([])).with("errcode", "M_FORBIDDEN".into());
            return Err(wrong.with("error", "Invalid username or password".into()));
        };
        if named != localpart {
            return Err(Reply::error(403, "M_FORBIDDEN", "Invalid auth"));
        }
        new.clone_into(&mut account.password);
        self.auth_sessions.remove(&session);
        if asked.body.as_ref().and_then(|body| body.get("logout_devices")?.as_bool()).unwrap_or(true) {
            self.tokens.retain(|_, token| token.localpart != localpart || token.device == device);
        }
        Ok(Reply::ok(json!({})))
    }

    fn profile(&self, asked: &Asked) -> Reply {
        match self.accounts.get(&self.localpart(asked.named())).and_then(|account| account.display_name.as_ref()) {
            Some(name) => Reply::ok(json!({ "displayname": name })),
            None => Reply::error(404, "M_UNKNOWN", "No row found (profiles)"),
        }
    }

    fn set_display_name(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        let Token { localpart, .. } = self.signed_in(asked)?;
        if self.localpart(asked.named()) != localpart {
            return Err(Reply::error(400, "M_FORBIDDEN", "Cannot set another user's displayname"));
        }
        let name = asked.text("/displayname").unwrap_or_default();
        if name.chars().count() > 256 {
            return Err(Reply::error(400, "M_UNKNOWN", "Displayname is too long (max 256)"));
        }
        if let Some(account) = self.accounts.get_mut(&localpart) {
            account.display_name = (!name.is_empty()).then(|| name.to_owned());
        }
        Ok(Reply::ok(json!({})))
    }

    fn join(&mut self, asked: &Asked) -> Result<Reply, Reply> {
        let Token { localpart, .. } = self.signed_in(asked)?;
        let room = asked.named().to_owned();
        if !room.starts_with(['#', '!']) {
            return Err(Reply::error(400, "M_UNKNOWN", &format!("{room} was not legal room ID or room alias")));
        }
        if !self.rooms.contains(&room) {
            return Err(Reply::error(404, "M_NOT_FOUND", &format!("Room alias {room} not found")));
        }
        if let Some(account) = self.accounts.get_mut(&localpart) {
            account.joined.insert(room.clone());
        }
        Ok(Reply::ok(json!({ "room_id": room })))
    }

    pub(super) fn signed_in(&self, asked: &Asked) -> Result<Token, Reply> {
        let token =
            asked.token.as_ref().and_then(|token| self.tokens.get(token)).cloned().ok_or_else(|| Reply::no_token(asked.token.is_some()))?;
        match self.accounts.get(&token.localpart) {
            Some(account) if account.locked => Err(Reply::locked()),
            _ => Ok(token),
        }
    }

    fn new_session(&mut self, localpart: &str, device: Option<&str>) -> Value {
        let device = device.map_or_else(|| self.draw("DEVICE"), str::to_owned);
        let access_token = self.draw("syt");
        self.tokens.insert(access_token.clone(), Token { localpart: localpart.to_owned(), device: device.clone() });
        json!({
            "user_id": self.user_id(localpart),
            "home_server": self.setup.server_name,
            "access_token": access_token,
            "device_id": device,
        })
    }

    fn user_id(&self, localpart: &str) -> String {
        format!("@{localpart}:{}", self.setup.server_name)
    }

    /// Of a whole id of this homeserver or of a bare name, in any case.
    fn localpart(&self, user: &str) -> String {
        let bare = user.strip_prefix('@').and_then(|id| id.strip_suffix(&self.setup.server_name)?.strip_suffix(':'));
        bare.unwrap_or(user).to_lowercase()
    }

    /// Something nobody had before. A double needs no randomness, and a test that fails is read more easily without.
    fn draw(&mut self, what: &str) -> String {
        self.drawn += 1;
        format!("{what}_{}", self.drawn)
    }
}
