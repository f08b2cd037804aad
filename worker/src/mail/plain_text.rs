//! Making text that people typed harmless before it stands in a letter.
//!
//! Owns the removal of what could end a header line or become a link; what could turn reading order around `shared::typed` knows.
//! What is left is still text: escaping it for HTML is the template's.

use shared::typed;

/// Breaks a link without being seen, and is left out when nothing looks like one.
const NOT_A_LINK: char = '\u{200c}';

/// One line that may stand in a header: every run of spaces, line ends and controls is one space; at most `chars_max`.
pub(super) fn one_line(text: &str, chars_max: usize) -> String {
    let mut line = String::with_capacity(text.len());
    for char in text.chars().filter(|char| !typed::steers(*char)) {
        if !char.is_whitespace() && !char.is_control() {
            line.push(char);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    shorten(line.trim_end(), chars_max)
}

/// Text of several lines: line ends of every kind are `\n`, other controls are gone, no more than one empty line in a
/// row; at most `chars_max`.
pub(super) fn lines(text: &str, chars_max: usize) -> String {
    let text = typed::lines(text).replace('\t', " ");
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    shorten(kept.join("\n").trim(), chars_max)
}

/// Quoted text: as `lines`, and mail programs find nothing in it to make a link of.
pub(super) fn quoted(text: &str, chars_max: usize) -> String {
    without_links(&lines(text, chars_max))
}

fn shorten(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => text.get(..end).unwrap_or_default().trim_end().to_owned() + "…",
        None => text.to_owned(),
    }
}

/// Mail programs make links of whatever looks like one; between moderators' trusted words that would be a stranger's.
fn without_links(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or(' ');
    let mut plain = String::with_capacity(text.len());
    for (index, char) in chars.iter().enumerate() {
        plain.push(*char);
        let before = index.checked_sub(1).map_or(' ', at);
        let splits = match char {
            // Any scheme: https://, mailto:x, tel:1.
            ':' => before.is_ascii_alphanumeric() && !at(index + 1).is_whitespace(),
            // A host's last dot has two letters behind it; prose has a space, abbreviations a dot.
            '.' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => before.is_alphanumeric() && at(index + 1).is_alphanumeric(),
            '@' => !before.is_whitespace() && at(index + 1).is_alphanumeric(),
            _ => false,
        };
        if splits {
            plain.push(NOT_A_LINK);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_and_no_longer_than_asked() {
        assert_eq!(one_line(" a\r\nBcc: x@y.org\0\u{2028}b\u{2029}c\u{85}d\te ", 99), "a Bcc: x@y.org b c d e");
        assert_eq!(one_line("ab\u{202e}cd\u{2066}ef\u{feff}", 99), "abcdef");
        assert_eq!(one_line("äöü wxyz", 4), "äöü…");
        assert_eq!(one_line("", 4), "");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(lines("a\r\nb\rc\u{2028}d\n\n\n\ne \0\u{7}\u{202e}f\n\n", 99), "a\nb\nc\nd\n\ne f");
        assert_eq!(lines(&"x".repeat(2000), 1000).chars().count(), 1001);
    }

    #[test]
    fn nothing_typed_becomes_a_link() {
        for text in ["https://evil.example/x", "mailto:a", "www.evil.example", "evil.example", "a@evil.example", "tel:112"] {
            let quoted = quoted(text, 99);
            assert!(quoted.contains(NOT_A_LINK), "{text}");
            assert_eq!(quoted.replace(NOT_A_LINK, ""), text);
        }
        for text in ["Hello. I sing, e. g. in choirs: two of them!", "at 5 @ home...", "Time: now"] {
            assert_eq!(quoted(text, 99), text);
        }
    }
}
