//! Each letter as its receiver gets it, written for friendly and for hostile people.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use std::sync::LazyLock;

use shared::clock::Timestamp;
use shared::overrides::{Faults, Overrides};
use shared::platform::Services;
use shared::registration::provision::Trouble;

use super::*;

mod accounts;

const LINK: &str = "https://gate.example.org/r/AAAAAAAAAAAAAAAAAAAAAA?t=gla_b64-_~x=&y=1";
const QUEUE: &str = "https://gate.example.org/moderate?t=glq_b64-_~x=&y=1";
const CLIENT: &str = "https://chat.example.org/";
const INSTANCE: &str = "https://social.example.org/";
const PASSWORD_PAGE: &str = "https://social.example.org/auth/password/new";
/// Where links may lead.
const SIGN_IN: &str = "https://gate.example.org/login";
const KNOWN: [&str; 6] = [LINK, QUEUE, CLIENT, INSTANCE, PASSWORD_PAGE, SIGN_IN];
const NAUGHTY: &str = "</p></blockquote><script>alert(1)</script><img src=x onerror=alert(1)>\r\nBcc: thief@example.org\r\n\r\n\
    https://evil.example/?a=\"b\" {{ link }} {% raw %} ${link} { $link }\n\0\u{2028}\u{202e}gnp.exe\u{85}javascript:alert(1)";

static LAYOUTS: LazyLock<Layouts> = LazyLock::new(|| Layouts::new(&Overrides::default(), &mut Faults::default()).unwrap());

/// The words that people give.
struct Words {
    community: &'static str,
    typed: &'static str,
    wish: &'static str,
    rooms: Vec<String>,
    services: Services,
    locale: Locale,
}

impl Words {
    fn new(community: &'static str, typed: &'static str) -> Self {
        let services = Services::from(Platform::Matrix);
        Self {
            community,
            typed,
            wish: typed,
            rooms: vec!["#welcome:example.org".to_owned(), typed.to_owned()],
            services,
            locale: Locale::En,
        }
    }

