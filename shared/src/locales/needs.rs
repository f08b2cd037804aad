//! What a text takes from whoever says it, so that translations and operators' texts can be held against our own.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::Locale;

/// What one text takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The arguments that it names.
    pub arguments: BTreeSet<String>,
    /// Each choice among forms that it makes: by which argument, and the forms' names, the last one's marked with `*`.
    pub choices: Vec<(String, BTreeSet<String>)>,
    /// What it names besides: other texts and functions.
    pub references: BTreeSet<String>,
}

/// A file is not Fluent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFluent {
    /// The line of the first fault, from 1.
    pub line: usize,
}

/// What each text of a language takes, by its key.
pub fn needs(locale: Locale) -> BTreeMap<String, Needs> {
    // Ours read without fault: a test sees to it.
    locale.sources().iter().filter_map(|source| needs_in(source).ok()).flatten().collect()
}

/// What each text of a file takes, by its key.
///
/// # Errors
/// When any of it cannot be read, or is a term or has attributes, which nothing here says.
pub fn needs_in(source: &str) -> Result<BTreeMap<String, Needs>, NotFluent> {
    let line = |at: usize| NotFluent { line: source.get(..at).unwrap_or(source).matches('\n').count() + 1 };
    let resource = FluentResource::try_new(source.to_owned())
        .map_err(|(_, faults)| line(faults.first().map_or(0, |fault| fault.slice.as_ref().unwrap_or(&fault.pos).start)))?;
    let mut found = BTreeMap::new();
    for entry in resource.entries() {
        let named = |name: &str| line(source.find(&format!("\n{name}")).map_or(0, |at| at + 1));
        match entry {
            Entry::Message(message) => {
                let key = message.id.name;
                let value = message.value.as_ref().filter(|_| message.attributes.is_empty()).ok_or_else(|| named(key))?;
                let mut needs = Needs::default();
                needs.of_pattern(value);
                found.insert(key.to_owned(), needs);
            }
            Entry::Term(term) => return Err(named(&format!("-{}", term.id.name))),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Junk { content } => return Err(line(source.find(content).unwrap_or_default())),
        }
    }
    Ok(found)
}

impl Needs {
    fn of_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.of_expression(expression);
            }
        }
    }

    fn of_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.of_inline(inline),
            Expression::Select { selector, variants } => {
                self.of_inline(selector);
                let mut names = BTreeSet::new();
                for variant in variants {
                    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = variant.key;
                    names.insert(if variant.default { format!("*{name}") } else { name.to_owned() });
                    self.of_pattern(&variant.value);
                }
                self.choices.push((selector_name(selector), names));
            }
        }
    }

    fn of_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.of_expression(expression),
            InlineExpression::MessageReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                self.references.insert(format!("-{}", id.name));
                self.of_call(arguments.as_ref());
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.references.insert(format!("{}()", id.name));
                self.of_call(Some(arguments));
            }
        }
    }

    fn of_call(&mut self, arguments: Option<&CallArguments<&str>>) {
        let positional = arguments.into_iter().flat_map(|arguments| &arguments.positional);
        let named = arguments.into_iter().flat_map(|arguments| arguments.named.iter().map(|named| &named.value));
        for inline in positional.chain(named) {
            self.of_inline(inline);
        }
    }
}

fn selector_name(selector: &InlineExpression<&str>) -> String {
    match selector {
        InlineExpression::VariableReference { id } => id.name.to_owned(),
        _ => String::new(),
    }
}
