//! The letters that the SMTP double took, as their receivers would read them.
//!
//! Owns a small decoder for what mail is made of: folded headers, encoded words (RFC 2047), multipart, quoted-printable
//! and base64. It is written against the specifications and not with the crate that writes the letters, so that the two
//! check each other. Waiting is by notice, never by sleeping.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// A letter as it came over the wire.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The sender of the envelope.
    pub from: String,
    /// Every receiver of the envelope.
    pub to: Vec<String>,
    /// The message, dots unstuffed.
    pub raw: Vec<u8>,
    /// The header, unfolded and decoded, in its order.
    pub headers: Vec<(String, String)>,
    /// The plain text, or nothing.
    pub text: String,
    /// The HTML, or nothing.
    pub html: String,
}

impl Letter {
    /// Reads a message; what is not mail is refused.
    pub fn read(from: String, to: Vec<String>, raw: Vec<u8>) -> anyhow::Result<Self> {
        let (headers, body) = read_part(&raw)?;
        let (mut text, mut html) = (String::new(), String::new());
        read_body(&headers, body, &mut text, &mut html)?;
        Ok(Self { from, to, raw, headers, text, html })
    }

    /// The only header of this name; none where there is none or more than one.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name));
        let (_, value) = found.next()?;
        found.next().is_none().then_some(value)
    }

    /// The subject, or nothing.
    pub fn subject(&self) -> &str {
        self.header("Subject").unwrap_or_default()
    }

    /// The Message-ID, or nothing.
    pub fn message_id(&self) -> &str {
        self.header("Message-ID").unwrap_or_default()
    }

    /// Whether the envelope names this receiver, and no other.
    pub fn is_to(&self, address: &str) -> bool {
        matches!(self.to.as_slice(), [only] if only.eq_ignore_ascii_case(address))
    }

    /// The links that stand on lines of their own in the text, in their order.
    pub fn links(&self) -> Vec<&str> {
        let is_link = |line: &&str| line.starts_with("https://") || line.starts_with("http://");
        self.text.lines().map(str::trim_end).filter(is_link).filter(|line| !line.contains(' ')).collect()
    }

    /// The first of the links whose path begins so, `/r/` for example.
    pub fn link_to(&self, path: &str) -> Option<&str> {
        let path_of = |link: &str| link.splitn(4, '/').nth(3).map(|rest| format!("/{rest}"));
        self.links().into_iter().find(|link| path_of(link).is_some_and(|of| of.starts_with(path)))
    }
}

/// All letters that arrived; clones see the same.
#[derive(Clone, Default)]
pub struct Mailbox {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    letters: Mutex<Vec<Arc<Letter>>>,
    arrived: Notify,
}

impl Mailbox {
    /// Puts a letter in and wakes whoever waits.
    pub fn deliver(&self, letter: Letter) {
        self.lock().push(Arc::new(letter));
        self.inner.arrived.notify_waiters();
    }

    /// Every letter so far, oldest first.
    pub fn letters(&self) -> Vec<Arc<Letter>> {
        self.lock().clone()
    }

    /// Every letter so far to this receiver alone.
    pub fn letters_to(&self, address: &str) -> Vec<Arc<Letter>> {
        self.lock().iter().filter(|letter| letter.is_to(address)).cloned().collect()
    }

    /// How many letters there are.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// Throws all letters away.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The first letter, there or still to come, that fits; after `at_most` an error that lists what came instead.
    pub async fn wait_for(&self, fits: impl Fn(&Letter) -> bool, at_most: Duration) -> anyhow::Result<Arc<Letter>> {
        self.wait_until(|letters| letters.iter().find(|letter| fits(letter)).cloned(), at_most).await
    }

    /// The first letter to this receiver whose subject holds these words, in whatever case.
    pub async fn wait_for_subject(&self, to: &str, words: &str, at_most: Duration) -> anyhow::Result<Arc<Letter>> {
        let words = words.to_lowercase();
        let fits = |letter: &Letter| letter.is_to(to) && letter.subject().to_lowercase().contains(&words);
        self.wait_for(fits, at_most).await.with_context(|| format!("no letter to {to} with “{words}” in its subject"))
    }

    /// Waits for at least so many letters that fit, and returns all that do.
    pub async fn wait_for_count(
        &self,
        count: usize,
        fits: impl Fn(&Letter) -> bool,
        at_most: Duration,
    ) -> anyhow::Result<Vec<Arc<Letter>>> {
        let enough = |letters: &[Arc<Letter>]| {
            let fitting: Vec<_> = letters.iter().filter(|letter| fits(letter)).cloned().collect();
            (fitting.len() >= count).then_some(fitting)
        };
        self.wait_until(enough, at_most).await
    }

