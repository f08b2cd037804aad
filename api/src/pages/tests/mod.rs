//! Every page in every state: rendered, and held to what all pages promise. How they look and read is seen in a browser.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

mod gallery;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use shared::locales::{Locale, keys_of, text};
use shared::localpart::NameFault;
use shared::overrides::STEPS_MAX;

use super::render::{FAVICON_SVG, Pages, STYLE_CSS};
use super::views::{Fault, FaultKind, Field};
use gallery::{Sample, gallery, gallery_in};

const SECRETS: [&str; 2] = ["Ztr0ng-made-for-you-9", "glr_bm90LWEtcmVhbC10b2tlbi1qdXN0LWEtc2FtcGxl"];

fn pages() -> Vec<Sample> {
    gallery(&Pages::new("Riverside").unwrap())
}

fn between<'a>(html: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    html.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

#[test]
fn every_page_keeps_the_frame() {
    for Sample { name, html } in pages() {
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name} has one heading");
        assert_eq!(html.matches("<main").count(), 1, "{name}");
        assert!(html.contains("class=\"skip\" href=\"#main\""), "{name}");
        let title = between(&html, "<title>", "</title>").join("");
        assert!(title.ends_with(" – Riverside") && title.len() > " – Riverside".len(), "{name}: {title}");
    }
}

#[test]
fn every_page_ends_long_before_an_operators_is_cut_off() {
    // Fifty in the queue are the longest; a template of theirs may take ten times their steps.
    let longest = gallery(&Pages::new("Riverside").unwrap().within(STEPS_MAX / 10));
    assert!(longest.iter().any(|sample| sample.name == "queue-long"));
}

#[test]
fn no_page_holds_what_the_policy_forbids() {
    let mut scripts = 0;
    for Sample { name, html } in pages() {
        // Our own file, and nothing within.
        let own = between(&html, "<script src=\"/assets/live.js?v=", "\" defer></script>");
        assert!(
            own.len() <= 1 && own.iter().all(|version| version.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))),
            "{name}"
        );
        scripts += own.len();
        let html = own
            .iter()
            .fold(html.clone(), |html, version| html.replace(&format!("<script src=\"/assets/live.js?v={version}\" defer></script>"), ""));
        for forbidden in ["<script", " style=", "<style", "javascript:", "data:", " on", "http-equiv", "<img"] {
            let tags: Vec<&str> = between(&html, "<", ">");
            let found = tags.iter().find(|tag| format!("<{}", tag.replace(" one", "")).contains(forbidden));
            assert_eq!(found, None, "{name} holds {forbidden}");
        }
        for source in between(&html, " src=\"", "\"").iter().chain(&between(&html, "<link rel=\"stylesheet\" href=\"", "\"")) {
            assert!(source.starts_with('/'), "{name} loads {source}");
        }
    }
    assert!(scripts > 20, "the pages that follow a registration name it");
    assert!(!STYLE_CSS.contains("url(") && !STYLE_CSS.contains("@import"));
    assert!(FAVICON_SVG.starts_with("<svg xmlns="));
}

#[test]
fn ids_are_unique_and_every_reference_finds_one() {
    for Sample { name, html } in pages() {
        let ids = between(&html, " id=\"", "\"");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: {ids:?}");
        for by in [" for=\"", " aria-describedby=\"", " aria-labelledby=\"", " form=\"", " href=\"#"] {
            for reference in between(&html, by, "\"").iter().flat_map(|found| found.split_whitespace()) {
                assert!(known.contains(reference), "{name}: {by}{reference}");
            }
        }
    }
}

#[test]
fn every_form_posts_with_a_nonce_and_only_buttons_send_it() {
    for Sample { name, html } in pages() {
        for form in between(&html, "<form ", "</form>") {
            // A search asks, and changes nothing: it bears no nonce into an address.
            if form.starts_with("method=\"get\"") {
                assert!(form.contains("role=\"search\"") && !form.contains("nonce"), "{name}");
                continue;
            }
            assert!(form.starts_with("method=\"post\""), "{name}");
            assert_eq!(form.matches("name=\"nonce\" value=\"n0nce\"").count(), 1, "{name}");
        }
    }
}

