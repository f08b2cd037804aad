//! English as no language is written: longer, accented and in brackets, so that a page shows which text does not fit, which was
//! never a text, and which is put together from pieces.
//!
//! The product knows nothing of it: it is a folder for `GATELODGE_OVERRIDES`.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};

/// Our English texts.
const ENGLISH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/src/locales/en");

/// Writes the folder.
pub fn write(overrides: &Path) -> anyhow::Result<()> {
    let folder = overrides.join("locales/en");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(ENGLISH).context("the English texts are not here")? {
        let entry = entry?;
        fs::write(folder.join(entry.file_name()), pseudo(fs::read_to_string(entry.path())?)?)?;
    }
    Ok(())
}

/// A file of Fluent with every text in it lengthened; keys, arguments and forms stay.
fn pseudo(source: String) -> anyhow::Result<String> {
    let mut texts: Resource<String> = parser::parse(source).map_err(|(_, faults)| anyhow!("{faults:?}"))?;
    for entry in &mut texts.body {
        if let Entry::Message(message) = entry
            && let Some(value) = &mut message.value
        {
            of_pattern(value);
            value.elements.insert(0, PatternElement::TextElement { value: "⟦".to_owned() });
            value.elements.push(PatternElement::TextElement { value: "⟧".to_owned() });
        }
    }
    Ok(serializer::serialize(&texts))
}

fn of_pattern(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = lengthened(value),
            PatternElement::Placeable { expression } => of_expression(expression),
        }
    }
}

fn of_expression(expression: &mut Expression<String>) {
    match expression {
        Expression::Select { selector, variants } => {
            of_inline(selector);
            variants.iter_mut().for_each(|variant| of_pattern(&mut variant.value));
        }
        Expression::Inline(inline) => of_inline(inline),
    }
}

fn of_inline(inline: &mut InlineExpression<String>) {
    match inline {
        InlineExpression::Placeable { expression } => of_expression(expression),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter_mut().for_each(of_inline)
        }
        // Another text is lengthened where it stands.
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::VariableReference { .. } => {}
    }
}

/// With every vowel twice, and accents: about as much longer as German is.
fn lengthened(text: &str) -> String {
    let mut long = String::with_capacity(text.len() * 2);
    for char in text.chars() {
        let accented = match char {
            'a' => "áà",
            'e' => "éè",
            'i' => "íì",
            'o' => "óò",
            'u' => "úù",
            'A' => "Áà",
            'E' => "Éè",
            'I' => "Íì",
            'O' => "Óò",
            'U' => "Úù",
            'c' => "ç",
            'n' => "ñ",
            's' => "š",
            'y' => "ý",
            'z' => "ž",
            _ => {
                long.push(char);
                continue;
            }
        };
        long.push_str(accented);
    }
    long
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use shared::locales::needs_in;
    use shared::overrides::{Faults, Overrides};

    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn every_text_is_longer_and_takes_what_it_took() {
        for entry in fs::read_dir(ENGLISH).unwrap() {
            let ours = fs::read_to_string(entry.unwrap().path()).unwrap();
            let theirs = pseudo(ours.clone()).unwrap();
            assert_eq!(needs_in(&theirs), needs_in(&ours));
            assert!(theirs.chars().count() * 100 > ours.chars().count() * 118, "keys are not longer, texts are");
        }
        assert_eq!(
            pseudo("a = Find { $n } of { $n -> \n [one] it\n *[other] them\n }\n".to_owned())
                .unwrap()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            "a = ⟦Fíìñd { $n } óòf { $n -> [one] íìt *[other] théèm }⟧"
        );
    }

    #[test]
    fn the_folder_is_one_that_the_gate_takes() {
        let (folder, mut faults) = (Scratch::new("pseudo").unwrap(), Faults::default());
        write(folder.path()).unwrap();
        assert_eq!(Overrides::read(Some(folder.path()), &mut faults).texts.len(), fs::read_dir(ENGLISH).unwrap().count());
        assert_eq!(faults.none(), Ok(()));
    }
}
