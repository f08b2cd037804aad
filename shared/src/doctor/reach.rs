//! Whether anything listens at an address: the first question about a server that does not answer, told so that a name that is
//! unknown, a port that is closed and a firewall that says nothing can be told apart.

use std::io::ErrorKind;
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

/// Why nothing could be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreached {
    /// No name server knows the host.
    #[error("no name server knows this host")]
    NoHost,
    /// The machine answers, and nobody listens there.
    #[error("nobody listens at this port")]
    Closed,
    /// Nothing came back at all.
    #[error("nothing answers there, not even to refuse")]
    Silent,
}

/// Opens a connection and closes it again.
///
/// # Errors
/// Why there is none.
pub async fn tcp(host: &str, port: u16, at_most: Duration) -> Result<(), Unreached> {
    connect(host, port, at_most).await.map(|_| ())
}

/// Opens a connection.
///
/// # Errors
/// Why there is none.
pub async fn connect(host: &str, port: u16, at_most: Duration) -> Result<TcpStream, Unreached> {
    let host = host.trim_matches(['[', ']']);
    let reached = async {
        let addresses: Vec<_> = lookup_host((host, port)).await.map_err(|_| Unreached::NoHost)?.collect();
        let mut last = Unreached::NoHost;
        for address in addresses {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) if error.kind() == ErrorKind::ConnectionRefused => last = Unreached::Closed,
                Err(_) => last = Unreached::Silent,
            }
        }
        Err(last)
    };
    timeout(at_most, reached).await.unwrap_or(Err(Unreached::Silent))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may end here")]
    use super::*;

    #[tokio::test]
    async fn an_open_port_a_closed_one_and_an_unknown_host_differ() {
        let soon = Duration::from_secs(5);
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        assert_eq!(tcp("127.0.0.1", port, soon).await, Ok(()));
        drop(listener);
        assert_eq!(tcp("127.0.0.1", port, soon).await, Err(Unreached::Closed));
        assert_eq!(tcp("nowhere.invalid", port, soon).await, Err(Unreached::NoHost));
    }
}