#[test]
fn faults_are_said_twice_in_the_same_words_and_in_the_title() {
    let mut faulty = 0;
    for Sample { name, html } in pages() {
        let beside = html.matches("class=\"fault\"").count();
        assert_eq!(html.contains("<title>Error: "), beside > 0, "{name}");
        if beside == 0 {
            continue;
        }
        faulty += 1;
        let summary = between(&html, "class=\"box bad\" role=\"alert\"", "</ul>").join("");
        let said = between(&summary, "<a href=\"#", "</a>");
        assert_eq!(said.len(), beside, "{name}");
        for words in said.iter().filter_map(|link| link.rsplit('>').next()) {
            assert!(html.contains(&format!("</span> {words}</p>")), "{name}: {words}");
        }
        assert!(html.contains(" aria-invalid=\"true\""), "{name}");
    }
    assert!(faulty >= 4);
}

#[test]
fn secrets_stand_only_where_a_button_asked_for_them() {
    for Sample { name, html } in pages() {
        let shows = SECRETS.iter().any(|secret| html.contains(secret));
        assert_eq!(shows, name.ends_with("-shown"), "{name}");
        for control in between(&html, "type=\"password\"", ">") {
            assert!(!control.contains("value="), "{name} gives a password back");
        }
    }
}

#[test]
fn what_people_typed_is_text() {
    for Sample { name, html } in gallery(&Pages::new("<b>Tea & \"Cake\"</b>").unwrap()) {
        assert!(!html.contains("<b>") && html.contains("&lt;b&gt;Tea &amp; &quot;Cake&quot;"), "{name}");
        assert!(!html.contains("<i>river"), "{name}");
    }
}

#[test]
fn buttons_name_what_a_vote_does() {
    let buttons = |name: &str| {
        let html = pages().into_iter().find(|page| page.name == name).unwrap().html;
        between(&html, "<button class=\"", "</button>").join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (page, says) in [
        ("decide-open", "Approve: @alice may choose name and password"),
        ("decide-open", "<span class=\"by-letter\">Reject: @alice is told by letter</span>"),
        ("decide-silent", "<span class=\"no-letter\">Reject: @alice gets no letter</span>"),
        ("decide-bare", "Reject: this person sees it on their page"),
        ("decide-first-of-two", "Vote to approve @alice"),
        ("decide-first-of-two", "Vote to reject @alice"),
        ("decide-settled", "Approve: the account @alice is opened"),
    ] {
        assert!(buttons(page).contains(says), "{page}: {says}: {}", buttons(page));
    }
}

#[test]
fn faults_speak_of_their_field() {
    let long = |field| text(Locale::En, Fault::new(field, FaultKind::TextTooLong { max: 1_000 }).key(), &[]);
    assert!(long(Field::Reason).contains("reason"));
    assert!(long(Field::Answer(2)).contains("answer"));
}

#[test]
fn every_page_says_whole_sentences_in_every_language() {
    for locale in Locale::ALL {
        for Sample { name, html } in gallery_in(&Pages::new("Riverside").unwrap(), *locale) {
            assert!(html.contains(&format!("<html lang=\"{locale}\" dir=\"{}\">", locale.dir())), "{name}");
            // So a text says that it was not given what it names.
            assert!(!html.contains("{$"), "{locale} {name} lacks an argument");
            let nameless = html.split(['<', '>', '"']).map(str::trim).find(|words| ours(words) && text(*locale, words, &[]) == *words);
            assert_eq!(nameless, None, "{locale} {name} lacks a text");
        }
    }
}

#[test]
fn every_text_is_used_and_every_used_text_exists() {
    let mut used: BTreeSet<String> = NameFault::ALL.iter().map(|fault| fault.key().to_owned()).collect();
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = fs::read_to_string(&file).unwrap();
        used.extend(source.split(['"', '\'']).filter(|word| ours(word)).map(str::to_owned));
    }
    for locale in Locale::ALL {
        let written: BTreeSet<String> = keys_of(*locale).into_iter().filter(|key| ours(key)).map(str::to_owned).collect();
        assert_eq!(used.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "used and not written");
        assert_eq!(written.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "written and not used");
    }
}

fn ours(word: &str) -> bool {
    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    plain && !word.ends_with('-') && ["page-", "field-", "fault-"].iter().any(|begin| word.starts_with(begin))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "tests") {
                found.extend(files(&path));
            }
        } else if path.extension().is_some_and(|end| end == "rs" || end == "html") {
            found.push(path);
        }
    }
    found
}
