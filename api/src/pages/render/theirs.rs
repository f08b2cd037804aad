//! An operator's templates, judged before the first page.
//!
//! The rule: a template must stand in the place of one of ours, read as one, come to an end, and ask for nothing that ours does
//! not ask for; what only a page's own content can show is seen when the page is made.

use std::collections::BTreeSet;

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, context};
use shared::overrides::{Faults, Overrides, STEPS_MAX, Trial};

use super::TEMPLATES;

/// Our templates with theirs over them; `None` where there are none.
pub(super) fn environment(ours: &Environment<'static>, overrides: &Overrides, faults: &mut Faults) -> Option<Environment<'static>> {
    if overrides.templates.is_empty() {
        return None;
    }
    let (keys, mut theirs) = (overrides.known_keys(), ours.clone());
    theirs.set_fuel(Some(STEPS_MAX));
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
    let tried = empty.get_template(name).and_then(|template| template.render_captured_to(context! {}, Trial::default()).map(drop));
    if let Some(error) = tried.err().filter(|error| is_its_own(cause(error))) {
        faults.note(&file, said(&error));
    }
}

/// Whether a fault is the template's, whatever its page is to show.
fn is_its_own(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::TemplateNotFound
        | ErrorKind::SyntaxError
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownBlock
        | ErrorKind::OutOfFuel
        | ErrorKind::WriteFailure => true,
        ErrorKind::InvalidOperation => {
            let begins = ["cycle in template inheritance", "tried to extend a second time", "recursion limit exceeded"];
            error.detail().is_some_and(|detail| begins.iter().any(|begin| detail.starts_with(begin)))
        }
        _ => false,
    }
}

/// What went wrong itself, beneath the templates that include each other.
fn cause(error: &Error) -> &Error {
    let mut cause = error;
    while let Some(next) = std::error::Error::source(cause).and_then(|source| source.downcast_ref()) {
        cause = next;
    }
    cause
}

/// A fault in the operator's own file, in words.
fn said(error: &Error) -> String {
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    let error = cause(error);
    let detail = error.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
    match error.kind() {
        ErrorKind::OutOfFuel => format!("{line}takes too long: it is not at its end after {STEPS_MAX} steps"),
        ErrorKind::WriteFailure => "makes far too much, with nothing to show yet".to_owned(),
        kind => format!("{line}{kind}{detail}"),
    }
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
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use shared::locales::Locale;
    use tracing_subscriber::Layer;
    use tracing_subscriber::layer::{Context, SubscriberExt};

    use super::super::Pages;
    use super::*;
    use crate::pages::views::{Stale, Withdrawn};

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
    fn a_template_without_an_end_is_a_fault_and_is_left() {
        let loops = "{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}";
        let wide = format!("{{% for i in range(100000) %}}{}{{% endfor %}}", "x".repeat(60_000));
        let (_, faults) = pages(&[("login.html", loops), ("left.html", "\n{% include 'login.html' %}"), ("forgot.html", &wide)]);
        assert_eq!(
            faults,
            [
                "forgot.html: makes far too much, with nothing to show yet",
                "left.html: line 2: takes too long: it is not at its end after 1000000 steps",
                "login.html: line 1: takes too long: it is not at its end after 1000000 steps",
            ]
        );
    }

    #[test]
    fn templates_that_lead_back_to_themselves_are_faults() {
        let (_, faults) = pages(&[("login.html", "{% extends 'login.html' %}"), ("left.html", "{% include 'left.html' %}")]);
        let twice = "invalid operation (cycle in template inheritance. \"login.html\" was referenced more than once)";
        assert_eq!(faults, ["left.html: line 1: invalid operation (recursion limit exceeded)", &format!("login.html: line 1: {twice}")]);
        let (_, faults) = pages(&[("_layout.html", "\n{% extends 'login.html' %}")]);
        assert!(faults.iter().any(|fault| fault.starts_with("_layout.html: line ") && fault.contains("cycle")), "{faults:?}");
    }

    #[test]
    fn a_template_that_fails_at_its_page_is_said_once_however_often_it_is_looked_at() {
        struct Count(Arc<AtomicUsize>);
        impl<S: tracing::Subscriber> Layer<S> for Count {
            fn on_event(&self, _: &tracing::Event<'_>, _: Context<'_, S>) {
                self.0.fetch_add(1, Ordering::Relaxed);
            }
        }
        let (pages, faults) = pages(&[("withdrawn.html", "{{ lang.first.second }}"), ("stale.html", "{{ lang.first.second }}")]);
        assert_eq!(faults, Vec::<String>::new());
        let said = Arc::new(AtomicUsize::new(0));
        // With one reader alone, another test's thread may have decided for all that nobody reads.
        let _second = tracing::Dispatch::new(tracing_subscriber::registry());
        tracing::subscriber::with_default(tracing_subscriber::registry().with(Count(said.clone())), || {
            for _ in 0..5 {
                pages.page(Locale::En, &Withdrawn {}).unwrap();
            }
            assert_eq!(said.load(Ordering::Relaxed), 1);
            pages.page(Locale::En, &Stale { path: "/".to_owned() }).unwrap();
            assert_eq!(said.load(Ordering::Relaxed), 2, "another file");
        });
    }

    #[test]
    fn a_template_that_fails_at_its_page_is_answered_with_ours() {
        let (ours, (theirs, faults)) = (pages(&[]).0, pages(&[("withdrawn.html", "{{ lang.first.second }}")]));
        assert_eq!(faults, Vec::<String>::new());
        let [ours, theirs] = [ours, theirs].map(|pages| pages.page(Locale::En, &Withdrawn {}).unwrap());
        assert_eq!(ours, theirs);
    }
}
