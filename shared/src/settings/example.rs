//! The file that an operator begins with: `deploy/.env.example`, from the catalogue.
//!
//! The rule: what must be set stands there ready to be written over, every secret as the name of a file, and everything
//! else as a comment with what holds without it. So the example itself holds no secret and can be read by anybody.

use std::fmt::Write as _;

use super::catalogue::{self, FILE, Fallback, PREFIX, Readers, Setting};
use super::doors;
use crate::platform::Services;

/// How wide a comment may be.
const WIDTH: usize = 110;

/// The whole file.
pub fn example() -> String {
    let mut page = String::from(
        "# Settings of Gatelodge: copy this file to `.env` in the folder where both processes start.\n\
         # Generated from shared/src/settings/catalogue.rs; `UPDATE=1 cargo test -p shared example` writes it anew.\n\
         #\n\
         # Write your own over every value with `example` in it, and leave the lines with _FILE as they are.\n\
         # A line with # says what holds without it, or what could stand there: take the # away to set it.\n\
         # Values stand between single quotes, one with an apostrophe between double ones: \"Ann's Garden\".\n\
         # Each secret rests in a file of its own; a relative path begins at this folder.\n",
    );
    let doors = doors::parse(default(&catalogue::SERVICES)).unwrap_or_default();
    for setting in catalogue::ALL {
        page.push('\n');
        for line in wrapped(&format!("({}) {}", readers(setting.readers), setting.meaning)) {
            let _ = writeln!(page, "# {line}");
        }
        let off = if is_wanted(setting, &doors) { "" } else { "#" };
        let _ = writeln!(page, "{off}{}", assignment(setting));
    }
    page
}

/// Whether an operator has to set it: it has no default, or it is a secret that every installation keeps in a file.
fn is_wanted(setting: &Setting, doors: &Services) -> bool {
    let is_open = setting.door().is_none_or(|door| doors.contains(door));
    is_open && (setting.fallback == Fallback::Required || (setting.is_secret() && setting.fallback != Fallback::Nothing))
}

fn assignment(setting: &Setting) -> String {
    if setting.is_secret() {
        let file = setting.name.strip_prefix(PREFIX).unwrap_or(setting.name).to_ascii_lowercase().replace('_', "-");
        return format!("{}{FILE}='secrets/{file}'", setting.name);
    }
    let value = match setting.fallback {
        Fallback::Value(value) => value,
        Fallback::Nothing | Fallback::Required => setting.example,
    };
    format!("{}='{value}'", setting.name)
}

const fn default(setting: &Setting) -> &'static str {
    match setting.fallback {
        Fallback::Value(value) => value,
        Fallback::Nothing | Fallback::Required => "",
    }
}

const fn readers(readers: Readers) -> &'static str {
    match readers {
        Readers::Both => "both",
        Readers::Api => "api",
        Readers::Worker => "worker",
    }
}

/// The words in lines of at most [`WIDTH`] characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use base64::{Engine as _, engine::general_purpose::STANDARD};

    use super::*;
    use crate::settings::{Environment, Process, read_api, read_worker};

    #[test]
    fn the_example_of_dot_env_is_the_catalogue() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/.env.example");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, example()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(written == example(), "deploy/.env.example is old: run with UPDATE=1");
    }

    #[test]
    fn the_example_holds_as_it_is_once_its_secrets_are_there() {
        let folder = std::env::temp_dir().join(format!("gatelodge-{}-example", std::process::id()));
        std::fs::create_dir_all(folder.join("secrets")).unwrap();
        let key = format!("test:{}", STANDARD.encode(crate::crypto::random::<32>()));
        let secrets = [
            ("redis-url", "redis://127.0.0.1:6379"),
            ("keys", key.as_str()),
            ("smtp-url", "smtp+starttls://gate:password@mail.example.org:587"),
            ("matrix-shared-secret", "0f8fad5b-d9cb-469f-a165-70867728950e"),
        ];
        for (name, value) in secrets {
            std::fs::write(folder.join("secrets").join(name), value).unwrap();
        }
        let text = example().replace("'secrets/", &format!("'{}/secrets/", folder.display()));
        let mut environment = Environment::default();
        environment.read_dot_env(text.as_bytes());
        let api = read_api(&environment).map(drop).map_err(|faults| faults.to_string());
        let worker = read_worker(&environment).map(drop).map_err(|faults| faults.to_string());
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!((api, worker), (Ok(()), Ok(())));
    }

    #[test]
    fn every_commented_line_is_one_that_can_be_read() {
        let text: String = example()
            .lines()
            .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ') && !rest.is_empty()).unwrap_or(line))
            .fold(String::new(), |text, line| text + line + "\n");
        let mut environment = Environment::default();
        environment.read_dot_env(text.as_bytes());
        assert!(environment.unknown_names().is_empty(), "{:?}", environment.unknown_names());
        assert!(environment.faults().is_empty(), "{:?}", environment.faults());
        for setting in catalogue::ALL {
            assert!(text.contains(&format!("\n{}", assignment(setting))), "{}", setting.name);
        }
        assert!(!crate::settings::print(&environment, Process::Worker).contains("unknown"));
    }
}
