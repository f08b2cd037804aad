//! One attempt to connect that ends with its reason, where the connection of a process would try again and say nothing.

use std::io::ErrorKind;
use std::time::Duration;

use fred::{
    clients::Client,
    error::ErrorKind as FredErrorKind,
    interfaces::ClientLike,
    types::config::{Config, ConnectionConfig},
};
use tokio::net::UnixStream;
use tokio::time::timeout;

use crate::doctor::reach::{Unreached, tcp};
use crate::settings::RedisUrl;

/// Why there is no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoConnection {
    /// Nothing listens, or nothing answers.
    Unreached(Unreached),
    /// There is no such Unix socket, or nobody listens on it.
    NoSocket,
    /// The Unix socket belongs to somebody else.
    Denied,
    /// It wants a password, or another one.
    Password,
    /// TLS fails.
    Tls,
    /// Something answers that does not speak as Redis does.
    Stranger,
}

/// Connects once and lets go again.
///
/// # Errors
/// Why there is no connection.
pub async fn attempt(url: &RedisUrl, at_most: Duration) -> Result<(), NoConnection> {
    let config = Config::from_url(url.expose()).map_err(|_| NoConnection::Stranger)?;
    let connection = ConnectionConfig {
        connection_timeout: at_most,
        internal_command_timeout: at_most,
        max_command_attempts: 1,
        ..ConnectionConfig::default()
    };
    let client = Client::new(config, None, Some(connection), None);
    let error = match timeout(at_most, client.init()).await {
        Ok(Ok(_)) => {
            let _ = client.quit().await;
            return Ok(());
        }
        Ok(Err(error)) => Some(error),
        Err(_) => None,
    };
    match error.as_ref().map(|error| (error.kind(), error.details())) {
        Some((FredErrorKind::Auth, _)) => Err(NoConnection::Password),
        Some((_, details)) if ["NOAUTH", "WRONGPASS", "NOPERM"].iter().any(|word| details.starts_with(word)) => Err(NoConnection::Password),
        other => Err(why_not(url, other.is_some_and(|(kind, _)| *kind == FredErrorKind::Tls), at_most).await),
    }
}

async fn why_not(url: &RedisUrl, is_tls: bool, at_most: Duration) -> NoConnection {
    if let Some(path) = url.socket() {
        return match UnixStream::connect(path).await {
            Ok(_) => NoConnection::Stranger,
            Err(error) if error.kind() == ErrorKind::PermissionDenied => NoConnection::Denied,
            Err(_) => NoConnection::NoSocket,
        };
    }
    let Some((host, port)) = url.host_and_port() else { return NoConnection::Stranger };
    match tcp(&host, port, at_most).await {
        Err(unreached) => NoConnection::Unreached(unreached),
        Ok(()) if is_tls || url.is_encrypted() => NoConnection::Tls,
        Ok(()) => NoConnection::Stranger,
    }
}
