//! Every setting there is: its name, default, who reads it, whether it is secret, and what it means.
//!
//! The only list: readers take names and defaults from it, `config` prints from it, and `deploy/CONFIGURATION.md` is
//! generated from it. What a value must look like is said where it is read.

use crate::platform::Platform;

/// What names begin with, but for the few that are spelled whole.
pub const PREFIX: &str = "GATELODGE_";
/// How a setting is called that names a file with the value.
pub(super) const FILE: &str = "_FILE";

/// One of the two processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// `gatelodge-api`.
    Api,
    /// `gatelodge-worker`.
    Worker,
}

/// Which processes read a setting; the others take no notice of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Both, and both must be given the same.
    Both,
    /// The API alone.
    Api,
    /// The worker alone.
    Worker,
}

/// How a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Plain,
    /// Its number of entries only: it names people.
    Counted,
    /// As a URL without its credentials; may rest in a file.
    Url,
    /// Not at all; may rest in a file.
    Never,
}

/// What holds where nobody set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// This value.
    Value(&'static str),
    /// The setting is off.
    Nothing,
    /// A fault.
    Required,
}

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// The whole name.
    pub name: &'static str,
    /// Who reads it.
    pub readers: Readers,
    /// How it may be shown.
    pub shown: Shown,
    /// What holds where nobody set it.
    pub fallback: Fallback,
    /// A value that could stand there.
    pub example: &'static str,
    /// What it does, for the operator.
    pub meaning: &'static str,
}

impl Setting {
    /// Whether its value must not be shown; such a setting is also read from the file that `NAME_FILE` names.
    pub const fn is_secret(&self) -> bool {
        matches!(self.shown, Shown::Url | Shown::Never)
    }

    /// Whether `asked` is this setting under the given name, or the name of a file with it.
    pub(super) fn answers_to(&self, name: &str, asked: &str) -> bool {
        asked == name || (self.is_secret() && asked.strip_suffix(FILE) == Some(name))
    }

    /// The door that it belongs to and is named after; it counts only while that door is open.
    pub fn door(&self) -> Option<Platform> {
        let name = self.name.strip_prefix(PREFIX)?.to_ascii_lowercase();
        let is_after = |door: &Platform| name.strip_prefix(door.as_str()).is_some_and(|rest| rest.starts_with('_'));
        Platform::ALL.iter().copied().find(is_after)
    }

    /// Whether this process reads it.
    pub const fn is_read_by(&self, process: Process) -> bool {
        matches!((self.readers, process), (Readers::Both, _) | (Readers::Api, Process::Api) | (Readers::Worker, Process::Worker))
    }
}

/// How a setting is called: under our prefix, or whole where the name is older than this gate.
macro_rules! called {
    ($name:ident) => {
        concat!("GATELODGE_", stringify!($name))
    };
    ($name:ident whole) => {
        stringify!($name)
    };
}

macro_rules! catalogue {
    ($($name:ident $(($whole:ident))? $readers:ident $shown:ident $fallback:expr, $example:literal, $meaning:literal;)+) => {
        $(
            #[doc = $meaning]
            pub const $name: Setting = Setting {
                name: called!($name $($whole)?),
                readers: Readers::$readers,
                shown: Shown::$shown,
                fallback: $fallback,
                example: $example,
                meaning: $meaning,
            };
        )+
        /// All of them, in the order in which an operator meets them.
        pub const ALL: &[&Setting] = &[$(&$name),+];
    };
}

use Fallback::{Nothing, Required, Value};

