//! Loads the texts of a language, and those that an operator has put in their place.
//!
//! The rule: an operator's texts are given once, before the first text is said, and then hold for as long as the process lives.

use std::sync::OnceLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use super::Locale;

pub(super) type Bundle = FluentBundle<FluentResource>;

/// An operator's texts came too late, or a second time with others: some have been said already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("texts have been said before they could be replaced")]
pub struct TextsAreSaid;

/// Files of Fluent, and the language whose texts each replaces.
static REPLACED: OnceLock<Vec<(Locale, String)>> = OnceLock::new();

/// Lets these win over our own, text by text. They were judged before; what cannot be read is left out.
///
/// # Errors
/// When a text has been said already, or others have been given.
pub fn override_texts(texts: &[(Locale, String)]) -> Result<(), TextsAreSaid> {
    if REPLACED.get_or_init(|| texts.to_vec()) == texts { Ok(()) } else { Err(TextsAreSaid) }
}

/// What a language says.
pub(super) fn of(locale: Locale) -> &'static Bundle {
    macro_rules! own {
        () => {{
            static BUNDLE: OnceLock<Bundle> = OnceLock::new();
            &BUNDLE
        }};
    }
    #[expect(clippy::match_same_arms, reason = "each arm has a place of its own")]
    let bundle: &'static OnceLock<Bundle> = match locale {
        Locale::En => own!(),
        Locale::Es => own!(),
        Locale::De => own!(),
        Locale::Fr => own!(),
        Locale::PtBr => own!(),
        Locale::Ar => own!(),
    };
    bundle.get_or_init(|| {
        let replaced = REPLACED.get_or_init(Vec::new).iter().filter(|(of, _)| *of == locale);
        load(locale, locale.sources(), replaced.map(|(_, source)| source.as_str()))
    })
}

/// The texts of `sources`, and over them those of `replaced`. The language decides how numbers are counted.
pub(super) fn load<'a>(locale: Locale, sources: &[&str], replaced: impl Iterator<Item = &'a str>) -> Bundle {
    let language = locale.tag().parse::<LanguageIdentifier>().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Between words that run from right to left a name or a number needs marks that isolate it. Elsewhere they would only
    // stand in plain letters.
    bundle.set_use_isolating(locale.dir() == "rtl");
    let read = |source: &str| {
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, faults)| {
            tracing::error!(locale = locale.tag(), count = faults.len(), "texts cannot be read");
            rest
        })
    };
    for source in sources {
        if bundle.add_resource(read(source)).is_err() {
            tracing::error!(locale = locale.tag(), "texts are given twice");
        }
    }
    for source in replaced {
        bundle.add_resource_overriding(read(source));
    }
    bundle
}
