//! The settings as people see them: what `config` prints, and the page for operators.
//!
//! The rule: no secret and no person's address is shown, whatever the value looks like.

use std::fmt::Write as _;

use secrecy::ExposeSecret;
use url::Url;

use super::catalogue::{self, Fallback, Process, Readers, Setting, Shown};
use super::environment::{Environment, Origin};
use super::limits::LimitName;
use super::{doors, older, values};
use crate::platform::Services;

const HIDDEN: &str = "•••";

/// One setting as it is in this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub name: &'static str,
    /// Its value, masked.
    pub value: String,
    /// Where the value came from.
    pub origin: Origin,
}

/// Every setting that this process reads, as it is.
pub fn overview(environment: &Environment, process: Process) -> Vec<Line> {
    let read = |setting: &&&Setting| setting.is_read_by(process);
    let doors = doors::open(environment);
    catalogue::ALL.iter().filter(read).map(|setting| line(environment, setting, &doors)).collect()
}

/// What `config` prints: a line per setting, then the names that no setting has.
pub fn print(environment: &Environment, process: Process) -> String {
    let mut page = String::new();
    for Line { name, value, origin } in overview(environment, process) {
        let _ = writeln!(page, "{name:<32} {origin:<11} {value}");
    }
    for name in environment.unknown_names() {
        let _ = writeln!(page, "{name:<32} unknown: no setting has this name");
    }
    page
}

fn line(environment: &Environment, setting: &Setting, doors: &Services) -> Line {
    let is_closed = setting.door().is_some_and(|door| !doors.contains(door));
    let (value, origin) = match environment.find(setting, doors) {
        Ok(Some((value, origin))) => (mask(setting.shown, value.expose_secret()), origin),
        Ok(None) if is_closed => ("(off)".to_owned(), Origin::Default),
        Ok(None) => (fallback(setting).to_owned(), Origin::Default),
        Err(_) => ("(cannot be read)".to_owned(), Origin::Environment),
    };
    Line { name: setting.name, value, origin }
}

fn fallback(setting: &Setting) -> &'static str {
    match setting.fallback {
        Fallback::Value(value) => value,
        Fallback::Nothing => "(off)",
        Fallback::Required => "(not set, required)",
    }
}

fn mask(shown: Shown, value: &str) -> String {
    match shown {
        Shown::Plain => value.escape_debug().to_string(),
        Shown::Counted => format!("({} entries)", values::entries(value, ',').count()),
        Shown::Never => HIDDEN.to_owned(),
        Shown::Url => Url::parse(value).ok().filter(Url::has_host).map_or_else(
            || HIDDEN.to_owned(),
            |url| {
                let credentials = if url.username().is_empty() && url.password().is_none() { "" } else { "•••@" };
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                // Path and query may hold a password for sentinels or what belongs before the @.
                format!("{}://{credentials}{}{port}", url.scheme(), url.host_str().unwrap_or_default())
            },
        ),
    }
}

/// The page for operators, from the catalogue.
pub fn page() -> String {
    let mut page = String::from(
        "# Configuration\n\n\
         <!-- Generated from shared/src/settings/catalogue.rs; `UPDATE=1 cargo test -p shared configuration` writes it anew. -->\n\n\
         Settings come from the environment or from `.env` in the working directory; the environment wins, and an empty value\n\
         counts as not set. A setting marked *secret* may rest in a file instead: `NAME_FILE` names it, and never both. In `.env`\n\
         put values between single quotes, one with an apostrophe between double ones: `\"Ann's Garden\"`. Durations are written\n\
         `90s`, `15m`, `24h` or `7d`. Both processes say everything that is wrong at once and end with 78; `config` shows what\n\
         holds, without secrets.\n\n\
         Secrets that stand in examples, or have fewer than 16 different bytes, are refused unless the public URL, the address to\n\
         listen on and the platforms are all on this machine.\n\n\
         | name | default | who | meaning |\n|---|---|---|---|\n",
    );
    for setting in catalogue::ALL {
        let default = match setting.fallback {
            Fallback::Value(value) => format!("`{value}`"),
            Fallback::Nothing => "–".to_owned(),
            Fallback::Required => "required".to_owned(),
        };
        let who = match setting.readers {
            Readers::Both => "both",
            Readers::Api => "api",
            Readers::Worker => "worker",
        };
        let secret = if setting.is_secret() { " *(secret)*" } else { "" };
        let (name, meaning, example) = (setting.name, in_cell(setting.meaning), in_cell(setting.example));
        let _ = writeln!(page, "| `{name}`{secret} | {default} | {who} | {meaning} Example: `{example}` |");
    }
    page.push_str(
        "\n## Older names\n\n\
         Names of the token service for Mastodon that this gate takes the place of. They count while the door of their setting is\n\
         open and the setting is not given under its own name, wherever that stands; `config` says which name a value came from.\n\
         In `.env` their values may be bare words without quotes.\n\n\
         | older name | stands for |\n|---|---|\n",
    );
    for older in older::ALL {
        let becomes = older.becomes.map(|value| format!(" as `{value}`")).unwrap_or_default();
        let _ = writeln!(page, "| `{}` | `{}`{becomes} |", older.name, older.setting.name);
    }
    page.push_str("\n## Limits\n\n`GATELODGE_LIMITS` changes single ones. Windows are fixed and run on Redis' time.\n\n| name | default | counts |\n|---|---|---|\n");
    for name in LimitName::ALL {
        let _ = writeln!(page, "| `{}` | `{}` | {} |", name.as_str(), name.default_text(), name.meaning());
    }
    page
}

