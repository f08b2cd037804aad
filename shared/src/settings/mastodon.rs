//! The door to Mastodon: what both processes know of it, and how the worker alone reaches it.
//!
//! Owns which settings belong to which driver. The rule: a setting that the chosen driver has no use for is a fault where
//! somebody could believe that it decides something, and tokens that people get never administrate. Speaking to the
//! instance is the worker's business.

use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use super::catalogue::{self, Setting};
use super::environment::Environment;
use super::faults::{Faults, Wrong};
use super::reader::Reader;
use super::{argv, keys, urls, values};
use crate::platform::{Platform, Services};

/// Mastodon's own limit for the name of an application.
const CLIENT_NAME_MAX: usize = 60;
/// The longest path of a Unix socket, in bytes: the kernel keeps 108 with the end mark.
const SOCKET_MAX: usize = 107;
/// How many scopes a token has at most.
const SCOPES_MAX: usize = 20;

/// What both processes know of the instance.
#[derive(Clone, Debug)]
pub struct MastodonPublic {
    /// Where people and its API are found; no path.
    pub url: Url,
    /// What handles there end with.
    pub domain: String,
    /// How accounts are made there.
    pub driver: MastodonDriver,
}

impl MastodonPublic {
    /// What people call an account there: `@name@host`. What names its host already keeps it.
    pub fn handle(&self, account: &str) -> String {
        let name = account.trim_start_matches('@');
        if name.contains('@') { format!("@{name}") } else { format!("@{name}@{}", self.domain) }
    }

    /// Its own page for people who want a new password.
    pub fn password_page(&self) -> String {
        format!("{}/auth/password/new", self.url.as_str().trim_end_matches('/'))
    }
}

/// How accounts are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MastodonDriver {
    /// By a Ruby process inside the instance; can do everything.
    Runner,
    /// By its command line; makes accounts and no more.
    Tootctl,
    /// By its public API: signs up and approves.
    Http,
}

impl MastodonDriver {
    /// Every driver.
    pub const ALL: &'static [Self] = &[Self::Runner, Self::Tootctl, Self::Http];

    /// The word in settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Runner => "runner",
            Self::Tootctl => "tootctl",
            Self::Http => "http",
        }
    }
}

/// What the worker alone knows of the instance.
#[derive(Clone, Debug)]
pub struct MastodonAccess {
    /// How its own programs are reached; none with the driver `http`, and only then.
    pub reach: Option<MastodonReach>,
    /// The application that tokens and sign-ups belong to; always there with the driver `http`.
    pub client: Option<MastodonClient>,
    /// What that application is called where the worker makes it.
    pub client_name: String,
    /// The access token of an administrator; always there with the driver `http`.
    pub admin_token: Option<SecretString>,
    /// What tokens that people get allow; never empty, each once.
    pub scopes: Vec<String>,
}

/// How the instance's own programs are reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MastodonReach {
    /// A command before the program, never empty: `docker exec -i mastodon-web-1`.
    Command(Vec<String>),
    /// The Unix socket of a resident process (driver `runner` only).
    Socket(PathBuf),
}

/// An application of the instance.
#[derive(Clone, Debug)]
pub struct MastodonClient {
    /// Its `client_id`.
    pub id: String,
    /// Its `client_secret`.
    pub secret: SecretString,
}

/// Reads what both processes know, and notes whether the instance is on this machine.
pub(super) fn read_public(reader: &mut Reader<'_>) -> Option<MastodonPublic> {
    let url = reader.read(&catalogue::MASTODON_URL, urls::bare);
    let driver = reader.read(&catalogue::MASTODON_DRIVER, driver);
    reader.is_platform_elsewhere |= url.as_ref().is_some_and(|url| !urls::is_loopback(url));
    let domain = reader.read(&catalogue::MASTODON_DOMAIN, domain);
    let url = url?;
    let domain = domain.unwrap_or_else(|| url.host_str().unwrap_or_default().to_owned());
    Some(MastodonPublic { url, domain, driver: driver? })
}

/// A host, as handles have it.
fn domain(text: &str) -> Result<String, Wrong> {
    let wrong = || Wrong::new("is no domain", "write what stands behind the second @ of a handle, like example.org");
    url::Host::parse(text).map_err(|_| wrong()).and_then(|host| match host {
        url::Host::Domain(domain) => Ok(domain),
        _ => Err(wrong()),
    })
}

