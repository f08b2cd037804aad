//! What one look finds as it goes, and what it has still to look at: so that a deadline takes away neither.

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Finding;

/// More is not listed one by one.
const LISTED_MAX: usize = 5;

/// What a look writes down.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    findings: Vec<Finding>,
    open: Vec<Cow<'static, str>>,
}

impl Notes {
    /// What is to be looked at, as it is called in a list. Until it has been, it is told as not looked at.
    pub fn to_look_at<W: Into<Cow<'static, str>>>(&self, what: impl IntoIterator<Item = W>) {
        self.lock().open.extend(what.into_iter().map(Into::into));
    }

    /// That this has been looked at, and what was found.
    pub fn looked_at(&self, what: &str, findings: impl IntoIterator<Item = Finding>) {
        let mut noted = self.lock();
        noted.open.retain(|open| open != what);
        noted.findings.extend(findings);
    }

    /// What was found.
    pub fn add(&self, findings: impl IntoIterator<Item = Finding>) {
        self.lock().findings.extend(findings);
    }

    /// Whether nothing was found so far.
    pub fn is_empty(&self) -> bool {
        self.lock().findings.is_empty()
    }

    /// What was found, and what was not looked at.
    pub(super) fn close(self) -> (Vec<Finding>, Vec<Cow<'static, str>>) {
        let Noted { findings, open } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        (findings, open)
    }

    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// As words of one sentence.
pub(super) fn listed(words: &[Cow<'static, str>]) -> String {
    let shown = words.iter().take(LISTED_MAX).map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    match words.len().checked_sub(LISTED_MAX) {
        None | Some(0) => shown,
        Some(more) => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_ends_with_a_number() {
        let words = |count: usize| (0..count).map(|at| Cow::from(at.to_string())).collect::<Vec<_>>();
        assert_eq!(listed(&words(2)), "0, 1");
        assert_eq!(listed(&words(5)), "0, 1, 2, 3, 4");
        assert_eq!(listed(&words(45)), "0, 1, 2, 3, 4 and 40 more");
    }
}
