//! How findings are shown: to a person, part by part, with the worst told in words and not only in colour, and a last line that
//! counts; or as JSON for a program.
//!
//! The rule: away from a terminal a line is one line and holds nothing but text, so that it can be searched and kept.

use std::fmt::Write;
use std::io::IsTerminal;

use super::{Finding, Level, Report};

/// Where lines are broken on a terminal.
const WIDTH: usize = 92;

/// For whom it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A person before a terminal.
    Terminal,
    /// A person, by way of a file or a pipe.
    Plain,
    /// A program.
    Json,
}

impl Reader {
    /// Who reads what this process writes to stdout.
    pub fn of_stdout(json: bool) -> Self {
        match json {
            true => Self::Json,
            false if std::io::stdout().is_terminal() => Self::Terminal,
            false => Self::Plain,
        }
    }
}

/// The parts, in the order in which they are told, as people call them.
const PARTS: [(&str, &str); 13] = [
    ("settings", "Settings"),
    ("files", "Files with secrets"),
    ("overrides", "The operator's own folder"),
    ("keys", "Key ring"),
    ("redis", "Redis"),
    ("api", "The API itself"),
    ("metrics", "Address for monitoring"),
    ("public-url", "Public address"),
    ("people", "People"),
    ("mail", "Mail"),
    ("matrix", "Matrix"),
    ("mastodon", "Mastodon"),
    ("workers", "Workers"),
];

/// The whole page.
pub fn page(report: &Report, reader: Reader) -> String {
    if reader == Reader::Json {
        return serde_json::to_string_pretty(&in_order(report)).unwrap_or_default() + "\n";
    }
    let mut page = String::new();
    for (part, title) in PARTS {
        let mut findings = in_order(report).into_iter().filter(|finding| finding.part() == part).peekable();
        if findings.peek().is_some() {
            let _ = writeln!(page, "{title}");
            findings.for_each(|finding| put(&mut page, finding, reader));
            page.push('\n');
        }
    }
    page + &last_line(report)
}

/// By part, and within a part as they were found.
fn in_order(report: &Report) -> Vec<&Finding> {
    let place = |finding: &&Finding| PARTS.iter().position(|(part, _)| finding.part() == *part).unwrap_or(PARTS.len());
    let mut findings: Vec<&Finding> = report.findings().iter().collect();
    findings.sort_by_key(place);
    findings
}

fn put(page: &mut String, finding: &Finding, reader: Reader) {
    let (word, mark, colour) = match finding.level {
        Level::Ok => ("ok", "✓", "32"),
        Level::Advice => ("advice", "·", "36"),
        Level::Warning => ("warning", "!", "33"),
        Level::Fault => ("FAULT", "✗", "31;1"),
    };
    let Finding { place, what, why, mend, id, level } = finding;
    let head = if reader == Reader::Terminal { format!("  \u{1b}[{colour}m{mark} {word:<7}\u{1b}[0m  ") } else { format!("  {word:<7}  ") };
    let said = if *level == Level::Ok { what.to_string() } else { format!("{what} [{place}]") };
    put_words(page, &head, 13, &said, reader);
    for (name, words) in [("Why:", why), ("Mend:", mend)].into_iter().filter(|(_, words)| !words.is_empty()) {
        put_words(page, &format!("             {name:<6}"), 19, words, reader);
    }
    if *level > Level::Advice && reader == Reader::Terminal {
        let _ = writeln!(page, "             \u{1b}[2m({id})\u{1b}[0m");
    }
}

/// Words behind a head that is so wide; on a terminal the lines after the first begin under the words.
fn put_words(page: &mut String, head: &str, indent: usize, words: &str, reader: Reader) {
    page.push_str(head);
    if reader != Reader::Terminal {
        page.push_str(words);
        page.push('\n');
        return;
    }
    let mut at = indent;
    for word in words.split(' ') {
        let length = word.chars().count() + 1;
        if at + length > WIDTH && at > indent {
            let _ = write!(page, "\n{:indent$}", "");
            at = indent;
        }
        if at > indent {
            page.push(' ');
        }
        page.push_str(word);
        at += length;
    }
    page.push('\n');
}

/// How many of each, and what to do first.
fn last_line(report: &Report) -> String {
    let count = |level| report.findings().iter().filter(|finding| finding.level == level).count();
    let (faults, warnings, advice) = (count(Level::Fault), count(Level::Warning), count(Level::Advice));
    let of = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let parts: Vec<String> =
        [of(faults, "fault", "faults"), of(warnings, "warning", "warnings"), of(advice, "piece of advice", "pieces of advice")]
            .into_iter()
            .flatten()
            .collect();
    let next = match (faults, warnings) {
        (0, 0) => "Nothing has to be mended.",
        (0, _) => "It works; mend the warnings before they hurt.",
        _ => "Mend the first fault and ask again: others often go with it.",
    };
    if parts.is_empty() { format!("All is well. {next}\n") } else { format!("{}. {next}\n", parts.join(", ")) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    fn report() -> Report {
        let bad = Finding::fault("redis.memory", "GATELODGE_REDIS_URL", "It is full.").because("Nobody gets in.").mend("Give it more.");
        let advice = Finding::advice("settings.unused", "X", "It is not read.").because("Nothing.").mend("Take it away.");
        Report::new(vec![bad, Finding::ok("settings.read", "settings", "They can be read."), advice], true)
    }

    #[test]
    fn a_plain_page_goes_by_parts_and_counts_at_the_end() {
        let expected = "Settings\n  ok       They can be read.\n  advice   It is not read. [X]\n             Why:  Nothing.\n             Mend: Take it away.\n\n\
                        Redis\n  FAULT    It is full. [GATELODGE_REDIS_URL]\n             Why:  Nobody gets in.\n             Mend: Give it more.\n\n\
                        1 fault, 1 piece of advice. Mend the first fault and ask again: others often go with it.\n";
        assert_eq!(page(&report(), Reader::Plain), expected);
        assert_eq!(page(&Report::new(Vec::new(), true), Reader::Plain), "All is well. Nothing has to be mended.\n");
    }

    #[test]
    fn a_terminal_shows_marks_and_words_and_breaks_its_lines() {
        let long = "word ".repeat(60);
        let finding = Finding::warning("mail.plain", "GATELODGE_SMTP_URL", long.trim_end().to_owned()).because(long.clone()).mend("Do it.");
        let shown = page(&Report::new(vec![finding], true), Reader::Terminal);
        assert!(shown.contains("! warning") && shown.contains("(mail.plain)") && shown.contains('\u{1b}'), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= WIDTH + 12), "{shown}");
    }

    #[test]
    fn a_program_gets_every_field() {
        let json: Vec<serde_json::Value> = serde_json::from_str(&page(&report(), Reader::Json)).unwrap();
        let [well, _, bad] = json.as_slice() else { unreachable!("three findings") };
        assert!(well.get("why").is_none() && well.get("mend").is_none());
        let expected = serde_json::json!({"id": "redis.memory", "where": "GATELODGE_REDIS_URL", "level": "fault", "what": "It is full.",
                                          "why": "Nobody gets in.", "mend": "Give it more."});
        assert_eq!(*bad, expected);
    }
}
