//! Addresses that stand in a text as they are: where each begins and ends. Pure, and nothing here judges where one leads.
//!
//! The rule: an address begins with its scheme where no word is cut by it, and ends before white space, signs that no address
//! holds, and the marks that end a sentence around it.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// What it says.
    pub(super) text: &'a str,
    /// It looks like an address.
    pub(super) is_address: bool,
}

const SCHEMES: [&str; 2] = ["https://", "http://"];

/// The text in pieces, in their order; nothing is left out.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut done, mut from) = (Vec::new(), 0, 0);
    let piece = |begin: usize, end: usize, is_address| text.get(begin..end).map(|text| Piece { text, is_address });
    while let Some(begin) = text.get(from..).and_then(next).map(|at| from + at) {
        let rest = text.get(begin..).unwrap_or_default();
        let end = begin + length(rest);
        let starts_word = !text.get(..begin).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
        if starts_word && !SCHEMES.contains(&rest.get(..end - begin).unwrap_or_default()) {
            pieces.extend(piece(done, begin, false).filter(|piece| !piece.text.is_empty()));
            pieces.extend(piece(begin, end, true));
            done = end;
        }
        from = end;
    }
    pieces.extend(piece(done, text.len(), false).filter(|piece| !piece.text.is_empty()));
    pieces
}

/// Where the next scheme stands. Both begin alike, and a text is gone through once.
fn next(text: &str) -> Option<usize> {
    let begins = |at: &usize| text.get(*at..).is_some_and(|rest| SCHEMES.iter().any(|scheme| rest.starts_with(scheme)));
    text.match_indices("http").map(|(at, _)| at).find(begins)
}

/// How long the address is that a text begins with: never shorter than its scheme.
fn length(text: &str) -> usize {
    let scheme = SCHEMES.iter().find(|scheme| text.starts_with(**scheme)).map_or(0, |scheme| scheme.len());
    let mut address = text.split(ends).next().unwrap_or_default();
    let more = |close: char, open: char| address.matches(close).count().saturating_sub(address.matches(open).count());
    let (mut round, mut square) = (more(')', '('), more(']', '['));
    while let Some(last) = address.chars().next_back() {
        let is_more = |count: &mut usize| count.checked_sub(1).map(|less| *count = less).is_some();
        let hangs = match last {
            ')' => is_more(&mut round),
            ']' => is_more(&mut square),
            _ => matches!(last, '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '_' | '~' | '…'),
        };
        match address.strip_suffix(last).filter(|_| hangs && address.len() > scheme) {
            Some(shorter) => address = shorter,
            None => break,
        }
    }
    address.len().max(scheme)
}

/// Signs that no address is written with, whatever its script: those of other marks, quotes, and the full stops of scripts
/// without spaces.
fn ends(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '{' | '}' | '\u{ad}' | '\u{feff}')
        || matches!(c, '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{61c}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
        || matches!(c, '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        pieces(text).into_iter().filter(|piece| piece.is_address).map(|piece| piece.text).collect()
    }

    #[test]
    fn an_address_ends_where_a_reader_would_end_it() {
        for (text, found) in [
            ("see https://example.org/a_b?c=d&e#f.", "https://example.org/a_b?c=d&e#f"),
            ("(https://example.org/wiki/Bee_(insect))", "https://example.org/wiki/Bee_(insect)"),
            ("“http://example.org”, he said", "http://example.org"),
            ("http://example.org/?!", "http://example.org/"),
            ("請看https://example.org/蜂。謝謝", "https://example.org/蜂"),
            ("請看 https://example.org/蜂。謝謝", "https://example.org/蜂"),
            ("مرحبا https://example.org/نحل، شكرا", "https://example.org/نحل"),
            ("https://example.org\u{202e}gro.live", "https://example.org"),
            ("xhttps://example.org", ""),
            ("https://", ""),
            ("https://...", ""),
            ("http:/example.org", ""),
        ] {
            assert_eq!(addresses(text).join(" "), found, "{text}");
        }
        assert_eq!(
            addresses("http://a.example,https://b.example http://c.example"),
            ["http://a.example,https://b.example", "http://c.example"]
        );
    }

    #[test]
    fn nothing_of_a_text_is_lost() {
        for text in ["", "a", "https://a.example", "a https://a.example. b", "https://https://", "é https://é.example/é é", "xhttp://y"]
        {
            assert_eq!(pieces(text).into_iter().map(|piece| piece.text).collect::<String>(), text);
        }
    }
}
