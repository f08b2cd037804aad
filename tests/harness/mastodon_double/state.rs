//! What the double knows: accounts, applications and tokens, and the few things Mastodon itself does to them. Passwords lie here as
//! they were sent, so a test can see that a stranger's stayed. What the wires call these things stays with the wires; no waiting here.

use serde_json::Value;

use super::Setup;
use super::trouble::{Call, Inside, Seen, Troubles};

/// The moment at which everything here is made, in seconds since 1970: the beginning of every test's clock.
pub(super) const MADE_AT: i64 = 1_795_176_000;
/// The same as the API writes it.
pub(super) const MADE_AT_TEXT: &str = "2026-11-20T12:00:00.000Z";
/// The same as HTTP's headers write it.
pub(super) const MADE_AT_DATE: &str = "Fri, 20 Nov 2026 12:00:00 GMT";
/// What is out of bounds for a stranger; since 4.4 the server's own tools may take them.
pub(super) const RESERVED: &str = "abuse account accounts admin administration administrator admins help helpdesk instance mod moderator \
                                   moderators mods owner root security server staff support webmaster";
/// The redirect address of an application that has no page of its own.
pub(super) const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// Who may sign up over HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registrations {
    /// Anybody.
    Open,
    /// Anybody, and a moderator of the instance decides.
    Approval,
    /// Nobody.
    Closed,
}

/// By whom an account was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MadeBy {
    /// A program inside the instance.
    Inside,
    /// The same, in the name of the application of this `client_id`.
    InsideAs(String),
    /// The application of this `client_id`, over HTTP.
    Application(String),
    /// Somebody, in Mastodon's own form.
    Form,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct User {
    pub id: String,
    pub username: String,
    pub email: String,
    pub password: String,
    /// Why they want to join; a mark is its last line.
    pub reason: String,
    pub made_by: MadeBy,
    pub locale: String,
    pub role: Option<String>,
    pub confirmed: bool,
    pub approved: bool,
    pub disabled: bool,
    pub suspended: bool,
    pub second_factor: bool,
    /// Whether they ever signed in.
    pub signed_in: bool,
    pub sessions_count: usize,
    pub posts_count: usize,
    /// Mastodon's own letters for a new password.
    pub reset_letters_count: usize,
    /// Mastodon's own letters that confirm the address.
    pub confirmation_letters_count: usize,
}

impl User {
    /// What the reason's last line says, whoever wrote it.
    pub fn mark(&self) -> Option<&str> {
        self.reason.rsplit('\n').next()?.strip_prefix("gatelodge:").filter(|mark| is_key(mark))
    }

    /// The mark, where it counts: anybody may end a reason like that in a form.
    pub fn key_for(&self, client_id: Option<&str>) -> Option<&str> {
        let counts = match &self.made_by {
            MadeBy::Inside | MadeBy::InsideAs(_) => true,
            MadeBy::Application(id) => Some(id.as_str()) == client_id,
            MadeBy::Form => false,
        };
        self.mark().filter(|_| counts)
    }

    /// The `client_id` of the application that made it.
    pub fn maker(&self) -> Option<&str> {
        match &self.made_by {
            MadeBy::InsideAs(id) | MadeBy::Application(id) => Some(id),
            MadeBy::Inside | MadeBy::Form => None,
        }
    }

    /// Whether its owner gets in at all.
    pub const fn may_sign_in(&self) -> bool {
        self.confirmed && self.approved && !self.disabled && !self.suspended
    }

    /// Whether it may be used, and is nobody's who runs the instance.
    pub const fn is_functional(&self) -> bool {
        self.may_sign_in() && self.role.is_none()
    }
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Application {
    /// Its number, which is none of its secrets.
    pub id: String,
    pub name: String,
    pub client_id: String,
    pub client_secret: String,
    pub scopes: Vec<String>,
}

/// Whose a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// The application itself.
    Application,
    /// The administrator, who is no account of this double's.
    Administrator,
    /// The account of this id.
    User(String),
}

/// An access token.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct Token {
    pub access_token: String,
    pub holder: Holder,
    pub client_id: String,
    pub scopes: Vec<String>,
    pub created_at: i64,
    pub revoked: bool,
}

