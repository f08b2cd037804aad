//! What each letter says.
//!
//! Owns the letters as lists of parts: what happened, what the reader can do, by when, what happens without, and
//! why it came. The rules: a letter holds no password; its receiver's own link is its only secret; what somebody typed
//! goes to moderators alone, quoted, bounded and never a link; a letter to an address that nobody has proved says
//! nothing that somebody typed. Accounts that are open are told by `ready`, those that are not by `troubles`, passwords by
//! `passwords`. The words stand in `shared`'s locales, the looks in `layout`.

mod members;
mod passwords;
mod ready;
mod troubles;

use shared::locales::{Argument, Locale, text};
use shared::platform::Platform;

use super::layout::{Block, Fact, Parts};
pub use super::layout::{LayoutFault, Layouts, Rendered};
use super::plain_text::{one_line, quoted};
pub use super::views::{
    Account, Case, CouldNotOpen, Facts, First, Flag, LetterView, NameIsFor, Needed, Needs, OwnLink, Ready, Standing, Votes, Waits,
};
use super::when;

/// More of a reason, an answer or a message is not shown; the page shows all of it.
const QUOTE_CHARS_MAX: usize = 1_000;
/// The longest label that an operator or a platform may give.
const LABEL_CHARS_MAX: usize = 200;
/// A name in a subject is cut there: phones show about forty characters in all.
const SUBJECT_NAME_CHARS_MAX: usize = 30;
/// More rooms, answers or links are not listed.
const ITEMS_MAX: usize = 20;

/// Writes a letter.
pub fn compose(layouts: &Layouts, letter: &LetterView<'_>, facts: &Facts<'_>, locale: Locale) -> Result<Rendered, LayoutFault> {
    let mut writer = Writer::new(facts, locale);
    let subject = writer.letter(letter);
    if let Some(contact) = facts.contact {
        let ask = writer.say_of("contact", &[("address", contact.as_str().into())]);
        writer.closing.push(ask);
    }
    let Writer { community, blocks, closing, .. } = writer;
    layouts.render(&Parts { letter: letter.name(), community, subject, blocks, closing }, locale)
}

/// Gathers the parts of one letter.
struct Writer<'a> {
    locale: Locale,
    community: String,
    deadline: String,
    link: &'a str,
    blocks: Vec<Block>,
    closing: Vec<String>,
}

impl<'a> Writer<'a> {
    fn new(facts: &Facts<'a>, locale: Locale) -> Self {
        let community = one_line(facts.community, LABEL_CHARS_MAX);
        let deadline = when::deadline(facts.deadline, facts.now, locale);
        Self { locale, community, deadline, link: facts.link, blocks: Vec::new(), closing: Vec::new() }
    }

    /// Writes the letter's parts; returns its subject.
    fn letter(&mut self, letter: &LetterView<'_>) -> String {
        match letter {
            LetterView::Confirm => self.confirm("confirm", "confirm-nothing"),
            LetterView::ConfirmBeside => self.confirm("confirm-beside", "confirm-beside-nothing"),
            LetterView::ConfirmLater { mastodon_waits: false } => self.confirm("confirm-later", "confirm-later-nothing"),
            LetterView::ConfirmLater { mastodon_waits: true } => self.confirm("confirm-later", "confirm-beside-nothing"),
            LetterView::Received { mastodon_waits } => {
                self.say("received-happened");
                self.say(if *mastodon_waits { "received-do-mastodon" } else { "received-do" });
                self.button("received-button");
                self.say("received-nothing");
                self.say("received-keep");
                self.end_to_applicant("received-subject")
            }
            LetterView::PleaseDecide(case) => {
                self.decide("please-decide-happened", case);
                self.subject_about("please-decide-subject", case.wish, case.short_id)
            }
            LetterView::Reminder { nine_tenths, case } => {
                self.decide(if *nine_tenths { "reminder-nine-tenths" } else { "reminder-half" }, case);
                self.subject_about("reminder-subject", case.wish, case.short_id)
            }
            LetterView::Approved => self.plain_to_applicant("approved"),
            LetterView::Rejected { message } => {
                self.say("rejected-happened");
                self.quote(self.say_what("message"), *message);
                self.next_step("rejected");
                self.end_to_applicant("rejected-subject")
            }
            LetterView::NobodyDecided => self.plain_to_applicant("nobody-decided"),
            LetterView::AccountReady(ready) => self.account_ready(ready),
            LetterView::NeedsYou(needs) => self.needs_you(needs),
            LetterView::CouldNotOpen(story) => self.could_not_open(story),
            LetterView::TwoDaysLeft => self.plain_to_applicant("two-days-left"),
            LetterView::AlreadyAsked => {
                self.plain("already-asked");
                self.close(&["why-applicant"]);
                self.say_what("already-asked-subject")
            }
            LetterView::YourLinks(links) => self.your_links(links),
            LetterView::PasswordChanged { at } => self.password_changed(*at),
            LetterView::SetPassword => self.set_password(),
            LetterView::MemberPasswordChanged { at, doors } => self.member_password_changed(*at, doors),
            LetterView::SetMemberPassword { reaches_all } => self.set_member_password(*reaches_all),
            LetterView::SomebodyTried { at } => self.somebody_tried(*at),
            LetterView::ChangeItThere => self.change_it_there(),
            LetterView::CopyByHand { platform, leads_there } => self.copy_by_hand(*platform, *leads_there),
            LetterView::PostModerated { is_deleted, title } => self.post_moderated(*is_deleted, *title),
            LetterView::SessionReused { at } => self.session_reused(*at),
            LetterView::Left { accounts } => self.left(accounts),
            LetterView::QueueLink => {
                self.plain("queue-link");
                self.close(&["own-link", "why-moderator"]);
                self.say_what("queue-link-subject")
            }
        }
    }