    fn facts(&self) -> Facts<'_> {
        let now: Timestamp = "2027-05-02T09:00:00Z".parse().unwrap();
        let deadline = "2027-05-04T09:00:00Z".parse().unwrap();
        Facts { community: self.community, link: LINK, deadline, now, contact: None }
    }

    fn case<'a>(&'a self, answers: &'a [(&'a str, &'a str)]) -> Case<'a> {
        Case {
            short_id: "Xy9_q",
            wish: Some(self.wish),
            services: &self.services,
            reason: Some(self.typed),
            answers,
            flags: &[Flag::SameAddress, Flag::NoAddress, Flag::Unproved],
            votes: Votes { approve: 1, reject: 0, needed_approve: 2, needed_reject: 1 },
            queue: QUEUE,
        }
    }

    fn matrix(&self) -> Account<'_> {
        Account::Matrix { mxid: "@ann:example.org", homeserver: "example.org", client_url: Some(CLIENT), rooms: &self.rooms }
    }

    fn ready<'a>(accounts: Vec<Account<'a>>, others: &[(Platform, Waits)], generated: bool) -> LetterView<'a> {
        LetterView::AccountReady(Ready { accounts, others: others.to_vec(), generated, sign_in: None })
    }

    /// Every letter in every shape.
    fn letters(&self) -> Vec<(&'static str, Rendered)> {
        let answers = [("Who do you know here?", self.typed)];
        let case = self.case(&answers);
        let bare = Case { wish: None, reason: None, answers: &[], flags: &[], votes: FIRST_DECIDES, ..case };
        let created = self.facts().now;
        let status = [Standing::Unconfirmed, Standing::Pending, Standing::Approved, Standing::Open, Standing::Rejected];
        let links = status.map(|status| OwnLink { link: LINK, created, status });
        let mut views = vec![
            ("confirm", LetterView::Confirm),
            ("confirm-beside", LetterView::ConfirmBeside),
            ("confirm-later", LetterView::ConfirmLater { mastodon_waits: false }),
            ("confirm-later-mastodon", LetterView::ConfirmLater { mastodon_waits: true }),
            ("received", LetterView::Received { mastodon_waits: false }),
            ("received-mastodon", LetterView::Received { mastodon_waits: true }),
            ("please-decide", LetterView::PleaseDecide(case)),
            ("please-decide-bare", LetterView::PleaseDecide(bare)),
            ("reminder-half", LetterView::Reminder { nine_tenths: false, case }),
            ("reminder-last", LetterView::Reminder { nine_tenths: true, case }),
            ("approved", LetterView::Approved),
            ("rejected", LetterView::Rejected { message: Some(self.typed) }),
            ("rejected-bare", LetterView::Rejected { message: None }),
            ("nobody-decided", LetterView::NobodyDecided),
            ("two-days-left", LetterView::TwoDaysLeft),
            ("already-asked", LetterView::AlreadyAsked),
            ("your-links", LetterView::YourLinks(&links)),
            ("set-password", LetterView::SetPassword),
            ("set-member-password", LetterView::SetMemberPassword { reaches_all: true }),
            ("set-member-password-some", LetterView::SetMemberPassword { reaches_all: false }),
            ("member-password-changed", LetterView::MemberPasswordChanged { at: created, doors: Platform::ALL }),
            ("member-password-changed-bare", LetterView::MemberPasswordChanged { at: created, doors: &[] }),
            ("post-unpublished", LetterView::PostModerated { is_deleted: false, title: Some(self.typed) }),
            ("post-unpublished-bare", LetterView::PostModerated { is_deleted: false, title: None }),
            ("post-deleted", LetterView::PostModerated { is_deleted: true, title: None }),
            ("queue-link", LetterView::QueueLink),
            ("session-reused", LetterView::SessionReused { at: created }),
            (
                "left",
                LetterView::Left {
                    accounts: vec![(Platform::Matrix, "@ann:example.org"), (Platform::Mastodon, "@ann@social.example.org")],
                },
            ),
            ("left-bare", LetterView::Left { accounts: vec![] }),
            ("copy-by-hand-matrix", LetterView::CopyByHand { platform: Platform::Matrix, leads_there: true }),
            ("copy-by-hand-bare", LetterView::CopyByHand { platform: Platform::Matrix, leads_there: false }),
        ];
        views.extend(self.about_accounts());
        let written = views.into_iter().map(|(name, view)| (name, compose(&LAYOUTS, &view, &self.facts(), self.locale).unwrap()));
        written.chain(self.leading_there()).collect()
    }

    /// The letters about accounts that are open or could not be opened.
    fn about_accounts(&self) -> Vec<(&'static str, LetterView<'_>)> {
        let set_password = || mastodon(First::SetPassword { page: PASSWORD_PAGE.to_owned() });
        let two = |first| vec![self.matrix(), mastodon(first)];
        let waits = |waits| [(Platform::Mastodon, waits)];
        let mut views = vec![
            ("account-ready", Self::ready(vec![self.matrix()], &[], false)),
            ("account-ready-generated", Self::ready(vec![self.matrix()], &[], true)),
            ("account-ready-mastodon", Self::ready(vec![mastodon(First::Nothing)], &[], false)),
            ("account-ready-tootctl", Self::ready(vec![set_password()], &[], true)),
            ("account-ready-http", Self::ready(vec![mastodon(First::ConfirmThere)], &[], true)),
            ("account-ready-two", Self::ready(two(First::Nothing), &[], false)),
            ("account-ready-two-generated", Self::ready(two(First::Nothing), &[], true)),
            ("account-ready-two-tootctl", Self::ready(vec![self.matrix(), set_password()], &[], true)),
            ("account-ready-one", Self::ready(vec![self.matrix()], &waits(Waits::Work), false)),
            ("account-ready-proof", Self::ready(vec![self.matrix()], &waits(Waits::Proof), true)),
            ("account-ready-choice", Self::ready(vec![self.matrix()], &waits(Waits::Choice), false)),
            ("account-ready-failed", Self::ready(vec![self.matrix()], &waits(Waits::Failed), false)),
            ("account-ready-bare", Self::ready(vec![bare_matrix()], &[], false)),
            ("account-ready-member", LetterView::AccountReady(Ready { sign_in: Some(SIGN_IN.to_owned()), ..bare() })),
        ];
        views.extend(troubles());
        let failed = [(Platform::Mastodon, Trouble::Conflict), (Platform::Matrix, Trouble::Unavailable)];
        let story = |wish, failed: &[_]| LetterView::CouldNotOpen(CouldNotOpen { short_id: "Xy9_q", wish, failed: failed.to_vec() });
        views.push(("could-not-open", story(Some(self.wish), &failed)));
        views.push(("could-not-open-bare", story(None, &[(Platform::Matrix, Trouble::Conflict)])));
        views
    }

    /// The letters that lead to Mastodon's own page.
    fn leading_there(&self) -> Vec<(&'static str, Rendered)> {
        let at = self.facts().now;
        let facts = Facts { link: PASSWORD_PAGE, ..self.facts() };
        let views = [
            ("password-changed", LetterView::PasswordChanged { at }),
            ("somebody-tried", LetterView::SomebodyTried { at }),
            ("change-it-there", LetterView::ChangeItThere),
            ("copy-by-hand-mastodon", LetterView::CopyByHand { platform: Platform::Mastodon, leads_there: true }),
        ];
        views.map(|(name, view)| (name, compose(&LAYOUTS, &view, &facts, self.locale).unwrap())).into()
    }
}

