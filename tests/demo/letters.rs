//! Letters on disk, so that a demo's mailbox is still full after the next start: the requests that wait are, too.
//!
//! A file per letter, as a mail server would keep it: the envelope as two lines before the message. The files hold
//! links that work, so they lie in the demo's private folder.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use harness::mailbox::{Letter, Mailbox};

/// How often the keeper wakes up for nothing.
const IDLE: Duration = Duration::from_hours(1);

/// Puts the letters of earlier runs into the mailbox, oldest first.
pub fn load(folder: &Path, mailbox: &Mailbox) -> anyhow::Result<()> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
    files.sort();
    for file in files {
        let letter = read(&std::fs::read(&file)?).with_context(|| format!("{} is no letter", file.display()))?;
        mailbox.deliver(letter);
    }
    Ok(())
}

/// Writes down every letter that arrives from now on. Ends when it is dropped.
pub async fn keep(folder: &Path, mailbox: &Mailbox, mut kept: usize) -> anyhow::Result<()> {
    loop {
        if let Ok(letters) = mailbox.wait_for_count(kept + 1, |_| true, IDLE).await {
            for letter in letters.iter().skip(kept) {
                tokio::fs::write(folder.join(format!("{kept:06}.eml")), written(letter)).await?;
                kept += 1;
            }
        }
    }
}

fn written(letter: &Letter) -> Vec<u8> {
    let envelope = format!("Return-Path: {}\r\nDelivered-To: {}\r\n", letter.from, letter.to.join(" "));
    [envelope.as_bytes(), &letter.raw].concat()
}

fn read(file: &[u8]) -> anyhow::Result<Letter> {
    let (from, rest) = line(file, "Return-Path: ")?;
    let (to, message) = line(rest, "Delivered-To: ")?;
    Letter::read(from.to_owned(), to.split(' ').map(str::to_owned).collect(), message.to_vec())
}

/// The rest of the first line after these words, and what follows the line.
fn line<'a>(text: &'a [u8], words: &str) -> anyhow::Result<(&'a str, &'a [u8])> {
    let end = text.windows(2).position(|window| window == b"\r\n").context("it has no lines")?;
    let (line, rest) = text.split_at(end);
    let line = std::str::from_utf8(line)?.strip_prefix(words).with_context(|| format!("it does not say {words}"))?;
    Ok((line, rest.get(2..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn a_letter_comes_back_as_it_was() {
        let raw = b"Subject: hello\r\n\r\nDear Ann,\r\nbye\r\n".to_vec();
        let letter = Letter::read("gate@example.org".into(), vec!["ann@example.org".into()], raw).unwrap();
        let back = read(&written(&letter)).unwrap();
        assert_eq!((back.from, back.to, back.raw), (letter.from, letter.to, letter.raw));
        assert!(read(b"Subject: hello\r\n\r\n").is_err());
    }
}