/// A bar would end the cell.
fn in_cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn config_shows_origins_and_no_secrets() {
        let mut environment = Environment::from_pairs([
            ("GATELODGE_KEYS", "a:s3cret"),
            ("GATELODGE_SMTP_URL", "smtps://ann:s3cret@mail.example.org:465/s3cret"),
            ("GATELODGE_REDIS_URL", "redis-sentinel://:s3cret@a:1?sentinelServiceName=m&sentinelPassword=s3cret"),
            ("GATELODGE_MATRIX_SHARED_SECRET", "s3cret"),
            ("GATELODGE_MATRIX_ADMIN_TOKEN", "s3cret"),
            ("GATELODGE_MODERATORS", "s3cret@example.org,b@example.org"),
            ("GATELODGE_TYPO", "s3cret"),
        ]);
        environment.read_dot_env("GATELODGE_LOG=debug\n".as_bytes());
        for process in [Process::Api, Process::Worker] {
            let shown = print(&environment, process);
            assert!(!shown.contains("s3cret"), "{shown}");
            assert!(shown.contains("GATELODGE_TYPO") && shown.contains("(2 entries)"), "{shown}");
            assert!(shown.contains("redis-sentinel://•••@a:1\n"), "{shown}");
        }
        let lines = overview(&environment, Process::Worker);
        let find = |name| lines.iter().find(|line| line.name == name).map(|line| (line.value.as_str(), line.origin));
        assert_eq!(find("GATELODGE_SMTP_URL"), Some(("smtps://•••@mail.example.org:465", Origin::Environment)));
        assert_eq!(find("GATELODGE_LOG"), Some(("debug", Origin::DotEnv)));
        assert_eq!(find("GATELODGE_LOCALE"), Some(("en", Origin::Default)));
        assert_eq!(find("GATELODGE_BIND"), None);
        assert!(overview(&environment, Process::Api).iter().all(|line| !line.name.contains("SMTP")));
    }

    #[test]
    fn config_says_which_older_name_a_value_came_from() {
        let mut environment = Environment::from_pairs([
            ("MASTODON_DOCKER", "web_1"),
            ("MASTODON_CLIENT_SECRET", "s3cret"),
            ("SCOPES", "read write"),
            ("GATELODGE_MASTODON_SCOPES", "read"),
        ]);
        let find = |environment: &Environment, name: &str| {
            let lines = overview(environment, Process::Worker);
            lines.into_iter().find(|line| line.name == name).map(|line| (line.value, line.origin)).unwrap()
        };
        // The door is closed: what may be somebody else's is not even shown.
        assert_eq!(find(&environment, "GATELODGE_MASTODON_COMMAND"), ("(off)".to_owned(), Origin::Default));
        assert_eq!(find(&environment, "GATELODGE_MASTODON_URL"), ("(off)".to_owned(), Origin::Default));
        environment.set("GATELODGE_SERVICES", "mastodon".to_owned());
        let command = ("docker exec -i web_1".to_owned(), Origin::Older("MASTODON_DOCKER"));
        assert_eq!(find(&environment, "GATELODGE_MASTODON_COMMAND"), command);
        assert_eq!(find(&environment, "GATELODGE_MASTODON_SCOPES"), ("read".to_owned(), Origin::Environment));
        assert_eq!(find(&environment, "GATELODGE_MASTODON_URL"), ("(not set, required)".to_owned(), Origin::Default));
        let shown = print(&environment, Process::Worker);
        assert!(shown.contains("MASTODON_CLIENT_SECRET •••") && !shown.contains("s3cret"), "{shown}");
    }

    #[test]
    fn an_unreadable_url_is_hidden_as_a_whole() {
        for value in ["s3cret", "redis+unix:///run/s3cret", "smtp:s3cret", "smtp://a:s3cret"] {
            assert!(!mask(Shown::Url, value).contains("s3cret"), "{value}");
        }
    }

    #[test]
    fn every_configuration_page_is_the_catalogue() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/CONFIGURATION.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(written == page(), "deploy/CONFIGURATION.md is old: run with UPDATE=1");
    }
}
