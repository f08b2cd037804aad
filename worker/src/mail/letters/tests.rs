//! Each letter as its receiver gets it, written for friendly and for hostile people.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use shared::clock::Timestamp;
use shared::platform::Services;

use super::*;

const LINK: &str = "https://gate.example.org/r/AAAAAAAAAAAAAAAAAAAAAA?t=gla_b64-_~x=&y=1";
const NAUGHTY: &str = "</p></blockquote><script>alert(1)</script><img src=x onerror=alert(1)>\r\nBcc: thief@example.org\r\n\r\n\
    https://evil.example/?a=\"b\" {{ link }} {% raw %} ${link} { $link }\n\0\u{2028}\u{202e}gnp.exe\u{85}javascript:alert(1)";

/// The words that people give.
struct Words {
    community: &'static str,
    typed: &'static str,
    rooms: Vec<String>,
    services: Services,
}

impl Words {
    fn new(community: &'static str, typed: &'static str) -> Self {
        let services = Services::from(Platform::Matrix);
        Self { community, typed, rooms: vec!["#welcome:example.org".to_owned(), typed.to_owned()], services }
    }

    fn facts(&self) -> Facts<'_> {
        let now: Timestamp = "2027-05-02T09:00:00Z".parse().unwrap();
        let deadline = "2027-05-04T09:00:00Z".parse().unwrap();
        Facts { community: self.community, link: LINK, deadline, now }
    }

    fn case<'a>(&'a self, answers: &'a [(&'a str, &'a str)]) -> Case<'a> {
        Case {
            wish: Some(self.typed),
            services: &self.services,
            reason: Some(self.typed),
            answers,
            flags: &[Flag::SameAddress, Flag::NoAddress, Flag::Unproved],
            votes: Votes { approve: 1, reject: 0, needed_approve: 2, needed_reject: 1 },
        }
    }

    fn account(&self, generated: bool) -> Account<'_> {
        let client_url = Some("https://chat.example.org/");
        Account { mxid: "@ann:example.org", homeserver: "example.org", client_url, rooms: &self.rooms, generated }
    }

    /// Every letter in every shape.
    fn letters(&self) -> Vec<(&'static str, Rendered)> {
        let answers = [("Who do you know here?", self.typed)];
        let case = self.case(&answers);
        let bare = Case { wish: None, reason: None, answers: &[], flags: &[], votes: FIRST_DECIDES, ..case };
        let message = Some(self.typed);
        let created = self.facts().now;
        let status = [Standing::Unconfirmed, Standing::Pending, Standing::Approved, Standing::Open, Standing::Rejected];
        let links = status.map(|status| OwnLink { link: LINK, created, status });
        let views = [
            ("confirm", LetterView::Confirm),
            ("confirm-later", LetterView::ConfirmLater),
            ("received", LetterView::Received),
            ("please-decide", LetterView::PleaseDecide(case)),
            ("please-decide-bare", LetterView::PleaseDecide(bare)),
            ("reminder-half", LetterView::Reminder { nine_tenths: false, case }),
            ("reminder-last", LetterView::Reminder { nine_tenths: true, case }),
            ("approved", LetterView::Approved),
            ("rejected", LetterView::Rejected { message }),
            ("rejected-bare", LetterView::Rejected { message: None }),
            ("nobody-decided", LetterView::NobodyDecided),
            ("account-ready", LetterView::AccountReady(self.account(false))),
            ("account-ready-generated", LetterView::AccountReady(self.account(true))),
            ("needs-you-name-taken", LetterView::NeedsYou(Trouble::NameTaken)),
            ("needs-you-name-refused", LetterView::NeedsYou(Trouble::NameRefused)),
            ("needs-you-password", LetterView::NeedsYou(Trouble::PasswordRefused)),
            ("needs-you-conflict", LetterView::NeedsYou(Trouble::Conflict)),
            ("needs-you-unavailable", LetterView::NeedsYou(Trouble::Unavailable)),
            ("two-days-left", LetterView::TwoDaysLeft),
            ("already-asked", LetterView::AlreadyAsked),
            ("your-links", LetterView::YourLinks(&links)),
        ];
        views.map(|(name, view)| (name, compose(&view, &self.facts(), Locale::En).unwrap())).into()
    }
}

const FIRST_DECIDES: Votes = Votes { approve: 0, reject: 0, needed_approve: 1, needed_reject: 1 };

/// What stands between the signs of HTML, and the targets of its links.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()).collect()
}

fn unescaped(html: &str) -> String {
    let html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    html.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&amp;", "&")
}

fn targets(html: &str) -> Vec<String> {
    let hrefs = html.split("href=\"").skip(1);
    hrefs.map(|rest| unescaped(rest.split('"').next().unwrap())).collect()
}

