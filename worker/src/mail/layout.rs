//! A letter's parts, and the two layouts that they are put into: plain text and HTML.
//!
//! Owns the templates, ours and an operator's. The rule: a part is text, and only the HTML layout turns it into HTML, escaping all
//! of it; so a translation is texts alone, and what somebody typed stays text.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, context};
use serde::Serialize;
use shared::locales::{Locale, text};
use shared::overrides::{Failed, Faults, Overrides, STEPS_MAX, Trial};

use super::views::LetterView;

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
    /// Which letter it is.
    pub(super) letter: &'static str,
    pub(super) community: String,
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
    /// Why the letter came, below all else.
    pub(super) closing: Vec<String>,
}

/// The layouts, by their files' names.
const OURS: [(&str, &str); 2] = [("layout.txt", include_str!("letters/layout.txt")), ("layout.html", include_str!("letters/layout.html"))];

/// Our layouts, and an operator's over them.
pub struct Layouts {
    ours: Environment<'static>,
    /// Where the operator gave any: for every letter (`layout.html`) or for one (`approved.html`).
    theirs: Option<Environment<'static>>,
    failed: Failed,
}

impl Layouts {
    /// Compiles them, and tries the operator's on a letter that has every part. What does not fit is noted, and left out.
    ///
    /// # Errors
    /// When ours cannot be read, which tests would have found.
    pub fn new(overrides: &Overrides, faults: &mut Faults) -> Result<Self, LayoutFault> {
        let ours = ours().map_err(|_| LayoutFault)?;
        if overrides.letters.is_empty() {
            return Ok(Self { ours, theirs: None, failed: Failed::default() });
        }
        let mut theirs = ours.clone();
        theirs.set_fuel(Some(STEPS_MAX));
        for (name, source) in &overrides.letters {
            let file = format!("letters/{name}");
            let letter = name.rsplit_once('.').map_or(name.as_str(), |(letter, _)| letter);
            if letter != "layout" && !LetterView::NAMES.contains(&letter) {
                faults.note(&file, format!("is for no letter: there are layout, {}", LetterView::NAMES.join(", ")));
                continue;
            }
            let tried = theirs.add_template_owned(name.clone(), source.clone()).and_then(|()| {
                // An operator's texts hold only once all is judged: no text may be said before.
                let view = view(&Parts::with_everything(), Locale::En, str::to_owned);
                theirs.get_template(name)?.render_captured_to(&view, Trial::default()).map(drop)
            });
            if let Err(error) = tried {
                faults.note(&file, said(&error));
            }
        }
        Ok(Self { ours, theirs: Some(theirs), failed: Failed::default() })
    }

    /// Puts the parts into both layouts.
    pub(super) fn render(&self, parts: &Parts, locale: Locale) -> Result<Rendered, LayoutFault> {
        let view = view(parts, locale, |key| text(locale, key, &[]));
        // A fault's own words may quote the letter.
        let form = |end: &str| {
            self.by_theirs(parts.letter, end, &view).map_or_else(
                || {
                    let layout = self.ours.get_template(&format!("layout.{end}")).map_err(|_| LayoutFault)?;
                    layout.render(&view).map_err(|_| LayoutFault)
                },
                Ok,
            )
        };
        Ok(Rendered { subject: parts.subject.clone(), text: form("txt")?, html: form("html")? })
    }

    /// The letter in the operator's own layout, where there is one that can take it.
    fn by_theirs(&self, letter: &str, end: &str, view: &Value) -> Option<String> {
        let theirs = self.theirs.as_ref()?;
        let own = theirs.get_template(&format!("{letter}.{end}")).or_else(|_| theirs.get_template(&format!("layout.{end}"))).ok()?;
        match own.render(view) {
            Ok(form) => Some(form),
            Err(error) => {
                if self.failed.is_first(own.name()) {
                    tracing::error!(layout = own.name(), line = error.line(), "a layout of GATELODGE_OVERRIDES fails; ours is used");
                }
                None
            }
        }
    }
}

/// A fault in the operator's own file, in words.
fn said(error: &Error) -> String {
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    let detail = error.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
    match error.kind() {
        ErrorKind::OutOfFuel => format!("{line}takes too long: it is not at its end after {STEPS_MAX} steps"),
        ErrorKind::WriteFailure => "makes far too much, with nothing to show yet".to_owned(),
        kind => format!("{line}{kind}{detail}"),
    }
}

fn ours() -> Result<Environment<'static>, minijinja::Error> {
    let mut layouts = Environment::new();
    layouts.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    layouts.set_undefined_behavior(UndefinedBehavior::Strict);
    layouts.set_auto_escape_callback(|name| if name.strip_suffix(".html").is_some() { AutoEscape::Html } else { AutoEscape::None });
    for (name, source) in OURS {
        layouts.add_template(name, source)?;
    }
    Ok(layouts)
}

/// What a layout reads.
fn view(parts: &Parts, locale: Locale, say: impl Fn(&str) -> String) -> Value {
    context! {
        lang => locale.tag(),
        dir => locale.dir(),
        hello => say("letter-hello"),
        link_hint => say("letter-link-hint"),
        letter => parts.letter,
        community => &parts.community,
        subject => &parts.subject,
        heading => heading(&parts.subject, &parts.community),
        blocks => Serde(&parts.blocks),
        closing => &parts.closing,
    }
}

