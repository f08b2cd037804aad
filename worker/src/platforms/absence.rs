//! In which way a platform was away: no certain answer came, and what was asked may have happened.

/// What kept an answer away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Absence {
    /// No connection.
    #[error("no connection")]
    Unreachable,
    /// The deadline passed.
    #[error("no answer in time")]
    Timeout,
    /// The connection or the process ended before the answer was whole.
    #[error("the connection broke")]
    Broken,
    /// The answer was not what this question is answered with, or longer than allowed.
    #[error("an answer that makes no sense")]
    Garbled,
    /// A fault inside the platform.
    #[error("a fault inside the platform")]
    Internal,
    /// 5xx.
    #[error("status {0}")]
    Server(u16),
    /// A status, an exit code or an error code nobody expects here.
    #[error("unexpected status {0}")]
    Unexpected(u16),
    /// Synapse: no nonce lived until it was used.
    #[error("every nonce had ended before its use")]
    NonceLost,
}
