//! The door to Matrix: what both processes know of it, and the secrets that the worker alone is given.

use secrecy::SecretString;
use url::Url;

use super::catalogue::{self, Setting};
use super::faults::Wrong;
use super::reader::Reader;
use super::{keys, urls, values};

/// What both processes know of the homeserver.
#[derive(Clone, Debug)]
pub struct MatrixPublic {
    /// Where its API is reached; no path.
    pub url: Url,
    /// What stands behind the colon of an mxid.
    pub server_name: String,
    /// The client that people are sent to.
    pub client_url: Option<Url>,
    /// Rooms that a new account joins.
    pub join_rooms: Vec<String>,
}

/// What opens accounts there.
#[derive(Clone, Debug)]
pub struct MatrixSecrets {
    /// Synapse's `registration_shared_secret`.
    pub shared_secret: SecretString,
    /// The access token of an administrator, where the operator gives one.
    pub admin_token: Option<SecretString>,
}

/// Reads what both processes know, and notes whether the homeserver is on this machine.
pub(super) fn read_public(reader: &mut Reader<'_>) -> Option<MatrixPublic> {
    let url = reader.read(&catalogue::MATRIX_URL, urls::bare);
    let server_name = reader.read(&catalogue::MATRIX_SERVER_NAME, server_name);
    let client_url = reader.read(&catalogue::MATRIX_CLIENT_URL, urls::web);
    let join_rooms = reader.read(&catalogue::MATRIX_JOIN_ROOMS, rooms).unwrap_or_default();
    reader.is_platform_elsewhere |= url.as_ref().is_some_and(|url| !urls::is_loopback(url));
    Some(MatrixPublic { url: url?, server_name: server_name?, client_url, join_rooms })
}

/// Reads and judges the secrets; the public part was read before.
pub(super) fn read_secrets(reader: &mut Reader<'_>) -> Option<MatrixSecrets> {
    let must_be_strong = reader.must_be_strong();
    let mut secret = |setting: &Setting| reader.read(setting, |text| keys::secret(setting, text, must_be_strong));
    let shared_secret = secret(&catalogue::MATRIX_SHARED_SECRET);
    let admin_token = secret(&catalogue::MATRIX_ADMIN_TOKEN);
    Some(MatrixSecrets { shared_secret: shared_secret?, admin_token })
}

/// A host, perhaps with a port (Matrix' appendix on server names).
fn server_name(text: &str) -> Result<String, Wrong> {
    let is_name = |text: &str| {
        let url = Url::parse(&format!("https://{text}"));
        url.is_ok_and(|url| url.path() == "/" && url.query().is_none() && url.fragment().is_none())
    };
    let fits = text.len() <= 230 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if fits && is_name(text) {
        return Ok(text.to_owned());
    }
    Err(Wrong::new("is no server name", "write what stands behind the colon of a Matrix ID, like example.org"))
}

/// Aliases `#name:server` or room IDs `!id`.
fn rooms(text: &str) -> Result<Vec<String>, Wrong> {
    let is_room = |room: &str| {
        let rest = room.strip_prefix('!').or_else(|| room.strip_prefix('#').filter(|rest| rest.contains(':')));
        room.len() <= 255 && rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()))
    };
    values::entries(text, ',')
        .map(|room| is_room(room).then(|| room.to_owned()))
        .collect::<Option<_>>()
        .ok_or_else(|| Wrong::new("holds something that is no room", "write aliases like #welcome:example.org, with commas"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[test]
    fn server_names_and_rooms() {
        for text in ["example.org", "matrix.example.org:8448", "127.0.0.1:8008", "[::1]:8008", "localhost"] {
            assert_eq!(server_name(text).unwrap(), text);
        }
        for text in ["https://example.org", "example.org/", "a b", "@a:b", "", "example.org:99999", "[::1"] {
            assert!(server_name(text).is_err(), "{text}");
        }
        assert_eq!(rooms("#a:example.org, !b").unwrap(), ["#a:example.org", "!b"]);
        for text in ["a", "#a", "#a:b,", "!", "#a b:c"] {
            assert!(rooms(text).is_err(), "{text}");
        }
    }
}
