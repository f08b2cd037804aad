//! A command as the operator writes it, split into words as a POSIX shell would, and no shell behind it.
//!
//! The rule: nothing is expanded and nothing is run here, so what a shell would do more with (variables, patterns,
//! pipes, comments, assignments) is a fault outside quotes: taken as it stands it would mean something else than was
//! meant. Written here because crates for this drop comments silently and do not tell what stood in quotes.

use std::str::Chars;

use super::faults::Wrong;
use super::values;

/// No command is longer, in characters.
const MAX: usize = 4_096;

/// The words, program first.
pub(super) fn split(text: &str) -> Result<Vec<String>, Wrong> {
    values::line(text, MAX)?;
    let mut argv = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = text.chars();
    while let Some(mark) = rest.next() {
        match mark {
            ' ' => argv.extend(word.take()),
            '\'' => single_quoted(&mut rest, word.get_or_insert_default())?,
            '"' => double_quoted(&mut rest, word.get_or_insert_default())?,
            '\\' => word.get_or_insert_default().push(rest.next().ok_or_else(unfinished)?),
            '$' | '`' | ';' | '|' | '&' | '<' | '>' | '(' | ')' | '*' | '?' | '[' => return Err(only_a_shell()),
            '#' | '~' if word.is_none() => return Err(only_a_shell()),
            plain => word.get_or_insert_default().push(plain),
        }
    }
    argv.extend(word);
    judge(argv)
}

fn single_quoted(rest: &mut Chars<'_>, word: &mut String) -> Result<(), Wrong> {
    loop {
        match rest.next().ok_or_else(unfinished)? {
            '\'' => return Ok(()),
            plain => word.push(plain),
        }
    }
}

fn double_quoted(rest: &mut Chars<'_>, word: &mut String) -> Result<(), Wrong> {
    loop {
        match rest.next().ok_or_else(unfinished)? {
            '"' => return Ok(()),
            '$' | '`' => return Err(only_a_shell()),
            '\\' => {
                let next = rest.next().ok_or_else(unfinished)?;
                // Before anything else the backslash stands for itself (POSIX, 2.2.3).
                if !matches!(next, '$' | '`' | '"' | '\\') {
                    word.push('\\');
                }
                word.push(next);
            }
            plain => word.push(plain),
        }
    }
}

/// The program must be one: a shell would take an assignment away before it looks for the program.
fn judge(argv: Vec<String>) -> Result<Vec<String>, Wrong> {
    match argv.first().map(String::as_str) {
        None | Some("") => Err(Wrong::new("names no program", "write the program first, then its arguments")),
        Some(program) if program.starts_with('-') => Err(Wrong::new("begins with an option", "write the program first")),
        Some(program) if program.contains('=') => {
            Err(Wrong::new("begins with a variable", "put the program env before it: env NAME=value …"))
        }
        Some(_) => Ok(argv),
    }
}

fn unfinished() -> Wrong {
    Wrong::new("ends within quotes or behind a backslash", "close every quote")
}

fn only_a_shell() -> Wrong {
    Wrong::new(
        "holds a mark that only a shell understands, and no shell reads it",
        "write everything out, and put a mark that is meant as it stands between single quotes",
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_splits_them() {
        for (text, argv) in [
            ("env", &["env"][..]),
            ("docker exec  -i mastodon-web-1", &["docker", "exec", "-i", "mastodon-web-1"]),
            ("env RAILS_ENV=production", &["env", "RAILS_ENV=production"]),
            ("ssh -T 'gate keeper@host'", &["ssh", "-T", "gate keeper@host"]),
            (r#"a "b c"d'e f' \  \" "" ''"#, &["a", "b cde f", " ", "\"", "", ""]),
            (r#"a "\$ \` \" \\ \n""#, &["a", r#"$ ` " \ \n"#]),
            (r"a '$(id) `id` \ ;|&<>()*?[#~'", &["a", r"$(id) `id` \ ;|&<>()*?[#~"]),
            ("a b#c d~e {f,g} --format={{.ID}}", &["a", "b#c", "d~e", "{f,g}", "--format={{.ID}}"]),
            ("a\u{a0}b ä", &["a\u{a0}b", "ä"]),
        ] {
            assert_eq!(split(text).unwrap(), argv, "{text}");
        }
    }

    #[test]
    fn what_only_a_shell_understands_is_a_fault_that_does_not_show_it() {
        for text in [
            "s3cret $HOME",
            "s3cret \"$HOME\"",
            "s3cret `id`",
            "s3cret \"`id`\"",
            "s3cret ; id",
            "s3cret|id",
            "s3cret &",
            "s3cret > /x",
            "s3cret < /x",
            "(s3cret)",
            "s3cret *",
            "s3cret a?",
            "s3cret [a]",
            "s3cret # so",
            "~/s3cret",
            "s3cret 'a",
            "s3cret \"a",
            "s3cret \"a\\",
            "s3cret \\",
            "s3cret\nid",
            "s3cret\tid",
            "s3cret\0id",
            "s3cret\u{2028}id",
            "-s3cret",
            "'' s3cret",
            "S3CRET=s3cret rails",
            "",
            "  ",
            &"s3cret".repeat(1_000),
        ] {
            assert!(!format!("{:?}", split(text).unwrap_err()).contains("s3cret"), "{text:?}");
        }
    }
}
