//! Every text that people read: which languages there are, and what each of them says.
//!
//! Texts are Fluent and free of HTML; whoever puts one into a page escapes it. A language is one folder here and one line of
//! `spoken!`. A text that is missing shows its key, so that nobody overlooks it, and is logged. `accepted` finds the language
//! that a browser asks for, `bundles` loads texts and lets an operator's own win, `needs` says what a text takes, `trial` says those of an
//! operator before anybody reads them.

mod accepted;
mod bundles;
mod needs;
#[cfg(test)]
mod tests;
mod trial;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use fluent_bundle::FluentArgs;
use serde::{Deserialize, Serialize};

pub use bundles::{TextsAreSaid, override_texts};
pub use needs::{Needs, NotFluent, needs, needs_in};
pub use trial::{Gap, try_out};

/// A value put into a text: made `from` a string or a number.
pub type Argument<'a> = fluent_bundle::FluentValue<'a>;

/// A language that Gatelodge knows of. It speaks those in [`Locale::ALL`], and English in place of any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// German.
    De,
    /// French.
    Fr,
    /// Portuguese as written in Brazil, for everybody who reads Portuguese.
    #[serde(rename = "pt-BR")]
    PtBr,
    /// Arabic.
    Ar,
}

/// What a language says, in the parts into which its folder divides it.
macro_rules! texts {
    ($folder:literal) => {
        &[
            include_str!(concat!($folder, "/common.ftl")),
            include_str!(concat!($folder, "/apply.ftl")),
            include_str!(concat!($folder, "/status.ftl")),
            include_str!(concat!($folder, "/deciding.ftl")),
            include_str!(concat!($folder, "/members.ftl")),
            include_str!(concat!($folder, "/board.ftl")),
            include_str!(concat!($folder, "/faults.ftl")),
            include_str!(concat!($folder, "/letters.ftl")),
        ]
    };
}

/// The languages whose folders are here, whole: in this order people choose among them.
macro_rules! spoken {
    ($($locale:ident $folder:literal),+ $(,)?) => {
        impl Locale {
            /// Every language that is spoken.
            pub const ALL: &'static [Self] = &[$(Self::$locale),+];
        }

        const SOURCES: &[(Locale, &[&str])] = &[$((Locale::$locale, texts!($folder))),+];
    };
}

spoken! {
    En "en",
    Es "es",
    De "de",
    Fr "fr",
    PtBr "pt-BR",
    Ar "ar",
}

/// Gatelodge does not speak this language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such language")]
pub struct UnknownLocale;

impl Locale {
    /// The language tag, for `lang` and `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::De => "de",
            Self::Fr => "fr",
            Self::PtBr => "pt-BR",
            Self::Ar => "ar",
        }
    }

    /// The direction of writing, for `dir`.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::En | Self::Es | Self::De | Self::Fr | Self::PtBr => "ltr",
            Self::Ar => "rtl",
        }
    }

    /// What those who speak it call it: nobody finds their own language under a foreign name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::PtBr => "Português (Brasil)",
            Self::Ar => "العربية",
        }
    }

    /// The language of a tag, among these.
    fn find(tag: &str, known: &[Self]) -> Option<Self> {
        let language = |tag| str::split(tag, ['-', '_']).next().unwrap_or_default();
        let wanted = language(tag.trim());
        known.iter().copied().find(|locale| language(locale.tag()).eq_ignore_ascii_case(wanted))
    }

    /// What stands in its folder; what stands in the English one where it has none.
    fn sources(self) -> &'static [&'static str] {
        let of = |wanted| SOURCES.iter().find(|(locale, _)| *locale == wanted).map(|(_, sources)| *sources);
        of(self).or_else(|| of(Self::En)).unwrap_or_default()
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    /// Tolerant of regions and of case: `en-GB` and `EN_us` are `en`, and `pt-PT` is `pt-BR`.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::find(tag, Self::ALL).ok_or(UnknownLocale)
    }
}

/// The text of a key in a language, with its arguments filled in.
pub fn text(locale: Locale, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
    let bundle = bundles::of(locale);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, locale = locale.tag(), "a text is missing");
        return key.to_owned();
    };
    let arguments: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut faults).into_owned();
    if let Some(gap) = faults.first().map(Gap::of) {
        tracing::error!(key, locale = locale.tag(), %gap, "a text is said with a gap in it");
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
        .sources()
        .iter()
        .flat_map(|source| source.lines())
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim_end())
        .collect()
}
