//! Where settings come from: the process' environment, `.env` in the working directory, and files that hold secrets.
//!
//! Owns the order between them: the environment wins over `.env`, and a `NAME_FILE` is as good as a `NAME` beside it,
//! but never together with it. Reads once and changes nothing: the environment of the process stays as it is. What a
//! value means is the reader's business.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

use secrecy::SecretString;

use super::catalogue::{self, PREFIX, Setting};
use super::faults::{Fault, Wrong};

/// A file with a secret is not read beyond this.
const SECRET_FILE_MAX: u64 = 64 * 1024;
/// How a setting is called that names a file with the value.
const FILE: &str = "_FILE";

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
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Default => "default",
            Self::Environment => "environment",
            Self::DotEnv => ".env",
            Self::File => "file",
        })
    }
}

/// Everything that somebody set under our prefix. Holds secrets: there is no `Debug`.
#[derive(Default)]
pub struct Environment {
    process: BTreeMap<String, SecretString>,
    dot_env: BTreeMap<String, SecretString>,
    faults: Vec<Fault>,
}

impl Environment {
    /// The environment of this process and `.env` in its working directory.
    pub fn of_process() -> Self {
        let mut environment = Self::default();
        for (name, value) in std::env::vars_os() {
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
            match value.into_string() {
                Ok(value) => environment.set(name, value),
                Err(_) => environment.faults.push(Fault::new(name, Wrong::new("is no UTF-8", "write it in UTF-8"))),
            }
        }
        match std::fs::File::open(".env") {
            Ok(file) => environment.read_dot_env(file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => environment
                .faults
                .push(Fault::new(".env", Wrong::new(format!("cannot be read ({})", error.kind()), "make it readable, or take it away"))),
        }
        environment
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
        self.process.insert(name.to_owned(), value.into());
    }

    /// Reads text in the form of a `.env` file.
    pub fn read_dot_env(&mut self, text: impl Read) {
        let mut place = "its first lines".to_owned();
        for item in dotenvy::from_read_iter(text) {
            match item {
                Ok((name, value)) if name.starts_with(PREFIX) => {
                    place = format!("a line after {name}");
                    if self.dot_env.insert(name.clone(), value.into()).is_some() {
                        self.faults.push(Fault::new(&name, Wrong::new("stands twice in .env", "keep one of them")));
                    }
                }
                Ok(_) => {}
                // The line may hold a secret: it is not shown.
                Err(dotenvy::Error::LineParse(..)) => {
                    let mend = "put the value between single quotes, leave no space after it";
                    self.faults.push(Fault::new(".env", Wrong::new(format!("cannot be read in {place}"), mend)));
                }
                Err(_) => {
                    self.faults.push(Fault::new(".env", Wrong::new("cannot be read", "write it in UTF-8")));
                    break;
                }
            }
        }
    }

    /// What was wrong before any setting was looked at.
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The value of a setting and where it came from; none where nobody set it. An empty value counts as not set.
    pub(super) fn find(&self, setting: &Setting) -> Result<Option<(SecretString, Origin)>, Wrong> {
        for (layer, origin) in [(&self.process, Origin::Environment), (&self.dot_env, Origin::DotEnv)] {
            let get = |name: &str| layer.get(name).filter(|value| !expose(value).is_empty());
            let file = if setting.is_secret() { get(&format!("{}{FILE}", setting.name)) } else { None };
            match (get(setting.name), file) {
                (None, None) => {}
                (Some(value), None) => return Ok(Some((value.clone(), origin))),
                (None, Some(path)) => return read_secret(expose(path)).map(|value| Some((value, Origin::File))),
                (Some(_), Some(_)) => {
                    return Err(Wrong::new("is given both directly and as a file", format!("keep one of {0} and {0}{FILE}", setting.name)));
                }
            }
        }
        Ok(None)
    }

    /// Names under our prefix that no setting has: worth a warning, because they may be a slip of the pen.
    pub fn unknown_names(&self) -> Vec<&str> {
        let known = |name: &str| {
            catalogue::ALL
                .iter()
                .any(|setting| name == setting.name || (setting.is_secret() && name.strip_suffix(FILE) == Some(setting.name)))
        };
        let mut names: Vec<&str> = self.process.keys().chain(self.dot_env.keys()).map(String::as_str).filter(|name| !known(name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn expose(value: &SecretString) -> &str {
    secrecy::ExposeSecret::expose_secret(value)
}

/// The content of a secret's file without the line end that editors leave.
fn read_secret(path: &str) -> Result<SecretString, Wrong> {
    let mend = "name a readable file that holds nothing but the value";
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(SECRET_FILE_MAX).read_to_string(&mut text))
        .map_err(|error| Wrong::new(format!("its file cannot be read ({})", error.kind()), mend))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(Wrong::new("its file is empty", mend));
    }
    Ok(text.to_owned().into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn found(environment: &Environment, setting: &Setting) -> Option<(String, Origin)> {
        environment.find(setting).unwrap().map(|(value, origin)| (expose(&value).to_owned(), origin))
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
    fn a_bad_line_is_named_but_not_shown() {
        let mut environment = Environment::default();
        environment.read_dot_env("GATELODGE_LOG=info\nGATELODGE_KEYS=a:s3cret word\nGATELODGE_LOG=warn\n".as_bytes());
        let shown = environment.faults().iter().map(ToString::to_string).collect::<String>();
        assert!(shown.contains("after GATELODGE_LOG") && shown.contains("twice"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
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
        let wrong = environment.find(&catalogue::MATRIX_SHARED_SECRET).unwrap_err();
        assert!(!format!("{wrong:?}").contains("s3cret"));
        std::fs::write(&path, "\n").unwrap();
        let environment = Environment::from_pairs([("GATELODGE_KEYS_FILE", file), ("GATELODGE_SMTP_URL_FILE", "/nowhere/at/all")]);
        assert!(environment.find(&catalogue::KEYS).is_err());
        assert!(environment.find(&catalogue::SMTP_URL).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
