//! An operator's templates, judged before the first page.
//!
//! The rule: a template must stand in the place of one of ours, read as one, and ask for nothing that ours does not ask for; what
//! only a page's own content can show is seen when the page is made.

use std::collections::BTreeSet;

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, context};
use shared::overrides::{Faults, Overrides};

use super::TEMPLATES;

/// Our templates with theirs over them; `None` where there are none.
pub(super) fn environment(ours: &Environment<'static>, overrides: &Overrides, faults: &mut Faults) -> Option<Environment<'static>> {
    if overrides.templates.is_empty() {
        return None;
    }
    let (keys, mut theirs) = (overrides.known_keys(), ours.clone());
    for (name, source) in &overrides.templates {
        let file = format!("templates/{name}");
        if !TEMPLATES.iter().any(|(own, _)| own == name) {
            let known: Vec<&str> = TEMPLATES.iter().map(|(own, _)| *own).collect();
            faults.note(&file, format!("stands in the place of no template; there are {}", known.join(", ")));
        } else if let Err(error) = theirs.add_template_owned(name.clone(), source.clone()) {
            faults.note(&file, said(&error));
        }
        for key in asked(source).into_iter().filter(|key| !keys.contains(*key)) {
            faults.note(&file, format!("says {key}, which is no text"));
        }
    }
    let known = names(ours);
    for name in overrides.templates.keys() {
        judge(&theirs, name, &known, faults);
    }
    Some(theirs)
}

/// Every name that our templates read, and so every name that a page may give.
fn names(ours: &Environment<'_>) -> BTreeSet<String> {
    let global = ["range", "dict", "debug", "namespace", "asset", "community", "theme", "logo"].map(str::to_owned);
    ours.templates().flat_map(|(_, template)| template.undeclared_variables(false)).chain(global).collect()
}

fn judge(theirs: &Environment<'_>, name: &str, known: &BTreeSet<String>, faults: &mut Faults) {
    let (file, Ok(template)) = (format!("templates/{name}"), theirs.get_template(name)) else { return };
    let unknown: BTreeSet<String> = template.undeclared_variables(false).into_iter().filter(|name| !known.contains(name)).collect();
    for name in unknown {
        faults.note(&file, format!("reads {name}, which no page gives"));
    }
    // Without any content only what is wrong with the template itself can be told from what is only missing.
    let mut empty = theirs.clone();
    empty.set_undefined_behavior(UndefinedBehavior::Chainable);
    empty.add_function("t", |_: &str, _: minijinja::value::Kwargs| "");
    let rendered = empty.get_template(name).and_then(|template| template.render(context! {}));
    let its_own = [
        ErrorKind::TemplateNotFound,
        ErrorKind::SyntaxError,
        ErrorKind::UnknownFilter,
        ErrorKind::UnknownTest,
        ErrorKind::UnknownFunction,
        ErrorKind::BadInclude,
    ];
    if let Some(error) = rendered.err().filter(|error| its_own.contains(&error.kind())) {
        faults.note(&file, said(&error));
    }
}

/// A fault in the operator's own file, in words.
fn said(error: &Error) -> String {
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    let detail = error.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
    format!("{line}{}{detail}", error.kind())
}

/// The texts that a template asks for by a name that stands in it whole.
fn asked(source: &str) -> Vec<&str> {
    let mut asked = Vec::new();
    for (at, _) in source.match_indices("t(") {
        let begins = source.get(..at).and_then(|before| before.chars().next_back());
        if begins.is_some_and(|before| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = source.get(at + 2..).unwrap_or_default().trim_start();
        let Some(quote) = rest.chars().next().filter(|first| ['\'', '"'].contains(first)) else { continue };
        let Some((key, after)) = rest.get(1..).and_then(|rest| rest.split_once(quote)) else { continue };
        // A name that is put together is known only when the page is made.
        if after.trim_start().starts_with([',', ')']) {
            asked.push(key);
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use shared::locales::Locale;

    use super::super::Pages;
    use super::*;
    use crate::pages::views::Withdrawn;

    fn pages(templates: &[(&str, &str)]) -> (Pages, Vec<String>) {
        let templates = templates.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned())).collect();
        let texts = vec![(Locale::En, "own-bye = Bye\n".to_owned())];
        let mut faults = Faults::default();
        let pages = Pages::with("Riverside", &Overrides { templates, texts, ..Overrides::default() }, &mut faults).unwrap();
        let said = faults.none().err().map(|faults| faults.to_string()).unwrap_or_default();
        (pages, said.lines().map(|line| line.trim_start_matches("GATELODGE_OVERRIDES templates/").to_owned()).collect())
    }

    #[test]
    fn a_template_wins_over_ours() {
        let own = "{% extends '_layout.html' %}{% block main %}<h1>Bye, {{ community }} & {{ t('page-skip') }}</h1>{% endblock %}";
        let (pages, faults) = pages(&[("withdrawn.html", own)]);
        assert_eq!(faults, Vec::<String>::new());
        let html = pages.page(Locale::En, &Withdrawn {}).unwrap();
        assert!(html.starts_with("<!doctype html>") && html.contains("<h1>Bye, Riverside & Skip to the content</h1>"), "{html}");
    }

    #[test]
    fn our_own_templates_pass_for_theirs() {
        let (_, faults) = pages(&TEMPLATES);
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_a_template_is_said_with_its_name() {
        let (_, faults) = pages(&[
            ("withdrawal.html", ""),
            ("withdrawn.html", "a\n{% if %}"),
            ("withdraw.html", "{% extends '_frame.html' %}"),
            ("login.html", "{{ nonce | shout }} {{ applicant }} {{ t('own-nothing') }} {{ t('own-bye') }} {{ t('page-' ~ x.y) }}"),
        ]);
        let begins = |begin: &str| assert!(faults.iter().any(|fault| fault.starts_with(begin)), "{begin}: {faults:#?}");
        begins("withdrawal.html: stands in the place of no template; there are _layout.html, ");
        begins("withdrawn.html: line 2: syntax error");
        begins("withdraw.html: line 1: template not found");
        begins("login.html: reads applicant, which no page gives");
        begins("login.html: reads x, which no page gives");
        begins("login.html: says own-nothing, which is no text");
        assert!(faults.iter().any(|fault| fault.starts_with("login.html: line 1: unknown filter")), "{faults:#?}");
        assert_eq!(faults.len(), 7, "{faults:#?}");
    }

    #[test]
    fn a_template_that_fails_at_its_page_is_answered_with_ours() {
        let (ours, (theirs, faults)) = (pages(&[]).0, pages(&[("withdrawn.html", "{{ lang.first.second }}")]));
        assert_eq!(faults, Vec::<String>::new());
        let [ours, theirs] = [ours, theirs].map(|pages| pages.page(Locale::En, &Withdrawn {}).unwrap());
        assert_eq!(ours, theirs);
    }
}