/// The subject as a heading: the community's name stands above it already.
fn heading(subject: &str, community: &str) -> String {
    let rest = subject
        .strip_prefix(community)
        .map(|rest| rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']))
        .and_then(|rest| rest.strip_prefix(':'));
    let mut rest = rest.unwrap_or(subject).trim_start().chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

impl Parts {
    /// A letter with a part of every kind, to try a layout on.
    fn with_everything() -> Self {
        let word = || "x".to_owned();
        let blocks = vec![
            Block::Paragraph { text: word() },
            Block::Facts { facts: vec![Fact { label: word(), value: word() }] },
            Block::Quote { label: word(), lines: vec![word(), String::new(), word()] },
            Block::List { label: word(), items: vec![word(), word()] },
            Block::Button { label: word(), link: word() },
            Block::Link { label: word(), link: word() },
        ];
        Self { letter: "layout", community: word(), subject: word(), blocks, closing: vec![word(), word()] }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn layouts(letters: &[(&str, &str)]) -> (Layouts, Vec<String>) {
        let letters = letters.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned())).collect();
        let mut faults = Faults::default();
        let layouts = Layouts::new(&Overrides { letters, ..Overrides::default() }, &mut faults).unwrap();
        let said = faults.none().err().map(|faults| faults.to_string()).unwrap_or_default();
        (layouts, said.lines().map(|line| line.trim_start_matches("GATELODGE_OVERRIDES letters/").to_owned()).collect())
    }

    fn rendered(layouts: &Layouts, letter: &'static str) -> Rendered {
        layouts.render(&Parts { letter, ..Parts::with_everything() }, Locale::En).unwrap()
    }

    #[test]
    fn an_operators_layout_wins_for_every_letter_or_for_one() {
        let (layouts, faults) = layouts(&[("layout.html", "<p>{{ community }}</p>"), ("approved.txt", "{{ letter }}: {{ hello }}")]);
        assert_eq!(faults, Vec::<String>::new());
        let ours = rendered(&Layouts::new(&Overrides::default(), &mut Faults::default()).unwrap(), "approved");
        let [approved, rejected] = ["approved", "rejected"].map(|letter| rendered(&layouts, letter));
        assert_eq!((approved.text.as_str(), approved.html.as_str()), ("approved: Hello,", "<p>x</p>"));
        assert_eq!((rejected.text, rejected.html.as_str()), (ours.text, "<p>x</p>"));
    }

    #[test]
    fn a_heading_does_not_repeat_the_community() {
        for (subject, said) in [
            ("Harbour: your account is ready", "Your account is ready"),
            ("Harbour\u{a0}: ça va", "Ça va"),
            ("Harbour: “ada” asks to join", "“ada” asks to join"),
            ("Your links at Harbour", "Your links at Harbour"),
            ("Harbours: x", "Harbours: x"),
            ("", ""),
        ] {
            assert_eq!(heading(subject, "Harbour"), said);
        }
    }

    #[test]
    fn our_own_layouts_pass_for_theirs() {
        assert_eq!(layouts(&OURS).1, Vec::<String>::new());
    }

    #[test]
    fn a_layout_without_an_end_is_a_fault_and_is_left() {
        let loops = "\n{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}";
        let (_, faults) = layouts(&[("approved.html", loops), ("layout.txt", "{% extends 'layout.txt' %}")]);
        assert_eq!(
            faults,
            [
                "approved.html: line 2: takes too long: it is not at its end after 1000000 steps",
                "layout.txt: line 1: invalid operation (cycle in template inheritance. \"layout.txt\" was referenced more than once)",
            ]
        );
        // Twenty times what ours take for a letter that has every part.
        let mut ours = ours().unwrap();
        ours.set_fuel(Some(STEPS_MAX / 20));
        for (name, _) in OURS {
            let view = view(&Parts::with_everything(), Locale::En, str::to_owned);
            assert!(ours.get_template(name).unwrap().render(&view).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_layout_that_cannot_be_one_is_said_with_its_name() {
        let (layouts, faults) = layouts(&[
            ("hello.html", ""),
            ("approved.html", "a\n{% for %}"),
            ("rejected.html", "{{ applicant }}"),
            ("layout.txt", "{{ blocks[7].text }}"),
        ]);
        assert_eq!(faults.len(), 4, "{faults:#?}");
        assert!(faults.iter().any(|fault| fault.starts_with("hello.html: is for no letter: there are layout, confirm, ")), "{faults:#?}");
        assert!(faults.iter().any(|fault| fault.starts_with("approved.html: line 2: syntax error")), "{faults:#?}");
        for name in ["rejected.html", "layout.txt"] {
            assert!(faults.iter().any(|fault| fault.starts_with(&format!("{name}: line 1: undefined value"))), "{faults:#?}");
        }
        // And what fails all the same at its letter is answered with ours.
        assert!(rendered(&layouts, "rejected").html.starts_with("<!doctype html>"));
    }
}
