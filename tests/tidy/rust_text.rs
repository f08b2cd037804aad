//! Just enough understanding of Rust: what is comment, what is text, what is test, where a function ends.
//!
//! Nothing is parsed. Comments, texts and test modules are replaced by spaces, so that every line keeps its number and
//! every brace that is left is a real one.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::tree::{File, words};

/// A source file in three readings of the same length.
pub struct Views {
    /// Comments blanked, texts kept, test modules blanked.
    pub said: String,
    /// Comments and texts blanked, test modules blanked.
    pub code: String,
    /// Comments and texts blanked, test modules kept.
    pub code_and_tests: String,
}

/// Reads a source file.
pub fn views(source: &str) -> Views {
    let letters: Vec<char> = source.chars().collect();
    let (mut said, mut code) = (letters.clone(), letters.clone());
    let mut at = 0;
    while at < letters.len() {
        let (end, kind) = token(&letters, at);
        match kind {
            Kind::Comment => {
                blank(&mut said, at..end);
                blank(&mut code, at..end);
            }
            Kind::Text => blank(&mut code, at..end),
            Kind::Code => {}
        }
        at = end;
    }
    let code_and_tests: String = code.iter().collect();
    for tests in test_ranges(&code) {
        blank(&mut said, tests.clone());
        blank(&mut code, tests);
    }
    Views { said: said.into_iter().collect(), code: code.into_iter().collect(), code_and_tests }
}

enum Kind {
    Comment,
    Text,
    Code,
}

/// Where what begins here ends, and what it is.
fn token(letters: &[char], at: usize) -> (usize, Kind) {
    let here = |offset: usize| letters.get(at + offset).copied().unwrap_or('\n');
    let inside_word = at > 0 && letters.get(at - 1).is_some_and(|before| before.is_alphanumeric() || *before == '_');
    match here(0) {
        '/' if here(1) == '/' => (position(letters, at, |rest| rest[0] == '\n'), Kind::Comment),
        '/' if here(1) == '*' => (block_comment(letters, at), Kind::Comment),
        '"' => (quoted(letters, at + 1, '"'), Kind::Text),
        'r' if !inside_word && matches!(here(1), '"' | '#') => raw_text(letters, at + 1),
        'b' if !inside_word && here(1) == 'r' && matches!(here(2), '"' | '#') => raw_text(letters, at + 2),
        // A lifetime has no closing quote two places on; a character has.
        '\'' if here(1) == '\\' || here(2) == '\'' => (quoted(letters, at + 1, '\''), Kind::Text),
        _ => (at + 1, Kind::Code),
    }
}

fn position(letters: &[char], from: usize, found: impl Fn(&[char]) -> bool) -> usize {
    (from..letters.len()).find(|at| found(&letters[*at..])).unwrap_or(letters.len())
}

fn block_comment(letters: &[char], from: usize) -> usize {
    let (mut depth, mut at) = (0_usize, from);
    while at < letters.len() {
        match letters[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] if depth == 1 => return at + 2,
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn quoted(letters: &[char], from: usize, mark: char) -> usize {
    let mut at = from;
    while at < letters.len() && letters[at] != mark {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(letters.len())
}

/// `r"…"` and `r#"…"#`; `r#type` is a word.
fn raw_text(letters: &[char], from: usize) -> (usize, Kind) {
    let hashes = letters[from..].iter().take_while(|letter| **letter == '#').count();
    if letters.get(from + hashes) != Some(&'"') {
        return (from, Kind::Code);
    }
    let ends = |rest: &[char]| rest[0] == '"' && rest.len() > hashes && rest[1..=hashes].iter().all(|letter| *letter == '#');
    ((position(letters, from + hashes + 1, ends) + 1 + hashes).min(letters.len()), Kind::Text)
}

fn blank(letters: &mut [char], range: Range<usize>) {
    for letter in letters.get_mut(range).into_iter().flatten().filter(|letter| **letter != '\n') {
        *letter = ' ';
    }
}

const TEST_MARK: &str = "#[cfg(test)]";

/// Everything under `#[cfg(test)]` that has braces: modules, functions, blocks of `impl`.
fn test_ranges(code: &[char]) -> Vec<Range<usize>> {
    let mark: Vec<char> = TEST_MARK.chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < code.len() {
        if code[at..].starts_with(&mark) {
            let end = item_end(code, at + mark.len());
            ranges.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    ranges
}

/// Behind the item that begins here: its closing brace, or the semicolon of one without a body.
fn item_end(code: &[char], from: usize) -> usize {
    let (mut braces, mut others) = (0_i32, 0_i32);
    for (at, letter) in code.iter().enumerate().skip(from) {
        match letter {
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            '{' => braces += 1,
            '}' if braces == 1 && others == 0 => return at + 1,
            '}' => braces -= 1,
            ';' if braces == 0 && others == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// A function: its name, its first line, how many lines it has.
pub struct Function {
    /// What it is called.
    pub name: String,
    /// Where it begins, from 1.
    pub line: usize,
    /// From `fn` to its closing brace.
    pub lines_count: usize,
}

/// Every function in this reading.
pub fn functions(code: &str) -> Vec<Function> {
    let letters: Vec<char> = code.chars().collect();
    let mut functions = Vec::new();
    let mut line = 1;
    for (at, letter) in letters.iter().enumerate() {
        line += usize::from(*letter == '\n');
        let begins_word = at == 0 || letters[at - 1].is_whitespace();
        if !begins_word || !letters[at..].starts_with(&['f', 'n', ' ']) {
            continue;
        }
        let name: String = letters[at + 3..].iter().take_while(|letter| letter.is_alphanumeric() || **letter == '_').collect();
        let end = item_end(&letters, at);
        if !name.is_empty() {
            let newlines = letters[at..end].iter().filter(|letter| **letter == '\n').count();
            functions.push(Function { name, line, lines_count: newlines + 1 });
        }
    }
    functions
}

/// The files that are test modules as a whole: declared under `#[cfg(test)]`, and what they declare in turn.
pub fn test_modules(files: &[File]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files {
        let code = file.views().code_and_tests;
        for (at, _) in code.match_indices(TEST_MARK) {
            let item = code[at + TEST_MARK.len()..].split([';', '{']).next().unwrap_or_default();
            let mut rest = words(item).skip_while(|word| *word != "mod").skip(1);
            let Some(name) = rest.next() else { continue };
            let home = module_folder(&file.path);
            let below = format!("{home}/{name}/");
            let own = format!("{home}/{name}.rs");
            found.extend(files.iter().map(|other| &other.path).filter(|path| **path == own || path.starts_with(&below)).cloned());
        }
    }
    found
}

/// The folder in which the modules lie that this file declares.
fn module_folder(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        name => format!("{folder}/{}", name.trim_end_matches(".rs")),
    }
}

#[test]
fn comments_texts_and_tests_are_told_from_code() {
    let source = "fn a<'x>() { // }\n  let b = '}'; /* { /* { */ */ let c = r#\"}\"{\"#; let d = \"\\\"}\"; }\n#[cfg(test)]\nmod tests { fn e() {} }\nfn f() {}\n";
    let views = views(source);
    assert!(views.said.contains("\\\"}") && !views.said.contains("// }"));
    let names = |text: &str| functions(text).into_iter().map(|function| (function.name, function.lines_count)).collect::<Vec<_>>();
    assert_eq!(names(&views.code), [("a".to_owned(), 2), ("f".to_owned(), 1)]);
    assert_eq!(names(&views.code_and_tests).len(), 3);
}
