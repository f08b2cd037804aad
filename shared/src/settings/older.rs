//! Names that settings had in the service for Mastodon's tokens that this gate takes the place of.
//!
//! Owns the list and how such a value becomes one of ours. The rule: an older name counts only while the door of its
//! setting is open and nobody gave the setting under its own name, because words like `SCOPES` may be anybody's.

use super::catalogue::{self, Setting};
use super::faults::Wrong;

/// An older name of a setting.
pub(super) struct Older {
    /// The whole name.
    pub(super) name: &'static str,
    /// The setting that it sets.
    pub(super) setting: &'static Setting,
    /// What the setting makes of the value, for the operator; none where it is the same.
    pub(super) becomes: Option<&'static str>,
    /// Makes the setting's value of the older one.
    pub(super) form: fn(&str) -> Result<String, Wrong>,
}

/// All of them.
pub(super) const ALL: &[Older] = &[
    same("MASTODON_INSTANCE", &catalogue::MASTODON_URL),
    Older { name: "MASTODON_DOCKER", setting: &catalogue::MASTODON_COMMAND, becomes: Some("docker exec -i <value>"), form: into_container },
    same("CLIENT_NAME", &catalogue::MASTODON_CLIENT_NAME),
    same("MASTODON_CLIENT_ID", &catalogue::MASTODON_CLIENT_ID),
    same("MASTODON_CLIENT_SECRET", &catalogue::MASTODON_CLIENT_SECRET),
    same("SCOPES", &catalogue::MASTODON_SCOPES),
];

const fn same(name: &'static str, setting: &'static Setting) -> Older {
    Older { name, setting, becomes: None, form: |text| Ok(text.to_owned()) }
}

/// The older name of a setting, where it has one.
pub(super) fn of(setting: &Setting) -> Option<&'static Older> {
    ALL.iter().find(|older| older.setting.name == setting.name)
}

/// Whose older name this is, perhaps as the name of a file with a secret.
pub(super) fn called(name: &str) -> Option<&'static Older> {
    ALL.iter().find(|older| older.setting.answers_to(older.name, name))
}

/// A line of `.env` with an older name and bare words behind it, put into quotes: the service before understood
/// `SCOPES=read write follow`, which ours would not.
pub(super) fn quoted(line: &str) -> Option<String> {
    let (name, value) = line.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b" :_./-".contains(&byte);
    (called(name).is_some() && value.contains(' ') && value.bytes().all(is_bare)).then(|| format!("{name}='{value}'"))
}

/// A container's name becomes the command that leads into it. Anything else could be an option of docker's.
fn into_container(text: &str) -> Result<String, Wrong> {
    let text = text.trim();
    let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let is_name = text.len() <= 128 && text.bytes().all(is_inside) && text.starts_with(|first: char| first.is_ascii_alphanumeric());
    if is_name {
        Ok(format!("docker exec -i {text}"))
    } else {
        Err(Wrong::new("is no name of a container", "write it like mastodon-web-1"))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn every_older_name_is_anothers_and_its_setting_belongs_to_a_door() {
        for older in ALL {
            assert!(!older.name.starts_with(catalogue::PREFIX) && older.setting.door().is_some(), "{}", older.name);
            assert_eq!(of(older.setting).unwrap().name, older.name);
            assert_eq!(called(older.name).unwrap().name, older.name);
            assert_eq!(called(&format!("{}_FILE", older.name)).is_some(), older.setting.is_secret());
        }
        assert!(called("PATH").is_none() && of(&catalogue::KEYS).is_none());
    }

    #[test]
    fn only_a_containers_name_goes_into_the_command() {
        for text in ["mastodon_web_1", "a", " 0.b-c "] {
            assert_eq!(into_container(text).unwrap(), format!("docker exec -i {}", text.trim()));
        }
        for text in ["", "-v", "--privileged", "a b", "a;id", "$(id)", "a/b", ".a", "_a", "ä", "a\nb", &"a".repeat(129)] {
            assert!(into_container(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn bare_words_are_quoted_for_older_names_only() {
        assert_eq!(quoted("SCOPES=read write follow").unwrap(), "SCOPES='read write follow'");
        assert_eq!(quoted(" CLIENT_NAME = My App ").unwrap(), "CLIENT_NAME='My App'");
        for line in ["SCOPES=read", "SCOPES='read write'", "SCOPES=read # so", "SCOPES=a $B", "OTHER=a b", "GATELODGE_LOG=a b", "SCOPES"] {
            assert_eq!(quoted(line), None, "{line}");
        }
    }
}
