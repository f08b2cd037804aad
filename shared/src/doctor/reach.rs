//! Whether anything listens at an address: the first question about a server that does not answer, told so that a name that is
//! unknown, a port that is closed and a firewall that says nothing can be told apart.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
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

/// Of an answer, so much is read.
const ANSWER_MAX: u64 = 256 * 1024;

/// What a process of this machine answers to a GET at the address where it listens: head and body, in the clear. `None` where
/// it is no answer, or none in time.
pub async fn answer(listens: SocketAddr, path: &str, at_most: Duration) -> Option<String> {
    let host = match listens {
        SocketAddr::V4(address) if address.ip().is_unspecified() => "127.0.0.1".to_owned(),
        SocketAddr::V6(address) if address.ip().is_unspecified() => "::1".to_owned(),
        address => address.ip().to_string(),
    };
    let asked = async {
        let mut stream = connect(&host, listens.port(), at_most).await.ok()?;
        let named = SocketAddr::new(host.parse().ok()?, listens.port());
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {named}\r\nConnection: close\r\n\r\n").as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.take(ANSWER_MAX).read_to_end(&mut answer).await.ok()?;
        Some(String::from_utf8_lossy(&answer).into_owned())
    };
    timeout(at_most, asked).await.ok().flatten()
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