/// Reads and judges the rest; the public part was read before.
pub(super) fn read_access(reader: &mut Reader<'_>) -> Option<MastodonAccess> {
    // Its fault was noted before. Where it has one, nothing is said about what belongs to a driver.
    let driver = reader.peek(&catalogue::MASTODON_DRIVER, driver);
    let reach = if driver == Some(MastodonDriver::Http) { read_no_reach(reader) } else { read_reach(reader, driver) };
    let client = read_client(reader, driver);
    let client_name = reader.read(&catalogue::MASTODON_CLIENT_NAME, |text| values::line(text, CLIENT_NAME_MAX));
    let must_be_strong = reader.must_be_strong();
    let admin_token = reader.read(&catalogue::MASTODON_ADMIN_TOKEN, |text| secret(&catalogue::MASTODON_ADMIN_TOKEN, text, must_be_strong));
    if driver == Some(MastodonDriver::Http) && !reader.is_given(&catalogue::MASTODON_ADMIN_TOKEN) {
        let mend = "the driver http needs a token with admin:read:accounts and admin:write:accounts";
        reader.fault(&catalogue::MASTODON_ADMIN_TOKEN, Wrong::new("is not set", mend));
    }
    let scopes = reader.read(&catalogue::MASTODON_SCOPES, scopes);
    Some(MastodonAccess { reach, client, client_name: client_name?, admin_token, scopes: scopes? })
}

/// With the driver `http` nothing leads inside. The older name may stay: it says where the instance runs, too.
fn read_no_reach(reader: &mut Reader<'_>) -> Option<MastodonReach> {
    for setting in [&catalogue::MASTODON_COMMAND, &catalogue::MASTODON_SOCKET] {
        if reader.is_given_itself(setting) {
            reader.fault(setting, Wrong::new("has no use with the driver http", "take it away, or choose another driver"));
        }
    }
    None
}

fn read_reach(reader: &mut Reader<'_>, driver: Option<MastodonDriver>) -> Option<MastodonReach> {
    let (has_command, has_socket) = (reader.is_given(&catalogue::MASTODON_COMMAND), reader.is_given(&catalogue::MASTODON_SOCKET));
    let command = reader.read(&catalogue::MASTODON_COMMAND, argv::split).map(MastodonReach::Command);
    let socket = reader.read(&catalogue::MASTODON_SOCKET, socket).map(MastodonReach::Socket);
    let (name, other) = (catalogue::MASTODON_COMMAND.name, catalogue::MASTODON_SOCKET.name);
    match driver {
        Some(MastodonDriver::Tootctl) if has_socket => {
            let mend = format!("take it away and set {name}, or choose the driver runner");
            reader.fault(&catalogue::MASTODON_SOCKET, Wrong::new("has no use with the driver tootctl", mend));
        }
        // A container's name under its older name may stay: the socket is said in our own words and wins.
        Some(MastodonDriver::Runner) if has_socket && reader.is_given_itself(&catalogue::MASTODON_COMMAND) => {
            let mend = format!("keep one of {name} and {other}");
            reader.fault(&catalogue::MASTODON_SOCKET, Wrong::new("is a second way to the instance", mend));
        }
        // Nothing is no way either: whoever runs beside Mastodon says so, and whoever forgot it is told.
        Some(_) if !has_command && !has_socket => {
            let mend = format!(
                "write the command that leads to Mastodon, for example {}; in Mastodon's own folder write env RAILS_ENV=production; \
                 for a resident process of the driver runner set {other} instead",
                catalogue::MASTODON_COMMAND.example
            );
            reader.fault(&catalogue::MASTODON_COMMAND, Wrong::new("is not set", mend));
        }
        _ => {}
    }
    socket.or(command)
}

/// Both halves or none; the driver `http` needs them from the start, the others for tokens only.
fn read_client(reader: &mut Reader<'_>, driver: Option<MastodonDriver>) -> Option<MastodonClient> {
    let halves = [&catalogue::MASTODON_CLIENT_ID, &catalogue::MASTODON_CLIENT_SECRET];
    let must_be_strong = reader.must_be_strong();
    let id = reader.read(&catalogue::MASTODON_CLIENT_ID, |text| visible(text).map(str::to_owned));
    let secret = reader.read(&catalogue::MASTODON_CLIENT_SECRET, |text| secret(&catalogue::MASTODON_CLIENT_SECRET, text, must_be_strong));
    let is_needed = driver == Some(MastodonDriver::Http) || halves.iter().any(|half| reader.is_given(half));
    let is_missing = |half: &&Setting| is_needed && !reader.is_given(half);
    for half in halves.into_iter().filter(is_missing).collect::<Vec<_>>() {
        let mend = format!("{} and {} are the two halves of one application: set both", halves[0].name, halves[1].name);
        reader.fault(half, Wrong::new("is not set", mend));
    }
    Some(MastodonClient { id: id?, secret: secret? })
}

