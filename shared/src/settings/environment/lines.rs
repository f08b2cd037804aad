//! The lines of `.env`: which of them can be read, so that a slip in one takes nothing else away.
//!
//! The rule: a line that cannot be read is told by its number and by the setting that it begins with, never by its text, which may
//! hold a secret.

use std::borrow::Cow;

use super::super::older;
use super::is_known;

/// A value that goes on over more lines than these is a quote that nobody closed.
const LINES_MAX: usize = 64;

/// A line that cannot be read.
pub(super) struct Unreadable {
    /// Its number, from 1.
    number: usize,
    /// The setting that it begins with.
    name: Option<String>,
}

impl Unreadable {
    /// What is wrong with it, continuing a sentence that begins with the file's name.
    pub(super) fn what(&self) -> String {
        let name = self.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        format!("cannot be read in line {}{name}", self.number)
    }
}

/// The text without the lines that cannot be read, and those lines.
pub(super) fn readable(text: &str) -> (String, Vec<Unreadable>) {
    let lines: Vec<Cow<'_, str>> = text.lines().map(|line| older::quoted(line).map_or(line.into(), Cow::Owned)).collect();
    let (mut kept, mut unreadable) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = lines.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let number = lines.len() - others.len();
        rest = if let Some((value, after)) = value(rest) {
            kept.push_str(&value);
            after
        } else {
            unreadable.push(Unreadable { number, name: set_by(first).map(str::to_owned) });
            others
        };
    }
    (kept, unreadable)
}

/// The line or lines of the value that begins here, and what follows them; none where it cannot be read. It may go on over lines, but
/// never into one that sets something of ours.
fn value<'a>(lines: &'a [Cow<'a, str>]) -> Option<(String, &'a [Cow<'a, str>])> {
    let mut text = String::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first().filter(|_| lines.len() - rest.len() < LINES_MAX) {
        if !text.is_empty() && set_by(line).is_some() {
            return None;
        }
        text.push_str(line);
        text.push('\n');
        rest = after;
        if dotenvy::from_read_iter(text.as_bytes()).all(|item| item.is_ok()) {
            return Some((text, rest));
        }
    }
    None
}

/// The setting of ours that a line sets.
fn set_by(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim();
    let name = name.strip_prefix("export ").unwrap_or(name).trim();
    (is_known(name) || older::called(name).is_some()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        readable(text).1.iter().map(Unreadable::what).collect()
    }

    #[test]
    fn a_line_that_cannot_be_read_is_told_by_number_and_name_and_takes_no_other_with_it() {
        let text = "# It's a note\nGATELODGE_LOG=info\n\nGATELODGE_COMMUNITY='Ann's Garden'\nGATELODGE_LOCALE='de'\nGATELODGE_KEYS=a:s3cret b\nc s3cret=\n";
        let (kept, _) = readable(text);
        assert!(kept.contains("GATELODGE_LOG=info\n") && kept.contains("GATELODGE_LOCALE='de'\n") && !kept.contains("s3cret"), "{kept}");
        let told = told(text);
        assert_eq!(
            told,
            ["cannot be read in line 4 (GATELODGE_COMMUNITY)", "cannot be read in line 6 (GATELODGE_KEYS)", "cannot be read in line 7"]
        );
    }

    #[test]
    fn what_can_be_read_stays_as_it_is() {
        let text = "export GATELODGE_LOG='info'\nOTHER='a\nb'\nGATELODGE_COMMUNITY=\"Ann's Garden\"\nSCOPES=read write\nA=b # c";
        let (kept, unreadable) = readable(text);
        assert!(unreadable.is_empty(), "{:?}", told(text));
        assert_eq!(kept, text.replace("read write", "'read write'") + "\n");
    }

    #[test]
    fn a_quote_that_nobody_closed_ends_where_the_next_setting_begins() {
        assert_eq!(told("GATELODGE_COMMUNITY='Ann\nGATELODGE_LOG='info'\n"), ["cannot be read in line 1 (GATELODGE_COMMUNITY)"]);
        assert_eq!(told(&format!("OTHER='Ann\n{}", "x\n".repeat(2 * LINES_MAX))).len(), 1 + 2 * LINES_MAX);
    }
}