/// An account to be made.
#[derive(Clone, Copy)]
pub(super) struct Order<'a> {
    pub(super) username: &'a str,
    pub(super) email: &'a str,
    pub(super) password: &'a str,
    pub(super) reason: &'a str,
    pub(super) locale: &'a str,
    pub(super) made_by: &'a MadeBy,
    pub(super) confirmed: bool,
    pub(super) approved: bool,
}

pub(super) struct State {
    pub(super) setup: Setup,
    pub(super) users: Vec<User>,
    pub(super) applications: Vec<Application>,
    pub(super) tokens: Vec<Token>,
    pub(super) registrations: Registrations,
    pub(super) blocked_domains: Vec<String>,
    pub(super) inside: Inside,
    pub(super) script: Option<String>,
    pub(super) troubles: Troubles,
    pub(super) calls: Vec<Seen>,
    pub(super) argvs: Vec<Vec<String>>,
    pub(super) created_count: usize,
    drawn: u64,
}

impl State {
    pub(super) fn new(setup: Setup) -> Self {
        let application = Application {
            id: "1".to_owned(),
            name: setup.client_name.clone(),
            client_id: setup.client_id.clone(),
            client_secret: setup.client_secret.clone(),
            scopes: words(&setup.scopes),
        };
        let admin = Token {
            access_token: setup.admin_token.clone(),
            holder: Holder::Administrator,
            client_id: "admin".to_owned(),
            scopes: words("admin:read:accounts admin:write:accounts"),
            created_at: MADE_AT,
            revoked: false,
        };
        Self {
            setup,
            users: Vec::new(),
            applications: vec![application],
            tokens: vec![admin],
            registrations: Registrations::Approval,
            blocked_domains: Vec::new(),
            inside: Inside::default(),
            script: None,
            troubles: Troubles::default(),
            calls: Vec::new(),
            argvs: Vec::new(),
            created_count: 0,
            drawn: 0,
        }
    }

    pub(super) fn calls_count(&self, call: Call) -> usize {
        self.calls.iter().filter(|seen| seen.call == call).count()
    }

    // Accounts.

    pub(super) fn named(&self, username: &str) -> Option<&User> {
        self.users.iter().find(|user| user.username.eq_ignore_ascii_case(username))
    }

    pub(super) fn addressed(&self, email: &str) -> Option<&User> {
        self.users.iter().find(|user| user.email == email.to_lowercase())
    }

    /// The one account that bears this key. Where two claim it, the one that the application made is believed, and else neither.
    pub(super) fn by_key(&self, key: &str, client_id: Option<&str>) -> Option<&User> {
        let mut bearers: Vec<_> = self.users.iter().filter(|user| user.key_for(client_id) == Some(key)).collect();
        if bearers.len() > 1 {
            bearers.retain(|user| client_id.is_some() && user.maker() == client_id);
        }
        if let [user] = bearers[..] { Some(user) } else { None }
    }

    pub(super) fn user_mut(&mut self, id: &str) -> Option<&mut User> {
        self.users.iter_mut().find(|user| user.id == id)
    }