fn bare() -> Ready<'static> {
    Ready { accounts: vec![bare_matrix()], others: vec![], generated: false, sign_in: None }
}

fn mastodon(first: First) -> Account<'static> {
    Account::Mastodon { handle: "@ann@social.example.org".to_owned(), url: INSTANCE, first }
}

fn bare_matrix() -> Account<'static> {
    Account::Matrix { mxid: "@ann:example.org", homeserver: "example.org", client_url: None, rooms: &[] }
}

fn needed(platform: Platform, trouble: Trouble, name_is_for: NameIsFor) -> Needed {
    Needed { platform, trouble, name_is_for }
}

fn needs(failed: &[Needed], others: &[(Platform, Waits)]) -> LetterView<'static> {
    LetterView::NeedsYou(Needs { failed: failed.to_vec(), open: vec![], others: others.to_vec() })
}

fn troubles() -> Vec<(&'static str, LetterView<'static>)> {
    use {NameIsFor::*, Platform::*, Trouble::*};
    let open =
        Needs { failed: vec![needed(Mastodon, NameTaken, This)], open: vec![(Matrix, "@ann:example.org".to_owned())], others: vec![] };
    vec![
        ("needs-you-name-taken", needs(&[needed(Matrix, NameTaken, Every)], &[])),
        ("needs-you-name-refused", needs(&[needed(Matrix, NameRefused, Every)], &[])),
        ("needs-you-password", needs(&[needed(Mastodon, PasswordRefused, Every)], &[])),
        ("needs-you-conflict", needs(&[needed(Matrix, Conflict, Every)], &[])),
        ("needs-you-conflict-mastodon", needs(&[needed(Mastodon, Conflict, Every)], &[])),
        ("needs-you-unavailable", needs(&[needed(Mastodon, Unavailable, Every)], &[])),
        ("needs-you-held-back", needs(&[needed(Matrix, NameTaken, EveryOrThis)], &[(Mastodon, Waits::Other)])),
        ("needs-you-name-work", needs(&[needed(Matrix, NameTaken, This)], &[(Mastodon, Waits::Work)])),
        ("needs-you-name-open", LetterView::NeedsYou(open)),
        ("needs-you-names", needs(&[needed(Matrix, NameTaken, Every), needed(Mastodon, NameTaken, Every)], &[])),
        ("needs-you-two", needs(&[needed(Matrix, Unavailable, This), needed(Mastodon, Conflict, EveryOrThis)], &[])),
    ]
}

/// The link that a letter was given.
fn given(name: &str) -> &'static str {
    if ["password-changed", "somebody-tried", "change-it-there", "copy-by-hand-mastodon"].contains(&name) { PASSWORD_PAGE } else { LINK }
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
        assert!(text.lines().any(|line| line == given(name)), "{name}: the link has a line of its own");
        assert!(unescaped(html).contains(&format!(">{}</a>", given(name))), "{name}: the link can be read");
        for form in [subject, text, html] {
            assert!(!form.contains("letter-") && !form.contains("{ $") && !form.contains("{$") && !form.contains("{{"), "{name}: {form}");
        }
        assert!(!text.contains("\n\n\n") && !text.contains(" \n"), "{name}: {text:?}");
        assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"), "{name}");
        for foreign in ["<img", "src=", "url(", "<link", "<script", "<form", "@import"] {
            assert!(!html.contains(foreign), "{name}: {foreign}");
        }
        for target in targets(html) {
            assert!(KNOWN.contains(&&*target), "{name}: {target}");
        }
        assert!(html.matches("class=\"button\"").count() <= 1, "{name}: one thing to do");
        assert!(text.lines().all(|line| line.chars().count() <= 400), "{name}: nobody reads that in one go");
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
        assert!(links.clone().all(|line| KNOWN.contains(&line)), "{name}: {text}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{name}: {text}");
    }
}

#[test]
fn letters_to_unproved_addresses_carry_no_words_of_strangers() {
    for (name, letter) in Words::new("Harbour", "canary").letters() {
        // A post's title is the receiver's own.
        let typed_allowed = ["please-decide", "reminder", "rejected", "account-ready", "could-not-open", "post-unpublished"];
        let Rendered { subject, text, html } = &letter;
        if !typed_allowed.iter().any(|kind| name.starts_with(kind)) {
            assert!(!format!("{subject}{text}{html}").contains("canary"), "{name}");
        }
        // A phone shows the subject to everybody: it may name whom a moderator is to decide about, and nothing else.
        let names = ["please-decide", "reminder", "could-not-open"].iter().any(|kind| name.starts_with(kind));
        assert!(names || !subject.contains("canary"), "{name}");
    }
}

