//! Says an operator's texts before anybody reads them, so that what cannot be said whole is found at the start.
//!
//! The rule: a text is tried with each of the forms that it chooses among, and is given what ours of its key is given; one of the
//! operator's own, which only their templates say, is given whatever any text takes.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError};

use super::bundles::load;
use super::{Argument, Locale, Needs, needs_in};

/// One number of every plural category of every language here, zero among them.
const COUNTS: [f64; 7] = [0.0, 1.0, 2.0, 3.0, 11.0, 100.0, 1_000_000.0];

/// Why a text is said with a gap in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Gap {
    /// An argument that nobody gives.
    #[error("${0} is not given")]
    NotGiven(String),
    /// Another text, which the language does not say.
    #[error("{0} is no text")]
    NoText(String),
    /// A function, of which we have none.
    #[error("{0}() is no function")]
    NoFunction(String),
    /// It names itself, or one that names it.
    #[error("it comes back to itself")]
    Itself,
    /// Fluent puts no more than a hundred texts and values into one.
    #[error("it is put together of more than 100 texts and values")]
    TooMany,
    /// Anything else.
    #[error("it cannot be said whole")]
    Other,
}

impl Gap {
    pub(super) fn of(error: &FluentError) -> Self {
        let FluentError::ResolverError(error) = error else { return Self::Other };
        match error {
            ResolverError::Reference(ReferenceKind::Variable { id }) => Self::NotGiven(id.clone()),
            ResolverError::Reference(ReferenceKind::Message { id, .. }) => Self::NoText(id.clone()),
            ResolverError::Reference(ReferenceKind::Term { id, .. }) => Self::NoText(format!("-{id}")),
            ResolverError::Reference(ReferenceKind::Function { id }) => Self::NoFunction(id.clone()),
            ResolverError::Cyclic => Self::Itself,
            ResolverError::TooManyPlaceables => Self::TooMany,
            ResolverError::NoValue(_) | ResolverError::MissingDefault => Self::Other,
        }
    }
}

/// What is wrong with texts of a language once these files win over it: each text's key, and why it is said with a gap.
/// `ours` is what our texts take.
pub fn try_out(locale: Locale, files: &[&str], ours: &BTreeMap<String, Needs>) -> BTreeSet<(String, Gap)> {
    let bundle = load(locale, locale.sources(), files.iter().copied());
    let texts: BTreeMap<String, Needs> = files.iter().filter_map(|source| needs_in(source).ok()).flatten().collect();
    let any: BTreeSet<&String> = texts.values().chain(ours.values()).flat_map(|needs| &needs.arguments).collect();
    let mut found = BTreeSet::new();
    for (key, needs) in &texts {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { continue };
        let given = ours.get(key).map_or_else(|| any.clone(), |ours| ours.arguments.iter().collect());
        for value in values(needs) {
            let arguments: FluentArgs<'_> = given.iter().map(|name| (name.as_str(), value.clone())).collect();
            let mut faults = Vec::new();
            bundle.format_pattern(pattern, Some(&arguments), &mut faults);
            found.extend(faults.iter().map(|fault| (key.clone(), Gap::of(fault))));
        }
    }
    found
}

/// What leads to each form of a text: words by which it chooses, and numbers.
fn values(needs: &Needs) -> impl Iterator<Item = Argument<'static>> {
    let words: BTreeSet<&str> = needs.choices.iter().flat_map(|(_, forms)| forms).map(|form| form.trim_start_matches('*')).collect();
    let numbers = words.iter().filter_map(|word| word.parse::<f64>().ok()).map(Argument::from).collect::<Vec<_>>();
    let words: Vec<Argument<'static>> = words.into_iter().map(|word| word.to_owned().into()).collect();
    COUNTS.into_iter().map(Argument::from).chain(numbers).chain(words)
}
