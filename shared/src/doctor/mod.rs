//! The doctor: what both processes can say of an installation before, and while, it runs: what is wrong, what people would feel
//! of it, and the next step that mends it.
//!
//! | module | what it looks at |
//! |---|---|
//! | [`settings`], [`files`] | what the operator wrote, and who else may read it |
//! | [`public_url`] | where links lead |
//! | [`redis`], [`keys`] | where everything rests, and whether the key ring opens it |
//! | [`reach`] | whether anything listens at an address |
//! | [`page`] | how findings are shown |
//!
//! The rules: a look leaves nothing behind, is over in time whatever hangs, and says no secret and nobody's address. Mail,
//! homeserver and instance are the worker's to look at, its own socket the API's.

pub mod files;
pub mod keys;
pub mod page;
pub mod public_url;
pub mod reach;
pub mod redis;
pub mod settings;

use std::borrow::Cow;
use std::pin::Pin;
use std::time::Duration;

use futures_util::future::join_all;
use serde::Serialize;
use tokio::time::timeout;

use crate::settings::Faults;

/// How long one look may take.
pub const LOOK_MAX: Duration = Duration::from_secs(5);

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing is to be done.
    Ok,
    /// It works; somebody may still want to know.
    Advice,
    /// It works until it does not, or works for the wrong people.
    Warning,
    /// It does not work.
    Fault,
}

/// One thing that was looked at, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is called, the same in every release: the part, a dot, and a word.
    pub id: &'static str,
    /// The setting to change, or the part.
    #[serde(rename = "where")]
    pub place: Cow<'static, str>,
    /// How bad it is.
    pub level: Level,
    /// What is so.
    pub what: Cow<'static, str>,
    /// What people feel of it if it is left so; empty where it is well.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub why: Cow<'static, str>,
    /// The next step; empty where it is well.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub mend: Cow<'static, str>,
}

impl Finding {
    fn new(level: Level, id: &'static str, place: impl Into<Cow<'static, str>>, what: impl Into<Cow<'static, str>>) -> Self {
        Self { id, place: place.into(), level, what: what.into(), why: "".into(), mend: "".into() }
    }

    /// It is well.
    pub fn ok(id: &'static str, place: impl Into<Cow<'static, str>>, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Level::Ok, id, place, what)
    }

    /// Somebody may want to know.
    pub fn advice(id: &'static str, place: impl Into<Cow<'static, str>>, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Level::Advice, id, place, what)
    }

    /// It goes wrong some day, or for the wrong people.
    pub fn warning(id: &'static str, place: impl Into<Cow<'static, str>>, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Level::Warning, id, place, what)
    }

    /// It does not work.
    pub fn fault(id: &'static str, place: impl Into<Cow<'static, str>>, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Level::Fault, id, place, what)
    }

    /// What people feel of it if it is left so.
    #[must_use]
    pub fn because(mut self, why: impl Into<Cow<'static, str>>) -> Self {
        self.why = why.into();
        self
    }

    /// The next step.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<Cow<'static, str>>) -> Self {
        self.mend = mend.into();
        self
    }

    /// The part that it belongs to: the first word of its id.
    pub fn part(&self) -> &'static str {
        self.id.split('.').next().unwrap_or(self.id)
    }
}

/// What a look says, once it has looked.
pub type Looked<'a> = Pin<Box<dyn Future<Output = Vec<Finding>> + Send + 'a>>;

/// One look at something, of a table of looks.
pub struct Look<S: ?Sized> {
    /// The finding where no answer comes in time.
    pub id: &'static str,
    /// What is looked at then.
    pub place: &'static str,
    /// The look itself.
    pub look: fn(&S) -> Looked<'_>,
    /// How long it may take.
    pub at_most: Duration,
}

/// Looks at all of it at once; the findings are in the order of the table.
pub async fn examine<S: Sync + ?Sized>(subject: &S, table: &[Look<S>]) -> Vec<Finding> {
    let looks = table
        .iter()
        .map(async |row| timeout(row.at_most, (row.look)(subject)).await.unwrap_or_else(|_| vec![late(row.id, row.place, row.at_most)]));
    join_all(looks).await.into_iter().flatten().collect()
}

fn late(id: &'static str, place: &'static str, at_most: Duration) -> Finding {
    Finding::fault(id, place, format!("There was no answer within {} seconds.", at_most.as_secs()))
        .because("Whoever waits for it waits in vain: letters, accounts or pages come late or not at all.")
        .mend("Look whether it is overloaded, stuck, or behind a firewall that says nothing, and ask again.")
}

/// Everything that was found.
#[derive(Debug)]
pub struct Report {
    findings: Vec<Finding>,
    are_settings_read: bool,
}

impl Report {
    /// What was found with settings that can be read, or could not.
    pub fn new(findings: Vec<Finding>, are_settings_read: bool) -> Self {
        Self { findings, are_settings_read }
    }

    /// Every finding, in the order in which it is told.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How the process ends: 0 where nothing has to be mended, 1 where something has, 78 where the settings cannot be read.
    pub fn exit_code(&self) -> u8 {
        if !self.are_settings_read {
            return Faults::EXIT;
        }
        u8::from(self.findings.iter().any(|finding| finding.level >= Level::Warning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_look_has_a_deadline_and_keeps_no_other_waiting() {
        let short = Duration::from_millis(20);
        let table: [Look<()>; 2] = [
            Look { id: "a.late", place: "A", look: |()| Box::pin(std::future::pending()), at_most: short },
            Look { id: "b.late", place: "B", look: |()| Box::pin(async { vec![Finding::ok("b.well", "B", "Here.")] }), at_most: short },
        ];
        let found = examine(&(), &table).await;
        let seen: Vec<_> = found.iter().map(|finding| (finding.id, finding.level)).collect();
        assert_eq!(seen, [("a.late", Level::Fault), ("b.well", Level::Ok)]);
        assert!(found.iter().all(|finding| finding.level == Level::Ok || !(finding.why.is_empty() || finding.mend.is_empty())));
    }

    #[test]
    fn the_process_ends_by_the_worst_that_was_found() {
        let exit = |level, is_read| Report::new(vec![Finding::new(level, "a.b", "A", "So.")], is_read).exit_code();
        assert_eq!([exit(Level::Ok, true), exit(Level::Advice, true)], [0, 0]);
        assert_eq!([exit(Level::Warning, true), exit(Level::Fault, true)], [1, 1]);
        assert_eq!(exit(Level::Fault, false), 78);
    }
}