    async fn wait_until<T>(&self, found: impl Fn(&[Arc<Letter>]) -> Option<T>, at_most: Duration) -> anyhow::Result<T> {
        let until = Instant::now() + at_most;
        loop {
            // Listening begins before looking: a letter that arrives in between is heard.
            let mut arrived = std::pin::pin!(self.inner.arrived.notified());
            arrived.as_mut().enable();
            let there = found(&self.lock());
            if let Some(there) = there {
                return Ok(there);
            }
            if timeout_at(until, arrived).await.is_err() {
                bail!("the letter did not come; these did: {self:?}");
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Letter>>> {
        self.inner.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.lock().iter().map(|letter| (letter.to.clone(), letter.subject().to_owned()))).finish()
    }
}

type Headers = Vec<(String, String)>;

/// A part's header and body.
fn read_part(raw: &[u8]) -> anyhow::Result<(Headers, &[u8])> {
    let end = raw.windows(4).position(|window| window == b"\r\n\r\n").context("the header has no end")?;
    let (head, body) = raw.split_at(end);
    let head = std::str::from_utf8(head).context("the header is not text")?;
    let mut headers = Headers::new();
    for line in head.split("\r\n") {
        if line.starts_with([' ', '\t']) {
            let (_, value) = headers.last_mut().context("the header begins with a folded line")?;
            // Unfolding removes the line end alone (RFC 5322 §2.2.3).
            value.push_str(line);
        } else {
            let (name, value) = line.split_once(':').with_context(|| format!("no header line: {line:?}"))?;
            headers.push((name.to_owned(), value.trim_start().to_owned()));
        }
    }
    for (_, value) in &mut headers {
        *value = decode_words(value);
    }
    Ok((headers, body.get(4..).unwrap_or_default()))
}

fn read_body(headers: &Headers, body: &[u8], text: &mut String, html: &mut String) -> anyhow::Result<()> {
    let of = |name: &str| headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value);
    let kind = of("Content-Type");
    if kind.to_ascii_lowercase().starts_with("multipart/") {
        let boundary = parameter(kind, "boundary").context("a multipart without boundary")?;
        for part in split_parts(body, &boundary)? {
            let (headers, body) = read_part(part)?;
            read_body(&headers, body, text, html)?;
        }
        return Ok(());
    }
    let bytes = match of("Content-Transfer-Encoding").to_ascii_lowercase().as_str() {
        "quoted-printable" => decode_quoted_printable(body, false),
        "base64" => {
            let packed: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            STANDARD.decode(packed).context("a part is not base64")?
        }
        "" | "7bit" | "8bit" | "binary" => body.to_vec(),
        other => bail!("an unknown encoding: {other}"),
    };
    let content = String::from_utf8(bytes).context("a part is not UTF-8")?.replace("\r\n", "\n");
    if kind.to_ascii_lowercase().starts_with("text/html") {
        html.push_str(&content);
    } else {
        text.push_str(&content);
    }
    Ok(())
}

/// A parameter of a header's value, its quotes taken off.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parameters = value.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(given, _)| given.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// What stands between the boundaries (RFC 2046 §5.1.1); the line end before a boundary belongs to it.
fn split_parts<'a>(body: &'a [u8], boundary: &str) -> anyhow::Result<Vec<&'a [u8]>> {
    let delimiter = format!("--{boundary}");
    let delimiter = delimiter.as_bytes();
    let (mut parts, mut begin, mut at) = (Vec::new(), None, 0);
    while at < body.len() {
        let rest = body.get(at..).unwrap_or_default();
        let length = rest.windows(2).position(|window| window == b"\r\n").map_or(rest.len(), |end| end + 2);
        if rest.starts_with(delimiter) {
            if let Some(begin) = begin {
                parts.push(body.get(begin..at.saturating_sub(2)).unwrap_or_default());
            }
            if rest.get(delimiter.len()..).unwrap_or_default().starts_with(b"--") {
                return Ok(parts);
            }
            begin = Some(at + length);
        }
        at += length;
    }
    bail!("a multipart without an end");
}

