//! Where settings come from: the process' environment, `.env` in the working directory, and files that hold secrets.
//!
//! Owns the order between them: the environment wins over `.env`, and a `NAME_FILE` is as good as a `NAME` beside it,
//! but never together with it. An older name of a setting is only looked for after its own. Reads once and changes nothing: the environment of the process stays as it is. What a
//! value means is the reader's business.

mod lines;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::catalogue::{self, FILE, PREFIX, Setting};
use super::faults::{Fault, Wrong};
use super::older::{self, Older};
use crate::platform::Services;

/// A file with a secret is not read beyond this.
const SECRET_FILE_MAX: u64 = 64 * 1024;

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The environment of the process.
    Environment,
    /// `.env` in the working directory.
    DotEnv,
    /// The file that `NAME_FILE` names.
    File,
    /// Wherever this older name stands.
    Older(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Default => "default",
            Self::Environment => "environment",
            Self::DotEnv => ".env",
            Self::File => "file",
            Self::Older(name) => name,
        })
    }
}

/// Everything that somebody set under a name of ours or an older name. Holds secrets: there is no `Debug`.
#[derive(Default)]
pub struct Environment {
    process: BTreeMap<String, SecretString>,
    dot_env: BTreeMap<String, SecretString>,
    faults: Vec<Fault>,
    /// What is wrong with an older name, which may be somebody else's: a fault only once it is looked at.
    odd: BTreeMap<&'static str, Wrong>,
    /// Names of another kind of database, which this gate has no use for.
    databases: BTreeSet<String>,
    dot_env_file: Option<PathBuf>,
}

impl Environment {
    /// The environment of this process and `.env` in its working directory.
    pub fn of_process() -> Self {
        let mut environment = Self::default();
        for (name, value) in std::env::vars_os() {
            let Some(name) = name.to_str().filter(|name| is_ours(name) || is_of_database(name)) else { continue };
            match value.into_string() {
                Ok(value) => environment.set(name, value),
                Err(_) => environment.note(name, Wrong::new("is no UTF-8", "write it in UTF-8")),
            }
        }
        environment.read_dot_env_file(Path::new(".env"));
        let program = std::env::args_os().next().unwrap_or_default();
        let program = Path::new(&program).file_name().and_then(|name| name.to_str()).unwrap_or("gatelodge-worker");
        environment.note_if_bare(&std::env::current_dir().unwrap_or_default(), program);
        environment
    }

    /// Reads this file as `.env`, if it is there.
    pub fn read_dot_env_file(&mut self, path: &Path) {
        match std::fs::File::open(path) {
            Ok(file) => {
                self.dot_env_file = Some(path.to_owned());
                self.read_dot_env(file);
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => self
                .faults
                .push(Fault::new(".env", Wrong::new(format!("cannot be read ({})", error.kind()), "make it readable, or take it away"))),
        }
    }

    /// An environment that holds exactly these, for tests and doubles.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut environment = Self::default();
        for (name, value) in pairs {
            environment.set(name, value.to_owned());
        }
        environment
    }

    /// Sets a value as the environment of the process would.
    pub fn set(&mut self, name: &str, value: String) {
        if is_of_database(name) {
            self.databases.insert(name.to_owned());
            return;
        }
        self.process.insert(name.to_owned(), value.into());
    }

    /// Reads text in the form of a `.env` file.
    pub fn read_dot_env(&mut self, mut text: impl Read) {
        let mut lines = String::new();
        if text.read_to_string(&mut lines).is_err() {
            self.faults.push(Fault::new(".env", Wrong::new("cannot be read", "write it in UTF-8")));
            return;
        }
        let (text, unreadable) = lines::readable(&lines);
        self.faults.extend(unreadable.iter().map(|line| {
            let mend = "values stand between single quotes, one with an apostrophe between double ones: \"Ann's Garden\"";
            Fault::new(".env", Wrong::new(line.what(), mend))
        }));
        for item in dotenvy::from_read_iter(text.as_bytes()) {
            match item {
                Ok((name, value)) if is_ours(&name) => {
                    if self.dot_env.insert(name.clone(), value.into()).is_some() {
                        self.note(&name, Wrong::new("stands twice in .env", "keep one of them"));
                    }
                }
                Ok((name, _)) if is_of_database(&name) => _ = self.databases.insert(name),
                Ok(_) => {}
                Err(_) => {
                    self.faults.push(Fault::new(".env", Wrong::new("cannot be read", "write it in UTF-8")));
                    break;
                }
            }
        }
    }

