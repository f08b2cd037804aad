//! Every case against the double and against a real Synapse.

use std::time::Duration;

use anyhow::Context as _;
use harness::matrix_double::{MatrixDouble, Policy, Setup, registration_mac};
use harness::synapse::{Synapse, Wishes};
use reqwest::Method;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use url::Url;
use worker::platforms::matrix::{Absence, Deadlines, Fault, PolicyFault, Refused};

use super::{CHOSEN, DEVICE, FIRST, SECRET, SERVER_NAME, changes, homeserver, homeserver_with, looks, register, set_password};

pub(super) const ROOM: &str = "#lobby:example.test";
const STRICT_SYNAPSE: &str = "password_config:\n  policy: {enabled: true, minimum_length: 10, require_digit: true, require_symbol: true, \
                              require_lowercase: true, require_uppercase: true}\n";
const STRICT_DOUBLE: Policy = Policy {
    minimum_length: 10,
    require_digit: true,
    require_symbol: true,
    require_lowercase: true,
    require_uppercase: true,
    refuse_all: false,
};

/// Either homeserver, with what its own people can do to it.
pub(super) enum Subject {
    Double(MatrixDouble),
    Synapse { synapse: Box<Synapse>, admin: String },
}

impl Subject {
    async fn double() -> anyhow::Result<Self> {
        let double = MatrixDouble::start(Setup::default()).await?;
        double.set_policy(STRICT_DOUBLE);
        double.add_room(ROOM);
        Ok(Self::Double(double))
    }

    async fn synapse() -> anyhow::Result<Option<Self>> {
        let Some(synapse) = Synapse::start(Wishes { lift_limits: true, settings: STRICT_SYNAPSE }).await? else { return Ok(None) };
        let admin = synapse.make_admin("keeper", "Keeper-secret-1!").await?;
        let subject = Self::Synapse { synapse: Box::new(synapse), admin };
        let room = json!({ "room_alias_name": "lobby", "preset": "public_chat" });
        subject.admin(Method::POST, "/_matrix/client/v3/createRoom", &room).await?;
        Ok(Some(subject))
    }

    pub(super) fn url(&self) -> &Url {
        match self {
            Self::Double(double) => double.url(),
            Self::Synapse { synapse, .. } => synapse.url(),
        }
    }

    pub(super) fn admin_token(&self) -> String {
        match self {
            Self::Double(double) => double.setup().admin_token,
            Self::Synapse { admin, .. } => admin.clone(),
        }
    }

