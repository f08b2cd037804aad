//! What a rule found: every fault at once, each with its place.

use crate::tree::File;

/// The faults of one rule.
pub struct Faults {
    rule: &'static str,
    lines: Vec<String>,
}

impl Faults {
    /// None yet. The rule is told to whoever broke it.
    pub const fn against(rule: &'static str) -> Self {
        Self { rule, lines: Vec::new() }
    }

    /// A fault at a line of a file; lines count from 1.
    pub fn at(&mut self, file: &File, line: usize, what: &str) {
        self.lines.push(format!("{}:{line}: {what}", file.path));
    }

    /// A fault that has no line.
    pub fn add(&mut self, what: String) {
        self.lines.push(what);
    }

    /// Ends the test, badly where anything was found.
    pub fn none(self) {
        assert!(self.lines.is_empty(), "\n{}\n  {}\n", self.rule, self.lines.join("\n  "));
    }
}
