//! The parts several pages share: what was asked for, the doors, and the name and password form. They are shown
//! the same way to the applicant and to a moderator, who never sees an address.

use serde::Serialize;

use super::time::When;

/// A door that is open.
#[derive(Clone, Serialize)]
pub struct Door {
    /// The word on the wire: "matrix".
    pub name: String,
    /// The platform's own name: "Matrix".
    pub label: String,
    /// Asked for.
    pub checked: bool,
}

/// Where an open page hears of news.
#[derive(Clone, Serialize)]
pub struct Live {
    /// The address of its events.
    pub events: String,
    /// The version of what it shows.
    pub version: u64,
}

/// What the platforms said about a name.
#[derive(Clone, Serialize)]
pub struct NameCheck {
    /// One word for all doors.
    pub word: NameWord,
    /// The word of each door, where they differ.
    pub doors: Vec<DoorWord>,
    /// The platforms' own names of doors that tell nobody, beside those that said something.
    pub untold: Vec<String>,
}

/// What one platform said about a name.
#[derive(Clone, Serialize)]
pub struct DoorWord {
    /// The platform's own name.
    pub label: String,
    /// What it said.
    pub word: NameWord,
}

/// What is known of a name.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameWord {
    /// Free at this moment.
    Available,
    /// Taken, held or reserved.
    Taken,
    /// The platform could not be asked.
    Unknown,
    /// The platform tells nobody beforehand.
    Untold,
}

/// An operator's question with what was answered.
#[derive(Clone, Serialize)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// What an applicant asked for.
#[derive(Clone, Serialize)]
pub struct Asked {
    /// The wished localpart, if there is one.
    pub wish: Option<String>,
    /// The wish as each door asked for would show it: `@alice:example.org`.
    pub full_names: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// The operator's questions.
    pub answers: Vec<Answer>,
    /// Labels of the doors asked for.
    pub doors: Vec<String>,
    /// When.
    pub at: When,
}

/// The form in which a person settles name and password. It sends `username`, `password_from` (`own` or
/// `generate`), `password`, `scope` (`both` or `here`) and `action`; a typed password is never put back into the page.
#[derive(Clone, Serialize)]
pub struct Choose {
    /// The wish, or what was typed last.
    pub username: String,
    /// The account exists already under this name: it is shown and cannot be changed.
    pub name_fixed: bool,
    /// What the full name ends with on each door that it is for: `:example.org`.
    pub ends: Vec<String>,
    /// The one door it is about, where there are others.
    pub alone: Option<String>,
    /// The choice between that door and all of them, where there is one.
    pub scope: Option<Scope>,
    /// What a check just found, for `username`.
    pub name_check: Option<NameCheck>,
    /// The password; none where the platform itself asks for one.
    pub password: Option<ChoosePassword>,
}

/// The part of that form about the password.
#[derive(Clone, Serialize)]
pub struct ChoosePassword {
    /// Characters it needs.
    pub min: usize,
    /// "Make one for me" is chosen.
    pub generate: bool,
    /// One is there already and stays if none is typed.
    pub keeps: bool,
}

/// Whether another name is for all doors or for the one that needs it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// For all.
    Both,
    /// For the one alone.
    Here,
}
