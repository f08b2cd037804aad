//! Where values lie and how often, for whoever looks an installation over: which files hold secrets, what is said twice, what
//! nobody reads.
//!
//! The rule: names and paths only; a value is compared or judged here and never handed out.

use std::path::Path;

use super::super::catalogue::{self, FILE, Process, Setting, Shown};
use super::super::{doors, keys, older};
use super::{Environment, expose};
use crate::platform::Platform;

impl Environment {
    /// The file that was read as `.env`.
    pub fn dot_env_file(&self) -> Option<&Path> {
        self.dot_env_file.as_deref()
    }

    /// Whether this setting comes from `.env`, which both processes read where they are started in one folder.
    pub fn is_from_dot_env(&self, name: &str) -> bool {
        let is_given = |layer: &std::collections::BTreeMap<String, secrecy::SecretString>| {
            layer.get(name).is_some_and(|value| !expose(value).is_empty())
        };
        !is_given(&self.process) && is_given(&self.dot_env)
    }

    /// Whether a secret stands in `.env` itself.
    pub fn has_secrets_in_dot_env(&self) -> bool {
        names_of_secrets().any(|(_, name)| self.dot_env.get(name).is_some_and(|value| !expose(value).is_empty()))
    }

    /// Every file that holds a secret: the name that names it, and its path.
    pub fn secret_files(&self) -> Vec<(String, String)> {
        let named = names_of_secrets().filter_map(|(_, name)| {
            let name = format!("{name}{FILE}");
            let value =
                [&self.process, &self.dot_env].into_iter().filter_map(|layer| layer.get(&name)).find(|value| !expose(value).is_empty())?;
            Some((name, expose(value).to_owned()))
        });
        named.collect()
    }

    /// Secrets that stand both in the environment of the process and in `.env`, and whether they say the same.
    pub fn given_twice(&self) -> Vec<(&'static str, bool)> {
        let value = |layer: &std::collections::BTreeMap<String, secrecy::SecretString>, name: &str| {
            layer.get(name).map(|value| expose(value).to_owned()).filter(|value| !value.is_empty())
        };
        let twice = names_of_secrets().filter_map(|(_, name)| {
            let file = format!("{name}{FILE}");
            let [here, there] = [&self.process, &self.dot_env].map(|layer| (value(layer, name), value(layer, &file)));
            let is_given = |(direct, file): &(Option<String>, Option<String>)| direct.is_some() || file.is_some();
            (is_given(&here) && is_given(&there)).then_some((name, here == there))
        });
        twice.collect()
    }

    /// Settings that somebody gave, of doors that are closed.
    pub fn of_closed_doors(&self) -> Vec<(&'static str, Platform)> {
        let open = doors::open(self);
        let is_given = |setting: &Setting| {
            let names = [setting.name.to_owned(), format!("{}{FILE}", setting.name)];
            let mut values = names.iter().flat_map(|name| [self.process.get(name), self.dot_env.get(name)]).flatten();
            values.any(|value| !expose(value).is_empty())
        };
        let closed = |setting: &&'static Setting| {
            let door = setting.door().filter(|door| !open.contains(*door))?;
            is_given(setting).then_some((setting.name, door))
        };
        catalogue::ALL.iter().filter_map(closed).collect()
    }

    /// Names of databases of another kind.
    pub fn of_databases(&self) -> impl Iterator<Item = &String> {
        self.databases.iter()
    }

    /// Secrets which this process reads, and which everybody could know or guess; how an operator comes by better ones.
    pub fn weak_secrets(&self, process: Process) -> Vec<(&'static str, &'static str)> {
        let open = doors::open(self);
        let is_weak = |setting: &Setting| {
            let Ok(Some((value, _))) = self.find(setting, &open) else { return false };
            let value = expose(&value).trim();
            if setting.name == catalogue::KEYS.name {
                return keys::parse(value).is_ok_and(|ring| ring.iter().any(keys::KeyEntry::is_weak));
            }
            keys::is_weak(value.as_bytes())
        };
        let is_read = |setting: &Setting| setting.is_read_by(process) && setting.door().is_none_or(|door| open.contains(door));
        let secrets = catalogue::ALL.iter().filter(|setting| setting.shown == Shown::Never && is_read(setting) && is_weak(setting));
        secrets.map(|setting| (setting.name, keys::better(setting))).collect()
    }
}

/// Every secret under its own name, and under the older one where it has one.
fn names_of_secrets() -> impl Iterator<Item = (&'static Setting, &'static str)> {
    let secrets = catalogue::ALL.iter().copied().filter(|setting| setting.is_secret());
    secrets.flat_map(|setting| {
        [Some(setting.name), older::of(setting).map(|older| older.name)].into_iter().flatten().map(move |name| (setting, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_or_for_a_closed_door_is_named_and_never_shown() {
        let mut environment = Environment::from_pairs([
            ("GATELODGE_KEYS", "a:one"),
            ("GATELODGE_SMTP_URL", "smtp://same"),
            ("GATELODGE_MATRIX_SHARED_SECRET_FILE", "/run/one"),
            ("GATELODGE_MASTODON_URL", "https://example.org"),
            ("DATABASE_URL", "postgres://hidden"),
        ]);
        environment
            .read_dot_env("GATELODGE_KEYS=a:two\nGATELODGE_SMTP_URL=smtp://same\nDATABASE_NAME=x\nGATELODGE_MASTODON_SCOPES=\n".as_bytes());
        assert_eq!(environment.given_twice(), [("GATELODGE_KEYS", false), ("GATELODGE_SMTP_URL", true)]);
        assert_eq!(environment.of_closed_doors(), [("GATELODGE_MASTODON_URL", Platform::Mastodon)]);
        assert_eq!(environment.secret_files(), [("GATELODGE_MATRIX_SHARED_SECRET_FILE".to_owned(), "/run/one".to_owned())]);
        assert!(environment.of_databases().eq(["DATABASE_NAME", "DATABASE_URL"]) && environment.has_secrets_in_dot_env());
        assert!(environment.dot_env_file().is_none() && environment.unknown_names().is_empty());
    }

    #[test]
    fn weak_secrets_are_those_of_this_process_and_of_open_doors() {
        let weak = "0000000000000000";
        let pairs = [("GATELODGE_MATRIX_SHARED_SECRET", weak), ("GATELODGE_MASTODON_ADMIN_TOKEN", weak), ("SECRET_KEY", weak)];
        let environment = Environment::from_pairs(pairs);
        let told = |process| environment.weak_secrets(process);
        assert!(matches!(told(Process::Worker)[..], [("GATELODGE_MATRIX_SHARED_SECRET", mend)] if mend.contains("homeserver.yaml")));
        assert!(matches!(told(Process::Api)[..], [("SECRET_KEY", mend)] if mend.contains("openssl rand")));
    }
}