catalogue! {
    REDIS_URL Both Url Value("redis://127.0.0.1:6379"), "rediss://gate:password@redis.example.org:6380/0",
        "Where everything rests. `redis://`, `rediss://` (TLS), `redis+unix:///path/to/socket`, `redis-sentinel://host:26379?sentinelServiceName=name` and `redis-cluster://host:7000?node=other:7001`; the last two also as `rediss-…`.";
    KEYS Both Never Required, "2026a:<base64 of 32 random bytes>",
        "The key ring that seals everything that rests: `id:base64-of-32-bytes`, the first seals, further ones after a comma still open. A key is made by `openssl rand -base64 32`.";
    PUBLIC_URL Both Plain Required, "https://join.example.org",
        "Where people reach this gate: the only source of links. No path; `http:` only on loopback or with `ALLOW_HTTP`.";
    ALLOW_HTTP Both Plain Value("false"), "true",
        "Whether the public URL may be `http:` on a host that is not loopback: everything then travels in the clear.";
    BIND Api Plain Value("127.0.0.1:8000"), "0.0.0.0:8000",
        "Address and port on which the API listens.";
    TRUSTED_PROXIES Api Plain Nothing, "10.0.0.0/8,::1",
        "Networks whose forwarding headers are believed, with commas.";
    COMMUNITY Both Plain Value("Gatelodge"), "The Allotment Society",
        "The name that people read on pages and in letters, at most 80 characters.";
    LOCALE Both Plain Value("en"), "en",
        "The language where nobody asks for another.";
    CONTACT Both Plain Nothing, "hello@example.org",
        "An address for questions: letters name it, and what people answer to them goes there.";
    OVERRIDES Both Plain Nothing, "/etc/gatelodge/overrides",
        "A folder whose style, logo, templates and texts win over the gate's own; read at the start.";
    LOG Both Plain Value("info"), "info,shared=debug",
        "What is logged: a level, or levels per part of the program.";
    METRICS_BIND Both Plain Nothing, "127.0.0.1:9464",
        "Address and port on which this process tells its monitoring how it does: `/metrics`, `/livez` and `/readyz`. Each process needs one of its own; nobody is asked who they are.";
    OTLP_ENDPOINT Both Plain Nothing, "http://127.0.0.1:4318",
        "Where traces go, by OTLP over HTTP: a collector's base address, to which `/v1/traces` is added. They hold no personal data.";
    MODERATORS Both Counted Required, "ann@example.org,bob@example.org",
        "Addresses of those who decide, with commas.";
    MODERATOR_LOCALES Both Counted Nothing, "ann@example.org=de,bob@example.org=fr",
        "The languages of moderators who read another one than `LOCALE`, with commas.";
    REASONS Both Plain Nothing, "We have no room at present|Please tell us more about yourself",
        "Reasons that moderators choose from when they reject, separated by `|`: at most 10 of at most 200 characters. They stand in the letter as they are.";
    APPROVALS Both Plain Value("1"), "2",
        "How many moderators must approve.";
    REJECTIONS Both Plain Value("1"), "2",
        "How many moderators must reject; 1 is a veto.";
    SERVICES Both Plain Value("matrix"), "matrix,mastodon",
        "The doors that are open, with commas: `matrix`, `mastodon`. Settings of a closed door are not looked at.";
    QUESTIONS Api Plain Nothing, "Who invited you?|What do you grow?",
        "Questions on the form, separated by `|`: at most 5 of at most 200 characters.";
    REQUIRE_REASON Api Plain Value("true"), "false",
        "Whether the form insists on a reason.";
    REQUIRE_EMAIL Api Plain Value("false"), "true",
        "Whether a registration must have an address.";
    CONFIRM_EMAIL Api Plain Value("true"), "false",
        "Whether an address is confirmed before moderators hear of it.";
    UNCONFIRMED_TTL Both Plain Value("24h"), "12h",
        "How long a registration waits for its confirmation.";
    REGISTRATION_TTL Both Plain Value("48h"), "7d",
        "How long a registration waits for a decision.";
    APPROVED_TTL Both Plain Value("7d"), "14d",
        "How long an approved registration waits for its name.";
    AUDIT_TTL Both Plain Value("365d"), "90d",
        "How long it is known who decided what.";
    PASSWORD_MIN Api Plain Value("12"), "16",
        "The fewest characters of a password, from 8 to 128; to 72 with the door `mastodon`.";
    PASSWORD_SCORE Api Plain Value("3"), "4",
        "How hard a password must be to guess, from 0 to 4 on zxcvbn's scale.";
    MEMBERS Api Plain Value("approved"), "open",
        "Who becomes a member and signs in: `approved` (whom the moderators let in) or `open` (whoever registers, at once; accounts on the platforms still need the moderators).";
    BOARD Api Plain Value("members"), "public",
        "Who reads the board: `members`, or `public` (everybody).";
    ACCESS_TOKEN_EXPIRE_MINUTES (whole) Api Plain Value("15"), "30",
        "How long an access token is good, from 1 to 1440 minutes.";
    REFRESH_TOKEN_EXPIRE_DAYS (whole) Api Plain Value("30"), "7",
        "How long a session lasts after it was last used, from 1 to 365 days.";
    ALGORITHM (whole) Api Plain Value("EdDSA"), "HS256",
        "How access tokens are signed: `EdDSA` (with a key of the gate's own; the public one stands at `/.well-known/jwks.json`) or `HS256` (with `SECRET_KEY`). A change ends all access tokens.";
    SECRET_KEY (whole) Api Never Nothing, "<base64 of 32 random bytes>",
        "The secret that signs access tokens. Required with the algorithm `HS256`, not looked at otherwise.";
    ALLOWED_ORIGINS (whole) Api Plain Nothing, "https://app.example.org,http://localhost:3000",
        "Web sites whose scripts may call the API, with commas: scheme, host and port; `*` and `null` are refused.";
    RETURN_RESET_TOKEN Api Plain Value("false"), "true",
        "Whether `/auth/forgot-password` answers with the token that the letter carries: anybody could take over any account, so only where public URL and bind are loopback.";
    LIMITS Both Plain Nothing, "registrations.block=5/1h,letters.receiver=2/1d",
        "Other limits than those below: `name=count/time`, with commas.";
    RATE_LIMITS Both Plain Value("on"), "off",
        "`off` lifts all limits; only where public URL and bind are loopback.";
    SMTP_URL Worker Url Required, "smtp+starttls://gate:password@mail.example.org:587",
        "The mail server: `smtp://` (plain), `smtp+starttls://` or `smtps://`, with `user:password@` where it asks for one, each percent-encoded. Without a port 25, 587 or 465.";
    MAIL_FROM Worker Plain Required, "Gatelodge <gate@example.org>",
        "Who letters come from: an address, or a name and an address.";
    MATRIX_URL Both Plain Required, "https://matrix.example.org",
        "Where Synapse's API is reached. Required with the door `matrix`.";
    MATRIX_SERVER_NAME Both Plain Required, "example.org",
        "What stands behind the colon of a Matrix ID. Required with the door `matrix`.";
    MATRIX_SHARED_SECRET Worker Never Required, "<registration_shared_secret of homeserver.yaml>",
        "The secret that lets the worker open accounts. Required with the door `matrix`.";
    MATRIX_ADMIN_TOKEN Worker Never Nothing, "<access token of an administrator>",
        "A token that lets the worker ask whether a name is free, and set members' new passwords.";
    MATRIX_CLIENT_URL Both Plain Nothing, "https://app.element.io",
        "The client that pages and letters send people to.";
    MATRIX_JOIN_ROOMS Both Plain Nothing, "#welcome:example.org",
        "Rooms that a new account joins, with commas.";
    MASTODON_URL Both Plain Required, "https://mastodon.example.org",
        "Where people and the API find the Mastodon instance. Required with the door `mastodon`.";
    MASTODON_DOMAIN Both Plain Nothing, "example.org",
        "What handles there end with, Mastodon's `LOCAL_DOMAIN`; without it the host of `MASTODON_URL`.";
    MASTODON_DRIVER Both Plain Value("runner"), "runner",
        "How accounts are made there: `runner` (a Ruby process inside, can do everything), `tootctl` (its command line, accounts only) or `http` (its API; registrations must be open).";
    MASTODON_COMMAND Worker Plain Nothing, "docker exec -i mastodon-web-1",
        "The command that leads to Mastodon, put before its own programs with the drivers `runner` and `tootctl`; required there, or `MASTODON_SOCKET`. Split into words with quotes as by a shell, but no shell reads it: no variables, pipes or patterns. In Mastodon's own folder write `env RAILS_ENV=production`.";
    MASTODON_SOCKET Worker Plain Nothing, "/run/gatelodge/mastodon.sock",
        "Instead of `MASTODON_COMMAND`, with the driver `runner`: the Unix socket of a resident process, as an absolute path.";
    MASTODON_CLIENT_NAME Worker Plain Value("Gatelodge"), "The Allotment Society",
        "What the application is called that hands out tokens, at most 60 characters; people see it in Mastodon.";
    MASTODON_CLIENT_ID Worker Plain Nothing, "<client_id of the application>",
        "The application that tokens belong to. Required with the driver `http`; with `runner` there are no tokens without it.";
    MASTODON_CLIENT_SECRET Worker Never Nothing, "<client_secret of the application>",
        "The secret of that application; set together with `MASTODON_CLIENT_ID`.";
    MASTODON_ADMIN_TOKEN Worker Never Nothing, "<access token of an administrator>",
        "A token with `admin:read:accounts admin:write:accounts`. Required with the driver `http`.";
    MASTODON_SCOPES Worker Plain Value("read"), "read write follow",
        "What tokens that people get allow, at most 20 with spaces or commas; `admin` and `admin:…` are refused.";
    CONCURRENCY Worker Plain Value("letters=16,platform=2"), "letters=32",
        "Jobs at once: letters, and calls per platform.";
    DURABILITY Both Plain Value("memory"), "memory",
        "What an answer waits for beyond Redis' own: `memory` is nothing.";
}
