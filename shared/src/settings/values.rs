//! The forms that values take: numbers, switches, durations, lists, plain text and network addresses.
//!
//! Pure functions from text to a value or to what is wrong with it; none of them knows which setting it serves.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;

use super::faults::Wrong;

/// No duration is longer: ten years.
const DAYS_MAX: u64 = 3_650;

/// `true` or `on`, `false` or `off`.
pub(super) fn switch(text: &str) -> Result<bool, Wrong> {
    match text {
        "true" | "on" => Ok(true),
        "false" | "off" => Ok(false),
        _ => Err(Wrong::new("is neither true nor false", "write true or false, or on or off")),
    }
}

/// A whole number within bounds.
pub(super) fn number<N: FromStr + PartialOrd + std::fmt::Display>(text: &str, within: &RangeInclusive<N>) -> Result<N, Wrong> {
    text.parse()
        .ok()
        .filter(|number| within.contains(number))
        .ok_or_else(|| Wrong::new("is out of its range", format!("write a whole number from {} to {}", within.start(), within.end())))
}

/// `90s`, `15m`, `24h` or `7d`; from a second to ten years.
pub(super) fn duration(text: &str) -> Result<Duration, Wrong> {
    let wrong = || Wrong::new("is no duration", "write 90s, 15m, 24h or 7d; at least 1s, at most 3650d");
    let (count, seconds) = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400)]
        .into_iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))
        .ok_or_else(wrong)?;
    if !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let total = count.parse::<u64>().ok().and_then(|count| count.checked_mul(seconds)).ok_or_else(wrong)?;
    if total == 0 || total > DAYS_MAX * 86_400 {
        return Err(wrong());
    }
    Ok(Duration::from_secs(total))
}

/// The entries of a list, without the spaces around them. An empty entry is a slip and is left to the entry's own reader.
pub(super) fn entries(text: &str, separator: char) -> impl Iterator<Item = &str> {
    text.split(separator).map(str::trim)
}

/// A line that people read: no control characters, no line or paragraph separators, not longer than `max` characters.
pub(super) fn line(text: &str, max: usize) -> Result<String, Wrong> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > max {
        return Err(Wrong::new("has no text or too much", format!("write 1 to {max} characters")));
    }
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(Wrong::new("holds a control character", "write it on one line, as plain text"));
    }
    Ok(text.to_owned())
}

/// At most five questions, each once.
pub(super) fn questions(text: &str) -> Result<Vec<String>, Wrong> {
    let questions: Vec<String> = entries(text, '|').map(|question| line(question, 200)).collect::<Result<_, _>>()?;
    if questions.len() > 5 {
        return Err(Wrong::new("holds more than 5 questions", "ask less"));
    }
    if questions.iter().collect::<HashSet<_>>().len() < questions.len() {
        return Err(Wrong::new("asks the same twice", "ask each question once"));
    }
    Ok(questions)
}

/// Ready-made reasons of moderators, separated by `|`: each may stand in a letter.
pub(super) fn reasons(text: &str) -> Result<Vec<String>, Wrong> {
    let reasons: Vec<String> = entries(text, '|').map(|reason| line(reason, 200)).collect::<Result<_, _>>()?;
    if reasons.len() > 10 {
        return Err(Wrong::new("holds more than 10 reasons", "keep those that are used; moderators can write their own"));
    }
    if reasons.iter().collect::<HashSet<_>>().len() < reasons.len() {
        return Err(Wrong::new("gives the same reason twice", "give each reason once"));
    }
    Ok(reasons)
}

/// A folder that is there.
pub(super) fn folder(text: &str) -> Result<PathBuf, Wrong> {
    let path = PathBuf::from(text);
    if path.is_dir() {
        return Ok(path);
    }
    Err(Wrong::new("names no folder that this process can see", "make the folder, or correct the path; both processes read it"))
}

/// An address and a port to listen on.
pub(super) fn bind(text: &str) -> Result<SocketAddr, Wrong> {
    text.parse().map_err(|_| Wrong::new("is no address with a port", "write it like 127.0.0.1:8000 or [::1]:8000"))
}

/// Networks; an address alone is a network of one.
pub(super) fn networks(text: &str) -> Result<Vec<IpNet>, Wrong> {
    entries(text, ',')
        .map(|entry| entry.parse().or_else(|_| entry.parse().map(|address: std::net::IpAddr| address.into())))
        .collect::<Result<_, _>>()
        .map_err(|_| Wrong::new("holds something that is no network", "write networks like 10.0.0.0/8 or ::1, with commas"))
}

/// A filter for logs.
pub(super) fn log_filter(text: &str) -> Result<String, Wrong> {
    // The filter takes almost any word for the name of a part.
    match tracing_subscriber::EnvFilter::try_new(text) {
        Ok(_) if text.is_ascii() => Ok(text.to_owned()),
        _ => Err(Wrong::new("is no filter for logs", "write error, warn, info, debug or trace, or part=level with commas")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn durations_have_a_unit_and_bounds() {
        for (text, seconds) in [("90s", 90), ("15m", 900), ("24h", 86_400), ("7d", 604_800), ("3650d", 315_360_000)] {
            assert_eq!(duration(text).unwrap().as_secs(), seconds);
        }
        for text in ["", "7", "d", "0s", "-1s", "+1s", "1.5h", "1 h", "7D", "3651d", "99999999999999999999d", "9999999999999999999m", "1w"]
        {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn switches_and_numbers_are_exact() {
        assert_eq!((switch("on"), switch("false")), (Ok(true), Ok(false)));
        assert!(switch("TRUE").is_err() && switch("1").is_err());
        assert_eq!(number("8", &(8..=128)), Ok(8));
        assert!(number("7", &(8..=128)).is_err() && number("-1", &(0u8..=4)).is_err() && number("x", &(0u8..=4)).is_err());
    }

    #[test]
    fn lines_cannot_break_a_header() {
        assert_eq!(line(" Allotment ", 80).unwrap(), "Allotment");
        for text in ["", " ", "a\nb", "a\rb", "a\0b", "a\u{2028}b", "a\u{85}b", &"x".repeat(81)] {
            assert!(line(text, 80).is_err(), "{text:?}");
        }
    }

    #[test]
    fn questions_are_few_short_and_different() {
        assert_eq!(questions("Who? | Why?").unwrap(), ["Who?", "Why?"]);
        for text in ["a|b|c|d|e|f", "a||b", "a|a", &"x".repeat(201)] {
            assert!(questions(text).is_err(), "{text}");
        }
    }

    #[test]
    fn networks_and_binds() {
        assert_eq!(networks("10.0.0.0/8, ::1").unwrap(), ["10.0.0.0/8".parse().unwrap(), "::1/128".parse::<IpNet>().unwrap()]);
        assert!(networks("10.0.0.0/33").is_err() && networks("a,").is_err());
        assert!(bind("localhost:8000").is_err() && bind("[::1]:0").is_ok() && bind("127.0.0.1").is_err());
        assert!(log_filter("info,shared=debug").is_ok() && log_filter("a=b=c").is_err());
    }
}