    /// The shape of most letters.
    fn plain(&mut self, kind: &str) {
        self.say(&format!("{kind}-happened"));
        self.next_step(kind);
    }

    fn next_step(&mut self, kind: &str) {
        self.say(&format!("{kind}-do"));
        self.button(&format!("{kind}-button"));
        self.say(&format!("{kind}-nothing"));
    }

    fn plain_to_applicant(&mut self, kind: &str) -> String {
        self.plain(kind);
        self.end_to_applicant(&format!("{kind}-subject"))
    }

    /// The end of a letter to an applicant; returns its subject.
    fn end_to_applicant(&mut self, subject: &str) -> String {
        self.close(&["own-link", "why-applicant"]);
        self.say_what(subject)
    }

    fn confirm(&mut self, kind: &str, nothing: &str) -> String {
        self.say(&format!("{kind}-happened"));
        self.say(&format!("{kind}-do"));
        self.button("confirm-button");
        self.say(nothing);
        self.say("confirm-not-you");
        self.end_to_applicant(&format!("{kind}-subject"))
    }

    fn decide(&mut self, happened: &str, case: &Case<'_>) {
        self.say(happened);
        self.case(case);
        self.next_step("please-decide");
        let (label, link) = (self.say_what("please-decide-queue"), case.queue.to_owned());
        self.blocks.push(Block::Link { label, link });
        self.close(&["own-links", "why-moderator"]);
    }

    /// The subject of a letter to moderators: in their list each registration has its own.
    fn subject_about(&self, key: &str, wish: Option<&str>, short_id: &str) -> String {
        let wish = wish.map(|wish| quoted(&one_line(wish, SUBJECT_NAME_CHARS_MAX), SUBJECT_NAME_CHARS_MAX)).filter(|wish| !wish.is_empty());
        match wish {
            Some(wish) => self.say_of(key, &[("name", wish.into())]),
            None => self.say_of(&format!("{key}-nameless"), &[("id", short_id.into())]),
        }
    }

    fn case(&mut self, case: &Case<'_>) {
        let doors: Vec<String> = case.services.iter().map(|door| self.door(door)).collect();
        let wish = case.wish.map(|wish| quoted(&one_line(wish, LABEL_CHARS_MAX), LABEL_CHARS_MAX)).filter(|wish| !wish.is_empty());
        let wish = wish.unwrap_or_else(|| self.say_what("case-wish-none"));
        let mut facts = vec![self.fact("case-wish", wish), self.fact("case-doors", doors.join(", "))];
        if !case.flags.is_empty() {
            let notes: Vec<String> = case.flags.iter().map(|flag| self.say_what(flag_key(*flag))).collect();
            facts.push(self.fact("case-note", notes.join(" ")));
        }
        facts.push(self.fact("case-votes", self.votes(case.votes)));
        self.blocks.push(Block::Facts { facts });
        if !self.quote(self.say_what("case-reason"), case.reason) {
            self.say("case-reason-none");
        }
        let mut typed = case.reason.is_some();
        for (question, answer) in case.answers.iter().take(ITEMS_MAX) {
            typed |= self.quote(one_line(question, LABEL_CHARS_MAX), Some(answer));
        }
        if typed {
            self.say("case-care");
        }
    }

