//! What a user of Redis has to be allowed, command by command, and whether ours is.
//!
//! The list is the only one: a test holds it against every script. The server itself judges (`redis.acl_check_cmd`, since 7.0),
//! so that roles, key patterns and channels count as it counts them, and no command of the list is sent.

use super::{Arg, Redis};
use crate::error::RedisFault;
use crate::keyspace;
use crate::script;

script!(ALLOWED, "allowed.lua");

/// Every command line, with `@` for a key of ours; those that need no key come last.
const COMMANDS: &str = include_str!("commands.txt");

/// What the user may not do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Commands, in capitals.
    pub commands: Vec<String>,
    /// Whether it is none of our keys that it may touch: every command on them is refused.
    pub all_keys: bool,
    /// Channels that it may not announce on or listen to.
    pub channels: Vec<&'static str>,
}

impl Redis {
    /// What the user of this connection may not do; `None` where the server is too old to say.
    ///
    /// # Errors
    /// `Refused` where it may not even run a script.
    pub async fn refused(&self) -> Result<Option<Refused>, RedisFault> {
        let channels = [keyspace::WAKE, keyspace::ANSWERED, keyspace::CHANGED];
        let on_channels = channels.iter().flat_map(|channel| [format!("publish {channel} x"), format!("subscribe {channel}")]);
        let lines: Vec<String> = COMMANDS.lines().map(str::to_owned).chain(on_channels).collect();
        let asked = lines.iter().map(|line| line.replace('|', " "));
        let arguments: Vec<Arg> = std::iter::once(keyspace::health().as_str().to_owned()).chain(asked).map(Arg::from).collect();
        let places: Vec<usize> = self.run(&ALLOWED, &[], arguments).await?;
        if places.first() == Some(&0) {
            return Ok(None);
        }
        let refused: Vec<&String> = places.iter().filter_map(|place| lines.get(place.checked_sub(1)?)).collect();
        let on_keys = COMMANDS.lines().filter(|line| line.contains('@')).count();
        let all_keys = refused.iter().filter(|line| line.contains('@')).count() == on_keys;
        let mut found = Refused { all_keys, ..Refused::default() };
        for line in refused {
            let channel = channels.into_iter().find(|channel| line.split(' ').any(|word| word == *channel));
            match channel {
                Some(channel) if !found.channels.contains(&channel) => found.channels.push(channel),
                Some(_) => {}
                None => found.commands.push(line.split(' ').next().unwrap_or_default().to_uppercase()),
            }
        }
        Ok(Some(found))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use std::path::{Path, PathBuf};

    use super::*;

    fn scripts(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(scripts(&path));
            } else if path.extension().is_some_and(|ending| ending == "lua") {
                found.push(path);
            }
        }
        found
    }

    #[test]
    fn every_command_of_every_script_is_on_the_list() {
        let known: Vec<&str> = COMMANDS.lines().map(|line| line.split([' ', '|']).next().unwrap()).collect();
        let mut count = 0;
        for path in scripts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
            let text = std::fs::read_to_string(&path).unwrap();
            for call in text.split("call('").skip(1) {
                let command = call.split('\'').next().unwrap().to_lowercase();
                assert!(known.contains(&command.as_str()) || command == "publish", "{command} of {}", path.display());
                count += 1;
            }
        }
        assert!(count > 50, "the scripts were read: {count}");
    }
}
