//! The doctor: what both processes can say of an installation before, and while, it runs: what is wrong, what people would feel
//! of it, and the next step that mends it.
//!
//! | module | what it looks at |
//! |---|---|
//! | [`settings`], [`files`], [`identity`] | what the operator wrote, and who else may read it |
//! | [`overrides`] | the folder with the operator's own face |
//! | [`public_url`] | where links lead |
//! | [`redis`], [`keys`] | where everything rests, and whether the key ring opens it |
//! | [`reach`], [`listen`] | whether anything listens at an address, and whether we could |
//! | [`metrics`] | where a process tells its monitoring how it does |
//! | [`notes`], [`page`] | what a look finds as it goes, and how findings are shown |
//!
//! The rules: a look leaves nothing behind, is over in time whatever hangs, and says no secret and nobody's address. Mail,
//! homeserver and instance are the worker's to look at, its own socket the API's.

pub mod files;
pub mod identity;
pub mod keys;
pub mod listen;
pub mod metrics;
pub mod notes;
pub mod overrides;
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

pub use notes::Notes;

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

/// A look that goes on.
pub type Looking<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// One look at something, of a table of looks.
pub struct Look<S: ?Sized> {
    /// The finding where no answer comes in time.
    pub id: &'static str,
    /// What is looked at then.
    pub place: &'static str,
    /// The look itself, which notes what it finds as it goes.
    pub look: for<'a> fn(&'a S, &'a Notes) -> Looking<'a>,
    /// How long it may take.
    pub at_most: Duration,
}

/// Looks at all of it at once; the findings are in the order of the table. A look whose time is over keeps what it found until
/// then, and is told as late.
pub async fn examine<S: Sync + ?Sized>(subject: &S, table: &[Look<S>]) -> Vec<Finding> {
    let looks = table.iter().map(async |row| {
        let notes = Notes::default();
        let is_late = timeout(row.at_most, (row.look)(subject, &notes)).await.is_err();
        let (mut findings, open) = notes.close();
        findings.extend(is_late.then(|| late(row.id, row.place, row.at_most, &open)));
        findings
    });
    join_all(looks).await.into_iter().flatten().collect()
}

fn late(id: &'static str, place: &'static str, at_most: Duration, open: &[Cow<'static, str>]) -> Finding {
    let seconds = at_most.as_secs();
    let what = match open {
        [] => format!("There was no answer within {seconds} seconds."),
        open => format!("There was no answer within {seconds} seconds. Not looked at: {}.", notes::listed(open)),
    };
    Finding::fault(id, place, what)
        .because("Whoever waits for it waits in vain: letters, accounts or pages come late or not at all.")
        .mend("Look whether it is overloaded, stuck, or behind a firewall that says nothing, and ask again.")
}

/// Everything that was found.
#[derive(Debug)]
pub struct Report {
    findings: Vec<Finding>,
    can_start: bool,
}

impl Report {
    /// What was found with settings that a process starts with, or does not.
    pub fn new(findings: Vec<Finding>, can_start: bool) -> Self {
        Self { findings, can_start }
    }

    /// Every finding, in the order in which it is told.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How the process ends: 0 where nothing has to be mended, 1 where something has, 78 where the settings, or the folder of
    /// overrides that they name, let no process start.
    pub fn exit_code(&self) -> u8 {
        if !self.can_start {
            return Faults::EXIT;
        }
        u8::from(self.findings.iter().any(|finding| finding.level >= Level::Warning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_look_has_a_deadline_and_keeps_no_other_waiting() {
        let table: [Look<()>; 2] = [
            Look { id: "a.late", place: "A", look: |(), _| Box::pin(std::future::pending()), at_most: SHORT },
            Look {
                id: "b.late",
                place: "B",
                look: |(), notes| Box::pin(async { notes.add([Finding::ok("b.well", "B", "Here.")]) }),
                at_most: SHORT,
            },
        ];
        let found = examine(&(), &table).await;
        let seen: Vec<_> = found.iter().map(|finding| (finding.id, finding.level)).collect();
        assert_eq!(seen, [("a.late", Level::Fault), ("b.well", Level::Ok)]);
        assert!(found.iter().all(|finding| finding.level == Level::Ok || !(finding.why.is_empty() || finding.mend.is_empty())));
    }

    #[tokio::test]
    async fn a_look_that_is_ended_keeps_what_it_found_and_says_what_is_left() {
        let look: for<'a> fn(&'a (), &'a Notes) -> Looking<'a> = |(), notes| {
            Box::pin(async {
                notes.to_look_at(["the door", "the hall", "the roof"]);
                notes.looked_at("the door", [Finding::warning("a.open", "A", "It is open.")]);
                std::future::pending::<()>().await;
            })
        };
        let found = examine(&(), &[Look { id: "a.late", place: "A", look, at_most: SHORT }]).await;
        let [open, late] = found.as_slice() else { unreachable!("{found:?}") };
        assert_eq!((open.id, late.id), ("a.open", "a.late"));
        assert!(late.what.ends_with("Not looked at: the hall, the roof."), "{}", late.what);
    }

    #[test]
    fn the_process_ends_by_the_worst_that_was_found() {
        let exit = |level, can_start| Report::new(vec![Finding::new(level, "a.b", "A", "So.")], can_start).exit_code();
        assert_eq!([exit(Level::Ok, true), exit(Level::Advice, true)], [0, 0]);
        assert_eq!([exit(Level::Warning, true), exit(Level::Fault, true)], [1, 1]);
        assert_eq!(exit(Level::Fault, false), 78);
    }
}
