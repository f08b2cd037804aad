//! What people type and others read: answers, words of moderators, posts, and whatever of these stands in a letter.
//!
//! The rule, one for pages and letters: a text shows what its signs say in the order in which they were typed, and counts as
//! empty where nobody sees any of it. Joiners stay; several scripts need them. Escaping a text is left to whoever shows it.

/// The text, its line ends of every kind `\n`, without other controls than the tabulator and without what [`steers`].
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || steers(*c))).collect()
}

/// Direction marks, overrides and isolates, zero-width and tag characters, byte order marks, soft hyphens: nothing that a
/// reader sees, everything that makes a reader see something else.
pub const fn steers(char: char) -> bool {
    matches!(char,
        '\0' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a reader sees anything of a text.
pub fn is_visible(text: &str) -> bool {
    !text.chars().all(is_unseen)
}

/// Space, controls, what Unicode tells programs to draw nothing for (`Default_Ignorable_Code_Point`), and Braille's blank.
fn is_unseen(char: char) -> bool {
    char.is_whitespace()
        || char.is_control()
        || steers(char)
        || matches!(char, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}')
        || matches!(char, '\u{200c}' | '\u{200d}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}')
        || matches!(char, '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
        || matches!(char, '\u{e0080}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nothing_turns_the_order_of_reading_around() {
        assert_eq!(lines("\u{202e}rotaredom a ton ma I\u{202c}"), "rotaredom a ton ma I");
        for steering in ['\u{200e}', '\u{200f}', '\u{61c}'].into_iter().chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
            assert_eq!(lines(&format!("a{steering}b")), "ab", "{}", steering.escape_unicode());
        }
        for needed in ["می\u{200c}خواهم", "👩\u{200d}🌾", "ক্\u{200d}ষ", "❤\u{fe0f}", "a\tb"] {
            assert_eq!(lines(needed), needed);
        }
    }

    #[test]
    fn line_ends_are_alike_and_controls_are_gone() {
        assert_eq!(lines("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\0\u{1b}[1m\u{9b}g"), "a\nb\nc\nd\ne\nf[1mg");
    }

    #[test]
    fn what_nobody_sees_is_not_visible() {
        let unseen = ["", " ", "\u{200b}", "\u{3164}\u{feff}", "\u{202e}\n", "\u{2800}", "\u{200d}\u{200c}", "\u{17b4}", "\u{e0100}"];
        let seen: BTreeSet<&str> = unseen.into_iter().filter(|text| is_visible(text)).collect();
        assert_eq!(seen, BTreeSet::new());
        for text in ["a", "🎉", "!", " 日 ", "\u{200b}.", "é", "أ"] {
            assert!(is_visible(text), "{text}");
        }
    }
}