/// RFC 2045 §6.7; in an encoded word `_` is a space besides (RFC 2047 §4.2).
fn decode_quoted_printable(body: &[u8], in_word: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'=', [b'\r', b'\n', after @ ..]) => rest = after,
            (b'=', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or_default();
                bytes.extend(u8::try_from(digit(*high) * 16 + digit(*low)));
                rest = after;
            }
            (b'_', _) if in_word => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    bytes
}

/// Encoded words become text; spaces between two of them vanish (RFC 2047 §6.2).
fn decode_words(value: &str) -> String {
    let (mut decoded, mut rest, mut after_word) = (String::new(), value, false);
    while let Some(begin) = rest.find("=?") {
        let (before, word) = rest.split_at(begin);
        let mut fields = word.get(2..).unwrap_or_default().splitn(4, '?');
        let (charset, encoding, content, tail) = (fields.next(), fields.next(), fields.next(), fields.next());
        let bytes = match (charset.map(str::to_ascii_lowercase).as_deref(), encoding, content) {
            (Some("utf-8"), Some("b" | "B"), Some(content)) => STANDARD.decode(content).ok(),
            (Some("utf-8"), Some("q" | "Q"), Some(content)) => Some(decode_quoted_printable(content.as_bytes(), true)),
            _ => None,
        };
        let (Some(bytes), Some(tail)) = (bytes, tail.and_then(|tail| tail.strip_prefix('='))) else {
            break;
        };
        if !(after_word && before.trim().is_empty()) {
            decoded.push_str(before);
        }
        decoded.push_str(&String::from_utf8_lossy(&bytes));
        (rest, after_word) = (tail, true);
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> anyhow::Result<Letter> {
        Letter::read("gate@example.net".into(), vec!["ann@example.org".into()], raw.replace('\n', "\r\n").into_bytes())
    }

    #[test]
    fn a_letter_is_read_as_the_specifications_say() -> anyhow::Result<()> {
        let letter = read(
            "Subject: =?utf-8?b?R3LDvMOf?=\n =?utf-8?Q?e_=C3=A4?= plain\nX-Folded: a\n b\nContent-Type: multipart/alternative;\n \
             boundary=\"B\"\n\npreamble\n--B\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \
             quoted-printable\n\nSee:\nhttps://x.org/r/1?t=3D=\n4\n> https://y.org\n\n--B\nContent-Type: text/html\n\
             Content-Transfer-Encoding: base64\n\nPGI+aGk8\nL2I+\n--B--\n",
        )?;
        assert_eq!(letter.subject(), "Grüße ä plain");
        assert_eq!(letter.header("x-folded"), Some("a b"));
        assert_eq!(letter.text, "See:\nhttps://x.org/r/1?t=4\n> https://y.org\n");
        assert_eq!(letter.html, "<b>hi</b>");
        assert_eq!(letter.links(), ["https://x.org/r/1?t=4"]);
        assert_eq!(letter.link_to("/r/"), Some("https://x.org/r/1?t=4"));
        assert_eq!(letter.link_to("/m/"), None);
        assert!(letter.is_to("Ann@example.org"));
        Ok(())
    }

    #[test]
    fn what_is_not_mail_is_refused() {
        for raw in ["", "a: b\n", "no header\n\n", " folded\n\n", "Content-Type: multipart/x; boundary=B\n\n--B\n\n"] {
            assert!(read(raw).is_err(), "{raw:?}");
        }
    }

    #[test]
    fn a_header_that_stands_twice_is_none() -> anyhow::Result<()> {
        assert_eq!(read("To: a\nTo: b\n\n")?.header("To"), None);
        Ok(())
    }

    #[tokio::test]
    async fn waiting_ends_with_the_letter_or_with_the_time() -> anyhow::Result<()> {
        let mailbox = Mailbox::default();
        let waiting = mailbox.clone();
        let waiter = tokio::spawn(async move { waiting.wait_for_subject("ann@example.org", "HELLO", Duration::from_secs(10)).await });
        mailbox.deliver(read("Subject: other\n\n")?);
        tokio::task::yield_now().await;
        mailbox.deliver(read("Subject: Well, hello\n\n")?);
        assert_eq!(waiter.await??.subject(), "Well, hello");
        assert_eq!(mailbox.wait_for_count(2, |_| true, Duration::from_secs(1)).await?.len(), 2);
        let missed = mailbox.wait_for_subject("bob@example.org", "hello", Duration::from_millis(10)).await;
        assert!(missed.is_err());
        mailbox.clear();
        assert_eq!(mailbox.count(), 0);
        Ok(())
    }
}
