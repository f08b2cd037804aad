//! The words that posts are found by. Pure.
//!
//! Words are what Unicode calls so (UAX #29), of text in one form (NFKC, lower case), so that what is typed is found however it
//! was typed. A post is found by every word of its title and content, within bounds; a search wants all of its words.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::post::Post;
use crate::{
    keyspace::{self, Key},
    root::{Print, Roots},
};

/// How many different words of a post it is found by: its first.
const POST_WORDS_MAX: usize = 2_000;
/// How many different words of a search count: its first.
const SEARCH_WORDS_MAX: usize = 16;
/// How many characters of a word count: its first.
const WORD_CHARACTERS_MAX: usize = 64;

/// What somebody looks for: posts with all of these words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search(BTreeSet<String>);

impl Search {
    /// Reads what was typed. None where nothing was: then there is nothing to search for. What was typed without a word in it
    /// finds nothing.
    pub fn of(typed: &str) -> Option<Self> {
        if typed.trim().is_empty() { None } else { Some(Self(words(&[typed], SEARCH_WORDS_MAX))) }
    }

    /// The indexes of its words.
    pub(super) fn keys(&self, roots: &Roots) -> Vec<Key> {
        self.0.iter().map(|word| key(roots, word)).collect()
    }
}

/// The words that a post is found by: none while it is a draft.
pub(super) fn words_of(post: Option<&Post>) -> BTreeSet<String> {
    let published = post.filter(|post| post.published);
    published.map(|post| words(&[&post.title, &post.content], POST_WORDS_MAX)).unwrap_or_default()
}

/// The index of a word.
pub(super) fn key(roots: &Roots, word: &str) -> Key {
    keyspace::word(roots.print(Print::Word, word.as_bytes()))
}

fn words(texts: &[&str], most: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        let text = text.nfkc().collect::<String>().to_lowercase();
        for word in text.unicode_words() {
            if found.len() == most {
                return found;
            }
            found.insert(word.chars().take(WORD_CHARACTERS_MAX).collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn of(text: &str) -> Vec<String> {
        Search::of(text).unwrap().0.into_iter().collect()
    }

    #[test]
    fn words_are_found_however_they_are_typed() {
        assert_eq!(of("Straße, STRASSE & don't!"), ["don't", "strasse", "straße"]);
        assert_eq!(of("Cafe\u{301} CAFÉ café"), ["café"], "composed or not, small or capital");
        assert_eq!(of("ﬁne ＦＵＬＬ ①"), ["1", "fine", "full"], "compatibility forms");
        assert_eq!(of("ΟΔΟΣ"), of("οδος"), "a final sigma");
        assert_eq!(of("Привет, мир"), ["мир", "привет"]);
        assert_eq!(of("日本"), ["日", "本"]);
        assert_eq!(of("a\u{202e}b a\0b 3.14"), ["3.14", "a", "a\u{202e}b", "b"]);
    }

    #[test]
    fn nothing_typed_is_no_search_and_no_word_finds_nothing() {
        for blank in ["", "  ", "\n\t", "\u{3000}"] {
            assert_eq!(Search::of(blank), None);
        }
        for wordless in ["!?", "…", "🎉", "\u{200b}", "*"] {
            assert_eq!(of(wordless), [""; 0], "{wordless}");
        }
    }

    #[test]
    fn a_post_and_a_search_are_bounded() {
        let many = (0..5_000).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ");
        assert_eq!(words(&["title", &many], POST_WORDS_MAX).len(), POST_WORDS_MAX);
        assert!(words(&["title", &many], POST_WORDS_MAX).contains("title"));
        assert_eq!(of(&many).len(), SEARCH_WORDS_MAX);
        let long = "ä".repeat(65);
        assert_eq!(of(&long), ["ä".repeat(64)]);
        assert_eq!(of(&long), of(&"ä".repeat(64)), "a search cuts as a post does");
        assert!(of(&"\u{fdfa}".repeat(20_000)).len() <= SEARCH_WORDS_MAX, "one that NFKC makes eighteen of");
    }
}
