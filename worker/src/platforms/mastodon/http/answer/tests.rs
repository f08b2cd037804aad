//! Answers as Mastodon and `GoToSocial` give them, and what each means.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;

impl Answer {
    /// An answer without headers.
    pub(in super::super) fn of(status: u16, body: &str) -> Self {
        Self::new(Whole { status, headers: HeaderMap::new(), body: Zeroizing::new(body.as_bytes().to_vec()) })
    }
}

fn details(fields: &[(&str, &str)]) -> Answer {
    let fields = fields.iter().map(|(field, code)| (*field, serde_json::json!([{ "error": code, "description": "is of no use" }])));
    let details: serde_json::Map<_, _> = fields.map(|(field, faults)| (field.to_owned(), faults)).collect();
    Answer::of(422, &serde_json::json!({ "error": "Validation failed: of no use", "details": details }).to_string())
}

fn taken(refused: Refused) -> Result<(), NotSignedUp> {
    Err(NotSignedUp::Taken(refused))
}

fn refused(refused: Refused) -> Result<(), NotSignedUp> {
    Err(NotSignedUp::Refused(refused))
}

#[test]
fn mastodon_names_field_and_code() {
    for (fields, meaning) in [
        (&[("username", "ERR_TAKEN")][..], taken(Refused::NameTaken)),
        (&[("email", "ERR_TAKEN")], taken(Refused::AddressTaken)),
        (&[("username", "ERR_TAKEN"), ("email", "ERR_TAKEN")], taken(Refused::AddressTaken)),
        (&[("username", "ERR_TAKEN"), ("email", "ERR_BLOCKED")], refused(Refused::AddressRefused)),
        (&[("username", "ERR_RESERVED")], refused(Refused::NameRefused)),
        (&[("username", "ERR_INVALID")], refused(Refused::NameRefused)),
        (&[("username", "ERR_TOO_LONG"), ("password", "ERR_TOO_SHORT")], refused(Refused::NameRefused)),
        (&[("email", "ERR_UNREACHABLE")], refused(Refused::AddressRefused)),
        (&[("email", "ERR_INVALID")], refused(Refused::AddressRefused)),
        (&[("password", "ERR_TOO_SHORT")], refused(Refused::PasswordRefused)),
        (&[("reason", "ERR_TOO_LONG")], refused(Refused::Away(Absence::Unexpected(422)))),
        (&[("agreement", "ERR_ACCEPTED")], refused(Refused::Away(Absence::Unexpected(422)))),
        (&[("date_of_birth", "ERR_BLANK")], refused(Refused::Away(Absence::Unexpected(422)))),
    ] {
        assert_eq!(details(fields).signed_up(), meaning, "{fields:?}");
    }
}