/// What is needed before there is an application: the way to the instance, what the application is called and may do, and the one
/// that is set already, if any. The door may still be closed, and nothing else has to be set.
///
/// # Errors
/// Every fault of these settings at once.
pub fn read_mastodon_setup(environment: &Environment) -> Result<(MastodonPublic, MastodonAccess), Faults> {
    let mut reader = Reader::new(environment);
    reader.doors = Services::from(Platform::Mastodon);
    let public = read_public(&mut reader);
    let driver = reader.peek(&catalogue::MASTODON_DRIVER, driver);
    let reach = if driver == Some(MastodonDriver::Http) { read_no_reach(&mut reader) } else { read_reach(&mut reader, driver) };
    // Half an application, or one that nobody could use, is what this mends.
    let id = reader.peek(&catalogue::MASTODON_CLIENT_ID, |text| visible(text).map(str::to_owned));
    let secret = reader.peek(&catalogue::MASTODON_CLIENT_SECRET, |text| secret(&catalogue::MASTODON_CLIENT_SECRET, text, false));
    let client = id.zip(secret).map(|(id, secret)| MastodonClient { id, secret });
    let client_name = reader.read(&catalogue::MASTODON_CLIENT_NAME, |text| values::line(text, CLIENT_NAME_MAX));
    let scopes = reader.read(&catalogue::MASTODON_SCOPES, scopes);
    let access = || Some(MastodonAccess { reach, client, client_name: client_name?, admin_token: None, scopes: scopes? });
    let built = public.zip(access());
    reader.finish(built)
}

fn driver(text: &str) -> Result<MastodonDriver, Wrong> {
    let known: Vec<_> = MastodonDriver::ALL.iter().map(|driver| driver.as_str()).collect();
    let found = MastodonDriver::ALL.iter().copied().find(|driver| driver.as_str() == text);
    found.ok_or_else(|| Wrong::new("names a driver that there is not", format!("the drivers are {}", known.join(", "))))
}

fn socket(text: &str) -> Result<PathBuf, Wrong> {
    let fits = text.starts_with('/') && text.len() <= SOCKET_MAX && values::line(text, SOCKET_MAX).is_ok();
    fits.then(|| PathBuf::from(text)).ok_or_else(|| {
        Wrong::new("is no absolute path of a socket", format!("write it like /run/gatelodge/mastodon.sock, at most {SOCKET_MAX} bytes"))
    })
}

/// What goes into a header or a form as it stands.
fn visible(text: &str) -> Result<&str, Wrong> {
    let fits = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(text).ok_or_else(|| Wrong::new("holds marks that Mastodon never hands out", "copy it from Mastodon as it stands"))
}

fn secret(setting: &Setting, text: &str, must_be_strong: bool) -> Result<SecretString, Wrong> {
    visible(text).and_then(|text| keys::secret(setting, text, must_be_strong))
}

