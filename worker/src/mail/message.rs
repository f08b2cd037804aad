//! One letter as the message that goes over the wire.
//!
//! Owns the header: exactly one receiver, a Message-ID that a repeat shares, nothing that a person typed can add a line.
//! Plain text comes first, HTML second (RFC 2046 §5.1.4). What the letter says was decided before.

use std::fmt;
use std::time::SystemTime;

use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MultiPart, SinglePart};
use shared::address::EmailAddress;
use shared::clock::Timestamp;
use shared::locales::Locale;

use super::MailFault;
use super::plain_text::one_line;

/// Longer subjects are cut; phones show about forty.
const SUBJECT_CHARS_MAX: usize = 150;
/// Longer display names are cut.
const NAME_CHARS_MAX: usize = 80;

/// A letter ready to go. Holds a link that is its receiver's secret, so `Debug` shows nothing.
#[derive(Clone)]
pub struct Outgoing {
    /// The one receiver.
    pub to: EmailAddress,
    /// What stands in the list of letters.
    pub subject: String,
    /// The letter as plain text.
    pub text: String,
    /// The letter as HTML.
    pub html: String,
    /// Where an answer goes, if not to the sender.
    pub reply_to: Option<EmailAddress>,
    /// The same for every repeat of this letter; without an `@` the sender's domain is added.
    pub message_id: String,
    /// The Message-ID under which a mail program gathers a moderator's letters about one registration.
    pub thread: Option<String>,
    /// The language of the letter.
    pub locale: Locale,
    /// When it was written.
    pub written_at: Timestamp,
}

impl Outgoing {
    /// The message in its wire form. An address or id that no header can carry is refused.
    pub fn to_message(&self, from: &Mailbox) -> Result<Message, MailFault> {
        let to = mail_address(&self.to).ok_or(MailFault::Refused)?;
        let domain = from.email.domain();
        let mut head = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&self.subject, SUBJECT_CHARS_MAX))
            .date(date(self.written_at))
            .message_id(Some(message_id(&self.message_id, domain)?))
            // RFC 3834: no answering machine shall write back.
            .raw_header(fixed("Auto-Submitted", "auto-generated"))
            .raw_header(fixed("Content-Language", self.locale.tag()));
        if let Some(address) = &self.reply_to {
            head = head.reply_to(Mailbox::new(None, mail_address(address).ok_or(MailFault::Refused)?));
        }
        if let Some(thread) = &self.thread {
            let root = message_id(thread, domain)?;
            head = head.in_reply_to(root.clone()).references(root);
        }
        let text = part(ContentType::TEXT_PLAIN, &self.text)?;
        let html = part(ContentType::TEXT_HTML, &self.html)?;
        let letter = MultiPart::alternative().singlepart(text).singlepart(html);
        head.multipart(letter).map_err(|_| MailFault::Refused)
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Outgoing").finish_non_exhaustive()
    }
}

