//! What a pressed button sent.
//!
//! Owns the reading of forms (`application/x-www-form-urlencoded`, as the URL standard has it) and how faults that the desk
//! found are said on a page. A field that is absent reads as empty; how long anything may be was judged by the guard and is
//! judged by the desk.

use poem::http::header;
use poem::{FromRequest, Request, RequestBody};
use shared::crypto::secret::Secret;
use url::form_urlencoded;

use super::views::{Fault, FaultKind, Field};
use crate::desk::{self, PasswordChoice};
use crate::problem::{Kind, Problem};

/// The fields of a form, in their order.
#[derive(Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// A field's text, or nothing.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
    }

    /// A field's text where something was typed.
    pub(super) fn typed(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.trim().is_empty())
    }

    /// The name that was typed. Keyboards of phones begin it with a capital and end it with a space; neither is meant.
    pub(super) fn name(&self) -> String {
        self.text("username").trim().to_ascii_lowercase()
    }

    /// Every text of a field that can be sent more than once.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, text)| text.clone()).collect()
    }

    /// How the form for name and password wants its password; `keeps` where one is there that may stay. `None` where it wants
    /// one typed and has none.
    pub(super) fn password(&self, keeps: bool) -> Option<PasswordChoice> {
        match self.text("password") {
            _ if self.text("password_from") == "generate" => Some(PasswordChoice::MakeOne),
            "" if keeps => Some(PasswordChoice::Keep),
            "" => None,
            typed => Some(PasswordChoice::Typed(Secret::new(typed))),
        }
    }
}

impl<'a> FromRequest<'a> for Fields {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let content_type = request.header(header::CONTENT_TYPE).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Problem::new(Kind::UnsupportedMediaType).into());
        }
        let bytes = body.take()?.into_bytes().await.map_err(|_| Problem::new(Kind::Invalid))?;
        Ok(Self(form_urlencoded::parse(&bytes).into_owned().collect()))
    }
}

/// The fault as a page says it; `None` for those that no person can mend.
pub(super) fn fault(found: desk::Fault) -> Option<Fault> {
    use desk::What;
    let field = match found.field {
        desk::Field::Email => Field::Email,
        // The form has one name only.
        desk::Field::Username | desk::Field::UserId => Field::Username,
        desk::Field::Reason => Field::Reason,
        desk::Field::Answer(number) => Field::Answer(number),
        desk::Field::Services => Field::Services,
        desk::Field::Password => Field::Password,
        desk::Field::NewPassword => Field::NewPassword,
        desk::Field::Message => Field::Message,
        desk::Field::Answers | desk::Field::IdempotencyKey | desk::Field::Post => return None,
        desk::Field::Title => Field::Title,
        desk::Field::Content | desk::Field::PostData => Field::Content,
    };
    let kind = match found.what {
        What::EmailMissing => FaultKind::EmailMissing,
        What::EmailMalformed | What::EmailDiffers => FaultKind::EmailMalformed,
        What::NameMissing => FaultKind::Name(shared::localpart::NameFault::Empty),
        What::Name(fault) => FaultKind::Name(fault),
        What::NameTaken => FaultKind::NameTaken,
        What::ReasonMissing => FaultKind::ReasonMissing,
        What::TextTooLong { max } => FaultKind::TextTooLong { max },
        What::DoorMissing => FaultKind::DoorMissing,
        What::DoorClosed => FaultKind::DoorClosed,
        What::PasswordShort { min } => FaultKind::PasswordShort { min },
        What::PasswordLong { max } => FaultKind::PasswordLong { max },
        What::PasswordBytes { max } => FaultKind::PasswordBytes { max },
        // Nobody can type it into a form.
        What::PasswordNul | What::PasswordWeak => FaultKind::PasswordWeak,
        What::PasswordMissing => FaultKind::PasswordMissing,
        What::PasswordRefused => FaultKind::PasswordRefused,
        What::TextMissing => FaultKind::TextMissing,
        What::TextsDiffer | What::NothingSent | What::QuestionUnknown | What::KeyMalformed | What::KeyOfAnotherBody => return None,
    };
    Some(Fault::new(field, kind))
}

/// All of them.
pub(super) fn faults(found: Vec<desk::Fault>) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::with_capacity(found.len());
    for fault in found.into_iter().filter_map(fault) {
        // What one field stands for twice is wrong in it once.
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_small_letters_whatever_the_keyboard_made_of_it() {
        let typed = |name: &str| Fields(vec![("username".into(), name.into())]).name();
        assert_eq!(typed(" Alice_B "), "alice_b");
        assert_eq!(typed("Ärger"), "Ärger".to_ascii_lowercase());
        assert_eq!(typed(""), "");
    }

    #[test]
    fn a_form_says_how_its_password_comes() {
        let fields = |from: &str, typed: &str| Fields(vec![("password_from".into(), from.into()), ("password".into(), typed.into())]);
        assert_eq!(fields("generate", "typed before").password(false), Some(PasswordChoice::MakeOne));
        assert_eq!(fields("own", "").password(false), None);
        assert_eq!(fields("own", "").password(true), Some(PasswordChoice::Keep));
        assert_eq!(fields("own", " x ").password(true), Some(PasswordChoice::Typed(Secret::new(" x "))));
    }
}
