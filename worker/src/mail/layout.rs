//! A letter's parts, and the two layouts that they are put into: plain text and HTML.
//!
//! Owns the templates. The rule: a part is text, and only the HTML layout turns it into HTML, escaping all of it; so a
//! translation is texts alone, and what somebody typed stays text.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde::Serialize;
use shared::locales::{Locale, text};

/// The templates do not fit the letter: a fault of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a letter cannot be put into its layout")]
pub struct LayoutFault;

/// A letter in both its forms, not yet addressed. Holds its receiver's link.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What stands in the list of letters.
    pub subject: String,
    /// The letter as plain text.
    pub text: String,
    /// The letter as HTML.
    pub html: String,
}

impl std::fmt::Debug for Rendered {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Rendered").finish_non_exhaustive()
    }
}

/// A label and what it stands before.
#[derive(Serialize)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
}

/// One part of a letter, in the order of reading.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Block {
    Paragraph {
        text: String,
    },
    Facts {
        facts: Vec<Fact>,
    },
    /// Somebody else's words.
    Quote {
        label: String,
        lines: Vec<String>,
    },
    List {
        label: String,
        items: Vec<String>,
    },
    /// What the letter is for; one a letter.
    Button {
        label: String,
        link: String,
    },
    Link {
        label: String,
        link: String,
    },
}

/// Everything that a layout needs.
pub(super) struct Parts {
    pub(super) community: String,
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
    /// Why the letter came, below all else.
    pub(super) closing: Vec<String>,
}

static LAYOUTS: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut layouts = Environment::new();
    match SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build() {
        Ok(syntax) => layouts.set_syntax(syntax),
        Err(fault) => tracing::error!(%fault, "the layouts' syntax cannot be set"),
    }
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    layouts.set_auto_escape_callback(|name| if name == "html" { AutoEscape::Html } else { AutoEscape::None });
    for (name, source) in [("text", include_str!("letters/layout.txt")), ("html", include_str!("letters/layout.html"))] {
        if let Err(fault) = layouts.add_template(name, source) {
            tracing::error!(%fault, "a letter's layout cannot be read");
        }
    }
    layouts
});

/// Puts the parts into both layouts.
pub(super) fn render(parts: &Parts, locale: Locale) -> Result<Rendered, LayoutFault> {
    let view = context! {
        lang => locale.tag(),
        dir => locale.dir(),
        hello => text(locale, "letter-hello", &[]),
        link_hint => text(locale, "letter-link-hint", &[]),
        community => &parts.community,
        subject => &parts.subject,
        blocks => Serde(&parts.blocks),
        closing => &parts.closing,
    };
    // A fault's own words may quote the letter.
    let form = |name: &str| {
        let layout = LAYOUTS.get_template(name).map_err(|_| LayoutFault)?;
        layout.render(&view).map_err(|_| LayoutFault)
    };
    Ok(Rendered { subject: parts.subject.clone(), text: form("text")?, html: form("html")? })
}