    /// Which fields are wrong, and how, as Mastodon's model says it.
    pub(super) fn faults(&self, order: &Order, refuses_reserved: bool) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        let name = order.username;
        if name.is_empty() {
            faults.push(("username", "blank"));
        } else {
            let is_plain = name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
            let lower = name.to_lowercase();
            let checks = [
                (!is_plain, "invalid"),
                (name.chars().count() > 30, "too_long"),
                (refuses_reserved && RESERVED.split_whitespace().any(|word| word == lower), "reserved"),
                (self.named(name).is_some(), "taken"),
            ];
            faults.extend(checks.into_iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, fault)| ("username", fault)));
        }
        faults.extend(self.fault_of_email(order.email).map(|fault| ("email", fault)));
        faults.extend(fault_of_password(order.password).map(|fault| ("password", fault)));
        if order.reason.chars().count() > 420 {
            faults.push(("reason", "too_long"));
        }
        faults
    }

    fn fault_of_email(&self, email: &str) -> Option<&'static str> {
        if email.is_empty() {
            return Some("blank");
        }
        let (local, domain) = email.rsplit_once('@').unwrap_or_default();
        let is_wrong = |char: char| char.is_whitespace() || char.is_control() || "<>()[],;:\\\"@".contains(char);
        if local.is_empty() || domain.is_empty() || local.contains(is_wrong) || domain.contains(is_wrong) {
            return Some("invalid");
        }
        if self.blocked_domains.iter().any(|blocked| blocked.eq_ignore_ascii_case(domain)) {
            return Some("blocked");
        }
        self.addressed(email).map(|_| "taken")
    }

    /// Makes an account that has no fault; gives its id.
    pub(super) fn make(&mut self, order: &Order) -> String {
        self.drawn += 1;
        let id = if self.setup.gotosocial { format!("01KAGATE{:018}", self.drawn) } else { format!("1151800000{:08}", self.drawn) };
        self.users.push(User {
            id: id.clone(),
            username: order.username.to_owned(),
            email: order.email.to_lowercase(),
            password: order.password.to_owned(),
            reason: order.reason.to_owned(),
            made_by: order.made_by.clone(),
            locale: order.locale.to_owned(),
            role: None,
            confirmed: order.confirmed,
            approved: order.approved,
            disabled: false,
            suspended: false,
            second_factor: false,
            signed_in: false,
            sessions_count: 0,
            posts_count: 0,
            reset_letters_count: 0,
            confirmation_letters_count: usize::from(!order.confirmed),
        });
        id
    }

    /// As `change_password!` does: whoever is signed in is so no longer, and every token ends.
    pub(super) fn change_password(&mut self, id: &str, new: &str) {
        if let Some(user) = self.user_mut(id) {
            new.clone_into(&mut user.password);
            user.sessions_count = 0;
        }
        self.revoke_where(|token| token.holder == Holder::User(id.to_owned()));
    }

    pub(super) fn remove(&mut self, id: &str) {
        self.users.retain(|user| user.id != id);
        self.tokens.retain(|token| token.holder != Holder::User(id.to_owned()));
    }

    // Applications and tokens.

    pub(super) fn application(&self, client_id: &str) -> Option<&Application> {
        self.applications.iter().find(|application| application.client_id == client_id)
    }

    pub(super) fn make_application(&mut self, name: &str, scopes: &[String]) -> Application {
        let application = Application {
            id: (self.drawn + 2).to_string(),
            name: name.to_owned(),
            client_id: self.draw("client"),
            client_secret: self.draw("secret"),
            scopes: scopes.to_vec(),
        };
        self.applications.push(application.clone());
        application
    }

    /// A live token of this holder, application and these very scopes; the one that is there, or a new one.
    pub(super) fn find_or_make_token(&mut self, holder: Holder, client_id: &str, scopes: &[String]) -> Token {
        let is_it = |token: &&Token| !token.revoked && token.holder == holder && token.client_id == client_id && token.scopes == scopes;
        if let Some(token) = self.tokens.iter().find(is_it) {
            return token.clone();
        }
        let token = Token {
            access_token: self.draw("token"),
            holder,
            client_id: client_id.to_owned(),
            scopes: scopes.to_vec(),
            created_at: MADE_AT,
            revoked: false,
        };
        self.tokens.push(token.clone());
        token
    }

    /// How many live ones ended.
    pub(super) fn revoke_where(&mut self, is_meant: impl Fn(&Token) -> bool) -> usize {
        let mut revoked_count = 0;
        for token in self.tokens.iter_mut().filter(|token| !token.revoked && is_meant(token)) {
            token.revoked = true;
            revoked_count += 1;
        }
        revoked_count
    }

    /// Something nobody had before. A double needs no randomness, and a test that fails is read more easily without.
    fn draw(&mut self, what: &str) -> String {
        self.drawn += 1;
        format!("{what}-{:037}", self.drawn)
    }

    /// As `SecureRandom.hex`.
    pub(super) fn draw_hex(&mut self) -> String {
        self.drawn += 1;
        format!("{:032x}", u128::from(self.drawn) | (0xd0b1e << 108))
    }
}

/// What is wrong with a password: 8 characters at least, 72 bytes at most.
pub(super) fn fault_of_password(password: &str) -> Option<&'static str> {
    match password {
        "" => Some("blank"),
        short if short.chars().count() < 8 => Some("too_short"),
        long if long.len() > 72 => Some("too_long"),
        _ => None,
    }
}

/// Whether a mark could be one.
pub(super) fn is_key(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Scopes as everybody writes them.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A list of texts, if it is nothing else.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
}