/// Reads the operator's `Name <address>`, or an address alone.
pub(super) fn sender(from: &str) -> Result<Mailbox, MailFault> {
    let (name, address) = match from.trim().strip_suffix('>').and_then(|from| from.rsplit_once('<')) {
        Some((name, address)) => (one_line(name.trim().trim_matches('"'), NAME_CHARS_MAX), address),
        None => (String::new(), from),
    };
    let address = EmailAddress::parse(address).ok().as_ref().and_then(mail_address);
    let address = address.ok_or(MailFault::Misconfigured("the sender's address cannot be read"))?;
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

fn mail_address(address: &EmailAddress) -> Option<Address> {
    let (user, domain) = address.as_str().rsplit_once('@')?;
    Address::new(user, domain).ok()
}

/// `<id@domain>` and nothing else: a caller's id is ours, but it goes into a header as it is.
fn message_id(id: &str, domain: &str) -> Result<String, MailFault> {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    let harmless = |char: char| char.is_ascii_alphanumeric() || "@-_.+=~$".contains(char);
    if id.is_empty() || id.len() > 200 || !id.chars().all(harmless) || id.matches('@').count() > 1 {
        return Err(MailFault::Refused);
    }
    Ok(if id.contains('@') { format!("<{id}>") } else { format!("<{id}@{domain}>") })
}

fn fixed(name: &'static str, value: &'static str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Quoted-printable always: long lines, links and any language go through every server unharmed, and a person who looks
/// at the source can read it.
fn part(content_type: ContentType, content: &str) -> Result<SinglePart, MailFault> {
    let encoding = ContentTransferEncoding::QuotedPrintable;
    let body = Body::new_with_encoding(content.to_owned(), encoding).map_err(|_| MailFault::Refused)?;
    Ok(SinglePart::builder().header(content_type).body(body))
}

/// Mail knows no years before 1970.
fn date(at: Timestamp) -> SystemTime {
    SystemTime::from(at.max(Timestamp::UNIX_EPOCH))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    const NAUGHTY: &str = "Hi\r\nBcc: thief@example.org\r\n\r\nbody\n\0\u{2028}X-A: 1\u{2029}X-B: 2\u{85}X-C: 3\u{b}\u{c}\u{202e}";

    fn letter(subject: &str, body: &str) -> Outgoing {
        Outgoing {
            to: EmailAddress::parse("Ann.Lee@example.org").unwrap(),
            subject: subject.to_owned(),
            text: body.to_owned(),
            html: format!("<p>{body}</p>"),
            reply_to: None,
            message_id: "abc-123_".to_owned(),
            thread: None,
            locale: Locale::En,
            written_at: Timestamp::new(1_800_000_000, 0).unwrap(),
        }
    }

    fn wire(letter: &Outgoing, from: &str) -> String {
        String::from_utf8(letter.to_message(&sender(from).unwrap()).unwrap().formatted()).unwrap()
    }

    /// Names of the header's lines, folded ones joined.
    fn names(wire: &str) -> Vec<&str> {
        let head = wire.split("\r\n\r\n").next().unwrap();
        head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).map(|line| line.split(':').next().unwrap()).collect()
    }

    const PLAIN: [&str; 9] =
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type"];

    #[test]
    fn the_header_is_exactly_this() {
        let wire = wire(&letter("Hello", "x"), "Gate <gate@example.net>");
        assert_eq!(names(&wire), PLAIN);
        for line in [
            "From: Gate <gate@example.net>",
            "To: Ann.Lee@example.org",
            "Subject: Hello",
            "Date: Fri, 15 Jan 2027 08:00:00 +0000",
            "Message-ID: <abc-123_@example.net>",
            "Auto-Submitted: auto-generated",
            "Content-Language: en",
        ] {
            assert!(wire.contains(&format!("{line}\r\n")), "{line}\n{wire}");
        }
        assert!(wire.find("text/plain").unwrap() < wire.find("text/html").unwrap());
    }

    #[test]
    fn a_thread_adds_its_two_lines() {
        let mut letter = letter("Hello", "x");
        letter.thread = Some("<root@example.net>".to_owned());
        let wire = wire(&letter, "gate@example.net");
        assert!(wire.contains("In-Reply-To: <root@example.net>\r\n") && wire.contains("References: <root@example.net>\r\n"));
        assert_eq!(names(&wire).len(), PLAIN.len() + 2);
    }

    #[test]
    fn an_answer_goes_where_the_operator_says() {
        let mut letter = letter("Hello", "x");
        letter.reply_to = Some(EmailAddress::parse("hello@example.org").unwrap());
        let wire = wire(&letter, "gate@example.net");
        assert!(wire.contains("Reply-To: hello@example.org\r\n"), "{wire}");
        assert_eq!(names(&wire).len(), PLAIN.len() + 1);
    }

    #[test]
    fn nothing_typed_adds_a_header_or_a_receiver() {
        for (subject, body, from) in [
            (NAUGHTY.to_owned(), "x".to_owned(), "gate@example.net".to_owned()),
            ("ä".repeat(400) + NAUGHTY, "x".to_owned(), "gate@example.net".to_owned()),
            ("x".to_owned(), NAUGHTY.to_owned(), "gate@example.net".to_owned()),
            ("x".to_owned(), "x".to_owned(), format!("\"{NAUGHTY}\" <gate@example.net>")),
            ("x".to_owned(), "x".to_owned(), "Gäte, \"the\" (one) <gate@example.net>".to_owned()),
        ] {
            let letter = letter(&subject, &body);
            let message = letter.to_message(&sender(&from).unwrap()).unwrap();
            let receivers: Vec<_> = message.envelope().to().iter().map(ToString::to_string).collect();
            assert_eq!(receivers, ["Ann.Lee@example.org"]);
            let wire = wire(&letter, &from);
            assert_eq!(names(&wire), PLAIN, "{wire}");
            assert!(wire.is_ascii() && !wire.contains('\0'));
            assert!(wire.split("\r\n").all(|line| !line.contains(['\r', '\n']) && line.len() <= 998));
        }
    }

    #[test]
    fn ids_that_no_header_can_carry_are_refused() {
        for id in ["", "<>", "a b", "a\r\nBcc: x", "a@b@c", "a\0", "a<b", "ä", &"x".repeat(201)] {
            let mut bad = letter("Hello", "x");
            bad.message_id = id.to_owned();
            assert_eq!(bad.to_message(&sender("a@b.org").unwrap()).err(), Some(MailFault::Refused), "{id:?}");
            let mut bad = letter("Hello", "x");
            bad.thread = Some(id.to_owned());
            assert_eq!(bad.to_message(&sender("a@b.org").unwrap()).err(), Some(MailFault::Refused), "{id:?}");
        }
    }

    #[test]
    fn senders_are_read_or_refused() {
        assert_eq!(sender("gate@localhost").unwrap().to_string(), "gate@localhost");
        let named = sender("  Gäte \"of\" One, Ltd. <gate@Example.net>").unwrap();
        assert_eq!((named.name.as_deref(), named.email.domain()), (Some("Gäte \"of\" One, Ltd."), "example.net"));
        for from in ["", "Gate", "Gate <gate>", "<a@b.org>, <c@d.org>x", "a@b.org, c@d.org", "Gate <a@b.org\r\n>"] {
            assert!(sender(from).is_err(), "{from:?}");
        }
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", letter("secret", "secret")), "Outgoing { .. }");
    }
}