    /// Notes where nobody set anything at all: whoever starts a program in another folder than the one with `.env` hears that first.
    fn note_if_bare(&mut self, folder: &Path, program: &str) {
        if self.dot_env_file.is_none() && self.process.is_empty() && self.faults.is_empty() {
            let what = format!("is not in {}, and no setting is in the environment", folder.to_string_lossy().escape_debug());
            let mend = format!("start it in the folder with .env; installed as a service: env -C /etc/gatelodge {program} doctor");
            self.faults.push(Fault::new(".env", Wrong::new(what, mend)));
        }
    }

    fn note(&mut self, name: &str, wrong: Wrong) {
        match older::called(name) {
            Some(older) => _ = self.odd.insert(older.name, wrong),
            None => self.faults.push(Fault::new(name, wrong)),
        }
    }

    /// What was wrong before any setting was looked at.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The value of a setting and where it came from; none where nobody set it. An empty value counts as not set. Its
    /// older name counts while its door is among these.
    pub(super) fn find(&self, setting: &Setting, doors: &Services) -> Result<Option<(SecretString, Origin)>, Wrong> {
        let found = self.find_called(setting.name, setting)?;
        let is_open = setting.door().is_none_or(|door| doors.contains(door));
        match older::of(setting).filter(|_| found.is_none() && is_open) {
            Some(older) => self.find_older(older).map_err(|wrong| wrong.given_as(older.name)),
            None => Ok(found),
        }
    }

    fn find_older(&self, older: &Older) -> Result<Option<(SecretString, Origin)>, Wrong> {
        if let Some(wrong) = self.odd.get(older.name) {
            return Err(wrong.clone());
        }
        let Some((value, _)) = self.find_called(older.name, older.setting)? else { return Ok(None) };
        let value = (older.form)(expose(&value))?;
        Ok(Some((value.into(), Origin::Older(older.name))))
    }

    fn find_called(&self, name: &str, setting: &Setting) -> Result<Option<(SecretString, Origin)>, Wrong> {
        for (layer, origin) in [(&self.process, Origin::Environment), (&self.dot_env, Origin::DotEnv)] {
            let get = |name: &str| layer.get(name).filter(|value| !expose(value).is_empty());
            let file = if setting.is_secret() { get(&format!("{name}{FILE}")) } else { None };
            match (get(name), file) {
                (None, None) => {}
                (Some(value), None) => return Ok(Some((value.clone(), origin))),
                (None, Some(path)) => return read_secret(expose(path)).map(|value| Some((value, Origin::File))),
                (Some(_), Some(_)) => {
                    return Err(Wrong::new("is given both directly and as a file", format!("keep one of {name} and {name}{FILE}")));
                }
            }
        }
        Ok(None)
    }

    /// Names under our prefix that no setting has: worth a warning, because they may be a slip of the pen.
    pub fn unknown_names(&self) -> Vec<&str> {
        let is_unknown = |name: &&str| name.starts_with(PREFIX) && !is_known(name);
        let mut names: Vec<&str> = self.process.keys().chain(self.dot_env.keys()).map(String::as_str).filter(is_unknown).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Whether it is the name of a setting, perhaps of a file with a secret.
fn is_known(name: &str) -> bool {
    catalogue::ALL.iter().any(|setting| setting.answers_to(setting.name, name))
}

/// Whether a variable may be meant for this gate; the others are not kept.
fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX) || is_known(name) || older::called(name).is_some()
}

/// Whether it names a database of another kind: noticed, and its value never kept.
fn is_of_database(name: &str) -> bool {
    name.starts_with("DATABASE_")
}

fn expose(value: &SecretString) -> &str {
    secrecy::ExposeSecret::expose_secret(value)
}

