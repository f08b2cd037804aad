//! A request as the double reads it, form or JSON, and which kind of call it is.

use std::collections::HashMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use poem::http::Method;
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::mastodon_double::trouble::Call;

/// A request, read.
pub(super) struct Asked {
    method: Method,
    path: Vec<String>,
    query: HashMap<String, String>,
    pub(super) token: Option<String>,
    basic: Option<(String, String)>,
    pub(super) body: Value,
}

impl Asked {
    pub(super) fn new(method: &Method, path: &str, query: &str, authorization: Option<&str>, body: &[u8]) -> Self {
        let body = serde_json::from_slice(body).ok().filter(Value::is_object);
        Self {
            method: method.clone(),
            path: path.trim_matches('/').split('/').map(str::to_owned).collect(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            token: authorization.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned),
            basic: authorization.and_then(credentials),
            body: body.unwrap_or_default(),
        }
    }

    /// Takes the body as a form instead.
    pub(super) fn with_form(mut self, body: &[u8]) -> Self {
        let fields = form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())));
        self.body = Value::Object(fields.collect::<Map<_, _>>());
        self
    }

    pub(super) fn call(&self) -> Call {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        match (self.method.as_str(), path.as_slice()) {
            ("POST", ["oauth", "token"]) => Call::OauthToken,
            ("POST", ["oauth", "revoke"]) => Call::OauthRevoke,
            ("POST", ["api", "v1", "apps"]) => Call::RegisterApp,
            ("GET", ["api", "v1", "apps", "verify_credentials"]) => Call::VerifyApp,
            ("POST", ["api", "v1", "accounts"]) => Call::SignUp,
            ("GET", ["api", "v1", "accounts", "verify_credentials"]) => Call::VerifyCredentials,
            ("GET", ["api", "v1", "accounts", "lookup"]) => Call::LookupAccount,
            ("GET", ["api", "v1" | "v2", "admin", "accounts"]) => Call::AdminSearch,
            ("GET", ["api", "v1", "admin", "accounts", _]) => Call::AdminAccount,
            ("POST", ["api", "v1", "admin", "accounts", _, "approve"]) => Call::AdminApprove,
            ("GET", ["api", "v1" | "v2", "instance"]) => Call::Instance,
            _ => Call::OtherRoute,
        }
    }

    /// Method and route, as they stand in a log.
    pub(super) fn what(&self) -> String {
        format!("{} /{}", self.method, self.path.join("/"))
    }

    pub(super) fn segment(&self, index: usize) -> &str {
        self.path.get(index).map_or("", String::as_str)
    }

    /// Of the body, or of the query where the body has no such field.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name).and_then(Value::as_str).or_else(|| self.query.get(name).map(String::as_str))
    }

    /// `true` as JSON or as forms write it.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.body.get(name) == Some(&Value::Bool(true)) || matches!(self.text(name), Some("true" | "1" | "on"))
    }

    /// The application's id and secret: RFC 6749 § 2.3.1, in the header or in the body.
    pub(super) fn client(&self) -> Option<(&str, &str)> {
        let of_header = self.basic.as_ref().map(|(id, secret)| (id.as_str(), secret.as_str()));
        of_header.or_else(|| Some((self.text("client_id")?, self.text("client_secret")?)))
    }
}

fn credentials(header: &str) -> Option<(String, String)> {
    let bytes = BASE64_STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}