#[test]
fn every_letter_is_whole() {
    for (name, letter) in Words::new("Harbour", "I sing in the choir.").letters() {
        let Rendered { subject, text, html } = &letter;
        assert!(!subject.is_empty() && subject.chars().count() <= 80, "{name}: {subject}");
        assert!(text.starts_with("Hello,\n\n") && text.trim_end().ends_with("Harbour"), "{name}");
        assert!(text.lines().any(|line| line == LINK), "{name}: the link has a line of its own");
        assert!(unescaped(html).contains(&format!(">{LINK}</a>")), "{name}: the link can be read");
        for form in [subject, text, html] {
            assert!(!form.contains("letter-") && !form.contains("{ $") && !form.contains("{{"), "{name}: {form}");
        }
        assert!(!text.contains("\n\n\n") && !text.contains(" \n"), "{name}: {text:?}");
        assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"), "{name}");
        for foreign in ["<img", "src=", "url(", "<link", "<script", "<form", "@import"] {
            assert!(!html.contains(foreign), "{name}: {foreign}");
        }
        for target in targets(html) {
            assert!(target == LINK || target == "https://chat.example.org/", "{name}: {target}");
        }
        // Every sentence of the text is in the HTML too: nobody reads another letter than the next person.
        let seen = unescaped(html);
        for line in text.lines().filter(|line| !line.is_empty() && *line != "--") {
            let words = line.trim_start_matches(['>', '-', ' ']).trim_end_matches(':');
            let found =
                seen.contains(words) || words.split_once(": ").is_some_and(|(label, value)| seen.contains(label) && seen.contains(value));
            assert!(found, "{name}: {line}");
        }
    }
}

#[test]
fn hostile_words_stay_words() {
    let friendly = Words::new("Harbour", "a\n\nb {c}\nd\n\ne\nf").letters();
    for ((name, friendly), (_, hostile)) in friendly.iter().zip(Words::new(NAUGHTY, NAUGHTY).letters()) {
        let Rendered { subject, text, html } = &hostile;
        let known: std::collections::BTreeSet<&str> = tags(&friendly.html).into_iter().collect();
        for tag in tags(html) {
            assert!(known.contains(tag) || tag == "br", "{name}: {tag}");
        }
        assert_eq!(targets(html), targets(&friendly.html), "{name}");
        assert!(!subject.contains(['\r', '\n', '\0', '\u{2028}', '\u{202e}', '\u{85}']), "{name}");
        for form in [text, html] {
            assert!(!form.contains(['\r', '\0', '\u{2028}', '\u{202e}', '\u{85}']), "{name}");
        }
        let links = text.lines().filter(|line| line.starts_with("http"));
        assert!(links.clone().all(|line| line == LINK || line == "https://chat.example.org/"), "{name}: {text}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{name}: {text}");
    }
}

#[test]
fn letters_to_unproved_addresses_carry_no_words_of_strangers() {
    for (name, letter) in Words::new("Harbour", "canary").letters() {
        let typed_allowed = ["please-decide", "reminder", "rejected", "account-ready"];
        let Rendered { subject, text, html } = &letter;
        if !typed_allowed.iter().any(|kind| name.starts_with(kind)) {
            assert!(!format!("{subject}{text}{html}").contains("canary"), "{name}");
        }
        assert!(!subject.contains("canary"), "{name}: a phone shows the subject to everybody");
    }
}

#[test]
fn quotes_are_bounded_and_hold_no_links() {
    let long: String = "see https://evil.example or www.evil.example ".repeat(500);
    let words = Words::new("Harbour", "x");
    let case = Case { reason: Some(&long), ..words.case(&[]) };
    let letter = compose(&LetterView::PleaseDecide(case), &words.facts(), Locale::En).unwrap();
    for form in [&letter.text, &letter.html] {
        assert!(form.len() < 9_000);
        assert!(!form.contains("https://evil") && !form.contains("evil.example") && !form.contains("www.evil"));
    }
    let quoted = letter.text.lines().find(|line| line.starts_with("> see")).unwrap();
    assert!(quoted.replace('\u{200c}', "").chars().count() <= QUOTE_CHARS_MAX + 3);
}

#[test]
fn moderators_get_what_they_judge_by_and_one_link_that_decides_nothing() {
    let words = Words::new("Harbour", "I sing in the choir.");
    for (name, letter) in words.letters() {
        if !(name.starts_with("please-decide") || name.starts_with("reminder")) {
            continue;
        }
        assert_eq!(letter.text.lines().filter(|line| line.starts_with("http")).count(), 1, "{name}");
        assert!(letter.text.contains("Look and decide:\n"), "{name}");
        assert!(letter.text.contains("Account on: Matrix\n"), "{name}");
        if name == "please-decide-bare" {
            assert!(letter.text.contains("They gave no reason.") && letter.text.contains("The first vote decides."));
        } else {
            assert!(letter.text.contains("> I sing in the choir.\n"), "{name}");
            assert!(letter.text.contains("1 for and 0 against. It takes 2 to approve, 1 to reject."), "{name}");
            assert!(letter.text.contains("The same e-mail address has asked before."), "{name}");
        }
    }
}

#[test]
fn the_ready_letter_says_so_in_its_subject() {
    let words = Words::new("Harbour", "x");
    for generated in [false, true] {
        let letter = compose(&LetterView::AccountReady(words.account(generated)), &words.facts(), Locale::En).unwrap();
        assert!(letter.subject.to_lowercase().contains("account is ready"));
        assert!(letter.text.contains("Your Matrix address: @ann:example.org\n"));
        let first = letter.text.lines().find(|line| line.starts_with("http")).unwrap();
        assert_eq!(first == LINK, generated, "a password of ours comes first");
    }
}

#[test]
fn no_letter_shows_itself_in_debug() {
    for (_, letter) in Words::new("Harbour", "canary").letters() {
        assert_eq!(format!("{letter:?}"), "Rendered { .. }");
    }
}