    pub(super) async fn set_locked(&self, localpart: &str, locked: bool) -> anyhow::Result<()> {
        match self {
            Self::Double(double) => double.set_locked(localpart, locked),
            Self::Synapse { .. } => {
                let path = format!("/_synapse/admin/v2/users/@{localpart}:{SERVER_NAME}");
                self.admin(Method::PUT, &path, &json!({ "locked": locked })).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn set_admin(&self, localpart: &str) -> anyhow::Result<()> {
        match self {
            Self::Double(double) => double.set_admin(localpart),
            Self::Synapse { .. } => {
                let path = format!("/_synapse/admin/v2/users/@{localpart}:{SERVER_NAME}");
                self.admin(Method::PUT, &path, &json!({ "admin": true })).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn deactivate(&self, localpart: &str) -> anyhow::Result<()> {
        match self {
            Self::Double(double) => double.deactivate(localpart),
            Self::Synapse { .. } => {
                let path = format!("/_synapse/admin/v1/deactivate/@{localpart}:{SERVER_NAME}");
                self.admin(Method::POST, &path, &json!({ "erase": true })).await?;
            }
        }
        Ok(())
    }

    async fn admin(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<()> {
        let request = harness::client::client()?.request(method, self.url().join(path)?).bearer_auth(self.admin_token());
        request.json(body).send().await?.error_for_status()?;
        Ok(())
    }

    /// Status, error code and body of one request as it stands.
    pub(super) async fn raw(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> anyhow::Result<(u16, String, Value)> {
        let mut request = harness::client::client()?.request(method, self.url().join(path)?);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap_or(Value::Null);
        let errcode = body.get("errcode").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok((status, errcode, body))
    }

    async fn nonce(&self) -> anyhow::Result<String> {
        let (_, _, body) = self.raw(Method::GET, "/_synapse/admin/v1/register", None, None).await?;
        body.get("nonce").and_then(Value::as_str).map(str::to_owned).context("no nonce")
    }
}

#[tokio::test]
async fn the_double_answers_as_written_down() -> anyhow::Result<()> {
    every_case(&Subject::double().await?).await
}

#[tokio::test]
async fn a_real_synapse_answers_as_written_down() -> anyhow::Result<()> {
    match Subject::synapse().await? {
        Some(synapse) => every_case(&synapse).await,
        None => Ok(()),
    }
}

async fn every_case(subject: &Subject) -> anyhow::Result<()> {
    registrations(subject).await?;
    names(subject).await?;
    sessions(subject).await?;
    passwords(subject).await?;
    locked_and_gone(subject).await?;
    changes::every_case(subject).await?;
    looks::every_case(subject).await?;
    raw_answers(subject).await
}

async fn registrations(subject: &Subject) -> anyhow::Result<()> {
    let homeserver = homeserver(subject.url());
    assert_eq!(homeserver.check().await, Ok(()));
    let wrong = homeserver_with(subject.url(), "another", None, Deadlines::default());
    assert_eq!(wrong.check().await, Err(Refused::Misconfigured(Fault::WrongSecret)));
    assert_eq!(register(&wrong, "nobody", FIRST).await.err(), Some(Refused::Misconfigured(Fault::WrongSecret)));

    let session = register(&homeserver, "alice", FIRST).await?;
    assert_eq!(session.user_id, "@alice:example.test");
    for (localpart, refused) in [
        ("alice", Refused::NameTaken),
        ("ALICE", Refused::NameTaken),
        ("bad name", Refused::NameRefused),
        ("zoë", Refused::NameRefused),
        ("_under", Refused::NameRefused),
        ("12345", Refused::NameRefused),
        ("", Refused::NameRefused),
        (&"a".repeat(256), Refused::NameRefused),
        (&"a".repeat(513), Refused::Away(Absence::Unexpected(400))),
    ] {
        assert_eq!(register(&homeserver, localpart, FIRST).await.err(), Some(refused), "{localpart:.20}");
    }
    // Everything the design lets a name have, this homeserver takes.
    for localpart in ["a", "a_b", "9lives", "abcdefghijklmnopqrstuvwxyz0123"] {
        register(&homeserver, localpart, FIRST).await.with_context(|| localpart.to_owned())?;
    }
    Ok(())
}

async fn names(subject: &Subject) -> anyhow::Result<()> {
    let with = |token: Option<&str>| homeserver_with(subject.url(), SECRET, token, Deadlines::default());
    let admin = with(Some(&subject.admin_token()));
    assert_eq!(admin.username_available("nobody").await, Ok(true));
    assert_eq!(admin.username_available("alice").await, Ok(false));
    assert_eq!(admin.username_available("bad name").await, Err(Refused::NameRefused));
    assert_eq!(admin.username_available("a&b=c").await, Err(Refused::NameRefused));
    assert_eq!(with(None).username_available("nobody").await, Err(Refused::NotConfigured));
    let ordinary = homeserver(subject.url()).log_in("alice", &FIRST.into(), "other").await?;
    for token in ["syt_wrong", ordinary.access_token.expose_secret()] {
        assert_eq!(with(Some(token)).username_available("nobody").await, Err(Refused::Misconfigured(Fault::AdminToken)));
    }
    Ok(())
}

async fn sessions(subject: &Subject) -> anyhow::Result<()> {
    let homeserver = homeserver(subject.url());
    for (localpart, password) in [("alice", "wrong"), ("nobody", FIRST), ("alice", "")] {
        let refused = homeserver.log_in(localpart, &password.into(), DEVICE).await.err();
        assert_eq!(refused, Some(Refused::WrongPassword), "{localpart}");
    }
    let first = register(&homeserver, "bob", FIRST).await?;
    let second = homeserver.log_in("BOB", &FIRST.into(), DEVICE).await?;
    let other = homeserver.log_in("bob", &FIRST.into(), "telephone").await?;
    assert_eq!(second.user_id, first.user_id);

    // A log-in that adopts an account does not end the token of the attempt that made it.
    for session in [&first, &second, &first] {
        homeserver.join_room(&session.access_token, ROOM).await?;
    }
    for room in ["#nowhere:example.test", "nonsense"] {
        assert_eq!(homeserver.join_room(&first.access_token, room).await, Err(Refused::RoomRefused), "{room}");
    }

    // Logging one attempt out logs out every attempt with its device, and no other device.
    homeserver.log_out(&second.access_token).await?;
    homeserver.log_out(&second.access_token).await?;
    assert_eq!(homeserver.join_room(&first.access_token, ROOM).await, Err(Refused::SignedOut));
    homeserver.join_room(&other.access_token, ROOM).await?;
    Ok(())
}

async fn passwords(subject: &Subject) -> anyhow::Result<()> {
    let homeserver = homeserver(subject.url());
    let policy = homeserver.password_policy().await?;
    let session = register(&homeserver, "carol", FIRST).await?;
    let telephone = homeserver.log_in("carol", &FIRST.into(), "telephone").await?;

    let faults = |password: &str| policy.complaints(password);
    for (password, fault) in [
        ("Ab1!", PolicyFault::TooShort { at_least: None }),
        ("Abcdefghijk!", PolicyFault::NoDigit),
        ("Abcdefghijk1", PolicyFault::NoSymbol),
        ("abcdefghijk1!", PolicyFault::NoUppercase),
        ("ABCDEFGHIJK1!", PolicyFault::NoLowercase),
        (&"Aa1!".repeat(129), PolicyFault::TooLong { at_most: 512 }),
    ] {
        let refused = set_password(&homeserver, &session, FIRST, password).await;
        assert_eq!(refused, Err(Refused::PasswordRefused(vec![fault])), "{password:.20}");
        assert_eq!(faults(password).len(), 1, "what the homeserver refuses we foresee, and nothing else: {password:.20}");
    }
    assert_eq!(faults("Abcdefghij1ö"), [], "a foreign letter is a symbol");

    assert_eq!(set_password(&homeserver, &session, "wrong", CHOSEN).await, Err(Refused::AuthenticationFailed));
    assert_eq!(set_password(&homeserver, &session, FIRST, CHOSEN).await, Ok(()));
    let change = set_password(&homeserver, &telephone, CHOSEN, CHOSEN).await;
    assert_eq!(change, Err(Refused::SignedOut), "every other device is out");

    // The same change again, as after a crash: the first secret has gone, the chosen one proves that it was us.
    assert_eq!(set_password(&homeserver, &session, FIRST, CHOSEN).await, Err(Refused::AuthenticationFailed));
    assert_eq!(set_password(&homeserver, &session, CHOSEN, CHOSEN).await, Ok(()));
    assert_eq!(homeserver.log_in("carol", &FIRST.into(), DEVICE).await.err(), Some(Refused::WrongPassword));
    homeserver.log_in("carol", &CHOSEN.into(), DEVICE).await?;

    homeserver.log_out(&session.access_token).await?;
    assert_eq!(set_password(&homeserver, &session, CHOSEN, CHOSEN).await, Err(Refused::SignedOut));
    Ok(())
}

async fn locked_and_gone(subject: &Subject) -> anyhow::Result<()> {
    let homeserver = homeserver(subject.url());
    let session = register(&homeserver, "dave", FIRST).await?;
    subject.set_locked("dave", true).await?;
    assert_eq!(register(&homeserver, "dave", FIRST).await.err(), Some(Refused::NameTaken));
    assert_eq!(homeserver.log_in("dave", &FIRST.into(), DEVICE).await.err(), Some(Refused::Locked));
    assert_eq!(homeserver.log_in("dave", &"wrong".into(), DEVICE).await.err(), Some(Refused::WrongPassword));
    assert_eq!(set_password(&homeserver, &session, FIRST, CHOSEN).await, Err(Refused::Locked));
    assert_eq!(homeserver.log_out(&session.access_token).await, Ok(()), "a locked account may still leave");

    register(&homeserver, "erin", FIRST).await?;
    subject.deactivate("erin").await?;
    assert_eq!(register(&homeserver, "erin", FIRST).await.err(), Some(Refused::NameTaken), "a name stays taken for ever");
    assert_eq!(homeserver.log_in("erin", &FIRST.into(), DEVICE).await.err(), Some(Refused::WrongPassword));
    Ok(())
}

/// Method, path, token and body; status and error code.
type Case<'a> = (&'a Method, &'a str, Option<&'a str>, Option<&'a Value>, u16, &'a str);

/// What the client never sends, or never looks at, and a double must do all the same.
async fn raw_answers(subject: &Subject) -> anyhow::Result<()> {
    let homeserver = homeserver(subject.url());
    let frank = register(&homeserver, "frank", FIRST).await?;
    let token = Some(frank.access_token.expose_secret());
    let (login, register, password) = ("/_matrix/client/v3/login", "/_synapse/admin/v1/register", "/_matrix/client/v3/account/password");

    let nonce = subject.nonce().await?;
    let mac = registration_mac(SECRET, &nonce, "grace", FIRST, false);
    let order = json!({ "nonce": nonce, "username": "grace", "password": FIRST, "mac": mac });
    let spoiled = json!({ "nonce": subject.nonce().await?, "username": "grace", "password": FIRST, "mac": "00" });
    let change = json!({ "new_password": CHOSEN });
    let strange = json!({ "new_password": CHOSEN, "auth": { "type": "m.login.password", "session": "none", "password": FIRST,
        "identifier": { "type": "m.id.user", "user": "@frank:example.test" } } });
    let name = json!({ "displayname": "Not mine" });

    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let cases: [Case<'_>; 22] = [
        (&post, register, None, Some(&json!({})), 400, "M_BAD_JSON"),
        (&post, register, None, Some(&json!({ "nonce": "unknown" })), 400, "M_UNKNOWN"),
        (&post, register, None, None, 400, "M_NOT_JSON"),
        (&post, register, None, Some(&spoiled), 403, "M_UNKNOWN"),
        (&post, register, None, Some(&spoiled), 400, "M_UNKNOWN"),
        (&post, register, None, Some(&order), 200, ""),
        (&post, register, None, Some(&order), 400, "M_UNKNOWN"),
        (&post, login, None, None, 400, "M_NOT_JSON"),
        (&post, login, None, Some(&json!({ "type": "m.login.password", "password": "x" })), 400, "M_INVALID_PARAM"),
        (&post, password, token, Some(&change), 401, ""),
        (&post, password, token, Some(&strange), 400, "M_UNKNOWN"),
        (&post, password, Some("syt_wrong"), Some(&change), 401, "M_UNKNOWN_TOKEN"),
        (&post, password, Some("syt_wrong"), Some(&json!({ "new_password": "weak" })), 400, "M_PASSWORD_TOO_SHORT"),
        (&get, "/_matrix/client/v3/account/whoami", token, None, 200, ""),
        (&get, "/_matrix/client/v3/account/whoami", None, None, 401, "M_MISSING_TOKEN"),
        (&get, "/_matrix/client/v3/account/whoami", Some("syt_wrong"), None, 401, "M_UNKNOWN_TOKEN"),
        (&put, "/_matrix/client/v3/profile/@alice:example.test/displayname", token, Some(&name), 400, "M_FORBIDDEN"),
        (&get, "/_matrix/client/v3/password_policy", None, None, 200, ""),
        (&get, "/_matrix/client/v1/auth_metadata", None, None, 404, "M_UNRECOGNIZED"),
        (&get, "/_matrix/client/versions", None, None, 200, ""),
        (&get, "/_matrix/client/v3/nothing", None, None, 404, "M_UNRECOGNIZED"),
        (&get, "/health", None, None, 200, ""),
    ];
    for (method, path, token, body, status, errcode) in cases {
        let (seen, code, document) = subject.raw(method.clone(), path, token, body).await?;
        assert_eq!((seen, code.as_str()), (status, errcode), "{method} {path} {body:?}: {document}");
    }

    let (_, _, asked) = subject.raw(post.clone(), password, token, Some(&change)).await?;
    assert!(asked.get("session").is_some_and(Value::is_string), "{asked}");
    assert_eq!(asked.get("flows"), Some(&json!([{ "stages": ["m.login.password"] }])));
    Ok(())
}

#[tokio::test]
async fn twelve_accounts_in_a_row_on_the_limits_synapse_ships() -> anyhow::Result<()> {
    let double = MatrixDouble::start(Setup::default()).await?;
    double.limit_log_ins(true);
    twelve_and_then_log_ins(double.url()).await?;
    match Synapse::start(Wishes::default()).await? {
        Some(synapse) => twelve_and_then_log_ins(synapse.url()).await,
        None => Ok(()),
    }
}

async fn twelve_and_then_log_ins(url: &Url) -> anyhow::Result<()> {
    let homeserver = homeserver(url);
    for number in 0..12 {
        let session = register(&homeserver, &format!("person{number}"), FIRST).await?;
        set_password(&homeserver, &session, FIRST, CHOSEN).await?;
        homeserver.log_out(&session.access_token).await?;
    }
    for _ in 0..5 {
        homeserver.log_in("person1", &CHOSEN.into(), DEVICE).await?;
    }
    match homeserver.log_in("person1", &CHOSEN.into(), DEVICE).await {
        Err(Refused::Busy { retry_after: Some(wait) }) => {
            assert!((200..=334).contains(&wait.as_secs()), "{wait:?}");
        }
        other => anyhow::bail!("the sixth log-in: {other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn a_frozen_synapse_is_only_late() -> anyhow::Result<()> {
    let Some(synapse) = Synapse::start(Wishes { lift_limits: true, settings: "" }).await? else { return Ok(()) };
    let patient = homeserver(synapse.url());
    assert_eq!(patient.check().await, Ok(()));
    let impatient = Deadlines { total: Duration::from_millis(500), connect: Duration::from_secs(1) };
    let caller = homeserver_with(synapse.url(), SECRET, None, impatient);
    synapse.freeze()?;
    assert_eq!(register(&caller, "late", FIRST).await.err(), Some(Refused::Away(Absence::Timeout)));
    synapse.thaw()?;
    register(&patient, "late", FIRST).await?;
    Ok(())
}

#[tokio::test]
async fn a_synapse_that_was_killed_comes_back_with_its_accounts() -> anyhow::Result<()> {
    let Some(mut synapse) = Synapse::start(Wishes { lift_limits: true, settings: "" }).await? else { return Ok(()) };
    let homeserver = homeserver(synapse.url());
    register(&homeserver, "alice", FIRST).await?;
    synapse.kill().await?;
    assert_eq!(register(&homeserver, "bob", FIRST).await.err(), Some(Refused::Away(Absence::Unreachable)));
    synapse.start_again().await?;
    assert_eq!(register(&homeserver, "alice", FIRST).await.err(), Some(Refused::NameTaken));
    homeserver.log_in("alice", &FIRST.into(), DEVICE).await?;
    synapse.terminate().await
}