/// OAuth scopes as Mastodon writes them, separated by spaces or commas.
fn scopes(text: &str) -> Result<Vec<String>, Wrong> {
    let is_inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte);
    let is_scope = |scope: &str| scope.len() <= 64 && scope.split(':').all(|part| !part.is_empty() && part.bytes().all(is_inside));
    let mut scopes: Vec<String> = Vec::new();
    for scope in text.split([' ', ',']).filter(|scope| !scope.is_empty()) {
        if !is_scope(scope) {
            return Err(Wrong::new("holds something that is no scope", "write scopes like read write:statuses, with spaces or commas"));
        }
        if scope.split(':').next() == Some("admin") {
            return Err(Wrong::new("holds a scope for administrators", "take admin and every admin:… out: people get these tokens"));
        }
        if scopes.iter().any(|seen| seen == scope) {
            return Err(Wrong::new("names one scope twice", "name each scope once"));
        }
        scopes.push(scope.to_owned());
    }
    if scopes.is_empty() || scopes.len() > SCOPES_MAX {
        return Err(Wrong::new("holds no scope or too many", format!("write 1 to {SCOPES_MAX}")));
    }
    Ok(scopes)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn scopes_are_words_and_never_administrate() {
        for (text, list) in [
            ("read", &["read"][..]),
            ("read write follow", &["read", "write", "follow"]),
            (" read,write:statuses ,  admiral", &["read", "write:statuses", "admiral"]),
        ] {
            assert_eq!(scopes(text).unwrap(), list);
        }
        for text in ["admin", "admin:read", "read admin:write:accounts", "read,admin:read:accounts"] {
            assert!(format!("{:?}", scopes(text).unwrap_err()).contains("administrators"), "{text}");
        }
        let many = |count: usize| (0..count).map(|at| format!("read:{at}")).collect::<Vec<_>>().join(" ");
        assert_eq!(scopes(&many(SCOPES_MAX)).unwrap().len(), SCOPES_MAX);
        for text in [
            "",
            ",",
            "Admin",
            "ADMIN:read",
            "read:",
            ":admin",
            "read\tadmin",
            "read\nwrite",
            "réad",
            "read read",
            "a\"b",
            &many(SCOPES_MAX + 1),
        ] {
            assert!(scopes(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_application_can_be_made_while_nothing_else_is_set() {
        let set = |pairs: &[(&str, &str)]| {
            let mut environment = Environment::default();
            for (name, value) in pairs {
                environment.set(&format!("GATELODGE_MASTODON_{name}"), (*value).to_owned());
            }
            read_mastodon_setup(&environment)
        };
        let url = ("URL", "https://mastodon.example.org");
        let (public, access) = set(&[url, ("DRIVER", "http")]).unwrap();
        assert!(public.driver == MastodonDriver::Http && access.client.is_none() && access.reach.is_none());
        let (_, access) = set(&[url, ("COMMAND", "docker exec -i web"), ("CLIENT_ID", "half")]).unwrap();
        assert!(access.client.is_none() && access.client_name == "Gatelodge" && access.scopes == ["read"]);
        let (_, access) = set(&[url, ("SOCKET", "/run/m.sock"), ("CLIENT_ID", "a"), ("CLIENT_SECRET", "b")]).unwrap();
        assert_eq!(access.client.unwrap().id, "a");
        let faults = set(&[("SCOPES", "admin:read"), ("DRIVER", "tootctl")]).unwrap_err();
        let names: Vec<_> = faults.iter().map(|fault| fault.name().to_owned()).collect();
        assert_eq!(names, ["URL", "COMMAND", "SCOPES"].map(|name| format!("GATELODGE_MASTODON_{name}")));
    }

    #[test]
    fn sockets_are_absolute_and_fit_the_kernel() {
        assert_eq!(socket("/run/gate/m.sock").unwrap(), PathBuf::from("/run/gate/m.sock"));
        assert!(socket(&format!("/{}", "a".repeat(SOCKET_MAX - 1))).is_ok());
        for text in ["", "m.sock", "./m.sock", "unix:///m.sock", "/a\0b", "/a\nb", &format!("/{}", "a".repeat(SOCKET_MAX))] {
            assert!(socket(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn people_find_their_account_and_its_password() {
        let public = |url: &str| {
            let url = Url::parse(url).unwrap();
            MastodonPublic { domain: url.host_str().unwrap().to_owned(), url, driver: MastodonDriver::Runner }
        };
        for account in ["ada", "@ada", "ada@social.example.org", "@ada@social.example.org"] {
            assert_eq!(public("https://social.example.org").handle(account), "@ada@social.example.org");
        }
        assert_eq!(public("http://localhost:3000/").handle("ada"), "@ada@localhost");
        assert_eq!(public("http://localhost:3000/").password_page(), "http://localhost:3000/auth/password/new");
    }

    #[test]
    fn drivers_are_words_of_their_own() {
        for known in MastodonDriver::ALL {
            assert_eq!(driver(known.as_str()), Ok(*known));
        }
        assert!(driver("Runner").is_err() && driver("docker").is_err());
    }

    #[test]
    fn what_goes_into_a_header_is_visible() {
        for text in ["", "a b", "a\r\nX: y", "ä", &"a".repeat(256)] {
            assert!(visible(text).is_err() && secret(&catalogue::MASTODON_CLIENT_SECRET, text, false).is_err(), "{text:?}");
        }
        let easy = |must_be_strong| secret(&catalogue::MASTODON_CLIENT_SECRET, "changeme", must_be_strong);
        assert!(easy(false).is_ok());
        assert!(format!("{:?}", easy(true).unwrap_err()).contains("gatelodge-worker mastodon setup"), "one made here would be refused");
    }
}