#[test]
fn quotes_are_bounded_and_hold_no_links() {
    let long: String = "see https://evil.example or www.evil.example ".repeat(500);
    let words = Words::new("Harbour", "x");
    let case = Case { reason: Some(&long), ..words.case(&[]) };
    let letter = compose(&LAYOUTS, &LetterView::PleaseDecide(case), &words.facts(), Locale::En).unwrap();
    for form in [&letter.text, &letter.html] {
        assert!(form.len() < 9_000);
        assert!(!form.contains("https://evil") && !form.contains("evil.example") && !form.contains("www.evil"));
    }
    let quoted = letter.text.lines().find(|line| line.starts_with("> see")).unwrap();
    assert!(quoted.replace('\u{200c}', "").chars().count() <= QUOTE_CHARS_MAX + 3);
}

#[test]
fn moderators_get_what_they_judge_by_and_two_links_that_decide_nothing() {
    let words = Words::new("Harbour", "I sing in the choir.");
    for (name, letter) in words.letters() {
        if !(name.starts_with("please-decide") || name.starts_with("reminder")) {
            continue;
        }
        assert_eq!(letter.text.lines().filter(|line| line.starts_with("http")).collect::<Vec<_>>(), [LINK, QUEUE], "{name}");
        assert!(letter.text.contains("Everything that waits:\n"), "{name}");
        assert!(letter.text.contains("Look and decide:\n"), "{name}");
        assert!(letter.text.contains("Account on: Matrix\n"), "{name}");
        if name == "please-decide-bare" {
            assert!(letter.text.contains("They gave no reason.") && letter.text.contains("The first vote decides."));
        } else {
            assert!(letter.text.contains("> I sing in the choir.\n"), "{name}");
            assert!(letter.text.contains("1 for and 0 against. It takes 2 to approve, 1 to reject."), "{name}");
            assert!(letter.text.contains("The same email address has asked before."), "{name}");
        }
    }
}

#[test]
fn moderators_tell_letters_apart_by_their_subjects() {
    let letters = Words::new("Harbour", "ada").letters();
    let subject = |name: &str| letters.iter().find(|(known, _)| *known == name).map(|(_, letter)| letter.subject.as_str()).unwrap();
    assert_eq!(subject("please-decide"), "Harbour: “ada” asks to join");
    assert_eq!(subject("please-decide-bare"), "Harbour: somebody asks to join (Xy9_q)");
    assert_eq!(subject("reminder-last"), "Harbour: “ada” is still waiting");
    assert_eq!(subject("could-not-open"), "Harbour: no account for “ada” yet");
    assert_eq!(subject("could-not-open-bare"), "Harbour: an account could not be opened (Xy9_q)");
}

#[test]
fn a_post_is_named_by_its_title_while_it_is_there() {
    let letters = Words::new("Harbour", "Bees in June").letters();
    let text = |name: &str| letters.iter().find(|(known, _)| *known == name).map(|(_, letter)| letter.text.as_str()).unwrap();
    assert!(text("post-unpublished").contains("A moderator took your post “Bees in June” off the board"));
    assert!(text("post-unpublished-bare").contains("A moderator took one of your posts off the board"));
}

#[test]
fn every_letter_says_where_to_ask_if_the_operator_does() {
    let (words, address) = (Words::new("Harbour", "x"), shared::address::EmailAddress::parse("hello@example.org").unwrap());
    let facts = Facts { contact: Some(&address), ..words.facts() };
    let letter = compose(&LAYOUTS, &LetterView::Approved, &facts, Locale::En).unwrap();
    for form in [&letter.text, &letter.html] {
        assert!(form.contains("Questions? Answer this letter, or write to hello@example.org."), "{form}");
    }
    assert!(!compose(&LAYOUTS, &LetterView::Approved, &words.facts(), Locale::En).unwrap().text.contains("Questions?"));
}

/// Every letter lies in `var/letters/` afterwards, in every language, to be looked at.
#[test]
fn every_letter_can_be_looked_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../var/letters");
    for locale in Locale::ALL {
        let folder = folder.join(locale.tag());
        std::fs::create_dir_all(&folder).unwrap();
        let typed = Words::new("Riverside Allotments", "I have wanted a plot for years, and I would like to grow beans.");
        let rooms = vec!["#welcome:example.org".to_owned(), "#seeds:example.org".to_owned()];
        let words = Words { locale: *locale, wish: "ada", rooms, ..typed };
        for (name, letter) in words.letters() {
            std::fs::write(folder.join(format!("{name}.txt")), format!("Subject: {}\n\n{}", letter.subject, letter.text)).unwrap();
            std::fs::write(folder.join(format!("{name}.html")), &letter.html).unwrap();
            assert!(letter.html.contains(&format!("<html lang=\"{locale}\" dir=\"{}\">", locale.dir())), "{name}");
        }
    }
}