/// The content of a secret's file without the line end that editors leave.
fn read_secret(path: &str) -> Result<SecretString, Wrong> {
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(SECRET_FILE_MAX).read_to_string(&mut text))
        .map_err(|error| unreadable_secret(path, error.kind()))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(Wrong::new(format!("is to be read from {}, which is empty", path.escape_debug()), "write the value into it"));
    }
    Ok(text.to_owned().into())
}

/// Why a secret's file cannot be read. Its path is said only where it certainly is one: somebody may have written the secret there.
fn unreadable_secret(path: &str, why: std::io::ErrorKind) -> Wrong {
    let folder = Path::new(path).parent().filter(|folder| folder.parent().is_some() || !folder.has_root());
    let is_path = folder.is_some_and(Path::is_dir);
    let what = if is_path {
        format!("is to be read from {}, and this file cannot be read ({why})", path.escape_debug())
    } else {
        format!("is to be read from a file, and its file cannot be read ({why})")
    };
    Wrong::new(what, "name a readable file that holds nothing but the value")
}

/// What this process' environment says under these names, for a child that needs them. None of ours is among them.
pub fn inherited<'a>(names: &'a [&'a str]) -> impl Iterator<Item = (&'a str, OsString)> {
    names.iter().filter(|name| !is_ours(name)).filter_map(|name| Some((*name, std::env::var_os(name)?)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn found(environment: &Environment, setting: &Setting) -> Option<(String, Origin)> {
        environment.find(setting, &Services::default()).unwrap().map(|(value, origin)| (expose(&value).to_owned(), origin))
    }

    #[test]
    fn the_environment_wins_over_dot_env() {
        let mut environment = Environment::from_pairs([("GATELODGE_LOG", "debug"), ("GATELODGE_LOCALE", "")]);
        environment.read_dot_env("GATELODGE_LOG=warn\nOTHER=x\nGATELODGE_LOCALE=en\n# so\nGATELODGE_COMMUNITY='A $B'\n".as_bytes());
        assert_eq!(found(&environment, &catalogue::LOG), Some(("debug".to_owned(), Origin::Environment)));
        assert_eq!(found(&environment, &catalogue::LOCALE), Some(("en".to_owned(), Origin::DotEnv)));
        assert_eq!(found(&environment, &catalogue::COMMUNITY), Some(("A $B".to_owned(), Origin::DotEnv)));
        assert_eq!(found(&environment, &catalogue::BIND), None);
        assert!(environment.faults().is_empty() && environment.unknown_names().is_empty());
    }

    #[test]
    fn an_older_name_counts_after_its_own_and_while_its_door_is_open() {
        let doors = Services::from(crate::platform::Platform::Mastodon);
        let found = |environment: &Environment, setting: &Setting, doors: &Services| {
            environment.find(setting, doors).unwrap().map(|(value, origin)| (expose(&value).to_owned(), origin))
        };
        let mut environment = Environment::from_pairs([("SCOPES", "read write"), ("MASTODON_CLIENT_SECRET_FILE", "/nowhere/at/all")]);
        environment.read_dot_env("SCOPES=read\nMASTODON_DOCKER=web_1\nCLIENT_NAME=My App\nMASTODON_INSTANCE=\n".as_bytes());
        for setting in [&catalogue::MASTODON_SCOPES, &catalogue::MASTODON_COMMAND, &catalogue::MASTODON_CLIENT_SECRET] {
            assert_eq!(found(&environment, setting, &Services::default()), None);
        }
        let older = |value: &str, name| Some((value.to_owned(), Origin::Older(name)));
        assert_eq!(found(&environment, &catalogue::MASTODON_SCOPES, &doors), older("read write", "SCOPES"));
        assert_eq!(found(&environment, &catalogue::MASTODON_COMMAND, &doors), older("docker exec -i web_1", "MASTODON_DOCKER"));
        assert_eq!(found(&environment, &catalogue::MASTODON_CLIENT_NAME, &doors), older("My App", "CLIENT_NAME"));
        assert_eq!(found(&environment, &catalogue::MASTODON_URL, &doors), None);
        assert!(environment.find(&catalogue::MASTODON_CLIENT_SECRET, &doors).is_err());

        // Its own name wins, even from .env over the environment of the process.
        environment.read_dot_env("GATELODGE_MASTODON_SCOPES=follow\n".as_bytes());
        assert_eq!(found(&environment, &catalogue::MASTODON_SCOPES, &doors), Some(("follow".to_owned(), Origin::DotEnv)));
        assert!(environment.faults().is_empty() && environment.unknown_names().is_empty());
    }

    #[test]
    fn what_is_wrong_with_an_older_name_is_a_fault_only_where_it_counts() {
        let mut environment = Environment::default();
        environment.read_dot_env("SCOPES=a\nSCOPES=b\nCLIENT_NAME=x\nCLIENT_NAME=y\nGATELODGE_MASTODON_CLIENT_NAME=z\n".as_bytes());
        assert!(environment.faults().is_empty());
        let doors = Services::from(crate::platform::Platform::Mastodon);
        assert!(environment.find(&catalogue::MASTODON_SCOPES, &Services::default()).unwrap().is_none());
        let wrong = environment.find(&catalogue::MASTODON_SCOPES, &doors).unwrap_err();
        assert!(format!("{wrong:?}").contains("(given as SCOPES) stands twice"), "{wrong:?}");
        assert!(environment.find(&catalogue::MASTODON_CLIENT_NAME, &doors).unwrap().is_some());
    }

    #[test]
    fn a_bad_line_is_named_but_not_shown() {
        let mut environment = Environment::default();
        environment.read_dot_env("GATELODGE_LOG=info\nGATELODGE_KEYS=a:s3cret word\nGATELODGE_LOG=warn\n".as_bytes());
        let shown = environment.faults().iter().map(ToString::to_string).collect::<String>();
        assert!(shown.contains("line 2 (GATELODGE_KEYS)") && shown.contains("twice"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }

    #[test]
    fn whoever_set_nothing_at_all_hears_so_first() {
        let faults = |mut environment: Environment| {
            environment.note_if_bare(Path::new("/root"), "gatelodge-api");
            environment.faults().iter().map(ToString::to_string).collect::<String>()
        };
        let told = faults(Environment::default());
        assert!(told.starts_with(".env is not in /root, and no setting is in the environment"), "{told}");
        assert!(told.contains("env -C /etc/gatelodge gatelodge-api doctor"), "{told}");
        assert_eq!(faults(Environment::from_pairs([("GATELODGE_LOG", "debug")])), "");
    }

    #[test]
    fn secrets_may_rest_in_files() {
        let path = std::env::temp_dir().join(format!("gatelodge-{}-secret", std::process::id()));
        std::fs::write(&path, "from a file\r\n").unwrap();
        let file = path.to_str().unwrap();
        let mut environment = Environment::from_pairs([("GATELODGE_MATRIX_SHARED_SECRET_FILE", file), ("GATELODGE_LOG_FILE", file)]);
        assert_eq!(found(&environment, &catalogue::MATRIX_SHARED_SECRET), Some(("from a file".to_owned(), Origin::File)));
        assert_eq!(found(&environment, &catalogue::LOG), None);
        assert_eq!(environment.unknown_names(), ["GATELODGE_LOG_FILE"]);

        environment.set("GATELODGE_MATRIX_SHARED_SECRET", "s3cret".to_owned());
        let wrong = environment.find(&catalogue::MATRIX_SHARED_SECRET, &Services::default()).unwrap_err();
        assert!(!format!("{wrong:?}").contains("s3cret"));
        std::fs::write(&path, "\n").unwrap();
        let environment = Environment::from_pairs([("GATELODGE_KEYS_FILE", file), ("GATELODGE_SMTP_URL_FILE", "/a:s3cret")]);
        let wrong = |setting| format!("{:?}", environment.find(setting, &Services::default()).unwrap_err());
        assert!(wrong(&catalogue::KEYS).contains(&format!("is to be read from {file}, which is empty")), "{}", wrong(&catalogue::KEYS));
        assert!(!wrong(&catalogue::SMTP_URL).contains("s3cret"), "what is no file may be the secret itself");
        std::fs::remove_file(&path).unwrap();
        assert!(wrong(&catalogue::KEYS).contains(&format!("{file}, and this file cannot be read")), "{}", wrong(&catalogue::KEYS));
    }
}
