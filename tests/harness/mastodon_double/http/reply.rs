//! The double's HTTP answers before they are written, with Mastodon's own words.

use serde_json::{Value, json};

/// An answer, before it is written.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    pub(super) fn error(status: u16, error: &str) -> Self {
        Self { status, body: json!({ "error": error }) }
    }

    /// OAuth's own, RFC 6749 § 5.2.
    pub(super) fn oauth(status: u16, error: &str, description: &str) -> Self {
        Self { status, body: json!({ "error": error, "error_description": description }) }
    }

    pub(super) fn no_token(why: &str, gotosocial: bool) -> Self {
        if gotosocial { Self::error(401, &format!("Unauthorized: {}", why.to_lowercase())) } else { Self::error(401, why) }
    }

    pub(super) fn not_found(gotosocial: bool) -> Self {
        Self::error(404, if gotosocial { "Not Found" } else { "Record not found" })
    }

    pub(super) fn not_allowed() -> Self {
        Self::error(403, "This action is not allowed")
    }

    /// 422 with every fault of every field, as Mastodon's model says them.
    pub(super) fn invalid(faults: &[(&str, &str)]) -> Self {
        let mut said = Vec::new();
        let mut details = json!({});
        for (field, fault) in faults {
            let description = description(field, fault);
            said.push(format!("{} {description}", human(field)));
            let detail = json!({ "error": format!("ERR_{}", fault.to_uppercase()), "description": description });
            if let Some(list) = details[field].as_array_mut() {
                list.push(detail);
            } else {
                details[field] = json!([detail]);
            }
        }
        Self { status: 422, body: json!({ "error": format!("Validation failed: {}", said.join(", ")), "details": details }) }
    }

    /// GoToSocial: the first fault alone, 409 for what is taken and 400 for the rest, no details.
    pub(super) fn invalid_at_gotosocial(field: &str, fault: &str) -> Self {
        let said = match (field, fault) {
            (_, "taken") => {
                let field = if field == "email" { "email address" } else { field };
                return Self::error(409, &format!("Conflict: {field} is not available"));
            }
            ("username", _) => "given username was invalid: must contain only lowercase letters, numbers, and underscores",
            ("email", _) => "mail: missing '@' or angle-addr",
            ("password", "too_long") => "password should be no more than 72 bytes",
            ("password", _) => "password is only 20% strength, try including more special characters",
            ("agreement", _) => "agreement to terms not given",
            _ => "reason should be no more than 500 chars",
        };
        Self::error(400, &format!("Bad Request: {said}"))
    }
}

fn human(field: &str) -> &str {
    match field {
        "username" => "Username",
        "email" => "Email",
        "password" => "Password",
        "agreement" => "Service agreement",
        "reason" => "Reason",
        other => other,
    }
}

fn description(field: &str, fault: &str) -> &'static str {
    match (field, fault) {
        (_, "taken") => "has already been taken",
        (_, "reserved") => "is reserved",
        (_, "blank") => "can't be blank",
        (_, "accepted") => "must be accepted",
        (_, "blocked") => "uses a disallowed e-mail provider",
        (_, "unreachable") => "does not seem to exist",
        (_, "too_short") => "is too short (minimum is 8 characters)",
        ("username", "too_long") => "is too long (maximum is 30 characters)",
        ("reason", "too_long") => "is too long (maximum is 420 characters)",
        (_, "too_long") => "is too long (maximum is 72 characters)",
        ("username", _) => "must contain only letters, numbers and underscores",
        _ => "is invalid",
    }
}