    fn votes(&self, votes: Votes) -> String {
        let Votes { approve, reject, needed_approve, needed_reject } = votes;
        if votes == (Votes { approve: 0, reject: 0, needed_approve: 1, needed_reject: 1 }) {
            return self.say_what("case-votes-first");
        }
        let counts = [
            ("approve", approve.into()),
            ("reject", reject.into()),
            ("needed_approve", needed_approve.into()),
            ("needed_reject", needed_reject.into()),
        ];
        text(self.locale, "letter-case-votes-counted", &counts)
    }

    fn your_links(&mut self, links: &[OwnLink<'_>]) -> String {
        self.say("your-links-happened");
        for own in links.iter().take(ITEMS_MAX) {
            let status = self.say_what(standing_key(own.status));
            let date = when::date(own.created, self.locale);
            let label = text(self.locale, "letter-your-links-item", &[("status", status.into()), ("date", date.into())]);
            self.blocks.push(Block::Link { label, link: own.link.to_owned() });
        }
        self.say("your-links-nothing");
        self.close(&[if links.len() > 1 { "own-links" } else { "own-link" }, "why-applicant"]);
        self.say_what("your-links-subject")
    }

    /// The words of `letter-<key>`.
    fn say_what(&self, key: &str) -> String {
        self.say_of(key, &[])
    }

    /// The words of `letter-<key>`, where they speak of more than every letter does.
    fn say_of(&self, key: &str, of: &[(&str, Argument<'_>)]) -> String {
        let mut arguments: Vec<(&str, Argument<'_>)> =
            vec![("community", self.community.as_str().into()), ("deadline", self.deadline.as_str().into())];
        arguments.extend(of.iter().cloned());
        text(self.locale, &format!("letter-{key}"), &arguments)
    }

    fn say(&mut self, key: &str) {
        let text = self.say_what(key);
        self.blocks.push(Block::Paragraph { text });
    }

    fn say_about(&mut self, key: &str, of: &[(&str, Argument<'_>)]) {
        let text = self.say_of(key, of);
        self.blocks.push(Block::Paragraph { text });
    }

    /// A platform's name as people read it.
    fn door(&self, door: Platform) -> String {
        self.say_what(door_key(door))
    }

    fn button(&mut self, key: &str) {
        let (label, link) = (self.say_what(key), self.link.to_owned());
        self.blocks.push(Block::Button { label, link });
    }

    fn fact(&self, key: &str, value: String) -> Fact {
        Fact { label: self.say_what(key), value }
    }

    /// Somebody's words; false where there are none.
    fn quote(&mut self, label: String, words: Option<&str>) -> bool {
        let words = quoted(words.unwrap_or_default(), QUOTE_CHARS_MAX);
        let lines: Vec<String> = words.lines().map(str::to_owned).collect();
        let any = !lines.is_empty();
        if any {
            self.blocks.push(Block::Quote { label, lines });
        }
        any
    }

    fn close(&mut self, keys: &[&str]) {
        self.closing = keys.iter().map(|key| self.say_what(key)).collect();
    }
}

const fn door_key(door: Platform) -> &'static str {
    match door {
        Platform::Matrix => "case-door-matrix",
        Platform::Mastodon => "case-door-mastodon",
    }
}

const fn flag_key(flag: Flag) -> &'static str {
    match flag {
        Flag::SameAddress => "case-flag-same-address",
        Flag::NoAddress => "case-flag-no-address",
        Flag::Unproved => "case-flag-unproved",
    }
}

const fn standing_key(status: Standing) -> &'static str {
    match status {
        Standing::Unconfirmed => "your-links-status-unconfirmed",
        Standing::Pending => "your-links-status-pending",
        Standing::Approved => "your-links-status-approved",
        Standing::Open => "your-links-status-open",
        Standing::Rejected => "your-links-status-rejected",
    }
}

#[cfg(test)]
mod tests;
