//! A request as the double reads it, and which kind of call it is.

use std::collections::HashMap;

use poem::http::Method;
use serde_json::Value;
use url::form_urlencoded;

/// The kinds of call a test can count and break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the path of its name in the client-server or admin interface")]
pub enum Call {
    Nonce,
    Register,
    /// A registration that can only be refused: the worker tries whether it could make one.
    Check,
    UsernameAvailable,
    LookUp,
    ResetPassword,
    LogIns,
    LogIn,
    LogOut,
    WhoAmI,
    Password,
    PasswordPolicy,
    Profile,
    DisplayName,
    Join,
    AuthMetadata,
    Versions,
    ServerKeys,
    Room,
    Health,
    Other,
}

/// A request, read.
pub(super) struct Asked {
    method: Method,
    path: Vec<String>,
    pub(super) query: HashMap<String, String>,
    pub(super) token: Option<String>,
    pub(super) body: Option<Value>,
}

impl Asked {
    pub(super) fn new(method: &Method, path: &str, query: &str, authorization: Option<&str>, body: &[u8]) -> Self {
        Self {
            method: method.clone(),
            path: path.trim_start_matches('/').split('/').map(decoded).collect(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            token: authorization.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned),
            body: serde_json::from_slice(body).ok(),
        }
    }

    pub(super) fn call(&self) -> Call {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        match (self.method.as_str(), path.as_slice()) {
            ("GET", ["_synapse", "admin", "v1", "register"]) => Call::Nonce,
            ("POST", ["_synapse", "admin", "v1", "register"]) if self.text("/device_id") == Some("check") => Call::Check,
            ("POST", ["_synapse", "admin", "v1", "register"]) => Call::Register,
            ("GET", ["_synapse", "admin", "v1", "username_available"]) => Call::UsernameAvailable,
            ("GET", ["_synapse", "admin", "v2", "users", _]) => Call::LookUp,
            ("POST", ["_synapse", "admin", "v1", "reset_password", _]) => Call::ResetPassword,
            ("GET", ["_matrix", "client", "v3", "login"]) => Call::LogIns,
            ("POST", ["_matrix", "client", "v3", "login"]) => Call::LogIn,
            ("POST", ["_matrix", "client", "v3", "logout"]) => Call::LogOut,
            ("GET", ["_matrix", "client", "v3", "account", "whoami"]) => Call::WhoAmI,
            ("POST", ["_matrix", "client", "v3", "account", "password"]) => Call::Password,
            ("GET", ["_matrix", "client", "v3", "password_policy"]) => Call::PasswordPolicy,
            ("GET", ["_matrix", "client", "v3", "profile", _]) => Call::Profile,
            ("PUT", ["_matrix", "client", "v3", "profile", _, "displayname"]) => Call::DisplayName,
            ("POST", ["_matrix", "client", "v3", "join", _]) => Call::Join,
            ("GET", ["_matrix", "client", "v1", "auth_metadata"]) => Call::AuthMetadata,
            ("GET", ["_matrix", "client", "versions"]) => Call::Versions,
            ("GET", ["_matrix", "key", "v2", "server"]) => Call::ServerKeys,
            ("GET", ["_matrix", "client", "v3", "directory", "room", _]) => Call::Room,
            ("GET", ["health"]) => Call::Health,
            _ => Call::Other,
        }
    }

    pub(super) fn text(&self, pointer: &str) -> Option<&str> {
        self.body.as_ref()?.pointer(pointer)?.as_str()
    }

    /// The last segment of the path.
    pub(super) fn last(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// The segment of the path that names something.
    pub(super) fn named(&self) -> &str {
        self.path.get(4).map_or("", String::as_str)
    }
}

fn decoded(segment: &str) -> String {
    // A form knows `+` as a space and a path does not; everything else they write alike.
    let escaped = format!("={}", segment.replace('+', "%2B"));
    form_urlencoded::parse(escaped.as_bytes()).map(|(_, value)| value.into_owned()).collect()
}
