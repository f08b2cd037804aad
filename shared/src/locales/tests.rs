//! Holds every language against English, and what is loaded against what its readers expect.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may end here")]

use fluent_bundle::FluentResource;

use super::bundles::load;
use super::*;

/// The plural categories of a language (CLDR), in which cardinal numbers without decimals fall; those in the second list only
/// from a million on, so that nobody here needs them.
const fn plurals(locale: Locale) -> (&'static [&'static str], &'static [&'static str]) {
    match locale {
        Locale::En | Locale::De => (&["one", "other"], &[]),
        Locale::Es | Locale::Fr | Locale::PtBr => (&["one", "other"], &["many"]),
        // Nothing here counts to zero.
        Locale::Ar => (&["one", "two", "few", "many", "other"], &["zero"]),
    }
}

const KNOWN: [Locale; 6] = [Locale::En, Locale::Es, Locale::De, Locale::Fr, Locale::PtBr, Locale::Ar];

#[test]
fn languages_are_found_in_what_people_send() {
    for tag in ["en", "EN", "en-GB", "en_US", " en "] {
        assert_eq!(tag.parse(), Ok(Locale::En), "{tag}");
    }
    for tag in ["", "english", "tlh", "*", "-en", "x-en"] {
        assert_eq!(tag.parse::<Locale>(), Err(UnknownLocale), "{tag}");
    }
    for (tag, found) in
        [("pt", Locale::PtBr), ("pt-PT", Locale::PtBr), ("PT_br", Locale::PtBr), ("ar-EG", Locale::Ar), ("de-AT", Locale::De)]
    {
        assert_eq!(Locale::find(tag, &KNOWN), Some(found), "{tag}");
    }
}

#[test]
fn languages_rest_under_their_tags() {
    for locale in KNOWN {
        assert_eq!(serde_json::to_string(&locale).unwrap(), format!("\"{locale}\""));
        assert_eq!(Locale::find(locale.tag(), &KNOWN), Some(locale));
        assert!(locale.tag().parse::<unic_langid::LanguageIdentifier>().is_ok());
    }
}

#[test]
fn every_language_has_its_own_name_and_direction() {
    let names: BTreeSet<&str> = KNOWN.iter().map(|locale| locale.own_name()).collect();
    assert_eq!(names.len(), KNOWN.len());
    assert!(KNOWN.iter().all(|locale| (locale.dir() == "rtl") == (*locale == Locale::Ar)));
}

#[test]
fn every_file_reads_without_fault_and_says_the_same_keys() {
    for locale in Locale::ALL {
        for source in locale.sources() {
            let faults = FluentResource::try_new((*source).to_owned()).map_err(|(_, faults)| faults);
            assert_eq!(faults.err(), None, "{locale}");
        }
        assert_eq!(keys_of(*locale), keys(), "{locale}");
        for key in keys() {
            assert!(bundles::of(*locale).get_message(key).is_some_and(|message| message.value().is_some()), "{key}");
        }
        let lines = locale.sources().iter().flat_map(|source| source.lines());
        let written = lines.filter_map(|line| line.split_once(" =")).filter(|(key, _)| keys().contains(key));
        assert_eq!(written.count(), keys().len(), "a key is given twice");
    }
}

#[test]
fn every_text_takes_the_same_arguments_in_every_language() {
    let english = needs(Locale::En);
    assert_eq!(english.len(), keys().len());
    for locale in Locale::ALL {
        for (key, needs) in needs(*locale) {
            assert_eq!(needs.arguments, english[&key].arguments, "{locale} {key}");
            assert_eq!(needs.references, english[&key].references, "{locale} {key} names other texts");
        }
    }
}

#[test]
fn every_choice_has_the_forms_that_its_language_needs() {
    let english = needs(Locale::En);
    for locale in Locale::ALL {
        for (key, needs) in needs(*locale) {
            let mut forms_of = english[&key].choices.iter();
            for (argument, forms) in needs.choices {
                assert!(!argument.is_empty(), "{locale} {key} chooses by no argument");
                if forms.contains("*other") {
                    let plain: BTreeSet<&str> = forms.iter().map(|form| form.trim_start_matches('*')).collect();
                    let (needed, allowed) = plurals(*locale);
                    let lacks = needed.iter().find(|form| !plain.contains(*form));
                    assert_eq!(lacks, None, "{locale} {key} lacks a form");
                    let is_known = |form: &str| needed.contains(&form) || allowed.contains(&form) || form.parse::<u32>().is_ok();
                    let unknown = plain.iter().find(|form| !is_known(form));
                    assert_eq!(unknown, None, "{locale} {key} has a form that this language does not");
                } else {
                    // Not counted: the words by which the code chooses.
                    let meant = forms_of.find(|(by, _)| *by == argument).map(|(_, forms)| forms);
                    assert_eq!(Some(&forms), meant, "{locale} {key}");
                }
            }
        }
    }
}

