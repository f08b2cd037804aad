//! What is wrong with the settings, said all at once and so that somebody can mend it.
//!
//! The rule: a fault names the setting, what is wrong and how to mend it, and never repeats a value, because any value
//! may be a secret that stands in the wrong place.

use std::borrow::Cow;
use std::fmt;

/// What is wrong with a value and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    what: Cow<'static, str>,
    mend: Cow<'static, str>,
}

impl Wrong {
    /// Both halves continue a sentence: "NAME {what}: {mend}".
    pub(super) fn new(what: impl Into<Cow<'static, str>>, mend: impl Into<Cow<'static, str>>) -> Self {
        Self { what: what.into(), mend: mend.into() }
    }

    /// The same, for a value that stands under an older name.
    pub(super) fn given_as(self, name: &str) -> Self {
        Self { what: format!("(given as {name}) {}", self.what).into(), mend: self.mend }
    }
}

/// One fault of one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    name: String,
    wrong: Wrong,
}

impl Fault {
    pub(super) fn new(name: &str, wrong: Wrong) -> Self {
        Self { name: name.to_owned(), wrong }
    }

    /// The setting that has the fault.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it, continuing a sentence that begins with its name.
    pub fn what(&self) -> &str {
        &self.wrong.what
    }

    /// How to mend it.
    pub fn mend(&self) -> &str {
        &self.wrong.mend
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}: {}", self.name, self.wrong.what, self.wrong.mend)
    }
}

/// All faults of the settings, a line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// What a process ends with when its settings have faults (`EX_CONFIG`).
    pub const EXIT: u8 = 78;

    pub(super) fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    /// The single faults, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            if at > 0 {
                out.write_str("\n")?;
            }
            fault.fmt(out)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
