//! Every text that people read: which languages there are, and the loader of their texts.
//!
//! Texts are Fluent and free of HTML; whoever puts one into a page escapes it. A language is one file here and one variant
//! of `Locale`. A text that is missing shows its key, so that nobody overlooks it, and is logged.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// A value put into a text: made `from` a string or a number.
pub type Argument<'a> = fluent_bundle::FluentValue<'a>;

/// A language that Gatelodge speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
}

/// Gatelodge does not speak this language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such language")]
pub struct UnknownLocale;

impl Locale {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::En];

    /// The language tag, for `lang` and `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
        }
    }

    /// The direction of writing, for `dir`.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::En => "ltr",
        }
    }

    const fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("en.ftl"),
        }
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static EN: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
        match self {
            Self::En => &EN,
        }
        .get_or_init(|| load(self))
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Tolerant of regions and of case: `en-GB` and `EN_us` are `en`.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.iter().copied().find(|locale| locale.tag().eq_ignore_ascii_case(language)).ok_or(UnknownLocale)
    }
}

/// The text of a key in a language, with its arguments filled in.
pub fn text(locale: Locale, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
    let bundle = locale.bundle();
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, locale = locale.tag(), "a text is missing");
        return key.to_owned();
    };
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned();
    if !faults.is_empty() {
        tracing::error!(key, locale = locale.tag(), "a text lacks an argument");
    }
    text
}

/// Every key of every language, so that a test can compare.
pub fn keys() -> BTreeSet<&'static str> {
    Locale::ALL.iter().flat_map(|locale| keys_of(*locale)).collect()
}

/// The keys of one language.
pub fn keys_of(locale: Locale) -> BTreeSet<&'static str> {
    // A message begins at the line's first column with a letter; terms, comments and continued lines do not.
    locale
        .source()
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim_end())
        .collect()
}

fn load(locale: Locale) -> FluentBundle<FluentResource> {
    let language = locale.tag().parse::<LanguageIdentifier>().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks that isolate arguments from right-to-left text would stand in plain letters and in links.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(locale.source().to_owned()).unwrap_or_else(|(rest, faults)| {
        tracing::error!(locale = locale.tag(), count = faults.len(), "texts cannot be read");
        rest
    });
    if bundle.add_resource(resource).is_err() {
        tracing::error!(locale = locale.tag(), "texts are given twice");
    }
    bundle
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn languages_are_found_in_what_people_send() {
        for tag in ["en", "EN", "en-GB", "en_US", " en "] {
            assert_eq!(tag.parse(), Ok(Locale::En), "{tag}");
        }
        for tag in ["", "de", "english", "*"] {
            assert_eq!(tag.parse::<Locale>(), Err(UnknownLocale), "{tag}");
        }
        assert_eq!(serde_json::to_string(&Locale::En).unwrap(), r#""en""#);
    }

    #[test]
    fn every_file_reads_without_fault_and_says_the_same_keys() {
        for locale in Locale::ALL {
            assert!(FluentResource::try_new(locale.source().to_owned()).is_ok(), "{locale}");
            assert_eq!(keys_of(*locale), keys(), "{locale}");
            for key in keys() {
                assert!(locale.bundle().get_message(key).is_some_and(|message| message.value().is_some()), "{key}");
            }
            let written = locale.source().lines().filter_map(|line| line.split_once(" =")).filter(|(key, _)| keys().contains(key));
            assert_eq!(written.count(), keys().len(), "a key is given twice");
        }
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        assert_eq!(text(Locale::En, "no-such-text", &[("name", "Ann".into()), ("count", 3.into())]), "no-such-text");
    }

    #[test]
    fn texts_hold_no_markup() {
        for locale in Locale::ALL {
            assert!(!locale.source().contains(['<', '\u{2068}']), "{locale}");
        }
    }

    #[test]
    fn every_fault_of_a_name_has_a_text() {
        for fault in crate::localpart::NameFault::ALL {
            assert!(keys().contains(fault.key()), "{}", fault.key());
        }
    }
}