#[test]
fn everything_else_of_a_sign_up_is_sorted_by_status_and_phrase() {
    for (status, body, meaning) in [
        (200, r#"{"access_token":"t"}"#, Ok(())),
        // Mastodon.
        (422, r#"{"error":"Duplicate record"}"#, refused(Refused::Away(Absence::Internal))),
        (422, r#"{"error":"Doppelter Eintrag"}"#, refused(Refused::Away(Absence::Internal))),
        (403, r#"{"error":"This action is not allowed"}"#, refused(Refused::Misconfigured(Fault::RegistrationsClosed))),
        (403, r#"{"error":"This action is outside the authorized scopes"}"#, refused(Refused::Misconfigured(Fault::WrongScopes))),
        (429, r#"{"error":"Too many requests"}"#, refused(Refused::Busy { retry_after: None })),
        (500, r#"{"error":"We are sorry"}"#, refused(Refused::Away(Absence::Internal))),
        (503, r#"{"error":"There was a temporary problem"}"#, refused(Refused::Away(Absence::Internal))),
        // GoToSocial.
        (409, r#"{"error":"Conflict: username ann is not available"}"#, taken(Refused::NameTaken)),
        (409, r#"{"error":"Conflict: email address ann@example.org is not available"}"#, taken(Refused::NameTaken)),
        (
            400,
            r#"{"error":"Bad Request: registration is not open for this server"}"#,
            refused(Refused::Misconfigured(Fault::RegistrationsClosed)),
        ),
        (400, r#"{"error":"Bad Request: given username password was invalid"}"#, refused(Refused::NameRefused)),
        (400, r#"{"error":"Bad Request: password is only 40% strength, try longer"}"#, refused(Refused::PasswordRefused)),
        (
            422,
            r#"{"error":"Unprocessable Entity: this instance has hit its limit of new sign-ups for today (10)"}"#,
            refused(Refused::Busy { retry_after: None }),
        ),
        (
            422,
            r#"{"error":"Unprocessable Entity: this instance's sign-up backlog is currently full (20 pending)"}"#,
            refused(Refused::Busy { retry_after: None }),
        ),
        (400, r#"{"error":"Bad Request: password should be no more than 256 chars"}"#, refused(Refused::PasswordRefused)),
        (422, r#"{"error":"Unprocessable: password is only 40% strength"}"#, refused(Refused::PasswordRefused)),
        (400, r#"{"error":"Bad Request: mail: missing '@'"}"#, refused(Refused::AddressRefused)),
        (400, r#"{"error":"Bad Request: reason should be at least 40 chars"}"#, refused(Refused::Away(Absence::Unexpected(400)))),
        (403, r#"{"error":"Forbidden: token has insufficient scope permission"}"#, refused(Refused::Misconfigured(Fault::WrongScopes))),
        // Something in front of it, or something else altogether.
        (403, "<html>", refused(Refused::Misconfigured(Fault::NotMastodon))),
        (404, "", refused(Refused::Misconfigured(Fault::NotMastodon))),
        (301, "", refused(Refused::Misconfigured(Fault::NotMastodon))),
        (401, "<html>", refused(Refused::Misconfigured(Fault::NotMastodon))),
        (409, "<html>", refused(Refused::Away(Absence::Unexpected(409)))),
        (422, "<html>", refused(Refused::Away(Absence::Unexpected(422)))),
        (202, "", refused(Refused::Away(Absence::Garbled))),
        (502, "<html>", refused(Refused::Away(Absence::Internal))),
    ] {
        assert_eq!(Answer::of(status, body).signed_up(), meaning, "{status} {body}");
    }
}

#[test]
fn only_the_apis_own_401_is_about_the_token() {
    assert!(Answer::of(401, r#"{"error":"The access token is invalid"}"#).is_about_the_token());
    assert!(Answer::of(401, r#"{"error":"Unauthorized: token expired"}"#).is_about_the_token());
    assert!(!Answer::of(401, "<html>").is_about_the_token());
    assert!(!Answer::of(403, r#"{"error":"This action is not allowed"}"#).is_about_the_token());
}

#[test]
fn an_administrator_hears_which_setting_is_wrong() {
    for (status, body, meaning) in [
        (401, r#"{"error":"The access token was revoked"}"#, Refused::Misconfigured(Fault::AdminToken)),
        (403, r#"{"error":"Your login is currently disabled"}"#, Refused::Misconfigured(Fault::AdminToken)),
        (422, r#"{"error":"This method requires an authenticated user"}"#, Refused::Misconfigured(Fault::AdminToken)),
        (403, r#"{"error":"This action is outside the authorized scopes"}"#, Refused::Misconfigured(Fault::WrongScopes)),
        (404, r#"{"error":"Record not found"}"#, Refused::Away(Absence::Unexpected(404))),
        (429, "", Refused::Busy { retry_after: None }),
    ] {
        assert_eq!(Answer::of(status, body).admin_refusal(), meaning, "{status} {body}");
    }
}

#[test]
fn patience_is_read_from_either_header_and_has_an_end() {
    let busy = |status: u16, headers: &[(&'static str, &str)]| {
        let mut map = HeaderMap::new();
        map.insert("date", "Fri, 20 Nov 2026 12:00:00 GMT".parse().unwrap());
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        Answer::new(Whole { status, headers: map, body: Zeroizing::new(Vec::new()) }).refusal()
    };
    let asked = |seconds| Refused::Busy { retry_after: Some(Duration::from_secs(seconds)) };
    assert_eq!(busy(429, &[("x-ratelimit-reset", "2026-11-20T12:30:00.500000Z")]), asked(1801));
    assert_eq!(busy(429, &[("x-ratelimit-reset", "1795176060")]), asked(60), "seconds since 1970");
    assert_eq!(busy(429, &[("retry-after", "120"), ("x-ratelimit-reset", "2026-11-20T12:30:00Z")]), asked(120));
    assert_eq!(busy(429, &[("x-ratelimit-reset", "2036-11-20T12:30:00Z")]), asked(86_400));
    assert_eq!(busy(503, &[("retry-after", "120")]), asked(120));
    for reset in ["2026-11-20T11:30:00Z", "soon", ""] {
        assert_eq!(busy(429, &[("x-ratelimit-reset", reset)]), Refused::Busy { retry_after: None }, "{reset}");
    }
    assert_eq!(busy(500, &[("x-ratelimit-reset", "2026-11-20T12:30:00Z")]), Refused::Away(Absence::Internal));
}

#[test]
fn nothing_of_a_body_is_printed() {
    let answer = Answer::of(200, r#"{"access_token":"hidden"}"#);
    assert!(!format!("{answer:?} {:?} {}", answer.refusal(), answer.refusal()).contains("hidden"));
}
