//! Whether a process could listen where its settings say, told without taking the address for longer than the look.

use std::io::ErrorKind;
use std::net::SocketAddr;

use tokio::net::TcpListener;

/// Why nobody could listen there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Somebody listens there already.
    Taken,
    /// Another machine has the address.
    Elsewhere,
    /// The port is the administrator's.
    Denied,
    /// Whatever else the system says.
    Other(ErrorKind),
}

/// Listens there and stops at once.
///
/// # Errors
/// What is in the way.
pub async fn try_it(address: SocketAddr) -> Result<(), Obstacle> {
    TcpListener::bind(address).await.map(drop).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Obstacle::Taken,
        ErrorKind::AddrNotAvailable => Obstacle::Elsewhere,
        ErrorKind::PermissionDenied => Obstacle::Denied,
        kind => Obstacle::Other(kind),
    })
}

impl Obstacle {
    /// What is so, as a sentence.
    pub fn what(self, address: SocketAddr) -> String {
        match self {
            Self::Taken => format!("Another program listens on {address}."),
            Self::Elsewhere => format!("This machine does not have the address {}.", address.ip()),
            Self::Denied => format!("Port {} is for the administrator of this machine alone.", address.port()),
            Self::Other(why) => format!("It cannot listen on {address} ({why})."),
        }
    }
}
