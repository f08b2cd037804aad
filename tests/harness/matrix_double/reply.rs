//! The double's answers before they are written, with Synapse's own words.

use serde_json::{Value, json};

/// An answer, before it is written.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Value,
    /// Seconds.
    pub(super) retry_after: Option<u64>,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body, retry_after: None }
    }

    pub(super) fn error(status: u16, errcode: &str, error: &str) -> Self {
        Self { status, body: json!({ "errcode": errcode, "error": error }), retry_after: None }
    }

    pub(super) fn busy(retry_after_ms: Option<u64>) -> Self {
        let reply = Self::error(429, "M_LIMIT_EXCEEDED", "Too Many Requests");
        match retry_after_ms {
            None => reply,
            Some(ms) => Self { retry_after: Some(ms.div_ceil(1000)), ..reply.with("retry_after_ms", ms.into()) },
        }
    }

    pub(super) fn unrecognised() -> Self {
        Self::error(404, "M_UNRECOGNIZED", "Unrecognized request")
    }

    pub(super) fn not_json() -> Self {
        Self::error(400, "M_NOT_JSON", "Content not JSON.")
    }

    pub(super) fn no_token(given: bool) -> Self {
        if !given {
            return Self::error(401, "M_MISSING_TOKEN", "Missing access token");
        }
        Self::error(401, "M_UNKNOWN_TOKEN", "Invalid access token passed.").with("soft_logout", false.into())
    }

    pub(super) fn locked() -> Self {
        Self::error(401, "M_USER_LOCKED", "User account has been locked").with("soft_logout", true.into())
    }

    /// 401 of user-interactive authentication: what is still to be proven, and under which session.
    pub(super) fn unproven(session: &str) -> Self {
        let flows = json!([{ "stages": ["m.login.password"] }]);
        Self { status: 401, body: json!({ "session": session, "flows": flows, "params": {} }), retry_after: None }
    }

    pub(super) fn with(mut self, field: &str, value: Value) -> Self {
        if let Some(body) = self.body.as_object_mut() {
            body.insert(field.to_owned(), value);
        }
        self
    }
}
