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

/// What the platforms said about a name.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameCheck {
    /// Free at this moment.
    Available,
    /// Taken, held or reserved.
    Taken,
    /// The platform could not be asked.
    Unknown,
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
    /// The homeserver's name, where Matrix is a door asked for: shown as `@wish:server_name`.
    pub server_name: Option<String>,
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
/// `generate`), `password` and `action`; a typed password is never put back into the page.
#[derive(Clone, Serialize)]
pub struct Choose {
    /// The wish, or what was typed last.
    pub username: String,
    /// The account exists already under this name: it is shown and cannot be changed.
    pub name_fixed: bool,
    /// The homeserver's name, where Matrix is a door asked for.
    pub server_name: Option<String>,
    /// What a check just found, for `username`.
    pub name_check: Option<NameCheck>,
    /// Characters a password needs.
    pub password_min: usize,
    /// "Make one for me" is chosen.
    pub generate: bool,
    /// A password is there already and stays if none is typed.
    pub keeps: bool,
}
