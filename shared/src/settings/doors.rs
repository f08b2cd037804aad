//! Which doors are open, as far as anything about settings depends on it.
//!
//! The rule: settings of a closed door, and older names for them, are not looked at. Where `SERVICES` itself cannot be
//! read, a door counts as open when somebody set anything of it, so that all its faults are still said at once.

use secrecy::ExposeSecret;

use super::catalogue::{self, Fallback};
use super::environment::Environment;
use super::faults::Wrong;
use super::values;
use crate::platform::{Platform, Services};

/// The doors that this environment opens.
pub(super) fn open(environment: &Environment) -> Services {
    let setting = &catalogue::SERVICES;
    let none_yet = Services::default();
    let read = match (environment.find(setting, &none_yet), setting.fallback) {
        (Ok(Some((value, _))), _) => parse(value.expose_secret().trim()).ok(),
        (Ok(None), Fallback::Value(value)) => parse(value).ok(),
        _ => None,
    };
    read.unwrap_or_else(|| Platform::ALL.iter().copied().filter(|door| is_spoken_of(environment, *door)).collect())
}

fn is_spoken_of(environment: &Environment, door: Platform) -> bool {
    let of_door = catalogue::ALL.iter().filter(|setting| setting.door() == Some(door));
    let is_given = |found: Result<Option<_>, Wrong>| found.map_or(true, |value| value.is_some());
    of_door.map(|setting| environment.find(setting, &Services::default())).any(is_given)
}

/// Doors with commas.
pub(super) fn parse(text: &str) -> Result<Services, Wrong> {
    let known: Vec<_> = Platform::ALL.iter().map(|platform| platform.as_str()).collect();
    values::entries(text, ',')
        .map(str::parse::<Platform>)
        .collect::<Result<_, _>>()
        .map_err(|_| Wrong::new("names a door that there is not", format!("the doors are {}", known.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doors_are_those_named_or_spoken_of() {
        let matrix = Services::from(Platform::Matrix);
        let mastodon = Services::from(Platform::Mastodon);
        let with = |pairs: &[(&str, &str)]| open(&Environment::from_pairs(pairs.iter().copied()));
        assert_eq!(with(&[]), matrix);
        assert_eq!(with(&[("GATELODGE_SERVICES", "mastodon"), ("GATELODGE_MATRIX_URL", "x")]), mastodon);
        assert_eq!(with(&[("GATELODGE_SERVICES", " mastodon , matrix ")]), Platform::ALL.iter().copied().collect());
        assert_eq!(with(&[("GATELODGE_SERVICES", "x"), ("GATELODGE_MASTODON_SCOPES", "read")]), mastodon);
        // Somebody else's name opens nothing.
        assert_eq!(with(&[("GATELODGE_SERVICES", "x"), ("SCOPES", "read"), ("GATELODGE_MATRIX_URL", "x")]), matrix);
    }
}