#[test]
fn each_language_counts_as_its_readers_do() {
    let source = "n = { $count -> \n [zero] zero\n [one] one\n [two] two\n [few] few\n [many] many\n *[other] other\n }\n";
    let said = |locale, count: u32| {
        let bundle = load(locale, &[source], std::iter::empty());
        let arguments: FluentArgs<'_> = [("count", Argument::from(count))].into_iter().collect();
        bundle.format_pattern(bundle.get_message("n").unwrap().value().unwrap(), Some(&arguments), &mut Vec::new()).into_owned()
    };
    for (locale, counts) in [
        (Locale::En, [(0, "other"), (1, "one"), (2, "other"), (11, "other")].as_slice()),
        (Locale::De, &[(1, "one"), (2, "other")]),
        (Locale::Es, &[(0, "other"), (1, "one"), (2, "other")]),
        (Locale::Fr, &[(0, "one"), (1, "one"), (2, "other")]),
        (Locale::PtBr, &[(0, "one"), (1, "one"), (2, "other")]),
        (Locale::Ar, &[(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other")]),
    ] {
        for (count, form) in counts {
            assert_eq!(said(locale, *count), *form, "{locale} {count}");
        }
    }
}

#[test]
fn names_are_set_apart_from_words_that_run_the_other_way() {
    let said = |locale| {
        let bundle = load(locale, &["hello = { $name }!\n"], std::iter::empty());
        let arguments: FluentArgs<'_> = [("name", Argument::from("@ann:example.org"))].into_iter().collect();
        bundle.format_pattern(bundle.get_message("hello").unwrap().value().unwrap(), Some(&arguments), &mut Vec::new()).into_owned()
    };
    assert_eq!(said(Locale::En), "@ann:example.org!");
    assert_eq!(said(Locale::Ar), "\u{2068}@ann:example.org\u{2069}!");
}

#[test]
fn texts_of_an_operator_win_one_by_one() {
    let ours = "a = ours\nb = ours\n";
    let bundle = load(Locale::En, &[ours], ["b = theirs\n", "own-c = theirs\n"].into_iter());
    let said = |key: &str| bundle.format_pattern(bundle.get_message(key).unwrap().value().unwrap(), None, &mut Vec::new()).into_owned();
    assert_eq!([said("a"), said("b"), said("own-c")], ["ours", "theirs", "theirs"]);
}

#[test]
fn what_a_text_takes_is_found_wherever_it_stands() {
    let source = "# a\na = { $x } { $n ->\n  [one] { $y }\n *[other] { NUMBER($z) } { b }\n }\nb = plain\n";
    let found = needs_in(source).unwrap();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let a = Needs {
        arguments: names(&["n", "x", "y", "z"]),
        choices: vec![("n".to_owned(), names(&["*other", "one"]))],
        references: names(&["NUMBER()", "b"]),
    };
    assert_eq!((found.len(), &found["a"], &found["b"]), (2, &a, &Needs::default()));
    for (source, line) in [("a = b\nc = { $\n", 2), ("a = b\n\n-term = x\n", 3), ("a = b\nc = d\n  .e = f\n", 2)] {
        assert_eq!(needs_in(source), Err(NotFluent { line }), "{source}");
    }
}

#[test]
fn a_missing_text_shows_its_key() {
    assert_eq!(text(Locale::En, "no-such-text", &[("name", "Ann".into()), ("count", 3.into())]), "no-such-text");
}

#[test]
fn a_language_that_is_not_spoken_is_answered_in_english() {
    for locale in KNOWN.iter().filter(|locale| !Locale::ALL.contains(locale)) {
        assert_eq!(locale.sources(), Locale::En.sources());
    }
}

#[test]
fn texts_hold_no_markup() {
    for locale in Locale::ALL {
        assert!(locale.sources().iter().all(|source| !source.contains(['<', '\u{2068}'])), "{locale}");
    }
}

#[test]
fn every_fault_of_a_name_has_a_text() {
    for fault in crate::localpart::NameFault::ALL {
        assert!(keys().contains(fault.key()), "{}", fault.key());
    }
}
